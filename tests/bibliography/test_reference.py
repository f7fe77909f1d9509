"""References as parts and as HTML, and the numbers by which they are cited."""

import pytest

from virtualissue.bibliography.reference import FormattedReference, Mark, ReferencePart, number_ranges
from virtualissue.chemistry.parser import parse_formula

EM: frozenset[Mark] = frozenset({"em"})
BOTH: frozenset[Mark] = frozenset({"em", "strong"})
TITLE: frozenset[Mark] = frozenset({"title"})


def test_html_nests_what_is_set_alike():
    parts = (
        ReferencePart("Red "),
        ReferencePart("lead ", TITLE),
        ReferencePart(parse_formula("Pb3O4"), TITLE),
        ReferencePart(" in ", EM),
        ReferencePart("J. Imag.", BOTH),
        ReferencePart(" https://a.example/?b&c", frozenset(), "https://a.example/?b&c"),
    )
    assert FormattedReference(parts).html == (
        'Red <span class="vi-title">lead Pb<sub>3</sub>O<sub>4</sub></span><em> in </em>'
        "<strong><em>J. Imag.</em></strong>"
        '<a class="vi-outward" href="https://a.example/?b&amp;c"> https://a.example/?b&amp;c</a>'
    )
    assert FormattedReference(parts).text == "Red lead Pb₃O₄ in J. Imag. https://a.example/?b&c"
    assert FormattedReference(parts).has_link
    assert not FormattedReference(parts[:-1]).has_link


def test_html_is_safe():
    reference = FormattedReference(
        (ReferencePart("<b>", EM), ReferencePart("a", href='https://a.example/"><b>'))
    )
    assert "<b>" not in reference.html


@pytest.mark.parametrize(
    ("numbers", "runs"),
    [
        ([], []),
        ([3], [(3,)]),
        ([2, 1], [(1,), (2,)]),
        ([3, 1, 2, 2], [(1, 2, 3)]),
        ([1, 2, 3, 5, 6, 9, 10, 11, 12], [(1, 2, 3), (5,), (6,), (9, 10, 11, 12)]),
    ],
)
def test_number_ranges(numbers: list[int], runs: list[tuple[int, ...]]):
    assert list(number_ranges(numbers)) == runs
