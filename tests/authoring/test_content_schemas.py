"""JSON Schemas: what the loader reads they accept, and a wrong name of a field they refuse."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator
from pydantic import ValidationError

from tests import gnomons, minimal, toy
from tests.checks.test_mistakes import FOLDERS, laid_over, link_toy
from tests.reading import read_once
from tests.toy import known_files
from virtualissue.authoring.content_schemas import ENTITIES, FILES, modeline, render_schemas, schema_of
from virtualissue.loader import reader
from virtualissue.loader.validation import ValidationMessage, find_messages
from virtualissue.loader.yaml_tree import yaml_loader
from virtualissue.text.fields import Record


class PluginLoader(yaml.SafeLoader):
    """Reads YAML 1.2 as plugins of editors do: yes and no are text, as is a date."""


PluginLoader.yaml_implicit_resolvers = {}


for pattern, tag, first in (
    (r"^(true|True|TRUE|false|False|FALSE)$", "bool", "tTfF"),
    (r"^[-+]?[0-9]+$", "int", "-+0123456789"),
    (r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", "float", "-+.0123456789"),
):
    PluginLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))


def kind_of(path: Path, content: Path) -> str:
    name = path.relative_to(content).as_posix()
    return next(kind for kind, files in FILES.items() if re.fullmatch(files.replace("*", "[^/]+"), name))


def find_refusals(content: Path) -> Iterator[str]:
    """What the schemas refuse of a content folder, read as the loader and as a plugin reads it."""
    for path in sorted(content.rglob("*.yml")):
        validator = Draft7Validator(schema_of(kind_of(path, content)))
        for loader in (yaml_loader(), PluginLoader):
            data = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
            for error in validator.iter_errors(data):
                yield f"{path.relative_to(content)}: {error.json_path}: {error.message}"


def inner_schemas(schema: dict[str, Any], at: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """A schema and all that it holds, each with its place."""
    yield at, schema
    for name, inner in {**schema.get("properties", {}), **schema.get("patternProperties", {})}.items():
        yield from inner_schemas(inner, f"{at}.{name}")
    listed = schema.get("items", [])
    for inner in [*(listed if isinstance(listed, list) else [listed]), *schema.get("anyOf", ())]:
        if "title" in inner:
            yield from inner_schemas(inner, at)


@pytest.mark.parametrize("content", [toy.CONTENT, gnomons.CONTENT, minimal.CONTENT])
def test_every_file_of_an_issue_is_accepted(content: Path):
    assert list(find_refusals(content)) == []


@pytest.mark.parametrize("kind", ENTITIES)
def test_a_wrong_name_of_a_field_is_refused_wherever_it_is(kind: str):
    for at, schema in inner_schemas(schema_of(kind)):
        if "properties" in schema:
            wrong = {**schema["examples"][0], "nmae": "x"}
            refused = [error.message for error in Draft7Validator(schema).iter_errors(wrong)]
            assert any("'nmae' was unexpected" in message for message in refused), at


@pytest.mark.parametrize("kind", ENTITIES)
def test_every_field_has_a_description_a_form_and_an_example_that_fits(kind: str):
    schema = schema_of(kind)
    Draft7Validator.check_schema(schema)
    for at, inner in inner_schemas(schema):
        assert inner["title"], at
        assert "$ref" not in inner
        for example in inner["examples"]:
            assert [error.message for error in Draft7Validator(inner).iter_errors(example)] == [], at
        for name, value in inner.get("properties", {}).items():
            assert len(value["description"]) > 10, f"{at}.{name}"


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("family", "color", {"light": "grey", "dark": "#ffffff"}),
        ("family", "highlighted", "maybe"),
        ("article", "number", 0),
        ("article", "type", "journal-article"),
        ("article", "doi", "https://doi.org/10.1000/182"),
        ("article", "arxiv", "21.1234"),
        ("article", "arxiv", 21.1234),
        ("article", "date", 20145),
        ("article", "date", "spring 2011"),
        ("article", "date", "2011-13"),
        ("article", "date", "0800"),
        ("article", "authors", [{"family": "Doe", "first": "Jane"}]),
        ("article", "families", "blues"),
        ("fact", "status", "conted"),
        ("material", "families", ["Blues"]),
        ("problem", "givens", {"t-1": {"name": "time", "symbol": "t", "value": 1}}),
    ],
)
def test_a_value_of_another_form_is_refused(kind: str, field: str, value: object):
    schema = schema_of(kind)["properties"][field]
    assert list(Draft7Validator(schema).iter_errors(value)) != []


# The types of mistakes that a schema cannot refuse, each with the reason.
BEYOND = {
    **dict.fromkeys(("field", "name", "plain_text", "unit"), "text with a notation of its own"),
    **dict.fromkeys(("doi", "pages", "long"), "brackets in pairs, order, length without white space"),
    **dict.fromkeys(("isbn", "issn", "orcid"), "check digits"),
    **dict.fromkeys(("date", "accessed", "period"), "days of a month, today, one day before another"),
    **dict.fromkeys(("structure", "symmetry"), "geometry"),
    **dict.fromkeys(
        (
            "amount", "axis", "chart", "curve", "given", "nameless", "names", "notation", "problem", "script",
            "subject",
        ),
        "fields that depend on others",
    ),
}  # fmt: skip
# whose mistake is in the name of the file, or in a branch of the schema whose other branch the value fits
ELSEWHERE = ("slug-too-long", "slug-with-capital", "structure-element-of-ligand-unknown")


@pytest.mark.slow
def test_what_a_schema_lets_pass_no_schema_could_refuse(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of all wrong files, those that are wrong by the form of one value are refused in an editor, too."""
    read_once(monkeypatch)
    types: set[str] = set()

    def note_types(kind: type[Record], error: ValidationError) -> Iterator[ValidationMessage]:
        types.update(detail["type"] for detail in error.errors())
        return find_messages(kind, error)

    monkeypatch.setattr(reader, "find_messages", note_types)
    content = link_toy(tmp_path)
    passed: dict[str, set[str]] = {}
    for folder in FOLDERS:
        if folder.name not in ELSEWHERE and is_accepted(folder):
            types.clear()
            with laid_over(content, folder):
                reader.read_content(content, known=known_files())
            passed |= {folder.name: types - BEYOND.keys()}
    assert {name: left for name, left in passed.items() if left} == {}
    assert len(passed) < len(FOLDERS)


def is_accepted(folder: Path) -> bool:
    """Whether a schema has nothing against the files of a folder, read as a plugin reads them."""
    for path in folder.rglob("*.yml"):
        try:
            validator = Draft7Validator(schema_of(kind_of(path, folder)))
            data = yaml.load(path.read_text(encoding="utf-8"), PluginLoader)
        except (yaml.YAMLError, ValueError, StopIteration):  # it is no YAML, or has no schema
            return False
        if not validator.is_valid(data):
            return False
    return True


def test_a_field_may_have_another_name_and_only_one_of_them():
    validator = Draft7Validator(schema_of("article"))
    example = {key: value for key, value in schema_of("article")["examples"][0].items() if key != "year"}
    assert [error.message for error in validator.iter_errors(example | {"date": 2016})] == []
    assert list(validator.iter_errors(example)) != []
    assert list(validator.iter_errors(example | {"date": 2016, "year": 2016})) != []


def test_a_modeline_leads_from_a_file_to_its_schema(tmp_path: Path):
    written = render_schemas()
    assert len(written) == len(ENTITIES)
    for kind, files in FILES.items():
        path = tmp_path / files.replace("*", "x")
        target = (path.parent / modeline(kind).partition("$schema=")[2]).resolve()
        assert json.loads(written[target.relative_to(tmp_path.resolve()).as_posix()]) == schema_of(kind)
