"""Documents -> out/handout and out/lecturer as PDF; content reaches the Typst templates as JSON alone."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

import typst

from virtualissue.file_cache import FileCache
from virtualissue.files import list_files, read_record, write_files
from virtualissue.model.issue import Issue
from virtualissue.print.choice import EVERYTHING, PrintChoice
from virtualissue.print.documents import Document
from virtualissue.print.printouts import EDITIONS, FOLDERS, SCREEN, Edition, Printout
from virtualissue.print.typesetting import finishing
from virtualissue.print.typesetting.fonts import PrintFonts
from virtualissue.print.typesetting.glyphs import prepare_data
from virtualissue.views.moment import moment_of

MOST_NAMED = 4  # files in a message
# a paper -> what the library calls it
PAPER_NAMES: Mapping[str, str] = {"a4": "a4", "letter": "us-letter", SCREEN: SCREEN}


class PrintError(Exception):
    """Files that could not be made, all for the same reason; holds what Typst said."""

    def __init__(self, names: Sequence[str], reason: str) -> None:
        self.names, self.reason = names, reason
        more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
        super().__init__(f"{', '.join(names[:MOST_NAMED])}{more} cannot be set:\n{reason}")


@dataclass(frozen=True)
class PdfCompiler:
    """The templates, the fonts, and the time stamp of every document."""

    templates: Path
    moment: datetime
    fonts: PrintFonts

    @cached_property
    def fingerprint(self) -> bytes:
        """All that a PDF is made of besides its data, as a digest."""
        made_of = f"{version('typst')} {self.moment}".encode()
        modules = [Path(__file__), Path(finishing.__file__)]
        sources = [*modules, *sorted(list_files(self.templates))]
        files = b"".join(path.read_bytes() for path in sources)
        return blake2b(made_of + files + self.fonts.fingerprint).digest()

    @cached_property
    def loaded_fonts(self) -> typst.Fonts:
        """The fonts as Typst takes them, read once for all documents."""
        return self.fonts.load()


@dataclass(frozen=True, eq=False)
class PdfJob:
    """One PDF to be made: a document on one paper, with its data as JSON."""

    document: Document
    paper: str
    data: str
    manner: str = ""

    @property
    def name(self) -> str:
        """The name of its file: what it is of, for whom, on which paper."""
        return f"{self.document.file}{EDITIONS[self.document.edition][1]}{self.manner}-{self.paper}.pdf"

    @property
    def folder(self) -> str:
        """The folder of its edition."""
        return EDITIONS[self.document.edition][0]

    def made_of(self, compiler: PdfCompiler) -> bytes:
        """All bytes that the PDF depends on."""
        return compiler.fingerprint + f"{self.document.template}\n{self.paper}\n{self.data}".encode()


Pdfs = Mapping[PdfJob, bytes]


class PendingPdfs:
    """PDFs that threads are setting; whoever asks for them waits until all are done."""

    def __init__(self, tasks: Mapping[PdfJob, Future[bytes | PrintError]]) -> None:
        self._tasks = tasks

    def cancel(self) -> None:
        """Gives up those that have not begun; who waits for them gets a `CancelledError`."""
        for task in self._tasks.values():
            task.cancel()

    @cached_property
    def pdfs(self) -> Pdfs:
        """Those that could be made."""
        return {job: result for job, result in self._results.items() if isinstance(result, bytes)}

    @cached_property
    def errors(self) -> tuple[PrintError, ...]:
        """An error for each reason why some could not be made."""
        return tuple(_join_errors(one for one in self._results.values() if isinstance(one, PrintError)))

    @cached_property
    def _results(self) -> Mapping[PdfJob, bytes | PrintError]:
        return {job: task.result() for job, task in self._tasks.items()}


def write_handouts(pdfs: Pdfs, out: Path, choice: PrintChoice = EVERYTHING) -> list[Path]:
    """Writes every PDF into the folder of its edition; returns their paths.

    Where only some are asked for, what earlier builds wrote stays there.
    """
    written = []
    for name in FOLDERS:
        files = {Path(job.name): pdf for job, pdf in pdfs.items() if job.folder == name}
        if files or choice.is_complete:
            write_files(files, out / name, keep=not choice.is_complete)
        written += [out / name / file for file in files]
    return written


def find_older(written: Iterable[Path], out: Path) -> list[Path]:
    """The handouts of earlier builds that are still in the folders."""
    new = set(written)
    kept = (
        folder / name for folder in (out / one for one in FOLDERS) for name in sorted(read_record(folder))
    )
    return [path for path in kept if path not in new and path.is_file()]


def find_printouts(pdfs: Pdfs, offered: Sequence[Edition] = ("students",)) -> tuple[Printout, ...]:
    """What the site may offer: the students' edition, and others only where the issue offers these."""
    return tuple(
        Printout(job.document.name, job.paper, job.name, pdf, job.document.edition)
        for job, pdf in pdfs.items()
        if job.document.edition in offered
    )


def compile_pdfs(
    issue: Issue,
    documents: Sequence[Document],
    templates: Path,
    cache: Path,
    fonts: PrintFonts,
    choice: PrintChoice = EVERYTHING,
) -> tuple[Pdfs, tuple[PrintError, ...]]:
    """Every document on each chosen paper, and an error for each reason why some could not be made."""
    with start_pdfs(issue, documents, templates, cache, fonts, choice) as pending:
        return pending.pdfs, pending.errors


@contextmanager
def start_pdfs(
    issue: Issue,
    documents: Sequence[Document],
    templates: Path,
    cache: Path,
    fonts: PrintFonts,
    choice: PrintChoice = EVERYTHING,
) -> Iterator[PendingPdfs]:
    """Sets every document on each chosen paper in threads, while a block runs.

    The block must ask for them: those that have not begun when it ends are never set.
    A PDF that is in the folder `cache` is not compiled again. What the fonts lack is shown in Latin letters.
    The cache of an edition that is not asked for is left alone, and so is what is not chosen.
    """
    compiler = PdfCompiler(templates, moment_of(issue), fonts)
    jobs = tuple(plan_jobs(documents, fonts, choice))
    caches = {shelf: FileCache(cache / shelf) for shelf in {job.document.shelf for job in jobs}}

    def compile_job(job: PdfJob) -> bytes | PrintError:
        made_of = job.made_of(compiler)
        try:
            return caches[job.document.shelf].get(made_of, lambda: compile_pdf(job, compiler))
        except PrintError as error:
            return error

    pool = ThreadPoolExecutor(os.cpu_count())
    try:
        yield PendingPdfs({job: pool.submit(compile_job, job) for job in jobs})
    finally:
        pool.shutdown(cancel_futures=True)
    if choice.is_usual:
        for used in caches.values():
            used.prune()


def _join_errors(errors: Iterable[PrintError]) -> Iterator[PrintError]:
    """One error for each reason: a mistake in a template is the same for many files."""
    names: dict[str, list[str]] = {}
    for error in errors:
        names.setdefault(error.reason, []).extend(error.names)
    return (PrintError(some, reason) for reason, some in names.items())


def plan_jobs(
    documents: Sequence[Document], fonts: PrintFonts, choice: PrintChoice = EVERYTHING
) -> Iterator[PdfJob]:
    """Every document on each chosen paper, in the order of the documents; slides have no paper to choose."""
    for document in documents:
        data = json.dumps(prepare_data(document.data, fonts), ensure_ascii=False)
        for paper in document.papers:
            if paper == SCREEN:
                yield PdfJob(document, paper, data)
            elif paper in choice.paper:
                yield PdfJob(document, paper, data, choice.manner)


def compile_pdf(job: PdfJob, compiler: PdfCompiler) -> bytes:
    """A PDF, tagged and archivable; the same data gives the same bytes on every machine.

    Raises `PrintError` for a warning, too: a page number that does not settle is wrong on paper.
    """
    try:
        pdf, warnings = typst.compile_with_warnings(
            compiler.templates / f"{job.document.template}.typ",
            root=compiler.templates,
            font_paths=compiler.loaded_fonts,
            sys_inputs={"data": job.data, "paper": PAPER_NAMES[job.paper]},
            pdf_standards=["a-2a", "ua-1"],
            timestamp=compiler.moment,
        )
    except typst.TypstError as error:
        raise PrintError([job.name], error.diagnostic) from None
    if warnings:
        raise PrintError([job.name], warnings[0].diagnostic)
    words = job.document.data["words"]
    return finishing.finish_pdf(
        pdf, {"course": words["course"], "date": words["print_date"], "name": words["print_name"]}
    )
