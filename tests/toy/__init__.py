"""The toy issue: invented articles on invented pigments, small enough to know by heart."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from virtualissue.charts import Drawing, draw_charts
from virtualissue.checks import check_content
from virtualissue.diagnostics import ContentError
from virtualissue.exports.data_package import render_exports
from virtualissue.files import write_whole
from virtualissue.loader.reader import ReadFiles, read_content, read_issue
from virtualissue.model.issue import Issue

CONTENT = Path(__file__).parent / "content"


@cache
def read_toy() -> Issue:
    """The toy issue, read once: it is frozen."""
    return read_issue(CONTENT)


@cache
def draw_toy() -> tuple[Drawing, ...]:
    """The charts of the toy, drawn once."""
    return draw_charts(read_toy())


@cache
def export_toy() -> Mapping[str, str]:
    """The files of data and references of the toy, made once."""
    return render_exports(read_toy())


def copy_toy(folder: Path) -> Path:
    """A content/ of its own for a test that also needs what is beside it."""
    return shutil.copytree(CONTENT, folder / "content")


@pytest.fixture(scope="session")
def lent_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_toy(tmp_path_factory.mktemp("toy"))


@pytest.fixture
def toy_copy(lent_copy: Path) -> Iterator[Path]:
    """A content/ with the toy, lent to one test after another, which may change it: then it is put right."""
    yield lent_copy
    restore_toy(lent_copy)


def restore_toy(content: Path) -> None:
    """Makes a copy the toy again: what is not of the toy goes, what was changed or deleted comes back."""
    for path in sorted(content.rglob("*"), reverse=True):  # what is in a folder before the folder
        if not (CONTENT / path.relative_to(content)).exists():
            path.rmdir() if path.is_dir() else path.unlink()
    for name, text in _toy_texts().items():
        write_whole(content / name, text)


@cache
def _toy_texts() -> Mapping[Path, bytes]:
    return {path.relative_to(CONTENT): path.read_bytes() for path in CONTENT.rglob("*") if path.is_file()}


@cache
def _toy_files() -> ReadFiles:
    files = ReadFiles()
    read_content(CONTENT, known=files)
    return files


def known_files() -> ReadFiles:
    """The files of the toy as they are read: of a copy, only those are read that a test has changed."""
    return replace(_toy_files())


def read_copy(content: Path) -> Issue:
    """The issue in a copy of the toy, in which a test has changed some files."""
    reading = read_content(content, known=known_files())
    assert reading.issue
    assert reading.diagnostics == ()
    return reading.issue


def find_mistakes(content: Path) -> str:
    """Everything that is wrong with a content folder, a line a mistake."""
    try:
        check_content(content, known=known_files())
    except ContentError as error:
        return f"{error}\n"
    return ""
