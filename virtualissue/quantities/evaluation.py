"""An expression over named amounts -> an amount: dimensions, significant figures and `about` are kept.

An amount stated as 0.25 is known to half a unit of its last place, one stated with ± to that, an exact one
to all places. These errors are carried through the expression to first order, independent of each other.
The textbook rules for + - * / and powers (the last common place, the fewest figures) say how many figures the
result has, within one place of what its error supports. Functions such as exp have no such rule: of a result
that needs one, the last place kept is the one of which half a unit comes nearest to the error.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import (
    ROUND_HALF_UP,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
    Underflow,
    localcontext,
)
from typing import TYPE_CHECKING

from virtualissue.quantities.amount import Amount
from virtualissue.quantities.conversion import CONSTANTS, PRECISION, constant, say_dimension, to_base, to_unit
from virtualissue.quantities.expressions import ExpressionError, Operations, parse_expression
from virtualissue.quantities.typesetting import Relation
from virtualissue.quantities.units import AmountError

if TYPE_CHECKING:
    from virtualissue.quantities.conversion import Unit

HALF = Decimal("0.5")
# Sizes are bounded: what is beyond is no number of any science, and would take long to print.
CONTEXT = Context(
    prec=PRECISION, Emax=999, Emin=-999, traps=[DivisionByZero, InvalidOperation, Overflow, Underflow]
)


@dataclass(frozen=True)
class Value:
    """A number in base units, how well it is known, and whether it is only about.

    `errors` are the parts of its error, signed, by what each of them comes from; an exact value has none.
    `last` is the size of its last significant place by the textbook rules; None where only the error tells.
    """

    number: Decimal
    unit: "Unit"
    errors: Mapping[object, Decimal] = field(default_factory=dict)
    last: Decimal | None = None
    about: bool = False

    @property
    def figures(self) -> int | None:
        """The significant figures by the textbook rules."""
        if self.last is None or not self.number:
            return None
        return max(1, _order(abs(self.number) / self.last) + 1)


def _order(size: Decimal) -> int:
    """The power of ten of the first figure of a number; a hair below a power of ten counts as that."""
    return Context(prec=PRECISION // 2).plus(size).adjusted()


def value_of(amount: Amount, *, exact: bool = False) -> Value:
    """An amount as something to calculate with; a declared given may be exact.

    Raises AmountError for a range, for a ratio, for bounds (over, at least ...) and for orders of magnitude,
    from which nothing single follows.
    """
    single = amount.high is None and amount.parts is None
    if not single or amount.relation not in (Relation.EQUAL, Relation.ABOUT, Relation.NEAR):
        raise AmountError(f"{amount.text} cannot be used in a calculation: it is not a single value")
    about = amount.relation is not Relation.EQUAL
    with localcontext(CONTEXT):
        number, unit = to_base(amount.low, amount.unit)
        if exact:
            return Value(number, unit, about=about)
        place = Decimal(1).scaleb(_last_place(amount, about))
        last = to_base(amount.low + place, amount.unit)[0] - number
        error = last * (max(amount.spread) / place if amount.uncertainty else HALF)
        return Value(number, unit, {object(): error}, last, about)


def _last_place(amount: Amount, about: bool) -> int:
    """The power of ten of the last significant figure; the zeros of `about 100` only hold its place."""
    low = amount.low
    round_number = about and low and low == low.to_integral_value() and not amount.scientific
    return int((low.normalize() if round_number else low).as_tuple().exponent)


def constant_value(name: str) -> Value:
    """A constant by its name in `CONSTANTS`, taken as exact."""
    return Value(*constant(name))


def constant_amount(name: str, unit: str | None = None) -> Amount:
    """A constant as it is listed: four figures, in its usual unit or another. Raises AmountError."""
    wanted = CONSTANTS[name].unit if unit is None else unit
    number = Context(prec=4, rounding=ROUND_HALF_UP).plus(to_unit(*constant(name), wanted))
    return Amount(number, unit=wanted, scientific=int(number.as_tuple().exponent) > 0)


def calculate(expression: str, names: Mapping[str, Value]) -> Value:
    """What an expression gives, not rounded, for others to go on with.

    Raises ExpressionError for what cannot be read, for an unknown name, and for dimensions that do not fit.
    """
    read = parse_expression(expression)
    constants = {name: constant_value(name) for name in read.names if name in CONSTANTS}
    with localcontext(CONTEXT):
        return read.evaluate({**constants, **names}, _AMOUNTS)


# --- significant figures ---------------------------------------------------------------------------------


def round_value(value: Value, unit: str, *, more: int = 0) -> Amount:
    """A value in `unit`, rounded to its significant figures and `more`, halves up.

    Raises ExpressionError where it is not measured in that unit.
    """
    relation = Relation.ABOUT if value.about else Relation.EQUAL
    with localcontext(CONTEXT):
        try:
            number = to_unit(value.number, value.unit, unit)
            place = _find_place(value, number, unit)
        except AmountError as error:
            raise ExpressionError(f"the result is not in {unit or 'a pure number'}: {error}") from None
        except ArithmeticError:
            raise ExpressionError(
                f"the result is too large or too small in {unit or 'a pure number'}"
            ) from None
        if place is None:
            return Amount(_exact(number), relation=relation, unit=unit)
        rounded = _round_half_up(number, place - more)
    return Amount(rounded, relation=relation, unit=unit, scientific=place - more > 0)


def _find_place(value: Value, number: Decimal, unit: str) -> int | None:
    """The power of ten of the last figure that is kept of a number in `unit`; None where it is exact."""
    error = sum((part * part for part in value.errors.values()), Decimal(0)).sqrt()
    if not error:
        return None
    supported = _nearest_place(abs(to_unit(value.number + error, value.unit, unit) - number))
    first = _order(number) if number else supported
    if value.last is None:
        return min(first, supported)
    if value.figures is not None and not to_unit(Decimal(0), value.unit, unit):
        textbook = first - value.figures + 1
    else:  # a temperature in °C keeps its places, not its figures
        textbook = _order(abs(to_unit(value.number + value.last, value.unit, unit) - number))
    return min(first, max(textbook, supported - 1))


def _nearest_place(error: Decimal) -> int:
    """The place of which half a unit is nearest to an error, by ratio."""
    return int((2 * error).log10().to_integral_value(ROUND_HALF_UP))


def _round_half_up(number: Decimal, place: int) -> Decimal:
    clean = Context(prec=PRECISION * 3 // 4).plus(number)  # a half is a half, though a third went before it
    return clean.quantize(Decimal(1).scaleb(place), ROUND_HALF_UP)


def _exact(number: Decimal) -> Decimal:
    """All of an exact number where it is short, else four figures."""
    short = Context(prec=PRECISION * 3 // 4).plus(number).normalize()
    long = len(short.as_tuple().digits) > 10
    return Context(prec=4, rounding=ROUND_HALF_UP).plus(short) if long else short


# --- the operations --------------------------------------------------------------------------------------


def _pure() -> "Unit":
    return to_base(Decimal(0), "")[1]


def _literal(text: str) -> Value:
    return Value(Decimal(text), _pure())


def _negative(operand: Value) -> Value:
    errors = {source: -part for source, part in operand.errors.items()}
    return Value(-operand.number, operand.unit, errors, operand.last, operand.about)


def _plus(left: Value, right: Value) -> Value:
    """A sum is known to the last place of its less precise term."""
    if left.unit.dimensionality != right.unit.dimensionality:
        raise AmountError("quantities of different dimensions cannot be added or subtracted")
    last = None
    if all(term.last is not None or not term.errors for term in (left, right)):
        last = max((term.last for term in (left, right) if term.last is not None), default=None)
    errors = _errors(left, Decimal(1), right, Decimal(1))
    return Value(left.number + right.number, left.unit, errors, last, left.about or right.about)


def _minus(left: Value, right: Value) -> Value:
    return _plus(left, _negative(right))


def _times(left: Value, right: Value) -> Value:
    errors = _errors(left, right.number, right, left.number)
    return _product(left.number * right.number, left.unit * right.unit, errors, left, right)


def _over(left: Value, right: Value) -> Value:
    number = left.number / right.number
    errors = _errors(left, 1 / right.number, right, -number / right.number)
    return _product(number, left.unit / right.unit, errors, left, right)


def _errors(left: Value, by: Decimal, right: Value, other: Decimal) -> Mapping[object, Decimal]:
    """The parts of a result's error: it changes `by` times as much as the left, `other` as the right."""
    errors = {source: part * by for source, part in left.errors.items()}
    for source, part in right.errors.items():
        errors[source] = errors.get(source, Decimal(0)) + part * other
    return errors


def _product(number: Decimal, unit: "Unit", errors: Mapping[object, Decimal], *factors: Value) -> Value:
    """A product has as many figures as the factor that has the fewest."""
    figures = [factor.figures for factor in factors if factor.errors]
    last = None
    if number and figures and None not in figures:
        fewest = min(count for count in figures if count is not None)
        last = Decimal(1).scaleb(_order(number) - fewest + 1)
    return Value(number, unit, errors, last, any(factor.about for factor in factors))


def _power(base: Value, exponent: Value) -> Value:
    """A power has the figures of its base; only exact pure numbers can be exponents."""
    power = exponent.number
    if exponent.errors or exponent.unit.dimensionality:
        raise AmountError("the exponent of a power must be an exact pure number (otherwise write exp)")
    if base.number < 0 and power != power.to_integral_value():
        raise AmountError("a number below zero can be raised only to whole powers")
    if not base.number and power <= 0:
        raise ZeroDivisionError
    number = base.number**power
    slope = power * number / base.number if base.number else Decimal(power == 1)
    errors = {source: part * slope for source, part in base.errors.items()}
    return _product(number, base.unit**power, errors, base)


def _root(argument: Value) -> Value:
    if argument.number < 0:
        raise AmountError("sqrt does not take a number below zero")
    return _power(argument, _literal("0.5"))


@dataclass(frozen=True)
class _Function:
    """A function of a pure number, with its derivative in terms of the argument and the result."""

    name: str
    rule: Callable[[Decimal], Decimal]
    slope: Callable[[Decimal, Decimal], Decimal]

    def __call__(self, argument: Value) -> Value:
        if argument.unit.dimensionality:
            raise AmountError(f"{self.name} takes a pure number, not {say_dimension(argument.unit)}")
        if self.name in ("ln", "log10") and argument.number <= 0:
            raise AmountError(f"{self.name} takes a number above zero")
        number = self.rule(argument.number)
        by = self.slope(argument.number, number) if argument.errors else Decimal(0)
        errors = {source: part * by for source, part in argument.errors.items()}
        return Value(number, _pure(), errors, None, argument.about)


def _in_floats(rule: Callable[[float], float]) -> Callable[[Decimal], Decimal]:
    """A function of angles, which decimals do not have; far from zero floats lose the angle."""

    def calculate(argument: Decimal) -> Decimal:
        if abs(argument) > 10**6:
            raise OverflowError
        return Decimal(repr(rule(float(argument))))

    return calculate


_SIN, _COS, _TAN = map(_in_floats, (math.sin, math.cos, math.tan))
_FUNCTIONS = (
    _Function("exp", Decimal.exp, lambda _, result: result),
    _Function("ln", Decimal.ln, lambda argument, _: 1 / argument),
    _Function("log10", Decimal.log10, lambda argument, _: 1 / (argument * Decimal(10).ln())),
    _Function("sin", _SIN, lambda argument, _: _COS(argument)),
    _Function("cos", _COS, lambda argument, _: -_SIN(argument)),
    _Function("tan", _TAN, lambda _, result: 1 + result * result),
)
_AMOUNTS = Operations[Value](
    number=_literal,
    negate=_negative,
    signs={"+": _plus, "-": _minus, "*": _times, "/": _over, "^": _power},
    functions={"sqrt": _root, **{function.name: function for function in _FUNCTIONS}},
)
