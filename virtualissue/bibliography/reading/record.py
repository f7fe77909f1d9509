"""What a file of a bibliography says of a work, in the variables of CSL, whatever its format is.

A reader fills such records; `work_fields` turns them into the fields of content.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from virtualissue.bibliography.annotations import AnnotationKind
from virtualissue.bibliography.names import NameParts
from virtualissue.bibliography.reading.listed_names import ReadNames
from virtualissue.bibliography.reading.rich_text import Pieces, plain_piece
from virtualissue.bibliography.reading.written_text import write_plain
from virtualissue.bibliography.work import WorkType

RemarkKind = Literal["syntax", "not understood", "without a field", "abstract", "mended"]


@dataclass(frozen=True, order=True)
class Remark:
    """Something that an editor should know of what was read: where it is, and what became of it."""

    file: str
    line: int
    field: str
    message: str
    kind: RemarkKind = "not understood"

    def __str__(self) -> str:
        """`file:line: field: message` in one line."""
        return " ".join(f"{self.file}:{self.line}: {self.field}: {self.message}".split())


@dataclass(frozen=True)
class ReadValue:
    """The value of one field: its pieces, its line, and what the file calls the field."""

    pieces: Pieces
    line: int
    field: str

    @property
    def plain(self) -> str:
        """The value as plain characters."""
        return write_plain(self.pieces)


@dataclass(frozen=True)
class ReadName:
    """The name of a person or body in a list: its parts, the ORCID given with it, and where it is."""

    parts: NameParts
    line: int
    field: str
    orcid: str = ""


@dataclass
class ReadRecord:
    """One work as a file describes it, filled field by field while it is read.

    `values` holds what is said of each variable, in the order of the file, as there may be several. `kind` is
    what the file calls this kind of work, and `type` what that is in the terms of CSL, None where it is not
    clear. `noise` counts fields that programs leave for themselves.
    """

    file: str
    line: int
    key: str = ""
    kind: str = ""
    type: WorkType | None = None
    values: dict[str, list[ReadValue]] = field(default_factory=dict)
    names: dict[str, list[ReadName]] = field(default_factory=dict)
    keywords: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    noise: Counter[str] = field(default_factory=Counter)

    def add(self, variable: str, value: str | Pieces, line: int = 0, name: str = "") -> None:
        """Adds what the field `name` on a line says of a variable; an empty text says nothing."""
        pieces = plain_piece(value) if isinstance(value, str) else value
        read = ReadValue(pieces, line or self.line, name or variable)
        if read.plain:
            self.values.setdefault(variable, []).append(read)

    def add_names(self, variable: str, read: ReadNames, line: int, name: str, orcid: str = "") -> None:
        """Adds the people and bodies that the field `name` on a line lists, and tells what was mended."""
        known = self.names.setdefault(variable, [])
        known.extend(ReadName(parts, line, name, orcid) for parts in read.names)
        for message in read.doubts:
            self.tell(name, message, line)
        for message in read.mended:
            self.tell(name, message, line, "mended")

    def set_orcid(self, variable: str, orcid: str) -> None:
        """Gives the last of the people who were added an ORCID."""
        names = self.names[variable]
        names[-1] = replace(names[-1], orcid=orcid)

    def annotate(self, role: str, number: str, kind: AnnotationKind, value: str) -> None:
        """Adds what is said of a name that was read, by its role and its number there, from 1."""
        names, place = self.names.get(role, []), int(number) - 1 if number.isdecimal() else -1
        if not 0 <= place < len(names):
            self.tell(role, f"there is no name {number}, for which it has {value[:60]}")
        elif kind == "orcid":
            names[place] = replace(names[place], orcid=value.removeprefix("https://orcid.org/"))
        else:
            names[place] = replace(names[place], parts=_complete(names[place].parts, kind, value))

    def first(self, variable: str) -> str:
        """The first value of a variable, as plain characters; empty where there is none."""
        values = self.values.get(variable)
        return values[0].plain if values else ""

    def line_of(self, variable: str) -> int:
        """The line of the first value of a variable, or that of the record."""
        values = self.values.get(variable)
        return values[0].line if values else self.line

    def tell(self, name: str, message: str, line: int = 0, kind: RemarkKind = "not understood") -> None:
        """Notes something that the editor should know."""
        self.remarks.append(Remark(self.file, line or self.line, name, message, kind))


def _complete(name: NameParts, kind: AnnotationKind, value: str) -> NameParts:
    """A name with its native form, or divided where its surname begins."""
    if kind == "native":
        return replace(name, native=value)
    if not name.surname.endswith(value):
        return name
    return replace(name, literal="", particle=name.surname.removesuffix(value).strip(), family=value)


@dataclass(frozen=True)
class ReadFile:
    """All records of a file, what is wrong with the file, and the groups of works that are in it."""

    records: Sequence[ReadRecord]
    remarks: Sequence[Remark] = ()
    noise: Counter[str] = field(default_factory=Counter)
    groups: Mapping[str, Sequence[str]] = field(default_factory=dict)
