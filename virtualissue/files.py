"""Files written whole, folders swapped in one move, and a record of what was written: nothing else goes.

Beside each folder that an output fills, NAME, lies a record, `.NAME.files`: which files a build wrote there.
Only those are ever replaced or deleted; a file that somebody else put there stays, or the build is refused.
"""

import errno
import json
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath


class OutputError(Exception):
    """Output cannot be written to the requested place; the message is one sentence for the user."""


def list_files(folder: Path) -> list[Path]:
    """Every file below a folder; linked folders are followed, each once on a way down."""
    found: list[Path] = []
    above: dict[Path, tuple[Path, ...]] = {folder: (folder.resolve(),)}
    for parent, folders, names in os.walk(folder, followlinks=True):
        here = Path(parent)
        found += (here / name for name in names)
        for name in list(folders):
            if (inner := (here / name).resolve()) in above[here]:
                folders.remove(name)
            above[here / name] = (*above[here], inner)
    return found


# --- files -----------------------------------------------------------------------------------------------


def write_whole(path: Path, content: bytes) -> bool:
    """Writes a file whole, and only where it differs; true if it did."""
    if path.is_file() and path.read_bytes() == content:
        return False
    with _aside(path) as aside:
        aside.write_bytes(content)
    return True


def fill_folder(folder: Path, files: Iterable[tuple[Path, bytes]]) -> None:
    """Writes files into a folder that nobody else sees yet, by their paths inside it."""
    made: set[Path] = set()
    for name, content in files:
        path = folder / name
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        with _naming(path):
            path.write_bytes(content)


def write_files(files: Mapping[Path, bytes], folder: Path, *, alone: bool = False, keep: bool = False) -> int:
    """Brings the files that builds write into a folder to exactly these; returns how many changed.

    Untouched ones keep their time stamps, and files of somebody else stay. Raises `OutputError` where one of
    theirs is in the way, or, if `alone`, where there is any that can be seen. With `keep`, what earlier
    builds wrote stays as well.
    """
    names = {name.as_posix() for name in files}
    own = read_record(folder)
    _refuse_what_is_no_folder(folder)
    theirs = [
        name
        for name in _find_foreign(folder, own)
        if (alone and name not in names) or (name in names and not _holds(folder / name, files[Path(name)]))
    ]
    if theirs:
        reason = (
            "and would be published with the pages" if alone else "but has the name of a file that would be"
        )
        raise OutputError(
            f"{folder / theirs[0]} was not written by a build, {reason}: "
            "move it, or choose another folder with --out"
        )
    write_record(folder, own | names)
    changed = sum(write_whole(folder / name, content) for name, content in files.items())
    if keep:
        return changed
    stale = _delete(folder, own - names)
    write_record(folder, names)
    return changed + stale


@contextmanager
def replacing(path: Path, kind: Path) -> Iterator[Path]:
    """Gives a path to write a file to, which takes its place only when the block has come to its end.

    `kind` stands for the folder in whose record it is kept. Raises `OutputError` where another file is there.
    """
    own = read_record(kind)
    if os.path.lexists(path) and path.name not in own:
        raise OutputError(
            f"{path} was not written by a build: move it away, or choose another folder with --out"
        )
    write_record(kind, own | {path.name})
    with _aside(path) as aside:
        yield aside


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Gives an error that names no file, such as that of a full disk, the name of this one."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(path)
        raise


@contextmanager
def _aside(path: Path) -> Iterator[Path]:
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.part")
    try:
        with _naming(path):
            yield aside
            aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content


def _delete(folder: Path, names: Collection[str]) -> int:
    """Deletes these files of a folder, and the folders that are empty then; returns how many there were."""
    stale = [folder / name for name in sorted(names) if (folder / name).is_file()]
    for path in stale:
        path.unlink()
        for parent in path.relative_to(folder).parents[:-1]:
            if any((folder / parent).iterdir()):
                break
            (folder / parent).rmdir()
    return len(stale)


# --- the record ------------------------------------------------------------------------------------------


def read_record(folder: Path) -> frozenset[str]:
    """The files that builds wrote into a folder, by their paths inside it.

    Nothing where there is no record that a build can have left.
    """
    try:
        told = json.loads(_record_of(folder).read_text(encoding="utf-8"))
        return frozenset(name for name in told["names"] if _leads_inside(name))
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        return frozenset()


def write_record(folder: Path, names: Collection[str]) -> None:
    """Puts on disk what a build wrote into a folder."""
    told = json.dumps({"names": sorted(names)}, indent=0)
    write_whole(_record_of(folder), told.encode())


def _record_of(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.files")


def _leads_inside(name: str) -> bool:
    return not PurePosixPath(name).is_absolute() and ".." not in PurePosixPath(name).parts


def _find_foreign(folder: Path, own: Collection[str]) -> Iterator[str]:
    """The files of a folder that no build wrote, but for hidden ones and those that systems leave about."""
    for path in sorted(list_files(folder)):
        name = path.relative_to(folder).as_posix()
        if name not in own and not any(is_passed_over(part) for part in PurePosixPath(name).parts):
            yield name


# what editors and systems put beside the files of a person: endings, and whole names
LEFT_BY_EDITORS = ("~", ".orig", ".rej", ".bak", ".swp", ".swo", ".tmp", "___jb_tmp___", "___jb_old___")
LEFT_BY_SYSTEMS = {
    "4913", "Thumbs.db", "ehthumbs.db", "desktop.ini", "Desktop.ini", "Icon\r", "__MACOSX", "$RECYCLE.BIN",
    "lost+found", "System Volume Information",
}  # fmt: skip


def is_passed_over(name: str) -> bool:
    """Whether a file or folder of this name is hidden, or belongs to an editor or a system alone."""
    marked = name.startswith((".", "~$")) or (name.startswith("#") and name.endswith("#"))
    return marked or name.endswith(LEFT_BY_EDITORS) or name in LEFT_BY_SYSTEMS


# --- folders ---------------------------------------------------------------------------------------------


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """A folder to fill that replaces `target` when it is whole; after an error the old one stays."""
    settle_folder(target)
    folder = target.with_name(f".{target.name}.new.{os.getpid()}")
    folder.mkdir(parents=True)
    try:
        yield folder
        swap_folders(folder, target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def swap_folders(new: Path, old: Path) -> None:
    """Puts a whole new folder in the place of an old one, and takes a record of it.

    Files of somebody else move into the new one. A link, or the root of a file system, cannot be moved: there
    each file is replaced, and then what is stale is deleted. `settle_folder` puts right what an interruption
    leaves. Raises `OutputError` where a file of somebody else is in the way, or nothing but such files.
    """
    names = frozenset(path.relative_to(new).as_posix() for path in list_files(new))
    own = read_record(old)
    refuse_foreign(old)
    if blocked := sorted(name for name in names - own if os.path.lexists(old / name)):
        raise OutputError(f"{old / blocked[0]} was not written by a build: move it away")
    write_record(old, own | names)
    before = old.with_name(f".{old.name}.old")
    if not old.exists() or _moves(old, before):
        new.rename(old)
        _clear(before, old, own | names)
    else:
        for name in names:
            _copy_whole(new / name, old / name)
        _delete(old, own - names)
        shutil.rmtree(new)
    write_record(old, names)


def _moves(folder: Path, target: Path) -> bool:
    """Moves a folder, unless it is a link or the root of a file system."""
    if folder.is_symlink():
        return False
    try:
        folder.rename(target)
    except OSError as error:
        if error.errno in (errno.EBUSY, errno.EXDEV):
            return False
        raise
    return True


def refuse_foreign(folder: Path) -> None:
    """Raises `OutputError` where a folder cannot be filled: it is none, or holds files of somebody else."""
    _refuse_what_is_no_folder(folder)
    own = read_record(folder)
    if not own and (foreign := next(_find_foreign(folder, own), None)):
        raise OutputError(
            f"{folder} contains files that were not written by a build, such as {foreign}: "
            "move them away, or choose another folder with --out"
        )


def settle_folder(site: Path) -> None:
    """Puts right what an interrupted run left: the old site comes back if no new one took its place."""
    before = site.with_name(f".{site.name}.old")
    if before.exists() and not os.path.lexists(site):
        before.rename(site)
    elif before.exists():
        _clear(before, site, read_record(site))
    for stray in site.parent.glob(f".{site.name}.new.*"):
        shutil.rmtree(stray, ignore_errors=True)  # an engine that outlived its build may be writing there yet


def _refuse_what_is_no_folder(folder: Path) -> None:
    if folder.is_symlink() and not folder.exists():
        raise OutputError(
            f"{folder} is a broken link: create the folder that it points to, or remove the link"
        )
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{folder} is not a folder: move it away, or choose another place with --out")


def _copy_whole(source: Path, target: Path) -> None:
    """Copies a file with its time stamps, so that the target is never seen in part."""
    with _aside(target) as aside:
        shutil.copy2(source, aside)


def _clear(before: Path, site: Path, own: Collection[str]) -> None:
    """Removes the folder that a site was in before; what no build wrote there moves into the site."""
    if not before.exists():
        return
    _carry_over(before, site, PurePosixPath(), frozenset(own), _folders_of(own))
    if before.exists():
        kept = next(path for path in list_files(before) or [before])
        raise OutputError(f"{kept} was not written by a build, and the site has a file of this name: move it")


def _folders_of(names: Collection[str]) -> frozenset[str]:
    return frozenset(str(parent) for name in names for parent in PurePosixPath(name).parents)


def _carry_over(
    before: Path, site: Path, inner: PurePosixPath, own: frozenset[str], folders: frozenset[str]
) -> None:
    """Deletes the files of builds in a folder of the old site; moves all others to their place in the new."""
    for entry in sorted((before / inner).iterdir()):
        name = inner / entry.name
        if str(name) in folders and entry.is_dir() and not entry.is_symlink():
            _carry_over(before, site, name, own, folders)
        elif str(name) in own:
            entry.unlink()
        elif not os.path.lexists(site / name):
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            entry.rename(site / name)
    if not any((before / inner).iterdir()):
        (before / inner).rmdir()
