"""The nouns of a virtual issue, as frozen types; entities point at each other by slug alone.

Nothing here follows a pointer: only `Issue` does, which holds them all (see `issue`).
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar, Literal, Self

from pydantic import AliasChoices, Field, model_validator
from pydantic_core import PydanticCustomError

from virtualissue.bibliography.identifiers import Orcid
from virtualissue.bibliography.names import NameText
from virtualissue.bibliography.work import Work
from virtualissue.model.entity import Entity, Ref, Titled
from virtualissue.text.fields import (
    ColorText,
    FormulaText,
    PlainText,
    ProseText,
    Record,
    Slug,
    SvgPath,
    TitleText,
)
from virtualissue.text.titles import Title, formula_title, plain_title, word_title
from virtualissue.words import Words


class Faceted(Entity):
    """An entity that states the facets which content/facets asks of its kind."""

    facets: Mapping[Slug, tuple[Slug, ...]] = Field(
        default={},
        description="The values of each facet that this kind must state; not-stated is always one.",
    )


class Coverage(StrEnum):
    """How far the sources carry what is said of an article."""

    DISCUSSED = "discussed"
    MENTIONED = "mentioned"
    CONTEXT = "context"


class Article(Work, Faceted):
    """An article of the collection: its record, what it is about, what it found."""

    kind: ClassVar[str] = "article"
    number: int = Field(
        0,
        ge=1,
        description="The number by which the article is cited; without it, the next number that is free.",
    )
    families: tuple[Ref["Family"], ...] = Field(
        default=(), description="The families that the article is about."
    )
    materials: tuple[Ref["Material"], ...] = Field(
        default=(), description="The materials that the article is about."
    )
    techniques: tuple[Ref["Technique"], ...] = Field(
        default=(), description="The techniques that the article uses."
    )
    themes: tuple[Ref["Theme"], ...] = Field(
        default=(), description="The themes that the article belongs to."
    )
    coverage: Coverage | None = Field(
        default=None, description="How much is said about it: discussed, mentioned, or context."
    )
    finding: ProseText | None = Field(default=None, description="What it found, in one sentence.")
    summary: ProseText | None = Field(
        default=None, description="What the issue says about it, in a few paragraphs."
    )
    background: ProseText | None = Field(
        default=None, description="What helps to understand it and is not from the issue."
    )
    citation_keys: tuple[PlainText, ...] = Field(
        default=(),
        description="The keys by which files of bibliographies know it, so that an import finds it again.",
    )
    year_letter: str = Field(
        "", exclude=True, description="Distinguishes works by the same authors from the same year."
    )

    @property
    def label(self) -> Title:
        """Authors and year, as they are named in running text."""
        return plain_title(f"{self.short_authors}, {self.year_label}")

    @property
    def year_label(self) -> str:
        """The year with the letter that tells it apart: 2013a, in press-a."""
        return f"{self.year_text}{'-' if self.year_letter and not self.year else ''}{self.year_letter}"


class Accent(Record):
    """A family's color, for light and for dark ground."""

    light: ColorText = Field(description="The color on a light background, as in #1a6b54.")
    dark: ColorText = Field(description="The color on a dark background, as in #7fd4b8.")


ACCENT = Accent(light="#44546a", dark="#b3c1d6")  # where no family lends its own


class Pick(Record):
    """An article to read first, and why."""

    article: Ref[Article] = Field(description="The article to read first.")
    why: ProseText = Field(description="Why it is a good start.")


class RelatedFamily(Record):
    """A family that is near, and by what."""

    family: Ref["Family"] = Field(description="The neighboring family.")
    why: ProseText = Field(description="What the two families share, or how they differ.")


class Family(Faceted):
    """A family: what it is, what speaks for it, and what its limits are."""

    kind: ClassVar[str] = "family"
    name: TitleText = Field(description="The full name of the family.")
    short: TitleText | None = Field(
        default=None,
        description="The short name, for menus, cards, and charts; without it, the full name is used.",
    )
    formulas: tuple[FormulaText, ...] = Field(default=(), description="Formulas that represent the family.")
    color: Accent | None = Field(
        default=None,
        validation_alias=AliasChoices("color", "colour"),
        description="The color on light and dark backgrounds; without it, one of a palette is used.",
    )
    icon: SvgPath | None = Field(
        default=None,
        description="The icon: the path of an SVG on a square of 24 by 24, which is filled; "
        "without it, a simple shape is used.",
    )
    highlighted: bool = Field(
        default=True, description="Whether the issue gives the family a section of its own."
    )
    gist: ProseText | None = Field(default=None, description="What the family is, in a few sentences.")
    appeal: ProseText | None = Field(default=None, description="Why it is studied.")
    limits: ProseText | None = Field(default=None, description="Its limits and drawbacks.")
    read_first: tuple[Pick, ...] = Field(default=(), description="Articles to read first, with the reasons.")
    questions: tuple[ProseText, ...] = Field(
        default=(), description="Open questions that the issue raises about it."
    )
    neighbors: tuple[RelatedFamily, ...] = Field(
        default=(),
        validation_alias=AliasChoices("neighbors", "neighbours"),
        description="Neighboring families, with the reasons.",
    )
    background: ProseText | None = Field(
        default=None, description="What helps to understand it and is not from the issue."
    )
    accent: Accent = Field(
        ACCENT,
        exclude=True,
        description="Its color, or else one of the palette.",
    )
    emblem: SvgPath = Field("M4 4h16v16H4z", exclude=True, description="Its icon, or else a simple shape.")

    @property
    def label(self) -> Title:
        """Its full name."""
        return self.name

    @property
    def short_label(self) -> Title:
        """Its short name, or else its full one."""
        return self.short or self.name


class Material(Faceted):
    """A compound or substance, with or without a formula."""

    kind: ClassVar[str] = "material"
    formula: FormulaText | None = Field(default=None, description="Its formula; without one it needs a name.")
    spellings: tuple[FormulaText, ...] = Field(
        default=(), description="Other ways in which its formula is written."
    )
    name: PlainText | None = Field(default=None, description="Its name, if it is not called by its formula.")
    aliases: tuple[PlainText, ...] = Field((), alias="names", description="Other names and acronyms.")
    families: tuple[Ref[Family], ...] = Field(default=(), description="The families that it belongs to.")
    note: ProseText | None = Field(default=None, description="What the issue says about it.")
    background: ProseText | None = Field(
        default=None, description="What helps to understand it and is not from the issue."
    )

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
        """The names that are shown next to its label."""
        return self.names if self.formula else self.aliases


class TechniqueUse(Record):
    """An article that used a technique, and for what."""

    article: Ref[Article] = Field(description="The article that used the technique.")
    purpose: ProseText = Field(description="What it was used for.")


class Technique(Entity):
    """A method of experiment or computation."""

    kind: ClassVar[str] = "technique"
    name: PlainText = Field(description="Its full name.")
    aliases: tuple[PlainText, ...] = Field((), alias="names", description="Acronyms and other names.")
    forms: tuple[PlainText, ...] = Field(
        default=(),
        description="Forms of these names in a sentence, such as plurals, by which prose also finds it.",
    )
    group: PlainText = Field(default="", description="The group under which techniques are listed.")
    means: tuple[PlainText, ...] = Field(
        default=(),
        description="What it uses, such as neutrons or computation: techniques are also gathered by it.",
        examples=[["neutrons"]],
    )
    probes: ProseText | None = Field(default=None, description="What it shows, in one sentence.")
    note: ProseText | None = Field(default=None, description="What the issue says about its use.")
    uses: tuple[TechniqueUse, ...] = Field(default=(), description="The articles that used it, and for what.")
    background: ProseText | None = Field(
        default=None, description="What helps to understand it and is not from the issue."
    )

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
    name: TitleText = Field(description="The name of the theme.")
    gist: ProseText | None = Field(default=None, description="What the theme is, in a sentence or two.")
    text: ProseText | None = Field(default=None, description="What the issue says about it.")
    background: ProseText | None = Field(
        default=None, description="What helps to understand it and is not from the issue."
    )

    @property
    def label(self) -> Title:
        """Its name."""
        return self.name


class Section(Titled):
    """A section of the story."""

    kind: ClassVar[str] = "story"
    title: TitleText = Field(description="The title of the section.")
    gist: ProseText | None = Field(default=None, description="What the section says, in a sentence or two.")
    text: ProseText = Field(description="The section itself.")


class Term(Entity):
    """A word of the glossary."""

    kind: ClassVar[str] = "term"
    term: PlainText = Field(description="The word that is explained.")
    aliases: tuple[PlainText, ...] = Field((), alias="names", description="Acronyms and synonyms.")
    forms: tuple[PlainText, ...] = Field(
        default=(), description="Forms of these in a sentence, such as plurals, by which prose also finds it."
    )
    definition: ProseText = Field(description="What the word means.")
    see: tuple[Ref["Term"], ...] = Field(default=(), description="Terms to look up as well.")

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
    name: NameText = Field(
        description="The name under which the person is listed: family name, then given names."
    )
    orcid: Orcid | None = Field(default=None, description="The ORCID, as in 0000-0002-1825-0097.")
    bylines: Mapping[Slug, NameText] = Field(
        default={},
        description="The bylines that are theirs: the name as printed, by the slug of the article.",
    )
    basis: PlainText = Field(default="", description="How it is known that these bylines are one person.")

    @property
    def label(self) -> Title:
        """Surname, then given names."""
        return plain_title(self.name)


class Erratum(Titled):
    """Where the source and the checked record differ, and which is followed."""

    kind: ClassVar[str] = "erratum"
    title: TitleText = Field(description="What differs, as a title.")
    category: Literal["record", "wording", "at-odds"] = Field(
        alias="kind",
        description="Whether it concerns the record of a work, the wording, or two sources that disagree.",
    )
    where: PlainText = Field(description="Where it is in the source: a page, or a reference.")
    printed: ProseText = Field(description="What the source prints.")
    followed: ProseText = Field(description="What this site follows.")
    articles: tuple[Ref[Article], ...] = Field(default=(), description="The articles that it touches.")
    text: ProseText = Field(description="What the difference is, and why it is settled this way.")


class StandingSection(Record):
    """A section of a standing page."""

    slug: Slug = Field(description="The name of the section in its address.")
    title: TitleText = Field(description="The title of the section.")
    text: ProseText = Field(description="The section itself.")


class StandingPage(Titled):
    """A page that stands for itself: home, about, the numbers."""

    kind: ClassVar[str] = "page"
    title: TitleText = Field(description="The title of the page.")
    gist: ProseText | None = Field(
        default=None, description="What the page is, in a sentence for search results."
    )
    lead: ProseText | None = Field(default=None, description="The first paragraph.")
    sections: tuple[StandingSection, ...] = Field(default=(), description="The sections, in their order.")


class FacetValue(Record):
    """One value of a facet."""

    name: PlainText = Field(description="The value in words.")
    formula: FormulaText | None = Field(
        default=None, description="The formula that is shown in the place of the words."
    )

    @property
    def label(self) -> Title:
        """Its formula, or else its name."""
        return formula_title(self.formula) if self.formula else plain_title(str(self.name))


class Facet(Entity):
    """A property that entities of some kinds must state; `not-stated` is always one of its values."""

    kind: ClassVar[str] = "facet"
    name: PlainText = Field(description="The name of the property.")
    kinds: tuple[Literal["article", "family", "material"], ...] = Field(
        min_length=1, description="The kinds of entity that must state it."
    )
    values: Mapping[Slug, FacetValue] = Field(description="The values that it can have, by slug.")

    @property
    def label(self) -> Title:
        """Its name."""
        return plain_title(self.name)

    def value(self, slug: str, words: Words) -> FacetValue:
        """The value with this slug; `not-stated` needs no declaration, and is named in the given words."""
        return self.values.get(slug) or FacetValue(name=words["not_stated"])

    def name_value(self, slug: str, words: Words) -> Title:
        """The label of a value, with its language where that is not the language of the issue."""
        return self.values[slug].label if slug in self.values else word_title(words, "not_stated")


class Table(Entity):
    """A table of all entities of one kind: its columns in order, and those by which its rows can be filtered.

    A column is one that `table` knows for the kind, or the slug of a facet.
    """

    kind: ClassVar[str] = "table"
    title: PlainText = Field(description="The title of the table.")
    of: Literal["articles", "facts", "materials"] = Field(description="The collection that it shows.")
    columns: tuple[Slug, ...] = Field(
        min_length=1,
        description="The columns, in their order: those that are known for the collection, and facets; "
        "empty columns are left out.",
    )
    facets: tuple[Slug, ...] = Field(default=(), description="The columns by which rows can be filtered.")

    @property
    def label(self) -> Title:
        """Its title."""
        return plain_title(self.title)
