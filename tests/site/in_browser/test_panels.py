"""The panel beside citations and terms: opened by mouse, key and finger, from a server and from disk."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import find_violations
from tests.browser.watch import at_peace
from tests.conftest import NewPage, Scheme, Screen, Serve
from tests.toy import read_toy
from virtualissue.site.assets import render_words
from virtualissue.site.stylesheet import render_stylesheet

ASSETS = Path(__file__).parents[3] / "templates/assets"
# The policy under which the site is served: nothing inline.
FRAME = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width,initial-scale=1">{policy}
<link rel="icon" href="data:,"><link rel="stylesheet" href="{root}site.css">
<link rel="stylesheet" href="{root}toy.css"></head>
<body><main><h1>{title}</h1>{body}</main>
<script src="{root}words.js"></script><script src="{root}tooltip.js"></script></body></html>"""
POLICY = """<meta http-equiv="Content-Security-Policy"
content="default-src 'none'; img-src data:; script-src 'self'; style-src 'self'">"""
STYLE = """
:root { --vi-accent: #057836; color-scheme: light dark; }
@media (prefers-color-scheme: dark) {
  :root { --vi-paper: #1e2129; --vi-ink: #e2e5ea; --vi-accent: #fea668; } }
html { font-size: 125%; }
body { margin: 1rem; font: 16px/1.6 sans-serif; }
a { color: var(--vi-accent); }
.gap { height: 150vh; }
.right { text-align: right; }
"""
CITATION = '<a href="{href}" data-cite="{slugs}" aria-label="{label}">{text}</a>'
FROST = CITATION.format(
    href="articles/frost.html", slugs="frost", label="Reference 1: Frost et al. 2001", text="1"
)
RANGE = CITATION.format(
    href="references.html#frost",
    slugs="frost rime hail",
    label="References 1–3: Frost et al. 2001; Rime 2002; Hail and Sleet 2003",
    text="1–3",
)
LOST = CITATION.format(href="articles/lost.html", slugs="lost", label="Reference 9: Lost 2009", text="9")
TERM = '<a class="vi-term" href="materials/ice.html" data-term="material-ice">H<sub>2</sub>O ice</a>'
BARE = '<a class="vi-term" href="glossary.html#snow" data-term="term-snow">snow</a>'
BODY = f"""
<p><span class="vi-sentence" id="s-1">Before that, frost came.<sup class="vi-cite">{FROST}</sup></span></p>
<div class="gap"></div>
<p><span class="vi-sentence" id="s-2">Then {TERM} melts.<sup class="vi-cite">{FROST},{LOST}</sup></span>
<span class="vi-sentence" id="s-3">Some {BARE} stays on the ground.<sup class="vi-cite">{RANGE}</sup></span>
</p>
<p id="plain">A plain sentence follows, and nothing more.</p><div class="gap"></div>
<p class="right">Edge.<sup class="vi-cite">{RANGE}</sup></p>
<h2 id="cited">References on this page</h2><ol class="vi-references">
<li id="ref-frost" class="vi-reference"
data-short="Frost et al." data-year="2001" data-href="articles/frost.html">
<span class="vi-number">1</span> <span class="vi-title">The Thaw of H<sub>2</sub>O</span>.</li>
<li id="ref-rime" class="vi-reference"
data-short="Rime" data-year="2002" data-href="articles/rime.html">
<span class="vi-number">2</span> <span class="vi-title">White Needles</span>.</li>
<li id="ref-hail" class="vi-reference"
data-short="Hail and Sleet" data-year="2003" data-href="articles/hail.html">
<span class="vi-number">3</span> <span class="vi-title">Falling Stones &amp; Other Things</span>.</li></ol>
<div hidden><p id="about-material-ice">H<sub>2</sub>O · solid water</p>
<p id="about-term-snow"></p></div>"""

Read = Callable[..., Page]
Motion = Literal["reduce", "no-preference"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site: one page with citations and what they lead to."""
    site = tmp_path_factory.mktemp("weather")
    shutil.copy(ASSETS / "reading/tooltip.js", site)
    said = render_words(read_toy(), [(ASSETS / "reading/tooltip.js").read_text(encoding="utf-8")])
    (site / "words.js").write_text(
        said + (ASSETS / "base/words.js").read_text(encoding="utf-8"), encoding="utf-8"
    )
    (site / "site.css").write_text(render_stylesheet(read_toy(), ASSETS), encoding="utf-8")
    (site / "toy.css").write_text(STYLE, encoding="utf-8")
    write(site / "index.html", title="Weather", body=BODY)
    for address in ("articles/frost", "articles/rime", "articles/hail", "materials/ice", "articles/lost"):
        write(site / f"{address}.html", title=address, body="<p>The page itself.</p>", root="../")
    return site


def write(path: Path, title: str, body: str, root: str = "") -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(FRAME.format(title=title, body=body, root=root, policy=POLICY), encoding="utf-8")


@pytest.fixture
def origin(request: pytest.FixtureRequest, serve: Serve, folder: Path) -> str:
    """Where the site is read: from a server, and from disk in the tests that ask for both."""
    return folder.as_uri() if getattr(request, "param", "server") == "disk" else serve(folder)


from_both = pytest.mark.parametrize("origin", ["server", "disk"], indirect=True)


@pytest.fixture
def read(new_page: NewPage, origin: str) -> Iterator[Read]:
    """Opens the page, scrolled to its middle; after the test nothing may have gone wrong on it."""
    with ExitStack() as watches:

        def open_page(screen: Screen = "desktop", scheme: Scheme = "light") -> Page:
            page = new_page(screen, scheme)
            watches.enter_context(at_peace(page, origin))
            page.goto(f"{origin}/index.html")
            page.locator("#s-2").evaluate(
                "passage => passage.scrollIntoView({block: 'center', behavior: 'instant'})"
            )
            return page

        yield open_page


def panel(page: Page) -> Locator:
    return page.locator("#vi-tooltip")


def citation(page: Page) -> Locator:
    return page.locator("#s-2 [data-cite=frost]")


def run_of_three(page: Page) -> Locator:
    return page.locator("#s-3 [data-cite]")


def press_tab_to(page: Page, link: Locator) -> None:
    """Focus a link as a reader without a mouse does: from the one before it."""
    page.locator("#s-1 a").evaluate("link => link.focus({preventScroll: true})")
    while not link.evaluate("link => link === document.activeElement"):
        page.keyboard.press("Tab")


def assert_in_window(page: Page) -> None:
    box = panel(page).bounding_box()
    window = page.evaluate("[document.documentElement.clientWidth, innerHeight]")
    assert box is not None
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert box["x"] + box["width"] <= window[0]
    assert box["y"] + box["height"] <= window[1]


def assert_accessible(page: Page) -> None:
    assert find_violations(page, preload=False, rules={"target-size": {"enabled": True}}) == []


# --- with the mouse ------------------------------------------------------------------------------------


@from_both
def test_hover_shows_the_work(read: Read) -> None:
    page = read()
    citation(page).hover()
    expect(panel(page)).to_have_text("Frost et al. 2001 The Thaw of H2O")
    expect(panel(page).locator(".vi-what sub")).to_have_text("2")
    expect(panel(page)).to_have_role("tooltip")
    expect(citation(page)).to_have_accessible_name("Reference 1: Frost et al. 2001")
    expect(citation(page)).to_have_accessible_description("Frost et al. 2001 The Thaw of H2O")
    assert_in_window(page)


def test_hover_shows_what_a_term_means(read: Read) -> None:
    page = read()
    page.locator("a[data-term=material-ice] sub").hover()
    expect(panel(page)).to_have_text("H2O · solid water")
    expect(panel(page).locator("sub")).to_have_text("2")


def test_a_mouse_that_passes_opens_nothing(read: Read) -> None:
    page = read()
    citation(page).hover()
    page.locator("h1").hover()
    page.wait_for_timeout(250)
    expect(panel(page)).to_have_count(0)


def test_the_panel_goes_with_the_mouse(read: Read) -> None:
    page = read()
    citation(page).hover()
    expect(panel(page)).to_be_visible()
    page.mouse.move(5, 5)
    expect(panel(page)).to_have_count(0)
    expect(citation(page)).not_to_have_attribute("aria-describedby", re.compile("."))


@from_both
def test_the_mouse_may_move_into_the_panel_and_click(read: Read) -> None:
    page = read()
    run_of_three(page).hover()
    expect(panel(page).locator(".vi-work")).to_have_count(3)
    panel(page).hover()
    page.wait_for_timeout(300)
    panel(page).get_by_role("link", name="Open Rime 2002").click()
    expect(page).to_have_title("articles/rime")
    page.go_back()
    expect(page.locator(":target")).to_have_id("s-3")


def test_a_range_shows_all_its_works(read: Read) -> None:
    page = read()
    run_of_three(page).hover()
    bylines = ["Frost et al. 2001", "Rime 2002", "Hail and Sleet 2003"]
    expect(panel(page).locator(".vi-who")).to_have_text(bylines)
    expect(panel(page).locator(".vi-what")).to_have_text(
        ["The Thaw of H2O", "White Needles", "Falling Stones & Other Things"]
    )


def test_escape_dismisses_until_the_mouse_comes_back(read: Read) -> None:
    page = read()
    link = page.locator("a[data-term=material-ice]")
    link.locator("sub").hover()
    expect(panel(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel(page)).to_have_count(0)
    link.hover(position={"x": 2, "y": 10})
    page.wait_for_timeout(250)
    expect(panel(page)).to_have_count(0)
    page.mouse.move(5, 5)
    link.hover()
    expect(panel(page)).to_be_visible()


@pytest.mark.parametrize("selector", ["[data-cite=lost]", "[data-term=term-snow]"])
def test_what_the_page_does_not_explain_opens_nothing(read: Read, selector: str) -> None:
    page = read()
    page.locator(selector).hover()
    page.wait_for_timeout(250)
    expect(panel(page)).to_have_count(0)


def test_it_stands_above_where_there_is_no_room_below(read: Read) -> None:
    page = read()
    run_of_three(page).evaluate("link => link.scrollIntoView({block: 'end'})")
    run_of_three(page).hover()
    assert_in_window(page)
    box, link = panel(page).bounding_box(), run_of_three(page).bounding_box()
    assert box is not None
    assert link is not None
    assert box["y"] + box["height"] <= link["y"]


# --- with the keyboard ---------------------------------------------------------------------------------


def test_focus_opens_and_blur_closes(read: Read) -> None:
    page = read()
    press_tab_to(page, citation(page))
    expect(panel(page)).to_have_text("Frost et al. 2001 The Thaw of H2O")
    page.keyboard.press("Tab")
    expect(page.locator("[data-cite=lost]")).to_be_focused()
    expect(panel(page)).to_have_count(0)


def test_a_mouse_elsewhere_does_not_close_what_the_focus_holds(read: Read) -> None:
    page = read()
    press_tab_to(page, citation(page))
    citation(page).hover()
    page.mouse.move(5, 5)
    page.wait_for_timeout(300)
    expect(panel(page)).to_be_visible()


def test_scrolling_on_closes_and_scrolling_a_little_does_not(read: Read) -> None:
    page = read()
    press_tab_to(page, citation(page))
    page.evaluate("scrollBy(0, 60)")
    page.wait_for_timeout(100)
    assert_in_window(page)
    page.evaluate("scrollTo(0, 0)")
    expect(panel(page)).to_have_count(0)


def test_tab_goes_into_the_panel_and_escape_back_to_the_link(read: Read) -> None:
    page = read()
    press_tab_to(page, run_of_three(page))
    page.keyboard.press("Tab")
    expect(panel(page).get_by_role("link", name="Open Frost et al. 2001")).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel(page)).to_have_count(0)
    expect(run_of_three(page)).to_be_focused()


@from_both
def test_enter_follows_and_back_marks_the_passage(read: Read) -> None:
    page = read()
    press_tab_to(page, citation(page))
    page.keyboard.press("Enter")
    expect(page).to_have_title("articles/frost")
    page.go_back()
    expect(page.locator(":target")).to_have_id("s-2")


# --- with a finger -------------------------------------------------------------------------------------


@from_both
def test_the_first_tap_opens_and_the_second_follows(read: Read) -> None:
    page = read("phone")
    address = page.url
    citation(page).tap()
    dialog = page.get_by_role("dialog", name="Reference 1: Frost et al. 2001")
    expect(dialog).to_be_focused()
    expect(dialog.get_by_role("link")).to_have_accessible_name("Open Frost et al. 2001")
    assert page.url == address
    citation(page).tap()
    expect(page).to_have_title("articles/frost")


def test_a_finger_that_only_scrolls_opens_nothing(read: Read) -> None:
    page = read("phone")
    citation(page).dispatch_event("pointerover", {"pointerType": "touch"})
    page.wait_for_timeout(250)
    expect(panel(page)).to_have_count(0)


def test_a_tapped_term_leads_to_its_page(read: Read) -> None:
    page = read("phone")
    page.locator("a[data-term=material-ice]").tap()
    page.get_by_role("dialog", name="H2O ice").get_by_role("link", name="Open").tap()
    expect(page).to_have_title("materials/ice")


def test_a_tap_outside_closes(read: Read) -> None:
    page = read("phone")
    citation(page).tap()
    panel(page).tap(position={"x": 4, "y": 4})
    expect(panel(page)).to_be_visible()
    page.touchscreen.tap(5, 5)
    expect(panel(page)).to_have_count(0)


def test_escape_closes_and_gives_the_focus_back(read: Read) -> None:
    page = read("phone")
    citation(page).tap()
    expect(panel(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel(page)).to_have_count(0)
    expect(citation(page)).to_be_focused()


def test_another_tap_moves_the_panel(read: Read) -> None:
    page = read("phone")
    page.locator("a[data-term=material-ice]").tap()
    expect(panel(page)).to_contain_text("solid water")
    citation(page).tap()
    expect(panel(page)).to_contain_text("The Thaw")


def test_a_tap_on_what_is_not_explained_follows(read: Read) -> None:
    page = read("phone")
    page.locator("[data-cite=lost]").tap()
    expect(page).to_have_title("articles/lost")


def test_it_stays_in_a_narrow_window(read: Read) -> None:
    page = read("phone")
    edge = page.locator(".right a")
    edge.tap()
    expect(panel(page).locator(".vi-open")).to_have_count(3)
    assert_in_window(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_a_mark_is_found_by_a_finger_and_shifts_no_line(read: Read) -> None:
    page = read("phone")
    touched = """link => { const {x, y, width} = link.getBoundingClientRect();
      return [[0, 1], [-8, 4], [0, 19]].map(([right, down]) =>
        document.elementFromPoint(x + width / 2 + right, y + down) === link) }"""
    assert citation(page).evaluate(touched) == [True] * 3
    line = page.locator("p", has=page.locator("#s-1"))
    height = line.evaluate("line => line.offsetHeight")
    assert line.evaluate("line => { line.querySelector('sup').remove(); return line.offsetHeight }") == height


# --- the way back --------------------------------------------------------------------------------------


@from_both
@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_back_returns_to_the_passage(read: Read, motion: Motion) -> None:
    page = read("phone")
    page.emulate_media(reduced_motion=motion)
    top = page.evaluate("scrollY")
    citation(page).tap()
    panel(page).get_by_role("link").tap()
    expect(page).to_have_title("articles/frost")
    page.go_back()
    expect(page.locator(":target")).to_have_id("s-2")
    assert page.url.endswith("/index.html#s-2")
    page.wait_for_function("top => Math.abs(scrollY - top) < 2", arg=top)
    expect(panel(page)).to_have_count(0)


@from_both
def test_a_page_kept_in_memory_marks_the_passage_too(read: Read) -> None:
    page = read()
    page.evaluate("history.replaceState(null, '', '#s-2')")
    expect(page.locator(":target")).to_have_count(0)
    top = page.evaluate("scrollY")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    expect(page.locator(":target")).to_have_id("s-2")
    assert page.evaluate("scrollY") == top


def test_a_page_is_kept_in_memory_without_its_panel(read: Read) -> None:
    page = read("phone")
    citation(page).tap()
    expect(panel(page)).to_be_visible()
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    expect(panel(page)).to_have_count(0)


def test_a_new_tab_leaves_the_page_as_it_is(read: Read) -> None:
    page = read()
    address = page.url
    with page.context.expect_page():
        citation(page).click(modifiers=["Control"])
    assert page.url == address
    page.mouse.move(5, 5)
    expect(panel(page)).to_have_count(0)


# --- for everyone --------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_in_the_way_of_anyone(read: Read, scheme: Scheme) -> None:
    page = read("desktop", scheme)
    page.evaluate("location.hash = 's-2'")
    assert_accessible(page)
    for link in (page.locator("a[data-term=material-ice]"), citation(page), run_of_three(page)):
        link.hover()
        expect(link).to_have_attribute("aria-describedby", "vi-tooltip")
        assert_accessible(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_in_the_way_of_a_finger(read: Read, scheme: Scheme) -> None:
    page = read("phone", scheme)
    for link in (page.locator("a[data-term=material-ice]"), run_of_three(page)):
        link.tap()
        expect(panel(page)).to_have_role("dialog")
        assert_accessible(page)
        page.keyboard.press("Escape")


def test_the_script_may_stand_twice_on_a_page(read: Read) -> None:
    page = read()
    page.evaluate("""() => new Promise(loaded => {
      const script = document.createElement("script");
      script.src = "tooltip.js"; script.onload = loaded; document.head.append(script) })""")
    citation(page).hover()
    expect(panel(page)).to_have_count(1)


def test_the_panel_is_not_printed(read: Read) -> None:
    page = read()
    citation(page).hover()
    expect(panel(page)).to_be_visible()
    page.emulate_media(media="print")
    expect(panel(page)).to_be_hidden()
