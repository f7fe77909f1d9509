"""Charts: well made, linked and named, small, and drawn only when something in them has changed."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from markupsafe import Markup

from tests.toy import copy_toy, draw_toy, read_toy
from virtualissue.charts import draw_charts
from virtualissue.charts.drawing import Drawing
from virtualissue.charts.head import Head, shade
from virtualissue.charts.scale import reach_of, scale_for
from virtualissue.charts.sheet import SHEETS, Sheet
from virtualissue.charts.values import plot_values
from virtualissue.loader.reader import read_issue
from virtualissue.model.fact import Fact
from virtualissue.model.issue import Issue
from virtualissue.quantities.units import THIN
from virtualissue.site.context import SiteContext
from virtualissue.site.html import HtmlRenderer
from virtualissue.site.pages import plan_pages, render_pages
from virtualissue.site.stylesheet import render_accents

ROOT = Path(__file__).parents[2]
WIDE, NARROW = SHEETS


@cache
def toy_drawings() -> Mapping[str, Drawing]:
    return by_slug(draw_toy())


def by_slug(drawings: tuple[Drawing, ...]) -> dict[str, Drawing]:
    return {drawing.chart.slug: drawing for drawing in drawings}


def all_pictures() -> list[ElementTree.Element]:
    return [
        ElementTree.fromstring(picture)
        for drawing in toy_drawings().values()
        for picture in (*drawing.pictures.values(), *drawing.marked.values())
    ]


def links_of(picture: str) -> list[dict[str, str]]:
    return [link.attrib for link in ElementTree.fromstring(picture).iter("a")]


def with_facts(*facts: Fact) -> Issue:
    return read_toy().with_collections(facts={fact.slug: fact for fact in facts})


def toy_fact(slug: str, **changes: Any) -> Fact:
    fact = read_toy().facts["minium-firing"]
    fields = {**fact.model_dump(by_alias=True), "slug": slug, "file": "", "note": None, **changes}
    return Fact.model_validate(fields)


def layers_of(issue: Issue, sheet: Sheet = WIDE, chart: str = "firing") -> list[dict[str, Any]]:
    return [dict(layer) for layer in plot_values(issue, read_toy().charts[chart], sheet).layers]


def marks_of(layers: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [
        datum
        for layer in layers
        if layer["mark"]["type"] == kind
        for datum in layer["data"]["values"]
        if "value" in datum
    ]


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
    for picture in all_pictures():
        ids = {element.get("id") for element in picture.iter()}
        named = re.findall(r"url\(#([^)]*)\)", ElementTree.tostring(picture, encoding="unicode"))
        assert set(named) <= ids


def test_nothing_in_a_picture_is_style_or_script_or_comes_from_elsewhere():
    for picture in all_pictures():
        for element in picture.iter():
            assert element.tag in {
                "svg", "title", "desc", "defs", "pattern", "rect", "g", "a", "path", "line", "text", "tspan",
            }  # fmt: skip
            assert not {"style", "class"}.intersection(element.keys())
            assert not any("//" in value for value in element.attrib.values())


def test_every_mark_is_named_and_leads_to_a_page():
    addresses = {plan.address for plan in plan_pages(read_toy())}
    for slug, drawing in toy_drawings().items():
        for picture in drawing.pictures.values():
            links = links_of(picture)
            assert bool(links) == (slug != "countries")
            for link in links:
                assert link["aria-label"]
                assert link["href"].partition("#")[0] in addresses


def test_a_year_has_a_square_for_each_work_under_its_number():
    hrefs = [link["href"] for link in links_of(toy_drawings()["years"].pictures["wide"])]
    assert set(hrefs) == {f"articles/{slug}.html" for slug in read_toy().articles}


def test_a_crossing_of_one_work_opens_it_and_one_of_several_its_row():
    hrefs = {
        link["aria-label"]: link["href"] for link in links_of(toy_drawings()["instruments"].pictures["wide"])
    }
    for name, href in hrefs.items():
        assert href.startswith("techniques/" if name.endswith("articles") else "articles/")


def test_a_country_is_an_image_with_its_name_and_tier():
    picture = ElementTree.fromstring(toy_drawings()["countries"].pictures["narrow"])
    names = [mark.get("aria-label") for mark in picture.iter("g") if mark.get("role") == "img"]
    assert sorted(map(str, names)) == [
        "Italy: Named in passing",
        "Norway: Named first",
        "Poland: Named first",
    ]


@pytest.mark.parametrize("slug", ["firing", "years", "instruments", "works"])
def test_the_table_leads_wherever_the_picture_does(slug: str):
    drawing = toy_drawings()[slug]
    cells = (entry for row in drawing.tabulation.rows for cell in row for entry in cell)
    hrefs = {link["href"] for picture in drawing.pictures.values() for link in links_of(picture)}
    assert hrefs <= {entry.address for entry in cells}


def test_links_are_relative_to_the_page_that_shows_them():
    picture = toy_drawings()["years"].pictures["wide"]
    pen = HtmlRenderer(SiteContext(read_toy(), {}, {}), "articles/wren-2013.html")
    hrefs = re.findall(r' href="([^"]*)"', pen.picture(picture))
    assert hrefs
    assert all(href.endswith(".html") and "/" not in href for href in hrefs)


def test_charts_stand_on_the_pages_that_they_name():
    pages = render_pages(read_toy(), ROOT / "templates", tuple(toy_drawings().values()))
    shown = {
        slug: {page.plan.kind for page in pages if f'<figure class="chart" id="chart-{slug}">' in page.body}
        for slug in toy_drawings()
    }
    assert shown == {slug: set(drawing.chart.pages) for slug, drawing in toy_drawings().items()}


def test_each_family_has_a_colour_of_its_own_in_light_and_in_dark():
    css = render_accents(read_toy())
    for slug, family in read_toy().families.items():
        assert f"--family-{slug}: {family.colour.light};" in css
        assert f"--family-{slug}: {family.colour.dark};" in css.partition("slate")[2]


# --- how values are told apart ---------------------------------------------------------------------------


def test_how_a_value_was_won_shows_in_its_shape_and_filling():
    ways = ("measured", "predicted", "not stated")
    points = marks_of(
        layers_of(with_facts(*(toy_fact(w.replace(" ", "-"), status=w) for w in ways))), "point"
    )
    assert [point["shape"] for point in points] == ["circle", "diamond", "square"]
    assert len({(point["fill"], point["strokeDash"]) for point in points}) == len(ways)


def test_a_range_is_a_bar_with_its_ends_and_no_point():
    layers = layers_of(with_facts(toy_fact("range", value=["700", "900"], relation="equal")))
    assert [(bar["value"], bar["value2"]) for bar in marks_of(layers, "rect")] == [(700, 900)]
    assert [end["value"] for end in marks_of(layers, "rule")] == [700, 900]
    assert marks_of(layers, "point") == []


def test_an_open_side_is_an_arrow_to_the_end_of_the_axis():
    layers = layers_of(with_facts(toy_fact("over", relation="over"), toy_fact("more", value="1000")))
    arrows = [point for point in marks_of(layers, "point") if point["shape"] == "triangle-right"]
    assert [arrow["value"] > 1000 for arrow in arrows] == [True]


def test_an_order_of_magnitude_is_a_soft_band_of_one_power_of_ten():
    (band,) = marks_of(layers_of(with_facts(toy_fact("order", relation="order"))), "rect")
    assert band["value2"] / band["value"] == pytest.approx(10)


@pytest.mark.parametrize(
    ("others", "lines"), [(["5"], ["on the order of 820 K"]), (["5", "80000"], ["on the order of", "820 K"])]
)
def test_a_value_is_written_clear_of_what_is_drawn_in_two_lines_where_it_must(
    others: list[str], lines: list[str]
):
    logarithmic = read_toy().quantities["firing-temperature"].model_copy(update={"scale": "log"})
    facts = with_facts(
        toy_fact("order", relation="order"), *(toy_fact(f"other-{value}", value=value) for value in others)
    )
    issue = facts.with_collections(quantities={**facts.quantities, logarithmic.slug: logarithmic})
    layers = layers_of(issue, NARROW)
    (band,) = marks_of(layers, "rect")
    written = [datum for datum in marks_of(layers, "text") if "about" not in datum["text"]]
    assert [datum["text"].replace(THIN, " ") for datum in written] == lines
    assert {datum["value"] for datum in written} <= {band["value"], band["value2"]}
    assert len({datum["y"] for datum in written}) == len(lines)


def test_a_value_with_no_room_beside_it_lies_over_what_is_drawn():
    layers = layers_of(with_facts(toy_fact("order", relation="order")), NARROW)
    assert [datum["value"] for datum in marks_of(layers, "text")] == [820]


def test_a_logarithmic_axis_goes_from_a_power_of_ten_to_another():
    issue = read_toy()
    exposure = issue.quantities["exposure-time"]
    scale = scale_for(exposure, [reach_of(issue.facts["lamp-exposure"], exposure.unit)])
    assert (scale.low, scale.high) == (100, 10_000)
    assert scale.channel["axis"]["values"] == [100, 1000, 10_000]


def test_values_in_other_units_stand_where_they_belong():
    points = marks_of(layers_of(read_toy()), "point")
    assert sorted(point["value"] for point in points) == pytest.approx([623.15, 820])


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_labels_stay_on_the_sheet(sheet: Sheet):
    plot = plot_values(read_toy(), read_toy().charts["firing"], sheet)
    places = [
        datum for layer in plot.layers if layer["mark"]["type"] == "text"
        for datum in layer["data"]["values"] if "x" in datum
    ]  # fmt: skip
    assert places
    assert all(-plot.margin.left <= datum["x"] <= plot.width for datum in places)
    assert plot.margin.left + plot.width + plot.margin.right == sheet.width


# --- for the handouts ------------------------------------------------------------------------------------


def band_of(picture: str) -> list[Element]:
    return [part for part in ElementTree.fromstring(picture).iter() if part.get("opacity") == "0.5"]


def test_a_band_lies_behind_the_family_whose_handout_it_is():
    for slug, family in (("firing", "reds"), ("years", "blues")):
        drawing = toy_drawings()[slug]
        assert set(drawing.marked) == {family}
        (band,) = band_of(drawing.marked[family])
        assert band.get("fill") == "var(--rule)"
        assert not [one for picture in drawing.pictures.values() for one in band_of(picture)]


def test_the_band_reaches_from_the_head_of_a_group_to_the_next():
    heads = {Head("a", "A", "A", Markup("A")): 0.0, Head("b", "B", "B", Markup("B")): 40.0}
    for slug, (top, end) in {"a": (0, 40), "b": (40, 90)}.items():
        (band,) = shade(heads, 90, -5, 7, Sheet("b", 720, slug))
        assert band["data"]["values"] == [{"x": -5, "y": top, "x2": 7, "y2": end}]
    assert list(shade(heads, 90, -5, 7, WIDE)) == []


# --- when they are drawn ---------------------------------------------------------------------------------


def test_a_value_changed_changes_its_chart_alone(tmp_path: Path):
    content = copy_toy(tmp_path)
    fact = content / "facts" / "minium-firing.yml"
    fact.write_text(fact.read_text().replace('"820"', '"840"'))
    changed = by_slug(draw_charts(read_issue(content)))
    before = toy_drawings()
    assert {slug for slug in before if changed[slug].pictures != before[slug].pictures} == {"firing"}
