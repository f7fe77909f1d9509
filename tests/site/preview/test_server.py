"""The server of the preview: its port, its answers, and pages that wait for a change."""

import socket
import struct
import threading
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError

import pytest
from playwright.sync_api import expect

import build
from tests.conftest import NewPage
from tests.toy import CONTENT, copy_toy
from virtualissue.site.preview.live_site import LiveSite
from virtualissue.site.preview.server import PreviewError, PreviewServer, open_server, serve_live

pytestmark = pytest.mark.build

TEMPLATES = build.ROOT / "templates"


@pytest.fixture(autouse=True)
def _brief_rest(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("virtualissue.site.preview.server.REST", 0.5)


def live_site(content: Path = CONTENT) -> LiveSite:
    return LiveSite(content, TEMPLATES, build.explain_fault)


@contextmanager
def served(site: LiveSite) -> Iterator[tuple[PreviewServer, str]]:
    with open_server(site, 0) as server:
        threading.Thread(target=server.serve_forever, args=[0.05], daemon=True).start()
        yield server, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def fetch(address: str) -> bytes:
    with urllib.request.urlopen(address) as answer:
        content: bytes = answer.read()
    return content


# --- the port --------------------------------------------------------------------------------------------


def test_a_taken_port_is_told_before_anything_is_read(tmp_path: Path):
    with open_server(live_site(), 0) as taken:
        port = taken.server_port
        with pytest.raises(PreviewError, match=rf"^Port {port} cannot be used .*: choose another one with"):
            serve_live(live_site(tmp_path), (tmp_path,), port, print, lambda _: (), lambda: None)


def test_a_port_that_cannot_be_is_told(tmp_path: Path):
    with pytest.raises(PreviewError, match="Port 99999 does not exist: ports range from 0 to 65535"):
        open_server(live_site(tmp_path), 99999)


# --- answers ---------------------------------------------------------------------------------------------


def test_pages_and_files_are_answered():
    site = live_site()
    site.refresh()
    with served(site) as (_, home):
        assert b"<h1" in fetch(f"{home}/")
        assert fetch(f"{home}/index.html?find=red") == fetch(f"{home}/")
        assert fetch(f"{home}/live/live.js").startswith(b'"use strict"')
        with pytest.raises(HTTPError) as missing:
            fetch(f"{home}/nothing.html")
        assert missing.value.code == 404
        with pytest.raises(HTTPError):
            fetch(f"{home}/../build.py")


def test_a_page_that_waits_is_told_of_a_change_at_once():
    site = live_site()
    site.refresh()
    with served(site) as (server, home):
        number = fetch(f"{home}/live/number?after=0").decode()
        assert f'data-number="{number}"' in fetch(home).decode()
        told: list[bytes] = []
        waiting = threading.Thread(target=lambda: told.append(fetch(f"{home}/live/number?after={number}")))
        waiting.start()
        waiting.join(0.2)
        assert waiting.is_alive()
        server.refresh()
        waiting.join(10)
        assert told == [str(int(number) + 1).encode()]


def test_a_page_of_an_earlier_preview_learns_of_this_one():
    earlier, later = live_site(), live_site()
    earlier.refresh()
    later.refresh()
    assert earlier.number < later.number


def test_a_browser_that_hangs_up_leaves_no_word(capfd: pytest.CaptureFixture[str]):
    site = live_site()
    site.refresh()
    with served(site) as (server, home):
        for _ in range(5):
            with socket.create_connection(("127.0.0.1", server.server_port)) as browser:
                browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                browser.sendall(b"GET /index.html HTTP/1.1\r\n\r\n")
                browser.recv(10)
        assert fetch(f"{home}/live/live.css")
    assert capfd.readouterr() == ("", "")


# --- in a browser ----------------------------------------------------------------------------------------


def test_an_open_page_follows_each_edit_and_keeps_its_place(tmp_path: Path, new_page: NewPage):
    content = copy_toy(tmp_path)
    family = content / "families/reds.yml"
    text = family.read_text(encoding="utf-8")
    site = live_site(content)
    site.refresh()
    with served(site) as (server, home):
        page = new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(f"{home}/families/reds.html")
        page.mouse.wheel(0, 300)
        page.wait_for_function("scrollY > 250")
        family.write_text(text.replace("name: ", "name: Edited ", 1), encoding="utf-8")
        server.refresh()
        page.get_by_role("heading", level=1).get_by_text("Edited").wait_for()
        page.wait_for_function("scrollY > 250")
        family.write_text(text.replace("name: ", "nmae: ", 1), encoding="utf-8")
        server.refresh()
        alert = page.get_by_role("alert").filter(has_text="families/reds.yml")
        alert.wait_for()
        assert page.get_by_role("heading", level=1).get_by_text("Edited").is_visible()
        family.write_text(text, encoding="utf-8")
        server.refresh()
        alert.wait_for(state="detached")
        assert complaints == []


def test_a_page_in_the_background_is_loaded_again_when_it_is_seen(new_page: NewPage):
    site = live_site()
    site.refresh()
    with served(site) as (server, home):
        page = new_page().context.new_page()  # a page that nobody has later, because of its script
        page.add_init_script(
            "document.seen = false;"
            "Object.defineProperty(document, 'visibilityState', "
            "{ get: () => (document.seen ? 'visible' : 'hidden') });"
        )
        page.goto(f"{home}/families/reds.html")
        script = page.locator('script[src="/live/live.js"]')
        shown = str(site.number)
        with page.expect_response(lambda answer: "live/number" in answer.url):
            server.refresh()
        expect(script).to_have_attribute("data-number", shown)
        page.evaluate("document.seen = true; document.dispatchEvent(new Event('visibilitychange'))")
        expect(script).to_have_attribute("data-number", str(site.number))


def test_more_pages_than_a_browser_has_connections_follow_an_edit(new_page: NewPage):
    site = live_site()
    site.refresh()
    with served(site) as (server, home):
        first = new_page()
        pages = [first, *(first.context.new_page() for _ in range(7))]
        for _ in range(2):  # before an edit, and after it
            for page in pages:
                page.goto(f"{home}/families/reds.html", timeout=20_000)
            server.refresh()
            for page in pages:
                script = page.locator('script[src="/live/live.js"]')
                expect(script).to_have_attribute("data-number", str(site.number))


# --- the whole of it -------------------------------------------------------------------------------------


@pytest.mark.slow
def test_an_edit_is_seen_and_the_end_is_quiet(tmp_path: Path):
    content = copy_toy(tmp_path)
    site = live_site(content)
    told: list[str] = []
    ended = KeyboardInterrupt()

    def report(text: str) -> None:
        told.append(text)
        if len(told) == 2:  # the address has been told
            (content / "families/reds.yml").write_text("name: [")
        if len(told) == 3:
            raise ended

    with open_server(site, 0) as server:
        port = server.server_port
    serve_live(site, (content,), port, report, lambda _: (), lambda: None)
    assert told[1] == f"http://127.0.0.1:{port}/  (Ctrl-C ends it)"
    assert "families/reds.yml:" in told[2]
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))


@pytest.mark.slow
def test_pdfs_that_are_given_up_are_no_fault(tmp_path: Path):
    content = copy_toy(tmp_path)
    told: list[str] = []
    asked = threading.Event()

    def print_handouts(_: object) -> tuple[()]:
        asked.set()
        raise CancelledError

    def report(text: str) -> None:
        told.append(text)
        if text.startswith("http"):
            assert asked.wait(20)
            raise KeyboardInterrupt

    serve_live(live_site(content), (content,), 0, report, print_handouts, lambda: None)
    assert len(told) == 2


@pytest.mark.slow
def test_pdfs_are_made_after_the_pages(tmp_path: Path):
    site = live_site(copy_toy(tmp_path))
    made = threading.Event()
    with open_server(site, 0) as server:
        port = server.server_port

    def print_handouts(_: object) -> tuple[()]:
        made.set()
        return ()

    def report(text: str) -> None:
        if text.startswith("http"):
            assert not made.is_set()
            assert made.wait(20)
            raise KeyboardInterrupt

    started = time.monotonic()
    serve_live(site, (), port, report, print_handouts, lambda: None)
    assert time.monotonic() - started < 60


@pytest.mark.slow
def test_what_prevents_the_pdfs_is_reported_and_the_next_change_makes_them(tmp_path: Path):
    content = copy_toy(tmp_path)
    told: list[str] = []
    made = threading.Event()

    def print_handouts(_: object) -> tuple[()]:
        if not any("PDFs" in text for text in told):
            raise PermissionError(13, "Permission denied", "fonts")
        made.set()
        return ()

    def report(text: str) -> None:
        told.append(text)
        if "PDFs" in text:
            (content / "families/reds.yml").write_text("name: [")
        elif len(told) > 3:  # what is wrong after the change
            assert made.wait(20)
            raise KeyboardInterrupt

    serve_live(live_site(content), (content,), 0, report, print_handouts, lambda: None)
    assert told[2] == "The PDFs were not made: fonts: Permission denied"


@pytest.mark.slow
def test_a_change_gives_up_the_pdfs_that_are_being_made_and_they_are_begun_again(tmp_path: Path):
    content = copy_toy(tmp_path)
    given_up, made = threading.Event(), threading.Event()
    told: list[str] = []

    def print_handouts(_: object) -> tuple[()]:
        if not given_up.is_set():
            (content / "families/reds.yml").write_text("name: [")
            assert given_up.wait(20)
            raise CancelledError
        made.set()
        return ()

    def cancel_handouts() -> None:
        if told:  # what is read first gives up nothing
            given_up.set()

    def report(text: str) -> None:
        told.append(text)
        if given_up.is_set():
            assert made.wait(20)
            raise KeyboardInterrupt

    serve_live(live_site(content), (content,), 0, report, print_handouts, cancel_handouts)
    assert made.is_set()
