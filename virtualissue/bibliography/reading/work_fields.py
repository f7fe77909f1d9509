"""A record that was read -> the fields of a work as content writes them, each of which `Work` accepts."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

from virtualissue.bibliography.names import Byline
from virtualissue.bibliography.namesakes import KnownNames, is_one_author
from virtualissue.bibliography.reading import dates_and_pages as places
from virtualissue.bibliography.reading.chemical_titles import type_chemistry
from virtualissue.bibliography.reading.identifiers import (
    find_arxiv,
    find_doi,
    find_isbns,
    find_issns,
    find_pmid,
    find_urls,
    find_year_of_arxiv,
    is_resolver,
)
from virtualissue.bibliography.reading.imported_work import ImportedWork, mend_work
from virtualissue.bibliography.reading.record import ReadName, ReadRecord, ReadValue
from virtualissue.bibliography.reading.rich_text import Pieces, walk_pieces
from virtualissue.bibliography.reading.work_types import LANGUAGES, find_type
from virtualissue.bibliography.reading.written_names import write_name
from virtualissue.bibliography.reading.written_text import is_settable, write_escaped, write_title
from virtualissue.bibliography.work import NAME_FIELDS, NUMBERED, REPORTS, WorkType
from virtualissue.text.notation import CHEMISTRY
from virtualissue.text.parser import Vocabulary

ORDER = (
    "type", "typeset", "title", "authors", "editors", "translators", "journal", "container", "series",
    "publisher", "place", "event", "genre", "year", "date", "volume", "issue", "pages", "document_number",
    "edition", "version", "doi", "arxiv", "pmid", "isbn", "issn", "url", "accessed", "language",
)  # fmt: skip
ARXIV_JOURNAL = re.compile(r"(?:arxiv\b.*|corr|e-?prints?|preprint|ar\s?xiv e-prints)", re.IGNORECASE)
PUBLISHED_SOMEHOW = NUMBERED - {WorkType.THESIS, WorkType.PREPRINT}
# variables in which an identifier or an address may be among other words
WORDY = ("howpublished", "note", "spare-url")
UNTITLED = "Untitled"
NOTHING_DECLARED = Vocabulary()  # of an issue without notations and placeholders


def make_work(record: ReadRecord, vocabulary: Vocabulary = NOTHING_DECLARED) -> ImportedWork:
    """The fields of a work, written for an issue of that vocabulary.

    What `Work` refuses is left out of them, and told.
    """
    made = _WorkMaker(record, vocabulary.notation).make()
    mend_work(made, vocabulary)
    made.fields = {name: made.fields[name] for name in ORDER if name in made.fields}
    return made


class _WorkMaker:
    """Takes value after value out of a record; what is left at the end has no field."""

    def __init__(self, record: ReadRecord, notation: Collection[str]) -> None:
        self.record, self.notation = record, notation
        self.left = {variable: list(values) for variable, values in record.values.items()}
        self.fields: dict[str, Any] = {}
        self.lines: dict[str, int] = {}
        self.kept: list[str] = []

    def make(self) -> ImportedWork:
        self.take_identifiers()
        self.take_address()
        self.take_title()
        self.take_names()
        self.take_container()
        self.take_date()
        self.take_numbers()
        self.take_texts()
        self.keep_rest()
        record = self.record
        keys = (record.key,) if record.key else ()
        return ImportedWork(
            file=record.file,
            line=record.line,
            keys=keys,
            fields=self.fields,
            plain_title=self.make_title(write_escaped),
            kept=self.kept,
            remarks=record.remarks,
            noise=record.noise,
            keywords=tuple(record.keywords),
            groups=tuple(record.groups),
        )

    # --- taking ------------------------------------------------------------------------------------------

    def take(self, variable: str) -> str:
        """The first value of a variable as plain text; others than it are told."""
        values = self.left.pop(variable, [])
        for value in values[1:]:
            if value.plain != values[0].plain:
                self.leave(value, "another value; only the first is read")
        return values[0].plain if values else ""

    def all(self, variable: str) -> Iterator[ReadValue]:
        """Every value of a variable, none of which is left."""
        yield from self.left.pop(variable, [])

    def leave(self, value: ReadValue, message: str) -> None:
        """Tells of a value that goes into no field, and keeps it for the editor."""
        self.record.tell(value.field, f"{message}: {_cut(value.plain)}", value.line)
        self.kept.append(f"{value.field}: {value.plain}")

    def put(self, name: str, text: str, variable: str) -> None:
        """Sets a field that has no value yet."""
        if text and name not in self.fields:
            self.fields[name] = text
            self.lines[name] = self.record.line_of(variable)

    # --- identifiers -------------------------------------------------------------------------------------

    def take_identifiers(self) -> None:
        for value in self.all("doi"):
            self.take_doi(value)
        self.take_arxiv()
        for variable in WORDY:
            for value in self.record.values.get(variable, ()):
                self.put("doi", _not_of_arxiv(find_doi(value.plain)), variable)
                self.put("arxiv", find_arxiv(value.plain), variable)
                self.put("pmid", find_pmid(value.plain), variable)
        self.take_numbers_of("isbn", find_isbns)
        self.take_numbers_of("issn", find_issns)
        for value in self.all("pmid"):
            self.put("pmid", find_pmid(value.plain, is_pmid=True), "pmid")
            if "pmid" not in self.fields:
                self.leave(value, "is not a PubMed number")

    def take_numbers_of(self, variable: str, find: Callable[[str], list[str]]) -> None:
        for value in self.all(variable):
            found = find(value.plain)
            if not found:
                self.leave(value, f"no {variable.upper()} is in it")
            self.put(variable, found[0] if found else "", variable)

    def take_doi(self, value: ReadValue) -> None:
        doi = find_doi(value.plain, is_doi=True)
        if arxiv := find_arxiv(doi):
            self.put("arxiv", arxiv, "doi")
        elif not doi:
            self.leave(value, "no DOI is in it")
        elif self.fields.get("doi", doi).casefold() != doi.casefold():
            self.leave(value, "a second DOI")
        self.put("doi", _not_of_arxiv(doi), "doi")

    def take_arxiv(self) -> None:
        archive = self.take("archive").casefold()
        for value in (*self.all("arxiv"), *self.all("eprint")):
            if archive in {"pubmed", "pmid"}:
                self.put("pmid", find_pmid(value.plain, is_pmid=True), "eprint")
                continue
            is_arxiv = (
                not archive or "arxiv" in archive or archive.startswith(("hep-", "cond-", "math", "physics"))
            )
            arxiv = find_arxiv(value.plain, is_arxiv=is_arxiv)
            self.put("arxiv", arxiv, value.field)
            if not arxiv:
                addresses = list(find_urls(value.plain))
                self.put("url", addresses[0] if addresses else "", value.field)
                self.leave(value, f"is no identifier of arXiv{f' but of {archive}' if archive else ''}")

    # --- title and names ---------------------------------------------------------------------------------

    def take_title(self) -> None:
        title, typeset = self.make_title(write_title), None
        if CHEMISTRY in self.notation:
            title, typeset = type_chemistry(title)
        self.fields |= {"typeset": typeset, "title": title} if typeset else {"title": title}
        for value in (*self.left.get("title", ())[:1], *self.left.get("subtitle", ())):
            for piece in walk_pieces(value.pieces):
                if piece.kind == "mathematics" and not is_settable(piece):
                    message = f"{piece.text} cannot be set as mathematics; it is written as characters"
                    self.record.tell(value.field, message, value.line)
        self.take("title")
        self.left.pop("subtitle", None)
        if self.fields["title"] == UNTITLED:
            self.record.tell("title", f"is missing; the work is called {UNTITLED}")

    def make_title(self, write: Callable[[Pieces], str]) -> str:
        """The title with its subtitle."""
        title, *others = [
            write(value.pieces)
            for value in (*self.record.values.get("title", ())[:1], *self.record.values.get("subtitle", ()))
        ] or [""]
        for subtitle in others:
            if subtitle.casefold() not in title.casefold():
                title = f"{title}{'' if title.endswith(('?', '!', ':')) else ':'} {subtitle}"
        return title or UNTITLED

    def take_names(self) -> None:
        for variable, name in NAME_FIELDS.items():
            if names := self.find_authors(self.record.names.get(variable, ())):
                self.fields[name] = [write_name(one.parts, one.orcid) for one in names]
                self.lines[name] = names[0].line
        if "authors" not in self.fields and "editors" not in self.fields:
            body = self.record.first("publisher") or "Anonymous"
            self.record.tell("author", f"is missing; {body} is written as the author")
            self.fields["authors"] = [{"literal": body}]

    def find_authors(self, names: Sequence[ReadName]) -> list[ReadName]:
        """The names of a list, each once; those that are there again are told and kept for the editor."""
        found: list[ReadName] = []
        known = KnownNames()
        for name in names:
            byline = Byline(name.parts, name.orcid or None)
            first = known.find(byline)
            if first and is_one_author(Byline(first.parts), Byline(name.parts)):
                self.tell_again(first, byline, name)
                continue
            if first:
                message = f"{byline} has the ORCID of {first}; it is left out"
                self.record.tell(name.field, message, name.line)
                self.kept.append(f"{name.field}: {byline} has the ORCID {name.orcid}")
                byline, name = Byline(name.parts), replace(name, orcid="")  # noqa: PLW2901
            known.add(byline)
            found.append(name)
        return found

    def tell_again(self, first: Byline, second: Byline, name: ReadName) -> None:
        """Tells of a name that is in a list again; that there are others may be said twice."""
        if not second.is_others:
            spelling = "" if first == second else f", as {second}"
            self.record.tell(name.field, f"{first} is listed again{spelling}; it is written once", name.line)
            self.kept.append(f"{name.field}: {second}, listed again")

    # --- where it appeared -------------------------------------------------------------------------------

    def take_container(self) -> None:
        journal, short = (
            places.read_journal(self.take("journal")),
            places.read_journal(self.take("journal-short")),
        )
        if ARXIV_JOURNAL.fullmatch(journal):
            self.put(
                "arxiv", find_arxiv(journal) or find_arxiv(f"abs {self.record.first('volume')}"), "journal"
            )
            if "arxiv" in self.fields and "/" in self.record.first("volume"):
                self.take("volume")
            journal = short = ""
        book = self.take("booktitle")
        kind, is_certain = find_type(self.record, journal=journal, book=book, fields=self.fields)
        if not is_certain:
            self.record.tell("type", f"{self.record.kind} does not say what it is; it is read as {kind}")
        if kind is not WorkType.JOURNAL_ARTICLE:
            self.fields["type"] = str(kind)
        if journal and book:
            self.put("event", book, "booktitle")
        container = self.take_volume(journal) or book or short
        if container:
            name = "journal" if kind is WorkType.JOURNAL_ARTICLE else "container"
            both = {"title": container, "short": short}
            self.fields[name] = both if short and short != container else container
            self.lines[name] = self.record.line_of("journal" if journal else "booktitle")

    def take_volume(self, journal: str) -> str:
        """Sets the volume, and returns the title of the journal without it."""
        volume = self.take("volume")
        if not volume:
            journal, volume = places.split_volume(journal)
            if volume:
                message = f"{journal} {volume} is read as volume {volume} of {journal}"
                self.record.tell("journal", message, self.record.line_of("journal"), "mended")
        journal, volume = places.split_section(journal, volume)
        self.put("volume", places.read_number(volume), "volume")
        return journal

    # --- date, volume, pages -----------------------------------------------------------------------------

    def take_date(self) -> None:
        record = self.record
        year, date = record.first("year"), record.first("date")
        read = places.read_date(date, year, record.first("month"), record.first("day"))
        if not read.text and places.IN_PRESS.search(f"{record.first('date-words')} {record.first('note')}"):
            read = places.ReadDate("in press")
        is_told = bool(read.left or (not read.text and (year or date)))
        if is_told:
            written = read.text or "no date"
            stated = " ".join(filter(None, (date, year, record.first("month"))))
            record.tell("date", f"{stated}: read as {written}", record.line_of("date" if date else "year"))
            self.kept.append(f"date: {stated}")
        text = read.text or self.find_year_elsewhere(is_told=is_told)
        self.fields["year" if re.fullmatch(r"\d{4}|in press|no date", text) else "date"] = text
        for variable in ("date", "year", "month", "day", "date-words"):
            self.left.pop(variable, None)

    def find_year_elsewhere(self, *, is_told: bool) -> str:
        """The year of the event, of a note, or of the preprint, where the work itself has none."""
        note = re.search(r"\b(?:19|20)\d\d\b", self.record.first("note") or self.record.first("event-date"))
        year = note[0] if note else find_year_of_arxiv(self.fields.get("arxiv", ""))
        told = f"is missing; {year} is taken from {'the note' if note else 'the arXiv identifier'}"
        if year or not is_told:
            self.record.tell("year", told if year else "is missing; it is written as no date")
        return year or "no date"

    def take_numbers(self) -> None:
        document, number = self.take("document-number"), places.read_number(self.take("number"))
        issue = self.left.pop("issue", [])
        self.put("arxiv", find_arxiv(document) or find_arxiv(number), "number")
        document, number = ("" if find_arxiv(text) else text for text in (document, number))
        self.put("document_number", document, "document-number")
        kind = self.fields.get("type", "")
        if kind in REPORTS:
            number = number or self.take("report-number")
        if kind in NUMBERED:
            self.put("document_number", number, "number")
        else:
            self.put("issue", number, "number")
        for value in issue:
            if self.fields.get("issue", value.plain) != places.read_number(value.plain):
                self.leave(value, "an issue beside the number")
            self.put("issue", places.read_number(value.plain), "issue")
        for value in (*self.all("pages"), *self.all("article-number")):
            if value.plain != self.fields.get("document_number"):
                self.take_pages(value)

    def take_pages(self, value: ReadValue) -> None:
        """The pages; the number of an article stands for them, or beside them."""
        pages, is_number = (
            places.read_pages(value.plain),
            value in self.record.values.get("article-number", ()),
        )
        if not pages and not places.NO_PAGES.fullmatch(value.plain):
            self.leave(value, "names no page")
        elif pages and self.fields.get("pages", pages) != pages:
            if is_number and "document_number" not in self.fields:
                self.put("document_number", value.plain, "article-number")
            else:
                self.leave(value, "pages beside others")
        self.put("pages", pages, "article-number" if is_number else "pages")

    def take_texts(self) -> None:
        if "arxiv" in self.fields and self.record.first("publisher").casefold() == "arxiv":
            self.take("publisher")
        for variable in ("series", "publisher", "place", "event", "genre", "edition", "version"):
            self.put(variable, self.take(variable), variable)
        self.take_publication()
        for value in self.all("language"):
            language = LANGUAGES.get(value.plain.casefold(), value.plain)
            if re.fullmatch(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?", language):
                self.put("language", language, "language")
            else:
                self.leave(value, "is not a known language")

    def take_publication(self) -> None:
        """Where something outside of journals and books was published, and a note that repeats its number."""
        kind, name = self.fields.get("type", ""), "publisher"
        container = self.fields.get("container", "")
        title = container if isinstance(container, str) else container["title"]
        self.left["howpublished"] = [value for value in self.all("howpublished") if value.plain != title]
        if kind == WorkType.WEB_PAGE:
            name = "container"
        if kind in PUBLISHED_SOMEHOW and name not in self.fields:
            self.put(name, self.take("howpublished"), "howpublished")
        number = self.fields.get("document_number", "")
        self.left["note"] = [value for value in self.left.get("note", ()) if value.plain != number]

    def take_address(self) -> None:
        for variable in ("url", "howpublished", "spare-url", "note"):
            for value in self.record.values.get(variable, ()):
                for address in find_urls(value.plain):
                    self.take_one_address(address, value, variable)
        for value in self.all("url"):
            if not any(find_urls(value.plain)):
                self.leave(value, "is not a web address")
        self.left.pop("spare-url", None)
        for variable in ("howpublished", "note"):
            self.left[variable] = [value for value in self.all(variable) if _says_more(value.plain)]
        self.take_visit()

    def take_visit(self) -> None:
        """The day on which the web address was visited."""
        for value in self.all("accessed") if "url" in self.fields else ():
            accessed = places.read_date(value.plain).text
            if re.fullmatch(r"\d{4}-\d\d-\d\d", accessed):
                self.put("accessed", accessed, "accessed")
            else:
                self.leave(value, "is not a day")
        self.left.pop("accessed", None)

    def take_one_address(self, address: str, value: ReadValue, variable: str) -> None:
        self.put("arxiv", find_arxiv(address), variable)
        self.put("doi", _not_of_arxiv(find_doi(address)) if "doi.org/" in address else "", variable)
        is_spare = variable == "spare-url" and ("doi" in self.fields or "arxiv" in self.fields)
        if not is_resolver(address) and not is_spare:
            self.put("url", address, variable)
            if address != self.fields["url"] and variable != "spare-url":
                self.record.tell(value.field, f"another web address; only one is read: {address}", value.line)
                self.kept.append(f"{value.field}: {address}")

    def keep_rest(self) -> None:
        """What no field was found for is told, and kept for the editor; an abstract is its publisher's."""
        for variable, values in self.left.items():
            for value in values:
                if variable == "abstract":
                    self.record.tell(value.field, "", value.line, "abstract")
                else:
                    self.record.tell(value.field, _cut(value.plain), value.line, "without a field")
                    self.kept.append(f"{value.field}: {value.plain}")


def _not_of_arxiv(doi: str) -> str:
    return "" if find_arxiv(doi) else doi


def _says_more(text: str) -> bool:
    """Whether a note holds words beside identifiers and addresses."""
    text = re.sub(r"https?://\S+|10\.\d{4,9}/\S+|arxiv:?\s*\S+|\bPMID:?\s*\d+", "", text, flags=re.IGNORECASE)
    text = re.sub(
        r"\b(?:doi|url|online|available (?:at|from)|in press|to appear|arxiv)\b",
        "",
        text,
        flags=re.IGNORECASE,
    )
    return bool(re.search(r"\w", text))


def _cut(text: str, longest: int = 80) -> str:
    return text if len(text) <= longest else f"{text[:longest]} …"
