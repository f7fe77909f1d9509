"""Issue -> drawings: every chart of content/charts, for each width of canvas, as a table, and in words.

A kind of chart is a row of the table below: how it is drawn, how it becomes a table, and how it is described.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from virtualissue.charts.canvas import CANVASES, LARGE, PRINT, SLIDE, Canvas, Plot
from virtualissue.charts.matrix import describe_matrix, plot_matrix, tabulate_matrix, tabulate_years
from virtualissue.charts.parts import describe_parts, plot_parts, tabulate_parts
from virtualissue.charts.svg import About, Element, picture
from virtualissue.charts.tabulation import Tabulation
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


FORMS: Mapping[str, ChartForm] = {
    "values": ChartForm(plot_values, tabulate_values, describe_values, "chart_shows"),
    "years": ChartForm(plot_years, tabulate_years, describe_years, "years_opening"),
    "parts": ChartForm(plot_parts, tabulate_parts, describe_parts, "bars_show"),
    "matrix": ChartForm(plot_matrix, tabulate_matrix, describe_matrix, "matrix_opening"),
    "map": ChartForm(plot_map, tabulate_map, describe_map, "map_opening"),
}


@dataclass(frozen=True)
class MarkedPicture:
    """The picture of a chart for the handout of a family, and what it shows in words.

    Either a band lies behind the family, or nothing else is shown.
    """

    picture: Element
    alternative: str
    has_band: bool = False


@dataclass(frozen=True, eq=False)
class Drawing:
    """A chart, each picture of it drawn when somebody asks for it; links are from the root of the site."""

    issue: Issue
    chart: Chart

    @cached_property
    def pictures(self) -> Mapping[str, Element]:
        """Those for the site, by the name of their width."""
        return {canvas.name: self._draw(canvas) for canvas in CANVASES}

    @cached_property
    def printed(self) -> Element:
        """The picture for the booklet."""
        return self._draw(PRINT)

    @cached_property
    def marked(self) -> Mapping[str, MarkedPicture]:
        """Those for the handouts, by family."""
        return {slug: self._mark(slug) for slug in self.chart.handouts}

    @cached_property
    def tabulation(self) -> Tabulation:
        """What the chart shows, as a table."""
        return self._form.tabulate(self.issue, self.chart)

    @cached_property
    def alternative(self) -> str:
        """What the chart shows, for those who cannot see it."""
        return f"{self.chart.title.spoken}. {self._description}"

    @cached_property
    def _description(self) -> str:
        return self._form.describe(self.issue, self.chart)

    @property
    def _form(self) -> ChartForm:
        return FORMS[self.chart.form]

    def _draw(self, canvas: Canvas) -> Element:
        plot = self._form.plot(self.issue, self.chart, canvas)
        name = f"chart-{self.chart.slug}-{canvas.name}"
        opening, _, _ = self._description.partition(". ")
        language = self.issue.words.find_language(self._form.opening)
        about = About(name, self.chart.title.spoken, f"{opening}.", language)
        return picture(canvas.width, plot.height, plot.body, about)

    def _mark(self, slug: str) -> MarkedPicture:
        """Articles alone are those of the family; values are there to be compared with the others."""
        if not shows_alone(self.chart, slug, self.issue):
            return MarkedPicture(
                self._draw(replace(PRINT, name=slug, marked=slug)), self.alternative, has_band=True
            )
        own = Drawing(keep_family(self.issue, slug), self.chart)
        return MarkedPicture(own._draw(replace(PRINT, name=slug)), own.alternative)


def draw_charts(issue: Issue) -> tuple[Drawing, ...]:
    """All charts in the editor's order."""
    return tuple(Drawing(issue, chart) for chart in issue.charts.values())


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
    plot = FORMS[chart.form].plot

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
