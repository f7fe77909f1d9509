"""An issue's content -> whole sites and bundles, each built once for all workers of a run."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from hashlib import blake2b
from pathlib import Path
from shutil import copytree
from zipfile import ZipFile

import pytest

from build import ROOT, main
from tests.toy import CONTENT, copy_toy

TOY = CONTENT
HOME = "https://issues.example/pigments"  # under a sub-path, and without a slash at its end
STICK = "Mein Stick/Übungen für Größe & 100%"  # what students call their folders


def build(content: Path, out: Path, engine: str = "mkdocs") -> Path:
    """The site of `content`, whole, in `out`."""
    assert main(["site", "--content", str(content), "--out", str(out), "--engine", engine]) == 0
    return out / "site"


def build_apart(content: Path, out: Path) -> None:
    """The site of `content` in `out`, by a process of its own, with which the memory of its PDFs goes."""
    command = (sys.executable, ROOT / "build.py", "site", "--content", content, "--out", out)
    subprocess.run(command, check=True)


def bundle(content: Path, out: Path) -> Path:
    """The bundle of `content`, in `out`."""
    assert main(["offline", "--content", str(content), "--out", str(out)]) == 0
    return next(out.glob("*.zip"))


def move(home: str, folder: Path) -> None:
    """Puts the toy into a folder as the content of a site with another address."""
    content = copy_toy(folder)
    front = (content / "issue.yml").read_text(encoding="utf-8")
    moved = re.sub("^site_url:.*", f"site_url: {home}", front, flags=re.MULTILINE)
    (content / "issue.yml").write_text(moved, encoding="utf-8")


def unpack(archive: Path, folder: Path) -> Path:
    """The one folder in an archive, unpacked for reading only, as from a disc."""
    with ZipFile(archive) as packed:
        packed.extractall(folder)
    for path in folder.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    return next(folder.iterdir())


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
    """Builds each site or bundle at the first wish; later wishes, of other workers too, find it there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, content: Path, engine: str = "mkdocs") -> Path:
        name = f"{self.name_of(content)}-{engine}"
        if engine == "mkdocs":
            return self.once(name, lambda out: build_apart(content, out)) / "site"
        return self.once(name, lambda out: build(content, self.furnish(out, content), engine)) / "site"

    def unpacked(self, content: Path) -> Path:
        """The bundle of a content where a student put it."""
        name = f"{self.name_of(content)}-bundle"
        out = self.once(name, lambda out: unpack(bundle(content, self.furnish(out, content)), out / STICK))
        return next((out / STICK).iterdir())

    def name_of(self, content: Path) -> str:
        """A short name for a content folder, which no other has."""
        return "project" if content.parent == ROOT else content.parent.name

    def furnish(self, out: Path, content: Path) -> Path:
        """Puts into a folder the drawings and prints with which the first site of a content was made."""
        copytree(self(content).parent / "cache", out / "cache")
        return out

    def once(self, name: str, make: Callable[[Path], object]) -> Path:
        """The folder of this name, filled by `make` at the first wish."""
        folder, made = self.folder / name, self.folder / f"{name}.made"
        with alone(self.folder / f"{name}.lock"):
            if not made.exists():
                make(folder)
                made.touch()
        return folder


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    """The sites of this run; the folder above that of a worker is shared by all."""
    base = tmp_path_factory.getbasetemp()
    return Sites(base.parent if "PYTEST_XDIST_WORKER" in os.environ else base)


@pytest.fixture(scope="session")
def toy_site(sites: Sites) -> Path:
    return sites(TOY)


@pytest.fixture
def toy_out(toy_site: Path, tmp_path: Path) -> Path:
    """A folder in which the toy has been built, for a test that builds there again."""
    return copytree(toy_site.parent, tmp_path / "out")


@pytest.fixture
def furnished(toy_site: Path, tmp_path: Path) -> Path:
    """A folder without outputs, but with the drawings and prints of the toy, so that a build is quick."""
    copytree(toy_site.parent / "cache", tmp_path / "out" / "cache")
    return tmp_path / "out"


@pytest.fixture(scope="session")
def moved(sites: Sites) -> Path:
    """The content of the toy for the address HOME."""
    return sites.once("moved", lambda folder: move(HOME, folder)) / "content"


@pytest.fixture(scope="session")
def homeless(sites: Sites) -> Path:
    """The content of the toy for no address at all."""
    return sites.once("homeless", lambda folder: move('""', folder)) / "content"
