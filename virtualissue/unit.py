"""A unit as its author wrote it -> pieces to set, words to say, conversions, and a search for it in prose.

The only file that knows the units library, pint. That costs half a second, so it is loaded when units are
first compared; rendering needs none.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple
from unicodedata import normalize

if TYPE_CHECKING:
    import pint

UnitToken = tuple[Literal["unit", "power"], str]

THIN = "\N{NARROW NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
PRECISION = 40  # figures; the library's constants have fewer
RAISED = str.maketrans(f"0123456789{MINUS}", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


class AmountError(ValueError):
    """What is wrong with a value or a unit, in one sentence for its author."""


class DimensionError(AmountError):
    """Something is not measured in the unit that is asked for."""


class Factor(NamedTuple):
    """A symbol in a unit, with the joint before it and its power as written."""

    joint: str
    symbol: str
    power: int

    @property
    def exponent(self) -> int:
        """The power in the unit as a product, where a slash has turned it."""
        return -self.power if self.joint == "/" else self.power


_SYMBOL = r"((?:[^\W\d]|[%‰°])+)(?:\^?(-?[1-9][0-9]*))?"
_FACTOR = re.compile(rf"([ /]?){_SYMBOL}")
_UNIT = re.compile(rf"({_SYMBOL}([ /]{_SYMBOL})*)?")
_JOINTS = str.maketrans({"·": " ", "⋅": " ", MINUS: "-"})
_PRINTED = {"degC": "°C", "degF": "°F", "ohm": "Ω", "percent": "%"}


@cache
def parse_unit(unit: str) -> tuple[Factor, ...]:
    """Symbols joined by spaces and slashes -> factors in that order. Raises AmountError.

    Whether the symbols are known is not asked here, but by `is_unit`.
    """
    # Normal form makes one of the two micro signs, the two ohms, and of raised and level figures.
    plain = normalize("NFKC", unit).translate(_JOINTS)
    if not _UNIT.fullmatch(plain):
        raise AmountError(f"'{unit}' does not read as a unit (write symbols joined by a space or /: m^2/s)")
    return tuple(
        Factor(joint, _PRINTED.get(symbol, symbol), int(power or 1))
        for joint, symbol, power in _FACTOR.findall(plain)
    )


def signed(power: int) -> str:
    """A power with a true minus."""
    return str(power).replace("-", MINUS)


def set_unit(unit: str) -> Iterator[UnitToken]:
    """The typeset pieces with their spaces, as they follow a number."""
    for joint, symbol, power in parse_unit(unit):
        # The degree of an angle is the one unit that stands close to its number.
        yield "unit", symbol if symbol == "°" else f"{joint.strip() or THIN}{symbol}"
        if power != 1:
            yield "power", signed(power)


_PREFIXES = {
    "f": "femto", "p": "pico", "n": "nano", "μ": "micro", "u": "micro", "m": "milli", "c": "centi",
    "d": "deci", "h": "hecto", "k": "kilo", "M": "mega", "G": "giga", "T": "tera",
}  # fmt: skip

# A tilde stands where the plural has its s.
_NAMES = {
    "%": "percent", "‰": "per mille", "°": "degree~", "°C": "degree~ Celsius", "°F": "degree~ Fahrenheit",
    "A": "ampere~", "Ah": "ampere hour~", "C": "coulomb~", "F": "farad~", "Hz": "hertz", "J": "joule~",
    "K": "kelvin~", "L": "liter~", "M": "molar", "N": "newton~", "Pa": "pascal~", "S": "siemens",
    "T": "tesla~", "V": "volt~", "W": "watt~", "Wh": "watt hour~", "a": "year~", "at%": "atomic percent",
    "atm": "atmosphere~", "bar": "bar~", "d": "day~", "eV": "electronvolt~", "g": "gram~", "h": "hour~",
    "ha": "hectare~", "l": "liter~", "m": "meter~", "min": "minute~", "mol": "mole~", "mol%": "mole percent",
    "pc": "parsec~", "ppm": "parts per million", "rpm": "revolutions per minute", "s": "second~",
    "t": "tonne~", "vol%": "volume percent", "wt%": "weight percent", "yr": "year~", "Å": "angstrom~",
    "Ω": "ohm~",
}  # fmt: skip

_POWERS = {1: "{}", 2: "square {}", 3: "cubic {}"}


def say_unit(unit: str, *, singular: bool) -> str:
    """Words for a voice, as in: millisiemens per centimeter."""
    over = " ".join(_factor_name(factor) for factor in parse_unit(unit) if factor.exponent > 0)
    under = [f" per {_factor_name(factor)}" for factor in parse_unit(unit) if factor.exponent < 0]
    start, plural, end = over.rpartition("~")
    return f"{start}{'s' if plural and not singular else ''}{end}{''.join(under)}".replace("~", "").strip()


def _factor_name(factor: Factor) -> str:
    """As it is said, or as it is written where the tables lack it."""
    prefix, base = _PREFIXES.get(factor.symbol[0]), _NAMES.get(factor.symbol[1:])
    name = _NAMES.get(factor.symbol) or (prefix + base if prefix and base else factor.symbol)
    power = abs(factor.exponent)
    return _POWERS.get(power, f"{{}} to the {power}").format(name)


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


@cache
def _base(unit: str) -> Base:
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


_DIGITS = r"(?:[0-9]{1,3}(?:[ ,\u00a0\u2009\u202f][0-9]{3}){1,4}|[0-9]+)(?:\.[0-9]+)?"
_TEN = r"(?:[eE][-−+]?[0-9]+|(?:\s?[×x·]\s?10)?(?:\^[-−+]?[0-9]+|[⁻⁺]?[⁰¹²³⁴-⁹]+)?)"
_JOINT = r"[\s·⋅]"


def find_literals(text: str, units: Collection[str]) -> list[tuple[int, str]]:
    """Where plain prose has a number with one of `units`: its offset, and number (or range) with unit.

    Units are found in all spellings (mS/cm, mS cm-1, mS cm⁻¹). One letter is a unit after a space only, for
    3D, 2H and 39K are no amounts. Raises AmountError where one of `units` does not read as a unit.
    """
    return [(match.start(), match[0]) for match in _literal(frozenset(units)).finditer(text)]


@cache
def _literal(units: frozenset[str]) -> re.Pattern[str]:
    known = sorted(filter(None, units), key=len, reverse=True)
    never = "(?!)"
    spaced = "|".join(map(_spellings, known)) or never
    close = "|".join(_spellings(unit) for unit in known if len(unit) > 1 or not unit.isalpha()) or never
    number = rf"[-−+]?{_DIGITS}{_TEN}"
    several = rf"{number}(?:\s?(?:[–—±−-]|to)\s?{number})?"
    return re.compile(rf"(?<![\w.,)\]+−-]){several}(?:\s(?:{spaced})|(?:{close}))(?!\w)")


def _spellings(unit: str) -> str:
    powers = [(factor.symbol, factor.exponent) for factor in parse_unit(unit)]
    product = _JOINT.join(_spelled(symbol, power) for symbol, power in powers)
    over = _JOINT.join(_spelled(symbol, power) for symbol, power in powers if power > 0)
    under = "".join("/" + _spelled(symbol, -power) for symbol, power in powers if power < 0)
    return f"{product}|{over}{under}" if over and under else product


def _spelled(symbol: str, exponent: int) -> str:
    letters = re.escape(symbol).replace("μ", "[μµ]")
    level, raised = str(exponent).replace("-", "[-−]"), signed(exponent).translate(RAISED)
    return letters if exponent == 1 else rf"{letters}(?:\^?{level}|{raised})"
