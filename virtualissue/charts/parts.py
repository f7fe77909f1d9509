"""Facts that count one entity each -> a chart of parts: a bar for each, of as many strokes as it counts."""

from markupsafe import escape

from virtualissue.charts.canvas import BODY, Canvas, Plot, compose
from virtualissue.charts.svg import MARK, Element, hidden, link, polyline, rect, text
from virtualissue.charts.tabulation import Entry, Tabulation
from virtualissue.charts.text_lines import plain, set_amount, width_of, wrap
from virtualissue.model.chart import Chart
from virtualissue.model.fact import Fact
from virtualissue.model.issue import Issue
from virtualissue.views.urls import address_of

NUMBER, LEADING = 26, 16  # the type of the number, and the height of a line of the words beside it
BAR, GAP = 22, 14  # the height of a bar, and the room below it
FINEST = 2.5  # the least width of a stroke with the gap behind it; finer ones run together into a bar


def plot_parts(issue: Issue, chart: Chart, canvas: Canvas) -> Plot:
    """The bars one below the other, all to one scale."""
    facts = [issue.facts[slug] for slug in chart.facts]
    step = canvas.width / max(1, *map(_count, facts))
    y, drawn, links = 0.0, list[Element](), list[Element]()
    for fact in facts:
        words, foot = _draw_number(fact, y, canvas.width)
        drawn += [*words, _draw_bar(_count(fact), foot, step)]
        box = rect(0, y, canvas.width, foot + BAR + 4 - y)
        links.append(link(address_of("fact", fact.slug), f"{fact.title}: {fact.amount.spoken}", box))
        y = foot + BAR + GAP
    return Plot(y, (hidden(*drawn), *links))


def _count(fact: Fact) -> float:
    return max(fact.amount.sort_value(), 0)


def _draw_number(fact: Fact, top: float, width: float) -> tuple[list[Element], float]:
    """The number, its words beside it or where these have no room below it, and where the bar begins."""
    amount = set_amount(fact.amount)
    x = width_of(amount, NUMBER, bold=True) + 8
    beside = width - x > width / 3
    lines = wrap(plain(fact.title), width - x if beside else width, BODY)
    first = top + (20 if beside else 44)
    words = [text(x if beside else 0, first + n * LEADING, line, BODY) for n, line in enumerate(lines)]
    foot = first + (len(lines) - 1) * LEADING + 18
    return [text(0, top + 18, amount, NUMBER, bold=True), *words], foot


def _draw_bar(count: float, top: float, step: float) -> Element:
    y = top + BAR / 2
    bar = polyline([(0, y), (count * step, y)], stroke=MARK, stroke_width=BAR)
    dashes = {"stroke_dasharray": f"{step - 1:.5g} 1"} if step > FINEST else {}
    return Element(bar.tag, {**bar.attributes, **dashes})


def describe_parts(issue: Issue, chart: Chart) -> str:
    """Each part with its number."""
    facts = [issue.facts[slug] for slug in chart.facts]
    opening = issue.words.text("bars_show", quantity=issue.quantities[facts[0].quantity].name)
    return compose(issue.words, opening, [f"{fact.title}: {fact.amount.spoken}" for fact in facts])


def tabulate_parts(issue: Issue, chart: Chart) -> Tabulation:
    """One row a part."""
    facts = [issue.facts[slug] for slug in chart.facts]
    rows = tuple(
        ((Entry(escape(fact.title)),), (Entry(fact.html, address_of("fact", fact.slug)),)) for fact in facts
    )
    return Tabulation((issue.words("part"), issue.quantities[facts[0].quantity].name.capitalize()), rows)
