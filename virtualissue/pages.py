"""Issue -> pages: values with an address, a title and an HTML body, through the templates of templates/pages.

The only file that knows the templates of the site. A page knows nothing of the engine that will theme it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from virtualissue.address import STANDING, address_of
from virtualissue.chart import Drawing
from virtualissue.desk import Desk
from virtualissue.folder import files_of
from virtualissue.issue import Author, Issue
from virtualissue.kept import fingerprint
from virtualissue.ledger import Ledger
from virtualissue.paper import Print
from virtualissue.passage import Target, find_passages
from virtualissue.pen import Pen
from virtualissue.plain import TextPen
from virtualissue.plots import draw_plot
from virtualissue.record import Thing
from virtualissue.table import lay_out

SHELVES = ("pages", "components")  # the folders of templates that pages are made with


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
class Door:
    """The way from a page to the one before or after it."""

    address: str
    title: Markup


@dataclass(frozen=True)
class Turn:
    """A page among its neighbors: all that it is made of but what it asks."""

    plan: Plan
    before: Door | None
    after: Door | None


@dataclass(frozen=True)
class Page:
    """A finished page: its plan, what it is in one line, and its body, without blank lines."""

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
    """All pages of the site, in reading order.

    In the folder `cache` are kept the compiled templates and the pages: one that would come out as it did
    before is not rendered again.
    """
    environment = make_environment(templates, cache and cache / "templates")
    plans = tuple(plan_pages(issue))
    titles = {plan.address: plan.title for plan in plans}
    desk = Desk(issue, find_passages(issue), titles, drawings, prints)
    ledger = Ledger(cache and cache / "pages.pickle", _describe_templates(templates))
    rendered = ledger.do(partial(_render, environment), list(_turns(plans)), desk)
    return tuple(Page(plan, *texts) for plan, texts in zip(plans, rendered, strict=True))


def _describe_templates(templates: Path) -> bytes:
    """A fingerprint of all that a page can be made with."""
    paths = sorted(path for folder in SHELVES for path in files_of(templates / folder))
    return fingerprint(b"".join(path.name.encode() + path.read_bytes() for path in paths))


def _turns(plans: tuple[Plan, ...]) -> Iterator[Turn]:
    doors = [Door(plan.address, plan.title) for plan in plans]
    for plan, before, after in zip(plans, (None, *doors), (*doors[1:], None), strict=False):
        yield Turn(plan, before, after)


def make_environment(templates: Path, cache: Path | None = None) -> Environment:
    """Jinja with autoescape on; a name that does not exist is an error."""
    if cache:
        cache.mkdir(parents=True, exist_ok=True)
    environment = Environment(
        loader=FileSystemLoader([templates / folder for folder in SHELVES]),
        autoescape=True,
        undefined=StrictUndefined,
        bytecode_cache=FileSystemBytecodeCache(str(cache)) if cache else None,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(draw_plot=draw_plot, lay_out=lay_out)
    environment.filters["upper_first"] = lambda text: text[:1].upper() + text[1:]
    return environment


def _render(environment: Environment, turn: Turn, desk: Desk) -> tuple[str, Markup]:
    """What a page is in one line, and its body without the indents and blank lines of the templates."""
    plan, issue = turn.plan, desk.issue
    context = {
        "issue": issue, "front": issue.front, "words": issue.front.words,
        "desk": desk, "pen": Pen(desk, plan.address, plan.here), "plan": plan, "about": plan.about,
        "before": turn.before, "after": turn.after, "standing": STANDING,
    }  # fmt: skip
    lines = environment.get_template(f"{plan.kind}.html").render(context).split("\n")
    return describe(issue, plan), Markup("\n".join(filter(None, map(str.strip, lines))))


def describe(issue: Issue, plan: Plan) -> str:
    """What a page is, in one plain line for search engines and previews."""
    for name in ("finding", "gist", "note", "lead"):
        if prose := getattr(plan.about, name, None):
            return TextPen(issue).line(prose)
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
