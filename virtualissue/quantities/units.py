"""A unit as its author wrote it -> pieces to set, words to say, and a search for it in prose."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal, NamedTuple
from unicodedata import normalize

from virtualissue.words import Words

UnitToken = tuple[Literal["unit", "power"], str]

THIN = "\N{NARROW NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
RAISED = str.maketrans(f"0123456789+{MINUS}", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")


class AmountError(ValueError):
    """What is wrong with a value or a unit, in one sentence for its author, and in which field of a fact."""

    def __init__(self, message: str, field: str = "value") -> None:
        super().__init__(message)
        self.field = field


class Factor(NamedTuple):
    """A symbol in a unit, with the joint before it and its power as written."""

    joint: str
    symbol: str
    power: int

    @property
    def exponent(self) -> int:
        """The power in the unit as a product, where a slash has turned it."""
        return -self.power if self.joint == "/" else self.power


@dataclass(frozen=True)
class DeclaredUnit:
    """A unit that an issue declares: its symbol, how it is said, and of how many other units it consists.

    Without a `size` it measures something of its own, as a count of events does, and converts to nothing.
    """

    symbol: str
    name: str = ""
    plural: str = ""
    size: Decimal | None = None
    unit: str = ""


class UnitOfIssue(str):
    """A unit as it is written in an issue that declares units: text that knows these, by their symbols."""

    __slots__ = ("declared",)

    declared: Mapping[str, DeclaredUnit]

    def __new__(cls, text: str, declared: Mapping[str, DeclaredUnit]) -> "UnitOfIssue":
        """The text with the units of its issue."""
        made = super().__new__(cls, text)
        made.declared = declared
        return made


def find_declared(unit: str) -> Mapping[str, DeclaredUnit]:
    """The units that the issue in which a unit is written declares."""
    return unit.declared if isinstance(unit, UnitOfIssue) else {}


LETTERS = r"(?:[^\W\d]|[%‰°€$£¥])+"
_SYMBOL = rf"({LETTERS})(?:\^?(-?[1-9][0-9]?))?"
_FACTOR = re.compile(rf"([ /]?){_SYMBOL}")
_UNIT = re.compile(rf"({_SYMBOL}([ /]{_SYMBOL})*)?")
_JOINTS = str.maketrans({"·": " ", "⋅": " ", MINUS: "-"})
_PRINTED = {"degC": "°C", "degF": "°F", "ohm": "Ω", "percent": "%"}
_OHMS = re.compile(r"^([µmkMGT])ohm$")  # a prefix and the unit
_LONGEST = 60  # characters of a unit
FOLD = "fold"  # the unit of a factor, as in: 100-fold


@cache
def parse_unit(unit: str) -> tuple[Factor, ...]:
    """Symbols joined by spaces and slashes -> factors in that order. Raises AmountError.

    Whether the symbols are known is not asked here, but by `conversion.is_unit`.
    """
    # Normal form makes one of the two micro signs, the two ohms, and of raised and level figures.
    plain = normalize("NFKC", unit).translate(_JOINTS)
    if len(plain) > _LONGEST:
        raise AmountError(
            f"'{unit[:_LONGEST]}...' is too long for a unit (at most {_LONGEST} characters)", "unit"
        )
    if not _UNIT.fullmatch(plain):
        raise AmountError(
            f"'{unit}' cannot be read as a unit (write symbols joined by a space or /: m^2/s)", "unit"
        )
    return tuple(
        Factor(joint, _OHMS.sub(r"\1Ω", _PRINTED.get(symbol, symbol)), int(power or 1))
        for joint, symbol, power in _FACTOR.findall(plain)
    )


def signed(power: int) -> str:
    """A power with a true minus."""
    return str(power).replace("-", MINUS)


def set_unit(unit: str) -> Iterator[UnitToken]:
    """The typeset pieces with their spaces, as they follow a number."""
    for joint, symbol, power in parse_unit(unit):
        # The degree of an angle stands close to its number, and a factor is written with a hyphen.
        joined = {"°": symbol, FOLD: f"-{symbol}"}
        yield "unit", joined.get(symbol) or f"{joint.strip() or THIN}{symbol}"
        if power != 1:
            yield "power", signed(power)


PREFIXES = {
    "f": "femto", "p": "pico", "n": "nano", "μ": "micro", "u": "micro", "m": "milli", "c": "centi",
    "d": "deci", "h": "hecto", "k": "kilo", "M": "mega", "G": "giga", "T": "tera",
}  # fmt: skip

# Symbol -> the name of its word, which begins with `unit_`.
_NAMES = {
    "%": "percent", "‰": "per_mille", "°": "degree", "°C": "degree_celsius", "°F": "degree_fahrenheit",
    "A": "ampere", "Ah": "ampere_hour", "C": "coulomb", "F": "farad", "Hz": "hertz", "J": "joule",
    "K": "kelvin", "L": "liter", "M": "molar", "N": "newton", "Pa": "pascal", "S": "siemens",
    "T": "tesla", "V": "volt", "W": "watt", "Wh": "watt_hour", "a": "year", "at%": "atomic_percent",
    "atm": "atmosphere", "bar": "bar", "d": "day", "eV": "electronvolt", "g": "gram", "h": "hour",
    "ha": "hectare", "l": "liter", "m": "meter", "min": "minute", "mol": "mole", "mol%": "mole_percent",
    "pc": "parsec", "ppm": "parts_per_million", "rpm": "revolutions_per_minute", "s": "second",
    "t": "tonne", "vol%": "volume_percent", "wt%": "weight_percent", "yr": "year", "Å": "angstrom",
    "Ω": "ohm", "kΩ": "kilohm", "MΩ": "megohm",
}  # fmt: skip

_RAISED = {2: "unit_square", 3: "unit_cubic"}
_SEVERAL = 2


def say_unit(unit: str, words: Words, *, singular: bool) -> str:
    """Words for a voice, as in: millisiemens per centimeter."""
    factors, declared = parse_unit(unit), find_declared(unit)
    one, many = (
        [_say_factor(factor, declared, words, count) for factor in factors if factor.exponent > 0]
        for count in (1, _SEVERAL)
    )
    changing = [number for number, names in enumerate(zip(one, many, strict=True)) if len({*names}) > 1]
    if changing and not singular:
        one[changing[-1]] = many[changing[-1]]
    said = " ".join(one)
    for factor in factors:
        if factor.exponent < 0:
            other = _say_factor(factor, declared, words, 1)
            said = words.text("unit_per", unit=said, other=other)
    return said.strip()


def _say_factor(factor: Factor, declared: Mapping[str, DeclaredUnit], words: Words, count: int) -> str:
    """How one or several are said; as the symbol is written where the words lack it."""
    power, name = abs(factor.exponent), _name_unit(factor.symbol, declared, words, count)
    if power == 1:
        return name
    if power in _RAISED:
        return _join(_RAISED[power], name, words)
    return words.text("unit_to_the", unit=name, power=str(power))


def _name_unit(symbol: str, declared: Mapping[str, DeclaredUnit], words: Words, count: int) -> str:
    if own := declared.get(symbol):
        name = own.name or symbol
        return name if count == 1 else own.plural or name
    if symbol in _NAMES:
        return words.text(f"unit_{_NAMES[symbol]}", count=count)
    prefix, base = PREFIXES.get(symbol[0]), _NAMES.get(symbol[1:])
    if not prefix or not base:
        return symbol
    return _join(f"unit_{prefix}", words.text(f"unit_{base}", count=count), words)


def _join(name: str, unit: str, words: Words) -> str:
    """A unit with what is before it; as a part of a word it loses its capital: Millisiemens."""
    before = words[name].partition("{unit}")[0]
    is_part = before and not before.endswith(" ")
    return words.text(name, unit=unit[:1].lower() + unit[1:] if is_part else unit)


_KNOWN = rf"[{''.join(PREFIXES)}]?(?:{'|'.join(sorted(_NAMES, key=len, reverse=True))})"
_POWER = r"(?:\^-?[1-9])?"
_AFTER_NUMBER = re.compile(rf"(?<=[0-9)]) ({_KNOWN}{_POWER}(?:[ /]{_KNOWN}{_POWER})*)(?![\w*^{{])")
_ONE = re.compile(r"(?<![0-9.])1")


def name_units(text: str, words: Words) -> str:
    """A calculation in which the unit behind each number is said: 0.40 cm^2 is 0.40 square centimeters.

    A chemical equation stays what it is: its letters are elements.
    """
    return text if "→" in text else _AFTER_NUMBER.sub(lambda found: f" {_say_behind(found, words)}", text)


def _say_behind(found: re.Match[str], words: Words) -> str:
    return say_unit(
        found[1], words, singular=bool(_ONE.search(found.string, found.start() - 1, found.start()))
    )


_DIGITS = r"(?:[0-9]{1,3}(?:[ ,\u00a0\u2009\u202f][0-9]{3}){1,4}|[0-9]+)(?:[.,][0-9]+)?"
_DIGIT = re.compile("[0-9]")
_TEN = r"(?:[eE][-−+]?[0-9]+|(?:\s?[×x·]\s?10)?(?:\^[-−+]?[0-9]+|[⁻⁺]?[⁰¹²³⁴-⁹]+)?)"
_JOINT = r"[\s·⋅]"


def find_literals(text: str, units: Collection[str]) -> list[tuple[int, str]]:
    """Where plain prose has a number with one of `units`: its offset, and number (or range) with unit.

    Units are found in all spellings (mS/cm, mS cm-1, mS cm⁻¹). One letter is a unit after a space only, for
    3D, 2H and 39K are no amounts. Raises AmountError where one of `units` does not read as a unit.
    """
    if not _DIGIT.search(text):  # most prose has no number in it
        return []
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
    letters = "-?fold" if symbol == FOLD else re.escape(symbol).replace("μ", "[μµ]")
    level, raised = str(exponent).replace("-", "[-−]"), signed(exponent).translate(RAISED)
    return letters if exponent == 1 else rf"{letters}(?:\^?{level}|{raised})"
