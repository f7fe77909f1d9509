"""Issue -> drawings: every chart that content/charts declares, for each width of sheet, with its table.

A kind of chart is a row of the table below: how it is plotted, and how the same is told in a table.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from markupsafe import Markup

from virtualissue.chart import Chart, Drawing, Tabulation
from virtualissue.charts import svg
from virtualissue.charts.atlas import plot_map, tabulate_map
from virtualissue.charts.grid import plot_matrix, plot_years, tabulate_matrix, tabulate_years
from virtualissue.charts.kept import Kept
from virtualissue.charts.parts import plot_parts, tabulate_parts
from virtualissue.charts.sheet import SHEETS, Plot, Sheet
from virtualissue.charts.svg import tidy
from virtualissue.charts.values import plot_values, tabulate_values
from virtualissue.charts.vega import draw, library
from virtualissue.issue import Issue

Plotter = Callable[[Issue, Chart, Sheet], Plot]
Tabulator = Callable[[Issue, Chart], Tabulation]

KINDS: Mapping[str, tuple[Plotter, Tabulator]] = {
    "values": (plot_values, tabulate_values),
    "years": (plot_years, tabulate_years),
    "parts": (plot_parts, tabulate_parts),
    "matrix": (plot_matrix, tabulate_matrix),
    "map": (plot_map, tabulate_map),
}


TIDYING = Path(svg.__file__).read_text(encoding="utf-8")


def draw_charts(issue: Issue, folder: Path) -> tuple[Drawing, ...]:
    """All charts in the editor's order; what was drawn before comes from the folder, the rest goes there."""
    kept = Kept(folder)
    drawings = tuple(draw_chart(issue, chart, kept) for chart in issue.charts.values())
    kept.forget()
    return drawings


def draw_chart(issue: Issue, chart: Chart, kept: Kept) -> Drawing:
    """One chart on all sheets."""
    plot, tabulate = KINDS[chart.form]
    pictures = {sheet.name: _draw(plot(issue, chart, sheet), chart, sheet, kept) for sheet in SHEETS}
    return Drawing(chart, pictures, tabulate(issue, chart))


def _draw(plot: Plot, chart: Chart, sheet: Sheet, kept: Kept) -> Markup:
    names = (f"chart-{chart.slug}-{sheet.name}", chart.title.unicode, chart.gist.text)
    about = [vars(mark) for mark in plot.marks], [vars(hatch) for hatch in plot.hatches]
    made_of = [library(), TIDYING, plot.spec, about, names]
    return Markup(kept.get(made_of, lambda: tidy(draw(plot.spec), plot, *names)))
