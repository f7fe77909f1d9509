"""Lines of type in a drawing: what they are made of, how wide they are, how they are wrapped and shortened.

Widths are those of DejaVu Sans, the widest of the faces that browsers commonly set a page in: what fits in
it fits in the others.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from virtualissue.chemistry.formula import Formula
from virtualissue.quantities.amount import Amount
from virtualissue.quantities.units import set_unit
from virtualissue.text.labels import Line, Run, VerticalAlign, join_runs
from virtualissue.text.mathematics.mathematics import Mathematics
from virtualissue.text.titles import Emphasis, Title, TitlePiece, find_runs
from virtualissue.words import ENGLISH, Words

SHIFTED = 0.75  # the size of raised and lowered signs, by that of the line
BOLD = 1.12  # how much wider bold type is

# The width in sizes of the type, rounded up to a twentieth -> the signs that have it.
_WIDTHS = {
    0.2: "\u202f\u2009", 0.25: "′", 0.3: "'IJijl", 0.35: " ,./:;\\|¦·‘’‚", 0.4: "()-[]ft‐‑″", 0.45: "!r¡",
    0.5: '"*_`§¨ª¯°´¸º†‡–', 0.55: "?csz¿“”„", 0.6: "FLkvxyΓγκλνξςυχ•",
    0.65: "0123456789EPSTYabdeghnopqu{}$¢£¤¥«»¶ß", 0.7: "ABCKRVXZΑΒΔΖΚΛΧαφψ", 0.75: "NUΝ",
    0.8: "&DGHOQÐØΗΘΟΠΦΨΩ", 0.85: "#+<=>^w~¬±×÷ωЮ−≈≤≥∼←→∞",
    0.9: "MΜМФ", 0.95: "Жжшщ", 1: "%@Wm©®¼½¾Ææ—―…", 1.1: "ŒœШЩ", 1.35: "‰",
}  # fmt: skip
_WIDTH = {sign: width for width, signs in _WIDTHS.items() for sign in signs}


@lru_cache(maxsize=4096)
def _width_of_sign(sign: str) -> float:
    """Of an accented letter that of the letter; of what the table lacks, what letters of its kind need."""
    if sign in _WIDTH:
        return _WIDTH[sign]
    if unicodedata.category(sign) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    parts = unicodedata.normalize("NFKD", sign)
    if parts != sign:
        return sum(map(_width_of_sign, parts))
    wide = unicodedata.east_asian_width(sign) in ("W", "F")
    return 1.05 if wide else 0.8 if sign.isupper() else 0.7


@lru_cache(maxsize=4096)
def width_of(line: Line, size: float, *, bold: bool = False) -> float:
    """How wide a line is at most, in the unit of `size`."""
    factor = size * (BOLD if bold else 1)
    return factor * sum(
        (1 if run.place == "line" else SHIFTED) * sum(map(_width_of_sign, run.text)) for run in line
    )


# --- lines of what is written elsewhere ------------------------------------------------------------------

_PLACES: Mapping[str, VerticalAlign] = {"power": "sup", "index": "sub"}
_FIRM = "\u00a0"


def plain(text: str, language: str = "") -> Line:
    """Text as it is, its white space folded, but for spaces at which no line breaks."""
    return (Run(re.sub(r"[ \t\r\n]+", " ", text), language=language),) if text else ()


def set_word(words: Words, name: str, **values: object) -> Line:
    """A fixed word, in which English that is left over is marked."""
    return tuple(run for stretch in words.stretches(name, **values) for run in plain(*stretch))


def join_lines(joint: str, lines: Iterable[Line]) -> Line:
    """Lines in one, with a joint between each and the next."""
    first, *others = lines or ((),)
    return (*first, *(run for line in others for run in (Run(joint), *line)))


def set_formula(formula: Formula) -> Line:
    """A formula with raised and lowered signs."""
    return join_runs(find_runs(formula))


def set_title(title: Title) -> Line:
    """A title with its emphasis and its formulas."""
    return join_runs(run for piece in title.pieces for run in _set_piece(piece))


def _set_piece(piece: TitlePiece) -> Line:
    match piece:
        case Emphasis(pieces):
            runs = (run for inner in pieces for run in _set_piece(inner))
            return tuple(replace(run, italic=True) for run in runs)
        case Formula() | Mathematics():
            return find_runs(piece)
        case _:
            return plain(piece)


def set_amount(amount: Amount) -> Line:
    """An amount with its powers raised; the words before a number stay together."""
    return join_runs(_set_token(kind, text) for kind, text in amount.tokens)


def _set_token(kind: str, text: str) -> Run:
    if kind in ("word", "english"):
        text = re.sub(r"(?<=\S) (?=\S)", _FIRM, text)
    return Run(text, _PLACES.get(kind, "line"), kind == "symbol", ENGLISH if kind == "english" else "")


def set_unit_line(unit: str) -> Line:
    """A unit on its own, its powers raised."""
    runs = (Run(text, "sup" if kind == "power" else "line") for kind, text in set_unit(unit))
    first, *others = join_runs(runs)
    return (Run(first.text.lstrip(), first.place), *others)


# --- wrapping --------------------------------------------------------------------------------------------


class Character(NamedTuple):
    """One character and how it is set."""

    text: str
    place: VerticalAlign
    italic: bool
    language: str

    @property
    def is_space(self) -> bool:
        """Whether a line may break here."""
        return self.text == " "


def _signs(line: Line) -> list[Character]:
    return [Character(text, run.place, run.italic, run.language) for run in line for text in run.text]


def _joined(signs: Iterable[Character]) -> Line:
    return join_runs(Run(*sign) for sign in signs)


@lru_cache(maxsize=4096)
def wrap(line: Line, width: float, size: float, *, most: int = 99, bold: bool = False) -> tuple[Line, ...]:
    """A line in lines that fit a width; the last of at most `most` lines ends with … where text is left.

    A word that is wider than the width is cut.
    """
    lines = tuple(_joined(signs) for signs in _fill(_signs(line), width, size, bold)) or ((),)
    if len(lines) <= most:
        return lines
    rest = join_runs(run for one in lines[most - 1 :] for run in (*one, Run(" ")))
    return (*lines[: most - 1], shorten(rest, width, size, bold=bold, cut=True))


def _fill(signs: list[Character], width: float, size: float, bold: bool) -> Iterator[list[Character]]:
    """Runs of signs, each as long as fits, cut at spaces where there are any."""
    factor = size * (BOLD if bold else 1)
    start, space, room = 0, -1, width
    for here, sign in enumerate(signs):
        room -= factor * (1 if sign.place == "line" else SHIFTED) * _width_of_sign(sign.text)
        if sign.is_space:
            space = here
        elif room < 0 and here > start:
            end = space if space > start else here
            yield signs[start:end]
            start, space = end + (signs[end].is_space), -1
            room = width - width_of(_joined(signs[start : here + 1]), size, bold=bold)
    if signs[start:]:
        yield signs[start:]


def shorten(line: Line, width: float, size: float, *, bold: bool = False, cut: bool = False) -> Line:
    """A line that fits a width, ending with … where it was cut; `cut` says that it was cut before."""
    if not cut and width_of(line, size, bold=bold) <= width:
        return line
    signs = _signs(line)
    dots = Character("…", "line", False, "")
    while signs and (signs[-1].is_space or width_of(_joined([*signs, dots]), size, bold=bold) > width):
        signs.pop()
    return _joined([*signs, dots])


def fits(line: Line, width: float, size: float, most: int) -> bool:
    """Whether a text fits into a width in so many lines, without dividing a word."""
    words = "".join(sign.text for sign in _signs(line)).split(" ")
    widest = max((width_of((Run(word),), size) for word in words), default=0)
    return widest <= width and len(wrap(line, width, size)) <= most
