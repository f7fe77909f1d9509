"""A field, by the name that mistakes and files give it -> what it is, how it is written, an example."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import yaml

from virtualissue.authoring.content_schemas import ENTITIES, FILES, Schema, modeline, schema_of
from virtualissue.diagnostics import suggest
from virtualissue.model.kinds import KINDS

WIDTH = 100
LONGEST_EXAMPLE = 4  # lines beside a mistake
STEP = re.compile(r"\[\d*\]|/\*?$")
# what a kind may be called as well: its folder and its collection
OTHER_NAMES: Mapping[str, str] = {
    name: kind.name for kind in KINDS for name in (kind.path, kind.collection, kind.path.rpartition("/")[2])
}


class ExplanationError(ValueError):
    """Nothing has that name; the message lists similar names."""


@dataclass(frozen=True)
class FieldForm:
    """A field of a kind of file: its path from the kind on, its schema, and whether it must be given."""

    path: str
    schema: Schema
    is_needed: bool

    @property
    def name(self) -> str:
        """What it is called in the file."""
        return self.path.rpartition(".")[2].removesuffix("[]")

    @property
    def form(self) -> str:
        """How it is written."""
        return str(self.schema["title"])

    @property
    def description(self) -> str:
        """What it is."""
        return str(self.schema.get("description", ""))

    @property
    def default(self) -> str:
        """Its value if the file leaves it out; empty if it then has none."""
        if "default" not in self.schema:
            return ""
        return " ".join(write_yaml({self.name: self.schema["default"]}).partition(":")[2].split())

    @property
    def example(self) -> str:
        """It as it may stand in a file."""
        return write_yaml({self.name: self.schema["examples"][0]})


class _Dumper(yaml.SafeDumper):
    """Writes dates without quotes, for content reads them as text."""


_Dumper.yaml_implicit_resolvers = {
    sign: [pair for pair in pairs if not pair[0].endswith(":timestamp")]
    for sign, pairs in yaml.SafeDumper.yaml_implicit_resolvers.items()
}


def write_yaml(value: Any) -> str:
    """A value as an editor would write it: short lists and mappings in one line."""
    if isinstance(value, dict) and len(value) > 1:
        return "".join(write_yaml({key: inner}) for key, inner in value.items())
    inner = next(iter(value.values())) if isinstance(value, dict) else None
    is_block = isinstance(value, dict) and not isinstance(inner, dict | list)
    text = yaml.dump(
        value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH,
        default_flow_style=False if is_block else None,
    )  # fmt: skip
    return str(text).removesuffix("...\n")


def list_fields(kind: str) -> Iterator[FieldForm]:
    """Every field of a kind of file, those inside its fields too, in the order of the model."""
    yield from _list_inner(kind, schema_of(kind))


def _list_inner(path: str, schema: Schema) -> Iterator[FieldForm]:
    for field in list_own_fields(path, schema):
        yield field
        for inner, at in find_mappings(field.schema, field.path):
            yield from _list_inner(at, inner)


def list_own_fields(path: str, schema: Schema) -> Iterator[FieldForm]:
    """The fields of one mapping; one of two names must be given where neither is required alone."""
    needed = {*schema.get("required", ())}
    needed |= {one["required"][0] for rule in schema.get("allOf", ()) for one in rule.get("anyOf", ())}
    for name, inner in schema.get("properties", {}).items():
        yield FieldForm(f"{path}.{name}", inner, name in needed)


def find_other_names(schema: Schema) -> frozenset[str]:
    """The names after the first of those fields of a mapping that have several."""
    return frozenset(rule["not"]["required"][1] for rule in schema.get("allOf", ()) if "not" in rule)


def find_mappings(schema: Schema, path: str) -> Iterator[tuple[Schema, str]]:
    """The mappings of fields that a value is or holds, each with its path."""
    if "properties" in schema:
        yield schema, path
    if isinstance(items := schema.get("items"), dict):
        yield from find_mappings(items, f"{path}[]")
    for value in (*schema.get("patternProperties", {}).values(), schema.get("additionalProperties")):
        if isinstance(value, dict):
            yield from find_mappings(value, f"{path}.NAME")
    for branch in schema.get("anyOf", ()):
        yield from find_mappings(branch, path)


# --- finding -----------------------------------------------------------------------------------------------


def find_kind(name: str) -> str:
    """The kind of file that a name means: family, families, or families/*.yml."""
    asked = STEP.sub("", name)
    kind = OTHER_NAMES.get(asked, asked)
    if kind in ENTITIES:
        return kind
    holders = [f"{kind}.{name}" for kind in ENTITIES if name in schema_of(kind)["properties"]]
    if holders:
        raise ExplanationError(f"no kind of file is called {name} (did you mean {', '.join(holders)}?)")
    raise ExplanationError(f"no kind of file is called {name} ({suggest(name, ENTITIES, len(ENTITIES))})")


def find_fields(kind: str, steps: list[str]) -> list[FieldForm]:
    """The fields of a path; raises `ExplanationError` with the nearest names where there is none."""
    fields = list(list_fields(kind))
    asked = ".".join([kind, *(STEP.sub("", step) for step in steps)])
    found = [field for field in fields if any(_fits(asked, name) for name in _names(field))]
    if found:
        return found
    known = sorted({name.partition(".")[2] for field in fields for name in _names(field)})
    wrong = asked.partition(".")[2]
    owner, _, last = wrong.rpartition(".")
    beside = [name for name in known if name.rpartition(".")[0] == owner] or known
    near = suggest(last, [name.rpartition(".")[2] for name in beside])
    raise ExplanationError(f"no field {wrong} of {kind} ({near})")


def _fits(asked: str, path: str) -> bool:
    """Whether a path is the one that is asked for; a chosen name may stand for NAME."""
    return re.fullmatch(re.escape(path).replace("NAME", "[^.]+"), asked) is not None


def _names(field: FieldForm) -> set[str]:
    """The paths by which a field may be asked for: without brackets, with and without a chosen name."""
    path = field.path.replace("[]", "")
    return {path, path.replace(".NAME", "")}


def find_example(kind: str, at: Sequence[str | int]) -> str:
    """The field at a path of a file, or whose list holds that place, as it may be written; or nothing."""
    schema, name, example = schema_of(kind), "", None
    for step in at:
        inner = next(iter(_step_into(schema, step)), None)
        if inner is None:
            return ""
        if isinstance(step, str):
            name, example = step, inner["examples"][0]
        schema = inner
    text = write_yaml({name: example}).rstrip() if name else ""
    return text if text.count("\n") < LONGEST_EXAMPLE else ""


def _step_into(schema: Schema, step: str | int) -> Iterator[Schema]:
    """The schemas that a value one step down may have."""
    if isinstance(step, int):
        items = schema.get("items", [])
        yield from [items] if isinstance(items, dict) else items[step : step + 1]
    elif step in schema.get("properties", ()):
        yield schema["properties"][step]
    else:
        yield from schema.get("patternProperties", {}).values()
        yield from filter(None, [schema.get("additionalProperties")])
    for branch in schema.get("anyOf", ()):
        yield from _step_into(branch, step)


# --- in words ----------------------------------------------------------------------------------------------


def render_explanation(asked: str = "") -> str:
    """What a field or a kind of file is; without a name, the kinds there are. Raises `ExplanationError`."""
    asked = asked.strip(" .")
    if not asked:
        return _render_kinds()
    name, *steps = asked.removesuffix(".yml").replace(":", ".").split(".")
    kind = find_kind(name)
    if not steps:
        return _render_kind(kind)
    return "\n".join(_render_field(field) for field in find_fields(kind, steps))


def _render_kinds() -> str:
    rows = [(kind, FILES[kind], schema_of(kind)["description"]) for kind in ENTITIES]
    head = (
        "The kinds of files in content/; `explain KIND` lists the fields, `explain KIND.FIELD` tells of one."
    )
    return "\n".join([head, "", *_align(rows), ""])


def _render_kind(kind: str) -> str:
    schema = schema_of(kind)
    head = [f"{kind}: content/{FILES[kind]}", *_fold(schema["description"]), ""]
    example = [modeline(kind), *write_yaml(schema["examples"][0]).splitlines()]
    return "\n".join([*head, *_list_rows(kind, schema), *_show_example(example), ""])


def _render_field(field: FieldForm) -> str:
    rows = [("form", field.form), ("needed", "yes" if field.is_needed else "no"), ("default", field.default)]
    holders = list(find_mappings(field.schema, field.path))
    inner = [row for schema, at in holders for row in _list_rows(at, schema)]
    fields = ["", "  Its fields:", *inner] if inner else []
    head = [field.path, *_fold(field.description), "", *_align([row for row in rows if row[1]])]
    return "\n".join([*head, *fields, *_show_example(field.example.splitlines()), ""])


def _list_rows(path: str, schema: Schema) -> list[str]:
    """The fields of a mapping, one in each line."""
    fields = list_own_fields(path, schema)
    return _align([(field.name, "needed" if field.is_needed else "", field.description) for field in fields])


def _align(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Rows in columns, all but the last as wide as they need."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)][:-1]
    return [
        "  ".join(["", *(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=False)), row[-1]])
        for row in rows
    ]


def _show_example(lines: Sequence[str]) -> list[str]:
    return ["", "  For example:", *(f"    {line}" for line in lines)]


def _fold(text: str) -> list[str]:
    return [f"  {line}" for line in wrap(text, WIDTH)]
