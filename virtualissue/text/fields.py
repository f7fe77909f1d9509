"""Frozen records and the field types of content: text that is read once into something richer.

A field of prose, a formula or a title is written as text and held parsed; what is wrong in it is reported
with the offset in the field, which the reader of files turns into line and column.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    ConfigDict,
    PlainValidator,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from virtualissue.chemistry.parser import Formula, FormulaError, parse_formula, parse_range
from virtualissue.text.parser import ProseError, Vocabulary, parse_prose
from virtualissue.text.prose import Prose
from virtualissue.text.titles import Title, parse_title

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
PlainText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, pattern=r"^[^\n]*$")]
ColorText = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
SvgPath = Annotated[str, StringConstraints(pattern=r"^[MmLlHhVvCcSsQqTtAaZz0-9 ,.\-]+$")]
Orcid = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$")]
Doi = Annotated[str, StringConstraints(pattern=r"^10\.\d{4,9}/\S+$")]
Pages = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]?\d+(-[A-Za-z]?\d+)?$")]
Month = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}$")]
WebAddress = Annotated[str, StringConstraints(pattern=r"^(https?://\S+)?$")]


def _problem(problems: list[tuple[int, str]]) -> PydanticCustomError:
    """What is wrong inside one field, with the offsets that the reader turns into lines and columns."""
    return PydanticCustomError("field", "{text}", {"text": problems[0][1], "problems": problems})


def _text_field(parse: Callable[[str, ValidationInfo], Any]) -> PlainValidator:
    """A validator for a field that is written as text and held as something richer."""

    def validate(value: Any, info: ValidationInfo) -> Any:
        if not isinstance(value, str) or not value.strip():
            raise PydanticCustomError("text", "should be text")
        try:
            return parse(value, info)
        except ProseError as error:
            raise _problem(list(error.problems)) from None
        except FormulaError as error:
            raise _problem([(error.column, error.message)]) from None

    return PlainValidator(validate)


def _vocabulary(info: ValidationInfo) -> Vocabulary:
    return info.context if isinstance(info.context, Vocabulary) else Vocabulary()


def _read_prose(value: str, info: ValidationInfo) -> Prose:
    return parse_prose(value, _vocabulary(info))


def _read_formula(value: str, info: ValidationInfo) -> Formula:
    return parse_formula(value, _vocabulary(info).placeholders)


def _read_range(value: str, _: ValidationInfo) -> Formula:
    return parse_range(value)


def _read_title(value: str, info: ValidationInfo) -> Title:
    typeset = info.data.get("typeset") or Typeset()
    return parse_title(
        " ".join(value.split()),
        placeholders=_vocabulary(info).placeholders,
        formulas=typeset.formulas,
        space_groups=typeset.space_groups,
        words=typeset.words,
    )


_TEXT = WithJsonSchema({"type": "string"})
ProseText = Annotated[Prose, _text_field(_read_prose), _TEXT]
FormulaText = Annotated[Formula, _text_field(_read_formula), _TEXT]
RangeText = Annotated[Formula, _text_field(_read_range), _TEXT]
TitleText = Annotated[Title, _text_field(_read_title), _TEXT]


class Record(BaseModel):
    """A frozen record that refuses what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    def prose(self, at: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Prose]]:
        """Every field of prose in it, those of inner records too, with its place in the file."""
        for name, field in type(self).model_fields.items():
            yield from _prose_in(getattr(self, name), (*at, field.alias or name))


def _prose_in(value: Any, at: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Prose]]:
    if isinstance(value, Prose):
        yield at, value
    elif isinstance(value, Record):
        yield from value.prose(at)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _prose_in(item, (*at, number))


class Typeset(Record):
    """How the pieces of a title that cannot be told from words are to be set."""

    formulas: Mapping[str, str] = {}
    space_groups: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
