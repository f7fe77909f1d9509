"""CSL-JSON is what the schema of CSL allows, and pandoc reads it as it is."""

import json
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.bibliography.formats.pandoc import fold, fold_names, read_with_pandoc
from tests.bibliography.formats.works import read_all_works
from virtualissue.bibliography.formats import CSL_JSON, render_works
from virtualissue.text.titles import parse_title

DATE = {
    "type": "object", "additionalProperties": False,
    "properties": {
        "date-parts": {
            "type": "array", "minItems": 1, "maxItems": 2,
            "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}},
        },
        "literal": {"type": "string"},
    },
}  # fmt: skip
PARTS = ("family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal")
NAME = {
    "type": "object", "additionalProperties": False, "minProperties": 1,
    "properties": {part: {"type": "string", "minLength": 1} for part in PARTS},
}  # fmt: skip
TEXT = {"type": "string", "minLength": 1}


def read_terms(file: str, name: str) -> list[str]:
    """The terms of a group in the schema of CSL itself, which comes with the processor of citations."""
    spec = find_spec("citeproc")
    assert spec
    assert spec.submodule_search_locations
    folder = Path(spec.submodule_search_locations[0]) / "data" / "schema" / "schemas" / "styles"
    group = re.search(
        rf"{re.escape(name)} =\n(.*?)(?:\n\s*\n|\Z)", (folder / file).read_text(encoding="utf-8"), re.DOTALL
    )
    assert group
    return re.findall(r'"([^"]+)"', re.sub("#.*", "", group[1]))


def make_schema() -> dict[str, Any]:
    """The schema of a list of items: the variables and types that CSL 1.0.2 knows, and nothing else."""
    groups = {
        "dates": DATE,
        "names": {"type": "array", "minItems": 1, "items": NAME},
        "numbers": TEXT,
        "titles": TEXT,
        "strings": TEXT,
    }
    variables = {
        variable: rule
        for group, rule in groups.items()
        for variable in read_terms("csl-variables.rnc", f"variables.{group}")
    }
    known = {
        "id": TEXT,
        "type": {"enum": read_terms("csl-types.rnc", "item-types")},
        "custom": {"type": "object"},  # which csl-data.json has for programs, and no style knows
        **variables,
    }
    item = {
        "type": "object",
        "properties": known,
        "required": ["id", "type"],
        "additionalProperties": False,
    }
    return {"type": "array", "items": item}


def test_the_schema_of_csl_is_read_whole():
    known = make_schema()["items"]["properties"]
    assert {
        "author",
        "issued",
        "volume",
        "container-title-short",
        "event-title",
        "year-suffix",
    } <= known.keys()
    assert {"article-journal", "webpage", "standard", "software"} <= set(known["type"]["enum"])


def test_every_work_is_valid_by_the_schema_of_csl():
    items = json.loads(render_works(read_all_works(), CSL_JSON))
    assert [item["id"] for item in items] == list(read_all_works())
    jsonschema.validate(items, make_schema())


@pytest.mark.slow
def test_the_schema_refuses_what_csl_does_not_know():
    for wrong in ({"journal": "A"}, {"issued": "2015"}, {"author": ["Doe"]}, {"type": "journal"}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate([{"id": "a", "type": "book", **wrong}], make_schema())


def test_pandoc_reads_what_was_written():
    text = render_works(read_all_works(), CSL_JSON)
    found = read_with_pandoc(text, "csljson")
    for item in json.loads(text):
        other = found[item["id"]]
        assert fold_names(other.get("author", ())) == fold_names(item.get("author", ()))
        for field in ("title", "issued", "volume", "issue", "page", "DOI", "container-title", "number"):
            if item.get(field) != {"literal": "in press"}:  # for which pandoc has no form
                assert fold(other.get(field)) == fold(item.get(field))


@pytest.mark.parametrize(
    ("title", "markup"),
    [
        ("Li3-xInCl6", "Li<sub>3−<i>x</i></sub>InCl<sub>6</sub>"),
        ("7Li NMR", "<sup>7</sup>Li NMR"),
        ("0 <= x <= 0.5", "0\u00a0≤\u00a0<i>x</i>\u00a0≤\u00a00.5"),
        ("A & B < C", "A & B < C"),
    ],
)
def test_formulas_have_the_markup_of_csl(title: str, markup: str):
    assert parse_title(title, notation=["chemistry"], formulas={"7Li": "^7Li"}).csl == markup
