"""axe-core, with all its rules, finds nothing on any kind of page: light and dark, desktop and phone."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect

from tests.conftest import SCREENS, NewPage, Scheme, Screen, Serve
from virtualissue.address import ADDRESSES, STANDING

Act = Callable[[Page], None]
# kind of page -> where a page of the kind is; of those with many, the first in the alphabet
SHELVES = {kind: address.format("*") for kind, address in ADDRESSES.items() if "#" not in address}
KINDS = {**STANDING, **SHELVES, "letter": "people/*.html", "missing": "404.html"}
SCHEMES: dict[Scheme, str] = {"light": "default", "dark": "slate"}  # and how the theme calls them
# For every word, axe reads the colours of all that lies behind it, on a long page tens of thousands of times.
REMEMBER_COLOURS = """(() => {
  const { Color } = axe.commons.color, { parseString } = Color.prototype, known = new Map();
  Color.prototype.parseString = function (text) {
    if (!known.has(text)) known.set(text, parseString.call(new Color(0, 0, 0), text));
    const { r, g, b, alpha } = known.get(text);
    return Object.assign(this, { r, g, b, alpha });
  };
})()"""
AXE = Axe(f"{AXE_SCRIPT};{REMEMBER_COLOURS}")


def find_violations(page: Page) -> list[str]:
    """Each breach of a rule with the element that breaks it."""
    found = AXE.run(page).response["violations"]
    return [f"{rule['id']}: {node['target']} {node['html']}" for rule in found for node in rule["nodes"]]


def example(site: Path, kind: str) -> str:
    """The address of a page of a kind."""
    return min(site.glob(KINDS[kind])).relative_to(site).as_posix()


def search(page: Page) -> None:
    page.locator(".md-header__button[for=__search], .md-search__input").locator("visible=true").first.click()
    page.locator(".md-search__input").press_sequentially("the")
    expect(page.locator(".md-search-result__item").first).to_be_visible()


def open_menu(page: Page) -> None:
    page.locator(".md-header__button[for=__drawer]").click()
    expect(page.locator(".md-sidebar--primary")).to_be_in_viewport()


def open_citation(page: Page) -> None:
    citation = page.locator("a[data-cite]").first
    (citation.tap if page.evaluate("navigator.maxTouchPoints") else citation.focus)()
    expect(page.locator("#explainer")).to_be_visible()


# what a reader opens, and on which screens there is such a thing
OPENINGS: list[tuple[Act, Screen]] = [
    *((act, screen) for act in (search, open_citation) for screen in SCREENS),
    (open_menu, "phone"),
]


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_page(
    real_site: Path, serve: Serve, new_page: NewPage, kind: str, screen: Screen
) -> None:
    page = new_page(screen)
    page.goto(f"{serve(real_site)}/{example(real_site, kind)}")
    for scheme, name in SCHEMES.items():
        page.emulate_media(color_scheme=scheme)
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", name)
        assert find_violations(page) == [], scheme


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("act", "screen"), OPENINGS)
def test_what_a_reader_opens(
    real_site: Path, serve: Serve, new_page: NewPage, act: Act, screen: Screen, scheme: Scheme
) -> None:
    page = new_page(screen, scheme)
    page.goto(f"{serve(real_site)}/{example(real_site, 'family')}")
    act(page)
    assert find_violations(page) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_breach_is_seen(new_page: NewPage, scheme: Scheme) -> None:
    page = new_page(scheme=scheme)
    page.set_content('<img src="data:,"><p style="color: #888; background: #999">Toy</p>')
    rules = {re.match("[a-z-]+", found)[0] for found in find_violations(page)}  # type: ignore[index]
    assert {"image-alt", "color-contrast", "document-title"} <= rules
