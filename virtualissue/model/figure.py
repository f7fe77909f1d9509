"""A figure as its editor declares it: axes, curves, regions, labels, and its description for a blind student.

Nothing here knows what a figure is about. Curves are points, or expressions over a parameter `t`.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import Field, PlainValidator, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from virtualissue.quantities.expressions import Expression, ExpressionError, evaluate_number, parse_expression
from virtualissue.quantities.units import name_units
from virtualissue.text.fields import NOT_EMPTY, ProseText, Record, Written
from virtualissue.text.labels import Label, LabelError, parse_label
from virtualissue.text.parser import Vocabulary
from virtualissue.words import WORDS, Words

STEPS = 240  # from point to point along a curve
BESIDE = 1e-7  # of the parameter: how near to a point without a value a curve is looked at instead
FARTHEST = 1e9
SLACK = 1e-9  # of the length of an axis
LONGEST = 4000  # characters of a text for a screen reader; PDF/A allows eight times as many


def _parsed(parse: Callable[[str, Words], Any]) -> PlainValidator:
    """A field that is written as text in one line and held as something richer."""

    def validate(value: Any, info: ValidationInfo) -> Any:
        if not isinstance(value, str) or not value.strip():
            raise PydanticCustomError("text", "should be text")
        try:
            return parse(value, info.context.words if isinstance(info.context, Vocabulary) else WORDS)
        except (ExpressionError, LabelError) as error:
            problem = {"text": error.message, "problems": [(error.offset, error.message)]}
            raise PydanticCustomError("field", "{text}", problem) from None

    return PlainValidator(validate)


def _read_expression(text: str, _: Words) -> str:
    """The text itself, once it has been read as an expression."""
    parse_expression(text)
    return text


def _fold(value: Any) -> Any:
    """Text for a voice, over as many lines as its editor likes."""
    if not isinstance(value, str) or not value.strip():
        raise PydanticCustomError("text", "should be text")
    if len(folded := " ".join(value.split())) > LONGEST:
        text = f"{len(folded)} characters are too long to listen to (at most {LONGEST})"
        raise PydanticCustomError("long", "{text}", {"text": text})
    return folded


def _read_label(text: str, words: Words) -> Label:
    """A label whose units are said by their names."""
    return parse_label(text, words, name_units(text, words))


LabelText = Annotated[Label, _parsed(_read_label), Written("words in a figure", "*T* in K")]
ExpressionText = Annotated[
    str, _parsed(_read_expression), Written("an expression over the parameter t", "2 - 3.5 * t")
]
Speech = Annotated[
    str, PlainValidator(_fold), Written("text to be read aloud", "A line that falls.", NOT_EMPTY)
]
Number = Annotated[Decimal, Field(ge=-FARTHEST, le=FARTHEST)]
Pair = tuple[Number, Number]
Point = tuple[float, float]


class CurveError(ValueError):
    """Where a curve has no value: why, and the field and the offset in it."""

    def __init__(self, message: str, field: str, offset: int) -> None:
        self.message, self.field, self.offset = message, field, offset
        super().__init__(message)


class Axis(Record):
    """One axis of a figure."""

    label: LabelText = Field(
        description="What the axis shows and in which unit: variables in *stars*, indices as in *E*_1."
    )
    start: Number = Field(alias="from", description="The value at its beginning, at the left or below.")
    end: Number = Field(alias="to", description="The value at its end, at the right or above.")
    ticks: tuple[Number, ...] = Field(
        default=(), description="The values that are labeled, with the figures that are to be shown."
    )

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if self.start >= self.end:
            text = f"the axis from {self.start} to {self.end} does not rise (write the lower end first)"
            raise PydanticCustomError("axis", "{text}", {"text": text})
        if outside := [tick for tick in self.ticks if not self.holds(tick)]:
            text = f"the tick {outside[0]} is not on the axis (it goes from {self.start} to {self.end})"
            raise PydanticCustomError("axis", "{text}", {"text": text})
        return self

    def holds(self, value: float | Decimal) -> bool:
        """Whether a value lies on the axis."""
        return self.start <= value <= self.end

    def share(self, value: float | Decimal) -> float:
        """How far along the axis a value is, from 0 to 1."""
        return (float(value) - float(self.start)) / float(self.end - self.start)


class Shape(Record):
    """A line through points, or one that expressions over the parameter `t` draw."""

    points: tuple[Pair, ...] = Field(
        default=(), description="Points as [x, y], joined by straight lines; instead of expressions."
    )
    over: Pair | None = Field(
        None, description="The first and the last value of the parameter t, where expressions are given."
    )
    x: ExpressionText = Field(
        default="t",
        description="The expression for x over t; t itself where none is given.",
    )
    y: ExpressionText | None = Field(None, description="The expression for y over t, as in 2 - 3.5 * t.")

    @model_validator(mode="after")
    def _is_drawn_one_way(self) -> Self:
        drawn = self.over is not None and self.y is not None
        if drawn == bool(self.points) or (self.points and (self.over or self.y)):
            text = "a line needs either points or both y and over"
            raise PydanticCustomError("curve", "{text}", {"text": text})
        if len(self.points) == 1:
            raise PydanticCustomError("curve", "{text}", {"text": "a line needs two points or more"})
        return self

    @cached_property
    def trace(self) -> tuple[Point, ...]:
        """Its points from the first to the last; raises `CurveError` where one has no value."""
        if self.over is None or self.y is None:
            return tuple((float(x), float(y)) for x, y in self.points)
        start, end = map(float, self.over)
        expressions = parse_expression(self.x), parse_expression(self.y)
        parameters = (start + (end - start) * step / STEPS for step in range(STEPS + 1))
        return tuple(_find_point(expressions, one, (end - start) * BESIDE) for one in parameters)


Expressions = tuple[Expression, Expression]


def _find_point(expressions: Expressions, parameter: float, beside: float) -> Point:
    """Where a value is missing at one point alone (0/0), the curve has one beside it."""
    try:
        return _evaluate(expressions, parameter)
    except CurveError as error:
        try:
            return _evaluate(expressions, parameter + beside)
        except CurveError:
            raise error from None


def _evaluate(expressions: Expressions, parameter: float) -> Point:
    values = []
    for field, expression in zip(("x", "y"), expressions, strict=True):
        try:
            values.append(evaluate_number(expression, {"t": parameter}))
        except ExpressionError as error:
            raise CurveError(f"at t = {parameter:.4g}: {error.message}", field, error.offset) from None
    return values[0], values[1]


class Curve(Shape):
    """A curve of a figure."""

    line: Literal["solid", "dashed"] = Field(
        default="solid", description="Solid for what the figure is about, dashed for what helps to read it."
    )


class FigureLabel(Record):
    """Words in a figure, at a point."""

    text: LabelText = Field(description="What is written: variables in *stars*, indices as in *R*_1.")
    at: Pair = Field(description="The point, as [x, y] on the axes.")
    side: Literal["above", "below", "left", "right", "middle"] = Field(
        default="right", description="On which side of the point the words stand."
    )


class Figure(Record):
    """A figure that is computed from what is declared here, and from nothing else."""

    x: Axis = Field(description="The axis to the right.")
    y: Axis = Field(description="The axis upward.")
    equal: bool = Field(
        default=False, description="Whether one unit is as long on both axes, so that a circle is a circle."
    )
    grid: bool = Field(default=False, description="Whether fine lines run from the ticks through the figure.")
    regions: tuple[Shape, ...] = Field(default=(), description="Shaded areas, each by its outline.")
    curves: tuple[Curve, ...] = Field(min_length=1, description="Curves, the first at the bottom.")
    dots: tuple[Pair, ...] = Field(default=(), description="Points that are marked by a dot, as [x, y].")
    labels: tuple[FigureLabel, ...] = Field(default=(), description="Words in the figure.")
    alt: Speech = Field(
        description="A description for those who cannot see the figure: axes, units, shapes, values in order."
    )
    caption: ProseText = Field(description="What the figure shows, below it.")
    model: tuple[LabelText, ...] = Field(
        default=(),
        description="The formulas that it is computed from, so that a reader can compute it again.",
    )

    def holds(self, point: Point) -> bool:
        """Whether a point lies on the axes, but for what rounding may add."""
        shares = self.x.share(point[0]), self.y.share(point[1])
        return all(-SLACK <= share <= 1 + SLACK for share in shares)


FigureFault = tuple[tuple[str | int, ...], str, int | None]


def find_faults(figure: Figure) -> Iterator[FigureFault]:
    """What has no value or leaves the axes: the place in the figure, what is wrong, the offset in a field."""
    for name in ("curves", "regions"):
        shapes: tuple[Shape, ...] = getattr(figure, name)
        for number, shape in enumerate(shapes):
            yield from _find_faults_of(shape, (name, number), figure)
    places: list[tuple[tuple[str | int, ...], Pair]] = [
        *((("dots", number), dot) for number, dot in enumerate(figure.dots)),
        *((("labels", number, "at"), label.at) for number, label in enumerate(figure.labels)),
    ]
    for at, (x, y) in places:
        if not figure.holds((float(x), float(y))):
            yield at, _tell((float(x), float(y))), None


def _find_faults_of(shape: Shape, at: tuple[str | int, ...], figure: Figure) -> Iterator[FigureFault]:
    try:
        points = list(shape.trace)
    except CurveError as error:
        yield (*at, error.field), error.message, error.offset
        return
    outside = next((point for point in points if not figure.holds(point)), None)
    if outside:
        yield at, _tell(outside), None


def _tell(point: Point) -> str:
    return f"the point ({point[0]:.4g}, {point[1]:.4g}) lies outside the axes"
