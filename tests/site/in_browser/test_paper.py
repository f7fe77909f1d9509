"""Pages as printed: what each sheet says, the header rows of tables, and no heading without content."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.conftest import NewPage, Serve
from tests.samples import KINDS, example
from tests.sites import Sites

# Headings that are seen and are followed by another of their rank or a higher one, or by nothing.
EMPTY_HEADINGS = """() => {
  const seen = (element) => element.getClientRects().length > 0;
  const parts = [...document.querySelectorAll("main :is(h1, h2, h3, p, li, dl, table, svg, pre, figure)")]
    .filter((element) => seen(element) && (element.textContent.trim() || element.matches("svg")));
  const rank = (element) => (/^H\\d$/.test(element?.tagName) ? +element.tagName[1] : 9);
  return parts.filter((element, n) => rank(element) < 9 && !(rank(parts[n + 1]) > rank(element)
    && parts[n + 1])).map((element) => element.textContent);
}"""
# How much of the width of the page the narrowest block of text takes.
WIDTH = """() => {
  const main = document.querySelector("main").clientWidth;
  const blocks = [...document.querySelectorAll("main :is(.vi-prose, .vi-gist, .vi-references > li)")];
  return blocks.length ? Math.min(...blocks.map((block) => block.getBoundingClientRect().width / main)) : 0;
}"""


def print_page(page: Page, **options: Any) -> list[str]:
    """The text of each sheet on which a page is printed."""
    sheets = PdfReader(BytesIO(page.pdf(**options))).pages
    return [" ".join(sheet.extract_text().split()) for sheet in sheets]


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_each_sheet_says_what_it_is_from(toy_site: Path, new_page: NewPage, paper: str) -> None:
    page = new_page()
    page.goto((toy_site / "families/reds.html").as_uri())
    sheets = print_page(page, format=paper)
    assert len(sheets) > 1
    for number, sheet in enumerate(sheets, 1):
        assert "Pigments under the Lamp · Version 0.1, February 28, 2015 · CC BY 4.0" in sheet
        assert "https://pigments.example/families/reds.html" in sheet
        assert f"{number} / {len(sheets)}" in sheet
        assert sheet.count("Reds of metal and ember · Pigments under the Lamp") == (number > 1)


def test_where_no_address_is_declared_a_sheet_has_that_of_the_browser(
    sites: Sites, homeless: Path, serve: Serve, new_page: NewPage
) -> None:
    site, page = sites(homeless), new_page()
    for base, address in ((serve(site), f"{serve(site)}/story.html"), (site.as_uri(), "story.html")):
        page.goto(f"{base}/story.html?a#b")
        page.emulate_media(media="print")
        expect(page.locator(".vi-address > span")).to_have_text(address)
        page.emulate_media(media="null")


def test_the_heads_of_a_table_stand_on_each_of_its_sheets(toy_site: Path, new_page: NewPage) -> None:
    page = new_page()
    page.goto((toy_site / "facts.html").as_uri())
    expect(page.locator("thead button").first).to_be_visible()  # the script has run
    sheets = [sheet for sheet in print_page(page, width="500px", height="380px") if "Editorial, p." in sheet]
    assert len(sheets) > 1
    assert all("Fact Value In one unit Of Conditions Status Articles Stated in " in sheet for sheet in sheets)
    assert not any("Stated in Error" in sheet for sheet in sheets)  # what is under it has no use on paper


def test_every_heading_has_content(toy_site: Path, serve: Serve, new_page: NewPage) -> None:
    page = new_page()
    page.emulate_media(media="print")
    found = {}
    for address in (example(toy_site, kind) for kind in KINDS):
        page.goto(f"{serve(toy_site)}/{address}", wait_until="domcontentloaded")
        found[address] = page.evaluate(EMPTY_HEADINGS)
    assert {address: headings for address, headings in found.items() if headings} == {}


def test_what_was_folded_begins_on_the_sheet_that_is_not_full(toy_site: Path, new_page: NewPage) -> None:
    page = new_page()
    page.goto((toy_site / "course.html").as_uri())
    page.emulate_media(media="print")
    folds = page.locator("main details")
    found = folds.evaluate_all("folds => folds.map(fold => getComputedStyle(fold).breakInside)")
    assert set(found) == {"auto"}


def test_the_link_from_an_explanation_to_a_page_is_not_printed(toy_site: Path, new_page: NewPage) -> None:
    page = new_page()
    page.goto((toy_site / "glossary.html").as_uri())
    link = page.get_by_text("Its page", exact=True).first
    expect(link).to_be_visible()
    page.emulate_media(media="print")
    expect(link).to_be_hidden()


@pytest.mark.parametrize("address", ["story.html", "families/reds.html"])
def test_text_is_as_wide_as_the_sheet(toy_site: Path, new_page: NewPage, address: str) -> None:
    page = new_page()
    page.goto((toy_site / address).as_uri())
    page.emulate_media(media="print")
    assert page.evaluate(WIDTH) > 0.95


# Leaves out what follows the last rows of a page, as if it cited nothing.
END_WITH_ROWS = """() => {
  const rows = [...document.querySelectorAll(".md-content__inner > .vi-rows")].at(-1);
  while (!rows.nextElementSibling.matches(".vi-report")) rows.nextElementSibling.remove();
}"""


@pytest.mark.parametrize(
    ("address", "end", "heights"),  # at some of these heights, what ends the page is at the end of a sheet
    [
        ("facts.html", ".vi-references > li", range(600, 720, 12)),
        ("materials/azurite.html", ".vi-rows > div", range(900, 990, 12)),
    ],
)
def test_the_foot_of_a_page_is_never_alone_on_a_sheet(
    toy_site: Path, new_page: NewPage, address: str, end: str, heights: range
) -> None:
    page = new_page()
    page.goto((toy_site / address).as_uri())
    if "rows" in end:
        page.evaluate(END_WITH_ROWS)
    last = "".join(page.locator(end).last.inner_text().split())[:16]
    alone, sheets = [], set()
    for height in heights:
        page.evaluate("height => document.querySelector('h1').style.marginBottom = `${height}px`", height)
        texts = print_page(page, format="A4")
        sheets.add(len(texts))
        if last not in texts[-1].replace(" ", ""):
            alone.append(height)
    assert len(sheets) > 1
    assert alone == []
