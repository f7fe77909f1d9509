"""A file of PubMed (MEDLINE, .nbib) -> its records."""

import re
from collections.abc import Mapping

from virtualissue.bibliography.formats.tagged_lines import TaggedLine, TaggedRecord, split_records
from virtualissue.bibliography.reading.identifiers import find_orcid
from virtualissue.bibliography.reading.listed_names import parse_listed_name
from virtualissue.bibliography.reading.record import ReadFile, ReadRecord, Remark
from virtualissue.bibliography.reading.rich_text import parse_html
from virtualissue.bibliography.work import WorkType

LINE = re.compile(r"([A-Z]{2,4}) *- ?(.*)")
VARIABLES: Mapping[str, str] = {
    "PMID": "pmid", "TI": "title", "BTI": "booktitle", "JT": "journal", "TA": "journal-short", "VI": "volume",
    "IP": "number", "PG": "pages", "IS": "issn", "ISBN": "isbn", "AB": "abstract", "LA": "language",
    "PB": "publisher", "PL": "place", "CTI": "series", "EN": "edition", "GN": "note",
}  # fmt: skip
NAMES = {"FAU": "author", "CN": "author", "FED": "editor", "ED": "editor"}
TYPES: Mapping[str, WorkType] = {
    "preprint": WorkType.PREPRINT,
    "dataset": WorkType.DATASET,
    "technical report": WorkType.REPORT,
}


def read_nbib(text: str, file: str) -> ReadFile:
    """All records in the text of a file of PubMed, whose name is told with what is not understood."""
    found = split_records(text, LINE, opening="PMID")
    remarks = [
        Remark(file, number, "line", f"belongs to no record: {line[:60]}", "syntax")
        for number, line in found.strays
    ]
    return ReadFile([_read_record(record, file) for record in found.records], remarks)


def _read_record(lines: TaggedRecord, file: str) -> ReadRecord:
    kinds = [line.value.casefold() for line in lines.all("PT")]
    kind = next((TYPES[name] for name in kinds if name in TYPES), WorkType.JOURNAL_ARTICLE)
    if lines.first("BTI"):
        kind = WorkType.CHAPTER if lines.first("TI") else WorkType.BOOK
    record = ReadRecord(file, lines.line, f"PMID:{lines.first('PMID')}", f"PT {', '.join(kinds)}", kind)
    for line in lines.lines:
        if line.value:
            _read_line(line, record, lines)
    if "title" not in record.values and "booktitle" in record.values:
        record.values["title"] = record.values.pop("booktitle")
    return record


def _read_line(line: TaggedLine, record: ReadRecord, lines: TaggedRecord) -> None:
    names = NAMES if lines.first("FAU", "CN") else {**NAMES, "AU": "author"}
    if line.tag in names:
        record.add_names(names[line.tag], parse_listed_name(line.value), line.line, line.tag)
    elif line.tag == "AUID" and (orcid := find_orcid(line.value)) and record.names.get("author"):
        record.set_orcid("author", orcid)
    elif line.tag in ("LID", "AID") and line.value.endswith("[doi]"):
        record.add("doi", line.value.removesuffix("[doi]"), line.line, line.tag)
    elif line.tag == "DP":
        record.add("date", line.value, line.line, line.tag)
    elif line.tag in ("MH", "OT"):
        word = line.value.strip("*").partition("/")[0].replace("*", "")
        record.keywords.extend([word] if word not in record.keywords else [])
    elif line.tag in VARIABLES:
        value = re.sub(r"\s*\((?:Print|Electronic|Linking)\)$", "", line.value)
        if line.tag in ("TI", "BTI"):  # PubMed ends each title with a full stop
            value = value.removesuffix(".")
        record.add(VARIABLES[line.tag], parse_html(value), line.line, line.tag)
    else:
        record.noise[line.tag] += 1
