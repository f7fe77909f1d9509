"""Themes pages with MkDocs and Material in this process; a page is handed over as HTML, not as Markdown.

mkdocs.yml, the theme, its plugins, and its navigation are used as they are. Nothing is parsed: the content of
a page, its headings, and its metadata come from the page itself. Pages outside the menu that share a folder,
the same headings, and the same kinds of parts have the same frame: the theme renders it once, and each page
is filled in.
"""

import logging
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import yaml
from jinja2 import Environment
from markupsafe import escape
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.toc import AnchorLink, TableOfContents

from virtualissue.files import list_files
from virtualissue.model.issue import Issue
from virtualissue.site.csp import read_theme_scripts, render_policy
from virtualissue.site.html import PageHeading
from virtualissue.site.pages import Page, PagePlan, locating_slips
from virtualissue.site.settings import find_extra, find_settings, find_theme
from virtualissue.site.stylesheet import put_into_layer
from virtualissue.views.moment import VARIABLE, moment_of

MKDOCS_YML = Path(__file__).resolve().parents[2] / "mkdocs.yml"

IN_PATHS = (
    "/%:@!$&()*+,;=~-._"  # characters that may stand in the path of an address, and mean nothing in HTML
)
SCRIPTS = "assets/javascripts/"  # of the theme; our pages have their own
# What stands in a frame for a part of a page: its name between two characters that content cannot have. The
# theme writes a title of its own above a content without <h1.
GAP = re.compile("\ue000([a-z]+)(?:<h1)?\ue001")


class EngineError(Exception):
    """The engine refused the pages; the message says why."""


@dataclass(frozen=True)
class PageFrame:
    """A page of the theme without what belongs to one page: by turns HTML and the name of a part."""

    pieces: tuple[str, ...]

    def fill(self, parts: Mapping[str, str]) -> str:
        """The page with these parts, as HTML, by their names."""
        return "".join(parts[piece] if n % 2 else piece for n, piece in enumerate(self.pieces))


class SiteTheme:
    """MkDocs with Material, set up for one site.

    `plans` are those of all its pages, `overrides` is templates/theme, `site_url` the address of the site
    (ending with a slash) or empty, and `extra` what templates/theme finds in `config.extra`. Raises
    `EngineError` for settings that MkDocs refuses.
    """

    def __init__(
        self,
        issue: Issue,
        plans: Collection[PagePlan],
        overrides: Path,
        *,
        site_url: str = "",
        extra: Mapping[str, object] | None = None,
    ) -> None:
        titles = {plan.address: plan.title for plan in plans}
        self.moment, self.overrides = moment_of(issue), overrides
        self.site_url = site_url
        self.made_of = self._find_sources(issue, plans)
        settings = find_settings(issue, plans, site_url)
        with _environment(self.moment):
            named = find_extra(issue) | dict(extra or {})
            self.config = _load_config(issue, settings, overrides, named)
            self.env, self.files, self.nav = _prepare(self.config, titles)
        self.documents = tuple(self.files.documentation_pages())
        self.frames: dict[object, PageFrame] = {}
        self.targets: dict[str, Any] = {file.dest_uri: file.page for file in self.documents}
        for address, target in self.targets.items():  # the menu has the titles of all pages
            target.markdown, target.meta = "", {"title": str(titles[address].markup)}

    def fits(self, issue: Issue, plans: Collection[PagePlan]) -> bool:
        """Whether it would come out the same if it were set up anew for this issue and these pages."""
        return self._find_sources(issue, plans) == self.made_of

    def _find_sources(self, issue: Issue, plans: Collection[PagePlan]) -> object:
        titles = tuple((plan.address, str(plan.title.markup)) for plan in plans)
        settings = find_settings(issue, plans, self.site_url)
        return (
            settings,
            find_extra(issue),
            issue.words,
            issue.words.texts,
            titles,
            moment_of(issue),
            MKDOCS_YML.read_bytes(),
            tuple(path.read_bytes() for path in sorted(list_files(self.overrides))),
        )

    def render_page(self, page: Page) -> str:
        """A page, themed."""
        target = self.targets[page.address]
        parts = _find_parts(page, target.canonical_url or "", target.url)
        frame = self._make_frame(page, parts) if page.plan.menu else self._find_frame(page, parts)
        html = frame.fill(parts)
        return str(self.config.plugins.on_post_page(html, page=target, config=self.config))

    def _find_frame(self, page: Page, parts: Mapping[str, str]) -> PageFrame:
        """The frame of all pages outside the menu that have the same folder, headings, and parts."""
        there = tuple(name for name, part in parts.items() if part)
        headings = tuple(_find_contents(page))
        key = page.address.rpartition("/")[0], there, page.metadata.has_record, headings
        if key not in self.frames:
            self.frames[key] = self._make_frame(page, parts)
        return self.frames[key]

    def _make_frame(self, page: Page, parts: Mapping[str, str]) -> PageFrame:
        target = self.targets[page.address]
        address = target.canonical_url
        _fill(target, page, parts, self.moment)
        with _environment(self.moment):
            html = self._render_target(target)
        target.canonical_url = address
        return PageFrame(tuple(GAP.split(html)))

    def render_not_found(self) -> str:
        """The page for addresses that do not exist, 404.html."""
        return self._render_template("404.html")

    def render_pages(self, pages: Iterable[Page]) -> Iterator[tuple[str, str]]:
        """These pages, themed, with their addresses; 404.html is the last of them."""
        for page in pages:
            yield page.address, self.render_page(page)
        yield "404.html", self.render_not_found()

    def render_sitemap(self) -> str:
        """The addresses of all pages, as search engines read them."""
        return self._render_template("sitemap.xml")

    def find_files(self) -> Iterator[tuple[Path, bytes]]:
        """The files of the theme that our pages use: its icons and stylesheets."""
        for file in self.files:
            if file.is_documentation_page() or file.dest_uri.startswith(SCRIPTS):
                continue
            content = file.content_bytes
            yield Path(file.dest_uri), put_into_layer(content) if file.dest_uri.endswith(".css") else content

    def _render_target(self, page: Any) -> str:
        page.active = True
        context: Any = get_context(self.nav, self.documents, self.config, page)
        context["build_date_utc"] = self.moment
        context["policy"] = render_policy(read_theme_scripts("mkdocs"), context["base_url"])
        context = self.config.plugins.on_page_context(context, page=page, config=self.config, nav=self.nav)
        with locating_slips(self.env):
            output = self.env.get_template("main.html").render(context)
        page.active = False
        return output

    def _render_template(self, name: str) -> str:
        base_url = quote(
            "/" + (self.config.site_url or "").partition("://")[2].partition("/")[2], safe=IN_PATHS
        )
        with _environment(self.moment):
            context: Any = get_context(self.nav, self.documents, self.config, base_url=base_url)
        context["build_date_utc"] = self.moment
        context["policy"] = render_policy(read_theme_scripts("mkdocs"), base_url)
        with locating_slips(self.env):
            return self.env.get_template(name).render(context)


@contextmanager
def _environment(moment: datetime) -> Iterator[None]:
    """Tells MkDocs the moment of the build, and keeps the theme from printing its announcement."""
    wanted = {"NO_MKDOCS_2_WARNING": "1", VARIABLE: str(int(moment.timestamp()))}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _load_config(
    issue: Issue, settings: dict[str, Any], overrides: Path, extra: Mapping[str, object]
) -> MkDocsConfig:
    """mkdocs.yml with these settings."""
    raw: dict[str, Any] = yaml.safe_load(MKDOCS_YML.read_text(encoding="utf-8"))
    raw |= settings
    raw["theme"] |= find_theme(issue, raw["theme"]) | {"custom_dir": str(overrides.resolve())}
    raw["docs_dir"] = str(overrides.resolve())  # the pages are handed over: no folder is read
    raw["extra"] = raw.get("extra", {}) | extra
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    config = MkDocsConfig(config_file_path=str(MKDOCS_YML))
    try:
        config.load_dict(raw)
        errors, _ = config.validate()
    except MkDocsException as error:
        raise EngineError(f"mkdocs refused its settings: {error}") from None
    if errors:
        raise EngineError("\n".join(f"mkdocs refused its setting {name}: {error}" for name, error in errors))
    return config


def _prepare(config: MkDocsConfig, pages: Iterable[str]) -> tuple[Environment, Files, Navigation]:
    """What the plugins and the theme make of the configuration and of the addresses of the pages."""
    config.plugins.on_startup(command="build", dirty=False)
    config = config.plugins.on_config(config)
    config.plugins.on_pre_build(config=config)
    sources = (address.removesuffix(".html") + ".md" for address in pages)
    files = Files([File.generated(config, source, content="") for source in sources])
    env = config.theme.get_env()
    files.add_files_from_theme(env, config)
    files = config.plugins.on_files(files, config=config)
    nav = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
    return config.plugins.on_env(env, config=config, files=files), files, nav


def _find_parts(page: Page, address: str, url: str) -> Mapping[str, str]:
    """What belongs to one page alone, as HTML by the name of its gap.

    `address` is the full one, if the site has any; `url` is that from the root of the site.
    """
    return {
        "title": str(page.plan.title.markup),
        "plain": str(escape(page.plan.document_title.plain)),
        "description": str(escape(page.description)),
        "head": str(page.metadata.html),
        "address": str(escape(address)),
        "here": str(escape(address or url)),
        "content": str(page.body),
    }


def _fill(target: Any, page: Page, parts: Mapping[str, str], moment: datetime) -> None:
    """Hands a page over to the engine's own, with a gap for each part that is not empty."""
    gaps = {name: f"\ue000{name}\ue001" if part else "" for name, part in parts.items()}
    if page.plan.menu:
        gaps["title"] = parts["title"]  # the menus of all pages have it
    target.content = gaps["content"].replace("\ue001", "<h1\ue001" if "<h1" in parts["content"] else "\ue001")
    target.canonical_url = gaps["address"]
    flags = {"has_record": page.metadata.has_record, "wide": page.plan.is_wide}
    target.meta = {**gaps, **flags, "search": {"exclude": True}}
    target.toc = TableOfContents(_nest(_find_contents(page)))
    target.update_date = moment.strftime("%Y-%m-%d")


def _find_contents(page: Page) -> Iterator[PageHeading]:
    """The headings of a page below its title."""
    return (section.heading for section in page.sections if section.heading.level > 1)


def _nest(headings: Iterable[PageHeading]) -> list[AnchorLink]:
    """Headings as a tree: each below the nearest one before it that is of a higher rank."""
    roots: list[AnchorLink] = []
    above: list[AnchorLink] = []
    for heading in headings:
        link = AnchorLink(str(heading.title), heading.id, heading.level)
        while above and above[-1].level >= link.level:
            above.pop()
        (above[-1].children if above else roots).append(link)
        above.append(link)
    return roots
