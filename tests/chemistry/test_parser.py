import random
import re
from collections.abc import Callable

import pytest
from markupsafe import Markup

from virtualissue.chemistry.formula import (
    ATOMIC_NUMBERS,
    Formula,
    FormulaError,
    Script,
    Sign,
    SignKind,
    name_element,
)
from virtualissue.chemistry.parser import parse_formula, parse_notation, parse_range, parse_space_group
from virtualissue.words import WORDS, Words

PLACEHOLDERS = ("M", "X", "Pn", "Ph", "bpy")

# As typed (which is also the plain text, where no other is given), HTML, Unicode, spoken.
FORMULAS = """
Li6PS5Cl
    Li<sub>6</sub>PS<sub>5</sub>Cl
    Li₆PS₅Cl
    lithium 6 phosphorus sulfur 5 chlorine
Li7La3Zr2O12
    Li<sub>7</sub>La<sub>3</sub>Zr<sub>2</sub>O<sub>12</sub>
    Li₇La₃Zr₂O₁₂
    lithium 7 lanthanum 3 zirconium 2 oxygen 12
Li3-x(OHx)Cl
    Li<sub>3−<i>x</i></sub>(OH<sub><i>x</i></sub>)Cl
    Li₃₋ₓ(OHₓ)Cl
    lithium 3 minus x, open bracket, oxygen hydrogen x, close bracket, chlorine
Li1+2xZn1-xPS4
    Li<sub>1+2<i>x</i></sub>Zn<sub>1−<i>x</i></sub>PS<sub>4</sub>
    Li₁₊₂ₓZn₁₋ₓPS₄
    lithium 1 plus 2 x, zinc 1 minus x, phosphorus sulfur 4
Na3+xScxZr2-xSi2PO12
    Na<sub>3+<i>x</i></sub>Sc<sub><i>x</i></sub>Zr<sub>2−<i>x</i></sub>Si<sub>2</sub>PO<sub>12</sub>
    Na₃₊ₓScₓZr₂₋ₓSi₂PO₁₂
    sodium 3 plus x, scandium x, zirconium 2 minus x, silicon 2 phosphorus oxygen 12
LiNi1/3Co1/3Mn2/3O2
    LiNi<sub>1/3</sub>Co<sub>1/3</sub>Mn<sub>2/3</sub>O<sub>2</sub>
    LiNi₁/₃Co₁/₃Mn₂/₃O₂
    lithium nickel one third cobalt one third manganese two thirds oxygen 2
La1/2Sr5/12O3/2
    La<sub>1/2</sub>Sr<sub>5/12</sub>O<sub>3/2</sub>
    La₁/₂Sr₅/₁₂O₃/₂
    lanthanum one half strontium 5 over 12 oxygen 3 over 2
LiNi0.6Co0.2Mn0.2O2
    LiNi<sub>0.6</sub>Co<sub>0.2</sub>Mn<sub>0.2</sub>O<sub>2</sub>
    LiNi₀.₆Co₀.₂Mn₀.₂O₂
    lithium nickel 0.6 cobalt 0.2 manganese 0.2 oxygen 2
Na11.1Sn2.1P0.9Se12
    Na<sub>11.1</sub>Sn<sub>2.1</sub>P<sub>0.9</sub>Se<sub>12</sub>
    Na₁₁.₁Sn₂.₁P₀.₉Se₁₂
    sodium 11.1 tin 2.1 phosphorus 0.9 selenium 12
Li1-x/2Mgx/4O
    Li<sub>1−<i>x</i>/2</sub>Mg<sub><i>x</i>/4</sub>O
    Li₁₋ₓ/₂Mgₓ/₄O
    lithium 1 minus x over 2, magnesium x over 4, oxygen
BaCoO3-δ
    BaCoO<sub>3−<i>δ</i></sub>
    BaCoO₃₋δ
    barium cobalt oxygen 3 minus delta
Na3Zr2(SiO4)2(PO4)
    Na<sub>3</sub>Zr<sub>2</sub>(SiO<sub>4</sub>)<sub>2</sub>(PO<sub>4</sub>)
    Na₃Zr₂(SiO₄)₂(PO₄)
    sodium 3 zirconium 2, open bracket, silicon oxygen 4, close bracket 2, open bracket, \
phosphorus oxygen 4, close bracket
Na3ScxZr2-x(SiO4)2-x(PO4)1+x
    Na<sub>3</sub>Sc<sub><i>x</i></sub>Zr<sub>2−<i>x</i></sub>(SiO<sub>4</sub>)<sub>2−<i>x</i></sub>\
(PO<sub>4</sub>)<sub>1+<i>x</i></sub>
    Na₃ScₓZr₂₋ₓ(SiO₄)₂₋ₓ(PO₄)₁₊ₓ
    sodium 3 scandium x, zirconium 2 minus x, open bracket, silicon oxygen 4, close bracket 2 minus x, \
open bracket, phosphorus oxygen 4, close bracket 1 plus x
Li4(OH)3Cl
    Li<sub>4</sub>(OH)<sub>3</sub>Cl
    Li₄(OH)₃Cl
    lithium 4, open bracket, oxygen hydrogen, close bracket 3, chlorine
K3[Fe(CN)6]
    K<sub>3</sub>[Fe(CN)<sub>6</sub>]
    K₃[Fe(CN)₆]
    potassium 3, open bracket, iron, open bracket, carbon nitrogen, close bracket 6, close bracket
P(V)S4^3-
    P(V)S<sub>4</sub><sup>3−</sup>
    P(V)S₄³⁻
    phosphorus, oxidation state five, sulfur 4, charge 3 minus
P(IV)2S6^4-
    P(IV)<sub>2</sub>S<sub>6</sub><sup>4−</sup>
    P(IV)₂S₆⁴⁻
    phosphorus, oxidation state four, count 2, sulfur 6, charge 4 minus
Na^+
    Na<sup>+</sup>
    Na⁺
    sodium plus
OH^-
    OH<sup>−</sup>
    OH⁻
    hydroxide
Li/Li^+
    Li/Li<sup>+</sup>
    Li/Li⁺
    lithium slash lithium plus
^7Li -> 7Li
    <sup>7</sup>Li
    ⁷Li
    lithium-7
^6Li3^31PS4^3-/^7Li -> 6Li3^31PS4^3-/7Li
    <sup>6</sup>Li<sub>3</sub><sup>31</sup>PS<sub>4</sub><sup>3−</sup>/<sup>7</sup>Li
    ⁶Li₃³¹PS₄³⁻/⁷Li
    lithium-6 3 phosphorus-31 sulfur 4, charge 3 minus, slash lithium-7
Na^+^7Li
    Na<sup>+</sup><sup>7</sup>Li
    Na⁺⁷Li
    sodium plus, lithium-7
Li3InCl6·xH2O
    Li<sub>3</sub>InCl<sub>6</sub>·<i>x</i>H<sub>2</sub>O
    Li₃InCl₆·xH₂O
    lithium 3 indium chlorine 6 dot x water
CaSO4·2H2O
    CaSO<sub>4</sub>·2H<sub>2</sub>O
    CaSO₄·2H₂O
    calcium sulfur oxygen 4 dot 2 water
75Li2S·25P2S5
    75Li<sub>2</sub>S·25P<sub>2</sub>S<sub>5</sub>
    75Li₂S·25P₂S₅
    75 lithium 2 sulfur dot 25 phosphorus 2 sulfur 5
β-Li3PS4
    β-Li<sub>3</sub>PS<sub>4</sub>
    β-Li₃PS₄
    beta lithium 3 phosphorus sulfur 4
β″-Al2O3
    β″-Al<sub>2</sub>O<sub>3</sub>
    β″-Al₂O₃
    beta double prime aluminum 2 oxygen 3
Li2O-δ-Bi2O3
    Li<sub>2</sub>O–δ-Bi<sub>2</sub>O<sub>3</sub>
    Li₂O–δ-Bi₂O₃
    lithium 2 oxygen dash delta bismuth 2 oxygen 3
Li2S-Ga2Se3-GeSe2
    Li<sub>2</sub>S–Ga<sub>2</sub>Se<sub>3</sub>–GeSe<sub>2</sub>
    Li₂S–Ga₂Se₃–GeSe₂
    lithium 2 sulfur dash gallium 2 selenium 3 dash germanium selenium 2
Li-La-Ti-O
    Li–La–Ti–O
    Li–La–Ti–O
    lithium dash lanthanum dash titanium dash oxygen
NaCoO2/Na3PS4
    NaCoO<sub>2</sub>/Na<sub>3</sub>PS<sub>4</sub>
    NaCoO₂/Na₃PS₄
    sodium cobalt oxygen 2 slash sodium 3 phosphorus sulfur 4
Li3MX6
    Li<sub>3</sub><i>M</i><i>X</i><sub>6</sub>
    Li₃MX₆
    lithium 3 M X 6
M(bpy)2Ph3
    <i>M</i>(bpy)<sub>2</sub>Ph<sub>3</sub>
    M(bpy)₂Ph₃
    M, open bracket, b p y, close bracket 2, P h 3
Na11Sn2PnS12
    Na<sub>11</sub>Sn<sub>2</sub><i>Pn</i>S<sub>12</sub>
    Na₁₁Sn₂PnS₁₂
    sodium 11 tin 2 P n sulfur 12
M(III)Cl3
    <i>M</i>(III)Cl<sub>3</sub>
    M(III)Cl₃
    M, oxidation state three, chlorine 3
O
    O
    O
    oxygen
CO2
    CO<sub>2</sub>
    CO₂
    C O 2
HCl
    HCl
    HCl
    H C L
CaSO4·0.5H2O
    CaSO<sub>4</sub>·0.5H<sub>2</sub>O
    CaSO₄·0.5H₂O
    calcium sulfur oxygen 4 dot 0.5 water
"""

RANGES = """
0 <= x <= 0.5 -> 0 ≤ x ≤ 0.5
    0\u00a0≤\u00a0<i>x</i>\u00a0≤\u00a00.5
    0\u00a0≤\u00a0x\u00a0≤\u00a00.5
    x from 0 to 0.5
0≤x<1 -> 0 ≤ x < 1
    0\u00a0≤\u00a0<i>x</i>\u00a0&lt;\u00a01
    0\u00a0≤\u00a0x\u00a0<\u00a01
    0 less than or equal to x less than 1
-1 <= δ -> -1 ≤ δ
    −1\u00a0≤\u00a0<i>δ</i>
    −1\u00a0≤\u00a0δ
    minus 1 less than or equal to delta
x > 0
    <i>x</i>\u00a0&gt;\u00a00
    x\u00a0>\u00a00
    x greater than 0
x >= 1/3 -> x ≥ 1/3
    <i>x</i>\u00a0≥\u00a01/3
    x\u00a0≥\u00a01/3
    x greater than or equal to one third
x = 0.4
    <i>x</i>\u00a0=\u00a00.4
    x\u00a0=\u00a00.4
    x equals 0.4
x
    <i>x</i>
    x
    x
"""

SPACE_GROUPS = """
I-4
    <i>I</i><span class="vi-bar">4</span>
    I4\u0305
    I 4 bar
I-42d
    <i>I</i><span class="vi-bar">4</span>2<i>d</i>
    I4\u03052d
    I 4 bar 2 d
P-1
    <i>P</i><span class="vi-bar">1</span>
    P1\u0305
    P 1 bar
Fm-3m
    <i>Fm</i><span class="vi-bar">3</span><i>m</i>
    Fm3\u0305m
    F m 3 bar m
P4_2/nmc
    <i>P</i>4<sub>2</sub>/<i>nmc</i>
    P4₂/nmc
    P 4 sub 2 over n m c
Pnma
    <i>Pnma</i>
    Pnma
    P n m a
"""


def read_table(table: str) -> list[tuple[str, str, str, str, str]]:
    lines = table.strip().splitlines()
    rows = [[line.strip() for line in lines[at : at + 4]] for at in range(0, len(lines), 4)]
    return [
        (head.split(" -> ")[0], head.split(" -> ")[-1], html, unicode, spoken)
        for head, html, unicode, spoken in rows
    ]


def parse_with_placeholders(text: str) -> Formula:
    return parse_formula(text, PLACEHOLDERS)


CASES = [
    pytest.param(parse, *row, id=row[0])
    for parse, table in (
        (parse_with_placeholders, FORMULAS),
        (parse_range, RANGES),
        (parse_space_group, SPACE_GROUPS),
    )
    for row in read_table(table)
]


@pytest.mark.parametrize(("parse", "typed", "text", "html", "unicode", "spoken"), CASES)
def test_each_notation_has_its_four_forms(
    parse: Callable[[str], Formula], typed: str, text: str, html: str, unicode: str, spoken: str
):
    formula = parse(typed)
    assert formula.source == typed
    assert formula.html == html
    assert formula.text == text
    assert formula.unicode == unicode
    assert formula.spoken == spoken


@pytest.mark.parametrize(("parse", "typed"), [case.values[:2] for case in CASES])
def test_no_line_can_break_and_no_sign_is_lost(parse: Callable[[str], Formula], typed: str):
    formula = parse(typed)
    shown = Markup(re.sub("<.*?>", "", formula.html)).unescape()
    assert not re.search(r"[ \t\n]", shown)
    assert shown.replace("\u00a0", "") == "".join(token.text for token in formula.tokens)


def test_tokens_say_what_they_are_and_where_they_stand():
    assert parse_formula("^7Li3-x(OH)^-").tokens == (
        Sign(SignKind.ISOTOPE, "7", Script.SUP),
        Sign(SignKind.ELEMENT, "Li"),
        Sign(SignKind.NUMBER, "3", Script.SUB),
        Sign(SignKind.OPERATOR, "−", Script.SUB),
        Sign(SignKind.VARIABLE, "x", Script.SUB),
        Sign(SignKind.OPEN, "("),
        Sign(SignKind.ELEMENT, "O"),
        Sign(SignKind.ELEMENT, "H"),
        Sign(SignKind.CLOSE, ")"),
        Sign(SignKind.CHARGE, "−", Script.SUP),
    )


def test_markup_is_one_image_that_is_read_aloud():
    assert parse_formula("Li2S").markup == Markup(
        '<span class="vi-formula" role="img" aria-label="lithium 2 sulfur">Li<sub>2</sub>S</span>'
    )


def test_html_is_safe_to_print_as_it_is():
    formula = parse_formula('Li3<"*{{>', ['<"*{{>'])
    assert isinstance(formula.html, Markup)
    assert isinstance(formula.markup, Markup)
    assert formula.html == "Li<sub>3</sub>&lt;&#34;*{{&gt;"
    assert formula.markup.count("<") == 4
    assert formula.markup.unescape().count('<"*{{>') == 1


def test_elements_are_a_set_of_symbols_without_placeholders():
    assert parse_formula("Li3MCl6-xO·H2O", PLACEHOLDERS).elements == {"Li", "Cl", "O", "H"}


def test_there_are_118_elements():
    names = {symbol: name_element(symbol, WORDS) for symbol in ATOMIC_NUMBERS}
    assert len(names) == len(set(names.values())) == 118
    assert names["Li"] == "lithium"
    assert [*names][91] == "U"
    assert all(parse_formula(symbol).spoken == name for symbol, name in names.items())


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Li3-xO", "Li<sub>3−<i>x</i></sub>O"),
        ("Li3-O", "Li<sub>3</sub>–O"),
        ("Li3-1O", "Li<sub>3−1</sub>O"),
        ("Li3-(OH)", "Li<sub>3</sub>–(OH)"),
        ("Li3-X", "Li<sub>3</sub>–<i>X</i>"),
        ("Li3-^7Li", "Li<sub>3</sub>–<sup>7</sup>Li"),
    ],
)
def test_a_hyphen_joins_before_a_part_and_subtracts_before_a_count(text: str, html: str):
    assert parse_formula(text, PLACEHOLDERS).html == html


def test_the_longer_of_element_and_placeholder_counts():
    manganese = parse_formula("LiMnM", {"M"})
    assert [token.kind for token in manganese.tokens] == [
        SignKind.ELEMENT,
        SignKind.ELEMENT,
        SignKind.PLACEHOLDER,
    ]
    assert parse_formula("PnP", {"Pn"}).tokens[0] == Sign(SignKind.PLACEHOLDER, "Pn")
    assert parse_formula("Pn").tokens[1] == Sign(SignKind.VARIABLE, "n", Script.SUB)


def test_a_bracket_that_is_no_roman_number_is_a_bracket():
    assert parse_formula("P(V)").tokens[1].kind is SignKind.OXIDATION
    assert parse_formula("P(VO)").tokens[1].kind is SignKind.OPEN
    assert parse_formula("P2(V)").tokens[2].kind is SignKind.OPEN


@pytest.mark.parametrize(
    ("text", "column", "part"),
    [
        ("", 0, "empty"),
        ("  ", 0, "empty"),
        ("Li3 2", 4, "two counts in a row"),
        ("Li6.2.3", 5, "two counts in a row"),
        ("CaSO4.0.5H2O", 7, "two counts in a row: write 4·0.5H2O"),
        ("Lixy", 3, "two counts in a row"),
        ("Li1/3x", 5, "two counts in a row"),
        ("li3PS4", 0, "'li' (did you mean 'Li'?)"),
        ("LI3", 0, "did you mean 'Li'?"),
        ("NA3PS4", 1, "did you mean 'Na'?"),
        ("Li3pS4", 3, "did you mean 'P'?"),
        ("LiSl", 2, "no such element or declared placeholder: 'Sl'"),
        ("Li3Qx", 3, "no such element or declared placeholder: 'Q'"),
        ("Li3(PS4", 3, "'(' is never closed"),
        ("Li3(PS4))", 8, "')' was never opened"),
        ("Li3(PS4]", 7, "']' was never opened"),
        ("Li()", 3, "nothing precedes ')'"),
        ("Li3-", 4, "nothing follows '-'"),
        ("Li3InCl6·x", 10, "nothing follows 'x'"),
        ("/Li", 0, "nothing precedes '/'"),
        ("^+", 0, "nothing precedes '^+'"),
        ("Na^+^+", 4, "two charges in a row"),
        ("Zn(bpy)2", 3, "declared placeholder: 'bpy' (a group or ligand is declared in issue.yml"),
        ("7Li", 0, "an isotope is written as in ^7Li"),
        ("I-4", 2, "a count follows what it counts"),
        ("PS4^3-4", 6, "a count follows what it counts"),
        ("Mg2+", 3, "a charge is written as in Na^+"),
        ("Na^x", 2, "a charge is written as in PS4^3-"),
        ("^7Li NMR", 4, "no spaces"),
        ("Li3\u00a0PS4", 3, "no spaces"),
        ("Li₃PS4", 2, "type 3"),
        ("PS4³⁻", 3, "type ^3"),
        ("Li3InCl6*H2O", 8, "joined by '·'"),
        ("Li3;", 3, "illegal character ';'"),
        ("Li٣", 2, "illegal character '٣'"),
    ],
)
def test_what_is_wrong_with_a_formula_and_where(text: str, column: int, part: str):
    with pytest.raises(FormulaError) as caught:
        parse_formula(text)
    assert part in caught.value.message
    assert caught.value.column == column
    assert str(caught.value) == caught.value.message


@pytest.mark.parametrize(
    ("parse", "text", "column", "part"),
    [
        (parse_notation, "2 H2 + O2 -> 2 H2O", 0, "each of its formulas in marks of its own"),
        (parse_range, "", 0, "a number or a variable"),
        (parse_range, "x >", 3, "a number or a variable"),
        (parse_range, "0 <= q", 4, "a number or a variable"),
        (parse_range, "0 <= x 3", 7, "a relation"),
        (parse_space_group, "", 0, "a lattice"),
        (parse_space_group, "4-I", 0, "a lattice"),
        (parse_space_group, "P", 1, "a symmetry"),
        (parse_space_group, "I-x", 1, "a symmetry"),
        (parse_space_group, "P4_2/", 4, "a symmetry"),
    ],
)
def test_what_is_wrong_with_a_range_or_space_group(
    parse: Callable[[str], Formula], text: str, column: int, part: str
):
    with pytest.raises(FormulaError) as caught:
        parse(text)
    assert part in caught.value.message
    assert caught.value.column == column


def test_a_relation_makes_a_notation_a_range():
    assert parse_notation("x >= 0").tokens[1] == Sign(SignKind.RELATION, "≥")
    assert parse_notation("Li3MX6", PLACEHOLDERS) == parse_formula("Li3MX6", PLACEHOLDERS)


def test_the_same_formula_is_parsed_once():
    assert parse_formula("Li3MX6", ["M", "X"]) is parse_formula("Li3MX6", ("X", "M"))


SIGNS = [
    *"LiNaOHSPClXMn0123456789.xδβ-−–+^_()[]/·*{}<>=≤≥ \t\n\"'&;\\$`@#₆⁺é′",
    "\ud800",
    "\x00",
    "Pn",
    "(V)",
]


def parse_unless_wrong(parse: Callable[[str], Formula], text: str) -> Formula | None:
    try:
        return parse(text)
    except FormulaError as mistake:
        return None if 0 <= mistake.column <= len(text) else pytest.fail(f"{text!r}: {mistake.column}")


@pytest.mark.parametrize("parse", [parse_with_placeholders, parse_range, parse_space_group, parse_notation])
def test_nothing_raises_but_a_formula_error(parse: Callable[[str], Formula]):
    chance = random.Random(7)
    texts = ["".join(chance.choices(SIGNS, k=chance.randrange(8))) for _ in range(4000)]
    formulas = [formula for text in texts if (formula := parse_unless_wrong(parse, text))]
    assert formulas
    for formula in formulas:
        assert all((formula.markup, formula.text, formula.unicode, formula.spoken))


@pytest.mark.parametrize(
    ("typed", "html", "unicode", "spoken"),
    [
        ("La0.6Sr0.4CoO3", "La<sub>0,6</sub>Sr<sub>0,4</sub>CoO<sub>3</sub>", "La₀,₆Sr₀,₄CoO₃",
         "Lanthan 0,6 Strontium 0,4 Cobalt Sauerstoff 3"),
        ("CaSO4·0.5H2O", "CaSO<sub>4</sub>·0,5H<sub>2</sub>O", "CaSO₄·0,5H₂O",
         "Calcium Schwefel Sauerstoff 4 Punkt 0,5 Wasser"),
        ("x = 0.25", "<i>x</i>\u00a0=\u00a00,25", "x\u00a0=\u00a00,25", "x ist gleich 0,25"),
    ],
)  # fmt: skip
def test_numbers_are_shown_and_said_with_the_decimal_sign_of_the_language(
    typed: str, html: str, unicode: str, spoken: str
):
    formula = parse_notation(typed, (), Words("de"))
    assert (formula.html, formula.unicode, formula.spoken) == (html, unicode, spoken)
    assert formula.text == parse_notation(typed).text
