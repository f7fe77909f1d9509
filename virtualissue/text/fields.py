"""Frozen records and the field types of content: text that is read once into something richer.

A field of prose, a formula or a title is written as text and held parsed; what is wrong in it is reported
with the offset in the field, which the reader of files turns into line and column.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    AliasChoices,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainValidator,
    PrivateAttr,
    StringConstraints,
    ValidationInfo,
)
from pydantic.errors import PydanticInvalidForJsonSchema
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import with_info_plain_validator_function

from virtualissue.chemistry.formula import Formula, FormulaError
from virtualissue.chemistry.parser import parse_formula, parse_range
from virtualissue.text.mathematics.tree import MathematicsError
from virtualissue.text.parser import ProseError, Vocabulary, parse_prose
from virtualissue.text.prose import Prose
from virtualissue.text.titles import Title, parse_title
from virtualissue.words import WORDS, Words

FORM = "x-form"  # the key under which a JSON Schema holds what a text is


@dataclass(frozen=True)
class Written:
    """How the text of a type is written: what it is, an example and, if it is simple, a pattern or choices.

    `limits` are those of a text that YAML takes for a number, such as a year. JSON Schemas, the reference of
    all fields and the hints beside mistakes take it from here.
    """

    form: str
    example: str
    pattern: str = ""
    choices: tuple[str, ...] = ()
    limits: tuple[int, ...] = ()

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """What pydantic knows of the type, and what is said here; of a type of our own it knows nothing."""
        try:
            known = handler(schema)
        except PydanticInvalidForJsonSchema:
            known = {"type": "string"}
        ends = dict(zip(("minimum", "maximum"), self.limits, strict=False))
        said = {"pattern": self.pattern, "enum": list(self.choices), **ends}
        return {
            **known,
            **{key: value for key, value in said.items() if value},
            FORM: self.form,
            "examples": [self.example],
        }


Slug = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80),
    Written("a slug", "blue-glass"),
]
# A citation, a formula, mathematics or strong text, as prose has them.
_PROSE_MARK = re.compile(r"\[@[^\]\n]+\]|`[^`\n]+`|\$(?! )[^$\n]+(?<! )\$|(?<!\w)\*\*[^*\n]+\*\*(?!\w)")


def _refuse_marks(text: str) -> str:
    """The text, where it has no marks of prose, which would be shown as they are typed."""
    if mark := _PROSE_MARK.search(text):
        message = "{mark} would be shown as it is typed: this field is plain text (write words alone)"
        raise PydanticCustomError("plain_text", message, {"mark": mark.group()})
    return text


PlainText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, pattern=r"^[^\n]*$"),
    AfterValidator(_refuse_marks),
    Written("text in one line", "One line of text"),
]
ColorText = Annotated[
    str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$"), Written("a color: # and six digits", "#1762b6")
]
SvgPath = Annotated[
    str,
    StringConstraints(pattern=r"^[MmLlHhVvCcSsQqTtAaZz0-9 ,.\-]+$"),
    Written("the path of an SVG: commands and numbers", "M2 2h20v20z"),
]
Month = Annotated[
    str,
    StringConstraints(pattern=r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$"),
    Written("a month", "2011-03"),
]
# No character that ends an HTML attribute, or that a browser would silently change.
_HOST = r"https?://[\w-]+(\.[\w-]+)*(:[0-9]{1,5})?"
_ADDRESS = rf"""{_HOST}([/?#][^\s"'<>\\^`{{|}}]*)?"""
WebAddress = Annotated[
    str,
    StringConstraints(pattern=f"^({_ADDRESS})?$"),
    Written("a web address", "https://example.org/"),
]
# The root of a site: the addresses of its pages are added to it.
SiteAddress = Annotated[
    str,
    StringConstraints(pattern=rf"""^({_HOST}(/[^\s"'<>\\^`{{|}}?#]*)?)?$"""),
    Written("a web address", "https://example.org/"),
]
# An e-mail address, a web address, or the word open.
LecturersOffer = Annotated[
    str,
    StringConstraints(pattern=rf"^(open|[\w.+-]+@[\w-]+(\.[\w-]+)+|{_ADDRESS})?$"),
    Written("an e-mail address, a web address, or open", "doe@example.org"),
]
# What BCP 47 lets a language be called, without its rarer parts: language, script, region.
Language = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$"),
    Written("the code of a language", "en"),
]
Version = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9A-Za-z]+([.+_-][0-9A-Za-z]+)*$", max_length=40),
    Written("a version", "1.0.0"),
]


def _read_day(value: Any) -> date:
    """A day as it is written, and nothing else: pydantic would take a number for a time of Unix."""
    if not isinstance(value, str):
        raise PydanticCustomError("date", "should be a date, such as 2015-02-28")
    try:
        day = date.fromisoformat(value) if DAY.fullmatch(value) else None
    except ValueError:
        day = None
    if day is None:
        raise PydanticCustomError("date", "{day} is not a date (write it as 2015-02-28)", {"day": value[:40]})
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        years = f"from {FIRST_YEAR} to {LAST_YEAR}"
        raise PydanticCustomError(
            "date", "{day} is not within the years {years}", {"day": value, "years": years}
        )
    return day


DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
FIRST_YEAR, LAST_YEAR = 1900, 2100
A_DAY = r"^(19[0-9]{2}|20[0-9]{2}|2100)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
Day = Annotated[date, PlainValidator(_read_day), Written("a day", "2015-02-28", A_DAY)]


def _problem(problems: list[tuple[int, str]]) -> PydanticCustomError:
    """What is wrong inside one field, with the offsets that the reader turns into lines and columns."""
    return PydanticCustomError("field", "{text}", {"text": problems[0][1], "problems": problems})


@dataclass(frozen=True)
class TextField:
    """Makes pydantic read a field with a function alone; a schema of its result would not be used."""

    read: Callable[[Any, ValidationInfo], Any]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The function, and nothing about its result."""
        return with_info_plain_validator_function(self.read)


def _text_field(parse: Callable[[str, ValidationInfo], Any]) -> TextField:
    """A validator for a field that is written as text and held as something richer."""

    def validate(value: Any, info: ValidationInfo) -> Any:
        if not isinstance(value, str) or not value.strip():
            raise PydanticCustomError("text", "should be text")
        try:
            return parse(value, info)
        except ProseError as error:
            raise _problem(list(error.problems)) from None
        except (FormulaError, MathematicsError) as error:
            raise _problem([(error.column, error.message)]) from None

    return TextField(validate)


def _vocabulary(info: ValidationInfo) -> Vocabulary:
    return info.context if isinstance(info.context, Vocabulary) else Vocabulary()


def _read_prose(value: str, info: ValidationInfo) -> Prose:
    return parse_prose(value, _vocabulary(info))


def _read_formula(value: str, info: ValidationInfo) -> Formula:
    vocabulary = _vocabulary(info)
    return parse_formula(value, vocabulary.placeholders, vocabulary.words)


def _read_range(value: str, info: ValidationInfo) -> Formula:
    return parse_range(value, _vocabulary(info).words)


def _read_title(value: str, info: ValidationInfo, *, verbatim: bool = False) -> Title:
    typeset = info.data.get("typeset") or Typeset()
    vocabulary = _vocabulary(info)
    title = parse_title(
        " ".join(value.split()),
        notation=vocabulary.notation,
        placeholders=vocabulary.placeholders,
        formulas=typeset.formulas,
        space_groups=typeset.space_groups,
        words=typeset.words,
    )
    return title.in_language(vocabulary.words, verbatim=verbatim)


NOT_EMPTY = r"\S"
ProseText = Annotated[
    Prose,
    _text_field(_read_prose),
    Written("prose: paragraphs and lists, with marks", "Known *since* 2011 [@doe-2011].", NOT_EMPTY),
]
FormulaText = Annotated[
    Formula, _text_field(_read_formula), Written("a chemical formula", "Fe2O3", NOT_EMPTY)
]
RangeText = Annotated[
    Formula, _text_field(_read_range), Written("a value or a range", "0 <= x <= 1", NOT_EMPTY)
]
TITLE = Written("a title", "Blue glass", NOT_EMPTY)
TitleText = Annotated[Title, _text_field(_read_title), TITLE]
# The title of a work is shown as it was printed: its numbers keep their decimal point in every language.
WorkTitleText = Annotated[Title, _text_field(partial(_read_title, verbatim=True)), TITLE]


@dataclass(frozen=True)
class ReadAs:
    """Makes pydantic read a field by the rules of another type, which end in the type of the field."""

    rules: Any

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The schema of the other type."""
        return handler.generate_schema(self.rules)


def find_form(value: Any) -> str:
    """The branch of a field that is written as text or as a mapping; brackets keep it out of messages."""
    return "[mapping]" if isinstance(value, dict) else "[text]"


class Record(BaseModel):
    """A frozen record that refuses what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)

    def prose(self, at: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Prose]]:
        """Every field of prose in it, those of inner records too, with its place in the file."""
        for name, field in type(self).model_fields.items():
            yield from _prose_in(getattr(self, name), (*at, field_names(name, field)[0]))


class WordedRecord(Record):
    """A record that keeps the words of the language of its issue, in which its values are set and said."""

    _words: Words = PrivateAttr(default_factory=lambda: WORDS)  # a default would be copied for each record

    def model_post_init(self, context: Any, /) -> None:
        """Takes the words from what the record is read with."""
        if isinstance(context, Vocabulary):
            self._words = context.words


def _prose_in(value: Any, at: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Prose]]:
    if isinstance(value, Prose):
        yield at, value
    elif isinstance(value, Record):
        yield from value.prose(at)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _prose_in(item, (*at, number))


def field_names(name: str, field: FieldInfo) -> tuple[str, ...]:
    """The names under which content may give a field."""
    if isinstance(field.validation_alias, AliasChoices):
        return tuple(str(choice) for choice in field.validation_alias.choices)
    return (field.alias or name,)


class Typeset(Record):
    """How to set the pieces of a title that cannot be distinguished from words."""

    formulas: Mapping[str, str] = Field(
        default={},
        description="Pieces of the title that are formulas, each with its notation, as in Na+: Na^+.",
    )
    space_groups: tuple[str, ...] = Field(
        default=(), description="Pieces of the title that are space groups.", examples=[["Pm-3m"]]
    )
    words: tuple[str, ...] = Field(
        default=(),
        description="Pieces of the title that look like formulas and are words.",
        examples=[["B2B"]],
    )
