"""What everything with a file of its own has in common."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any, ClassVar, Generic, Self, TypeVar, get_args

from pydantic import Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema

from virtualissue.diagnostics import with_article
from virtualissue.text.fields import Record, Slug, TitleText, Written
from virtualissue.text.prose import Prose
from virtualissue.text.titles import Title


class Entity(Record):
    """Something with a file and, mostly, a page of its own: its slug is the file's name.

    `core` names the field that a reader who reports an error most likely means, `line` is its line.
    `for_lecturers` names the fields that only lecturers may see: no data that students can read has them.
    """

    kind: ClassVar[str]
    core: ClassVar[str] = ""
    for_lecturers: ClassVar[frozenset[str]] = frozenset()
    slug: Slug = Field(description="The name of its file without the ending; its address follows from it.")
    file: str = Field(exclude=True, description="The file that it was read from; content does not write it.")
    line: int = Field(
        1, exclude=True, description="The line on which its core field stands; content does not write it."
    )

    def prose(self, at: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Prose]]:
        """Every field of prose in it, with its place in the file; looked for once."""
        return iter(self._all_prose)

    @cached_property
    def _all_prose(self) -> tuple[tuple[tuple[str | int, ...], Prose], ...]:
        return tuple(super().prose())

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with other values, which does not remember the `plain` title of the old ones."""
        copy = super().model_copy(update=update, deep=deep)
        copy.__dict__.pop("plain", None)
        return copy

    @property
    def label(self) -> Title:
        """What it is called in running text and lists."""
        raise NotImplementedError

    @property
    def short_label(self) -> Title:
        """What it is called where there is little space."""
        return self.label

    @cached_property
    def plain(self) -> str:
        """The label without its typesetting."""
        return self.label.plain

    @property
    def spoken(self) -> str:
        """The label in words for a voice."""
        return self.label.spoken

    @property
    def sort_key(self) -> tuple[str, str]:
        """Where it is in an alphabetical list."""
        return self.plain.casefold(), self.slug

    @property
    def names(self) -> tuple[str, ...]:
        """The names by which prose may call it."""
        return ()


class Titled(Entity):
    """An entity that is called by its title."""

    title: TitleText = Field(description="The title.")

    @property
    def label(self) -> Title:
        """Its title."""
        return self.title


NOT_STATED = "not stated"


EntityT = TypeVar("EntityT", bound=Entity)


class Ref(str, Generic[EntityT]):
    """The slug of an entity of one kind: a field of type `Ref[Family]` points at a family."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """A slug like any other; whether the entity exists is checked once all files are read."""
        kind = getattr(get_args(source)[0], "kind", "entity")
        return handler.generate_schema(
            Annotated[Slug, Written(f"the slug of {with_article(kind)}", f"some-{kind}")]
        )
