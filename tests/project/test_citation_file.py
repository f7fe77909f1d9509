"""CITATION.cff: valid by the schema of its format, and in agreement with the rest of the project."""

import json
from importlib.resources import files

import yaml
from jsonschema import Draft7Validator

from build import ROOT

CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
SCHEMAS = files("check_jsonschema.builtin_schemas") / "vendor"


def test_it_is_valid_by_the_schema_of_the_citation_file_format():
    schema = json.loads((SCHEMAS / "citation-file-format.json").read_text(encoding="utf-8"))
    assert schema["properties"]["cff-version"]["examples"] == ["1.2.0"]
    assert [error.message for error in Draft7Validator(schema).iter_errors(CITATION)] == []
    broken = {key: value for key, value in CITATION.items() if key != "title"}
    assert [*Draft7Validator(schema).iter_errors(broken)] != []


def test_it_names_the_licenses_that_the_project_has():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert CITATION["license"] == ["MIT", "CC-BY-4.0"]
    assert "MIT" in text
    assert "Creative Commons Attribution 4.0" in text


def test_it_names_the_authors_whom_the_license_names():
    (author,) = CITATION["authors"]
    holder = author["name"].removeprefix("The ")
    assert f"the {holder}" in (ROOT / "LICENSE").read_text(encoding="utf-8")
