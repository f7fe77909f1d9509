"""Tables under the hand: sorted, filtered, shared, taken along; served, from disk, and without script."""

import csv
import re
from codecs import BOM_UTF8
from collections.abc import Callable
from pathlib import Path
from time import monotonic

import pytest
from playwright.sync_api import FloatRect, Locator, Page, Route, expect

from tests.browser.watch import at_peace
from tests.conftest import NewPage, Screen, Serve

HEATED = ["ochre-firing", "minium-firing"]
Open = Callable[[str], Page]
# counts how often the line that says how many rows there are is written again
SPY = """() => {
  globalThis.said = 0;
  new MutationObserver(() => { globalThis.said += 1; })
    .observe(document.querySelector(".vi-count"), { childList: true });
}"""


BOTH = pytest.mark.parametrize("base", ["server", "disk"], indirect=True)


@pytest.fixture
def base(request: pytest.FixtureRequest, serve: Serve, toy_site: Path) -> str:
    """Where the site of the toy is: on a server, unless a test asks for the disk."""
    return toy_site.as_uri() if getattr(request, "param", "") == "disk" else serve(toy_site)


@pytest.fixture
def open_table(new_page: NewPage, base: str) -> Open:
    def open_at(address: str) -> Page:
        page = new_page()
        page.goto(f"{base}/{address}")
        expect(page.locator(".vi-tools")).to_be_visible()
        return page

    return open_at


def rows(page: Page) -> list[str]:
    """The ids of the rows that are seen, from top to bottom."""
    found: list[str] = page.locator(".vi-data-table tbody tr:visible").evaluate_all(
        "rows => rows.map(r => r.id)"
    )
    return found


def wait_for_rows(page: Page, expected: list[str], find: Callable[[Page], list[str]] = rows) -> None:
    """Fails unless these rows are seen within the twenty seconds that `expect` gives too."""
    end = monotonic() + 20
    while find(page) != expected and monotonic() < end:
        page.wait_for_timeout(20)
    assert find(page) == expected


def sorted_rows(page: Page) -> list[str]:
    return sorted(rows(page))


def head(page: Page, name: str) -> Locator:
    return page.get_by_role("columnheader", name=name)


def sort(page: Page, name: str) -> None:
    head(page, name).get_by_role("button").click()


def facet(page: Page, name: str) -> Locator:
    """What a facet says of itself, by which it is opened too."""
    return page.locator(".vi-facet summary", has=page.get_by_text(name, exact=True))


def show_filters(page: Page) -> None:
    """Shows the filters that are not seen at first."""
    page.get_by_role("button", name="More filters").click()


def asked(page: Page) -> Locator:
    """The line that says what is asked, with the button that clears it."""
    return page.locator(".vi-asked")


def choose(page: Page, name: str, *values: str) -> None:
    """Opens a facet and checks some of its values."""
    facet(page, name).click()
    for value in values:
        page.get_by_role("group", name=name).get_by_role("checkbox", name=value).check()


def query(page: Page) -> str:
    """What the address says after its path."""
    return page.url.partition(".html")[2]


def wait_for_query(page: Page, expected: str) -> None:
    """Fails unless the address comes to say this after its path."""
    expect(page).to_have_url(re.compile(rf"\.html{re.escape(expected)}$"))


@BOTH
def test_values_are_sorted_by_size_across_units_both_ways(open_table: Open):
    page = open_table("facts.html?find=firing")
    sort(page, "Value")
    wait_for_rows(page, HEATED)  # 350 °C are less than 820 K
    expect(head(page, "Value")).to_have_attribute("aria-sort", "ascending")
    sort(page, "Value")
    wait_for_rows(page, HEATED[::-1])
    expect(head(page, "Value")).to_have_attribute("aria-sort", "descending")


@pytest.mark.parametrize("table", ["facts", "articles", "materials"])
def test_every_column_sorts_all_rows_without_a_complaint(open_table: Open, base: str, table: str):
    page = open_table(f"{table}.html")
    there = rows(page)
    with at_peace(page, base):
        for column in page.locator("th[data-column]").all():
            column.get_by_role("button").click()
            expect(column).to_have_attribute("aria-sort", "ascending")
            assert sorted(rows(page)) == sorted(there)
            known = column_places(page, table, column)
            places = [known[there.index(row)] for row in rows(page)]
            assert places == sorted(places)


def column_places(page: Page, table: str, column: Locator) -> list[int]:
    """The places of a column's cells in the usual order of the rows; what has none counts as last."""
    number = column.evaluate("head => head.cellIndex")
    places: list[int] = page.evaluate(
        "([table, n]) => tables[table].rows.map(({ places }) => places[n] ?? 999)", [table, number]
    )
    return places


def test_rows_without_a_value_stay_last_both_ways(open_table: Open):
    page = open_table("articles.html")
    for direction in ("ascending", "descending"):
        sort(page, "Palettes")
        expect(head(page, "Palettes")).to_have_attribute("aria-sort", direction)
        assert rows(page)[-1] == "quill-2014"


def test_a_table_is_worked_by_keyboard(open_table: Open):
    page = open_table("facts.html")
    page.get_by_role("searchbox", name="Find").focus()
    page.keyboard.type("firing")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('th')?.dataset.column") == "value":
            break
    page.keyboard.press("Enter")
    wait_for_rows(page, HEATED)
    page.keyboard.press("Space")
    wait_for_rows(page, HEATED[::-1])
    assert page.evaluate("document.activeElement.closest('th').dataset.column") == "value"


def test_a_facet_is_worked_by_keyboard_and_takes_any_of_its_values(open_table: Open):
    page = open_table("facts.html")
    facet(page, "Status").focus()
    page.keyboard.press("Enter")
    expect(facet(page, "Status")).to_have_text("Status All")
    expect(page.get_by_role("group", name="Status").get_by_role("checkbox")).to_have_count(4)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    wait_for_rows(page, ["lamp-exposure", "ochre-firing"], sorted_rows)
    expect(facet(page, "Status")).to_have_text("Status chosen")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    found = ["azurite-grain-size", "lamp-exposure", "ochre-firing", "ultramarine-paleness"]
    wait_for_rows(page, found, sorted_rows)
    expect(facet(page, "Status")).to_have_text("Status 2 chosen")
    page.keyboard.press("Escape")
    expect(page.get_by_role("group", name="Status")).to_be_hidden()
    expect(facet(page, "Status")).to_be_focused()


def test_an_open_facet_closes_when_the_hand_goes_elsewhere(open_table: Open):
    page = open_table("facts.html")
    opened = page.locator(".vi-facet[open] .vi-name")
    facet(page, "Status").click()
    facet(page, "Quantity").click()
    expect(opened).to_have_text(["Quantity"])
    page.get_by_role("searchbox", name="Find").focus()
    expect(opened).to_have_count(0)
    facet(page, "Quantity").click()
    page.locator("h1").click()
    expect(opened).to_have_count(0)


def test_on_a_phone_an_open_facet_has_the_whole_width(new_page: NewPage, base: str):
    page = new_page("phone")
    page.goto(f"{base}/facts.html")
    expect(page.locator(".vi-facet").filter(visible=True)).to_have_count(0)
    show_filters(page)
    facet(page, "Status").tap()
    values = page.get_by_role("group", name="Status").bounding_box()
    assert values
    assert values["width"] > 0.8 * page.evaluate("innerWidth")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_article_is_found_by_each_of_its_authors(open_table: Open):
    page = open_table("articles.html")
    for words, found in {
        "Chidi OKAFOR": ["sorby-2012", "brandt-2013"],
        "lukasik": ["holm-2014"],
        "muller-weiss, jana": ["wren-2013"],
    }.items():
        page.get_by_role("searchbox", name="Find").fill(words)
        wait_for_rows(page, found)
    expect(page.locator("#brandt-2013 .vi-column-authors")).to_have_text("Brandt et al.")


def test_enter_in_the_search_does_not_leave_the_page(open_table: Open):
    page = open_table("facts.html#ochre-firing")
    page.get_by_role("searchbox", name="Find").fill("oven")
    page.keyboard.press("Enter")
    wait_for_query(page, "?find=oven#ochre-firing")


AZURITE = ("lacka", "ŁĄCKA", "cu3(co3)2", "Cu₃(CO₃)₂", "15-40 \N{MICRO SIGN}m", "MEASURED   tempera")


def test_text_is_found_in_every_spelling(open_table: Open):
    page = open_table("facts.html")
    for words in AZURITE:
        page.get_by_role("searchbox", name="Find").fill(words)
        expect(page.locator(".vi-count")).not_to_have_text("9 of 9")
        assert [row for row in rows(page) if "azurite" in row] == rows(page) != [], words
        page.get_by_role("searchbox", name="Find").fill("")
        expect(page.locator(".vi-count")).to_have_text("9 of 9")


def test_filters_narrow_each_other_and_the_count_is_told(open_table: Open):
    page = open_table("facts.html")
    status = page.locator(".vi-data").get_by_role("status")
    expect(status).to_have_text("9 of 9")
    choose(page, "Status", "chosen (2)")
    wait_for_rows(page, ["lamp-exposure", "ochre-firing"], sorted_rows)
    expect(status).to_have_text("2 of 9")
    choose(page, "Quantity", "firing temperature")
    wait_for_rows(page, ["ochre-firing"])
    page.get_by_role("searchbox", name="Find").fill("no such thing")
    wait_for_rows(page, [])
    expect(status).to_have_text("0 of 9")
    expect(page.get_by_text("No row matches.")).to_be_visible()


@BOTH
def test_a_view_is_shared_by_its_address(open_table: Open):
    page = open_table("facts.html#quantities")
    choose(page, "Quantity", "firing temperature", "exposure time")
    choose(page, "Status", "chosen")
    sort(page, "Value")
    sort(page, "Value")
    said = "?sort=value&dir=desc&quantity=exposure-time&quantity=firing-temperature&status=chosen"
    wait_for_query(page, f"{said}#quantities")
    other = open_table(f"facts.html{query(page)}")
    for shown in (page, other):
        wait_for_rows(shown, ["lamp-exposure", "ochre-firing"])  # a quantity stays together
    expect(asked(other)).to_have_text(
        "Filters on: Quantity: exposure time or firing temperature; Status: chosen. "
        "Sorted by Value. Clear all"
    )
    expect(facet(other, "Quantity")).to_contain_text("2 chosen")
    expect(facet(other, "Status")).to_contain_text("chosen")
    expect(head(other, "Value")).to_have_attribute("aria-sort", "descending")


def test_what_the_address_asks_and_the_table_lacks_is_passed_over(open_table: Open):
    page = open_table("facts.html?status=dreamed&sort=taste&dir=up&find=&of=7")
    expect(page.locator(".vi-count")).to_have_text("9 of 9")


def test_clear_gives_back_the_table_and_leaves_what_others_wrote_into_the_address(open_table: Open):
    usual = rows(open_table("facts.html"))
    page = open_table("facts.html?theirs=1&find=oven&status=chosen&sort=value")
    wait_for_rows(page, ["ochre-firing"])
    page.locator(".vi-tools").get_by_role("button", name="Clear").click()
    expect(page.locator(".vi-count")).to_have_text("9 of 9")
    expect(asked(page)).to_be_hidden()
    expect(page.get_by_role("searchbox", name="Find")).to_be_focused()
    wait_for_rows(page, usual)
    wait_for_query(page, "?theirs=1")
    expect(page.locator("[aria-sort]")).to_have_count(0)


@BOTH
def test_a_row_that_a_link_leads_to_is_shown_even_where_a_filter_hid_it(open_table: Open):
    page = open_table("facts.html?find=oven")
    page.evaluate("location.hash = 'works-organic'")
    expect(page.locator("#works-organic")).to_be_in_viewport()
    wait_for_query(page, "#works-organic")


def test_the_row_of_a_shared_address_is_in_sight_after_sorting(open_table: Open):
    expect(
        open_table("facts.html?sort=value#works-considered").locator("#works-considered")
    ).to_be_in_viewport()


@BOTH
def test_the_rows_that_are_seen_are_taken_along_with_all_fields(open_table: Open, toy_site: Path):
    page = open_table("facts.html?quantity=firing-temperature&sort=value&dir=desc")
    with page.expect_download() as download:
        page.get_by_role("button", name="these rows").click()
    assert download.value.suggested_filename == "facts-selection.csv"
    assert download.value.path().read_bytes().startswith(BOM_UTF8)
    taken = list(csv.DictReader(download.value.path().read_text(encoding="utf-8-sig").splitlines()))
    whole = csv.DictReader((toy_site / "data/facts.csv").read_text(encoding="utf-8-sig").splitlines())
    rows_by_id = {row["id"]: row for row in whole}
    assert taken == [rows_by_id[slug] for slug in HEATED[::-1]]


@BOTH
def test_what_filters_a_table_is_fetched_at_its_first_use(new_page: NewPage, base: str):
    page, fetched = new_page(), list[str]()
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(f"{base}/facts.html", wait_until="load")
    assert not [url for url in fetched if "/tables/" in url]
    page.get_by_role("searchbox", name="Find").fill("oven")
    wait_for_rows(page, ["ochre-firing"])
    assert [url.partition("?")[0] for url in fetched if "/tables/" in url] == [
        f"{base}/assets/tables/facts.js"
    ]


def hold_back(page: Page, pattern: str) -> list[Route]:
    """Requests that wait until the test lets them go on; the list grows while the page loads."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(pattern, hold)
    return held


@pytest.mark.parametrize("late", ["**/assets/table.js", "**/assets/tables/*"])
def test_what_is_typed_before_a_script_comes_is_kept(new_page: NewPage, base: str, late: str):
    page = new_page()
    held = hold_back(page, late)
    page.goto(f"{base}/facts.html?find=firing", wait_until="commit")
    box = page.get_by_role("searchbox", name="Find")
    if "tables" in late:
        expect(box).to_have_value("firing")
    box.fill("oven")
    while not held:
        page.wait_for_timeout(20)
    held[0].continue_()
    expect(page.locator(".vi-count")).to_have_text("1 of 9")
    expect(box).to_have_value("oven")
    page.unroute(late)


def test_a_table_whose_data_do_not_come_says_so_and_tries_again(new_page: NewPage, base: str):
    page = new_page()
    page.route("**/assets/tables/*", lambda route: route.abort())
    page.goto(f"{base}/facts.html?find=oven")
    count = page.locator(".vi-count")
    expect(count).to_have_text(
        re.compile(r"because assets/tables/facts\.js could not be loaded\. Check your")
    )
    assert len(rows(page)) == 9
    page.evaluate(SPY)
    box = page.get_by_role("searchbox", name="Find")
    box.fill("ov")
    page.locator(".md-header .md-logo").hover()
    box.hover()
    with page.expect_event("requestfailed"):
        sort(page, "Value")
    expect(count).to_contain_text("could not be loaded")
    assert page.evaluate("said") == 0
    page.unroute("**/assets/tables/*")
    page.get_by_role("searchbox", name="Find").fill("oven")
    expect(count).to_have_text("1 of 9")


@BOTH
def test_without_script_it_is_a_plain_table_with_a_link_to_its_data(new_page: NewPage, base: str):
    page = new_page(java_script_enabled=False)
    page.goto(f"{base}/facts.html?find=oven")
    assert len(rows(page)) == 9
    expect(page.locator(".vi-tools")).to_be_hidden()
    expect(page.locator(".vi-data-table button, .vi-download button:visible")).to_have_count(0)
    assert page.get_by_role("link", name="all rows").get_attribute("href") == "data/facts.csv"


# adds up how much of what is seen moves while a page loads
SHIFTS = """
  globalThis.moved = 0;
  new PerformanceObserver((list) => {
    for (const { value } of list.getEntries()) globalThis.moved += value;
  }).observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize("screen", ["phone", "desktop"])
@pytest.mark.parametrize("address", ["articles", "facts", "materials", "glossary", "cite"])
def test_nothing_moves_when_the_scripts_come(new_page: NewPage, base: str, screen: Screen, address: str):
    page = new_page(screen)
    page.add_init_script(SHIFTS)
    held = hold_back(page, "**/assets/*.js")
    page.goto(f"{base}/{address}.html", wait_until="commit")
    expect(page.locator("h1")).to_be_visible()
    page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
    for route in held:
        route.continue_()
    page.unroute("**/assets/*.js")
    page.wait_for_load_state("load")
    page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
    assert page.evaluate("moved") < 0.01


@pytest.mark.parametrize("script", [True, False])
def test_on_a_phone_rows_are_cards_that_fit_and_cover_nothing(new_page: NewPage, base: str, script: bool):
    page = new_page("phone", java_script_enabled=script)
    for table in ("facts", "articles", "materials", "families/blues"):
        page.goto(f"{base}/{table}.html")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        card = page.locator(".vi-rows-table tbody tr").first
        boxes = [box for cell in card.locator("th, td").all() if (box := cell.bounding_box())]
        assert all(box["x"] >= 0 and box["x"] + box["width"] <= 360 for box in boxes)
        assert not [(a, b) for a in boxes for b in boxes if a is not b and cover(a, b)]


def cover(a: FloatRect, b: FloatRect) -> bool:
    """Whether two boxes cover each other by more than a pixel."""
    return (
        min(a["x"] + a["width"], b["x"] + b["width"]) - max(a["x"], b["x"]) > 1
        and min(a["y"] + a["height"], b["y"] + b["height"]) - max(a["y"], b["y"]) > 1
    )


def test_a_card_says_first_what_the_row_is_and_names_its_other_values(new_page: NewPage, base: str):
    page = new_page("phone")
    page.goto(f"{base}/facts.html")
    tops = [
        page.locator(f"#ochre-firing .vi-column-{column}").evaluate(
            "cell => cell.getBoundingClientRect().top"
        )
        for column in ("fact", "value", "of", "quantity")
    ]
    assert tops == sorted(tops)
    label = "cell => getComputedStyle(cell, '::before').content"
    assert "Status" in page.locator("#ochre-firing .vi-column-status").evaluate(label)
    assert page.locator("#ochre-firing .vi-column-value").evaluate(label) == "none"


def test_cards_are_sorted_by_a_list_of_their_columns(new_page: NewPage, base: str):
    page = new_page("phone")
    page.goto(f"{base}/facts.html?find=firing")
    order = page.get_by_label("Sort by")
    order.select_option("Value ↑")
    wait_for_rows(page, HEATED)
    order.select_option("Value ↓")
    wait_for_rows(page, HEATED[::-1])
    wait_for_query(page, "?sort=value&dir=desc&find=firing")
    page.reload()
    expect(order).to_have_value("value descending")


def test_heads_stay_in_view(open_table: Open):
    page = open_table("facts.html")
    page.set_viewport_size({"width": 1440, "height": 400})
    page.locator("tbody tr").last.evaluate("row => row.scrollIntoView({block: 'end'})")
    name, head_box = head(page, "Value"), head(page, "Value").bounding_box()
    expect(name).to_be_in_viewport()
    assert head_box
    below = page.locator(".md-header").evaluate("header => header.getBoundingClientRect().bottom")
    assert abs(head_box["y"] - below) < 3
    assert page.locator("th[data-column=value]").evaluate(
        "head => head.contains(document.elementFromPoint(head.getBoundingClientRect().x + 5,"
        " head.getBoundingClientRect().y + 12))"
    )


@BOTH
@pytest.mark.parametrize("screen", ["desktop", "phone"])
def test_a_filter_in_the_address_opens_with_its_rows_in_view(new_page: NewPage, base: str, screen: Screen):
    page = new_page(screen)
    page.goto(f"{base}/articles.html?techniques=reflectance")
    expect(asked(page)).to_contain_text("Filters on: Techniques: ")
    expect(page.locator("tbody tr:visible").first).to_be_in_viewport(ratio=0.2)
    expect(page.get_by_role("button", name="Clear all")).to_be_in_viewport()


def test_a_page_with_a_filter_in_its_address_does_not_move_when_the_data_come(new_page: NewPage, base: str):
    page, held = new_page(reduced_motion="no-preference"), list[Route]()

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/assets/tables/*", hold)
    page.goto(f"{base}/articles.html?techniques=reflectance", wait_until="domcontentloaded")
    table = page.locator(".vi-data")
    expect(table.locator(".vi-tools")).to_be_in_viewport()
    expect(table.locator("tbody")).to_have_css("visibility", "hidden")
    place = table.bounding_box()
    while not held:
        page.wait_for_timeout(20)
    held[0].continue_()
    expect(asked(page)).to_contain_text("Filters on: Techniques: ")
    expect(table.locator("tbody")).to_have_css("visibility", "visible")
    after = table.bounding_box()
    assert place
    assert after
    assert (after["x"], after["y"]) == (place["x"], place["y"])


@BOTH
def test_a_row_named_in_the_address_is_shown_beside_those_of_a_filter(open_table: Open):
    page = open_table("facts.html?find=oven#works-organic")
    wait_for_rows(page, ["ochre-firing", "works-organic"])
    expect(page.locator("#works-organic")).to_be_in_viewport()
    expect(asked(page)).to_contain_text("“oven”")
    expect(page.locator(".vi-count")).to_have_text("1 of 9")


def test_all_that_the_rows_have_can_be_chosen(open_table: Open):
    page = open_table("articles.html")
    expect(facet(page, "Techniques")).to_be_hidden()
    show_filters(page)
    choose(page, "DOI", "none")
    wait_for_rows(page, ["sorby-2012", "wren-2013", "holm-2014", "quill-2014"])
    choose(page, "Author", "Okafor, Chidi")
    wait_for_rows(page, ["sorby-2012"])
    wait_for_query(page, "?author=okafor-chidi&doi=-")
    page.get_by_role("button", name="Clear all").click()
    expect(page.locator(".vi-data-table tbody tr:visible")).to_have_count(6)


def test_a_facet_of_many_values_has_a_box_to_find_one(open_table: Open):
    page = open_table("facts.html")
    expect(page.get_by_role("searchbox")).to_have_count(1)
    page = open_table("articles.html")
    show_filters(page)
    facet(page, "Author").click()
    values = page.get_by_role("group", name="Author").get_by_role("checkbox")
    expect(values.first).to_be_visible()
    there = values.count()
    box = page.get_by_role("searchbox", name="Find in Author")
    expect(box).to_have_count(int(there > 12))


@pytest.mark.parametrize("words", ["REFLECTANCE blues", "reflectance   blue"])
def test_words_are_those_of_all_that_a_row_has(open_table: Open, words: str):
    filtered = open_table("articles.html?techniques=reflectance&families=blues")
    expect(asked(filtered)).to_be_visible()
    chosen = rows(filtered)
    assert chosen
    page = open_table("articles.html")
    page.get_by_role("searchbox", name="Find").fill(words)
    wait_for_rows(page, chosen)


def test_a_mark_of_a_chart_leads_to_its_list(new_page: NewPage, base: str):
    page = new_page()
    page.goto(f"{base}/techniques.html")
    marks = page.locator("#chart-instruments .vi-wide svg a[href*='?']")
    addresses = marks.evaluate_all("marks => marks.map(mark => mark.getAttribute('href'))")
    assert addresses
    for address in addresses:
        other = new_page()
        other.goto(f"{base}/{address}")
        expect(asked(other)).to_be_visible()
        name = page.locator(f"#chart-instruments .vi-wide svg a[href='{address}'] title").text_content() or ""
        assert f"{len(rows(other))} articles" in name


def test_on_paper_there_are_rows_and_no_tools(open_table: Open):
    page = open_table("facts.html")
    page.emulate_media(media="print")
    expect(page.locator(".vi-tools, .vi-download, .vi-dictionary").filter(visible=True)).to_have_count(0)
    assert len(rows(page)) == 9


def test_the_page_brings_no_style_of_its_own(toy_site: Path):
    assert not [page for page in ("facts", "articles", "materials") if styled(toy_site / f"{page}.html")]


def styled(path: Path) -> bool:
    page = path.read_text(encoding="utf-8")
    table = page.partition('<div class="vi-data"')[2].partition('<p class="vi-download"')[0]
    return " style=" in table or " onclick=" in table or not table


FOUND_IN_TABLES: dict[str, dict[str, list[str]]] = {
    "facts": {"x=1": ["ultramarine-paleness"], "FIRIN": HEATED, "irin": []},
    "materials": {
        "Pb₃O₄": ["minium"],
        "pb3o4": ["minium"],
        "O4": ["minium", "ultramarine"],
        "b3o4": [],
    },
}


@BOTH
@pytest.mark.parametrize("table", FOUND_IN_TABLES)
def test_words_are_found_from_their_beginning_in_every_spelling(open_table: Open, table: str):
    page = open_table(f"{table}.html")
    there = sorted_rows(page)
    for typed, found in FOUND_IN_TABLES[table].items():
        page.get_by_role("searchbox", name="Find").fill(typed)
        wait_for_rows(page, sorted(found), sorted_rows)
        page.get_by_role("searchbox", name="Find").fill("")
        wait_for_rows(page, there, sorted_rows)
