"""What citation styles make of works of every kind: five styles are approved to the letter."""

import re
import subprocess
import sys
import time
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.toy import read_toy
from virtualissue.bibliography.references.processor import format_references
from virtualissue.bibliography.references.reference import FormattedReference
from virtualissue.bibliography.references.styles import (
    DEFAULT_STYLE,
    CitationStyle,
    StyleError,
    find_public_style,
    find_title,
    read_style,
)
from virtualissue.bibliography.work import Work, WorkType
from virtualissue.chemistry.parser import parse_formula
from virtualissue.text.parser import Vocabulary
from virtualissue.text.titles import parse_title
from virtualissue.words import Words

CHEMISTRY = Vocabulary(notation=frozenset({"chemistry"}))
EXPECTED = Path(__file__).parent
STYLES = ("american-chemical-society", "american-physics-society", "apa", "ieee", "nature")
# others, chosen for their peculiarities: small capitals, notes, dates in Spanish, a dependent style
MORE = ("bristol-university-press", "chemistry-of-materials", "french4", "oxford-guide-to-style-notes-no-url",
        "revista-fave-seccion-ciencias-agrarias", "vancouver-nlm", "modern-language-association")  # fmt: skip


@cache
def read_works() -> dict[str, Work]:
    """The works of works.yml by their names."""
    text = (Path(__file__).parent / "works.yml").read_text(encoding="utf-8")
    records = yaml.load(text, Loader=yaml.BaseLoader)
    return {name: Work.model_validate(record, context=CHEMISTRY) for name, record in records.items()}


def render_all(style: str) -> str:
    """The references of all works in a style, as HTML."""
    references = format_references(read_works(), CitationStyle(style))
    return "".join(f"{name}: {reference.html}\n" for name, reference in references.items())


def approve() -> None:
    """Writes what each style makes of the works into references/."""
    EXPECTED.mkdir(exist_ok=True)
    for style in STYLES:
        (EXPECTED / f"{style}.html").write_text(render_all(style), encoding="utf-8")


def test_there_is_a_work_of_every_kind():
    assert {work.type for work in read_works().values()} == {*WorkType}


@pytest.mark.slow
@pytest.mark.parametrize("style", STYLES)
def test_references_are_those_that_were_approved(style: str):
    assert render_all(style) == (EXPECTED / f"{style}.html").read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("style", [*STYLES, *MORE])
def test_no_punctuation_is_doubled(style: str):
    for name, reference in format_references(read_works(), CitationStyle(style)).items():
        assert not re.search(r"\.\.|,,| [,.;:] |[?!][”’]?\.|\(\)|  |[\ue000-\uf8ff]", reference.text), (
            name,
            style,
        )


@pytest.mark.slow
@pytest.mark.parametrize("style", STYLES)
def test_no_punctuation_is_added_to_the_end_of_a_title(style: str):
    """Neither a full stop nor what would go on: a comma (APS, IEEE), a colon or a semicolon."""
    for text, ending in (
        ("Its *Hue?*", "?"),
        ("Its *Hue!*", "!"),
        ("Its Hue …", " …"),
        ("Its Hue ...", " …"),
        ("Its “Hue?”", "?”"),
    ):
        title = parse_title(text)
        works = {name: work.model_copy(update={"title": title}) for name, work in read_works().items()}
        for name, reference in format_references(works, CitationStyle(style)).items():
            after = reference.text.partition(f"Hue{ending}")[2]
            assert not re.match(r"[”’]*[.,;:]", after), (name, reference.text)


def refer(style: str = DEFAULT_STYLE, language: str = "en", **fields: Any) -> FormattedReference:
    record = {"title": "Red", "authors": ["Holm, B."], "journal": "J. Imag. Pigm.", "year": "2014", **fields}
    work = Work.model_validate(record, context=CHEMISTRY)
    return format_references({"a": work}, CitationStyle(style), language)["a"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Chotard, Jean-Noël", "Chotard, J.-N."),
        ("de Klerk, Niek J. J.", "de Klerk, N. J. J."),
        ("Holm, B.-E.", "Holm, B.-E."),
        ("Lee, H. -G.", "Lee, H.-G."),
        ("Łącka, Zofia", "Łącka, Z."),
        ("Plato", "Plato."),
        ("The Lamp Group,", "The Lamp Group."),
        ("King, Jr., Martin Luther", "King, M. L., Jr."),
        ("Quill, Perpetua III", "Quill, P., III."),
        ("Hsu, SH", "Hsu, S. H."),
        ("Petrov, Yu.A.", "Petrov, Y. A."),
        ("Graaf, Aaron van der", "van der Graaf, A."),
        ("Zhou, Kai (周凯)", "Zhou, K."),
        ("{Society of Dyers, Leeds}", "Society of Dyers, Leeds."),
        ("王, 芳", "王芳."),
        ("محمد, علي", "علي محمد."),
        ("Παππάς, Νίκος", "Παππάς, Ν."),
    ],
)
def test_names(name: str, shown: str):
    assert refer(authors=[name]).text == f"{shown} Red. J. Imag. Pigm. 2014."


@pytest.mark.parametrize("language", ["de", "fr", "sv", "ru"])
def test_no_language_has_a_word_for_pages_where_there_are_none(language: str):
    work = read_works()["thesis"]
    text = format_references({"a": work}, CitationStyle(), language)["a"].text
    assert text == "Łukasik, E. The Paleness of Powders. PhD thesis, University of Nowhere, Nowhere, 2018."


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"volume": "4"}, "Holm, B. Red. J. Imag. Pigm. 2014, 4."),
        ({"volume": "04", "issue": "1"}, "Holm, B. Red. J. Imag. Pigm. 2014, 04 (1)."),
        ({"volume": "4", "pages": "1-12"}, "Holm, B. Red. J. Imag. Pigm. 2014, 4, 1–12."),
        ({"authors": ["Holm, Bjørg", "Plato"]}, "Holm, B.; Plato. Red. J. Imag. Pigm. 2014."),
        ({"authors": ["Holm, Bjørg", "others"]}, "Holm, B.; et al. Red. J. Imag. Pigm. 2014."),
        ({"title": "Why Red?"}, "Holm, B. Why Red? J. Imag. Pigm. 2014."),
        ({"title": "Red & Co."}, "Holm, B. Red & Co. J. Imag. Pigm. 2014."),
        ({"title": 'Red by "B. Plume et al."'}, 'Holm, B. Red by "B. Plume et al." J. Imag. Pigm. 2014.'),
        (
            {"title": "Red : a .. b ,, c ... ( ) [] p . d"},
            "Holm, B. Red : a .. b ,, c ... ( ) [] p . d. J. Imag. Pigm. 2014.",
        ),
        ({"journal": "J. : Imag"}, "Holm, B. Red. J. : Imag 2014."),
        ({"volume": "a : b"}, "Holm, B. Red. J. Imag. Pigm. 2014, a : b."),
        ({"title": "Red *in vivo*"}, "Holm, B. Red in vivo. J. Imag. Pigm. 2014."),
        ({"title": "Lead in Pb3O4"}, "Holm, B. Lead in Pb₃O₄. J. Imag. Pigm. 2014."),
        (
            {"title": "100 % of #1 & 5 \\$ 'a' \\ b"},
            "Holm, B. 100 % of #1 & 5 $ 'a' \\ b. J. Imag. Pigm. 2014.",
        ),
    ],
)
def test_references_read_as_the_style_asks(fields: dict[str, Any], text: str):
    assert refer(**fields).text == text


@pytest.mark.slow
def test_titles_keep_their_case():
    title = "a Title In odd CASE, within iOS"
    for style in STYLES:
        assert title in refer(style, title=title).text


def test_the_toy_is_set_with_its_formulas():
    toy = read_toy()
    html = format_references(toy.articles, toy.style)["brandt-2013"].html
    assert html == (
        'Brandt, I. M.; Wren, T.; Okafor, C. <span class="vi-title">Predicted Stability of Red Lead, '
        f"{parse_formula('Pb3O4').markup}, in a Simulated Kiln</span>. <em>J. Imag. Pigm.</em> "
        "<strong>2013</strong>, <em>3</em> (1), 101–110."
    )


@pytest.mark.slow
def test_a_reference_speaks_the_language_of_the_issue():
    assert " und " in refer("apa", "de", authors=["Holm, B.", "Plato"]).text.replace("&", "und")
    assert "Hrsg." in refer("apa", "de", type="book", authors=["Plato"], editors=["Holm, B."]).text


def test_public_styles_are_found_by_name():
    assert "<bibliography" in read_style(CitationStyle("chemistry-of-materials"))  # points to that of the ACS
    for name in ("nothing-of-the-kind", "../styles/apa", "apa.csl", ""):
        assert find_public_style(name) is None
    with pytest.raises(StyleError, match="did you mean apa"):
        read_style(CitationStyle("apas"))


def test_a_style_can_be_a_file():
    house = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">
      <bibliography><layout suffix=".">
        <text variable="citation-number" prefix="[" suffix="]"/>
        <text variable="title" font-variant="small-caps"/>
        <text variable="volume" vertical-align="sup"/>
      </layout></bibliography></style>"""
    work = {
        "a": Work.model_validate({"title": "Red", "authors": ["Holm, B."], "year": "2014", "volume": "07"})
    }
    html = format_references(work, CitationStyle("house.csl", house))["a"].html
    assert html == ('<span class="vi-title"><span class="vi-small-caps">Red</span></span><sup>07</sup>.')


@pytest.mark.slow
def test_a_thousand_references_take_about_a_second():
    works = {f"w{number}": read_works()["article"] for number in range(1000)}
    format_references({"a": read_works()["article"]}, CitationStyle())
    started = time.process_time()
    format_references(works, CitationStyle())
    assert time.process_time() - started < 3  # of a machine that does other things as well


@pytest.mark.slow
def test_the_processor_is_loaded_when_it_is_needed():
    code = "import sys, virtualissue.views.references; print({'citeproc', 'lxml'} & {*sys.modules})"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"


def test_emphasis_in_an_italic_title_is_upright():
    article, book = refer(title="Red *in vivo*"), refer(title="Red *in vivo* & More", type="book")
    assert "Red <em>in vivo</em>" in article.html
    assert "<em>Red </em>in vivo<em> &amp; More</em>" in book.html


@pytest.mark.parametrize(
    ("style", "name", "said"),
    [
        ("apa", "article", "(2011b)"),
        ("apa", "article-without-date", "(n.d.-b)"),
        ("apa", "article-in-press", "(in press-b)"),
        ("elsevier-harvard", "article", "2011b."),  # a style that leaves the letter to the processor
        ("elsevier-harvard", "article-in-press", "in press-b."),
        ("american-chemical-society", "article", "2011, "),
        ("ieee", "article", "2011"),
    ],
)
def test_letters_are_printed_by_styles_that_cite_authors_and_years(style: str, name: str, said: str):
    work = {"a": read_works()[name]}
    text = format_references(work, CitationStyle(style), letters={"a": "b"})["a"].text
    assert said in text
    assert ("2011b" in text) == ("2011b" in said)


def test_a_range_of_years_has_its_letter_at_the_beginning():
    record = {"title": "A", "authors": ["Doe, J."], "journal": "B", "date": "2015/2016"}
    work = {"a": Work.model_validate(record)}
    text = format_references(work, CitationStyle("elsevier-harvard"), letters={"a": "a"})["a"].text
    assert "2015a–2016" in text


def test_a_style_is_called_what_it_calls_itself():
    assert find_title(CitationStyle("apa")) == "APA Style 7th edition"
    assert (
        find_title(CitationStyle("chemistry-of-materials")) == "Chemistry of Materials"
    )  # which points to another
    assert (
        find_title(CitationStyle("house.csl", "<style><info><title>A &amp;\n B</title></info></style>"))
        == "A & B"
    )
    assert find_title(CitationStyle("house.csl", "<style/>")) == "house.csl"


@pytest.mark.parametrize(
    ("title", "shown"),
    [("On “Blue”", "“On ‘Blue,’” "), ("“Why” and “How”?", "“‘Why’ and ‘How’?” "), ("Blue", "“Blue,” ")],
)
def test_quotation_marks_inside_of_others_are_single(title: str, shown: str):
    work = read_works()["article"].model_copy(update={"title": parse_title(title)})
    assert shown in format_references({"a": work}, CitationStyle("ieee"))["a"].text


def test_a_changed_word_of_a_formula_is_said_in_a_reference_that_was_made_before():
    title = parse_title("Firing of Li6PS5Cl", notation=("chemistry",))
    work = next(iter(read_works().values()))
    for said in ("lithium", "light stone"):
        words = Words("en", {"element_li": said})
        told = work.model_copy(update={"title": title.in_language(words, verbatim=True)})
        reference = format_references({"a": told}, CitationStyle())["a"]
        assert f"{said} 6" in reference.html


@pytest.mark.parametrize("style", ["american-chemical-society", "apa", "ieee", "vancouver-nlm"])
@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ("1791-03-02/1791-11-30", "1791"),
        ("1791-03/1791-11", "1791"),
        ("1791-03-02/1791-03-09", "1791"),
        ("1791/1793", "1791–1793"),
    ],
)
def test_a_range_of_dates_keeps_its_years(style: str, date: str, shown: str):
    record = {"type": "report", "title": "Minutes", "authors": ["Doe, Ada"], "year": date}
    work = Work.model_validate(record, context=CHEMISTRY)
    reference = format_references({"minutes": work}, CitationStyle(style))["minutes"]
    assert re.findall(r"\b\d{4}(?:–\d{4})?\b", reference.text) == [shown]


@pytest.mark.parametrize("style", ["american-chemical-society", "apa", "nature"])
def test_no_place_and_no_publisher_may_be_written_as_catalogues_do(style: str):
    record = {"type": "book", "title": "Floods", "authors": ["Doe, Ada"], "year": "1650", "publisher": "n.p."}
    work = Work.model_validate(record, context=CHEMISTRY)
    assert "n.p." in format_references({"floods": work}, CitationStyle(style))["floods"].text
