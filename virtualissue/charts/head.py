"""How a chart calls the things that it sorts by: a label, a colour, an icon, and where they lead."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from virtualissue.charts.drawing import Entry
from virtualissue.charts.sheet import INK, LINE, Layer, Sheet, layer
from virtualissue.model.entities import Family, Material
from virtualissue.model.entity import Entity
from virtualissue.views.urls import address_of

ICON = 18  # the side of an icon in pixels; it is drawn on a square of 24


@dataclass(frozen=True)
class Head:
    """The head of a row, a column or a group; `short` is for where there is little room."""

    slug: str
    label: str
    short: str
    html: Markup
    address: str = ""
    colour: str = INK
    icon: str = ""

    @property
    def entry(self) -> Entry:
        """The same in a table."""
        return Entry(self.html, self.address)


OTHERS = Head("", "Others", "Others", escape("Others"))


def head_of(thing: Entity) -> Head:
    """The head of a thing that has a page."""
    address = address_of(thing.kind, thing.slug)
    if isinstance(thing, Family):
        name, colour = thing.short.unicode, f"var(--family-{thing.slug})"
        return Head(thing.slug, name, name, thing.short.markup, address, colour, thing.icon)
    name = label_of(thing)
    return Head(thing.slug, name, min((name, *thing.names), key=len), thing.label, address)


def label_of(thing: Entity) -> str:
    """What a thing is called where there is no HTML: its formula in Unicode, or its name."""
    if isinstance(thing, Material) and thing.formula:
        return thing.formula.unicode
    title = getattr(thing, "name", None)
    return getattr(title, "unicode", None) or str(title)


def icons(places: Mapping[Head, tuple[float, float]]) -> Layer:
    """The icons of heads, each by its upper left corner."""
    size = (ICON / 24 * 2) ** 2
    data = (
        {"x": x, "y": y, "shape": head.icon, "fill": head.colour}
        for head, (x, y) in places.items()
        if head.icon
    )
    return layer("point", data, size=size, filled=True, opacity=1)


def shade(
    tops: Mapping[Head, float], height: float, left: float, right: float, sheet: Sheet
) -> Iterator[Layer]:
    """A band behind the head that the sheet marks, down to the next one: it reads without colour as well."""
    ends = [*list(tops.values())[1:], height]
    for (head, top), end in zip(tops.items(), ends, strict=True):
        if head.slug and head.slug == sheet.marked:
            band = {"x": left, "y": top, "x2": right, "y2": end}
            yield layer("rect", [band], fill=LINE, opacity=0.5)
