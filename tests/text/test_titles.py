import random
import re
from typing import Any

import pytest
from markupsafe import Markup

from virtualissue.chemistry.formula import Formula, FormulaError
from virtualissue.text.mathematics.mathematics import Mathematics
from virtualissue.text.mathematics.tree import MathematicsError
from virtualissue.text.titles import Emphasis, Title, TitlePiece, parse_title

CHEMISTRY = ("chemistry",)
PLACEHOLDERS = ("M", "X", "Pn")


def split(text: str, **declared: Any) -> list[str]:
    """The pieces of a title, its notation in angle brackets."""
    title = parse_title(text, notation=CHEMISTRY, placeholders=PLACEHOLDERS, **declared)
    return [show(piece) for piece in title.pieces]


def show(piece: TitlePiece) -> str:
    match piece:
        case Emphasis(pieces):
            return f"<em {' '.join(map(show, pieces))}>"
        case Mathematics(source=source):
            return f"<math {source}>"
        case Formula(text=text):
            return f"<{text}>"
        case _:
            return piece


@pytest.mark.parametrize(
    "text",
    [
        "Quaternary 1-4-5-6 Electrolytes",
        "3D Pathways of Li and Na in All-Solid-State Li-Ion Cells",
        "In Situ X-ray Study of CO on LLZO (LLZO), NMR and O",
        "Time-of-Flight Spectrometry of COVID-19 in (2021) [1]",
        "A 4V-Class Cell at 300 K, Part 2",
        "[a](b1) {{ 7*7 }} {% raw %} `c2` d3 <b>f4</b>",
        "",
    ],
)
def test_words_stay_words(text: str):
    assert split(text) == ([text] if text else [])


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Ions in Li10GeP2S12", ["Ions in ", "<Li10GeP2S12>"]),
        ("Ions in Li10GeP2S12.", ["Ions in ", "<Li10GeP2S12>", "."]),
        ("LGPS-like Li7SiPS8", ["LGPS-like ", "<Li7SiPS8>"]),
        ("LiCoO2, H2O, and Li2S: Why?", ["<LiCoO2>", ", ", "<H2O>", ", and ", "<Li2S>", ": Why?"]),
        ("Of Garnet-Li7La3Zr2O12", ["Of Garnet-", "<Li7La3Zr2O12>"]),
        ("3D-Li3N by PEO-Li3N", ["3D-", "<Li3N>", " by PEO-", "<Li3N>"]),
        ("Li3PS4-Based, Li3N-doped", ["<Li3PS4>", "-Based, ", "<Li3N>", "-doped"]),
        ("Li3PS4/Carbon", ["<Li3PS4>", "/Carbon"]),
        ("Fe3O4@SiO2 in Al2O3:LiF", ["<Fe3O4>", "@", "<SiO2>", " in ", "<Al2O3>", ":LiF"]),
        ("LiCoO2/Li3PS4-Type", ["<LiCoO2/Li3PS4>", "-Type"]),
        ("Li2S-B2S3-LiI Glass", ["<Li2S-B2S3-LiI>", " Glass"]),
        ("Li3-xIn1-xZrxCl6", ["<Li3-xIn1-xZrxCl6>"]),
        ("α-Li3N/Li and β″-Al2O3", ["<α-Li3N/Li>", " and ", "<β″-Al2O3>"]),
        ("Of (Li3PS4) and (Garnet Li3N)", ["Of (", "<Li3PS4>", ") and (Garnet ", "<Li3N>", ")"]),
        ("(Li3N, [Li2O]) “Li2S”", ["(", "<Li3N>", ", [", "<Li2O>", "]) “", "<Li2S>", "”"]),
        ("Na3Zr2(SiO4)2(PO4) X", ["<Na3Zr2(SiO4)2(PO4)>", " X"]),
        ("(Li2S)75(P2S5)25", ["<(Li2S)75(P2S5)25>"]),
        ("((PO4)3)", ["(", "<(PO4)3>", ")"]),
        ("Ions PS4^3- and ^7Li", ["Ions ", "<PS4^3->", " and ", "<7Li>"]),
        ("Na11Sn2PnS12 (Pn = Sb, P)", ["<Na11Sn2PnS12>", " (", "<Pn>", " = Sb, P)"]),
        ("Li3MX6 (X = Cl, Br, and I)", ["<Li3MX6>", " (", "<X>", " = Cl, Br, and I)"]),
        ("LiInxO (0 <= x <= 0.5)", ["LiInxO (", "<0 ≤ x ≤ 0.5>", ")"]),
        ("Li1-xO (x = 0, 0.5)", ["<Li1-xO>", " (", "<x = 0>", ", 0.5)"]),
        ("Li1-xO with x > 0.55.", ["<Li1-xO>", " with ", "<x > 0.55>", "."]),
    ],
)
def test_what_looks_like_a_formula_is_one(text: str, pieces: list[str]):
    assert split(text) == pieces


@pytest.mark.parametrize(
    "text",
    [
        "Structure Functions from the H1 Detector at K0 = 0 <= x <= 1, M = 2",
        "SARS-CoV-2, HIV-1, H1N1, BRCA1, CD4+, PM2.5 and Vitamin B12",
        "B2B, P2P, Y2K, W2V, I2C, CR2032, RFC4880, Li3(PS4, Mg2+",
        "Exceptional Lie Groups G2, F4, E6, SU(2), U(1), O(2) and D0 Mesons",
    ],
)
def test_without_chemistry_all_of_it_stands_as_typed(text: str):
    title = parse_title(text, notation=["mathematics"], placeholders=PLACEHOLDERS)
    assert title.pieces == (text,)


def test_what_is_declared_is_set_in_any_notation():
    title = parse_title("Ions in Li2S of I-4", formulas={"Li2S": "Li2S"}, space_groups=["I-4"])
    assert title.unicode == "Ions in Li₂S of I4\u0305"


@pytest.mark.parametrize(
    ("text", "declared", "pieces"),
    [
        ("7Li NMR of 17Li", {"formulas": {"7Li": "^7Li"}}, ["<7Li>", " NMR of 17Li"]),
        ("The Na+ Ion", {"formulas": {"Na+": "Na^+"}}, ["The ", "<Na^+>", " Ion"]),
        ("The Ca2+-Ion", {"formulas": {"Ca2+": "Ca^2+"}}, ["The ", "<Ca^2+>", "-Ion"]),
        ("Li-La-Ti-O", {"formulas": {"Li-La-Ti-O": "Li-La-Ti-O"}}, ["<Li-La-Ti-O>"]),
        ("At T = x", {"formulas": {"T = x": "x = 1"}}, ["At ", "<x = 1>"]),
        ("I-4-Type, not I-42d", {"space_groups": ["I-4", "I-42d"]}, ["<I-4>", "-Type, not ", "<I-42d>"]),
        ("CR2032 with Li2S", {"words": ["CR2032"]}, ["CR2032 with ", "<Li2S>"]),
        ("(P2)-Li3N", {"words": ["P2"]}, ["(P2)-", "<Li3N>"]),
        ("P2 in P2S5", {"words": ["P2", ""]}, ["P2 in ", "<P2S5>"]),
    ],
)
def test_what_is_declared_is_set_as_declared(text: str, declared: dict[str, Any], pieces: list[str]):
    assert split(text, **declared) == pieces


DECLARED: dict[str, Any] = {"formulas": {"7Li": "^7Li", "Na+": "Na^+"}, "space_groups": ["I-4", "P4_2/nmc"]}


def test_a_title_has_its_four_forms():
    title = parse_title("7Li, Na+ & I-4-Type P4_2/nmc Li3-xN (0 <= x <= 1)", notation=CHEMISTRY, **DECLARED)
    assert title.source == "7Li, Na+ & I-4-Type P4_2/nmc Li3-xN (0 <= x <= 1)"
    assert title.text == "7Li, Na+ & I-4-Type P42/nmc Li3-xN (0 ≤ x ≤ 1)"
    assert title.unicode == ("⁷Li, Na⁺ & I4\u0305-Type P4₂/nmc Li₃₋ₓN (0\u00a0≤\u00a0x\u00a0≤\u00a01)")
    assert title.html == (
        '<sup>7</sup>Li, Na<sup>+</sup> &amp; <i>I</i><span class="vi-bar">4</span>-Type '
        "<i>P</i>4<sub>2</sub>/<i>nmc</i> Li<sub>3−<i>x</i></sub>N "
        "(0\u00a0≤\u00a0<i>x</i>\u00a0≤\u00a01)"
    )
    assert title.markup.startswith(
        '<span class="vi-formula" role="img" aria-label="lithium-7"><sup>7</sup>Li</span>, '
    )
    assert title.markup.count("</span>, ") == 1
    assert re.sub("<.*?>", "", title.markup) == re.sub("<.*?>", "", title.html)


def test_equal_titles_are_equal_and_frozen():
    title = parse_title("Ions in Li2S", notation=CHEMISTRY)
    assert title == parse_title("Ions in Li2S", notation=CHEMISTRY)
    assert hash(title) == hash(parse_title("Ions in Li2S", notation=CHEMISTRY))
    assert isinstance(title.pieces[1], Formula)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Red *in vivo*", ["Red ", "<em in vivo>"]),
        ("*Thunnus*: a Fish", ["<em Thunnus>", ": a Fish"]),
        ("The (*E. coli*)-Based *Li3N* Cell", ["The (", "<em E. coli>", ")-Based ", "<em <Li3N>>", " Cell"]),
        ("*a* and *b*", ["<em a>", " and ", "<em b>"]),
        ("A* Search for K*, D* and B*", ["A* Search for K*, D* and B*"]),
        ("C*-Algebras and W*-Algebras", ["C*-Algebras and W*-Algebras"]),
        ("2 * 3 * 4, * and **", ["2 * 3 * 4, * and **"]),
        (r"\*a\* \\ b\c *d\*", [r"*a* \ b\c *d*"]),
    ],
)
def test_emphasis(text: str, pieces: list[str]):
    assert split(text) == pieces


def test_emphasis_has_its_forms():
    title = parse_title("On *Li3N & b*", notation=CHEMISTRY)
    assert title.html == "On <i>Li<sub>3</sub>N &amp; b</i>"
    assert title.markup.startswith('On <em><span class="vi-formula" role="img" aria-label="lithium 3')
    assert title.csl == "On <i>Li<sub>3</sub>N & b</i>"
    assert (title.text, title.unicode, title.plain) == ("On Li3N & b", "On Li₃N & b", "On Li3N & b")
    assert title.spoken == "On lithium 3 nitrogen & b"


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        (r"High $p_T$ at $\sqrt{s}=8$ TeV", ["High ", "<math p_T>", " at ", r"<math \sqrt{s}=8>", " TeV"]),
        ("2.0 fb$^{-1}$ and Cu$_2$O", ["2.0 fb", "<math ^{-1}>", " and Cu", "<math _2>", "O"]),
        ("The *$p_T$ of b*-Jets", ["The ", "<em <math p_T>  of b>", "-Jets"]),
        (r"H $\to$$b\bar b$", ["H ", r"<math \to>", r"<math b\bar b>"]),
        (r"$A\to Z h $ in $a*b$ and *c*", [r"<math A\to Z h >", " in ", "<math a*b>", " and ", "<em c>"]),
        (r"In the $\mathrm{b\bar{b}}$4q State", ["In the ", r"<math \mathrm{b\bar{b}}>", "4q State"]),
        (r"A \$5 Lamp for \$6", ["A $5 Lamp for $6"]),
        (r"$\text{A \$5}$", [r"<math \text{A \$5}>"]),
    ],
)
def test_mathematics_is_between_dollar_signs_in_every_notation(text: str, pieces: list[str]):
    assert split(text) == [show(piece) for piece in parse_title(text).pieces] == pieces


def test_mathematics_has_its_forms_in_a_title():
    title = parse_title(r"High *$p_T$* < 2 fb$^{-1}$")
    assert title.html == title.csl.replace("<", "<").replace(" < ", " &lt; ")
    assert title.html == "High <i><i>p</i><sub><i>T</i></sub></i> &lt; 2 fb<sup>−1</sup>"
    assert title.text == title.plain == title.unicode == "High p_T < 2 fb⁻¹"
    assert title.spoken == "High p sub T < 2 fb to the minus 1"
    assert '<em><math class="vi-math" aria-label="p sub T" alttext="p_T"><msub>' in title.markup


@pytest.mark.parametrize(
    ("text", "column", "part"),
    [
        ("Between $5 and $10", 8, "a lone $ (close it, or write \\$)"),
        ("US$ and A$", 2, "a lone $"),
        ("In $US and $CA", 3, "a lone $"),
        (r"On *the $\foo$*", 9, r"in $\foo$: no command \foo"),
        ("An $$x$$", 4, "an empty formula"),
        ("A $p_{T$", 5, "a { is never closed"),
        (r"On $\ce{H2O}$", 4, r"\ce is not read (type the formula outside"),
        (r"At $\SI{5}{m}$", 4, r"as in 5\,\mathrm{m})"),
    ],
)
def test_mathematics_that_cannot_be_read_is_told_at_its_column(text: str, column: int, part: str):
    with pytest.raises(MathematicsError) as caught:
        parse_title(text)
    assert (caught.value.column, part in caught.value.message) == (column, True), caught.value


@pytest.mark.parametrize(
    ("text", "column", "found"),
    [
        ("High p_T Jets", 5, "p_T"),
        ("On x^2", 3, "x^2"),
        (r"The \alpha Decay", 4, r"\alpha"),
        ("*fb^-1*", 1, "fb^-1"),
        ("At 10^{-3} of", 3, "write $10^{-3}$,"),
        ("In e^+e^- Pairs", 3, "write $e^+e^-$,"),
        (r"At \sqrt{s}", 3, r"write $\sqrt{s}$,"),
    ],
)
def test_an_issue_of_mathematics_asks_for_its_marks(text: str, column: int, found: str):
    with pytest.raises(MathematicsError) as caught:
        parse_title(text, notation=["mathematics"])
    assert (caught.value.column, found in caught.value.message) == (column, True), caught.value
    assert parse_title(text).text
    assert parse_title("On data_set, Li3N^", notation=["mathematics"]).text == "On data_set, Li3N^"
    assert parse_title("On x^2 so", notation=["mathematics"], words=["x^2"]).text == "On x^2 so"


def test_what_is_wrong_in_emphasis_is_told_at_its_column():
    with pytest.raises(FormulaError) as caught:
        parse_title("Ions *in the Li3Q*", notation=CHEMISTRY)
    assert caught.value.column == 16


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<script>alert('1')</script>", "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;"),
        ("{{ config }} {% raw %}", "{{ config }} {% raw %}"),
        ("a* _b_ `c`", "a* _b_ `c`"),
        ("[Here](there) \\", "[Here](there) \\"),
        ('"&amp;"', "&#34;&amp;amp;&#34;"),
    ],
)
def test_a_title_is_data_and_never_code(text: str, html: str):
    title = parse_title(text)
    assert title.html == title.markup == html
    assert isinstance(title.html, Markup)
    assert title.html.unescape() == title.text == title.unicode == text


@pytest.mark.parametrize(
    ("text", "declared", "column", "parts"),
    [
        ("A Cell of CR2032", {}, 11, ("'CR2032'", "'R'", "declare it among `words`")),
        ("The “Li3Q”", {}, 8, ("'Li3Q'", "'Q'")),
        ("The I-4 Phase", {}, 6, ("'I-4'",)),
        ("Li3(PS4", {}, 3, ("never closed",)),
        ("Mg2+ Ions", {}, 3, ("'Mg2+'", "Na^+")),
        ("An Na+ Ion", {"formulas": {"Na+": "Na+"}}, 3, ("declared for 'Na+'", "Na^+")),
        ("In Q-4 Now", {"space_groups": ["Q-4"]}, 3, ("declared for 'Q-4'", "lattice")),
    ],
)
def test_what_only_looks_like_a_formula_is_a_mistake(
    text: str, declared: dict[str, Any], column: int, parts: tuple[str, ...]
):
    with pytest.raises(FormulaError) as caught:
        parse_title(text, notation=CHEMISTRY, **declared)
    assert caught.value.column == column
    assert [part for part in parts if part not in caught.value.message] == []


WORDS = [
    "Li3N",
    "Garnet",
    "-",
    "/",
    " ",
    " ",
    "(",
    ")",
    "[",
    "]",
    "x",
    "=",
    "<=",
    "0.5",
    "Pn",
    "X",
    ",",
    ".",
    "“",
]
SIGNS = [
    "$",
    "$p_T$",
    "7Li",
    "I-4",
    "<b>",
    "{{",
    "*",
    "β-",
    "^",
    "+",
    "3",
    "\ud800",
    "\u00a0",
    "\n",
    "C",
    "a",
]


def parse_unless_wrong(text: str) -> Title | None:
    try:
        return parse_title(text, notation=CHEMISTRY, placeholders=PLACEHOLDERS, **DECLARED, words=["C3"])
    except (FormulaError, MathematicsError) as mistake:
        return None if 0 <= mistake.column <= len(text) else pytest.fail(f"{text!r}: {mistake.column}")


def read_source(piece: TitlePiece) -> str:
    match piece:
        case Emphasis(pieces):
            return f"*{''.join(map(read_source, pieces))}*"
        case Mathematics(source=source):
            return f"${source}$"
        case Formula(source=source):
            return source
        case _:
            return piece


def test_nothing_raises_but_a_formula_error_and_nothing_is_lost():
    chance = random.Random(7)
    texts = ["".join(chance.choices(WORDS + SIGNS, k=chance.randrange(9))) for _ in range(4000)]
    titles = [title for text in texts if (title := parse_unless_wrong(text))]
    assert len(titles) > 1000
    for title in titles:
        assert "".join(map(read_source, title.pieces)).replace("^", "") == title.source.replace("^", "")
        assert "<b>" not in title.markup
