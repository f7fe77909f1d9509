"""content/issue.yml and content/regions.yml: the title, the settings, and every order that matters."""

from collections.abc import Mapping
from typing import ClassVar, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from virtualissue.bibliography.styles import DEFAULT_STYLE
from virtualissue.bibliography.work import Work
from virtualissue.model.chart import Chart
from virtualissue.model.entities import Family, Person, Section, Theme
from virtualissue.model.entity import Entity, Ref
from virtualissue.model.fact import Fact
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
from virtualissue.text.titles import Title


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

    total: Ref[Fact]
    parts: tuple[Ref[Fact], ...] = ()
    highlighted: Ref[Fact]


class Licence(Record):
    """On what terms the data may be used, in the words of the Data Package specification."""

    name: PlainText = "CC-BY-4.0"
    title: PlainText = "Creative Commons Attribution 4.0 International"
    path: WebAddress = "https://creativecommons.org/licenses/by/4.0/"


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
    editors: tuple[Ref[Person], ...] = Field(min_length=1)
    period: Period
    site_url: WebAddress = ""
    report_url: WebAddress = ""
    licence: Licence = Licence()
    style: PlainText = Field(
        DEFAULT_STYLE,
        description="A public CSL style by its name, or a .csl file beside issue.yml.",
    )
    placeholders: Mapping[str, PlainText] = {}
    words: Mapping[str, PlainText] = {}
    families: tuple[Ref[Family], ...]
    themes: tuple[Ref[Theme], ...] = ()
    story: tuple[Ref[Section], ...] = ()
    charts: tuple[Ref[Chart], ...] = ()
    collection: Collection | None = None

    @property
    def label(self) -> Title:
        """The title of the issue."""
        return self.title


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
    def label(self) -> Title:
        """The title of the map."""
        return self.title
