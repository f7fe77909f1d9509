"""Pages -> a themed folder: the only file that knows the engines (MkDocs with Material, or Zensical).

Finished Markdown goes to out/pages, where files that did not change keep their time stamps; the engine themes
it into whatever folder an output asks for. An output is an overlay of mkdocs.yml.
"""

import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from hashlib import blake2b
from importlib.metadata import version
from os.path import relpath
from pathlib import Path

import yaml
from markupsafe import escape

from virtualissue.exports.data_package import render_exports
from virtualissue.files import list_files, write_files
from virtualissue.model.issue import Issue
from virtualissue.print.printouts import Printout
from virtualissue.site.markdown import render_markdown
from virtualissue.site.pages import Page, by_menu
from virtualissue.site.stylesheet import render_accents

FACE = Path(__file__).resolve().parents[2] / "mkdocs.yml"
# engine -> what it is told beyond mkdocs.yml: MkDocs leaves the words of the pages to our own search
PLUGINS: Mapping[str, Mapping[str, object]] = {
    "mkdocs": {"plugins": ["search", "meta", "typeset"]},
    "zensical": {},
}
ALONE = {"home": "Home", "course": "Course"}  # entries of the menu with a shorter name than their page
WITHOUT_STOCK_SEARCH = b"search:\n  exclude: true\n"
LIBRARIES = ("mkdocs", "mkdocs-material", "zensical", "Markdown")
ENGINES = {"mkdocs": ("mkdocs", "build", "--quiet", "--strict"), "zensical": ("zensical", "build")}


class EngineError(Exception):
    """The engine refused the pages; holds what it printed."""


@dataclass(frozen=True)
class Engine:
    """Which engine themes the pages, and the folder of our overrides of its theme."""

    name: str
    theme: Path


def write_pages(
    issue: Issue,
    pages: Iterable[Page],
    search: Mapping[str, str],
    assets: Path,
    folder: Path,
    prints: Iterable[Printout] = (),
) -> int:
    """The folder that an engine reads, with all that pages link to. Returns how many files changed."""
    files = {Path(page.address).with_suffix(".md"): render_markdown(page).encode() for page in pages}
    files |= {Path("data") / name: text.encode() for name, text in render_exports(issue).items()}
    files |= {Path("search") / name: text.encode() for name, text in search.items()}
    files |= {Path("assets") / path.relative_to(assets): path.read_bytes() for path in list_files(assets)}
    files |= {Path(printed.address): printed.content for printed in prints}
    files[Path("assets/accents.css")] = render_accents(issue).encode()
    files[Path(".meta.yml")] = WITHOUT_STOCK_SEARCH
    return write_files(files, folder, alone=True)


def theme_pages(
    issue: Issue, pages: Iterable[Page], out: Path, name: str, engine: Engine, extra: Mapping[str, object]
) -> Path:
    """out/NAME, the pages of out/pages as the engine themes them; `extra` is what this output wants beyond.

    Raises `EngineError` with what the engine printed where it refuses.
    """
    overlay = {**_overlay(issue, pages, engine, out, name), **PLUGINS[engine.name], **extra}
    path = out / ".engine.yml"
    path.write_text(yaml.safe_dump(overlay, allow_unicode=True, sort_keys=False), encoding="utf-8")
    _run((*ENGINES[engine.name], "-f", str(path)), time_of(issue))
    return out / name


def find_cause(
    issue: Issue, pages: Iterable[Page], out: Path, engine: Engine, extra: Mapping[str, object]
) -> str:
    """A fingerprint of all that `theme_pages` makes a folder of, this package and the engines included."""
    overlay = {**_overlay(issue, pages, engine, out, ""), **PLUGINS[engine.name], **extra}
    sources = (out / "pages", engine.theme, Path(__file__).parents[1])
    cause = blake2b(digest_size=16)
    cause.update(repr((engine.name, overlay, time_of(issue), [version(name) for name in LIBRARIES])).encode())
    for path in (FACE, *(path for folder in sources for path in sorted(list_files(folder)))):
        if path.suffix != ".pyc":
            cause.update(f"{path.name}\0".encode() + path.read_bytes())
    return cause.hexdigest()


def _overlay(
    issue: Issue, pages: Iterable[Page], engine: Engine, out: Path, name: str
) -> Mapping[str, object]:
    """What the engine must know beyond mkdocs.yml: names, folders and the menu."""
    overlay: dict[str, object] = {
        "INHERIT": relpath(FACE, out),
        "site_name": str(escape(issue.front.title.text)),  # the themes write it as it is
        "site_description": issue.front.description,
        "theme": {"custom_dir": relpath(engine.theme, out)},
        "docs_dir": "pages",
        "site_dir": name,
        "nav": _menu(pages),
    }
    return overlay


def _menu(pages: Iterable[Page]) -> list[object]:
    """Alone pages as they are, shelves and the desk as sections; titles come from the pages themselves."""
    menu: list[object] = []
    for entry, members in by_menu(pages).items():
        files = [page.address.removesuffix(".html") + ".md" for page in members]
        if entry in ALONE:
            menu.append({ALONE[entry]: files[0]})
        elif entry == "desk":
            menu.append({"Reference desk": files})
        elif len(files) == 1:
            menu.append(files[0])
        else:
            menu.append({str(members[0].plan.title): [{"Overview": files[0]}, *files[1:]]})
    return menu


LATEST = 2**32 - 1  # what the header of a compressed file can hold, in seconds from 1970 on


def time_of(issue: Issue) -> datetime:
    """What the map of the site and the bundle bear: SOURCE_DATE_EPOCH, or the day of the issue, from 1970 on.

    Raises `EngineError` where the former is no number of seconds.
    """
    day = datetime.combine(issue.front.editorial.published, time(), UTC)
    told = os.environ.get("SOURCE_DATE_EPOCH", "") or str(int(day.timestamp()))
    try:
        return datetime.fromtimestamp(min(max(int(told), 0), LATEST), UTC)
    except ValueError:
        raise EngineError(f"SOURCE_DATE_EPOCH is {told}: it should be a number of seconds") from None


def _run(command: tuple[str, ...], moment: datetime) -> None:
    """Runs an engine, whose sitemap bears the given moment."""
    epoch = str(int(moment.timestamp()))
    environment = {**os.environ, "SOURCE_DATE_EPOCH": epoch, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        (sys.executable, "-m", *command), capture_output=True, text=True, env=environment, check=False
    )
    if done.returncode:
        raise EngineError(f"{command[0]} refused the pages:\n{done.stdout}{done.stderr}".rstrip())
