"""The text of a .bib file -> its entries, strings and comments; what is not well formed is told and read on.

This reads what is in use and not only what BibTeX accepts: entries without a key, without commas, in
parentheses, or never closed.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from virtualissue.bibliography.dates import MONTHS
from virtualissue.bibliography.formats.latex import find_closing_brace

BLOCK = re.compile(r"@[ \t]*([A-Za-z][\w-]*)[ \t\n]*([{(])")
NEXT_BLOCK = re.compile(r"\n[ \t]*@[ \t]*[A-Za-z][\w-]*[ \t]*[{(]")
NAME = re.compile(r"[A-Za-z_][\w:+./-]*(?=\s*=)")
NEXT_FIELD = re.compile(r"\n[ \t]*,?[ \t]*[A-Za-z_][\w:+./-]*[ \t]*=")
KEY = re.compile(r"\s*([^,={}()\"\s][^,={}\"\n]*?)\s*(?=,|\}|\)|\n)")
BARE = re.compile(r"[^\s,{}()#\"=]+")
SPACE = re.compile(r"(?:[\s,]|%[^\n]*)*")  # biber takes what follows a % for a comment
WHITE = re.compile(r"\s*")
SWALLOWED = re.compile(r",\s*[A-Za-z_][\w:+./-]*\s*=\s*[{\"0-9]")


@dataclass(frozen=True)
class BibtexField:
    """A field of an entry: its name in lower case, its value without delimiters, and its line."""

    name: str
    value: str
    line: int


@dataclass
class BibtexEntry:
    """An entry as it is written: its kind in lower case, its key, its fields, and its line."""

    kind: str
    line: int
    key: str = ""
    fields: list[BibtexField] = field(default_factory=list)


@dataclass(frozen=True)
class BibtexSlip:
    """Something that is not well formed, and what was made of it."""

    line: int
    place: str
    message: str


@dataclass
class BibtexFile:
    """Everything in a .bib file."""

    entries: list[BibtexEntry] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    preambles: int = 0
    slips: list[BibtexSlip] = field(default_factory=list)


def parse_bibtex(text: str) -> BibtexFile:
    """Reads the text of a .bib file, whose line ends are single newlines; never fails."""
    return _BibtexParser(text).read()


class _BibtexParser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.place = 0
        self.value_start = 0  # of the last value in braces or quotes
        self.result = BibtexFile()
        self.strings = dict(zip(MONTHS, MONTHS, strict=True))

    @cached_property
    def starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    def line(self, place: int | None = None) -> int:
        return bisect_right(self.starts, self.place if place is None else place)

    def tell(self, where: str, message: str, place: int | None = None) -> None:
        self.result.slips.append(BibtexSlip(self.line(place), where, message))

    def read(self) -> BibtexFile:
        while found := BLOCK.search(self.text, self.place):
            if self.is_commented_out(found.start()):
                self.tell("@" + found[1], "is behind a % and is not read", found.start())
                self.place = self.text.find("\n", found.start()) % (len(self.text) + 1)
                continue
            self.read_block(found)
        return self.result

    def is_commented_out(self, place: int) -> bool:
        """Whether a % is before it on its line, or it is inside a word, as in an address of e-mail."""
        before = self.text[self.text.rfind("\n", 0, place) + 1 : place]
        return "%" in before

    def read_block(self, found: re.Match[str]) -> None:
        kind, opening = found[1].lower(), found[2]
        if kind == "comment":
            self.result.comments.append(self.skip_group(found))
        elif kind == "preamble":
            self.skip_group(found)
            self.result.preambles += 1
        elif kind == "string":
            self.place = found.end()
            entry = BibtexEntry(kind, self.line(found.start()))
            self.read_fields(entry, ")" if opening == "(" else "}")
            self.strings.update((item.name, item.value) for item in entry.fields)
        else:
            self.place = found.end()
            entry = BibtexEntry(kind, self.line(found.start()))
            self.result.entries.append(entry)
            self.read_key(entry)
            self.read_fields(entry, ")" if opening == "(" else "}")

    def skip_group(self, found: re.Match[str]) -> str:
        """The text of a group of braces or parentheses, which is passed over."""
        start = found.end()
        if found[2] == "{":
            end = find_closing_brace(self.text, start - 1)
        else:
            end = self.text.find(")", start) + 1 or len(self.text) + 1
        if end > len(self.text):
            end = self.text.find("\n", start) % (len(self.text) + 1) + 1
            self.tell(
                "@" + found[1].lower(), "is never closed; only its first line is passed over", found.start()
            )
        self.place = end
        return self.text[start : end - 1]

    def read_key(self, entry: BibtexEntry) -> None:
        if re.compile(r"\s*[A-Za-z_][\w:+./-]*\s*=").match(self.text, self.place):
            return
        found = KEY.match(self.text, self.place)
        if not found:
            return
        entry.key, self.place = found[1].strip(), found.end()
        following = self.text[self.place : self.place + 200].lstrip()
        if following and following[0] not in ",})":
            self.tell(entry.key, "a comma is missing after the key")

    def read_fields(self, entry: BibtexEntry, closing: str) -> None:
        where = entry.key or f"@{entry.kind}"
        while True:
            self.skip(SPACE)
            if self.place >= len(self.text) or BLOCK.match(self.text, self.place):
                if self.read_swallowed(entry, where):
                    continue
                self.tell(where, "the entry is never closed", min(self.place, len(self.text) - 1))
                return
            if self.text[self.place] == closing:
                self.place += 1
                return
            found = NAME.match(self.text, self.place)
            if found:
                self.read_field(entry, found, closing)
            elif not self.skip_unknown(where):
                return

    def skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self.text, self.place)
        self.place = found.end() if found else self.place

    def read_swallowed(self, entry: BibtexEntry, where: str) -> bool:
        """Reads the fields again that a brace swallowed which is never closed; says whether there are any."""
        found = SWALLOWED.search(entry.fields[-1].value) if entry.fields else None
        if not found:
            return False
        last = entry.fields.pop()
        entry.fields.append(BibtexField(last.name, last.value[: found.start()], last.line))
        self.place = self.value_start + 1 + found.start()
        self.tell(f"{where}, {last.name}", "the brace that opens here is never closed", self.value_start)
        self.value_start = len(self.text)
        return True

    def read_field(self, entry: BibtexEntry, found: re.Match[str], closing: str) -> None:
        line, name = self.line(), found[0].lower()
        self.place = self.text.index("=", found.end()) + 1
        value = self.read_value(f"{entry.key or '@' + entry.kind}, {name}", closing)
        entry.fields.append(BibtexField(name, value, line))
        self.skip(WHITE)
        if NAME.match(self.text, self.place):
            self.tell(entry.key or f"@{entry.kind}", f"a comma is missing after {name}")

    def skip_unknown(self, where: str) -> bool:
        """Passes over what is no field; says whether the entry continues after it."""
        start = self.place
        block = NEXT_BLOCK.search(self.text, start)
        end = block.start() if block else len(self.text)
        following = NEXT_FIELD.search(self.text, start, end)
        line_end = self.text.find("\n", start, end)
        closing = re.compile(r"[})][ \t]*(?:\n|$)").search(
            self.text, start, following.start() if following else end
        )
        places = [found.start() for found in (following, closing) if found]
        self.place = min(places) if places else (line_end if line_end > 0 else end)
        shown = " ".join(self.text[start : self.place].split())
        self.tell(where, f"this is not a field, so it is not read: {shown[:60]}", start)
        if self.place == start:
            self.place += 1
        return bool(places)

    # --- values ------------------------------------------------------------------------------------------

    def read_value(self, where: str, closing: str) -> str:
        """The pieces of a value, joined: `"A" # jan # {B}`."""
        pieces = [self.read_piece(where, closing)]
        while joined := re.compile(r"\s*#\s*").match(self.text, self.place):
            self.place = joined.end()
            pieces.append(self.read_piece(where, closing))
        return "".join(pieces)

    def read_piece(self, where: str, closing: str) -> str:
        self.skip(WHITE)
        opening = self.text[self.place : self.place + 1]
        if opening == "{":
            return self.read_delimited(where, find_closing_brace(self.text, self.place), "brace")
        if opening == '"':
            return self.read_delimited(where, _find_closing_quote(self.text, self.place), "quote")
        return self.read_word(where, closing)

    def read_delimited(self, where: str, end: int, delimiter: str) -> str:
        start = self.value_start = self.place
        block = NEXT_BLOCK.search(self.text, start)
        if end > len(self.text) or (block and block.start() < end):
            return self.read_unclosed(where, delimiter)
        self.place = end
        return self.text[start + 1 : end - 1]

    def read_unclosed(self, where: str, delimiter: str) -> str:
        """The rest of the line on which a brace or quote opens that is never closed."""
        start = self.place
        end = self.text.find("\n", start)
        end = len(self.text) if end < 0 else end
        self.tell(
            where,
            f"the {delimiter} that opens here is never closed; the value is read to the end of the line",
        )
        self.place = end
        return self.text[start + 1 : end].rstrip().rstrip(",").rstrip('}"')

    def read_word(self, where: str, closing: str) -> str:
        """A number, or a string by its name; what is neither, up to the next comma."""
        found = BARE.match(self.text, self.place)
        if not found:
            self.tell(where, "the value is missing")
            return ""
        word, self.place = found[0], found.end()
        if word.isdigit():
            return word
        if word.lower() in self.strings:
            return self.strings[word.lower()]
        rest = re.compile(rf"[^,\n{closing}]*").match(self.text, self.place)
        if rest and rest[0].strip() and not rest[0].lstrip().startswith("#"):
            word, self.place = word + rest[0].rstrip(), rest.end()
        self.tell(where, f"no string {word} is defined; it is read as the text that it is")
        return word


def _find_closing_quote(text: str, start: int) -> int:
    """The place after the quote that closes a value: the next that is not inside braces."""
    depth = 0
    for sign in re.compile(r'\\"(?=[A-Za-z{\\])|\\[^"]|[{}"]', re.DOTALL).finditer(text, start + 1):
        depth += {"{": 1, "}": -1}.get(sign[0], 0)
        if sign[0] == '"' and depth <= 0:
            return sign.end()
    return len(text) + 1
