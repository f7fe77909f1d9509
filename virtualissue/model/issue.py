"""The whole issue: every entity by its slug, and how one leads to others."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Generic, Self, cast

from markupsafe import Markup

from virtualissue.bibliography.names import Byline
from virtualissue.bibliography.references.styles import CitationStyle
from virtualissue.bibliography.work import Work
from virtualissue.model.author import (
    Author,
    AuthorGroup,
    Signature,
    collect_authors,
    find_signatures,
    group_authors,
)
from virtualissue.model.chart import Chart
from virtualissue.model.course import Course, Guide, Problem, Question, ReadingPlan, Task
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
from virtualissue.model.entity import Entity, EntityT
from virtualissue.model.fact import Fact, Quantity, Status, TermT
from virtualissue.model.front_matter import FrontMatter, Regions
from virtualissue.model.kinds import KIND_OF, KINDS_BY_NAME
from virtualissue.model.references import find_references
from virtualissue.model.structure import Structure
from virtualissue.quantities.magnitude import Magnitude, find_magnitude
from virtualissue.text.folding import fold_signs
from virtualissue.words import FixedText, Words

EDITORIAL = "editorial"  # the slug by which prose cites the editorial itself
MOST_TOGETHER = 50  # authors of an article that are named as people who wrote it together


class EntitiesOf(Generic[EntityT]):
    """An attribute of an issue: all its entities of one class, by slug."""

    def __init__(self, entity: type[EntityT]) -> None:
        self.entity = entity

    def __get__(self, issue: "Issue", _: type["Issue"]) -> Mapping[str, EntityT]:
        """The entities of this issue."""
        return issue.all_of(self.entity)


@dataclass(frozen=True, eq=False)
class Issue:
    """All entities of one issue; collections keep the order that the editor gave.

    `unread` are the files that have mistakes, by kind and slug: they exist, and no more is known of them.
    `translation` is what the editor's own words.yml holds.
    """

    front: FrontMatter
    collections: Mapping[str, Mapping[str, Entity]]
    regions: Regions | None = None
    course: Course | None = None
    style: CitationStyle = field(default_factory=CitationStyle)
    unread: frozenset[tuple[str, str]] = frozenset()
    further_styles: tuple[CitationStyle, ...] = ()
    translation: Mapping[str, FixedText] = field(default_factory=dict)

    # each by slug
    articles = EntitiesOf(Article)
    families = EntitiesOf(Family)
    materials = EntitiesOf(Material)
    techniques = EntitiesOf(Technique)
    themes = EntitiesOf(Theme)
    story = EntitiesOf(Section)
    terms = EntitiesOf(Term)
    people = EntitiesOf(Person)
    errata = EntitiesOf(Erratum)
    facts = EntitiesOf(Fact)
    quantities = EntitiesOf(Quantity)
    facets = EntitiesOf(Facet)
    pages = EntitiesOf(StandingPage)
    tables = EntitiesOf(Table)
    charts = EntitiesOf(Chart)
    structures = EntitiesOf(Structure)
    plans = EntitiesOf(ReadingPlan)
    guides = EntitiesOf(Guide)
    questions = EntitiesOf(Question)
    problems = EntitiesOf(Problem)

    def all_of(self, entity: type[EntityT]) -> Mapping[str, EntityT]:
        """All entities of one class by slug."""
        return cast("Mapping[str, EntityT]", self.collections.get(KIND_OF[entity].collection, {}))

    def of_kind(self, name: str) -> Mapping[str, Entity]:
        """All entities of the kind with that name by slug."""
        return self.collections.get(KINDS_BY_NAME[name].collection, {})

    def with_collections(self, **collections: Mapping[str, Entity]) -> Self:
        """The same issue with some of its collections replaced."""
        return replace(self, collections={**self.collections, **collections})

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The problems, then the questions."""
        return (*self.problems.values(), *self.questions.values())

    def is_added(self, entity: Entity) -> bool:
        """Whether a lecturer added it: its file is in another folder than issue.yml."""
        return entity.file.partition("/")[0] != self.front.file.partition("/")[0]

    def number_of(self, task: Problem | Question) -> int:
        """Its number in the course among those of its kind, from 1 on."""
        return list(self.of_kind(task.kind)).index(task.slug) + 1

    @cached_property
    def words(self) -> Words:
        """The fixed words of site and print, in the language of the issue and as its editor wants them.

        What a kind is called stands under its name (singular) and its collection (plural).
        """
        return Words(self.front.language, {**self.translation, **self.front.words})

    def entities(self) -> Iterator[Entity]:
        """Everything that has a file."""
        yield self.front
        for collection in self.collections.values():
            yield from collection.values()
        yield from (single for single in (self.regions, self.course) if single)

    @property
    def has_answers_or_notes(self) -> bool:
        """Whether there is anything that only lecturers may see; without it there is no edition for them."""
        return any(getattr(entity, name) for entity in self.entities() for name in entity.for_lecturers)

    def find(self, kind: str, slug: str) -> Entity | None:
        """The entity of that kind and slug, if there is one."""
        return self.of_kind(kind).get(slug) if kind in KINDS_BY_NAME else None

    # --- from an entity to its neighbors ------------------------------------------------------------------

    @cached_property
    def _articles_by(self) -> Mapping[tuple[str, str], tuple[Article, ...]]:
        found: dict[tuple[str, str], list[Article]] = defaultdict(list)
        for article in self.articles.values():
            for reference in find_references(article):
                found[reference.target.kind, reference.slug].append(article)
        return {key: tuple(articles) for key, articles in found.items()}

    def articles_of(self, entity: Entity) -> tuple[Article, ...]:
        """The articles that refer to an entity, by number."""
        return self._articles_by.get((entity.kind, entity.slug), ())

    @cached_property
    def _materials_by_family(self) -> Mapping[str, tuple[Material, ...]]:
        return {
            slug: tuple(material for material in self.materials.values() if slug in material.families)
            for slug in self.families
        }

    def materials_of(self, family: Family) -> tuple[Material, ...]:
        """The materials that belong to a family."""
        return self._materials_by_family[family.slug]

    def structures_of(self, family: Family) -> tuple[Structure, ...]:
        """The structures that illustrate a family."""
        return tuple(one for one in self.structures.values() if one.family == family.slug)

    @cached_property
    def latest_articles(self) -> tuple[Article, ...]:
        """The articles whose year is known, the latest first, and those of one year by falling number."""
        dated = (article for article in self.articles.values() if article.year)
        return tuple(sorted(dated, key=lambda article: (article.year, article.number), reverse=True))

    def techniques_of(self, entity: Entity) -> tuple[Technique, ...]:
        """The techniques that the articles of an entity used, in the order of their names."""
        used = {slug for article in self.articles_of(entity) for slug in article.techniques}
        return tuple(technique for slug, technique in self.techniques.items() if slug in used)

    @cached_property
    def techniques_by_means(self) -> Mapping[str, tuple[Technique, ...]]:
        """The techniques by what they use, in the order of the techniques."""
        found: dict[str, list[Technique]] = defaultdict(list)
        for technique in self.techniques.values():
            for means in technique.means:
                found[means].append(technique)
        return {means: tuple(techniques) for means, techniques in found.items()}

    def materials_in(self, entity: Entity) -> tuple[Material, ...]:
        """The materials that the articles of a technique or theme are about."""
        studied = {slug for article in self.articles_of(entity) for slug in article.materials}
        return tuple(material for slug, material in self.materials.items() if slug in studied)

    def families_in(self, entity: Entity) -> tuple[Family, ...]:
        """The families that the articles of a technique or theme belong to."""
        studied = {slug for article in self.articles_of(entity) for slug in article.families}
        return tuple(family for slug, family in self.families.items() if slug in studied)

    def themes_of(self, entity: Entity) -> tuple[Theme, ...]:
        """The themes that the articles of an entity belong to."""
        touched = {slug for article in self.articles_of(entity) for slug in article.themes}
        return tuple(theme for slug, theme in self.themes.items() if slug in touched)

    def families_of(self, entity: Fact | Article | Material) -> tuple[Family, ...]:
        """The families of an article or material; of a fact, those of its material, or else its own."""
        slugs: tuple[str, ...]
        if isinstance(entity, Fact):
            material = self.materials.get(entity.of.material or "")
            slugs = material.families if material else (entity.of.family or "",)
        else:
            slugs = entity.families
        return tuple(family for slug in slugs if (family := self.families.get(slug)))

    def facts_of(self, entity: Entity) -> tuple[Fact, ...]:
        """The facts about a material; about a family and its materials; or resting on an article."""
        return self._facts_by.get((entity.kind, entity.slug), ())

    @cached_property
    def _facts_by(self) -> Mapping[tuple[str, str], tuple[Fact, ...]]:
        found: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        for fact in self.facts.values():
            about: list[tuple[str, str]] = [("article", slug) for slug in fact.articles]
            about += [("family", family.slug) for family in self.families_of(fact)]
            if fact.of.material:
                about.append(("material", fact.of.material))
            for key in dict.fromkeys(about):
                found[key].append(fact)
        return {key: tuple(facts) for key, facts in found.items()}

    @cached_property
    def works(self) -> Mapping[str, Work]:
        """Everything that can be cited, by slug: an editorial first, then the articles by number."""
        editorial = self.front.editorial
        return {EDITORIAL: editorial, **self.articles} if editorial else self.articles

    @cached_property
    def facts_by_quantity(self) -> Mapping[str, tuple[Fact, ...]]:
        """The facts of each quantity, also of one without facts."""
        return {
            slug: tuple(fact for fact in self.facts.values() if fact.quantity == slug)
            for slug in self.quantities
        }

    @cached_property
    def quantity_ranks(self) -> Mapping[str, int]:
        """The place of each quantity in lists: those compared by size first, then those stated most often."""
        facts = self.facts_by_quantity
        ranked = sorted(
            self.quantities.values(),
            key=lambda one: (not one.magnitude, -len(facts[one.slug]), fold_signs(one.name)),
        )
        return {quantity.slug: place for place, quantity in enumerate(ranked)}

    def errata_of(self, article: Article) -> tuple[Erratum, ...]:
        """The errata that touch an article."""
        return tuple(erratum for erratum in self.errata.values() if article.slug in erratum.articles)

    def terms_of(self, fact: Fact) -> str:
        """How a value was obtained, and under which condition; of a mere count, its conditions alone."""
        return "; ".join(self.list_terms(fact, self.words.text))

    def render_terms(self, fact: Fact) -> Markup:
        """The same as HTML, in which words without a translation are marked as English."""
        return Markup("; ").join(self.list_terms(fact, self.words))

    def list_terms(self, fact: Fact, say: Callable[..., TermT]) -> Iterable[TermT | str]:
        """The same one by one; `say` sets a fixed word."""
        asked = self.quantities[fact.quantity].conditions
        if not asked and fact.status in (Status.COUNTED, Status.NOT_STATED, Status.CHOSEN):
            return fact.conditions.values()
        return fact.list_terms(self.words, say)

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

    # --- people ------------------------------------------------------------------------------------------

    @cached_property
    def _signatures(self) -> Mapping[Signature, str]:
        return find_signatures(self.articles, self.people)

    @cached_property
    def authors(self) -> tuple[Author, ...]:
        """Everyone who signed an article, in the order of the lists."""
        return collect_authors(self.articles, self.people, self._signatures)

    @cached_property
    def authors_by_slug(self) -> Mapping[str, Author]:
        """Authors by slug."""
        return {author.slug: author for author in self.authors}

    @cached_property
    def author_groups(self) -> tuple[AuthorGroup, ...]:
        """Authors by the letters under which they are listed."""
        return group_authors(self.authors)

    def authors_of(self, article: Article) -> Sequence[tuple[Byline, Author]]:
        """The names of the authors of an article, each with who that is; nobody is behind `others`."""
        return [(name, author) for name, author in self.bylines_of(article) if author]

    def bylines_of(self, article: Article) -> Sequence[tuple[Byline, Author | None]]:
        """Every name that an article prints, also `others` and editors, who are nobody in the lists."""
        signed = ((name, self._signatures.get((article.slug, n))) for n, name in enumerate(article.authors))
        found = [(name, self.authors_by_slug[slug] if slug else None) for name, slug in signed]
        return found or [(name, None) for name in article.editors]

    def _find_authors(self, article: Article) -> Mapping[str, Author]:
        """The authors of an article by slug; none of a collaboration, where few work with each other."""
        if len(article.authors) > MOST_TOGETHER:
            return {}
        return {author.slug: author for _, author in self.authors_of(article)}

    def coauthors_of(self, author: Author) -> tuple[tuple[Author, int], ...]:
        """With whom someone wrote, and how many articles: who is on most of them first, then as listed."""
        together = Counter(slug for article in author.articles for slug in self._find_authors(article))
        counted = [
            (self.authors_by_slug[slug], count) for slug, count in together.items() if slug != author.slug
        ]
        return tuple(sorted(counted, key=lambda pair: (-pair[1], pair[0].sort_key)))

    def others_by_authors_of(self, article: Article) -> Mapping[str, tuple[Author, ...]]:
        """The slugs of the other articles by its authors, by number, each with those who wrote both."""
        shared: dict[str, list[Author]] = defaultdict(list)
        for author in self._find_authors(article).values():
            for other in author.articles:
                shared[other.slug].append(author)
        numbered = sorted(shared.keys() - {article.slug}, key=lambda slug: self.articles[slug].number)
        return {slug: tuple(shared[slug]) for slug in numbered}
