"""The toy without some of its collections: what points at them goes too, and what is then about nothing."""

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

from tests.toy import copy_toy, read_toy
from virtualissue.loader.yaml_tree import yaml_loader
from virtualissue.model.entity import Entity
from virtualissue.model.kinds import KINDS
from virtualissue.model.references import find_references
from virtualissue.views.urls import find_standing

COLLECTIONS = {kind.collection: kind for kind in KINDS}
# parts of issue.yml and files of their own that can be left out as well
OTHERS = (
    "editorial",
    "course",
    "regions",
    "editors",
    "subtitle",
    "description",
    "version",
    "period",
    "words",
)
MARK = re.compile(r"\[([^\]\[]*)\]\(([a-z]+):([a-z0-9-]+)\)")
FACT = re.compile(r"\{fact:([a-z0-9-]+)(?:\|[a-z]+)?\}")
EDITORIAL = re.compile(r"\[@editorial\]|@editorial; |; @editorial")

Removed = set[tuple[str, str]]


def write_sparse_toy(folder: Path, left_out: Iterable[str]) -> Path:
    """A content/ without these collections, or parts of issue.yml, in which nothing points at them."""
    content, left_out = copy_toy(folder), set(left_out)
    issue, removed = read_toy(), Removed()
    for name in left_out & COLLECTIONS.keys():
        removed |= {(COLLECTIONS[name].name, slug) for slug in issue.collections[name]}
    removed |= {("issue", name) for name in left_out - COLLECTIONS.keys()}
    files = {entity.file: _read(content.parent / entity.file) for entity in issue.entities()}
    entities = {entity.file: entity for entity in issue.entities()}
    before = -1
    while before < len(removed):  # what is about nothing goes, and so does what points at it
        before = len(removed)
        for file, entity in entities.items():
            if _is_about_nothing(entity, _strip(entity, files[file], removed), removed):
                removed.add((entity.kind, entity.slug))
    for file, entity in entities.items():
        path = content.parent / file
        if (entity.kind, entity.slug) in removed or ("issue", path.stem) in removed:
            path.unlink()
        else:
            path.write_text(yaml.safe_dump(_strip(entity, files[file], removed), allow_unicode=True))
    return content


def _read(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml_loader())
    return data


def _strip(entity: Entity, data: Mapping[str, Any], removed: Removed) -> dict[str, Any]:
    """The data of an entity without what was removed."""
    lost = [one.path for one in find_references(entity) if (one.target.kind, one.slug) in removed]
    lost += [(name,) for kind, name in removed if kind == entity.kind == "issue"]
    lost += [("strict",), ("collection",)] if entity.kind == "issue" else []
    lost += [("goals",)] if ("issue", "course") in removed and entity.kind in ("problem", "question") else []
    lost += [("facets", slug) for kind, slug in removed if kind == "facet"]
    copy: dict[str, Any] = deepcopy(dict(data))
    for path in sorted(lost, key=repr, reverse=True):
        _delete(copy, path)
    stripped: dict[str, Any] = _clean(copy, removed)
    return stripped


def _delete(data: Any, path: tuple[str | int, ...]) -> None:
    """Deletes a value; where it is a field of an item of a list, the item."""
    if len(path) > 1 and isinstance(path[-2], int):
        path = path[:-1]
    *above, last = path
    for step in above:
        if not isinstance(data, list | dict) or (isinstance(data, dict) and step not in data):
            return
        data = data[step]  # type: ignore[index]
    if isinstance(last, int) if isinstance(data, list) else last in data:
        del data[last]


def _clean(value: Any, removed: Removed) -> Any:
    """Texts without marks of what was removed; lists without pointers to it."""
    if isinstance(value, dict):
        cleaned = {key: _clean(inner, removed) for key, inner in value.items()}
        return {key: inner for key, inner in cleaned.items() if inner != []}
    if isinstance(value, list):
        names = {name for kind, name in removed if kind == "facet"}
        kept = [item for item in value if not isinstance(item, str) or item not in names]
        return [_clean(item, removed) for item in kept if not _points_in_vain(item, removed)]
    if not isinstance(value, str):
        return value
    value = MARK.sub(lambda mark: mark[1] if _is_gone(mark[2], mark[3], removed) else mark[0], value)
    value = FACT.sub(lambda mark: "some" if ("fact", mark[1]) in removed else mark[0], value)
    return EDITORIAL.sub("", value) if ("issue", "editorial") in removed else value


def _points_in_vain(item: Any, removed: Removed) -> bool:
    kind, colon, slug = item.partition(":") if isinstance(item, str) else ("", "", "")
    return bool(colon) and _is_gone(kind, slug, removed)


def _is_gone(kind: str, slug: str, removed: Removed) -> bool:
    """Whether an entity was removed, or a page that stands alone may be empty."""
    return (kind, slug) in removed or (kind == "page" and slug in find_standing(read_toy()).keys() - {"home"})


def _is_about_nothing(entity: Entity, data: Mapping[str, Any], removed: Removed) -> bool:
    """Facts without a subject, a quantity or a source, charts and structures of nothing, and the like."""
    kinds = {kind for kind, _ in removed}
    if entity.kind == "fact":
        source = data.get("stated", {}).get("source") == "editorial" and ("issue", "editorial") in removed
        return source or "quantity" not in data or not data.get("of", {}).keys() - {"composition"}
    if entity.kind == "chart":
        asked = {data.get(name) for name in ("by", "rows", "columns")}
        needs = {"map": ("issue", "regions") not in removed, "parts": "facts" in data}
        needs["values"] = "quantity" in data and "fact" not in kinds
        return bool(asked & kinds) or not needs.get(data["kind"], True)
    if entity.kind == "structure":
        return "family" not in data
    if entity.kind == "problem":
        return "fact" in kinds or "quantity" in kinds
    return False
