"""Each folder of mistakes/ holds one thing wrong, laid over the toy, and what its author is told."""

import os
import shutil
from pathlib import Path

import pytest

from tests.toy import CONTENT, find_mistakes

FOLDERS = sorted(folder for folder in (Path(__file__).parents[1] / "mistakes").iterdir() if folder.is_dir())


def tell(folder: Path, aside: Path) -> str:
    """What the author is told of the toy with the files of `folder` laid over it."""
    content = shutil.copytree(CONTENT, aside / "content", copy_function=os.symlink)
    leave = shutil.ignore_patterns("expected.txt")
    shutil.copytree(folder, content, dirs_exist_ok=True, ignore=leave, copy_function=lay_over)
    return find_mistakes(content)


def lay_over(source: str, target: str) -> None:
    """A copy in the place of a link, never through it."""
    Path(target).unlink(missing_ok=True)
    shutil.copyfile(source, target)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_mistake_is_told_where_it_is(folder: Path, tmp_path: Path):
    assert tell(folder, tmp_path) == (folder / "expected.txt").read_text(encoding="utf-8")


def test_the_toy_itself_has_none():
    assert find_mistakes(CONTENT) == ""
