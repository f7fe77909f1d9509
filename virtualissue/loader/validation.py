"""pydantic's errors -> complaints in the words of an author: the only file that knows them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import StringConstraints, ValidationError

from virtualissue.diagnostics import suggest
from virtualissue.model.chart import Place
from virtualissue.model.entity import Entity
from virtualissue.text.fields import (
    ColorText,
    Doi,
    Month,
    Orcid,
    Pages,
    PlainText,
    Record,
    Slug,
    SvgPath,
    WebAddress,
)

At = tuple[str | int, ...]

# shape of a field -> what a text is not that lacks it, and how it is written
SHAPES: tuple[tuple[object, str], ...] = (
    (Slug, "no slug (lower-case letters and digits, parted by single hyphens)"),
    (PlainText, "more than one line (write it in one)"),
    (ColorText, "no color (write it as #1762b6)"),
    (SvgPath, "no path of an SVG (commands and numbers, as in M2 2h20v20z)"),
    (Orcid, "no ORCID (write it as 0000-0002-1825-0097)"),
    (Doi, "no DOI (it begins with 10., as in 10.1000/182)"),
    (Pages, "no page and no range of pages (write it as 17, A7 or 17-24, with a hyphen)"),
    (Month, "no month (write it as 2011-03)"),
    (WebAddress, "no address (it begins with https://)"),
    (Place, "no place (write it as a page, or as page#section)"),
)
# type of pydantic's error -> what should be there instead; the rest is in `_say`
WORDS: Mapping[str, str] = {
    "string_type": "should be text",
    "text": "should be text",
    "tuple_type": "should be a list ([one, two], or a line with a hyphen for each)",
    "dict_type": "should be a mapping of fields (name: value)",
    "model_type": "should be a mapping of fields (name: value)",
    "int_parsing": "{input} is no whole number",
    "int_type": "should be a whole number",
    "bool_parsing": "{input} is neither true nor false",
    "date_from_datetime_parsing": "{input} is no date (write it as 2015-02-28)",
    "decimal_parsing": "{input} is no number",
    "too_short": "is too short (it needs {min_length} or more)",
    "too_long": "is too long (it takes {max_length})",
    "greater_than_equal": "{input} is too small (it begins at {ge})",
    "less_than_equal": "{input} is too large (it ends at {le})",
}
QUOTED = re.compile("'([^']*)'")


@dataclass(frozen=True)
class ValidationMessage:
    """What is wrong at a path of a record, at an offset inside its text or (`of_key`) with its key."""

    at: At
    message: str
    offset: int | None = None
    of_key: bool = False


def find_messages(kind: type[Record], error: ValidationError) -> Iterator[ValidationMessage]:
    """Everything that is wrong with one record, each thing once.

    Where a value fits no branch of a union, the last branch speaks, or whatever is wrong inside it.
    """
    details = {_path(detail["loc"]): dict(detail) for detail in error.errors(include_url=False)}
    for at, detail in details.items():
        if not any(len(other) > len(at) > 0 and other[: len(at)] == at for other in details):
            yield from _complain(kind, at, detail)


def _path(loc: At) -> At:
    """Pydantic names the branch of a union in the path; no field of ours is called so."""
    return tuple(step for step in loc if isinstance(step, int) or not (step in ("str", "int") or "[" in step))


def _complain(kind: type[Record], at: At, detail: Mapping[str, Any]) -> Iterator[ValidationMessage]:
    if detail["type"] == "field":
        for offset, message in detail["ctx"]["problems"]:
            yield ValidationMessage(at, f"{_name(at)}: {message}", offset)
    elif detail["type"] == "extra_forbidden":
        message = f"no field {at[-1]} here ({suggest(str(at[-1]), sorted(_fields(_inner(kind, at[:-1]))))})"
        yield ValidationMessage(at, message, of_key=True)
    elif detail["type"] == "missing":
        yield ValidationMessage(at[:-1], f"the field {_name(at)} is missing")
    elif detail["type"] == "amount":
        yield ValidationMessage((*at, "value"), _say(detail))
    else:
        yield ValidationMessage(at, f"{_name(at)}: {_say(detail)}" if at else _say(detail))


def _say(detail: Mapping[str, Any]) -> str:
    kind, value, context = detail["type"], detail["input"], detail.get("ctx", {})
    if value in ("", []):
        return "is empty"
    if kind == "string_pattern_mismatch":
        what = next(what for shape, what in SHAPES if _pattern(shape) == context["pattern"])
        return f"{' '.join(value.split())} is {what}"
    if kind in ("enum", "literal_error"):
        return f"no {value} here ({suggest(str(value), QUOTED.findall(context['expected']))})"
    return WORDS[kind].format(input=value, **context) if kind in WORDS else str(detail["msg"])


def _pattern(shape: Any) -> object:
    return next(part.pattern for part in get_args(shape) if isinstance(part, StringConstraints))


def _name(at: At) -> str:
    """`read_first` 1 `article` as an author would say it: read_first[2].article, counted from 1."""
    return "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in at).removeprefix(".")


# --- the fields that there are -----------------------------------------------------------------------------


def _fields(kind: type[Record]) -> dict[str, Any]:
    """The fields of a record as an author names them, each with its type."""
    fields = {field.alias or name: field.annotation for name, field in kind.model_fields.items()}
    return {name: annotation for name, annotation in fields.items() if name not in Entity.model_fields}


def _inner(kind: type[Record], at: At) -> type[Record]:
    """The kind of record at a path of another: numbers and keys of mappings lead no deeper."""
    for step in at:
        kind = next(_records(_fields(kind).get(str(step))), kind)
    return kind


def _records(annotation: Any) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for inner in get_args(annotation):
        yield from _records(inner)
