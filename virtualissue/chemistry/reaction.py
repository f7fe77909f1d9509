"""Formulas -> what they are made of, and equations that balance: atoms and charges, by exact arithmetic.

Counts may hold variables (`Li3-xIn1-xZrxCl6`), so every count is a linear expression with rational slopes.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import gcd, lcm

from virtualissue.chemistry.formula import Script, Sign, SignKind
from virtualissue.chemistry.parser import Formula, parse_formula


class ReactionError(ValueError):
    """Why an equation or a balance cannot be had, in one sentence for its author."""


@dataclass(frozen=True)
class Linear:
    """`constant` plus a multiple of each variable: 3 − x is Linear(3, {"x": -1})."""

    constant: Fraction = Fraction(0)
    slopes: tuple[tuple[str, Fraction], ...] = ()

    def __add__(self, other: "Linear") -> "Linear":
        slopes = dict(self.slopes)
        for name, slope in other.slopes:
            slopes[name] = slopes.get(name, Fraction(0)) + slope
        kept = tuple(sorted((name, slope) for name, slope in slopes.items() if slope))
        return Linear(self.constant + other.constant, kept)

    def __mul__(self, other: "Linear") -> "Linear":
        if self.slopes and other.slopes:
            raise ReactionError("a product of two variable counts is not linear")
        factor, line = (other.constant, self) if not other.slopes else (self.constant, other)
        kept = tuple((name, slope * factor) for name, slope in line.slopes if factor)
        return Linear(line.constant * factor, kept)

    @property
    def is_zero(self) -> bool:
        """Whether it vanishes whatever the variables are."""
        return not self.constant and not self.slopes

    def __str__(self) -> str:
        parts = [f"{slope}{name}".replace("1x", "x") for name, slope in self.slopes]
        whole = [str(self.constant)] if self.constant or not parts else []
        return " + ".join(whole + parts).replace("+ -", "− ")


ONE = Linear(Fraction(1))


def find_composition(formula: Formula) -> Mapping[str, Linear]:
    """How many atoms of each element a formula holds; placeholders count as elements.

    Raises `ReactionError` for a formula of several parts joined by a dash or a slash, which is no compound.
    """
    return _Atoms(formula).count()


def find_charge(formula: Formula) -> int:
    """The charge that a formula carries, in elementary charges: 0 where none is written."""
    charges = [token.text for token in formula.tokens if token.kind is SignKind.CHARGE]
    return sum((-1 if text[-1] in "-−" else 1) * int(text[:-1] or 1) for text in charges)


class _Atoms:
    """Walks the tokens once; the bracket and the part that are open are kept on stacks."""

    def __init__(self, formula: Formula) -> None:
        self.formula = formula
        self.open: list[dict[str, Linear]] = [{}]
        self.last: dict[str, Linear] = {}
        self.factor = ONE

    def count(self) -> dict[str, Linear]:
        tokens = list(self.formula.tokens)
        while tokens:
            token = tokens.pop(0)
            if token.place is Script.SUB or (token.kind in _COUNTS and token.place is Script.LINE):
                run = [token]
                while tokens and tokens[0].place is token.place and tokens[0].kind in _COUNTS:
                    run.append(tokens.pop(0))
                self._counted(_sum(run), part=token.place is Script.LINE)
            else:
                self._read(token)
        self._close()
        return self.open[0]

    def _read(self, token: Sign) -> None:
        if token.kind in (SignKind.DASH, SignKind.SLASH):
            raise ReactionError(f"{self.formula.text} is no single compound")
        if token.kind in (SignKind.ELEMENT, SignKind.PLACEHOLDER):
            self._close()
            self.last = {token.text: ONE}
        elif token.kind is SignKind.OPEN:
            self._close()
            self.open.append({})
        elif token.kind is SignKind.CLOSE:
            self._close()
            self.last = self.open.pop()
        elif token.kind is SignKind.DOT:
            self._close()
            self.factor = ONE

    def _counted(self, count: Linear, *, part: bool) -> None:
        """A count below the line multiplies what stands before it; one on the line, the part that follows."""
        if part:
            self.factor = count
        else:
            self.last = {element: number * count for element, number in self.last.items()}

    def _close(self) -> None:
        """Puts the last unit, with its count, into the bracket that it stands in."""
        inside = self.open[-1]
        factor = self.factor if len(self.open) == 1 else ONE
        for element, number in self.last.items():
            inside[element] = inside.get(element, Linear()) + number * factor
        self.last = {}


_COUNTS = {SignKind.NUMBER, SignKind.VARIABLE, SignKind.OPERATOR}


def _sum(run: Iterable[Sign]) -> Linear:
    """3−x, 1+2x, 1/3, 0.6 as a linear expression."""
    text = "".join(token.text for token in run).replace("−", "-")
    total = Linear()
    for sign, number, name in re.findall(r"([+-]?)([0-9./]*)([^\W\d]?)", text):
        if number or name:
            value = Fraction(number or 1) * (-1 if sign == "-" else 1)
            total += Linear(Fraction(0), ((name, value),)) if name else Linear(value)
    return total


def find_charge_balance(formula: Formula, states: Mapping[str, int]) -> Linear:
    """The sum of oxidation states over a formula, less its charge: zero where the formula is neutral.

    `states` maps each element to its oxidation state. Raises `ReactionError` where one is missing.
    """
    total = Linear(Fraction(-find_charge(formula)))
    for element, number in find_composition(formula).items():
        if element not in states:
            raise ReactionError(f"the oxidation state of {element} is missing")
        total += number * Linear(Fraction(states[element]))
    return total


# --- equations -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Species:
    """A partner of a reaction with its coefficient; an electron has no formula of atoms."""

    coefficient: int
    formula: Formula | None

    @property
    def composition(self) -> Mapping[str, Linear]:
        """Atoms, and the charge under the name `charge`."""
        if self.formula is None:
            return {"charge": Linear(Fraction(-1))}
        charge = Linear(Fraction(find_charge(self.formula)))
        return {**find_composition(self.formula), "charge": charge}


@dataclass(frozen=True)
class Reaction:
    """An equation: what goes in, what comes out, with the coefficients as they are."""

    left: tuple[Species, ...]
    right: tuple[Species, ...]

    @cached_property
    def surplus(self) -> Mapping[str, Linear]:
        """What the left side has more than the right, element by element and in charge; empty if balanced."""
        totals: dict[str, Linear] = {}
        for sign, side in ((1, self.left), (-1, self.right)):
            for species in side:
                factor = Linear(Fraction(sign * species.coefficient))
                for name, number in species.composition.items():
                    totals[name] = totals.get(name, Linear()) + number * factor
        return {name: total for name, total in totals.items() if not total.is_zero}


ELECTRON = "e^-"
_SIDE = re.compile(r"\s+\+\s+")
_COEFFICIENT = re.compile(r"(?:(\d+)\s+)?(\S.*)")


def parse_reaction(text: str) -> Reaction:
    """`2 Li3InCl6 + 3 H2O -> In2O3 + 6 LiCl + 6 HCl`; electrons are written e^-.

    Raises `ReactionError` where there is no single arrow or a side is empty, `FormulaError` for bad formulas.
    """
    sides = re.split(r"\s*(?:->|→)\s*", text.strip())
    if len(sides) != 2 or not all(sides):
        raise ReactionError("an equation has two sides and one arrow (2 H2 + O2 -> 2 H2O)")
    left, right = (tuple(map(_species, _SIDE.split(side))) for side in sides)
    return Reaction(left, right)


def _species(text: str) -> Species:
    parts = _COEFFICIENT.fullmatch(text.strip())
    if parts is None:
        raise ReactionError("a sign + with nothing beside it")
    formula = None if parts[2] == ELECTRON else parse_formula(parts[2])
    return Species(int(parts[1] or 1), formula)


def balance(reaction: Reaction) -> Reaction:
    """The same partners with the smallest whole coefficients that keep atoms and charge.

    Raises `ReactionError` where there is no balance, or more than one.
    """
    partners = (*reaction.left, *reaction.right)
    columns = [Species(1, partner.formula).composition for partner in partners]
    names = sorted({name for column in columns for name in column})
    rows = [
        [
            _rational(column.get(name, Linear())) * (1 if i < len(reaction.left) else -1)
            for i, column in enumerate(columns)
        ]
        for name in names
    ]
    coefficients = _null_vector(rows, len(partners))
    balanced = [Species(n, partner.formula) for n, partner in zip(coefficients, partners, strict=True)]
    return Reaction(tuple(balanced[: len(reaction.left)]), tuple(balanced[len(reaction.left) :]))


def _rational(count: Linear) -> Fraction:
    if count.slopes:
        raise ReactionError("an equation with variable counts has no fixed balance")
    return count.constant


def _null_vector(rows: list[list[Fraction]], width: int) -> list[int]:
    """The one direction that all rows annul, in smallest whole positive numbers."""
    pivots: list[int] = []
    reduced: list[list[Fraction]] = []
    for row in rows:
        for pivot, other in zip(pivots, reduced, strict=True):
            row = [a - row[pivot] * b for a, b in zip(row, other, strict=True)]  # noqa: PLW2901
        if (lead := next((i for i, value in enumerate(row) if value), None)) is None:
            continue
        row = [value / row[lead] for value in row]  # noqa: PLW2901
        reduced = [[a - other[lead] * b for a, b in zip(other, row, strict=True)] for other in reduced]
        pivots.append(lead)
        reduced.append(row)
    free = [i for i in range(width) if i not in pivots]
    if len(free) != 1:
        raise ReactionError(
            "the equation has no balance" if not free else "the equation has several balances"
        )
    vector = [Fraction(0)] * width
    vector[free[0]] = Fraction(1)
    for pivot, row in zip(pivots, reduced, strict=True):
        vector[pivot] = -row[free[0]]
    return _whole(vector)


def _whole(vector: list[Fraction]) -> list[int]:
    scale = lcm(*(value.denominator for value in vector))
    numbers = [int(value * scale) for value in vector]
    if any(number <= 0 for number in numbers):
        raise ReactionError("the equation balances only with partners on the other side")
    divisor = gcd(*numbers)
    return [number // divisor for number in numbers]
