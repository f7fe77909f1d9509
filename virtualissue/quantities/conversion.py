"""A number in a unit -> a measure to convert and calculate with: the only file that knows the units library.

pint takes half a second to load, so it is loaded when a unit is first compared of which nothing is known yet;
rendering needs none.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from virtualissue.quantities.units import AmountError, parse_unit

if TYPE_CHECKING:
    import pint

PRECISION = 40  # figures; the library's constants have fewer


class DimensionError(AmountError):
    """Something is not measured in the unit that is asked for."""


@cache
def _registry() -> pint.UnitRegistry[Decimal]:
    import pint  # noqa: PLC0415 (only who compares should wait for it)

    # In decimals 4 mS/cm is exactly 0.4 S/m.
    registry: pint.UnitRegistry[Decimal] = pint.UnitRegistry(non_int_type=Decimal)
    registry.define("@alias degree = °")
    for share in ("wt", "at", "mol", "vol"):  # shares of unlike wholes: each compares with itself alone
        registry.define(f"{share}_percent = [{share}_percent]")
    return registry


@cache
def _unit(unit: str) -> pint.Unit:
    registry, factors = _registry(), parse_unit(unit)
    container = registry.UnitsContainer()
    for factor in factors:
        try:
            name = registry.get_name(factor.symbol.replace("%", "_percent").removeprefix("_"))
        except AttributeError:  # so the library says that it does not know the name
            raise AmountError(f"there is no unit '{factor.symbol}' (in '{unit}')") from None
        # A degree in a compound (°C/min) is a difference, without a zero to shift.
        shifts = name.startswith("degree_") and (len(factors) > 1 or factor.exponent != 1)
        container *= registry.UnitsContainer({f"delta_{name}" if shifts else name: factor.exponent})
    return registry.Unit(container)


Dimension = frozenset[tuple[str, Fraction]]


class Base(NamedTuple):
    """A unit in base units: a number in it, times `scale`, plus `shift`. A logarithm has no scale."""

    dimension: Dimension
    scale: Decimal | None
    shift: Decimal


_BASES: dict[str, Base] = {}


def _base(unit: str) -> Base:
    """What is known of a unit. Raises AmountError where nothing is."""
    if unit not in _BASES:
        _BASES[unit] = _ask(unit)
    return _BASES[unit]


def find_bases(units: Iterable[str]) -> Mapping[str, Base]:
    """What is known of these units and of the constants; those of which nothing is are left out."""
    return {unit: _base(unit) for unit in ("K", *_CONSTANTS.values(), *units) if is_unit(unit)}


def learn_bases(bases: Mapping[str, Base]) -> None:
    """Takes over what was found before, so that the library need not be loaded to find it again."""
    _BASES.update(bases)


def _ask(unit: str) -> Base:
    """What the library knows of a unit. Raises AmountError where it knows none."""
    known, registry = _unit(unit), _registry()
    dimension = frozenset((name, Fraction(str(power))) for name, power in known.dimensionality.items())
    with localcontext(prec=PRECISION):
        try:
            zero, one = (registry.Quantity(Decimal(n), known).to_base_units().magnitude for n in (0, 1))
        except TypeError:  # raised by the library for logarithms, which are no decimals
            return Base(dimension, None, Decimal(0))
        return Base(dimension, one - zero, zero)


def is_unit(text: str) -> bool:
    """Whether `text` is the unit of something measured, or empty, the unit of pure numbers."""
    try:
        _base(text)
    except AmountError:
        return False
    return True


def same_dimension(unit_a: str, unit_b: str) -> bool:
    """Whether one unit converts to the other; never where one of them is unknown."""
    return is_unit(unit_a) and is_unit(unit_b) and _base(unit_a).dimension == _base(unit_b).dimension


def convert(value: float | Decimal, given: str, wanted: str) -> float:
    """`value` in the unit `given` -> in the unit `wanted`; °C and °F alone are temperatures, not differences.

    Raises AmountError where a unit is unknown or the dimensions differ.
    """
    if given == wanted or math.isinf(value):
        return float(value)
    try:
        return float(measure(Decimal(str(value)), given).to(wanted))
    except DimensionError:
        raise AmountError(f"'{given}' does not convert to '{wanted}'") from None


@dataclass(frozen=True)
class Measure:
    """A number with a dimension, in base units (a temperature in kelvin): what arithmetic is done on.

    Raises AmountError where dimensions do not go together.
    """

    number: Decimal
    dimension: Dimension

    def __add__(self, other: Measure) -> Measure:
        return Measure(self.number + self._like(other, "add").number, self.dimension)

    def __sub__(self, other: Measure) -> Measure:
        return Measure(self.number - self._like(other, "subtract").number, self.dimension)

    def __mul__(self, other: Measure) -> Measure:
        return Measure(self.number * other.number, _product(self.dimension, other.dimension))

    def __truediv__(self, other: Measure) -> Measure:
        if not other.number:
            raise AmountError("a division by zero")
        return Measure(self.number / other.number, _product(self.dimension, _power(other.dimension, -1)))

    def power(self, exponent: int) -> Measure:
        """This to a whole power."""
        return Measure(self.number**exponent, _power(self.dimension, exponent))

    def apply(self, name: str, function: Callable[[Decimal], Decimal]) -> Measure:
        """A function of a pure number, such as ln and exp."""
        if self.dimension:
            raise AmountError(f"{name} takes a pure number, not {_say_dimension(self.dimension)}")
        return Measure(function(self.number), self.dimension)

    def to(self, unit: str) -> Decimal:
        """The number in a unit."""
        base = _base(unit)
        if base.scale is None or base.dimension != self.dimension:
            said = f"'{unit}'" if unit else "a pure number"
            raise DimensionError(f"{_say_dimension(self.dimension)} is no dimension of {said}")
        with localcontext(prec=PRECISION):
            return (self.number - base.shift) / base.scale

    def _like(self, other: Measure, verb: str) -> Measure:
        if other.dimension != self.dimension:
            raise AmountError(f"one cannot {verb} quantities of different dimensions")
        return other


def _product(left: Dimension, right: Dimension) -> Dimension:
    powers = dict(left)
    for name, power in right:
        powers[name] = powers.get(name, Fraction(0)) + power
    return frozenset((name, power) for name, power in powers.items() if power)


def _power(dimension: Dimension, exponent: int) -> Dimension:
    return frozenset((name, power * exponent) for name, power in dimension if exponent)


def _say_dimension(dimension: Dimension) -> str:
    """As in: [length]^2 [time]^-1."""
    factors = (f"{name}^{power}".removesuffix("^1") for name, power in sorted(dimension))
    return " ".join(factors) or "a pure number"


def measure(value: Decimal, unit: str) -> Measure:
    """A number in a unit as something to calculate with.

    Raises AmountError for an unknown unit and for a logarithm.
    """
    base = _base(unit)
    if base.scale is None:
        raise DimensionError(f"nothing is calculated in '{unit}', which is a logarithm")
    with localcontext(prec=PRECISION):
        return Measure(value * base.scale + base.shift, base.dimension)


def constant(name: str) -> Measure:
    """A constant of nature as CODATA gives it, by its symbol: k, e, R, F, N_A, h."""
    return measure(Decimal(1), _CONSTANTS[name])


_CONSTANTS = {
    "k": "boltzmann_constant",
    "e": "elementary_charge",
    "R": "molar_gas_constant",
    "F": "faraday_constant",
    "N_A": "avogadro_constant",
    "h": "planck_constant",
}
CONSTANTS = tuple(_CONSTANTS)
