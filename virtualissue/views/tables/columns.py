"""What is in each column of a table: the known columns of each kind of entity, and its facets."""

from collections.abc import Callable, Mapping, Sized
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from virtualissue.bibliography.name_forms import slug_of_name
from virtualissue.bibliography.pages import number_page
from virtualissue.model.entities import Article, Facet, Faceted, Family, Material, Technique, Theme
from virtualissue.model.entity import Entity
from virtualissue.model.fact import STATUS_WORDS, Fact, name_conditions
from virtualissue.model.issue import Issue
from virtualissue.model.kinds import KINDS_BY_COLLECTION
from virtualissue.model.references import find_references
from virtualissue.text.folding import fold_signs
from virtualissue.text.prose import Prose
from virtualissue.text.titles import Title, plain_title
from virtualissue.views.subjects import SubjectPart, subject_of
from virtualissue.views.urls import EDITORIAL, address_of

Order = tuple[str | float, ...]


@dataclass(frozen=True)
class CellValue:
    """One of the values in a cell: `key` names it among the filters, `address` is what it leads to."""

    key: str
    markup: Markup
    text: str
    address: str = ""
    family: Family | None = None


@dataclass(frozen=True)
class TableCell:
    """The values of one entity in one column; `order` compares with that of the column's other cells.

    A cell without an order has no value and stands last, whichever way the column is sorted. Cells of one
    `group` stay together, and the order of groups is the same in both directions.
    """

    pieces: tuple[CellValue, ...]
    order: Order | None
    joint: str = ", "
    note: Prose | None = None
    group: int = 0

    @property
    def has_value(self) -> bool:
        """Whether it shows something; the number of nothing is nothing."""
        return any(piece.text not in ("", "0") for piece in self.pieces)

    @property
    def text(self) -> str:
        """All of it as plain Unicode, without the note."""
        return self.joint.join(piece.text for piece in self.pieces)


@dataclass(frozen=True)
class Column:
    """How a column is filled; `names` says that its values are names, by which rows can be filtered."""

    cell: Callable[[Issue, Any], TableCell]
    names: bool = False
    figures: bool = False


# --- what is in a cell -------------------------------------------------------------------------------


def _cell(*pieces: CellValue, order: Order = (), joint: str = ", ", note: Prose | None = None) -> TableCell:
    """Pieces in the order given, else in that of their text."""
    in_words = tuple(fold_signs(piece.text) for piece in pieces) or None
    return TableCell(pieces, order or in_words, joint, note)


def _word(text: str) -> CellValue:
    return CellValue(slug_of_name(text), escape(text), text)


def _fixed_word(issue: Issue, name: str, key: str = "", **values: str) -> CellValue:
    text = issue.words.text(name, **values)
    return CellValue(slug_of_name(key or text), issue.words(name, **values), text)


def _link(entity: Entity, title: Title | None = None) -> CellValue:
    title, family = title or entity.short_label, entity if isinstance(entity, Family) else None
    return CellValue(entity.slug, title.markup, title.plain, address_of(entity.kind, entity.slug), family)


def _links(target: type[Entity]) -> Column:
    """The entities of one class that an entity refers to."""

    def cell(issue: Issue, entity: Entity) -> TableCell:
        known = issue.all_of(target)
        slugs = (reference.slug for reference in find_references(entity) if reference.target is target)
        return _cell(*(_link(known[slug]) for slug in slugs), joint="; ")

    return Column(cell, names=True)


def _count(find: Callable[[Issue, Entity], Sized]) -> Column:
    """How many articles or facts there are on an entity."""

    def cell(issue: Issue, entity: Entity) -> TableCell:
        count = len(find(issue, entity))
        return _cell(_word(str(count)), order=(count,))

    return Column(cell, figures=True)


def _facet(facet: Facet) -> Column:
    def cell(issue: Issue, entity: Entity) -> TableCell:
        slugs = _faceted(issue, entity).get(facet.slug, ())
        return _cell(*(name_value(issue, slug) for slug in slugs))

    def name_value(issue: Issue, slug: str) -> CellValue:
        if value := facet.values.get(slug):
            return CellValue(slug, escape(value.name), value.name)
        return _fixed_word(issue, "not_stated", slug)

    return Column(cell, names=True)


def _faceted(issue: Issue, entity: Entity) -> Mapping[str, tuple[str, ...]]:
    """The facets of an entity; a fact has those of its material, else of its family."""
    if isinstance(entity, Fact):
        material, family = entity.of.material, entity.of.family
        subject = issue.materials[material] if material else issue.families[family] if family else None
        return subject.facets if subject else {}
    return entity.facets if isinstance(entity, Faceted) else {}


@lru_cache(maxsize=1)
def rank_quantities(issue: Issue) -> Mapping[str, int]:
    """The place of each quantity: those compared by size first, then those stated most often."""
    facts = issue.facts_by_quantity
    ranked = sorted(
        issue.quantities.values(),
        key=lambda one: (not one.magnitude, -len(facts[one.slug]), fold_signs(one.name)),
    )
    return {quantity.slug: place for place, quantity in enumerate(ranked)}


@lru_cache(maxsize=1)
def _find_mixed_quantities(issue: Issue) -> frozenset[str]:
    """The quantities of which some value is stated in a unit other than that of the quantity."""
    return frozenset(
        slug
        for slug, quantity in issue.quantities.items()
        if quantity.unit and any(fact.unit != quantity.unit for fact in issue.facts_by_quantity[slug])
    )


# --- facts -----------------------------------------------------------------------------------------------


def _of(issue: Issue, fact: Fact) -> TableCell:
    return _cell(*map(_subject_part, subject_of(fact, issue)), note=fact.note)


def _subject_part(part: SubjectPart) -> CellValue:
    return _link(part.entity) if part.entity else CellValue("", part.title.markup, part.title.text)


def _value(issue: Issue, fact: Fact) -> TableCell:
    """Values of one quantity are together, by their size in its unit."""
    return _value_cell(issue, fact, CellValue("", fact.html, fact.amount.text))


def _value_cell(issue: Issue, fact: Fact, value: CellValue) -> TableCell:
    quantity = issue.quantities[fact.quantity]
    group = rank_quantities(issue)[quantity.slug]
    return replace(_cell(value, order=(group, fact.amount.sort_value(quantity.unit))), group=group)


def _compared(issue: Issue, fact: Fact) -> TableCell:
    """The value in the unit of its quantity, where not all of its values are stated in that unit."""
    if fact.quantity not in _find_mixed_quantities(issue):
        return _cell()
    unit = issue.quantities[fact.quantity].unit
    amount = fact.amount if fact.unit == unit else fact.amount.in_unit(unit)
    return _value_cell(issue, fact, CellValue("", Markup(amount.markup), amount.text))


def _conditions(issue: Issue, fact: Fact) -> TableCell:
    conditions = name_conditions(fact, issue.words)
    return _cell(*(CellValue(slug_of_name(text), html, text) for text, html in conditions), joint="; ")


def _status(issue: Issue, fact: Fact) -> TableCell:
    status = _fixed_word(issue, STATUS_WORDS[fact.status], fact.status)
    return _cell(status, *([_word(fact.contribution)] if fact.contribution else []))


def _stated_in(issue: Issue, fact: Fact) -> TableCell:
    """The editorial, which has no number, comes before the articles."""
    source, page = fact.stated.source, fact.stated.page
    where = (
        replace(_fixed_word(issue, "editorial", EDITORIAL), address=f"references.html#{EDITORIAL}")
        if source == EDITORIAL
        else _link(issue.articles[source])
    )
    number = 0 if source == EDITORIAL else issue.articles[source].number
    return _cell(
        where,
        *([_fixed_word(issue, "page_number", number=page)] if page else []),
        order=(number, number_page(page or "")),
    )


# --- articles and materials ------------------------------------------------------------------------------


def _number(_: Issue, article: Article) -> TableCell:
    return _cell(_link(article, plain_title(str(article.number))), order=(article.number,))


def _title(_: Issue, article: Article) -> TableCell:
    return _cell(_link(article, article.title), note=article.finding)


def _families(issue: Issue, entity: Article | Material | Fact) -> TableCell:
    return _cell(*map(_link, issue.families_of(entity)))


def _authors(_: Issue, article: Article) -> TableCell:
    """The first of many."""
    return _cell(_word(article.short_authors))


def _author(issue: Issue, article: Article) -> TableCell:
    """All of them, each as one person, however an article prints the name."""
    found = (author for _, author in issue.authors_of(article))
    return _cell(*(CellValue(one.slug, escape(one.name), str(one.name)) for one in found), joint="; ")


def _doi(issue: Issue, article: Article) -> TableCell:
    """Whether there is one; the reference gives it."""
    return _cell(_fixed_word(issue, "has_doi", "doi")) if article.doi else _cell()


def _journal(_: Issue, article: Article) -> TableCell:
    return _cell(_word(article.journal)) if article.journal else _cell()


def _coverage(issue: Issue, article: Article) -> TableCell:
    if not article.coverage:
        return _cell()
    return _cell(_fixed_word(issue, f"coverage_{article.coverage}", article.coverage))


def _elements(_: Issue, material: Material) -> TableCell:
    return _cell(*map(_word, sorted(material.formula.elements) if material.formula else ()))


def _names(_: Issue, material: Material) -> TableCell:
    return _cell(*map(_word, material.other_names))


COLUMNS: Mapping[str, Mapping[str, Column]] = {
    "facts": {
        "fact": Column(lambda _, fact: _cell(_link(fact))),
        "of": Column(_of),
        "quantity": Column(lambda issue, fact: _cell(_link(issue.quantities[fact.quantity])), names=True),
        "value": Column(_value),
        "compared": Column(_compared),
        "conditions": Column(_conditions),
        "status": Column(_status, names=True),
        "families": Column(_families, names=True),
        "materials": _links(Material),
        "articles": _links(Article),
        "stated-in": Column(_stated_in),
    },
    "articles": {
        "number": Column(_number),
        "title": Column(_title),
        "authors": Column(_authors),
        "author": Column(_author, names=True),
        "journal": Column(_journal, names=True),
        "year": Column(lambda _, article: _cell(_word(article.year_text)), names=True),
        "families": Column(_families, names=True),
        "materials": _links(Material),
        "techniques": _links(Technique),
        "themes": _links(Theme),
        "doi": Column(_doi, names=True),
        "coverage": Column(_coverage, names=True),
    },
    "materials": {
        "material": Column(lambda _, material: _cell(_link(material))),
        "names": Column(_names),
        "families": Column(_families, names=True),
        "elements": Column(_elements, names=True),
        "articles": _count(Issue.articles_of),
        "facts": _count(Issue.facts_of),
    },
}


def columns_of(issue: Issue, kind: str) -> Mapping[str, Column]:
    """The columns that a table of that kind can have: the known ones, and the facets of its entities."""
    kinds = {"material", "family"} if kind == "facts" else {KINDS_BY_COLLECTION[kind].name}
    facets = {slug: _facet(facet) for slug, facet in issue.facets.items() if kinds & {*facet.kinds}}
    return {**facets, **COLUMNS[kind]}
