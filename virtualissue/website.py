"""Pages -> out/site: the only file that knows the engines (MkDocs with Material, or Zensical).

Finished Markdown goes to out/pages, where files that did not change keep their time stamps; the engine themes
it into a folder aside, which takes the place of the old site only when it is whole.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from os.path import relpath
from pathlib import Path

import yaml

from virtualissue.issue import Issue
from virtualissue.markdown import render_markdown
from virtualissue.pages import Page, by_menu
from virtualissue.stylesheet import render_accents

FACE = Path(__file__).resolve().parent.parent / "mkdocs.yml"
ENGINES = {"mkdocs": ("mkdocs", "build", "--quiet", "--strict"), "zensical": ("zensical", "build")}


class EngineError(Exception):
    """The engine refused the pages; holds what it printed."""


def write_pages(issue: Issue, pages: Iterable[Page], assets: Path, folder: Path) -> int:
    """The folder that an engine reads: pages, assets, accents. Returns how many files changed."""
    files = {Path(page.address).with_suffix(".md"): render_markdown(page).encode() for page in pages}
    files |= {Path("assets") / path.relative_to(assets): path.read_bytes() for path in _files(assets)}
    files[Path("assets/accents.css")] = render_accents(issue).encode()
    changed = sum(_write(folder / name, content) for name, content in files.items())
    stale = {path for path in _files(folder) if path.relative_to(folder) not in files}
    for path in stale:
        path.unlink()
    return changed + len(stale)


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def _write(path: Path, content: bytes) -> bool:
    """Writes a file whole, and only where it differs; true if it did."""
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(path.name + ".part")
    aside.write_bytes(content)
    aside.replace(path)
    return True


def build_site(issue: Issue, pages: Iterable[Page], out: Path, engine: str = "mkdocs") -> Path:
    """out/site, themed by the engine; raises `EngineError` and leaves the old site where it refuses."""
    site, aside = out / "site", out / "site.new"
    settle(site)
    overlay = out / "engine.yml"
    overlay.write_text(
        yaml.safe_dump(_overlay(issue, pages, out, aside), allow_unicode=True, sort_keys=False)
    )
    _run((*ENGINES[engine], "-f", str(overlay)))
    swap(aside, site)
    return site


def _overlay(issue: Issue, pages: Iterable[Page], out: Path, site: Path) -> Mapping[str, object]:
    """What the engine must know beyond mkdocs.yml: names, folders and the menu."""
    overlay: dict[str, object] = {
        "INHERIT": relpath(FACE, out),
        "site_name": issue.front.title.text,
        "site_description": issue.front.description,
        "theme": {"custom_dir": relpath(FACE.parent / "templates" / "theme", out)},
        "docs_dir": "pages",
        "site_dir": site.name,
        "nav": _menu(pages),
    }
    if issue.front.site_url:
        overlay["site_url"] = issue.front.site_url
    return overlay


def _menu(pages: Iterable[Page]) -> list[object]:
    """Alone pages as they are, shelves and the desk as sections; titles come from the pages themselves."""
    menu: list[object] = []
    for entry, members in by_menu(pages).items():
        files = [page.address.removesuffix(".html") + ".md" for page in members]
        if len(files) == 1:
            menu.append(files[0])
        else:
            menu.append({"Reference desk" if entry == "desk" else members[0].plan.title.striptags(): files})
    return menu


def _run(command: tuple[str, ...]) -> None:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        (sys.executable, "-m", *command), capture_output=True, text=True, env=environment, check=False
    )
    if done.returncode:
        raise EngineError(f"{command[0]} refused the pages:\n{done.stdout}{done.stderr}".rstrip())


def swap(new: Path, old: Path) -> None:
    """Puts a whole folder in the place of an old one; what an interruption leaves, `settle` puts right."""
    before = old.with_name(old.name + ".old")
    if old.exists():
        old.rename(before)
    new.rename(old)
    shutil.rmtree(before, ignore_errors=True)


def settle(site: Path) -> None:
    """Puts right what an interrupted run left: the old site comes back if no new one took its place."""
    before = site.with_name(site.name + ".old")
    if before.exists() and not site.exists():
        before.rename(site)
    shutil.rmtree(before, ignore_errors=True)
    shutil.rmtree(site.with_name(site.name + ".new"), ignore_errors=True)
