"""References as parts and as HTML, and the numbers by which they are cited."""

import pytest

from tests.toy import read_toy
from virtualissue.bibliography.references.reference import (
    FormattedReference,
    Mark,
    ReferencePart,
    number_ranges,
)
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
        'Red <span class="vi-title">lead '
        f"{parse_formula('Pb3O4').markup}</span><em> in </em>"
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


@pytest.mark.parametrize(
    ("doi", "link"),
    [
        ("10.5555/toy.1", "https://doi.org/10.5555/toy.1"),
        ("10.5555/a#b?c%2Fd", "https://doi.org/10.5555/a%23b%3Fc%252Fd"),
        (
            "10.5555/0927(2009)4:1<1::AID-X>3.0;2-Y",
            "https://doi.org/10.5555/0927(2009)4:1%3C1::AID-X%3E3.0;2-Y",
        ),
        ("10.5555/ä", "https://doi.org/10.5555/%C3%A4"),
    ],
)
def test_a_doi_is_an_address_whatever_signs_it_has(doi: str, link: str):
    article = read_toy().articles["wren-2013"].model_copy(update={"doi": doi})
    assert article.link == link
