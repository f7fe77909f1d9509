"""SVG as text: the few elements that drawings are made of, every value escaped where it is written.

Colors are presentation attributes, so that a strict content security policy passes them, and mostly names of
custom properties, so that they follow light and dark. Numbers are written in tenths.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TypedDict, Unpack

from markupsafe import Markup, escape

from virtualissue.charts.text_lines import SHIFTED
from virtualissue.model.figure import Point
from virtualissue.text.labels import Line, VerticalAlign

# colors by the names that the stylesheet of the site gives them, in light, in dark and in print
INK, QUIET, LINE = "currentColor", "var(--vi-muted)", "var(--vi-rule)"
PAPER, LAND, MARK = "var(--vi-paper)", "var(--vi-rule)", "var(--vi-accent)"

BASE = 0.35  # from the middle of small letters down to the line that they are on, in sizes of the type
SHIFT: Mapping[VerticalAlign, float] = {"line": 0, "sub": 0.2, "sup": -0.38}  # downward, in sizes of the type
# characters that XML cannot hold
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

AttributeValue = str | float
Rewrite = Callable[[str, str], str]


class Paint(TypedDict, total=False):
    """How a shape is painted; what is not said is inherited, and at last nothing is filled or stroked."""

    fill: str
    stroke: str
    stroke_width: float
    stroke_dasharray: str
    stroke_linejoin: str
    paint_order: str
    opacity: float


@dataclass(frozen=True)
class Element:
    """An element with its attributes and what it holds; text in it is data, never markup."""

    tag: str
    attributes: Mapping[str, AttributeValue]
    children: "tuple[Element | str, ...]" = ()

    def __html__(self) -> Markup:
        """Templates set it as it is."""
        return self.render()

    def render(self, rewrite: Rewrite = lambda _, value: value) -> Markup:
        """The element as text; `rewrite` gets each attribute that is text, and returns what is written."""
        written = ""
        for name, value in self.attributes.items():
            kept = rewrite(name, value) if isinstance(value, str) else value
            written += f' {name.replace("_", "-")}="{_escape(kept)}"'
        inner = "".join(
            child.render(rewrite) if isinstance(child, Element) else _escape(child) for child in self.children
        )
        return Markup(f"<{self.tag}{written}>{inner}</{self.tag}>" if inner else f"<{self.tag}{written}/>")


def _escape(value: AttributeValue) -> str:
    return escape(FORBIDDEN.sub("\ufffd", value)) if isinstance(value, str) else number(value)


@lru_cache(maxsize=4096)
def number(value: float) -> str:
    """A number in tenths, as short as it can be."""
    written = f"{value:.1f}".removesuffix(".0")
    return "0" if written == "-0" else written.replace("0.", ".", 1) if abs(value) < 1 else written


# --- shapes ----------------------------------------------------------------------------------------------


def rect(
    x: float, y: float, width: float, height: float, *, rx: float = 0, **paint: Unpack[Paint]
) -> Element:
    """A box by its upper left corner; `rx` rounds its corners."""
    rounded = {"rx": rx} if rx else {}
    return Element("rect", {"x": x, "y": y, "width": width, "height": height, **rounded, **_paint(paint)})


def circle(x: float, y: float, radius: float, **paint: Unpack[Paint]) -> Element:
    """A circle by its center."""
    return Element("circle", {"cx": x, "cy": y, "r": radius, **_paint(paint)})


def path(commands: str, **paint: Unpack[Paint]) -> Element:
    """A shape in the commands of SVG."""
    return Element("path", {"d": commands, **_paint(paint)})


def polyline(points: Iterable[Point], *, closed: bool = False, **paint: Unpack[Paint]) -> Element:
    """Straight lines from point to point."""
    return path(outline(points, closed=closed), **paint)


def outline(points: Iterable[Point], *, closed: bool = False, places: int = 10) -> str:
    """Points -> the steps from one to the next, so many `places` to a pixel.

    What falls on the place before it is left out; one step alone takes an `l`, the others follow it.
    """
    found = [(round(x * places), round(y * places)) for x, y in points]
    steps = [
        _pair((x - before_x) / places, (y - before_y) / places)
        for (before_x, before_y), (x, y) in pairwise(found)
        if (before_x, before_y) != (x, y)
    ]
    start = _pair(found[0][0] / places, found[0][1] / places)
    return f"M{start}{'l' if steps else ''}{' '.join(steps).replace(' -', '-')}{'z' if closed else ''}"


def _pair(x: float, y: float) -> str:
    return f"{number(x)} {number(y)}"


class Type(TypedDict, total=False):
    """How a line of text is set: `anchor` is start, middle or end, `fill` the ink where nothing is said."""

    anchor: str
    bold: bool
    fill: str


def text(x: float, y: float, line: Line, size: float, **style: Unpack[Type]) -> Element:
    """A line of text, at `y` in the middle of its height."""
    attributes: dict[str, AttributeValue] = {"x": x, "y": y + BASE * size, "font_size": size}
    attributes["fill"] = style.get("fill", INK)
    if (anchor := style.get("anchor", "start")) != "start":
        attributes["text_anchor"] = anchor
    if style.get("bold"):
        attributes["font_weight"] = "bold"
    return Element("text", attributes, tuple(_spans(line, size)))


def _spans(line: Line, size: float) -> Iterator[Element | str]:
    """Runs as spans; one that is set as the text around it needs none."""
    height = 0.0
    for run in line:
        down = round(SHIFT[run.place] * size, 1)
        attributes: dict[str, AttributeValue] = {"dy": down - height} if down != height else {}
        height = down
        if run.place != "line":
            attributes["font_size"] = size * SHIFTED
        if run.italic:
            attributes["font_style"] = "italic"
        if run.language:
            attributes["lang"] = run.language
        yield Element("tspan", attributes, (run.text,)) if attributes else run.text


def _paint(paint: Paint) -> dict[str, AttributeValue]:
    return {name: value for name, value in paint.items() if isinstance(value, str | float | int)}


# --- groups ----------------------------------------------------------------------------------------------


def group(*children: Element, **paint: Unpack[Paint]) -> Element:
    """Elements that inherit one paint."""
    return Element("g", _paint(paint), children)


def turned(child: Element, x: float, y: float, degrees: float) -> Element:
    """An element drawn at the origin, moved to a point and turned around it."""
    moved = f"translate({number(x)} {number(y)})rotate({number(degrees)})"
    return Element("g", {"transform": moved}, (child,))


def scaled(commands: str, x: float, y: float, factor: float, **paint: Unpack[Paint]) -> Element:
    """A shape moved to a point and made larger or smaller; `factor` is written in hundredths."""
    moved = f"translate({number(x)} {number(y)})scale({factor:.3g})"
    return Element("path", {"d": commands, "transform": moved, **_paint(paint)})


def hidden(*children: Element) -> Element:
    """What is drawn for the eye alone, as its marks or its table say it all."""
    return Element("g", {"aria_hidden": "true"}, children)


def link(address: str, name: str, *children: Element, shown: bool = False) -> Element:
    """A link from the root of the site, or without an address an image; `shown` makes its name a tooltip."""
    about: dict[str, AttributeValue] = {"href": address} if address else {"role": "img"}
    titled = (Element("title", {}, (name,)),) if shown else ()
    return Element(
        "a" if address else "g", about if shown else about | {"aria_label": name}, titled + children
    )


def hatch(name: str, share: float, degrees: float, period: float) -> Element:
    """A pattern of slanting lines that cover a share of the ground; `fill` calls it url(#NAME)."""
    stripe = rect(0, 0, share * period, period, fill=MARK)
    return Element("pattern", {
        "id": name, "patternUnits": "userSpaceOnUse", "width": period, "height": period,
        "patternTransform": f"rotate({number(degrees)})",
    }, (stripe,))  # fmt: skip


@dataclass(frozen=True)
class About:
    """What a drawing is called in its ids, by its title, and in a sentence.

    `language` is that of the sentence, where it is not the issue's.
    """

    name: str
    title: str
    description: str
    language: str = ""


def picture(width: float, height: float, body: Iterable[Element], about: About) -> Element:
    """A whole drawing, ready for a page, with a title and a description for screen readers."""
    title, description = (f"{about.name}-{part}" for part in ("title", "description"))
    frame = {
        "viewBox": f"0 0 {number(width)} {number(height)}", "role": "group", "fill": "none",
        "aria_labelledby": title, "aria_describedby": description,
    }  # fmt: skip
    language = {"lang": about.language} if about.language else {}
    words = (
        Element("title", {"id": title}, (about.title,)),
        Element("desc", {"id": description, **language}, (about.description,)),
    )
    return Element("svg", frame, (*words, *body))


def image(width: float, height: float, body: Iterable[Element], alternative: str) -> Element:
    """A whole drawing in which nothing can be pointed at, with a text for those who cannot see it."""
    frame = {
        "viewBox": f"0 0 {number(width)} {number(height)}", "role": "img", "fill": "none",
        "aria_label": alternative,
    }  # fmt: skip
    return Element("svg", frame, tuple(body))
