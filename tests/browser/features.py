"""The toy in a browser -> proof that everything on its pages lives, wherever they were opened from."""

from collections.abc import Callable, Mapping

from playwright.sync_api import Page, expect

from tests.browser.typing import SearchBox

Feature = Callable[[Page, str], None]


def search(page: Page, base: str) -> None:
    """What is typed is found, and the answer can be opened."""
    assert SearchBox(page, base).ask("azurite").pages[0].endswith("materials/azurite.html")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Cu")


def panel(page: Page, base: str) -> None:
    """A citation under the mouse explains itself."""
    page.goto(f"{base}/story.html")
    page.locator("article a[data-cite]").first.hover()
    expect(page.locator("#vi-tooltip .vi-work").first).to_be_visible()


def palette(page: Page, base: str) -> None:
    """The dark scheme can be chosen, is seen, and stays for the next page."""
    page.goto(f"{base}/index.html")
    before = background(page)
    for _ in range(2):  # as the system has it, then light, then dark
        page.locator("[data-md-component=palette] button:visible").click()
    page.goto(f"{base}/families/reds.html")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert background(page) != before


def background(page: Page) -> object:
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def accents(page: Page, base: str) -> None:
    """Families have their own colors, which stand in a stylesheet and not in the page."""
    colors = set()
    for family in ("reds", "blues"):
        page.goto(f"{base}/families/{family}.html")
        colors.add(page.evaluate("getComputedStyle(document.body).getPropertyValue('--vi-accent')"))
    assert len(colors - {""}) == 2


def table(page: Page, base: str) -> None:
    """A table is sorted and filtered."""
    page.goto(f"{base}/facts.html")
    head = page.get_by_role("columnheader", name="Value")
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    page.get_by_label("Find").first.fill("azurite")
    expect(page.locator(".vi-data-table tbody tr:visible")).to_have_count(1)


def charts(page: Page, base: str) -> None:
    """Every chart is drawn, in one of its two widths, and its marks have colors."""
    page.goto(f"{base}/numbers.html")
    assert page.locator("figure.vi-chart").count() == 2
    for figure in page.locator("figure.vi-chart").all():
        picture = figure.locator(":is(.vi-wide, .vi-narrow):visible")
        expect(picture).to_have_count(1)
        box = picture.locator("svg").first.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) > 100
    fills = page.locator("figure.vi-chart svg :is(rect, path, circle)").evaluate_all(FILLS)
    assert len(set(fills) - {"none", "rgb(0, 0, 0)"}) >= 2


FILLS = "marks => marks.map(mark => getComputedStyle(mark).fill)"


def downloads(page: Page, base: str) -> None:
    """The whole data come as a file, and so do the rows that are seen."""
    page.goto(f"{base}/facts.html")
    with page.expect_download() as whole:
        page.get_by_role("link", name="all rows").click()
    page.get_by_label("Find").first.fill("azurite")
    with page.expect_download() as part:
        page.get_by_role("button", name="these rows").click()
    lines, chosen = (got.value.path().read_text(encoding="utf-8").splitlines() for got in (whole, part))
    assert len(lines) > len(chosen) == 2
    assert set(chosen) <= set(lines)


FEATURES: Mapping[str, Feature] = {
    feature.__name__: feature for feature in (search, panel, palette, accents, table, charts, downloads)
}
