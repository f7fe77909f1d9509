"""What the real issue teaches, calculated once more by other means: plain numbers and CODATA's constants.

Nothing is taken from the package but the answers that it prints. Whoever changes a fact or a problem
calculates here as well.
"""

import math
from collections import Counter
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
import yaml

from virtualissue.chemistry.reaction import Reaction
from virtualissue.loader.reader import read_issue
from virtualissue.model.issue import Issue
from virtualissue.views.answers import Solution, solve

CONTENT = Path(__file__).parent.parent / "content"

BOLTZMANN = 1.380649e-23 / 1.602176634e-19  # eV/K: CODATA 2022, both exact

# what the problems draw from content/facts, as the sources state it
FACTS = {
    "scandium-nasicon-conductivity": ("4.0e-3", "S/cm"),
    "li5b7s13-conductivity": ("74", "mS/cm"),
    "halide-diffusion-barrier": ("0.25", "eV"),
    "li2ohcl-transition-temperature": ("311", "K"),
    "li2ohcl-conductivity-rise": ("100", "fold"),
}


@cache
def read_real() -> Issue:
    return read_issue(CONTENT)


def solved(slug: str) -> Solution:
    return solve(read_real().problems[slug], read_real())


def answers(slug: str) -> dict[str, str]:
    """The answers of a problem as they are printed, with plain spaces."""
    return {name: amount.text.replace("\u202f", " ") for name, amount in solved(slug).answers.items()}


def figures(value: float, count: int) -> Decimal:
    """A number rounded to significant figures, halves up; noise of binary numbers is cleared first."""
    clean = Decimal(f"{value:.12g}")
    return clean.quantize(Decimal(1).scaleb(clean.adjusted() - count + 1), ROUND_HALF_UP)


def test_the_facts_are_those_that_are_calculated_with_here() -> None:
    stated = {
        slug: yaml.safe_load((CONTENT / "facts" / f"{slug}.yml").read_text(encoding="utf-8"))
        for slug in FACTS
    }
    assert {slug: (fact["value"], fact["unit"]) for slug, fact in stated.items()} == FACTS
    drawn = {given.fact for problem in read_real().problems.values() for given in problem.givens.values()}
    assert drawn - {None} == set(FACTS)


def test_units() -> None:
    assert (figures(4.0e-3 * 100, 2), figures(4.0e-3 * 1000, 2)) == (Decimal("0.40"), Decimal("4.0"))
    assert answers("units") == {"m": "0.40 S/m", "c": "4.0 mS/cm"}


def test_pellet() -> None:
    resistance = (1.0 / 10) / (4.0e-3 * 0.50)  # cm / (S/cm · cm²)
    thickness = 5.0 * 4.0e-3 * 10  # Ω cm² · S/cm in cm, in mm
    assert (figures(resistance, 2), figures(thickness, 2)) == (Decimal(50), Decimal("0.20"))
    assert answers("pellet") == {"R": "50 Ω", "t": "0.20 mm"}


def test_ratio() -> None:
    ratio = (74 / 1000) / 4.0e-3
    assert (figures(ratio, 3), figures(ratio, 2)) == (Decimal("18.5"), Decimal(19))
    assert answers("ratio") == {"q": "about 19"}


def barrier(energy: float) -> tuple[float, float, float]:
    """The exponent, and the factors of σT and of σ, of a barrier in eV from 298 K to 333 K."""
    exponent = energy / BOLTZMANN * (1 / 298 - 1 / 333)
    return exponent, math.exp(exponent), math.exp(exponent) * 298 / 333


def test_barrier() -> None:
    exponent, product, conductivity = barrier(0.25)
    assert (figures(exponent, 3), figures(product, 2), figures(conductivity, 2)) == (
        Decimal("1.02"), Decimal("2.8"), Decimal("2.5"),
    )  # fmt: skip
    assert answers("barrier") == {"x": "about 1.02", "p": "about 2.8-fold", "s": "about 2.5-fold"}


def test_the_figures_of_the_barrier_are_those_that_its_last_place_leaves() -> None:
    low, high = barrier(0.245), barrier(0.255)
    for end in (low, high):  # two figures stand, the third does not
        assert abs(end[1] - 2.8) < 0.1
        assert abs(end[2] - 2.5) < 0.1
    assert high[1] - low[1] > 0.1
    spread = (high[1] - low[1]) / 2 / barrier(0.25)[1]
    assert spread == pytest.approx(0.02, abs=0.002)  # "by two percent"


def test_transition() -> None:
    energy = BOLTZMANN * 311 * math.log(100)
    assert (figures(energy, 2), figures(energy / math.log(10), 2)) == (Decimal("0.12"), Decimal("0.054"))
    assert answers("transition") == {"E": "about 0.12 eV"}


@pytest.mark.parametrize("x", [Fraction(0), Fraction(1, 10), Fraction(1, 3), Fraction(1, 2), Fraction(1)])
def test_neutral(x: Fraction) -> None:
    lithium, indium, zirconium, chlorine = 3 - x, 1 - x, x, 6
    assert lithium * 1 + indium * 3 + zirconium * 4 - chlorine * 1 == 0
    assert min(lithium, indium, zirconium) >= 0
    neutrality = read_real().problems["neutral"].neutrality
    assert neutrality
    assert (neutrality.formula.text, dict(neutrality.states)) == (
        "Li3-xIn1-xZrxCl6", {"Li": 1, "In": 3, "Zr": 4, "Cl": -1},
    )  # fmt: skip


Side = Iterable[tuple[int, dict[str, int]]]


def total(side: Side) -> Counter[str]:
    """All atoms, and the charge, of coefficients and what they multiply."""
    found: Counter[str] = Counter()
    for coefficient, atoms in side:
        for name, number in atoms.items():
            found[name] += coefficient * number
    return found


def printed(reaction: Reaction) -> list[list[tuple[int, str]]]:
    return [
        [(species.coefficient, species.formula.text if species.formula else "e^-") for species in side]
        for side in (reaction.left, reaction.right)
    ]


def test_hydrolysis() -> None:
    left = [(2, {"Li": 3, "In": 1, "Cl": 6}), (3, {"H": 2, "O": 1})]
    right = [(1, {"In": 2, "O": 3}), (6, {"Li": 1, "Cl": 1}), (6, {"H": 1, "Cl": 1})]
    assert total(left) == total(right)
    (reaction,) = solved("hydrolysis").reactions
    assert printed(reaction) == [
        [(2, "Li3InCl6"), (3, "H2O")],
        [(1, "In2O3"), (6, "LiCl"), (6, "HCl")],
    ]


def test_reduction() -> None:
    left = [(2, {"P": 1, "S": 4, "charge": -3}), (2, {"charge": -1})]
    right = [(1, {"P": 2, "S": 6, "charge": -4}), (2, {"S": 1, "charge": -2})]
    assert total(left) == total(right)
    (reaction,) = solved("reduction").reactions
    assert printed(reaction) == [
        [(2, "PS4^3-"), (2, "e^-")],
        [(1, "P2S6^4-"), (2, "S^2-")],
    ]
    # sulfur at -2: phosphorus is at 5 in PS4^3- and at 4 in P2S6^4-
    assert (-3 - 4 * -2, (-4 - 6 * -2) / 2) == (5, 4)


def test_no_problem_is_left_out() -> None:
    told = {name.removeprefix("test_") for name in globals() if name.startswith("test_")}
    assert set(read_real().problems) <= told


def test_points_and_minutes_add_up() -> None:
    issue = read_real()
    assert sum(problem.points for problem in issue.problems.values()) == 39
    assert sum(problem.minutes for problem in issue.problems.values()) == 90
    assert {slug: plan.minutes for slug, plan in issue.plans.items()} == {
        "session": 90, "module": 540, "self-study": 330,
    }  # fmt: skip


def test_every_problem_and_guide_is_named_by_a_plan() -> None:
    issue = read_real()
    read = {pointer for plan in issue.plans.values() for step in plan.steps for pointer in step.read}
    assert {f"problem:{slug}" for slug in issue.problems} <= read
    assert {f"guide:{slug}" for slug in issue.guides} <= read
