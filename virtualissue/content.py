"""content/ -> `Issue`: the only file that reads YAML from disk.

One thing a file, the file's name is its slug. Everything that is wrong with the form of the files is told
at once; what is wrong between them is for `checks`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from virtualissue.fact import Fact, Quantity
from virtualissue.issue import Front, Issue, Regions
from virtualissue.marks import Vocabulary
from virtualissue.mistake import ContentError, Mistake, suggest
from virtualissue.model import (
    Article,
    Erratum,
    Facet,
    Family,
    Material,
    Person,
    Section,
    StandingPage,
    Technique,
    Term,
    Theme,
)
from virtualissue.position import find_key, find_position
from virtualissue.record import Thing

# folder of content/ -> the collection of the Issue that it fills, and what each file in it is
SHELVES: Mapping[str, tuple[str, type[Thing]]] = {
    "articles": ("articles", Article),
    "families": ("families", Family),
    "materials": ("materials", Material),
    "techniques": ("techniques", Technique),
    "themes": ("themes", Theme),
    "story": ("story", Section),
    "glossary": ("terms", Term),
    "people": ("people", Person),
    "errata": ("errata", Erratum),
    "facts": ("facts", Fact),
    "quantities": ("quantities", Quantity),
    "facets": ("facets", Facet),
    "pages": ("pages", StandingPage),
}
SINGLES: Mapping[str, type[Thing]] = {"issue": Front, "regions": Regions}
NAMED = {"materials": "material", "techniques": "technique", "glossary": "term"}


@dataclass(frozen=True)
class Source:
    """One file as it was read: its path as shown to the author, its text, and the data in it."""

    file: str
    folder: str
    slug: str
    text: str
    data: dict[str, Any]


class _Loader(yaml.CSafeLoader):
    """Refuses a key that stands twice, which YAML would let pass by keeping the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        mapping = super().construct_mapping(node, deep)
        if len(mapping) < len(node.value):
            seen: set[str] = set()
            for key, _ in node.value:
                if key.value in seen:
                    raise yaml.MarkedYAMLError(
                        problem=f"the key {key.value} stands twice", problem_mark=key.start_mark
                    )
                seen.add(key.value)
        return mapping


def read_issue(folder: Path) -> Issue:
    """All of content/ as one `Issue`; raises `ContentError` with everything that is wrong in form."""
    mistakes: list[Mistake] = []
    sources = [source for path in _paths(folder, mistakes) if (source := _read(path, folder, mistakes))]
    vocabulary = read_vocabulary(sources)
    things: dict[str, dict[str, Thing]] = {}
    for source in sources:
        if thing := _validate(source, vocabulary, mistakes):
            things.setdefault(source.folder, {})[source.slug] = thing
    front = things.get("", {}).get("issue")
    if mistakes or not isinstance(front, Front):
        raise ContentError(mistakes or [Mistake(f"{folder.name}/issue.yml", 0, 0, "this file is missing")])
    return _assemble(front, things)


def _assemble(front: Front, things: Mapping[str, Mapping[str, Thing]]) -> Issue:
    shelves: dict[str, Any] = {name: things.get(folder, {}) for folder, (name, _) in SHELVES.items()}
    shelves["articles"] = dict(sorted(shelves["articles"].items(), key=lambda item: item[1].number))
    for name in ("families", "themes", "story"):
        shelves[name] = _in_order(shelves[name], getattr(front, name))
    for name in ("materials", "techniques", "terms"):
        shelves[name] = dict(sorted(shelves[name].items(), key=lambda item: item[1].sort_key))
    return Issue(front=front, regions=things.get("", {}).get("regions"), **shelves)  # type: ignore[arg-type]


def _in_order(shelf: Mapping[str, Thing], order: Sequence[str]) -> dict[str, Thing]:
    """The editor's order first, whatever it forgot behind it: `checks` tells."""
    return {slug: shelf[slug] for slug in (*order, *shelf) if slug in shelf}


def read_vocabulary(sources: Sequence[Source]) -> Vocabulary:
    """The placeholders and names that all prose may use, taken from the data before it is validated."""
    placeholders: frozenset[str] = frozenset()
    names: dict[str, tuple[str, str]] = {}
    for source in sources:
        if source.folder == "" and source.slug == "issue":
            placeholders = frozenset(map(str, source.data.get("placeholders") or ()))
        for name in _names(source):
            names.setdefault(name, (NAMED[source.folder], source.slug))
    return Vocabulary(placeholders, names)


def _names(source: Source) -> Iterator[str]:
    if source.folder in NAMED:
        others = source.data.get("names")
        for name in (
            source.data.get("name"),
            source.data.get("term"),
            *(others if isinstance(others, list) else ()),
        ):
            if isinstance(name, str) and name.strip():
                yield name.strip()


def _paths(folder: Path, mistakes: list[Mistake]) -> list[Path]:
    if not folder.is_dir():
        raise ContentError([Mistake(str(folder), 0, 0, "there is no such folder")])
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    known = {*SHELVES, ""}
    for path in paths:
        inside = path.relative_to(folder)
        parent = "" if inside.parent == Path() else inside.parent.as_posix()
        if path.suffix != ".yml":
            mistakes.append(Mistake(f"{folder.name}/{inside.as_posix()}", 0, 0, "not a .yml file"))
        elif parent not in known:
            message = f"no folder {parent} ({suggest(parent, SHELVES)})"
            mistakes.append(Mistake(f"{folder.name}/{inside.as_posix()}", 0, 0, message))
        elif parent == "" and path.stem not in SINGLES:
            message = f"not known here ({suggest(path.stem, SINGLES)})"
            mistakes.append(Mistake(f"{folder.name}/{inside.as_posix()}", 0, 0, message))
    return [path for path in paths if path.suffix == ".yml" and _is_known(path.relative_to(folder))]


def _is_known(inside: Path) -> bool:
    return inside.parent.as_posix() in SHELVES or (inside.parent == Path() and inside.stem in SINGLES)


def _read(path: Path, folder: Path, mistakes: list[Mistake]) -> Source | None:
    inside = path.relative_to(folder)
    file = f"{folder.name}/{inside.as_posix()}"
    try:
        text = path.read_text(encoding="utf-8")
        data = yaml.load(text, Loader=_Loader)  # noqa: S506 (a safe loader)
    except UnicodeDecodeError as error:
        mistakes.append(Mistake(file, 0, 0, f"not UTF-8 text (byte {error.start})"))
        return None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        mistakes.append(
            Mistake(file, line, column, f"no valid YAML: {getattr(error, 'problem', None) or error}")
        )
        return None
    if not isinstance(data, dict):
        mistakes.append(Mistake(file, 1, 1, "should be a mapping of fields (name: value)"))
        return None
    folder_name = "" if inside.parent == Path() else inside.parent.as_posix()
    return Source(file, folder_name, path.stem, text, data)


def _validate(source: Source, vocabulary: Vocabulary, mistakes: list[Mistake]) -> Thing | None:
    kind = SHELVES[source.folder][1] if source.folder else SINGLES[source.slug]
    fields = {**source.data, "slug": source.slug, "file": source.file}
    try:
        return kind.model_validate(fields, context=vocabulary)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            mistakes.extend(_mistakes(source, kind, dict(detail)))
        return None


def _mistakes(source: Source, kind: type[Thing], detail: dict[str, Any]) -> Iterator[Mistake]:
    at = tuple(step for step in detail["loc"] if not _is_branch(step))
    if at == ("slug",):
        yield Mistake(source.file, 0, 0, "a file's name is its slug: lower-case letters, digits and hyphens")
    elif problems := detail.get("ctx", {}).get("problems"):
        for offset, message in problems:
            yield Mistake(source.file, *find_position(source.text, at, offset), f"{_path(at)}: {message}")
    elif detail["type"] == "extra_forbidden":
        message = f"no field {at[-1]} here ({suggest(str(at[-1]), _fields(kind, at[:-1]))})"
        yield Mistake(source.file, *find_key(source.text, at), message)
    elif detail["type"] == "missing":
        yield Mistake(source.file, *find_position(source.text, at[:-1]), f"the field {_path(at)} is missing")
    else:
        place = find_position(source.text, at)
        yield Mistake(source.file, *place, f"{_path(at)}: {detail['msg'][0].lower()}{detail['msg'][1:]}")


def _is_branch(step: str | int) -> bool:
    """Pydantic names the branch of a union in the path; no field of ours is called so."""
    return isinstance(step, str) and ("[" in step or step in ("str", "int"))


def _path(at: Sequence[str | int]) -> str:
    """`read_first` 2 `article` as an author would say it: read_first[2].article, counted from 1."""
    return "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in at).removeprefix(".")


def _fields(kind: type[Thing], at: Sequence[str | int]) -> list[str]:
    """The fields that a record takes at a path: only the outermost are told apart."""
    if at:
        return []
    return sorted({field.alias or name for name, field in kind.model_fields.items()} - {"slug", "file"})
