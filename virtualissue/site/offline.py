"""Pages -> out/NAME-VERSION.zip, the whole site for a memory stick: opens from a folder, needs no network.

The same content gives the same bytes, whatever the folder, the clock or the time zone; all files bear the
moment that the engine is told.
"""

import os
import shutil
import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from virtualissue.files import list_files, replacing, settle_folder
from virtualissue.model.issue import Issue
from virtualissue.site.engine import Engine, theme_pages, time_of
from virtualissue.site.pages import Page

# what only a server can use: pages with addresses from the root, and maps of addresses
SERVED_ONLY = ("404.html", "sitemap.xml", "sitemap.xml.gz")
OLDEST = 1980  # the first year that a zip can say


def build_offline(issue: Issue, pages: Iterable[Page], theme: Path, out: Path) -> Path:
    """The bundle; raises `EngineError` and leaves the old one where the engine refuses."""
    settle_folder(out / "offline")
    name = f"{issue.front.name}-{issue.front.version}"
    aside = out / f".offline.new.{os.getpid()}"
    try:
        with replacing(out / f"{name}.zip", out / "bundles") as bundle:
            theme_pages(issue, pages, out, aside.name, Engine("mkdocs", theme), OVERLAY)
            for served in SERVED_ONLY:
                (aside / served).unlink(missing_ok=True)
            (aside / "README.txt").write_text(render_readme(issue), encoding="utf-8", newline="\r\n")
            _pack(aside, name, bundle, time_of(issue))
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return out / f"{name}.zip"


OVERLAY: Mapping[str, object] = {"extra": {"generator": False, "offline": True}}


def _pack(folder: Path, root: str, bundle: Path, moment: datetime) -> None:
    """Every file under one folder of the bundle's name, in the order of names."""
    day = (max(moment.year, OLDEST), moment.month, moment.day, moment.hour, moment.minute, moment.second)
    with zipfile.ZipFile(bundle, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(list_files(folder)):
            entry = zipfile.ZipInfo(f"{root}/{path.relative_to(folder).as_posix()}", day)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, path.read_bytes())


def render_readme(issue: Issue) -> str:
    """What a student finds beside the pages when the bundle is unpacked."""
    front = issue.front
    title = front.title.text
    return f"""{title}
{"=" * len(title)}

{front.description}

How to read it
  1. Unpack the whole archive into any folder.
  2. Open index.html with a browser. Nothing is installed, and no network is needed.
  3. Search, tables, charts and explanations all work from the folder.

Links that lead outside, such as the DOI of an article, are marked: they need a network.

Version {front.version}, {len(issue.articles)} articles.
The texts and data are under {front.licence.title} ({front.licence.path}).
The articles belong to their publishers.
"""
