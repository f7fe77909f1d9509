"""A folder of files that outside tools made, each named by the hash of what it was made of."""

import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from virtualissue.files import write_whole

DIGEST_SIZE = sha256().digest_size
NAME = re.compile(r"[0-9a-f]{64}")


class FileCache:
    """Keeps what is slow to make, such as a PDF; a file that is damaged or foreign is made again.

    Each file begins with the SHA-256 digest of the rest, so that a damaged one is never taken for whole.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._asked: set[Path] = set()

    def get(self, made_of: bytes, make: Callable[[], bytes]) -> bytes:
        """What `make` returns; `made_of` are all bytes that it depends on. Raises what `make` raises."""
        path = self._folder / sha256(made_of).hexdigest()
        self._asked.add(path)
        kept = path.read_bytes() if path.is_file() else b""
        digest, content = kept[:DIGEST_SIZE], kept[DIGEST_SIZE:]
        if digest != sha256(content).digest():
            content = make()
            write_whole(path, sha256(content).digest() + content)
        return content

    def prune(self) -> None:
        """Removes every file of the cache that was not asked for since it was opened; no other file."""
        for path in set(self._folder.iterdir()) - self._asked if self._folder.is_dir() else ():
            if NAME.fullmatch(path.name):
                path.unlink()
