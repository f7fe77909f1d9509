"""The search box of the site, typed into in a browser, on a server and from disk."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.conftest import NewPage, Serve
from tests.search.test_index import find_raw
from tests.search_queries import USES, Question, find_questions
from tests.toy import read_toy
from tests.typing import LINES, SearchBox
from tests.watch import Watch, at_peace
from virtualissue.model.issue import Issue

PLACES = ("http", "file")
SHOWN = 20  # documents of an answer
MARKUP = re.compile("</?(?:div|article|a|h1|h2|p|small|em|del|nav|ul|li|svg|path)[ >][^>]*>?")
PART = r"/search/(head|(?:words|places|documents)-\d+)\.js"


@pytest.fixture(scope="session")
def issue() -> Issue:
    return read_toy()


@pytest.fixture(params=PLACES)
def box(request: pytest.FixtureRequest, toy_site: Path, serve: Serve, new_page: NewPage) -> SearchBox:
    base = serve(toy_site) if request.param == "http" else toy_site.as_uri()
    return SearchBox(new_page(), base)


def rank(pages: Sequence[str], question: Question) -> int:
    """How many pages stand before a right one."""
    return next((number for number, page in enumerate(pages) if page in question.right), len(pages) + 99)


def assert_answered(box: SearchBox, questions: Sequence[Question]) -> None:
    """Nearly every question is answered by the first page found, and nearly all by one of the first three."""
    answers = dict(zip(questions, box.find_pages([one.query for one in questions]), strict=True))
    ranks = {question: rank(pages, question) for question, pages in answers.items()}
    worse = {question.query: answers[question][:3] for question, place in ranks.items() if place}
    assert sum(place == 0 for place in ranks.values()) >= 0.95 * len(ranks), worse
    assert sum(place < 3 for place in ranks.values()) >= 0.99 * len(ranks), worse


def assert_answered_as_typed(box: SearchBox, queries: Sequence[str]) -> None:
    """What a query finds is the same whether the script of the test asks or a hand types."""
    assert box.find_pages(queries) == [box.ask(query).pages for query in queries]


def test_the_table_is_answered(box: SearchBox, issue: Issue) -> None:
    assert_answered(box, find_questions(issue))


def assert_use_comes_first(box: SearchBox) -> None:
    """What those type who want to cite or download something finds the page for it before any other."""
    answers = dict(zip(USES, box.find_pages([*USES]), strict=True))
    assert {query: pages[:3] for query, pages in answers.items() if pages[0] not in USES[query]} == {}


def test_pages_for_use_come_first(box: SearchBox) -> None:
    assert_use_comes_first(box)


def test_the_table_is_answered_as_a_reader_is(box: SearchBox, issue: Issue) -> None:
    assert_answered_as_typed(box, [question.query for question in find_questions(issue)][::31])


def assert_materials_come_first(box: SearchBox, issue: Issue) -> None:
    """A formula finds its material first, then the material's family, then its articles."""
    asked = {
        material.formula.unicode: material
        for material in issue.materials.values()
        if material.formula and len(material.families) == 1
    }
    for material, pages in zip(asked.values(), box.find_pages([*asked]), strict=True):
        families = [f"families/{slug}.html" for slug in material.families]
        articles = [f"articles/{article.slug}.html" for article in issue.articles_of(material)]
        own = [f"materials/{material.slug}.html", *families, *articles]
        kinds = [page.partition("/")[0] for page in pages if page in own]
        expected = ["materials", "families", *["articles"] * bool(articles)]
        assert [kind for kind, _ in groupby(kinds)] == expected, pages


def test_a_material_comes_first_then_its_family_then_its_articles(box: SearchBox, issue: Issue) -> None:
    assert_materials_come_first(box, issue)


def test_letters_one_after_another_end_at_the_same_answers(box: SearchBox, issue: Issue) -> None:
    for material in [m for m in issue.materials.values() if m.names][:5]:
        expected = [line.text for line in box.ask(material.names[-1]).lines]
        assert box.ask("qqqqqqqq").lines == ()
        box.page.keyboard.press("Control+A")
        box.page.keyboard.type(material.names[-1])
        expect(box.page.locator(LINES)).to_have_text(expected, use_inner_text=True)


def test_answers_name_their_kind_and_show_a_passage(box: SearchBox, issue: Issue) -> None:
    material = next(m for m in issue.materials.values() if m.formula and m.names and issue.articles_of(m))
    best = box.ask(material.names[-1]).lines[0]
    assert best.page == f"materials/{material.slug}.html"
    assert issue.words["material"] in best.text
    assert material.formula
    assert str(material.formula.html) in best.html
    assert "<mark" in best.html


def assert_set(box: SearchBox, query: str, html: str, issue: Issue) -> None:
    """An answer to a query holds this HTML, what is marked in it aside, and none shows a raw mark."""
    shown = [(line.page, re.sub("</?mark[^>]*>", "", line.html)) for line in box.ask(query).lines]
    assert any(html in text for _, text in shown), shown
    assert find_raw([(page, MARKUP.sub("", text)) for page, text in shown], issue) == []


@pytest.mark.parametrize(
    ("query", "html"),
    [
        ("red lead lost", "about 820\u202fK (predicted; air)"),
        ("paleness ultramarine once more", "<i>x</i>&nbsp;=&nbsp;1"),
        ("Fe2O3", "Fe<sub>2</sub>O<sub>3</sub>"),
    ],
)
def test_answers_are_set(box: SearchBox, issue: Issue, query: str, html: str) -> None:
    assert_set(box, query, html, issue)


def test_a_sentence_is_reached_by_its_own_address(box: SearchBox, issue: Issue) -> None:
    summary = next(iter(issue.articles.values())).summary
    assert summary
    sentence = summary.sentences[-1]
    query = " ".join(word for word in sentence.text.split() if word.isalpha() and len(word) > 3)
    assert any(line.address.endswith(f"#{sentence.id}") for line in box.ask(query).lines)


def test_the_keys_of_the_theme_still_work(box: SearchBox, issue: Issue) -> None:
    first, second = [material for material in issue.materials.values() if material.names][:2]
    box.ask(first.names[0])
    box.page.keyboard.press("ArrowDown")
    assert box.page.evaluate("document.activeElement.matches('.md-search-result__link')")
    box.page.keyboard.press("Escape")
    assert not box.page.locator("#__search").is_checked()
    box.page.wait_for_timeout(100)  # as any hand takes: the theme takes note of the end a moment later
    box.page.keyboard.press("Control+k")
    box.ask(second.names[0])
    box.page.keyboard.press("Enter")
    box.page.wait_for_url(f"**/materials/{second.slug}.html*")


def test_the_search_stays_silent_and_at_home(
    toy_site: Path, serve: Serve, new_page: NewPage, issue: Issue
) -> None:
    for base in (serve(toy_site), toy_site.as_uri()):
        page = new_page()
        with at_peace(page, base):
            box = SearchBox(page, base, "glossary.html")
            assert box.ask(next(iter(issue.terms.values())).term).lines
            assert box.ask("qqqqqqqq").lines == ()


def assert_fetches_little(box: SearchBox, issue: Issue) -> None:
    """A name fetches a part of each kind and a few documents; what was fetched is not fetched again."""
    name = next(name for material in issue.materials.values() for name in material.names if name.isalnum())
    with Watch(box.page, box.base) as watch:
        box.ask(name)
        first = Counter(part.partition("-")[0] for part in parts_among(watch.requests))
        box.ask("qqqqqqqq")
        box.ask(name)
    fetched = parts_among(watch.requests)
    assert (first["head"], first["words"], first["places"]) == (1, 1, 1)
    assert 1 <= first["documents"] <= SHOWN
    assert len(fetched) == len(set(fetched)) < 2 * sum(first.values())


def parts_among(addresses: Sequence[str]) -> list[str]:
    """The parts of the index, each by its kind and its number."""
    return [found[1] for address in addresses if (found := re.search(PART, address))]


def test_a_name_fetches_only_what_it_needs_and_that_once(box: SearchBox, issue: Issue) -> None:
    assert_fetches_little(box, issue)
