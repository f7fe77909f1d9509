"""Exports the pages as Markdown and themes them with Zensical: the same pages by another engine.

Files in out/pages that did not change keep their time stamps.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from functools import lru_cache
from os.path import relpath
from pathlib import Path
from shutil import rmtree
from urllib.parse import urlsplit

import yaml
from markupsafe import Markup

from virtualissue.files import write_files
from virtualissue.model.issue import Issue
from virtualissue.site.assets import SiteAssets
from virtualissue.site.csp import find_root, read_theme_scripts, render_policy
from virtualissue.site.html import PageHeading
from virtualissue.site.pages import Page, plan_pages
from virtualissue.site.settings import find_extra, find_settings, find_theme
from virtualissue.site.stylesheet import put_into_layer
from virtualissue.site.theme import MKDOCS_YML, SCRIPTS, EngineError
from virtualissue.views.moment import VARIABLE, moment_of

SPECIAL = re.compile(r"(<[^>]*>|&#?\w+;)|([\\`*_{}\[\]#+!|~^:$.-])")


def write_pages(pages: Iterable[Page], assets: SiteAssets, folder: Path) -> int:
    """Makes a folder hold the pages as Markdown and all that they link to; returns the number of changes."""
    noted = assets.note(pages)
    files = {Path(page.address).with_suffix(".md"): render_markdown(page).encode() for page in noted}
    return write_files({**dict(assets.render()), **files}, folder, alone=True)


def render_markdown(page: Page) -> str:
    """Front matter, then the page: its headings as Markdown, so that engines find them, all else as HTML."""
    front = {
        "title": str(page.plan.title.markup),
        "plain": page.plan.document_title.plain,
        "description": page.description,
        "head": str(page.metadata.html),
        "has_record": page.metadata.has_record,
        "wide": page.plan.is_wide,
    }
    lines = "".join(
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in front.items() if value
    )
    parts = [page.lead, *(part for s in page.sections for part in (_render_heading(s.heading), s.html))]
    return f"---\n{lines}---\n\n" + "\n\n".join(part.strip() for part in parts if part.strip()) + "\n"


def _render_heading(heading: PageHeading) -> str:
    return f"{'#' * heading.level} {escape_markdown(heading.title)} {{ #{heading.id} }}"


@lru_cache(maxsize=65536)
def escape_markdown(html: Markup) -> str:
    """HTML whose text means nothing to Markdown: its special characters as numeric entities."""
    return SPECIAL.sub(lambda m: m[1] or f"&#{ord(m[2])};", html)


def theme_pages(
    issue: Issue,
    folder: Path,
    theme: Path,
    site_url: str,
    extra: Mapping[str, object],
) -> None:
    """Fills a folder in out/ with the pages of out/pages, made by Zensical with the overrides in `theme`.

    `extra` is what templates/theme finds in `config.extra`.
    Raises `EngineError` with what Zensical printed where it refuses.
    """
    spoken = find_theme(issue, yaml.safe_load(MKDOCS_YML.read_text(encoding="utf-8"))["theme"])
    settings = {
        "INHERIT": relpath(MKDOCS_YML, folder.parent),
        **find_settings(issue, plan_pages(issue), site_url),
        "theme": {**spoken, "custom_dir": relpath(theme, folder.parent)},
        "extra": {**find_extra(issue), **extra},
        "plugins": [{"search": {"enabled": False}}],  # its dialog has a style that the policy forbids
        "docs_dir": "pages",
        "site_dir": folder.name,
    }
    path = folder.parent / "zensical.yml"
    path.write_text(yaml.safe_dump(settings, allow_unicode=True, sort_keys=False), encoding="utf-8")
    environment = {**os.environ, VARIABLE: str(int(moment_of(issue).timestamp()))}
    command = (sys.executable, "-m", "zensical", "build", "-f", str(path))
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        raise EngineError(f"zensical refused the pages:\n{done.stdout}{done.stderr}".rstrip())
    rmtree(folder / SCRIPTS)
    secure_pages(folder, urlsplit(site_url).path or "/")
    for path in (folder / "assets" / "stylesheets").rglob("*.css"):
        path.write_bytes(put_into_layer(path.read_bytes()))


def secure_pages(folder: Path, home: str) -> None:
    """Puts the policy into every page of a folder; `home` is the path of the site on its host."""
    scripts, charset = read_theme_scripts("zensical"), '<meta charset="utf-8">'
    for path in folder.rglob("*.html"):
        policy = render_policy(scripts, find_root(path.relative_to(folder), home))
        meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        html = path.read_text(encoding="utf-8")
        path.write_text(html.replace(charset, charset + meta, 1), encoding="utf-8")
