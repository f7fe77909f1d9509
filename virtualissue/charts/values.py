"""Facts of one quantity -> a chart of values: each fact on a line of its own, under the entity that it is of.

How a value was obtained shows in its shape, not in its color alone; a range is a bar with its ends, an order
of magnitude a soft band, an open side an arrow. No line joins values: nothing here ranks them.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from operator import attrgetter
from typing import NamedTuple, Unpack

from markupsafe import Markup

from virtualissue.charts.canvas import BODY, SMALL, Canvas, Plot, compose
from virtualissue.charts.headings import Heading, draw_heading, head_others, heading_of, shade
from virtualissue.charts.scale import Reach, Scale, reach_of, scale_for
from virtualissue.charts.svg import (
    INK,
    LINE,
    PAPER,
    QUIET,
    Element,
    Paint,
    circle,
    group,
    hidden,
    link,
    polyline,
    rect,
    text,
)
from virtualissue.charts.tabulation import Entry, Tabulation
from virtualissue.charts.text_lines import (
    fits,
    join_lines,
    plain,
    set_amount,
    set_title,
    set_word,
    width_of,
    wrap,
)
from virtualissue.model.chart import Chart
from virtualissue.model.fact import STATUS_WORDS, Fact, Status, name_conditions
from virtualissue.model.issue import Issue
from virtualissue.text.labels import Line
from virtualissue.views.subjects import subject_of
from virtualissue.views.urls import address_of
from virtualissue.words import Words

SOLID, DASHED = "", "3 2"
# how a value was obtained -> its shape, whether it is filled, the dashes of its outline
SHAPES: Mapping[Status, tuple[str, bool, str]] = {
    Status.MEASURED: ("circle", True, SOLID),
    Status.COUNTED: ("square", True, SOLID),
    Status.COMPUTED: ("diamond", False, SOLID),
    Status.PREDICTED: ("diamond", False, SOLID),
    Status.CHOSEN: ("triangle", False, SOLID),
    Status.NOT_STATED: ("square", False, DASHED),
}
# a shape of straight lines -> its corners, in parts of the radius of a circle that is as large
CORNERS: Mapping[str, tuple[tuple[float, float], ...]] = {
    "square": ((-0.89, -0.89), (0.89, -0.89), (0.89, 0.89), (-0.89, 0.89)),
    "diamond": ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)),
    "triangle": ((0, -1.2), (1.15, 0.8), (-1.15, 0.8)),
    "left": ((-1.2, 0), (0.8, -1.15), (0.8, 1.15)),
    "right": ((1.2, 0), (-0.8, -1.15), (-0.8, 1.15)),
}
SIDE = 16  # the room at both sides of the plot
RADIUS, SAMPLE = 6.4, 5  # half the width of a mark, and of a sample of it in the key
TEXT = 0.42  # the share of the words beside the plot, of a canvas that is wide
LABEL, DETAIL = 18, 16  # heights of lines
HEAD, GAP = 38, 16  # of the name of an entity, and of the room between two rows
HEAD_ON_PAPER, GAP_ON_PAPER = 30, 10
LEADING = 16  # between the lines of a value
STRIP = 30  # the height of the marks where they are under their label
BESIDE = 13  # from a mark to its value


@dataclass(frozen=True)
class ValuesFrame:
    """What the rows are laid out in: the canvas, and the plot with its scale from `left` to `right`."""

    issue: Issue
    canvas: Canvas
    scale: Scale
    left: float
    right: float

    @property
    def words(self) -> float:
        """The room for words beside the plot, or where the canvas is narrow above it."""
        return self.canvas.width if self.canvas.narrow else self.left - 20

    @property
    def head(self) -> float:
        """The height of the name of an entity."""
        return HEAD_ON_PAPER if self.canvas.paper else HEAD

    @property
    def gap(self) -> float:
        """The room between two rows."""
        return GAP_ON_PAPER if self.canvas.paper else GAP

    def place(self, value: float) -> float:
        """Where a value is, or the end of the axis that stands for all beyond it."""
        return self.left + self.scale.share(value) * (self.right - self.left)


@dataclass(frozen=True)
class Note:
    """The value of a row as it is written: its lines, where they begin or end, and whether it lies below."""

    lines: tuple[Line, ...]
    x: float
    anchor: str
    below: bool = False


class Box(NamedTuple):
    """Where words are."""

    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True)
class Row:
    """A fact on its line: what it covers, the words beside it, and where it is."""

    reach: Reach
    heading: Heading
    label: tuple[Line, ...]
    detail: tuple[Line, ...]
    note: Note
    top: float
    y: float

    @property
    def bottom(self) -> float:
        """Where it ends, its words and its value included."""
        below = 14 + LEADING * len(self.note.lines) if self.note.below else STRIP / 2
        return max(self.top + self.text_height, self.y + below)

    @property
    def first_of_note(self) -> float:
        """The middle of the first line of its value."""
        return self.y + 22 if self.note.below else self.y - LEADING * (len(self.note.lines) - 1) / 2

    @property
    def text_height(self) -> float:
        """The height of the words beside it."""
        return len(self.label) * LABEL + len(self.detail) * DETAIL

    @property
    def paint(self) -> Paint:
        """The colors of its mark."""
        return paint_of(self.reach.fact.status, self.heading.color)


def paint_of(status: Status, color: str) -> Paint:
    """How marks of a status are painted."""
    _, filled, dashes = SHAPES[status]
    paint: Paint = {"fill": color if filled else PAPER, "stroke": color, "stroke_width": 1.8}
    return {**paint, "stroke_dasharray": dashes} if dashes else paint


def plot_values(issue: Issue, chart: Chart, canvas: Canvas) -> Plot:
    """Lines of facts over one axis, in groups."""
    groups = _keep(find_groups(issue, chart), canvas)
    left = SIDE if canvas.narrow else round(canvas.width * TEXT)
    frame = ValuesFrame(issue, canvas, find_scale(issue, chart), left, canvas.width - SIDE)
    key, top = _draw_key(issue, {fact.status for facts in groups.values() for fact in facts}, canvas)
    rows, headings, foot = _lay_out(groups, frame, top)
    lines = (polyline([(0, y), (canvas.width, y)]) for _, y in headings)
    names = (
        name
        for heading, y in headings
        for name in draw_heading(heading, y + frame.head / 2, frame.words, bold=True)
    )
    axis, height = _draw_axis(frame, foot)
    drawn = hidden(
        *shade(headings, foot, canvas),
        group(*lines, *_draw_grid(frame, [*_find_words(rows, headings, frame)], top, foot), stroke=LINE),
        *(part for row in rows for part in (*_draw_row(row, frame), *_draw_words(row))),
        *key, *axis, *names,
    )  # fmt: skip
    return Plot(height, (drawn, *(_link(row, frame) for row in rows)))


def find_groups(issue: Issue, chart: Chart) -> Mapping[Heading, list[Fact]]:
    """The facts of the chart's quantity, each under the first entity that it is about."""
    left = {fact.slug: fact for fact in issue.facts.values() if fact.quantity == chart.quantity}
    groups: dict[Heading, list[Fact]] = {}
    for entity in issue.of_kind(chart.by or "").values():
        if found := [left.pop(fact.slug) for fact in issue.facts_of(entity) if fact.slug in left]:
            groups[heading_of(entity)] = found
    return groups | ({head_others(issue): [*left.values()]} if left else {})


def _keep(groups: Mapping[Heading, list[Fact]], canvas: Canvas) -> Mapping[Heading, list[Fact]]:
    """The groups with the facts that are drawn on a canvas."""
    kept = canvas.keep([(heading, fact) for heading, facts in groups.items() for fact in facts])
    return {heading: found for heading in groups if (found := [fact for one, fact in kept if one == heading])}


def find_scale(issue: Issue, chart: Chart) -> Scale:
    """The axis on which all values of the chart are."""
    quantity = issue.quantities[chart.quantity or ""]
    facts = [fact for fact in issue.facts.values() if fact.quantity == quantity.slug]
    return scale_for(quantity, (reach_of(fact, quantity.unit) for fact in facts), issue.words)


# --- where the rows are ----------------------------------------------------------------------------------


def _lay_out(
    groups: Mapping[Heading, list[Fact]], frame: ValuesFrame, top: float
) -> tuple[list[Row], list[tuple[Heading, float]], float]:
    """The rows, where each group begins, and where all of them end."""
    rows: list[Row] = []
    headings: list[tuple[Heading, float]] = []
    y = top
    for heading, facts in groups.items():
        headings.append((heading, y))
        y += frame.head
        for fact in facts:
            rows.append(_lay_out_row(fact, heading, frame, y))
            y = rows[-1].bottom + frame.gap
    return rows, headings, y - frame.gap / 2


def _lay_out_row(fact: Fact, heading: Heading, frame: ValuesFrame, y: float) -> Row:
    reach = reach_of(fact, frame.scale.quantity.unit)
    label = wrap(_subject(fact, heading, frame.issue), frame.words, BODY)
    detail = _detail(fact, frame.issue)
    lines = wrap(detail, frame.words, SMALL) if detail else ()
    row = Row(reach, heading, label, lines, _place_note(reach, frame), y, y)
    middle = row.text_height + STRIP / 2 if frame.canvas.narrow else row.text_height / 2
    return replace(row, y=y + middle)


def _place_note(reach: Reach, frame: ValuesFrame) -> Note:
    """The value clear of what is drawn, in one line or in two; where there is no such place, below it."""
    line = set_amount(reach.fact.amount)
    begin, end = 0 if frame.canvas.narrow else frame.left - SIDE, frame.canvas.width
    right = Note((), frame.place(reach.high) + BESIDE, "start"), end - frame.place(reach.high) - BESIDE
    left = Note((), frame.place(reach.low) - BESIDE, "end"), frame.place(reach.low) - BESIDE - begin
    for most in (1, 2):
        for note, room in (right, left):
            if fits(line, room, BODY, most):
                return replace(note, lines=wrap(line, room, BODY))
    lines = wrap(line, end - begin, BODY)
    widest = max(width_of(one, BODY) for one in lines)
    return Note(lines, max(begin, min(frame.place(reach.low) - 6, end - widest)), "start", below=True)


def _subject(fact: Fact, heading: Heading, issue: Issue) -> Line:
    return join_lines(", ", (set_title(part.title) for part in subject_of(fact, issue, heading.entity)))


def _say_subject(fact: Fact, heading: Heading, issue: Issue) -> str:
    return ", ".join(part.title.spoken for part in subject_of(fact, issue, heading.entity))


def _detail(fact: Fact, issue: Issue) -> Line:
    terms = fact.list_terms(issue.words, partial(set_word, issue.words))
    parts = ["" if fact.of.phrase else fact.title, *terms]
    lines = (plain(part) if isinstance(part, str) else part for part in parts if part)
    return join_lines("; ", lines)


# --- what is drawn ---------------------------------------------------------------------------------------


def _find_words(
    rows: Sequence[Row], headings: Sequence[tuple[Heading, float]], frame: ValuesFrame
) -> Iterator[Box]:
    """Where names, words and values are."""
    for heading, y in headings:
        yield Box(0, min(heading.width, frame.words), y, y + frame.head)
    for row in rows:
        widths = [
            *(width_of(line, BODY) for line in row.label),
            *(width_of(line, SMALL) for line in row.detail),
        ]
        yield Box(0, max(widths, default=0), row.top, row.top + row.text_height)
        note = row.note
        width = max(width_of(line, BODY) for line in note.lines)
        left, top = note.x - (width if note.anchor == "end" else 0), row.first_of_note - LEADING / 2
        yield Box(left, left + width, top, top + LEADING * len(note.lines))


def _draw_grid(frame: ValuesFrame, words: Sequence[Box], top: float, foot: float) -> Iterator[Element]:
    """The lines of the grid stop before words and go on below them."""
    for tick in frame.scale.ticks(frame.right - frame.left, SMALL):
        x, y = frame.place(tick.value), top
        for box in sorted((box for box in words if box.left - 2 < x < box.right + 2), key=attrgetter("top")):
            if box.top > y:
                yield polyline([(x, y), (x, box.top)])
            y = max(y, box.bottom)
        if y < foot:
            yield polyline([(x, y), (x, foot)])


def _draw_axis(frame: ValuesFrame, foot: float) -> tuple[list[Element], float]:
    """The labels of the ticks, under them the title, and where both end."""
    ticks = frame.scale.ticks(frame.right - frame.left, SMALL)
    labels = [
        text(frame.place(tick.value), foot + 14, tick.label, SMALL, anchor="middle", fill=QUIET)
        for tick in ticks
    ]
    begin = 0 if frame.canvas.narrow else frame.left - SIDE
    lines = wrap(frame.scale.title, frame.canvas.width - begin, SMALL)
    middle, y = (begin + frame.canvas.width) / 2, foot + 38
    titles = [
        text(middle, y + n * DETAIL, line, SMALL, anchor="middle", fill=QUIET) for n, line in enumerate(lines)
    ]
    return labels + titles, y + len(lines) * DETAIL


def _draw_row(row: Row, frame: ValuesFrame) -> Iterator[Element]:
    """A soft band, or a bar with its ends or arrows; and the mark of a value that is one number."""
    reach, color = row.reach, row.heading.color
    low, high = frame.place(reach.low), frame.place(reach.high)
    if reach.soft:
        yield rect(low, row.y - 11, high - low, 22, rx=11, fill=color, opacity=0.2)
    if reach.wide:
        yield rect(low, row.y - 4.5, high - low, 9, **row.paint)
        for x, is_open, side in ((low, reach.open_low, "left"), (high, reach.open_high, "right")):
            yield (
                draw_mark(side, x, row.y, RADIUS, fill=color)
                if is_open
                else polyline([(x, row.y - 9), (x, row.y + 9)], stroke=color, stroke_width=2)
            )
    if reach.point is not None:
        yield draw_mark(SHAPES[reach.fact.status][0], frame.place(reach.point), row.y, RADIUS, **row.paint)


def draw_mark(shape: str, x: float, y: float, radius: float, **paint: Unpack[Paint]) -> Element:
    """A mark by its middle, as large as a circle of that radius."""
    if shape == "circle":
        return circle(x, y, radius, **paint)
    corners = [(x + radius * across, y + radius * down) for across, down in CORNERS[shape]]
    return polyline(corners, closed=True, **paint)


def _draw_key(issue: Issue, statuses: Collection[Status], canvas: Canvas) -> tuple[list[Element], float]:
    """Which shape means what, above all, in as many lines as it takes; and where the plot begins."""
    x, y, parts = 0.0, 10.0, list[Element]()
    for status in SHAPES:
        if status in statuses:
            words = _set_method(status, issue.words)
            wide = 2 * SAMPLE + 8 + width_of(words, SMALL)
            if x and x + wide > canvas.width:
                x, y = 0.0, y + 20
            middle = x + SAMPLE + 1
            parts.append(draw_mark(SHAPES[status][0], middle, y, SAMPLE, **paint_of(status, INK)))
            parts.append(text(middle + SAMPLE + 6, y, words, SMALL, fill=QUIET))
            x += wide + 12
    return parts, y + 20


def _set_method(status: Status, words: Words) -> Line:
    if status is Status.NOT_STATED:
        return set_word(words, "what_not_stated", what=words["method"])
    return set_word(words, STATUS_WORDS[status])


def _draw_words(row: Row) -> Iterator[Element]:
    """The words beside or above a mark, and its value."""
    y = row.top
    for n, line in enumerate(row.label):
        yield text(0, y + LABEL * (n + 0.5), line, BODY)
    y += LABEL * len(row.label)
    for n, line in enumerate(row.detail):
        yield text(0, y + DETAIL * (n + 0.5), line, SMALL, fill=QUIET)
    for n, line in enumerate(row.note.lines):
        yield text(row.note.x, row.first_of_note + LEADING * n, line, BODY, anchor=row.note.anchor)


def _link(row: Row, frame: ValuesFrame) -> Element:
    """A clear box over the row: large enough for a finger."""
    fact = row.reach.fact
    name = f"{row.heading.spoken}: {_say_fact(fact, row.heading, frame.issue)}"
    box = rect(0, row.top - frame.gap / 2, frame.canvas.width, row.bottom - row.top + frame.gap)
    return link(address_of("fact", fact.slug), name, box)


# --- the same in words -----------------------------------------------------------------------------------


def _say_fact(fact: Fact, heading: Heading, issue: Issue) -> str:
    said = f"{_say_subject(fact, heading, issue)}: {fact.amount.spoken}"
    terms = fact.tell_terms(issue.words)
    return "; ".join(filter(None, (said, "" if fact.of.phrase else fact.title, terms)))


def describe_values(issue: Issue, chart: Chart) -> str:
    """Axis, groups, and every value with its condition."""
    groups = find_groups(issue, chart)
    opening = issue.words.text("chart_shows", scale=find_scale(issue, chart).spoken)
    full = [
        f"{heading.spoken}: {'. '.join(_say_fact(fact, heading, issue) for fact in facts)}"
        for heading, facts in groups.items()
    ]
    short = [
        f"{heading.spoken}: {', '.join(fact.amount.spoken for fact in facts)}"
        for heading, facts in groups.items()
    ]
    return compose(issue.words, opening, full, short)


def _subject_html(fact: Fact, heading: Heading, issue: Issue) -> Markup:
    return Markup(", ").join(part.title for part in subject_of(fact, issue, heading.entity))


def tabulate_values(issue: Issue, chart: Chart) -> Tabulation:
    """One row a fact."""
    rows = tuple(
        (
            (heading.entry,),
            (Entry(_subject_html(fact, heading, issue)),),
            (Entry(fact.html, address_of("fact", fact.slug)),),
            (Entry(Markup("; ").join(html for _, html in name_conditions(fact, issue.words))),),
            (Entry(issue.words(STATUS_WORDS[fact.status])),),
        )
        for heading, facts in find_groups(issue, chart).items()
        for fact in facts
    )
    names = (chart.by or "", "of_what", "value", "condition", "how_obtained")
    return Tabulation(tuple(map(issue.words, names)), rows)
