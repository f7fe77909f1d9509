"""Facts that count one thing each -> a chart of parts: a bar for each, of as many strokes as it counts."""

from collections.abc import Iterator

from markupsafe import escape

from virtualissue.charts.drawing import Entry, Tabulation
from virtualissue.charts.sheet import (
    MARK,
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
from virtualissue.model.fact import Fact
from virtualissue.model.issue import Issue
from virtualissue.views.urls import address_of

HEIGHT, BAR = 74, 22  # of a part with its words, and of its bar
NUMBER, LINE_HEIGHT = 26, 16  # type of the number, height of a line beside it
FINEST = 2.5  # the least width of a stroke with the gap behind it; finer ones run together into a bar


def plot_parts(issue: Issue, chart: Chart, sheet: Sheet) -> Plot:
    """The bars one below the other, all to one scale."""
    facts = [issue.facts[slug] for slug in chart.facts]
    tops = [number * HEIGHT for number in range(len(facts))]
    boxes = ((0, top, sheet.width, top + HEIGHT - 8) for top in tops)
    step = sheet.width / max(1, *(_count(fact) for fact in facts))
    layers = (
        *_write_numbers(facts, tops, sheet.width),
        *_draw_bars(facts, tops, step),
        targets(boxes),
    )
    marks = tuple(
        Mark(f"{fact.title}: {fact.amount.spoken}", address_of("fact", fact.slug)) for fact in facts
    )
    return Plot(sheet.width, len(facts) * HEIGHT, Margin(), layers, marks)


def _count(fact: Fact) -> float:
    return fact.amount.sort_value()


def _write_numbers(facts: list[Fact], tops: list[int], width: float) -> Iterator[Layer]:
    numbers = (write(0, top + 18, fact.amount.text) for fact, top in zip(facts, tops, strict=True))
    yield texts(numbers, size=NUMBER, fontWeight="bold")
    titles = []
    for fact, top in zip(facts, tops, strict=True):
        x = width_of(fact.amount.text, NUMBER) * 1.2 + 8
        lines = wrap(fact.title, width - x)
        first = top + 22 - (len(lines) - 1) * LINE_HEIGHT
        titles += [write(x, first + n * LINE_HEIGHT, line) for n, line in enumerate(lines)]
    yield texts(titles)


def _draw_bars(facts: list[Fact], tops: list[int], step: float) -> Iterator[Layer]:
    bars = (
        {"x": 0, "y": top + 38 + BAR / 2, "x2": _count(fact) * step}
        for fact, top in zip(facts, tops, strict=True)
    )
    strokes = [step - 1, 1] if step > FINEST else [1, 0]
    yield layer("rule", bars, stroke=MARK, strokeWidth=BAR, strokeDash=strokes)


def tabulate_parts(issue: Issue, chart: Chart) -> Tabulation:
    """One row a part."""
    facts = [issue.facts[slug] for slug in chart.facts]
    rows = tuple(
        ((Entry(escape(fact.title)),), (Entry(fact.html, address_of("fact", fact.slug)),)) for fact in facts
    )
    return Tabulation(("Part", issue.quantities[facts[0].quantity].name.capitalize()), rows)
