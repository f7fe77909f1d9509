"""The bundle from a student's stick: whole, alive, silent, and the same bytes twice."""

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from shutil import copytree
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page

from build import ROOT, main
from tests import minimal
from tests.browser.features import FEATURES, Feature
from tests.browser.watch import Watch, at_peace
from tests.conftest import NewPage, Serve
from tests.samples import Choose
from tests.site.pages.links import Site
from tests.sites import HOME, TOY, Sites, bundle, digest, pages_of

ELSEWHERE = {"PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}
# how the words behind a link that leaves the bundle are read off, for all links of a page
MARKS = """links => links.filter(link => /^https?:/.test(link.getAttribute("href")))
  .map(link => [link.href, getComputedStyle(link, "::after").content])"""
FETCH = "address => fetch(address, {mode: 'no-cors'}).then(() => 'answered', () => 'refused')"


@pytest.fixture(scope="session")
def folder(sites: Sites, moved: Path) -> Path:
    """The bundle of the toy, unpacked; its site has the address HOME."""
    return sites.unpacked(moved)


@pytest.fixture
def cut_off(new_page: NewPage) -> Page:
    """A page that no network answers."""
    return new_page(offline=True)


def assert_pages_open(page: Page, folder: Path, addresses: Sequence[str]) -> None:
    """Pages open from a folder in peace, and mark each link that leaves it."""
    with at_peace(page, folder.as_uri()):
        for address in addresses:
            page.goto(f"{folder.as_uri()}/{address}")
            marks = page.locator("a[href]").evaluate_all(MARKS)
            assert [link for link, mark in marks if "needs a network" not in mark] == [], address


# --- what is in it ---------------------------------------------------------------------------------------


def test_it_is_one_folder_of_its_own_name(folder: Path) -> None:
    assert folder.name == "pigments-0.1"
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]
    assert (folder / "index.html").is_file()
    assert [name for name in ("404.html", "sitemap.xml", "feed.xml") if (folder / name).exists()] == []


def test_the_readme_tells_a_student_what_to_do(folder: Path) -> None:
    readme = (folder / "README.txt").read_bytes().decode()
    assert readme.startswith("Pigments under the Lamp\r\n=====")
    for word in ("index.html", "need a network", "Version 0.1, 6 articles", "https://creativecommons.org"):
        assert word in readme
    assert "\n" not in readme.replace("\r\n", "")  # or Windows may show it as one line


def test_no_link_needs_a_server_or_the_site_itself(folder: Path) -> None:
    assert list(Site(folder, HOME).breaks()) == []


def test_pages_do_not_name_an_address_of_their_own(folder: Path) -> None:
    named = re.compile(r'rel="canonical"|property="og:|rel="(preconnect|dns-prefetch)"')
    assert [page for page in pages_of(folder) if named.search((folder / page).read_text("utf-8"))] == []


# --- in the browser --------------------------------------------------------------------------------------


def test_pages_open_without_network_or_complaint(cut_off: Page, folder: Path, examples: Choose) -> None:
    # one of each kind: the extremes of each are opened from a server
    assert_pages_open(cut_off, folder, examples(folder))


@pytest.mark.parametrize("feature", FEATURES.values(), ids=FEATURES)
def test_everything_lives(cut_off: Page, folder: Path, feature: Feature) -> None:
    before = digest(folder)
    with at_peace(cut_off, folder.as_uri()):
        feature(cut_off, folder.as_uri())
    assert digest(folder) == before


def test_an_attempt_to_reach_the_network_is_seen_and_fails(cut_off: Page, folder: Path, serve: Serve) -> None:
    there = f"{serve(folder)}/index.html"
    with Watch(cut_off, folder.as_uri()) as watch:
        cut_off.goto("about:blank")  # which has no policy that would refuse it first
        assert cut_off.evaluate(FETCH, there) == "refused"
    assert watch.strays == [there]


# --- the same bytes --------------------------------------------------------------------------------------


def test_the_same_content_makes_the_same_bytes(folder: Path, moved: Path, tmp_path: Path) -> None:
    first = next(folder.parents[2].glob("*.zip"))
    content = copytree(moved, tmp_path / "ein Ort/content")
    copytree(folder.parents[2] / "cache", tmp_path / "wo anders/cache")  # PDFs have a test of their own
    second = build_elsewhere(content, tmp_path / "wo anders")
    assert second.read_bytes() == first.read_bytes()


def test_all_files_bear_the_moment_asked_for_or_the_day_of_the_issue(folder: Path, tmp_path: Path) -> None:
    first = next(folder.parents[2].glob("*.zip"))
    second = build_elsewhere(minimal.CONTENT, tmp_path / "out", SOURCE_DATE_EPOCH="1600000000")
    assert moments(first) == {(2015, 2, 28, 0, 0, 0)}
    assert moments(second) == {(2020, 9, 13, 12, 26, 40)}


def build_elsewhere(content: Path, out: Path, **variables: str) -> Path:
    command = (sys.executable, ROOT / "build.py", "offline", "--content", content, "--out", out)
    subprocess.run(command, cwd=out.parent, env={**os.environ, **ELSEWHERE, **variables}, check=True)
    return next(out.glob("*.zip"))


def moments(archive: Path) -> set[tuple[int, ...]]:
    with ZipFile(archive) as packed:
        return {entry.date_time for entry in packed.infolist()}


# --- whole or not at all ---------------------------------------------------------------------------------


def test_a_refusal_leaves_the_old_bundle(
    toy_out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = bundle(TOY, toy_out).read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr("virtualissue.site.theme.find_settings", lambda *_: {"site_name": "x", "nav": 7})
        assert main(["offline", "--content", str(TOY), "--out", str(toy_out)]) == 1
    assert "mkdocs refused its setting nav" in capsys.readouterr().err
    assert bundle(TOY, toy_out).read_bytes() == before
