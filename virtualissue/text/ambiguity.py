"""What in a title of chemistry can be read in two ways: it is asked for, never decided without a word."""

import re
import unicodedata
from collections.abc import Iterable

from virtualissue.chemistry.formula import ATOMIC_NUMBERS

Doubt = tuple[int, str]  # the offset in a text, and what its author is asked

# molecules of one element, which everybody writes so; B12, P2 or N95 can be much else
_MOLECULES = frozenset({"H2", "N2", "O2", "O3"})
_ONE_LETTER = re.compile(r"[A-Z][0-9]+")
# Y2K and P2P are written like a compound; with oxygen, sulfur or fluorine at its end, it is one
_TWO_LETTERS = re.compile(r"([A-Z])[2-9](?!\1)[A-EG-NP-RT-Z]|([A-Z])[2-9]\2")
#: The symbols of deuterium and tritium, which most words with a D or a T do not mean.
HEAVY_HYDROGEN = re.compile("[DT](?![a-z])")
# no formula has a count of 0 or 1
_NEEDLESS = re.compile(r"[A-Za-z)\]][01](?![0-9./xyznmabdδ+−–-])")
_MINUS = re.compile(r"[-−](?!\w)")
_ISOTOPE = re.compile(r"(?<![\w.,^/-])([0-9]{1,3})([A-Z][a-z]?)(?![\w(+^])")
_SHIFTED_WORD = re.compile(r"[^\s,;:()\[\]\"“”]*[₀-₉₊₋⁰¹²³⁴-⁻][^\s,;:()\[\]\"“”]*")
_BESIDE = re.compile(r"([A-Z][a-z]?|\))[₀-₉₊₋⁰¹²³⁴-⁻]|[⁰¹²³⁴-⁹]([A-Z][a-z]?)")


def find_doubt_of_formula(typed: str, behind: str) -> str:
    """What is asked of a formula in a title that can be something else; `behind` is the text behind it."""
    if typed[-1:].isdigit() and _MINUS.match(behind):
        ion = f"{typed}{behind[0]}"
        ways = f"as {ion}: {typed[:-1]}^{typed[-1]}-, or {typed} as {typed}: {typed}"
        return f"{ion!r} can be an ion: declare it among `formulas` {ways}"
    has_one_letter = _ONE_LETTER.fullmatch(typed) and typed not in _MOLECULES
    if (
        has_one_letter
        or _TWO_LETTERS.fullmatch(typed)
        or _NEEDLESS.search(typed)
        or (HEAVY_HYDROGEN.search(typed) and typed != "D2O")
    ):
        ways = f"among `words`, or among `formulas` as {typed}: {typed}"
        return f"{typed!r} can be a formula or a word: declare it {ways}"
    return ""


def find_doubt_of_text(text: str) -> Doubt | None:
    """The first word of a text that can be an isotope, or has raised or lowered characters."""
    return min((*_find_isotopes(text), *_find_shifted(text)), default=None)


def _find_isotopes(text: str) -> Iterable[Doubt]:
    for found in _ISOTOPE.finditer(text):
        mass, number = int(found[1]), ATOMIC_NUMBERS.get(found[2], 0)
        if number <= mass <= 3 * number:
            ask = f"declare it among `formulas` as {found[0]}: ^{found[0]}, or among `words`"
            yield found.start(), f"{found[0]!r} can be an isotope: {ask}"


def _find_shifted(text: str) -> Iterable[Doubt]:
    for found in _SHIFTED_WORD.finditer(text):
        if any((near[1] or near[2]) in (*ATOMIC_NUMBERS, ")") for near in _BESIDE.finditer(found[0])):
            plain = unicodedata.normalize("NFKD", found[0]).replace("−", "-")
            yield found.start(), f"{found[0]!r} has raised or lowered characters: type {plain}"
