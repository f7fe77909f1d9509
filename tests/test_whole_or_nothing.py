"""Whatever goes wrong, and whenever: the site is the old one or the new one, whole."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from build import ROOT, main
from tests.minimal import CONTENT
from tests.sites import Sites, build, digest
from virtualissue.files import settle_folder, swap_folders, write_record

SEED, KILLS, PARTS = 2015, 8, 2  # parts, so that several workers can share the killing
START = 0.5  # the part of a build in which Python starts, and nothing is written


@pytest.fixture(scope="module")
def small_site(sites: Sites) -> Path:
    """The site of the least issue: the fewer its pages, the more kills meet the steps between them."""
    return sites(CONTENT)


@pytest.fixture
def out(small_site: Path, tmp_path: Path) -> Path:
    """A folder in which that site has been built, for a test that builds there again."""
    return shutil.copytree(small_site.parent, tmp_path / "out")


@pytest.fixture(scope="module")
def changed(sites: Sites) -> Path:
    """The least issue with a word changed that stands on every page, and in no PDF."""
    return sites.once("changed", change) / "content"


def change(folder: Path) -> None:
    content = shutil.copytree(CONTENT, folder / "content")
    with (content / "issue.yml").open("a", encoding="utf-8") as file:
        file.write("words:\n  search_hint: Look for a work\n")


# --- a refusal -------------------------------------------------------------------------------------------


def test_a_mistake_leaves_everything_as_it_was(
    out: Path, changed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = tmp_path / "content"
    shutil.copytree(changed, content)
    with (content / "articles" / "holm-2014.yml").open("a", encoding="utf-8") as file:
        file.write("color: red\n")
    before = [digest(out / made) for made in ("pages", "site")]
    assert main(["site", "--content", str(content), "--out", str(out)]) == 1
    assert [digest(out / made) for made in ("pages", "site")] == before
    assert "content/articles/holm-2014.yml:" in capsys.readouterr().err


def test_a_refusal_of_the_engine_leaves_the_site(
    out: Path, changed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("virtualissue.site.theme.find_settings", lambda *_: {"site_name": "x", "nav": 7})
    before = digest(out / "site")
    assert main(["site", "--content", str(changed), "--out", str(out)]) == 1
    assert digest(out / "site") == before
    assert "mkdocs refused its setting nav" in capsys.readouterr().err


# --- an end at any step ----------------------------------------------------------------------------------


class Stopped(BaseException):
    """The end of a process, as far as a test can have it."""


@contextmanager
def stopping_before(step: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Ends what is done inside before it touches the disk for the given time, counted from 0."""
    left = iter(range(step))

    def stop_or(act: Any) -> Any:
        def step_of(*arguments: Any, **options: Any) -> Any:
            if next(left, None) is None:
                raise Stopped
            return act(*arguments, **options)

        return step_of

    with monkeypatch.context() as patch, suppress(Stopped):
        for name in ("rename", "replace", "unlink", "rmdir"):
            patch.setattr(Path, name, stop_or(getattr(Path, name)))
        patch.setattr(shutil, "rmtree", stop_or(shutil.rmtree))
        yield


STEPS = 14


def site_of(folder: Path, text: str) -> Path:
    """A folder with two pages."""
    (folder / "inner").mkdir(parents=True)
    (folder / "index.html").write_text(text, encoding="utf-8")
    (folder / "inner" / "page.html").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("step", range(STEPS))
@pytest.mark.parametrize("again", range(STEPS))
def test_an_end_between_any_two_steps_is_put_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int, again: int
) -> None:
    site, new = site_of(tmp_path / "site", "old"), site_of(tmp_path / ".site.new.1", "new")
    write_record(site, {"index.html", "inner/page.html"})
    (site / "inner" / "note").write_text("mine", encoding="utf-8")
    with stopping_before(step, monkeypatch):
        swap_folders(new, site)
    with stopping_before(again, monkeypatch):  # the run that should put it right may be stopped too
        settle_folder(site)
    settle_folder(site)
    pages = {(site / name).read_text(encoding="utf-8") for name in ("index.html", "inner/page.html")}
    assert pages in ({"old"}, {"new"})
    assert (site / "inner" / "note").read_text(encoding="utf-8") == "mine"
    left = {path.name for path in tmp_path.iterdir()} - {"..site.files.part"}  # which the next build replaces
    assert left == {".site.files", "site"}


def test_the_steps_are_all_that_there_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ends = set()
    for step in range(STEPS + 1):
        folder = tmp_path / str(step)
        site, new = site_of(folder / "site", "old"), site_of(folder / ".site.new.1", "new")
        write_record(site, {"index.html", "inner/page.html"})
        with stopping_before(step, monkeypatch):
            swap_folders(new, site)
            ends.add(step)
    assert ends >= {STEPS - 1, STEPS}
    assert ends != set(range(STEPS + 1))


# --- an end at any moment --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ends:
    """The fingerprints of the sites that there may be, and how long it takes from one to the other."""

    old: str
    new: str
    seconds: float


@pytest.fixture(scope="module")
def ends(small_site: Path, changed: Path, sites: Sites) -> Ends:
    def rebuild(folder: Path) -> None:
        shutil.copytree(small_site.parent, folder / "out")
        started = time.perf_counter()
        subprocess.run(command(changed, folder / "out"), check=True, stdout=subprocess.DEVNULL)
        (folder / "seconds").write_text(str(time.perf_counter() - started), encoding="utf-8")

    new = sites.once("new", rebuild)
    seconds = float((new / "seconds").read_text(encoding="utf-8"))
    return Ends(digest(small_site), digest(new / "out" / "site"), seconds)


def command(content: Path, out: Path) -> list[str]:
    return [sys.executable, str(ROOT / "build.py"), "site", "--content", str(content), "--out", str(out)]


@contextmanager
def killed(content: Path, out: Path, seconds: float) -> Iterator[None]:
    """A build killed after some seconds; its engine, an orphan now, works on until the block is left."""
    process = subprocess.Popen(command(content, out), stdout=subprocess.DEVNULL, start_new_session=True)
    with suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
    process.kill()
    process.wait()
    yield
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def test_the_two_sites_differ(ends: Ends) -> None:
    assert ends.old != ends.new


@pytest.mark.early
@pytest.mark.parametrize("part", range(PARTS))
def test_a_kill_at_any_moment_leaves_a_whole_site(out: Path, changed: Path, ends: Ends, part: int) -> None:
    chance = random.Random(SEED + part)
    if part == 0:  # these builds end while they set PDFs, all others while they make the site
        shutil.rmtree(out / "cache")
    for kill in range(part, KILLS, PARTS):  # one in each stretch of a build, at any moment of it
        moment = START + (1 - START) * (kill + chance.random()) / KILLS
        with killed(changed, out, ends.seconds * moment):
            if digest(out / "site") not in (ends.old, ends.new):
                assert digest(build(changed, out)) == ends.new


def test_a_run_after_a_kill_is_not_troubled_by_the_orphan(out: Path, changed: Path, ends: Ends) -> None:
    with killed(changed, out, ends.seconds * 0.6):
        assert digest(build(changed, out)) == ends.new
