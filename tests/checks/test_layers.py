"""A file that is broken is told with what is wrong between the others, and causes no mistake that is none."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.checks.test_mistakes import link_toy
from tests.reading import read_once
from tests.toy import CONTENT, find_mistakes

FILES = sorted(path.relative_to(CONTENT).as_posix() for path in CONTENT.rglob("*.yml"))


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Links to the toy, of which each file is read once and not once for each that is broken."""
    with pytest.MonkeyPatch.context() as patch:
        read_once(patch)
        yield link_toy(tmp_path_factory.mktemp("layers"))


def tell_of(content: Path, **texts: str) -> list[str]:
    """What is told of the toy while these files have other texts."""
    for name, text in texts.items():
        (content / name).unlink()
        (content / name).write_text(text, encoding="utf-8")
    try:
        return find_mistakes(content).splitlines()
    finally:
        for name in texts:
            (content / name).unlink()
            (content / name).symlink_to(CONTENT / name)


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_one_broken_file_is_all_that_is_told(name: str, content: Path):
    for text in ("no: [yaml", f"{(CONTENT / name).read_text(encoding='utf-8')}\nnothing: known\n"):
        told = tell_of(content, **{name: text})
        assert told
        assert [line for line in told if not line.startswith(f"content/{name}:")] == []


def test_what_is_wrong_between_the_others_is_told_as_well(content: Path):
    articles = (CONTENT / "articles/wren-2013.yml").read_text(encoding="utf-8").replace("[blues]", "[bleus]")
    told = tell_of(content, **{"glossary/binder.yml": "term: [", "articles/wren-2013.yml": articles})
    assert told == [
        "content/articles/wren-2013.yml:13:12: no family bleus (did you mean blues, lakes?)",
        "content/glossary/binder.yml:1:7: not valid YAML: the [ that opens here is never closed",
    ]
