"""What was made before is not made again, and nothing of another program or of half a file is believed."""

from contextlib import suppress
from pathlib import Path

import pytest

from virtualissue.cache import store as kept
from virtualissue.cache.store import Cache


def never() -> str:
    raise AssertionError("made again")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file in which a glaze is kept."""
    with Cache(tmp_path / "kept") as before:
        before.get(lambda: "celadon", "glaze", "iron")
    return tmp_path / "kept"


def test_nothing_is_made_twice(path: Path):
    assert Cache(path).get(never, "glaze", "iron") == "celadon"


def test_nothing_is_made_twice_without_a_file_either():
    memory = Cache()
    assert memory.get(lambda: "celadon", "glaze") == memory.get(never, "glaze") == "celadon"


@pytest.mark.parametrize("made_of", [("glaze", "cobalt"), ("glazeiron",), ("glaze", "iron", "")])
def test_what_is_made_of_other_things_is_made_anew(path: Path, made_of: tuple[str, ...]):
    assert Cache(path).get(lambda: "another", *made_of) == "another"


def test_what_nobody_asks_for_is_forgotten(path: Path):
    with Cache(path) as other:
        other.get(lambda: "smalt", "glaze", "cobalt")
    assert Cache(path).get(lambda: "made anew", "glaze", "iron") == "made anew"


def test_an_error_forgets_nothing_and_keeps_what_was_made_before_it(path: Path):
    with suppress(AssertionError), Cache(path) as other:
        other.get(lambda: "smalt", "glaze", "cobalt")
        never()
    again = Cache(path)
    assert again.get(never, "glaze", "iron") == "celadon"
    assert again.get(never, "glaze", "cobalt") == "smalt"


def test_what_another_program_kept_is_not_believed(path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(kept, "find_program", lambda: bytes(16))
    assert Cache(path).get(lambda: "made anew", "glaze", "iron") == "made anew"


@pytest.mark.parametrize("rest", [0, 10, -1])
def test_half_a_file_is_not_believed(path: Path, rest: int):
    path.write_bytes(path.read_bytes()[:rest])
    assert Cache(path).get(lambda: "made anew", "glaze", "iron") == "made anew"
