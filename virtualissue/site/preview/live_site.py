"""The site of a folder of content, of which each file is made when somebody asks for it.

What cannot be read or checked changes nothing: the last good state stays, and every page says what is wrong.
"""

import time
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, partial
from pathlib import Path
from threading import Lock

from markupsafe import escape

from virtualissue.charts import draw_charts
from virtualissue.checks import check_content
from virtualissue.loader.reader import ReadFiles
from virtualissue.model.issue import Issue
from virtualissue.print.printouts import FindPrintouts, Printout
from virtualissue.site.assets import SiteAssets, find_static_files
from virtualissue.site.pages import PageRenderer, make_environment
from virtualissue.site.theme import SiteTheme

Explain = Callable[[BaseException, Path], str]
FOLDER = Path(__file__).parent
OWN_FILES = {f"live/{name}": (FOLDER / name).read_bytes() for name in ("live.css", "live.js")}
NOT_YET = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Preview</title></head><body></body></html>"""


class LiveState:
    """The site of an issue as it was read, with the PDFs that there are."""

    def __init__(
        self,
        issue: Issue,
        pages: PageRenderer,
        theme: SiteTheme,
        assets: Path,
        find_printouts: FindPrintouts,
    ) -> None:
        self.issue, self.pages, self.theme = issue, pages, theme
        self.assets, self.find_printouts = assets, find_printouts
        self.addresses = frozenset(plan.address for plan in pages.plans)

    def render_page(self, address: str) -> str:
        """A page, themed."""
        return self.theme.render_page(self.pages.render(address))

    def find_file(self, address: str) -> bytes | None:
        """A file that is no page. What is quickly made is looked through first."""
        path = Path(address)
        for files in (self._static_files, self._theme_files):
            if path in files:
                return files[path]
        return self._assets.get(path)

    @cached_property
    def _static_files(self) -> Mapping[Path, bytes]:
        return find_static_files(self.issue, self.assets)

    @cached_property
    def _theme_files(self) -> Mapping[Path, bytes]:
        return dict(self.theme.find_files())

    @cached_property
    def _assets(self) -> Mapping[Path, bytes]:
        pages = (
            self.pages.render(plan.address) for plan in self.pages.plans
        )  # the search knows their headings
        assets = SiteAssets(self.issue, self.assets, self.find_printouts)
        for _ in assets.note(pages):
            pass
        return dict(assets.render())


class LiveSite:
    """The site in its last good state, and what is wrong with the files as they are now.

    `number` counts the states, so that a page can ask whether there is a newer one. It begins with the time,
    so that a page of an earlier preview learns of this one. `explain` says in plain words what went wrong
    with the content of a folder.
    """

    def __init__(self, content: Path, templates: Path, explain: Explain) -> None:
        self.content, self.templates, self._explain = content, templates, explain
        self.number = time.time_ns()
        self.fault = ""
        self._printouts: Mapping[str, Printout] = {}
        self._state: LiveState | None = None
        self._environment = make_environment(templates)  # reads a template again where it has changed
        self._known = ReadFiles()
        self._shown: dict[str, str] = {}  # each page as it was last made without a fault
        self._lock = Lock()

    @property
    def issue(self) -> Issue | None:
        """The issue in its last good state, if there was one."""
        return self._state.issue if self._state else None

    def explain(self, error: BaseException) -> str:
        """What went wrong, in plain words."""
        return self._explain(error, self.content)

    def refresh(self) -> None:
        """Reads all files again; where they have mistakes, the state of before stays."""
        with self._lock:
            try:
                self._enter(check_content(self.content, known=self._known))
            except Exception as error:  # noqa: BLE001 (whatever it is, the preview goes on and shows it)
                self.fault = self.explain(error)
                self.number += 1

    def take_printouts(self, printouts: Iterable[Printout]) -> None:
        """Offers these PDFs from now on, on the pages that name them as well."""
        with self._lock:
            before = {address: printout.label for address, printout in self._printouts.items()}
            self._printouts = {printout.address: printout for printout in printouts}
            named = {address: printout.label for address, printout in self._printouts.items()}
            if self._state and named != before:
                self._enter(self._state.issue)

    def _enter(self, issue: Issue) -> None:
        printouts = tuple(self._printouts.values())
        pages = PageRenderer(issue, self._environment, draw_charts(issue), lambda: printouts)
        theme = self._state.theme if self._state else None
        if not theme or not theme.fits(issue, pages.plans):
            theme = SiteTheme(issue, pages.plans, self.templates / "theme")
        self._state = LiveState(issue, pages, theme, self.templates / "assets", lambda: printouts)
        self.fault = ""
        self.number += 1

    def find(self, address: str) -> bytes | None:
        """The file at an address of the site, or None where there is none."""
        if address in OWN_FILES:
            return OWN_FILES[address]
        with self._lock:
            if self._state is None:
                return self._finish(NOT_YET, self.fault) if address.endswith(".html") else None
            if address in self._state.addresses:
                return self._render(address, partial(self._state.render_page, address))
            if address in self._printouts:
                return self._printouts[address].content
            return self._state.find_file(address)

    def render_not_found(self) -> bytes:
        """The page for an address at which there is nothing."""
        with self._lock:
            if self._state is None:
                return self._finish(NOT_YET, self.fault)
            return self._render("404.html", self._state.theme.render_not_found)

    def _render(self, address: str, make: Callable[[], str]) -> bytes:
        fault = self.fault
        try:
            self._shown[address] = make()
        except Exception as error:  # noqa: BLE001 (a slip in a template is shown on the page as well)
            fault = self.explain(error)
        return self._finish(self._shown.get(address, NOT_YET), fault)

    def _finish(self, html: str, fault: str) -> bytes:
        """A page with what is wrong in front of it, and with the script that loads it again."""
        shown = (
            f'<div class="vi-live-fault" role="alert" tabindex="0"><pre>{escape(fault)}</pre></div>'
            if fault
            else ""
        )
        head = '<link rel="stylesheet" href="/live/live.css">'
        script = f'<script src="/live/live.js" data-number="{self.number}"></script>'
        before, _, after = html.rpartition("</body>")
        return f"{before.replace('</head>', f'{head}</head>', 1)}{shown}{script}</body>{after}".encode()
