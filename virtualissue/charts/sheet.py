"""What every chart comes to: a plot on a sheet of a width, and the same told in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from virtualissue.charts.svg import Element

BODY, SMALL = 13, 12  # sizes of type
LONGEST = 4000  # signs of a text for a voice: who hears it out? PDF/A bears eight times as many


@dataclass(frozen=True)
class Sheet:
    """A width to draw for; type on it is read at its own size.

    On paper height is dear, and a band lies behind what is marked.
    """

    name: str
    width: int
    paper: bool = False
    marked: str = ""

    @property
    def narrow(self) -> bool:
        """Whether labels stand above what they name, not beside it."""
        return self.width < 500


SHEETS = (Sheet("wide", 720), Sheet("narrow", 320))  # of the site
PRINT = Sheet("print", 690, paper=True)


@dataclass(frozen=True)
class Plot:
    """A chart laid out on a sheet: how high it is, and what is drawn."""

    height: float
    body: Sequence[Element]


# --- in words --------------------------------------------------------------------------------------------


def tell(opening: str, full: Sequence[str], short: Sequence[str] = ()) -> str:
    """An opening and a sentence for each thing shown; the shorter ones where the others take too long.

    Where these are too many as well, the first are told, and how many there are besides.
    """
    for sentences in (full, short):
        if sentences and len(told := _join(opening, sentences)) <= LONGEST:
            return told
    sentences = short or full
    for count in range(len(sentences) - 1, 0, -1):
        told = _join(opening, [*sentences[:count], f"And {len(sentences) - count} more"])
        if len(told) <= LONGEST:
            return told
    return _join(opening[: LONGEST // 2], [f"{len(sentences)} entries in all"])


def _join(opening: str, sentences: Sequence[str]) -> str:
    return " ".join(f"{one[:1].upper()}{one[1:].rstrip('.')}." for one in (opening, *sentences))


def count_of(number: int, singular: str, plural: str) -> str:
    """How many there are of something, in words."""
    return f"{number} {singular if number == 1 else plural}"


def listed(words: Sequence[str]) -> str:
    """Words in a row, the last after `and`."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""
