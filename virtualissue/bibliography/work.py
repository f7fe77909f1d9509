"""The bibliographic record of a piece of writing."""

from urllib.parse import quote

from pydantic import Field

from virtualissue.text.fields import Doi, Pages, PlainText, Record, TitleText, Typeset

IN_ADDRESSES = "/:;.,()[]+~!*'$&@="  # what a DOI may hold that an address may hold as well


class Work(Record):
    """The bibliographic record of a piece of writing."""

    typeset: Typeset = Typeset()
    title: TitleText
    authors: tuple[PlainText, ...] = Field(min_length=1)
    journal: PlainText
    year: int = Field(ge=1600, le=2100)
    volume: int | None = Field(None, ge=0)
    issue: int | None = Field(None, ge=0)
    pages: Pages | None = None
    doi: Doi | None = None

    @property
    def link(self) -> str | None:
        """The address that its DOI resolves to."""
        return f"https://doi.org/{quote(self.doi, safe=IN_ADDRESSES)}" if self.doi else None

    @property
    def page_span(self) -> str | None:
        """Its pages with an en dash."""
        return self.pages.replace("-", "–") if self.pages else None

    @property
    def short_authors(self) -> str:
        """One or two surnames, or the first with et al."""
        surnames = [author.partition(",")[0] for author in self.authors]
        return " and ".join(surnames) if len(surnames) < 3 else f"{surnames[0]} et al."
