"""Files as they are now, and what to do when one of them changes."""

import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from virtualissue.files import is_passed_over, list_files

FileMarks = Mapping[Path, tuple[int, int, int]]
PAUSE = 0.1  # seconds between two looks
MOST_STEPS = 20  # what is written without a rest is told all the same


def watch(
    places: Iterable[Path], tell: Callable[[], object], before: FileMarks, pause: float = PAUSE
) -> None:
    """Calls `tell` each time the files at or under some places differ from before; never returns.

    A change is told when it has come to rest, for many programs save in several steps.
    """
    places = tuple(places)
    while True:
        time.sleep(pause)
        if (now := find_marks(places)) == before:
            continue
        for _ in range(MOST_STEPS):
            latest = now
            time.sleep(pause / 4)
            if (now := find_marks(places)) == latest:
                break
        before = now
        tell()


def find_marks(places: Iterable[Path]) -> FileMarks:
    """Every file with the time it was last written, its size and its number; what vanishes is left out."""
    return {path: marks for place in places for path in _find_files(place) if (marks := _marks_of(path))}


def _find_files(place: Path) -> Iterable[Path]:
    if place.is_file():
        return (place,)
    return (path for path in list_files(place) if not any(map(is_passed_over, path.relative_to(place).parts)))


def _marks_of(path: Path) -> tuple[int, int, int] | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size, stat.st_ino
