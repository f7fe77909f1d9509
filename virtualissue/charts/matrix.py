"""Articles where two groupings cross (entities and years, or two kinds of entities): a matrix and tables."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from virtualissue.charts.canvas import BODY, SMALL, Canvas, Plot, compose
from virtualissue.charts.headings import (
    Heading,
    head_others,
    heading_of,
    name_things,
    plain_heading,
)
from virtualissue.charts.svg import (
    LINE,
    PAPER,
    Element,
    circle,
    hidden,
    link,
    number,
    path,
    polyline,
    rect,
    text,
    turned,
)
from virtualissue.charts.tabulation import Entry, Tabulation, TabulationCell
from virtualissue.charts.text_lines import plain, shorten, width_of, wrap
from virtualissue.model.chart import Chart
from virtualissue.model.entities import Article
from virtualissue.model.issue import Issue
from virtualissue.model.kinds import KINDS_BY_NAME
from virtualissue.text.labels import Line
from virtualissue.views.tables.layout import NONE
from virtualissue.views.urls import address_of, articles_address

Key = tuple[Heading, Heading]
ROW, LEADING = 30, 13  # the height of a row, and of a line of its name
ITEM, NAME = 26, 18  # where rows are lists: the height of a line of crossings, and of a line of the name
FINEST, WIDEST = 26, 44  # from a column to the next: what a finger can hit, and what an eye can follow
LARGEST, SMALLEST = 11, 4  # the radius of the largest circle and of the smallest
COUNT = 12  # the type of counts in circles
SLANT = 0.7072  # the height of a name that rises at half a right angle, by its length
LONGEST_NAME, SHORTEST_NAME = 180, 90  # of such a name, and to what it may be cut
OVERHANG = 12  # what it takes beside its slant


@dataclass(frozen=True)
class Crossing:
    """Rows, columns, and the articles that belong to both, under (row, column)."""

    rows: tuple[Heading, ...]
    columns: tuple[Heading, ...]
    articles: Mapping[Key, tuple[Article, ...]]

    def at(self, row: Heading, column: Heading) -> tuple[Article, ...]:
        """The articles of a crossing."""
        return self.articles.get((row, column), ())

    def along(self, row: Heading) -> list[tuple[Heading, tuple[Article, ...]]]:
        """The crossings of a row that hold an article, from left to right."""
        return [(column, found) for column in self.columns if (found := self.at(row, column))]

    def count(self, row: Heading) -> int:
        """How many entries a row has."""
        return sum(len(found) for _, found in self.along(row))


def cross_years(issue: Issue, chart: Chart, size: int = 1) -> Crossing:
    """The entities by which the articles are sorted, across all years from the first to the last.

    With a `size`, so many years are together, from a multiple of it on.
    """
    dated = [(article.year, article) for article in issue.articles.values() if article.year]
    years = [year for year, _ in dated]
    first, last = min(years, default=0), max(years, default=0)
    columns = {
        plain_heading(_name_years(max(start, first), min(start + size - 1, last))): [
            article for year, article in dated if start <= year < start + size
        ]
        for start in range(first // size * size, last + 1, size)
    }
    found = _cross(_sort(issue, chart.by) | _rest(issue, chart.by), columns)
    return Crossing(_used(found, 0), tuple(columns), found)


def _name_years(first: int, last: int) -> str:
    """One year, or the first and the last of several: 2010–14."""
    if first == last:
        return str(first)
    same = str(first)[:-2] == str(last)[:-2]
    return f"{first}–{str(last)[-2:] if same else last}"


def cross_things(issue: Issue, chart: Chart) -> Crossing:
    """Two sorts of entities, the fullest rows first."""
    columns = _sort(issue, chart.columns) | _rest(issue, chart.columns)
    found = _cross(_sort(issue, chart.rows), columns)
    used = _used(found, 1)
    crossing = Crossing(_used(found, 0), tuple(heading for heading in columns if heading in used), found)
    return replace(crossing, rows=tuple(sorted(crossing.rows, key=crossing.count, reverse=True)))


def _sort(issue: Issue, kind: str | None) -> dict[Heading, Sequence[Article]]:
    return {heading_of(entity): issue.articles_of(entity) for entity in issue.of_kind(kind or "").values()}


def _rest(issue: Issue, kind: str | None) -> dict[Heading, Sequence[Article]]:
    """The articles that belong to nothing of a kind."""
    taken = {article.slug for articles in _sort(issue, kind).values() for article in articles}
    none = (KINDS_BY_NAME[kind].collection, NONE) if kind else ("", "")
    others = [article for article in issue.articles.values() if article.slug not in taken]
    return {head_others(issue, none): others}


def _cross(
    rows: Mapping[Heading, Sequence[Article]], columns: Mapping[Heading, Sequence[Article]]
) -> Mapping[Key, tuple[Article, ...]]:
    slugs = {column: {article.slug for article in articles} for column, articles in columns.items()}
    return {
        (row, column): both
        for row, articles in rows.items()
        for column in columns
        if (both := tuple(article for article in articles if article.slug in slugs[column]))
    }


def _used(found: Mapping[Key, object], side: int) -> tuple[Heading, ...]:
    return tuple(dict.fromkeys(key[side] for key in found))


# --- as a table ------------------------------------------------------------------------------------------


def tabulate_years(issue: Issue, chart: Chart) -> Tabulation:
    """One row for each entity, one column a year."""
    return _tabulate(issue.words(chart.by or ""), cross_years(issue, chart))


def tabulate_matrix(issue: Issue, chart: Chart) -> Tabulation:
    """The crossings as they are."""
    return _tabulate(issue.words(chart.rows or ""), cross_things(issue, chart))


def _tabulate(corner: str, crossing: Crossing) -> Tabulation:
    return Tabulation(
        (corner, *(column.html for column in crossing.columns)),
        tuple(
            ((row.entry,), *(_cell(crossing.at(row, column)) for column in crossing.columns))
            for row in crossing.rows
        ),
    )


def _cell(articles: Sequence[Article]) -> TabulationCell:
    return tuple(Entry(article.label.markup, address_of("article", article.slug)) for article in articles)


# --- as a matrix, or where that is too fine, as a list ---------------------------------------------------


def plot_matrix(issue: Issue, chart: Chart, canvas: Canvas) -> Plot:
    """Circles as large as the articles are many, with their count, where a finger can hit each.

    Where the columns would be too narrow for that, each row lists what it crosses.
    """
    crossing = cross_things(issue, chart)
    crossing = replace(crossing, rows=canvas.keep(crossing.rows))
    widest = max((width_of(row.label, SMALL) for row in crossing.rows), default=0)
    left = min(widest + 12, canvas.width * (0.4 if canvas.narrow else 0.34))
    columns = max(len(crossing.columns), 1)
    names = [width_of(column.label, SMALL) for column in crossing.columns]
    whole, short = (
        min(
            (canvas.width - left - OVERHANG - SLANT * min(name, most)) / (number + 0.5)
            for number, name in enumerate(names or [0])
        )
        for most in (LONGEST_NAME, SHORTEST_NAME)
    )
    if min(short, (canvas.width - left) / columns) < FINEST:
        return _list(crossing, issue, canvas)
    step = min(WIDEST, (canvas.width - left) / columns, max(FINEST, whole))
    return _Matrix(crossing, canvas, left, step).plot(issue)


@dataclass(frozen=True)
class _Matrix:
    """Where a matrix is on its canvas: the room for its row names, and from a column to the next."""

    crossing: Crossing
    canvas: Canvas
    left: float
    step: float

    def plot(self, issue: Issue) -> Plot:
        """Names, lines, and a circle a crossing."""
        names, top = self._draw_column_names()
        foot = top + len(self.crossing.rows) * ROW
        radius = _radius(self.crossing)
        circles = [
            _link(row, column, articles, issue, (
                rect(self._x(column) - self.step / 2, top + n * ROW, self.step, ROW),
                *_draw_count(len(articles), column, (self._x(column), top + (n + 0.5) * ROW), radius),
            ))
            for n, row in enumerate(self.crossing.rows)
            for column, articles in self.crossing.along(row)
        ]  # fmt: skip
        drawn = hidden(self._rule(top, foot), *names, *self._draw_row_names(top))
        return Plot(foot + 2, (drawn, *circles))

    def _x(self, column: Heading) -> float:
        return self.left + (self.crossing.columns.index(column) + 0.5) * self.step

    def _rule(self, top: float, foot: float) -> Element:
        right = self.left + len(self.crossing.columns) * self.step
        across = (top + n * ROW for n in range(len(self.crossing.rows) + 1))
        commands = [f"M0 {number(y)}h{number(right)}" for y in across]
        commands += [
            f"M{number(self._x(column))} {number(top)}v{number(foot - top)}"
            for column in self.crossing.columns
        ]
        return path("".join(commands), stroke=LINE)

    def _draw_column_names(self) -> tuple[list[Element], float]:
        """Slanting names, cut where they would leave the canvas, and where the first row begins."""
        names: list[tuple[Heading, Line]] = []
        for column in self.crossing.columns:
            room = min((self.canvas.width - OVERHANG + 1 - self._x(column)) / SLANT, LONGEST_NAME)
            names.append((column, shorten(column.label, room, SMALL)))
        top = max((width_of(name, SMALL) for _, name in names), default=0) * SLANT + 18
        written = [
            turned(text(0, 0, name, SMALL, fill=column.color), self._x(column) + 3, top - 9, -45)
            for column, name in names
        ]
        return written, top

    def _draw_row_names(self, top: float) -> Iterator[Element]:
        for n, row in enumerate(self.crossing.rows):
            room = self.left - 10
            lines = wrap(row.label, room, SMALL)
            if len(lines) > 2:
                lines = wrap(row.short, room, SMALL, most=2)
            first = top + (n + 0.5) * ROW - (len(lines) - 1) * LEADING / 2
            for line, words in enumerate(lines):
                yield text(0, first + line * LEADING, words, SMALL)


def _list(crossing: Crossing, issue: Issue, canvas: Canvas) -> Plot:
    """Under the name of each row the columns that it crosses, side by side while there is room."""
    names, links = list[Element](), list[Element]()
    radius = _radius(crossing)
    y = 0.0
    for row in crossing.rows:
        names.append(polyline([(0, y), (canvas.width, y)], stroke=LINE))
        for line in wrap(row.label, canvas.width, BODY):
            names.append(text(0, y + 14, line, BODY))
            y += NAME
        x, y = 0.0, y + 4
        for column, articles in crossing.along(row):
            name = shorten(column.label, canvas.width - 28, SMALL)
            wide = 28 + width_of(name, SMALL)
            if x and x + wide > canvas.width:
                x, y = 0.0, y + ITEM
            links.append(_link(row, column, articles, issue, (
                rect(x, y, wide, ITEM),
                *_draw_count(len(articles), column, (x + 12, y + ITEM / 2), radius),
                text(x + 28, y + ITEM / 2, name, SMALL, fill=column.color),
            )))  # fmt: skip
            x += wide + 8
        y += ITEM + 2
    return Plot(y, (hidden(*names), *links))


def _radius(crossing: Crossing) -> Callable[[int], float]:
    """How large the circle of a count is: its area grows with it."""
    most = max(map(len, crossing.articles.values()), default=1)
    return lambda count: max(LARGEST * math.sqrt(count / most), SMALLEST)


def _draw_count(
    count: int, column: Heading, middle: tuple[float, float], radius: Callable[[int], float]
) -> Iterator[Element]:
    x, y = middle
    yield circle(x, y, radius(count), fill=column.color)
    words = plain(str(count))
    if count > 1 and width_of(words, COUNT, bold=True) <= 2 * radius(count):
        yield text(x, y, words, COUNT, anchor="middle", bold=True, fill=PAPER)


def _link(
    row: Heading, column: Heading, articles: Sequence[Article], issue: Issue, drawn: Sequence[Element]
) -> Element:
    if len(articles) == 1:
        address, what = address_of("article", articles[0].slug), articles[0].plain
    else:
        address = articles_address([row.choice, column.choice])
        what = issue.words.count(len(articles), "article", "articles")
    return link(address, f"{column.text}, {row.text}: {what}", *drawn, shown=True)


def describe_matrix(issue: Issue, chart: Chart) -> str:
    """Rows and columns, and how many articles each row has in which column."""
    crossing = cross_things(issue, chart)
    rows, columns, articles = (
        name_things(issue, kind) for kind in (chart.rows or "", chart.columns or "", "article")
    )
    counts = {
        row: [f"{column.spoken} {len(found)}" for column, found in crossing.along(row)]
        for row in crossing.rows
    }
    return compose(
        issue.words,
        issue.words.text("matrix_opening", rows=rows, columns=columns, kinds=articles),
        [f"{row.spoken}: {', '.join(found)}" for row, found in counts.items()],
        [f"{row.spoken}: {crossing.count(row)}" for row in crossing.rows],
    )
