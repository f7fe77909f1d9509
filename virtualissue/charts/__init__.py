"""Issue -> drawings: every chart that content/charts declares, for each width of sheet, with its table.

A kind of chart is a row of the table below: how it is plotted, and how the same is told in a table.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from markupsafe import Markup

from virtualissue.charts.atlas import plot_map, tabulate_map
from virtualissue.charts.drawing import Drawing, Tabulation
from virtualissue.charts.grid import plot_matrix, plot_years, tabulate_matrix, tabulate_years
from virtualissue.charts.parts import plot_parts, tabulate_parts
from virtualissue.charts.sheet import SHEETS, Plot, Sheet
from virtualissue.charts.svg import tidy
from virtualissue.charts.values import plot_values, tabulate_values
from virtualissue.charts.vega import draw
from virtualissue.model.chart import Chart
from virtualissue.model.issue import Issue

Plotter = Callable[[Issue, Chart, Sheet], Plot]
Tabulator = Callable[[Issue, Chart], Tabulation]

KINDS: Mapping[str, tuple[Plotter, Tabulator]] = {
    "values": (plot_values, tabulate_values),
    "years": (plot_years, tabulate_years),
    "parts": (plot_parts, tabulate_parts),
    "matrix": (plot_matrix, tabulate_matrix),
    "map": (plot_map, tabulate_map),
}


def draw_charts(issue: Issue) -> tuple[Drawing, ...]:
    """All charts in the editor's order."""
    return tuple(draw_chart(issue, chart) for chart in issue.charts.values())


def draw_chart(issue: Issue, chart: Chart) -> Drawing:
    """One chart on all sheets, and for each handout on a wide one."""
    plot, tabulate = KINDS[chart.form]
    marked = [replace(SHEETS[0], name=slug, marked=slug) for slug in chart.handouts]
    pictures, prints = (
        {sheet.name: _draw(plot(issue, chart, sheet), chart, sheet) for sheet in sheets}
        for sheets in (SHEETS, marked)
    )
    return Drawing(chart, pictures, tabulate(issue, chart), prints)


def _draw(plot: Plot, chart: Chart, sheet: Sheet) -> Markup:
    names = (f"chart-{chart.slug}-{sheet.name}", chart.title.unicode, chart.gist.text)
    return Markup(tidy(draw(plot.spec), plot, *names))
