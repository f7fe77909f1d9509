"""Issues in which something is left out: what is empty is not on their pages, and nothing links to it."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from tests import minimal
from tests.site.test_pages import ENVIRONMENT, find_lost_links
from tests.toy import find_mistakes
from tests.toy.sparse import COLLECTIONS, write_sparse_toy
from virtualissue.charts import draw_charts
from virtualissue.checks import check_issue
from virtualissue.exports.data_package import render_exports
from virtualissue.loader.reader import read_issue
from virtualissue.model.issue import Issue
from virtualissue.site.pages import Page, render_pages
from virtualissue.site.settings import find_settings

pytestmark = pytest.mark.build

# empty elements, but for those that a script fills
EMPTY = re.compile(
    r"<(ul|ol|dl|p|dd|tbody|thead|figure|section|nav|article)\b(?![^>]*(?:role=.status|data-work))[^>]*>\s*</\1>"
)
ALONE = ("<li></li>", "<dt></dt>", "<div></div>")
NOTHING = re.compile(r">\s*None\s*<")
# a number and the noun behind it; the prose of the toy has none of these
NONE_OF = re.compile(r">\s*0 (?:of )?[a-z]")
ONE_OF = re.compile(
    r">\s*1 (?:articles|families|palettes|themes|pigments|materials|techniques|people|rows|numbers)\b"
)
FRONT = ("editors", "subtitle", "description", "version", "period", "words")
SINGLE = (*(name for name in COLLECTIONS if name != "articles"), "editorial", "course", "regions")
LEFT_OUT = {
    **{name: (name,) for name in SINGLE},
    "front": FRONT,
    "what is measured": ("facts", "quantities", "charts", "pages"),
    "what is studied": ("families", "materials", "techniques"),
    "teaching": ("course", "plans", "guides", "questions", "problems"),
    "what quotes the editorial": ("editorial", "story", "errata", "people"),
    "all": (*SINGLE, *FRONT),
}


@cache
def read_sparse(name: str) -> Issue:
    if name == "minimal":
        return read_issue(minimal.CONTENT)
    with TemporaryDirectory() as folder:
        content = write_sparse_toy(Path(folder), LEFT_OUT[name])
        issue = read_issue(content)
        check_issue(issue, content)  # raises an error if there is a mistake
        return issue


@cache
def render_sparse(name: str) -> tuple[Page, ...]:
    issue = read_sparse(name)
    return tuple(render_pages(issue, ENVIRONMENT, draw_charts(issue)))


def find_empty_headings(page: Page) -> Iterator[str]:
    """Headings under which there is nothing before the next of their level or a higher one."""
    for section, after in zip(page.sections, page.sections[1:], strict=False):
        text = re.sub(r'<p class="vi-anchor">.*?</p>|<[^>]*>', "", section.html)
        if not text.strip() and section.heading.level > 1 and after.heading.level <= section.heading.level:
            yield section.heading.id


def find_empty_columns(body: str) -> Iterator[str]:
    """The columns of a table in whose cells nothing stands."""
    for table in re.findall(r"<table.*?</table>", body, re.DOTALL):
        head, _, rest = table.partition("</thead>")
        names = re.findall(r"<th[^>]*>(.*?)</th>", head, re.DOTALL)
        rows = [
            re.findall(r"<(?:th|td)[^>]*>(.*?)</(?:th|td)>", row, re.DOTALL)
            for row in re.findall(r"<tr.*?</tr>", rest, re.DOTALL)
        ]
        for name, cells in zip(names, zip(*rows, strict=True), strict=True):
            if not any(re.sub("<[^>]*>", "", cell).strip() for cell in cells):
                yield name


def on_one_worker(name: str) -> Any:
    """An issue whose pages are rendered by the worker alone that has all tests of them."""
    return pytest.param(name, marks=pytest.mark.xdist_group(f"sparse {name}"))


@pytest.fixture(params=map(on_one_worker, ["minimal", *LEFT_OUT]))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_the_least_issue_has_no_mistakes():
    assert find_mistakes(minimal.CONTENT) == ""


def test_what_is_empty_is_not_there(name: str):
    for page in render_sparse(name):
        body = page.body
        assert [found[0] for found in EMPTY.finditer(body)] == [], page.address
        assert [one for one in ALONE if one in body] == [], page.address
        assert list(find_empty_headings(page)) == [], page.address
        assert list(find_empty_columns(body)) == [], page.address
        assert page.description.strip(), page.address
        assert not NOTHING.search(body), page.address


def test_singular_and_plural_agree(name: str):
    for page in render_sparse(name):
        body = page.body
        assert NONE_OF.findall(body) + ONE_OF.findall(body.casefold()) == [], page.address


def test_nothing_links_to_what_is_not_there(name: str):
    pages, data = render_sparse(name), {f"data/{file}" for file in render_exports(read_sparse(name))}
    assert find_lost_links(pages) == []
    linked = {link for page in pages for link in page.links if link.startswith("data/")}
    assert linked <= data


def test_the_menu_has_no_entry_without_a_page(name: str):
    pages = render_sparse(name)
    menu = str(find_settings(read_sparse(name), [page.plan for page in pages])["nav"])
    assert set(re.findall(r"[\w/-]+\.md", menu)) <= {page.address.replace(".html", ".md") for page in pages}


def test_no_editorial_is_spoken_of_where_there_is_none():
    for page in render_sparse("what quotes the editorial"):
        fixed = re.sub(
            '<span class="vi-sentence".*?</p>', "", page.body, flags=re.DOTALL
        )  # without its prose
        assert "ditorial" not in fixed, page.address


def test_the_least_issue_has_these_pages():
    assert [page.address for page in render_sparse("minimal")] == [
        "index.html", "articles.html", "articles/holm-2014.html", "data.html", "references.html",
        "people.html", "people/h.html", "cite.html", "about.html",
    ]  # fmt: skip
