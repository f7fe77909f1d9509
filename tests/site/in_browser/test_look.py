"""What a browser makes of the stylesheet: signs in a line, what is copied, the keyboard, forced colors."""

import re
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import NewPage, Scheme, Screen, Serve
from tests.samples import example
from tests.site.test_pages import ROOT
from tests.site.test_website import ASSETS
from tests.toy import read_toy
from virtualissue.site.stylesheet import render_stylesheet
from virtualissue.text.mathematics.mathematics import parse_mathematics

# what stands within a line -> the properties by which it differs from the text around it
INLINE: dict[str, dict[str, str]] = {
    '<span class="vi-bar">4</span>': {"text-decoration-line": "overline"},
    "<sub>4</sub>": {"vertical-align": "sub", "line-height": "0px", "font-size": "14.4px"},
    "<sup>3−</sup>": {"vertical-align": "super", "line-height": "0px", "font-size": "14.4px"},
    "<i>x</i>": {"font-style": "italic"},
    "<em>operando</em>": {"font-style": "italic"},
    "<strong>all</strong>": {"font-weight": "700"},
    '<sup class="vi-cite">[<a href="#a">1</a>]</sup>': {
        "vertical-align": "super",
        "text-wrap-mode": "nowrap",
        "margin-left": "2.16px",
    },
    '<span class="vi-amount">4.0</span>': {"font-variant-numeric": "lining-nums tabular-nums"},
    '<span class="vi-formula">LiCl</span>': {"overflow-wrap": "anywhere"},
    '<a class="vi-term" href="#a">oil</a>': {"text-decoration-style": "dotted"},
    '<a class="vi-orcid" href="#a">ORCID</a>': {"text-wrap-mode": "nowrap"},
    '<span class="vi-conditions">measured</span>': {"font-size": "17px"},
    '<span class="vi-note">no value</span>': {"font-size": "14.4px"},
    '<span class="vi-byline">Holm</span>': {"font-size": "14.4px"},
    '<span class="vi-unit">(K)</span>': {"font-size": "14.4px"},
    '<span class="vi-size">(3)</span>': {"font-size": "14.4px"},
    '<span class="vi-magnitude">10</span>': {"font-size": "13px"},
    '<span class="vi-kind">Story</span>': {"font-size": "13px", "font-weight": "600"},
    '<a class="vi-read-on" href="#a">Read on</a>': {"font-size": "13px", "text-wrap-mode": "nowrap"},
    '<span class="vi-followed">4</span>': {"font-weight": "600"},
}
STYLE = "(element, name) => getComputedStyle(element).getPropertyValue(name)"
CLASS = re.compile(r"(?<!-)\bvi-[a-z-]*[a-z]\b")
FOCUS = """() => {
  const element = document.activeElement;
  const { top, bottom, left, right, height } = element.getBoundingClientRect();
  const header = document.querySelector(".md-header");
  const inFrame = header.contains(element) || element.matches(".md-skip, body");
  const seen = bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
  const under = top < header.getBoundingClientRect().bottom - 1 && height < innerHeight;
  return inFrame || (seen && !under) ? "" : element.outerHTML.slice(0, 120);
}"""

Read = Callable[..., Page]


@pytest.fixture
def read(new_page: NewPage, serve: Serve, toy_site: Path) -> Read:
    """Opens a page of the toy."""

    def open_page(address: str, screen: Screen = "desktop", **options: object) -> Page:
        page = new_page(screen, **options)  # type: ignore[arg-type]
        page.goto(f"{serve(toy_site)}/{address}")
        return page

    return open_page


# --- within a line ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the stylesheet and a page that has each inline element in a line of 20 pixels."""
    folder = tmp_path_factory.mktemp("inline")
    (folder / "site.css").write_text(render_stylesheet(read_toy(), ASSETS), encoding="utf-8")
    lines = "".join(f"<p style='font-size: 20px'>Text {element}</p>" for element in INLINE)
    (folder / "index.html").write_text(
        '<!doctype html><html style="font-size: 125%"><link rel="icon" href="data:,">'
        f'<link rel="stylesheet" href="site.css"><div class="md-content">{lines}</div>',
        encoding="utf-8",
    )
    return folder


def test_each_inline_element_is_set_apart(sheet: Path, serve: Serve, new_page: NewPage) -> None:
    page = new_page()
    page.goto(serve(sheet))
    shown = page.locator("p > *")
    expect(shown).to_have_count(len(INLINE))
    for element, (text, styles) in zip(shown.all(), INLINE.items(), strict=True):
        for name, value in styles.items():
            assert element.evaluate(STYLE, name) == value, (text, name)


def classes(*patterns: str) -> set[str]:
    """Our classes in files of the project, but for those that end in a slug."""
    paths = [path for pattern in patterns for path in ROOT.glob(pattern)]
    found = {name for path in paths for name in CLASS.findall(path.read_text(encoding="utf-8"))}
    return {name for name in found if not name.startswith(("vi-column", "vi-accent", "vi-page-accent"))}


def test_no_class_is_without_a_rule_and_no_rule_without_a_class():
    sheets = classes(
        "templates/assets/**/*.css", "virtualissue/site/preview/*.css", "virtualissue/site/stylesheet.py"
    )
    written = classes("templates/*/**/*.html", "virtualissue/**/*.py", "templates/assets/**/*.js")
    assert written ^ sheets == set()


def test_citations_are_in_brackets_wherever_they_stand(toy_site: Path) -> None:
    pages = [path.read_text(encoding="utf-8") for path in toy_site.rglob("*.html")]
    cites = [cite for page in pages for cite in re.findall('<sup class="vi-cite">(.*?)</sup>', page)]
    assert len(cites) > 100
    assert all(cite.startswith("[<a ") and cite.endswith("</a>]") for cite in cites)


def test_a_heading_is_called_what_it_says(read: Read) -> None:
    page = read("families/reds.html")
    names = page.locator("main h2").evaluate_all("all => all.map(heading => heading.textContent)")
    assert names
    for name in names:
        expect(page.get_by_role("heading", name=name, exact=True)).to_have_count(1)
        expect(page.get_by_role("link", name=f"Link to this section: {name}", exact=True)).to_have_count(1)


# --- what is copied --------------------------------------------------------------------------------------


def copied(page: Page, *selectors: str) -> str:
    """The plain text in the clipboard when what lies from the first to the last of these is copied."""
    page.evaluate(
        """([first, last]) => {
          const range = document.createRange();
          range.setStartBefore(document.querySelector(first));
          range.setEndAfter(document.querySelector(last));
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }""",
        [selectors[0], selectors[-1]],
    )
    page.keyboard.press("Control+C")
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}
MATHEMATICS = str(parse_mathematics(r"\frac{p_T}{2}").markup)
SIGNS = f"""<p id="signs">4.0 × 10<sup>−3</sup>
S/cm<sup class="vi-cite">[<a href="#a">1</a>,<a href="#b">2</a>]</sup>,
PS<sub>4</sub><sup>3−</sup>, <i>I</i><span class="vi-bar">4</span>, Li<sub>3−<i>x</i></sub>Cl,
{MATHEMATICS}</p>"""


def test_copied_signs_say_what_the_page_says(read: Read) -> None:
    page = read("index.html", **CLIPBOARD)
    page.locator("article").evaluate(
        "(article, signs) => article.insertAdjacentHTML('beforeend', signs)", SIGNS
    )
    assert copied(page, "#signs").strip() == "4.0 × 10⁻³ S/cm [1,2], PS₄³⁻, I4\u0305, Li₃₋ₓCl, p_T/2"
    expect(page.locator(".vi-copied")).to_have_count(0)


def test_copied_lines_end_where_they_end(read: Read) -> None:
    lines = copied(read("references.html", **CLIPBOARD), ".vi-references li", "main h2").splitlines()
    assert [line.split(" ")[0] for line in lines if line] == [*map(str, range(1, 7)), "The"]


def test_what_is_typed_is_copied_as_it_is(read: Read) -> None:
    page = read("facts.html", **CLIPBOARD)
    page.get_by_label("Find").first.fill("10-3 [1]")
    page.keyboard.press("Control+A")
    page.keyboard.press("Control+C")
    assert page.evaluate("navigator.clipboard.readText()") == "10-3 [1]"


# --- the keyboard ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
@pytest.mark.parametrize(
    ("address", "screen"),
    [
        ("facts.html", "desktop"),
        ("facts.html", "phone"),
        ("story.html", "desktop"),
        ("glossary.html", "phone"),
    ],
)
def test_what_has_the_focus_is_seen(address: str, key: str, screen: Screen, read: Read) -> None:
    page = read(address, screen)
    if key == "Shift+Tab":
        page.locator(".vi-pager a").last.focus()
    for _ in range(60):
        page.keyboard.press(key)
        assert page.evaluate(FOCUS) == ""


def test_the_heads_of_a_table_are_seen_when_they_have_the_focus(read: Read) -> None:
    page = read("facts.html")
    page.locator(".vi-scroll").last.focus()
    page.evaluate("scrollTo({ top: document.body.scrollHeight, behavior: 'instant' })")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Fact", exact=True)).to_be_focused()
    assert page.evaluate(FOCUS) == ""


def test_the_menu_of_a_phone_opens_and_closes_by_keys(read: Read) -> None:
    page = read("families/reds.html", "phone")
    menu = page.get_by_role("button", name="Menu")
    page.keyboard.press("Tab")  # to the way past the header
    page.keyboard.press("Tab")
    expect(menu).to_be_focused()
    expect(menu).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    first = page.locator(".md-sidebar--primary").get_by_role("link", name="Overview")
    expect(first).to_be_focused()
    expect(first).to_be_in_viewport()
    expect(menu).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(first).to_be_hidden()


def test_no_single_key_does_anything(read: Read) -> None:
    page = read("families/reds.html")
    for key in "sfpn/.,":
        page.keyboard.press(key)
    page.wait_for_timeout(200)
    assert page.url.endswith("families/reds.html")
    assert not page.locator("#__search").is_checked()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="Search")).to_be_focused()
    page.keyboard.type("fs/")
    expect(page.get_by_role("combobox", name="Search")).to_have_value("fs/")


# At 1280 pixels, a zoom of 200 and of 400 percent, and the widths between a phone and a large screen.
SIZES = [(640, 512), (320, 256), (768, 1024), (1024, 768), (1920, 1080)]


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_is_cut_off_or_hidden_at_any_zoom(
    width: int, height: int, new_page: NewPage, serve: Serve, toy_site: Path
) -> None:
    page = new_page(has_touch=False)  # no other test has pages of this kind, whose size changes
    page.set_viewport_size({"width": width, "height": height})
    for address in ("techniques.html", "families/reds.html"):
        page.goto(f"{serve(toy_site)}/{address}")
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    for key, times in (("Tab", 30), ("Shift+Tab", 15)):
        for _ in range(times):
            page.keyboard.press(key)
            assert page.evaluate(FOCUS) == ""


# --- where one is ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "tab", "current"),
    [
        ("home", "Home", "page"),
        ("family", "Palettes", "true"),
        ("families", "Palettes", "page"),
        ("article", "Articles", "true"),
        ("letter", "People", "true"),
        ("glossary", "Glossary", "page"),
        ("facts", "Reference", "page"),
    ],
)
def test_the_tab_of_a_page_is_marked(kind: str, tab: str, current: str, toy_site: Path, read: Read) -> None:
    marked = read(example(toy_site, kind)).locator(".md-tabs [aria-current]")
    expect(marked).to_have_text(tab)
    expect(marked).to_have_attribute("aria-current", current)


@pytest.mark.parametrize("width", [720, 1200, 1440])
def test_tabs_do_not_vanish(width: int, new_page: NewPage, serve: Serve, toy_site: Path) -> None:
    page = new_page(has_touch=False)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{serve(toy_site)}/families/reds.html")
    tabs = page.locator(".md-tabs")
    for name in ("Home", "Palettes", "Glossary", "People", "References", "Data"):
        expect(tabs.get_by_role("link", name=name, exact=True)).to_be_visible()


@pytest.mark.parametrize("kind", ["home", "families", "materials"])
def test_a_page_without_sides_is_so_before_its_content_comes(kind: str, toy_site: Path, read: Read) -> None:
    page = read(example(toy_site, kind))
    page.locator(".md-content__inner").evaluate("content => content.replaceChildren()")
    expect(page.locator(".md-sidebar").locator("visible=true")).to_have_count(0)


@pytest.mark.parametrize("kind", ["home", "glossary", "letter"])
def test_where_tabs_are_scrolled_that_of_the_page_is_in_view(
    kind: str, new_page: NewPage, toy_site: Path
) -> None:
    page = new_page(has_touch=False)
    page.set_viewport_size({"width": 720, "height": 800})
    page.goto((toy_site / example(toy_site, kind)).as_uri())
    tabs = page.locator(".md-tabs__list")
    # As wide as those of an issue with long names.
    tabs.evaluate("tabs => { for (const tab of tabs.children) tab.style.paddingInline = '40px' }")
    page.reload()
    assert tabs.evaluate("tabs => tabs.scrollWidth > tabs.clientWidth")
    expect(tabs.locator("[aria-current]")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize(
    ("kind", "way"),
    [
        ("article", ["Home", "Articles"]),
        ("letter", ["Home", "People"]),
        ("family", ["Home", "Palettes"]),
        ("glossary", ["Home"]),
    ],
)
def test_each_page_has_breadcrumbs(kind: str, way: list[str], toy_site: Path, read: Read) -> None:
    page = read(example(toy_site, kind))
    crumbs = page.get_by_role("navigation", name="Breadcrumb")
    expect(crumbs.get_by_role("link")).to_have_text(way)
    expect(crumbs.locator("[aria-current=page]")).to_have_count(1)
    crumbs.get_by_role("link").last.click()
    expect(page.locator(".md-tabs [aria-current=page]")).to_have_text(way[-1])


def test_on_a_phone_what_is_looked_up_is_in_the_contents(read: Read) -> None:
    page = read("families/reds.html", "phone")
    page.locator(".vi-contents summary").tap()
    page.locator(".vi-contents").get_by_role("link", name="Glossary").tap()
    expect(page).to_have_title(re.compile("^Glossary"))


# --- what is folded ----------------------------------------------------------------------------------------


def test_passages_are_folded_by_place_and_one_is_open(read: Read) -> None:
    folds = read("families/blues.html").locator(".vi-passages > details")
    expect(folds).to_have_count(3)
    assert folds.evaluate_all("folds => folds.map(fold => fold.open)") == [True, False, False]
    for fold, count in zip(folds.all(), (2, 3, 2), strict=True):
        expect(fold.locator("summary .vi-note")).to_have_text(f"{count} sentences")
        expect(fold.locator("li")).to_have_count(count)


@pytest.mark.parametrize("address", ["errata.html#holm-bjorg", "course.html#problem-oven"])
def test_a_link_into_a_fold_opens_it(address: str, read: Read) -> None:
    page = read(address)
    fold = page.locator("details:has(:target), :target + details")
    expect(fold).to_have_attribute("open", "")
    expect(page.locator(":target")).to_be_in_viewport()


def test_print_opens_what_is_folded_and_closes_it_again(read: Read) -> None:
    page = read("errata.html")
    closed = page.locator("details.vi-fold:not([open])")
    before = closed.count()
    assert before > 1
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(closed).to_have_count(0)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(closed).to_have_count(before)


def test_references_do_not_repeat_the_list_above(toy_site: Path) -> None:
    listed = 0
    for path in toy_site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        above = {link.rpartition("/")[2] for link in re.findall(r'class="vi-article" href="([^"]+)"', html)}
        shown = html.partition('<h2 id="cited"')[2].partition("</details>")[0]
        again = {link.rpartition("/")[2] for link in re.findall(r'data-href="([^"]+)"', shown)}
        assert above & again == set(), path
        listed += len(above)
    assert listed > 20


def test_the_glossary_shows_what_is_looked_for(read: Read) -> None:
    page = read("glossary.html")
    rows = page.locator("main .vi-terms > div:visible")
    all_of_them = rows.count()
    page.get_by_role("searchbox", name="Find").fill("LIGHTFAST")
    expect(rows.first).to_contain_text("lightfastness")
    assert 0 < rows.count() < all_of_them
    expect(page.locator("main h2:visible")).to_have_count(1)
    page.get_by_role("searchbox", name="Find").fill("")
    expect(rows).to_have_count(all_of_them)


def test_the_references_show_what_is_looked_for(read: Read) -> None:
    page = read("references.html")
    find, count = page.get_by_role("searchbox", name="Find"), page.locator(".vi-count")
    rows = page.locator("main .vi-reference:visible")
    total = rows.count()
    find.fill("lukasik")
    expect(rows).to_have_count(1)
    expect(count).to_have_text(f"1 of {total}")
    expect(page.locator("main h2:visible")).to_have_count(0)
    find.fill("")
    expect(rows).to_have_count(total)


def test_the_panel_of_a_citation_has_journal_finding_and_doi(read: Read) -> None:
    page = read("families/reds.html")
    page.locator("main .vi-prose a[data-cite=brandt-2013]").first.hover()
    panel = page.locator("#vi-tooltip")
    expect(panel.locator(".vi-appeared em")).to_have_text("J. Imag. Pigm.")
    expect(panel.locator(".vi-finding")).to_be_visible()
    expect(panel.get_by_role("link", name="10.5555/toy.17")).to_have_attribute(
        "href", "https://doi.org/10.5555/toy.17"
    )


def test_the_page_is_marked_in_the_menu(read: Read) -> None:
    marked = read("families/reds.html").locator(".md-sidebar--primary [aria-current=page]")
    expect(marked).to_have_count(1)
    expect(marked).to_have_attribute("href", "reds.html")


# --- tables, forced colors -------------------------------------------------------------------------------


def test_nothing_shows_through_the_column_that_is_held(read: Read) -> None:
    page = read("facts.html")
    page.locator(".vi-scroll").last.evaluate(
        "frame => (frame.style.width = '940px') && frame.scrollBy(60, 0)"
    )
    covered = page.locator(".vi-data-table :is(th, td):first-child").evaluate_all(
        """cells => cells.filter(cell => {
          cell.scrollIntoView({ block: "center" });
          const { right, top, height } = cell.getBoundingClientRect();
          return document.elementsFromPoint(right - 2, top + height / 2)[0].closest("th, td") !== cell;
        }).length"""
    )
    assert covered == 0


@pytest.fixture
def forced(read: Read) -> Iterator[Callable[[str], Page]]:
    """Opens a page in forced colors, whose text is the color of the root."""
    pages = []

    def open_page(address: str) -> Page:
        page = read(address)
        page.emulate_media(forced_colors="active")
        pages.append(page)
        return page

    yield open_page
    for page in pages:
        page.emulate_media(forced_colors="none")


def color(page: Page, selector: str, name: str, pseudo: str = "") -> object:
    return page.locator(selector).first.evaluate(
        "(element, [name, pseudo]) => getComputedStyle(element, pseudo).getPropertyValue(name)",
        [name, pseudo],
    )


def test_signs_are_seen_in_forced_colors(forced: Callable[[str], Page]) -> None:
    page = forced("facts.html")
    text, ground = color(page, "main h1", "color"), color(page, "body", "background-color")
    assert text != ground
    assert color(page, ".vi-facet > summary", "background-color", "::after") == text
    assert color(page, ".vi-data-table .vi-icon", "fill") not in (ground, "rgb(0, 0, 0, 0)")


def test_what_a_link_led_to_is_seen_in_forced_colors(forced: Callable[[str], Page]) -> None:
    page = forced("references.html#editorial")
    assert color(page, "#editorial", "outline-style") == "solid"


SHOWN = """() => [...document.querySelectorAll(".vi-chart svg text, .vi-plot svg text")]
  .filter(text => text.getClientRects().length)
  .map(text => getComputedStyle(text))
  .map(style => [style.fill, style.paintOrder.startsWith("stroke") ? style.stroke : ""])"""


@pytest.mark.parametrize("address", ["families.html", "techniques.html", "numbers.html", "course.html"])
def test_charts_are_read_in_forced_colors(address: str, forced: Callable[[str], Page]) -> None:
    page = forced(address)
    schemes: tuple[Scheme, ...] = ("light", "dark")
    for scheme, own in product(schemes, ("default", "slate")):
        page.emulate_media(color_scheme=scheme)
        page.evaluate("scheme => { document.body.dataset.mdColorScheme = scheme }", own)
        assert_charts_are_read(page)


def assert_charts_are_read(page: Page) -> None:
    """What charts say stands out from the ground, in colors that the reader's system has chosen."""
    text, ground = color(page, "main h1", "color"), color(page, "body", "background-color")
    assert text != ground
    shown = page.evaluate(SHOWN)
    assert len(shown) > 5
    on_ground = [(fill, stroke) for fill, stroke in shown if fill != ground]
    assert {fill for fill, _ in on_ground} <= {text, color(page, "main a", "color")}
    assert {stroke for _, stroke in on_ground} <= {ground, ""}
    assert all(stroke == "" for fill, stroke in shown if fill == ground)  # numbers in marks that are filled


def test_measured_and_predicted_differ_in_forced_colors(forced: Callable[[str], Page]) -> None:
    page = forced("families.html")
    marks = page.locator(".vi-chart svg circle, .vi-chart svg path").evaluate_all(
        "marks => marks.map(mark => getComputedStyle(mark)).map(style => style.fill)"
    )
    assert len(set(marks)) > 1
