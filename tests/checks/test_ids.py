"""Ids of pages: none stands twice, and those that slugs may not take are all that pages have of their own."""

import re
from collections import Counter

import pytest

from tests.site.test_pages import toy_pages
from tests.toy import read_toy
from virtualissue.checks.ids import EVERYWHERE, IDS_OF_PAGES, MADE, SHARED
from virtualissue.site.pages import Page
from virtualissue.views.urls import STANDING

ID = re.compile(r' id="([^"]+)"')


def find_page(name: str) -> Page:
    return next(page for page in toy_pages() if page.address == STANDING[name])


def test_no_id_stands_twice():
    twice = {
        page.address: [n for n, c in Counter(ID.findall(page.body)).items() if c > 1] for page in toy_pages()
    }
    assert {address: ids for address, ids in twice.items() if ids} == {}


@pytest.mark.parametrize(
    "name", sorted({*SHARED.values(), *IDS_OF_PAGES, "home", "numbers", "about"} - {"people"})
)
def test_what_is_no_slug_on_a_page_is_reserved_there(name: str):
    issue = read_toy()
    kinds = [kind for kind, page in SHARED.items() if page == name]
    slugs = {slug for kind in kinds for slug in issue.of_kind(kind)}
    sections = issue.pages[name].sections if name in issue.pages else ()
    ids = set(ID.findall(find_page(name).body)) - slugs - {section.slug for section in sections}
    known = EVERYWHERE | IDS_OF_PAGES.get(name, frozenset())
    assert [id_ for id_ in sorted(ids) if id_ not in known and not MADE.fullmatch(id_)] == []
