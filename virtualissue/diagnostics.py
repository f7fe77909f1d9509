"""Reports of mistakes in the content: `file:line:column: what is wrong (what is possible instead)`."""

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

LONGEST = 600  # characters of a message
LONGEST_NAME = 100  # characters of a word for which the nearest is looked for
UNSEEN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


@dataclass(frozen=True, order=True)
class Diagnostic:
    """Something wrong in one file; line and column count from 1, 0 where the whole file is meant.

    Without a file it is about what was typed on the command line.

    A mistake keeps the issue from being built; a warning does not. Advice is given when it is asked for. The
    example is YAML of the right shape.
    """

    file: str
    line: int
    column: int
    message: str
    severity: Literal["mistake", "warning", "advice"] = "mistake"
    example: str = ""

    def __str__(self) -> str:
        """`file:line:column: message` in one line, as editors and terminals link it."""
        severity = "" if self.severity == "mistake" else f"{self.severity}: "
        message = self.message if len(self.message) <= LONGEST else f"{self.message[:LONGEST]} …"
        place = f"{self.file}:{self.line}:{self.column}: " if self.file else ""
        return show_unseen(f"{place}{severity}{message}")


class ContentError(Exception):
    """The content cannot be built; holds every mistake, in the order of files and lines."""

    def __init__(self, diagnostics: Collection[Diagnostic]) -> None:
        self.diagnostics = tuple(sorted(diagnostics))
        super().__init__("\n".join(map(str, self.diagnostics)))


def show_unseen(text: str) -> str:
    """Line ends as spaces, and what cannot be seen or printed by its code: <U+200B>."""
    return "".join(_show_sign(sign) for sign in text.replace("\n", " "))


def _show_sign(sign: str) -> str:
    return f"<U+{ord(sign):04X}>" if unicodedata.category(sign) in UNSEEN else sign


def suggest(wrong: str, known: Collection[str], shown: int = 12) -> str:
    """What there is instead of `wrong`: the nearest names, or all of them where they are few."""
    folded = {name.casefold(): name for name in known}  # of DOI, doi is near, and nothing else
    if wrong.casefold() in folded:
        return f"did you mean {folded[wrong.casefold()]}?"
    if len(wrong) <= LONGEST_NAME and (near := get_close_matches(wrong, known, n=3, cutoff=0.6)):
        return f"did you mean {', '.join(near)}?"
    if 0 < len(known) <= shown:
        return f"there are: {', '.join(sorted(known))}"
    return f"there are {len(known)} to choose from" if known else "there are none"


def with_article(noun: str) -> str:
    """A noun behind its article: a family, an article."""
    return f"{'an' if noun[0] in 'aeio' else 'a'} {noun}"
