"""A .bib file, in BibTeX or in biblatex -> its records."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from virtualissue.bibliography.annotations import ANNOTATIONS, AnnotationKind
from virtualissue.bibliography.formats.bibtex_syntax import BibtexEntry, BibtexField, BibtexFile, parse_bibtex
from virtualissue.bibliography.formats.latex import parse_latex
from virtualissue.bibliography.reading.listed_names import (
    ReadNames,
    has_others,
    make_group,
    parse_bibtex_names,
)
from virtualissue.bibliography.reading.record import ReadFile, ReadRecord, Remark
from virtualissue.bibliography.reading.rich_text import expand_html, plain_piece
from virtualissue.bibliography.work import WorkType

TYPES: Mapping[str, WorkType | None] = {
    "article": WorkType.JOURNAL_ARTICLE, "suppperiodical": WorkType.JOURNAL_ARTICLE,
    "periodical": WorkType.JOURNAL_ARTICLE, "review": WorkType.JOURNAL_ARTICLE,
    "inproceedings": WorkType.CONFERENCE_PAPER, "conference": WorkType.CONFERENCE_PAPER,
    "incollection": WorkType.CHAPTER, "inbook": WorkType.CHAPTER, "suppbook": WorkType.CHAPTER,
    "bookinbook": WorkType.CHAPTER, "suppcollection": WorkType.CHAPTER, "inreference": WorkType.CHAPTER,
    "book": WorkType.BOOK, "booklet": WorkType.BOOK, "mvbook": WorkType.BOOK, "proceedings": WorkType.BOOK,
    "collection": WorkType.BOOK, "mvcollection": WorkType.BOOK, "mvproceedings": WorkType.BOOK,
    "reference": WorkType.BOOK,
    "phdthesis": WorkType.THESIS, "mastersthesis": WorkType.THESIS, "thesis": WorkType.THESIS,
    "bachelorsthesis": WorkType.THESIS,
    "techreport": WorkType.REPORT, "report": WorkType.REPORT, "manual": WorkType.REPORT,
    "online": WorkType.WEB_PAGE, "electronic": WorkType.WEB_PAGE, "www": WorkType.WEB_PAGE,
    "webpage": WorkType.WEB_PAGE, "web_page": WorkType.WEB_PAGE,
    "dataset": WorkType.DATASET, "data": WorkType.DATASET,
    "software": WorkType.SOFTWARE, "softwareversion": WorkType.SOFTWARE, "code": WorkType.SOFTWARE,
    "computer_program": WorkType.SOFTWARE,
    "patent": WorkType.PATENT, "standard": WorkType.STANDARD,
    "unpublished": WorkType.PREPRINT, "preprint": WorkType.PREPRINT,
    "misc": None, "generic": None, "other": None, "": None,
}  # fmt: skip
GENRES = {
    "phdthesis": "PhD thesis",
    "mastersthesis": "Master's thesis",
    "bachelorsthesis": "Bachelor's thesis",
}
# the values that biblatex has for `type`
GENRE_KEYS = {"phdthesis": "PhD thesis", "mathesis": "Master's thesis", "mastersthesis": "Master's thesis",
              "techreport": "Technical report", "resreport": "Research report"}  # fmt: skip
# the name of a field -> the variable that it gives
VARIABLES: Mapping[str, str] = {
    "title": "title", "subtitle": "subtitle", "journal": "journal", "journaltitle": "journal",
    "journalsubtitle": "other", "shortjournal": "journal-short", "journal-iso": "journal-short",
    "journalabbr": "journal-short", "journal_abbr": "journal-short",
    "abbrev_source_title": "journal-short", "booktitle": "booktitle", "maintitle": "booktitle",
    "booksubtitle": "other", "eventtitle": "event", "conference": "event", "event": "event",
    "series": "series", "publisher": "publisher", "organization": "publisher", "institution": "publisher",
    "school": "publisher", "address": "place", "location": "place", "type": "genre",
    "howpublished": "howpublished", "year": "year", "month": "month", "day": "day", "date": "date",
    "origdate": "other", "eventdate": "event-date", "urldate": "accessed", "lastchecked": "accessed",
    "lastaccessed": "accessed", "accessed": "accessed", "volume": "volume", "number": "number",
    "issue": "issue", "pages": "pages", "page": "pages", "eid": "article-number",
    "articleno": "article-number", "article-number": "article-number", "article_number": "article-number",
    "edition": "edition", "version": "version", "revision": "version", "doi": "doi", "pmid": "pmid",
    "isbn": "isbn", "issn": "issn", "eissn": "issn", "url": "url", "link": "url", "ee": "url",
    "adsurl": "spare-url", "arxivid": "arxiv", "arxiv": "arxiv", "eprint": "eprint",
    "archiveprefix": "archive", "eprinttype": "archive", "primaryclass": "noise", "eprintclass": "noise",
    "arxivprefix": "noise", "archive": "archive", "language": "language", "langid": "language",
    "hyphenation": "language", "babel": "language", "note": "note", "addendum": "note",
    "pubstate": "date-words", "abstract": "abstract", "reportnumber": "report-number",
    "reportno": "report-number",
}  # fmt: skip
NAMES = {"author": "author", "editor": "editor", "translator": "translator"}
KEYWORDS = {"keywords", "keyword", "author_keywords", "author-keywords", "mendeley-tags"}
VERBATIM = {"doi", "url", "spare-url", "eprint", "arxiv", "howpublished", "accessed", "isbn", "issn", "pmid"}
NOISE = re.compile(
    r"file|local-url|localfile|owner|timestamp|rating|priority|ranking|readstatus|qualityassured|printed|relevance|"
    r"creationdate|modificationdate|date-(?:added|modified)|added-at|interhash|intrahash|biburl|"
    r"bibsource|bdsk-(?!url).*|__.*|read|username|uuid|citeulike-.*|mendeley-.*|posted-at|slaccitation|pdf|"
    r"adsnote|primaryclass|source|document_type|correspondence_address\d*|affiliations?|references|funding.*|"
    r"coden|unique-id|da|doc-delivery-number|journal-iso|keywords-plus|number-of-cited-references|"
    r"times-cited|researcherid.*|orcid-numbers|web-of-science-.*|research-areas|usage-count-.*|oa|esi-.*|numpages|"
    r"issue_date|key|sortkey|sortname|sorttitle|presort|label|shorthand|ids|crossref|xref|xdata|options|"
    r"related.*|execute|gender|inspire|texkey|nationality-code|numpages|pagetotal|ee-.*|cited[-_ ]?by|"
    r"journaltitleaddon|book-group-author|eprinturl|urlnote|hal.*|x-.*|keywordsplus|researchid|bibcode-url"
)
ANNOTATION = re.compile(r"(author|editor|translator|booktitle|eid)\+an:(orcid|native|family|csl)")
KINDS: Mapping[str, AnnotationKind] = {kind: kind for kind in ANNOTATIONS}
# variables of CSL that a field may be declared to hold
DECLARED = {"number": "document-number", "event-title": "event"}
INHERITED = ("crossref", "xdata")
NEVER_INHERITED = {
    "title",
    "subtitle",
    "author",
    "crossref",
    "xdata",
    "key",
    "keywords",
    "abstract",
    "label",
    "ids",
}


def read_bibtex(text: str, file: str) -> ReadFile:
    """All records in the text of a .bib file, whose name is told with everything that is not understood."""
    parsed = parse_bibtex(text)
    remarks = [Remark(file, slip.line, slip.place, slip.message, "syntax") for slip in parsed.slips]
    by_key = {entry.key.lower(): entry for entry in reversed(parsed.entries) if entry.key}
    records, seen = [], dict[str, int]()
    for entry in parsed.entries:
        if entry.kind == "xdata":
            continue
        if entry.key in seen:
            message = f"the key stands on line {seen[entry.key]} as well; both entries are read"
            remarks.append(Remark(file, entry.line, entry.key, message, "syntax"))
        elif entry.key:
            seen[entry.key] = entry.line
        records.append(_Entry(_inherit(entry, by_key), file).read())
    noise = Counter({"@preamble": parsed.preambles} if parsed.preambles else {})
    return ReadFile(records, remarks, noise, _find_groups(parsed))


def _inherit(entry: BibtexEntry, by_key: Mapping[str, BibtexEntry]) -> BibtexEntry:
    """The entry with what it takes from others by `crossref` and `xdata`; a title becomes a booktitle."""
    fields = list(entry.fields)
    for item in entry.fields:
        for key in item.value.split(",") if item.name in INHERITED else ():
            parent = by_key.get(key.strip().lower())
            if parent is None or parent is entry:
                fields.append(BibtexField(f"{item.name} (without its entry)", item.value, item.line))
                continue
            fields.extend(_inherited(parent, item.name, {known.name for known in fields}))
    return replace(entry, fields=fields)


def _inherited(parent: BibtexEntry, by: str, known: set[str]) -> list[BibtexField]:
    found = []
    for item in parent.fields:
        name = "booktitle" if by == "crossref" and item.name == "title" else item.name
        if name not in known and (by == "xdata" or item.name not in NEVER_INHERITED or name == "booktitle"):
            found.append(BibtexField(name, item.value, item.line))
            known.add(name)
    return found


def _find_groups(parsed: BibtexFile) -> Mapping[str, tuple[str, ...]]:
    """The groups that JabRef and BibDesk keep in comments: each name with the keys of its works."""
    groups: dict[str, tuple[str, ...]] = {}
    for comment in parsed.comments:
        flat = comment.replace("\n", "")
        for name, members in re.findall(
            r"ExplicitGroup:((?:[^\\;]|\\\\.)*)\\;\d+\\;((?:\\;|[^;])*);;?", flat
        ):
            keys = [key.strip(" \\") for key in members.split(";")]
            groups[name] = tuple(filter(None, keys))
        pattern = (
            r"<key>group name</key>\s*<string>([^<]*)</string>\s*<key>keys</key>\s*<string>([^<]*)</string>"
        )
        for name, members in re.findall(pattern, comment):
            groups[name.strip()] = tuple(filter(None, (key.strip() for key in members.split(","))))
    return groups


def _find_declared(entry: BibtexEntry) -> Iterator[tuple[str, str]]:
    """The fields that are declared to hold something else than usual, with what they hold."""
    for item in entry.fields:
        name, _, kind = item.name.partition("+an:")
        if kind == "csl" and (variable := DECLARED.get(item.value.strip(' ="'))):
            yield name, variable


class _Entry:
    """Reads one entry into a record."""

    def __init__(self, entry: BibtexEntry, file: str) -> None:
        self.entry = entry
        self.record = ReadRecord(file, entry.line, entry.key, f"@{entry.kind}", TYPES.get(entry.kind))
        self.seen: dict[str, str] = {}
        self.group: list[BibtexField] = []
        self.declared = dict(_find_declared(entry))

    def read(self) -> ReadRecord:
        if self.entry.kind not in TYPES:
            self.record.tell(f"@{self.entry.kind}", "is not a known kind of work")
        for item in self.entry.fields:
            if self.is_new(item) and not ANNOTATION.fullmatch(item.name):
                self.read_field(item)
        for item in self.group:
            self.add_group(item)
        for item in self.entry.fields:
            self.annotate(item)  # which needs the names that it is about
        if self.entry.kind in GENRES and "type" not in self.seen:
            self.record.add("genre", GENRES[self.entry.kind])
        return self.record

    def is_new(self, item: BibtexField) -> bool:
        """Whether a field is the first of its name in the entry; of others what they say is told."""
        if self.seen.setdefault(item.name, item.value) is item.value:
            return True
        if item.value != self.seen[item.name]:
            self.record.tell(
                item.name, f"appears twice; this value is not read: {item.value[:60]}", item.line
            )
        return False

    def read_field(self, item: BibtexField) -> None:
        variable = self.declared.get(item.name) or VARIABLES.get(item.name, "")
        if item.name.startswith("bdsk-url"):
            variable = "spare-url"
        if variable in VERBATIM:
            self.record.add(variable, plain_piece(_unescape(item.value)), item.line, item.name)
        elif item.name in NAMES:
            self.add_names(item, NAMES[item.name])
        elif item.name in KEYWORDS or item.name == "groups":
            self.add_keywords(item)
        elif item.name == "entrysubtype" and item.value in WorkType.__members__.values():
            self.record.type = WorkType(item.value)
        elif item.name == "collaboration":
            self.group.append(item)
        elif variable == "noise" or (not variable and NOISE.fullmatch(item.name)):
            self.record.noise[item.name] += 1
        else:
            self.add_text(item, variable or f"other:{item.name}")

    def add_text(self, item: BibtexField, variable: str) -> None:
        value = " ".join(item.value.split())
        if variable == "note":  # in an address, a tilde is no space
            for address in re.findall(r"\\url\s*\{[^{}]*\}", value):
                self.record.add("url", plain_piece(_unescape(address)), item.line, item.name)
                value = value.replace(address, "")
        latex = parse_latex(value)
        pieces = expand_html(latex.pieces)
        if variable == "genre":
            plain = "".join(piece.text for piece in pieces)
            pieces = plain_piece(GENRE_KEYS.get(plain.lower(), "")) or pieces
            if plain == "Thesis" and self.record.type is WorkType.THESIS:
                return  # which the kind of the entry says
        self.record.add(
            f"other:{item.name}" if variable == "other" else variable, pieces, item.line, item.name
        )
        for command in latex.unknown if variable != "abstract" else ():
            message = f"the command {command} is not known; what is inside it is kept"
            self.record.tell(item.name, message, item.line)

    def add_names(self, item: BibtexField, variable: str) -> None:
        self.record.add_names(variable, parse_bibtex_names(item.value), item.line, item.name)

    def annotate(self, item: BibtexField) -> None:
        """What an annotation of biblatex says of names by their numbers."""
        found = ANNOTATION.fullmatch(item.name)
        if found and (kind := KINDS.get(found[2])):
            for number, value in re.findall(r'(\d+)\s*=\s*"(.*?)"\s*(?:;|$)', item.value):
                self.record.annotate(NAMES[found[1]], number, kind, value)

    def add_keywords(self, item: BibtexField) -> None:
        text = "".join(piece.text for piece in parse_latex(item.value).pieces)
        separator = r"[;\n]" if ";" in text or "\n" in text.strip() else ","
        words = [" ".join(word.split()).strip(" ,") for word in re.split(separator, text)]
        known = self.record.groups if item.name == "groups" else self.record.keywords
        known.extend(word for word in words if word and word not in known)

    def add_group(self, item: BibtexField) -> None:
        """A collaboration is the author where the list ends with `others`; else it is one of the authors."""
        group = make_group("".join(piece.text for piece in parse_latex(item.value).pieces))
        authors = [name.parts for name in self.record.names.get("author", ())]
        if has_others(authors):
            first = ", ".join(filter(None, (authors[0].family, authors[0].given)))
            self.record.add("other:author", f"{first or authors[0].literal} and others", item.line, "author")
            del self.record.names["author"], authors[:]
        new = [name for name in group if name not in authors]
        self.record.add_names("author", ReadNames(new), item.line, item.name)


def _unescape(value: str) -> str:
    """An address or identifier without the LaTeX that is around and in it."""
    value = re.sub(r"\\(?:url|href|path|nolinkurl)\s*\{([^{}]*)\}", r"\1", value)
    value = re.sub(r"\{?\\(?:textasciitilde|~)\s*(?:\{\})?\}?", "~", value)
    value = value.replace("{\\textunderscore}", "_").replace("\\textunderscore", "_")
    value = re.sub(r"\\([_%&#$~{}])", r"\1", value)
    return re.sub(r"[{}]|\$(?=[<>_])|(?<=[<>_])\$", "", value).replace("\\", "").strip()
