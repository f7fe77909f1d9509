"""What is declared to be shown: texts of pages, tables, charts, and the course."""

from collections.abc import Iterator
from itertools import combinations

from virtualissue.checks.findings import Finding, check_token, exists, follow_path
from virtualissue.diagnostics import suggest
from virtualissue.model.chart import Chart
from virtualissue.model.course import Guide, Problem
from virtualissue.model.figure import find_faults as find_figure_faults
from virtualissue.model.issue import Issue
from virtualissue.text.prose import Link
from virtualissue.views.countries import find_codes
from virtualissue.views.palette import DARK, LIGHT, find_contrast, find_distance
from virtualissue.views.tables.columns import COLUMNS, columns_of
from virtualissue.views.urls import find_standing

LEAST_DISTANCE = 35  # of the colors of two families, so that they can be told apart
LEAST_CONTRAST = 4.5  # of text to its background, by WCAG 2.2, level AA

# what a lecturer can show besides everything that prose can link to
SHOWN = ("structure", "chart", "question")


def check_pages(issue: Issue) -> Iterator[Finding]:
    """The texts in pages/ belong to existing pages."""
    standing = find_standing(issue)
    for page in issue.pages.values():
        if page.slug not in standing:
            yield Finding(page, (), f"no page {page.slug} ({suggest(page.slug, standing)})")


def check_colors(issue: Issue) -> Iterator[Finding]:
    """The color of a family can be read on the background of the page."""
    for family in issue.families.values():
        for scheme, palette in (("light", LIGHT), ("dark", DARK)):
            color = getattr(family.color, scheme, palette.accent)
            contrast = min(find_contrast(color, ground) for ground in (palette.paper, palette.tint))
            if contrast < LEAST_CONTRAST:
                message = f"the contrast of {color} to the {scheme} background is {contrast:.1f} to 1"
                yield Finding(
                    family, ("color", scheme), f"{message} (at least {LEAST_CONTRAST} to 1 is needed)"
                )


def find_look_alikes(issue: Issue) -> Iterator[Finding]:
    """Families with nearly the same color, or with the same icon."""
    for family, other in combinations(issue.families.values(), 2):
        if family.color and other.color:
            distance = find_distance(family.color.light, other.color.light)
            if distance < LEAST_DISTANCE:
                yield Finding(
                    other, ("color", "light"), f"the color is hardly different from that of {family.slug}"
                )
        if family.icon and family.icon == other.icon:
            yield Finding(other, ("icon",), f"the icon is the same as that of {family.slug}")


def find_untranslated(issue: Issue) -> Iterator[Finding]:
    """Words of site and print that appear in English because they have no translation."""
    words = issue.words
    if words.missing:
        first = ", ".join(words.missing[:3])
        told = f"{len(words.missing)} of {len(words)} words are in English, as {words.language} lacks them"
        yield Finding(issue.front, ("language",), f"{told}: {first} … (words.yml can hold them)")


def check_tables(issue: Issue) -> Iterator[Finding]:
    """There is not more than one table of each kind."""
    for kind in COLUMNS:
        tables = [table for table in issue.tables.values() if table.of == kind]
        for table in tables[1:]:
            yield Finding(table, ("of",), f"{tables[0].file} already shows the {kind}")


def check_columns(issue: Issue) -> Iterator[Finding]:
    """Tables have columns and filters that exist."""
    for table in issue.tables.values():
        known = columns_of(issue, table.of)
        filters = [slug for slug, column in known.items() if column.names]
        for number, slug in enumerate(table.columns):
            if slug not in known:
                yield Finding(table, ("columns", number), f"no column {slug} ({suggest(slug, known)})")
        for number, slug in enumerate(table.facets):
            if slug not in filters:
                yield Finding(table, ("facets", number), f"no filter {slug} ({suggest(slug, filters)})")


def check_charts(issue: Issue) -> Iterator[Finding]:
    """Charts have something to show, and their pages and sections exist."""
    sections = {f"{page.slug}#{section.slug}" for page in issue.pages.values() for section in page.sections}
    places = {*find_standing(issue), *sections}
    stated = {fact.quantity for fact in issue.facts.values()}
    for chart in issue.charts.values():
        for number, place in enumerate(chart.pages):
            if place not in places:
                yield Finding(chart, ("pages", number), f"no page {place} ({suggest(place, places)})")
        if chart.quantity in issue.quantities.keys() - stated:
            yield Finding(chart, ("quantity",), f"no fact states the {chart.quantity}")
        counted = {issue.facts[slug].quantity for slug in chart.facts if slug in issue.facts}
        if len(counted & issue.quantities.keys()) > 1:
            yield Finding(chart, ("facts",), "these facts are not all of the same quantity")


def check_handouts(issue: Issue) -> Iterator[Finding]:
    """A chart in the handout of a family shows something of it."""
    for chart in issue.charts.values():
        for number, slug in enumerate(chart.handouts):
            if slug in issue.families and not _shows(chart, slug, issue):
                yield Finding(chart, ("handouts", number), f"this chart shows nothing about {slug}")


def _shows(chart: Chart, family: str, issue: Issue) -> bool:
    if chart.quantity is None:
        return any(family in article.families for article in issue.articles.values())
    facts = issue.facts_of(issue.families[family])
    return any(fact.quantity == chart.quantity for fact in facts)


def check_maps(issue: Issue) -> Iterator[Finding]:
    """A map has regions to show, and every country of theirs has an outline."""
    for chart in issue.charts.values():
        if chart.form == "map" and not issue.regions:
            yield Finding(chart, ("kind",), "there are no regions to map (write regions.yml)")
    if issue.regions:
        for at, code in follow_path(issue.regions, ("tiers", "places", "code"), ()):
            if code not in find_codes():
                yield Finding(issue.regions, at, f"no country has the code {code}")


def check_figures(issue: Issue) -> Iterator[Finding]:
    """Figures of guides and problems can be drawn, and all of them lies on their axes."""
    shown: tuple[Guide | Problem, ...] = (*issue.guides.values(), *issue.problems.values())
    for entity in shown:
        for at, message, offset in find_figure_faults(entity.figure) if entity.figure else ():
            yield Finding(entity, ("figure", *at), message, offset)


def check_course(issue: Issue) -> Iterator[Finding]:
    """What plans read and show exists, and so does every goal that a problem or a question names."""
    for plan in issue.plans.values():
        read = follow_path(plan, ("steps", "read"), ())
        shown = follow_path(plan, ("script", "show"), ())
        for at, pointer in (*read, *shown):
            kind, _, slug = pointer.partition(":")
            if at[0] == "script" and kind in SHOWN:
                if not exists(issue, kind, slug):
                    yield Finding(plan, at, f"no {kind} {slug} ({suggest(slug, issue.of_kind(kind))})")
            else:
                for message in check_token(issue, Link(kind, slug, ())):
                    yield Finding(plan, at, message)
    yield from _check_goals(issue)


def _check_goals(issue: Issue) -> Iterator[Finding]:
    count = len(issue.course.goals) if issue.course else 0
    if ("course", "course") in issue.unread:
        return
    for entity in issue.tasks:
        for place, goal in enumerate(entity.goals):
            if goal > count:
                yield Finding(entity, ("goals", place), f"no goal {goal} (the course has {count})")
