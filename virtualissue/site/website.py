"""Pages -> out/site, ready for any static host: under a strict policy, in place only when it is whole."""

from collections.abc import Iterable
from pathlib import Path

from virtualissue.exports.feed import NAME as FEED
from virtualissue.exports.feed import render_feed
from virtualissue.files import fill_folder, new_folder, write_whole
from virtualissue.model.issue import Issue
from virtualissue.site.assets import SiteAssets
from virtualissue.site.pages import Page, plan_pages
from virtualissue.site.theme import SiteTheme
from virtualissue.site.zensical import theme_pages, write_pages


def build_site(issue: Issue, pages: Iterable[Page], assets: SiteAssets, theme: Path, out: Path) -> Path:
    """out/site, themed by MkDocs with the overrides in `theme`; put in place only when it is whole.

    `pages` are all pages of the issue; each is written before the next one is asked for. Raises `EngineError`
    where MkDocs refuses its settings; the site that was built before then stays.
    """
    with new_folder(out / "site") as folder:
        themed = SiteTheme(
            issue,
            tuple(plan_pages(issue)),
            theme,
            site_url=issue.front.home,
            extra={"card": assets.card is not None},
        )
        _write_site(themed, pages, assets, folder)
        write_whole(folder / "sitemap.xml", themed.render_sitemap().encode())
        _write_for_machines(issue, folder)
    return out / "site"


def build_site_with_zensical(
    issue: Issue, pages: Iterable[Page], assets: SiteAssets, theme: Path, out: Path
) -> Path:
    """out/site, themed by Zensical from the Markdown in out/pages."""
    write_pages(pages, assets, out / "pages")
    with new_folder(out / "site") as folder:
        theme_pages(issue, folder, theme, issue.front.home, {"card": assets.card is not None})
        _write_for_machines(issue, folder)
    return out / "site"


def _write_for_machines(issue: Issue, folder: Path) -> None:
    """What only a site on a host needs: which pages may be read, and where it has an address, a feed."""
    write_whole(folder / "robots.txt", render_robots(issue.front.home).encode())
    if issue.front.site_url:
        write_whole(folder / FEED, render_feed(issue))


def _write_site(themed: SiteTheme, pages: Iterable[Page], assets: SiteAssets, folder: Path) -> None:
    written = themed.render_pages(assets.note(pages))
    fill_folder(folder, ((Path(address), html.encode()) for address, html in written))
    fill_folder(folder, themed.find_files())
    fill_folder(folder, assets.render())


def render_robots(home: str) -> str:
    """Everyone is welcome everywhere; where the site has an address (it ends with /), its map is named."""
    sitemap = f"Sitemap: {home}sitemap.xml\n" if home else ""
    return f"User-agent: *\nAllow: /\n{sitemap}"
