"""One build at a time in one folder: a second one waits. The lock goes with its process, however it ends."""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from typing import TextIO

# how a file system says that it knows no locks; nothing keeps two builds apart there
WITHOUT_LOCKS = (errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS)


@contextmanager
def lock_folder(folder: Path, say: Callable[[str], object]) -> Iterator[None]:
    """Holds a folder while a block runs; `say` is called when another process must finish first."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / ".lock"
    told = False
    while True:
        with path.open("a+", encoding="utf-8") as file:
            if not _is_free(file):
                if not told:
                    say(f"Another build is running in {folder}{_holder(file)}; this one is waiting for it.")
                told = True
                flock(file, LOCK_EX)
            # Whoever held it may have removed the file, and then this is the lock of nothing.
            if _is_there(path, file):
                file.truncate(0)
                file.write(str(os.getpid()))
                file.flush()
                yield
                return


def _is_free(file: TextIO) -> bool:
    try:
        flock(file, LOCK_EX | LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        if error.errno not in WITHOUT_LOCKS:
            raise
    return True


def _holder(file: TextIO) -> str:
    file.seek(0)
    number = file.read()
    return f" (process {number})" if number.isdigit() else ""


def _is_there(path: Path, file: TextIO) -> bool:
    """Whether the file that is open is still at its path."""
    try:
        return os.path.samestat(path.stat(), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False
