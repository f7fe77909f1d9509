"""Begins a folder of content that can be built at once: its works, and its settings line by line."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from textwrap import wrap

from virtualissue.authoring.content_schemas import modeline, schema_of
from virtualissue.authoring.explanations import find_other_names, list_own_fields
from virtualissue.files import write_whole
from virtualissue.importing.command import make_works, write_works
from virtualissue.importing.families import MOST, FamilyPlan, FamilySource, plan_families
from virtualissue.importing.files import ImportFileError, read_bibliography
from virtualissue.importing.works import merge_works
from virtualissue.importing.yaml_writer import write_field, write_fields, write_value
from virtualissue.text.parser import Vocabulary

WIDTH = 100
HEAD = """\
# The settings of the issue. Only the title is needed. To use another setting, delete the # in front of it
# and replace the example; `python build.py explain issue` says more.
"""
SAMPLE = {"title": "An Article to Begin With", "authors": ["Doe, Jane"], "year": "2024"}


def begin_issue(folder: Path, sources: Sequence[Path], families: FamilySource, title: str, shown: str) -> str:
    """Makes a folder with issue.yml, the works of these files, and their families; returns the report.

    Raises `ImportFileError` where the folder is not empty, or a file cannot be read: then nothing is written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ImportFileError(f"{shown} is not an empty folder: choose another name, or empty it")
    read = [read_bibliography(path) for path in sources]
    works = make_works(read, Vocabulary())
    plan = FamilyPlan() if families == "none" else plan_families(merge_works(works).works, families)
    title = title or _find_title(folder, sources)
    files = {
        "issue.yml": render_settings({"title": title, "families": list(plan.names)}),
        **{f"families/{slug}.yml": _render_family(name) for slug, name in plan.names.items()},
        **({} if works else {"articles/doe-2024.yml": f"{modeline('article')}\n{write_fields(SAMPLE)}"}),
    }
    for name, text in files.items():
        write_whole(folder / name, text.encode())
    report = write_works(works, read, folder, f"{shown}/articles", plan.find) if read else ""
    return "\n\n".join(filter(None, [report, _tell(plan), _next(shown)]))


def _tell(plan: FamilyPlan) -> str:
    if plan.source == "none":
        return ""
    count, left = len(plan.names), plan.left_out
    made = f"{count:,} {'family' if count == 1 else 'families'} made from {plan.source}"
    more = f"1 more {plan.source.removesuffix('s')} is" if left == 1 else f"{left:,} more {plan.source} are"
    if left:
        # Groups are all made into families, so that only keywords are ever left out.
        return f"{made}, those that several works share (at most {MOST}); {more} left out."
    return f"{made}." if count else f"{made}: no work has any."


def _next(shown: str) -> str:
    return f"{shown} is ready: edit {shown}/issue.yml, and build it with `make site CONTENT={shown}`."


def _find_title(folder: Path, sources: Sequence[Path]) -> str:
    name = sources[0].stem if sources else folder.name
    words = re.sub(r"[\W_]+", " ", name).strip()
    return words.title() if words.islower() else words or "A Virtual Issue"


def _render_family(name: str) -> str:
    return f"{modeline('family')}\n{write_field('name', name)}"


def render_settings(given: Mapping[str, object]) -> str:
    """The text of issue.yml: each field with what it is, those that are given set, all others as examples."""
    parts, schema = [f"{modeline('issue')}\n{HEAD}"], schema_of("issue")
    others = find_other_names(schema)
    for field in list_own_fields("issue", schema):
        if field.name in others:
            continue
        described = "".join(f"# {line}\n" for line in wrap(field.description, WIDTH))
        if given.get(field.name):
            parts.append(described + write_field(field.name, given[field.name]))
        else:
            parts.append(f"{described}# {field.name}: {write_value(field.schema['examples'][0])}\n")
    return "\n".join(parts)
