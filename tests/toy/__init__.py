"""The toy issue: invented articles on invented pigments, small enough to know by heart."""

import shutil
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from virtualissue.charts import Drawing, draw_charts
from virtualissue.checks import check_content
from virtualissue.diagnostics import ContentError
from virtualissue.exports.data_package import render_exports
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
    """A content/ of its own for a test that changes it."""
    return shutil.copytree(CONTENT, folder / "content")


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
