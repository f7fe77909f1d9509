"""Each folder of mistakes/ holds one thing wrong, laid over the toy, and what its author is told."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.toy import CONTENT, find_mistakes
from virtualissue.bibliography.processor import StyleProcessor
from virtualissue.bibliography.reference import FormattedReference
from virtualissue.bibliography.work import Work
from virtualissue.loader import reader
from virtualissue.loader.yaml_source import Source
from virtualissue.model.entity import Entity
from virtualissue.text.parser import Vocabulary

pytestmark = pytest.mark.slow  # the whole toy is read for each of hundreds of mistakes

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


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Links to the toy, of which each file is read once and not once for each mistake."""
    with pytest.MonkeyPatch.context() as patch:
        read_once(patch)
        yield link_toy(tmp_path_factory.mktemp("mistakes"))


def read_once(patch: pytest.MonkeyPatch) -> None:
    """Keeps what is made of a text: its data, the entity that it gives with a vocabulary, its reference."""
    sources: dict[tuple[str, ...], Source] = {}
    entities: dict[object, Entity] = {}
    references: dict[object, tuple[Work, FormattedReference]] = {}
    validate, format_work = reader._validate, StyleProcessor.format

    def read_source(*fields: str) -> Source:
        return sources.setdefault(fields, Source(*fields))

    def validate_once(source: Source, vocabulary: Vocabulary) -> Entity:
        key = (source, vocabulary.placeholders, vocabulary.notation, tuple(vocabulary.names.items()))
        if key not in entities:
            entities[key] = validate(source, vocabulary)
        return entities[key]

    def format_once(processor: StyleProcessor, slug: str, work: Work, letter: str) -> FormattedReference:
        key = (processor, id(work), letter)
        if key not in references:
            references[key] = work, format_work(processor, slug, work, letter)
        return references[key][1]

    patch.setattr(StyleProcessor, "format", format_once)
    patch.setattr(reader, "Source", read_source)
    patch.setattr(reader, "_validate", validate_once)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_mistake_is_told_where_it_is(folder: Path, content: Path):
    assert tell(folder, content) == (folder / "expected.txt").read_text(encoding="utf-8")


def test_the_toy_itself_has_none(content: Path):
    assert find_mistakes(CONTENT) == find_mistakes(content) == ""
