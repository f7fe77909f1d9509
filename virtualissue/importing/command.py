"""Imports files of bibliographies into a folder of content, and says what came of it."""

from collections.abc import Sequence
from pathlib import Path

from virtualissue.bibliography.reading.imported_work import ImportedWork
from virtualissue.bibliography.reading.record import ReadFile
from virtualissue.bibliography.reading.work_fields import make_work
from virtualissue.diagnostics import ContentError
from virtualissue.importing.articles import Families, import_works
from virtualissue.importing.doi import RESOLVER, fetch_doi
from virtualissue.importing.files import ImportFileError, read_bibliography
from virtualissue.importing.report import render_report
from virtualissue.loader.content_files import read_text
from virtualissue.loader.reader import read_vocabulary
from virtualissue.loader.yaml_source import Source
from virtualissue.text.parser import Vocabulary


def import_files(
    files: Sequence[Path], into: Path, shown: str, dois: Sequence[str] = (), resolver: str = RESOLVER
) -> str:
    """Imports files and works by their DOIs; returns the report, in which the folder is called `shown`.

    Raises `ImportFileError` where something cannot be read, or the folder is none: then nothing is written.
    """
    if not files and not dois:
        raise ImportFileError("There is nothing to import; name a file: build.py import FILE.bib")
    if not into.is_dir():
        raise ImportFileError(f"{into} is no folder: `build.py new {into.name}` begins one")
    read = [*map(read_bibliography, files), *(fetch_doi(doi, resolver) for doi in dois)]
    return write_works(make_works(read, _read_settings(into)), read, into, shown)


def write_works(
    works: Sequence[ImportedWork],
    read: Sequence[ReadFile],
    into: Path,
    shown: str,
    families: Families | None = None,
) -> str:
    """Writes the works of files that were read into a folder of content; returns the report."""
    result = import_works(works, into, families)
    result.remarks = [*(remark for file in read for remark in file.remarks), *result.remarks]
    for file in read:
        result.noise += file.noise
    return render_report(result, shown)


def make_works(read: Sequence[ReadFile], vocabulary: Vocabulary) -> list[ImportedWork]:
    """The works of all files, with the groups that their files put them into.

    Their titles are written for an issue of this vocabulary.
    """
    groups: dict[str, list[str]] = {}
    for file in read:
        for name, keys in file.groups.items():
            for key in keys:
                groups.setdefault(key, []).append(name)
    works = []
    for record in (record for file in read for record in file.records):
        known = groups.get(record.key, ()) if record.key else ()
        record.groups.extend(name for name in known if name not in record.groups)
        works.append(make_work(record, vocabulary))
    return works


def _read_settings(folder: Path) -> Vocabulary:
    """What the issue.yml of a folder says about text; nothing where it is missing or cannot be read."""
    path = folder / "issue.yml"
    try:
        sources = [Source("issue.yml", "", "issue", read_text(path, folder))] if path.is_file() else []
        return read_vocabulary(sources)
    except ContentError:
        return Vocabulary()
