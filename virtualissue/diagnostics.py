"""What is wrong with the content, told to its author: `file:line:column: what (what there is instead)`."""

from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, order=True)
class Diagnostic:
    """One mistake in one file; line and column count from 1, 0 where the whole file is meant."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        """`file:line:column: message`, as editors and terminals link it."""
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class ContentError(Exception):
    """The content cannot be built; holds every mistake, in the order of files and lines."""

    def __init__(self, diagnostics: Collection[Diagnostic]) -> None:
        self.diagnostics = tuple(sorted(diagnostics))
        super().__init__("\n".join(map(str, self.diagnostics)))


def suggest(wrong: str, known: Collection[str], shown: int = 12) -> str:
    """What there is instead of `wrong`: the nearest names, or all of them where they are few."""
    if near := get_close_matches(wrong, known, n=3, cutoff=0.6):
        return f"did you mean {', '.join(near)}?"
    if 0 < len(known) <= shown:
        return f"there are: {', '.join(sorted(known))}"
    return f"there are {len(known)} to choose from" if known else "there are none"
