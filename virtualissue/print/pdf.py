"""Documents -> out/handout and out/lecturer as PDF: the only file that knows Typst.

Content reaches the templates of templates/print as one JSON, never as source. What was set before from the
same data with the same templates is kept; nothing is put in place before everything is set.
"""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

import typst

from virtualissue.files import list_files, write_files, write_whole
from virtualissue.model.issue import Issue
from virtualissue.print.course import Edition
from virtualissue.print.documents import Document
from virtualissue.print.fonts import read_characters
from virtualissue.print.glyphs import check_glyphs
from virtualissue.print.printouts import PAPERS, Printout

FACE = "Libertinus Serif"
LIBRARY = next(Path(typst.__file__).parent.glob("_typst.*"))  # carries its fonts inside
# a paper -> what the library calls it
SHEETS: Mapping[str, str] = {"a4": "a4", "letter": "us-letter"}
# for whom -> the folder, and what tells the file from that of the other edition
EDITIONS: Mapping[Edition, tuple[str, str]] = {
    "students": ("handout", ""),
    "lecturers": ("lecturer", "-lecturer"),
}


class PrintError(Exception):
    """A template refused the data; holds what Typst said."""


@dataclass(frozen=True)
class PdfCompiler:
    """The templates, and the day that every document bears."""

    templates: Path
    day: date

    @cached_property
    def fingerprint(self) -> bytes:
        """Of all that a PDF is made of besides its data."""
        made_of = f"{version('typst')} {self.day}".encode()
        sources = [Path(__file__), *sorted(list_files(self.templates))]
        return blake2b(made_of + b"".join(path.read_bytes() for path in sources)).digest()


@dataclass(frozen=True, eq=False)
class PdfJob:
    """One PDF to be: a document on one paper."""

    document: Document
    paper: str
    data: str

    @property
    def name(self) -> str:
        """The name of its file."""
        return f"{self.document.name}{EDITIONS[self.document.edition][1]}-{self.paper}.pdf"

    def key(self, press: PdfCompiler) -> str:
        """A name made of all that the PDF is made of."""
        made_of = f"{self.document.template}\n{self.paper}\n{self.data}".encode()
        return blake2b(made_of, key=press.fingerprint, digest_size=16).hexdigest() + ".pdf"


PdfFiles = Mapping[PdfJob, Path]


def write_handouts(sheets: PdfFiles, out: Path) -> list[Path]:
    """Every PDF in the folder of its edition; returns where they are."""
    return [path for edition in EDITIONS for path in _put(edition, sheets, out)]


def find_printouts(sheets: PdfFiles) -> tuple[Printout, ...]:
    """What the site may offer: the students' edition, and never the other."""
    return tuple(
        Printout(sheet.document.name, sheet.paper, sheet.name, path)
        for sheet, path in sheets.items()
        if sheet.document.edition == "students"
    )


def compile_pdfs(
    issue: Issue, documents: Sequence[Document], content: Path, templates: Path, kept: Path
) -> PdfFiles:
    """Every document on every paper, in the folder `kept`; raises `ContentError` for what cannot be set.

    An edition that is not asked for keeps what was set of it before.
    """
    press = PdfCompiler(templates, issue.front.editorial.published)
    sheets = {sheet: kept / sheet.document.edition / sheet.key(press) for sheet in plan_jobs(documents)}
    fresh = {sheet: path for sheet, path in sheets.items() if not path.is_file()}
    if fresh:
        settable = read_characters(LIBRARY, FACE)
        check_glyphs((sheet.document.data for sheet in fresh), settable, issue, content)
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(lambda item: write_whole(item[1], compile_pdf(item[0], press)), fresh.items()))
    for folder in {path.parent for path in sheets.values()}:
        for path in set(list_files(folder)) - set(sheets.values()):
            path.unlink()
    return sheets


def plan_jobs(documents: Sequence[Document]) -> Iterator[PdfJob]:
    """Long documents first: they take the time."""
    for document in documents:
        data = json.dumps(document.data, ensure_ascii=False)
        for paper in PAPERS:
            yield PdfJob(document, paper, data)


def compile_pdf(sheet: PdfJob, press: PdfCompiler) -> bytes:
    """A PDF, tagged and archivable; the same data gives the same bytes on every machine.

    Raises `PressError` for a warning, too: a page number that does not settle is wrong on paper.
    """
    try:
        pdf, warnings = typst.compile_with_warnings(
            press.templates / f"{sheet.document.template}.typ",
            root=press.templates,
            ignore_system_fonts=True,
            sys_inputs={"data": sheet.data, "paper": SHEETS[sheet.paper]},
            pdf_standards=["a-2a", "ua-1"],
            timestamp=datetime.combine(press.day, time(), UTC),
        )
    except typst.TypstError as error:
        raise PrintError(f"{sheet.name} cannot be set:\n{error.diagnostic}") from None
    if warnings:
        raise PrintError(f"{sheet.name} is not set well:\n{warnings[0].diagnostic}")
    return pdf


def _put(edition: Edition, sheets: PdfFiles, out: Path) -> list[Path]:
    """Puts the PDFs of an edition into its folder; returns where they are."""
    folder = out / EDITIONS[edition][0]
    files = {
        Path(sheet.name): kept.read_bytes()
        for sheet, kept in sheets.items()
        if sheet.document.edition == edition
    }
    write_files(files, folder)
    return [folder / name for name in files]
