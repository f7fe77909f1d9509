from fractions import Fraction

import pytest

from virtualissue.chemistry.parser import parse_formula
from virtualissue.chemistry.reaction import (
    Linear,
    ReactionError,
    balance,
    find_charge,
    find_charge_balance,
    find_composition,
    parse_reaction,
)


@pytest.mark.parametrize(
    ("formula", "atoms"),
    [
        ("HgS", "Hg 1, S 1"),
        ("Cu3(CO3)2(OH)2", "C 2, Cu 3, H 2, O 8"),
        ("Na8-x(AlSiO4)6S2", "Al 6, Na 8 − x, O 24, S 2, Si 6"),
        ("Ca1+2xFe1-xO", "Ca 1 + 2x, Fe 1 − x, O 1"),
        ("Ni1/3Co0.2O2", "Co 1/5, Ni 1/3, O 2"),
        ("CaSO4·2H2O", "Ca 1, H 4, O 6, S 1"),
        ("CaSO4·xH2O", "Ca 1, H 2x, O 4 + x, S 1"),
        ("β-Fe(III)2O3", "Fe 2, O 3"),
        ("P(IV)2S6^4-", "P 2, S 6"),
    ],
)
def test_atoms_are_counted(formula: str, atoms: str):
    found = find_composition(parse_formula(formula))
    assert ", ".join(f"{element} {found[element]}" for element in sorted(found)) == atoms


@pytest.mark.parametrize(("formula", "charge"), [("Na^+", 1), ("SO4^2-", -2), ("OH^-", -1), ("NaCl", 0)])
def test_charges_are_read(formula: str, charge: int):
    assert find_charge(parse_formula(formula)) == charge


def test_two_compounds_are_no_compound():
    with pytest.raises(ReactionError, match="no single compound"):
        find_composition(parse_formula("HgS/PbO"))


def test_a_variable_composition_is_neutral_whatever_the_variable():
    states = {"Ca": 2, "Fe": 3, "Al": 3, "O": -2}
    assert find_charge_balance(parse_formula("Ca2Fe2-xAlxO5"), states).is_zero
    left = find_charge_balance(parse_formula("CaxFe2O3"), states)
    assert left == Linear(Fraction(0), (("x", Fraction(2)),))
    with pytest.raises(ReactionError, match="state of Hg is missing"):
        find_charge_balance(parse_formula("HgO"), states)


@pytest.mark.parametrize(
    ("equation", "coefficients"),
    [
        ("H2 + O2 -> H2O", [2, 1, 2]),
        ("CuCO3 -> CuO + CO2", [1, 1, 1]),
        ("Fe2O3 + CO -> Fe + CO2", [1, 3, 2, 3]),
        ("7 PbO + O2 → Pb3O4", [6, 1, 2]),
        ("MnO4^- + H^+ + e^- -> Mn^2+ + H2O", [1, 8, 5, 1, 4]),
        ("PS4^3- + e^- -> P2S6^4- + S^2-", [2, 2, 1, 2]),
    ],
)
def test_equations_balance_in_atoms_and_charge(equation: str, coefficients: list[int]):
    balanced = balance(parse_reaction(equation))
    assert [species.coefficient for species in (*balanced.left, *balanced.right)] == coefficients
    assert not balanced.surplus


@pytest.mark.parametrize(
    ("equation", "reason"),
    [
        ("H2 + O2", "one arrow"),
        ("H2 -> ", "one arrow"),
        ("H2 -> O2", "no balance"),
        ("C + O2 -> CO + CO2", "several balances"),
        ("H2O + O2 -> H2", "other side"),
        ("FexO -> Fe + O2", "variable counts"),
    ],
)
def test_what_does_not_balance_is_told(equation: str, reason: str):
    with pytest.raises(ReactionError, match=reason):
        balance(parse_reaction(equation))


def test_an_unbalanced_equation_tells_its_surplus():
    surplus = parse_reaction("H2 + O2 -> H2O").surplus
    assert {name: str(total) for name, total in surplus.items()} == {"O": "1"}
