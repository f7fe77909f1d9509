"""A .ris file -> its records."""

import re
from collections.abc import Mapping

from virtualissue.bibliography.formats.ris_writer import ANNOTATED, NOTES, VERSIONED
from virtualissue.bibliography.formats.tagged_lines import TaggedLine, TaggedRecord, split_records
from virtualissue.bibliography.reading.identifiers import (
    find_arxiv,
    find_doi,
    find_isbns,
    find_issns,
    find_pmid,
)
from virtualissue.bibliography.reading.listed_names import parse_listed_name
from virtualissue.bibliography.reading.record import ReadFile, ReadRecord, Remark
from virtualissue.bibliography.reading.rich_text import parse_html
from virtualissue.bibliography.work import NUMBERED, WorkType

LINE = re.compile(r"([A-Z][A-Z0-9]) {0,2}- ?(.*)")
TYPES: Mapping[str, WorkType | None] = {
    "JOUR": WorkType.JOURNAL_ARTICLE, "EJOUR": WorkType.JOURNAL_ARTICLE, "JFULL": WorkType.JOURNAL_ARTICLE,
    "MGZN": WorkType.JOURNAL_ARTICLE, "NEWS": WorkType.JOURNAL_ARTICLE, "ABST": WorkType.JOURNAL_ARTICLE,
    "CONF": WorkType.CONFERENCE_PAPER, "CPAPER": WorkType.CONFERENCE_PAPER, "CHAP": WorkType.CHAPTER,
    "ECHAP": WorkType.CHAPTER, "ENCYC": WorkType.CHAPTER, "BOOK": WorkType.BOOK, "EBOOK": WorkType.BOOK,
    "EDBOOK": WorkType.BOOK, "THES": WorkType.THESIS, "RPRT": WorkType.REPORT, "GOVDOC": WorkType.REPORT,
    "DATA": WorkType.DATASET, "DBASE": WorkType.DATASET, "AGGR": WorkType.DATASET, "COMP": WorkType.SOFTWARE,
    "ELEC": WorkType.WEB_PAGE, "WEB": WorkType.WEB_PAGE, "BLOG": WorkType.WEB_PAGE, "PAT": WorkType.PATENT,
    "STAND": WorkType.STANDARD, "UNPB": WorkType.PREPRINT, "INPR": WorkType.PREPRINT,
    "MANSCPT": WorkType.PREPRINT, "GEN": None,
}  # fmt: skip
# the tags of a name -> whose name it is
ROLES = {"AU": "author", "A1": "author", "A2": "editor", "A3": "editor", "ED": "editor", "A4": "translator"}
VARIABLES: Mapping[str, str] = {
    "TI": "title", "T1": "title", "CT": "title", "VL": "volume", "PB": "publisher", "CY": "place",
    "PP": "place", "LA": "language", "AB": "abstract", "N2": "abstract", "N1": "note", "RN": "note",
    "C7": "article-number", "UR": "url", "LK": "url", "L2": "url", "T3": "series", "DO": "doi",
    "Y2": "accessed", "OP": "other:OP",
}  # fmt: skip
FULL_TITLES, SHORT_TITLES = ("JF", "T2", "BT", "JO"), ("J2", "JA", "J1", "JO")
NOISE = {
    "AD", "C1", "C2", "C4", "C5", "C6", "C8", "CA", "CN", "DB", "DP", "DS", "H1", "H2", "L1", "L3",
    "L4", "LB", "NV", "RI", "RP", "ST", "TA", "U1", "U2", "U3", "U4", "U5", "AV", "SE", "M2", "TT",
}  # fmt: skip
FILES = ("L1", "L3", "L4")  # links to files, in which some programs put the DOI
EXPORT_NOTE = re.compile(r"(?:Cited By|Export Date|Times Cited|Source:|Date Revised)\b", re.IGNORECASE)
NOTE = re.compile(rf"({'|'.join(NOTES.values())}): (.+)")
VARIABLES_OF_NOTES = {word: variable for variable, word in NOTES.items()}
ANNOTATION = re.compile(rf"({'|'.join(ANNOTATED.values())}) of (author|editor|translator) (\d+) \(.*\): (.+)")
KINDS = {word: kind for kind, word in ANNOTATED.items()}
PERIOD = re.compile(r"Published (\d{4}[-\d]*/\d{4}[-\d]*)")


def read_ris(text: str, file: str) -> ReadFile:
    """All records in the text of a .ris file, whose name is told with everything that is not understood."""
    found = split_records(text, LINE, opening="TY", closing="ER")
    remarks = [
        Remark(file, number, "line", f"belongs to no record: {line[:60]}", "syntax")
        for number, line in found.strays
    ]
    message = "the record has no end (ER); it is read"
    remarks += [
        Remark(file, record.line, "TY", message, "syntax") for record in found.records if not record.is_closed
    ]
    return ReadFile([_RisRecord(record, file).read() for record in found.records], remarks)


class _RisRecord:
    """Reads the lines of one record."""

    def __init__(self, lines: TaggedRecord, file: str) -> None:
        kind = lines.first("TY").strip().upper()
        self.lines = lines
        self.record = ReadRecord(file, lines.line, lines.first("ID"), f"TY {kind}", TYPES.get(kind))
        if kind not in TYPES:
            self.record.tell("TY", f"{kind} is not a known kind of work")

    def read(self) -> ReadRecord:
        self.read_titles()
        self.read_dates()
        self.read_pages()
        handled = {"TY", "ID", "T2", "JF", "JO", "J2", "JA", "J1", "BT", "C3", "PY", "Y1", "DA", "SP", "EP"}
        for line in self.lines.lines:
            if line.tag not in handled and line.value and not ANNOTATION.fullmatch(line.value):
                self.read_line(line)
        for note in self.lines.all("N1"):
            if found := ANNOTATION.fullmatch(note.value):
                self.record.annotate(found[2], found[3], KINDS[found[1]], found[4])
        return self.record

    def read_line(self, line: TaggedLine) -> None:
        if line.tag in ROLES:
            self.record.add_names(ROLES[line.tag], parse_listed_name(line.value), line.line, line.tag)
        elif line.tag == "KW":
            words = (" ".join(word.split()) for word in re.split(r"[;\n]", line.value))
            self.record.keywords.extend(word for word in words if word and word not in self.record.keywords)
        elif line.tag in ("SN", "AN", "M1", "M3", "IS", "CP", "ET"):
            self.read_number(line)
        elif line.tag == "N1" and (note := NOTE.fullmatch(line.value)):
            self.record.add(VARIABLES_OF_NOTES[note[1]], note[2], line.line, line.tag)
        elif line.tag in FILES and find_doi(line.value):
            self.add("doi", line)
        elif (
            line.tag in NOISE
            or PERIOD.fullmatch(line.value)
            or (line.tag in ("N1", "RN") and EXPORT_NOTE.match(line.value))
        ):
            self.record.noise[line.tag] += 1
        else:
            self.add(VARIABLES.get(line.tag, f"other:{line.tag}"), line)

    def add(self, variable: str, line: TaggedLine) -> None:
        self.record.add(variable, parse_html(line.value), line.line, line.tag)

    def read_number(self, line: TaggedLine) -> None:
        """A number whose kind its tag alone does not say."""
        kind, value = self.record.type, line.value
        if line.tag in ("IS", "CP") or (line.tag == "M1" and kind in NUMBERED):
            self.add("number", line)
        elif line.tag == "ET":
            self.add("version" if kind in VERSIONED else "edition", line)
        elif line.tag in ("AN", "M1", "M3") and (find_doi(value) or find_arxiv(value)):
            self.add("doi" if find_doi(value) else "arxiv", line)
        elif line.tag == "AN":
            self.add("pmid" if find_pmid(value) else "other:AN", line)
        elif line.tag == "SN":
            is_isbn, is_issn = bool(find_isbns(value)), bool(find_issns(value))
            self.add("isbn" if is_isbn else "issn" if is_issn else "number", line)
        else:
            self.add("genre" if line.tag == "M3" else "other:M1", line)

    def read_titles(self) -> None:
        """The titles of what the work appeared in: in full and abbreviated, of a meeting and of its book."""
        full, short, proceedings = (self.find(*tags) for tags in (FULL_TITLES, SHORT_TITLES, ("C3",)))
        kind, noted = self.record.type, self.find_notes()
        if kind is WorkType.JOURNAL_ARTICLE or kind is None:
            names = ("journal", "journal-short")
        else:
            names = ("series" if kind is WorkType.BOOK else "booktitle", "journal-short")
        if proceedings and kind is WorkType.CONFERENCE_PAPER:
            self.add("booktitle", proceedings)
            if full and full.value != proceedings.value:
                self.add("event", full)
            full = proceedings
        elif full and full.value == noted.get("event"):  # the event itself, where there is no book
            return
        elif main := full or (None if "booktitle" in noted else short):
            self.add(names[0], main)
        if short and (full or "booktitle" in noted) and not (full and short.value == full.value):
            self.add(names[1], short)

    def find_notes(self) -> Mapping[str, str]:
        """The variables that notes give, with what they say."""
        found = (NOTE.fullmatch(line.value) for line in self.lines.all("N1"))
        return {VARIABLES_OF_NOTES[note[1]]: note[2] for note in found if note}

    def find(self, *tags: str) -> TaggedLine | None:
        return next((line for tag in tags for line in self.lines.all(tag)), None)

    def read_dates(self) -> None:
        """DA says more than PY, and PY is less often wrong than Y1."""
        period = (PERIOD.fullmatch(line.value) for line in self.lines.all("N1"))
        for found in filter(None, period):
            self.record.add("date", found[1], self.lines.line, "N1")
        for line in (self.find("DA"), self.find("PY"), self.find("Y1")):
            if line and not re.fullmatch(r"[0/\s]*", line.value) and "date" not in self.record.values:
                self.add("date", line)

    def read_pages(self) -> None:
        first, last = self.find("SP"), self.lines.first("EP")
        if first and last and last != first.value and not re.search(r"[-–,]", first.value):
            first = TaggedLine(first.tag, f"{first.value}-{last}", first.line)
        if first:
            self.add("pages", first)
