"""Titles of chemistry: what can be read in two ways is asked for, at its place, with how to write it."""

import pytest

from virtualissue.chemistry.formula import FormulaError
from virtualissue.text.titles import parse_title

CHEMISTRY = ("chemistry",)


@pytest.mark.parametrize(
    ("text", "column", "ways"),
    [
        ("The H1 Detector", 4, ["`words`", "H1: H1"]),
        ("H1N1 Masks", 0, ["`words`"]),
        ("P2-Type Na0.67MnO2", 0, ["`words`", "P2: P2"]),
        ("Figure S3 of K562", 7, ["S3: S3"]),
        ("On K0, B0", 3, ["K0: K0"]),
        ("CO32- Uptake", 0, ["CO32-: CO3^2-", "CO32: CO32"]),
        ("(AsS43-) Anions", 7, ["a charge is written as in PS4^3-"]),
        ("S2− Vacancies", 2, ["a charge is written as in PS4^3-"]),
        ("Li3PS4- and Li2S-Based", 0, ["Li3PS4: Li3PS4"]),
        ("13C NMR of CO2", 0, ["13C: ^13C", "`words`"]),
        ("In 7Li-6Li NMR", 3, ["7Li: ^7Li"]),
        ("Of 2H-MoS2", 3, ["2H: ^2H"]),
        ("A ¹³C Study", 2, ["type 13C"]),
        ("Thin Li₃N Layers", 5, ["type Li3N"]),
        ("K⁺ Ions", 0, ["type K+"]),
        ("Of (PO₄)³⁻ Units", 4, ["type PO4"]),
        ("On CoCl2.6H2O", 7, ["2·6H2O", "2.6(H2O)"]),
        ("The Y2K Bug", 4, ["`words`", "Y2K: Y2K"]),
        ("P2P Lending", 0, ["`words`"]),
        ("On I2C Buses", 3, ["I2C: I2C"]),
    ],
)
def test_what_can_be_read_in_two_ways_is_asked_for(text: str, column: int, ways: list[str]):
    with pytest.raises(FormulaError) as caught:
        parse_title(text, notation=CHEMISTRY)
    assert (caught.value.column, [way for way in ways if way not in caught.value.message]) == (column, [])
    assert parse_title(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "O2 and H2 with N2 or O3", "A 4V-Class Cell at 300K", "4H-SiC and 3C-SiC in 3D",
        "Na0.67MnO2, Fe10O11", "5 m² at 10⁻³ S/cm", "Li2S-Based, Na2S- and K2S-Free",
        "CO2-Free and CO2–H2", "1,3C", "K2O, H2S and N2O",
    ],
)  # fmt: skip
def test_what_cannot_is_not(text: str):
    assert parse_title(text, notation=CHEMISTRY).text.replace("–", "-") == text.replace("–", "-")


def test_what_is_declared_is_not_asked_for():
    formulas = {"13C": "^13C", "CO32-": "CO3^2-"}
    title = parse_title("13C of CO32- in P2-H1", notation=CHEMISTRY, formulas=formulas, words=["H1", "P2"])
    assert title.unicode == "¹³C of CO₃²⁻ in P2-H1"


def test_hyphens_of_publishers_are_read():
    title = parse_title("α\u2010Fe2O3 and Garnet\u2011Li3N", notation=CHEMISTRY)
    assert title.unicode == "α-Fe₂O₃ and Garnet-Li₃N"
