"""Results of earlier runs, each under a fingerprint of all that it was made of: nothing is made twice.

One file on disk holds them as they are in memory. It is read again only by the very program that wrote it,
and only where it is whole.
"""

import pickle
import sys
from collections.abc import Callable, Mapping
from functools import cache
from hashlib import blake2b
from pathlib import Path
from sysconfig import get_path
from types import TracebackType
from typing import Any, Self, TypeVar
from zlib import crc32

from virtualissue.files import list_files

PARTS = 16  # of a file: one in which nothing changed is not packed again
DIGEST = 16  # bytes of a fingerprint
HEAD = DIGEST + 4  # bytes before the results: whose they are, and whether they are whole

Result = TypeVar("Result")


class Cache:
    """Results by what they were made of, in a file, or without one for as long as the program runs.

    Left behind without an error, it forgets what nobody asked for.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._parts: list[bytes] = (path and load(path)) or [pickle.dumps({})] * PARTS
        # our own, as the head of the file says
        self._before: dict[bytes, Any] = {k: r for part in self._parts for k, r in pickle.loads(part).items()}  # noqa: S301
        self._asked: dict[bytes, Any] = {}

    def get(self, make: Callable[[], Result], *made_of: str) -> Result:
        """What `make` gives for `made_of`; made where it is not here yet."""
        key = fingerprint("\0".join(made_of).encode())
        if key not in self._asked:
            self._asked[key] = self._before[key] if key in self._before else make()
        result: Result = self._asked[key]
        return result

    @property
    def empty(self) -> bool:
        """Whether nothing was there when it was opened."""
        return not self._before

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: BaseException | TracebackType | None) -> None:
        keep = self._asked if kind is None else self._before | self._asked
        if self._path and keep.keys() != self._before.keys():
            store([self._pack(number, keep) for number in range(PARTS)], self._path)

    def _pack(self, number: int, keep: Mapping[bytes, Any]) -> bytes:
        part = {key: result for key, result in keep.items() if key[0] % PARTS == number}
        before = {key for key in self._before if key[0] % PARTS == number}
        return self._parts[number] if part.keys() == before else pickle.dumps(part, pickle.HIGHEST_PROTOCOL)


def fingerprint(content: bytes) -> bytes:
    """Sixteen bytes that stand for any number of them."""
    return blake2b(content, digest_size=DIGEST).digest()


@cache
def find_program() -> bytes:
    """A fingerprint of this package, of Python, and of every library that is installed beside it."""
    sources = sorted(path for path in list_files(Path(__file__).parents[1]) if path.suffix == ".py")
    libraries = sorted(path.name for path in Path(get_path("purelib")).glob("*.dist-info"))
    versions = "\n".join([sys.version, *libraries])
    return fingerprint(versions.encode() + b"".join(path.read_bytes() for path in sources))


def load(path: Path) -> Any:
    """What the file holds, or None: what another program wrote, or part of a file, is never unpickled."""
    content = path.read_bytes() if path.is_file() else b""
    body = memoryview(content)[HEAD:]
    if content[:HEAD] != find_program() + _sum_up(body):
        return None
    return pickle.loads(body)  # noqa: S301 (our own, as the head says)


def store(results: object, path: Path) -> None:
    """Puts results into a file, for this very program to load."""
    body = pickle.dumps(results, protocol=pickle.HIGHEST_PROTOCOL)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)  # some file systems wait for the disk before they put one file over another
    path.write_bytes(find_program() + _sum_up(body) + body)


def _sum_up(body: bytes | memoryview) -> bytes:
    """Four bytes by which half a file is told from a whole one."""
    return crc32(body).to_bytes(4)
