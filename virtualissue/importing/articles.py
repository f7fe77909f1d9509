"""Imported works -> files of articles; those that are there already get only what they lack."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from string import ascii_lowercase
from typing import Any

from virtualissue.authoring.content_schemas import modeline
from virtualissue.bibliography.name_forms import slug_of_name
from virtualissue.bibliography.reading.imported_work import ImportedWork
from virtualissue.bibliography.reading.record import Remark
from virtualissue.bibliography.work import WorkType
from virtualissue.files import write_whole
from virtualissue.importing.article_files import KEYS, ArticleFile, read_articles
from virtualissue.importing.identity import WorkIdentity, WorkIndex, find_identity, find_year
from virtualissue.importing.works import find_differences, find_missing, merge_works
from virtualissue.importing.yaml_writer import write_comment, write_field, write_fields

LONGEST_NAME = 60  # characters of a slug before its year

Families = Callable[[ImportedWork], Sequence[str]]


@dataclass
class ImportResult:
    """What was read and what became of it, for the report."""

    read: int = 0
    written: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: int = 0
    merged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    noise: Counter[str] = field(default_factory=Counter)


def import_works(
    works: Sequence[ImportedWork], folder: Path, families: Families | None = None
) -> ImportResult:
    """Writes works into the articles of a folder of content; nothing that is there is overwritten."""
    merged = merge_works(works)
    files, unread = read_articles(folder)
    result = ImportResult(read=len(works), merged=merged.told, unread=unread)
    for work in works:
        result.remarks.extend(work.remarks)
        result.noise += work.noise
    index = WorkIndex()
    for number, file in enumerate(files):
        index.add(number, find_identity(file.data, file.keys))
    slugs = {file.path.stem for file in files} | {path.stem for path in (folder / "articles").glob("*.yml")}
    for work in merged.works:
        identity = find_identity(work.fields, work.keys)
        if found := index.find(identity, by_key=True):
            _add_to_file(files[found[0]], work, result)
        else:
            slug = find_slug(work.fields, identity, slugs)
            slugs.add(slug)
            text = write_article(work, families(work) if families else ())
            write_whole(folder / "articles" / f"{slug}.yml", text.encode())
            result.written.append(slug)
    return result


def _add_to_file(file: ArticleFile, work: ImportedWork, result: ImportResult) -> None:
    """Adds the fields that a file lacks, and tells of those for which it has another value."""
    where = f"{work.file}:{work.line}"
    known = {name: file.value_of(name) for name in work.fields if file.value_of(name) is not None}
    added = find_missing(known, work.fields)
    keys = [key for key in work.keys if key not in file.keys]
    for name in find_differences(file, work.fields):
        value = work.fields.get(name, "article-journal")
        written = write_field(name, value).strip().replace("\n  -", ";").replace(":;", ":")
        result.kept.append(f"{file.shown}:{file.line_of(name)}: stays as it is; {where} has {written}")
    if not added and not keys:
        result.unchanged += 1
        return
    content = file.with_fields(added, keys)
    if b"\r\n" in file.path.read_bytes():
        content = content.replace("\n", "\r\n")
    write_whole(file.path, content.encode())
    result.changed.append(
        f"{file.shown}: {', '.join([*added, *([KEYS] if keys else [])])} added from {where}"
    )


def write_article(work: ImportedWork, families: Sequence[str] = ()) -> str:
    """The text of a new file for a work; what has no field stands below as a comment."""
    fields: dict[str, Any] = dict(work.fields)
    if fields.get("type") == WorkType.PREPRINT:
        fields["type"] = "preprint"  # which says to an editor what the word of CSL, article, does not
    if families:
        fields["families"] = list(families)
    if work.keys:
        fields[KEYS] = list(work.keys)
    text = f"{modeline('article')}\n{write_fields(fields)}"
    if work.kept:
        text += write_comment(
            [f"Also in {work.file}, line {work.line}:", *(f"  {line}" for line in work.kept)]
        )
    return text


def find_slug(fields: Mapping[str, Any], identity: WorkIdentity, taken: set[str]) -> str:
    """A name for the file of a work that no other has: first author and year, then 2014b, 2014c."""
    name = slug_of_name(identity.surname or "work")[:LONGEST_NAME].strip("-")
    base = f"{name}-{slug_of_name(find_year(fields) or 'no date')}"
    return next(slug for slug in (f"{base}{letters}" for letters in _letters()) if slug not in taken)


def _letters() -> Iterator[str]:
    yield ""
    yield from ascii_lowercase[1:]
    for first in ascii_lowercase:
        yield from (first + second for second in ascii_lowercase)
    raise ValueError("more works of one author and year than there are letters for them")
