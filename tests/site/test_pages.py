"""The pages of the toy: which there are, that they hold together, how one of each kind looks (expected/)."""

import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest

from tests.site.lines import set_in_lines
from tests.toy import read_toy
from virtualissue.exports.records import list_record_files
from virtualissue.loader.reader import read_issue
from virtualissue.model.issue import Issue
from virtualissue.print.printouts import Printout
from virtualissue.site.context import SiteContext
from virtualissue.site.html import HtmlRenderer
from virtualissue.site.pages import (
    OFFERING_PDFS,
    Page,
    TemplateError,
    by_menu,
    make_environment,
    plan_pages,
    render_pages,
)
from virtualissue.site.zensical import render_markdown
from virtualissue.text.parser import parse_prose
from virtualissue.views.urls import find_standing

ROOT = Path(__file__).parents[2]
EXPECTED = ROOT / "tests" / "expected"
TEMPLATES = ROOT / "templates"
ENVIRONMENT = make_environment(TEMPLATES)  # reads each template once for all tests
MINIMAL = ROOT / "tests" / "minimal" / "content"
GENERATED = ("assets/", "data/")


@cache
def toy_pages() -> tuple[Page, ...]:
    return tuple(render_pages(read_toy(), ENVIRONMENT))


@cache
def first_pages() -> Mapping[str, str]:
    """The Markdown of the first page of each kind, set in short lines, by the name of its approved file."""
    first = {page.plan.kind: page for page in reversed(toy_pages())}
    return {f"{kind}.md": set_in_lines(render_markdown(page)) for kind, page in sorted(first.items())}


def test_approved_pages_are_those_that_there_are():
    assert {path.name for path in EXPECTED.glob("*.md")} == set(first_pages())


@pytest.mark.parametrize("path", sorted(EXPECTED.glob("*.md")), ids=lambda path: path.stem)
def test_a_page_is_as_approved(path: Path):
    assert first_pages()[path.name] == path.read_text(encoding="utf-8")


def test_an_approved_page_has_a_line_for_each_block_and_link_and_no_size_of_a_file():
    page = '<ul><li>A <a href="b">b</a>.<sup id="c">1</sup></li><li>2.1 kB</li></ul>\n<p>c</p>\n'
    lines = '<ul><li>A\n <a href="b">b</a>.\\\n<sup id="c">1</sup></li>\n<li>(size)</li>\n</ul>\n<p>c</p>\n'
    assert set_in_lines(page) == lines


@pytest.mark.parametrize(
    ("read", "offering"),
    [(read_toy, {"course", "family"}), (partial(read_issue, MINIMAL), {"about"})],
    ids=["toy", "minimal"],
)
def test_pages_that_offer_pdfs_come_last_and_no_other_page_waits_for_them(
    read: Callable[[], Issue], offering: set[str]
):
    issue, made = read(), list[Page]()
    names = (f"{issue.front.name}-booklet", *issue.families)
    asked_after: list[int] = []

    def find_printouts() -> tuple[Printout, ...]:
        asked_after.append(len(made))
        return tuple(Printout(name, "a4", f"{name}-a4.pdf", b"%PDF") for name in names)

    made.extend(render_pages(issue, ENVIRONMENT, (), find_printouts))
    assert {page.plan.kind for page in made if re.search('"[./]*handout/', page.body)} == offering
    others = [page for page in made if page.plan.kind not in OFFERING_PDFS]
    assert made[: len(others)] == others
    assert min(asked_after) == len(others)


def test_no_page_has_blank_lines_which_would_end_a_block_of_html():
    lines = [(page.address, line) for page in toy_pages() for line in page.body.split("\n")]
    assert [address for address, line in lines if not line.strip()] == []


def test_every_thing_of_the_shelves_has_its_page():
    issue, addresses = read_toy(), {page.address for page in toy_pages()}
    for kind, folder in (("article", "articles"), ("family", "families"), ("material", "materials")):
        assert {f"{folder}/{slug}.html" for slug in issue.of_kind(kind)} <= addresses


def find_lost_links(pages: tuple[Page, ...]) -> list[tuple[str, str]]:
    """Links that lead to no page or no part of one, each with the page that it is on."""
    anchors = {page.address: set(re.findall(r' id="([^"]+)"', page.body)) for page in pages}
    lost = []
    for page in pages:
        for link in re.findall(r' (?:href|src)="([^"]*)"', page.body):
            address, _, anchor = link.partition("#")
            path = address.partition("?")[0]  # what chooses the rows of a list leads nowhere else
            if "//" in path or link.startswith("mailto:"):
                continue
            target = normpath(join(dirname(page.address), path)) if path else page.address
            if target.startswith(GENERATED) or target in list_record_files(read_toy()):
                continue
            if target not in anchors or (anchor and anchor not in anchors[target]):
                lost.append((page.address, link))
    return lost


def test_only_the_first_of_equal_sentences_on_a_page_has_the_id():
    page = HtmlRenderer(SiteContext(read_toy(), {}, {}), "course.html")
    html = page.prose(parse_prose("Why? Name one. Why?")) + page.prose(parse_prose("Why?"))
    ids = re.findall(r'<span class="vi-sentence"(?: id="([^"]+)")?>', html)
    assert [bool(id) for id in ids] == [True, True, False, False]


def test_every_link_within_the_site_ends_at_a_page_and_an_anchor():
    assert find_lost_links(toy_pages()) == []


def test_the_menu_keeps_the_order_and_leaves_articles_out():
    menu = by_menu(page.plan for page in toy_pages())
    assert [page.address for page in menu["families"]] == [
        "families.html", "families/blues.html", "families/reds.html", "families/lakes.html",
    ]  # fmt: skip
    assert [page.address for page in menu["articles"]] == ["articles.html"]


def test_titles_and_descriptions_are_plain_enough_for_a_search_result():
    for page in toy_pages():
        assert page.plan.title.text, page.address
        assert page.description, page.address
        assert "\n" not in page.description
        assert "[@" not in page.description


def test_the_headings_of_a_page_are_data():
    page = next(page for page in toy_pages() if page.plan.kind == "family")
    title, *below = [section.heading for section in page.sections]
    assert (title.level, title.id, title.title) == (1, "top", page.plan.title.markup)
    assert all(heading.level in {2, 3} for heading in below)
    assert all(f' id="{heading.id}"' in page.body for heading in below)
    assert "families/reds.html" in next(page for page in toy_pages() if page.address == "families.html").links


def test_an_empty_collection_has_no_page():
    full, empty = read_toy(), read_toy().with_collections(techniques={})
    addresses = [{plan.address for plan in plan_pages(issue)} for issue in (full, empty)]
    missing = {address.partition("/")[0] for address in addresses[0] - addresses[1]}
    assert missing == {"techniques.html", "techniques"}
    assert find_standing(full).keys() - find_standing(empty).keys() == {"techniques"}


def test_a_template_that_is_missing_is_named(tmp_path: Path):
    with pytest.raises(TemplateError, match=r"templates/pages/home\.html: this template is missing"):
        next(iter(render_pages(read_toy(), make_environment(tmp_path / "templates"))))


def test_a_heading_that_the_contents_would_lack_is_refused(tmp_path: Path):
    pages = tmp_path / "templates" / "pages"
    pages.mkdir(parents=True)
    (pages / "home.html").write_text('<h2 class="wide" id="one">One</h2>', encoding="utf-8")
    with pytest.raises(
        TemplateError, match=r'^templates/pages/home\.html: <h2 class="wide" id="one"> is HTML'
    ):
        next(iter(render_pages(read_toy(), make_environment(pages.parent))))


def test_the_sign_of_the_editorial_is_explained_where_a_page_first_uses_it():
    marks = {
        page.address: re.findall(r'data-cite="editorial"[^>]*>([^<]*)<', page.body) for page in toy_pages()
    }
    assert max(map(len, marks.values())) > 1
    for address, (first, *others) in ((address, found) for address, found in marks.items() if found):
        assert (address, first) == (address, "E = editorial")
        assert set(others) <= {"E"}
