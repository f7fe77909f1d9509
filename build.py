"""Builds a virtual issue: reads content/, checks it, then builds each output that is asked for."""

import gc
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from pathlib import Path

try:
    from virtualissue.authoring.content_schemas import ENTITIES, FOLDER, modeline, write_schemas
    from virtualissue.authoring.explanations import ExplanationError, render_explanation
    from virtualissue.charts import Drawing, draw_charts
    from virtualissue.checks import check_content, find_suggestions
    from virtualissue.checks.advice import find_advice
    from virtualissue.diagnostics import ContentError, Diagnostic
    from virtualissue.files import OutputError, refuse_foreign
    from virtualissue.importing.command import import_files
    from virtualissue.importing.families import FamilySource
    from virtualissue.importing.files import ImportFileError
    from virtualissue.importing.new_issue import begin_issue
    from virtualissue.loader.content_files import FONTS
    from virtualissue.loader.reader import find_own
    from virtualissue.lock import lock_folder
    from virtualissue.model.issue import Issue
    from virtualissue.options import ENGINES, ROOT, gather, parse_arguments
    from virtualissue.print.choice import ChoiceError, PrintChoice
    from virtualissue.print.planning import find_names, find_offered, plan_documents, plan_offered
    from virtualissue.print.printouts import EDITIONS, Printout
    from virtualissue.print.social_card import render_card
    from virtualissue.print.typesetting.fonts import PrintFonts, read_fonts
    from virtualissue.print.typesetting.glyphs import warn_of_characters, warn_of_option
    from virtualissue.print.typesetting.pdf import (
        PendingPdfs,
        PrintError,
        compile_pdfs,
        find_older,
        find_printouts,
        start_pdfs,
        write_handouts,
    )
    from virtualissue.reports import Report, render_mistakes
    from virtualissue.site.assets import SiteAssets
    from virtualissue.site.offline import build_offline
    from virtualissue.site.pages import TemplateError, make_environment, plan_pages, render_pages
    from virtualissue.site.preview.live_site import LiveSite
    from virtualissue.site.preview.server import PreviewError, serve_live
    from virtualissue.site.stylesheet import AssetError
    from virtualissue.site.theme import EngineError
    from virtualissue.site.zensical import write_pages
    from virtualissue.words import WordError
except ModuleNotFoundError as missing:
    sys.exit(f"{missing.name} is not installed: run `make site`, which sets up .venv, then .venv/bin/python")

__all__ = ["COMMANDS", "ENGINES", "ROOT", "main"]

NOTHING_TO_PRINT = (
    "this issue has none of what you chose: the lecturer's edition needs a problem, a note or a script; "
    "slides need something to show; the edition with solutions is only a booklet, in issues with "
    "`handouts: {solutions: true}` in issue.yml"
)
WITHOUT_ADDRESS = "without site_url, 404.html works only at the root of a host"
UNCHANGED = "Nothing was built; what was built before is unchanged."
# errors in what was typed on the command line
MISTYPED = (ChoiceError, ExplanationError)
# errors whose text is written for the person who runs a command
EXPLAINED = (AssetError, EngineError, OutputError, PrintError, TemplateError, WordError)


def site(content: Path, templates: Path, out: Path, engine: str, report: Report) -> None:
    """Builds the website into out/site."""
    issue = check(content, report)
    with claim(out, content, templates):
        refuse_foreign(out / "site")
        fonts = read_fonts(content)
        with Step("built") as step, render(issue, templates, out, fonts) as website:
            add_card(website, templates, fonts)
            built = ENGINES[engine](issue, website.pages, website.assets, templates / "theme", out)
            note = "" if issue.front.site_url else f" ({WITHOUT_ADDRESS})"
            step.made = f"{website.contents}, {show(built / 'index.html')} with {engine}{note}"
    website.report_errors()


def offline(content: Path, templates: Path, out: Path, report: Report) -> None:
    """Packs the site into out/NAME-VERSION.zip, to open without network."""
    issue = check(content, report)
    with (
        claim(out, content, templates),
        Step("packed") as step,
        render(issue, templates, out, read_fonts(content)) as website,
    ):
        bundle = build_offline(issue, website.pages, website.assets, templates / "theme", out)
        step.made = f"{website.contents} into {show(bundle)}, {bundle.stat().st_size / 1e6:.1f} MB"
    website.report_errors()


def handout(content: Path, templates: Path, out: Path, choice: PrintChoice, report: Report) -> None:
    """Prints the booklet, handouts, summaries, and slides into out/handout."""
    issue = read_checked(content, report, own=find_own(content))
    choice.check(find_names(issue))
    with claim(out, content, templates):
        with Step("printed") as step:
            fonts = read_fonts(content)
            for option, text in (("--course", choice.course), ("--date", choice.date)):
                report.tell(warn_of_option(option, text, fonts))
            documents = plan_documents(issue, draw_charts(issue), choice.edition, choice)
            kept = find_cache(out)
            pdfs, errors = compile_pdfs(issue, tuple(documents), templates / "print", kept, fonts, choice)
            if not pdfs:
                raise errors[0] if errors else ChoiceError(NOTHING_TO_PRINT)
            size = sum(map(len, pdfs.values())) / 1e6
            written = write_handouts(pdfs, out, choice)
            folders = " and ".join(dict.fromkeys(show(path.parent) for path in written))
            step.made = f"{len(written)} file{'s' * (len(written) != 1)}, {size:.1f} MB, to {folders}"
        if older := find_older(written, out):
            print(f"{'':8} {describe_older(older)}")
    report_missing(errors)


def describe_older(older: Sequence[Path]) -> str:
    """That handouts of earlier builds are still in the folders, one of them by its name."""
    if len(older) == 1:
        return f"1 file from an earlier build is still there: {older[0].name}"
    return f"{len(older)} files from earlier builds are still there, including {older[0].name}"


def serve(content: Path, templates: Path, out: Path, port: int, report: Report) -> None:
    """Shows the website on this machine and makes each page when it is looked at."""
    started: list[PendingPdfs] = []

    def print_handouts(issue: Issue) -> tuple[Printout, ...]:
        with claim(out, content, templates):
            fonts = read_fonts(content)
            report.tell(find_unprintable(issue, content, fonts))
            documents = tuple(plan_offered(issue, draw_charts(issue)))
            with start_pdfs(issue, documents, templates / "print", find_cache(out), fonts) as pending:
                started[:] = [pending]
                pdfs, errors = pending.pdfs, pending.errors
        for error in errors:
            print(error, file=sys.stderr, flush=True)
        return find_printouts(pdfs, find_offered(issue))

    def cancel_handouts() -> None:
        for pending in started:
            pending.cancel()

    refuse_sources(out, content, templates)
    watched = (content, templates, ROOT / "mkdocs.yml", content.parent / FONTS)
    site = LiveSite(content, templates, explain_fault)
    try:
        serve_live(site, watched, port, print, print_handouts, cancel_handouts)
    finally:
        cancel_handouts()


def pages(content: Path, templates: Path, out: Path, report: Report) -> None:
    """Writes the pages as Markdown files into out/pages; no engine runs."""
    issue = check(content, report)
    with (
        claim(out, content, templates),
        Step("wrote") as step,
        render(issue, templates, out, read_fonts(content)) as website,
    ):
        changed = write_pages(website.pages, website.assets, out / "pages")
        step.made = f"{website.contents} to {show(out / 'pages')}, {changed} files changed"
    website.report_errors()


def check(content: Path, report: Report, advice: bool = False, strict: bool = False) -> Issue:
    """Finds every mistake in the content; builds nothing."""
    return read_checked(content, report, advice=advice, strict=strict)


def read_checked(
    content: Path, report: Report, *, advice: bool = False, strict: bool = False, own: Path | None = None
) -> Issue:
    """The issue without a mistake, with what a lecturer adds to it in the folder `own`."""
    with Step("read and checked") as step:
        issue = check_content(content, strict=strict, own=own)
        warnings = find_unprintable(issue, content, read_fonts(content))
        noted = f", {len(warnings)} warning{'s' * (len(warnings) > 1)}" if warnings else ""
        step.made = f"{sum(1 for _ in issue.entities())} files of {show(content)}, no mistakes{noted}"
    report.tell(warnings)
    if advice:
        report.tell(find_suggestions(issue, content))
        for text in find_advice(issue):
            print(f"\n{text}", flush=True)
    return issue


def find_unprintable(issue: Issue, content: Path, fonts: PrintFonts) -> tuple[Diagnostic, ...]:
    """A warning for each character in the handouts that the fonts lack, and for each useless font."""
    documents = (document.data for document in plan_documents(issue, (), tuple(EDITIONS)))
    return (*fonts.warnings, *warn_of_characters(issue, documents, fonts, content))


def schema(content: Path) -> None:
    """Writes JSON Schemas into content/.schemas, for the plugin of an editor."""
    if not content.is_dir():
        raise ContentError([Diagnostic(str(content), 0, 0, "there is no such folder")])
    with Step("wrote") as step:
        changed = write_schemas(content)
        step.made = f"{len(ENTITIES)} schemas to {show(content / FOLDER)}, {changed} files changed"
    print("Each file names its schema in its first line, as here in articles/:")
    print(modeline("article"), flush=True)


def explain(field: str) -> None:
    """Explains a field, as in family.icon, or a kind of file."""
    print(render_explanation(field), flush=True)


def new(directory: Path, sources: list[Path], families: FamilySource, title: str) -> None:
    """Begins an issue in a new folder, with the works of bibliographies."""
    report = begin_issue(directory, sources, families, title, show(directory))
    write_schemas(directory)  # its files name theirs
    print(report, flush=True)


def import_(files: list[Path], into: Path, dois: list[str], resolver: str) -> None:
    """Writes an article for each work in files of bibliographies."""
    report = import_files(files, into, show(into / "articles"), dois, resolver)
    write_schemas(into)  # new files name theirs
    print(report, flush=True)


class Website:
    """All pages, and all files that they link to, while the PDFs among these are being set.

    Each page is made when it is asked for, and is not kept. It links only to the PDFs that could be set.
    """

    def __init__(self, issue: Issue, templates: Path, drawings: tuple[Drawing, ...], pending: PendingPdfs):
        self.issue, self.pending = issue, pending
        self.pages = render_pages(issue, make_environment(templates), drawings, self.find_printouts)
        self.assets = SiteAssets(issue, templates / "assets", self.find_printouts)
        self.errors: tuple[PrintError, ...] = ()  # about what is not a PDF

    def find_printouts(self) -> tuple[Printout, ...]:
        """The PDFs that the site offers, once they are set."""
        return find_printouts(self.pending.pdfs, find_offered(self.issue))

    @property
    def contents(self) -> str:
        """The numbers of its pages and handouts, in words."""
        pages, handouts = sum(1 for _ in plan_pages(self.issue)), len(self.find_printouts())
        return f"{pages} pages and {handouts} handouts" if handouts else f"{pages} pages"

    def report_errors(self) -> None:
        """Raises `MissingPrintError` where something could not be printed."""
        report_missing((*self.pending.errors, *self.errors))


class MissingPrintError(Exception):
    """What was asked for has been built, but without some PDFs; holds what Typst said of them."""


def report_missing(errors: tuple[PrintError, ...]) -> None:
    """Raises `MissingPrintError` where there are errors."""
    if errors:
        raise MissingPrintError("\n".join(map(str, errors)))


@contextmanager
def render(issue: Issue, templates: Path, out: Path, fonts: PrintFonts) -> Iterator[Website]:
    """The website, to be written inside a block while its PDFs are set in threads."""
    drawings = draw_charts(issue)
    documents = tuple(plan_offered(issue, drawings))
    with start_pdfs(issue, documents, templates / "print", find_cache(out), fonts) as pending:
        yield Website(issue, templates, drawings, pending)


def add_card(website: Website, templates: Path, fonts: PrintFonts) -> None:
    """Gives a website its picture for previews, where that can be made."""
    try:
        website.assets.card = render_card(website.issue, templates / "print", fonts)
    except PrintError as error:
        website.errors = (error,)


@contextmanager
def claim(out: Path, content: Path, templates: Path) -> Iterator[None]:
    """Holds the folder of all outputs for this process alone; refuses one among content or templates."""
    refuse_sources(out, content, templates)
    if not templates.is_dir():
        raise TemplateError(f"{show(templates)}: there is no such folder")
    with lock_folder(out, lambda text: print(text, flush=True)):
        yield


def refuse_sources(out: Path, *sources: Path) -> None:
    """Raises `OutputError` where the folder for outputs is in that of content or templates, or holds it."""
    for source in sources:
        there, here = out.resolve(), source.resolve()
        if there.is_relative_to(here) or here.is_relative_to(there):
            same = f"{show(out)} and {show(source)} are one folder, or one contains the other"
            raise OutputError(f"{same}: choose another folder for what is built, with --out")


def find_cache(out: Path) -> Path:
    """The folder in which PDFs are kept from one build to the next."""
    return out / "cache" / "pdf"


COMMANDS: Mapping[str, Callable[..., object]] = {
    command.__name__.rstrip("_"): command
    for command in (site, offline, handout, serve, pages, check, schema, explain, new, import_)
}


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; returns 0 where it succeeded, 1 where it did not, 2 if the command was mistyped."""
    options = vars(parse_arguments(COMMANDS, __doc__, arguments))
    command, debug = COMMANDS[options.pop("command")], options.pop("debug")
    form, content = options.get("report", "text"), options.get("content", ROOT / "content")
    report = Report(form, content, sys.stdout, sys.stderr)
    if "report" in options:
        options["report"] = report
    try:
        # what a program reads has its stream to itself
        with redirect_stdout(sys.stderr if form == "json" else sys.stdout):
            return attempt(lambda: command(**gather(command, options)), report, debug=debug)
    except KeyboardInterrupt:
        print("Interrupted; what was built before is unchanged.", file=sys.stderr)
        return 1


def attempt(run: Callable[[], object], report: Report, *, debug: bool = False) -> int:
    """Runs something and reports in plain words why it failed; the traceback is shown with `debug` only."""
    try:
        run()
    except (KeyboardInterrupt, SystemExit):
        raise
    except ContentError as error:
        count = len(error.diagnostics)
        report.tell(error.diagnostics)
        print(f"{UNCHANGED} {count} mistake{'s' if count > 1 else ''} to correct.", file=sys.stderr)
        return 1
    except BaseException as error:  # noqa: BLE001 (nobody is to see a traceback who did not ask for one)
        report.fail(describe_error(error))
        if debug:
            traceback.print_exception(error)
        return 2 if isinstance(error, MISTYPED) else 1
    finally:
        report.finish()
    return 0


def explain_fault(error: BaseException, content: Path) -> str:
    """What is wrong with the files, in plain words; the preview goes on."""
    if isinstance(error, ContentError):
        return "\n".join(render_mistakes(error.diagnostics, content))
    return str(error) if isinstance(error, EXPLAINED) else describe_error(error)


def describe_error(error: BaseException) -> str:
    """What went wrong, in plain words."""
    if isinstance(error, ChoiceError | ExplanationError | ImportFileError | PreviewError):
        return str(error)
    if isinstance(error, MissingPrintError):
        return f"{error}\nEverything else was built, and nothing links to what is missing."
    if isinstance(error, EXPLAINED):
        return f"{error}\n{UNCHANGED}"
    if isinstance(error, OSError):
        return f"{error.filename or 'A file'}: {error.strerror or error}"
    return (
        f"This is an error in the program itself: {type(error).__name__}: {error}\n"
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


def collect_less_garbage() -> None:
    """Makes the garbage collector run less often, because most of what a build makes lives until its end.

    With its usual thresholds, it takes 6 % of the time that a build of a thousand works takes, and a growing
    share beyond.
    """
    gc.set_threshold(20_000, 20, 50)


def end(*_: object) -> None:
    """Ends this program as an error would, so that nothing half made is left."""
    sys.exit(1)


if __name__ == "__main__":
    collect_less_garbage()
    signal.signal(signal.SIGTERM, end)
    sys.exit(main())
