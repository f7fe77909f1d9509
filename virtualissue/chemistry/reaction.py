"""Chemical equations that balance and formulas that are neutral: atoms and charges, counted exactly.

A count is a number and multiples of variables: 3−x in `Li3-xIn1-xZrxCl6` is {"": 3, "x": -1}.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from itertools import chain, groupby
from math import gcd

from virtualissue.chemistry.formula import Formula, Sign, SignKind
from virtualissue.chemistry.parser import parse_formula

Count = Mapping[str, Fraction]

LONGEST = 200  # characters of a formula whose atoms are counted


class ReactionError(ValueError):
    """Why an equation cannot be read or balanced, in one sentence for its author."""


# --- atoms -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Atoms:
    """An element where it is in a formula, with the counts that multiply it as written, its own first."""

    element: str
    counts: tuple[str, ...]

    @property
    def count(self) -> Count:
        """How many there are of them."""
        return reduce(_multiply, map(read_count, self.counts), {"": Fraction(1)})


def find_atoms(formula: Formula) -> list[Atoms]:
    """The elements of a formula from left to right; placeholders count as elements.

    Raises `ReactionError` for a formula of several parts joined by a dash or a slash, which is no compound,
    and for one of more than `LONGEST` characters.
    """
    if len(formula.text) > LONGEST:
        raise ReactionError(
            f"{formula.text[:20]}... is too long (at most {LONGEST} characters can be counted)"
        )
    found, part = list[Atoms](), list[Atoms]()
    own, around = (
        tuple[str, ...](),
        list[tuple[str, ...]](),
    )  # the next element's count; those of open brackets
    for kind, text in chain(_units_backward(formula), [(SignKind.DOT, "")]):
        if kind is SignKind.NUMBER:
            own = (text,)
            continue
        if kind is SignKind.CLOSE:
            around.insert(0, own)
        elif kind is SignKind.OPEN:
            del around[0]
        elif kind is SignKind.DOT:  # the count that was passed last multiplies the part
            found, part = [*found, *(Atoms(atoms.element, (*atoms.counts, *own)) for atoms in part)], []
        elif kind is SignKind.ELEMENT:
            part.append(Atoms(text, (*own, *chain(*around))))
        own = ()
    return found[::-1]


def _units_backward(formula: Formula) -> Iterator[tuple[SignKind, str]]:
    """Elements, brackets, dots and counts (as one NUMBER each), the last first."""
    for (_, kind), run in groupby(reversed(formula.tokens), lambda token: (token.place, _kind(token))):
        tokens = list(run)
        if kind in (SignKind.DASH, SignKind.SLASH, SignKind.COMMA):
            raise ReactionError(f"{formula.text} is not a single compound")
        if kind is SignKind.NUMBER:
            yield kind, "".join(token.text for token in reversed(tokens))
        elif kind in (SignKind.ELEMENT, SignKind.OPEN, SignKind.CLOSE, SignKind.DOT):
            yield from ((kind, token.text) for token in tokens)


def _kind(token: Sign) -> SignKind:
    """The kind of a token; all that belongs to a count is NUMBER, a placeholder is ELEMENT."""
    if token.kind in (SignKind.VARIABLE, SignKind.OPERATOR):
        return SignKind.NUMBER
    stands_for_atoms = token.kind in (SignKind.PLACEHOLDER, SignKind.ABBREVIATION)
    return SignKind.ELEMENT if stands_for_atoms else token.kind


_TERM = re.compile(r"([+-]?)([0-9.]*)([^\W\d_]?)(?:/([0-9]+))?")


def read_count(text: str) -> Count:
    """3−x, 1+2x, x/2, 1/3, 0.6."""
    total: dict[str, Fraction] = {}
    for sign, number, variable, divisor in _TERM.findall(text.replace("−", "-")):
        try:
            value = Fraction(f"{sign}{number or 1}") / int(divisor or 1)
        except (ValueError, ZeroDivisionError):
            raise ReactionError(f"{text} is not a count") from None
        if number or variable:
            total[variable] = total.get(variable, Fraction(0)) + value
    return total


def _multiply(left: Count, right: Count) -> Count:
    factor, count = (left, right) if left.keys() <= {""} else (right, left)
    if not factor.keys() <= {""}:
        raise ReactionError("a product of two variable counts cannot be counted")
    return {name: value * factor.get("", Fraction(0)) for name, value in count.items()}


def _add(terms: Iterable[tuple[Count, int]]) -> Count:
    """The sum of counts, each times its factor; what vanishes is left out."""
    total: dict[str, Fraction] = {}
    for count, factor in terms:
        for name, value in count.items():
            total[name] = total.get(name, Fraction(0)) + value * factor
    return {name: value for name, value in total.items() if value}


def say_count(count: Count) -> str:
    """As it is written: 3 − x, 2x, −6, 0."""
    text = ""
    for name, value in sorted(count.items()):
        size = "" if name and abs(value) == 1 else str(abs(value))
        text += f" {'−' if value < 0 else '+'} {size}{name}" if value else ""
    return text.removeprefix(" + ").replace(" − ", "−", 1 if text.startswith(" −") else 0) or "0"


# --- charges ---------------------------------------------------------------------------------------------


def find_charge(formula: Formula) -> int:
    """The charge that a formula carries, in elementary charges: 0 where none is written."""
    charges = [token.text for token in formula.tokens if token.kind is SignKind.CHARGE]
    if any(len(text) > 4 for text in charges):
        raise ReactionError(f"{formula.text[:20]} has more charges than can be counted")
    return sum((-1 if text[-1] in "-−" else 1) * int(text[:-1] or 1) for text in charges)


def find_charges(formula: Formula, states: Mapping[str, int]) -> list[tuple[Atoms, int]]:
    """The elements of a formula with their oxidation states; raises `ReactionError` where one is missing."""
    atoms = find_atoms(formula)
    for one in atoms:
        if one.element not in states:
            raise ReactionError(f"the oxidation state of {one.element} is missing")
    return [(one, states[one.element]) for one in atoms]


def find_excess_charge(formula: Formula, states: Mapping[str, int]) -> Count:
    """What oxidation states add up to beyond the charge that a formula carries: empty where they agree."""
    charges = [(atoms.count, state) for atoms, state in find_charges(formula, states)]
    return _add([*charges, ({"": Fraction(1)}, -find_charge(formula))])


# --- equations -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Species:
    """A partner of a reaction with its coefficient; an electron has no formula of atoms."""

    coefficient: int
    formula: Formula | None

    @property
    def contents(self) -> Iterator[tuple[str, Count]]:
        """Its atoms by element, and its charge under the name `charge`."""
        if self.formula:
            yield from ((atoms.element, atoms.count) for atoms in find_atoms(self.formula))
        yield "charge", {"": Fraction(find_charge(self.formula) if self.formula else -1)}


@dataclass(frozen=True)
class Reaction:
    """An equation: what goes in and what comes out, with the coefficients as they are written."""

    left: tuple[Species, ...]
    right: tuple[Species, ...]

    @property
    def bare(self) -> "Reaction":
        """The same partners without coefficients, for a reader who has to find them."""
        left, right = (tuple(Species(1, one.formula) for one in side) for side in (self.left, self.right))
        return Reaction(left, right)

    @property
    def surplus(self) -> Mapping[str, Count]:
        """What the left side has more than the right, by element and in charge; empty if balanced."""
        terms: dict[str, list[tuple[Count, int]]] = {}
        for sign, side in ((1, self.left), (-1, self.right)):
            for species in side:
                for name, count in species.contents:
                    terms.setdefault(name, []).append((count, sign * species.coefficient))
        return {name: total for name, counts in terms.items() if (total := _add(counts))}


ELECTRON = "e^-"
_SIDE = re.compile(r"\s+\+\s+")
_COEFFICIENT = re.compile(r"(?:([1-9][0-9]{0,3})\s+)?(\S.*)")


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
        raise ReactionError("a + sign with nothing next to it")
    formula = None if parts[2] == ELECTRON else parse_formula(parts[2])
    return Species(int(parts[1] or 1), formula)


def check_balance(reaction: Reaction) -> None:
    """Raises `ReactionError` unless atoms and charge are kept, by the smallest whole coefficients."""
    if surplus := reaction.surplus:
        more = ", ".join(f"{name} {say_count(total)}" for name, total in sorted(surplus.items()))
        raise ReactionError(f"the equation is not balanced (left side minus right side: {more})")
    divisor = gcd(*(species.coefficient for species in (*reaction.left, *reaction.right)))
    if divisor > 1:
        raise ReactionError(f"all coefficients can be divided by {divisor}")
