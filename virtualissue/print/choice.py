"""What is to be printed: which documents, on which paper, in which edition, and how."""

import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Literal

from virtualissue.diagnostics import suggest
from virtualissue.print.printouts import EDITIONS, PAPERS, Edition

Omission = Literal["lines"]
OMISSIONS: tuple[Omission, ...] = ("lines",)
# the names under which what is not of one family is asked for
BOOKLET, SLIDES, SUMMARIES = "booklet", "slides", "summaries"
LONGEST_LINE = 90  # characters of a course or a date, which have one line together with a name


class ChoiceError(ValueError):
    """A choice that cannot be printed; the message says why."""


@dataclass(frozen=True)
class PrintChoice:
    """What a lecturer chooses; without a choice, everything is printed, with lines to write on.

    `only` holds the slugs of families, and names such as `booklet` and `slides`; empty, it stands for all
    documents. An empty `course` or `date` is a line to write on.
    """

    only: tuple[str, ...] = ()
    paper: tuple[str, ...] = tuple(PAPERS)
    edition: tuple[Edition, ...] = tuple(EDITIONS)
    large_print: bool = False
    without: tuple[Omission, ...] = ()
    course: str = ""
    date: str = ""

    @property
    def is_usual(self) -> bool:
        """Whether all documents are printed in their usual form, in any of the editions."""
        return replace(self, edition=EVERYTHING.edition) == EVERYTHING

    @property
    def is_complete(self) -> bool:
        """Whether every file is printed; course and date do not matter."""
        return replace(self, course="", date="") == EVERYTHING

    @property
    def manner(self) -> str:
        """What the name of a file says of how it was printed, such as `-large-print`."""
        omitted = (f"-without-{name}" for name in self.without)
        return "".join(("-large-print" if self.large_print else "", *omitted))

    def includes(self, name: str) -> bool:
        """Whether the document of that name, a family or the booklet, is asked for."""
        return not self.only or name in self.only

    def check(self, names: Collection[str]) -> None:
        """Raises `ChoiceError` where a document is asked for that is not among `names`."""
        for name in self.only:
            if name not in names:
                raise ChoiceError(f"--only: there is no handout {name} ({suggest(name, names, len(names))})")


EVERYTHING = PrintChoice()


def read_names(typed: str) -> tuple[str, ...]:
    """Names that were typed with commas between them, each once."""
    names = tuple(dict.fromkeys(name.strip() for name in typed.split(",") if name.strip()))
    if not names:
        raise ChoiceError("this is empty; leave the option out to have everything")
    return names


def reader_of(known: Collection[str]) -> Callable[[str], tuple[str, ...]]:
    """A function that reads names and raises `ChoiceError` for one that is not known."""

    def read(typed: str) -> tuple[str, ...]:
        names = read_names(typed)
        for name in names:
            if name not in known:
                raise ChoiceError(f"there is no {name} here ({suggest(name, known)})")
        return tuple(name for name in known if name in names)

    return read


def read_line(typed: str) -> str:
    """A course or a date as one line; raises `ChoiceError` for a text that cannot be one."""
    text = typed.strip()
    if not text:
        raise ChoiceError("this is empty; leave the option out to have a line to write on")
    if len(text.splitlines()) > 1:
        raise ChoiceError("this has more than one line; it is printed in one")
    for sign in text:
        if unicodedata.category(sign) == "Cc":
            raise ChoiceError(f"this has a control character (U+{ord(sign):04X}), which cannot be printed")
    if len(text) > LONGEST_LINE:
        raise ChoiceError(f"this has {len(text)} characters; up to {LONGEST_LINE} fit into the line")
    return text
