"""The model -> docs/reference.md: every kind of file and every field that it can have."""

import json
from collections.abc import Iterator

from virtualissue.authoring.content_schemas import ENTITIES, FILES, Schema, modeline, schema_of
from virtualissue.authoring.explanations import FieldForm, find_mappings, list_own_fields, write_yaml
from virtualissue.model.kinds import SINGLES

HEAD = """# All fields

What may be written in each file of `content/`. A dot leads into a mapping, `[]` into a list, and `NAME`
stands for a name that you choose. A field in **bold** must be given. In the terminal,
`python build.py explain article.authors` shows the same for one field.

After `python build.py schema`, an editor with a YAML plugin completes, explains, and checks the fields of
every file whose first line names its schema. The line is shown with each kind of file below.

This page is made from the model by `make approve`.
"""
TABLE = ("| field | what it is | how it is written |", "|---|---|---|")
GENERAL = ("a title", "text", "text in one line", "text in one line, without LaTeX and HTML")


def render_reference() -> str:
    """The whole page, as Markdown."""
    contents = [f"- [{_title(kind)}](#{_anchor(kind)}): `{FILES[kind]}`" for kind in ENTITIES]
    told: dict[str, str] = {}
    return "\n".join([HEAD, *contents, "", *(_render_kind(kind, told) for kind in ENTITIES)])


def _title(kind: str) -> str:
    return f"{kind}.yml" if kind in SINGLES else kind.capitalize()


def _anchor(kind: str) -> str:
    return _title(kind).lower().replace(".", "")


def _render_kind(kind: str, told: dict[str, str]) -> str:
    """A kind of file; `told` are the mappings that are listed already, each with its path."""
    schema = schema_of(kind)
    example = write_yaml(schema["examples"][0]).rstrip()
    return "\n".join(
        [
            f"## {_title(kind)}", "", f"`content/{FILES[kind]}`. {schema['description']}", "",
            *TABLE, *_render_rows(kind, schema, told), "",
            "The least that such a file contains:", "", "```yaml", modeline(kind), example, "```", "",
        ]
    )  # fmt: skip


def _render_rows(path: str, schema: Schema, told: dict[str, str]) -> Iterator[str]:
    """The fields of a mapping, and of those inside it that no row has listed before."""
    for field in list_own_fields(path, schema):
        holders = list(find_mappings(field.schema, field.path))
        known = [told[key] for inner, _ in holders if (key := json.dumps(inner["properties"])) in told]
        yield _render_row(field, known)
        for inner, at in () if known else holders:
            told[json.dumps(inner["properties"])] = at
            yield from _render_rows(at, inner, told)


def _render_row(field: FieldForm, known: list[str]) -> str:
    path = f"`{field.path.partition('.')[2]}`"
    form = _escape(field.form)
    if known:
        form = form.replace("a mapping of fields", f"a mapping of fields as in `{known[0]}`", 1)
    if field.default:
        form += f"; without it, `{field.default}`"
    if field.form not in GENERAL and "\n" not in (example := field.example.strip()):
        form += f"<br>`{_escape(example)}`"
    return f"| {f'**{path}**' if field.is_needed else path} | {_escape(field.description)} | {form} |"


def _escape(text: str) -> str:
    return text.replace("|", "\\|")
