"""Each folder of mistakes/ holds one thing wrong, laid over the toy, and what its author is told.

Together they break every rule: docs/mistakes.md is made from them.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.checks.rules import Place, find_missed, watch_rules
from tests.reading import read_once
from tests.toy import CONTENT, find_mistakes

# The whole toy is read for each of hundreds of mistakes: by one worker, so that each is told once.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("mistakes")]

FOLDERS = sorted(folder for folder in (Path(__file__).parents[1] / "mistakes").iterdir() if folder.is_dir())


def link_toy(folder: Path) -> Path:
    """A content/ whose files are links to those of the toy: `tell` lays its mistakes over it."""
    return shutil.copytree(CONTENT, folder / "content", copy_function=os.symlink)


def tell(folder: Path, content: Path) -> str:
    """What the author is told of the toy with the files of `folder` laid over it."""
    with laid_over(content, folder):
        return find_mistakes(content)


@contextmanager
def laid_over(content: Path, folder: Path) -> Iterator[None]:
    """The files of `folder` stand in `content`, links of the toy, for as long as a block runs."""
    names = [path.relative_to(folder) for path in folder.rglob("*") if path.is_file()]
    names.remove(Path("expected.txt"))
    missing = {content / name.parent for name in names if not (content / name.parent).exists()}
    for name in names:
        (content / name).parent.mkdir(exist_ok=True)
        (content / name).unlink(missing_ok=True)  # a link, never what it leads to
        shutil.copyfile(folder / name, content / name)
    try:
        yield
    finally:
        for name in names:
            (content / name).unlink()
            if (CONTENT / name).is_file():
                (content / name).symlink_to(CONTENT / name)
        for new in missing:
            new.rmdir()


@dataclass(frozen=True)
class Mistakes:
    """What the author is told of each folder, found once, and the places in the code that told of it."""

    content: Path
    passed: set[Place]
    told: dict[Path, str] = field(default_factory=dict)

    def tell(self, folder: Path) -> str:
        if folder not in self.told:
            self.told[folder] = tell(folder, self.content)
        return self.told[folder]


@pytest.fixture(scope="module")
def mistakes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mistakes]:
    """Links to the toy, of which each file is read once and not once for each mistake."""
    with pytest.MonkeyPatch.context() as patch:
        passed = watch_rules(patch)
        read_once(patch)
        yield Mistakes(link_toy(tmp_path_factory.mktemp("mistakes")), passed)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_mistake_is_told_where_it_is(folder: Path, mistakes: Mistakes):
    assert mistakes.tell(folder) == (folder / "expected.txt").read_text(encoding="utf-8")


def test_every_rule_has_a_wrong_example(mistakes: Mistakes):
    for folder in FOLDERS:
        mistakes.tell(folder)
    assert find_missed(mistakes.passed) == []


def test_the_toy_itself_has_none(mistakes: Mistakes):
    assert find_mistakes(CONTENT) == find_mistakes(mistakes.content) == ""
