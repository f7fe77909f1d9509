"""A work -> its record in RIS: a tag on each line, and plain text with raised and lowered characters.

The tags are those of the specification, as EndNote and Zotero read them. The name of a body ends with a
comma; without it, readers would divide it into given names and a surname. What has no tag, or none for its
kind of work, is a note of its own (N1) that says what it is. What Unicode has no lowered or raised character
for, and emphasis, is in the tags of HTML that Zotero sets.

Why no library writes this: rispy writes values as they are given, so that a line break in one begins a line
that is read as a tag, and it has one table of tags for all kinds of works. To choose the tags is the work.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import attrgetter

from virtualissue.bibliography.annotations import AnnotationKind, find_annotations
from virtualissue.bibliography.csl import CslItem, make_csl_item
from virtualissue.bibliography.names import OTHERS
from virtualissue.bibliography.reading.scripts import LOW_COMMA, LOWERED, RAISED
from virtualissue.bibliography.work import NUMBERED, REPORTS, Work, WorkType
from virtualissue.text.labels import VerticalAlign
from virtualissue.text.titles import Emphasis, TitlePiece, find_runs

TYPES: Mapping[WorkType, str] = {
    WorkType.JOURNAL_ARTICLE: "JOUR",
    WorkType.PREPRINT: "UNPB",
    WorkType.CONFERENCE_PAPER: "CPAPER",
    WorkType.CHAPTER: "CHAP",
    WorkType.BOOK: "BOOK",
    WorkType.THESIS: "THES",
    WorkType.REPORT: "RPRT",
    WorkType.DATASET: "DATA",
    WorkType.SOFTWARE: "COMP",
    WorkType.WEB_PAGE: "ELEC",
    WorkType.PATENT: "PAT",
    WorkType.STANDARD: "STAND",
}
# kinds that have versions where books have editions
VERSIONED = (WorkType.SOFTWARE, WorkType.DATASET)

# what a note says, with the word before its colon
NOTES: Mapping[str, str] = {
    "event": "Event", "document-number": "Number", "issue": "Issue", "version": "Version",
    "edition": "Edition", "booktitle": "Contained in",
}  # fmt: skip
ANNOTATED: Mapping[AnnotationKind, str] = {
    "orcid": "ORCID", "native": "Native form", "family": "Surname",
}  # fmt: skip

Lines = Iterator[tuple[str, str | None]]


def render_ris(key: str, work: Work) -> str:
    """The record of a work under an identifier."""
    lines = [("TY", TYPES[work.type]), ("ID", key), *_make_lines(make_csl_item(work, key), work)]
    record = [f"{tag}  - {' '.join(value.split())}" for tag, value in lines if value]
    return "\n".join([*record, "ER  - "])


def _make_lines(item: CslItem, work: Work) -> Lines:
    editors = "ED" if work.type is WorkType.BOOK else "A2"  # which would be the editors of its series
    for tag, role in (("AU", "author"), (editors, "editor"), ("A4", "translator")):
        for name in item.get(role, ()):
            yield tag, _write_name(name)
    yield "TI", _write_title(work.title.pieces)
    yield from _make_places(item, work)
    yield from _make_dates(work)
    yield "VL", item.get("volume")
    yield from _make_numbers(work)
    yield from _make_pages(work.pages or "")
    yield from _make_editions(work)
    yield "M3", item.get("genre")
    yield "DO", work.doi
    yield "UR", item.get("URL") or work.link
    yield "SN", work.isbn
    yield "SN", work.issn
    yield "AN", f"arXiv:{work.arxiv}" if work.arxiv else None
    yield "AN", f"PMID:{work.pmid}" if work.pmid else None
    yield "LA", work.language
    for role, number, kind, value in find_annotations(work):
        name = _write_name(item[role][number - 1])
        yield "N1", f"{ANNOTATED[kind]} of {role} {number} ({name}): {value}"


def _make_note(variable: str, value: str | None) -> Lines:
    yield "N1", f"{NOTES[variable]}: {value}" if value else None


def _make_places(item: CslItem, work: Work) -> Lines:
    container, short = item.get("container-title"), item.get("container-title-short")
    if work.type is WorkType.JOURNAL_ARTICLE:
        yield "T2", container
        yield "JF", container
        yield "JO", short or container
    elif work.type is WorkType.CONFERENCE_PAPER:
        yield "T2", item.get("event-title", container)
        yield "C3", container
        yield "J2", short
    elif work.type is WorkType.BOOK:  # whose T2 would be its series
        yield from _make_note("booktitle", container)
        yield "J2", short
    else:
        yield "T2", container
        yield "J2", short
    if work.type is not WorkType.CONFERENCE_PAPER or not container:
        yield from _make_note("event", work.event)
    yield "T3", item.get("collection-title")
    yield "PB", item.get("publisher")
    yield "CY", item.get("publisher-place")


def _make_numbers(work: Work) -> Lines:
    """The number of the work itself and that of an issue, by the tags that its kind of work has for them."""
    number = work.document_number
    if work.type in NUMBERED:
        yield "SN" if work.type in REPORTS else "M1", number
        yield from _make_note("issue", work.issue)
        return
    yield "IS", work.issue
    is_article = work.type is WorkType.JOURNAL_ARTICLE
    yield "C7", number if is_article else None
    if not (is_article and work.pages):  # where the number of an article would be taken for the pages
        yield from _make_note("document-number", number)


def _make_editions(work: Work) -> Lines:
    """The edition and the version, for which there is one tag."""
    has_version = work.type in VERSIONED
    yield "ET", work.version if has_version else work.edition
    yield from _make_note("edition", work.edition if has_version else None)
    yield from _make_note("version", None if has_version else work.version)


def _make_dates(work: Work) -> Lines:
    start = work.date.start
    words = "" if work.date.words == "no date" else work.date.words
    yield "PY", str(work.year or words) or None
    if len(start) > 1:
        yield "DA", "/".join(f"{part:02}" for part in start)
    if work.date.end:
        yield "N1", f"Published {work.date.text}"
    if work.accessed:
        yield "Y2", work.accessed.strftime("%Y/%m/%d")


def _make_pages(pages: str) -> Lines:
    """The first and the last page; several ranges stay together, for there is one tag of each."""
    first, _, last = pages.partition("-")
    if "," in pages:
        first, last = pages, ""
    yield "SP", first
    yield "EP", last


# --- text ------------------------------------------------------------------------------------------------


def _write_title(pieces: Iterable[TitlePiece]) -> str:
    return "".join(map(_write_piece, pieces))


def _write_piece(piece: TitlePiece) -> str:
    match piece:
        case str():
            return piece
        case Emphasis(inner):
            return f"<i>{_write_title(inner)}</i>"
    places = groupby(find_runs(piece), key=attrgetter("place"))
    return "".join(_write_signs(place, "".join(run.text for run in runs)) for place, runs in places)


def _write_signs(place: VerticalAlign, signs: str) -> str:
    """Lowered or raised signs as characters, or in their tag where one of them has no such character."""
    table = {"sub": LOWERED, "sup": RAISED}.get(place, {})
    if place == "line" or all(ord(sign) in table for sign in signs):
        return signs.translate(table)
    return f"<{place}>{signs}</{place}>"


def _write_name(name: Mapping[str, str]) -> str:
    """A name as `Last, First, Jr.`"""
    if literal := name.get("literal"):
        return "et al.," if literal == OTHERS else _keep_whole(literal)
    particle, family = name.get("non-dropping-particle", ""), name["family"]
    surname = f"{particle} {family}".strip().replace(",", LOW_COMMA)
    given, suffix = name.get("given", ""), name.get("suffix")
    parts = [surname, given.replace(",", LOW_COMMA), *([suffix] if suffix else [])]
    return ", ".join(parts) if given or suffix or " " in surname else surname


def _keep_whole(name: str) -> str:
    return f"{name.replace(',', LOW_COMMA)},"
