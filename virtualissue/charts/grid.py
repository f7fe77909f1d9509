"""Articles where two sorts cross -> a chart of years (each a square) or a matrix (each crossing a circle)."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from markupsafe import escape

from virtualissue.charts.drawing import Cell, Entry, Tabulation
from virtualissue.charts.head import ICON, OTHERS, Head, head_of, icons, shade
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
    numbered,
    targets,
    texts,
    width_of,
    wrap,
    write,
)
from virtualissue.model.chart import Chart
from virtualissue.model.entities import Article
from virtualissue.model.issue import Issue
from virtualissue.views.urls import address_of

Key = tuple[Head, Head]
CHIP, PITCH = 24, 27  # the side of an article's square, and from one to the next
LINE_HEIGHT, LARGEST = 28, 22  # of a row of the matrix, and across its largest circle
SMALL = 12  # type of what is said beside


@dataclass(frozen=True)
class Crossing:
    """Rows, columns, and the articles that belong to both."""

    rows: tuple[Head, ...]
    columns: tuple[Head, ...]
    articles: Mapping[Key, tuple[Article, ...]]

    def count(self, row: Head) -> int:
        """How many entries a row has."""
        return sum(len(articles) for (head, _), articles in self.articles.items() if head == row)


def cross_years(issue: Issue, chart: Chart) -> Crossing:
    """The things by which the articles are sorted, across all years from the first to the last."""
    articles = issue.articles.values()
    years = [article.year for article in articles]
    columns = {
        Head(str(year), str(year), str(year), escape(str(year))): [a for a in articles if a.year == year]
        for year in range(min(years), max(years) + 1)
    }
    found = _cross(_sort(issue, chart.by) | _rest(issue, chart.by), columns)
    return Crossing(_used(found, 0), tuple(columns), found)


def cross_things(issue: Issue, chart: Chart) -> Crossing:
    """Two sorts of things, the fullest rows first."""
    columns = _sort(issue, chart.columns) | _rest(issue, chart.columns)
    found = _cross(_sort(issue, chart.rows), columns)
    crossing = Crossing(_used(found, 0), tuple(head for head in columns if head in _used(found, 1)), found)
    return replace(crossing, rows=tuple(sorted(crossing.rows, key=crossing.count, reverse=True)))


def _sort(issue: Issue, kind: str | None) -> dict[Head, Sequence[Article]]:
    return {head_of(thing): issue.articles_of(thing) for thing in issue.of_kind(kind or "").values()}


def _rest(issue: Issue, kind: str | None) -> dict[Head, Sequence[Article]]:
    """The articles that belong to nothing of a kind."""
    taken = {article.slug for articles in _sort(issue, kind).values() for article in articles}
    return {OTHERS: [article for article in issue.articles.values() if article.slug not in taken]}


def _cross(
    rows: Mapping[Head, Sequence[Article]], columns: Mapping[Head, Sequence[Article]]
) -> Mapping[Key, tuple[Article, ...]]:
    slugs = {column: {article.slug for article in articles} for column, articles in columns.items()}
    return {
        (row, column): both
        for row, articles in rows.items()
        for column in columns
        if (both := tuple(article for article in articles if article.slug in slugs[column]))
    }


def _used(found: Mapping[Key, object], side: int) -> tuple[Head, ...]:
    return tuple(dict.fromkeys(key[side] for key in found))


def tabulate_years(issue: Issue, chart: Chart) -> Tabulation:
    """One row for each thing, one column a year."""
    return _tabulate(issue.words[chart.by or ""], cross_years(issue, chart))


def tabulate_matrix(issue: Issue, chart: Chart) -> Tabulation:
    """The crossings as they stand."""
    return _tabulate(issue.words[chart.rows or ""], cross_things(issue, chart))


def _tabulate(corner: str, crossing: Crossing) -> Tabulation:
    return Tabulation(
        (corner, *(column.label for column in crossing.columns)),
        tuple(
            ((row.entry,), *(_cell(crossing.articles.get((row, column), ())) for column in crossing.columns))
            for row in crossing.rows
        ),
    )


def _cell(articles: Sequence[Article]) -> Cell:
    return tuple(Entry(escape(article.label), address_of("article", article.slug)) for article in articles)


# --- years: one square an article ------------------------------------------------------------------------


def plot_years(issue: Issue, chart: Chart, sheet: Sheet) -> Plot:
    """Squares with the numbers of their articles."""
    crossing = cross_years(issue, chart)
    left, above = (0, 26) if sheet.narrow else (200, 0)
    step = (sheet.width - left) / len(crossing.columns)
    fit = max(int(step // PITCH), 1)
    tops, height = _stack(crossing, fit, above)
    places = [
        (article, key, (
            crossing.columns.index(key[1]) * step + number % fit * PITCH,
            tops[key[0]] + above + number // fit * PITCH + 6,
        ))
        for key, articles in crossing.articles.items()
        for number, article in enumerate(articles)
    ]  # fmt: skip
    layers = (
        *shade(tops, height, -left, sheet.width - left, sheet),
        *_write_years(crossing, step, left, tops),
        *_write_rows(tops, left, 12 + CHIP / 2 - 6),
        _draw_chips(places),
        texts(
            (write(x + CHIP / 2, y + CHIP / 2, str(article.number)) for article, _, (x, y) in places),
            size=12, align="center", fill=PAPER, fontWeight="bold",
        ),
    )  # fmt: skip
    marks = tuple(_mark_article(article, key) for article, key, _ in places)
    return Plot(sheet.width - left, height, Margin(left=left), layers, marks)


def _stack(crossing: Crossing, fit: int, above: float) -> tuple[dict[Head, float], float]:
    """The top of each row, as high as its fullest year asks, and the height of all."""
    tops: dict[Head, float] = {}
    y: float = 28
    for row in crossing.rows:
        tops[row] = y
        most = max(len(crossing.articles.get((row, column), ())) for column in crossing.columns)
        y += above + math.ceil(most / fit) * PITCH + 9
    return tops, y


def _draw_chips(places: Sequence[tuple[Article, Key, tuple[float, float]]]) -> Layer:
    boxes = numbered((x, y, x + CHIP, y + CHIP) for _, _, (x, y) in places)
    colours = (row.colour for _, (row, _), _ in places)
    return layer(
        "rect", (box | {"fill": colour} for box, colour in zip(boxes, colours, strict=True)), cornerRadius=4
    )


def _write_years(crossing: Crossing, step: float, left: float, tops: Mapping[Head, float]) -> Iterator[Layer]:
    names = (write(n * step, 12, column.label) for n, column in enumerate(crossing.columns))
    yield texts(names, size=SMALL, fill=QUIET)
    lines = ({"x": -left, "y": y, "x2": step * len(crossing.columns)} for y in tops.values())
    yield layer("rule", lines, stroke=LINE)


def _write_rows(tops: Mapping[Head, float], left: float, middle: float) -> Iterator[Layer]:
    yield icons({head: (-left, y + middle - ICON / 2) for head, y in tops.items()})
    beside = {head: ICON + 8 if head.icon else 0 for head in tops}
    yield texts(
        write(beside[head] - left, y + middle, head.label, fill=head.colour) for head, y in tops.items()
    )


def _mark_article(article: Article, key: Key) -> Mark:
    row, year = key
    name = f"{article.number}: {article.short_authors}, {year.label}, {row.label}"
    return Mark(name, address_of("article", article.slug), article.title.unicode)


# --- matrix: one circle a crossing -----------------------------------------------------------------------


def plot_matrix(issue: Issue, chart: Chart, sheet: Sheet) -> Plot:
    """Circles as large as the articles are many, with their count."""
    crossing = cross_things(issue, chart)
    left, slant = (150, 0) if sheet.narrow else (260, 40)
    step = min((sheet.width - left - slant) / len(crossing.columns), 44)
    width, height = step * len(crossing.columns), len(crossing.rows) * LINE_HEIGHT
    longest = max(width_of(column.label, SMALL) for column in crossing.columns)
    top = 20 + longest * (1.05 if sheet.narrow else 0.75)
    places = [
        (key, articles, (crossing.columns.index(key[1]) + 0.5) * step,
         (crossing.rows.index(key[0]) + 0.5) * LINE_HEIGHT)
        for key, articles in crossing.articles.items()
    ]  # fmt: skip
    boxes = ((x - step / 2, y - 14, x + step / 2, y + 14) for _, _, x, y in places)
    layers = (
        *_rule(crossing, step, left),
        *_write_columns(crossing, step, sheet.narrow),
        texts(_row_names(crossing, left), size=SMALL, limit=left - 10),
        *_draw_circles(places),
        targets(boxes),
    )
    marks = tuple(_mark_crossing(key, articles) for key, articles, _, _ in places)
    return Plot(width, height, Margin(left, top, sheet.width - left - width, 4), layers, marks)


def _rule(crossing: Crossing, step: float, left: float) -> Iterator[Layer]:
    width, height = step * len(crossing.columns), len(crossing.rows) * LINE_HEIGHT
    across = (
        {"x": -left, "y": n * LINE_HEIGHT, "x2": width, "y2": n * LINE_HEIGHT}
        for n in range(len(crossing.rows) + 1)
    )
    down = (
        {"x": (n + 0.5) * step, "y": 0, "x2": (n + 0.5) * step, "y2": height}
        for n in range(len(crossing.columns))
    )
    yield layer("rule", chain(across, down), stroke=LINE)


def _write_columns(crossing: Crossing, step: float, narrow: bool) -> Iterator[Layer]:
    names = (
        write((n + 0.5) * step, -10, column.label, fill=column.colour)
        for n, column in enumerate(crossing.columns)
    )
    yield texts(names, size=SMALL, angle=-90 if narrow else -45)


def _row_names(crossing: Crossing, left: float) -> Iterator[Datum]:
    for number, row in enumerate(crossing.rows):
        lines = wrap(row.label, left - 10, SMALL)
        if len(lines) * SMALL > LINE_HEIGHT:
            lines = [row.short]
        top = (number + 0.5) * LINE_HEIGHT - (len(lines) - 1) * SMALL / 2
        for line, text in enumerate(lines):
            yield write(-left, top + line * SMALL, text)


def _draw_circles(places: Sequence[tuple[Key, Sequence[Article], float, float]]) -> Iterator[Layer]:
    most = max(len(articles) for _, articles, _, _ in places)
    circles: list[dict[str, Any]] = [
        {"x": x, "y": y, "fill": key[1].colour, "count": len(articles)} for key, articles, x, y in places
    ]
    size = {"domain": [0, most], "range": [0, LARGEST**2], "zero": True}
    area = {"field": "count", "type": "quantitative", "scale": size, "legend": None}
    yield layer("point", circles, {"size": area}, shape="circle", filled=True, opacity=1)
    counts = (
        write(circle["x"], circle["y"], str(circle["count"]))
        for circle in circles
        if circle["count"] > 1 and LARGEST * math.sqrt(circle["count"] / most) > SMALL
    )
    yield texts(counts, size=11, align="center", fill=PAPER, fontWeight="bold")


def _mark_crossing(key: Key, articles: Sequence[Article]) -> Mark:
    row, column = key
    if len(articles) == 1:
        name = f"{row.label}, {column.label}: {articles[0].plain}"
        return Mark(name, address_of("article", articles[0].slug), name)
    name = f"{row.label}, {column.label}: {len(articles)} articles"
    return Mark(name, row.address, name)
