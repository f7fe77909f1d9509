"""What every chart becomes: a plot on a canvas of a certain width, and a description in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from virtualissue.charts.svg import Element
from virtualissue.words import Words

RowT = TypeVar("RowT")

BODY, SMALL = 13, 12  # sizes of type
LONGEST = 4000  # characters of a description: no one listens to more, and PDF/A allows some 32,000


@dataclass(frozen=True)
class Canvas:
    """A width to draw for; type on it is read at its own size.

    Paper has little height to spare. What is `marked` has a band behind it. A chart that is too high for a
    slide or a page is drawn in parts: `part` is which of them, from 0 on, and of how many.
    """

    name: str
    width: int
    paper: bool = False
    marked: str = ""
    part: tuple[int, int] = (0, 1)

    @property
    def narrow(self) -> bool:
        """Whether labels are above what they name, not beside it."""
        return self.width < 500

    def keep(self, rows: Sequence[RowT]) -> tuple[RowT, ...]:
        """The rows that are drawn in this part: consecutive ones, about as many in each part."""
        number, count = self.part
        begin, end = (len(rows) * one // count for one in (number, number + 1))
        return tuple(rows[begin:end])


CANVASES = (Canvas("wide", 720), Canvas("narrow", 320))  # of the site
PRINT = Canvas("print", 690, paper=True)
SLIDE = Canvas("slide", 688, paper=True)  # 860 points wide on a slide, where its type has 15 and 16 points
LARGE = Canvas("large", 370)  # as wide as the page in large print, where its type has 16 points


@dataclass(frozen=True)
class Plot:
    """A chart laid out on a canvas: how high it is, and what is drawn."""

    height: float
    body: Sequence[Element]


# --- in words --------------------------------------------------------------------------------------------


def compose(words: Words, opening: str, full: Sequence[str], short: Sequence[str] = ()) -> str:
    """A description: an opening and a sentence for each entity, or a shorter one where it is too long.

    Where these are too many as well, it gives the first of them and how many follow.
    """
    for sentences in (full, short):
        if sentences and len(text := _join(opening, sentences)) <= LONGEST:
            return text
    sentences = short or full
    for count in range(len(sentences) - 1, 0, -1):
        text = _join(opening, [*sentences[:count], words.text("and_more", count=len(sentences) - count)])
        if len(text) <= LONGEST:
            return text
    return _join(opening[: LONGEST // 2], [words.text("entries_in_all", count=len(sentences))])


def _join(opening: str, sentences: Sequence[str]) -> str:
    return " ".join(f"{one[:1].upper()}{one[1:].rstrip('.')}." for one in (opening, *sentences))
