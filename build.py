"""Builds a virtual issue: reads content/, checks it, then builds each output that is asked for."""

import argparse
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from inspect import signature
from pathlib import Path
from typing import Any

try:
    from virtualissue.charts import draw_charts
    from virtualissue.charts.drawing import Drawing
    from virtualissue.checks import check_issue
    from virtualissue.diagnostics import ContentError
    from virtualissue.loader.reader import read_issue
    from virtualissue.model.issue import Issue
    from virtualissue.print.course import Edition
    from virtualissue.print.documents import CourseDetails, plan_documents
    from virtualissue.print.pdf import (
        EDITIONS,
        Pdfs,
        PrintError,
        compile_pdfs,
        find_printouts,
        write_handouts,
    )
    from virtualissue.site.assets import find_assets
    from virtualissue.site.offline import build_offline
    from virtualissue.site.pages import Page, TemplateError, render_pages
    from virtualissue.site.preview import serve_site
    from virtualissue.site.stylesheet import StylesheetError
    from virtualissue.site.theme import EngineError
    from virtualissue.site.website import build_site, build_site_with_zensical
    from virtualissue.site.zensical import write_pages
except ModuleNotFoundError as missing:
    sys.exit(f"{missing.name} is not installed: run `make site`, which sets up .venv, then .venv/bin/python")

ROOT = Path(__file__).resolve().parent


def site(content: Path, templates: Path, out: Path, engine: str) -> None:
    """Builds the website into out/site."""
    issue, rendered, assets = render(content, templates, out)
    with Step("themed") as step:
        built = ENGINES[engine](issue, rendered, assets, templates / "theme", out)
        step.made = f"{show(built / 'index.html')} with {engine}"


def offline(content: Path, templates: Path, out: Path) -> None:
    """Packs the site into out/NAME-VERSION.zip, to open without network."""
    issue, rendered, assets = render(content, templates, out)
    with Step("packed") as step:
        bundle = build_offline(issue, rendered, assets, templates / "theme", out)
        step.made = f"{show(bundle)}, {bundle.stat().st_size / 1e6:.1f} MB"


def handout(content: Path, templates: Path, out: Path, course: str, date: str) -> None:
    """Prints a booklet and a handout for each family into out/handout."""
    issue = check(content)
    with Step("printed") as step:
        details = CourseDetails(course, date)
        pdfs = print_all(issue, draw_charts(issue), content, templates, out, details, *EDITIONS)
        size = sum(map(len, pdfs.values())) / 1e6
        count = len(write_handouts(pdfs, out))
        step.made = f"{count} files, {size:.1f} MB, to {show(out / 'handout')} and lecturer"


def serve(content: Path, templates: Path, out: Path, engine: str, port: int) -> None:
    """Shows the website on this machine and builds it again at each change."""

    def build() -> int:
        return attempt(lambda: site(content, templates, out, engine))

    serve_site(build, (content, templates), out / "site", port, print)


def pages(content: Path, templates: Path, out: Path) -> None:
    """Writes the pages as Markdown files into out/pages; no engine runs."""
    _, rendered, assets = render(content, templates, out)
    with Step("wrote") as step:
        changed = write_pages(rendered, assets, out / "pages")
        step.made = f"{show(out / 'pages')}, {changed} files changed"


def render(content: Path, templates: Path, out: Path) -> tuple[Issue, tuple[Page, ...], Mapping[Path, bytes]]:
    """The issue, its pages, and all that they link to."""
    issue = check(content)
    drawings = draw_charts(issue)
    with Step("printed") as step:
        pdfs = print_all(issue, drawings, content, templates, out, CourseDetails(), "students")
        printouts = find_printouts(pdfs)
        step.made = f"{len(printouts)} handouts"
    with Step("rendered") as step:
        rendered = render_pages(issue, templates, drawings, printouts)
        assets = find_assets(issue, templates / "assets", printouts)
        step.made = f"{len(rendered)} pages"
    return issue, rendered, assets


def check(content: Path) -> Issue:
    """Finds every mistake in the content; builds nothing."""
    with Step("read and checked") as step:
        issue = read_issue(content)
        check_issue(issue, content)
        step.made = f"{sum(1 for _ in issue.things())} files of {show(content)}, no mistakes"
    return issue


def print_all(
    issue: Issue,
    drawings: tuple[Drawing, ...],
    content: Path,
    templates: Path,
    out: Path,
    details: CourseDetails,
    *editions: Edition,
) -> Pdfs:
    """Every handout of these editions, on every paper."""
    documents = tuple(plan_documents(issue, drawings, editions, details))
    return compile_pdfs(issue, documents, content, templates / "print", out / "cache" / "pdf")


ENGINES = {"mkdocs": build_site, "zensical": build_site_with_zensical}
COMMANDS: Mapping[str, Callable[..., object]] = {
    command.__name__: command for command in (site, offline, handout, serve, pages, check)
}
# the name of a command's parameter -> the option that gives it
OPTIONS: Mapping[str, Mapping[str, Any]] = {
    "content": {"type": Path, "default": ROOT / "content", "help": "the folder of the issue"},
    "templates": {"type": Path, "default": ROOT / "templates", "help": "the folder of the templates"},
    "out": {"type": Path, "default": ROOT / "out", "help": "the folder for everything that is built"},
    "engine": {"choices": tuple(ENGINES), "default": "mkdocs", "help": "the engine that themes the site"},
    "course": {"default": "", "help": "the course named on handouts (without it, a line to write on)"},
    "date": {"default": "", "help": "the date named on handouts (without it, a line to write on)"},
    "port": {"type": int, "default": 8000, "help": "the port on which the site is served"},
}


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; returns 0 where it succeeded, 1 where it did not."""
    options = vars(parse_arguments(arguments))
    command, debug = COMMANDS[options.pop("command")], options.pop("debug")
    return attempt(lambda: command(**options), debug=debug)


def attempt(run: Callable[[], object], *, debug: bool = False) -> int:
    """Runs something and reports in plain words why it failed; the traceback is shown with `debug` only."""
    try:
        run()
    except KeyboardInterrupt:
        print("Interrupted; what was built before is untouched.", file=sys.stderr)
        return 1
    except Exception as error:  # noqa: BLE001 (nobody is to see a traceback who did not ask for one)
        print(explain(error), file=sys.stderr)
        if debug:
            traceback.print_exception(error)
        return 1
    return 0


def explain(error: Exception) -> str:
    """What went wrong, in plain words."""
    if isinstance(error, ContentError | EngineError | PrintError | StylesheetError | TemplateError):
        count = len(error.diagnostics) if isinstance(error, ContentError) else 0
        mistakes = f" {count} mistake{'s' if count > 1 else ''} to correct." if count else ""
        return f"{error}\nNothing was built; what was built before is untouched.{mistakes}"
    if isinstance(error, OSError):
        return f"{error.filename or 'A file'}: {error.strerror or error}"
    return (
        f"An error in the program itself: {type(error).__name__}: {error}\n"
        "Run the command again with --debug and report what it prints."
    )


class Step:
    """Times one step of a command and reports, when the step is done, what it made."""

    made = ""

    def __init__(self, name: str) -> None:
        self.name, self.started = name, time.perf_counter()

    def __enter__(self) -> "Step":
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            print(f"{time.perf_counter() - self.started:6.2f} s  {self.name} {self.made}", flush=True)


def show(path: Path) -> str:
    """A path as its reader would type it from the folder of this project."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


def parse_arguments(arguments: list[str] | None) -> argparse.Namespace:
    """The command, and the options that its function takes."""
    parser = argparse.ArgumentParser(prog="build.py", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    for name, command in COMMANDS.items():
        options = commands.add_parser(name, help=command.__doc__, description=command.__doc__)
        for parameter in signature(command).parameters:
            options.add_argument(f"--{parameter}", **OPTIONS[parameter])
        options.add_argument("--debug", action="store_true", help="show the traceback of an error")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
