"""Rows in every order, by size across units; filters."""

from pathlib import Path

import pytest

from tests.toy import find_mistakes, read_toy
from virtualissue.model.entities import Table
from virtualissue.model.fact import Statement
from virtualissue.views.tables.columns import COLUMNS, columns_of
from virtualissue.views.tables.layout import FilterChoice, TableLayout, TableRow, build_table, find_table


def table_of(of: str, columns: str, facets: str = "") -> TableLayout:
    fields = {"title": "Toys", "of": of, "columns": columns.split(), "facets": facets.split()}
    return build_table(
        read_toy(), Table.model_validate({**fields, "slug": "toys", "file": "tables/toys.yml"})
    )


def ordered(layout: TableLayout) -> list[str]:
    """The slugs of the rows that have a value in the first column, by its order."""
    placed = [(row.places[0], row.entity.slug) for row in layout.rows if row.places[0] is not None]
    return [slug for _, slug in sorted(placed)]


def row_of(layout: TableLayout, slug: str) -> TableRow:
    return next(row for row in layout.rows if row.entity.slug == slug)


@pytest.mark.parametrize("kind", COLUMNS)
def test_every_column_that_is_known_can_be_filled(kind: str):
    known = columns_of(read_toy(), kind)
    layout = table_of(kind, " ".join(known))
    assert [head.slug for head in layout.heads] == list(known)
    assert {len(row.cells) for row in layout.rows} == {len(known)}
    assert len(layout.rows) == len(getattr(read_toy(), kind))


def test_values_stand_by_quantity_and_then_by_size_whatever_their_unit():
    layout = table_of("facts", "value")
    assert ordered(layout) == [
        "lamp-exposure",  # exposure time and particle size, whose magnitudes are compared
        "azurite-grain-size",
        "works-organic",  # the quantity that is stated most often
        "works-highlighted",
        "works-inorganic",  # 9 before 12, as numbers and not as words
        "works-considered",
        "ochre-firing",  # firing temperature: 350 °C are less than 820 K
        "minium-firing",
        "ultramarine-paleness",  # paleness ratio
    ]
    groups = {row.entity.slug: row.cells[0].group for row in layout.rows}
    assert groups["ochre-firing"] == groups["minium-firing"] != groups["works-organic"]


def test_numbers_about_substances_stand_first_and_the_largest_of_a_quantity_first():
    assert [row.entity.slug for row in table_of("facts", "fact").rows] == [
        "lamp-exposure",
        "azurite-grain-size",
        "minium-firing",
        "ochre-firing",
        "ultramarine-paleness",
        "works-considered",
        "works-inorganic",
        "works-highlighted",
        "works-organic",
    ]


def test_members_of_families_stand_before_other_materials():
    toy = read_toy()
    first = table_of("materials", "material").rows[0].entity.slug
    alone = toy.materials[first].model_copy(update={"families": ()})
    issue = toy.with_collections(materials={**toy.materials, first: alone})
    rows = build_table(issue, find_table(issue, "materials")).rows
    assert rows[-1].entity.slug == first
    assert [row.keys["families"] == "-" for row in rows] == [False] * (len(rows) - 1) + [True]


def test_values_are_beside_each_other_in_one_unit_where_they_are_stated_in_several():
    cells = {row.entity.slug: row.cells[0].text for row in table_of("facts", "compared value").rows}
    thin = "\N{NARROW NO-BREAK SPACE}"
    assert cells["ochre-firing"] == f"about 623{thin}K"
    assert cells["minium-firing"] == f"about 820{thin}K"
    assert cells["lamp-exposure"] == ""  # all exposure times are stated in hours


def test_rows_are_filtered_by_every_property_that_they_have():
    filters = {one.slug: one for one in table_of("articles", "number", "study year").filters}
    assert [*filters] == [
        *("study", "year", "origin", "author", "families", "materials", "techniques", "themes", "doi"),
        "coverage",
    ]
    assert [one.further for one in filters.values()] == [False] * 2 + [True] * 8
    assert filters["families"].choices[-1] == FilterChoice("-", "none", 1)


def test_an_author_is_one_choice_however_the_name_is_printed():
    author = next(one for one in table_of("articles", "number").filters if one.slug == "author")
    counts = {choice.text: choice.count for choice in author.choices}
    assert counts["Brandt, Ida M."] == 2


def test_numbers_stand_by_size_and_names_without_regard_to_diacritics():
    assert ordered(table_of("articles", "number"))[0] == "lacka-2011"
    assert ordered(table_of("articles", "authors")) == [
        "brandt-2013",
        "holm-2014",
        "lacka-2011",
        "quill-2014",
        "sorby-2012",
        "wren-2013",
    ]


def test_what_is_stated_in_one_source_stands_by_the_number_of_its_page():
    issue = read_toy()
    slugs = ["works-considered", "works-organic", "works-inorganic", "works-highlighted"]
    facts = {
        slug: issue.facts[slug].model_copy(update={"stated": Statement(source="editorial", page=page)})
        for slug, page in zip(slugs, ["S12", "11", "xi", "S2"], strict=True)
    }
    layout = build_table(issue.with_collections(facts=facts), table_of("facts", "stated-in").table)
    assert ordered(layout) == ["works-inorganic", "works-highlighted", "works-organic", "works-considered"]
    assert row_of(layout, "works-considered").cells[0].pieces[1].text == "p.\u00a0S12"


def test_equal_cells_share_a_place_and_empty_ones_have_none():
    layout = table_of("articles", "year families")
    places = {row.entity.slug: row.places for row in layout.rows}
    assert places["brandt-2013"][0] == places["wren-2013"][0] == 2
    assert places["quill-2014"] == (3, None)


def test_a_fact_has_the_facets_of_what_it_is_of():
    layout = table_of("facts", "fact", "origin families status")
    assert row_of(layout, "ultramarine-paleness").keys == {
        "origin": "mineral synthetic",
        "families": "blues",
        "status": "measured",
        "quantity": "paleness-ratio",
        "materials": "ultramarine",
        "articles": "wren-2013",
    }
    keys = row_of(layout, "works-organic").keys
    assert (keys["origin"], keys["families"], keys["status"]) == ("-", "-", "counted")


def test_choices_are_counted_and_what_is_not_stated_comes_last():
    origin, *_ = table_of("materials", "material", "origin").filters
    assert [(choice.text, choice.count) for choice in origin.choices] == [
        ("mineral", 4),
        ("organic", 1),
        ("synthetic", 3),
        ("not stated", 1),
    ]


def test_heads_are_the_words_of_the_issue():
    heads = table_of("articles", "number families study").heads
    assert [head.name for head in heads] == ["Number", "Palettes", "Kind of study"]


def test_a_cell_reads_as_plain_text_too():
    cells = row_of(table_of("facts", "value of stated-in conditions"), "azurite-grain-size").cells
    assert [cell.text for cell in cells] == [
        "15–40\N{NARROW NO-BREAK SPACE}μm",
        "Cu3(CO3)2(OH)2",
        "Łącka and Brandt, 2011, p.\N{NO-BREAK SPACE}19",
        "binder: egg tempera",
    ]


def test_a_table_that_is_missing_is_asked_for(toy_copy: Path):
    (toy_copy / "tables" / "facts.yml").unlink()
    assert "no table shows the facts (write tables/facts.yml)" in find_mistakes(toy_copy)
