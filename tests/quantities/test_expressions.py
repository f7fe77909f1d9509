"""Expressions: read, refused with their place, and evaluated over several kinds of number."""

import math
import operator
from collections.abc import Callable
from fractions import Fraction

import pytest

from virtualissue.quantities.expressions import (
    DEEPEST,
    FUNCTIONS,
    LONGEST,
    ExpressionError,
    Operations,
    evaluate_number,
    parse_expression,
)

NAMES = {"x": 2.0, "y": 0.5, "lambda": 3.0, "zero": 0.0}


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("10 - 4 - 3", 3),
        ("24 / 4 / 3", 2),
        ("-x ^ 2", -4),  # as in print: the power binds before the sign
        ("x ^ -1", 0.5),
        ("x ** 3", 8),
        ("2 ^ 3 ^ 2", 512),
        ("4 ^ y", 2),
        ("x*-3", -6),
        ("1.5e-3 * 1E3", 1.5),
        ("007", 7),
        ("lambda / x", 1.5),  # a word of Python is a name like another
        ("((x))", 2),
        ("  x+ y ", 2.5),
        ("cos(2 * pi)", 1),
        ("sqrt(16) + exp(0) + ln(1) + log10(100) + sin(0) + tan(0)", 7),
        ("0 * zero", 0),
    ],
)
def test_numbers(expression: str, value: float) -> None:
    assert evaluate_number(expression, NAMES) == pytest.approx(value)


@pytest.mark.parametrize(
    ("expression", "offset", "reason"),
    [
        ("", 0, "a number or a name is missing"),
        ("  ", 2, "a number or a name is missing"),
        ("x +", 3, "a number or a name is missing"),
        ("* x", 0, "a number or a name is missing"),
        ("x + * y", 4, "a number or a name is missing"),
        ("x - - y", 4, "a number or a name is missing"),
        ("sin()", 4, "a number or a name is missing"),
        ("x y", 2, "y is not expected here"),
        ("2x", 1, "x is not expected here"),
        ("2 (x)", 2, r"\( is not expected here"),
        ("(x) (y)", 4, r"\( is not expected here"),
        ("x)", 1, r"\) is not expected here"),
        ("(x", 2, r"\) is missing"),
        ("sin x", 4, r"\( is missing"),
        ("ln", 2, r"\( is missing"),
        ("sinn(x)", 0, r"no function sinn \(did you mean sin\?\)"),
        ("__import__('os')", 0, "no function __import__"),
        ("xx + lambada", 5, r"no value lambada \(did you mean lambda\?\)"),
        ("x $ y", 2, r"\$ means nothing here"),
        ("x, y", 1, ", means nothing here"),
        ("σ * x", 0, "σ means nothing here"),
        ("٣ + x", 0, "means nothing here"),
        ("x.real", 1, r"\. means nothing here"),
        ("x if y else 2", 2, "if is not expected here"),
        ("y + 1 / (x - 2)", 6, "a division by zero"),
        ("(x) / (zero)", 4, "a division by zero"),
        ("zero ^ -1", 5, "a division by zero"),
        ("(-8) ^ y", 5, "only to whole powers"),
        ("x + sqrt(-1)", 4, "sqrt does not take a number below zero"),
        ("ln(0)", 0, "ln takes a number above zero"),
        ("log10(zero)", 0, "log10 takes a number above zero"),
        ("1 + exp(99999999)", 4, "too large"),
        ("9 ^ 99999", 2, "too large"),
        ("9 ^ 9 ^ 9 ^ 9 ^ 9", 10, "too large"),
        ("1e99 * 1e99 * 1e99 * 1e99", 19, "too large"),
        ("x + 1e101", 4, "numbers go from 1e-100 to 1e.100"),
        ("1e-999999999999", 0, "numbers go from"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(expression: str, offset: int, reason: str) -> None:
    with pytest.raises(ExpressionError, match=reason) as caught:
        evaluate_number(expression, {**NAMES, "xx": 1.0})
    assert caught.value.offset == offset


@pytest.mark.parametrize(
    ("expression", "offset", "reason"),
    [
        ("(" * 500 + "x" + ")" * 500, LONGEST, "characters"),
        ("(" * 100 + "x" + ")" * 100, DEEPEST, "brackets are open"),
        ("sin(" * 50 + "x" + ")" * 50, 4 * DEEPEST + 3, "brackets are open"),
        ("-" * 250 + "x", 1, "is missing"),
    ],
)
def test_size_and_depth_are_bounded(expression: str, offset: int, reason: str) -> None:
    with pytest.raises(ExpressionError, match=reason) as caught:
        evaluate_number(expression, NAMES)
    assert caught.value.offset == offset


@pytest.mark.parametrize("sign", ["+", "-", "*", "/", "^", "+-", "^-"])
def test_the_longest_chain_of_each_sign_is_calculated(sign: str) -> None:
    terms = LONGEST // (1 + len(sign))
    assert math.isfinite(evaluate_number(sign.join("1" * terms), {}))


def test_an_expression_names_what_it_needs() -> None:
    assert parse_expression("b * sin(a) / b + 2").names == ("b", "a")


def _said(sign: str) -> Callable[..., str]:
    return lambda *operands: f"({' '.join((sign, *operands))})"


def test_any_kind_of_number_is_calculated_with() -> None:
    text = Operations[str](
        number=str,
        negate=_said("neg"),
        signs={sign: _said(sign) for sign in "+-*/^"},
        functions={name: _said(name) for name in FUNCTIONS},
    )
    names = {"a": "a", "b": "b"}
    assert parse_expression("a / 3 - 0.5 ^ 2").evaluate(names, text) == "(- (/ a 3) (^ 0.5 2))"
    assert parse_expression("-sin(b)*(a+a)").evaluate(names, text) == "(* (neg (sin b)) (+ a a))"
    halves = Operations[Fraction](
        number=Fraction,
        negate=operator.neg,
        signs={"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv},
        functions={},
    )
    assert parse_expression("a / 3 - 0.25").evaluate({"a": Fraction(1)}, halves) == Fraction(1, 12)
