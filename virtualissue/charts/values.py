"""Facts of one quantity -> a chart of values: each fact on a line of its own, under the thing that it is of.

How a value was won shows in its shape, not in its colour alone; a range is a bar with its ends, an order of
magnitude a soft band, an open side an arrow. No line joins values: nothing here ranks them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from markupsafe import escape

from virtualissue.charts.drawing import Entry, Tabulation
from virtualissue.charts.head import ICON, OTHERS, Head, head_of, icons, label_of, shade
from virtualissue.charts.scale import Reach, Scale, reach_of, scale_for
from virtualissue.charts.sheet import (
    LINE,
    PAPER,
    QUIET,
    Datum,
    Layer,
    Margin,
    Mark,
    Plot,
    Sheet,
    layer,
    targets,
    texts,
    width_of,
    wrap,
    write,
)
from virtualissue.model.chart import Chart
from virtualissue.model.entity import NOT_STATED
from virtualissue.model.fact import Fact, Status
from virtualissue.model.issue import Issue
from virtualissue.views.urls import address_of

# how a value was won -> its shape, whether it is filled, the dashes of its outline
SHAPES: Mapping[Status, tuple[str, bool, tuple[int, int]]] = {
    Status.MEASURED: ("circle", True, (1, 0)),
    Status.COUNTED: ("square", True, (1, 0)),
    Status.COMPUTED: ("diamond", False, (1, 0)),
    Status.PREDICTED: ("diamond", False, (1, 0)),
    Status.CHOSEN: ("triangle-up", False, (1, 0)),
    Status.NOT_STATED: ("square", False, (3, 2)),
}
SIDE = 16  # the room at both sides of the plot
KEY, HEAD, LABEL, DETAIL, GAP = 30, 38, 18, 16, 16  # heights of lines and of the room between them
LEADING = 15  # between the lines of a value
STRIP = 30  # the height of the marks where they stand under their label
SMALL, BESIDE, SIZE = 12, 13, 130  # type of details, distance from a mark to its value, area of a mark


@dataclass(frozen=True)
class Row:
    """A fact on its line: what it covers, the words beside it, and where it stands."""

    reach: Reach
    head: Head
    label: list[str]
    detail: list[str]
    top: float
    y: float
    bottom: float

    @property
    def style(self) -> tuple[str, bool, tuple[int, int]]:
        """Shape, filling and dashes."""
        return SHAPES[self.reach.fact.status]

    @property
    def paint(self) -> Datum:
        """Its colours as channels."""
        _, filled, _ = self.style
        return {
            "fill": self.head.colour if filled else PAPER,
            "stroke": self.head.colour,
        }


class Side(NamedTuple):
    """A place for words beside a mark, and how much room there is."""

    room: float
    place: Datum


def plot_values(issue: Issue, chart: Chart, sheet: Sheet) -> Plot:
    """Lines of facts over one axis, in groups."""
    groups = find_groups(issue, chart)
    quantity = issue.quantities[chart.quantity or ""]
    left = SIDE if sheet.narrow else 300
    width = sheet.width - left - SIDE
    rows, heads, height = _lay_out(issue, groups, left - 20 if not sheet.narrow else sheet.width, sheet)
    scale = scale_for(quantity, (row.reach for row in rows))
    boxes = ((-left, row.top, width + SIDE, row.bottom) for row in rows)
    layers = (
        *shade(heads, height, -left, width + SIDE, sheet),
        layer("rule", ({"x": -left, "y": y, "x2": width + SIDE} for y in heads.values()), stroke=LINE),
        *_draw_extents(rows, scale),
        *_draw_points(rows, scale, width),
        *_write_key(rows, left),
        *_write_labels(rows, heads, left),
        targets(boxes),
    )
    marks = tuple(_mark(issue, row) for row in rows)
    return Plot(width, height, Margin(left, KEY, SIDE, 56), layers, marks)


def find_groups(issue: Issue, chart: Chart) -> Mapping[Head, list[Fact]]:
    """The facts of the chart's quantity, each under the first thing that it is about."""
    facts = [fact for fact in issue.facts.values() if fact.quantity == chart.quantity]
    groups: dict[Head, list[Fact]] = {}
    for thing in issue.of_kind(chart.by or "").values():
        about = issue.facts_of(thing)
        if found := [fact for fact in facts if fact in about]:
            groups[head_of(thing)] = found
            facts = [fact for fact in facts if fact not in found]
    return groups | ({OTHERS: facts} if facts else {})


def _lay_out(
    issue: Issue, groups: Mapping[Head, list[Fact]], room: float, sheet: Sheet
) -> tuple[list[Row], dict[Head, float], float]:
    """The rows, where each group begins, and the height of all."""
    rows: list[Row] = []
    heads: dict[Head, float] = {}
    y: float = 0
    for head, facts in groups.items():
        heads[head] = y
        y += HEAD
        for fact in facts:
            reach = reach_of(fact, issue.quantities[fact.quantity].unit)
            label, detail = wrap(_subject(issue, fact), room), wrap(_detail(fact), room, SMALL)
            text = len(label) * LABEL + len(detail) * DETAIL
            strip = STRIP if sheet.narrow else 0
            middle = y + text + strip / 2 if sheet.narrow else y + text / 2
            rows.append(Row(reach, head, label, detail, y - GAP / 2, middle, y + text + strip + GAP / 2))
            y += text + strip + GAP
    return rows, heads, y


def _subject(issue: Issue, fact: Fact) -> str:
    of = fact.of
    if of.phrase or of.collection:
        return of.phrase or of.collection or ""
    thing = issue.find("material", of.material) if of.material else issue.find("family", of.family or "")
    name = label_of(thing) if thing else ""
    return f"{name}, {of.composition.unicode}" if of.composition else name


def _detail(fact: Fact) -> str:
    return "; ".join(filter(None, ("" if fact.of.phrase else fact.title, fact.terms)))


def _status(status: Status) -> str:
    return f"method {NOT_STATED}" if status is Status.NOT_STATED else status


def _draw_extents(rows: list[Row], scale: Scale) -> Iterator[Layer]:
    """Soft bands, bars, their ends and arrows."""
    wide = [row for row in rows if row.reach.wide]
    channel, far = {"x": scale.channel}, {"x": scale.channel, "x2": {"field": "value2"}}
    yield layer(
        "rect",
        (_span(row, scale, 11) | {"fill": row.head.colour} for row in rows if row.reach.soft),
        far,
        opacity=0.22,
        cornerRadius=11,
    )
    for row in wide:
        span = _span(row, scale, 4.5) | row.paint
        yield layer("rect", [span], far, strokeWidth=1.5, strokeDash=row.style[2])
    ends = [end for row in wide for end in _ends(row)]
    caps = (
        {"value": value, "y": row.y - 9, "y2": row.y + 9, "stroke": row.head.colour}
        for row, value, is_open, _ in ends
        if not is_open
    )
    yield layer("rule", caps, channel, strokeWidth=2)
    arrows = (
        {"value": scale.clip(value), "y": row.y, "shape": f"triangle-{side}", "fill": row.head.colour}
        for row, value, is_open, side in ends
        if is_open
    )
    yield layer("point", arrows, channel, size=SIZE, filled=True, opacity=1)


def _span(row: Row, scale: Scale, half: float) -> Datum:
    low, high = scale.clip(row.reach.low), scale.clip(row.reach.high)
    return {"value": low, "value2": high, "y": row.y - half, "y2": row.y + half}


def _ends(row: Row) -> Iterator[tuple[Row, float, bool, str]]:
    yield row, row.reach.low, row.reach.open_low, "left"
    yield row, row.reach.high, row.reach.open_high, "right"


def _draw_points(rows: list[Row], scale: Scale, width: float) -> Iterator[Layer]:
    """Symbols, and beside each the value as it is stated."""
    points = (
        {"value": row.reach.point, "y": row.y, "shape": row.style[0], "strokeDash": row.style[2], **row.paint}
        for row in rows
        if row.reach.point is not None
    )
    yield layer("point", points, {"x": scale.channel}, size=SIZE, strokeWidth=1.8, opacity=1)
    data = (datum for row in rows for datum in _write_value(row, scale, width))
    aside: dict[str, Any] = {"align": {"expr": "datum.side"}, "dx": {"expr": "datum.dx"}}
    yield texts(data, encoding={"x": scale.channel}, **aside)


def _write_value(row: Row, scale: Scale, width: float) -> Iterator[Datum]:
    """The value clear of what is drawn, in one line or in two; where there is no such place, over it."""
    text = row.reach.fact.amount.text
    low, high = (scale.clip(end) for end in (row.reach.low, row.reach.high))
    outside = (_right_of(high, scale, width), _left_of(low, scale, width))
    folded = [line for line in text.rpartition(" ")[::2] if line]
    tries = [(side, lines) for lines in ([text], folded) for side in outside]
    place, lines = next(
        ((place, lines) for (room, place), lines in tries if all(width_of(line) <= room for line in lines)),
        (_right_of(row.reach.point or low, scale, width).place, [text]),
    )
    for number, line in enumerate(lines):
        yield {"y": row.y + LEADING * (number - (len(lines) - 1) / 2), "text": line, **place}


def _right_of(value: float, scale: Scale, width: float) -> Side:
    room = (1 - scale.share(value)) * width + SIDE - BESIDE
    return Side(room, {"value": value, "side": "left", "dx": BESIDE})


def _left_of(value: float, scale: Scale, width: float) -> Side:
    room = scale.share(value) * width + SIDE - BESIDE
    return Side(room, {"value": value, "side": "right", "dx": -BESIDE})


def _write_key(rows: list[Row], left: float) -> Iterator[Layer]:
    """Which shape means what, in one line above all."""
    seen = {row.reach.fact.status for row in rows}
    x, words, shapes = -left + 8.0, [], []
    for status, (shape, filled, dashes) in SHAPES.items():
        if status in seen:
            paint = {"fill": "currentColor" if filled else PAPER, "strokeDash": dashes}
            shapes.append({"x": x, "y": 10 - KEY, "shape": shape, "stroke": "currentColor", **paint})
            words.append(write(x + BESIDE, 10 - KEY, _status(status)))
            x += BESIDE * 2.5 + width_of(_status(status), SMALL)
    yield layer("point", shapes, size=90, strokeWidth=1.5, opacity=0.8)
    yield texts(words, size=SMALL, fill=QUIET)


def _write_labels(rows: list[Row], heads: Mapping[Head, float], left: float) -> Iterator[Layer]:
    """The groups with their icons, and the words of each row."""
    yield icons({head: (-left, y + 9) for head, y in heads.items()})
    beside = {head: ICON + 8 if head.icon else 0 for head in heads}
    names = (write(beside[head] - left, y + 19, head.label, fill=head.colour) for head, y in heads.items())
    yield texts(names, fontWeight="bold")
    labels, details = [], []
    for row in rows:
        y = row.top + GAP / 2
        labels += [write(-left, y + LABEL * (n + 0.5), line) for n, line in enumerate(row.label)]
        y += LABEL * len(row.label)
        details += [write(-left, y + DETAIL * (n + 0.5), line) for n, line in enumerate(row.detail)]
    yield texts(labels)
    yield texts(details, size=SMALL, fill=QUIET)


def _mark(issue: Issue, row: Row) -> Mark:
    fact = row.reach.fact
    name = f"{row.head.label}: {_subject(issue, fact)}: {fact.amount.spoken}; {_detail(fact)}"
    return Mark(name, address_of("fact", fact.slug))


def tabulate_values(issue: Issue, chart: Chart) -> Tabulation:
    """One row a fact."""
    sort = issue.words[chart.by or ""]
    rows = tuple(
        (
            (head.entry,),
            (Entry(escape(_subject(issue, fact))),),
            (Entry(fact.html, address_of("fact", fact.slug)),),
            (Entry(escape("; ".join(f"{name}: {value}" for name, value in fact.conditions.items()))),),
            (Entry(escape(fact.status)),),
        )
        for head, facts in find_groups(issue, chart).items()
        for fact in facts
    )
    return Tabulation((sort, "Of", "Value", "Condition", "How it was won"), rows)
