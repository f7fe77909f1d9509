"""Facts with provenance: what a number is of, its condition, how it was won, and who says so."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import ClassVar, Literal, Self

from markupsafe import Markup
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from virtualissue.model.entities import Article, Family, Material
from virtualissue.model.entity import NOT_STATED, Entity, Ref
from virtualissue.quantities.amount import Amount, AmountError, Relation, parse_amount
from virtualissue.text.fields import PlainText, ProseText, RangeText, Record
from virtualissue.text.titles import Title, plain_title


class Quantity(Entity):
    """A kind of number: its unit, the conditions that each value must state, and what is plausible.

    `magnitude` says that panels show the order of magnitude of its values. `contributions` are the parts of a
    sample that a value may describe, such as bulk and total.
    """

    kind: ClassVar[str] = "quantity"
    name: PlainText
    symbol: PlainText | None = None
    unit: str = ""
    conditions: tuple[PlainText, ...] = ()
    scale: Literal["log", "linear"] = "linear"
    magnitude: bool = False
    contributions: tuple[PlainText, ...] = ()
    plausible: tuple[Decimal, Decimal]
    definition: ProseText

    @property
    def label(self) -> Title:
        """Its name."""
        return plain_title(self.name)


class FactSubject(Record):
    """What a fact is about: a material or a family of the issue, a class in words, or the collection."""

    material: Ref[Material] | None = None
    family: Ref[Family] | None = None
    phrase: PlainText | None = Field(None, alias="class")
    collection: PlainText | None = None
    composition: RangeText | None = None

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


class Statement(Record):
    """Where a value is stated: the source's name and the page."""

    source: PlainText
    page: int | None = Field(None, ge=1)


class Fact(Entity):
    """One number, stated once; everything that shows it draws from here.

    It has no `value` where its source states an order of magnitude without a number: on the order of mS/cm.
    """

    kind: ClassVar[str] = "fact"
    core: ClassVar[str] = "value"
    title: PlainText = Field(alias="label")
    of: FactSubject
    quantity: Ref[Quantity]
    value: str | int | tuple[str | int, str | int] | None = None
    relation: Relation = Relation.EQUAL
    unit: str = ""
    reference: str | None = None
    symbol: str | None = None
    uncertainty: str | None = None
    conditions: Mapping[str, PlainText] = {}
    status: Status
    contribution: PlainText | None = None
    articles: tuple[Ref[Article], ...] = ()
    stated: Statement
    note: ProseText | None = None

    @model_validator(mode="after")
    def _has_an_amount(self) -> Self:
        try:
            _ = self.amount
        except AmountError as error:
            raise PydanticCustomError("amount", "{text}", {"text": str(error)}) from None
        return self

    @cached_property
    def amount(self) -> Amount:
        """Its value with relation, unit and significant figures."""
        return parse_amount(
            self.value,
            relation=self.relation,
            unit=self.unit,
            uncertainty=self.uncertainty,
            reference=self.reference,
            symbol=self.symbol,
        )

    @property
    def terms(self) -> str:
        """Status, contribution and conditions in words; what the source does not state is said."""
        missing = [name for name, value in self.conditions.items() if value == NOT_STATED]
        said = [value for value in self.conditions.values() if value != NOT_STATED]
        known = self.status is not Status.NOT_STATED
        unsaid = " and ".join(missing if known else [*missing, "method"])
        parts = (self.status if known else "", self.contribution, *said, unsaid and f"{unsaid} {NOT_STATED}")
        return "; ".join(part for part in parts if part)

    @cached_property
    def html(self) -> Markup:
        """The amount, typeset, with its spoken form for screen readers."""
        return Markup(self.amount.markup)

    @property
    def label(self) -> Title:
        """A short noun phrase."""
        return plain_title(self.title)
