"""Pandoc as an independent reader of bibliographies, and works in the form in which both can be compared."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import pypandoc

Item = Mapping[str, Any]

# What a format cannot tell apart, or writes in its own way: read as one.
FOLDED = str.maketrans(
    {"“": '"', "”": '"', "’": '"', "‘": '"', "'": '"', "–": "-", "−": "-", "\u00a0": " ", "\u201a": ","}
)


def read_with_pandoc(text: str, form: str) -> dict[str, dict[str, Any]]:
    """The items of a bibliography, which is in a format that pandoc knows, by their keys."""
    items = json.loads(pypandoc.convert_text(text, "csljson", format=form))
    assert len({item["id"] for item in items}) == len(items)
    return {item["id"]: item for item in items}


def fold(value: Any) -> Any:
    """Text in which quotation marks, dashes and spaces are the plain ones, and italics go on."""
    if isinstance(value, str):
        return " ".join(value.translate(FOLDED).replace("</i><i>", "").split())
    if isinstance(value, Mapping):
        return {key: fold(inner) for key, inner in value.items()}
    if isinstance(value, Sequence):
        return [fold(inner) for inner in value]
    return value


def fold_names(names: Sequence[Mapping[str, str]]) -> list[tuple[str, str, str]]:
    """Names as what is before the comma, given names, and suffix: how readers divide these differs."""
    return [
        (
            fold(" ".join(filter(None, (_particle(name), name.get("literal") or name.get("family", ""))))),
            fold(name.get("given", "")),
            name.get("suffix", ""),
        )
        for name in names
    ]


def _particle(name: Mapping[str, str]) -> str:
    return name.get("non-dropping-particle") or name.get("dropping-particle") or ""


def drop_markup(title: str) -> str:
    """A title without the markup of CSL."""
    return re.sub(r"</?(?:i|sub|sup)>", "", title)
