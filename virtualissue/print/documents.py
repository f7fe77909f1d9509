"""Issue -> documents for print, as plain data: the handout of a family, and the whole issue as a booklet.

Only this module knows what these contain, and what all documents have; the templates decide how it looks.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from itertools import groupby

from virtualissue.exports.site_record import list_unsaid
from virtualissue.model.entities import (
    Article,
    Facet,
    Family,
    Material,
    Pick,
    RelatedFamily,
    Section,
    Technique,
    Theme,
)
from virtualissue.model.entity import Entity
from virtualissue.model.fact import Fact
from virtualissue.model.issue import EDITORIAL, Issue
from virtualissue.print.context import PrintContext
from virtualissue.print.drawings import set_chart, set_structures
from virtualissue.print.inline import (
    InlineContent,
    InlinePiece,
    PrintData,
    PrintRenderer,
    find_placeholders,
    join,
    set_amount,
    set_formula,
    set_numbered,
    set_title,
    set_word,
    tie,
)
from virtualissue.print.printouts import PAPERS, Edition
from virtualissue.print.qr_code import draw_code
from virtualissue.print.teaching.course import (
    set_course,
    set_guide,
    set_plan,
    set_problem,
    set_question,
    set_totals,
)
from virtualissue.print.words import set_words
from virtualissue.views.moment import set_version
from virtualissue.views.palette import PRINT
from virtualissue.views.subjects import subject_of
from virtualissue.views.urls import address_of
from virtualissue.words import Words, find_base

# the parts of the booklet that prose and plans may point at as they point at pages of the site
BOOKLET_PARTS = ("story", "articles", "families", "themes", "techniques", "glossary", "references")


@dataclass(frozen=True)
class Document:
    """A document: its name, its template, for whom it is, its data, the name of its files, and its papers."""

    name: str
    template: str
    edition: Edition
    data: PrintData
    file: str
    papers: tuple[str, ...] = tuple(PAPERS)

    @property
    def shelf(self) -> str:
        """The folder of the cache in which its PDFs are: what a site does not offer has its own."""
        return self.edition if self.template in ("booklet", "handout") else f"{self.edition}-{self.template}"


# --- documents -------------------------------------------------------------------------------------------


def find_handed_out(issue: Issue) -> tuple[Family, ...]:
    """The families that have a handout: those on which there is something to read."""
    return tuple(one for one in issue.families.values() if one.highlighted or issue.articles_of(one))


def set_handout(family: Family, context: PrintContext) -> Document:
    """The handout of one family."""
    issue, renderer = context.issue, PrintRenderer(context.issue)
    body: PrintData = {
        "family": set_family(family, context, renderer),
        "charts": [
            set_chart(drawing, context, renderer, family)
            for drawing in context.drawings
            if family.slug in drawing.marked
        ],
        "discussion": [
            set_question(question, renderer, context.edition)
            for question in issue.questions.values()
            if family.slug in question.families
        ],
        "problems": [
            set_problem(problem, renderer, context.edition, context.figures, examples_in="booklet")
            for problem in issue.problems.values()
            if family.slug in problem.families
        ],
    }
    body["totals"] = set_totals(
        [one for one in issue.problems.values() if family.slug in one.families],
        context.edition,
        issue.words,
    )
    address = address_of("family", family.slug)
    data = set_head(context, family.name.text, address, renderer) | body | set_tail(renderer, body)
    return Document(family.slug, "handout", context.edition, tie(data), f"{issue.front.name}-{family.slug}")


def set_booklet(context: PrintContext) -> Document:
    """The whole issue."""
    issue, renderer = context.issue, PrintRenderer(context.issue)
    body: PrintData = {
        "parts": {name: {"id": f"page:{name}"} for name in BOOKLET_PARTS},
        "course": set_course(issue.course, renderer) if issue.course else None,
        "plans": [
            set_plan(plan, renderer, context.figures, context.edition) for plan in issue.plans.values()
        ],
        "story": [_set_telling(section, renderer) for section in issue.story.values()],
        "themes": [_set_telling(theme, renderer) for theme in issue.themes.values()],
        "articles": []
        if issue.families
        else [_set_article(one, renderer) for one in issue.articles.values()],
        "comparison": [compare_family(family, renderer) for family in issue.families.values()],
        "families": [set_family(family, context, renderer) for family in issue.families.values()],
        "charts": [set_chart(drawing, context, renderer) for drawing in context.drawings],
        "guides": [set_guide(guide, renderer, context.figures) for guide in issue.guides.values()],
        "discussion": [
            set_question(question, renderer, context.edition) for question in issue.questions.values()
        ],
        "problems": [
            set_problem(problem, renderer, context.edition, context.figures)
            for problem in issue.problems.values()
        ],
        "totals": set_totals([*issue.problems.values()], context.edition, issue.words),
        "techniques": [*_set_techniques(renderer)],
    }
    renderer.used.update(issue.terms)
    data = set_head(context, issue.front.title.text, "", renderer) | body | set_tail(renderer, body)
    name = f"{issue.front.name}-booklet"
    return Document(name, "booklet", context.edition, tie(data), name)


def set_head(context: PrintContext, title: str, address: str, renderer: PrintRenderer) -> PrintData:
    """What every document tells of itself."""
    front = context.issue.front
    license = context.issue.course.license if context.issue.course else None
    site = f"{front.home}{address}" if front.home else ""
    return {
        "title": title,
        "issue": set_title(front.title),
        "subtitle": front.subtitle,
        "description": front.description,
        "subject": front.subject,
        "language": find_base(front.language),
        "palette": asdict(PRINT),
        "version": set_version(context.issue, partial(set_word, context.issue.words)),
        "edition": context.edition,
        "for_lecturers": context.edition == "lecturers",
        "with_answers": context.edition != "students",
        "course_line": context.choice.course,
        "date_line": context.choice.date,
        "large_print": context.choice.large_print,
        "with_lines": "lines" not in context.choice.without,
        "address": site,
        "code": draw_code(site) if site else "",
        "editorial": renderer.citation([EDITORIAL]) if front.editorial else None,
        **set_words(context.issue),
        "license": renderer.prose(license),
        "attribution": {
            "license": front.license.short,
            "href": front.license.path,
            "names": front.attribution,
        },
        "authors": [name.natural for name in front.retold_by if not name.is_others],
        "citation": _set_citation(context),
    }


def _set_citation(context: PrintContext) -> InlineContent:
    """The reference of the site, with what the style leaves out of it."""
    said, say = context.citation.reference.text, partial(set_word, context.issue.words)
    unsaid = join(", ", ([part] for part in list_unsaid(context.issue, said, say)))
    return [said, *([" ", *unsaid, "."] if unsaid else [])]


def set_tail(renderer: PrintRenderer, body: PrintData) -> PrintData:
    """Glossary and references: what was used before they were set; the glossary may cite as well."""
    words, placeholders = renderer.issue.words, renderer.issue.front.placeholders
    used = [term for term in renderer.issue.terms.values() if term.slug in renderer.used]
    glossary = [
        {"id": f"term:{term.slug}", "term": term.term, "definition": renderer.inline(term.definition)}
        for term in used
    ]
    explained = set()
    for name, entity in sorted(renderer.abbreviations.items(), key=lambda item: item[0].casefold()):
        in_full = (entity.kind, entity.slug) not in explained and not body.get("techniques")
        explained.add((entity.kind, entity.slug))
        glossary.append(
            {"id": f"name:{name}", "term": name, "definition": _explain(entity, renderer, in_full=in_full)}
        )
    glossary += [
        {
            "id": f"placeholder:{name}",
            "term": name,
            "definition": [set_word(words, "print_placeholder", meaning=placeholders[name])],
        }
        for name in find_placeholders(body, placeholders)
    ]
    glossary.sort(key=lambda entry: str(entry["term"]).casefold())
    return {"glossary": glossary, "references": renderer.references()}


def _explain(entity: Material | Technique, renderer: PrintRenderer, *, in_full: bool) -> InlineContent:
    """What another name of a material or of a technique stands for.

    What a technique shows is told `in_full` at the first of its names, or else in the part on techniques.
    """
    if isinstance(entity, Technique):
        probes = renderer.inline(entity.probes) if in_full else []
        return [f"{entity.name}. ", *probes] if probes else [f"{entity.name}."]
    formula: InlineContent = [set_formula(entity.formula)] if entity.formula else []
    name: InlineContent = [entity.name] if entity.name else []
    return [*formula, *([", "] if formula and name else []), *name, "."]


# --- families --------------------------------------------------------------------------------------------


def set_family(family: Family, context: PrintContext, renderer: PrintRenderer) -> PrintData:
    """All that the issue tells of a family."""
    issue = renderer.issue
    return {
        "id": f"family:{family.slug}",
        **outline_family(family, renderer),
        "structures": set_structures(family, context, renderer),
        **set_claims(family, renderer),
        "has_values": bool(issue.facts),
        "background": renderer.prose(family.background),
        "read_first": set_picks(family, renderer),
        "articles": []
        if family.read_first
        else [_set_article(article, renderer) for article in issue.articles_of(family)],
        "materials": _set_materials(issue.materials_of(family), renderer),
        "neighbors": [_set_neighbor(neighbor, renderer) for neighbor in family.neighbors],
        "questions": [renderer.inline(question) for question in family.questions],
    }


def outline_family(family: Family, renderer: PrintRenderer) -> PrintData:
    """What a family is, in short."""
    return {
        "name": set_title(family.name),
        "color": family.accent.light,
        "icon": draw_icon(family),
        "short": set_title(family.short_label),
        "plain": family.short_label.text,
        "formulas": [set_formula(formula) for formula in family.formulas],
        "facets": set_facets(family.facets, renderer.issue),
        "gist": renderer.prose(family.gist),
    }


def set_claims(family: Family, renderer: PrintRenderer) -> PrintData:
    """What is stated about a family, why it is studied, and what its limits are."""
    return {
        "facts": [set_fact(fact, renderer, family) for fact in renderer.issue.facts_of(family)],
        "appeal": renderer.prose(family.appeal),
        "limits": renderer.prose(family.limits),
    }


def set_picks(family: Family, renderer: PrintRenderer) -> list[PrintData]:
    """What to read first, and why."""
    return [_set_pick(pick, renderer) for pick in family.read_first]


def draw_icon(family: Family) -> str:
    """The icon of a family in its color."""
    path = f'<path d="{family.emblem}" fill="{family.accent.light}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">{path}</svg>'


def set_fact(fact: Fact, renderer: PrintRenderer, place: Entity) -> PrintData:
    """A value with what it is of, how it was obtained, under which condition, and its source."""
    others = [slug for slug in fact.articles if slug != fact.stated.source]
    return {
        "label": fact.title,
        "of": join(", ", (set_title(part.title) for part in subject_of(fact, renderer.issue, place))),
        "amount": set_amount(fact.amount, renderer.issue.words),
        "terms": renderer.terms(fact),
        "articles": renderer.citation(others) if others else None,
        "stated": renderer.citation([fact.stated.source]),
        "page": [", ", _name_page(fact.stated.page, renderer.issue)] if fact.stated.page else [],
    }


def _name_page(page: str, issue: Issue) -> InlinePiece:
    return set_numbered(issue.words, "print_source_page", page=page)


def set_facets(facets: Mapping[str, tuple[str, ...]], issue: Issue) -> list[PrintData]:
    """The facets that are stated, each with its values."""
    return [
        {"name": issue.facets[slug].name, "values": _values(issue.facets[slug], values, issue.words)}
        for slug, values in facets.items()
    ]


def _values(facet: Facet, slugs: Iterable[str], words: Words) -> InlineContent:
    return join(", ", (set_title(facet.name_value(slug, words)) for slug in slugs))


def _set_pick(pick: Pick, renderer: PrintRenderer) -> PrintData:
    article = renderer.issue.articles[pick.article]
    return {
        "mark": renderer.citation([pick.article]),
        "title": renderer.title(article.title),
        "byline": article.plain,
        "why": renderer.inline(pick.why),
    }


def _set_article(article: Article, renderer: PrintRenderer) -> PrintData:
    return {
        "mark": renderer.citation([article.slug]),
        "title": renderer.title(article.title),
        "byline": article.plain,
        "finding": renderer.inline(article.finding),
        "summary": renderer.prose(article.summary),
    }


def _set_materials(materials: Sequence[Material], renderer: PrintRenderer) -> PrintData:
    """A table: its head, then a row a material; what is said of none of them has no column."""
    issue = renderer.issue
    words = issue.words
    facets = [facet for facet in issue.facets.values() if "material" in facet.kinds]
    columns: list[tuple[InlinePiece, list[InlineContent]]] = [
        (set_word(words, "material"), [set_title(material.label) for material in materials]),
        (set_word(words, "names"), [_other_names(material) for material in materials]),
        *(
            (facet.name, [_values(facet, one.facets.get(facet.slug, ()), words) for one in materials])
            for facet in facets
        ),
        (
            set_word(words, "articles"),
            [renderer.numbers([one.slug for one in issue.articles_of(material)]) for material in materials],
        ),
    ]
    told = [column for column in columns if any(column[1])]
    return {
        "head": [head for head, _ in told],
        "named": any(material.other_names for material in materials),
        "rows": [[*row] for row in zip(*(cells for _, cells in told), strict=True)],
    }


def _other_names(material: Material) -> InlineContent:
    return [", ".join(material.other_names)] if material.other_names else []


def _set_neighbor(neighbor: RelatedFamily, renderer: PrintRenderer) -> PrintData:
    family = renderer.issue.families[neighbor.family]
    return {
        "name": renderer.pointer("family", family.slug, set_title(family.short_label)),
        "icon": draw_icon(family),
        "plain": family.short_label.text,
        "why": renderer.inline(neighbor.why),
    }


def compare_family(family: Family, renderer: PrintRenderer) -> PrintData:
    """A row of the comparison: its formulas and properties, what is stated about it, and its first limit."""
    issue = renderer.issue
    return {
        "name": renderer.pointer("family", family.slug, set_title(family.short_label)),
        "icon": draw_icon(family),
        "plain": family.short_label.text,
        "formulas": [set_formula(formula) for formula in family.formulas],
        "facets": set_facets(family.facets, issue),
        "facts": [set_fact(fact, renderer, family) for fact in issue.facts_of(family)],
        "limit": renderer.sentences(family.limits.sentences[:1] if family.limits else ()),
        "articles": len(issue.articles_of(family)),
    }


# --- the rest of the issue -------------------------------------------------------------------------------


def _set_telling(entity: Section | Theme, renderer: PrintRenderer) -> PrintData:
    """A part of the story, or a theme."""
    return {
        "id": f"{entity.kind}:{entity.slug}",
        "title": set_title(entity.label),
        "gist": renderer.inline(entity.gist),
        "text": renderer.prose(entity.text),
    }


def _set_techniques(renderer: PrintRenderer) -> Iterator[PrintData]:
    """The techniques in their groups: the names of each, what it shows, and the articles that used it."""
    issue = renderer.issue
    for group, techniques in groupby(sorted(issue.techniques.values(), key=_group_of), _group_of):
        entries = [
            {
                "term": one.name,
                "names": ", ".join(one.aliases),
                "definition": renderer.inline(one.probes),
                "articles": renderer.numbers([article.slug for article in issue.articles_of(one)]),
            }
            for one in techniques
        ]
        yield {"group": f"{group[:1].upper()}{group[1:]}", "entries": entries}


def _group_of(technique: Technique) -> str:
    return technique.group
