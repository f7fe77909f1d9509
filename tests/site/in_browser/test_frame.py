"""The frame of a page: its colors, the marks in its contents, and the way back to the top; what it loads."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from build import ROOT
from tests.conftest import NewPage, Scheme
from virtualissue.site.assets import JOINED, pack_script

ASSETS = ROOT / "templates" / "assets"
FETCHED = {"table", "structure", "search"}  # by the pages that have one, or at its first use
PAGE = "families/reds.html"


def read_scheme(page: Page) -> str | None:
    return page.locator("body").get_attribute("data-md-color-scheme")


@pytest.mark.parametrize(("scheme", "expected"), [("light", "default"), ("dark", "slate")])
def test_a_page_has_the_colors_of_the_system_until_others_are_chosen(
    new_page: NewPage, toy_site: Path, scheme: Scheme, expected: str
) -> None:
    page = new_page(scheme=scheme)
    page.goto((toy_site / PAGE).as_uri())
    assert read_scheme(page) == expected
    page.get_by_role("button", name="System colors are on; switch to light mode").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    page.get_by_role("button", name="Light mode is on; switch to dark mode").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.goto((toy_site / "index.html").as_uri())
    assert read_scheme(page) == "slate"
    expect(page.locator("meta[name=color-scheme]")).to_have_attribute("content", "dark")
    page.get_by_role("button", name="Dark mode is on; switch to system colors").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", expected)


def test_the_colors_are_switched_by_keyboard(new_page: NewPage, toy_site: Path) -> None:
    page = new_page()
    page.goto((toy_site / PAGE).as_uri())
    buttons = page.locator(".md-header__option button")
    buttons.locator("visible=true").focus()
    for key, mode in (("Enter", 1), ("Space", 2), ("Enter", 0)):
        page.keyboard.press(key)
        expect(buttons.nth(mode)).to_be_focused()
        expect(buttons.locator("visible=true")).to_have_count(1)
    assert page.url.endswith(PAGE)


def test_a_page_that_the_browser_kept_takes_colors_that_were_chosen_since(
    new_page: NewPage, toy_site: Path
) -> None:
    page = new_page()
    page.goto((toy_site / PAGE).as_uri())
    dark = page.get_by_role("button", name="Dark mode is on")
    page.evaluate("""() => {
      localStorage.setItem(`${__md_scope.pathname}.__palette`, '{"index": 2}');
      dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    }""")
    expect(dark).to_be_visible()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_what_is_stored_of_the_colors_may_be_anything(new_page: NewPage, toy_site: Path) -> None:
    page = new_page()
    page.goto((toy_site / PAGE).as_uri())
    for stored in ("null", "{", '{"index": 7}', '{"index": "0"}', '{"index": "length"}', "[]"):
        page.evaluate("text => localStorage.setItem(`${__md_scope.pathname}.__palette`, text)", stored)
        page.reload()
        assert page.locator(".md-header__option button:visible").count() == 1, stored


def test_the_menu_of_a_phone_takes_the_focus_and_is_closed_by_a_link(
    new_page: NewPage, toy_site: Path
) -> None:
    page = new_page("phone")
    page.emulate_media(reduced_motion="no-preference")
    page.goto((toy_site / PAGE).as_uri())
    button, links = page.get_by_role("button", name="Menu"), page.locator(".md-sidebar--primary a:visible")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".md-sidebar--primary a:focus")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".md-sidebar--primary a:focus")).to_have_count(1)
    links.last.click()
    page.wait_for_url(lambda url: not url.endswith(PAGE))
    page.go_back()
    expect(button).to_have_attribute("aria-expanded", "false")


def test_the_contents_mark_where_the_reader_is(new_page: NewPage, toy_site: Path) -> None:
    page = new_page()
    page.goto((toy_site / PAGE).as_uri())
    page.set_viewport_size({"width": 1440, "height": 400})
    contents = page.locator(".md-sidebar--secondary")
    links = contents.locator("a[href^='#']")
    for number in (1, 0):
        links.nth(number).click()
        expect(contents.locator(".md-nav__link--active")).to_have_text(links.nth(number).inner_text())
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    expect(contents.locator(".md-nav__link--active")).to_have_text(links.last.inner_text())
    expect(page.locator(".md-header__title")).to_have_class(re.compile("md-header__title--active"))


def test_the_way_to_the_top_is_there_for_those_on_their_way_up(new_page: NewPage, toy_site: Path) -> None:
    page = new_page()
    page.goto((toy_site / PAGE).as_uri())
    page.set_viewport_size({"width": 1440, "height": 400})
    top = page.locator(".md-top")
    page.mouse.move(700, 300)
    page.mouse.wheel(0, 900)
    page.wait_for_function("scrollY > 800")
    expect(top).to_have_attribute("hidden", "")
    expect(top).to_be_hidden()
    page.mouse.wheel(0, -300)
    expect(top).to_be_visible()
    top.click()
    page.wait_for_function("scrollY === 0")
    expect(top).to_have_attribute("hidden", "")
    expect(page.locator(".md-header .md-logo")).to_be_focused()


def test_the_lists_of_the_menu_lead_to_each_other_by_keyboard(new_page: NewPage, toy_site: Path) -> None:
    page = new_page("phone")
    page.goto((toy_site / PAGE).as_uri())
    page.get_by_role("button", name="Menu").focus()
    page.keyboard.press("Enter")
    focused = page.locator(".md-sidebar--primary :focus")
    expect(focused).to_have_text("Overview")
    page.keyboard.press("Shift+Tab")
    expect(focused).to_have_accessible_name("Palettes: back to the list above")
    page.keyboard.press("Enter")
    expect(focused).to_have_accessible_name("Palettes")
    page.keyboard.press("Tab")
    expect(focused).to_have_attribute("href", "../themes.html")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    expect(focused).to_have_text("Overview")


@pytest.mark.parametrize("name", ["index.html", "articles.html", PAGE])
def test_scripts_do_not_make_the_browser_compute_all_styles_again(
    new_page: NewPage, toy_site: Path, name: str
) -> None:
    page = new_page("phone")
    browser = page.context.browser
    assert browser
    browser.start_tracing(page=page, categories=["devtools.timeline"])
    page.goto((toy_site / name).as_uri())
    page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
    events = json.loads(browser.stop_tracing())["traceEvents"]
    styled = sum(
        event["args"].get("elementCount", 0) for event in events if event["name"] == "UpdateLayoutTree"
    )
    assert 100 < styled < 1.5 * page.locator("*").count()


def test_numbers_have_separators_which_are_read_only_for_long_ones(new_page: NewPage, toy_site: Path) -> None:
    page = new_page("phone")
    page.add_init_script(
        "globalThis.asked = 0; Intl.NumberFormat = class { format() { return ++asked + '!' } }"
    )
    page.goto((toy_site / "facts.html").as_uri())
    expect(page.locator(".vi-count")).to_have_text("9 of 9")
    assert page.evaluate("words('rows_shown', {count: 999, all: 1000})") == "999 of 1!"


def test_each_script_is_loaded_once_and_none_of_the_theme(toy_site: Path) -> None:
    scripts = {path.relative_to(ASSETS).with_suffix("").as_posix() for path in ASSETS.rglob("*.js")}
    assert scripts == {*JOINED} | FETCHED
    assert not (toy_site / "assets" / "javascripts").exists()
    for path in toy_site.rglob("*.html"):
        sources = re.findall(r'<script[^>]* src="(?:\.\./)*/?([^"?]+)', path.read_text(encoding="utf-8"))
        names = [source.rpartition("assets/")[2] for source in sources]
        assert names.count("site.js") == 1, path
        assert {*names} <= {"site.js", "table.js", "structure.js"}
        assert len(names) == len({*names})


def test_a_script_is_packed_line_by_line() -> None:
    script = '// one\n(() => {\n  /** two\n   * three */\n  say("// four"); // five\n\n})();\n'
    assert pack_script(script) == '(() => {\nsay("// four"); // five\n})();\n'
    for path in ASSETS.rglob("*.js"):  # a text over several lines would lose its indents
        assert not [line for line in path.read_text(encoding="utf-8").splitlines() if line.count("`") % 2]
