"""The whole issue as JSON: it fits its schema, everything refers to what is there, and nothing is secret."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from lxml import html

from tests.site.test_pages import toy_pages
from tests.toy import export_toy, read_toy
from virtualissue.exports.data_package import render_exports
from virtualissue.loader.reader import read_issue
from virtualissue.model.issue import EDITORIAL
from virtualissue.model.kinds import KINDS
from virtualissue.views.urls import find_address


@cache
def read_file(name: str) -> Any:
    return json.loads(export_toy()[name])


def find_properties(schema: Any) -> Iterator[tuple[str, Any]]:
    """Every field that a schema describes, with its description, those of inner objects too."""
    if isinstance(schema, dict):
        properties = schema.get("properties")
        if isinstance(properties, dict) and schema.get("type") == "object":
            yield from properties.items()
        for part in schema.values():
            yield from find_properties(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from find_properties(part)


@pytest.mark.slow
def test_the_data_fit_their_schema():
    schema = read_file("issue.schema.json")
    Draft202012Validator.check_schema(schema)
    checker = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert [
        f"{error.json_path}: {error.message}" for error in checker.iter_errors(read_file("issue.json"))
    ] == []


@pytest.mark.parametrize(
    ("collection", "field", "value"),
    [
        ("facts", "value", "15"),
        ("facts", "status", "guessed"),
        ("facts", "articles", "lacka-2011"),
        ("articles", "csl", {"id": "lacka-2011"}),
        ("materials", "color", "red"),
        ("families", "name", "Reds"),
    ],
)
def test_the_schema_refuses_other_data(collection: str, field: str, value: object):
    data = json.loads(json.dumps(read_file("issue.json")))
    data[collection][0][field] = value
    errors = [*Draft202012Validator(read_file("issue.schema.json")).iter_errors(data)]
    assert {tuple(error.absolute_path)[:2] for error in errors} == {(collection, 0)}


def test_every_field_is_described():
    fields = [*find_properties(read_file("issue.schema.json"))]
    assert [name for name, schema in fields if not schema.get("description", "").endswith((".", "..."))] == []
    assert len(fields) > 250


def test_every_kind_is_there_with_all_its_entities():
    data, issue = read_file("issue.json"), read_toy()
    for kind in KINDS:
        assert [entity["id"] for entity in data[kind.collection]] == [*issue.of_kind(kind.name)]
    assert len(data["authors"]) == len(issue.authors)
    assert data["course"]["id"] == "course"


def test_every_address_is_one_of_the_site():
    pages = {page.address: page.body for page in toy_pages()}
    data = read_file("issue.json")
    entities = [entity for found in data.values() if isinstance(found, list) for entity in found]
    addresses = [entity["address"] for entity in entities if entity["address"]]
    for address in addresses:
        page, _, anchor = address.partition("#")
        assert page in pages
        if not anchor.startswith("chart-"):  # these pages are rendered without charts
            assert not anchor or f'id="{anchor}"' in pages[page], address
    without = {find_address(read_toy(), entity) for entity in read_toy().facets.values()}
    assert (len(addresses) > 40, without) == (True, {""})


def find_references(schema: Any, data: Any, whole: Any) -> Iterator[tuple[str, str]]:
    """Every reference in the data: the collection to which it points, and the id."""
    if "$ref" in schema:
        schema = whole["$defs"][schema["$ref"].rpartition("/")[2]]
    if "x-refers-to" in schema and isinstance(data, str):
        yield schema["x-refers-to"], data
    for option in schema.get("anyOf", ()):
        yield from find_references(option, data, whole)
    for inner, value in find_parts(schema, data):
        if isinstance(inner, dict):
            yield from find_references(inner, value, whole)


def find_parts(schema: Any, data: Any) -> Iterator[tuple[Any, Any]]:
    """The items of a list and the fields of an object, each with its schema."""
    if isinstance(data, list):
        yield from ((schema.get("items"), item) for item in data)
    elif isinstance(data, dict):
        properties, others = schema.get("properties", {}), schema.get("additionalProperties")
        yield from ((properties.get(name, others), value) for name, value in data.items())


def test_every_reference_leads_to_an_entity():
    data, schema = read_file("issue.json"), read_file("issue.schema.json")
    ids = {name: {one["id"] for one in found} for name, found in data.items() if isinstance(found, list)}
    references = [*find_references(schema, data, schema)]
    assert [(name, id_) for name, id_ in references if id_ not in ids[name]] == []
    assert {name for name, _ in references} >= {"articles", "families", "materials", "quantities", "facts"}


def test_prose_is_text_html_and_markup():
    azurite = next(one for one in read_file("issue.json")["materials"] if one["id"] == "azurite")
    note = azurite["note"]
    assert note["text"].startswith("Azurite is deepest at a grain size of 15–40 μm (measured; egg tempera).")
    assert note["markup"].startswith("Azurite is deepest at a grain size of {fact:azurite-grain-size}.[@")
    assert note["cites"] == ["lacka-2011", "holm-2014"]
    links = html.fromstring(note["html"]).xpath("//a/@href")
    assert links == [
        "facts.html#azurite-grain-size", "articles/lacka-2011.html", "articles/holm-2014.html",
    ]  # fmt: skip


def test_a_fact_has_its_value_its_unit_its_condition_how_it_was_obtained_and_its_articles():
    facts = {fact["id"]: fact for fact in read_file("issue.json")["facts"]}
    grain = facts["azurite-grain-size"]
    assert (grain["value"], grain["value_high"], grain["unit"]) == (15, 40, "μm")
    assert (grain["conditions"], grain["status"]) == ({"binder": "egg tempera"}, "measured")
    assert (grain["articles"], grain["of"]["material"]) == (["lacka-2011"], "azurite")
    rows = {fact["id"]: fact for fact in read_file("facts.json")}
    for slug, fact in facts.items():
        assert {name: fact[name] for name in ("value", "text", "canonical_low", "unit")}.items() <= rows[
            slug
        ].items()


def test_a_record_is_csl():
    data = read_file("issue.json")
    article = next(one for one in data["articles"] if one["id"] == "lacka-2011")
    assert article["csl"]["author"][0] == {"family": "Łącka", "given": "Zofia"}
    assert data["issue"]["editorial"]["csl"]["id"] == EDITORIAL


def test_what_only_lecturers_may_see_is_not_there():
    data = read_file("issue.json")
    assert {"solution", "scheme", "note", "answers"}.isdisjoint(data["problems"][0])
    assert "note" not in data["questions"][0]


def test_an_issue_of_one_article_fits_its_schema(tmp_path: Path):
    (tmp_path / "articles").mkdir()
    (tmp_path / "issue.yml").write_text("title: A small issue\n", encoding="utf-8")
    article = 'title: Blue glass\nauthors: ["Doe, Jane"]\nyear: "2016"\n'
    (tmp_path / "articles" / "doe-2016.yml").write_text(article, encoding="utf-8")
    files = render_exports(read_issue(tmp_path))
    data, schema = (json.loads(files[name]) for name in ("issue.json", "issue.schema.json"))
    assert [error.message for error in Draft202012Validator(schema).iter_errors(data)] == []
    assert [author["articles"] for author in data["authors"]] == [["doe-2016"]]
    assert (data["site"], data["facts"], data["course"]) == (None, [], None)
