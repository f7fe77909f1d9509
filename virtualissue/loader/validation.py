"""pydantic's errors -> messages in the words of an author."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import StringConstraints, ValidationError
from pydantic_core.core_schema import ErrorType

from virtualissue.authoring.content_schemas import ENTITIES
from virtualissue.authoring.explanations import find_example
from virtualissue.bibliography.identifiers import Doi, Issn, Orcid, Pmid
from virtualissue.diagnostics import suggest
from virtualissue.loader.slips import find_unspaced
from virtualissue.model.chart import ChartPlace
from virtualissue.model.entity import Entity
from virtualissue.model.structure import SiteLabel, Wyckoff
from virtualissue.text.fields import (
    ColorText,
    Language,
    LecturersOffer,
    Month,
    PlainText,
    Record,
    SiteAddress,
    Slug,
    SvgPath,
    Version,
    WebAddress,
    field_names,
)

FieldPath = tuple[str | int, ...]

# shape of a field -> what a text is not that lacks it, and how it is written
SHAPES: tuple[tuple[object, str], ...] = (
    (Slug, "not a slug (lowercase letters and digits, separated by single hyphens)"),
    (PlainText, "more than one line (write it in one)"),
    (ColorText, "not a color (write it as #1762b6)"),
    (SvgPath, "not an SVG path (commands and numbers, as in M2 2h20v20z)"),
    (Orcid, "not an ORCID iD (write it as 0000-0002-1825-0097)"),
    (Doi, "not a DOI (it begins with 10., as in 10.1000/182)"),
    (Issn, "not an ISSN (write it as 2049-3630)"),
    (Pmid, "not a PubMed number (it has up to nine digits)"),
    (Month, "not a month (write it as 2011-03)"),
    (WebAddress, "not an address (it begins with https:// and contains no spaces, quotes or brackets)"),
    (
        SiteAddress,
        (
            "not the address of a site "
            "(it begins with https:// and contains no spaces, quotes, brackets, ? or #)"
        ),
    ),
    (LecturersOffer, "not an e-mail address, not a web address, and not open"),
    (Language, "not a language (write it as en, en-US or zh-Hant)"),
    (Version, "not a version (letters and digits, separated by single dots, hyphens, underscores or +)"),
    (ChartPlace, "not a place (write it as a page, or as page#section)"),
    (SiteLabel, "not the label of a site (up to eight letters and digits, as in Li1)"),
    (Wyckoff, "not a Wyckoff position (write it as 24d)"),
)
# type of pydantic's error -> what should be there instead; the rest is in `_say`
WORDS: Mapping[str, str] = {
    "string_type": "should be text",
    "string_too_short": "is empty",
    "string_too_long": "is too long (at most {max_length} characters are allowed)",
    "tuple_type": "should be a list ([one, two], or a line with a hyphen for each)",
    "dict_type": "should be a mapping of fields (name: value)",
    "mapping_type": "should be a mapping of fields (name: value)",
    "model_type": "should be a mapping of fields (name: value)",
    "int_parsing": "{input} is not a whole number",
    "int_parsing_size": "{input} is too large",
    "int_type": "should be a whole number",
    "bool_parsing": "{input} is neither true nor false",
    "bool_type": "should be true or false",
    "decimal_parsing": "{input} is not a number",
    "decimal_type": "should be a number",
    "finite_number": "{input} cannot be compared with other numbers",
    "too_short": "is too short (it needs {min_length} or more)",
    "too_long": "is too long (at most {max_length} are allowed)",
    "greater_than": "{input} is too small (it must be more than {gt})",
    "greater_than_equal": "{input} is too small (the smallest value is {ge})",
    "less_than_equal": "{input} is too large (the largest value is {le})",
}
OTHERWISE = "{input} cannot be read here"
BUILT_IN = frozenset(get_args(ErrorType))  # all others are ours, and their messages are for authors
LONGEST_SHOWN = 80  # characters of a value in a message
MAPPINGS = ("dict_type", "mapping_type", "model_type")
OF_ANOTHER_SHAPE = (*MAPPINGS, "tuple_type", "string_type", "text", "too_short", "too_long")
HYPHEN = re.compile(r"-(?=[^\s-])")
QUOTED = re.compile("'([^']*)'")


@dataclass(frozen=True)
class ValidationMessage:
    """What is wrong at a path of a record, at an offset inside its text or (`of_key`) with its key.

    The example is YAML that would be right there.
    """

    at: FieldPath
    message: str
    offset: int | None = None
    of_key: bool = False
    example: str = ""


def find_messages(kind: type[Record], error: ValidationError) -> Iterator[ValidationMessage]:
    """Everything that is wrong with one record, each mistake once.

    Where a value fits no branch of a union, the last branch speaks, or whatever is wrong inside it.
    """
    details = {
        _path(detail["loc"], detail["type"]): dict(detail) for detail in error.errors(include_url=False)
    }
    above = {at[:steps] for at in details for steps in range(1, len(at))}
    for at, detail in details.items():
        if at not in above:
            yield from _describe(kind, at, detail)


def _path(loc: FieldPath, kind: str) -> FieldPath:
    """Pydantic names the branch of a union in the path, and says at its end that a key is meant."""
    if kind == "extra_forbidden":  # the name that its author gave to a field
        return loc
    return tuple(step for step in loc if isinstance(step, int) or not (step in ("str", "int") or "[" in step))


def _describe(kind: type[Record], at: FieldPath, detail: Mapping[str, Any]) -> Iterator[ValidationMessage]:
    if detail["type"] == "field":
        for offset, message in detail["ctx"]["problems"]:
            yield ValidationMessage(at, f"{name_place(at)}: {message}", offset)
    elif detail["type"] == "extra_forbidden":
        known = sorted(_fields(_inner(kind, at[:-1])))
        message = f"no field {at[-1]} here ({suggest(str(at[-1]), known)})"
        if at[-1] in known:  # two names of one field are given
            message = f"{at[-1]} is another name for a field that is given already: delete one of them"
        yield ValidationMessage(at, message, of_key=True)
    elif detail["type"] == "missing":
        yield ValidationMessage(
            at[:-1], f"the field {name_place(at)} is missing", example=_show_example(kind, at)
        )
    elif detail["type"] == "amount":
        yield ValidationMessage((*at, detail["ctx"].get("field", "value")), _say(detail))
    else:
        message = f"{name_place(at)}: {_say(detail)}" if at else _say(detail)
        of_key, example = detail["loc"][-1:] == ("[key]",), ""
        if detail["type"] in OF_ANOTHER_SHAPE:
            example = _show_example(kind, at)
        yield ValidationMessage(at, message, of_key=of_key, example=example)


def _show_example(kind: type[Record], at: FieldPath) -> str:
    """The field at a path of a file as it may be written."""
    return find_example(kind.kind, at) if issubclass(kind, Entity) and kind.kind in ENTITIES else ""


def _say(detail: Mapping[str, Any]) -> str:
    kind, value, context = detail["type"], detail["input"], detail.get("ctx", {})
    if value in ("", []):
        return "is empty"
    if kind == "string_pattern_mismatch":
        shapes = (what for shape, what in SHAPES if _pattern(shape) == context["pattern"])
        return f"{_show(value)} is {next(shapes, 'not written as it should be')}"
    if kind in ("enum", "literal_error"):
        known = QUOTED.findall(context["expected"])
        return f"{_show(value)} is not possible here ({suggest(str(value), known)})"
    if kind not in BUILT_IN:
        return str(detail["msg"])
    return WORDS.get(kind, OTHERWISE).format(input=_show(value), **context) + _unspaced(kind, value)


def _show(value: object) -> str:
    """A value in a message: in one line, cut where it is long."""
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "a mapping"
    line = " ".join(str(value).split())
    return line if len(line) <= LONGEST_SHOWN else f"{line[:LONGEST_SHOWN]} …"


def _unspaced(kind: str, value: object) -> str:
    """A hint where the space behind a colon or a hyphen is missing, without which YAML reads text."""
    if isinstance(value, str) and kind == "tuple_type" and HYPHEN.match(value):
        return "; a space is missing after the hyphen"
    name = find_unspaced(value) if isinstance(value, str) and kind in MAPPINGS else ""
    return f"; a space is missing after {name}:" if name else ""


def _pattern(shape: Any) -> object:
    return next(part.pattern for part in get_args(shape) if isinstance(part, StringConstraints))


def name_place(at: FieldPath) -> str:
    """`read_first` 1 `article` as an author would say it: read_first[2].article, counted from 1."""
    return "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in at).removeprefix(".")


# --- the known fields --------------------------------------------------------------------------------------


def _fields(kind: type[Record]) -> dict[str, Any]:
    """The fields of a record as an author names them, each with its type."""
    return {
        called: field.annotation
        for name, field in kind.model_fields.items()
        if name not in Entity.model_fields and not field.exclude
        for called in field_names(name, field)
    }


def _inner(kind: type[Record], at: FieldPath) -> type[Record]:
    """The kind of record at a path of another: numbers and keys of mappings lead no deeper."""
    for step in at:
        kind = next(_records(_fields(kind).get(str(step))), kind)
    return kind


def _records(annotation: Any) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for inner in get_args(annotation):
        yield from _records(inner)
