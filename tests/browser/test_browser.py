"""The browser through which other tests look is found, and sees what it should."""

from pathlib import Path

import pytest

from tests.browser.chromium import NAMES, ChromiumMissingError, find_chromium, may_install
from tests.browser.watch import Watch
from tests.conftest import NewPage, Scheme, Screen, Serve

PAGE = """<!doctype html><title>Toy</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width"><p>Toy</p>"""
FLAWS = """<script>console.error("said"); setTimeout(() => { throw new Error("thrown") });</script>
<img src="missing.png" alt=""><img src="http://elsewhere.invalid/stray.png" alt="">"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "flaws.html").write_text(PAGE + FLAWS, encoding="utf-8")
    return tmp_path


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder on PATH, empty."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROME", raising=False)
    return tmp_path


@pytest.mark.parametrize("name", NAMES)
def test_a_browser_on_path_is_found(path: Path, name: str) -> None:
    (path / name).touch(mode=0o755)
    assert find_chromium() == str(path / name)


def test_a_browser_without_windows_is_preferred(path: Path) -> None:
    for name in ("chromium", "chromium-headless-shell", "chrome"):
        (path / name).touch(mode=0o755)
    assert find_chromium() == str(path / "chromium-headless-shell")


def test_chrome_overrules_path(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (path / "chromium").touch(mode=0o755)
    (path / "mine").touch(mode=0o755)
    monkeypatch.setenv("CHROME", str(path / "mine"))
    assert find_chromium() == str(path / "mine")


def test_a_wrong_chrome_is_not_passed_over(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (path / "chromium").touch(mode=0o755)
    monkeypatch.setenv("CHROME", "no-such-browser")
    with pytest.raises(ChromiumMissingError, match="no-such-browser"):
        find_chromium()


def test_a_missing_browser_says_how_to_get_one(path: Path) -> None:
    with pytest.raises(ChromiumMissingError, match="apt-get install chromium-headless-shell"):
        find_chromium()


@pytest.mark.parametrize(("user", "answer"), [(0, True), (1000, False)])
def test_only_root_installs(path: Path, monkeypatch: pytest.MonkeyPatch, user: int, answer: bool) -> None:
    (path / "apt-get").touch(mode=0o755)
    monkeypatch.setattr("os.geteuid", lambda: user)
    assert may_install() is answer


def test_a_sound_page_leaves_nothing_to_report(new_page: NewPage, serve: Serve, folder: Path) -> None:
    address, page = serve(folder), new_page()
    with Watch(page, address) as watch:
        page.goto(f"{address}/index.html", wait_until="networkidle")
    assert (watch.errors, watch.strays) == ([], [])


def test_errors_and_strays_are_seen(new_page: NewPage, serve: Serve, folder: Path) -> None:
    address, page = serve(folder), new_page()
    with Watch(page, address) as watch:
        page.goto(f"{address}/flaws.html", wait_until="networkidle")
    assert watch.strays == ["http://elsewhere.invalid/stray.png"]
    for flaw in ("said", "thrown", f"{address}/missing.png"):
        assert any(flaw in error for error in watch.errors), (flaw, watch.errors)


def test_a_page_from_disk_is_watched(new_page: NewPage, folder: Path) -> None:
    page = new_page()
    with Watch(page, folder.as_uri()) as watch:
        page.goto(f"{folder.as_uri()}/flaws.html")
    assert watch.strays == ["http://elsewhere.invalid/stray.png"]


@pytest.mark.parametrize(("screen", "width", "touch"), [("desktop", 1440, False), ("phone", 360, True)])
def test_pages_have_the_screen_asked_for(
    new_page: NewPage, serve: Serve, folder: Path, screen: Screen, width: int, touch: bool
) -> None:
    page = new_page(screen)
    page.goto(serve(folder))
    assert page.evaluate("[innerWidth, navigator.maxTouchPoints > 0]") == [width, touch]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_have_the_scheme_asked_for(new_page: NewPage, scheme: Scheme) -> None:
    assert new_page(scheme=scheme).evaluate(f"matchMedia('(prefers-color-scheme: {scheme})').matches")
