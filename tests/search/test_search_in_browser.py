"""The search of the site, in a browser: on a server, and what a place could change also from disk."""

import re
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from shutil import copytree, rmtree

import pytest
from playwright.sync_api import Browser, expect

from build import ENGINES
from tests.browser.typing import BATCH, FIELD, LINES, SearchBox
from tests.browser.watch import Watch, at_peace
from tests.conftest import NewPage, Serve
from tests.search.queries import Question, find_questions, find_uses
from tests.search.test_index import find_raw
from tests.sites import TOY, Sites
from tests.toy import read_toy
from virtualissue.files import write_files
from virtualissue.model.issue import Issue
from virtualissue.search import index

PLACES = ("http", "file")
FROM_BOTH = pytest.mark.parametrize("box", PLACES, indirect=True)
MARKUP = re.compile("</?span[ >][^>]*>")
STATUS = ".vi-search [role=status]"


@pytest.fixture(scope="session")
def issue() -> Issue:
    return read_toy()


@pytest.fixture
def box(request: pytest.FixtureRequest, toy_site: Path, serve: Serve, new_page: NewPage) -> SearchBox:
    """The search of the toy: on a server, and from disk in the tests that ask for both."""
    from_disk = getattr(request, "param", "http") == "file"
    return SearchBox(new_page(), toy_site.as_uri() if from_disk else serve(toy_site))


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
    """What a query finds is the same whether the script is asked or the field."""
    assert box.find_pages(queries) == [box.ask(query).pages for query in queries]


@FROM_BOTH
def test_the_table_is_answered(box: SearchBox, issue: Issue) -> None:
    assert_answered(box, find_questions(issue))


def assert_use_comes_first(box: SearchBox, issue: Issue) -> None:
    """What those type who want to cite or download something finds the page for it before any other."""
    uses = find_uses(issue)
    answers = dict(zip(uses, box.find_pages([*uses]), strict=True))
    assert {query: pages[:3] for query, pages in answers.items() if pages[0] not in uses[query]} == {}


def test_pages_for_use_come_first(box: SearchBox, issue: Issue) -> None:
    assert_use_comes_first(box, issue)


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
        box.type(material.names[-1])
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


@FROM_BOTH
def test_answers_are_set(box: SearchBox, issue: Issue) -> None:
    assert_set(box, "red lead lost", "about 820\u202fK (predicted; air)", issue)
    assert_set(box, "paleness ultramarine once more", "<i>x</i>&nbsp;=&nbsp;1", issue)
    assert_set(box, "Fe2O3", "Fe<sub>2</sub>O<sub>3</sub>", issue)


def test_a_sentence_is_reached_by_its_own_address(box: SearchBox, issue: Issue) -> None:
    summary = next(iter(issue.articles.values())).summary
    assert summary
    sentence = summary.sentences[-1]
    query = " ".join(word for word in sentence.text.split() if word.isalpha() and len(word) > 3)
    assert any(line.address.endswith(f"#{sentence.id}") for line in box.ask(query).lines)


# --- the keyboard ----------------------------------------------------------------------------------------


def active(box: SearchBox) -> int:
    """The number of the result that the field says is chosen; -1 for none."""
    chosen = box.page.locator(FIELD).get_attribute("aria-activedescendant")
    selected = box.page.eval_on_selector_all(LINES, "all => all.map(one => one.ariaSelected)")
    assert selected.count("true") == bool(chosen)
    return selected.index("true") if chosen else -1


def test_the_arrows_choose_and_the_field_keeps_the_focus(box: SearchBox) -> None:
    count = len(box.ask("pigment").lines)
    assert count > 3
    chosen = []
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "End", "ArrowDown", "End", "Home"):
        box.page.keyboard.press(key)
        chosen.append(active(box))
        expect(box.page.locator(FIELD)).to_be_focused()
    assert chosen == [0, 1, 0, count - 1, count - 1, 0, count - 1, 0]
    box.type("azurite")
    expect(box.page.locator(LINES).first).to_contain_text("Cu")
    assert active(box) == -1


@FROM_BOTH
def test_enter_opens_what_is_chosen_or_the_best(box: SearchBox) -> None:
    second = box.ask("azurite").lines[1]
    box.page.keyboard.press("ArrowDown")
    box.page.keyboard.press("ArrowDown")
    box.page.keyboard.press("Enter")
    box.page.wait_for_url(f"{box.base}/{second.address}")
    box.open()
    best = box.ask("vermilion").lines[0]
    box.page.keyboard.press("Enter")
    box.page.wait_for_url(f"{box.base}/{best.address}")


def test_escape_gives_the_focus_back_to_what_had_it(box: SearchBox) -> None:
    page = box.page
    page.keyboard.press("Escape")
    opener = page.get_by_role("button", name="Search")
    for before in (page.locator(".vi-button").first, opener):
        before.focus()
        if before is opener:
            page.keyboard.press("Enter")
        else:
            page.keyboard.press("Control+k")
        box.ask("azurite")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Escape")
        expect(page.locator(".vi-search")).to_be_hidden()
        expect(before).to_be_focused()


def test_the_list_is_a_combobox_to_those_who_listen(box: SearchBox) -> None:
    field = box.page.get_by_role("combobox", name="Search")
    expect(field).to_have_attribute("aria-expanded", "false")
    box.ask("azurite")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(box.page.get_by_role("listbox", name="Results").get_by_role("option").first).to_contain_text("Cu")
    assert box.page.get_by_role("dialog", name="Search").count() == 1
    box.ask("qqqqqqqq")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(box.page.locator(STATUS)).to_contain_text("Nothing found for “qqqqqqqq”. Try fewer letters")


# --- what a reader chooses from --------------------------------------------------------------------------


def test_kinds_count_what_they_show(box: SearchBox) -> None:
    """Each kind shows as many results as it says, and together they are all that the search says it found."""
    box.ask("pigment")
    page = box.page
    kinds = page.locator(".vi-search-kind")
    counts = [int(text.split()[-1]) for text in kinds.all_inner_texts()]
    assert len(counts) > 3
    assert counts[0] == sum(counts[1:])
    expect(page.locator(STATUS)).to_have_text(f"{counts[0]} results")
    for number, count in enumerate(counts):
        kinds.nth(number).click()
        expect(kinds.nth(number)).to_have_attribute("aria-pressed", "true")
        while page.get_by_role("button", name="Show").is_visible():
            page.get_by_role("button", name="Show").click()
        expect(page.locator(LINES)).to_have_count(count)
        shown = set(page.locator(f"{LINES} .vi-found-kind").all_inner_texts())
        assert number == 0 or len(shown) == 1


def test_more_can_be_shown_and_the_first_of_them_is_chosen(box: SearchBox) -> None:
    box.ask("pigment")
    page = box.page
    total = int(page.locator(".vi-search-kind span").first.inner_text())
    assert total > BATCH
    expect(page.locator(LINES)).to_have_count(BATCH)
    rest = total - BATCH
    label = f"Show {BATCH} more of {rest}" if rest > BATCH else f"Show {rest} more"
    page.get_by_role("button", name=label, exact=True).click()
    expect(page.locator(LINES)).to_have_count(min(2 * BATCH, total))
    expect(page.locator(FIELD)).to_be_focused()
    assert active(box) == BATCH


def test_an_article_is_shown_with_its_authors_and_its_year(box: SearchBox, issue: Issue) -> None:
    for article in [*issue.articles.values()][:3]:
        best = box.ask(article.title.text).lines[0]
        assert best.page == f"articles/{article.slug}.html"
        assert article.short_authors in best.text
        assert article.year_text in best.text


def test_a_substance_that_is_not_here_is_said_to_be_absent(box: SearchBox) -> None:
    """The nearest is marked; nothing else is shown for it."""
    best, *others = box.ask("FeO").lines
    expect(box.page.locator(STATUS)).to_contain_text(
        "FeO is not in this issue. The nearest substance is marked."
    )
    assert (best.page, others) == ("materials/hematite.html", [])
    assert "Nearest" in best.text
    assert "Reds" in best.text  # its family
    box.ask("Fe2O3")
    expect(box.page.locator(STATUS)).to_have_text(re.compile(r"^\d+ results?$"))
    assert "Nearest" not in box.ask("O3Fe2").lines[0].text


def test_what_is_misspelled_is_said_to_be(box: SearchBox) -> None:
    assert box.ask("azurrite").lines
    expect(box.page.locator(STATUS)).to_contain_text("“azurrite” does not occur with this spelling.")


def test_the_plural_of_a_misspelled_word_is_found(box: SearchBox) -> None:
    assert box.find_pages(["pigmints"]) == box.find_pages(["pigmint"])
    assert box.find_pages(["pigmints"])[0]


def test_an_unknown_word_finds_words_of_its_stem(box: SearchBox) -> None:
    assert box.ask("pigmentation").lines
    assert box.ask("qigmentation").lines == ()


def test_a_family_is_found_by_what_families_are_called_here(box: SearchBox, issue: Issue) -> None:
    for family in issue.families.values():
        query = f"{family.short_label.text} {issue.words['families']}"
        assert box.ask(query).pages[0] == f"families/{family.slug}.html", query


def test_questions_of_strengths_and_limits_lead_to_families(box: SearchBox, issue: Issue) -> None:
    family = next(one for one in issue.families.values() if one.appeal and one.limits)
    for word in ("advantages", "disadvantages"):
        page = f"families/{family.slug}.html"
        assert box.ask(f"What are the {word} of {family.short_label.text}?").pages[0] == page
        assert box.ask(f"{word}").pages[0] == "families.html"


def test_articles_of_a_year_are_listed(box: SearchBox, issue: Issue) -> None:
    for article in issue.articles.values():
        assert box.ask(f"papers from {article.year_text}").pages[0] == "articles.html"


def test_a_doi_is_found_whole_and_by_its_parts(box: SearchBox, issue: Issue) -> None:
    article = next(article for article in issue.articles.values() if article.doi)
    assert article.doi
    prefix, _, end = article.doi.partition("/")
    for query in (article.doi, f"https://doi.org/{article.doi}", f"doi: {article.doi}", end):
        assert box.ask(query).pages[0] == f"articles/{article.slug}.html"
    with_doi = {f"articles/{one.slug}.html" for one in issue.articles.values() if one.doi}
    assert {*box.ask(prefix).pages} == with_doi < {f"articles/{slug}.html" for slug in issue.articles}


def test_capitals_alone_are_no_beginning_of_a_longer_word(box: SearchBox) -> None:
    assert "people.html" in box.ask("peo").pages
    assert "people.html" not in box.ask("PEO").pages
    assert box.ask("SE").pages[0] == "techniques/sem.html"


def test_a_value_is_found_in_the_unit_of_its_quantity(box: SearchBox) -> None:
    """Stated in degrees, looked for in kelvins, and by the name of the unit."""
    for query in ("623 K", "6.23e2", "350 °C", "350 degrees Celsius"):
        assert box.ask(query).lines[0].address == "facts.html#ochre-firing", query


def test_a_structure_is_found_where_it_is_drawn(box: SearchBox, issue: Issue) -> None:
    for query in ("structures", "crystal structure", "structure of hematite"):
        best = box.ask(query).lines[0]
        assert best.address == "families/reds.html#structure-hematite", query
        assert issue.words["structure"] in best.text


# --- what it costs ---------------------------------------------------------------------------------------


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
    """Three files at most, which are fetched once, before anything is typed."""
    name = next(name for material in issue.materials.values() for name in material.names if name.isalnum())
    with Watch(box.page, box.base) as watch:
        box.page.reload()
        box.page.wait_for_load_state("networkidle")
        shown = len(watch.requests)
        box.open()
        for _ in range(100):  # a page from a folder is idle before its scripts have arrived
            if len(watch.requests) - shown == 3:
                break
            box.page.wait_for_timeout(50)
        warmed = watch.requests[shown:]
        for query in (name, "qqqqqqqq", name):
            box.ask(query)
    names = [address.partition("?")[0].removeprefix(f"{box.base}/") for address in watch.requests[shown:]]
    assert sorted(names) == ["assets/search.js", "search/documents-0.js", "search/head.js"]
    assert len(warmed) == len(names)


@FROM_BOTH
def test_three_files_are_fetched_and_that_once(box: SearchBox, issue: Issue) -> None:
    assert_fetches_little(box, issue)


def test_a_large_index_is_read_in_parts(
    toy_site: Path, tmp_path: Path, new_page: NewPage, issue: Issue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answers are the same as those of an index in one part."""
    queries = [question.query for question in find_questions(issue)][::7]
    whole = SearchBox(new_page(), toy_site.as_uri()).find_pages(queries)
    for name, size in (("WHOLE", 100), ("PART", 600), ("DOCUMENTS", 3000)):
        monkeypatch.setattr(index, name, size)
    site = copytree(toy_site, tmp_path / "site")
    rmtree(site / "search")
    parts = index.render_search(issue)
    assert len(parts) > 10
    write_files({Path("search") / name: text.encode() for name, text in parts.items()}, site)
    assert [pages[:1] for pages in SearchBox(new_page(), site.as_uri()).find_pages(queries)] == [
        pages[:1] for pages in whole
    ]


# --- without a script, and by the other engine -----------------------------------------------------------


def test_without_a_script_a_link_leads_to_the_articles(toy_site: Path, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{toy_site.as_uri()}/index.html")
        expect(page.get_by_role("button", name="Search")).to_be_hidden()
        page.get_by_role("link", name="All articles").click()
        expect(page).to_have_url(f"{toy_site.as_uri()}/articles.html")


@pytest.mark.parametrize("place", PLACES)
def test_both_engines_search_alike(sites: Sites, serve: Serve, new_page: NewPage, place: str) -> None:
    queries = ["azurite", "Fe2O3", "pigment", "Sørby", "820 K"]
    found = []
    for engine in ENGINES:
        site, page = sites(TOY, engine), new_page()
        base = serve(site) if place == "http" else site.as_uri()
        with at_peace(page, base):
            box = SearchBox(page, base, "families/reds.html")
            found.append([box.ask(query).lines for query in queries])
    assert found[0] == found[1]
    assert all(found[0])
