"""Arithmetic expressions: read from text by a white list, and evaluated over any kind of number.

`thickness / (conductivity * area)` and `exp(-x^2 / 2)` are read; nothing is ever run as code. The white list
holds numbers, names, + - * /, a minus sign in front, powers (^ or **), brackets, and calls of `FUNCTIONS`.
Python's parser decides what belongs together: it is given brackets and signs, with `_` for each operand.
"""

import ast
import math
import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, Literal, NamedTuple, TypeVar, cast

from virtualissue.diagnostics import suggest

FUNCTIONS = ("sqrt", "exp", "ln", "log10", "sin", "cos", "tan")

LONGEST = 300  # characters of an expression; what is longer is clearer in several steps
DEEPEST = 30  # brackets inside brackets
LARGEST = 1e100  # numbers typed lie between this and its inverse, so that products of a few are numbers too

NumberT = TypeVar("NumberT")


class ExpressionError(ValueError):
    """What is wrong with an expression, and where: the offset in its text, from 0."""

    def __init__(self, message: str, offset: int = 0) -> None:
        self.message, self.offset = message, offset
        super().__init__(message)


@dataclass(frozen=True)
class Operations(Generic[NumberT]):
    """How one kind of number is calculated with.

    `number` makes one of a literal as typed; `signs` holds + - * / ^, `functions` all of `FUNCTIONS`. What
    they raise as ValueError or ArithmeticError is reported with its place by the evaluation.
    """

    number: Callable[[str], NumberT]
    negate: Callable[[NumberT], NumberT]
    signs: Mapping[str, Callable[[NumberT, NumberT], NumberT]]
    functions: Mapping[str, Callable[[NumberT], NumberT]]


LexemeKind = Literal["number", "name", "sign", "end"]


class Lexeme(NamedTuple):
    """A piece of an expression, with its offset."""

    kind: LexemeKind
    text: str
    offset: int


@dataclass(frozen=True)
class Expression:
    """An expression that has been read: `tree` has one lexeme a line, from line 1 on."""

    text: str
    lexemes: tuple[Lexeme, ...]
    tree: ast.expr

    @property
    def names(self) -> tuple[str, ...]:
        """The names whose values it needs, in the order of their first use."""
        used = (lexeme.text for lexeme in self.lexemes if lexeme.kind == "name")
        return tuple(dict.fromkeys(name for name in used if name not in FUNCTIONS))

    def evaluate(self, names: Mapping[str, NumberT], operations: Operations[NumberT]) -> NumberT:
        """Its value; raises `ExpressionError` for unknown names and for what cannot be calculated."""

        def value(node: ast.expr) -> NumberT:
            match node:
                case ast.BinOp(left, _, right):
                    sign = self._sign_between(left, right)
                    return _apply(sign, operations.signs[sign.text], value(left), value(right))
                case ast.UnaryOp(_, operand):
                    return _apply(self._first(node), operations.negate, value(operand))
                case ast.Call(_, [argument]):
                    function = self._first(node)
                    return _apply(function, operations.functions[function.text], value(argument))
                case _:
                    return _operand(self._first(node), names, operations)

        return value(self.tree)

    def _first(self, node: ast.expr) -> Lexeme:
        return self.lexemes[node.lineno - 1]

    def _sign_between(self, left: ast.expr, right: ast.expr) -> Lexeme:
        between = self.lexemes[cast("int", left.end_lineno) : right.lineno - 1]
        return next(lexeme for lexeme in between if lexeme.text not in "()")


def _operand(lexeme: Lexeme, names: Mapping[str, NumberT], operations: Operations[NumberT]) -> NumberT:
    if lexeme.kind == "number":
        return _apply(lexeme, operations.number, lexeme.text)
    if lexeme.text not in names:
        raise ExpressionError(f"no value {lexeme.text} ({suggest(lexeme.text, names)})", lexeme.offset)
    return names[lexeme.text]


def _apply(lexeme: Lexeme, rule: Callable[..., NumberT], *operands: object) -> NumberT:
    """The result of a rule; if it has none, the place of its sign or name is reported."""
    try:
        return rule(*operands)
    except ZeroDivisionError:
        raise ExpressionError("a division by zero", lexeme.offset) from None
    except ArithmeticError:
        raise ExpressionError("the result is too large or too small", lexeme.offset) from None
    except ValueError as error:
        raise ExpressionError(str(error), lexeme.offset) from None


# --- reading ---------------------------------------------------------------------------------------------

_LEXEME = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)|(?P<name>[A-Za-z_]\w*)|(?P<sign>\*\*|[-+*/^()])|(?P<end>$))",
    re.ASCII,
)


def parse_expression(text: str) -> Expression:
    """Reads an expression; raises `ExpressionError` with the offset of the first entity that is wrong."""
    if len(text) > LONGEST:
        message = f"an expression has at most {LONGEST} characters (calculate it in steps)"
        raise ExpressionError(message, LONGEST)
    lexemes = tuple(_check_order(_find_lexemes(text)))
    lines = ("_" if lexeme.kind != "sign" else lexeme.text.replace("^", "**") for lexeme in lexemes[:-1])
    tree = ast.parse("(" + "\n".join(lines) + "\n)", mode="eval").body
    return Expression(text, lexemes, tree)


def _find_lexemes(text: str) -> Iterator[Lexeme]:
    """All pieces from left to right, the end of the text as the last."""
    offset = 0
    while match := _LEXEME.match(text, offset):
        kind = cast("LexemeKind", match.lastgroup)
        lexeme = Lexeme(kind, match[kind].replace("**", "^"), match.start(kind))
        if kind == "number" and not _is_moderate(lexeme.text):
            raise ExpressionError(f"numbers go from {1 / LARGEST:g} to {LARGEST:g}", lexeme.offset)
        yield lexeme
        if kind == "end":
            return
        offset = match.end()
    rest = text[offset:].lstrip()
    raise ExpressionError(f"{rest[0]} means nothing here", len(text) - len(rest))


def _is_moderate(number: str) -> bool:
    size = float(number)
    return 1 / LARGEST <= size <= LARGEST or not re.search("[1-9]", number.lower().partition("e")[0])


def _check_order(lexemes: Iterable[Lexeme]) -> Iterator[Lexeme]:
    """The same lexemes, of which Python's parser has nothing to refuse; the messages are for authors."""
    depth, before = 0, Lexeme("sign", "", 0)
    for lexeme in lexemes:
        if before.kind == "name" and lexeme.text == "(" and before.text not in FUNCTIONS:
            known = suggest(before.text, FUNCTIONS)
            raise ExpressionError(f"no function {before.text} ({known})", before.offset)
        if fault := _find_fault(before, lexeme, depth):
            raise ExpressionError(fault, lexeme.offset)
        depth += {"(": 1, ")": -1}.get(lexeme.text, 0)
        before = lexeme
        yield lexeme


def _find_fault(before: Lexeme, lexeme: Lexeme, depth: int) -> str | None:
    """What is wrong with a lexeme after another, with `depth` brackets open."""
    begins = lexeme.kind in ("number", "name") or lexeme.text == "("
    if lexeme.text == "(" and depth == DEEPEST:
        return f"more than {DEEPEST} brackets are open (calculate it in steps)"
    if before.text in FUNCTIONS:
        return None if lexeme.text == "(" else "( is missing"
    if before.kind in ("number", "name") or before.text == ")":
        if begins or (lexeme.text == ")" and not depth):
            return f"{lexeme.text} is not expected here"
        return ") is missing" if lexeme.kind == "end" and depth else None
    signed = lexeme.text == "-" and before.text != "-"
    return None if begins or signed else "a number or a name is missing"


# --- plain numbers ---------------------------------------------------------------------------------------


def evaluate_number(expression: Expression | str, names: Mapping[str, float]) -> float:
    """The value of an expression over plain numbers, for a curve; `pi` is known, angles are in radians.

    Raises `ExpressionError` for what cannot be read, for an unknown name, and where the result is no finite
    real number. Of many points of one curve, read the expression once with `parse_expression`.
    """
    read = parse_expression(expression) if isinstance(expression, str) else expression
    return read.evaluate({"pi": math.pi, **names}, _NUMBERS)


def _finite(rule: Callable[..., float]) -> Callable[..., float]:
    def calculate(*operands: float) -> float:
        result = rule(*operands)
        if not math.isfinite(result):
            raise OverflowError
        return result

    return calculate


def _above_zero(name: str, rule: Callable[[float], float]) -> Callable[[float], float]:
    def calculate(argument: float) -> float:
        if argument <= 0:
            raise ValueError(f"{name} takes a number above zero")
        return rule(argument)

    return calculate


def _root(argument: float) -> float:
    if argument < 0:
        raise ValueError("sqrt does not take a number below zero")
    return math.sqrt(argument)


def _power(base: float, exponent: float) -> float:
    if base < 0 and exponent != int(exponent):
        raise ValueError("a number below zero can be raised only to whole powers")
    if not base and exponent < 0:
        raise ZeroDivisionError
    return math.pow(base, exponent)


_NUMBERS = Operations[float](
    number=float,
    negate=operator.neg,
    signs={
        "+": _finite(operator.add),
        "-": _finite(operator.sub),
        "*": _finite(operator.mul),
        "/": _finite(operator.truediv),
        "^": _finite(_power),
    },
    functions={
        "sqrt": _root,
        "exp": math.exp,
        "ln": _above_zero("ln", math.log),
        "log10": _above_zero("log10", math.log10),
        "sin": math.sin,
        "cos": math.cos,
        "tan": math.tan,
    },
)
