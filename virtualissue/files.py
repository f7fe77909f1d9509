"""Folders that change whole or not at all: files written only where they differ, folders swapped in one move.

The only room that puts anything on disk which must survive a power cut.
"""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


def list_files(folder: Path) -> list[Path]:
    """Every file below a folder."""
    return [Path(parent, name) for parent, _, names in os.walk(folder) for name in names]


def write_files(files: Mapping[Path, bytes], folder: Path) -> int:
    """Makes a folder hold exactly these files; untouched ones keep their time stamps. Returns the changes."""
    changed = sum(write_whole(folder / name, content) for name, content in files.items())
    stale = [path for path in list_files(folder) if path.relative_to(folder) not in files]
    for path in stale:
        path.unlink()
    return changed + len(stale)


def write_whole(path: Path, content: bytes) -> bool:
    """Writes a file whole, and only where it differs; true if it did."""
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(path.name + ".part")
    aside.write_bytes(content)
    aside.replace(path)
    return True


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """A folder to fill that takes the place of `target` when it is whole; after an error the old one stays.

    It is named by this process, so that two builds never fill the same folder.
    """
    settle_folder(target)
    folder = target.with_name(f"{target.name}.new.{os.getpid()}")
    folder.mkdir(parents=True)
    try:
        yield folder
        swap_folders(folder, target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def swap_folders(new: Path, old: Path) -> None:
    """Puts a whole folder in the place of an old one; what an interruption leaves, `settle` puts right."""
    before = old.with_name(old.name + ".old")
    if old.exists():
        old.rename(before)
    new.rename(old)
    shutil.rmtree(before, ignore_errors=True)


def settle_folder(site: Path) -> None:
    """Puts right what an interrupted run left: the old site comes back if no new one took its place."""
    before = site.with_name(site.name + ".old")
    if before.exists() and not site.exists():
        before.rename(site)
    shutil.rmtree(before, ignore_errors=True)
    for stray in site.parent.glob(f"{site.name}.new.*"):
        shutil.rmtree(stray, ignore_errors=True)
