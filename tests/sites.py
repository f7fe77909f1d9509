"""content/ -> whole sites, each built once for all workers of a run."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from hashlib import blake2b
from pathlib import Path

import pytest

from build import ROOT, main

TOY, REAL = ROOT / "tests" / "toy" / "content", ROOT / "content"


def build(content: Path, out: Path, engine: str = "mkdocs") -> Path:
    """The site of `content`, whole, in `out`."""
    assert main(["site", "--content", str(content), "--out", str(out), "--engine", engine]) == 0
    return out / "site"


def pages_of(site: Path) -> list[str]:
    """The addresses of all pages, from the root of the site."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def digest(folder: Path) -> str:
    """A fingerprint of every file in a folder, its name and its bytes; a folder that is missing is empty."""
    prints = blake2b()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        prints.update(f"{path.relative_to(folder)}\0".encode() + blake2b(path.read_bytes()).digest())
    return prints.hexdigest()


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Only one process at a time comes past here."""
    with lock.open("w") as handle:
        flock(handle, LOCK_EX)
        yield


class Sites:
    """Builds each site at the first wish; later wishes, of other workers too, find it there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, content: Path, engine: str = "mkdocs") -> Path:
        out = self.folder / f"{content.parent.name}-{engine}"
        with alone(self.folder / f"{out.name}.lock"):
            return out / "site" if (out / "site").exists() else build(content, out, engine)


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    """The sites of this run; the folder above that of a worker is shared by all."""
    base = tmp_path_factory.getbasetemp()
    return Sites(base.parent if "PYTEST_XDIST_WORKER" in os.environ else base)


@pytest.fixture(scope="session")
def toy_site(sites: Sites) -> Path:
    return sites(TOY)


@pytest.fixture(scope="session")
def real_site(sites: Sites) -> Path:
    return sites(REAL)
