from collections.abc import Mapping

import pytest

from virtualissue.quantities.amount import parse_amount
from virtualissue.quantities.evaluation import ExpressionError, Value, evaluate, value_of
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
}


@pytest.mark.parametrize(
    ("expression", "unit", "text"),
    [
        ("length * width", "cm^2", "1.0 cm²"),  # the fewer figures win
        ("length + width", "cm", "2.90 cm"),  # the last common place wins
        ("length - 2 * width", "cm", "1.70 cm"),
        ("(length + width) / width", "", "7.2"),
        ("length ^ 2", "cm^2", "6.25 cm²"),
        ("-length", "cm", "−2.50 cm"),
        ("day / 24", "h", "1 h"),  # exact stays exact
        ("oven", "K", "623 K"),
        ("exp(barrier / k * (1 / cold - 1 / hot))", "", "about 9"),
        ("k * cold * ln(fold)", "eV", "about 0.12 eV"),
        ("ln(exp(length / width))", "", "6.2"),
        ("F / (N_A * e)", "", "1"),
    ],
)
def test_expressions_keep_units_figures_and_about(expression: str, unit: str, text: str):
    assert evaluate(expression, NAMES, unit).text.replace("\u202f", " ") == text


@pytest.mark.parametrize(
    ("expression", "offset", "reason"),
    [
        ("length + day", 7, "cannot add"),
        ("length * (width", 15, "\\) is missing"),
        ("lenght * 2", 0, "did you mean length"),
        ("ln(length)", 0, "a pure number"),
        ("ln(1 - 2)", 0, "above zero"),
        ("length ^ 1.5", 9, "whole number"),
        ("length $ 2", 7, "means nothing"),
        ("length width", 7, "not expected"),
        ("", 0, "is missing"),
        ("length / 0", 7, "division by zero"),
        ("length", 0, "not in h"),
        ("__import__('os')", 0, "no value __import__"),
    ],
)
def test_what_cannot_be_computed_is_told_with_its_place(expression: str, offset: int, reason: str):
    with pytest.raises(ExpressionError, match=reason) as caught:
        evaluate(expression, NAMES, "h" if expression == "length" else "")
    assert caught.value.offset == offset


@pytest.mark.parametrize("amount", [parse_amount(["1", "4"]), parse_amount("5", relation="over")])
def test_nothing_follows_from_a_range_or_a_bound(amount):
    with pytest.raises(AmountError, match="no single value"):
        value_of(amount)
