"""A work -> its item in CSL-JSON, the one form that the citation processor and the exports are made from."""

from typing import Any

from virtualissue.bibliography.dates import WorkDate
from virtualissue.bibliography.name_forms import space_initials
from virtualissue.bibliography.names import Byline
from virtualissue.bibliography.work import Work, WorkType

CslItem = dict[str, Any]


def make_csl_item(work: Work, identifier: str) -> CslItem:
    """The item of a work under an identifier, its title as plain text; what has no value is left out."""
    item = {
        "id": identifier,
        "type": str(work.type),
        "title": work.title.text,
        **{str(role): [_make_name(name) for name in people] for role, people in work.names_by_role},
        "container-title": work.container and work.container.title,
        "container-title-short": work.container and work.container.short,
        "collection-title": work.series,
        "publisher": work.publisher or ("arXiv" if work.arxiv and work.type is WorkType.PREPRINT else None),
        "publisher-place": work.place,
        "event-title": work.event,
        "genre": work.genre,
        "issued": _make_date(work.date),
        "volume": work.volume,
        "issue": work.issue,
        "page": work.pages,
        "number": work.document_number or (f"arXiv:{work.arxiv}" if work.arxiv else None),
        "edition": work.edition,
        "version": work.version,
        "DOI": work.doi,
        "PMID": work.pmid,
        "ISBN": work.isbn,
        "ISSN": work.issn,
        "URL": work.url or (None if work.doi else work.link),
        "accessed": work.accessed
        and {"date-parts": [[work.accessed.year, work.accessed.month, work.accessed.day]]},
        "language": work.language,
    }
    return {field: value for field, value in item.items() if value}


def _make_name(name: Byline) -> dict[str, str]:
    parts = name.parts
    if parts.literal:
        return {"literal": parts.literal}
    fields = {
        "family": parts.family,
        "given": space_initials(parts.given),
        "non-dropping-particle": parts.particle,
        "suffix": parts.suffix,
    }
    return {field: value for field, value in fields.items() if value}


def _make_date(date: WorkDate) -> dict[str, Any] | None:
    if date.words:
        return {"literal": date.words} if date.words == "in press" else None
    return {"date-parts": [list(moment) for moment in (date.start, date.end) if moment]}
