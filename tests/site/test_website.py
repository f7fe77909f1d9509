import os
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.site.test_pages import ROOT, toy_pages
from tests.toy import read_toy
from virtualissue.files import OutputError
from virtualissue.print.social_card import render_card
from virtualissue.print.typesetting.fonts import read_fonts
from virtualissue.site.assets import SiteAssets
from virtualissue.site.theme import EngineError
from virtualissue.site.website import build_site, build_site_with_zensical
from virtualissue.site.zensical import write_pages

ASSETS = ROOT / "templates" / "assets"
THEME = ROOT / "templates" / "theme"
LONG_AGO = (1_000_000_000, 1_000_000_000)


@cache
def toy_assets() -> tuple[tuple[Path, bytes], ...]:
    """The files of the toy that are no pages, made once."""
    return tuple(SiteAssets(read_toy(), ASSETS).render())


def write(folder: Path, pages: Any = None) -> int:
    assets: Any = SimpleNamespace(note=iter, render=toy_assets)
    return write_pages(pages or toy_pages(), assets, folder)


def files(folder: Path) -> dict[str, float]:
    """Every file below a folder with the time when it was written."""
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mtime
        for path in folder.rglob("*")
        if path.is_file()
    }


def age(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            os.utime(path, LONG_AGO)


def test_pages_assets_and_the_stylesheet_are_written(tmp_path: Path):
    written = write(tmp_path)
    there = set(files(tmp_path))
    assert written == len(there)
    assert there >= {"index.md", "families/reds.md", "assets/site.css", "assets/table.js"}
    assert {name for name in there if name.endswith(".css")} == {"assets/site.css", "assets/offline.css"}


def test_what_did_not_change_keeps_its_time_and_what_is_stale_goes(tmp_path: Path):
    pages = toy_pages()[:9]
    write(tmp_path, pages[:-1])
    before = set(files(tmp_path))
    write(tmp_path, pages)
    (tmp_path / "index.md").write_text("old")
    age(tmp_path)
    assert write(tmp_path, pages[:-1]) == 2
    after = files(tmp_path)
    assert set(after) == before
    assert {name for name, written in after.items() if written != LONG_AGO[0]} == {"index.md"}
    assert write(tmp_path, pages[:-1]) == 0


def test_a_page_that_no_build_wrote_is_not_published(tmp_path: Path):
    write(tmp_path, toy_pages()[:9])
    (tmp_path / "themes/letter.doc").write_text("private")
    with pytest.raises(OutputError, match=r"letter.doc was not written by a build, and would be published"):
        write(tmp_path, toy_pages()[:9])
    assert (tmp_path / "themes/letter.doc").read_text() == "private"


def test_one_edit_changes_one_page(tmp_path: Path):
    pages = toy_pages()[:9]
    write(tmp_path, pages)
    edited = replace(pages[3], description="another")
    assert write(tmp_path, (*pages[:3], edited, *pages[4:])) == 1


def folder(path: Path, text: str) -> Path:
    path.mkdir()
    (path / "index.html").write_text(text)
    return path


def build(out: Path) -> Path:
    issue = read_toy()
    card = render_card(issue, THEME.parent / "print", read_fonts())
    assets = SiteAssets(issue, ASSETS, card=card)
    return build_site(issue, toy_pages(), assets, THEME, out)


@pytest.mark.build
def test_the_theme_has_every_page_and_all_that_pages_link_to(tmp_path: Path):
    site = build(tmp_path)
    made = set(files(site))
    assert {page.address for page in toy_pages()} <= made
    assert {
        "404.html",
        "sitemap.xml",
        "robots.txt",
        "feed.xml",
        "assets/card.png",
        "assets/site.css",
        "search/head.js",
    } <= made
    home = (site / "index.html").read_text(encoding="utf-8")
    assert "Pigments under the Lamp" in home
    tabs = re.findall(r'class="md-tabs__link"[^>]*>\s*([^<]*?)\s*<', home)
    assert (tabs[0], "Course" in tabs) == ("Home", True)
    menu = home.partition("<article")[0]
    assert 'href="families.html"' in menu
    assert 'href="articles/holm-2014.html"' not in menu


@pytest.mark.build
def test_an_empty_moment_in_the_environment_is_none(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    site = build(tmp_path)
    days = re.findall("<lastmod>(.*?)</lastmod>", (site / "sitemap.xml").read_text(encoding="utf-8"))
    assert set(days) == {"2015-02-28"}


@pytest.mark.build
def test_the_contents_of_a_page_are_its_headings(tmp_path: Path):
    page = next(page for page in toy_pages() if page.plan.kind == "family")
    html = (build(tmp_path) / page.address).read_text(encoding="utf-8")
    contents = html.partition("md-nav--secondary")[2].partition("</nav>")[0]
    linked = re.findall(r'href="#([^"]+)"', contents)
    assert linked == [section.heading.id for section in page.sections if section.heading.level > 1]
    assert len(linked) > 3


def test_where_the_engine_refuses_the_old_site_stays(tmp_path: Path, monkeypatch):
    folder(tmp_path / "site", "old")
    monkeypatch.setattr("virtualissue.site.theme.find_settings", lambda *_: {"site_name": "x", "nav": 7})
    with pytest.raises(EngineError, match="mkdocs refused its setting nav"):
        build(tmp_path)
    assert (tmp_path / "site/index.html").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_where_zensical_refuses_the_old_site_stays(tmp_path: Path, monkeypatch):
    folder(tmp_path / "site", "old")
    refusal = SimpleNamespace(returncode=1, stdout="", stderr="a page is not in the menu")
    monkeypatch.setattr("virtualissue.site.zensical.subprocess.run", lambda *_, **__: refusal)
    issue = read_toy()
    with pytest.raises(EngineError, match="zensical refused the pages:\na page is not in the menu"):
        build_site_with_zensical(issue, toy_pages()[:9], SiteAssets(issue, ASSETS), THEME, tmp_path)
    assert (tmp_path / "site/index.html").read_text() == "old"
    assert list(tmp_path.glob(".site.new.*")) == []
