"""The notations that an issue can declare for its titles and its prose, and the marks of mathematics."""

import re
from collections.abc import Collection
from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

CHEMISTRY, MATHEMATICS, NONE = "chemistry", "mathematics", "none"
NOTATIONS = (CHEMISTRY, MATHEMATICS, NONE)
#: What stands between dollar signs, which mean mathematics in every notation. They are money if a number is
#: behind the second, or a space before it and a word behind it, unless a command or a script is between them.
DOLLARS = (
    r"\$(?!\s)(?=[^$]*[\\^_]|[^$]*\$(?![0-9]))"
    r"(?P<mathematics>(?:\\.|[^$\\])*)(?:(?<!\s)|(?=\$(?!\w)))\$"
)
#: What looks like mathematics without its marks: x^2, p_T, 10^{-3}, e^+e^-, \alpha, \sqrt{s}.
_GROUP = r"\{[^{}\n]*\}"
BARE = re.compile(
    rf"(?<!\w)[^\W\d_]_(?:{_GROUP}|\{{?\w+)"
    rf"|[\w)\]]+(?:\^(?:{_GROUP}|\{{?[-+]?\w+|[-+]))+"
    rf"|\\[A-Za-z]+(?:{_GROUP})*"
)


def find_notation(value: object) -> frozenset[str]:
    """The notations that a field declares, in one word or in a list.

    Where it declares something unknown, which is a mistake of its own, all are assumed: no formula is
    reported as well.
    """
    words = value if isinstance(value, list) else [value]
    if any(word not in NOTATIONS for word in words):
        return frozenset({CHEMISTRY})
    return frozenset(words) - {NONE}


def find_bare(text: str, notation: Collection[str]) -> tuple[int, str] | None:
    """Where an issue of mathematics has some without its marks, and what is wrong there; else None."""
    found = BARE.search(text) if MATHEMATICS in notation else None
    if found is None:
        return None
    return found.start(), f"{found[0]} is mathematics without its marks: write ${found[0]}$, or"


def _read_notation(value: Any) -> tuple[str, ...]:
    words = value if isinstance(value, list) else [value]
    for word in words:
        if word not in NOTATIONS:
            shown = word[:40] if isinstance(word, str) else "list or mapping"
            message = f"{shown} is not a notation (there are: {', '.join(NOTATIONS)})"
            raise PydanticCustomError("notation", "{message}", {"message": message})
    if NONE in words and len(words) > 1:
        raise PydanticCustomError("notation", "none cannot be combined with another notation")
    return tuple(words)


_SCHEMA = {"anyOf": [{"enum": list(NOTATIONS)}, {"type": "array", "items": {"enum": list(NOTATIONS)}}]}
NotationText = Annotated[tuple[str, ...], PlainValidator(_read_notation), WithJsonSchema(_SCHEMA)]
