"""An expression over named amounts -> an amount: dimensions checked, significant figures and `about` kept.

`thickness / (conductivity * area)` is read by a small parser of our own; nothing is ever run as code.
Constants (k, e, R, F, N_A, h) are CODATA's, as the library of units holds them.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, localcontext

from virtualissue.diagnostics import suggest
from virtualissue.quantities.amount import Amount, Relation
from virtualissue.quantities.conversion import CONSTANTS, Measure, constant, measure
from virtualissue.quantities.units import AmountError

EXACT = 10**6  # the significant figures of an exact number


class ExpressionError(ValueError):
    """What is wrong with an expression, with its offset (from 0)."""

    def __init__(self, message: str, offset: int = 0) -> None:
        self.message, self.offset = message, offset
        super().__init__(message)


@dataclass(frozen=True)
class Value:
    """An intermediate result: its size, its significant figures, and whether it is only about."""

    measure: Measure
    figures: int
    about: bool = False

    @property
    def place(self) -> int:
        """The power of ten of its last significant figure, in base units."""
        return self.measure.number.adjusted() - self.figures + 1


def value_of(amount: Amount, *, exact: bool = False) -> Value:
    """An amount as something to calculate with; a declared given may be exact.

    Raises AmountError for a range and for bounds (over, at least ...): nothing single follows from them.
    """
    if amount.high is not None or amount.relation not in (Relation.EQUAL, Relation.ABOUT, Relation.NEAR):
        raise AmountError(f"nothing is calculated with {amount.text}: it is no single value")
    about = amount.relation is not Relation.EQUAL
    return Value(measure(amount.low, amount.unit), EXACT if exact else _figures(amount, about), about)


def _figures(amount: Amount, about: bool) -> int:
    """The significant figures; the zeros of `about 100` only hold its place."""
    digits = "".join(map(str, amount.low.as_tuple().digits))
    round_number = about and amount.low == amount.low.to_integral_value() and not amount.scientific
    return len(digits.rstrip("0")) or 1 if round_number else amount.significant


def evaluate(expression: str, names: Mapping[str, Value], unit: str) -> Amount:
    """The amount that an expression gives, in `unit`, rounded to its significant figures.

    Raises ExpressionError for what cannot be read, for an unknown name, and for dimensions that do not fit.
    """
    with localcontext() as context:
        context.prec = 40
        value = _Reader(expression, names).read()
        try:
            number = value.measure.to(unit)
        except AmountError as error:
            raise ExpressionError(f"the result is not in {unit or 'a pure number'}: {error}") from None
        return _round(number, value, unit)


def _round(number: Decimal, value: Value, unit: str) -> Amount:
    relation = Relation.ABOUT if value.about else Relation.EQUAL
    if value.figures >= EXACT:
        return Amount(number.normalize(), relation=relation, unit=unit)
    quantum = Decimal(1).scaleb(number.adjusted() - value.figures + 1)
    rounded = number.quantize(quantum, ROUND_HALF_EVEN)
    return Amount(rounded, relation=relation, unit=unit, scientific=quantum > 1)


# --- reading ---------------------------------------------------------------------------------------------

LEXEME = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)|(?P<name>[A-Za-z_]\w*)|(?P<sign>[-+*/^()])|(?P<end>$))"
)


class _Reader:
    """Reads an expression from left to right and calculates as it goes."""

    def __init__(self, expression: str, names: Mapping[str, Value]) -> None:
        self.expression, self.names, self.offset = expression, names, 0
        self.lexeme = self._next()

    def read(self) -> Value:
        value = self._sum()
        if self.lexeme.lastgroup != "end":
            raise ExpressionError(f"{self._text} is not expected here", self._start)
        return value

    @property
    def _text(self) -> str:
        return self.lexeme[0].strip()

    @property
    def _start(self) -> int:
        return self.lexeme.start(str(self.lexeme.lastgroup))

    def _next(self) -> re.Match[str]:
        lexeme = LEXEME.match(self.expression, self.offset)
        if lexeme is None:
            rest = self.expression[self.offset :].lstrip()
            raise ExpressionError(f"{rest[0]} means nothing here", len(self.expression) - len(rest))
        self.offset = lexeme.end()
        return lexeme

    def _take(self, signs: str) -> str:
        """The next sign, where it is one of `signs`, else nothing."""
        if self.lexeme.lastgroup != "sign" or self._text not in signs:
            return ""
        sign, self.lexeme = self._text, self._next()
        return sign

    def _require(self, sign: str) -> None:
        if not self._take(sign):
            raise ExpressionError(f"{sign} is missing", self._start)

    def _sum(self) -> Value:
        return self._chain("+-", self._product)

    def _product(self) -> Value:
        return self._chain("*/", self._factor)

    def _chain(self, signs: str, read: Callable[[], Value]) -> Value:
        """Operands of one rank, from left to right."""
        value, start = read(), self._start
        while sign := self._take(signs):
            value = _told(start, RULES[sign], value, read())
            start = self._start
        return value

    def _factor(self) -> Value:
        if self._take("-"):
            return _times(Value(measure(Decimal(-1), ""), EXACT), self._factor())
        value = self._atom()
        if not self._take("^"):
            return value
        sign = -1 if self._take("-") else 1
        if not self._text.isdigit():
            raise ExpressionError("a power is a whole number", self._start)
        power = sign * int(self._text)
        self.lexeme = self._next()
        return Value(value.measure.power(power), value.figures, value.about)

    def _atom(self) -> Value:
        if self._take("("):
            value = self._sum()
            self._require(")")
            return value
        kind, text, start = self.lexeme.lastgroup, self._text, self._start
        if kind not in ("number", "name"):
            raise ExpressionError("a number or a name is missing", start)
        self.lexeme = self._next()
        if kind == "number":
            return Value(measure(Decimal(text), ""), EXACT)
        return self._named(text, start)

    def _named(self, name: str, start: int) -> Value:
        if name in FUNCTIONS:
            self._require("(")
            argument = self._sum()
            self._require(")")
            return _told(start, FUNCTIONS[name], argument)
        if name in self.names:
            return self.names[name]
        if name in CONSTANTS:
            return Value(constant(name), EXACT)
        known = [*self.names, *CONSTANTS, *FUNCTIONS]
        raise ExpressionError(f"no value {name} ({suggest(name, known)})", start)


def _told(start: int, rule: Callable[..., Value], *operands: Value) -> Value:
    """What a rule gives; where it gives nothing, the place of its sign or name is told."""
    try:
        return rule(*operands)
    except AmountError as error:
        raise ExpressionError(str(error), start) from None


# --- the rules of significant figures --------------------------------------------------------------------


def _times(left: Value, right: Value) -> Value:
    return Value(left.measure * right.measure, min(left.figures, right.figures), left.about or right.about)


def _over(left: Value, right: Value) -> Value:
    return Value(left.measure / right.measure, min(left.figures, right.figures), left.about or right.about)


def _plus(left: Value, right: Value) -> Value:
    return _summed(left.measure + right.measure, left, right)


def _minus(left: Value, right: Value) -> Value:
    return _summed(left.measure - right.measure, left, right)


def _summed(total: Measure, left: Value, right: Value) -> Value:
    """A sum is known to the last place of its less precise term."""
    size = total.number
    figures = size.adjusted() - max(left.place, right.place) + 1 if size else 1
    return Value(total, max(1, min(EXACT, figures)), left.about or right.about)


def _ln(argument: Value) -> Value:
    """A logarithm has as many decimals as its argument has figures."""
    if argument.measure.number <= 0:
        raise AmountError("ln takes a number above zero")
    result = argument.measure.apply("ln", Decimal.ln)
    whole = max(0, result.number.adjusted() + 1)
    return Value(result, min(EXACT, argument.figures + whole), argument.about)


def _exp(argument: Value) -> Value:
    """An exponential has as many figures as its argument has decimals, and at least one."""
    result = argument.measure.apply("exp", Decimal.exp)
    decimals = EXACT if argument.figures >= EXACT else max(1, -argument.place)
    return Value(result, decimals, argument.about)


RULES: Mapping[str, Callable[[Value, Value], Value]] = {"+": _plus, "-": _minus, "*": _times, "/": _over}
FUNCTIONS: Mapping[str, Callable[[Value], Value]] = {"ln": _ln, "exp": _exp}
