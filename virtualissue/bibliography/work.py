"""The bibliographic record of a work, in the terms of the Citation Style Language (CSL 1.0.2)."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    AliasChoices,
    BeforeValidator,
    Discriminator,
    Field,
    PlainValidator,
    Tag,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from virtualissue.bibliography.dates import DateText
from virtualissue.bibliography.identifiers import (
    ArxivId,
    Doi,
    Isbn,
    Issn,
    Pmid,
    arxiv_address,
    doi_address,
)
from virtualissue.bibliography.names import OTHERS, Byline, NameText
from virtualissue.bibliography.pages import Pages
from virtualissue.text.fields import (
    Day,
    Language,
    PlainText,
    ReadAs,
    Record,
    Typeset,
    WebAddress,
    WordedRecord,
    WorkTitleText,
    Written,
    find_form,
)
from virtualissue.text.markup import find_foreign_markup
from virtualissue.text.titles import blank_marks


class WorkType(StrEnum):
    """The kinds of works, by the names that CSL gives them."""

    JOURNAL_ARTICLE = "article-journal"
    PREPRINT = "article"
    CONFERENCE_PAPER = "paper-conference"
    CHAPTER = "chapter"
    BOOK = "book"
    THESIS = "thesis"
    REPORT = "report"
    DATASET = "dataset"
    SOFTWARE = "software"
    WEB_PAGE = "webpage"
    PATENT = "patent"
    STANDARD = "standard"


NameRole = Literal["author", "editor", "translator"]  # by the names that CSL gives them
# role -> the field of a record that lists those who have it
NAME_FIELDS: Mapping[NameRole, str] = {
    "author": "authors",
    "editor": "editors",
    "translator": "translators",
}

# Kinds that are known by a number of their own.
REPORTS = frozenset({WorkType.REPORT, WorkType.PATENT, WorkType.STANDARD})
# Kinds whose number is their own, where a journal and a book in a series have that of an issue.
NUMBERED = REPORTS | {
    WorkType.THESIS, WorkType.DATASET, WorkType.SOFTWARE, WorkType.WEB_PAGE, WorkType.PREPRINT,
}  # fmt: skip


def _read_type(value: Any) -> WorkType:
    """A kind by its CSL name; `preprint`, for which CSL has no word of its own, is its `article`."""
    if value in (*WorkType, "preprint"):
        return WorkType("article" if value == "preprint" else value)
    shown = value[:40] if isinstance(value, str) else "list or mapping"
    message = f"{shown} is not a kind of work (there are: {', '.join(WorkType)})"
    raise PydanticCustomError("type", "{message}", {"message": message})


def _refuse_markup(text: str) -> str:
    if found := find_foreign_markup(text):
        raise PydanticCustomError("field", "{text}", {"text": found[1], "problems": [found]})
    return text


def _refuse_markup_in_title(value: Any) -> Any:
    """The same for a title, whose own marks are none of it."""
    if isinstance(value, str):
        _refuse_markup(blank_marks(value))
    return value


def _check_order(names: tuple[Byline, ...]) -> tuple[Byline, ...]:
    if any(name.is_others for name in names[:-1]):
        raise PydanticCustomError("names", f"{OTHERS} can only be the last of the list")
    if names and names[0].is_others:
        raise PydanticCustomError("names", f"{OTHERS} can only follow names: give at least one")
    return names


def _refuse_halves(value: Any) -> Any:
    """Refuses `[Doe, Jane, Roe, Rick]`, whose commas make four names of two."""
    if isinstance(value, list) and value and len(value) % 2 == 0:
        texts = [name for name in value if isinstance(name, str) and "," not in name and name != OTHERS]
        if len(texts) == len(value) and not any(" " in surname or "{" in surname for surname in texts[::2]):
            message = "in brackets, a name with a comma needs quotes: ['Doe, Jane'] (one word: {family: Doe})"
            raise PydanticCustomError("names", "{message}", {"message": message})
    return value


NameList = Annotated[tuple[NameText, ...], BeforeValidator(_refuse_halves), AfterValidator(_check_order)]
RecordText = Annotated[
    PlainText,
    AfterValidator(_refuse_markup),
    Written("text in one line, without LaTeX and HTML", "One line of text"),
]
TypeText = Annotated[
    WorkType,
    PlainValidator(_read_type),
    Written("a kind of work", "article-journal", choices=(*WorkType, "preprint")),
]


class Container(Record):
    """What a work appeared in: a journal, a book, or proceedings."""

    title: RecordText = Field(
        description="Its title in full, or as references print it.", examples=["Journal of Pigments"]
    )
    short: RecordText | None = Field(
        None, description="Its abbreviated title, as in Chem. Mater.", examples=["J. Pigm."]
    )

    @property
    def printed(self) -> str:
        """Its title as it is shown beside a work: abbreviated, where an abbreviation is known."""
        return self.short or self.title


_TextOrMapping = Annotated[
    Annotated[RecordText, AfterValidator(lambda title: Container(title=title)), Tag("[text]")]
    | Annotated[Container, Tag("[mapping]")],
    Discriminator(find_form),
]
ContainerText = Annotated[Container, ReadAs(_TextOrMapping)]


class Work(WordedRecord):
    """The bibliographic record of a work."""

    type: TypeText = Field(WorkType.JOURNAL_ARTICLE, description="What kind of work it is, by its CSL name.")
    typeset: Typeset = Field(
        Typeset(), description="How to set formulas in the title that cannot be recognized."
    )
    title: Annotated[WorkTitleText, BeforeValidator(_refuse_markup_in_title)] = Field(
        description="The title, with formulas as they are typed."
    )
    authors: NameList = Field(
        (), min_length=1, description="The authors in their order; the last may be `others`."
    )
    editors: NameList = Field((), description="The editors of the work, or of the book that contains it.")
    translators: NameList = Field((), description="The translators.")
    container: ContainerText | None = Field(
        None,
        validation_alias=AliasChoices("journal", "container"),
        description="The journal, book or proceedings in which it appeared: a title, or {title, short}.",
        examples=["Journal of Pigments"],
    )
    series: RecordText | None = Field(
        None, description="The series to which a book or report belongs.", examples=["Studies in Color"]
    )
    publisher: RecordText | None = Field(
        None, description="The publisher, or the institution.", examples=["North Sea Press"]
    )
    place: RecordText | None = Field(None, description="The place of the publisher.", examples=["Aberdeen"])
    event: RecordText | None = Field(
        None, description="The conference at which it was presented.", examples=["Conference on Pigments"]
    )
    genre: RecordText | None = Field(
        None, description="A closer word for its kind, as in PhD thesis.", examples=["PhD thesis"]
    )
    date: DateText = Field(
        validation_alias=AliasChoices("year", "date"),
        description="When it was published: 2016, 2016-03-07, 2016/2017, in press, or no date.",
    )
    volume: RecordText | None = Field(
        None, description="The volume, as printed: 28, B77, 07.", examples=["28"]
    )
    issue: RecordText | None = Field(None, description="The issue, as printed: 3, 1-2, S1.", examples=["1-2"])
    pages: Pages | None = Field(
        None, description="Pages, ranges or an article number: 17-24, xi-xvi, eabc0417."
    )
    document_number: RecordText | None = Field(
        None, description="The number of a report, patent or standard.", examples=["R-117"]
    )
    edition: RecordText | None = Field(None, description="The edition: 2, or Revised.", examples=["2"])
    version: RecordText | None = Field(
        None, description="The version of software or of a dataset.", examples=["2.1"]
    )
    doi: Doi | None = Field(None, description="The DOI without its resolver, as in 10.1000/182.")
    arxiv: ArxivId | None = Field(None, description="The arXiv identifier, as in 2101.01234.")
    pmid: Pmid | None = Field(None, description="The number in PubMed.")
    isbn: Isbn | None = Field(None, description="The ISBN of a book.")
    issn: Issn | None = Field(None, description="The ISSN of a journal.")
    url: WebAddress | None = Field(None, description="The web address of the work.")
    accessed: Day | None = Field(None, description="The day on which the web address was last visited.")
    language: Language | None = Field(None, description="The language of the work, as in de.")

    @field_validator("accessed")
    @classmethod
    def _has_an_address(cls, accessed: object, info: ValidationInfo) -> object:
        if accessed and not info.data.get("url"):
            raise PydanticCustomError(
                "accessed", "this is the day on which a url was visited: give the url, too"
            )
        if isinstance(accessed, date) and accessed > date.today() + timedelta(
            days=1
        ):  # it may be there already
            raise PydanticCustomError("accessed", "{day} is in the future", {"day": accessed.isoformat()})
        return accessed

    @model_validator(mode="after")
    def _is_by_somebody(self) -> Self:
        if not self.authors and not self.editors:
            raise PydanticCustomError("names", "the field authors is missing")
        return self

    @property
    def names_by_role(self) -> tuple[tuple[NameRole, tuple[Byline, ...]], ...]:
        """Its lists of names with their roles; a list may be empty."""
        return (("author", self.authors), ("editor", self.editors), ("translator", self.translators))

    @property
    def journal(self) -> str | None:
        """The title of what it appeared in, as it is shown beside the work."""
        return self.container.printed if self.container else None

    @property
    def year(self) -> int | None:
        """The year of publication, where there is one."""
        return self.date.year

    @property
    def year_text(self) -> str:
        """The year as it is shown in running text: `2016`, `in press`, or `n.d.` where there is no date."""
        if self.year:
            return str(self.year)
        return self._words["no_date" if self.date.words == "no date" else "in_press"]

    @property
    def link(self) -> str | None:
        """The address at which it can be had: that of its DOI, its preprint, or its own."""
        if self.doi:
            return doi_address(self.doi)
        return arxiv_address(self.arxiv) if self.arxiv else self.url or None

    @property
    def link_text(self) -> str:
        """What a link to it says: its DOI, its arXiv identifier, or its address."""
        if self.doi:
            return self.doi
        return f"arXiv:{self.arxiv}" if self.arxiv else (self.url or "").partition("://")[2]

    @property
    def page_span(self) -> str | None:
        """Its pages with en dashes."""
        return self.pages.replace("-", "–") if self.pages else None

    @property
    def short_authors(self) -> str:
        """One or two surnames, or the first with et al.; of a work without authors, those of its editors."""
        names = self.authors or self.editors
        if len(names) < 3 and not names[-1].is_others:
            return self._words.listed([name.short for name in names])
        return f"{names[0].short} {self._words['others']}"
