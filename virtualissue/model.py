"""The nouns of a virtual issue, as frozen types; things point at each other by slug alone.

Nothing here follows a pointer: only `Issue` does, which holds them all (see `issue`).
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar, Literal, Self

from markupsafe import Markup, escape
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from virtualissue.record import (
    NOT_STATED,
    Colour,
    Doi,
    FormulaText,
    Orcid,
    Pages,
    Plain,
    ProseText,
    Record,
    Slug,
    SvgPath,
    Thing,
    TitleText,
    Typeset,
)


class Work(Record):
    """The bibliographic record of a piece of writing."""

    typeset: Typeset = Typeset()
    title: TitleText
    authors: tuple[Plain, ...] = Field(min_length=1)
    journal: Plain
    year: int = Field(ge=1600, le=2200)
    volume: int | None = None
    issue: int | None = None
    pages: Pages | None = None
    doi: Doi | None = None

    @property
    def link(self) -> str | None:
        """The address that its DOI resolves to."""
        return f"https://doi.org/{self.doi}" if self.doi else None

    @property
    def page_span(self) -> str | None:
        """Its pages with an en dash."""
        return self.pages.replace("-", "–") if self.pages else None

    @property
    def short_authors(self) -> str:
        """One or two surnames, or the first with et al."""
        surnames = [author.partition(",")[0] for author in self.authors]
        return " and ".join(surnames) if len(surnames) < 3 else f"{surnames[0]} et al."


class Faceted(Thing):
    """A thing that states the facets which content/facets asks of its kind."""

    facets: Mapping[Slug, tuple[Slug, ...]] = {}


class Coverage(StrEnum):
    """How far the sources carry what is said of an article."""

    DISCUSSED = "discussed"
    MENTIONED = "mentioned"
    CONTEXT = "context"


class Article(Work, Faceted):
    """An article of the collection: its record, what it is about, what it found."""

    kind: ClassVar[str] = "article"
    number: int = Field(ge=1)
    families: tuple[Slug, ...]
    materials: tuple[Slug, ...] = ()
    techniques: tuple[Slug, ...] = ()
    themes: tuple[Slug, ...] = ()
    coverage: Coverage
    finding: ProseText
    summary: ProseText
    background: ProseText | None = None

    @property
    def label(self) -> Markup:
        """Authors and year, as they are named in running text."""
        return escape(f"{self.short_authors}, {self.year}")


class Accent(Record):
    """A family's colour, for light and for dark ground."""

    light: Colour
    dark: Colour


class Pick(Record):
    """An article to read first, and why."""

    article: Slug
    why: ProseText


class Neighbour(Record):
    """A family that is near, and by what."""

    family: Slug
    why: ProseText


class Family(Faceted):
    """A family of materials: what it is, why it is loved, what ails it."""

    kind: ClassVar[str] = "family"
    name: TitleText
    short: TitleText
    formulas: tuple[FormulaText, ...] = ()
    colour: Accent
    icon: SvgPath
    highlighted: bool = True
    gist: ProseText
    appeal: ProseText
    limits: ProseText
    read_first: tuple[Pick, ...] = ()
    questions: tuple[ProseText, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()
    background: ProseText | None = None

    @property
    def label(self) -> Markup:
        """Its full name."""
        return self.name.markup


class Material(Faceted):
    """A compound or substance, with or without a formula."""

    kind: ClassVar[str] = "material"
    formula: FormulaText | None = None
    spellings: tuple[FormulaText, ...] = ()
    name: Plain | None = None
    aliases: tuple[Plain, ...] = Field((), alias="names")
    families: tuple[Slug, ...] = ()
    note: ProseText
    background: ProseText | None = None

    @model_validator(mode="after")
    def _is_called_something(self) -> Self:
        if not (self.formula or self.name):
            raise PydanticCustomError("nameless", "a material needs a formula or a name")
        return self

    @property
    def label(self) -> Markup:
        """Its formula, or else its name."""
        return self.formula.markup if self.formula else escape(self.name)

    @property
    def names(self) -> tuple[str, ...]:
        """Its name and its other names."""
        return (*((self.name,) if self.name else ()), *self.aliases)


class Use(Record):
    """An article that used a technique, and for what."""

    article: Slug
    purpose: ProseText


class Technique(Thing):
    """A method of experiment or computation."""

    kind: ClassVar[str] = "technique"
    name: Plain
    aliases: tuple[Plain, ...] = Field((), alias="names")
    forms: tuple[Plain, ...] = ()
    group: Plain
    probes: ProseText
    note: ProseText
    uses: tuple[Use, ...] = ()
    background: ProseText | None = None

    @property
    def label(self) -> Markup:
        """Its full name."""
        return escape(self.name)

    @property
    def names(self) -> tuple[str, ...]:
        """Its name, acronyms and synonyms, and the forms of these in a sentence, which no page lists."""
        return (self.name, *self.aliases, *self.forms)


class Theme(Thing):
    """A thread that runs through several families."""

    kind: ClassVar[str] = "theme"
    name: TitleText
    gist: ProseText
    text: ProseText
    background: ProseText | None = None

    @property
    def label(self) -> Markup:
        """Its name."""
        return self.name.markup


class Section(Thing):
    """A section of the story."""

    kind: ClassVar[str] = "story"
    title: TitleText
    gist: ProseText
    text: ProseText

    @property
    def label(self) -> Markup:
        """Its title."""
        return self.title.markup


class Term(Thing):
    """A word of the glossary."""

    kind: ClassVar[str] = "term"
    term: Plain
    aliases: tuple[Plain, ...] = Field((), alias="names")
    forms: tuple[Plain, ...] = ()
    definition: ProseText
    see: tuple[Slug, ...] = ()

    @property
    def label(self) -> Markup:
        """The word itself."""
        return escape(self.term)

    @property
    def names(self) -> tuple[str, ...]:
        """The word, its synonyms, and the forms of these in a sentence, which no page lists."""
        return (self.term, *self.aliases, *self.forms)


class Person(Thing):
    """One person, with the bylines that are declared to be theirs."""

    kind: ClassVar[str] = "person"
    name: Plain
    orcid: Orcid | None = None
    bylines: Mapping[Slug, Plain] = {}
    basis: Plain

    @property
    def label(self) -> Markup:
        """Surname, then given names."""
        return escape(self.name)


class Erratum(Thing):
    """Where the source and the checked record differ, and which is followed."""

    kind: ClassVar[str] = "erratum"
    title: TitleText
    category: Literal["record", "wording", "at-odds"] = Field(alias="kind")
    where: Plain
    printed: ProseText
    followed: ProseText
    articles: tuple[Slug, ...] = ()
    text: ProseText

    @property
    def label(self) -> Markup:
        """Its title."""
        return self.title.markup


class StandingSection(Record):
    """A section of a standing page."""

    slug: Slug
    title: TitleText
    text: ProseText


class StandingPage(Thing):
    """A page that stands for itself: home, about, the numbers."""

    kind: ClassVar[str] = "page"
    title: TitleText
    gist: ProseText
    lead: ProseText
    sections: tuple[StandingSection, ...] = ()

    @property
    def label(self) -> Markup:
        """Its title."""
        return self.title.markup


class FacetValue(Record):
    """One value of a facet."""

    name: Plain
    formula: FormulaText | None = None

    @property
    def label(self) -> Markup:
        """Its formula, or else its name."""
        return self.formula.markup if self.formula else escape(self.name)


class Facet(Thing):
    """A property that things of some kinds must state; `not-stated` is always one of its values."""

    kind: ClassVar[str] = "facet"
    name: Plain
    kinds: tuple[Literal["article", "family", "material"], ...] = Field(min_length=1)
    values: Mapping[Slug, FacetValue]

    @property
    def label(self) -> Markup:
        """Its name."""
        return escape(self.name)

    def value(self, slug: str) -> FacetValue:
        """The value with this slug; `not-stated` needs no declaration."""
        return self.values.get(slug) or FacetValue(name=NOT_STATED)


class Table(Thing):
    """A table of all things of one kind: its columns in order, and those by which its rows can be filtered.

    A column is one that `table` knows for the kind, or the slug of a facet.
    """

    kind: ClassVar[str] = "table"
    title: Plain
    of: Literal["articles", "facts", "materials"]
    columns: tuple[Slug, ...] = Field(min_length=1)
    facets: tuple[Slug, ...] = ()

    @property
    def label(self) -> Markup:
        """Its title."""
        return escape(self.title)
