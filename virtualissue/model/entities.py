"""The nouns of a virtual issue, as frozen types; entities point at each other by slug alone.

Nothing here follows a pointer: only `Issue` does, which holds them all (see `issue`).
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from virtualissue.bibliography.work import Work
from virtualissue.model.entity import NOT_STATED, Entity, Ref
from virtualissue.text.fields import (
    ColorText,
    FormulaText,
    Orcid,
    PlainText,
    ProseText,
    Record,
    Slug,
    SvgPath,
    TitleText,
)
from virtualissue.text.titles import Title, formula_title, plain_title


class Faceted(Entity):
    """An entity that states the facets which content/facets asks of its kind."""

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
    families: tuple[Ref["Family"], ...]
    materials: tuple[Ref["Material"], ...] = ()
    techniques: tuple[Ref["Technique"], ...] = ()
    themes: tuple[Ref["Theme"], ...] = ()
    coverage: Coverage
    finding: ProseText
    summary: ProseText
    background: ProseText | None = None

    @property
    def label(self) -> Title:
        """Authors and year, as they are named in running text."""
        return plain_title(f"{self.short_authors}, {self.year}")


class Accent(Record):
    """A family's colour, for light and for dark ground."""

    light: ColorText
    dark: ColorText


class Pick(Record):
    """An article to read first, and why."""

    article: Ref[Article]
    why: ProseText


class Neighbour(Record):
    """A family that is near, and by what."""

    family: Ref["Family"]
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
    def label(self) -> Title:
        """Its full name."""
        return self.name

    @property
    def short_label(self) -> Title:
        """Its short name."""
        return self.short


class Material(Faceted):
    """A compound or substance, with or without a formula."""

    kind: ClassVar[str] = "material"
    formula: FormulaText | None = None
    spellings: tuple[FormulaText, ...] = ()
    name: PlainText | None = None
    aliases: tuple[PlainText, ...] = Field((), alias="names")
    families: tuple[Ref[Family], ...] = ()
    note: ProseText
    background: ProseText | None = None

    @model_validator(mode="after")
    def _is_called_something(self) -> Self:
        if not (self.formula or self.name):
            raise PydanticCustomError("nameless", "a material needs a formula or a name")
        return self

    @property
    def label(self) -> Title:
        """Its formula, or else its name."""
        return formula_title(self.formula) if self.formula else plain_title(str(self.name))

    @property
    def names(self) -> tuple[str, ...]:
        """Its name and its other names."""
        return (*((self.name,) if self.name else ()), *self.aliases)

    @property
    def other_names(self) -> tuple[str, ...]:
        """The names that stand beside its label."""
        return self.names if self.formula else self.aliases


class TechniqueUse(Record):
    """An article that used a technique, and for what."""

    article: Ref[Article]
    purpose: ProseText


class Technique(Entity):
    """A method of experiment or computation."""

    kind: ClassVar[str] = "technique"
    name: PlainText
    aliases: tuple[PlainText, ...] = Field((), alias="names")
    forms: tuple[PlainText, ...] = ()
    group: PlainText
    probes: ProseText
    note: ProseText
    uses: tuple[TechniqueUse, ...] = ()
    background: ProseText | None = None

    @property
    def label(self) -> Title:
        """Its full name."""
        return plain_title(self.name)

    @property
    def names(self) -> tuple[str, ...]:
        """Its name, acronyms and synonyms, and the forms of these in a sentence, which no page lists."""
        return (self.name, *self.aliases, *self.forms)


class Theme(Entity):
    """A thread that runs through several families."""

    kind: ClassVar[str] = "theme"
    name: TitleText
    gist: ProseText
    text: ProseText
    background: ProseText | None = None

    @property
    def label(self) -> Title:
        """Its name."""
        return self.name


class Section(Entity):
    """A section of the story."""

    kind: ClassVar[str] = "story"
    title: TitleText
    gist: ProseText
    text: ProseText

    @property
    def label(self) -> Title:
        """Its title."""
        return self.title


class Term(Entity):
    """A word of the glossary."""

    kind: ClassVar[str] = "term"
    term: PlainText
    aliases: tuple[PlainText, ...] = Field((), alias="names")
    forms: tuple[PlainText, ...] = ()
    definition: ProseText
    see: tuple[Ref["Term"], ...] = ()

    @property
    def label(self) -> Title:
        """The word itself."""
        return plain_title(self.term)

    @property
    def names(self) -> tuple[str, ...]:
        """The word, its synonyms, and the forms of these in a sentence, which no page lists."""
        return (self.term, *self.aliases, *self.forms)


class Person(Entity):
    """One person, with the bylines that are declared to be theirs."""

    kind: ClassVar[str] = "person"
    name: PlainText
    orcid: Orcid | None = None
    bylines: Mapping[Slug, PlainText] = {}
    basis: PlainText

    @property
    def label(self) -> Title:
        """Surname, then given names."""
        return plain_title(self.name)


class Erratum(Entity):
    """Where the source and the checked record differ, and which is followed."""

    kind: ClassVar[str] = "erratum"
    title: TitleText
    category: Literal["record", "wording", "at-odds"] = Field(alias="kind")
    where: PlainText
    printed: ProseText
    followed: ProseText
    articles: tuple[Ref[Article], ...] = ()
    text: ProseText

    @property
    def label(self) -> Title:
        """Its title."""
        return self.title


class StandingSection(Record):
    """A section of a standing page."""

    slug: Slug
    title: TitleText
    text: ProseText


class StandingPage(Entity):
    """A page that stands for itself: home, about, the numbers."""

    kind: ClassVar[str] = "page"
    title: TitleText
    gist: ProseText
    lead: ProseText
    sections: tuple[StandingSection, ...] = ()

    @property
    def label(self) -> Title:
        """Its title."""
        return self.title


class FacetValue(Record):
    """One value of a facet."""

    name: PlainText
    formula: FormulaText | None = None

    @property
    def label(self) -> Title:
        """Its formula, or else its name."""
        return formula_title(self.formula) if self.formula else plain_title(str(self.name))


class Facet(Entity):
    """A property that entities of some kinds must state; `not-stated` is always one of its values."""

    kind: ClassVar[str] = "facet"
    name: PlainText
    kinds: tuple[Literal["article", "family", "material"], ...] = Field(min_length=1)
    values: Mapping[Slug, FacetValue]

    @property
    def label(self) -> Title:
        """Its name."""
        return plain_title(self.name)

    def value(self, slug: str) -> FacetValue:
        """The value with this slug; `not-stated` needs no declaration."""
        return self.values.get(slug) or FacetValue(name=NOT_STATED)


class Table(Entity):
    """A table of all entities of one kind: its columns in order, and those by which its rows can be filtered.

    A column is one that `table` knows for the kind, or the slug of a facet.
    """

    kind: ClassVar[str] = "table"
    title: PlainText
    of: Literal["articles", "facts", "materials"]
    columns: tuple[Slug, ...] = Field(min_length=1)
    facets: tuple[Slug, ...] = ()

    @property
    def label(self) -> Title:
        """Its title."""
        return plain_title(self.title)
