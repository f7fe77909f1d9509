"""The nouns of teaching: goals, plans, guides to figures, questions, and problems with computed answers."""

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, Literal, Self

from markupsafe import Markup, escape
from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from virtualissue.model.entities import Family
from virtualissue.model.entity import Entity, Ref
from virtualissue.model.fact import Fact
from virtualissue.quantities.amount import Amount, AmountError, parse_amount
from virtualissue.text.fields import FormulaText, PlainText, ProseText, Record, TitleText

Variable = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]
PointerText = Annotated[str, StringConstraints(pattern=r"^[a-z]+:[a-z0-9-]+$")]


class Course(Entity):
    """content/course.yml: what the course is for, in which order, and under which terms it may be used."""

    kind: ClassVar[str] = "course"
    title: TitleText
    lead: ProseText
    goals: tuple[ProseText, ...] = Field(min_length=1)
    licence: ProseText
    plans: tuple[Ref["ReadingPlan"], ...] = ()
    guides: tuple[Ref["Guide"], ...] = ()
    questions: tuple[Ref["Question"], ...] = ()
    problems: tuple[Ref["Problem"], ...] = ()

    @property
    def label(self) -> Markup:
        """Its title."""
        return self.title.markup


class PlanStep(Record):
    """A step of a plan: what to read (`kind:slug`), for how long, why, and what to do with it."""

    read: tuple[PointerText, ...] = ()
    minutes: int = Field(ge=1, le=600)
    why: ProseText
    task: ProseText


class ReadingPlan(Entity):
    """A reading plan."""

    kind: ClassVar[str] = "plan"
    title: TitleText
    gist: ProseText
    steps: tuple[PlanStep, ...] = Field(min_length=1)

    @property
    def label(self) -> Markup:
        """Its title."""
        return self.title.markup

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return sum(step.minutes for step in self.steps)


class Guide(Entity):
    """How to read a kind of figure, with a plot that is computed from a stated model."""

    kind: ClassVar[str] = "guide"
    title: TitleText
    text: ProseText
    plot: Literal["impedance", "arrhenius", "phase-diagram"]
    caption: ProseText

    @property
    def label(self) -> Markup:
        """Its title."""
        return self.title.markup


class Question(Entity):
    """A question for discussion, with a note for whoever leads it."""

    kind: ClassVar[str] = "question"
    ask: ProseText
    families: tuple[Ref[Family], ...] = ()
    note: ProseText

    @property
    def label(self) -> Markup:
        """The question itself."""
        return escape(self.ask.text)


class Given(Record):
    """A quantity that a problem starts from: a fact of the issue, or a value declared here."""

    name: TitleText
    symbol: PlainText
    fact: Ref[Fact] | None = None
    value: str | int | None = None
    unit: str = ""
    exact: bool = False

    @model_validator(mode="after")
    def _has_one_source(self) -> Self:
        if (self.fact is None) == (self.value is None):
            raise PydanticCustomError("given", "needs either a fact or a value")
        try:
            _ = self.amount
        except AmountError as error:
            raise PydanticCustomError("amount", "{text}", {"text": str(error)}) from None
        return self

    @property
    def amount(self) -> Amount | None:
        """The declared value; a fact's is the issue's to find."""
        return None if self.value is None else parse_amount(self.value, unit=self.unit)


class Answer(Record):
    """A quantity that is asked for, and the expression over givens that computes it."""

    name: TitleText
    symbol: PlainText
    expression: PlainText = Field(alias="is")
    unit: str = ""


class Neutrality(Record):
    """A formula whose charges must add up to nothing, whatever its variables are."""

    formula: FormulaText
    states: Mapping[str, int]


class Points(Record):
    """A line of the marking scheme."""

    points: int = Field(ge=1, le=20)
    reason: ProseText = Field(alias="for")


class Problem(Entity):
    """A problem: what is asked, what is given, how the answer follows, and how it is marked."""

    kind: ClassVar[str] = "problem"
    title: TitleText
    families: tuple[Ref[Family], ...] = ()
    ask: ProseText
    givens: Mapping[Variable, Given] = {}
    answers: Mapping[Variable, Answer] = {}
    equations: tuple[PlainText, ...] = ()
    neutrality: Neutrality | None = None
    solution: ProseText
    scheme: tuple[Points, ...] = Field(min_length=1)
    note: ProseText

    @model_validator(mode="after")
    def _asks_something(self) -> Self:
        if not (self.answers or self.equations or self.neutrality):
            raise PydanticCustomError(
                "problem", "has no answers, no equations and no neutrality: nothing to find"
            )
        return self

    @property
    def label(self) -> Markup:
        """Its title."""
        return self.title.markup

    @property
    def units(self) -> Iterator[str]:
        """The units of what is given and of what is asked."""
        yield from (given.unit for given in self.givens.values())
        yield from (answer.unit for answer in self.answers.values())

    @property
    def points(self) -> int:
        """What a full answer earns."""
        return sum(line.points for line in self.scheme)
