"""An expression -> how a person writes it down, with its symbols or with numbers put in, as parts of a line.

`d / (sigma * A)` is d/(σ · A), and 0.10 cm/(4.0 × 10⁻³ S/cm · 0.50 cm²). Amounts and symbols stay what they
are, so that the print can typeset and say them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from functools import partial

from virtualissue.quantities.amount import Amount
from virtualissue.quantities.conversion import to_base, to_unit
from virtualissue.quantities.expressions import FUNCTIONS, Operations, parse_expression
from virtualissue.quantities.typesetting import set_text
from virtualissue.quantities.units import FOLD, MINUS, set_unit


@dataclass(frozen=True)
class Symbol:
    """The symbol of a quantity, its index after _."""

    text: str


@dataclass(frozen=True)
class Raised:
    """An exponent."""

    text: str


@dataclass(frozen=True)
class Result:
    """An amount that was asked for."""

    amount: Amount


WorkingPart = str | Symbol | Raised | Amount | Result
WorkingLine = tuple[WorkingPart, ...]


def write_symbols(expression: str, symbols: Mapping[str, str]) -> WorkingLine:
    """An expression with the symbol of each name."""
    return write_numbers(expression, {}, symbols)


def write_numbers(expression: str, amounts: Mapping[str, Amount], symbols: Mapping[str, str]) -> WorkingLine:
    """An expression with the amount of each name put in; a name that has none keeps its symbol."""
    names = {name: _Written((Symbol(symbol),), _Rank.ATOM) for name, symbol in symbols.items()}
    names |= {name: _put_in(amount) for name, amount in amounts.items()}
    return parse_expression(expression).evaluate(names, _WRITING).parts


def write_conversion(amount: Amount, unit: str) -> WorkingLine:
    """How an amount is brought into another unit: 1.0/10 cm from 1.0 mm, (350 + 273.15) K from 350 °C.

    Nothing where it takes a factor and a shift (°F to K).
    """
    number = Amount(amount.low, scientific=amount.scientific)
    shift = to_unit(*to_base(Decimal(0), amount.unit), unit)
    factor = (to_unit(*to_base(Decimal(1), amount.unit), unit) - shift).normalize()
    if not shift and factor < 1 and (divisor := 1 / factor) == divisor.to_integral_value():
        return number, "/", Amount(divisor.normalize(), unit=unit)
    if not shift:
        return number, " · ", Amount(factor, unit=unit)
    if factor != 1:
        return ()
    sign = " + " if shift > 0 else f" {MINUS} "
    return "(", number, sign, Amount(abs(shift).normalize()), f"){set_text(set_unit(unit))}"


def bare(amount: Amount) -> Amount:
    """An amount as it is put into a sum: its number and unit alone."""
    return Amount(amount.low, unit="" if amount.unit == FOLD else amount.unit, scientific=amount.scientific)


# --- brackets --------------------------------------------------------------------------------------------


class _Rank(IntEnum):
    """How firmly the parts of something hold together: what is weaker than its place needs brackets."""

    SUM = 0
    PRODUCT = 1
    AMOUNT = 2  # 2.0 cm: a product, but nobody would bracket it in one
    POWER = 3
    ATOM = 4


@dataclass(frozen=True)
class _Written:
    parts: WorkingLine
    rank: _Rank

    def within(self, rank: _Rank) -> WorkingLine:
        """The parts, in brackets where they are weaker than `rank`."""
        return self.parts if self.rank >= rank else ("(", *self.parts, ")")


def _put_in(amount: Amount) -> _Written:
    if amount.low < 0:
        return _Written((bare(amount),), _Rank.SUM)
    alone = len(bare(amount).tokens) == 1
    return _Written((bare(amount),), _Rank.ATOM if alone else _Rank.AMOUNT)


def _sum(sign: str, left: _Written, right: _Written) -> _Written:
    return _Written((*left.within(_Rank.SUM), sign, *right.within(_Rank.PRODUCT)), _Rank.SUM)


def _product(sign: str, weakest: _Rank, left: _Written, right: _Written) -> _Written:
    return _Written((*left.within(_Rank.PRODUCT), sign, *right.within(weakest)), _Rank.PRODUCT)


def _power(base: _Written, exponent: _Written) -> _Written:
    figures = [part for part in exponent.parts if isinstance(part, str)]
    if len(figures) == len(exponent.parts):
        return _Written((*base.within(_Rank.ATOM), Raised("".join(figures))), _Rank.POWER)
    return _Written((*base.within(_Rank.ATOM), "^", *exponent.within(_Rank.ATOM)), _Rank.POWER)


def _call(name: str, argument: _Written) -> _Written:
    return _Written((f"{'√' if name == 'sqrt' else name}(", *argument.parts, ")"), _Rank.ATOM)


_WRITING = Operations[_Written](
    number=lambda text: _Written((text,), _Rank.ATOM),
    negate=lambda operand: _Written((MINUS, *operand.within(_Rank.PRODUCT)), _Rank.SUM),
    signs={
        "+": lambda left, right: _sum(" + ", left, right),
        "-": lambda left, right: _sum(f" {MINUS} ", left, right),
        "*": lambda left, right: _product(" · ", _Rank.AMOUNT, left, right),
        "/": lambda left, right: _product("/", _Rank.POWER, left, right),
        "^": _power,
    },
    functions={name: partial(_call, name) for name in FUNCTIONS},
)
