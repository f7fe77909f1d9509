"""Numbers in units of a vineyard, a bakery and the stars: compared and converted."""

import subprocess
import sys

import pytest

from virtualissue.quantities.conversion import convert, is_unit, same_dimension
from virtualissue.quantities.units import AmountError


@pytest.mark.parametrize(
    "unit", ["", "S/cm", "mA h g^-1", "µS cm⁻¹", "Ω", "ohm", "°C", "%", "vol%", "hl/ha", "Gyr"]
)
def test_units(unit: str) -> None:
    assert is_unit(unit)


@pytest.mark.parametrize("text", ["papers", "loaves", "5 S", "S//cm", "S cm-1)", "/", " ", "<b>"])
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
    ],
)
def test_what_does_not_convert(given: str, wanted: str, sentence: str) -> None:
    with pytest.raises(AmountError) as refusal:
        convert(1, given, wanted)
    assert sentence in str(refusal.value)


def test_finding_literals_does_not_load_the_units_library() -> None:
    program = (
        "import sys; from virtualissue.measure import convert; from virtualissue.unit import find_literals;"
        "find_literals('5 V', ['V']); assert 'pint' not in sys.modules;"
        "convert(5, 'V', 'mV'); assert 'pint' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
