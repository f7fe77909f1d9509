"""Units of a vineyard, a bakery and the stars: read, set, said and found in prose."""

import pytest

from virtualissue.quantities.units import (
    THIN,
    AmountError,
    Factor,
    find_literals,
    name_units,
    parse_unit,
    say_unit,
    set_unit,
)
from virtualissue.words import WORDS


@pytest.mark.parametrize("spelling", ["mS cm^-2", "mS cm-2", "mS cm⁻²", "mS·cm^−2"])
def test_all_spellings_have_the_same_factors(spelling: str) -> None:
    assert parse_unit(spelling) == (Factor("", "mS", 1), Factor(" ", "cm", -2))


def test_a_slash_turns_the_exponent_but_not_the_power_as_written() -> None:
    meter, square_second = parse_unit("m/s^2")
    assert (meter.exponent, square_second.power, square_second.exponent) == (1, 2, -2)


@pytest.mark.parametrize("unit", ["m^100", "1/s", "/s", "S//cm", "5 S", "S cm-1)", " "])
def test_noise_is_refused_in_a_sentence(unit: str) -> None:
    with pytest.raises(AmountError, match="cannot be read as a unit"):
        parse_unit(unit)


@pytest.mark.parametrize(
    ("unit", "pieces"),
    [
        ("", []),
        ("°", [("unit", "°")]),
        ("degC", [("unit", f"{THIN}°C")]),
        ("kohm", [("unit", f"{THIN}kΩ")]),
        ("ohm cm2", [("unit", f"{THIN}Ω"), ("unit", f"{THIN}cm"), ("power", "2")]),
        ("W/m^2", [("unit", f"{THIN}W"), ("unit", "/m"), ("power", "2")]),
        ("fold", [("unit", "-fold")]),
        ("W m^-2", [("unit", f"{THIN}W"), ("unit", f"{THIN}m"), ("power", "−2")]),
    ],
)
def test_the_pieces_that_follow_a_number(unit: str, pieces: list[tuple[str, str]]) -> None:
    assert list(set_unit(unit)) == pieces


@pytest.mark.parametrize(
    ("unit", "one", "several"),
    [
        ("", "", ""),
        ("h", "hour", "hours"),
        ("°C", "degree Celsius", "degrees Celsius"),
        ("hl/ha", "hectoliter per hectare", "hectoliters per hectare"),
        ("g/cm^3", "gram per cubic centimeter", "grams per cubic centimeter"),
        ("mA h g^-1", "milliampere hour per gram", "milliampere hours per gram"),
        ("S/cm", "siemens per centimeter", "siemens per centimeter"),
        ("µm^2", "square micrometer", "square micrometers"),
        ("m^4", "meter to the 4", "meters to the 4"),
        ("wibble", "wibble", "wibble"),
        ("s^-1", "per second", "per second"),
        ("kohm cm^2", "kilohm square centimeter", "kilohm square centimeters"),
    ],
)
def test_speech(unit: str, one: str, several: str) -> None:
    assert say_unit(unit, WORDS, singular=True) == one
    assert say_unit(unit, WORDS, singular=False) == several


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("(200 Ω × 0.40 cm^2)", "(200 ohms × 0.40 square centimeters)"),
        ("10^-3 S/cm = 1 mS/cm", "10^-3 siemens per centimeter = 1 millisiemens per centimeter"),
        ("*R*_1 = (3 - 1) kΩ", "*R*_1 = (3 - 1) kilohms"),
        ("1 K or 11 K", "1 kelvin or 11 kelvins"),
        ("2 *m*, 2 m_1, 3 Kx, 4 K*", "2 *m*, 2 m_1, 3 Kx, 4 K*"),
        ("2 K + 2 H_2O → 2 KOH + H_2", "2 K + 2 H_2O → 2 KOH + H_2"),
    ],
)
def test_the_units_of_a_calculation_are_said(typed: str, heard: str) -> None:
    assert name_units(typed, WORDS) == heard


UNITS = [
    "fold",
    "S/cm",
    "mS/cm",
    "eV",
    "h",
    "K",
    "°C",
    "V",
    "%",
    "A",
    "C",
    "S",
    "D",
    "in",
    "µm",
    "g/cm^3",
    "hl/ha",
]


@pytest.mark.parametrize(
    ("text", "literals"),
    [
        ("It is 4.0e-3 S/cm at 300 K (25 °C).", ["4.0e-3 S/cm", "300 K", "25 °C"]),
        ("74 mS cm-1, 74 mS cm⁻¹, 74 mS·cm^-1", ["74 mS cm-1", "74 mS cm⁻¹", "74 mS·cm^-1"]),
        ("4.0 × 10⁻³ S/cm and 10^-3 S/cm", ["4.0 × 10⁻³ S/cm", "10^-3 S/cm"]),
        ("5 V, 4.3\u202fV, 0.25 eV, 0.25eV, 3 μm", ["5 V", "4.3\u202fV", "0.25 eV", "0.25eV", "3 μm"]),
        ("5 %, 5% and 25°C, down to −18 °C", ["5 %", "5%", "25°C", "−18 °C"]),
        ("12 000 h or 12,000 h of 25–30 h or 5 to 7 h", ["12 000 h", "12,000 h", "25–30 h", "5 to 7 h"]),
        ("yields of 45 ± 3 hl/ha at 1.1 g cm-3", ["45 ± 3 hl/ha", "1.1 g cm-3"]),
        ("a 100-fold rise, 10 fold, tenfold", ["100-fold", "10 fold"]),
        ("3D and 2D, 13C and 39K, 2H", []),
        ("Li7La3, (PO4)3 V, COVID-19 K, P(V)", []),
        ("32 articles of 2017–2019; 2022, 34", []),
        ("x = 0.4, and 1 In the first, 5 Keys", []),
    ],
)
def test_literals_in_prose(text: str, literals: list[str]) -> None:
    found = find_literals(text, UNITS)
    assert [literal for _, literal in found] == literals
    assert all(text.startswith(literal, offset) for offset, literal in found)


def test_without_units_there_are_no_literals() -> None:
    assert find_literals("5 V and 32 articles", [""]) == []
