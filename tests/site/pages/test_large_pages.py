"""The pages of an issue with many works: ways into its lists, and whole records."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from build import ROOT
from virtualissue.loader.reader import read_issue
from virtualissue.model.issue import Issue
from virtualissue.site.pages import Page, PageRenderer, make_environment
from virtualissue.site.stylesheet import render_accents

pytestmark = pytest.mark.build

COUNT = 203
ADDRESSES = ("index.html", "articles.html", "references.html", "people.html", "articles/work-202.html")


@cache
def read_large() -> Issue:
    """An issue of works by authors in the letters A to Z, of the years 1900 and on; the last is by 31."""
    with TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        (content / "articles").mkdir(parents=True)
        (content / "issue.yml").write_text("title: Of All Trades\n", encoding="utf-8")
        for n in range(COUNT):
            author = f"{chr(ord('A') + n % 26)}ster {n}, Ada"
            others = [f"Coster {m}, Ada" for m in range(30)] if n == COUNT - 1 else []
            names = "".join(f"  - {name}\n" for name in (author, *others))
            text = f"title: Work {n}\nauthors:\n{names}year: {1900 + n // 2}\n"
            (content / "articles" / f"work-{n:03}.yml").write_text(text, encoding="utf-8")
        return read_issue(content)


@cache
def render_large() -> Mapping[str, Page]:
    """Some of its pages, by address."""
    renderer = PageRenderer(read_large(), make_environment(ROOT / "templates"))
    return {address: renderer.render(address) for address in ADDRESSES}


def test_the_home_page_lists_the_latest_works_only():
    body = render_large()["index.html"].body
    assert body.count('<span class="vi-title">') == 10
    assert body.index("Work 202") < body.index("Work 201") < body.index("Work 193")
    assert "Browse the articles" in body


def test_references_have_a_way_to_every_hundredth():
    body = render_large()["references.html"].body
    for slug, label in (("work-000", "1–100"), ("work-100", "101–200"), ("work-200", "201–203")):
        assert f'<a href="#{slug}">{label}</a>' in body
        assert f'<li id="{slug}"' in body


def test_people_have_a_way_to_every_letter():
    body = render_large()["people.html"].body
    for letter in "abcdefghijklmnopqrstuvwxyz":
        assert f'<a href="#letter-{letter}">{letter.upper()}</a>' in body
        assert f'<div id="letter-{letter}">' in body


def test_a_long_list_has_files_of_its_works_instead_of_a_record_of_each():
    for address in ("references.html", "articles.html"):
        body = render_large()[address].body
        assert 'class="Z3988"' not in body
        assert 'href="data/references.bib"' in body
        assert 'href="data/references.ris"' in body


def test_a_large_collaboration_is_folded_away_on_its_page_and_cut_in_its_reference():
    body = render_large()["articles/work-202.html"].body
    shown, _, folded = body.partition("<summary>All 31 authors</summary>")
    assert "Coster 8, Ada</a>; et al." in shown
    assert "Coster 9, Ada" not in shown
    assert folded.count("Coster 29, Ada</a>") == 1
    reference = render_large()["references.html"].body.partition('<li id="work-202"')[2]
    assert "Coster 8, A.; et al. Work 202." in re.sub("<[^>]*>", "", reference)


def test_numbers_of_works_have_room():
    assert ":root { --vi-digits: 3; }" in render_accents(read_large())
