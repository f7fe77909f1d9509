"""A work -> its entry in a .bib file, in UTF-8, for biber and for BibTeX.

Only kinds of entries that both know are written. A kind that only biber knows is written as @misc, and the
field `entrysubtype` names it as CSL does. Old styles print `year` and `month`; biber prefers `date`, which is
given where these two cannot hold all of it. Addresses and identifiers are never escaped: both read them as
they are.

What has no field is in annotations of biblatex, which old BibTeX passes over: `author+an:orcid` and
`author+an:native` say something of single names by their numbers, and `eid+an:csl` names the variable of CSL
that a field holds, where that is not the usual one.

Why no library writes this: bibtexparser escapes nothing, and pybtex escapes `%` and `&`, but makes two names
of the body `A and B Co.`. Braces around capitals, formulas and bodies, and dashes in ranges, which is most of
what is done here, would remain in either.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from virtualissue.bibliography.annotations import ANNOTATIONS, find_annotations
from virtualissue.bibliography.csl import CslItem, make_csl_item
from virtualissue.bibliography.dates import MONTHS, PartialDate, WorkDate
from virtualissue.bibliography.formats.latex_text import (
    escape_line,
    escape_text,
    protect_capitals,
    render_title,
)
from virtualissue.bibliography.names import OTHERS
from virtualissue.bibliography.work import NUMBERED, Work, WorkType

ENTRIES: Mapping[WorkType, str] = {
    WorkType.JOURNAL_ARTICLE: "article",
    WorkType.CONFERENCE_PAPER: "inproceedings",
    WorkType.CHAPTER: "incollection",
    WorkType.BOOK: "book",
    WorkType.THESIS: "phdthesis",
    WorkType.REPORT: "techreport",
}
# entry -> the fields of what the work appeared in, and of who published it
PLACES: Mapping[str, tuple[str, str]] = {
    "article": ("journal", "publisher"),
    "phdthesis": ("booktitle", "school"),
    "mastersthesis": ("booktitle", "school"),
    "techreport": ("booktitle", "institution"),
    "misc": ("howpublished", "organization"),
}
MASTERS = re.compile(r"master|diplom|m\.?\s?(?:sc|a|phil)\b", re.IGNORECASE)
# the name that LaTeX gives a language
LANGUAGES: Mapping[str, str] = {
    "cs": "czech", "da": "danish", "de": "ngerman", "en": "english", "en-GB": "british", "en-US": "american",
    "es": "spanish", "fi": "finnish", "fr": "french", "it": "italian", "nl": "dutch", "no": "norsk",
    "pl": "polish", "pt": "portuguese", "ru": "russian", "sv": "swedish",
}  # fmt: skip
NAME_BREAK = re.compile(r",|\sand\s|^and\s|\sand$|^and$", re.IGNORECASE)

Fields = Iterator[tuple[str, str | None]]


def render_bibtex(key: str, work: Work) -> str:
    """The entry of a work under a citation key."""
    item, entry = make_csl_item(work, key), _find_entry(work)
    lines = [
        f"  {name} = {value if name == 'month' else f'{{{value}}}'},\n"
        for name, value in _make_fields(entry, item, work)
        if value
    ]
    return f"@{entry}{{{key},\n{''.join(lines)}}}"


def _find_entry(work: Work) -> str:
    if work.type is WorkType.THESIS and MASTERS.search(work.genre or ""):
        return "mastersthesis"
    return ENTRIES.get(work.type, "misc")


def _make_fields(entry: str, item: CslItem, work: Work) -> Fields:
    for role in ("author", "editor", "translator"):
        yield role, _join_names(item.get(role, ()))
    yield from _make_annotations(work)
    yield "title", render_title(work.title)
    yield from _make_places(entry, item, work)
    yield from _make_date(work.date)
    yield "volume", _join_ranges(item.get("volume"))
    yield from _make_numbers(item, work)
    yield "pages", _join_ranges(item.get("page"))
    yield "edition", escape_line(item.get("edition", ""))
    yield "version", escape_line(item.get("version", ""))
    yield "type", _find_genre(entry, work)
    yield "entrysubtype", str(work.type) if entry == "misc" else None
    yield "doi", work.doi
    yield "eprint", work.arxiv
    yield "archiveprefix", "arXiv" if work.arxiv else None
    yield "pmid", work.pmid
    yield "isbn", escape_line(item.get("ISBN", ""))
    yield "issn", escape_line(item.get("ISSN", ""))
    yield "url", item.get("URL")
    yield "urldate", work.accessed.isoformat() if work.accessed else None
    yield "langid", LANGUAGES.get(work.language, work.language) if work.language else None
    yield "note", _make_note(entry, work)


def _make_places(entry: str, item: CslItem, work: Work) -> Fields:
    """What the work appeared in, where it was presented, and who published it."""
    within, by = PLACES.get(entry, ("booktitle", "publisher"))
    container, publisher = item.get("container-title"), item.get("publisher")
    if work.type is WorkType.PREPRINT and not work.publisher:
        publisher = None  # which the field eprint says
    if entry == "misc" and container:
        yield "booktitle", protect_capitals(container)
    elif entry == "misc" and work.type not in (WorkType.PREPRINT, WorkType.WEB_PAGE):
        container, publisher = publisher, None  # which old styles print in this field alone
    elif entry == "inproceedings" and not container and work.event:
        container = work.event  # no entry of this kind may be without a book
        yield "booktitle+an:csl", '="event-title"'
    write = protect_capitals if within == "booktitle" else escape_line
    yield within, write(container or "")
    yield "shortjournal", escape_line(item.get("container-title-short", ""))
    yield "eventtitle", protect_capitals(item.get("event-title", ""))
    yield "series", protect_capitals(item.get("collection-title", ""))
    yield by, _keep_whole(publisher or "")
    yield "address", _keep_whole(item.get("publisher-place", ""))


def _make_numbers(item: CslItem, work: Work) -> Fields:
    """The number of the work itself and that of an issue; a journal's article has an `eid`."""
    issue, document = _join_ranges(item.get("issue")), escape_line(work.document_number or "")
    if work.type in NUMBERED:
        yield "number", document
        yield "issue", issue
        return
    yield "number", issue
    yield "eid", document
    if document and not work.pages:  # else it would be taken for the pages
        yield "eid+an:csl", '="number"'


def _make_annotations(work: Work) -> Fields:
    """What is said of single names, in one field a list and kind: `1="0000-0002-1825-0097"; 3="..."`."""
    found = tuple(find_annotations(work))
    for role in ("author", "editor", "translator"):
        for kind in ANNOTATIONS:
            said = [f'{one.number}="{one.value}"' for one in found if (one.role, one.kind) == (role, kind)]
            yield f"{role}+an:{kind}", "; ".join(said)


def _find_genre(entry: str, work: Work) -> str | None:
    """A closer word for the kind, unless it is what the entry says already."""
    if entry == "phdthesis" and work.genre == "PhD thesis":
        return None
    return escape_line(work.genre or ("Thesis" if entry == "phdthesis" else ""))


def _make_note(entry: str, work: Work) -> str | None:
    """What old styles would not print from any other field."""
    if work.date.words == "in press":
        return work.date.words
    return escape_line(work.document_number) if entry == "misc" and work.document_number else None


# --- names -----------------------------------------------------------------------------------------------


def _join_names(names: Sequence[Mapping[str, str]]) -> str:
    return " and ".join(map(_write_name, names))


def _write_name(name: Mapping[str, str]) -> str:
    """A name as `von Last, Jr, First`, in braces what would be divided otherwise."""
    if literal := name.get("literal"):
        return literal if literal == OTHERS else f"{{{escape_line(literal)}}}"
    family, given = name["family"], _write_part(name.get("given", ""))
    particle, suffix = name.get("non-dropping-particle", ""), _write_part(name.get("suffix", ""))
    # without a comma, or in lower case, words of a surname would be taken for given names or particles
    is_divided = (" " in family and not given) or family[0] != family[0].upper()
    surname = f"{{{escape_line(family)}}}" if is_divided else _write_part(family)
    surname = f"{escape_text(particle)} {surname}".strip()
    if suffix:
        return f"{surname}, {suffix}, {given or '{}'}"
    return f"{surname}, {given}" if given else surname


def _write_part(part: str) -> str:
    return f"{{{escape_line(part)}}}" if NAME_BREAK.search(part) else escape_line(part)


def _keep_whole(text: str) -> str:
    """The value of a field that is a list: an `and` in it would divide it."""
    return f"{{{escape_line(text)}}}" if NAME_BREAK.search(text.replace(",", "")) else escape_line(text)


# --- numbers and dates -----------------------------------------------------------------------------------


def _join_ranges(text: str | None) -> str:
    """Numbers and pages, with the two hyphens that LaTeX prints as an en dash between those of a range."""
    return re.sub(r"(?<=\w)-(?=\w)", "--", escape_text(text or ""))


def _make_date(date: WorkDate) -> Fields:
    years = [str(moment[0]) for moment in (date.start, date.end) if moment]
    yield "year", "--".join(dict.fromkeys(years))
    yield "month", MONTHS[date.start[1] - 1] if len(date.start) > 1 else None
    yield "date", date.text if date.end or _has_day(date.start) else None


def _has_day(moment: PartialDate) -> bool:
    return len(moment) > 2
