"""CSL-JSON, as reference managers write it and as Crossref and DataCite answer -> its records."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from virtualissue.bibliography.annotations import ANNOTATIONS
from virtualissue.bibliography.name_doubts import find_body_word, split_others
from virtualissue.bibliography.names import NameParts
from virtualissue.bibliography.reading.identifiers import find_doi, find_orcid
from virtualissue.bibliography.reading.listed_names import (
    OTHER_AUTHORS,
    ReadNames,
    add_body,
    leave_out_title,
    parse_listed_name,
)
from virtualissue.bibliography.reading.record import ReadFile, ReadRecord, Remark
from virtualissue.bibliography.reading.rich_text import parse_html
from virtualissue.bibliography.work import WorkType

TYPES: Mapping[str, WorkType | None] = {
    **{str(kind): kind for kind in WorkType},
    "article-magazine": WorkType.JOURNAL_ARTICLE, "article-newspaper": WorkType.JOURNAL_ARTICLE,
    "review": WorkType.JOURNAL_ARTICLE, "journal-article": WorkType.JOURNAL_ARTICLE,
    "proceedings-article": WorkType.CONFERENCE_PAPER, "speech": WorkType.CONFERENCE_PAPER,
    "book-chapter": WorkType.CHAPTER, "book-section": WorkType.CHAPTER, "entry": WorkType.CHAPTER,
    "entry-dictionary": WorkType.CHAPTER, "entry-encyclopedia": WorkType.CHAPTER,
    "reference-entry": WorkType.CHAPTER, "monograph": WorkType.BOOK, "edited-book": WorkType.BOOK,
    "reference-book": WorkType.BOOK, "collection": WorkType.BOOK, "proceedings": WorkType.BOOK,
    "dissertation": WorkType.THESIS, "posted-content": WorkType.PREPRINT, "preprint": WorkType.PREPRINT,
    "manuscript": WorkType.PREPRINT, "post": WorkType.WEB_PAGE, "post-weblog": WorkType.WEB_PAGE,
    "document": None, "": None,
}  # fmt: skip
ROLES = {"author": "author", "editor": "editor", "translator": "translator", "container-author": "",
         "collection-editor": "", "editorial-director": ""}  # fmt: skip
VARIABLES: Mapping[str, str] = {
    "title": "title", "subtitle": "subtitle", "container-title-short": "journal-short",
    "journalAbbreviation": "journal-short", "short-container-title": "journal-short",
    "collection-title": "series", "publisher": "publisher", "institution": "publisher",
    "publisher-place": "place", "publisher-location": "place", "event": "event", "event-title": "event",
    "genre": "genre", "volume": "volume", "issue": "issue", "number": "document-number", "page": "pages",
    "article-number": "article-number", "edition": "edition", "version": "version", "DOI": "doi",
    "PMID": "pmid", "ISBN": "isbn", "ISSN": "issn", "URL": "url", "language": "language",
    "abstract": "abstract", "note": "note", "arxiv": "arxiv", "status": "date-words",
}  # fmt: skip
IN_BOOKS = (WorkType.CONFERENCE_PAPER, WorkType.CHAPTER)
# what Crossref and DataCite add for programs
NOISE = {
    "id", "type", "citation-key", "citation-label", "source", "reference", "references-count",
    "reference-count", "is-referenced-by-count", "indexed", "deposited", "created", "content-domain",
    "member", "prefix", "score", "relation", "license", "link", "issn-type", "isbn-type", "alternative-id",
    "journal-issue", "published", "published-print", "published-online", "published-other", "resource",
    "update-policy", "archive", "archive_location", "assertion", "funder", "subject", "original-title",
    "short-title", "title-short", "container-title-alt", "categories", "copyright", "posted", "accepted",
    "approved", "group-title", "subtype", "custom", "system_id", "submitted", "clinical-trial-number",
}  # fmt: skip


def read_csl_json(text: str, file: str) -> ReadFile:
    """All items in a text: a list, one alone, or an answer with `items`, `references` or `message`."""
    records: list[ReadRecord] = []
    remarks: list[Remark] = []
    try:
        for line, item in _split_items(text):
            if isinstance(item, dict):
                records.append(_read_item(item, file, line))
            else:
                remarks.append(Remark(file, line, "item", f"is not a work: {str(item)[:60]}", "syntax"))
    except (json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        message = f"is not valid JSON from here on: {getattr(error, 'msg', 'too deep')}"
        remarks.append(Remark(file, line, "file", message, "syntax"))
    return ReadFile(records, remarks)


def _split_items(text: str) -> Iterator[tuple[int, Any]]:
    """Each item with its line; those before a slip are read."""
    decoder = json.JSONDecoder()
    start = len(text) - len(text.lstrip())
    if not text.startswith("[", start):
        yield from ((text.count("\n", 0, start) + 1, item) for item in _unwrap(json.loads(text)))
        return
    line, counted, place = 1, 0, start + 1
    while True:
        place = _skip(text, place)
        if text.startswith("]", place):
            return
        line, counted = line + text.count("\n", counted, place), place
        item, place = decoder.raw_decode(text, place)
        yield line, item


def _skip(text: str, place: int) -> int:
    found = re.compile(r"[\s,]*").match(text, place)
    return found.end() if found else place


def _unwrap(value: Any) -> list[Any]:
    if isinstance(value, dict):
        for name in ("message", "items", "references"):
            inner = value.get(name)
            if isinstance(inner, dict | list):
                return _unwrap(inner)
    return value if isinstance(value, list) else [value]


def _read_item(item: Mapping[str, Any], file: str, line: int) -> ReadRecord:
    kind = str(item.get("type", ""))
    key = str(item.get("citation-key") or item.get("id") or "")
    record = ReadRecord(file, line, "" if find_doi(key) else key, f"type {kind}", TYPES.get(kind))
    if kind not in TYPES:
        record.tell("type", f"{kind[:40]} is not a known kind of work")
    for name, value in item.items():
        _read_variable(record, name, value)
    if str(item.get("archive", "")).casefold() == "arxiv":
        _add(record, "arxiv", "archive_location", item.get("archive_location"))
    custom = item.get("custom")
    if isinstance(custom, dict):
        _read_annotations(record, custom)
    return record


def _read_variable(record: ReadRecord, name: str, value: Any) -> None:
    if name in ROLES and isinstance(value, list):
        _read_names(record, name, value)
    elif name in ("issued", "accessed", "event-date", "original-date") and isinstance(value, dict):
        names = {"issued": "date", "accessed": "accessed", "original-date": "other:original-date"}
        record.add(names.get(name, name), _write_date(value), record.line, name)
    elif name == "container-title":
        _add(record, "booktitle" if record.type in IN_BOOKS else "journal", name, value)
    elif name in ("keyword", "keywords"):
        words = value if isinstance(value, list) else re.split(r"[;,]", str(value))
        record.keywords.extend(filter(None, (str(word).strip() for word in words)))
    elif name in VARIABLES:
        _add(record, VARIABLES[name], name, value)
    elif name in NOISE or value in (None, "", [], {}):
        record.noise[name] += name not in ("id", "type", "citation-key")
    else:
        _add(record, f"other:{name}", name, value)


def _add(record: ReadRecord, variable: str, name: str, value: Any) -> None:
    """Adds a text, a number, the first of a list of titles, or each of a list of identifiers."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("title") or json.dumps(value, ensure_ascii=False)
    values = value if isinstance(value, list) else [value]
    for text in values:
        if text not in (None, "", [], {}):
            record.add(variable, parse_html(" ".join(str(text).split())), record.line, name)


def _read_names(record: ReadRecord, role: str, names: list[Any]) -> None:
    for name in names:
        if not isinstance(name, dict):
            record.tell(role, f"is not a name: {str(name)[:60]}")
            continue
        read = _read_name(name)
        if ROLES[role]:
            orcid = find_orcid(str(name.get("ORCID", "")))
            record.add_names(ROLES[role], read, record.line, role, orcid)
            continue
        for parts in read.names:
            record.add(f"other:{role}", " ".join(filter(None, (parts.given, parts.family, parts.literal))))


def _read_annotations(record: ReadRecord, custom: Mapping[str, Any]) -> None:
    """What is said of names by their numbers, in the form in which it is exported."""
    for kind in ANNOTATIONS:
        for role, values in _items(custom.get(kind)):
            for number, value in _items(values):
                record.annotate(ROLES.get(role, ""), number, kind, str(value))


def _items(value: Any) -> list[tuple[str, Any]]:
    return list(value.items()) if isinstance(value, dict) else []


def _read_name(name: Mapping[str, Any]) -> ReadNames:
    text = {part: " ".join(str(value).split()) for part, value in name.items() if value}
    read = ReadNames()
    if literal := text.get("literal") or text.get("name"):
        add_body(literal, read)
        return read
    family, given = text.get("family", ""), text.get("given", "")
    particle = " ".join(filter(None, (text.get("dropping-particle"), text.get("non-dropping-particle"))))
    if family and given and not particle and not text.get("suffix"):
        return parse_listed_name(f"{family}, {given}")
    family, given = (family, given) if family else (given, "")
    (family, of_family), (given, of_given) = split_others(family), split_others(given)
    family, given = leave_out_title(family, read), leave_out_title(given, read)
    if not given and find_body_word(family):
        add_body(family, read)
    elif family:
        read.names.append(NameParts(family, given, particle, text.get("suffix", "")))
    if of_family or of_given:
        read.names.append(OTHER_AUTHORS)
    return read


def _write_date(date: Mapping[str, Any]) -> str:
    """A date as text: its parts, or what stands there instead of parts."""
    parts = date.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0] and parts[0][0]:
        moments = ["-".join(_digits(part, n) for n, part in enumerate(moment) if part) for moment in parts]
        return "/".join(moments[:2])
    return str(date.get("raw") or date.get("literal") or date.get("season") or "")


def _digits(part: Any, place: int) -> str:
    return str(part).zfill(2 if place else 4)
