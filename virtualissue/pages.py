"""Issue -> pages: values with an address, a title and an HTML body, through the templates of templates/pages.

The only file that knows the templates of the site. A page knows nothing of the engine that will theme it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from virtualissue.address import STANDING, address_of
from virtualissue.chart import Drawing
from virtualissue.crew import spread
from virtualissue.desk import Desk
from virtualissue.dictionary import find_resources
from virtualissue.exports import csv_head, csv_line, find_downloads
from virtualissue.issue import Author, Issue
from virtualissue.paper import Print
from virtualissue.passage import Target, find_passages
from virtualissue.pen import Pen
from virtualissue.plain import PlainPen
from virtualissue.plots import draw_plot
from virtualissue.record import Thing
from virtualissue.table import lay_out


@dataclass(frozen=True)
class Letter:
    """The people whose names begin with one letter."""

    letter: str
    people: tuple[Author, ...]


@dataclass(frozen=True)
class Plan:
    """A page before it is written: where, what kind, what it is about, and where it stands in the menu."""

    address: str
    kind: str
    title: Markup
    about: Any
    menu: str | None

    @property
    def here(self) -> Target:
        """The thing that the page is about, as links name it."""
        return (self.about.kind, self.about.slug) if isinstance(self.about, Thing) else ("", "")


@dataclass(frozen=True)
class Page:
    """A finished page: its plan, what it is in one line, and its body."""

    plan: Plan
    description: str
    body: Markup

    @property
    def address(self) -> str:
        """Where it lives, from the root of the site."""
        return self.plan.address

    @cached_property
    def links(self) -> frozenset[str]:
        """Everything that the body links to, as written."""
        return frozenset(re.findall(r' (?:href|src)="([^"]*)"', self.body))


def render_pages(
    issue: Issue,
    templates: Path,
    drawings: tuple[Drawing, ...] = (),
    prints: tuple[Print, ...] = (),
    cache: Path | None = None,
) -> tuple[Page, ...]:
    """All pages of the site, in reading order; compiled templates are kept in the folder `cache`."""
    environment = make_environment(templates, cache)
    plans = tuple(plan_pages(issue))
    titles = {plan.address: plan.title for plan in plans}
    desk = Desk(issue, find_passages(issue), titles, drawings, prints)
    around = list(zip((None, *plans), plans, (*plans[1:], None), strict=False))
    bodies = spread(lambda turn: _render(environment, desk, *turn), around)
    return tuple(
        Page(plan, describe(issue, plan), Markup(body)) for plan, body in zip(plans, bodies, strict=True)
    )


def make_environment(templates: Path, cache: Path | None = None) -> Environment:
    """Jinja with autoescape on; a name that does not exist is an error."""
    if cache:
        cache.mkdir(parents=True, exist_ok=True)
    environment = Environment(
        loader=FileSystemLoader([templates / "pages", templates / "components"]),
        autoescape=True,
        undefined=StrictUndefined,
        bytecode_cache=FileSystemBytecodeCache(str(cache)) if cache else None,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        draw_plot=draw_plot,
        lay_out=lay_out,
        find_resources=find_resources,
        csv_head=csv_head,
        csv_line=csv_line,
        find_downloads=find_downloads,
    )
    environment.filters["upper_first"] = lambda text: text[:1].upper() + text[1:]
    return environment


def _render(environment: Environment, desk: Desk, before: Plan | None, plan: Plan, after: Plan | None) -> str:
    pen = Pen(desk, plan.address, plan.here)
    context = {
        "issue": pen.issue, "front": pen.issue.front, "words": pen.issue.front.words, "pen": pen,
        "plan": plan, "about": plan.about, "before": before, "after": after, "standing": STANDING,
    }  # fmt: skip
    return environment.get_template(f"{plan.kind}.html").render(context)


def describe(issue: Issue, plan: Plan) -> str:
    """What a page is, in one plain line for search engines and previews."""
    for name in ("finding", "gist", "note", "lead"):
        if prose := getattr(plan.about, name, None):
            return " ".join(PlainPen(issue).inline(prose).striptags().split())
    return f"{plan.title.striptags()}: {issue.front.title.text}. {issue.front.subtitle}"


# --- what pages there are, in reading order --------------------------------------------------------------


def plan_pages(issue: Issue) -> Iterator[Plan]:
    """Every page of the site: the whole list of kinds stands here."""
    words = issue.front.words
    yield _one(issue, "home", menu="home")
    yield _one(issue, "story", "The story", menu="story")
    yield from _shelf(issue, "families", words.families, "family", issue.families)
    yield from _shelf(issue, "themes", words.themes, "theme", issue.themes)
    yield from _shelf(issue, "materials", words.materials, "material", issue.materials)
    yield from _shelf(issue, "techniques", words.techniques, "technique", issue.techniques)
    yield from _shelf(issue, "articles", words.articles, "article", issue.articles, in_menu=False)
    if issue.course:
        yield Plan(STANDING["course"], "course", issue.course.label, issue.course, "course")
    yield _one(issue, "facts", "Facts", menu="desk")
    yield _one(issue, "numbers", menu="desk")
    yield _one(issue, "references", "References", menu="desk")
    yield _one(issue, "people", "People", menu="desk")
    yield from _letters(issue)
    yield _one(issue, "glossary", "Glossary", menu="desk")
    yield _one(issue, "errata", "Errata", menu="desk")
    yield _one(issue, "about", menu="desk")


def _one(issue: Issue, slug: str, title: str = "", *, menu: str) -> Plan:
    about = issue.pages.get(slug)
    label = about.label if about and not title else escape(title)
    return Plan(STANDING[slug], slug, label, about, menu)


def _shelf(
    issue: Issue, slug: str, title: str, kind: str, things: Mapping[str, Thing], *, in_menu: bool = True
) -> Iterator[Plan]:
    yield _one(issue, slug, title, menu=slug)
    for thing in things.values():
        yield Plan(address_of(kind, thing.slug), kind, TITLES[kind](thing), thing, slug if in_menu else None)


TITLES: Mapping[str, Callable[[Any], Markup]] = {
    "family": lambda family: family.name.markup,
    "theme": lambda theme: theme.label,
    "material": lambda material: material.label,
    "technique": lambda technique: technique.label,
    "article": lambda article: article.label,
}


def _letters(issue: Issue) -> Iterator[Plan]:
    for letter in sorted({author.initial for author in issue.authors}):
        people = tuple(author for author in issue.authors if author.initial == letter)
        title = escape(f"People: {letter.upper()}")
        yield Plan(f"people/{letter}.html", "letter", title, Letter(letter, people), None)


def by_menu(pages: Iterable[Page]) -> dict[str, list[Page]]:
    """The pages of the menu by the entry that they stand under, in order."""
    menu: dict[str, list[Page]] = {}
    for page in pages:
        if page.plan.menu:
            menu.setdefault(page.plan.menu, []).append(page)
    return menu
