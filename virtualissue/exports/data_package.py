"""Issue -> the files of data/: tables as CSV, the whole issue as JSON, and the data package that lists them.

Alone knows CSV and the Data Package specification, version 1 (specs.frictionlessdata.io).
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from io import StringIO

from virtualissue.bibliography.work import Work
from virtualissue.exports.data_dictionary import DataField, FieldValue, Resource, find_resources
from virtualissue.exports.issue_json import SCHEMA, render_issue
from virtualissue.exports.issue_schema import render_schema
from virtualissue.exports.records import REFERENCES, render_whole
from virtualissue.model.issue import Issue

MEDIA_TYPES = {"csv": "text/csv", "json": "application/json"}
BYTE_ORDER_MARK = "\ufeff"  # by which spreadsheets know that a file is in UTF-8
ENCODINGS = {"csv": "utf-8-sig"}
FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # wide ones too, as Japanese keyboards have them
PACKAGE, ISSUE = "datapackage.json", "issue.json"
# files that are no tables -> what they are
TITLES: Mapping[str, str] = {
    ISSUE: "Everything that the issue says",
    SCHEMA: f"What the fields of {ISSUE} mean, as a JSON Schema",
    **{name: f"All references, as {form.name}" for name, form in REFERENCES.items()},
    PACKAGE: "The list of these files, with the meaning of each column",
}


@dataclass(frozen=True)
class Download:
    """A file of the data as a page offers it: its name, what it is, its address and its size in bytes."""

    name: str
    title: str
    address: str
    size: int


@lru_cache(maxsize=1)
def render_exports(issue: Issue) -> Mapping[str, str]:
    """Every file of data/ by its name; the same issue gives the same bytes."""
    resources = find_resources(issue)
    files = {
        f"{name}.csv": BYTE_ORDER_MARK + "".join(lines.values()) for name, lines in find_lines(issue).items()
    }
    files |= {"facts.json": render_json(resources["facts"])} if "facts" in resources else {}
    files |= render_whole(issue)
    files |= {ISSUE: _dump(render_issue(issue)), SCHEMA: _dump(render_schema(issue))}
    return {**files, PACKAGE: _dump(_package(issue, resources, files))}


def find_downloads(issue: Issue) -> tuple[Download, ...]:
    """Every file of data/ with its size."""
    tables = find_resources(issue)
    return tuple(
        Download(name, _find_title(tables, name), f"data/{name}", len(text.encode()))
        for name, text in render_exports(issue).items()
    )


def find_media_type(file: str) -> str:
    """The media type of a file of data/."""
    form = REFERENCES.get(file)
    return form.media_type if form else MEDIA_TYPES[file.rpartition(".")[2]]


def _find_title(tables: Mapping[str, Resource], file: str) -> str:
    """What a file is: a table, the same for scripts, or one of the others."""
    stem, _, ending = file.rpartition(".")
    if stem not in tables:
        return TITLES[file]
    return tables[stem].title if ending == "csv" else f"{tables[stem].title}, as a list of objects"


@lru_cache(maxsize=1)
def find_lines(issue: Issue) -> Mapping[str, Mapping[str, str]]:
    """The rows of each table as CSV by the slugs of their entities; first, under no slug, that of names."""
    return {name: dict(_lines(resource)) for name, resource in find_resources(issue).items()}


def _lines(resource: Resource) -> Iterator[tuple[str, str]]:
    yield "", _line(column.name for column in resource.fields)
    for entity in resource.entities:
        yield entity.slug, _line(map(_csv, resource.row(entity).values()))


def render_json(resource: Resource) -> str:
    """All rows as a list of objects with the names of the CSV; what is missing is null."""
    return _dump([resource.row(entity) for entity in resource.entities])


def _line(cells: Iterable[str]) -> str:
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue()


def _csv(value: FieldValue) -> str:
    """A text that a spreadsheet would run as a formula gets the apostrophe that makes it text there."""
    if isinstance(value, str):
        return f"'{value}" if value.lstrip().startswith(FORMULA_SIGNS) or value[:1].isspace() else value
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None else str(value)


def _dump(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2, default=float) + "\n"


def _package(issue: Issue, resources: Mapping[str, Resource], files: Mapping[str, str]) -> dict[str, object]:
    front = issue.front
    told = {
        "description": front.description,
        "version": front.version,
        "homepage": front.site_url,
        "sources": [_describe_source(front.editorial)] if front.editorial else [],
    }
    return {
        "profile": "data-package",
        "name": front.name,
        "title": front.title.text,
        **{name: value for name, value in told.items() if value},
        "licenses": [front.license.model_dump()],
        "resources": [_describe(resources, name, text) for name, text in files.items()],
    }


def _describe_source(editorial: Work) -> dict[str, str]:
    source = {"title": f"{editorial.title.text}, {editorial.journal_and_year}"}
    return source | ({"path": editorial.link} if editorial.link else {})


def _describe(tables: Mapping[str, Resource], file: str, text: str) -> dict[str, object]:
    """One file of the package; by the letter of the specification only CSV is tabular."""
    stem, _, ending = file.rpartition(".")
    table = tables.get(stem)
    return {
        "profile": "tabular-data-resource" if ending == "csv" else "data-resource",
        "name": stem if ending == "csv" else f"{stem}-{ending}",
        "title": _find_title(tables, file),
        "path": file,
        "format": ending,
        "mediatype": find_media_type(file),
        "encoding": ENCODINGS.get(ending, "utf-8"),
        "bytes": len(text.encode()),
        "hash": f"sha256:{sha256(text.encode()).hexdigest()}",
        # else frictionless takes issue.schema.json for a Table Schema, because of its name
        **({"schema": _schema(table)} if table else {"type": "json" if ending == "json" else "file"}),
    }


def _schema(resource: Resource) -> dict[str, object]:
    keys = [
        {"fields": name, "reference": {"resource": other, "fields": "id"}}
        for name, other in resource.keys.items()
    ]
    return {
        "fields": [_field(column) for column in resource.fields],
        "primaryKey": "id",
        **({"foreignKeys": keys} if keys else {}),
    }


def _field(column: DataField) -> dict[str, object]:
    described = {"name": column.name, "type": column.type, "description": column.description}
    return described | ({"constraints": dict(column.constraints)} if column.constraints else {})
