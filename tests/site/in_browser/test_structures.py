"""Structures under the hand: turned by keys, buttons and pointer, served, from disk, and without script."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.conftest import NewPage, Screen, Serve

PAGE = "families/reds.html"  # of a family that has a structure
NUMBER = re.compile(r"-?\d*\.?\d+")


@pytest.fixture(params=["server", "disk"])
def address(request: pytest.FixtureRequest, serve: Serve, toy_site: Path) -> str:
    """The page with a structure, from both places."""
    base = toy_site.as_uri() if request.param == "disk" else serve(toy_site)
    return f"{base}/{PAGE}"


def open_figure(page: Page, address: str) -> Locator:
    page.goto(address)
    figure = page.locator("[data-structure]")
    expect(figure.get_by_role("button", name="Reset")).to_be_visible()
    return figure


def read_drawing(figure: Locator) -> str:
    """What is drawn, once it has been drawn."""
    figure.page.evaluate(
        "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )
    return figure.locator("[data-scene]").inner_html()


def spots(drawing: str) -> list[list[float]]:
    """The points of the atoms, in the order in which they are drawn."""
    return [[float(n) for n in NUMBER.findall(one)] for one in re.findall(r"translate\(([^)]*)\)", drawing)]


def test_arrow_keys_turn_it_and_turn_it_back(new_page: NewPage, address: str):
    page = new_page()
    figure = open_figure(page, address)
    still = read_drawing(figure)
    figure.get_by_role("img").focus()
    for key in ("ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
    assert spots(read_drawing(figure)) != spots(still)
    for key in ("ArrowUp", "ArrowLeft"):
        page.keyboard.press(key)
    # the script draws what the build has drawn: the same atoms in the same order, but for rounding
    again = spots(read_drawing(figure))
    assert len(again) == len(spots(still)) > 5
    for one, other in zip(again, spots(still), strict=True):
        assert one == pytest.approx(other, abs=0.3)


def test_buttons_and_pointer_turn_it_and_reset_brings_the_still_drawing_back(new_page: NewPage, address: str):
    page = new_page()
    figure = open_figure(page, address)
    still = read_drawing(figure)
    figure.get_by_role("button", name="Turn to the left").click()
    turned = read_drawing(figure)
    assert turned != still
    figure.get_by_role("img").hover()
    page.mouse.down()
    page.mouse.move(300, 300, steps=3)
    page.mouse.up()
    dragged = read_drawing(figure)
    assert dragged != turned
    page.mouse.move(500, 350, steps=3)
    assert read_drawing(figure) == dragged  # let go, it stands still
    figure.get_by_role("button", name="Reset").click()
    assert read_drawing(figure) == still


@pytest.mark.parametrize("screen", ["desktop", "phone"])
def test_it_stays_in_its_frame_from_every_side(new_page: NewPage, toy_site: Path, screen: Screen):
    page = new_page(screen)
    figure = open_figure(page, f"{toy_site.as_uri()}/{PAGE}")
    picture = figure.get_by_role("img")
    picture.focus()
    for key in ["ArrowRight", "ArrowDown", "ArrowRight"] * 6:
        page.keyboard.press(key)
        drawing = read_drawing(figure)
        box = picture.bounding_box()
        inner = figure.locator("[data-scene]").bounding_box()
        assert box
        assert inner
        assert "NaN" not in drawing
        assert inner["x"] >= box["x"] - 2
        assert inner["x"] + inner["width"] <= box["x"] + box["width"] + 2
        assert inner["y"] >= box["y"] - 2
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_script_it_stands_still_and_offers_nothing_that_needs_one(new_page: NewPage, address: str):
    page = new_page(java_script_enabled=False)
    page.goto(address)
    figure = page.locator("[data-structure]")
    expect(figure.get_by_role("img")).to_be_visible()
    expect(figure.get_by_role("button")).to_have_count(0)
    expect(figure).to_contain_text("Drawn after J. Imag. Pigm. 5, 7, 10.5555/toy.9; not from the issue.")
