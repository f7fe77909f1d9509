"""content/ -> its files, and everything in it that is not one; only files of editors and systems are ignored.

Links are followed. What cannot be read, leads nowhere or is out of place becomes a mistake; hidden files and
folders, and those of editors and systems, are no content.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

from virtualissue.diagnostics import ContentError, Diagnostic
from virtualissue.files import is_passed_over

LARGEST = 1_000_000  # bytes of a file; the longest of a real issue has a hundredth of it
FONTS = "fonts"  # the folder of the fonts with which the issue is printed
OWN = "own"  # beside content, what a lecturer adds to the course: problems, questions, plans, guides
# what a folder that is kept in a repository of its own has beside its content
BESIDE = {"README.md", "README.txt", "README", "LICENSE.md", "LICENSE.txt", "LICENSE", FONTS}


def list_content(folder: Path, diagnostics: list[Diagnostic]) -> list[Path]:
    """The regular files of content/ in the order of their names; all else leaves its diagnostics."""
    found: list[Path] = []
    for path, fault in _walk(folder, folder, (folder.resolve(),)):
        if fault:
            diagnostics.append(Diagnostic(show_path(path, folder), 0, 0, fault))
        else:
            found.append(path)
    return sorted(found)


def show_path(path: Path, folder: Path) -> str:
    """The path of a file as its author is shown it: from the folder of content on."""
    return f"{folder.name}/{path_inside(path, folder)}".rstrip("/")


def path_inside(path: Path, folder: Path) -> str:
    """The path of a file inside content/, with slashes."""
    return path.as_posix().removeprefix(folder.as_posix()).lstrip("/")  # ten times as fast as `relative_to`


def _walk(folder: Path, content: Path, above: tuple[Path, ...]) -> Iterator[tuple[Path, str]]:
    """Every file with what is wrong with it; a folder only where something is wrong with it."""
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208 (names are all that is asked for)
    except OSError as error:
        yield folder, f"this folder cannot be read: {_reason(error)}"
        return
    for name in names:
        path = folder / name
        if is_passed_over(name) or (folder == content and name in BESIDE):
            continue
        try:
            status = path.stat()
        except OSError as error:
            yield path, _fault_of(path, error)
            continue
        if stat.S_ISDIR(status.st_mode):
            yield from _walk_inner(path, content, above)
        else:
            yield path, _fault_of_file(status)


def _walk_inner(path: Path, content: Path, above: tuple[Path, ...]) -> Iterator[tuple[Path, str]]:
    if path.suffix == ".yml":
        yield path, "this is a folder, but a file is expected here"
    elif (target := path.resolve()) in above:
        yield path, "a link to a folder that contains it"
    else:
        yield from _walk(path, content, (*above, target))


def _fault_of(path: Path, error: OSError) -> str:
    if path.is_symlink() and isinstance(error, FileNotFoundError):
        return f"a broken link (to {path.readlink()})"
    return f"this file cannot be read: {_reason(error)}"


def _fault_of_file(status: os.stat_result) -> str:
    if not stat.S_ISREG(status.st_mode):
        return "neither a file nor a folder"
    if status.st_size > LARGEST:
        return f"too large: {status.st_size:,} bytes (a content file may have up to {LARGEST:,})"
    return ""


def read_shown(file: str, folder: Path) -> str:
    """The text of a file of content/ or of the folder beside it, by the path that its author is shown.

    Raises `ContentError` where it cannot be read.
    """
    first, _, rest = file.partition("/")
    parent = folder.parent / OWN if first == OWN != folder.name else folder
    return read_text(parent / rest, parent)


def read_text(path: Path, folder: Path) -> str:
    """The text of a file in Unicode's normal form C, its line ends made one.

    Raises `ContentError` where it cannot be read.
    """
    file = show_path(path, folder)
    try:
        if fault := _fault_of_file(path.stat()):  # to read from a pipe would never end
            raise ContentError([Diagnostic(file, 0, 0, fault)])
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        return normalize("NFC", text)
    except OSError as error:
        mistake = Diagnostic(file, 0, 0, f"this file cannot be read: {_reason(error)}")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode(errors="replace").replace("\r\n", "\n")
        place = before.count("\n") + 1, len(before) - before.rfind("\n")
        message = f"not UTF-8 text (byte {error.object[error.start]:02X}): save the file as UTF-8"
        mistake = Diagnostic(file, *place, message)
    raise ContentError([mistake])


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
