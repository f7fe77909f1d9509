"""The nouns of teaching: goals, plans, guides to figures, questions, and problems with computed answers."""

import re
from collections.abc import Collection, Mapping
from typing import Annotated, ClassVar, NamedTuple, Self

from markupsafe import Markup
from pydantic import AfterValidator, AliasChoices, Field, model_validator
from pydantic_core import PydanticCustomError

from virtualissue.model.entities import Family
from virtualissue.model.entity import Entity, Ref, Titled
from virtualissue.model.fact import Fact, NumberText, UnitText, require_amount
from virtualissue.model.figure import Figure, LabelText
from virtualissue.quantities.amount import Amount
from virtualissue.quantities.amount_parser import parse_amount
from virtualissue.quantities.expressions import FUNCTIONS, parse_expression
from virtualissue.quantities.typesetting import mark_symbol
from virtualissue.text.fields import FormulaText, PlainText, ProseText, Record, TitleText, Written
from virtualissue.text.titles import Title, plain_title


def _shaped(pattern: str, what: str) -> AfterValidator:
    """A validator of a text that must have a shape; `what` says what it is not, and how it is written."""

    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise PydanticCustomError("shape", "{text}", {"text": f"{text[:40]} is {what}"})
        return text

    return AfterValidator(check)


NAME = rf"(?!(?:{'|'.join(FUNCTIONS)})$)[A-Za-z_][A-Za-z0-9_]{{0,30}}"
Variable = Annotated[
    str,
    _shaped(NAME, "not a name of a variable (letters, digits and _, and not a function)"),
    Written("a name for calculations", "T", f"^{NAME}$"),
]
PointerText = Annotated[
    str,
    _shaped("[a-z]+:[a-z0-9-]+", "not a pointer (write kind:slug, as in story:scope)"),
    Written("a pointer: kind:slug", "article:doe-2011", "^[a-z]+:[a-z0-9-]+$"),
]
Ordinal = Annotated[int, Field(ge=1, le=99)]
Level = Annotated[int, Field(ge=1, le=3)]
Charge = Annotated[int, Field(ge=-9, le=9)]

VALUED = ("solution", "scheme", "note")  # the fields of a problem that show its values


class Task(Entity):
    """What students work on: it has a place in handouts of families, and serves goals of the course."""

    families: tuple[Ref[Family], ...] = Field(
        default=(), description="The families whose handouts contain it."
    )
    goals: tuple[Ordinal, ...] = Field(
        default=(), description="The goals of the course that it serves, by their numbers in course.yml."
    )


class Course(Titled):
    """What the course is for, in which order, and under which terms it may be used."""

    kind: ClassVar[str] = "course"
    title: TitleText = Field(description="The title of the course.")
    lead: ProseText | None = Field(default=None, description="What the course offers, and to whom.")
    goals: tuple[ProseText, ...] = Field(
        default=(), description="What students can do after the course, one sentence for each goal."
    )
    license: ProseText | None = Field(
        default=None,
        validation_alias=AliasChoices("license", "licence"),
        description="The terms under which the course material may be used.",
    )
    plans: tuple[Ref["ReadingPlan"], ...] = Field(
        default=(), description="The reading plans, in their order."
    )
    guides: tuple[Ref["Guide"], ...] = Field(default=(), description="The guides to figures, in their order.")
    questions: tuple[Ref["Question"], ...] = Field(
        default=(), description="The questions for discussion, in their order."
    )
    problems: tuple[Ref["Problem"], ...] = Field(
        default=(), description="The problems, in their order; it gives them their numbers."
    )


class PlanStep(Record):
    """A step of a plan: what to read (`kind:slug`), for how long, why, and what to do with it."""

    read: tuple[PointerText, ...] = Field(
        default=(), description="What to read, each as kind:slug, as in story:scope."
    )
    minutes: int = Field(ge=1, le=600, description="How long the step takes, in minutes.")
    why: ProseText | None = Field(default=None, description="Why this is read at this point.")
    task: ProseText | None = Field(default=None, description="What to do with what was read.")


class Cue(Record):
    """A part of a session as a lecturer leads it: what to say, ask, show, expect and write."""

    session: TitleText | None = Field(
        default=None,
        description="The title of the session that begins with this part, in a plan of several sessions; "
        "minutes are counted from its beginning.",
    )
    minutes: int = Field(ge=1, le=600, description="How long this part takes, in minutes.")
    say: ProseText | None = Field(default=None, description="What to tell the group, in the essential words.")
    ask: ProseText | None = Field(default=None, description="What to ask the group, or to let it do.")
    show: tuple[PointerText, ...] = Field(
        default=(),
        description="What to show or to hand out, each as kind:slug: structures, charts, guides, problems, "
        "questions, families.",
    )
    expect: ProseText | None = Field(
        default=None, description="What answers to expect, and what to do with the wrong ones."
    )
    board: ProseText | None = Field(
        default=None, description="What is written on the board by the end of this part, line by line."
    )


class Session(NamedTuple):
    """A session of a script: its title, if any, and its parts, each with the minute in which it begins."""

    title: Title | None
    parts: tuple[tuple[int, Cue], ...]


class ReadingPlan(Titled):
    """A reading plan; its `script`, for lecturers, says how to lead the session from beginning to end."""

    kind: ClassVar[str] = "plan"
    for_lecturers: ClassVar[frozenset[str]] = frozenset({"script"})
    title: TitleText = Field(description="The title of the plan.")
    gist: ProseText | None = Field(default=None, description="For whom the plan is, and what it leads to.")
    steps: tuple[PlanStep, ...] = Field(min_length=1, description="The steps, in their order.")
    script: tuple[Cue, ...] = Field(
        default=(), description="How a lecturer leads the session; its minutes are those of the steps."
    )

    @model_validator(mode="after")
    def _script_matches_minutes(self) -> Self:
        led = sum(cue.minutes for cue in self.script)
        if self.script and led != self.minutes:
            text = f"its script has {led} minutes, but its steps have {self.minutes}"
            raise PydanticCustomError("script", "{text}", {"text": text})
        return self

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return sum(step.minutes for step in self.steps)

    @property
    def sessions(self) -> tuple[Session, ...]:
        """The script, session by session."""
        sessions: list[Session] = []
        for cue in self.script:
            if cue.session or not sessions:
                sessions.append(Session(cue.session, ()))
            title, parts = sessions[-1]
            begin = sum(part.minutes for _, part in parts)
            sessions[-1] = Session(title, (*parts, (begin, cue)))
        return tuple(sessions)


class Reading(Record):
    """A step in which a number is read off a figure."""

    do: ProseText = Field(description="What is done in this step.")
    working: LabelText | None = Field(
        None, description="The calculation with its numbers, in one line: variables in *stars*, as in *E*_1."
    )


class Guide(Titled):
    """How to read a kind of figure, with a figure that is computed from what the guide declares."""

    kind: ClassVar[str] = "guide"
    title: TitleText = Field(description="What is read, as in: How to read a phase diagram.")
    text: ProseText = Field(description="What the axes are, what the shapes mean, and what to watch for.")
    steps: tuple[Reading, ...] = Field(
        default=(), description="The steps by which a number is read off the figure, with its own numbers."
    )
    figure: Figure | None = Field(None, description="A schematic figure to read from, if there is one.")


class Question(Task):
    """A question for discussion, with a note for lecturers."""

    kind: ClassVar[str] = "question"
    for_lecturers: ClassVar[frozenset[str]] = frozenset({"note"})
    ask: ProseText = Field(description="The question, as it is put to students.")
    note: ProseText | None = Field(
        default=None,
        description="A note for the lecturer who leads the discussion; students do not see it.",
    )

    @property
    def label(self) -> Title:
        """The question itself."""
        return plain_title(self.ask.text)


class Given(Record):
    """A quantity that a problem starts from: a fact of the issue, or a value declared here.

    An index stands after _ in `symbol` (T_1). An `exact` one has no error. `convert_to` is the unit in which
    the solution calculates with it; the solution then shows the conversion.
    """

    name: TitleText = Field(description="What is given, as a noun phrase.")
    symbol: PlainText = Field(description="The symbol of the quantity, with an index after _, as in T_1.")
    fact: Ref[Fact] | None = Field(default=None, description="The fact of the issue that gives the value.")
    value: NumberText | int | None = Field(
        default=None,
        description="The value, if no fact gives it; quotes preserve its significant figures.",
    )
    unit: UnitText = Field(default="", description="The unit of the value.")
    exact: bool = Field(
        default=False, description="Whether the value has no error, so that it limits no significant figures."
    )
    convert_to: UnitText = Field(
        default="",
        description="The unit in which the solution calculates with it, having shown the conversion.",
    )

    @model_validator(mode="after")
    def _has_one_source(self) -> Self:
        if (self.fact is None) == (self.value is None):
            raise PydanticCustomError("given", "needs either a fact or a value")
        if self.fact and self.unit:
            raise PydanticCustomError("given", "has a unit, although its fact already has one")
        if self.value is not None:
            require_amount(lambda: parse_amount(self.value, unit=self.unit))
        return self

    @property
    def sign(self) -> Markup:
        """Its symbol, typeset, with its spoken form for screen readers."""
        return Markup(mark_symbol(self.symbol))

    @property
    def amount(self) -> Amount | None:
        """The declared value; a fact's is the issue's to find."""
        return None if self.value is None else parse_amount(self.value, unit=self.unit)


class ConstantDeclaration(Record):
    """A constant that the issue declares, by the name under which expressions use it."""

    name: TitleText = Field(description="What the constant is called.", examples=["Hubble constant"])
    symbol: PlainText = Field(
        default="",
        description="Its symbol, with an index after _, as in H_0; without it, its name in expressions.",
        examples=["H_0"],
    )
    value: NumberText | int = Field(
        description="The value; quotes preserve its significant figures.", examples=["67.4"]
    )
    unit: UnitText = Field(default="", description="The unit of the value; a pure number has none.")
    uncertainty: str | int | tuple[str | int, str | int] | None = Field(
        default=None,
        description="The number after the sign ±, or both with their signs where they differ, as in "
        "[+0.3, -0.2].",
        examples=["0.5"],
    )
    exact: bool = Field(
        default=False,
        description="Whether the value has no error, as that of a constant which is defined, so that it "
        "limits no significant figures.",
    )
    source: PlainText = Field(
        default="",
        description="Where the value is from, as students read it after the name.",
        examples=["CODATA 2022"],
    )

    @model_validator(mode="after")
    def _has_an_amount(self) -> Self:
        if self.exact and self.uncertainty is not None:
            text = "an exact value has no uncertainty"
            raise PydanticCustomError("amount", "{text}", {"text": text, "field": "uncertainty"})
        require_amount(lambda: self.amount)
        return self

    @property
    def amount(self) -> Amount:
        """Its value with uncertainty and unit."""
        return parse_amount(self.value, unit=self.unit, uncertainty=self.uncertainty)


class Answer(Record):
    """A quantity that is asked for, and the expression over givens and earlier answers that computes it.

    A `step` is not asked for: the solution shows it, with one figure more than it would have at the end.
    `calculated_in` is a unit in which the solution shows the result before that is converted to `unit`.
    """

    name: TitleText = Field(description="What is asked for, as a noun phrase.")
    symbol: PlainText = Field(description="The symbol of the quantity, with an index after _, as in R_gb.")
    expression: PlainText = Field(
        alias="is", description="The expression that computes it from givens, constants, and earlier answers."
    )
    unit: UnitText = Field(default="", description="The unit of the answer; a pure number has none.")
    step: bool = Field(
        default=False, description="Whether it is a step on the way, which students are not asked for."
    )
    calculated_in: UnitText = Field(
        default="", description="The unit in which the solution shows the result before it is converted."
    )


class Neutrality(Record):
    """A formula whose charges must add up to nothing, whatever its variables are."""

    formula: FormulaText = Field(description="The formula whose charges must add up to zero.")
    states: Mapping[str, Charge] = Field(description="The oxidation state of each element in it.")


class Points(Record):
    """A line of the marking scheme."""

    points: int = Field(ge=1, le=20, description="How many points the line earns.")
    reason: ProseText = Field(alias="for", description="What they are given for.")


class Problem(Titled, Task):
    """A problem: what is asked, what is given, how the answer follows, and how it is marked.

    Its solution, scheme and note name values as `{given:T}` and `{answer:R}`; any other number in them is
    declared in `numbers`. `constants` gives the units in which the constants that are used are listed, where
    they are not the usual ones; `minutes` is the time that students need.
    """

    kind: ClassVar[str] = "problem"
    for_lecturers: ClassVar[frozenset[str]] = frozenset(
        {
            *("minutes", "constants", "answers", "equations", "neutrality"),
            *("solution", "scheme", "note", "numbers"),
        }
    )
    title: TitleText = Field(description="The title of the problem.")
    level: Level | None = Field(
        default=None, description="How demanding it is: 1 basic, 2 intermediate, 3 advanced."
    )
    guide: Ref[Guide] | None = Field(
        default=None, description="The guide with a worked example of the same kind."
    )
    minutes: int = Field(ge=1, le=600, description="How many minutes students need.")
    ask: ProseText = Field(description="What is asked, as students read it.")
    figure: Figure | None = Field(
        default=None, description="A figure that students read values off, if there is one."
    )
    givens: Mapping[Variable, Given] = Field(
        default={}, description="What is given, by the name under which expressions use it."
    )
    constants: Mapping[Variable, UnitText] = Field(
        default={}, description="The units in which constants are listed, if these are not the usual ones."
    )
    answers: Mapping[Variable, Answer] = Field(
        default={},
        description="What is asked for, by the name under which expressions and the solution use it.",
    )
    equations: tuple[PlainText, ...] = Field(
        default=(),
        description="Chemical equations, written balanced; students see them without coefficients.",
    )
    neutrality: Neutrality | None = Field(
        default=None, description="A formula to check for charge neutrality."
    )
    solution: ProseText = Field(
        description="The solution in full; it shows values as {given:T} and {answer:R}."
    )
    scheme: tuple[Points, ...] = Field(
        min_length=1, description="The marking scheme, a line for each thing that earns points."
    )
    note: ProseText | None = Field(
        default=None, description="Notes for lecturers: usual mistakes, and what to discuss."
    )
    numbers: tuple[PlainText, ...] = Field(
        default=(),
        description="Numbers in the solution, scheme, and note that are neither given nor answers.",
    )

    @model_validator(mode="after")
    def _asks_something(self) -> Self:
        if not (self.answers or self.equations or self.neutrality):
            raise PydanticCustomError(
                "problem", "has no answers, no equations and no neutrality: nothing to find"
            )
        return self

    @property
    def points(self) -> int:
        """What a full answer earns."""
        return sum(line.points for line in self.scheme)

    def find_constants(self, known: Collection[str]) -> tuple[str, ...]:
        """The constants, of those known, that its answers need, except pi.

        Raises `ExpressionError` where an answer cannot be read.
        """
        needed = (
            name for answer in self.answers.values() for name in parse_expression(answer.expression).names
        )
        own = {"pi", *self.givens, *self.answers}
        return tuple(dict.fromkeys(name for name in needed if name in known and name not in own))
