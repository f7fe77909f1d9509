"""Pages -> out/site, ready for any static host: under a strict policy, in place only when it is whole."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from virtualissue.charts.vega import paint
from virtualissue.file_cache import FileCache
from virtualissue.files import is_whole, settle_folder, swap_folders
from virtualissue.model.issue import Issue
from virtualissue.site.csp import secure
from virtualissue.site.engine import Engine, find_cause, theme_pages
from virtualissue.site.pages import Page
from virtualissue.site.social_card import render_card


def build_site(issue: Issue, pages: Iterable[Page], out: Path, engine: Engine) -> Path:
    """out/site, themed by the engine; raises `EngineError` and leaves the old site where it refuses.

    A site that stands as it was built, from the very same causes, is not built again.
    """
    site = out / "site"
    settle_folder(site)
    home = f"{issue.front.site_url.rstrip('/')}/" if issue.front.site_url else ""
    cause = find_cause(issue, pages, out, engine, {"site_url": home})
    if is_whole(site, cause):
        return site
    # named by the process: an engine that outlives a killed run goes on writing, but to a folder of its own
    aside = out / f".site.new.{os.getpid()}"
    try:
        theme_pages(issue, pages, out, aside.name, engine, {"site_url": home})
        for page in aside.rglob("*.html"):
            page.write_text(secure(page.read_text(encoding="utf-8")), encoding="utf-8")
        (aside / "assets" / "card.png").write_bytes(_render_card(issue, out / "cache"))
        (aside / "robots.txt").write_text(render_robots(home), encoding="utf-8")
        swap_folders(aside, site, cause)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return site


def _render_card(issue: Issue, cache: Path) -> bytes:
    """The picture for previews, painted only where it is not in the cache."""
    picture = render_card(issue)
    card = FileCache(cache / "card")
    png = card.get(picture.encode(), lambda: paint(picture))
    card.prune()
    return png


def render_robots(home: str) -> str:
    """Everyone is welcome everywhere; where the site has an address (it ends with /), its map is named."""
    sitemap = f"Sitemap: {home}sitemap.xml\n" if home else ""
    return f"User-agent: *\nAllow: /\n{sitemap}"
