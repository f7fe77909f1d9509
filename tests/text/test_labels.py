"""Labels: what is typed, how it is set, and how it is said."""

import pytest

from virtualissue.text.labels import LabelError, Run, parse_label


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("plain words", "plain words"),
        ("*E*_1 / *k*", "<i>E</i><sub>1</sub> / <i>k</i>"),
        ("*T*_max", "<i>T</i><sub>max</sub>"),
        ("*R*_1C and Na^+", "<i>R</i><sub>1</sub>C and Na<sup>+</sup>"),
        ("*x*_{2/3}", "<i>x</i><sub>2/3</sub>"),
        ("10^-3", "10<sup>−3</sup>"),
        ("10^12 m^-2", "10<sup>12</sup> m<sup>−2</sup>"),
        ("R₁₂ in S cm⁻¹", "R<sub>12</sub> in S cm<sup>−1</sup>"),
        ("-8 and 3 - 2 and -*Z*″", "−8 and 3 − 2 and −<i>Z</i>″"),
        ("grain-boundary (1-2)", "grain-boundary (1-2)"),
        (r"a\*b\_c\^d\-3", "a*b_c^d-3"),
        ("<b>&", "&lt;b&gt;&amp;"),
        ("a \n b", "a b"),
    ],
)
def test_a_label_is_set_as_it_is_typed(typed, html):
    assert parse_label(typed).html == html


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("*E*_1 / *k*", "E 1 over k"),
        ("−*Z*″ / kΩ", "minus Z double prime over kΩ"),
        ("10^-3", "10 to the minus 3"),
        ("*σT* = *A* exp(-*E*/*kT*), hot", "σ T equals A exp(minus E over k T), hot"),
        ("2 e^- + Zn^{2+} → Zn", "2 e minus plus Zn 2 plus gives Zn"),
    ],
)
def test_a_label_is_said_in_words(typed, said):
    assert parse_label(typed).spoken == said


def test_a_label_is_heard_otherwise_than_it_is_seen_where_it_has_words_for_that():
    label = parse_label("3 cm^2", heard="3 square centimeters")
    assert (label.html, label.spoken) == ("3 cm<sup>2</sup>", "3 square centimeters")


@pytest.mark.parametrize(
    ("typed", "message", "offset"),
    [
        ("a *b", "a lone * (close it, or write \\*)", 2),
        ("*a* *b*_", "nothing follows _ (write _1 or _max, or \\_)", 7),
        ("a^ b", "nothing follows ^ (write ^1 or ^max, or \\^)", 1),
        ("a_{}", "nothing follows _ (write _1 or _max, or \\_)", 1),
    ],
)
def test_a_mistake_is_told_with_its_place(typed, message, offset):
    with pytest.raises(LabelError) as caught:
        parse_label(typed)
    assert (caught.value.message, caught.value.offset) == (message, offset)


def test_neighbors_of_one_kind_are_one_run():
    assert parse_label("12 *ab* c").runs == (Run("12 "), Run("ab", italic=True), Run(" c"))
