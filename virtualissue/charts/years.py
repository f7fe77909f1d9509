"""Articles by year -> a chart in which each is a square under its number, in the row of what it is about.

Years that would stand too close are put together. Where a row has too many articles in some years, a frame
with their number replaces the squares; where the chart has too many, frames replace all squares.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from virtualissue.charts.canvas import SMALL, Canvas, Plot, compose
from virtualissue.charts.headings import Heading, draw_heading, name_things, shade
from virtualissue.charts.matrix import Crossing, Key, cross_years
from virtualissue.charts.svg import LINE, PAPER, QUIET, Element, hidden, link, number, path, rect, text
from virtualissue.charts.text_lines import plain, set_word, width_of, wrap
from virtualissue.model.chart import Chart
from virtualissue.model.entities import Article
from virtualissue.model.issue import Issue
from virtualissue.views.tables.layout import year_key
from virtualissue.views.urls import address_of, articles_address

CHIP, APART = 24, 2.5  # the least side of an article's square, and the room to the next
LONGEST = 3  # lines of squares in one place; where there would be more, their number replaces them
MOST = 200  # articles in the chart; where there are more, all are counted
TOP, GAP, LABEL = 28, 9, 26  # heights of the years above all, of the room between rows, of a name above a row
WIDEST = 0.36  # the share of the names beside the plot, of the width of the canvas
LARGEST = 10_000  # the most years that are put together
SIZES = (*(step * 10**power for power in range(4) for step in (1, 2, 5)), LARGEST)


@dataclass(frozen=True)
class YearsFrame:
    """Where rows and years are: the room beside the plot, and how wide a square is.

    `counted` says that no article has a square: its number would be taken for a count.
    """

    crossing: Crossing
    canvas: Canvas
    left: float
    chip: float
    counted: bool

    @property
    def step(self) -> float:
        """From the beginning of a column to the next."""
        return (self.canvas.width - self.left) / len(self.crossing.columns)

    @property
    def fit(self) -> int:
        """How many squares are side by side in a column."""
        return max(int((self.step + 0.1) / (self.chip + APART)), 1)

    @property
    def indent(self) -> float:
        """How far the squares of a row are below its top."""
        return (GAP + APART) / 2 + (LABEL if self.canvas.narrow else 0)

    def x(self, column: Heading) -> float:
        """Where a column begins."""
        return self.left + self.crossing.columns.index(column) * self.step

    def lines(self, articles: Sequence[Article]) -> int:
        """How many lines of squares a crossing takes; 0 where a number stands for its articles."""
        lines = math.ceil(len(articles) / self.fit)
        return 0 if lines > LONGEST or self.counted else lines

    def height(self, row: Heading) -> float:
        """How high a row is."""
        lines = [1, *(self.lines(articles) for _, articles in self.crossing.along(row))]
        return max(lines) * (CHIP + APART) + GAP + (LABEL if self.canvas.narrow else 0)

    @property
    def has_numbers(self) -> bool:
        """Whether a number stands for articles anywhere."""
        return not all(map(self.lines, self.crossing.articles.values()))


def plot_years(issue: Issue, chart: Chart, canvas: Canvas) -> Plot:
    """Rows of squares under the years."""
    frame = _find_frame(issue, chart, canvas)
    tops, foot = list[tuple[Heading, float]](), float(TOP)
    for row in canvas.keep(frame.crossing.rows):
        tops.append((row, foot))
        foot += frame.height(row)
    rules = "".join(f"M0 {number(top)}h{canvas.width}" for _, top in tops)
    room = canvas.width if canvas.narrow else frame.left - 12
    middle = 16 if canvas.narrow else (CHIP + APART + GAP) / 2
    names = (part for row, top in tops for part in draw_heading(row, top + middle, room))
    notes = _draw_note(issue, foot, canvas) if frame.has_numbers else []
    drawn = hidden(*shade(tops, foot, canvas), path(rules, stroke=LINE), *_draw_years(frame), *names, *notes)
    marks = (mark for row, top in tops for mark in _draw_row(frame, row, top, issue))
    return Plot(foot + 20 * len(notes), (drawn, *marks))


def _find_frame(issue: Issue, chart: Chart, canvas: Canvas) -> YearsFrame:
    """As many years put together as it takes for their labels to be side by side."""
    years = [article.year for article in issue.articles.values() if article.year]
    headings = cross_years(issue, chart, LARGEST).rows
    widest = max((heading.width for heading in headings), default=0)
    left = 0 if canvas.narrow else min(widest + 16, canvas.width * WIDEST)
    numbers = (plain(str(article.number)) for article in issue.articles.values())
    chip = max(CHIP, *(width_of(line, SMALL, bold=True) + 4 for line in numbers))
    size = next(size for size in SIZES if size == LARGEST or _fits(size, years, chip, canvas.width - left))
    return YearsFrame(cross_years(issue, chart, size), canvas, left, chip, len(years) > MOST)


def _fits(size: int, years: Sequence[int], chip: float, width: float) -> bool:
    """Whether labels and squares have room where so many years are together."""
    columns = max(years, default=0) // size - min(years, default=0) // size + 1
    label = width_of(plain("2000" if size == 1 else "2000–09"), SMALL)
    return width / columns >= max(label + 8, chip + APART)


def _draw_years(frame: YearsFrame) -> Iterator[Element]:
    for n, column in enumerate(frame.crossing.columns):
        yield text(frame.left + n * frame.step, 12, column.label, SMALL, fill=QUIET)


def _draw_note(issue: Issue, foot: float, canvas: Canvas) -> list[Element]:
    words = set_word(issue.words, "counted_in_frame", kinds=name_things(issue, "article"))
    return [
        text(0, foot + 12 + 20 * n, line, SMALL, fill=QUIET)
        for n, line in enumerate(wrap(words, canvas.width, SMALL))
    ]


def _draw_row(frame: YearsFrame, row: Heading, top: float, issue: Issue) -> Iterator[Element]:
    """A square for each article, or the number of them."""
    y, pitch = top + frame.indent, frame.chip + APART
    for column, articles in frame.crossing.along(row):
        x = frame.x(column)
        if frame.lines(articles):
            for n, article in enumerate(articles):
                place = x + n % frame.fit * pitch, y + n // frame.fit * (CHIP + APART)
                yield _draw_chip(place, frame.chip, row, article)
        else:
            yield _draw_count(frame, (x, y), (row, column), issue)


def _draw_count(frame: YearsFrame, place: tuple[float, float], key: Key, issue: Issue) -> Element:
    """How many articles a row has in a column, which leads to their list; one leads to itself."""
    (x, y), (row, column), width = place, key, max(frame.step - 8, CHIP)
    articles = frame.crossing.at(row, column)
    count, alone = len(articles), articles[0] if len(articles) == 1 else None
    return link(
        address_of("article", alone.slug) if alone else _find_list(row, articles),
        _name_article(row, alone)
        if alone
        else f"{issue.words.count(count, 'article', 'articles')}, {column.text}, {row.text}",
        rect(x + 1, y, width, CHIP, rx=4, stroke=row.color),
        text(x + 1 + width / 2, y + CHIP / 2, plain(f"{count}"), SMALL, anchor="middle", bold=True),
        shown=True,
    )


def _find_list(row: Heading, articles: Sequence[Article]) -> str:
    """The list of the articles of a row in some years."""
    years = sorted({year_key(article) for article in articles})
    return articles_address([row.choice, *(("year", year) for year in years)])


def _draw_chip(place: tuple[float, float], wide: float, row: Heading, article: Article) -> Element:
    (x, y), words = place, plain(str(article.number))
    return link(
        address_of("article", article.slug),
        _name_article(row, article),
        rect(x, y, wide, CHIP, rx=4, fill=row.color),
        text(x + wide / 2, y + CHIP / 2, words, SMALL, anchor="middle", bold=True, fill=PAPER),
        shown=True,
    )


def _name_article(row: Heading, article: Article) -> str:
    return f"{article.number}: {article.short_authors}, {article.year_text}, {row.text}: {article.title.text}"


def describe_years(issue: Issue, chart: Chart) -> str:
    """Which articles each row has in which year, by number."""
    crossing = cross_years(issue, chart)
    rows, articles = (name_things(issue, kind) for kind in (chart.by or "", "article"))
    numbers = {
        row: [f"{column.text}: {_say_numbers(issue, found)}" for column, found in crossing.along(row)]
        for row in crossing.rows
    }
    return compose(
        issue.words,
        issue.words.text("years_opening", rows=rows, kinds=articles),
        [f"{row.spoken}: {'; '.join(found)}" for row, found in numbers.items()],
        [f"{row.spoken}: {_say_span(issue, crossing, row)}" for row in crossing.rows],
    )


def _say_numbers(issue: Issue, articles: Sequence[Article]) -> str:
    return issue.words.listed([str(article.number) for article in articles])


def _say_span(issue: Issue, crossing: Crossing, row: Heading) -> str:
    """How many articles a row has, from when to when."""
    years = [column.text for column, _ in crossing.along(row)]
    return issue.words.text("years_span", count=crossing.count(row), first=years[0], last=years[-1])
