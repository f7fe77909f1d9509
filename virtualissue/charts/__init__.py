"""Issue -> drawings: every chart of content/charts, for each width of canvas, as a table, and in words.

A kind of chart is a row of the table below: how it is drawn, how it becomes a table, and how it is described.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from virtualissue.charts.canvas import CANVASES, LARGE, PRINT, SLIDE, Canvas, Plot
from virtualissue.charts.drawing import Drawing, MarkedPicture, Tabulation
from virtualissue.charts.matrix import describe_matrix, plot_matrix, tabulate_matrix, tabulate_years
from virtualissue.charts.parts import describe_parts, plot_parts, tabulate_parts
from virtualissue.charts.svg import About, Element, picture
from virtualissue.charts.values import describe_values, plot_values, tabulate_values
from virtualissue.charts.world_map import describe_map, plot_map, tabulate_map
from virtualissue.charts.years import describe_years, plot_years
from virtualissue.model.chart import Chart
from virtualissue.model.issue import Issue


class ChartPart(NamedTuple):
    """A chart, or a part of it, on a slide or in large print; its height is in the units of its canvas."""

    picture: Element
    height: float


class ChartForm(NamedTuple):
    """A kind of chart: how it is plotted on a canvas, how it becomes a table, and how it is described.

    `opening` is the fixed word with which the description begins.
    """

    plot: Callable[[Issue, Chart, Canvas], Plot]
    tabulate: Callable[[Issue, Chart], Tabulation]
    describe: Callable[[Issue, Chart], str]
    opening: str


KINDS: Mapping[str, ChartForm] = {
    "values": ChartForm(plot_values, tabulate_values, describe_values, "chart_shows"),
    "years": ChartForm(plot_years, tabulate_years, describe_years, "years_opening"),
    "parts": ChartForm(plot_parts, tabulate_parts, describe_parts, "bars_show"),
    "matrix": ChartForm(plot_matrix, tabulate_matrix, describe_matrix, "matrix_opening"),
    "map": ChartForm(plot_map, tabulate_map, describe_map, "map_opening"),
}


def draw_charts(issue: Issue) -> tuple[Drawing, ...]:
    """All charts in the editor's order."""
    return tuple(draw_chart(issue, chart) for chart in issue.charts.values())


def draw_chart(issue: Issue, chart: Chart) -> Drawing:
    """One chart for both widths of the site, for the booklet, and for each handout that it is in."""
    kind = KINDS[chart.form]
    opening, _, _ = (description := kind.describe(issue, chart)).partition(". ")

    def draw(canvas: Canvas, shown: Issue = issue) -> Element:
        plot = kind.plot(shown, chart, canvas)
        name = f"chart-{chart.slug}-{canvas.name}"
        about = About(name, chart.title.spoken, f"{opening}.", issue.words.find_language(kind.opening))
        return picture(canvas.width, plot.height, plot.body, about)

    def mark(slug: str) -> MarkedPicture:
        """Articles alone are those of the family; values are there to be compared with the others."""
        if not shows_alone(chart, slug, issue):
            return MarkedPicture(draw(replace(PRINT, name=slug, marked=slug)), alternative, has_band=True)
        own = keep_family(issue, slug)
        words = f"{chart.title.spoken}. {kind.describe(own, chart)}"
        return MarkedPicture(draw(replace(PRINT, name=slug), own), words)

    alternative = f"{chart.title.spoken}. {description}"
    return Drawing(
        chart,
        {canvas.name: draw(canvas) for canvas in CANVASES},
        kind.tabulate(issue, chart),
        alternative,
        draw(PRINT),
        {slug: mark(slug) for slug in chart.handouts},
    )


def draw_slides(issue: Issue, chart: Chart, highest: float) -> tuple[ChartPart, ...]:
    """One chart on as few slides as can show it with all its rows, none of them higher than `highest`."""
    return _draw_parts(issue, chart, SLIDE, highest)


def draw_large(issue: Issue, chart: Chart, highest: float, slug: str = "") -> tuple[ChartPart, ...]:
    """One chart in large print, in as few parts; in the handout of a family as `Drawing.marked` has it."""
    if slug and shows_alone(chart, slug, issue):
        return _draw_parts(keep_family(issue, slug), chart, replace(LARGE, name=f"large-{slug}"), highest)
    return _draw_parts(issue, chart, replace(LARGE, marked=slug), highest)


def _draw_parts(issue: Issue, chart: Chart, canvas: Canvas, highest: float) -> tuple[ChartPart, ...]:
    """A chart without rows, or one whose single rows are that high, stays as high as it is."""
    plot = KINDS[chart.form].plot

    def draw(count: int) -> list[Plot]:
        return [plot(issue, chart, replace(canvas, part=(number, count))) for number in range(count)]

    def find_highest(plots: Sequence[Plot]) -> float:
        return max(one.height for one in plots)

    count, plots = 1, draw(1)
    while find_highest(plots) > highest and find_highest(parts := draw(count + 1)) < find_highest(plots):
        count, plots = count + 1, parts
    about = About(f"chart-{chart.slug}-{canvas.name}", chart.title.spoken, "")
    return tuple(ChartPart(picture(canvas.width, one.height, one.body, about), one.height) for one in plots)


def shows_alone(chart: Chart, slug: str, issue: Issue) -> bool:
    """Whether a family's handout shows nothing of others: its articles, but not its values."""
    return chart.form == "years" and chart.by == "family" and slug in issue.families


def keep_family(issue: Issue, slug: str) -> Issue:
    """The issue with one family, and with the articles on it alone."""
    family = issue.families[slug]
    articles = {article.slug: article for article in issue.articles_of(family)}
    return issue.with_collections(families={slug: family}, articles=articles)
