"""Issue + Table -> rows of cells, each as it is set, as plain text and with its place in the column's order.

Alone knows the columns of each kind of entity; a facet of content/facets is a column as well.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

from markupsafe import Markup, escape

from virtualissue.bibliography.names import slug_of_name
from virtualissue.model.entities import Article, Facet, Faceted, Family, Material, Table, Technique, Theme
from virtualissue.model.entity import NOT_STATED, Entity
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


@dataclass(frozen=True)
class ColumnHead:
    """The head of a column, and its language where that is not the issue's; figures are flush right."""

    slug: str
    name: str
    language: str
    figures: bool


@dataclass(frozen=True)
class FilterChoice:
    """A value to filter by, and how many rows have it."""

    key: str
    text: str
    count: int


@dataclass(frozen=True)
class Filter:
    """What rows can be filtered by: any of its choices; the table does not declare a `further` one."""

    slug: str
    name: str
    language: str
    choices: tuple[FilterChoice, ...]
    further: bool = False


@dataclass(frozen=True)
class TableRow:
    """One entity: its cells, their places in the order of their columns, and the keys under each filter."""

    entity: Entity
    cells: tuple[TableCell, ...]
    places: tuple[int | None, ...]
    keys: Mapping[str, str]


@dataclass(frozen=True)
class TableLayout:
    """A table with everything in it, for a template, a print or a test."""

    table: Table
    heads: tuple[ColumnHead, ...]
    filters: tuple[Filter, ...]
    rows: tuple[TableRow, ...]


# what a table shows that content/tables does not declare: its columns, and those that are filters
DEFAULTS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "articles": (
        ("number", "title", "authors", "journal", "year", "families", "themes"),
        ("families", "themes", "journal", "year"),
    ),
    "facts": (
        ("fact", "value", "compared", "of", "quantity", "conditions", "status", "articles", "stated-in"),
        ("quantity", "families", "status"),
    ),
    "materials": (("material", "names", "families", "articles", "facts"), ("families",)),
}


TableOf = Literal["articles", "facts", "materials"]

NONE = "-"  # the key of a row that has no value to filter by; no slug has this form
UNSTATED = slug_of_name(NOT_STATED)  # the key of a value that the issue does not state


def find_table(issue: Issue, of: TableOf) -> Table:
    """The table of a collection: the declared one, or else one with the usual columns and all facets."""
    for table in issue.tables.values():
        if table.of == of:
            return table
    columns, filters = DEFAULTS[of]
    facets = tuple(slug for slug in columns_of(issue, of) if slug in issue.facets)
    made: dict[str, Any] = {"slug": of, "file": issue.front.file, "title": issue.words[of], "of": of}
    return Table(**made, columns=columns + facets, facets=filters + facets)


def build_table(issue: Issue, table: Table) -> TableLayout:
    """Every entity that the table is of as a row, what readers look for first at the top.

    Empty columns are left out, and so are filters that do not divide the rows. The filters that the table
    declares come first, then all others that its rows allow.
    """
    known = columns_of(issue, table.of)
    entities = _rank(issue, table.of)
    filtered = dict.fromkeys((*table.facets, *(slug for slug, column in known.items() if column.names)))
    cells = {
        slug: tuple(known[slug].cell(issue, entity) for entity in entities)
        for slug in dict.fromkeys((*table.columns, *filtered))
    }
    columns = [slug for slug in table.columns if any(cell.has_value for cell in cells[slug])]
    choices = {
        slug: found
        for slug in filtered
        if _divides_rows(found := _choices(issue, cells[slug]), len(entities))
    }
    places = {slug: _places(cells[slug]) for slug in columns}
    return TableLayout(
        table,
        tuple(ColumnHead(slug, *_heading(issue, slug), known[slug].figures) for slug in columns),
        tuple(
            Filter(slug, *_heading(issue, slug), every, slug not in table.facets)
            for slug, every in choices.items()
        ),
        tuple(
            TableRow(
                entity,
                tuple(cells[slug][number] for slug in columns),
                tuple(places[slug][number] for slug in columns),
                {slug: " ".join(_keys(cells[slug][number])) for slug in choices},
            )
            for number, entity in enumerate(entities)
        ),
    )


def _rank(issue: Issue, of: TableOf) -> tuple[Entity, ...]:
    """The entities of a table: articles by number, the others as readers look for them."""
    entities: tuple[Entity, ...] = tuple(issue.collections[of].values())
    if of == "facts":
        return tuple(sorted(entities, key=lambda fact: _rank_fact(issue, fact)))
    if of == "materials":
        return tuple(sorted(entities, key=lambda material: _rank_material(issue, material)))
    return entities


def _rank_fact(issue: Issue, fact: Any) -> Order:
    """Numbers about substances first, then those about the issue; within a quantity, the largest first."""
    quantity = issue.quantities[fact.quantity]
    place = _rank_quantities(issue)[quantity.slug]
    return bool(fact.of.collection), place, -fact.amount.sort_value(quantity.unit)


@lru_cache(maxsize=1)
def _rank_quantities(issue: Issue) -> Mapping[str, int]:
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


def _rank_material(issue: Issue, material: Any) -> Order:
    """Materials in families first, by the first facet that only materials have, then family and articles."""
    facet = next((facet for facet in issue.facets.values() if facet.kinds == ("material",)), None)
    values = [*facet.values] if facet else []
    own = material.facets.get(facet.slug, ()) if facet else ()
    places = [values.index(value) for value in own if value in values]
    families = [*issue.families]
    first = min((families.index(family) for family in material.families), default=len(families))
    return (
        first == len(families),
        min(places, default=len(values)),
        first,
        -issue.count("articles", material),
        fold_signs(material.plain),
    )


def _keys(cell: TableCell) -> tuple[str, ...]:
    """The keys of a cell among the choices of a filter."""
    return tuple(dict.fromkeys(piece.key for piece in cell.pieces)) or (NONE,)


def year_key(article: Article) -> str:
    """The key of its year in the filter by years."""
    return slug_of_name(article.year_text)


def _divides_rows(choices: tuple[FilterChoice, ...], total: int) -> bool:
    """Whether some choice excludes a row, and some row has a value."""
    return any(choice.count < total for choice in choices) and any(choice.key != NONE for choice in choices)


def _places(cells: Iterable[TableCell]) -> tuple[int | None, ...]:
    """Where each cell is in the order of its column, from 0; equal cells share a place."""
    orders = [cell.order for cell in cells]
    place = {order: number for number, order in enumerate(sorted({order for order in orders if order}))}
    return tuple(place[order] if order else None for order in orders)


def _choices(issue: Issue, cells: Iterable[TableCell]) -> tuple[FilterChoice, ...]:
    """The values of a column by their text; what is not stated comes last, and behind it no value."""
    cells = tuple(cells)
    counts = Counter(key for cell in cells for key in _keys(cell))
    texts = {piece.key: piece.text for cell in cells for piece in cell.pieces} | {
        NONE: issue.words["no_choice"]
    }
    ordered = sorted(counts, key=lambda key: (key == NONE, key == UNSTATED, fold_signs(texts[key])))
    return tuple(FilterChoice(key, texts[key], counts[key]) for key in ordered)


def _heading(issue: Issue, slug: str) -> tuple[str, str]:
    """A column's name, that of the facet or what this issue calls the noun, and its language if another."""
    if facet := issue.facets.get(slug):
        return facet.name, ""
    name = f"column_{slug.replace('-', '_')}"
    word = name if name in issue.words else slug
    return issue.words[word], issue.words.find_language(word)


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


def _count(collection: str) -> Column:
    """How many articles or facts there are on an entity."""

    def cell(issue: Issue, entity: Entity) -> TableCell:
        count = issue.count(collection, entity)
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
    group = _rank_quantities(issue)[quantity.slug]
    return replace(_cell(value, order=(group, fact.amount.sort_value(quantity.unit))), group=group)


def _compared(issue: Issue, fact: Fact) -> TableCell:
    """The value in the unit of its quantity, where not all of its values are stated in that unit."""
    if fact.quantity not in _find_mixed_quantities(issue):
        return _cell()
    unit = issue.quantities[fact.quantity].unit
    amount = fact.amount if fact.unit == unit else fact.amount.in_unit(unit)
    return _value_cell(issue, fact, CellValue("", Markup(amount.markup), amount.text))


def _conditions(issue: Issue, fact: Fact) -> TableCell:
    return _cell(*map(_word, name_conditions(fact, issue.words)), joint="; ")


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
        *([_fixed_word(issue, "page_number", number=str(page))] if page else []),
        order=(number, page or 0),
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
        "articles": _count("articles"),
        "facts": _count("facts"),
    },
}


def columns_of(issue: Issue, kind: str) -> Mapping[str, Column]:
    """The columns that a table of that kind can have: the known ones, and the facets of its entities."""
    kinds = {"material", "family"} if kind == "facts" else {KINDS_BY_COLLECTION[kind].name}
    facets = {slug: _facet(facet) for slug, facet in issue.facets.items() if kinds & {*facet.kinds}}
    return {**facets, **COLUMNS[kind]}
