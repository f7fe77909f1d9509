"""Facts with provenance: what a number is of, its condition, how it was obtained, and its source."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal, Self, TypeVar

from markupsafe import Markup, escape
from pydantic import Field, PlainValidator, ValidationError, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from virtualissue.bibliography.pages import SinglePage
from virtualissue.model.entities import Article, Family, Material
from virtualissue.model.entity import NOT_STATED, Entity, Ref
from virtualissue.quantities.amount import Amount
from virtualissue.quantities.amount_parser import NUMBER, parse_amount
from virtualissue.quantities.typesetting import Relation
from virtualissue.quantities.units import AmountError, DeclaredUnit, UnitOfIssue
from virtualissue.text.fields import PlainText, ProseText, RangeText, Record, WordedRecord, Written
from virtualissue.text.parser import Vocabulary
from virtualissue.text.titles import Title, plain_title
from virtualissue.words import Words


def require_amount(read: Callable[[], Amount]) -> None:
    """Raises `PydanticCustomError`, which names the field at fault, where an amount cannot be read."""
    try:
        read()
    except AmountError as error:
        details = {"text": str(error), "field": error.field}
        raise PydanticCustomError("amount", "{text}", details) from None


TermT = TypeVar("TermT")


class UnitDeclaration(Record):
    """A unit that the issue declares, by its symbol; one without a size measures something of its own."""

    name: PlainText = Field(
        default="", description="What the unit is called, as in international unit.", examples=["event"]
    )
    plural: PlainText = Field(default="", description="What several of it are called.", examples=["events"])
    size: PlainText | None = Field(
        default=None,
        alias="is",
        description="What one of it is of a known unit, or as a pure number.",
        examples=["133.322 Pa"],
    )

    @model_validator(mode="after")
    def _has_a_size(self) -> Self:
        if self.size is not None and self._read_size() is None:
            raise PydanticCustomError(
                "unit",
                "'{size}' is not a number with a unit (write it as 133.322 Pa, or 1e-9)",
                {"size": self.size},
            )
        return self

    def _read_size(self) -> tuple[Decimal, str] | None:
        number, _, unit = (self.size or "").partition(" ")
        try:
            amount = parse_amount(number)
        except AmountError:
            return None
        return (amount.low, unit.strip()) if amount.low > 0 and not amount.parts else None

    def declare(self, symbol: str) -> DeclaredUnit:
        """What units are read with."""
        size, unit = self._read_size() or (None, "")
        return DeclaredUnit(symbol, self.name, self.plural, size, unit)


@dataclass(frozen=True)
class IssueVocabulary(Vocabulary):
    """What the text of one issue may take for granted, and the units that it declares."""

    units: Mapping[str, DeclaredUnit] = field(default_factory=dict)


def declare_units(raw: object) -> Mapping[str, DeclaredUnit]:
    """The units in the field `units` of issue.yml; one declared wrongly measures something of its own."""
    return (
        {str(symbol): _declare(str(symbol), form) for symbol, form in raw.items()}
        if isinstance(raw, dict)
        else {}
    )


def _declare(symbol: str, form: object) -> DeclaredUnit:
    try:
        return UnitDeclaration.model_validate(form).declare(symbol)
    except ValidationError:
        return DeclaredUnit(symbol)


def _read_unit(value: Any, info: ValidationInfo) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("text", "should be text")
    declared = info.context.units if isinstance(info.context, IssueVocabulary) else {}
    return UnitOfIssue(value, declared) if declared else value


UnitText = Annotated[str, PlainValidator(_read_unit), Written("a unit", "mS/cm", "^.{0,60}$")]
NumberText = Annotated[str, Written("a number", "2.5e-3", rf"^\s*{NUMBER}\s*$")]
ValueText = Annotated[str, Written("a number or a ratio", "2.5e-3", rf"^\s*{NUMBER}(\s*:\s*{NUMBER})?\s*$")]


class Quantity(Entity):
    """A kind of number: its unit, the conditions that each value must state, and what is plausible.

    `magnitude` says that panels show the order of magnitude of its values. `contributions` are the parts of a
    sample that a value may describe, such as bulk and total.
    """

    kind: ClassVar[str] = "quantity"
    name: PlainText = Field(description="The name of the quantity.")
    symbol: PlainText | None = Field(default=None, description="Its symbol.")
    unit: UnitText = Field(
        default="", description="The unit in which its values are compared; a pure number has none."
    )
    conditions: tuple[PlainText, ...] = Field(
        default=(), description="The conditions that each of its values must state."
    )
    scale: Literal["log", "linear"] = Field(
        default="linear", description="Whether charts show it on a logarithmic or a linear axis."
    )
    magnitude: bool = Field(
        default=False, description="Whether panels show the order of magnitude of its values."
    )
    contributions: tuple[PlainText, ...] = Field(
        default=(), description="The parts of a sample that a value may describe, such as bulk and total."
    )
    plausible: tuple[Decimal, Decimal] | None = Field(
        default=None, description="The lowest and the highest plausible value, in its unit."
    )
    definition: ProseText | None = Field(default=None, description="What the quantity is.")

    @property
    def label(self) -> Title:
        """Its name."""
        return plain_title(self.name)


class FactSubject(Record):
    """What a fact is about: a material or a family of the issue, a class in words, or the collection."""

    material: Ref[Material] | None = Field(default=None, description="The material that the value is of.")
    family: Ref[Family] | None = Field(default=None, description="The family that the value is of.")
    phrase: PlainText | None = Field(
        None,
        alias="class",
        description="What the value is of, in words, where that is neither a material nor a whole family.",
    )
    collection: PlainText | None = Field(
        default=None, description="What is counted, where the value is about the collection itself."
    )
    composition: RangeText | None = Field(
        default=None, description="The composition for which it holds, as in x = 0.4."
    )

    @model_validator(mode="after")
    def _is_about_something(self) -> Self:
        if not (self.material or self.family or self.phrase or self.collection):
            raise PydanticCustomError("subject", "needs one of material, family, class, collection")
        return self


class Status(StrEnum):
    """How a value came about."""

    MEASURED = "measured"
    COMPUTED = "computed"
    PREDICTED = "predicted"
    COUNTED = "counted"
    CHOSEN = "chosen"
    NOT_STATED = NOT_STATED


def name_conditions(fact: "Fact", words: Words) -> list[tuple[str, Markup]]:
    """Each condition with its value in words, as text and as HTML."""
    unstated = words["not_stated"], words.not_stated
    values = (
        (name, *(unstated if value == NOT_STATED else (value, escape(value))))
        for name, value in fact.conditions.items()
    )
    return [(f"{name}: {text}", Markup("{}: {}").format(name, html)) for name, text, html in values]


STATUS_WORDS = {
    Status.MEASURED: "measured",
    Status.COMPUTED: "computed",
    Status.PREDICTED: "predicted",
    Status.COUNTED: "counted_value",
    Status.CHOSEN: "chosen",
    Status.NOT_STATED: "not_stated",
}


class Statement(Record):
    """Where a value is stated: the source's name and the page."""

    source: PlainText = Field(
        description="Who states it: editorial, or the slug of an article.", examples=["editorial"]
    )
    page: SinglePage | None = Field(
        None, description="The page on which it is stated, as printed: 17, S12, xi."
    )


class Fact(Entity, WordedRecord):
    """One number, stated once; everything that shows it draws from here.

    It has no `value` where its source states an order of magnitude without a number: on the order of mS/cm.
    """

    kind: ClassVar[str] = "fact"
    core: ClassVar[str] = "value"
    title: PlainText = Field(alias="label", description="What is stated, as a short noun phrase.")
    of: FactSubject = Field(description="What the value is of.")
    quantity: Ref[Quantity] = Field(description="The quantity that it is a value of.")
    value: ValueText | int | tuple[ValueText | int, ValueText | int] | None = Field(
        default=None,
        description='The number, the two ends of a range, or a ratio as in "1:3"; in quotes it keeps its '
        "significant figures.",
        examples=["2.5e-3"],
    )
    relation: Relation = Field(
        default=Relation.EQUAL,
        description="The relation of the number to the actual value: equal, about, over, at most, order, ...",
    )
    unit: UnitText = Field(default="", description="The unit as stated.")
    reference: str | None = Field(
        default=None, description="What a potential is measured against, as in Li/Li^+.", examples=["Li/Li^+"]
    )
    symbol: str | None = Field(
        default=None, description="The variable that takes the value, as in x.", examples=["x"]
    )
    uncertainty: str | int | tuple[str | int, str | int] | None = Field(
        default=None,
        description="The number after the sign ±, or both with their signs where they differ, as in "
        "[+0.3, -0.2].",
        examples=["0.3"],
    )
    confidence: Decimal | None = Field(
        default=None,
        description="The level of confidence of a limit, a range or an uncertainty, in percent.",
        examples=[95],
    )
    conditions: Mapping[str, PlainText] = Field(
        default={},
        description="The conditions under which it holds, by name; not stated where the source gives none.",
    )
    status: Status = Field(
        default=Status.NOT_STATED,
        description="How it was obtained: measured, computed, predicted, counted, chosen, or not stated.",
    )
    contribution: PlainText | None = Field(
        default=None, description="The part of a sample that it describes, one of those of its quantity."
    )
    articles: tuple[Ref[Article], ...] = Field(default=(), description="The articles that it rests on.")
    stated: Statement = Field(description="Where it is stated.")
    note: ProseText | None = Field(default=None, description="What must be kept in mind with it.")

    @model_validator(mode="after")
    def _has_an_amount(self) -> Self:
        require_amount(lambda: self.amount)
        return self

    @cached_property
    def amount(self) -> Amount:
        """Its value with relation, unit and significant figures."""
        amount = parse_amount(
            self.value,
            relation=self.relation,
            unit=self.unit,
            uncertainty=self.uncertainty,
            reference=self.reference,
            symbol=self.symbol,
        )
        return replace(amount, confidence=self.confidence, words=self._words)

    def tell_terms(self, words: Words) -> str:
        """Status, contribution and conditions in words; what the source does not state is said."""
        return "; ".join(self.list_terms(words, words.text))

    def list_terms(self, words: Words, say: Callable[..., TermT]) -> Iterator[TermT | str]:
        """The same one by one; `say` sets a fixed word, as text or HTML, in a drawing or in print."""
        missing = [name for name, value in self.conditions.items() if value == NOT_STATED]
        said = [value for value in self.conditions.values() if value != NOT_STATED]
        known = self.status is not Status.NOT_STATED
        unsaid = words.listed(missing if known else [*missing, words["method"]])
        left = [say("what_not_stated", what=unsaid)] if unsaid else []
        status = [say(STATUS_WORDS[self.status])] if known else []
        return (part for part in (*status, self.contribution, *said, *left) if part)

    @cached_property
    def html(self) -> Markup:
        """The amount, typeset, with its spoken form for screen readers."""
        return Markup(self.amount.markup)

    @property
    def label(self) -> Title:
        """A short noun phrase."""
        return plain_title(self.title)
