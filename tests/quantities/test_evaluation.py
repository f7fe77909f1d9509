"""Expressions over amounts of a workshop and a sky: units, significant figures, and what is refused."""

from collections.abc import Mapping

import pytest

from virtualissue.quantities.amount import Amount
from virtualissue.quantities.amount_parser import parse_amount
from virtualissue.quantities.evaluation import Value, calculate, round_value, value_of
from virtualissue.quantities.expressions import ExpressionError
from virtualissue.quantities.units import AmountError

NAMES: Mapping[str, Value] = {
    "length": value_of(parse_amount("2.50", unit="cm")),
    "width": value_of(parse_amount("4.0", unit="mm")),
    "day": value_of(parse_amount("1", unit="d"), exact=True),
    "oven": value_of(parse_amount("350", unit="°C")),
    "barrier": value_of(parse_amount("0.40", unit="eV", relation="about")),
    "cold": value_of(parse_amount("300", unit="K"), exact=True),
    "hot": value_of(parse_amount("350", unit="K"), exact=True),
    "fold": value_of(parse_amount("100", relation="about")),
    "star": value_of(parse_amount("5772", unit="K")),
    "slope": value_of(parse_amount("30", unit="°")),
    "fall": value_of(parse_amount("9.81", unit="m/s^2", uncertainty="0.20")),
    "small": value_of(parse_amount("0.25", unit="eV")),
    "large": value_of(parse_amount("0.95", unit="eV")),
    "hour": value_of(parse_amount("1.00", unit="h")),
    "wait": value_of(parse_amount("36", unit="s")),
    "ninety": value_of(parse_amount("99", unit="g")),
}


def evaluate(expression: str, names: Mapping[str, Value], unit: str) -> Amount:
    return round_value(calculate(expression, names), unit)


def said(amount: Amount) -> str:
    return amount.text.replace("\u202f", " ")


@pytest.mark.parametrize(
    ("expression", "unit", "text"),
    [
        ("length * width", "cm^2", "1.0 cm²"),  # the fewer figures win
        ("length + width", "cm", "2.90 cm"),  # the last common place wins
        ("length - 2 * width", "cm", "1.70 cm"),
        ("(length + width) / width", "", "7.3"),  # 7.25: halves go up
        ("length ^ 2", "cm^2", "6.25 cm²"),
        ("sqrt(length * width)", "cm", "1.0 cm"),
        ("(length * width) ^ 0.5", "mm", "10 mm"),
        ("ninety", "kg", "0.099 kg"),  # another unit, no figure more
        ("ninety * 2", "g", "2.0 × 10² g"),
        ("small + large", "eV", "1.20 eV"),  # the last common place of the unit written
        ("hour + wait", "h", "1.01 h"),
        ("oven - cold", "K", "323 K"),
        ("fall * 2", "m/s^2", "19.6 m/s²"),
        ("length - length", "cm", "0 cm"),
        ("-length", "cm", "−2.50 cm"),
        ("day / 24", "h", "1 h"),  # exact stays exact
        ("oven", "K", "623 K"),
        ("exp(barrier / k * (1 / cold - 1 / hot))", "", "about 9"),
        ("k * cold * ln(fold)", "eV", "about 0.12 eV"),
        ("ln(exp(length / width))", "", "6.3"),  # 6.25
        ("log10(1000 * length / length)", "", "3"),  # what cancels has no error
        ("sin(slope)", "", "0.50"),
        ("cos(slope)", "", "0.87"),
        ("tan(slope)", "", "0.58"),
        ("length ^ 30", "cm^30", "8.7 × 10¹¹ cm³⁰"),  # the error grows with the power
        ("F / (N_A * e)", "", "1"),
        ("c", "m/s", "2.99792458 × 10⁸ m/s"),
        ("sqrt(1 / (epsilon_0 * mu_0)) / c", "", "1"),
        ("hbar * 2 * pi / h", "", "1"),
        ("sigma_SB * star ^ 4", "MW/m^2", "62.94 MW/m²"),
        ("exp(1)", "", "2.718"),  # exact, and too long to be written whole
        ("day / 7", "h", "3.429 h"),
    ],
)
def test_expressions_keep_units_figures_and_about(expression: str, unit: str, text: str):
    assert said(evaluate(expression, NAMES, unit)) == text


def test_an_exponential_has_the_figures_that_its_error_supports():
    names = {
        "E": value_of(parse_amount("0.25", unit="eV", relation="about")),
        "T1": value_of(parse_amount("298", unit="K"), exact=True),
        "T2": value_of(parse_amount("333", unit="K"), exact=True),
    }
    growth = "exp(E / k * (1 / T1 - 1 / T2))"
    assert said(evaluate(growth, names, "")) == "about 2.8"
    assert said(evaluate(f"{growth} * T1 / T2", names, "")) == "about 2.5"
    rough = names | {"E": value_of(parse_amount("0.3", unit="eV"))}
    assert said(evaluate(growth, rough, "")) == "3"


def test_errors_add_as_those_of_independent_givens():
    one, other = (value_of(parse_amount("2.0", uncertainty="0.3", unit="m")) for _ in range(2))
    (error,) = calculate("2 * a", {"a": one}).errors.values()
    assert float(error) == pytest.approx(0.6)
    errors = calculate("a * b", {"a": one, "b": other}).errors.values()
    assert [float(part) for part in errors] == pytest.approx([0.6, 0.6])
    (error,) = calculate("a - a / 4", {"a": one}).errors.values()  # one given, twice: no two errors
    assert float(error) == pytest.approx(0.225)


def test_what_is_calculated_with_again_keeps_more_figures():
    ratio = calculate("length / width", NAMES)
    assert said(round_value(ratio, "")) == "6.3"
    assert said(round_value(ratio, "", more=1)) == "6.25"
    assert said(evaluate("ratio * 1.2", {"ratio": ratio}, "")) == "7.5"  # from 6.3 it would be 7.6


def test_a_half_goes_up():
    names = {
        "a": value_of(parse_amount("74", unit="mS/cm", relation="about")),
        "b": value_of(parse_amount("4.0e-3", unit="S/cm")),
    }
    assert said(evaluate("a / b", names, "")) == "about 19"  # 18.5
    assert said(evaluate("-a / b", names, "")) == "about −19"


@pytest.mark.parametrize(
    ("expression", "offset", "reason"),
    [
        ("length + day", 7, "different dimensions cannot be added"),
        ("length * (width", 15, "\\) is missing"),
        ("lenght * 2", 0, "did you mean length"),
        ("ln(length)", 0, "a pure number"),
        ("ln(1 - 2)", 0, "above zero"),
        ("length ^ 1.5", 0, r"\[length\]\^1.5 is not the dimension of a pure number"),
        ("2 ^ width", 2, "exact pure number"),
        ("2 ^ fold", 2, "exact pure number"),
        ("(-8) ^ 0.5", 5, "only to whole powers"),
        ("sqrt(-length)", 0, "not take a number below zero"),
        ("log10(0)", 0, "above zero"),
        ("sin(length)", 0, "a pure number"),
        ("0 ^ -1", 2, "division by zero"),
        ("length / (width - width)", 7, "division by zero"),
        ("2 * exp(99999999)", 4, "too large or too small"),
        ("2 * exp(-99999999)", 4, "too large or too small"),
        ("9 ^ 99999", 2, "too large or too small"),
        ("length ^ 99999", 7, "too large or too small"),
        ("1.000001 ^ (1e99 * 1e99)", 9, "too large or too small"),
        ("tan(1e99)", 0, "too large or too small"),
        ("length $ 2", 7, "means nothing"),
        ("length width", 7, "not expected"),
        ("", 0, "is missing"),
        ("length / 0", 7, "division by zero"),
        ("length", 0, "not in h"),
        ("__import__('os')", 0, "no function __import__"),
    ],
)
def test_what_cannot_be_computed_is_told_with_its_place(expression: str, offset: int, reason: str):
    with pytest.raises(ExpressionError, match=reason) as caught:
        evaluate(expression, NAMES, "h" if expression == "length" else "")
    assert caught.value.offset == offset


@pytest.mark.parametrize("amount", [parse_amount(["1", "4"]), parse_amount("5", relation="over")])
def test_nothing_follows_from_a_range_or_a_bound(amount):
    with pytest.raises(AmountError, match="not a single value"):
        value_of(amount)
