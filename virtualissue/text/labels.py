"""Text as typed for a figure -> runs of type: upright or italic, on the line, below it or above it.

`*E*_1 / *k*` sets E and k in italics and lowers the 1; `10^-3` raises the exponent. A number or a word is
lowered or raised as a whole; `_{2/3}` and `^{2+}` take all that the braces hold. Raised and lowered signs of
Unicode (₁, ³) become level ones that are set so. A backslash takes a mark for the character that it is.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Literal

from markupsafe import Markup, escape

from virtualissue.words import WORDS, Words

VerticalAlign = Literal["line", "sub", "sup"]


class LabelError(ValueError):
    """What is wrong with a label, and where: the offset in its text, from 0."""

    def __init__(self, message: str, offset: int) -> None:
        self.message, self.offset = message, offset
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one kind: where they are, whether they slant, and their language.

    It is empty where it is that of the issue.
    """

    text: str
    place: VerticalAlign = "line"
    italic: bool = False
    language: str = ""


Line = tuple[Run, ...]


@dataclass(frozen=True)
class Label:
    """A label as it was typed, and its runs."""

    source: str
    runs: Line
    words: Words = field(default=WORDS, repr=False, compare=False)
    heard: Line = ()  # what a voice says instead, where a sign has a longer name than letters give it

    @cached_property
    def html(self) -> Markup:
        """HTML of `i`, `sub` and `sup`."""
        return Markup("").join(map(_render, self.runs))

    @cached_property
    def text(self) -> str:
        """Plain text, its raised and lowered characters on the line."""
        return "".join(run.text for run in self.runs)

    @cached_property
    def spoken(self) -> str:
        """Words for a voice, as in: E 1 over k, 10 to the minus 3, or Na plus."""
        said = "".join(_say(run, self.words) for run in self.heard or self.runs)
        return CLOSE.sub(r"\1\2", " ".join(said.split()))


def _render(run: Run) -> Markup:
    inner = Markup("<i>{}</i>").format(run.text) if run.italic else escape(run.text)
    return inner if run.place == "line" else Markup(f"<{run.place}>{inner}</{run.place}>")


CLOSE = re.compile(r"([(\[]) | ([)\],.;])")  # signs that stand close to what they hold or follow
CHARGE = re.compile(r"[0-9]*[+−]")  # raised: the charge of an ion, and no power
# Each sign that has a word, with its name.
SAID = {
    "−": "minus", "+": "math_plus", "=": "is_equal", "·": "math_times", "×": "math_times",
    "/": "math_over", "′": "math_prime", "″": "sign_double_prime", "→": "sign_gives",
    "<": "math_less_than", ">": "math_greater_than", "≈": "math_about",
    "≤": "math_at_most", "≥": "math_at_least", "√": "said_root", "°": "math_degrees",
}  # fmt: skip


def _say(run: Run, words: Words) -> str:
    said = "".join(f" {words[SAID[sign]]} " if sign in SAID else sign for sign in run.text)
    if run.place == "line":
        # two variables side by side are two words; an abbreviation such as `ln` is one
        return f" {' '.join(said)} " if run.italic and said.isalpha() else said
    is_power = run.place == "sup" and said.strip()[:1].isalnum() and not CHARGE.fullmatch(run.text)
    return f" {words['math_to_the']} {said} " if is_power else f" {said} "


# --- reading ---------------------------------------------------------------------------------------------

MARK = re.compile(
    r"""\\(?P<plain>.)
      | (?P<star>\*)
      | (?P<shift>[_^])(?:\{(?P<group>[^{}]*)\}|(?P<sign>[-−]?[0-9]+|[^\W\d_]+|[^\s{}*_^\\]))?""",
    re.VERBOSE | re.DOTALL,
)
# A hyphen between spaces, or before a number, a variable or a bracket and not behind one, is a minus sign.
NEGATIVE = re.compile(r"(?<=\s)-(?=\s)|(?<![\w)\]*}\\])-(?=[\d(*])")
SPACE = re.compile(r"\s+")


def parse_label(source: str, words: Words = WORDS, heard: str = "") -> Label:
    """Reads a label; raises `LabelError` for a mark that is not closed or shifts nothing.

    `heard` is the same label with words in place of what a voice would spell out, such as its units.
    """
    return Label(source, _read_runs(source), words, _read_runs(heard) if heard else ())


def _read_runs(source: str) -> Line:
    return join_runs(_read(NEGATIVE.sub("−", source)))


def _read(source: str) -> Iterator[Run]:
    done, italic = 0, -1  # where what is read ends, and where italics began, or -1
    for mark in MARK.finditer(source):
        yield from _level(source[done : mark.start()], italic >= 0)
        done = mark.end()
        if mark["plain"]:
            yield Run(mark["plain"], "line", italic >= 0)
        elif mark["star"]:
            italic = -1 if italic >= 0 else mark.start()
        else:
            yield _shifted(mark, italic >= 0)
    if italic >= 0:
        raise LabelError("a lone * (close it, or write \\*)", italic)
    yield from _level(source[done:], False)


def _shifted(mark: re.Match[str], italic: bool) -> Run:
    inner = mark["group"] if mark["group"] is not None else mark["sign"]
    if not inner:
        sign = mark["shift"]
        raise LabelError(f"nothing follows {sign} (write {sign}1 or {sign}max, or \\{sign})", mark.start())
    return Run(inner.replace("-", "−"), "sub" if mark["shift"] == "_" else "sup", italic)


def _level(text: str, italic: bool) -> Iterator[Run]:
    """Text on the line; its raised and lowered Unicode characters become tokens of their own."""
    for place, signs in groupby(SPACE.sub(" ", text), key=_place_of):
        inner = "".join(signs)
        if place == "line":
            yield Run(inner, "line", italic)
        else:
            yield Run(unicodedata.normalize("NFKD", inner), place)


def _place_of(sign: str) -> VerticalAlign:
    found = unicodedata.decomposition(sign).partition(" ")[0]
    places: dict[str, VerticalAlign] = {"<sub>": "sub", "<super>": "sup"}
    return places.get(found, "line")


def join_runs(runs: Iterable[Run]) -> Line:
    """The same runs, neighbors of one kind joined and empty ones left out."""
    return tuple(
        Run("".join(run.text for run in group), *kind)
        for kind, group in groupby(
            (run for run in runs if run.text), key=lambda run: (run.place, run.italic, run.language)
        )
    )
