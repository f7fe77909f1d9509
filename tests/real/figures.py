"""The figures of the guides, read as a student reads them: from the ticks and the lines that are drawn.

What a figure declares about its axes and curves is not used.
"""

import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from xml.etree.ElementTree import Element

from tests.charts.drawings import Point, points_of, read_svg
from virtualissue.charts import svg

MINUS = "\N{MINUS SIGN}"
LONGEST_TICK = 6  # pixels
Ticks = list[tuple[float, float]]  # the place of each in pixels, and its value


def number_of(text: str) -> float | None:
    """The number that a label consists of, or None."""
    plain = text.replace(MINUS, "-")
    return float(plain) if re.fullmatch(r"-?\d+(\.\d+)?", plain) else None


class DrawnFigure:
    """A drawing with a scale on each axis, which is found from its ticks."""

    def __init__(self, drawing: svg.Element) -> None:
        root = read_svg(drawing)
        labels = [(line.attrib, number_of("".join(line.itertext()))) for line in root.iter("text")]
        numbers = [(at, value) for at, value in labels if value is not None]
        self.across: Ticks = [
            (float(at["x"]), value) for at, value in numbers if at["text-anchor"] == "middle"
        ]
        self.up: Ticks = list(
            zip(
                sorted(_heights(root), reverse=True),
                sorted(value for at, value in numbers if at["text-anchor"] == "end"),
                strict=True,
            )
        )
        self.dots = sorted(
            self.read((float(dot.attrib["cx"]), float(dot.attrib["cy"]))) for dot in root.iter("circle")
        )
        self.lines = [points_of(path) for path in root.iter("path") if path.get("stroke-width") == "2"]

    @property
    def scales(self) -> tuple[float, float]:
        """Pixels for one unit, across and up."""
        return abs(_scale(self.across)), abs(_scale(self.up))

    def read(self, point: Point) -> Point:
        """A point of the drawing in the units of the axes."""
        return _read(point[0], self.across), _read(point[1], self.up)

    def semicircles(self) -> list[list[Point]]:
        """The one curve in pixels, divided where it comes down to the dots on the axis."""
        (curve,) = self.lines
        base = next(place for place, value in self.up if value == 0)
        places = [(place, base) for place in (_place(x, self.across) for x, _ in self.dots)]
        feet = [min(range(len(curve)), key=lambda n: math.dist(curve[n], place)) for place in places]
        return [curve[start : end + 1] for start, end in pairwise(feet)]


def _heights(root: Element) -> Iterator[float]:
    """Where the ticks of the vertical axis stand: short lines to the left."""
    for path in root.iter("path"):
        (x, y), *rest = points_of(path)
        if len(rest) == 1 and rest[0][1] == y and 0 < rest[0][0] - x <= LONGEST_TICK:
            yield y


def _scale(ticks: Ticks) -> float:
    (first, low), (last, high) = ticks[0], ticks[-1]
    return (last - first) / (high - low)


def _read(place: float, ticks: Ticks) -> float:
    return ticks[0][1] + (place - ticks[0][0]) / _scale(ticks)


def _place(value: float, ticks: Ticks) -> float:
    return ticks[0][0] + (value - ticks[0][1]) * _scale(ticks)


def extent(curve: Sequence[Point]) -> Point:
    """The width and the height of a curve in pixels."""
    across, down = zip(*curve, strict=True)
    return max(across) - min(across), max(down) - min(down)
