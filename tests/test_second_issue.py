"""A second issue, on sundials that never were: built, printed, packed, searched, looked at.

It is in German and has works of every kind in eight languages, names in five scripts, and mathematics in
titles and prose, but neither materials nor an editorial.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from shutil import copytree
from unicodedata import name as name_of_character

import pytest
from pdfua import validate

from build import main
from tests.browser.axe import find_violations
from tests.browser.typing import SearchBox
from tests.browser.watch import open_folds
from tests.conftest import NewPage, Serve
from tests.gnomons import CONTENT
from tests.site.in_browser.test_pages import find_faults
from tests.site.pages.links import Site
from tests.site.pages.test_markup import assert_valid
from tests.site.pages.test_sparse_pages import ALONE, EMPTY, NOTHING, find_empty_columns, find_empty_headings
from tests.site.test_offline import assert_pages_open
from tests.site.test_pages import ENVIRONMENT
from tests.sites import Sites
from tests.toy import find_mistakes
from virtualissue.bibliography.work import WorkType
from virtualissue.loader.reader import read_issue
from virtualissue.model.entities import Article
from virtualissue.model.issue import Issue
from virtualissue.site.pages import Page, render_pages

pytestmark = pytest.mark.slow

SCRIPTS = {"LATIN", "GREEK", "CYRILLIC", "CJK", "ARABIC"}
LOOKED_AT = (
    "index", "articles", "references", "people", "course", "facts", "families/sundials",
    "articles/khayali-2010",
)  # fmt: skip
ACCESSIBLE = (
    "index",
    "references",
    "articles/khayali-2010",
)  # with charts, with all scripts, from right to left
# what is of the first issue, of its toy, or of a part that this issue does not have
ELSEWHERE = re.compile(
    r"\b(electrolyt\w*|lithium|batter\w+|chemi\w*|materials?|pigment\w*|palette\w*|editorial\w*|compounds?|grains?)\b",
    re.IGNORECASE,
)
# the work -> its first author, a word of its title, and the author in the letters of an English keyboard
QUERIES = {
    "sedivy-2011": ("Šedivý-Nikde", "poledne", "sedivy"),
    "oudenas-2009": ("Ουδένας", "γνώμονα", "Oudenas"),
    "nebylicyn-2012": ("Небылицын", "Водяные", "nebylitsyn"),
    "wuyou-2014": ("烏有", "無影之表與", "wuyou"),
    "khayali-2010": ("خيالي", "كتاب", "khyly"),
    "irgendwo-2006": ("von Irgendwo", "Teilung", "annchen"),
    "schattengruppe-2013": ("Arbeitsgruppe Schatten 2013", "Sechzig", "arbeitsgruppe"),
    "nulle-2015": ("d’Île-Nulle", "heure", "ile-nulle"),
    "schattengruppe-2016": ("Arbeitsgruppe Schatten 2016", "Mittagsschatten", "arbeitsgruppe"),
    "niemand-2017": ("Niemand", "Schattenwurf", "jost"),
    "mittag-2018": ("Verein der Mittagsläuter", "aufstellt", "mittagslauter"),
    "ouninpohja-1999": ("Ouninpohja", "Böden", "yrjo"),
    "normen-2001": ("Erdachtes Institut für Normen", "Bezeichnungen", "erdachtes institut"),
}


@cache
def read_second() -> Issue:
    """The second issue, read once: it is frozen."""
    return read_issue(CONTENT)


@cache
def render_second() -> tuple[Page, ...]:
    """Its pages without its charts, whose tables show years without works as well."""
    return tuple(render_pages(read_second(), ENVIRONMENT))


@pytest.fixture(scope="module")
def site(sites: Sites) -> Path:
    return sites(CONTENT)


def find_scripts(article: Article) -> Iterator[str]:
    """The scripts in which the names of a work are."""
    for byline in article.authors or article.editors:
        yield from (name_of_character(sign).split()[0] for sign in byline if sign.isalpha())


# --- what it is ------------------------------------------------------------------------------------------


def test_it_has_works_of_every_kind_and_names_in_five_scripts() -> None:
    articles = read_second().articles.values()
    assert find_mistakes(CONTENT) == ""
    assert {article.type for article in articles} == {*WorkType}
    assert {script for article in articles for script in find_scripts(article)} == SCRIPTS
    assert len({article.language for article in articles}) == 8
    assert sum("$" in article.title.source for article in articles) >= 4
    assert {article.slug for article in articles} == {*QUERIES}
    assert not read_second().materials
    assert read_second().front.editorial is None


# --- its pages -------------------------------------------------------------------------------------------


def test_nothing_is_empty() -> None:
    for page in render_second():
        assert [found[0] for found in EMPTY.finditer(page.body)] == [], page.address
        assert [one for one in ALONE if one in page.body] == [], page.address
        assert [*find_empty_headings(page), *find_empty_columns(page.body)] == [], page.address
        assert not NOTHING.search(page.body), page.address


def test_nothing_of_another_issue_is_shown() -> None:
    for page in render_second():
        shown = re.sub(r"<details.*?</details>|<[^>]*>", " ", page.body, flags=re.DOTALL)  # without schemas
        assert ELSEWHERE.findall(shown) == [], page.address


def test_no_dollar_sign_is_left_of_mathematics() -> None:
    for page in render_second():
        if page.address.startswith(("articles/", "references", "families/", "story")):
            shown = re.sub(r"<pre.*?</pre>|<[^>]*>", "", page.body, flags=re.DOTALL)
            assert "$" not in shown, page.address
    (title,) = (page.body for page in render_second() if page.address == "articles/oudenas-2009.html")
    assert "<msqrt><mn>2</mn></msqrt>" in title


@pytest.mark.build
def test_the_site_is_valid_and_has_no_lost_link(site: Path) -> None:
    assert_valid(site)
    assert list(Site(site).breaks()) == []


def test_pages_open_without_a_fault_and_are_accessible(site: Path, serve: Serve, new_page: NewPage) -> None:
    page, addresses = new_page("phone", "dark"), [f"{name}.html" for name in LOOKED_AT]
    assert find_faults(page, serve(site), addresses) == []
    for address in ACCESSIBLE:
        page.goto(f"{serve(site)}/{address}.html")
        open_folds(page)
        assert find_violations(page) == [], address


def test_the_sign_of_a_root_is_drawn_with_the_fonts_of_a_phone(
    site: Path, serve: Serve, new_page: NewPage
) -> None:
    page = new_page("phone")
    page.goto(f"{serve(site)}/articles/oudenas-2009.html")
    widths = "root => [root, root.firstElementChild].map(element => element.getBoundingClientRect().width)"
    root, inner = page.locator("h1 msqrt").evaluate(widths)
    assert root > inner + 4


def test_the_bundle_opens_without_a_network(sites: Sites, new_page: NewPage) -> None:
    folder = sites.unpacked(CONTENT)
    assert_pages_open(new_page(offline=True), folder, [f"{name}.html" for name in LOOKED_AT])


# --- the search ------------------------------------------------------------------------------------------


def test_the_search_finds_each_work(site: Path, serve: Serve, new_page: NewPage) -> None:
    asked = [(slug, query) for slug, queries in QUERIES.items() for query in queries]
    found = SearchBox(new_page(), serve(site)).find_pages([query for _, query in asked])
    lost = [
        (slug, query, pages[:4])
        for (slug, query), pages in zip(asked, found, strict=True)
        if f"articles/{slug}.html" not in pages[:4]
    ]
    assert lost == []


# --- its prints ------------------------------------------------------------------------------------------


@pytest.mark.build
def test_every_print_is_made_and_nothing_is_found_by_the_checkers(site: Path, tmp_path: Path) -> None:
    copytree(site.parent / "cache", tmp_path / "cache")
    assert main(["handout", "--content", str(CONTENT), "--out", str(tmp_path)]) == 0
    printed = sorted((tmp_path / "handout").glob("*.pdf")) + sorted((tmp_path / "lecturer").glob("*.pdf"))
    handouts = 4 * (1 + len(read_second().families))
    assert len(printed) == handouts + 2 + 4  # and summaries, and slides, with notes on two papers
    for path in printed:
        assert [finding.message for finding in validate(str(path)).findings] == [], path.name
