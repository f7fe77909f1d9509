"""content/issue.yml and content/regions.yml: the title, the settings, and every order that matters."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Self

from pydantic import AliasChoices, Field, model_validator
from pydantic_core import PydanticCustomError

from virtualissue.bibliography.name_forms import slug_of_name
from virtualissue.bibliography.names import join_names
from virtualissue.bibliography.references.styles import DEFAULT_STYLE
from virtualissue.bibliography.work import NameList, Work
from virtualissue.model.chart import Chart
from virtualissue.model.course import ConstantDeclaration, Variable
from virtualissue.model.entities import Article, Family, Material, Person, Section, Theme
from virtualissue.model.entity import Ref, Titled
from virtualissue.model.fact import Fact, UnitDeclaration
from virtualissue.text.fields import (
    Day,
    Language,
    LecturersOffer,
    Month,
    PlainText,
    ProseText,
    Record,
    SiteAddress,
    Slug,
    TitleText,
    Version,
    WebAddress,
    WordedRecord,
)
from virtualissue.text.notation import NONE, NotationText
from virtualissue.text.titles import Title

# a text, or one for each plural
WordText = PlainText | Mapping[str, PlainText]
LONGEST_NAME = 40  # characters of a name that is made of a title


class Editorial(Work):
    """The editorial that ties the articles together."""

    published: Day | None = Field(default=None, description="The day on which it was published.")


class Period(Record):
    """The months of the first and the last article considered."""

    first: Month = Field(description="The month of the first article considered, as in 2016-01.")
    last: Month = Field(description="The month of the last article considered.")

    @model_validator(mode="after")
    def _goes_forward(self) -> Self:
        if self.first > self.last:
            raise PydanticCustomError("period", "the first month is after the last")
        return self


class Collection(Record):
    """The facts that count the collection; the parts are checked to add up."""

    total: Ref[Fact] = Field(description="The fact that counts all works considered.")
    parts: tuple[Ref[Fact], ...] = Field(default=(), description="Facts that must add up to the total.")
    highlighted: Ref[Fact] = Field(description="The fact that counts the articles of the issue.")


class License(Record):
    """On what terms the data may be used, in the words of the Data Package specification."""

    name: PlainText = Field(
        default="CC-BY-4.0",
        description="The identifier of the license, as in CC-BY-4.0.",
        examples=["CC-BY-4.0"],
    )
    title: PlainText = Field(
        default="Creative Commons Attribution 4.0 International", description="The name of the license."
    )
    path: WebAddress = Field(
        default="https://creativecommons.org/licenses/by/4.0/", description="The address of its text."
    )

    @property
    def short(self) -> str:
        """What the license is called for short: `CC BY 4.0`."""
        found = re.fullmatch(r"CC-([A-Z-]+)-([0-9.]+)", self.name)
        return f"CC {found[1]} {found[2]}" if found else self.name


class HandoutOffer(Record):
    """Which editions of the handouts the site offers besides that for students, and how."""

    lecturers: LecturersOffer = Field(
        default="",
        description="How lecturers get their edition: an e-mail address to write to, the web address of a "
        "place with a password, or `open`, which offers it to everybody; without it, the site says that it "
        "is printed from the source.",
        examples=["doe@example.org"],
    )
    solutions: bool = Field(
        default=False,
        description="Whether the site offers the booklet with solutions, too, for those who learn alone.",
    )


def _name_after_title(given: Mapping[str, Any]) -> str:
    """The title as a slug; a title that cannot be read gives another name, and a mistake of its own."""
    title = given.get("title")
    return slug_of_name(title.text)[:LONGEST_NAME].strip("-") if isinstance(title, Title) else "issue"


class FrontMatter(Titled, WordedRecord):
    """The title, the editorial, the settings, and every order that matters."""

    kind: ClassVar[str] = "issue"
    title: TitleText = Field(description="The title of the issue.")
    name: Slug = Field(
        default_factory=_name_after_title,
        description="The name of the issue in file names and in the data package; "
        "without it, one is made of the title.",
    )
    version: Version = Field(default="", description="The version of what is published, as in 1.0.0.")
    strict: bool = Field(
        default=False,
        description="Whether what a finished issue should have is required: what is missing is then a "
        "mistake, and advice otherwise.",
    )
    subtitle: PlainText = Field(
        default="",
        description="The subtitle, one line.",
        examples=["A virtual issue, retold for students"],
    )
    description: PlainText = Field(
        default="",
        description="What the issue is, in one sentence for search engines.",
        examples=["A guide to the articles of the issue: what they are about, and what they found."],
    )
    subject: PlainText = Field(
        default="", description="The subject, for the metadata of PDFs.", examples=["blue glass"]
    )
    language: Language = Field(
        default="en",
        description="The language that the issue is written in, as in de: the fixed words of site and print, "
        "dates, counts, values, and hyphenation follow it.",
    )
    editorial: Editorial | None = Field(
        default=None,
        description="The record of the editorial, if there is one.",
        examples=[{"title": "Blue glass", "authors": ["Doe, Jane"], "year": "2016-03-07"}],
    )
    editors: tuple[Ref[Person], ...] = Field(default=(), description="The people who edited the issue.")
    retold_by: NameList = Field(
        default=(),
        description="The authors of the texts on the site, as references name them.",
    )
    published: Day | None = Field(
        default=None,
        description="The day on which this version was published, which is the date of everything that is "
        "built; without it, that of the editorial, with which the site is not cited, or else the day of "
        "the build.",
    )
    period: Period | None = Field(
        default=None, description="The months that the issue covers, for search engines."
    )
    site_url: SiteAddress = Field(
        default="",
        description="The address at which the site will stand; without one, links in print lead nowhere.",
    )
    report_url: WebAddress = Field(
        default="",
        description="The address of a form for error reports; without it, no page offers one.",
    )
    handouts: HandoutOffer = Field(
        default=HandoutOffer(),
        description="Which editions of the handouts the site offers besides that for students, and how.",
        examples=[{"lecturers": "doe@example.org", "solutions": True}],
    )
    license: License = Field(
        default=License(),
        validation_alias=AliasChoices("license", "licence"),
        description="The terms under which the data may be used.",
    )
    style: PlainText = Field(
        default=DEFAULT_STYLE,
        description="The citation style: a public CSL style by its name, or a .csl file beside issue.yml.",
        examples=["apa"],
    )
    further_styles: tuple[PlainText, ...] = Field(
        default=(),
        description="Further citation styles, in which the page of an article also gives its reference.",
        examples=[["apa", "nature"]],
    )
    notation: NotationText = Field(
        default=(NONE,),
        description="The notation of titles and prose: chemistry, mathematics, a list of both, or none.",
    )
    placeholders: Mapping[str, PlainText] = Field(
        default={},
        description="Letters that stand in formulas for several elements, as M does, or for a group or "
        "ligand, as bpy does, with their meanings.",
        examples=[{"M": "a trivalent metal"}],
    )
    units: Mapping[str, UnitDeclaration] = Field(
        default={},
        description="Units that are not generally known, by their symbols: what they are called, and what "
        "one of them is of others.",
        examples=[{"Torr": {"is": "133.322 Pa"}}],
    )
    constants: Mapping[Variable, ConstantDeclaration] = Field(
        default={},
        description="Constants that problems calculate with, besides those that are generally known, by the "
        "names under which expressions use them.",
        examples=[
            {
                "H_0": {
                    "name": "Hubble constant",
                    "value": "67.4",
                    "unit": "km/s/Mpc",
                    "uncertainty": "0.5",
                    "source": "an invented survey",
                }
            }
        ],
    )
    words: Mapping[str, WordText] = Field(
        default={},
        description="Words of site and print that this issue replaces, by their names in "
        "virtualissue/words/en.yml; what its kinds are called is among them.",
        examples=[{"article": "Paper", "articles": "Papers"}],
    )
    synonyms: Mapping[PlainText, PlainText] = Field(
        default={},
        description="Words that readers type, each with the name or formula that means the same here.",
    )
    absent: Mapping[PlainText, Ref[Material]] = Field(
        default={},
        description="Names of substances that are not in this issue, each with the material nearest to it.",
    )
    articles: tuple[Ref[Article], ...] = Field(
        default=(),
        description="The articles, in the order in which they are numbered; without it, those without a "
        "number follow by year and file name.",
    )
    families: tuple[Ref[Family], ...] = Field(
        default=(), description="The families, in their order; without it, by file name."
    )
    themes: tuple[Ref[Theme], ...] = Field(
        default=(), description="The themes, in their order; without it, by file name."
    )
    story: tuple[Ref[Section], ...] = Field(
        default=(), description="The sections of the story, in their order; without it, by file name."
    )
    charts: tuple[Ref[Chart], ...] = Field(
        default=(), description="The charts, in their order; without it, by file name."
    )
    collection: Collection | None = Field(default=None, description="The facts that count the collection.")

    @property
    def home(self) -> str:
        """The address of the site, ending with a slash; empty where it has none."""
        return f"{self.site_url.rstrip('/')}/" if self.site_url else ""

    @property
    def attribution(self) -> str:
        """To whom its texts and data are attributed: their authors, or else the site by its title."""
        return join_names(self.retold_by, self._words) or self.title.text

    @property
    def day(self) -> date | None:
        """The day on which the issue was published, or else its editorial."""
        return self.published or (self.editorial.published if self.editorial else None)


class Region(Record):
    """A country or region with its ISO 3166 code."""

    name: PlainText = Field(description="The name of the country or region.", examples=["Germany"])
    code: PlainText = Field(description="Its ISO 3166 code of two letters.", examples=["DE"])


class Tier(Record):
    """Places that the source names in one breath."""

    slug: Slug = Field(description="The name of the group.")
    name: PlainText = Field(description="The group in words.", examples=["Many articles"])
    places: tuple[Region, ...] = Field(min_length=1, description="The countries and regions of the group.")


class Regions(Titled):
    """Where the work of the collection was done, as far as the source tells."""

    kind: ClassVar[str] = "regions"
    title: TitleText = Field(description="The title of the map.")
    note: ProseText = Field(description="What the map shows, and what it does not.")
    tiers: tuple[Tier, ...] = Field(description="Groups of places, in the order of the source.")
