"""What outside tools made is made once, again where it is damaged, and goes when nobody asks for it."""

from pathlib import Path

import pytest

from virtualissue.file_cache import FileCache


@pytest.fixture
def made() -> list[bytes]:
    """All that was made in a test, in order."""
    return []


def get(folder: Path, text: bytes, made: list[bytes]) -> bytes:
    def make() -> bytes:
        made.append(text)
        return text.upper()

    return FileCache(folder).get(text, make)


def test_what_is_made_of_the_same_is_made_once(tmp_path: Path, made: list[bytes]):
    answers = [get(tmp_path, text, made) for text in (b"a", b"b", b"a")]
    assert answers == [b"A", b"B", b"A"]
    assert made == [b"a", b"b"]


@pytest.mark.parametrize("damage", [b"", b"A", b"foreign" * 20])
def test_a_damaged_file_is_made_again(tmp_path: Path, made: list[bytes], damage: bytes):
    get(tmp_path, b"a", made)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes(damage)
    assert get(tmp_path, b"a", made) == b"A"
    assert made == [b"a", b"a"]
    assert file.read_bytes() == whole


def test_what_cannot_be_made_leaves_no_file(tmp_path: Path):
    def fail() -> bytes:
        raise ArithmeticError

    with pytest.raises(ArithmeticError):
        FileCache(tmp_path).get(b"a", fail)
    assert list(tmp_path.iterdir()) == []


def test_what_was_not_asked_for_goes_and_what_the_cache_did_not_make_stays(tmp_path: Path, made: list[bytes]):
    get(tmp_path, b"old", made)
    (tmp_path / "notes.txt").write_text("not of the cache")
    cache = FileCache(tmp_path)
    cache.get(b"new", lambda: b"NEW")
    cache.prune()
    assert len(list(tmp_path.iterdir())) == 2
    assert (tmp_path / "notes.txt").is_file()
    assert get(tmp_path, b"new", made) == b"NEW"
    assert made == [b"old"]


def test_a_cache_that_was_never_used_has_nothing_to_prune(tmp_path: Path):
    FileCache(tmp_path / "nowhere").prune()
    assert list(tmp_path.iterdir()) == []
