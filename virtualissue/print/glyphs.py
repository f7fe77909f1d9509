"""Documents for print -> mistakes: characters that no font can set, with the lines that hold them."""

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from virtualissue.diagnostics import ContentError, Diagnostic
from virtualissue.loader.positions import find_position
from virtualissue.model.issue import Issue
from virtualissue.print.inline import PrintData

# what of the data is heard, followed or drawn, but not set in type
UNSET = {"is", "id", "to", "href", "spoken", "alternative", "icon", "code", "colour"}
TAG = re.compile(r"<[^>]*>")


def check_glyphs(
    documents: Iterable[PrintData], settable: Collection[int], issue: Issue, content: Path
) -> None:
    """Raises `ContentError` where a document holds a character that cannot be set."""
    used = {sign for document in documents for text in _texts(document) for sign in text}
    missing = {sign for sign in used if ord(sign) not in settable}
    if missing:
        told = list(_find(missing, issue, content))
        raise ContentError(told or [Diagnostic("the command line", 0, 0, _message(sign)) for sign in missing])


def _texts(value: Any) -> Iterator[str]:
    """Every text of the data that is set in type, that of drawings too."""
    if isinstance(value, str):
        yield TAG.sub("", value) if value.startswith("<svg") else value
    elif isinstance(value, dict):
        yield from (text for key, inner in value.items() if key not in UNSET for text in _texts(inner))
    elif isinstance(value, list):
        yield from (text for inner in value for text in _texts(inner))


def _find(missing: set[str], issue: Issue, content: Path) -> Iterator[Diagnostic]:
    for thing in issue.things():
        source = (content.parent / thing.file).read_text(encoding="utf-8")
        fields = yaml.load(source, Loader=yaml.CBaseLoader)  # noqa: S506 (makes nothing but text, lists and mappings)
        for at, text in _fields(fields):
            for sign in sorted(missing & set(text)):
                place = find_position(source, at, text.index(sign))
                yield Diagnostic(thing.file, *place, _message(sign))


def _fields(value: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text of a file with its place in it."""
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _fields(inner, (*at, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _fields(inner, (*at, number))


def _message(sign: str) -> str:
    return f"{sign} (U+{ord(sign):04X}) cannot be printed: the font lacks it"
