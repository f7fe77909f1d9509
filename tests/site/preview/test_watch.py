"""What counts as a change, and when it is told."""

import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from virtualissue.site.preview.watch import find_marks, watch


class EnoughError(Exception):
    """Ends what would never return."""


def at_call(last: int, act: Callable[[int], object]) -> tuple[Callable[[], None], list[int]]:
    """A build that does something at each call, its number given, and ends at the last one."""
    calls: list[int] = []

    def build() -> None:
        calls.append(len(calls) + 1)
        act(calls[-1])
        if calls[-1] == last:
            raise EnoughError

    return build, calls


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    (folder / "themes").mkdir(parents=True)
    (folder / "themes/a.yml").write_text("a")
    return folder


@pytest.mark.parametrize("change", ["write", "add", "remove", "same size and time", "link", "single file"])
def test_a_change_is_built_once(content: Path, tmp_path: Path, change: str):
    path, face = content / "themes/a.yml", tmp_path / "face.yml"
    face.write_text("a")
    (tmp_path / "linked").mkdir()
    (content / "linked").symlink_to("../linked")
    before = find_marks((content, face))
    match change:
        case "write":
            path.write_text("bb")
        case "add":
            (content / "themes/b.yml").write_text("b")
        case "remove":
            path.unlink()
        case "link":
            (tmp_path / "linked/c.yml").write_text("c")
        case "single file":
            face.write_text("bb")
        case _:
            shutil.copy2(path, aside := tmp_path / "aside")
            aside.replace(path)
    build, calls = at_call(1, lambda _: None)
    with pytest.raises(EnoughError):
        watch((content, face), build, before, pause=0.02)
    assert calls == [1]


def test_what_nobody_wrote_is_no_change(content: Path):
    before = find_marks((content,))
    for name in (".a.yml.swp", "a.yml~", "4913", ".git/HEAD"):
        path = content / "themes" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("")
    assert find_marks((content,)) == before


@pytest.mark.slow
def test_a_save_in_several_steps_is_built_when_it_is_done(content: Path):
    path = content / "themes/a.yml"
    seen: list[str] = []
    build, _ = at_call(1, lambda _: seen.append(path.read_text()))
    before = find_marks((content,))

    def save() -> None:
        time.sleep(0.1)
        path.rename(path.with_name("a.yml~"))
        time.sleep(0.1)
        path.write_text("saved")
        path.with_name("a.yml~").unlink()

    saving = threading.Thread(target=save)
    saving.start()
    with pytest.raises(EnoughError):
        watch((content,), build, before, pause=0.3)
    saving.join()
    assert seen == ["saved"]


@pytest.mark.slow
def test_folders_that_come_and_go_do_not_end_it(content: Path):
    stop = threading.Event()

    def stir() -> None:
        while not stop.is_set():
            (content / "themes").rename(content / "away")
            (content / "away").rename(content / "themes")
            shutil.rmtree(shutil.copytree(content / "themes", content / "copy"))

    stirring = threading.Thread(target=stir)
    stirring.start()
    for _ in range(2000):
        find_marks((content,))
    stop.set()
    stirring.join()
