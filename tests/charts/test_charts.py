"""Charts: well made, linked and named, small, legible whatever stands in them, and told in words."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import Element

import pytest
from playwright.sync_api import Page

from tests.browser.axe import find_violations
from tests.charts.drawings import (
    grow,
    links_of,
    name_of,
    painted,
    points_of,
    read_svg,
    toy_fact,
    with_facts,
    words_of,
)
from tests.conftest import NewPage
from tests.site.test_pages import ENVIRONMENT
from tests.toy import read_copy, read_toy
from virtualissue.charts import Drawing, draw_charts, svg
from virtualissue.charts.canvas import CANVASES, LONGEST, PRINT, Canvas
from virtualissue.charts.headings import plain_heading, shade
from virtualissue.charts.matrix import cross_things
from virtualissue.charts.scale import Scale, reach_of, scale_for
from virtualissue.charts.text_lines import plain, width_of
from virtualissue.charts.values import find_scale
from virtualissue.model.issue import Issue
from virtualissue.site.context import SiteContext
from virtualissue.site.html import HtmlRenderer
from virtualissue.site.pages import plan_pages, render_pages
from virtualissue.site.stylesheet import render_accents
from virtualissue.text.titles import parse_title
from virtualissue.views.tables.layout import build_table, find_table
from virtualissue.words import WORDS

ROOT = Path(__file__).parents[2]
REDS = "var(--vi-family-reds)"


@cache
def toy_drawings() -> Mapping[str, Drawing]:
    return by_slug(draw_charts(read_toy()))


def by_slug(drawings: tuple[Drawing, ...]) -> dict[str, Drawing]:
    return {drawing.chart.slug: drawing for drawing in drawings}


def pictures_of(drawing: Drawing) -> list[svg.Element]:
    return [*drawing.pictures.values(), drawing.printed, *(one.picture for one in drawing.marked.values())]


def all_pictures() -> list[Element]:
    return [read_svg(picture) for drawing in toy_drawings().values() for picture in pictures_of(drawing)]


def draw(issue: Issue, chart: str = "firing", canvas: str = "wide") -> svg.Element:
    return Drawing(issue, read_toy().charts[chart]).pictures[canvas]


def lines_of(picture: svg.Element) -> list[tuple[str, Element]]:
    """Every line of text in a picture with its element."""
    elements = list(read_svg(picture).iter("text"))
    return [(words_of(element)[0], element) for element in elements]


def said_in(element: Element) -> str:
    return " ".join(words_of(element))


# --- what stands in the page -----------------------------------------------------------------------------


def test_every_declared_chart_is_drawn_in_the_editors_order():
    assert tuple(toy_drawings()) == read_toy().front.charts
    assert {drawing.chart.form for drawing in toy_drawings().values()} == {
        "values", "years", "parts", "matrix", "map",
    }  # fmt: skip


def test_a_picture_names_itself():
    for picture in all_pictures():
        title, description = picture.find("title"), picture.find("desc")
        assert title is not None
        assert description is not None
        assert title.text
        assert description.text
        assert picture.get("role") == "group"
        assert picture.get("aria-labelledby") == title.get("id")
        assert picture.get("aria-describedby") == description.get("id")


def test_no_id_stands_twice():
    ids = [name for picture in all_pictures() for element in picture.iter() if (name := element.get("id"))]
    assert len(ids) == len(set(ids)) >= 2 * len(all_pictures())


def test_what_is_referred_to_is_there():
    for drawing in toy_drawings().values():
        for picture in pictures_of(drawing):
            ids = {element.get("id") for element in read_svg(picture).iter()}
            assert set(re.findall(r"url\(#([^)]*)\)", picture.render())) <= ids


def test_nothing_in_a_picture_is_style_or_script_or_comes_from_elsewhere():
    for picture in all_pictures():
        for element in picture.iter():
            assert element.tag in {
                "svg", "title", "desc", "defs", "pattern", "rect", "circle", "g", "a", "path", "text",
                "tspan",
            }  # fmt: skip
            assert not {"style", "class"}.intersection(element.keys())
            assert not any("//" in value for value in element.attrib.values())


def test_what_is_written_in_a_picture_is_text_whatever_it_says():
    hostile = "</text><script>alert(1)</script> \" ' & \x01\x00\ufffe"
    fact = toy_fact("a", of={"class": hostile.replace("\x00", "")}, label="b")
    for picture in pictures_of(Drawing(with_facts(fact), read_toy().charts["firing"])):
        root = read_svg(picture)
        assert not list(root.iter("script"))
        assert "</text><script>" in "".join(said_in(root).split())


def test_every_mark_is_named_and_leads_to_a_page():
    addresses = {plan.address for plan in plan_pages(read_toy())}
    for slug, drawing in toy_drawings().items():
        for picture in drawing.pictures.values():
            links = links_of(picture)
            assert bool(links) == (slug != "countries")
            for link in links:
                assert name_of(link)
                assert re.split("[?#]", link.attrib["href"])[0] in addresses


def test_the_name_of_a_mark_holds_what_is_written_in_it():
    assert_named(toy_drawings().values())


def assert_named(drawings: Iterable[Drawing]) -> None:
    """Of each mark with words in it, the name for a listener holds these words."""
    for drawing in drawings:
        for picture in drawing.pictures.values():
            for link in links_of(picture):
                written = said_in(link)
                assert set(re.findall(r"\w+", written)) <= set(re.findall(r"\w+", name_of(link)))
                if drawing.chart.form == "years":
                    assert name_of(link).startswith(f"{written}: ")


def test_what_has_no_name_is_not_heard():
    for picture in all_pictures():
        heard = [element for element in picture if element.tag not in {"title", "desc", "defs", "a"}]
        assert all(element.get("aria-hidden") or element.get("role") == "img" for element in heard)


def test_a_year_has_a_square_for_each_work_under_its_number():
    links = links_of(toy_drawings()["years"].pictures["wide"])
    assert {link.attrib["href"] for link in links} == {
        f"articles/{slug}.html" for slug in read_toy().articles
    }
    numbers = {f"articles/{slug}.html": str(article.number) for slug, article in read_toy().articles.items()}
    assert all(said_in(link) == numbers[link.attrib["href"]] for link in links)


def test_a_crossing_of_one_work_opens_it_and_one_of_several_the_list_of_them():
    links = links_of(toy_drawings()["instruments"].pictures["wide"])
    assert {link.attrib["href"].partition("/")[0].partition("?")[0] for link in links} == {
        "articles",
        "articles.html",
    }
    for link in links:
        several = name_of(link).endswith("articles")
        assert link.attrib["href"].startswith("articles.html?" if several else "articles/")


def listed(issue: Issue, address: str) -> list[str]:
    """The articles of the list to which a mark leads."""
    table = build_table(issue, find_table(issue, "articles"))
    asked = parse_qs(urlsplit(address).query)
    filters = {one.slug for one in table.filters}
    return [
        row.entity.slug
        for row in table.rows
        if all({*values} & {*row.keys[name].split()} for name, values in asked.items() if name in filters)
    ]


@pytest.mark.slow
@pytest.mark.parametrize("form", ["matrix", "years"])
@pytest.mark.parametrize("size", [6, 300])
def test_a_mark_leads_to_the_list_of_exactly_what_it_counts(form: str, size: int):
    issue = read_toy() if size == 6 else grow(size, families=4, years=(2001, 2021))
    for chart in (chart for chart in issue.charts.values() if chart.form == form):
        crossing = cross_things(issue, chart) if form == "matrix" else None
        for link in links_of(Drawing(issue, chart).pictures["narrow"]):
            address, name = link.attrib["href"], name_of(link)
            found = listed(issue, address) if "?" in address else [address[len("articles/") : -len(".html")]]
            counted = re.search(r"(?<![0-9–])(\d+) articles", name)
            assert len(found) == (int(counted[1]) if counted else 1), (name, address)
            if crossing:
                assert tuple(found) in {
                    tuple(article.slug for article in articles) for articles in crossing.articles.values()
                }


def test_a_country_is_an_image_with_its_name_and_tier():
    picture = read_svg(toy_drawings()["countries"].pictures["narrow"])
    names = [name_of(mark) for mark in picture.iter("g") if mark.get("role") == "img"]
    assert sorted(names) == ["Italy: Named in passing", "Norway: Named first", "Poland: Named first"]


@pytest.mark.parametrize("slug", ["firing", "years", "instruments", "works"])
def test_the_table_leads_wherever_the_picture_does(slug: str):
    drawing = toy_drawings()[slug]
    cells = (entry for row in drawing.tabulation.rows for cell in row for entry in cell)
    hrefs = {link.attrib["href"] for picture in drawing.pictures.values() for link in links_of(picture)}
    hrefs = {href for href in hrefs if "?" not in href}  # a list of what the table names one by one
    assert hrefs <= {entry.address for entry in cells}


def test_links_are_relative_to_the_page_that_shows_them():
    picture = toy_drawings()["years"].pictures["wide"]
    pen = HtmlRenderer(SiteContext(read_toy(), {}, {}), "articles/wren-2013.html")
    hrefs = re.findall(r' href="([^"]*)"', pen.picture(picture))
    assert hrefs
    assert all(href.endswith(".html") and "/" not in href for href in hrefs)


@pytest.mark.slow
def test_charts_stand_on_the_pages_that_they_name():
    pages = tuple(render_pages(read_toy(), ENVIRONMENT, tuple(toy_drawings().values())))
    shown = {
        slug: {page.plan.kind for page in pages if f'<figure class="vi-chart" id="chart-{slug}"' in page.body}
        for slug in toy_drawings()
    }
    assert shown == {slug: set(drawing.chart.pages) for slug, drawing in toy_drawings().items()}


def test_each_family_has_a_color_of_its_own_in_light_and_in_dark():
    css = render_accents(read_toy())
    for slug, family in read_toy().families.items():
        assert f"--vi-family-{slug}: {family.accent.light};" in css
        assert f"--vi-family-{slug}: {family.accent.dark};" in css.partition("slate")[2]


# --- how values are told apart ---------------------------------------------------------------------------


def x_of(issue: Issue, value: float) -> float:
    """Where a value stands on the wide canvas."""
    return 302 + find_scale(issue, read_toy().charts["firing"]).share(value) * (720 - 16 - 302)


def test_how_a_value_was_obtained_shows_in_its_shape_and_filling():
    ways = ("measured", "predicted", "not stated")
    issue = with_facts(*(toy_fact(way.replace(" ", "-"), status=way) for way in ways))
    marks = [shape for shape in painted(draw(issue), REDS) if shape.get("stroke") == REDS]
    assert [mark.tag for mark in marks] == ["circle", "path", "path"]
    assert [mark.get("fill") for mark in marks] == [REDS, "var(--vi-paper)", "var(--vi-paper)"]
    assert [mark.get("stroke-dasharray") for mark in marks] == [None, None, "3 2"]
    diamond, square = ([x for x, _ in points_of(mark)] for mark in marks[1:])
    assert len(set(diamond)) == 3
    assert len(set(square)) == 2


def test_the_key_shows_each_way_once():
    ways = enumerate(("measured", "predicted", "not stated") * 2)
    picture = draw(with_facts(*(toy_fact(f"f-{n}", status=way) for n, way in ways)))
    key = [words for words, line in lines_of(picture) if float(line.attrib["y"]) < 20]
    assert key == ["measured", "predicted", "method not stated"]


def test_a_range_is_a_bar_with_its_ends_and_no_point():
    issue = with_facts(toy_fact("range", value=["700", "900"], relation="equal"))
    bar, *ends = [shape for shape in painted(draw(issue), REDS) if shape.get("stroke") == REDS]
    low, high = x_of(issue, 700), x_of(issue, 900)
    assert float(bar.attrib["x"]) == pytest.approx(low, abs=0.1)
    assert float(bar.attrib["width"]) == pytest.approx(high - low, abs=0.1)
    assert [points_of(end)[0][0] for end in ends] == pytest.approx([low, high], abs=0.1)
    assert [len(points_of(end)) for end in ends] == [2, 2]


def test_an_open_side_is_an_arrow_to_the_end_of_the_axis():
    issue = with_facts(toy_fact("over", relation="over"), toy_fact("more", value="1000"))
    (arrow,) = [shape for shape in painted(draw(issue), REDS) if not shape.get("stroke")]
    assert len(points_of(arrow)) == 3
    assert max(x for x, _ in points_of(arrow)) == pytest.approx(720 - 16 + 1.2 * 6.4, abs=0.1)


def test_an_order_of_magnitude_is_a_soft_band_of_one_power_of_ten():
    issue = with_facts(toy_fact("order", relation="order"))
    (band,) = [shape for shape in painted(draw(issue), REDS) if shape.get("opacity")]
    start, width = float(band.attrib["x"]), float(band.attrib["width"])
    root = 10**0.5
    assert (start, width) == pytest.approx(
        (x_of(issue, 820 / root), x_of(issue, 820 * root) - x_of(issue, 820 / root)), abs=0.1
    )


def logarithmic(issue: Issue) -> Issue:
    quantity = read_toy().quantities["firing-temperature"].model_copy(update={"scale": "log"})
    return issue.with_collections(quantities={**issue.quantities, quantity.slug: quantity})


@pytest.mark.parametrize(
    ("others", "lines"),
    [
        (["5"], ["on the order of 820 K"]),
        (["5", "80000"], ["on the order of", "820 K"]),
        (["500", "1200"], ["on the order of 820 K"]),
    ],
)
def test_a_value_is_written_clear_of_what_is_drawn(others: list[str], lines: list[str]):
    facts = (toy_fact("order", relation="order"), *(toy_fact(f"o-{value}", value=value) for value in others))
    picture = draw(logarithmic(with_facts(*facts)), canvas="narrow")
    (band,) = [shape for shape in painted(picture, REDS) if shape.get("opacity")]
    left, top = float(band.attrib["x"]), float(band.attrib["y"])
    right, bottom = left + float(band.attrib["width"]), top + float(band.attrib["height"])
    written = [(words, element) for words, element in lines_of(picture) if words in lines]
    assert [words for words, _ in written] == lines
    for _, element in written:
        x, y = float(element.attrib["x"]), float(element.attrib["y"]) - 13
        beside = x <= left if element.get("text-anchor") == "end" else x >= right
        assert beside or y >= bottom


@pytest.mark.parametrize("canvas", ["narrow", "wide"])
def test_the_grid_of_values_stops_before_words(canvas: str):
    facts = (toy_fact(f"o-{value}", value=value, relation="order") for value in ("5", "820", "80000"))
    picture = draw(logarithmic(with_facts(*facts)), canvas=canvas)
    paths = [points_of(path) for path in read_svg(picture).iterfind(".//g[@stroke='var(--vi-rule)']/path")]
    grid = [path for path in paths if path[0][0] == path[1][0]]
    assert len(grid) > 7  # a line for each power of ten, and some in pieces
    for _, words in lines_of(picture):
        size, x, y = (float(words.attrib[name]) for name in ("font-size", "x", "y"))
        width = width_of(plain("".join(words.itertext())), size)
        left, right = (x - width, x) if words.get("text-anchor") == "end" else (x, x + width)
        for (across, top), (_, bottom) in grid:
            assert not (left < across < right and top < y - size / 3 < bottom)


def test_a_value_with_its_uncertainty_is_not_struck_through():
    picture = draw(
        with_facts(toy_fact("a", value="820", uncertainty="100", relation="equal")), canvas="narrow"
    )
    bar = next(shape for shape in painted(picture, REDS) if shape.tag == "rect")
    (line,) = [element for words, element in lines_of(picture) if "±" in words]
    assert float(line.attrib["y"]) - 13 > float(bar.attrib["y"]) + float(bar.attrib["height"])


def test_a_logarithmic_axis_goes_from_a_power_of_ten_to_another():
    issue = read_toy()
    exposure = issue.quantities["exposure-time"]
    scale = scale_for(exposure, [reach_of(issue.facts["lamp-exposure"], exposure.unit)], WORDS)
    assert (scale.low, scale.high) == (100, 10_000)
    assert [tick.value for tick in scale.ticks(400, 12)] == [100, 1000, 10_000]


@pytest.mark.parametrize("width", [60, 150, 288, 400, 800])
@pytest.mark.parametrize("span", [(0, 1), (620, 880), (-3e-7, 4e-7), (9e11, 1e12), (1, 1.0001)])
def test_ticks_of_an_axis_are_round_numbers_that_do_not_touch(width: int, span: tuple[float, float]):
    scale = Scale(read_toy().quantities["firing-temperature"], *span, WORDS)
    ticks = scale.ticks(width, 12)
    places = [scale.share(tick.value) * width for tick in ticks]
    longest = max((len("".join(run.text for run in tick.label)) for tick in ticks), default=0)
    assert len(ticks) <= 7
    assert all(far - near > longest * 12 * 0.4 for near, far in pairwise(places))


def test_the_unit_of_an_axis_is_set_with_its_powers():
    quantity = read_toy().quantities["firing-temperature"].model_copy(update={"unit": "m^-2"})
    title = Scale(quantity, 0, 1, WORDS).title
    assert [(run.text, run.place) for run in title][-2:] == [("m", "line"), ("−2", "sup")]


def test_values_in_other_units_stand_where_they_belong():
    issue = read_toy()
    corners = ([x for x, _ in points_of(mark)] for mark in painted(draw(issue), REDS))
    middles = sorted((min(xs) + max(xs)) / 2 for xs in corners)
    assert middles == pytest.approx([x_of(issue, 623.15), x_of(issue, 820)], abs=0.1)


# --- legible at any input --------------------------------------------------------------------------------

HARD: Mapping[str, Issue] = {
    "the toy": read_toy(),
    "37 years, 18 families with long names": grow(60),
    "a thousand works": grow(1000),
    "two families, two years": grow(3, 2, 2, (2020, 2021)),
    "odd values": with_facts(
        toy_fact("a", value="0.98", uncertainty="0.4", relation="equal"),
        toy_fact("b", value=["700", "900"]),
        toy_fact("c", relation="over"),
        toy_fact("d", relation="order"),
        toy_fact("e", value="1e3"),
        toy_fact("f", of={"class": "a class with a name " * 6}),
        toy_fact("g", of={"class": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamten"}),
    ),
}


def draw_all(issue: Issue) -> tuple[Drawing, ...]:
    """All charts; of an issue that has other facts than the toy the one of values."""
    if issue.facts is read_toy().facts:
        return draw_charts(issue)
    return (Drawing(issue, issue.charts["firing"]),)


# texts that leave the canvas or lie on others; slanting ones share no line with their neighbors
COLLISIONS = """() => [...document.querySelectorAll('svg')].flatMap(svg => {
  const frame = svg.getBoundingClientRect()
  const texts = [...svg.querySelectorAll('text')].map(text => ({
    words: text.textContent, slanted: text.closest('[transform]') !== null, box: text.getBoundingClientRect(),
  }))
  const out = texts.filter(({ box }) => box.left < frame.left - 1 || box.right > frame.right + 1
    || box.top < frame.top - 1 || box.bottom > frame.bottom + 2)
  const level = texts.filter(text => !text.slanted)
  const touch = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3
  const over = level.flatMap((a, n) =>
    level.slice(n + 1).filter(b => touch(a.box, b.box)).map(b => [a.words, b.words]))
  return [...out.map(text => text.words), ...over]
})"""


@pytest.mark.parametrize("name", HARD)
@pytest.mark.parametrize("canvas", CANVASES, ids=lambda canvas: canvas.name)
def test_no_words_touch_or_leave_the_sheet(new_page: NewPage, name: str, canvas: Canvas):
    page = new_page()
    issue = HARD[name]
    body = "".join(f"<div>{drawing.pictures[canvas.name].render()}</div>" for drawing in draw_all(issue))
    style = (
        f"svg {{ display: block; width: {canvas.width}px; margin: 30px; font-family: system-ui, sans-serif }}"
    )
    page.set_content(f"<style>{style}</style>{body}")
    assert page.locator("text").count() > 10
    assert page.evaluate(COLLISIONS) == []


@pytest.mark.slow
def test_type_is_large_enough_on_a_phone_and_on_paper():
    shown = 328 / CANVASES[1].width  # a phone of 360 pixels less its margins
    printed = 476 / PRINT.width  # points of the width of a canvas of A4 that is written on
    for issue in HARD.values():
        for drawing in draw_all(issue):
            for picture, least in ((drawing.pictures["narrow"], 11 / shown), (drawing.printed, 8 / printed)):
                assert min(float(line.attrib["font-size"]) for _, line in lines_of(picture)) >= least


@pytest.mark.parametrize("canvas", CANVASES, ids=lambda canvas: canvas.name)
def test_links_and_images_keep_the_rules_of_accessibility(new_page: NewPage, canvas: Canvas):
    assert_rules_kept(new_page(), canvas, toy_drawings().values())


def assert_rules_kept(page: Page, canvas: Canvas, drawings: Iterable[Drawing]) -> None:
    """What is drawn on a canvas has names, and links that are large enough."""
    pictures = (drawing.pictures[canvas.name].render() for drawing in drawings)
    style = f"svg {{ display: block; width: {canvas.width * 1.02}px; margin: 30px; color: #000 }}"
    page.set_content(f"<style>{style}</style><main>{''.join(pictures)}</main>")
    rules = ["label-content-name-mismatch", "link-name", "svg-img-alt", "target-size"]
    assert find_violations(page, runOnly={"type": "rule", "values": rules}) == []


@pytest.mark.slow
def test_what_can_be_touched_is_large_enough():
    for issue in (read_toy(), grow(60), grow(1000)):
        for drawing in draw_charts(issue):
            for picture in drawing.pictures.values():
                boxes = [link.find("rect") for link in links_of(picture)]
                sides = [
                    float(box.attrib[side])
                    for box in boxes
                    if box is not None
                    for side in ("width", "height")
                ]
                assert len(sides) == 2 * len(boxes)
                assert min(sides, default=24) >= 24


def test_many_years_stand_together():
    words = words_of(read_svg(draw(grow(60), "years")))
    assert [word for word in words if re.fullmatch(r"\d{4}–\d\d", word)] == [
        "1990–99", "2000–09", "2010–19", "2020–26",
    ]  # fmt: skip


@pytest.mark.slow
def test_a_number_stands_for_more_works_than_have_room():
    issue = grow(1000, families=4, years=(2020, 2021))
    links = {name_of(link): link for link in links_of(draw(issue, "years"))}
    counts = [int(said_in(link)) for name, link in links.items() if " articles, " in name]
    assert sum(counts) == 1000 - 2  # of two years, one work each stands alone in its family
    assert all(
        name.startswith(f"{said_in(link)} articles, 202")
        for name, link in links.items()
        if " articles, " in name
    )
    assert {said_in(link) for name, link in links.items() if " articles, " not in name} == {"1"}
    addresses = {link.attrib["href"] for link in links.values()}
    assert {re.split("[/?]", address)[0] for address in addresses} == {"articles", "articles.html"}
    assert "A number in a frame counts articles." in words_of(read_svg(draw(issue, "years")))


def test_a_matrix_with_many_columns_is_a_list():
    few, many = (draw(grow(60, families), "instruments") for families in (3, 18))
    assert "rotate" in few.render()
    assert "rotate" not in many.render()
    shown = {name_of(link) for link in links_of(many)}
    assert len(shown) == len(links_of(many)) > 50


@pytest.mark.slow
def test_a_thousand_works_are_drawn_small():
    drawings = draw_charts(grow(1000))
    sizes = [len(picture.render()) for drawing in drawings for picture in drawing.pictures.values()]
    assert max(sizes) < 60_000


# --- in words --------------------------------------------------------------------------------------------


def test_a_chart_of_values_tells_its_axis_and_every_value():
    told = toy_drawings()["firing"].alternative
    assert "firing temperature in kelvins on a linear axis from" in told
    assert "Reds: " in told
    for fact in read_toy().facts.values():
        if fact.quantity == "firing-temperature":
            assert fact.amount.spoken in told
            assert fact.tell_terms(WORDS) in told


def test_nothing_is_told_of_what_is_not_there():
    assert_only_what_there_is_is_told(toy_drawings().values())


def assert_only_what_there_is_is_told(drawings: Iterable[Drawing]) -> None:
    """No alternative text lists what is missing."""
    for drawing in drawings:
        assert not re.search(r"\bnone\b", drawing.alternative)


def test_years_are_told_by_the_numbers_of_their_works():
    told = toy_drawings()["years"].alternative
    for family in read_toy().families.values():
        rows = re.findall(rf"{re.escape(family.short_label.text)}: ([^.]*)\.", told)
        numbers = {int(number) for row in rows for number in re.findall(r"\b\d{1,2}\b", row)}
        assert numbers == {article.number for article in read_toy().articles_of(family)}


def test_a_matrix_is_told_by_what_meets():
    told = toy_drawings()["instruments"].alternative
    assert told.count(":") == len(toy_drawings()["instruments"].tabulation.rows)


def test_a_map_is_told_by_its_tiers():
    assert (
        "Named first: Norway and Poland. Named in passing: Italy." in toy_drawings()["countries"].alternative
    )


@pytest.mark.slow
@pytest.mark.parametrize("works", [60, 1000, 3000])
def test_what_is_told_has_an_end(works: int):
    for drawing in draw_charts(grow(works, families=60, techniques=60)):
        assert len(drawing.alternative) < LONGEST + 300


# --- for the handouts ------------------------------------------------------------------------------------


def band_of(picture: svg.Element) -> list[Element]:
    return [part for part in read_svg(picture).iter() if part.get("opacity") == ".5"]


def test_a_band_lies_behind_the_family_whose_handout_it_is():
    drawing = toy_drawings()["firing"]
    assert set(drawing.marked) == {"reds"}
    assert drawing.marked["reds"].has_band
    (band,) = band_of(drawing.marked["reds"].picture)
    assert band.get("fill") == "var(--vi-rule)"
    assert not [one for picture in (*drawing.pictures.values(), drawing.printed) for one in band_of(picture)]


def test_the_handout_of_a_family_shows_the_years_of_its_own_articles():
    drawing, issue = toy_drawings()["years"], read_toy()
    (shown,) = drawing.marked.values()
    assert set(drawing.marked) == {"blues"}
    assert not shown.has_band
    assert not band_of(shown.picture)
    numbers = {str(article.number) for article in issue.articles_of(issue.families["blues"])}
    texts = {"".join(part.itertext()) for part in read_svg(shown.picture).iter() if part.tag.endswith("text")}
    assert numbers == {text for text in texts if text.isdecimal() and len(text) < 4}
    assert "Reds" in drawing.alternative
    assert "Reds" not in shown.alternative


def test_the_band_reaches_from_the_head_of_a_group_to_the_next():
    headings = [
        (replace(plain_heading(slug.upper()), slug=slug), top) for slug, top in (("a", 0.0), ("b", 40.0))
    ]
    for slug, (top, end) in {"a": (0, 40), "b": (40, 90)}.items():
        (band,) = shade(headings, 90, Canvas("b", 720, marked=slug))
        assert [band.attributes[name] for name in ("x", "y", "width", "height")] == [0, top, 720, end - top]
    assert shade(headings, 90, CANVASES[0]) == []


# --- when they are drawn ---------------------------------------------------------------------------------


def test_a_picture_is_drawn_when_somebody_asks_for_it():
    drawing = Drawing(read_toy(), read_toy().charts["firing"])
    assert "pictures" not in vars(drawing)
    assert drawing.pictures is drawing.pictures


def test_a_value_changed_changes_its_chart_alone(toy_copy: Path):
    fact = toy_copy / "facts" / "minium-firing.yml"
    fact.write_text(fact.read_text().replace('"820"', '"840"'))
    changed = by_slug(draw_charts(read_copy(toy_copy)))
    before = toy_drawings()
    assert {slug for slug in before if changed[slug].pictures != before[slug].pictures} == {"firing"}


def test_the_same_issue_is_drawn_the_same():
    for drawing, again in zip(draw_charts(read_toy()), draw_charts(read_toy()), strict=True):
        assert (drawing.pictures, drawing.printed, drawing.marked) == (
            again.pictures,
            again.printed,
            again.marked,
        )
        assert drawing.tabulation == again.tabulation


def test_a_title_with_a_formula_is_named_as_it_is_said():
    title = parse_title("Firing of Pb3O4", notation=["chemistry"])
    chart = read_toy().charts["firing"].model_copy(update={"title": title})
    drawing = Drawing(read_toy(), chart)
    assert drawing.alternative.startswith("Firing of lead 3 oxygen 4. ")
