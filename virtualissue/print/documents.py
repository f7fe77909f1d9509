"""Issue -> documents for print, as plain data: a handout for each family, and the whole issue as a booklet.

Alone knows what stands in which document; how it looks is for the templates.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from markupsafe import Markup

from virtualissue.bibliography.reference import number_ranges
from virtualissue.charts.drawing import Drawing
from virtualissue.model.entities import Facet, Family, Material, Neighbour, Pick, Section, Theme
from virtualissue.model.entity import Entity
from virtualissue.model.fact import Fact
from virtualissue.model.issue import Issue
from virtualissue.print.course import (
    Edition,
    name_of,
    set_course,
    set_guide,
    set_plan,
    set_problem,
    set_question,
    set_totals,
)
from virtualissue.print.inline import (
    InlineContent,
    PrintData,
    PrintRenderer,
    set_amount,
    set_formula,
    set_title,
    tie,
)
from virtualissue.print.qr_code import draw_code
from virtualissue.views.palette import PRINT, name_colors
from virtualissue.views.urls import address_of

COLOR = re.compile(r"var\(--vi-([a-z0-9-]+)\)|currentColor")
# the parts of the booklet that prose and plans may point at as they point at pages of the site
PARTS = ("story", "families", "themes", "glossary", "references")


@dataclass(frozen=True)
class CourseDetails:
    """What a lecturer sets: the course and the date, either empty where a rule to write on is wanted."""

    course: str = ""
    day: str = ""


@dataclass(frozen=True)
class Document:
    """A document: its name, which template sets it, for whom it is, and its data."""

    name: str
    template: str
    edition: Edition
    data: PrintData


@dataclass(frozen=True)
class PrintContext:
    """What all documents of one edition share."""

    issue: Issue
    drawings: Sequence[Drawing]
    edition: Edition
    occasion: CourseDetails = CourseDetails()


def plan_documents(
    issue: Issue,
    drawings: Sequence[Drawing],
    editions: Iterable[Edition],
    occasion: CourseDetails = CourseDetails(),
) -> Iterator[Document]:
    """Every document of these editions."""
    for edition in editions:
        desk = PrintContext(issue, drawings, edition, occasion)
        yield set_booklet(desk)
        for family in issue.families.values():
            yield set_handout(family, desk)


# --- documents -------------------------------------------------------------------------------------------


def set_handout(family: Family, desk: PrintContext) -> Document:
    """The handout of one family."""
    issue, ink = desk.issue, PrintRenderer(desk.issue)
    body = {
        "family": set_family(family, ink),
        "charts": [
            set_chart(drawing, drawing.marked[family.slug], issue)
            for drawing in desk.drawings
            if family.slug in drawing.marked
        ],
        "discussion": [
            set_question(question, ink, desk.edition)
            for question in issue.questions.values()
            if family.slug in question.families
        ],
        "problems": [
            set_problem(problem, ink, desk.edition)
            for problem in issue.problems.values()
            if family.slug in problem.families
        ],
    }
    address = address_of("family", family.slug)
    data = _head(desk, family.name.text, address, ink) | body | _tail(ink)
    return Document(family.slug, "handout", desk.edition, tie(data))


def set_booklet(desk: PrintContext) -> Document:
    """The whole issue."""
    issue, ink = desk.issue, PrintRenderer(desk.issue)
    body = {
        **_lessons(desk, ink),
        "parts": {name: {"id": f"page:{name}"} for name in PARTS},
        "story": [_set_telling(section, ink) for section in issue.story.values()],
        "families": [set_family(family, ink) for family in issue.families.values()],
        "comparison": [_compare(family, ink) for family in issue.families.values()],
        "charts": [set_chart(drawing, drawing.pictures["wide"], issue) for drawing in desk.drawings],
        "themes": [_set_telling(theme, ink) for theme in issue.themes.values()],
    }
    ink.used.update(issue.terms)
    data = _head(desk, issue.front.title.text, "", ink) | body | _tail(ink)
    return Document(f"{issue.front.name}-booklet", "booklet", desk.edition, tie(data))


def _lessons(desk: PrintContext, ink: PrintRenderer) -> PrintData:
    issue = desk.issue
    return {
        "course": set_course(issue.course, ink) if issue.course else None,
        "plans": [set_plan(plan, ink) for plan in issue.plans.values()],
        "guides": [_coloured(set_guide(guide, ink), issue) for guide in issue.guides.values()],
        "discussion": [set_question(question, ink, desk.edition) for question in issue.questions.values()],
        "problems": [set_problem(problem, ink, desk.edition) for problem in issue.problems.values()],
        "totals": set_totals([*issue.problems.values()], desk.edition),
    }


def _head(desk: PrintContext, title: str, address: str, ink: PrintRenderer) -> PrintData:
    """What every document tells of itself."""
    front = desk.issue.front
    licence = desk.issue.course.licence if desk.issue.course else None
    site = f"{front.site_url.rstrip('/')}/{address}" if front.site_url else ""
    return {
        "title": title,
        "issue": set_title(front.title),
        "subtitle": front.subtitle,
        "description": front.description,
        "subject": front.subject,
        "language": front.language,
        "palette": asdict(PRINT),
        "day": _write_day(front.editorial.published),
        "edition": desk.edition,
        "for_lecturers": desk.edition == "lecturers",
        "course_line": desk.occasion.course,
        "date_line": desk.occasion.day,
        "address": site,
        "code": draw_code(site) if site else "",
        "editorial": ink.citation(["editorial"]),
        "words": dict(desk.issue.words),
        "licence": ink.prose(licence) if licence else [],
        "data_licence": {"title": front.licence.title, "href": front.licence.path},
    }


def _write_day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _tail(ink: PrintRenderer) -> PrintData:
    """Glossary and references: what was used before they were set; the glossary may cite as well."""
    issue = ink.issue
    used = [term for term in issue.terms.values() if term.slug in ink.used]
    glossary = [
        {"id": f"term:{term.slug}", "term": term.term, "definition": ink.inline(term.definition)}
        for term in used
    ]
    return {"glossary": glossary, "references": ink.references()}


# --- families --------------------------------------------------------------------------------------------


def set_family(family: Family, ink: PrintRenderer) -> PrintData:
    """All that the issue tells of a family."""
    issue = ink.issue
    return {
        "id": f"family:{family.slug}",
        "name": set_title(family.name),
        "colour": family.colour.light,
        "icon": draw_icon(family),
        "short": set_title(family.short),
        "plain": family.short.text,
        "formulas": [set_formula(formula) for formula in family.formulas],
        "facets": _set_facets(family.facets, issue),
        "gist": ink.prose(family.gist),
        "facts": [set_fact(fact, ink) for fact in issue.facts_of(family)],
        "limits": ink.prose(family.limits),
        "appeal": ink.prose(family.appeal),
        "background": ink.prose(family.background) if family.background else [],
        "read_first": [_set_pick(pick, ink) for pick in family.read_first],
        "materials": _set_materials(issue.materials_of(family), issue),
        "neighbours": [_set_neighbour(neighbour, ink) for neighbour in family.neighbours],
        "questions": [ink.inline(question) for question in family.questions],
    }


def draw_icon(family: Family) -> str:
    """The icon of a family in its colour."""
    path = f'<path d="{family.icon}" fill="{family.colour.light}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">{path}</svg>'


def set_fact(fact: Fact, ink: PrintRenderer) -> PrintData:
    """A value with what it is of, how it was won, under which condition, and who says so."""
    others = [slug for slug in fact.articles if slug != fact.stated.source]
    return {
        "label": fact.title,
        "of": _subject(fact, ink.issue),
        "amount": set_amount(fact.amount),
        "terms": ink.issue.terms_of(fact),
        "articles": ink.citation(others) if others else None,
        "stated": ink.citation([fact.stated.source]),
        "page": f", p. {fact.stated.page}" if fact.stated.page else "",
    }


def _subject(fact: Fact, issue: Issue) -> InlineContent:
    of = fact.of
    things = (("material", of.material), ("family", None if of.phrase else of.family))
    parts = [_called(thing) for kind, slug in things if slug and (thing := issue.find(kind, slug))]
    parts += [[words] for words in (of.phrase, of.collection) if words]
    parts += [[set_formula(of.composition)]] if of.composition else []
    return _joined(parts)


def _called(thing: Entity) -> InlineContent:
    """A material by its formula, anything else by its name."""
    if isinstance(thing, Material) and thing.formula:
        return [set_formula(thing.formula)]
    return name_of(thing)


def _joined(parts: Iterable[InlineContent]) -> InlineContent:
    line: InlineContent = []
    for part in parts:
        line += [", ", *part] if line else part
    return line


def _set_facets(facets: Mapping[str, tuple[str, ...]], issue: Issue) -> list[PrintData]:
    return [
        {"name": issue.facets[slug].name, "values": _values(issue.facets[slug], values)}
        for slug, values in facets.items()
    ]


def _values(facet: Facet, slugs: Iterable[str]) -> InlineContent:
    values = map(facet.value, slugs)
    return _joined([set_formula(value.formula)] if value.formula else [value.name] for value in values)


def _set_pick(pick: Pick, ink: PrintRenderer) -> PrintData:
    article = ink.issue.articles[pick.article]
    return {
        "mark": ink.citation([pick.article]),
        "title": set_title(article.title),
        "byline": f"{article.short_authors}, {article.year}",
        "why": ink.inline(pick.why),
    }


def _set_materials(materials: Sequence[Material], issue: Issue) -> PrintData:
    """A table: its head, then a row a material; what is said of none of them has no column."""
    words = issue.words
    facets = [facet for facet in issue.facets.values() if "material" in facet.kinds]
    columns: dict[str, list[InlineContent]] = {
        words["material"]: [_called(material) for material in materials],
        "Names": [_other_names(material) for material in materials],
        **{facet.name: [_values(facet, _stated(facet, one)) for one in materials] for facet in facets},
        words["articles"]: [[_numbers(issue, material)] for material in materials],
    }
    told = {name: column for name, column in columns.items() if any(column)}
    return {"head": list(told), "rows": [list(row) for row in zip(*told.values(), strict=True)]}


def _other_names(material: Material) -> InlineContent:
    """The names that stand beside what the material is called."""
    names = material.names if material.formula else material.aliases
    return [", ".join(names)] if names else []


def _stated(facet: Facet, material: Material) -> tuple[str, ...]:
    return material.facets.get(facet.slug, ())


def _numbers(issue: Issue, material: Material) -> str:
    """The articles on a material, by number."""
    runs = number_ranges(article.number for article in issue.articles_of(material))
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)


def _set_neighbour(neighbour: Neighbour, ink: PrintRenderer) -> PrintData:
    family = ink.issue.families[neighbour.family]
    return {
        "name": ink.pointer("family", family.slug, set_title(family.short)),
        "icon": draw_icon(family),
        "plain": family.short.text,
        "why": ink.inline(neighbour.why),
    }


def _compare(family: Family, ink: PrintRenderer) -> PrintData:
    """A row of the comparison: what a family conducts, what is stated of it, what holds it back."""
    issue = ink.issue
    return {
        "name": ink.pointer("family", family.slug, set_title(family.short)),
        "icon": draw_icon(family),
        "plain": family.short.text,
        "formulas": [set_formula(formula) for formula in family.formulas],
        "facets": _set_facets(family.facets, issue),
        "facts": [set_fact(fact, ink) for fact in issue.facts_of(family)],
        "limit": ink.sentences(family.limits.sentences[:1]),
        "articles": len(issue.articles_of(family)),
    }


# --- the rest of the issue -------------------------------------------------------------------------------


def _set_telling(thing: Section | Theme, ink: PrintRenderer) -> PrintData:
    """A part of the story, or a theme."""
    return {
        "id": f"{thing.kind}:{thing.slug}",
        "title": name_of(thing),
        "gist": ink.inline(thing.gist),
        "text": ink.prose(thing.text),
    }


# --- charts ----------------------------------------------------------------------------------------------


def set_chart(drawing: Drawing, picture: str, issue: Issue) -> PrintData:
    """A chart in the colours of print; what it shows is told in words from its table."""
    chart = drawing.chart
    return {
        "title": set_title(chart.title),
        "gist": chart.gist.text,
        "svg": colour(picture, issue),
        "alternative": _tell(drawing),
    }


def _tell(drawing: Drawing) -> str:
    table = drawing.tabulation
    rows = (
        "; ".join(f"{name}: {_cell(cell)}" for name, cell in zip(table.head, row, strict=True))
        for row in table.rows
    )
    return f"{drawing.chart.title.text}. {'. '.join(rows)}."


def _cell(cell: Iterable[object]) -> str:
    return ", ".join(str(Markup(getattr(entry, "html", "")).striptags()) for entry in cell) or "none"


def _coloured(guide: PrintData, issue: Issue) -> PrintData:
    return guide | {"svg": colour(guide["svg"], issue)}


def colour(svg: str, issue: Issue) -> str:
    """An SVG with the colors of paper in the place of their names; text without a color is ink."""
    colors = name_colors(PRINT, issue)
    return COLOR.sub(lambda name: colors[name[1] or "ink"], svg)
