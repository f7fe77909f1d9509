"""The whole issue: every thing by its slug, and the only place that follows pointers between them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, Self

from markupsafe import Markup, escape
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from virtualissue.bibliography.names import slug_of_name
from virtualissue.bibliography.work import Work
from virtualissue.model.author import Author
from virtualissue.model.chart import Chart
from virtualissue.model.course import Course, Guide, Problem, Question, ReadingPlan
from virtualissue.model.entities import (
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
)
from virtualissue.model.entity import Entity
from virtualissue.model.fact import Fact, Quantity, Status
from virtualissue.quantities.magnitude import Magnitude, find_magnitude
from virtualissue.text.fields import (
    Day,
    Language,
    Month,
    PlainText,
    ProseText,
    Record,
    Slug,
    TitleText,
    Version,
    WebAddress,
)


class Editorial(Work):
    """The editorial that ties the articles together."""

    published: Day


class Period(Record):
    """The months of the first and the last article considered."""

    first: Month
    last: Month

    @model_validator(mode="after")
    def _goes_forward(self) -> Self:
        if self.first > self.last:
            raise PydanticCustomError("period", "the first month is after the last")
        return self


class Collection(Record):
    """The facts that count the collection; the parts are checked to add up."""

    total: Slug
    parts: tuple[Slug, ...] = ()
    highlighted: Slug


class Licence(Record):
    """On what terms the data may be used, in the words of the Data Package specification."""

    name: PlainText = "CC-BY-4.0"
    title: PlainText = "Creative Commons Attribution 4.0 International"
    path: WebAddress = "https://creativecommons.org/licenses/by/4.0/"


class Nouns(Record):
    """What this issue calls the nouns of the model."""

    family: PlainText = "Family"
    families: PlainText = "Families"
    material: PlainText = "Material"
    materials: PlainText = "Materials"
    technique: PlainText = "Technique"
    techniques: PlainText = "Techniques"
    theme: PlainText = "Theme"
    themes: PlainText = "Themes"
    article: PlainText = "Article"
    articles: PlainText = "Articles"


class FrontMatter(Entity):
    """content/issue.yml: the title, the editorial, the settings, and every order that matters."""

    kind: ClassVar[str] = "issue"
    name: Slug
    version: Version
    title: TitleText
    subtitle: PlainText
    description: PlainText
    subject: PlainText
    language: Language = "en"
    editorial: Editorial
    editors: tuple[Slug, ...] = Field(min_length=1)
    period: Period
    site_url: WebAddress = ""
    report_url: WebAddress = ""
    licence: Licence = Licence()
    placeholders: Mapping[str, PlainText] = {}
    words: Nouns = Nouns()
    families: tuple[Slug, ...]
    themes: tuple[Slug, ...] = ()
    story: tuple[Slug, ...] = ()
    charts: tuple[Slug, ...] = ()
    collection: Collection | None = None

    @property
    def label(self) -> Markup:
        """The title of the issue."""
        return self.title.markup


class Region(Record):
    """A country or region with its ISO 3166 code."""

    name: PlainText
    code: PlainText


class Tier(Record):
    """Places that the source names in one breath."""

    slug: Slug
    name: PlainText
    places: tuple[Region, ...] = Field(min_length=1)


class Regions(Entity):
    """Where the work of the collection was done, as far as the source tells."""

    kind: ClassVar[str] = "regions"
    title: TitleText
    note: ProseText
    tiers: tuple[Tier, ...]

    @property
    def label(self) -> Markup:
        """The title of the map."""
        return escape(self.title.text)


@dataclass(frozen=True, eq=False)
class Issue:
    """All entities of one issue; collections keep the order that the editor gave."""

    front: FrontMatter
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
    plans: Mapping[str, ReadingPlan]
    guides: Mapping[str, Guide]
    questions: Mapping[str, Question]
    problems: Mapping[str, Problem]
    regions: Regions | None = None
    course: Course | None = None

    @cached_property
    def shelves(self) -> Mapping[str, Mapping[str, Entity]]:
        """The collections by the name that links use for their kind."""
        return {
            "article": self.articles, "family": self.families, "material": self.materials,
            "technique": self.techniques, "theme": self.themes, "story": self.story, "term": self.terms,
            "fact": self.facts, "page": self.pages, "person": self.people, "erratum": self.errata,
            "quantity": self.quantities, "facet": self.facets, "table": self.tables,
            "chart": self.charts, "plan": self.plans, "guide": self.guides,
            "question": self.questions, "problem": self.problems,
        }  # fmt: skip

    def things(self) -> Iterator[Entity]:
        """Everything that has a file."""
        yield self.front
        for shelf in self.shelves.values():
            yield from shelf.values()
        yield from (single for single in (self.regions, self.course) if single)

    @cached_property
    def units(self) -> frozenset[str]:
        """Every unit in which something is stated, given or asked."""
        return frozenset(unit for thing in self.things() for unit in units_of(thing))

    def find(self, kind: str, slug: str) -> Entity | None:
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

    def articles_of(self, thing: Entity) -> tuple[Article, ...]:
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

    def techniques_of(self, thing: Entity) -> tuple[Technique, ...]:
        """The techniques that the articles of a thing used, in the order of their names."""
        used = {slug for article in self.articles_of(thing) for slug in article.techniques}
        return tuple(technique for slug, technique in self.techniques.items() if slug in used)

    def materials_in(self, thing: Entity) -> tuple[Material, ...]:
        """The materials that the articles of a technique or theme are about."""
        studied = {slug for article in self.articles_of(thing) for slug in article.materials}
        return tuple(material for slug, material in self.materials.items() if slug in studied)

    def families_in(self, thing: Entity) -> tuple[Family, ...]:
        """The families that the articles of a technique or theme belong to."""
        studied = {slug for article in self.articles_of(thing) for slug in article.families}
        return tuple(family for slug, family in self.families.items() if slug in studied)

    def themes_of(self, thing: Entity) -> tuple[Theme, ...]:
        """The themes that the articles of a thing belong to."""
        touched = {slug for article in self.articles_of(thing) for slug in article.themes}
        return tuple(theme for slug, theme in self.themes.items() if slug in touched)

    def facts_of(self, thing: Entity) -> tuple[Fact, ...]:
        """The facts about a material; about a family and its materials; or resting on an article."""
        return tuple(fact for fact in self.facts.values() if self._concerns(fact, thing))

    def count(self, shelf: str, thing: Entity) -> int:
        """How many articles, materials or facts a thing has, for who need not know which."""
        return len(getattr(self, f"{shelf}_of")(thing))

    def number_of(self, slug: str) -> int:
        """The number of an article."""
        return self.articles[slug].number

    def errata_of(self, article: Article) -> tuple[Erratum, ...]:
        """The errata that touch an article."""
        return tuple(erratum for erratum in self.errata.values() if article.slug in erratum.articles)

    def _concerns(self, fact: Fact, thing: Entity) -> bool:
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
                slug = person.slug if person else slug_of_name(byline)
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
            (article.slug, byline): declared.get((article.slug, byline)) or by_slug[slug_of_name(byline)]
            for article in self.articles.values()
            for byline in article.authors
        }


def units_of(thing: Entity) -> Iterator[str]:
    """The units in which a thing states, gives or asks something."""
    match thing:
        case Fact() | Quantity():
            yield thing.unit
        case Problem():
            yield from thing.units
