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

import yaml
from markupsafe import Markup

from virtualissue.files import write_files
from virtualissue.model.issue import Issue
from virtualissue.site.csp import render_policy
from virtualissue.site.html import PageHeading
from virtualissue.site.pages import Page
from virtualissue.site.settings import find_settings, moment_of
from virtualissue.site.theme import MKDOCS_YML, EngineError, put_into_layer

SPECIAL = re.compile(r"(<[^>]*>|&#?\w+;)|([\\`*_{}\[\]#+!|~^:$.-])")


def write_pages(pages: Iterable[Page], assets: Mapping[Path, bytes], folder: Path) -> int:
    """Makes a folder hold the pages as Markdown and all that they link to; returns the number of changes."""
    files = {Path(page.address).with_suffix(".md"): render_markdown(page).encode() for page in pages}
    return write_files({**assets, **files}, folder, alone=True)


def render_markdown(page: Page) -> str:
    """Front matter, then the page: its headings as Markdown, so that engines find them, all else as HTML."""
    front = {"title": page.plan.title.markup, "plain": page.plan.title.plain, "description": page.description}
    lines = "".join(f"{key}: {json.dumps(str(value), ensure_ascii=False)}\n" for key, value in front.items())
    parts = [page.lead, *(part for s in page.sections for part in (_render_heading(s.heading), s.html))]
    return f"---\n{lines}---\n\n" + "\n\n".join(part.strip() for part in parts if part.strip()) + "\n"


def _render_heading(heading: PageHeading) -> str:
    return f"{'#' * heading.level} {escape_markdown(heading.title)} {{ #{heading.id} }}"


@lru_cache(maxsize=65536)
def escape_markdown(html: Markup) -> str:
    """HTML whose text means nothing to Markdown: its special characters as numeric entities."""
    return SPECIAL.sub(lambda m: m[1] or f"&#{ord(m[2])};", html)


def theme_pages(
    issue: Issue, pages: Iterable[Page], out: Path, name: str, theme: Path, site_url: str
) -> Path:
    """out/NAME, the pages of out/pages as Zensical themes them with the overrides in `theme`.

    Raises `EngineError` with what Zensical printed where it refuses.
    """
    settings = {
        "INHERIT": relpath(MKDOCS_YML, out),
        **find_settings(issue, pages, site_url),
        "theme": {"custom_dir": relpath(theme, out)},
        "docs_dir": "pages",
        "site_dir": name,
    }
    path = out / "zensical.yml"
    path.write_text(yaml.safe_dump(settings, allow_unicode=True, sort_keys=False), encoding="utf-8")
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(int(moment_of(issue).timestamp()))}
    command = (sys.executable, "-m", "zensical", "build", "-f", str(path))
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        raise EngineError(f"zensical refused the pages:\n{done.stdout}{done.stderr}".rstrip())
    for page in (out / name).rglob("*.html"):
        page.write_text(_secure(page.read_text(encoding="utf-8")), encoding="utf-8")
    for path in (out / name / "assets" / "stylesheets").rglob("*.css"):
        path.write_bytes(put_into_layer(path.read_bytes()))
    return out / name


def _secure(html: str) -> str:
    """A page with the policy, which allows the scripts outside of its content."""
    before, _, rest = html.partition("<article")
    policy = render_policy(before + rest.partition("</article>")[2])
    charset = '<meta charset="utf-8">'
    return html.replace(
        charset, f'{charset}<meta http-equiv="Content-Security-Policy" content="{policy}">', 1
    )
