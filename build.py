"""Builds a virtual issue: reads content/, checks it, renders and writes its pages, then what is asked for."""

import argparse
import gc
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from virtualissue.chart import Drawing
from virtualissue.charts import draw_charts
from virtualissue.checks import check_issue
from virtualissue.content import read_issue
from virtualissue.crew import Job
from virtualissue.engine import ENGINES, EngineError, write_pages
from virtualissue.handout import EDITIONS, PressError, Sheets, find_prints, print_sheets, put_handouts
from virtualissue.issue import Issue
from virtualissue.kept import Kept
from virtualissue.lesson import Edition
from virtualissue.mistake import ContentError
from virtualissue.offline import build_offline
from virtualissue.pages import Page, render_pages
from virtualissue.preview import serve_site
from virtualissue.print import Occasion, plan_documents
from virtualissue.search import render_search
from virtualissue.stylesheet import StylesheetError
from virtualissue.website import build_site

ROOT = Path(__file__).resolve().parent


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; returns 0 where it did what it says, 1 where the content or the engine said no."""
    options = parse_arguments(arguments)
    return attempt(OUTPUTS[options.command][0], options)


def attempt(run: Callable[[argparse.Namespace], object], options: argparse.Namespace) -> int:
    """Goes a part of the road; tells what is wrong where it cannot be gone."""
    gc.disable()  # what is made on the road is needed to its end: a search for garbage would find none
    try:
        run(options)
    except (ContentError, EngineError, PressError, StylesheetError) as error:
        print(error, file=sys.stderr)
        print(f"Nothing was built; what was there before is untouched. {summary(error)}", file=sys.stderr)
        return 1
    finally:
        gc.enable()
    return 0


def check(options: argparse.Namespace) -> Issue:
    """Finds every mistake in the content; builds nothing."""
    with Step("read and checked") as step, Kept(options.out / "cache" / "content.pickle") as kept:
        issue = read_issue(options.content, kept)
        check_issue(issue, options.content)
        step.made = f"{sum(1 for _ in issue.things())} files of {show(options.content)}, no mistakes"
    return issue


def pages(options: argparse.Namespace) -> tuple[Issue, tuple[Page, ...]]:
    """Writes the pages as Markdown files into out/pages; no engine runs."""
    issue = check(options)
    drawings = draw_all(issue, options)
    with Step("printed") as step:
        prints = find_prints(print_all(issue, drawings, options, "students"))
        step.made = f"{len(prints)} handouts"
    with Step("rendered and wrote") as step:
        cache = options.out / "cache"
        search = Job(lambda: render_search(issue, cache))  # beside the pages, which need none of it
        rendered = render_pages(issue, options.templates, drawings, prints, cache)
        assets = options.templates / "assets"
        changed = write_pages(issue, rendered, search.result(), assets, options.out / "pages", prints)
        step.made = f"{len(rendered)} pages to {show(options.out / 'pages')}, {changed} files changed"
    return issue, rendered


def site(options: argparse.Namespace) -> None:
    """Builds the website into out/site."""
    issue, rendered = pages(options)
    with Step("themed") as step:
        built = build_site(issue, rendered, options.out, options.engine)
        step.made = f"{show(built / 'index.html')} with {options.engine}"


def offline(options: argparse.Namespace) -> None:
    """Packs the site into out/NAME-VERSION.zip, to open without network."""
    issue, rendered = pages(options)
    with Step("packed") as step:
        bundle = build_offline(issue, rendered, options.out)
        step.made = f"{show(bundle)}, {bundle.stat().st_size / 1e6:.1f} MB"


def handout(options: argparse.Namespace) -> None:
    """Prints a booklet and a handout for each family into out/handout."""
    issue = check(options)
    with Step("printed") as step:
        drawings = draw_all(issue, options)
        printed = put_handouts(print_all(issue, drawings, options, *EDITIONS), options.out)
        size = sum(path.stat().st_size for path in printed) / 1e6
        step.made = f"{len(printed)} files, {size:.1f} MB, to {show(options.out / 'handout')} and lecturer"


def draw_all(issue: Issue, options: argparse.Namespace) -> tuple[Drawing, ...]:
    """Every chart."""
    with Kept(options.out / "cache" / "charts.pickle") as kept:
        return draw_charts(issue, kept)


def print_all(
    issue: Issue, drawings: tuple[Drawing, ...], options: argparse.Namespace, *editions: Edition
) -> Sheets:
    """Every handout of these editions, on every paper."""
    occasion = Occasion(options.course, options.date)
    documents = tuple(plan_documents(issue, drawings, editions, occasion))
    kept = options.out / "cache" / "handout"
    return print_sheets(issue, documents, options.content, options.templates / "print", kept)


def serve(options: argparse.Namespace) -> None:
    """Shows the website on this machine and builds it again at each change."""
    watched = (options.content, options.templates)
    serve_site(lambda: attempt(site, options), watched, options.out / "site", options.port, print)


# command -> what it does, in the words of its docstring
OUTPUTS: Mapping[str, tuple[Callable[[argparse.Namespace], object], str]] = {
    run.__name__: (run, run.__doc__ or "") for run in (site, offline, handout, serve, pages, check)
}


class Step:
    """Times one step of the road and says, when it is done, what it made."""

    made = ""

    def __init__(self, name: str) -> None:
        self.name, self.started = name, time.perf_counter()

    def __enter__(self) -> "Step":
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            print(f"{time.perf_counter() - self.started:6.2f} s  {self.name} {self.made}", flush=True)


def summary(error: Exception) -> str:
    """How many mistakes there are, in words."""
    count = len(error.mistakes) if isinstance(error, ContentError) else 0
    return "" if not count else f"{count} mistake{'s' if count > 1 else ''} to mend."


def show(path: Path) -> str:
    """A path as its reader would type it from the folder of this project."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


def parse_arguments(arguments: list[str] | None) -> argparse.Namespace:
    """The command and its options."""
    parser = argparse.ArgumentParser(prog="build.py", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    for name, (_, description) in OUTPUTS.items():
        command = commands.add_parser(name, help=description, description=description)
        command.add_argument("--content", type=Path, default=ROOT / "content", help="the issue as data")
        command.add_argument("--templates", type=Path, default=ROOT / "templates", help="how it is shown")
        command.add_argument("--out", type=Path, default=ROOT / "out", help="where everything made goes")
        command.add_argument("--engine", choices=ENGINES, default="mkdocs", help="what themes the site")
        command.add_argument(
            "--course", default="", help="the course named on handouts (none: a rule to write on)"
        )
        command.add_argument(
            "--date", default="", help="the date named on handouts (none: a rule to write on)"
        )
        command.add_argument("--port", type=int, default=8000, help="where serve listens")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
