"""What every chart is made of: a sheet to draw on, layers of marks, and the specification they add up to.

Positions are in pixels from the upper left corner of the plot, inside its margins, unless a layer brings a
scale of its own.
"""

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from virtualissue.charts.vega import Spec

Layer = Mapping[str, Any]
Datum = dict[str, Any]

# colours by the names that the stylesheet of the site gives them, in light, in dark and in print
INK, QUIET, LINE = "currentColor", "var(--soft)", "var(--rule)"
PAPER, LAND, MARK = "var(--ground)", "var(--rule)", "var(--accent)"
AXIS = {
    "domain": False, "ticks": False, "gridColor": LINE, "labelFlush": False,
    "labelColor": QUIET, "labelFontSize": 12, "labelPadding": 8, "labelLimit": 0,
    "titleColor": QUIET, "titleFontSize": 12, "titleFontWeight": "normal", "titlePadding": 10,
    "titleLimit": 0,
}  # fmt: skip
CONFIG = {"aria": False, "view": {"stroke": None}, "axis": AXIS}
LETTER = 0.58  # the mean width of a letter in a wide face, in sizes of its type


@dataclass(frozen=True)
class Sheet:
    """A width to draw for; type on it is read at its own size. A band lies behind what is marked."""

    name: str
    width: int
    marked: str = ""

    @property
    def narrow(self) -> bool:
        """Whether labels stand above what they name, not beside it."""
        return self.width < 500


SHEETS = (Sheet("wide", 720), Sheet("narrow", 340))


@dataclass(frozen=True)
class Margin:
    """The room around a plot, for labels and axes."""

    left: float = 0
    top: float = 0
    right: float = 0
    bottom: float = 0


@dataclass(frozen=True)
class Mark:
    """What a reader can point at: its name, where it leads ("" is nowhere), and what pointing at it shows."""

    name: str
    address: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Hatch:
    """A fill of slanting lines; `share` of the ground is covered by them."""

    name: str
    share: float
    angle: int


@dataclass(frozen=True)
class Plot:
    """A chart laid out on a sheet; a layer calls its marks by their number, and its hatches as url(#NAME)."""

    width: float
    height: float
    margin: Margin
    layers: tuple[Layer, ...]
    marks: tuple[Mark, ...] = ()
    hatches: tuple[Hatch, ...] = ()

    @property
    def spec(self) -> Spec:
        """Its specification in Vega-Lite."""
        return {
            "width": self.width, "height": self.height, "padding": vars(self.margin), "autosize": "none",
            "config": CONFIG, "layer": self.layers,
        }  # fmt: skip


def layer(mark: str, data: Iterable[Datum], encoding: Mapping[str, Any] | None = None, **style: Any) -> Layer:
    """Marks of one sort: each channel of a datum is taken as it is, unless `encoding` gives it a scale."""
    values = list(data)
    names = {name: None for datum in values for name in datum if name in CHANNELS}
    channels = {name: _as_it_is(name) for name in names} | dict(encoding or {})
    about = {"type": mark, "aria": "description" in names, **style}
    return {"data": {"values": values}, "mark": about, "encoding": channels}


# channels that take a datum as it is -> their type; those without one never have a scale
CHANNELS: Mapping[str, str | None] = {
    "x": "quantitative", "y": "quantitative", "x2": None, "y2": None, "fill": "nominal", "stroke": "nominal",
    "shape": "nominal", "strokeDash": "nominal", "text": None, "description": None,
}  # fmt: skip


def _as_it_is(name: str) -> Mapping[str, Any]:
    kind = CHANNELS[name]
    return {"field": name, "type": kind, "scale": None} if kind else {"field": name}


def write(x: float, y: float, text: str, **more: Any) -> Datum:
    """A line of text that begins at a point."""
    return {"x": x, "y": y, "text": text, **more}


def texts(
    data: Iterable[Datum], *, size: float = 13, encoding: Mapping[str, Any] | None = None, **style: Any
) -> Layer:
    """Lines of text, in ink unless a datum or `style` says otherwise."""
    settings = {"align": "left", "baseline": "middle", "fontSize": size, "fill": INK, **style}
    return layer("text", data, encoding, **settings)


def width_of(text: str, size: float = 13) -> float:
    """About how wide a text is."""
    return len(text) * size * LETTER


def wrap(text: str, width: float, size: float = 13) -> list[str]:
    """Text in lines that fit a width."""
    return textwrap.wrap(text, int(width / (size * LETTER)), break_on_hyphens=False)


def numbered(boxes: Iterable[tuple[float, float, float, float]]) -> Iterator[Datum]:
    """Boxes (left, top, right, bottom) as marks that a reader can point at, by number."""
    for number, (left, top, right, bottom) in enumerate(boxes):
        yield {"x": left, "y": top, "x2": right, "y2": bottom, "description": str(number)}


def targets(boxes: Iterable[tuple[float, float, float, float]]) -> Layer:
    """Clear boxes over what is drawn: large enough for a finger."""
    return layer("rect", numbered(boxes), fill="transparent")
