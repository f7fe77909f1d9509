"""Quantities of a vineyard, a bakery and the stars: as written, set, said and compared."""

import math
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from virtualissue.quantities.amount import Amount, below_absolute_zero
from virtualissue.quantities.amount_parser import parse_amount
from virtualissue.quantities.typesetting import FIRM, Relation
from virtualissue.quantities.units import THIN, AmountError


def visible(text: str) -> str:
    """The spaces that do not show: a thin one as _, a firm one as ~."""
    return text.replace(THIN, "_").replace(FIRM, "~")


@pytest.mark.parametrize(
    ("value", "rest", "text"),
    [
        (32, {}, "32"),
        (9999, {}, "9999"),
        (12000, {"unit": "L"}, "12_000_L"),
        ("99999", {}, "99_999"),
        (100_000, {}, "100_000"),
        (2_000_000, {"relation": "over"}, "over 2_000_000"),
        ([90_000, 120_000], {}, "90_000–120_000"),
        ("1.0e5", {}, "1.0_×_10⁵"),
        ("100000", {"unit": "L"}, "1.00000_×_10⁵_L"),
        ("100000.5", {}, "1.000005_×_10⁵"),
        ("0.01", {}, "0.01"),
        ("0.0099", {}, "9.9_×_10⁻³"),
        ("0.00", {}, "0.00"),
        ("-18.0", {"unit": "degC"}, "−18.0_°C"),
        ("−18.0", {"unit": "°C"}, "−18.0_°C"),
        ("4.0e-3", {"unit": "S/cm", "relation": "about"}, "about 4.0_×_10⁻³_S/cm"),
        (4.5, {"unit": "hl/ha", "relation": "at least"}, "at least 4.5_hl/ha"),
        (2.5e-7, {"unit": "W m^-2"}, "2.5_×_10⁻⁷_W_m⁻²"),
        ("2.50", {"unit": "g cm⁻³"}, "2.50_g_cm⁻³"),
        (30, {"unit": "°"}, "30°"),
        ([1, 4], {"unit": "mS/cm"}, "1–4_mS/cm"),
        ([25, 30], {"relation": "about"}, "about 25–30"),
        ([-5, -2], {"unit": "°C"}, "−5 to −2_°C"),
        (["1e-4", "5e-4"], {"unit": "S/cm"}, "(1–5)_×_10⁻⁴_S/cm"),
        (["1e-4", "2.0e-3"], {"unit": "S/cm"}, "10⁻⁴ to 2.0_×_10⁻³_S/cm"),
        ([0, "1e-3"], {}, "(0–1)_×_10⁻³"),
        ("1e-3", {}, "1_×_10⁻³"),
        ("1e-3", {"relation": "order"}, "on the order of 10⁻³"),
        (1, {"relation": "order", "unit": "mS/cm"}, "on the order of 1_mS/cm"),
        (None, {"relation": "order", "unit": "mS/cm"}, "on the order of mS/cm"),
        (None, {"relation": "order", "unit": "mS/cm", "symbol": "σ"}, "σ~∼~mS/cm"),
        ("100", {"relation": "about", "unit": "fold"}, "about 100-fold"),
        ("0.31", {"uncertainty": "0.02", "unit": "eV"}, "0.31_±_0.02_eV"),
        ("4.0e-3", {"uncertainty": "2e-4", "unit": "S/cm"}, "(4.0_±_0.2)_×_10⁻³_S/cm"),
        ("4.3", {"unit": "V", "reference": "Li/Li^+"}, "4.3_V vs Li/Li⁺"),
        ("0.4", {"symbol": "x"}, "x~=~0.4"),
        ("0", {"symbol": "x", "relation": "over"}, "x~>~0"),
        ([0, 3], {"symbol": "x"}, "0~≤~x~≤~3"),
        ([0, "2e-3"], {"symbol": "x"}, "0~≤~x~≤~2_×_10⁻³"),
        ([0, 3], {"symbol": "x", "relation": "about"}, "x~≈~0–3"),
        ("1.234567890123456789012345678901234567890", {}, "1.234567890123456789012345678901234567890"),
    ],
)
def test_text(value: object, rest: dict[str, Any], text: str) -> None:
    assert visible(parse_amount(value, **rest).text) == text


@pytest.mark.parametrize(
    ("value", "rest", "html"),
    [
        ("4.0e-3", {"unit": "S/cm"}, "4.0_×_10<sup>−3</sup>_S/cm"),
        ("2.5", {"unit": "g/cm3"}, "2.5_g/cm<sup>3</sup>"),
        ("3", {"symbol": "x", "relation": "under"}, "<i>x</i>~&lt;~3"),
        ("3", {"reference": "<b>"}, "3 vs &lt;b&gt;"),
        ("4.3", {"unit": "V", "reference": "Li/Li^+"}, "4.3_V vs Li/Li<sup>+</sup>"),
        ("4.3", {"unit": "V", "reference": "Hg/Hg2Cl2"}, "4.3_V vs Hg/Hg<sub>2</sub>Cl<sub>2</sub>"),
        ("4.3", {"unit": "V", "reference": "SHE"}, "4.3_V vs SHE"),
    ],
)
def test_html(value: object, rest: dict[str, Any], html: str) -> None:
    assert visible(parse_amount(value, **rest).html) == html


@pytest.mark.parametrize(
    ("value", "rest", "spoken"),
    [
        (
            "4.0e-3",
            {"unit": "S/cm", "relation": "about"},
            "about 4.0 times ten to the minus 3 siemens per centimeter",
        ),
        ([1, 4], {"unit": "mS/cm"}, "1 to 4 millisiemens per centimeter"),
        (1, {"unit": "h"}, "1 hour"),
        ("1.0", {"unit": "h"}, "1.0 hours"),
        (12000, {"unit": "L"}, "12000 liters"),
        ([-5, -2], {"unit": "°C"}, "minus 5 to minus 2 degrees Celsius"),
        ("0.31", {"uncertainty": "0.02", "unit": "eV"}, "0.31 plus or minus 0.02 electronvolts"),
        ("1e-3", {"relation": "order"}, "on the order of ten to the minus 3"),
        (None, {"relation": "order", "unit": "mS/cm"}, "on the order of millisiemens per centimeter"),
        ("100", {"relation": "about", "unit": "fold"}, "about 100 fold"),
        ("4.3", {"unit": "V", "reference": "Li/Li^+"}, "4.3 volts versus lithium slash lithium plus"),
        ([0, 3], {"symbol": "x"}, "x from 0 to 3"),
        ("0", {"symbol": "x", "relation": "over"}, "x is greater than 0"),
    ],
)
def test_speech(value: object, rest: dict[str, Any], spoken: str) -> None:
    assert parse_amount(value, **rest).spoken == spoken


def test_tokens_name_the_kind_of_each_piece() -> None:
    amount = parse_amount("4.0e-3", relation="near", unit="V/m^2", reference="SHE")
    assert amount.tokens == (
        ("word", "near "),
        ("number", "4.0"),
        ("times", f"{THIN}×{THIN}"),
        ("number", "10"),
        ("power", "−3"),
        ("unit", f"{THIN}V"),
        ("unit", "/m"),
        ("power", "2"),
        ("word", " vs "),
        ("reference", "SHE"),
    )


@pytest.mark.parametrize("relation", Relation)
def test_every_relation_reads_in_words_and_beside_a_symbol(relation: Relation) -> None:
    plain, symbolic = parse_amount(7, relation=relation), parse_amount(7, relation=relation, symbol="y")
    assert plain.text.endswith("7")
    assert symbolic.text.startswith(f"y{FIRM}")
    assert symbolic.spoken.isascii()


@pytest.mark.parametrize(
    ("value", "rest", "reach"),
    [
        (None, {"relation": "order", "unit": "L"}, (316.227766, 3162.27766)),
        ("20", {"relation": "order", "unit": "L"}, (6324.55532, 63245.5532)),
        ("4.0", {"uncertainty": "0.5", "unit": "L"}, (3500, 4500)),
        ("4.0", {"relation": "about", "unit": "L"}, (4000, 4000)),
        ("4.0", {"relation": "over", "unit": "L"}, (4000, math.inf)),
    ],
)
def test_an_order_of_magnitude_reaches_half_a_power_of_ten_to_each_side(
    value: object, rest: dict[str, Any], reach: tuple[float, float]
) -> None:
    assert parse_amount(value, **rest).reach("mL") == pytest.approx(reach)


@pytest.mark.parametrize(
    ("value", "rest", "sentence"),
    [
        ("a dozen", {}, "'a dozen' is not a number"),
        ("1-4", {}, "a range as a list"),
        (True, {}, "'True' is not a number"),
        (None, {}, "the value is missing"),
        (None, {"relation": "order"}, "without a value needs a unit"),
        (None, {"relation": "order", "unit": "fold"}, "without a value needs a unit"),
        ([1, None], {}, "'None' is not a number"),
        (math.nan, {}, "'nan' is not a number"),
        ("-inf", {}, "'-inf' is not a number"),
        ("1_000", {}, "'1_000' is not a number"),
        ("1e999", {}, "cannot be compared"),
        ("1" * 5000, {}, "at most 60 characters"),
        ([1, 2, 3], {}, "this list has 3"),
        ([4, 1], {}, "from 4 to 1 does not rise"),
        ([4, 4], {}, "does not rise"),
        ([1, 4], {"relation": "over"}, "a range cannot be 'over'"),
        ([1, 4], {"uncertainty": 1}, "a range has no uncertainty"),
        (1, {"uncertainty": "-0.1"}, "the uncertainty -0.1 is not above zero"),
        (1, {"uncertainty": "0.1", "relation": "under"}, "with an uncertainty cannot be 'under'"),
        (1, {"relation": "arround"}, "no relation 'arround' (there are: equal, about,"),
        (1, {"unit": "1/s"}, "'1/s' cannot be read as a unit"),
        (1, {"unit": "/s"}, "'/s' cannot be read as a unit"),
    ],
)
def test_a_wrong_value_is_refused_in_a_sentence(value: object, rest: dict[str, Any], sentence: str) -> None:
    with pytest.raises(AmountError) as refusal:
        parse_amount(value, **rest)
    assert sentence in str(refusal.value)


@pytest.mark.parametrize(
    ("value", "rest", "unit", "bounds"),
    [
        ("4.0e-3", {"unit": "S/cm"}, "S/cm", (0.004, 0.004)),
        ("4.0", {"unit": "mS/cm"}, "S/cm", (0.004, 0.004)),
        ("0.40", {"unit": "S/m"}, "S/cm", (0.004, 0.004)),
        ("4.0", {"unit": "mS cm⁻¹"}, "S/cm", (0.004, 0.004)),
        ([45, 60], {"unit": "hl/ha"}, None, (45, 60)),
        (5, {"unit": "kg", "relation": "over"}, "g", (5000, math.inf)),
        (5, {"unit": "kg", "relation": "at most"}, "g", (-math.inf, 5000)),
        (5, {"unit": "kg", "uncertainty": "0.5"}, "g", (4500, 5500)),
        (25, {"unit": "degC"}, "K", (298.15, 298.15)),
        ("298.15", {"unit": "K"}, "°C", (25, 25)),
        (60, {"unit": "°C/min"}, "K/s", (1, 1)),
        (5, {"unit": "%"}, "", (0.05, 0.05)),
        (180, {"unit": "°"}, "rad", (pytest.approx(math.pi), pytest.approx(math.pi))),
    ],
)
def test_bounds_in_another_unit(
    value: object, rest: dict[str, Any], unit: str | None, bounds: tuple[float, float]
) -> None:
    assert parse_amount(value, **rest).bounds(unit) == bounds


def test_sorting_takes_the_number_or_the_middle_of_a_range() -> None:
    assert parse_amount(5, relation="over", unit="kg").sort_value("g") == 5000
    assert parse_amount([4, 9], unit="pc").sort_value() == 6
    assert parse_amount([-10, 4], unit="°C").sort_value() == -3


@pytest.mark.parametrize(
    ("value", "unit", "below"),
    [
        (-300, "°C", True),
        (-5, "°C", False),
        (-1, "K", True),
        ([-280, 4], "degC", True),
        (-300, "°C/min", False),
    ],
)
def test_absolute_zero(value: object, unit: str, below: bool) -> None:
    assert below_absolute_zero(parse_amount(value, unit=unit, relation="about")) is below


def test_an_amount_made_by_hand_is_checked_as_well() -> None:
    with pytest.raises(AmountError, match="does not rise"):
        Amount(Decimal(2), Decimal(1))


@pytest.mark.slow
def test_rendering_does_not_load_the_units_library() -> None:
    program = (
        "import sys; from virtualissue.quantities.amount_parser import parse_amount;"
        "amount = parse_amount('4.0e-3', unit='mS/cm', uncertainty='1e-4');"
        "amount.text, amount.html, amount.spoken, amount.bounds();"
        "assert 'pint' not in sys.modules;"
        "amount.bounds('S/m'); assert 'pint' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize(
    ("value", "rest", "text", "spoken", "bounds"),
    [
        ("2.5", {"uncertainty": ["+0.3", "-0.2"]}, "2.5 +0.3/−0.2", "2.5 plus 0.3 minus 0.2", (2.3, 2.8)),
        ("2.5", {"uncertainty": ["-0.2", "0.3"]}, "2.5 +0.3/−0.2", "2.5 plus 0.3 minus 0.2", (2.3, 2.8)),
        (
            "2.5e-3",
            {"uncertainty": ["+3e-4", "-2e-4"], "unit": "K"},
            "(2.5 +0.3/−0.2) × 10⁻³ K",
            "2.5 plus 0.3 minus 0.2 times ten to the minus 3 kelvins",
            (0.0023, 0.0028),
        ),
        ("1:4", {}, "1:4", "1 to 4", (0.25, 0.25)),
        ("2.5:1", {"relation": "at least"}, "at least 2.5:1", "at least 2.5 to 1", (2.5, math.inf)),
    ],
)
def test_two_sided_errors_and_ratios(
    value: str, rest: dict[str, Any], text: str, spoken: str, bounds: tuple[float, float]
) -> None:
    amount = parse_amount(value, **rest)
    assert amount.text.replace(THIN, " ") == text
    assert amount.spoken == spoken
    assert amount.bounds() == pytest.approx(bounds)


def test_a_limit_says_its_confidence() -> None:
    limit = replace(parse_amount("1.2", relation="under", unit="GeV"), confidence=Decimal(95))
    assert limit.text.replace(THIN, " ") == "under 1.2 GeV (95% confidence)"
    assert limit.spoken == "under 1.2 gigaelectronvolts at 95 percent confidence"


@pytest.mark.parametrize(
    ("value", "rest", "field", "sentence"),
    [
        ("1:0", {}, "value", "must be above zero"),
        ("1:2:3", {}, "value", "is not a ratio of two numbers"),
        ("1:b", {}, "value", "'b' is not a number"),
        ("1,630", {}, "value", "thousands are not separated, as in 1200"),
        ("12'500", {}, "value", "thousands are not separated"),
        ("0,630", {}, "value", r"\(the decimal sign is a point, as in 0.5\)"),
        ("1:3", {"unit": "K"}, "value", "neither a unit nor"),
        ("1:3", {"uncertainty": "0.1"}, "value", "neither a unit nor"),
        ("2", {"uncertainty": ["0.3", "0.2"]}, "uncertainty", "has a plus and a minus"),
        ("2", {"uncertainty": ["+0.3"]}, "uncertainty", "has a plus and a minus"),
        ("2", {"uncertainty": "+0.3/-0.2"}, "uncertainty", "has a plus and a minus"),
        ("2", {"unit": "h//s"}, "unit", "cannot be read as a unit"),
    ],
)
def test_what_is_wrong_is_told_with_its_field(
    value: str, rest: dict[str, Any], field: str, sentence: str
) -> None:
    with pytest.raises(AmountError, match=sentence) as refusal:
        parse_amount(value, **rest)
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("value", "relation", "confidence", "sentence"),
    [("2", "equal", 95, "only a limit"), ("2", "under", 0, "not a percentage"), ("2", "under", 100, "not a")],
)
def test_a_confidence_that_says_nothing_is_refused(
    value: str, relation: str, confidence: int, sentence: str
) -> None:
    with pytest.raises(AmountError, match=sentence) as refusal:
        replace(parse_amount(value, relation=relation), confidence=Decimal(confidence))
    assert refusal.value.field == "confidence"


@pytest.mark.parametrize(
    ("value", "unit", "wanted", "text"),
    [
        ("4.0e-3", "S/cm", "mS/cm", "4.0 mS/cm"),
        ("25", "°C", "K", "298 K"),
        ("0", "°C", "K", "273 K"),
        ("25.5", "°C", "K", "298.7 K"),
        (["25", "30"], "°C", "K", "298–303 K"),
        (["1", "1.02"], "lb", "kg", "0.45–0.4627 kg"),
        (["1", "1.00000000000000000001"], "lb", "kg", "0.45–0.45359237 kg"),
        (["1", "4"], "mS/cm", "S/cm", "(1–4) × 10⁻³ S/cm"),
    ],
)
def test_a_value_in_another_unit_is_as_precise_as_it_was_written(
    value: str | list[str], unit: str, wanted: str, text: str
):
    assert parse_amount(value, unit=unit).in_unit(wanted).text.replace("\u202f", " ") == text


def test_what_belongs_to_a_value_is_converted_with_it():
    amount = replace(parse_amount("1.2", unit="eV", uncertainty=["+0.3", "-0.2"]), confidence=Decimal(95))
    there = amount.in_unit("meV")
    assert [there.low, *there.spread, there.confidence] == [1200, 200, 300, 95]
