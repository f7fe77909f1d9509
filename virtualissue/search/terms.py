"""Thing -> terms: the words by which it is found.

Alone knows what an entity is called by those who look for it: formulas with and without charge, acronyms, the
ways to write a person's name, and the entities that are found together with another.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from virtualissue.bibliography.name_forms import person_names
from virtualissue.chemistry.formula import Formula, name_element
from virtualissue.model.chart import Chart
from virtualissue.model.course import Guide, Problem, ReadingPlan
from virtualissue.model.entities import Article, Erratum, Family, Material, Section, Technique, Term, Theme
from virtualissue.model.entity import Entity
from virtualissue.model.fact import Fact
from virtualissue.model.issue import Issue
from virtualissue.model.structure import Structure
from virtualissue.quantities.units import say_unit
from virtualissue.views.urls import find_page_title
from virtualissue.words import WORDS


class Weight(IntEnum):
    """How much a word tells of a document, from a word of its prose to its own name."""

    PROSE = 0
    GIST = 1
    TRAIT = 2
    WORD = 3
    RELATED = 4
    MEMBER = 5
    NAME = 6


@dataclass(frozen=True, slots=True)
class SearchTerm:
    """A text by which a document is found; from RELATED up it is a name and is also found whole."""

    text: str
    weight: Weight


CHARGE = re.compile(r"\^[0-9]*[-+]")


def find_terms(issue: Issue, entity: Entity) -> tuple[SearchTerm, ...]:
    """The words by which an entity is found."""
    find = TERMS.get(entity.kind)
    return tuple(find(issue, entity) if find else name_terms(dict.fromkeys([entity.plain, *entity.names])))


def find_names(issue: Issue, entity: Entity) -> str:
    """The words of all names by which an entity is found, each once, for a list that is searched as well."""
    terms = (term.text.split() for term in find_terms(issue, entity) if term.weight >= Weight.TRAIT)
    return " ".join(dict.fromkeys(word for words in terms for word in words))


def _material_terms(issue: Issue, material: Material) -> Iterator[SearchTerm]:
    yield from name_terms(material.names)
    yield from _formulas(material.formula, *material.spellings)
    yield from _elements(material)
    yield from _traits(issue, material.facets)
    for slug in material.families:
        yield from name_terms(_family_names(issue.families[slug]), Weight.TRAIT)


def _family_terms(issue: Issue, family: Family) -> Iterator[SearchTerm]:
    yield from name_terms(_family_names(family))
    yield from _heads(_family_names(family), Weight.MEMBER)
    yield from _formulas(*family.formulas, weight=Weight.MEMBER)
    yield from _traits(issue, family.facets, Weight.WORD)
    # as a list of all families calls them: "Electrolyte families" makes halides "halide electrolytes"
    yield SearchTerm(issue.words["families"], Weight.TRAIT)
    if family.appeal:
        yield SearchTerm("advantages", Weight.TRAIT)
    if family.limits:
        yield SearchTerm("disadvantages drawbacks", Weight.TRAIT)
    if family.questions:
        yield SearchTerm("Open questions", Weight.TRAIT)
    for material in issue.materials_of(family):
        yield from _material_names(material, Weight.MEMBER)


def _technique_terms(_issue: Issue, technique: Technique) -> Iterator[SearchTerm]:
    yield from name_terms(technique.names)
    yield from _heads(technique.names, Weight.RELATED)
    if technique.group:
        yield SearchTerm(technique.group, Weight.TRAIT)


def _theme_terms(_issue: Issue, theme: Theme) -> Iterator[SearchTerm]:
    yield from name_terms([theme.name.text])


def _article_terms(issue: Issue, article: Article) -> Iterator[SearchTerm]:
    first, *others = [name for name in article.authors or article.editors if not name.is_others]
    yield from name_terms([article.title.text])
    yield from _doi_terms(article)
    yield from name_terms((*person_names(first), f"{first.short} {article.year_text}"))
    for author in others:
        yield from name_terms(person_names(author), Weight.RELATED)
    yield from _traits(issue, article.facets)
    yield SearchTerm(article.year_text, Weight.TRAIT)
    yield from _related(issue, article)


def _doi_terms(article: Article) -> Iterator[SearchTerm]:
    """The DOI, the endings used as short forms (`chemmater.7b03002`, `7b03002`), and its prefix."""
    prefix, _, suffix = (article.doi or "").partition("/")
    parts = suffix.split(".")
    if article.doi:
        yield from name_terms([article.doi, *(".".join(parts[start:]) for start in range(len(parts)))])
        yield SearchTerm(prefix, Weight.RELATED)


def _related(issue: Issue, article: Article) -> Iterator[SearchTerm]:
    for material in article.materials:
        yield from _material_names(issue.materials[material], Weight.RELATED)
    for technique in article.techniques:
        yield from name_terms(issue.techniques[technique].names, Weight.RELATED)
    for family in article.families:
        yield from name_terms(_family_names(issue.families[family]), Weight.RELATED)


def _term_terms(_issue: Issue, term: Term) -> Iterator[SearchTerm]:
    yield from name_terms(term.names)
    yield from _heads(term.names, Weight.RELATED)


def _story_terms(_issue: Issue, section: Section) -> Iterator[SearchTerm]:
    yield from heading_terms(section.title.text)


def _fact_terms(issue: Issue, fact: Fact) -> Iterator[SearchTerm]:
    yield from heading_terms(fact.title)
    quantity = issue.quantities[fact.quantity]
    yield SearchTerm(quantity.name, Weight.TRAIT)
    for unit in filter(None, dict.fromkeys([fact.unit, quantity.unit])):
        yield SearchTerm(unit, Weight.WORD)
        yield SearchTerm(say_unit(unit, issue.words, singular=True), Weight.RELATED)
    if fact.of.material:
        yield from _material_names(issue.materials[fact.of.material], Weight.TRAIT)
    if fact.of.family:
        yield from name_terms(_family_names(issue.families[fact.of.family]), Weight.TRAIT)


def _lesson_terms(issue: Issue, lesson: Guide | Problem | ReadingPlan) -> Iterator[SearchTerm]:
    yield from heading_terms(lesson.plain)
    yield SearchTerm(lesson.kind, Weight.RELATED)
    if isinstance(lesson, Problem):
        yield SearchTerm(f"{issue.words[lesson.kind]} {issue.number_of(lesson)}", Weight.NAME)


def _structure_terms(issue: Issue, structure: Structure) -> Iterator[SearchTerm]:
    yield from heading_terms(structure.title.text)
    names = ("crystal structure", "3D structure", "unit cell", "drawing", structure.space_group)
    yield SearchTerm(issue.words[structure.kind], Weight.MEMBER)
    yield from name_terms(names, Weight.RELATED)
    yield from name_terms(_family_names(issue.families[structure.family]), Weight.RELATED)
    if structure.material:
        yield from _material_names(issue.materials[structure.material], Weight.RELATED)


def _chart_terms(issue: Issue, chart: Chart) -> Iterator[SearchTerm]:
    yield from heading_terms(chart.plain)
    yield from name_terms((chart.kind, chart.form), Weight.RELATED)
    if chart.quantity:
        yield SearchTerm(issue.quantities[chart.quantity].name, Weight.TRAIT)


def _erratum_terms(_issue: Issue, erratum: Erratum) -> Iterator[SearchTerm]:
    yield from heading_terms(erratum.title.text)
    yield from name_terms((erratum.where, erratum.printed.text, erratum.followed.text), Weight.GIST)


# pages that stand alone -> what those type who look for them; on the page itself these words may be rare
SOUGHT: Mapping[str, tuple[str, ...]] = {
    "data": (
        *("CSV", "JSON", "JSON Schema", "download", "dataset", "data package", "datapackage", "spreadsheet"),
        *("Excel", "Python", "R", "API"),
    ),
    "cite": (
        *("citing", "how to cite this site", "cite this article", "cite this paper", "citation", "BibTeX"),
        *("attribution", "license"),
    ),
    "references": (
        *("bibliography", "citations", "literature", "DOI", "RIS", "Zotero", "EndNote", "Mendeley"),
        *("reference manager", "export citations"),
    ),
    "about": ("license", "copyright", "reuse", "CC BY", "report a mistake", "imprint"),
    "articles": ("papers", "publications"),
    "families": ("compare", "comparison", "best", "advantages", "disadvantages", "pros and cons"),
    "course": (
        *("teaching", "teacher", "lecturer", "lecture", "lesson", "seminar", "students", "exercises"),
        *("homework", "exam", "quiz", "problem set", "worksheet", "answers", "solutions"),
        *("learning goals", "syllabus"),
        *("print", "handouts", "slides"),
    ),
    "errata": ("mistakes in the editorial", "mistakes", "typos", "misprints", "differences"),
    "facts": ("values", "measurements", "numbers", "table of values", "most", "best"),
    "glossary": ("definitions", "dictionary", "abbreviations", "acronyms", "terms"),
    "numbers": ("statistics", "countries", "map", "papers per year"),
    "people": ("authors", "researchers", "who", "ORCID", "editors"),
    "story": ("editorial", "overview", "summary"),
}

# sought on the page of the data, where the site has an address and so a feed
FEED = ("feed", "Atom feed", "RSS")


def standing_terms(issue: Issue, slug: str) -> Iterator[SearchTerm]:
    """The words by which a page that stands alone is found."""
    yield from name_terms([find_page_title(issue, slug).plain, slug])
    if slug == "articles":
        years = sorted({article.year_text for article in issue.articles.values()})
        yield from name_terms(years, Weight.RELATED)
    if slug == "facts":
        names = (issue.quantities[slug].name for slug in issue.facts_by_quantity)
        yield from name_terms(names, Weight.RELATED)
    sought = SOUGHT.get(slug, ()) + (FEED if slug == "data" and issue.front.site_url else ())
    yield from name_terms(sought, Weight.MEMBER)
    if "license" in sought:
        license = issue.front.license
        yield from name_terms((license.short, license.title), Weight.MEMBER)


TERMS: Mapping[str, Callable[[Issue, Any], Iterator[SearchTerm]]] = {
    "material": _material_terms,
    "family": _family_terms,
    "technique": _technique_terms,
    "theme": _theme_terms,
    "article": _article_terms,
    "term": _term_terms,
    "story": _story_terms,
    "fact": _fact_terms,
    "erratum": _erratum_terms,
    "guide": _lesson_terms,
    "plan": _lesson_terms,
    "problem": _lesson_terms,
    "chart": _chart_terms,
    "structure": _structure_terms,
}


def name_terms(names: Iterable[str], weight: Weight = Weight.NAME) -> Iterator[SearchTerm]:
    """What an entity itself is called, or with less weight what is told of it or goes with it."""
    return (SearchTerm(name, weight) for name in names)


def _heads(names: Iterable[str], weight: Weight) -> Iterator[SearchTerm]:
    """The last word of a name, by which an entity is mostly called for short: sulfides, conductivity."""
    return (SearchTerm(name.split()[-1], weight) for name in names if " " in name)


def heading_terms(heading: str) -> Iterator[SearchTerm]:
    """A heading is no name: what is called so comes before what is under it."""
    yield from (SearchTerm(heading, weight) for weight in (Weight.RELATED, Weight.WORD))


def _formulas(*formulas: Formula | None, weight: Weight = Weight.NAME) -> Iterator[SearchTerm]:
    """Formulas as they are typed, with their charges and without."""
    texts = [formula.text for formula in formulas if formula]
    return (
        SearchTerm(text, weight)
        for text in dict.fromkeys([*texts, *(CHARGE.sub("", text) for text in texts)])
    )


def _elements(material: Material) -> Iterator[SearchTerm]:
    """The elements of a formula by their symbols and names, in English and in the language of the issue."""
    if formula := material.formula:
        for symbol in sorted(formula.elements):
            names = (name_element(symbol, words) for words in (WORDS, formula.words))
            yield from name_terms(dict.fromkeys((symbol, *names)), Weight.TRAIT)


def _material_names(material: Material, weight: Weight) -> Iterator[SearchTerm]:
    yield from (SearchTerm(name, weight) for name in material.names)
    yield from _formulas(material.formula, *material.spellings, weight=weight)


def _family_names(family: Family) -> tuple[str, ...]:
    return tuple(dict.fromkeys((family.name.text, family.short_label.text)))


def _traits(
    issue: Issue, facets: Mapping[str, tuple[str, ...]], weight: Weight = Weight.TRAIT
) -> Iterator[SearchTerm]:
    for slug, values in facets.items():
        yield from (SearchTerm(issue.facets[slug].value(value, issue.words).name, weight) for value in values)
