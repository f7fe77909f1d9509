"""Issue + Table -> its rows in order, and the filters that divide them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from virtualissue.bibliography.name_forms import slug_of_name
from virtualissue.model.entities import Article, Table
from virtualissue.model.entity import NOT_STATED, Entity
from virtualissue.model.issue import Issue
from virtualissue.text.folding import fold_signs
from virtualissue.views.tables.columns import Order, TableCell, columns_of, rank_quantities


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
    place = rank_quantities(issue)[quantity.slug]
    return bool(fact.of.collection), place, -fact.amount.sort_value(quantity.unit)


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
        -len(issue.articles_of(material)),
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
