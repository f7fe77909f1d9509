"""Expressions as a person writes them: with symbols, with numbers, with no bracket too many or too few."""

from collections.abc import Iterable

import pytest

from virtualissue.quantities.amount_parser import parse_amount
from virtualissue.quantities.typesetting import set_symbol, set_text
from virtualissue.quantities.working import (
    Raised,
    Result,
    Symbol,
    WorkingPart,
    bare,
    write_conversion,
    write_numbers,
    write_symbols,
)

SYMBOLS = {
    "d": "d",
    "sigma": "σ",
    "A": "A",
    "E": "E",
    "k": "k_B",
    "T1": "T₁",
    "T2": "T_2",
    "x": "x",
    "pi": "π",
}
AMOUNTS = {
    "d": parse_amount("0.10", unit="cm"),
    "sigma": parse_amount("4.0e-3", unit="S/cm"),
    "A": parse_amount("0.50", unit="cm^2", uncertainty="0.01"),
    "E": parse_amount("0.25", unit="eV", relation="about"),
    "T1": parse_amount("298", unit="K"),
    "T2": parse_amount("-20", unit="°C"),
    "x": parse_amount("100", unit="fold", relation="about"),
}


def said(parts: Iterable[WorkingPart]) -> str:
    return "".join(map(say, parts)).replace("\u202f", " ")


def say(part: WorkingPart) -> str:
    match part:
        case Symbol(text):
            return set_text(set_symbol(text))
        case Raised(text):
            return f"[{text}]"
        case Result(amount):
            return f"*{amount.text}*"
        case str():
            return part
        case _:
            return part.text


@pytest.mark.parametrize(
    ("expression", "symbols", "numbers"),
    [
        ("d / (sigma * A)", "d/(σ · A)", "0.10 cm/(4.0 × 10⁻³ S/cm · 0.50 cm²)"),
        ("d*sigma/A", "d · σ/A", "0.10 cm · 4.0 × 10⁻³ S/cm/(0.50 cm²)"),
        ("exp(E/k*(1/T1))", "exp(E/kB · (1/T1))", "exp(0.25 eV/kB · (1/(298 K)))"),
        ("1 - (2 - x)", "1 − (2 − x)", "1 − (2 − 100)"),
        ("(1 + 2) * x", "(1 + 2) · x", "(1 + 2) · 100"),
        ("T1 - T2", "T1 − T2", "298 K − (−20 °C)"),
        ("-d ^ 2", "−d[2]", "−(0.10 cm)[2]"),
        ("x ^ -0.5 / sqrt(A)", "x[−0.5]/√(A)", "100[−0.5]/√(0.50 cm²)"),
        ("(d / A) ^ x", "(d/A)^x", "(0.10 cm/(0.50 cm²))^100"),
        ("2 * pi * d", "2 · π · d", "2 · π · 0.10 cm"),
        ("ln(x) * (d / A)", "ln(x) · (d/A)", "ln(100) · (0.10 cm/(0.50 cm²))"),
    ],
)
def test_an_expression_is_written_with_symbols_and_with_numbers(expression: str, symbols: str, numbers: str):
    assert said(write_symbols(expression, SYMBOLS)) == symbols
    assert said(write_numbers(expression, AMOUNTS, SYMBOLS)) == numbers


@pytest.mark.parametrize(
    ("value", "given", "wanted", "text"),
    [
        ("1.0", "mm", "cm", "1.0/10 cm"),
        ("4.0e-3", "S/cm", "S/m", "4.0 × 10⁻³ · 100 S/m"),
        ("36", "h", "s", "36 · 3600 s"),
        ("350", "°C", "K", "(350 + 273.15) K"),
        ("350", "K", "°C", "(350 − 273.15) °C"),
        ("70", "°F", "K", ""),
    ],
)
def test_a_conversion_is_written_down(value: str, given: str, wanted: str, text: str):
    assert said(write_conversion(parse_amount(value, unit=given), wanted)) == text


def test_in_a_sum_an_amount_is_a_number_and_its_unit():
    amount = parse_amount("4.3", unit="V", reference="Li", relation="about", uncertainty="0.1")
    assert said([bare(amount)]) == "4.3 V"


@pytest.mark.parametrize(
    ("symbol", "pieces"),
    [
        ("T", [("symbol", "T")]),
        ("k_B", [("symbol", "k"), ("index", "B")]),
        ("T₁₂", [("symbol", "T"), ("index", "12")]),
        ("ΔT", [("symbol", "ΔT")]),
        ("_", [("symbol", "_")]),
    ],
)
def test_a_symbol_has_its_index_apart(symbol: str, pieces: list[tuple[str, str]]):
    assert list(set_symbol(symbol)) == pieces
