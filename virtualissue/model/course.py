"""The nouns of teaching: goals, plans, guides to figures, questions, and problems with computed answers."""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, NamedTuple, Self

from markupsafe import Markup
from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from virtualissue.model.entities import Family
from virtualissue.model.entity import Entity, Ref
from virtualissue.model.fact import Fact
from virtualissue.model.figure import Figure, LabelText
from virtualissue.quantities.amount import Amount, AmountError, mark_symbol, parse_amount
from virtualissue.quantities.conversion import CONSTANTS
from virtualissue.quantities.evaluation import constant_amount
from virtualissue.quantities.expressions import FUNCTIONS, parse_expression
from virtualissue.text.fields import FormulaText, PlainText, ProseText, Record, TitleText
from virtualissue.text.titles import Title, plain_title


def _shaped(pattern: str, what: str) -> AfterValidator:
    """A validator of a text that must have a shape; `what` says what it is not, and how it is written."""

    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise PydanticCustomError("shape", "{text}", {"text": f"{text[:40]} is {what}"})
        return text

    return AfterValidator(check)


NAME = rf"(?!(?:{'|'.join(FUNCTIONS)})$)[A-Za-z_][A-Za-z0-9_]{{0,30}}"
Variable = Annotated[str, _shaped(NAME, "no name of a variable (letters, digits and _, and no function)")]
PointerText = Annotated[str, _shaped("[a-z]+:[a-z0-9-]+", "no pointer (write kind:slug, as in story:scope)")]
Charge = Annotated[int, Field(ge=-9, le=9)]

VALUED = ("solution", "scheme", "note")  # the fields of a problem that show its values


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
    def label(self) -> Title:
        """Its title."""
        return self.title


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
    def label(self) -> Title:
        """Its title."""
        return self.title

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return sum(step.minutes for step in self.steps)


class Reading(Record):
    """A step in which a number is read off a figure."""

    do: ProseText = Field(description="What is done in this step.")
    working: LabelText | None = Field(
        None, description="The calculation with its numbers, in one line: variables in *stars*, as in *E*_1."
    )


class Guide(Entity):
    """How to read a kind of figure, with a figure that is computed from what the guide declares."""

    kind: ClassVar[str] = "guide"
    title: TitleText = Field(description="What is read, as in: How to read a phase diagram.")
    text: ProseText = Field(description="What the axes are, what the shapes mean, and what to mind.")
    steps: tuple[Reading, ...] = Field(
        default=(), description="How a number is read off the figure, step by step, with its own numbers."
    )
    figure: Figure | None = Field(None, description="A schematic figure to read from, if there is one.")

    @property
    def label(self) -> Title:
        """Its title."""
        return self.title


class Question(Entity):
    """A question for discussion, with a note for whoever leads it."""

    kind: ClassVar[str] = "question"
    ask: ProseText
    families: tuple[Ref[Family], ...] = ()
    note: ProseText

    @property
    def label(self) -> Title:
        """The question itself."""
        return plain_title(self.ask.text)


class Given(Record):
    """A quantity that a problem starts from: a fact of the issue, or a value declared here.

    An index stands after _ in `symbol` (T_1). An `exact` one has no error. `convert_to` is the unit in which
    the solution calculates with it; the solution then shows the conversion.
    """

    name: TitleText
    symbol: PlainText
    fact: Ref[Fact] | None = None
    value: str | int | None = None
    unit: str = ""
    exact: bool = False
    convert_to: str = ""

    @model_validator(mode="after")
    def _has_one_source(self) -> Self:
        if (self.fact is None) == (self.value is None):
            raise PydanticCustomError("given", "needs either a fact or a value")
        if self.fact and self.unit:
            raise PydanticCustomError("given", "has a unit of its own beside that of its fact")
        try:
            _ = self.amount
        except AmountError as error:
            raise PydanticCustomError("amount", "{text}", {"text": str(error)}) from None
        return self

    @property
    def sign(self) -> Markup:
        """Its symbol, typeset, with its spoken form for screen readers."""
        return Markup(mark_symbol(self.symbol))

    @property
    def amount(self) -> Amount | None:
        """The declared value; a fact's is the issue's to find."""
        return None if self.value is None else parse_amount(self.value, unit=self.unit)


class Listed(NamedTuple):
    """A constant among what is given."""

    name: str
    symbol: str
    amount: Amount

    @property
    def sign(self) -> Markup:
        """Its symbol, typeset, with its spoken form for screen readers."""
        return Markup(mark_symbol(self.symbol))


class Answer(Record):
    """A quantity that is asked for, and the expression over givens and earlier answers that computes it.

    A `step` is not asked for: the solution shows it, with one figure more than it would have at the end.
    `calculated_in` is a unit in which the solution shows the result before that is converted to `unit`.
    """

    name: TitleText
    symbol: PlainText
    expression: PlainText = Field(alias="is")
    unit: str = ""
    step: bool = False
    calculated_in: str = ""


class Neutrality(Record):
    """A formula whose charges must add up to nothing, whatever its variables are."""

    formula: FormulaText
    states: Mapping[str, Charge]


class Points(Record):
    """A line of the marking scheme."""

    points: int = Field(ge=1, le=20)
    reason: ProseText = Field(alias="for")


class Problem(Entity):
    """A problem: what is asked, what is given, how the answer follows, and how it is marked.

    Its solution, scheme and note name values as `{given:T}` and `{answer:R}`; any other number in them is
    declared in `numbers`. `constants` gives the units in which the constants that are used are listed, where
    they are not the usual ones; `minutes` is the time that students need.
    """

    kind: ClassVar[str] = "problem"
    title: TitleText
    families: tuple[Ref[Family], ...] = ()
    minutes: int = Field(ge=1, le=600)
    ask: ProseText
    givens: Mapping[Variable, Given] = {}
    constants: Mapping[Variable, str] = {}
    answers: Mapping[Variable, Answer] = {}
    equations: tuple[PlainText, ...] = ()
    neutrality: Neutrality | None = None
    solution: ProseText
    scheme: tuple[Points, ...] = Field(min_length=1)
    note: ProseText
    numbers: tuple[PlainText, ...] = ()

    @model_validator(mode="after")
    def _asks_something(self) -> Self:
        if not (self.answers or self.equations or self.neutrality):
            raise PydanticCustomError(
                "problem", "has no answers, no equations and no neutrality: nothing to find"
            )
        return self

    @property
    def label(self) -> Title:
        """Its title."""
        return self.title

    @property
    def points(self) -> int:
        """What a full answer earns."""
        return sum(line.points for line in self.scheme)

    @property
    def constant_names(self) -> tuple[str, ...]:
        """The constants that its answers need, except pi; raises `ExpressionError` where none can be read."""
        needed = (
            name for answer in self.answers.values() for name in parse_expression(answer.expression).names
        )
        own = {"pi", *self.givens, *self.answers}
        return tuple(dict.fromkeys(name for name in needed if name in CONSTANTS and name not in own))

    @property
    def constants_listed(self) -> Iterator[Listed]:
        """The constants that its answers need, as they stand beside what is given."""
        for name in self.constant_names:
            constant = CONSTANTS[name]
            yield Listed(constant.name, constant.symbol, constant_amount(name, self.constants.get(name)))
