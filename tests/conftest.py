"""The fixtures of all tests: a browser, its pages, and a server for a folder."""

import gc
import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any, Literal, Protocol

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.chromium import FLAGS, find_chromium
from tests.browser.fonts import write_settings

gc.set_threshold(1_000_000)  # most of what tests make lives long; this saves a tenth of the time
pytest_plugins = ["tests.toy", "tests.sites", "tests.selection", "tests.samples"]
expect.set_options(timeout=20_000)  # a busy machine is no fault of a page

Screen = Literal["desktop", "phone"]
Scheme = Literal["light", "dark"]
Serve = Callable[[Path], str]
SCREENS: dict[Screen, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1440, "height": 900}},
    "phone": {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True},
}


def pytest_collection_finish() -> None:
    """What was collected stays until the end: the garbage collector need not look at it again and again."""
    gc.freeze()


def pytest_unconfigure() -> None:
    """What is there at the end goes with the process: the garbage collector need not look for it."""
    gc.freeze()


class NewPage(Protocol):
    """Gives an empty page that nobody else has; further options go to its context."""

    def __call__(self, screen: Screen = "desktop", scheme: Scheme = "light", **options: Any) -> Page: ...


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files without a line in the log for each."""

    def log_message(self, format: str, *args: object) -> None: ...


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The base address at which `folder` is served, on a free port of this machine alone."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=folder)) as server:
        Thread(target=server.serve_forever, args=[0.05], daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser with fonts of its own; as root it cannot have its sandbox."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=find_chromium(),
            args=FLAGS,
            env={**os.environ, "FONTCONFIG_FILE": str(write_settings(Path(folder)))},
            chromium_sandbox=os.geteuid() != 0,
        )
        yield started
        started.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for each worker."""
    with chromium() as started:
        yield started


class Pages:
    """Pages, each alone in its context, lent to one test after another: to open one takes long."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.free: dict[str, list[Page]] = defaultdict(list)

    @contextmanager
    def lend(self, screen: Screen, scheme: Scheme, **options: Any) -> Iterator[Page]:
        """A page that stands still (no animations) and knows nothing of where it has been."""
        free = self.free[repr((screen, options))]
        page = free.pop() if free else self.browser.new_context(**SCREENS[screen], **options).new_page()
        if "viewport" not in options:  # whoever had it may have changed its size
            page.set_viewport_size(SCREENS[screen]["viewport"])
        page.emulate_media(media="null", color_scheme=scheme, reduced_motion="reduce")
        yield page
        forget(page)
        free.append(page)


def forget(page: Page) -> None:
    """Leaves a page as empty as it was: no other beside it, nothing stored, the mouse outside."""
    for other in page.context.pages:
        if other != page:
            other.close()
    page.goto("about:blank")
    page.mouse.move(-1, -1)
    devtools = page.context.new_cdp_session(page)
    devtools.send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "all"})
    devtools.detach()


@pytest.fixture(scope="session")
def pages(browser: Browser) -> Pages:
    return Pages(browser)


@pytest.fixture
def new_page(pages: Pages) -> Iterator[NewPage]:
    """Pages for as long as the test runs."""
    with ExitStack() as lent:

        def open_page(screen: Screen = "desktop", scheme: Scheme = "light", **options: Any) -> Page:
            return lent.enter_context(pages.lend(screen, scheme, **options))

        yield open_page


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """Serves folders until the last test is done, each by one server."""
    with ExitStack() as servers:
        yield cache(lambda folder: servers.enter_context(serving(folder)))
