"""Issue -> the data dictionary: every column of the tables of the data, and how an entity fills it.

Types and constraints are in the words of Table Schema, version 1
(specs.frictionlessdata.io/table-schema).
"""

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from virtualissue.model.entities import Coverage, Faceted
from virtualissue.model.entity import Entity
from virtualissue.model.fact import Fact, Status
from virtualissue.model.issue import Issue
from virtualissue.quantities.typesetting import Relation
from virtualissue.views.plain_text import TextRenderer
from virtualissue.words import WORDS

FieldValue = str | int | float | Decimal | Mapping[str, str] | None


@dataclass(frozen=True)
class DataField:
    """A field of the data: what it means, how an entity gives it, its type, and what is always true of it."""

    name: str
    description: str
    value: Callable[[Any], FieldValue]
    type: str = "string"
    constraints: Mapping[str, object] = field(default_factory=dict)


class FieldMeaning(NamedTuple):
    """What a field of the data means, and of which type it is."""

    name: str
    type: str
    description: str


def explain(column: DataField) -> FieldMeaning:
    """The description of a field for readers of the data."""
    return FieldMeaning(column.name, column.type, column.description)


@dataclass(frozen=True)
class Resource:
    """A table of the data: one entity a row; `keys` are fields that name a row of another table."""

    name: str
    title: str
    fields: tuple[DataField, ...]
    entities: tuple[Entity, ...]
    keys: Mapping[str, str] = field(default_factory=dict)

    def row(self, entity: Entity) -> dict[str, FieldValue]:
        """The fields of one entity."""
        return {column.name: column.value(entity) for column in self.fields}


def find_resources(issue: Issue) -> Mapping[str, Resource]:
    """The tables of the data that have rows, by name."""
    words = issue.words
    keys = {"material": "materials"} if issue.materials else {}
    found = (
        Resource("facts", "Facts", fact_fields(issue), (*issue.facts.values(),), keys),
        Resource("articles", words["articles"], article_fields(issue), (*issue.articles.values(),)),
        Resource("materials", words["materials"], material_fields(issue), (*issue.materials.values(),)),
    )
    return {resource.name: resource for resource in found if resource.entities}


ALWAYS = {"required": True}
UNIQUE = {"required": True, "unique": True}


def _one_of(values: Iterable[str]) -> Mapping[str, object]:
    return {"required": True, "enum": [str(value) for value in values]}


def _spaced(slugs: Iterable[str | None]) -> str | None:
    return " ".join(filter(None, slugs)) or None


def _dashed(text: str | None) -> str | None:
    """Ranges with the dash that is printed; a spreadsheet would take 1-3 for a date."""
    return text and re.sub("(?<=[0-9])-(?=[0-9])", "–", text)


ID = DataField(
    "id", "Stable name, which is also in the address of its page.", lambda t: t.slug, "string", UNIQUE
)
FILE = DataField("file", "Content file that it was read from.", lambda t: t.file, "string", ALWAYS)


# --- facts -----------------------------------------------------------------------------------------------


def fact_fields(issue: Issue) -> tuple[DataField, ...]:
    """What a fact is of, its amount, and where it comes from."""
    quantity = DataField(
        "quantity", "Kind of number.", lambda f: f.quantity, "string", _one_of(issue.quantities)
    )
    return (ID, *SUBJECT_FIELDS, quantity, *amount_fields(issue), *_origin_fields(issue))


SUBJECT_FIELDS = (
    DataField("label", "What is stated, as a noun phrase.", lambda f: f.title, "string", ALWAYS),
    DataField("material", "Material that it describes (id in materials).", lambda f: f.of.material),
    DataField("family", "Family that it describes.", lambda f: f.of.family),
    DataField("class", "What it describes, in words, if that is a class.", lambda f: f.of.phrase),
    DataField(
        "collection", "What is counted, if it describes the collection itself.", lambda f: f.of.collection
    ),
    DataField(
        "composition", "Composition for which it holds.", lambda f: f.of.composition and f.of.composition.text
    ),
)


def amount_fields(issue: Issue) -> tuple[DataField, ...]:
    """The value of a fact as stated, and in the unit of its quantity."""
    return (*STATED_FIELDS, *_canonical_fields(issue))


STATED_FIELDS = (
    DataField("text", "Value as text.", lambda f: f.amount.in_language(WORDS).text, "string", ALWAYS),
    DataField(
        "relation", "Relation of the number to the actual value.", lambda f: f.relation.value,
        "string", _one_of(Relation),
    ),
    DataField(
        "value",
        "Number as stated, lower end of a range, or quotient of a ratio; the CSV keeps all its figures. "
        "Empty where an order of magnitude is stated without a number.",
        lambda f: None if f.amount.unstated else f.amount.low, "number",
    ),
    DataField("value_high", "Upper end of a range as stated.", lambda f: f.amount.high, "number"),
    DataField(
        "uncertainty", "Number stated after ±, or after + where there is another after −.",
        lambda f: f.amount.uncertainty, "number",
    ),
    DataField(
        "uncertainty_below", "Number stated after −, where it differs from that after +.",
        lambda f: f.amount.uncertainty_below, "number",
    ),
    DataField(
        "confidence", "Level of confidence of a limit, a range or an uncertainty, in percent.",
        lambda f: f.amount.confidence, "number",
    ),
    DataField("unit", "Unit of the numbers as stated; a pure number has none.", lambda f: f.unit or None),
    DataField("reference", "What a potential is measured against.", lambda f: f.reference),
    DataField("symbol", "Variable that takes the value.", lambda f: f.symbol),
)  # fmt: skip


def _canonical_fields(issue: Issue) -> tuple[DataField, ...]:
    def unit(fact: Fact) -> str:
        return issue.quantities[fact.quantity].unit

    def bound(fact: Fact, end: int) -> float | None:
        value = fact.amount.reach(unit(fact))[end]
        return value if math.isfinite(value) else None

    meant = (
        "actual value, in canonical_unit: it includes the uncertainty, and for an order of magnitude half a "
        "power of ten on each side; empty if that side is open."
    )
    return (
        DataField("canonical_low", f"Lowest {meant}", lambda f: bound(f, 0), "number"),
        DataField("canonical_high", f"Highest {meant}", lambda f: bound(f, 1), "number"),
        DataField("canonical_unit", "Unit of the quantity.", lambda f: unit(f) or None),
    )


def _origin_fields(issue: Issue) -> tuple[DataField, ...]:
    renderer = TextRenderer(issue)
    source = "in the editorial, or in an article" if issue.front.editorial else "in an article"

    def dois(fact: Fact) -> str | None:
        return _spaced(issue.articles[slug].doi for slug in fact.articles)

    return (
        DataField("conditions", "Conditions, by name.", lambda f: f.conditions or None, "object"),
        DataField("status", "How it was obtained.", lambda f: f.status.value, "string", _one_of(Status)),
        DataField("contribution", "Part of a sample that it describes.", lambda f: f.contribution),
        DataField(
            "articles", "Articles that support it (ids in articles), separated by spaces.",
            lambda f: _spaced(f.articles),
        ),
        DataField("dois", "DOIs of these articles, separated by spaces.", dois),
        DataField(
            "stated_in", f"Where it is stated: {source} (id in articles).",
            lambda f: f.stated.source, "string", ALWAYS,
        ),
        DataField("page", "Page on which it is stated.", lambda f: f.stated.page),
        DataField(
            "note", "Note on how to read it, in plain text.",
            lambda f: f.note and renderer.line(f.note),
        ),
        FILE,
    )  # fmt: skip


# --- articles and materials ------------------------------------------------------------------------------


def article_fields(issue: Issue) -> tuple[DataField, ...]:
    """The record of an article, what it is about, and what it found."""
    renderer, words = TextRenderer(issue), issue.words

    return (
        ID,
        *RECORD_FIELDS,
        _slugs("families", words["families"]),
        _slugs("materials", f"{words['materials']} (ids in materials)"),
        _slugs("techniques", words["techniques"]),
        _slugs("themes", words["themes"]),
        *_facet_fields(issue, "article"),
        DataField(
            "coverage", "How much is said about it: discussed, mentioned, or context.",
            lambda a: a.coverage and a.coverage.value, "string",
            {"enum": [coverage.value for coverage in Coverage]},
        ),
        DataField(
            "finding", "Main finding, in one sentence of plain text.",
            lambda a: renderer.line(a.finding) or None,
        ),
        FILE,
    )  # fmt: skip


RECORD_FIELDS = (
    DataField("number", "Number in the issue.", lambda a: a.number, "integer", UNIQUE),
    DataField("title", "Title, in plain text.", lambda a: a.title.text, "string", ALWAYS),
    DataField("authors", "Authors as printed, separated by semicolons.", lambda a: "; ".join(a.authors)),
    DataField("journal", "Journal or book that it appeared in, abbreviated.", lambda a: a.journal),
    DataField("year", "Year of publication; empty where there is none yet.", lambda a: a.year, "integer"),
    DataField("volume", "Volume, as printed.", lambda a: _dashed(a.volume)),
    DataField("issue", "Issue of the volume, as printed.", lambda a: _dashed(a.issue)),
    DataField(
        "pages", "Pages or article number, as printed: a range has an en dash.", lambda a: _dashed(a.pages)
    ),
    DataField("doi", "DOI, without a resolver.", lambda a: a.doi),
)


def material_fields(issue: Issue) -> tuple[DataField, ...]:
    """What a material is called, where it belongs, and what is written about it."""
    return (
        ID,
        DataField("formula", "Formula, in plain text.", lambda m: m.formula and m.formula.text),
        DataField("names", "Names, separated by semicolons.", lambda m: "; ".join(m.names) or None),
        _slugs("families", issue.words["families"]),
        *_facet_fields(issue, "material"),
        DataField(
            "articles", "Articles about it (ids in articles), separated by spaces.",
            lambda m: _spaced(article.slug for article in issue.articles_of(m)),
        ),
        FILE,
    )  # fmt: skip


def _slugs(name: str, noun: str) -> DataField:
    return DataField(name, f"{noun}, separated by spaces.", lambda entity: _spaced(getattr(entity, name)))


def _facet_fields(issue: Issue, kind: str) -> Iterable[DataField]:
    def value_of(slug: str) -> Callable[[Faceted], str | None]:
        return lambda entity: _spaced(entity.facets.get(slug, ()))

    for slug, facet in issue.facets.items():
        if kind in facet.kinds:
            yield DataField(slug, f"{facet.name}; several are separated by spaces.", value_of(slug))
