"""axe-core, with all its rules, finds nothing on any kind of page, light and dark, on desktop or phone.

A page says the same on both screens, so each kind is looked at in one scheme on each. In both on both are
looked at the home page, for the frame of all pages, and pages with charts, drawn for one screen alone.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import COLORS, find_violations
from tests.browser.watch import open_folds
from tests.conftest import SCREENS, NewPage, Scheme, Screen, Serve
from tests.samples import KINDS, example

# Breaches of rules that axe applies only if asked to, beside common ones.
LEFT_OUT_BY_AXE = {"target-size", "color-contrast-enhanced", "label-content-name-mismatch"}
BREACHES = """<img src="data:,"><p style="color: #888; background: #999">Toy</p>
<button style="padding: 0; width: 9px; height: 9px"></button>
<button style="padding: 0; width: 9px; height: 9px"></button>
<p style="color: #666; background: #fff">Toy</p><a href="#a" aria-label="Play">Go on</a>"""
Act = Callable[[Page], None]
SCHEMES: dict[Scheme, str] = {"light": "default", "dark": "slate"}  # and how the theme calls them
ONE_SCHEME: dict[Screen, Scheme] = {"desktop": "light", "phone": "dark"}


def search(page: Page) -> None:
    page.get_by_role("button", name="Search").click()
    page.get_by_role("combobox", name="Search").press_sequentially("the")
    expect(page.locator(".vi-found").first).to_be_visible()
    page.keyboard.press("ArrowDown")


def open_menu(page: Page) -> None:
    page.get_by_role("button", name="Menu").click()
    expect(page.locator(".md-sidebar--primary")).to_be_in_viewport()


def open_citation(page: Page) -> None:
    citation = page.locator("a[data-cite]").first
    (citation.tap if page.evaluate("navigator.maxTouchPoints") else citation.focus)()
    expect(page.locator("#vi-tooltip")).to_be_visible()


def find_schemes(page: Page, kind: str, screen: Screen) -> list[Scheme]:
    """The schemes in which a page is looked at on a screen, first the one that all its pages have there."""
    all_of_them = kind == "home" or page.locator("figure.vi-chart").count() > 0
    return sorted(SCHEMES, key=ONE_SCHEME[screen].__ne__) if all_of_them else [ONE_SCHEME[screen]]


# what a reader opens, and on which screens there is such a thing
OPENINGS: list[tuple[Act, Screen]] = [
    *((act, screen) for act in (search, open_citation) for screen in SCREENS),
    (open_menu, "phone"),
]


def assert_accessible(page: Page, kind: str, screen: Screen) -> None:
    """Nothing is found on a page that is open in the scheme of its screen, nor in the colors of the other."""
    for scheme in find_schemes(page, kind, screen):
        first = scheme == ONE_SCHEME[screen]
        if not first:
            page.emulate_media(color_scheme=scheme)
            page.reload()
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", SCHEMES[scheme])
        open_folds(page)
        # the frame of all pages, whose buttons change with the scheme, is that of the home page
        assert find_violations(page, () if first or kind == "home" else COLORS) == [], scheme


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_page(
    toy_site: Path, serve: Serve, new_page: NewPage, kind: str, screen: Screen
) -> None:
    page = new_page(screen, ONE_SCHEME[screen])
    page.goto(f"{serve(toy_site)}/{example(toy_site, kind)}")
    assert_accessible(page, kind, screen)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("act", "screen"), OPENINGS)
def test_what_a_reader_opens(
    toy_site: Path, serve: Serve, new_page: NewPage, act: Act, screen: Screen, scheme: Scheme
) -> None:
    page = new_page(screen, scheme)
    page.goto(f"{serve(toy_site)}/{example(toy_site, 'family')}")
    act(page)
    assert find_violations(page) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_breach_is_seen(new_page: NewPage, scheme: Scheme) -> None:
    page = new_page(scheme=scheme)
    page.set_content(f"<article>{BREACHES}</article>")
    found = find_violations(page)
    rules = {re.match("[a-z-]+", one)[0] for one in found}  # type: ignore[index]
    assert {"image-alt", "color-contrast", "document-title", *LEFT_OUT_BY_AXE} <= rules
