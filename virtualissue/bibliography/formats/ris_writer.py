"""A work -> its record in RIS: a tag on each line, and plain text with raised and lowered characters.

The tags are those of the specification, as EndNote and Zotero read them. The name of a body ends with a
comma; without it, readers would divide it into given names and a surname.
"""

from collections.abc import Iterator, Mapping

from virtualissue.bibliography.csl import CslItem, make_csl_item
from virtualissue.bibliography.names import OTHERS
from virtualissue.bibliography.work import Work, WorkType

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
# The comma of a name divides it, and there is no other way to write one: this looks like one.
COMMA = "\u201a"

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
    yield "TI", work.title.unicode
    yield from _make_places(item, work)
    yield from _make_dates(work)
    yield "VL", item.get("volume")
    yield "IS", item.get("issue")
    yield from _make_pages(work.pages or "")
    yield "ET", item.get("edition") or item.get("version")
    yield "M3", item.get("genre")
    yield "DO", work.doi
    yield "UR", item.get("URL") or work.link
    for number in (work.document_number, work.isbn, work.issn):
        yield "SN", number
    yield "AN", f"arXiv:{work.arxiv}" if work.arxiv else None
    yield "AN", f"PMID:{work.pmid}" if work.pmid else None
    yield "LA", work.language


def _make_places(item: CslItem, work: Work) -> Lines:
    container = item.get("container-title")
    if work.type is WorkType.JOURNAL_ARTICLE:
        yield "T2", container
        yield "JF", container
        yield "JO", item.get("container-title-short", container)
    elif work.type is WorkType.CONFERENCE_PAPER:
        yield "T2", item.get("event-title", container)
        yield "C3", container
    else:
        yield "T2", container
        yield "J2", item.get("container-title-short")
    yield "T3", item.get("collection-title")
    yield "PB", item.get("publisher")
    yield "CY", item.get("publisher-place")


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


def _write_name(name: Mapping[str, str]) -> str:
    """A name as `Last, First, Jr.`"""
    if literal := name.get("literal"):
        return "et al.," if literal == OTHERS else _keep_whole(literal)
    particle, family = name.get("non-dropping-particle", ""), name["family"]
    surname = f"{particle} {family}".strip().replace(",", COMMA)
    given, suffix = name.get("given", ""), name.get("suffix")
    parts = [surname, given.replace(",", COMMA), *([suffix] if suffix else [])]
    return ", ".join(parts) if given or suffix or " " in surname else surname


def _keep_whole(name: str) -> str:
    return f"{name.replace(',', COMMA)},"
