import os
import re
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from tests.site.test_pages import ROOT, toy_pages
from tests.toy import read_toy
from virtualissue.files import FileRecord, OutputError, write_record
from virtualissue.site.engine import ENGINES, Engine, EngineError, write_pages
from virtualissue.site.stylesheet import render_accents
from virtualissue.site.website import build_site

ASSETS = ROOT / "templates" / "assets"
THEME = ROOT / "templates" / "theme"
LONG_AGO = (1_000_000_000, 1_000_000_000)


def write(folder: Path, pages: Any = None) -> int:
    return write_pages(read_toy(), pages or toy_pages(), {}, ASSETS, folder)


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


def test_pages_assets_and_accents_are_written(tmp_path: Path):
    written = write(tmp_path)
    there = set(files(tmp_path))
    assert written == len(there)
    assert there >= {"index.md", "families/reds.md", "assets/site.css", "assets/accents.css"}


def test_what_did_not_change_keeps_its_time_and_what_is_stale_goes(tmp_path: Path):
    pages = toy_pages()
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
    write(tmp_path)
    (tmp_path / "families/letter.doc").write_text("private")
    with pytest.raises(OutputError, match=r"letter.doc was written by no build, and would be published"):
        write(tmp_path)
    assert (tmp_path / "families/letter.doc").read_text() == "private"


def test_one_edit_changes_one_page(tmp_path: Path):
    pages = toy_pages()
    write(tmp_path, pages)
    edited = replace(pages[3], description="another")
    assert write(tmp_path, (*pages[:3], edited, *pages[4:])) == 1


def test_every_family_has_its_accents():
    css = render_accents(read_toy())
    for slug, family in read_toy().families.items():
        assert f".accent-{slug}" in css
        assert {family.colour.light, family.colour.dark} <= set(re.findall("#[0-9a-f]{6}", css))


def folder(path: Path, text: str) -> Path:
    path.mkdir()
    (path / "index.html").write_text(text)
    return path


def engine(monkeypatch: pytest.MonkeyPatch, returns: int) -> list[tuple[str, ...]]:
    """Stands in for the engine: makes its folder, says what it says, and notes how it was called."""
    calls: list[tuple[str, ...]] = []

    def run(command: tuple[str, ...], **_: Any) -> Any:
        calls.append(command)
        overlay = Path(command[-1])
        site = overlay.parent / yaml.safe_load(overlay.read_text(encoding="utf-8"))["site_dir"]
        folder(site, '<meta charset="utf-8">new')
        (site / "assets").mkdir()
        return SimpleNamespace(returncode=returns, stdout="", stderr="a page is not in the menu")

    monkeypatch.setattr("virtualissue.site.engine.subprocess.run", run)
    return calls


@pytest.mark.parametrize("name", ENGINES)
def test_the_engine_is_told_all_that_it_must_know(name: str, tmp_path: Path, monkeypatch):
    calls = engine(monkeypatch, 0)
    assert build_site(read_toy(), toy_pages(), tmp_path, Engine(name, THEME)) == tmp_path / "site"
    assert name in calls[0]
    overlay = yaml.safe_load((tmp_path / ".engine.yml").read_text(encoding="utf-8"))
    assert (tmp_path / overlay["INHERIT"]).resolve() == ROOT / "mkdocs.yml"
    assert overlay["site_name"] == "Pigments under the Lamp"
    assert "index.md" in str(overlay["nav"])
    assert "articles/holm-2014.md" not in str(overlay["nav"])
    assert re.fullmatch(r'<meta charset="utf-8"><meta .*>new', (tmp_path / "site/index.html").read_text())


def test_a_site_is_built_again_only_where_something_changed(tmp_path: Path, monkeypatch):
    calls = engine(monkeypatch, 0)
    write_pages(read_toy(), toy_pages(), {}, ASSETS, tmp_path / "pages")

    def builds() -> int:
        before = len(calls)
        build_site(read_toy(), toy_pages(), tmp_path, Engine("mkdocs", THEME))
        return len(calls) - before

    assert (builds(), builds()) == (1, 0)
    (tmp_path / "pages/index.md").write_text("changed")
    assert (builds(), builds()) == (1, 0)
    (tmp_path / "site/index.html").write_text("touched by someone")
    assert (builds(), builds()) == (1, 0)
    (tmp_path / "site/robots.txt").unlink()
    assert (builds(), builds()) == (1, 0)


def test_where_the_engine_refuses_the_old_site_stays(tmp_path: Path, monkeypatch):
    folder(tmp_path / "site", "old")
    write_record(tmp_path / "site", FileRecord(frozenset({"index.html"})))
    engine(monkeypatch, 1)
    with pytest.raises(EngineError, match="mkdocs refused the pages:\na page is not in the menu"):
        build_site(read_toy(), toy_pages(), tmp_path, Engine("mkdocs", THEME))
    assert (tmp_path / "site/index.html").read_text() == "old"
    assert list(tmp_path.glob(".site.new.*")) == []
