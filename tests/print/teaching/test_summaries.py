"""Summaries: a page on the issue, a page on each family, whatever they hold."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.print.test_documents import read_off
from tests.print.typesetting.test_pdf import TEMPLATES, read_page, squeezed
from tests.site.pages.test_sparse_pages import read_sparse
from tests.toy import draw_toy, read_toy
from virtualissue.model.issue import Issue
from virtualissue.print.choice import PrintChoice
from virtualissue.print.documents import Document
from virtualissue.print.inline import set_amount, set_title
from virtualissue.print.planning import plan_documents
from virtualissue.print.typesetting.fonts import read_fonts
from virtualissue.print.typesetting.pdf import compile_pdfs
from virtualissue.text.parser import Vocabulary, parse_prose


def plan(issue: Issue, *, large_print: bool = False) -> list[Document]:
    choice = PrintChoice(only=("summaries",), paper=("a4",), large_print=large_print)
    return list(plan_documents(issue, draw_toy(), choice.edition, choice))


def test_there_is_one_for_the_issue_and_one_for_each_family_on_which_there_is_something_to_read():
    (document,) = plan(read_toy())
    whole, *families = document.data["pages"]
    assert document.edition == "students"
    assert len(whole["rows"]) == len(read_toy().families)
    told_of = (read_toy().families[slug] for slug in ("blues", "reds"))
    assert [one["name"] for one in families] == [set_title(one.name) for one in told_of]


def test_a_summary_holds_every_fact_and_names_every_source():
    (document,) = plan(read_toy())
    _, _, reds = document.data["pages"]
    facts = read_toy().facts_of(read_toy().families["reds"])
    assert [one["amount"] for one in reds["facts"]] == [
        set_amount(one.amount, read_toy().words) for one in facts
    ]
    numbers = {one["number"] for one in reds["sources"]}
    assert {str(read_toy().articles[slug].number) for one in facts for slug in one.articles} <= numbers
    assert "E" in numbers


def test_a_summary_names_no_source_of_what_it_leaves_out():
    toy = read_toy()
    background = parse_prose("Known since long ago [@quill-2014].")
    reds = toy.families["reds"].model_copy(update={"background": background})
    (before,), (after,) = (
        plan(issue) for issue in (toy, toy.with_collections(families={**toy.families, "reds": reds}))
    )
    assert after.data["pages"][-1]["sources"] == before.data["pages"][-1]["sources"]
    number = str(toy.articles["quill-2014"].number)
    assert number not in [one["number"] for one in after.data["pages"][-1]["sources"]]


def test_a_summary_explains_what_it_shows_and_nothing_else():
    toy = read_toy()
    vocabulary = Vocabulary(names={"chromophore": ("term", "chromophore"), "XRF": ("technique", "xrf")})
    for field, is_shown in (("background", False), ("limits", True)):
        changed = {
            "background": None,
            "limits": None,
            field: parse_prose("A chromophore, by XRF.", vocabulary),
        }
        reds = toy.families["reds"].model_copy(update=changed)
        (document,) = plan(toy.with_collections(families={**toy.families, "reds": reds}))
        page = document.data["pages"][-1]
        assert ("chromophore" in [one["term"] for one in page["terms"]]) == is_shown
        assert ("XRF (X-ray fluorescence)" in read_off([one["items"] for one in page["limits"]])) == is_shown


def test_an_issue_with_nothing_to_sum_up_has_none():
    assert plan(read_sparse("minimal")) == []


@pytest.mark.build
@pytest.mark.parametrize("length", [1, 60])
def test_each_summary_is_one_page_whatever_it_holds(length: int, tmp_path: Path):
    long = parse_prose("A sentence of many words about little. " * length + "W" * 300)
    reds = read_toy().families["reds"].model_copy(update={"gist": long, "limits": long})
    issue = read_toy().with_collections(families={**read_toy().families, "reds": reds})
    choice = PrintChoice(only=("summaries",), paper=("a4",))
    pdfs, errors = compile_pdfs(issue, plan(issue), TEMPLATES, tmp_path, read_fonts(), choice)
    assert errors == ()
    (pdf,) = pdfs.values()
    pages = PdfReader(BytesIO(pdf)).pages
    assert len(pages) == 3
    for page in pages:
        text, heights = read_page(page)
        assert min(heights) > 15
        assert max(heights) < page.mediabox.height - 15
        assert squeezed("CC BY 4.0, attribution: Ida Wren and The Lamp Readers") in squeezed(text)


@pytest.mark.build
def test_no_word_of_a_summary_is_small_in_large_print(tmp_path: Path):
    choice = PrintChoice(only=("summaries",), paper=("a4",), large_print=True)
    documents = plan(read_toy(), large_print=True)
    pdfs, errors = compile_pdfs(read_toy(), documents, TEMPLATES, tmp_path, read_fonts(), choice)
    assert errors == ()
    small: list[str] = []

    def note(text: str, page_matrix: list[float], text_matrix: list[float], _: object, size: float) -> None:
        if size * abs(text_matrix[3] * page_matrix[3]) < 15.9 and len(text.strip()) > 3:
            small.append(text)

    for page in PdfReader(BytesIO(next(iter(pdfs.values())))).pages:
        page.extract_text(visitor_text=note)
    raised = ("[", "editorial")  # citations, and what explains the first
    assert [text for text in small if not any(part in text for part in raised)] == []
