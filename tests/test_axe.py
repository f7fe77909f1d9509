"""axe-core, with all its rules, finds nothing on any kind of page: light and dark, desktop and phone."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect

from tests.conftest import SCREENS, NewPage, Scheme, Screen, Serve
from virtualissue.address import ADDRESSES, STANDING

Act = Callable[[Page], None]
# kind of page -> where a page of the kind is; of those with many, the first in the alphabet
SHELVES = {kind: address.format("*") for kind, address in ADDRESSES.items() if "#" not in address}
KINDS = {**STANDING, **SHELVES, "letter": "people/*.html", "missing": "404.html"}
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


def find_violations(page: Page) -> list[str]:
    """Each breach of a rule with the element that breaks it."""
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['target']} {node['html']}" for rule in found for node in rule["nodes"]]


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


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_page(
    real_site: Path, serve: Serve, new_page: NewPage, kind: str, screen: Screen, scheme: Scheme
) -> None:
    page = new_page(screen, scheme)
    page.goto(f"{serve(real_site)}/{min(real_site.glob(KINDS[kind])).relative_to(real_site)}")
    assert find_violations(page) == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("act", "screen"), OPENINGS)
def test_what_a_reader_opens(
    real_site: Path, serve: Serve, new_page: NewPage, act: Act, screen: Screen, scheme: Scheme
) -> None:
    page = new_page(screen, scheme)
    page.goto(f"{serve(real_site)}/story.html")
    act(page)
    assert find_violations(page) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_breach_is_seen(new_page: NewPage, scheme: Scheme) -> None:
    page = new_page(scheme=scheme)
    page.set_content('<img src="data:,"><p style="color: #888; background: #999">Toy</p>')
    rules = {re.match("[a-z-]+", found)[0] for found in find_violations(page)}  # type: ignore[index]
    assert {"image-alt", "color-contrast", "document-title"} <= rules
