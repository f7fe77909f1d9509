"""The theme of pages: one that shares a frame with others is the page that the theme makes of it alone."""

import re
import shutil
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from html import unescape
from pathlib import Path

import pytest

from build import ROOT
from tests.site.test_pages import ENVIRONMENT
from tests.toy import draw_toy, read_toy
from virtualissue.site.pages import Page, TemplateError, render_pages
from virtualissue.site.theme import SiteTheme

pytestmark = pytest.mark.slow

HOME = "https://x.org/a/"


@cache
def render_toy() -> Sequence[Page]:
    """The toy issue, where all articles have the sections of the first, but each its own title."""
    pages = tuple(render_pages(read_toy(), ENVIRONMENT, draw_toy()))
    first = next(page for page in pages if page.plan.kind == "article")
    return [
        replace(page, sections=(*page.sections[:1], *first.sections[1:]))
        if page.plan.kind == "article"
        else page
        for page in pages
    ]


@cache
def make_theme(site_url: str) -> SiteTheme:
    """The theme of the toy issue for a site at this address."""
    plans = [page.plan for page in render_toy()]
    return SiteTheme(read_toy(), plans, ROOT / "templates" / "theme", site_url=site_url)


def test_a_page_in_a_shared_frame_is_the_page_that_the_theme_makes_of_it_alone():
    themed, pages = make_theme(HOME), render_toy()
    shared = {page.address: themed.render_page(page) for page in pages}
    articles = [page for page in pages if page.plan.kind == "article"]
    outside = [page for page in pages if not page.plan.menu]
    assert len(themed.frames) == len(outside) - len(articles) + 1
    for page in pages:
        themed.frames.clear()
        assert themed.render_page(page) == shared[page.address]


def test_a_page_in_a_shared_frame_has_its_own_content_title_and_address():
    themed, pages = make_theme(HOME), render_toy()
    for page in pages:
        html = themed.render_page(page)
        assert html.count(page.body) == 1
        assert f'<link rel="canonical" href="{HOME}{page.address}">' in html
        assert f'<span class="md-ellipsis">{page.plan.title.markup}</span>' in html


def test_the_page_of_an_article_bears_its_title():
    themed, pages = make_theme(HOME), render_toy()
    for page in (one for one in pages if one.plan.kind == "article"):
        article = read_toy().articles[page.address.rpartition("/")[2].removesuffix(".html")]
        (title,) = re.findall(r"<title>(.*?)</title>", themed.render_page(page))
        assert unescape(title) == f"{article.title.plain} · {read_toy().front.title.plain}"


@pytest.mark.parametrize("site_url", [HOME, ""])
def test_a_page_in_a_shared_frame_has_its_own_address_on_paper(site_url: str):
    themed = make_theme(site_url)
    themed.frames.clear()
    articles = [page for page in render_toy() if page.plan.kind == "article"]
    printed = {
        page.address: re.findall(r'<p class="vi-address">.*<span>(.*)</span></p>', themed.render_page(page))
        for page in articles
    }
    assert len(printed) > len(themed.frames) == 1
    assert printed == {address: [f"{site_url}{address}"] for address in printed}


@pytest.mark.parametrize("slip", ["{{ nothing.at_all }}", "{% if %}"])
def test_a_slip_in_a_template_of_the_theme_is_told_with_its_line(slip: str, tmp_path: Path):
    overrides = shutil.copytree(ROOT / "templates" / "theme", tmp_path / "templates" / "theme")
    text = (overrides / "main.html").read_text(encoding="utf-8")
    (overrides / "main.html").write_text(text + slip, encoding="utf-8")
    page, line = render_toy()[0], text.count("\n") + 1
    themed = SiteTheme(read_toy(), [page.plan for page in render_toy()], overrides)
    with pytest.raises(TemplateError, match=rf"^templates/theme/main\.html:{line}: "):
        themed.render_page(page)
