"""Issues in which something is left out can be printed, and speak of nothing that they lack."""

from pathlib import Path

import pytest

from tests.site.pages.test_sparse_pages import read_sparse
from tests.site.test_pages import TEMPLATES
from virtualissue.charts import draw_charts
from virtualissue.print.choice import PrintChoice
from virtualissue.print.planning import plan_documents
from virtualissue.print.printouts import EDITIONS
from virtualissue.print.social_card import render_card, set_card
from virtualissue.print.typesetting.fonts import read_fonts
from virtualissue.print.typesetting.pdf import compile_pdfs

pytestmark = pytest.mark.build
SPARSE = ("minimal", "facts", "what is studied", "all")


@pytest.mark.parametrize("name", SPARSE)
def test_every_document_can_be_set(name: str, tmp_path: Path):
    issue = read_sparse(name)
    documents = tuple(plan_documents(issue, draw_charts(issue), tuple(EDITIONS)))
    choice = PrintChoice(paper=("a4",))
    pdfs, errors = compile_pdfs(issue, documents, TEMPLATES / "print", tmp_path, read_fonts(), choice)
    assert errors == ()
    told_of = [one for one in issue.families.values() if one.highlighted or issue.articles_of(one)]
    assert {job.document.name for job in pdfs} == {one.name for one in documents}
    assert len(pdfs) == len(documents)
    handouts = [one for one in documents if one.template in ("booklet", "handout")]
    editions = 2 if issue.has_answers_or_notes else 1
    assert len(handouts) == editions * (1 + len(told_of))


def test_a_card_needs_neither_families_nor_an_editorial():
    issue = read_sparse("minimal")
    assert set_card(issue) | {"palette": {}, "title": []} == {
        "title": [], "subtitle": "", "palette": {}, "source": "", "icons": [],
    }  # fmt: skip
    assert render_card(issue, TEMPLATES / "print", read_fonts()).startswith(b"\x89PNG")
