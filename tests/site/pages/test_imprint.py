"""What pages say of the site: its version, date and license in the foot, and how it is cited."""

import re
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.conftest import NewPage
from tests.site.test_pages import toy_pages
from tests.sites import Sites, pages_of
from tests.toy import CONTENT
from virtualissue.views.urls import STANDING

IMPRINT = "Version 0.1, February 28, 2015 · CC BY 4.0, attribution: Ida Wren and The Lamp Readers"


def read_foot(html: str) -> str:
    found = re.search('<p class="vi-imprint">(.*?)</p>', html)
    assert found
    return unescape(re.sub("<[^>]*>", "", found[1]))


@pytest.mark.build
@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_the_foot_of_every_page_says_version_date_and_whom_to_attribute(sites: Sites, engine: str):
    site = sites(CONTENT, engine)
    for address in pages_of(site):
        html = (site / address).read_text(encoding="utf-8")
        assert read_foot(html) == IMPRINT, address
        assert re.search(r'<a href="[^"]*cite\.html">Cite</a>', html), address


@pytest.mark.parametrize("medium", ["screen", "print"])
def test_it_is_seen_on_screen_and_on_paper(toy_site: Path, new_page: NewPage, medium: str):
    page = new_page()
    page.goto((toy_site / "families/reds.html").as_uri())
    page.emulate_media(media="print" if medium == "print" else "screen")
    expect(page.locator(".vi-imprint")).to_be_visible()
    expect(page.locator(".vi-footer ul")).to_be_visible(visible=medium == "screen")


def read_page() -> str:
    return unescape(str(next(page.body for page in toy_pages() if page.address == STANDING["cite"])))


def test_the_editorial_and_the_site_are_there_to_copy():
    page = read_page()
    words = re.sub(r"\s+", " ", re.sub("</?(?:a|em|strong|span)[^>]*>", "", page))
    assert (
        "Carberry, J. S.; Okafor, C. Pigments under the Lamp. J. Imag. Pigm. 2015, 5, 1–3. 10.5555/toy.1"
        in words
    )
    assert "Wren, I.; The Lamp Readers. Pigments under the Lamp: A virtual issue" in words
    assert "Version 0.1, February 28, 2015." in words
    assert "<dt>Address</dt><dd>https://pigments.example/</dd>" in words
    assert "@misc{pigments,&#10;" in str(next(p.body for p in toy_pages() if p.address == "cite.html"))
    assert "“Pigments under the Lamp” by Ida Wren and The Lamp Readers, version 0.1," in words


def test_articles_are_a_link_away():
    assert 'href="references.html"' in read_page()
