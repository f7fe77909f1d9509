"""The typeset pieces of a value -> text, HTML, words for a voice."""

import re
from collections.abc import Iterable
from enum import StrEnum
from html import escape
from typing import Literal

from virtualissue.quantities.units import MINUS, RAISED, THIN
from virtualissue.words import Words

AmountTokenKind = Literal[
    "word", "english", "number", "times", "power", "unit", "symbol", "index", "reference"
]  # fmt: skip
AmountToken = tuple[AmountTokenKind, str]

FIRM = "\N{NO-BREAK SPACE}"
DASH = "\N{EN DASH}"


class Relation(StrEnum):
    """The relation of the number as written to the actual value."""

    EQUAL = "equal"
    ABOUT = "about"
    NEAR = "near"
    OVER = "over"
    AT_LEAST = "at least"
    UNDER = "under"
    AT_MOST = "at most"
    ORDER = "order"


# What is between a symbol and its value, the sign of each relation; each of these has a word of its own.
SIGNS = dict(zip(Relation, "=≈≈>≥<≤∼", strict=True))
# How all joints are said: the name of a word, which stands between spaces, or nothing.
_SAID = {
    **{f"{FIRM}{sign}{FIRM}": f"is_{relation.replace(' ', '_')}" for relation, sign in SIGNS.items()},
    f"{FIRM}≈{FIRM}": "is_about",
    f"{THIN}±{THIN}": "math_plus_or_minus",
    f"{THIN}+": "math_plus",
    f"/{MINUS}": "minus",
    DASH: "range_to",
    ":": "said_ratio",
    "(": "",
    ")": "",
}


def set_word(words: Words, name: str, form: str = "{}", **values: str) -> AmountToken:
    """A fixed word with the spaces and brackets around it; English that is left over is a kind of its own."""
    return ("english" if words.find_language(name) else "word"), form.format(words.text(name, **values))


def set_text(tokens: Iterable[AmountToken]) -> str:
    """Typeset pieces as plain Unicode."""
    return "".join(text.translate(RAISED) if kind == "power" else text for kind, text in tokens)


def set_html(tokens: Iterable[AmountToken]) -> str:
    """Typeset pieces as HTML."""
    return "".join(_TAGS.get(kind, "{}").format(escape(text)) for kind, text in tokens)


def set_symbol(symbol: str) -> tuple[AmountToken, ...]:
    """The symbol of a quantity, its index (after _, or lowered figures) apart: k_B, T_1, T₁."""
    found = _SYMBOL.fullmatch(symbol)
    if found is None or not (index := found["index"] or found["lowered"]):
        return (("symbol", symbol),)
    return ("symbol", found["stem"]), ("index", index.translate(_LEVEL))


def mark_symbol(symbol: str) -> str:
    """The symbol of a quantity as HTML; one with an index is read aloud as two words."""
    tokens = set_symbol(symbol)
    if len(tokens) == 1:
        return set_html(tokens)
    spoken = escape(" ".join(text for _, text in tokens))
    return f'<span role="img" aria-label="{spoken}">{set_html(tokens)}</span>'


def say_tokens(tokens: Iterable[AmountToken], words: Words) -> str:
    """Typeset pieces, without their unit, as words for a voice."""
    said = ""
    for kind, text in tokens:
        plain = _say_number(text, words)
        if kind == "power":  # of ten: nothing else is raised in a value
            said = said.removesuffix("10") + words.text("ten_to_the", power=plain)
        elif kind == "number":
            said += plain
        else:
            name = "math_times" if kind == "times" else _SAID.get(text)
            said += text if name is None else f" {words[name]} " if name else ""
    return said


def _say_number(text: str, words: Words) -> str:
    return text.replace(words.group, "").replace(MINUS, f"{words['minus']} ")


_TAGS = {
    "english": '<span lang="en">{}</span>', "power": "<sup>{}</sup>", "symbol": "<i>{}</i>",
    "index": "<sub>{}</sub>",
}  # fmt: skip
_SYMBOL = re.compile(r"(?P<stem>.+?)(?:_(?P<index>.+)|(?P<lowered>[₀-₉]+))?")
_LEVEL = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
