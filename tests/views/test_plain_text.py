"""Prose without links: typeset for what shows it as HTML, in Unicode for what shows text."""

from tests.toy import read_toy
from virtualissue.text.parser import Vocabulary, parse_prose
from virtualissue.views.plain_text import PlainRenderer, TextRenderer

PROSE = parse_prose(
    "*By XRF*, `S3^-` is [a `HgS` \\<b>](family:reds).[@holm-2014] At {fact:ochre-firing}.",
    Vocabulary(names={"XRF": ("technique", "xrf")}, notation=frozenset({"chemistry"})),
)


def test_html_has_formulas_and_values_and_no_links():
    html = PlainRenderer(read_toy()).inline(PROSE)
    assert "<a " not in html
    assert "holm" not in html
    assert html.startswith("<em>By XRF</em>, S<sub>3</sub><sup>−</sup> is a HgS &lt;b&gt;.")


def test_text_keeps_what_is_raised_and_lowered():
    line = TextRenderer(read_toy()).line(PROSE)
    assert line == "By XRF, S₃⁻ is a HgS <b>. At about 350 °C (chosen; atmosphere not stated)."


def test_a_value_alone_has_no_conditions():
    assert TextRenderer(read_toy()).fact("ochre-firing", "value") == "about 350\u202f°C"
