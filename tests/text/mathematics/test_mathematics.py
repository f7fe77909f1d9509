"""Formulas between dollar signs: their plain text, their words, their HTML, and what is wrong in them."""

import random
import re
import time
from xml.etree import ElementTree as ET

import pytest
from markupsafe import Markup

from virtualissue.text.mathematics import symbols
from virtualissue.text.mathematics.mathematics import Mathematics, parse_mathematics
from virtualissue.text.mathematics.together import render_together
from virtualissue.text.mathematics.tree import MathematicsError
from virtualissue.words import Words

KNOWN = [
    (r"p_\mathrm{T}", "p_T", "p sub T"),
    (r"\sqrt{s}=13.6\,\mathrm{TeV}", "√s = 13.6 TeV", "square root of s equals 13.6 TeV"),
    ("^{-1}", "⁻¹", " to the minus 1"),
    ("_2", "₂", " sub 2"),
    ("^{12}", "¹²", " superscript 12"),
    (r"{}^7\mathrm{Li}", "⁷Li", " superscript 7 Li"),
    (r"t\bar{t}H(\to b\bar b)", "tt̄H( → bb̄)",
     "t t bar H open parenthesis to b b bar close parenthesis"),
    (r"e^+e^-\to W^+W^-", "e⁺e⁻ → W⁺W⁻", "e plus e minus to W plus W minus"),
    (r"\mathbb{Z}_2 \times \mathbb{Z}_2", "ℤ₂ × ℤ₂", "double-struck Z sub 2 times double-struck Z sub 2"),
    (r"\mathcal{O}(\alpha_s^2)", "𝒪(α_s²)",
     "script O open parenthesis alpha sub s squared close parenthesis"),
    (r"U(1)_{L_\mu-L_\tau}", "U(1)_(L_μ−L_τ)",
     "U open parenthesis 1 close parenthesis sub L sub mu minus L sub tau"),
    (r"\frac{a+b}{2}", "(a + b)/2", "fraction a plus b over 2, end fraction"),
    (r"\frac12", "1/2", "1 over 2"),
    (r"\sqrt[3]{x+1}", "∛(x + 1)", "cube root of x plus 1, end root"),
    (r"\sqrt[n]{2}", "ⁿ√2", "n-th root of 2"),
    (r"\int_0^\infty e^{-x^2}\,dx", "∫₀^∞ e^(−x^2) dx",
     "integral from 0 to infinity of e to the minus x squared d x"),
    (r"\sum_{n=1}^{N} a_n", "∑ₙ₌₁^N aₙ", "sum from n equals 1 to N of a sub n"),
    (r"-1 < x \leq +2", "−1 < x ≤ +2", "minus 1 less than x at most plus 2"),
    (r"\langle\psi|\phi\rangle", "⟨ψ|ϕ⟩", "open angle bracket psi vertical bar phi close angle bracket"),
    (r"\{a, b\}", "{a, b}", "open brace a, b close brace"),
    (r"\left(\frac{a}{b}\right)^2", "(a/b)²", "open parenthesis a over b close parenthesis squared"),
    (r"\left. f \right|_{0}", "f|₀", "f vertical bar sub 0"),
    (r"f''(x)", "f″(x)", "f prime prime open parenthesis x close parenthesis"),
    (r"f'^2", "f′²", "f prime squared"),
    ("25^\\circ", "25°", "25 degrees"),
    (r"\sin 2\phi_1", "sin 2ϕ₁", "sine 2 phi sub 1"),
    (r"\log_{10} x", "log₁₀ x", "log sub 10 x"),
    (r"\nabla\times\vec{B}=\mu_0\vec{J}", "∇ × B⃗ = μ₀J⃗", "nabla times B vector equals mu sub 0 J vector"),
    (r"\Delta m^2_{21}", "Δm₂₁²", "capital delta m sub 21 squared"),
    (r"H_0 = 70~\mathrm{km\,s^{-1}\,Mpc^{-1}}", "H₀ = 70 km s⁻¹ Mpc⁻¹",
     "H sub 0 equals 70 km s to the minus 1 Mpc to the minus 1"),
    (r"\overline{MS}", "M̅S̅", "M S bar"),
    (r"x \not\in A", "x ∉ A", "x not in A"),
    (r"\slashed{E}_T", "E̸_T", "E slash sub T"),
    (r"\|x\|", "‖x‖", "double bar x double bar"),
    (r"{\rm SU}(N)", "SU(N)", "SU open parenthesis N close parenthesis"),
    (r"\text{for all } x, y", "for all x, y", "for all x, y"),
    (r"m_T c", "m_T c", "m sub T c"),
    (r"\boldsymbol{k}\cdot\mathbf{r}", "k · r", "bold k times bold r"),
    (r"5\%", "5%", "5 percent"),
    ("γγ → ττ", "γγ → ττ", "gamma gamma to tau tau"),
    (r"X_{\max}", "X_max", "X sub maximum"),
    (r"\big(a\big)", "(a)", "open parenthesis a close parenthesis"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "text", "spoken"), KNOWN)
def test_formulas_have_their_plain_text_and_their_words(source: str, text: str, spoken: str):
    formula = parse_mathematics(source)
    assert (formula.text, formula.unicode, formula.spoken) == (text, text, spoken)
    assert formula.source == source


@pytest.mark.parametrize(
    ("source", "html"),
    [
        (r"p_\mathrm{T}", "<i>p</i><sub>T</sub>"),
        (r"\sum_{n=1}", "∑<sub><i>n</i>=1</sub>"),
        (r"Z'", "<i>Z</i>′"),
        (r"\Lambda^+ < \lambda", "Λ<sup>+</sup> &lt; <i>λ</i>"),
        (r"\text{<b>} \& c", "&lt;b&gt;&amp;<i>c</i>"),
    ],
)
def test_on_one_line_there_are_three_tags(source: str, html: str):
    assert parse_mathematics(source).html == html


@pytest.mark.parametrize(
    ("source", "mathml"),
    [
        ("p_T", "<msub><mi>p</mi><mi>T</mi></msub>"),
        (r"p_\mathrm{T}", '<msub><mi>p</mi><mi mathvariant="normal">T</mi></msub>'),
        ("^{-1}", '<msup><mrow></mrow><mrow><mo form="prefix">−</mo><mn>1</mn></mrow></msup>'),
        ("x_1^2", "<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>"),
        (r"\frac{a}{b+1}", "<mfrac><mi>a</mi><mrow><mi>b</mi><mo>+</mo><mn>1</mn></mrow></mfrac>"),
        (r"\sqrt[3]{x}", "<mroot><mi>x</mi><mn>3</mn></mroot>"),
        (r"\bar{b}", '<mover accent="true"><mi>b</mi><mo stretchy="false">¯</mo></mover>'),
        (r"\mathbb{Z}", "<mi>ℤ</mi>"),
        (r"\text{a b}", "<mtext>a\u00a0b</mtext>"),
        (r"\left(x\right.", '<mrow><mo stretchy="true" form="prefix">(</mo><mi>x</mi></mrow>'),
    ],
)
def test_browsers_get_mathml(source: str, mathml: str):
    formula = parse_mathematics(source)
    label = "" if formula.spoken == formula.text else f' aria-label="{formula.spoken}"'
    marked = re.sub("<mi>([a-zA-Z])</mi>", r'<mi class="vi-variable">\1</mi>', mathml)
    assert formula.markup == f'<math class="vi-math"{label} alttext="{formula.text}">{marked}</math>'


def test_a_long_formula_is_in_parts_between_which_a_line_can_break():
    formula = parse_mathematics(r"gg \to H \to hh \to 4\tau \mathrm{\ at\ } (a = b)")
    assert re.findall('alttext="(.*?)"', formula.markup) == ["gg →", "H →", "hh →", "4τ at (a = b)"]
    assert " ".join(re.findall('alttext="(.*?)"', formula.markup)) == formula.text
    assert parse_mathematics("a = b").markup.count("<math") == 1
    assert parse_mathematics("-abcdefgh + abcdefgh = f(abcdefgh + abcdefgh)").markup.count("<math") == 3


@pytest.mark.parametrize(
    ("source", "column", "part"),
    [
        ("", 0, "an empty formula"),
        ("  ", 0, "an empty formula"),
        (r"{}\,", 0, "an empty formula"),
        (r"a + \foo", 4, r"no command \foo here"),
        (r"\alhpa", 0, "did you mean alpha"),
        ("a{b", 1, "a { is never closed"),
        ("a}b", 1, "a } closes nothing"),
        ("a^", 2, "nothing follows ^"),
        ("a_{}", 1, "nothing follows _"),
        ("a^b^c", 3, "two ^ in a row"),
        ("a_b'_c", 4, "two _ in a row"),
        ("a & b", 2, r"write \&"),
        ("50%", 2, r"write \%"),
        ("ä", 0, r"\text{ä}"),
        ("a 火", 2, r"\text{火}"),
        (r"\begin{matrix}", 0, r"\begin has no meaning"),
        (r"a \\ b", 2, r"\\ has no meaning"),
        (r"\left( a", 0, r"has no \right"),
        (r"\left x", 6, r"no bracket follows \left"),
        (r"a \right)", 2, r"has no \left"),
        (r"\frac{a}", 8, r"nothing follows \frac"),
        (r"\sqrt", 5, r"nothing follows \sqrt"),
        (r"\sqrt[3", 5, "a [ is never closed"),
        (r"\text{a \alpha}", 5, r"only words can stand in \text"),
        (r"\color{red}x", 0, r"no command \color"),
        (r"\not 5", 0, r"\not stands before"),
        ("{" * 30, 20, "more than 20 groups"),
        ("x" * 700, 600, "at most 600"),
    ],
)
def test_what_is_outside_is_told_with_its_place(source: str, column: int, part: str):
    with pytest.raises(MathematicsError) as caught:
        parse_mathematics(source)
    assert (caught.value.column, part in caught.value.message) == (column, True), caught.value


def test_every_command_can_be_set():
    for name in symbols.COMMANDS - {"left", "right", "middle", "not"}:
        formula = parse_mathematics(rf"\{name}{{a}}{{b}} c")
        assert formula.text, name
        assert formula.spoken, name
        read_mathml(formula)


def read_mathml(formula: Mathematics) -> ET.Element:
    return ET.fromstring(f"<p>{formula.markup}</p>")


PIECES = [
    *"abXα→ ^_{}[]()|+-=<>'.,!/*&%#~\\ä火012\u0301\x00<\"", "\\", "\\frac", r"\sqrt", "\\left(", r"\right)",
    r"\bar", r"\mathrm", r"\text{", r"\rm", "{a}", "^{2}", "_\\mathrm{T}", r"\to", r"\sum", r"\,", r"\not",
    r"\left", r"\right", r"\begin{a}", r"\middle|", r"\operatorname*", r"\'", r"\|", r"\{", "''", r"\sqrt[",
]  # fmt: skip


@pytest.mark.slow
def test_whatever_is_typed_is_a_formula_or_a_mistake_with_its_place():
    chance, started, read = random.Random(7), time.process_time(), 0
    for _ in range(6000):
        source = "".join(chance.choices(PIECES, k=chance.randrange(1, 14)))
        try:
            formula = parse_mathematics(source)
        except MathematicsError as mistake:
            if not 0 <= mistake.column <= len(source):
                pytest.fail(f"{source!r}: {mistake.column}")
            continue
        read += 1
        assert isinstance(formula.spoken + formula.text + formula.html, str)
        assert "\x00" not in formula.markup
        read_mathml(formula)
    assert read > 500
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    "source", ["{" * 19 + "a" + "}" * 19, "a" * 600, "\\sqrt" * 19 + "2", "x_{" * 15 + "y" + "}" * 15]
)
def test_what_is_long_or_deep_takes_no_time(source: str):
    started = time.process_time()
    assert parse_mathematics(source).markup
    assert time.process_time() - started < 1


def test_no_line_breaks_between_a_formula_and_its_word():
    power, long = parse_mathematics("^{-1}"), parse_mathematics("aaaaaaaaaa = bbbbbbbbbb")
    html = render_together(["2 fb", power, " & ", power, Markup("<b>c</b>"), power, "d", long])
    word = '<span class="vi-together">{}</span>'
    assert html == (
        f"2 {word.format('fb' + power.markup)} &amp; {power.markup}<b>c</b>{power.markup}d{long.markup}"
    )


def test_a_stroke_is_drawn_by_the_stylesheet():
    slashed = parse_mathematics(r"\slashed{E}").markup
    assert '<mrow class="vi-slashed"><mi class="vi-variable">E</mi></mrow>' in slashed


def test_numbers_are_shown_and_said_with_the_decimal_sign_of_the_language():
    source = r"\sqrt{s}=13.6\,\mathrm{TeV}"
    formula = parse_mathematics(source, Words("de"))
    assert (formula.text, formula.source) == ("√s = 13,6 TeV", source)
    assert formula.spoken == "Quadratwurzel aus s ist gleich 13,6 TeV"
    assert "<mn>13,6</mn>" in formula.markup
    assert 'alttext="√s = 13,6 TeV"' in formula.markup
    assert formula.html == "√<i>s</i> = 13,6 TeV"
    inner = parse_mathematics(r"\frac{0.5}{\sqrt{1.5}} \left( x_{2.5}^{3.5} \right)", Words("de"))
    assert (inner.text.count(","), inner.text.count(".")) == (4, 0)
    assert parse_mathematics(r"\frac{1}{.5}").spoken == "1 over .5"
