"""People who signed articles."""

from dataclasses import dataclass

from virtualissue.model.entities import Article


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
