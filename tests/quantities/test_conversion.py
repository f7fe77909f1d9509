"""Numbers in units of a vineyard, a bakery and the stars: compared and converted."""

import os
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from virtualissue.quantities.conversion import (
    CONSTANTS,
    constant,
    convert,
    find_declaration_fault,
    is_unit,
    same_dimension,
    to_base,
    to_unit,
)
from virtualissue.quantities.units import AmountError, DeclaredUnit, UnitOfIssue, say_unit
from virtualissue.words import WORDS


@pytest.mark.parametrize(
    "unit",
    [
        "",
        "S/cm",
        "mA h g^-1",
        "µS cm⁻¹",
        "Ω",
        "ohm",
        "°C",
        "%",
        "vol%",
        "hl/ha",
        "Gyr",
        "fold",
        "atm",
        "MeV/c^2",
    ],
)
def test_units(unit: str) -> None:
    assert is_unit(unit)


@pytest.mark.parametrize(
    "text", ["papers", "loaves", "5 S", "S//cm", "S cm-1)", "/", " ", "<b>", "m^100", "m" * 61, "σ", "sigma"]
)
def test_nouns_and_noise_are_no_units(text: str) -> None:
    assert not is_unit(text)


@pytest.mark.parametrize(
    ("unit_a", "unit_b", "same"),
    [
        ("S/cm", "ohm^-1 m^-1", True),
        ("degC", "K", True),
        ("kW h", "MJ", True),
        ("eV", "V", False),
        ("wt%", "vol%", False),
        ("fold", "", True),
        ("papers", "papers", False),
    ],
)
def test_dimensions(unit_a: str, unit_b: str, same: bool) -> None:
    assert same_dimension(unit_a, unit_b) is same


@pytest.mark.parametrize(
    ("given", "wanted", "sentence"),
    [
        ("K", "eV", "'K' does not convert to 'eV'"),
        ("g", "loaves", "there is no unit 'loaves'"),
        ("dB", "", "'dB'"),
        ("ksigma/cm", "m", "'ksigma' is a constant, not a unit (in 'ksigma/cm')"),
        ("k_B", "J/K", "'k_B' is a constant, not a unit"),
        ("km^99", "fm^99", "too large a number in 'fm^99'"),
    ],
)
def test_what_does_not_convert(given: str, wanted: str, sentence: str) -> None:
    with pytest.raises(AmountError) as refusal:
        convert(1, given, wanted)
    assert sentence in str(refusal.value)


@pytest.mark.parametrize(
    ("value", "given", "wanted", "number"),
    [
        (74, "mS/cm", "S/cm", 0.074),
        ("0.25", "eV", "J", 4.005441585e-20),
        (350, "°C", "K", 623.15),
        (9, "°C/min", "K/min", 9),
        (212, "°F", "°C", 100),
        (180, "°", "rad", 3.141592653589793),
        (100, "fold", "", 100),
        (36, "h", "d", 1.5),
    ],
)
def test_conversion(value: object, given: str, wanted: str, number: float) -> None:
    assert convert(float(str(value)), given, wanted) == pytest.approx(number, rel=1e-12)


CODATA_2022 = {
    "k": 1.380649e-23, "e": 1.602176634e-19, "R": 8.314462618, "F": 96485.33212, "N_A": 6.02214076e23,
    "h": 6.62607015e-34, "hbar": 1.054571817e-34, "c": 299792458, "G": 6.67430e-11, "g_n": 9.80665,
    "epsilon_0": 8.8541878188e-12, "mu_0": 1.25663706127e-6, "m_e": 9.1093837139e-31,
    "m_p": 1.67262192595e-27, "m_n": 1.67492750056e-27, "m_u": 1.66053906892e-27, "a_0": 5.29177210544e-11,
    "alpha": 7.2973525643e-3, "mu_B": 9.2740100657e-24, "R_inf": 10973731.568157,
    "sigma_SB": 5.670374419e-8, "pi": 3.141592653589793,
}  # fmt: skip


@pytest.mark.parametrize("name", CONSTANTS)
def test_constants_have_the_values_of_codata_in_their_usual_units(name: str) -> None:
    assert float(to_unit(*constant(name), CONSTANTS[name].unit)) == pytest.approx(
        CODATA_2022[name], rel=2e-10
    )


def run(program: str, **environment: str) -> None:
    subprocess.run([sys.executable, "-c", program], check=True, env={**os.environ, **environment})


@pytest.mark.slow
def test_a_damaged_cache_of_the_library_costs_time_and_nothing_else(tmp_path: Path) -> None:
    convert_once = (
        "from virtualissue.quantities.conversion import convert; assert convert(5, 'V', 'mV') == 5000"
    )
    run(convert_once, XDG_CACHE_HOME=str(tmp_path))
    pickles = list(tmp_path.rglob("*.pickle"))
    assert pickles
    for damage in (b"", b"nothing", b"\x80\x05."):
        for pickle in pickles:
            pickle.write_bytes(damage)
        run(convert_once, XDG_CACHE_HOME=str(tmp_path))


@pytest.mark.slow
def test_without_a_place_for_its_cache_the_library_works(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    program = "from virtualissue.quantities.conversion import convert; assert convert(5, 'V', 'mV') == 5000"
    run(program, XDG_CACHE_HOME=str(tmp_path / "file" / "cache"))


@pytest.mark.slow
def test_finding_literals_does_not_load_the_units_library() -> None:
    program = (
        "import sys; from virtualissue.quantities.conversion import convert;"
        "from virtualissue.quantities.units import find_literals;"
        "find_literals('5 V', ['V']); assert 'pint' not in sys.modules;"
        "convert(5, 'V', 'mV'); assert 'pint' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


DECLARED = {
    unit.symbol: unit
    for unit in (
        DeclaredUnit("IU", "international unit", "international units"),
        DeclaredUnit("ppb", size=Decimal("1e-9")),
        DeclaredUnit("Torr", size=Decimal("133.322"), unit="Pa"),
        DeclaredUnit("σ", "standard deviation", "standard deviations"),
        DeclaredUnit("€"),
    )
}


def own(unit: str) -> str:
    return UnitOfIssue(unit, DECLARED)


@pytest.mark.parametrize(
    ("value", "given", "wanted", "number"),
    [
        (5, "ppb", "", 5e-9), (1, "Torr", "hPa", 1.33322), (2, "kIU", "IU", 2000), (1, "€/kg", "€/g", 0.001),
        (3, "IU/mL", "IU/L", 3000),
    ],
)  # fmt: skip
def test_declared_units_convert(value: float, given: str, wanted: str, number: float):
    assert convert(value, own(given), own(wanted)) == pytest.approx(number)


def test_a_declared_unit_is_one_in_its_issue_alone():
    assert is_unit(own("IU"))
    assert is_unit(own("σ"))  # elsewhere, the symbol of a constant
    assert not is_unit("IU")
    assert not is_unit("σ")
    assert is_unit(UnitOfIssue("IU", {"IU": DeclaredUnit("IU", size=Decimal(2))}))
    assert not same_dimension(own("IU"), "")
    assert same_dimension(UnitOfIssue("IU", {"IU": DeclaredUnit("IU", size=Decimal(2))}), "")


def test_a_dimension_of_its_own_is_said_by_its_symbol():
    with pytest.raises(AmountError, match=re.escape("[mass]^-1 [IU] is not the dimension of 'g'")):
        to_unit(*to_base(Decimal(1), own("IU/g")), "g")


@pytest.mark.parametrize(
    ("declared", "field", "fault"),
    [
        (DeclaredUnit("mol"), "", "mol is a unit already"),
        (DeclaredUnit("a-b"), "", "not the symbol of a unit"),
        (DeclaredUnit("loaf", size=Decimal(2), unit="crumb"), "is", "there is no unit 'crumb'"),
    ],
)
def test_a_declaration_that_cannot_be(declared: DeclaredUnit, field: str, fault: str):
    found = find_declaration_fault(declared)
    assert found
    assert found[0] == field
    assert fault in found[1]


def test_a_declared_unit_is_said_by_its_name():
    assert say_unit(own("IU/m^2"), WORDS, singular=False) == "international units per square meter"
    assert say_unit(own("m^2/IU"), WORDS, singular=False) == "square meters per international unit"
    assert say_unit(own("IU"), WORDS, singular=True) == "international unit"
    assert say_unit(own("Torr"), WORDS, singular=False) == "Torr"
