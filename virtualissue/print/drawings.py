"""Charts and structures for print: in the colors of paper, with what stands below them."""

from virtualissue.charts import Drawing, MarkedPicture, draw_large
from virtualissue.charts.structures.picture import ON_PAPER, draw_structure
from virtualissue.charts.svg import INK, Element
from virtualissue.model.entities import Family
from virtualissue.model.issue import Issue
from virtualissue.model.structure import Structure
from virtualissue.print.context import PrintContext
from virtualissue.print.inline import PrintData, PrintRenderer, set_title, sources_of
from virtualissue.views.palette import PRINT, name_colors

HIGHEST_LARGE = 400  # in the units of its canvas: what is higher, large print has in parts


def set_chart(
    drawing: Drawing, context: PrintContext, renderer: PrintRenderer, family: Family | None = None
) -> PrintData:
    """A chart in the colors of print, and what it shows in words, with the sources of its values.

    In the handout of a family it is marked there, or shows nothing else.
    """
    chart, issue = drawing.chart, context.issue
    shown = drawing.marked[family.slug] if family else MarkedPicture(drawing.printed, drawing.alternative)
    if chart.form == "years":
        drawn = issue.articles_of(family) if family else issue.articles.values()
        renderer.cited.update(article.slug for article in drawn)
    values = [fact for fact in issue.facts.values() if fact.quantity and fact.quantity == chart.quantity]
    sources = dict.fromkeys(slug for fact in values for slug in sources_of(fact))
    pictures = [shown.picture]
    if context.choice.large_print:
        parts = draw_large(issue, chart, HIGHEST_LARGE, family.slug if family else "")
        pictures = [part.picture for part in parts]
    return {
        "id": f"chart:{chart.slug}",
        "number": context.figures[f"chart:{chart.slug}"],
        "title": set_title(chart.title),
        "gist": renderer.inline(chart.gist),
        "sources": renderer.numbers(tuple(sources)) if chart.form == "values" else [],
        "svg": color_drawing(pictures[0], issue),
        "alternative": shown.alternative,
        "parts": [
            {"svg": color_drawing(one, issue), "alternative": chart.title.spoken} for one in pictures[1:]
        ],
        "marked": shown.has_band,
    }


def set_structures(family: Family, context: PrintContext, renderer: PrintRenderer) -> list[PrintData]:
    """The structures of a family, with the numbers of their figures."""
    numbers = context.figures
    return [
        set_structure(one, renderer) | {"number": numbers[f"structure:{one.slug}"]}
        for one in context.issue.structures_of(family)
    ]


def set_structure(structure: Structure, renderer: PrintRenderer) -> PrintData:
    """The still drawing of a structure, with what it was drawn after."""
    source = structure.source
    drawing = draw_structure(structure, renderer.issue.words, enlarged=ON_PAPER)
    return {
        "id": f"structure:{structure.slug}",
        "title": set_title(structure.title),
        "caption": renderer.inline(structure.caption),
        "difference": renderer.inline(structure.difference) if structure.difference else [],
        "source": source.text,
        "doi": source.doi or "",
        "href": source.address,
        "svg": color_drawing(drawing.picture, renderer.issue),
        "alternative": structure.alt,
    }


def color_drawing(drawing: Element, issue: Issue) -> str:
    """A drawing as SVG in the colors of paper."""
    colors = {f"var(--vi-{name})": color for name, color in name_colors(PRINT, issue).items()}
    colors[INK] = PRINT.ink
    painted = ("fill", "stroke")
    return str(drawing.render(lambda name, value: colors.get(value, value) if name in painted else value))
