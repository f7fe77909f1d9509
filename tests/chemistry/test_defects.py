"""Defects in the notation of Kröger and Vink, heavy hydrogen, shared sites, and variable counts."""

import pytest

from tests.toy import read_toy
from virtualissue.chemistry.formula import FormulaError
from virtualissue.chemistry.parser import parse_formula, parse_notation
from virtualissue.chemistry.reaction import ReactionError, check_balance, parse_reaction
from virtualissue.search.terms import find_terms
from virtualissue.text.titles import parse_title


@pytest.mark.parametrize(
    ("typed", "html", "unicode", "spoken"),
    [
        ("V_O^••", "V<sub>O</sub><sup>••</sup>", "V_O••", "vacancy on the oxygen site, doubly positive"),
        ("V_O^..", "V<sub>O</sub><sup>••</sup>", "V_O••", "vacancy on the oxygen site, doubly positive"),
        ("V_Li'", "V<sub>Li</sub><sup>′</sup>", "V_Li′", "vacancy on the lithium site, negative"),
        ("Li_i^•", "Li<sub>i</sub><sup>•</sup>", "Li_i•", "lithium on an interstitial site, positive"),
        ("La_Sr^•", "La<sub>Sr</sub><sup>•</sup>", "La_Sr•", "lanthanum on the strontium site, positive"),
        ("O_O^x", "O<sub>O</sub><sup>×</sup>", "O_O×", "oxygen on the oxygen site, neutral"),
        ("V_M^2'", "V<sub>M</sub><sup>2′</sup>", "V_M²′", "vacancy on the M site, doubly negative"),
        ("[V_O^••]", "[V<sub>O</sub><sup>••</sup>]", "[V_O••]",
         "open bracket, vacancy on the oxygen site, doubly positive, close bracket"),
        ("e'", "e<sup>′</sup>", "e′", "electron negative"),
        ("h^•", "h<sup>•</sup>", "h•", "hole positive"),
        ("e^-", "e<sup>−</sup>", "e⁻", "electron"),
        ("D2O", "D<sub>2</sub>O", "D₂O", "deuterium 2 oxygen"),
        ("CD3OD", "CD<sub>3</sub>OD", "CD₃OD", "carbon deuterium 3 oxygen deuterium"),
        ("LiT", "LiT", "LiT", "lithium tritium"),
        ("(La,Sr)CoO3", "(La,Sr)CoO<sub>3</sub>", "(La,Sr)CoO₃",
         "open bracket, lanthanum, strontium, close bracket, cobalt oxygen 3"),
        ("La(Ni,Co)5", "La(Ni,Co)<sub>5</sub>", "La(Ni,Co)₅",
         "lanthanum, open bracket, nickel, cobalt, close bracket 5"),
        ("Al(2-x)O(x)", "Al<sub>2−<i>x</i></sub>O<sub><i>x</i></sub>", "Al₂₋ₓOₓ",
         "aluminum 2 minus x, oxygen x"),
    ],
)  # fmt: skip
def test_each_has_a_form(typed: str, html: str, unicode: str, spoken: str):
    formula = parse_notation(typed, {"M"})
    assert (formula.html, formula.unicode, formula.spoken) == (html, unicode, spoken)
    assert parse_notation(formula.text, {"M"}).tokens == formula.tokens


@pytest.mark.parametrize(
    ("typed", "column", "part"),
    [
        ("V_Q^•", 2, "no such element or declared placeholder: 'Q'"),
        ("Zz_O", 0, "no such element"),
        ("V_", 0, "a defect is written as in V_O^••"),
        ("[V_O^••", 0, "a defect is written as in V_O^••"),
        ("La,Sr", 2, "as in (La,Sr)CoO3"),
        ("(La,)O", 4, "nothing precedes ')'"),
        ("(,La)O", 1, "nothing precedes ','"),
        ("(2-x)O", 1, "a count follows what it counts"),
    ],
)
def test_what_is_wrong_is_told(typed: str, column: int, part: str):
    with pytest.raises(FormulaError) as caught:
        parse_notation(typed)
    assert (caught.value.column, part in caught.value.message) == (column, True), caught.value


def test_a_declared_placeholder_comes_before_heavy_hydrogen():
    assert parse_formula("D2O", {"D"}).spoken == "D 2 oxygen"


def test_a_shared_site_cannot_be_balanced():
    with pytest.raises(ReactionError, match="not a single compound"):
        check_balance(parse_reaction("(La,Sr)O -> LaO"))


def test_in_titles_heavy_hydrogen_is_asked_for():
    assert (
        parse_title("COVID-19 and TDDFT in D2O", notation=["chemistry"]).unicode
        == "COVID-19 and TDDFT in D₂O"
    )
    with pytest.raises(FormulaError, match="declare it among `words`"):
        parse_title("CD8 T Cells", notation=["chemistry"])


def test_a_material_of_heavy_hydrogen_is_found_by_its_name():
    issue = read_toy()
    water = issue.materials["minium"].model_copy(update={"formula": parse_formula("D2O")})
    assert "deuterium" in {term.text for term in find_terms(issue, water)}
