"""The theme of pages: one that shares a frame with others is the page that the theme makes of it alone."""

from collections.abc import Sequence
from dataclasses import replace

from build import ROOT
from tests.sites import TOY
from virtualissue.charts import draw_charts
from virtualissue.loader.reader import read_issue
from virtualissue.site.pages import Page, render_pages
from virtualissue.site.theme import SiteTheme

HOME = "https://x.org/a/"


def render_toy() -> tuple[SiteTheme, Sequence[Page]]:
    """The toy issue, where all articles have the sections of the first, but each its own title."""
    issue = read_issue(TOY)
    pages = render_pages(issue, ROOT / "templates", draw_charts(issue))
    first = next(page for page in pages if page.plan.kind == "article")
    alike = [
        replace(page, sections=(*page.sections[:1], *first.sections[1:]))
        if page.plan.kind == "article"
        else page
        for page in pages
    ]
    plans = [page.plan for page in pages]
    return SiteTheme(issue, plans, ROOT / "templates" / "theme", site_url=HOME), alike


def test_a_page_in_a_shared_frame_is_the_page_that_the_theme_makes_of_it_alone():
    themed, pages = render_toy()
    shared = {page.address: themed.render_page(page) for page in pages}
    articles = [page for page in pages if page.plan.kind == "article"]
    outside = [page for page in pages if not page.plan.menu]
    assert len(themed.frames) == len(outside) - len(articles) + 1
    for page in pages:
        themed.frames.clear()
        assert themed.render_page(page) == shared[page.address]


def test_a_page_in_a_shared_frame_has_its_own_content_title_and_address():
    themed, pages = render_toy()
    for page in pages:
        html = themed.render_page(page)
        assert html.count(page.body) == 1
        assert f'<link rel="canonical" href="{HOME}{page.address}">' in html
        assert f'<span class="md-ellipsis">{page.plan.title.markup}</span>' in html
