"""How a chart calls the entities that it sorts by: a label, a color, an icon, and where they lead."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from markupsafe import Markup, escape

from virtualissue.charts.canvas import BODY, Canvas
from virtualissue.charts.svg import INK, LINE, Element, rect, scaled, text
from virtualissue.charts.tabulation import Entry
from virtualissue.charts.text_lines import plain, set_title, set_word, width_of, wrap
from virtualissue.model.entities import Family
from virtualissue.model.entity import Entity
from virtualissue.model.issue import Issue
from virtualissue.model.kinds import KINDS_BY_NAME
from virtualissue.text.labels import Line
from virtualissue.views.urls import address_of

ICON, BESIDE = 18, 26  # the side of an icon in pixels, and from its left side to the words beside it
DRAWN = 24  # the side of the square on which an icon is drawn
LEADING = 15  # between the lines of a name


@dataclass(frozen=True)
class Heading:
    """The heading of a row, a column or a group; `short` is for where there is little room.

    `choice` is a filter of the list of articles and its key, by which that shows what is under the heading.
    """

    slug: str
    label: Line
    short: Line
    spoken: str
    html: Markup
    address: str = ""
    color: str = INK
    icon: str = ""
    entity: Entity | None = field(default=None, compare=False)
    choice: tuple[str, str] = ("", "")

    @property
    def entry(self) -> Entry:
        """The same in a table."""
        return Entry(self.html, self.address)

    @property
    def text(self) -> str:
        """The label without its typesetting."""
        return "".join(run.text for run in self.label)

    @property
    def indent(self) -> float:
        """The room that its icon takes before its name."""
        return BESIDE if self.icon else 0

    @property
    def width(self) -> float:
        """How wide it is with its icon, in one line."""
        return self.indent + width_of(self.label, BODY)


def plain_heading(label: str, choice: tuple[str, str] = ("", "")) -> Heading:
    """A heading that is a text and leads nowhere."""
    return Heading("", plain(label), plain(label), label, escape(label), choice=choice)


def head_others(issue: Issue, choice: tuple[str, str] = ("", "")) -> Heading:
    """The heading of what belongs to nothing else."""
    words, name = issue.words, "other_rows"
    label = set_word(words, name)
    return replace(plain_heading(words[name], choice), label=label, short=label, html=words(name))


def name_things(issue: Issue, kind: str) -> str:
    """What the issue calls entities of a kind, in the middle of a sentence."""
    return issue.words.in_sentence(KINDS_BY_NAME[kind].collection)


def heading_of(entity: Entity) -> Heading:
    """The heading of an entity that has a page."""
    address = address_of(entity.kind, entity.slug)
    title = entity.short_label
    label = set_title(title)
    short = min((label, *map(plain, entity.names)), key=lambda name: width_of(name, BODY))
    color, icon = (
        (f"var(--vi-family-{entity.slug})", entity.emblem) if isinstance(entity, Family) else (INK, "")
    )
    choice = (KINDS_BY_NAME[entity.kind].collection, entity.slug)
    return Heading(
        entity.slug, label, short, title.spoken, title.markup, address, color, icon, entity, choice
    )


def draw_heading(heading: Heading, middle: float, room: float, *, bold: bool = False) -> list[Element]:
    """An icon, if there is one, and the name beside it in its color, in at most two lines."""
    lines = wrap(heading.label, room - heading.indent, BODY, most=2, bold=bold)
    top = middle - (len(lines) - 1) * LEADING / 2
    names = [
        text(heading.indent, top + n * LEADING, line, BODY, fill=heading.color, bold=bold)
        for n, line in enumerate(lines)
    ]
    icon = scaled(heading.icon, 0, middle - ICON / 2, ICON / DRAWN, fill=heading.color)
    return [icon, *names] if heading.icon else names


def shade(tops: Sequence[tuple[Heading, float]], height: float, canvas: Canvas) -> list[Element]:
    """A band behind the heading that the canvas marks, down to the next one; it needs no color."""
    ends = [*(top for _, top in tops), height][1:]
    return [
        rect(0, top, canvas.width, end - top, fill=LINE, opacity=0.5)
        for (heading, top), end in zip(tops, ends, strict=True)
        if heading.slug and heading.slug == canvas.marked
    ]
