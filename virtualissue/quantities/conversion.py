"""Units and constants: which there are, and what a number in one unit is in another, by the library pint.

No other module knows pint. It takes a while to load, so it is loaded when something is first compared. The
definitions that it has read it keeps as pickles in the user's cache folder: nothing in `out/` is unpickled.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from decimal import Decimal, localcontext
from functools import cache
from hashlib import blake2s
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from virtualissue.quantities.units import (
    LETTERS,
    PREFIXES,
    AmountError,
    DeclaredUnit,
    find_declared,
    parse_unit,
)

if TYPE_CHECKING:
    from pint import UnitRegistry
    from pint.facets.plain import PlainUnit

    Unit = PlainUnit

HOW_TO_DECLARE = " (units of your own are declared in issue.yml, under units)"
PRECISION = 40  # figures; the constants of nature have fewer


class DimensionError(AmountError):
    """Something is not measured in the unit that is asked for."""


# --- the library -----------------------------------------------------------------------------------------


@cache
def _registry() -> UnitRegistry[Decimal]:
    # Only who compares should wait for these.
    import pint  # noqa: PLC0415
    from platformdirs import user_cache_path  # noqa: PLC0415

    # The library caches the paths of its own files, so each installation of it needs a folder of its own.
    installed = blake2s(pint.__file__.encode(), digest_size=8).hexdigest()
    folder = user_cache_path("virtualissue") / "units" / installed
    # In decimals 4 mS/cm is exactly 0.4 S/m.
    try:
        registry: UnitRegistry[Decimal] = pint.UnitRegistry(non_int_type=Decimal, cache_folder=folder)
    except Exception:  # noqa: BLE001 (a damaged or read-only cache costs time and nothing else)
        registry = pint.UnitRegistry(non_int_type=Decimal)
    registry.define("@alias degree = °")
    registry.define("fold = 1")
    for share in ("wt", "at", "mol", "vol"):  # shares of unlike wholes: each compares with itself alone
        registry.define(f"{share}_percent = [{share}_percent]")
    return registry


# The SI Brochure (8th edition, section 4.1) lists these constants and the atmosphere as units, too.
_UNITS_TOO = {"standard_atmosphere", "speed_of_light", "elementary_charge", "electron_mass", "dirac_constant"}


@cache
def _constants() -> frozenset[str]:
    """The names of the constants that the library defines beside its units, and mostly as such."""
    text = files("pint").joinpath("constants_en.txt").read_text(encoding="utf-8")
    return frozenset(re.findall(r"^(\w+) +=", text, re.MULTILINE)) - _UNITS_TOO


def _unit(unit: str) -> Unit:
    """A unit of the library, or of those that the issue declares. Raises AmountError where there is none."""
    return _find_unit(str(unit), tuple(find_declared(unit).values()))


@cache
def _find_unit(unit: str, declared: tuple[DeclaredUnit, ...]) -> Unit:
    registry, factors = _registry(), parse_unit(unit)
    container = registry.UnitsContainer()
    for factor in factors:
        name = _name(factor.symbol, unit, {own.symbol: own for own in declared})
        # A degree in a compound (°C/min) is a difference, without a zero to shift.
        shifts = f"delta_{name}" in registry and (len(factors) > 1 or factor.exponent != 1)
        container *= registry.UnitsContainer({f"delta_{name}" if shifts else name: factor.exponent})
    found = registry.Unit(container)
    try:
        _ = found.dimensionality
    except TypeError:  # raised by the library for a prefix that the unit cannot have (m°C, hdB)
        raise AmountError(f"there is no unit '{unit}'") from None
    return found


def _linear_unit(unit: str) -> Unit:
    """A unit that is not a logarithm. Raises AmountError."""
    known = _unit(unit)
    try:
        _registry().Quantity(Decimal(1), known).to_base_units()
    except TypeError:  # raised by the library for logarithms, which are no decimals
        raise DimensionError(f"nothing can be calculated in '{unit}', which is logarithmic") from None
    return known


def _name(symbol: str, unit: str, declared: Mapping[str, DeclaredUnit]) -> str:
    """What the library calls a symbol. Raises AmountError where it means no unit."""
    if symbol in declared:
        return _define(declared[symbol])
    candidates = _find_candidates(symbol)
    where = f" (in '{unit}')" if unit != symbol else ""
    if not candidates and symbol[0] in PREFIXES and symbol[1:] in declared:
        return f"{PREFIXES[symbol[0]]}{_define(declared[symbol[1:]])}"
    if not candidates:
        raise AmountError(f"there is no unit '{symbol}'{where or HOW_TO_DECLARE}")
    prefix, name, _ = candidates[0]
    if name in _constants():
        raise AmountError(f"'{symbol}' is a constant, not a unit{where}")
    return f"{prefix}{name}"


def _find_candidates(symbol: str) -> tuple[tuple[str, str, str], ...]:
    """What a symbol can mean to the library, the likeliest first: prefix, unit, and ending."""
    return _registry().parse_unit_name(symbol.replace("%", "_percent").removeprefix("_"))


@cache
def _define(declared: DeclaredUnit) -> str:
    """The name of a declared unit in the library, which holds all that it means: no two issues interfere."""
    letters = "_".join(f"{ord(letter):x}" for letter in declared.symbol)
    if declared.size is None:
        name, meaning = f"unit_{letters}", f"[unit_{letters}]"
    else:
        meaning = " * ".join(filter(None, (f"{declared.size:f}", str(_unit(declared.unit)))))
        meaning = meaning.removesuffix(" * dimensionless")
        name = f"unit_{letters}_{blake2s(meaning.encode(), digest_size=8).hexdigest()}"
    if name not in _registry():
        _registry().define(f"{name} = {meaning}")
    return name


def find_declaration_fault(declared: DeclaredUnit) -> tuple[str, str] | None:
    """What is wrong with a unit that an issue declares, and in which of its fields, if any."""
    if not re.fullmatch(LETTERS, declared.symbol):
        return "", f"'{declared.symbol}' is not the symbol of a unit (letters, %, ‰, °, or a currency sign)"
    known = _find_candidates(declared.symbol)
    if known and not known[0][0] and known[0][1] not in _constants():
        return "", f"{declared.symbol} is a unit already: delete it here, or choose another symbol"
    if declared.size is not None and (fault := find_unit_fault(declared.unit)):
        return "is", fault
    return None


# --- units -----------------------------------------------------------------------------------------------


def find_unit_fault(text: str) -> str | None:
    """Why `text` is no unit of something measured and not empty either, the unit of pure numbers."""
    try:
        _unit(text)
    except AmountError as error:
        return str(error)
    return None


def is_unit(text: str) -> bool:
    """Whether `text` is the unit of something measured, or empty, the unit of pure numbers."""
    return find_unit_fault(text) is None


def same_dimension(unit_a: str, unit_b: str) -> bool:
    """Whether one unit converts to the other; never where one of them is unknown."""
    return (
        is_unit(unit_a) and is_unit(unit_b) and _unit(unit_a).dimensionality == _unit(unit_b).dimensionality
    )


def convert(value: float | Decimal, given: str, wanted: str) -> float:
    """`value` in the unit `given` -> in the unit `wanted`; °C and °F alone are temperatures, not differences.

    Raises AmountError where a unit is unknown, where the dimensions differ, and for logarithms such as dB.
    """
    if given == wanted or math.isinf(value):
        return float(value)
    try:
        number = float(to_unit(*to_base(Decimal(str(value)), given), wanted))
    except DimensionError:
        raise AmountError(f"'{given}' does not convert to '{wanted}'") from None
    if math.isinf(number):
        raise AmountError(f"{value} {given} is too large a number in '{wanted}'")
    return number


# --- base units, in which is calculated ------------------------------------------------------------------


def to_base(number: Decimal, unit: str) -> tuple[Decimal, Unit]:
    """A number in a unit -> the number in base units (a temperature in kelvin), and these.

    Raises AmountError for an unknown unit and for a logarithm.
    """
    with localcontext(prec=PRECISION):
        base = _registry().Quantity(number, _linear_unit(unit)).to_base_units()
    return base.magnitude, base.units


def to_unit(number: Decimal, base: Unit, unit: str) -> Decimal:
    """A number in base units -> the number in a unit; raises DimensionError where the dimensions differ."""
    wanted = _linear_unit(unit)
    if wanted.dimensionality != base.dimensionality:
        said = f"'{unit}'" if unit else "a pure number"
        raise DimensionError(f"{say_dimension(base)} is not the dimension of {said}")
    with localcontext(prec=PRECISION):
        return _registry().Quantity(number, base).to(wanted).magnitude


def say_dimension(base: Unit) -> str:
    """As in: [length]^2 [time]^-1."""
    factors = (f"{name}^{power:g}".removesuffix("^1") for name, power in sorted(base.dimensionality.items()))
    return _DECLARED.sub(_spell, " ".join(factors)) or "a pure number"


_DECLARED = re.compile(r"\[unit_([0-9a-f_]+)\]")


def _spell(name: re.Match[str]) -> str:
    """The symbol of a declared unit that has a dimension of its own."""
    return f"[{''.join(chr(int(letter, 16)) for letter in name[1].split('_'))}]"


# --- constants -------------------------------------------------------------------------------------------


class Constant(NamedTuple):
    """A constant: its symbol with an index after _, its usual unit, and its key in the library."""

    symbol: str
    unit: str
    key: str


# By the name that an expression uses; `constant_` and that name is its word. The values are those of CODATA,
# as the library holds them.
CONSTANTS: Mapping[str, Constant] = {
    "k": Constant("k", "J/K", "boltzmann_constant"),
    "e": Constant("e", "C", "elementary_charge"),
    "R": Constant("R", "J mol^-1 K^-1", "molar_gas_constant"),
    "F": Constant("F", "C/mol", "faraday_constant"),
    "N_A": Constant("N_A", "mol^-1", "avogadro_constant"),
    "h": Constant("h", "J s", "planck_constant"),
    "hbar": Constant("ħ", "J s", "dirac_constant"),
    "c": Constant("c", "m/s", "speed_of_light"),
    "G": Constant("G", "m^3 kg^-1 s^-2", "newtonian_constant_of_gravitation"),
    "g_n": Constant("g_n", "m/s^2", "standard_gravity"),
    "epsilon_0": Constant("ε_0", "F/m", "vacuum_permittivity"),
    "mu_0": Constant("μ_0", "N A^-2", "vacuum_permeability"),
    "m_e": Constant("m_e", "kg", "electron_mass"),
    "m_p": Constant("m_p", "kg", "proton_mass"),
    "m_n": Constant("m_n", "kg", "neutron_mass"),
    "m_u": Constant("m_u", "kg", "atomic_mass_constant"),
    "a_0": Constant("a_0", "m", "bohr"),
    "alpha": Constant("α", "", "fine_structure_constant"),
    "mu_B": Constant("μ_B", "J/T", "bohr_magneton"),
    "R_inf": Constant("R_∞", "m^-1", "rydberg_constant"),
    "sigma_SB": Constant("σ", "W m^-2 K^-4", "stefan_boltzmann_constant"),
    "pi": Constant("π", "", "pi"),
}


@cache
def constant(name: str) -> tuple[Decimal, Unit]:
    """A constant by its name in `CONSTANTS`: its number in base units, and these."""
    with localcontext(prec=PRECISION):
        base = _registry().Quantity(Decimal(1), CONSTANTS[name].key).to_base_units()
    return base.magnitude, base.units
