"""Issue -> pages: values with an address, a title and an HTML body, through the templates of templates/pages.

A page knows nothing of the engine that will theme it.
"""

import re
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplatesNotFound,
    TemplateSyntaxError,
)
from markupsafe import Markup

from virtualissue.charts import Drawing
from virtualissue.charts.figure import draw_figure
from virtualissue.charts.structures.picture import draw_structure
from virtualissue.exports.metadata import PageMetadata, find_metadata, render_coins
from virtualissue.model.entities import Article
from virtualissue.model.entity import Entity
from virtualissue.model.issue import Issue
from virtualissue.model.kinds import KINDS_BY_COLLECTION, Kind
from virtualissue.print.printouts import FindPrintouts
from virtualissue.site.context import SiteContext
from virtualissue.site.html import HtmlRenderer, PageHeading, render_heading, show_code
from virtualissue.text.direction import isolate
from virtualissue.text.titles import Title, plain_title, word_title
from virtualissue.views.answers import list_constants
from virtualissue.views.back_links import Target, find_passages
from virtualissue.views.plain_text import TextRenderer
from virtualissue.views.subjects import subject_of
from virtualissue.views.urls import STANDING_PLACES, StandingPlace, address_of, find_page_title, find_standing

FOLDERS = ("pages", "components")  # the folders of templates that pages are made with
HEADING = re.compile("<h[1-6][^>]*>")
# the kinds of pages that offer PDFs: they are made last, so that the PDFs can be set beside all others
OFFERING_PDFS = ("about", "course", "family")
# the kinds of pages that take the room of the menu and of the contents at their sides
WIDE = ("articles", "facts", "families", "home", "materials")


@dataclass(frozen=True)
class PagePlan:
    """A page before it is written: where, what kind, what it is about, and where it is in the menu.

    `parent` is the name of the overview page that lists it, or empty.
    """

    address: str
    kind: str
    title: Title
    about: Any
    menu: str | None
    parent: str = ""

    @property
    def document_title(self) -> Title:
        """What browsers, bookmarks and search engines call the page: of an article, its own title."""
        return self.about.title if isinstance(self.about, Article) else self.title

    @property
    def is_wide(self) -> bool:
        """Whether there is nothing at its sides."""
        return self.kind in WIDE

    @property
    def here(self) -> Target:
        """The entity that the page is about, as links name it."""
        return (self.about.kind, self.about.slug) if isinstance(self.about, Entity) else ("", "")


@dataclass(frozen=True)
class AdjacentPage:
    """The way from a page to the one before or after it."""

    address: str
    title: Title


@dataclass(frozen=True)
class PageTask:
    """A page among its neighbors: all that it is made of but what it asks."""

    plan: PagePlan
    before: AdjacentPage | None
    after: AdjacentPage | None


@dataclass(frozen=True)
class PageSection:
    """A heading of a page and the HTML below it, up to the next heading."""

    heading: PageHeading
    html: Markup


@dataclass(frozen=True)
class Page:
    """A finished page: its plan, a description in one line, and its HTML.

    `lead` is the HTML above the first heading. The first section is that of the title (level 1).
    """

    plan: PagePlan
    description: str
    lead: Markup
    sections: tuple[PageSection, ...]
    links: frozenset[str]
    metadata: PageMetadata = field(default_factory=PageMetadata)

    @property
    def address(self) -> str:
        """Where it lives, from the root of the site."""
        return self.plan.address

    @property
    def body(self) -> Markup:
        """All of its HTML; joined on each call, so that no second copy stays in memory."""
        return Markup("\n").join(
            [self.lead, *(part for s in self.sections for part in (render_heading(s.heading), s.html))]
        )


class PageRenderer:
    """Makes the pages of an issue, each when it is asked for, with templates in an `environment`."""

    def __init__(
        self,
        issue: Issue,
        environment: Environment,
        drawings: tuple[Drawing, ...] = (),
        find_printouts: FindPrintouts = tuple,
    ) -> None:
        self.plans = tuple(plan_pages(issue))
        self._environment = environment
        self._tasks = {task.plan.address: task for task in _tasks(self.plans)}
        titles = {plan.address: plan.title for plan in self.plans}
        self._context = SiteContext(issue, find_passages(issue), titles, drawings, find_printouts)

    def render(self, address: str) -> Page:
        """The page at an address of `plans`. Raises `TemplateError` for a slip in its template."""
        return _render(self._environment, self._tasks[address], self._context)


def render_pages(
    issue: Issue,
    environment: Environment,
    drawings: tuple[Drawing, ...] = (),
    find_printouts: FindPrintouts = tuple,
) -> Iterator[Page]:
    """All pages of the site, each made when it is asked for; those that offer PDFs come last."""
    renderer = PageRenderer(issue, environment, drawings, find_printouts)
    yield from (renderer.render(plan.address) for plan in renderer.plans if plan.kind not in OFFERING_PDFS)
    find_printouts()  # waits here: inside a template, an error of the disk would look like a slip in it
    yield from (renderer.render(plan.address) for plan in renderer.plans if plan.kind in OFFERING_PDFS)


def _tasks(plans: tuple[PagePlan, ...]) -> Iterator[PageTask]:
    neighbors = [AdjacentPage(plan.address, plan.title) for plan in plans]
    for plan, before, after in zip(plans, (None, *neighbors), (*neighbors[1:], None), strict=False):
        yield PageTask(plan, before, after)


def make_environment(templates: Path) -> Environment:
    """Jinja with autoescape on; a name that does not exist is an error."""
    environment = Environment(
        loader=FileSystemLoader([templates / folder for folder in FOLDERS]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    functions = (draw_figure, draw_structure, subject_of, render_coins, show_code, list_constants)
    environment.globals.update({function.__name__: function for function in functions})
    environment.globals["show_example"] = lambda name, words: show_code(
        (templates / "examples" / name).read_text(encoding="utf-8"), words.text("example_name", name=name)
    )
    environment.filters["isolate"] = isolate
    environment.filters["upper_first"] = lambda text: text[:1].upper() + text[1:]
    return environment


class TemplateError(Exception):
    """A slip in a template, as `templates/pages/about.html:12: what is wrong`."""


def _render(environment: Environment, task: PageTask, site: SiteContext) -> Page:
    """A page with its description and its sections, without the indents and blank lines of the templates."""
    plan, issue = task.plan, site.issue
    renderer = HtmlRenderer(site, plan.address, plan.here)
    entities = issue.collections.get(plan.kind, {})  # of a page that lists a collection
    context = {
        "issue": issue, "front": issue.front, "words": issue.words,
        "site": site, "render": renderer, "plan": plan, "about": plan.about,
        "before": task.before, "after": task.after, "standing": site.standing, "entities": entities,
    }  # fmt: skip
    try:
        with locating_slips(environment):
            template = environment.select_template(
                [f"{plan.kind}.html", *(["collection.html"] if entities else [])]
            )
            lines = template.render(context).split("\n")
    except TemplatesNotFound:
        loader = cast("FileSystemLoader", environment.loader)
        path = _show(Path(loader.searchpath[0]) / f"{plan.kind}.html", loader)
        raise TemplateError(f"{path}: this template is missing ({plan.address} is made with it)") from None
    html = "\n".join(filter(None, map(str.strip, lines)))
    lead, sections = split_sections(html, renderer.headings)
    if unset := HEADING.search("".join((lead, *(section.html for section in sections)))):
        path = _show(Path(template.filename or ""), cast("FileSystemLoader", environment.loader))
        raise TemplateError(
            f"{path}: {unset[0]} is HTML: write it with heading(), so that the contents list it"
        )
    metadata = find_metadata(issue, plan.kind, plan.about, plan.address)
    return Page(plan, describe(issue, plan), lead, sections, frozenset(renderer.links), metadata)


def split_sections(html: str, headings: Iterable[PageHeading]) -> tuple[Markup, tuple[PageSection, ...]]:
    """What is above the first of these headings, and the sections below each."""
    parts, rest = list[str](), html
    headings = tuple(headings)
    for heading in headings:
        before, found, rest = rest.partition(render_heading(heading))
        if not found:
            raise TemplateError(f"the heading {heading.id!r} is not on the page where it was set")
        parts.append(before)
    lead, *bodies = (Markup(part.strip("\n")) for part in (*parts, rest))
    return lead, tuple(PageSection(*section) for section in zip(headings, bodies, strict=True))


@contextmanager
def locating_slips(environment: Environment) -> Iterator[None]:
    """Raises `TemplateError` for an error that arises in a template of an environment."""
    try:
        yield
    except Exception as error:
        raise _locate_error(error, environment) or error from error


def _locate_error(error: Exception, environment: Environment) -> TemplateError | None:
    """The error with the template and the line where it arose; None where it arose in no template."""
    loader = cast("FileSystemLoader", environment.loader)
    if isinstance(error, TemplateSyntaxError):
        return TemplateError(f"{_show(Path(error.filename or ''), loader)}:{error.lineno}: {error.message}")
    what = f"the template {error.name} is missing" if isinstance(error, TemplateNotFound) else error
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if any(Path(frame.filename).is_relative_to(folder) for folder in loader.searchpath):
            return TemplateError(f"{_show(Path(frame.filename), loader)}:{frame.lineno}: {what}")
    return None


def _show(path: Path, loader: FileSystemLoader) -> str:
    """The path of a template from the folder that holds the folder of all templates."""
    root = Path(loader.searchpath[0]).parent.parent
    return str(path.relative_to(root) if path.is_relative_to(root) else path)


def describe(issue: Issue, plan: PagePlan) -> str:
    """What a page is, in one plain line for search engines and previews."""
    for name in ("finding", "gist", "note", "lead"):
        if prose := getattr(plan.about, name, None):
            return TextRenderer(issue).line(prose)
    front = issue.front
    if plan.kind == "home":
        return front.description or front.subtitle or front.title.text
    return ". ".join(filter(None, (f"{plan.title.plain}: {front.title.text}", front.subtitle)))


# --- what pages there are, in reading order --------------------------------------------------------------


def plan_pages(issue: Issue) -> Iterator[PagePlan]:
    """Every page of the site."""
    standing = find_standing(issue)
    for place in STANDING_PLACES:
        if place.slug in standing:
            yield _plan_standing(issue, place)
        if (kind := KINDS_BY_COLLECTION.get(place.slug)) and kind.has_pages:
            yield from _plan_entities(issue, kind)
        if place.slug == "people":
            yield from _letters(issue)


def _plan_standing(issue: Issue, place: StandingPlace) -> PagePlan:
    about = issue.course if place.slug == "course" else issue.pages.get(place.slug)
    title = find_page_title(issue, place.slug)
    return PagePlan(place.address, place.slug, title, about, place.menu or place.slug)


def _plan_entities(issue: Issue, kind: Kind) -> Iterator[PagePlan]:
    """The page of each entity of a kind."""
    for entity in issue.all_of(kind.entity).values():
        address = address_of(kind.name, entity.slug)
        menu = kind.collection if kind.menu else None
        yield PagePlan(address, kind.name, entity.label, entity, menu, kind.collection)


def _letters(issue: Issue) -> Iterator[PagePlan]:
    for group in issue.author_groups:
        title = (
            plain_title(group.letter)
            if group.is_of_bodies
            else word_title(issue.words, "people_with", letter=group.letter)
        )
        yield PagePlan(f"people/{group.initial}.html", "letter", title, group, None, "people")


def by_menu(plans: Iterable[PagePlan]) -> dict[str, list[PagePlan]]:
    """The pages of the menu by the entry that they are under, in order."""
    menu: dict[str, list[PagePlan]] = {}
    for plan in plans:
        if plan.menu:
            menu.setdefault(plan.menu, []).append(plan)
    return menu
