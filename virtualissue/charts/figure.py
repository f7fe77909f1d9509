"""A figure that a guide declares -> SVG: axes, shaded regions, curves, labels, and nothing of a subject."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from virtualissue.charts.canvas import BODY, SMALL
from virtualissue.charts.svg import (
    INK,
    LINE,
    MARK,
    PAPER,
    QUIET,
    Element,
    circle,
    image,
    polyline,
    rect,
    text,
    turned,
)
from virtualissue.charts.text_lines import width_of, wrap
from virtualissue.model.figure import Axis, Figure, FigureLabel, Point
from virtualissue.text.labels import Line, parse_label

WIDTH = 350
HEIGHT = 0.62  # of a plot whose axes have units of their own, by its width
HIGHEST = 1.25  # of a plot whose axes have one unit, by the room for its width
TOP, RIGHT = 12, 16  # the room above and to the right of the axes
TICK, LEADING, AWAY = 5, 16, 7  # the length of a tick, the height of a line, from a point to its label
TITLE = 20  # the height of the title beside the axis, with raised signs in it
SHADE = 0.1  # how dark a region is
NARROWEST = 60  # the least room for words beside a point
ANCHORS = {"left": "end", "right": "start"}  # how words on a side of a point are aligned


@dataclass(frozen=True)
class FigureFrame:
    """Where the axes are: their left and lower ends, and how long they are in pixels."""

    figure: Figure
    left: float
    base: float
    width: float
    height: float

    def place(self, point: Point) -> Point:
        """A point of the figure on the drawing."""
        x = self.left + self.figure.x.share(point[0]) * self.width
        return x, self.base - self.figure.y.share(point[1]) * self.height


def draw_figure(figure: Figure) -> Element:
    """The figure with its alternative text; it is an image, in which nothing can be pointed at."""
    frame = _find_frame(figure)
    lines, foot = _draw_axes(frame)
    shapes = [
        *(
            polyline(map(frame.place, region.trace), closed=True, fill=MARK, opacity=SHADE)
            for region in figure.regions
        ),
        *lines,
        *(part for label in figure.labels for part in _clear_grid(label, frame)),
        *_draw_curves(frame),
        *(circle(*frame.place(_floats(dot)), 3.5, fill=MARK) for dot in figure.dots),
        *(part for label in figure.labels for part in _draw_label(label, frame)),
    ]
    return image(WIDTH, foot, shapes, figure.alt)


def _floats(pair: tuple[object, object]) -> Point:
    return float(str(pair[0])), float(str(pair[1]))


def _find_frame(figure: Figure) -> FigureFrame:
    labels = (width_of(_set_tick(tick, figure.y), SMALL) for tick in figure.y.ticks)
    left = TITLE + max(labels, default=0) + TICK + 8
    width = WIDTH - left - RIGHT
    height = width * HEIGHT
    if figure.equal:
        ratio = float(figure.y.end - figure.y.start) / float(figure.x.end - figure.x.start)
        height = min(width * ratio, width * HIGHEST)
        width = height / ratio
    return FigureFrame(figure, left, TOP + height, width, height)


def _set_tick(value: Decimal, axis: Axis) -> Line:
    """A number as it was typed, with a true minus, and with the decimal sign of the language."""
    return parse_label(str(value).replace(".", axis.label.words.point)).runs


# --- axes ------------------------------------------------------------------------------------------------


def _draw_axes(frame: FigureFrame) -> tuple[list[Element], float]:
    """Lines, ticks and titles, and where all of it ends."""
    left, base, right = frame.left, frame.base, frame.left + frame.width
    across, up = list(_place_ticks(frame, "x")), list(_place_ticks(frame, "y"))
    grid = [polyline([(x, base), (x, base - frame.height)], stroke=LINE) for x, _ in across]
    grid += [polyline([(left, y), (right, y)], stroke=LINE) for y, _ in up]
    parts = grid if frame.figure.grid else []
    parts.append(polyline([(left, base - frame.height), (left, base), (right, base)], stroke=QUIET))
    for x, label in across:
        parts.append(polyline([(x, base), (x, base + TICK)], stroke=QUIET))
        parts.append(text(x, base + TICK + 10, label, SMALL, anchor="middle", fill=QUIET))
    for y, label in up:
        parts.append(polyline([(left - TICK, y), (left, y)], stroke=QUIET))
        parts.append(text(left - TICK - 4, y, label, SMALL, anchor="end", fill=QUIET))
    titles, foot = _draw_titles(frame)
    return [*parts, *titles], foot


def _place_ticks(frame: FigureFrame, name: str) -> Iterator[tuple[float, Line]]:
    axis: Axis = getattr(frame.figure, name)
    for tick in axis.ticks:
        share = axis.share(tick)
        place = frame.left + share * frame.width if name == "x" else frame.base - share * frame.height
        yield place, _set_tick(tick, axis)


def _draw_titles(frame: FigureFrame) -> tuple[list[Element], float]:
    """The title of the axis to the right below it, that of the other beside it, from below upward."""
    lines = wrap(frame.figure.x.label.runs, frame.width + RIGHT, BODY)
    y = frame.base + (TICK + 10 + LEADING if frame.figure.x.ticks else 4) + BODY * 0.6
    middle = frame.left + frame.width / 2
    below = [
        text(middle, y + n * LEADING, line, BODY, anchor="middle", fill=QUIET) for n, line in enumerate(lines)
    ]
    upward = wrap(frame.figure.y.label.runs, frame.height + TOP, BODY, most=1)[0]
    beside = text(0, 0, upward, BODY, anchor="middle", fill=QUIET)
    return [*below, turned(beside, TITLE / 2, frame.base - frame.height / 2, -90)], y + len(
        lines
    ) * LEADING - 4


# --- what is in them ---------------------------------------------------------------------------------


def _draw_curves(frame: FigureFrame) -> Iterator[Element]:
    for curve in frame.figure.curves:
        points = map(frame.place, curve.trace)
        if curve.line == "dashed":
            yield polyline(points, stroke=QUIET, stroke_dasharray="4 3")
        else:
            yield polyline(points, stroke=MARK, stroke_width=2)


def _place_label(label: FigureLabel, frame: FigureFrame) -> tuple[Sequence[Line], float, float, str]:
    """Words beside a point, in lines that stay on the drawing; the place of the first, and their anchor."""
    x, y = frame.place(_floats(label.at))
    ends = frame.left, frame.left + frame.width + RIGHT
    side = _find_side(label, x, ends)
    room = {"left": x - AWAY - ends[0], "right": ends[1] - x - AWAY}.get(side, ends[1] - ends[0])
    lines = wrap(label.text.runs, room, BODY)
    if side in ("left", "right"):
        x += AWAY if side == "right" else -AWAY
    else:
        half = max(width_of(line, BODY) for line in lines) / 2
        x = min(max(x, ends[0] + half), ends[1] - half)
    height = (len(lines) - 1) * LEADING
    starts = {"above": y - AWAY - BODY / 2 - height, "below": y + AWAY + BODY / 2}
    return lines, x, starts.get(side, y - height / 2), ANCHORS.get(side, "middle")


def _draw_label(label: FigureLabel, frame: FigureFrame) -> Iterator[Element]:
    lines, x, first, anchor = _place_label(label, frame)
    for n, line in enumerate(lines):
        yield text(x, first + n * LEADING, line, BODY, anchor=anchor, fill=INK)


def _clear_grid(label: FigureLabel, frame: FigureFrame) -> Iterator[Element]:
    """The lines of the grid stop before words and do not go on between them; curves are not cut."""
    if frame.figure.grid:
        lines, x, first, anchor = _place_label(label, frame)
        for n, line in enumerate(lines):
            width = width_of(line, BODY)
            left = x - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
            yield rect(left, first + n * LEADING - LEADING / 2, width, LEADING, fill=PAPER)


def _find_side(label: FigureLabel, x: float, ends: tuple[float, float]) -> str:
    """The side that is asked for; the other one where that has no room for a word and the other has more."""
    left, right = x - ends[0], ends[1] - x
    if label.side in ANCHORS and (left if label.side == "left" else right) < NARROWEST:
        return "left" if left > right else "right"
    return label.side
