"""The whole issue: every thing by its slug, and the only place that follows pointers between them."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from hashlib import blake2s
from typing import ClassVar

from markupsafe import Markup, escape
from pydantic import Field

from virtualissue.chart import Chart
from virtualissue.course import Course, Guide, Plan, Problem, Question
from virtualissue.fact import Fact, Quantity, Status
from virtualissue.magnitude import Magnitude, find_magnitude
from virtualissue.model import (
    Article,
    Erratum,
    Facet,
    Family,
    Material,
    Person,
    Section,
    StandingPage,
    Table,
    Technique,
    Term,
    Theme,
    Work,
)
from virtualissue.record import Address, Month, Plain, ProseText, Record, Slug, Thing, TitleText
from virtualissue.witness import Askable


class Editorial(Work):
    """The editorial that ties the articles together."""

    published: date


class Period(Record):
    """The months of the first and the last article considered."""

    first: Month
    last: Month


class Collection(Record):
    """The facts that count the collection; the parts are checked to add up."""

    total: Slug
    parts: tuple[Slug, ...] = ()
    highlighted: Slug


class Licence(Record):
    """On what terms the data may be used, in the words of the Data Package specification."""

    name: Plain = "CC-BY-4.0"
    title: Plain = "Creative Commons Attribution 4.0 International"
    path: Address = "https://creativecommons.org/licenses/by/4.0/"


class Words(Record):
    """What this issue calls the nouns of the model."""

    family: Plain = "Family"
    families: Plain = "Families"
    material: Plain = "Material"
    materials: Plain = "Materials"
    technique: Plain = "Technique"
    techniques: Plain = "Techniques"
    theme: Plain = "Theme"
    themes: Plain = "Themes"
    article: Plain = "Article"
    articles: Plain = "Articles"


class Front(Thing):
    """content/issue.yml: the title, the editorial, the settings, and every order that matters."""

    kind: ClassVar[str] = "issue"
    name: Slug
    version: Plain
    title: TitleText
    subtitle: Plain
    description: Plain
    subject: Plain
    language: Plain = "en"
    editorial: Editorial
    editors: tuple[Slug, ...] = Field(min_length=1)
    period: Period
    site_url: Address = ""
    report_url: Address = ""
    licence: Licence = Licence()
    placeholders: Mapping[str, Plain] = {}
    words: Words = Words()
    families: tuple[Slug, ...]
    themes: tuple[Slug, ...] = ()
    story: tuple[Slug, ...] = ()
    charts: tuple[Slug, ...] = ()
    collection: Collection | None = None

    @property
    def label(self) -> Markup:
        """The title of the issue."""
        return self.title.markup


class Place(Record):
    """A country or region with its ISO 3166 code."""

    name: Plain
    code: Plain


class Tier(Record):
    """Places that the source names in one breath."""

    slug: Slug
    name: Plain
    places: tuple[Place, ...] = Field(min_length=1)


class Regions(Thing):
    """Where the work of the collection was done, as far as the source tells."""

    kind: ClassVar[str] = "regions"
    title: TitleText
    note: ProseText
    tiers: tuple[Tier, ...]

    @property
    def label(self) -> Markup:
        """The title of the map."""
        return escape(self.title.text)


@dataclass(frozen=True)
class Author:
    """Someone who signed articles: declared as one person, or a byline that stands for itself."""

    slug: str
    name: str
    orcid: str | None
    articles: tuple[Article, ...]

    @property
    def initial(self) -> str:
        """The letter under which they are listed."""
        return self.slug[0]


@dataclass(frozen=True, eq=False)
class Issue(Askable):
    """All things of one issue; collections keep the order that the editor gave.

    What is made of it can be kept by its identity: there are no two of the same.
    """

    front: Front
    articles: Mapping[str, Article]
    families: Mapping[str, Family]
    materials: Mapping[str, Material]
    techniques: Mapping[str, Technique]
    themes: Mapping[str, Theme]
    story: Mapping[str, Section]
    terms: Mapping[str, Term]
    people: Mapping[str, Person]
    errata: Mapping[str, Erratum]
    facts: Mapping[str, Fact]
    quantities: Mapping[str, Quantity]
    facets: Mapping[str, Facet]
    pages: Mapping[str, StandingPage]
    tables: Mapping[str, Table]
    charts: Mapping[str, Chart]
    plans: Mapping[str, Plan]
    guides: Mapping[str, Guide]
    questions: Mapping[str, Question]
    problems: Mapping[str, Problem]
    regions: Regions | None = None
    course: Course | None = None

    @cached_property
    def shelves(self) -> Mapping[str, Mapping[str, Thing]]:
        """The collections by the name that links use for their kind."""
        return {
            "article": self.articles, "family": self.families, "material": self.materials,
            "technique": self.techniques, "theme": self.themes, "story": self.story, "term": self.terms,
            "fact": self.facts, "page": self.pages, "person": self.people, "erratum": self.errata,
            "quantity": self.quantities, "facet": self.facets, "table": self.tables,
            "chart": self.charts, "plan": self.plans, "guide": self.guides,
            "question": self.questions, "problem": self.problems,
        }  # fmt: skip

    def things(self) -> Iterator[Thing]:
        """Everything that has a file."""
        yield self.front
        for shelf in self.shelves.values():
            yield from shelf.values()
        yield from (single for single in (self.regions, self.course) if single)

    @cached_property
    def units(self) -> frozenset[str]:
        """Every unit in which something is stated, given or asked."""
        return frozenset(unit for thing in self.things() for unit in units_of(thing))

    def find(self, kind: str, slug: str) -> Thing | None:
        """The thing of that kind and slug, if there is one."""
        return self.shelves.get(kind, {}).get(slug)

    def label_of(self, kind: str, slug: str) -> Markup:
        """What a thing is called, for who need not know more of it."""
        return self.shelves[kind][slug].label

    # --- from a thing to its neighbours ------------------------------------------------------------------

    @cached_property
    def _articles_by(self) -> Mapping[tuple[str, str], tuple[Article, ...]]:
        found: dict[tuple[str, str], list[Article]] = defaultdict(list)
        for article in self.articles.values():
            for kind, slugs in (
                ("family", article.families), ("material", article.materials),
                ("technique", article.techniques), ("theme", article.themes),
            ):  # fmt: skip
                for slug in slugs:
                    found[kind, slug].append(article)
        return {key: tuple(articles) for key, articles in found.items()}

    def articles_of(self, thing: Thing) -> tuple[Article, ...]:
        """The articles of a family, material, technique or theme, by number."""
        return self._articles_by.get((thing.kind, thing.slug), ())

    @cached_property
    def _materials_by_family(self) -> Mapping[str, tuple[Material, ...]]:
        return {
            slug: tuple(material for material in self.materials.values() if slug in material.families)
            for slug in self.families
        }

    def materials_of(self, family: Family) -> tuple[Material, ...]:
        """The materials that belong to a family."""
        return self._materials_by_family[family.slug]

    def techniques_of(self, thing: Thing) -> tuple[Technique, ...]:
        """The techniques that the articles of a thing used, in the order of their names."""
        used = {slug for article in self.articles_of(thing) for slug in article.techniques}
        return tuple(technique for slug, technique in self.techniques.items() if slug in used)

    def materials_in(self, thing: Thing) -> tuple[Material, ...]:
        """The materials that the articles of a technique or theme are about."""
        studied = {slug for article in self.articles_of(thing) for slug in article.materials}
        return tuple(material for slug, material in self.materials.items() if slug in studied)

    def families_in(self, thing: Thing) -> tuple[Family, ...]:
        """The families that the articles of a technique or theme belong to."""
        studied = {slug for article in self.articles_of(thing) for slug in article.families}
        return tuple(family for slug, family in self.families.items() if slug in studied)

    def themes_of(self, thing: Thing) -> tuple[Theme, ...]:
        """The themes that the articles of a thing belong to."""
        touched = {slug for article in self.articles_of(thing) for slug in article.themes}
        return tuple(theme for slug, theme in self.themes.items() if slug in touched)

    def facts_of(self, thing: Thing) -> tuple[Fact, ...]:
        """The facts about a material; about a family and its materials; or resting on an article."""
        return tuple(fact for fact in self.facts.values() if self._concerns(fact, thing))

    def count(self, shelf: str, thing: Thing) -> int:
        """How many articles, materials or facts a thing has, for who need not know which."""
        return len(getattr(self, f"{shelf}_of")(thing))

    def number_of(self, slug: str) -> int:
        """The number of an article."""
        return self.articles[slug].number

    def errata_of(self, article: Article) -> tuple[Erratum, ...]:
        """The errata that touch an article."""
        return tuple(erratum for erratum in self.errata.values() if article.slug in erratum.articles)

    def _concerns(self, fact: Fact, thing: Thing) -> bool:
        if thing.kind == "article":
            return thing.slug in fact.articles
        if thing.kind == "material":
            return fact.of.material == thing.slug
        return fact.of.family == thing.slug or (
            fact.of.material is not None and thing.slug in self.materials[fact.of.material].families
        )

    def terms_of(self, fact: Fact) -> str:
        """How a value was won and under what condition; of a mere count, its conditions alone."""
        asked = self.quantities[fact.quantity].conditions
        if not asked and fact.status in (Status.COUNTED, Status.NOT_STATED, Status.CHOSEN):
            return "; ".join(fact.conditions.values())
        return fact.terms

    def magnitude_of(self, fact: Fact) -> Magnitude | None:
        """The order of magnitude of a value in the unit of its quantity, where the quantity asks for it."""
        quantity = self.quantities[fact.quantity]
        return find_magnitude(fact.amount, quantity.unit) if quantity.magnitude else None

    @cached_property
    def materials_by_formula(self) -> Mapping[str, Material]:
        """Materials by every declared spelling of their formula."""
        return {
            formula.text: material
            for material in self.materials.values()
            for formula in (material.formula, *material.spellings)
            if formula
        }

    @cached_property
    def collection_facts(self) -> tuple[Fact, ...]:
        """The facts about the collection itself."""
        return tuple(fact for fact in self.facts.values() if fact.of.collection)

    # --- people ------------------------------------------------------------------------------------------

    @cached_property
    def authors(self) -> tuple[Author, ...]:
        """Everyone who signed an article, by name; who is one person is declared, never guessed."""
        declared = {
            (slug, byline): person
            for person in self.people.values()
            for slug, byline in person.bylines.items()
        }
        signed: dict[str, list[Article]] = defaultdict(list)
        names: dict[str, tuple[str, str | None]] = {
            slug: (p.name, p.orcid) for slug, p in self.people.items()
        }
        for article in self.articles.values():
            for byline in article.authors:
                person = declared.get((article.slug, byline))
                slug = person.slug if person else slug_of(byline)
                signed[slug].append(article)
                names.setdefault(slug, (byline, None))
        found = [Author(slug, *names[slug], tuple(signed[slug])) for slug in names]
        return tuple(sorted(found, key=lambda author: author.slug))

    @cached_property
    def authors_by_byline(self) -> Mapping[tuple[str, str], Author]:
        """The author behind a byline (article slug, name as printed)."""
        by_slug = {author.slug: author for author in self.authors}
        declared = {
            (slug, byline): by_slug[person.slug]
            for person in self.people.values()
            for slug, byline in person.bylines.items()
        }
        return {
            (article.slug, byline): declared.get((article.slug, byline)) or by_slug[slug_of(byline)]
            for article in self.articles.values()
            for byline in article.authors
        }


def units_of(thing: Thing) -> Iterator[str]:
    """The units in which a thing states, gives or asks something."""
    match thing:
        case Fact() | Quantity():
            yield thing.unit
        case Problem():
            yield from thing.units


@lru_cache(maxsize=65536)
def slug_of(name: str) -> str:
    """A slug of ASCII letters for a person's name: `Rosłoń, Irek` -> `roslon-irek`."""
    folded = unicodedata.normalize("NFKD", name.translate(UNDECOMPOSED))
    letters = "".join(c for c in folded if not unicodedata.combining(c)).casefold()
    return (
        re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
        or "x" + blake2s(name.encode(), digest_size=4).hexdigest()
    )


UNDECOMPOSED = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "æ": "ae", "Æ": "AE", "đ": "d", "Đ": "D", "ß": "ss"}
)
