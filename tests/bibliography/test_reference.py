from types import SimpleNamespace
from typing import Any

import pytest

from tests.toy import read_toy
from virtualissue.bibliography.reference import acs_name, acs_reference, number_ranges, render_reference
from virtualissue.text.titles import parse_title


def work(**fields: Any) -> Any:
    record = {
        "authors": ("Holm, B.",),
        "journal": "J. Imag. Pigm.",
        "year": 2014,
        "volume": None,
        "issue": None,
    }
    return SimpleNamespace(**{**record, "title": parse_title("Red"), "page_span": None, **fields})


@pytest.mark.parametrize(
    ("byline", "name"),
    [
        ("Chotard, Jean-Noël", "Chotard, J.-N."),
        ("de Klerk, Niek J. J.", "de Klerk, N. J. J."),
        ("Holm, B.-E.", "Holm, B.-E."),
        ("Łącka, Zofia", "Łącka, Z."),
        ("Plato", "Plato"),
        ("The Lamp Group,", "The Lamp Group"),
    ],
)
def test_names(byline: str, name: str):
    assert acs_name(byline) == name


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({}, "Holm, B. Red. J. Imag. Pigm. 2014."),
        ({"volume": 4}, "Holm, B. Red. J. Imag. Pigm. 2014, 4."),
        ({"volume": 4, "issue": 1}, "Holm, B. Red. J. Imag. Pigm. 2014, 4 (1)."),
        ({"volume": 4, "page_span": "1–12"}, "Holm, B. Red. J. Imag. Pigm. 2014, 4, 1–12."),
        ({"authors": ("Holm, Bjørg", "Plato")}, "Holm, B.; Plato. Red. J. Imag. Pigm. 2014."),
        ({"title": parse_title("Why Red?")}, "Holm, B. Why Red? J. Imag. Pigm. 2014."),
    ],
)
def test_references_read_as_the_style_asks(fields: dict[str, Any], text: str):
    pieces = acs_reference(work(**fields))
    assert "".join(p.text if isinstance(p.text, str) else p.text.text for p in pieces) == text
    assert render_reference(work(**fields)).striptags() == text


def test_html_sets_the_formulas_the_journal_the_year_and_the_volume():
    assert render_reference(read_toy().articles["brandt-2013"]) == (
        '<span class="vi-authors">Brandt, I. M.; Wren, T.; Okafor, C.</span> '
        '<span class="vi-title">Predicted Stability of Red Lead, '
        '<span class="vi-formula" role="img" aria-label="lead 3 oxygen 4">Pb<sub>3</sub>O<sub>4</sub></span>'
        ", in a Simulated Kiln</span>. "
        "<em>J. Imag. Pigm.</em> <strong>2013</strong>, <em>3</em> (1), 101–110."
    )


def test_html_is_safe():
    assert "<b>" not in render_reference(
        work(authors=("<b>, A.",), journal="<b>", title=parse_title("a <b>"))
    )


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
