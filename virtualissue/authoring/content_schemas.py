"""The model -> one JSON Schema for each kind of file in content/, for the YAML plugin of an editor.

A schema describes what may be typed, not what is read from it: dates, prose and formulas are text. It has no
references inside, so that each field has its own description, form and example.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from virtualissue.diagnostics import with_article
from virtualissue.files import write_whole
from virtualissue.model.entities import Faceted
from virtualissue.model.entity import Entity
from virtualissue.model.kinds import KINDS, SINGLES
from virtualissue.quantities.amount_parser import NUMBER
from virtualissue.text.fields import FORM, Record, field_names

Schema = dict[str, Any]

DIALECT = "http://json-schema.org/draft-07/schema#"  # the newest that every plugin knows
FOLDER = ".schemas"  # inside content/, where the loader passes it over
WHOLE_NUMBER = "^[+-]?[0-9]+$"
SWITCH = "^([Tt]rue|[Ff]alse|[Yy]es|[Nn]o|[Oo]n|[Oo]ff)$"
# what a plugin takes for a number where the loader reads text
NUMBERS = ("2016", "1.5", "2101.01234", "9783161484100")
DECIMAL = rf"^\s*{NUMBER}\s*$"
LIMITS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
WHOLE = "a whole number"
TEXT: Schema = {"type": ["string", "number"], "title": "text", "examples": ["text"]}

# kind of file -> what one of them is
ENTITIES: Mapping[str, type[Entity]] = {**SINGLES, **{kind.name: kind.entity for kind in KINDS}}
# kind of file -> its files, from content/ on
FILES: Mapping[str, str] = {
    **{name: f"{name}.yml" for name in SINGLES},
    **{kind.name: f"{kind.path}/*.yml" for kind in KINDS},
}


def modeline(kind: str) -> str:
    """The comment by which a YAML plugin finds the schema of a file of this kind, at its beginning."""
    depth = FILES[kind].count("/")
    return f"# yaml-language-server: $schema={'../' * depth}{FOLDER}/{kind}.json"


@cache
def render_schemas() -> Mapping[str, str]:
    """Every schema as text, by its path inside content/."""
    return {
        f"{FOLDER}/{kind}.json": json.dumps(schema_of(kind), ensure_ascii=False, indent=1) + "\n"
        for kind in ENTITIES
    }


def write_schemas(content: Path) -> int:
    """Writes every schema into a folder of content; returns how many files changed."""
    (content / FOLDER).mkdir(parents=True, exist_ok=True)
    return sum(write_whole(content / name, text.encode()) for name, text in render_schemas().items())


@cache
def schema_of(kind: str) -> Schema:
    """The schema of the files of one kind."""
    entity = ENTITIES[kind]
    raw = entity.model_json_schema()
    found = _Reader(raw.pop("$defs", {})).read_record(raw, entity)
    return {"$schema": DIALECT, **found, "title": with_article(kind) if kind not in SINGLES else FILES[kind]}


class _Reader:
    """Reads what pydantic says of a record, and puts the definitions where they are referred to."""

    def __init__(self, definitions: Mapping[str, Schema]) -> None:
        self.definitions = definitions
        self.records = {record.__name__: record for record in _all_records(Record)}

    def read(self, raw: Schema) -> Schema:
        """One value: its type as a plugin sees it, its form, an example."""
        if name := raw.get("$ref", "").rpartition("/")[2]:
            definition, record = self.definitions[name], self.records.get(name)
            inner = self.read_record(definition, record) if record else self.read(definition)
            return _described(inner, raw)
        either: list[Schema] = raw.get("anyOf") or raw.get("oneOf") or []
        branches = [one for one in either if one.get("type") != "null"]
        if {one.get("type") for one in branches} == {"number", "string"}:  # as decimals are
            return _described(_read_number(branches[0]), raw)
        if branches:
            return _described(_join([self.read(one) for one in branches]), raw)
        readers: Mapping[str, Callable[[Schema], Schema]] = {
            "array": self.read_list, "object": self.read_mapping, "string": _read_text,
            "integer": _read_integer, "number": _read_number, "boolean": _read_switch,
        }  # fmt: skip
        return _described(readers[raw.get("type", "string")](raw), raw)

    def read_list(self, raw: Schema) -> Schema:
        """A list; a pair has a schema for each of its items."""
        kept = _keep(raw, "minItems", "maxItems")
        if pair := raw.get("prefixItems"):
            items = [self.read(one) for one in pair]
            example = [one["examples"][0] for one in items]
            return {"type": "array", "items": items, **kept, "title": "a list", "examples": [example]}
        item = self.read(raw["items"])
        title = f"a list, each item {item['title']}"
        example = [item["examples"][0]] * kept.get("minItems", 1)
        return {"type": "array", "items": item, **kept, "title": title, "examples": [example]}

    def read_mapping(self, raw: Schema) -> Schema:
        """A mapping of names that the editor chooses."""
        pattern, inner = next(iter(raw.get("patternProperties", {}).items()), ("", None))
        value = self.read(inner or raw["additionalProperties"])
        rules = {"patternProperties": {pattern: value}, "additionalProperties": False}
        return {
            "type": "object",
            **(rules if pattern else {"additionalProperties": value}),
            "title": f"a mapping of names, each to {value['title']}",
            "examples": [{"name": value["examples"][0]}],
        }

    def read_record(self, raw: Schema, record: type[Record]) -> Schema:
        """A mapping of known fields, under each name that they may be given."""
        needed = set(raw.get("required", ()))
        properties: dict[str, Schema] = {}
        rules: list[Schema] = []
        required: list[str] = []
        for name, field in record.model_fields.items():
            if field.exclude or (issubclass(record, Entity) and name in Entity.model_fields):
                continue
            first, *others = field_names(name, field)
            value = self.read(raw["properties"][first])
            properties[first] = value
            for other in others:
                properties[other] = {
                    **value,
                    "title": f"{value['title']}; the field may also be called {first}",
                }
                rules.append({"not": {"required": [first, other]}})
            if first in needed and others:
                rules.append({"anyOf": [{"required": [one]} for one in (first, *others)]})
            elif first in needed:
                required.append(first)
        own = (name for name in properties if name not in Faceted.model_fields)
        shown = [name for name in properties if name in needed] or [next(own)]
        found = {
            "type": "object",
            "properties": properties,
            "additionalProperties": False,
            "required": required,
            "allOf": rules,
            "title": "a mapping of fields",
            "description": (record.__doc__ or "").partition("\n\n")[0].replace("\n    ", " "),
            "examples": [{name: properties[name]["examples"][0] for name in shown}],
        }
        return {key: value for key, value in found.items() if value != []}


def _described(found: Schema, raw: Schema) -> Schema:
    """What is known of a value, with what its field says of it."""
    default = raw.get("default")
    if isinstance(default, dict) and not any(default.values()):
        default = None
    said = {"description": raw.get("description"), "default": default}
    if FORM in raw:
        said["title"] = raw[FORM]
    if "examples" in raw:
        said["examples"] = raw["examples"]
    return {**found, **{key: value for key, value in said.items() if value not in (None, "", [], {})}}


def _join(branches: list[Schema]) -> Schema:
    """A value that may be written in several ways; the first is the example."""
    if any(branch.get("type") == TEXT["type"] for branch in branches):  # which a whole number is, too
        branches = [branch for branch in branches if branch["title"] != WHOLE]
    if len(branches) == 1:
        return branches[0]
    title = ", or ".join(dict.fromkeys(branch["title"] for branch in branches))
    return {"anyOf": branches, "title": title, "examples": branches[0]["examples"]}


def _keep(raw: Schema, *names: str) -> Schema:
    """Some rules of a schema, where it has them."""
    return {name: raw[name] for name in names if name in raw}


def _read_text(raw: Schema) -> Schema:
    """Text, which a plugin takes for a number where it looks like one; or one of some words."""
    if choices := raw.get("enum", [raw["const"]] if "const" in raw else []):
        return {"enum": choices, "title": f"one of {', '.join(choices)}", "examples": [choices[0]]}
    kept = _keep(raw, "pattern", "minLength", "maxLength", *LIMITS)
    is_number = any(re.search(raw.get("pattern", ""), number) for number in NUMBERS)
    return {**TEXT, **kept} if is_number else {**TEXT, "type": "string", **kept}


def _read_integer(raw: Schema) -> Schema:
    kept = _keep(raw, *LIMITS)
    ends = [str(raw[key]) for key in ("minimum", "maximum") if key in raw]
    title = WHOLE + (f" from {' to '.join(ends)}" if ends else "")
    example = raw.get("minimum", 1)
    return {
        "type": ["integer", "string"], "pattern": WHOLE_NUMBER, **kept, "title": title, "examples": [example],
    }  # fmt: skip


def _read_number(raw: Schema) -> Schema:
    kept = _keep(raw, *LIMITS)
    return {"type": ["number", "string"], "pattern": DECIMAL, **kept, "title": "a number", "examples": [1.5]}


def _read_switch(raw: Schema) -> Schema:
    default = raw.get("default", True)
    return {
        "type": ["boolean", "string"],
        "pattern": SWITCH,
        "title": "true or false",
        "examples": [not default],
    }


def _all_records(base: type[Record]) -> Iterator[type[Record]]:
    for record in base.__subclasses__():
        yield record
        yield from _all_records(record)
