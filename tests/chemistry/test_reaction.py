"""Formulas and equations of pigments and minerals: atoms and charges counted, balances checked."""

from collections import Counter
from fractions import Fraction

import pytest

from virtualissue.chemistry.formula import FormulaError
from virtualissue.chemistry.parser import parse_formula
from virtualissue.chemistry.reaction import (
    ReactionError,
    check_balance,
    find_atoms,
    find_charge,
    find_charges,
    find_excess_charge,
    parse_reaction,
    say_count,
)


@pytest.mark.parametrize(
    ("formula", "atoms"),
    [
        ("HgS", "Hg 1, S 1"),
        ("Cu3(CO3)2(OH)2", "Cu 3, C 2, O 6, O 2, H 2"),
        ("Na8-x(AlSiO4)6S2", "Na 8 − x, Al 6, Si 6, O 24, S 2"),
        ("((H2O)2)3", "H 12, O 6"),
        ("Ca1+2xFe1-xO", "Ca 1 + 2x, Fe 1 − x, O 1"),
        ("Ni1/3Co0.2O2", "Ni 1/3, Co 1/5, O 2"),
        ("CaSO4·2H2O", "Ca 1, S 1, O 4, H 4, O 2"),
        ("2CaSO4·xH2O", "Ca 2, S 2, O 8, H 2x, O x"),
        ("β-Fe(III)2O3", "Fe 2, O 3"),
        ("P(IV)2S6^4-", "P 2, S 6"),
        ("^13CO2", "C 1, O 2"),
    ],
)
def test_atoms_are_counted_where_they_stand(formula: str, atoms: str):
    found = find_atoms(parse_formula(formula))
    assert ", ".join(f"{one.element} {say_count(one.count)}" for one in found) == atoms


@pytest.mark.parametrize(("formula", "charge"), [("Na^+", 1), ("SO4^2-", -2), ("OH^-", -1), ("NaCl", 0)])
def test_charges_are_read(formula: str, charge: int):
    assert find_charge(parse_formula(formula)) == charge


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        ("HgS/PbO", "not a single compound"),
        ("HgS-PbO", "not a single compound"),
        ("(FexO)xO", "two variable counts"),
        ("Fe1/0O", "1/0 is not a count"),
        ("H" + "9" * 300, "too long"),
    ],
)
def test_what_is_not_counted_is_told(formula: str, reason: str):
    with pytest.raises(ReactionError, match=reason):
        _ = [atoms.count for atoms in find_atoms(parse_formula(formula))]


def test_a_charge_without_end_is_told():
    with pytest.raises(ReactionError, match="more charges"):
        find_charge(parse_formula("Fe^99999+"))


def test_a_variable_composition_is_neutral_whatever_the_variable():
    states = {"Ca": 2, "Fe": 3, "Al": 3, "O": -2}
    neutral = parse_formula("Ca2Fe2-xAlxO5")
    assert find_excess_charge(neutral, states) == {}
    assert [(one.counts, state) for one, state in find_charges(neutral, states)] == [
        (("2",), 2), (("2−x",), 3), (("x",), 3), (("5",), -2),
    ]  # fmt: skip
    assert find_excess_charge(parse_formula("CaxFe2O3"), states) == {"x": Fraction(2)}
    assert find_excess_charge(parse_formula("SO4^2-"), {"S": 6, "O": -2}) == {}
    with pytest.raises(ReactionError, match="state of Hg is missing"):
        find_excess_charge(parse_formula("HgO"), states)


@pytest.mark.parametrize(
    "equation",
    [
        "2 H2 + O2 -> 2 H2O",
        "Fe2O3 + 3 CO -> 2 Fe + 3 CO2",
        "6 PbO + O2 → 2 Pb3O4",
        "MnO4^- + 8 H^+ + 5 e^- -> Mn^2+ + 4 H2O",
        "2 PS4^3- + 2 e^- -> P2S6^4- + 2 S^2-",
        "Fe3-xO4 -> Fe3-xO4",
    ],
)
def test_what_balances_in_atoms_and_charge_passes(equation: str):
    check_balance(parse_reaction(equation))


@pytest.mark.parametrize(
    ("equation", "reason"),
    [
        ("H2 + O2", "one arrow"),
        ("H2 -> ", "one arrow"),
        ("H2 + O2 -> H2O", r"\(left side minus right side: O 1\)$"),
        ("H2O -> H2 + O2", ": O −1\\)$"),
        ("Fe^2+ -> Fe^3+", ": charge −1\\)$"),
        ("Fe -> O", ": Fe 1, O −1\\)$"),
        ("FexO -> Fe + O", ": Fe −1 \\+ x\\)$"),
        ("4 H2 + 2 O2 -> 4 H2O", "can be divided by 2"),
    ],
)
def test_what_does_not_balance_is_told(equation: str, reason: str):
    with pytest.raises(ReactionError, match=reason):
        check_balance(parse_reaction(equation))


@pytest.mark.parametrize("equation", ["H2 + -> O", "0 H2 -> H2", "99999 H2 -> H2", "9" * 5000 + " H2 -> H2"])
def test_a_partner_that_is_no_formula_is_told(equation: str):
    with pytest.raises(FormulaError):
        parse_reaction(equation)


def test_students_get_the_partners_without_coefficients():
    bare = parse_reaction("2 H2 + O2 -> 2 H2O").bare
    assert Counter(species.coefficient for species in (*bare.left, *bare.right)) == {1: 3}
    assert bare.surplus == {"O": {"": 1}}
