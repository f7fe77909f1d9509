"""What readers of the issue come to do, from its first page, in at most three clicks."""

from typing import NamedTuple


class Task(NamedTuple):
    """The links and buttons to click, as selectors, and what is then seen, with a part of its text."""

    clicks: tuple[str, ...]
    seen: str
    text: str


TAB = ".md-tabs a:text-is('{}')"
TASKS = {
    "the highest measured conductivity, and its paper": Task(
        (
            ".vi-opening a[href='facts.html#scandium-nasicon-conductivity']",
            "tr:target a:has-text('Ma et al.')",
        ),
        "main h1",
        "Scandium-Substituted",
    ),
    "all on an article, to save its citation": Task(
        (TAB.format("References"), "#ma-2016 .vi-number"), ".vi-save a", "BibTeX"
    ),
    "the articles that used XPS on garnets": Task(
        (TAB.format("Techniques"), ".vi-chart a[href='articles.html?techniques=xps&families=garnets']"),
        ".vi-count",
        "2 of 32",
    ),
    "the handout on garnets": Task((".vi-card a:text-is('Garnets')",), ".vi-panel .vi-prints a", "PDF"),
    "the reference of this site": Task((".vi-footer a:text-is('Cite')",), "#cite-site", "Solid Electrolytes"),
    "the families by their stability in air": Task(
        (TAB.format("Electrolyte families"),),
        ".vi-comparison li:has-text('Garnets')",
        "LLZO reacts with water",
    ),
    "the articles by Zeier": Task(
        (TAB.format("People"), "main a:has-text('Zeier')"), "h2:target", "Zeier, Wolfgang G."
    ),
    "what LGPS is": Task((TAB.format("Glossary"),), "main dl > div:has(dt:text-is('LGPS'))", "germanium"),
    "a filtered list, to share": Task(
        (
            TAB.format("Articles"),
            ".vi-facet[data-name=families] > summary",
            ".vi-facet[data-name=families] label:has-text('Garnets')",
        ),
        ".vi-count",
        "7 of 32",
    ),
    "the source of a finding": Task(
        (TAB.format("References"), "#sharafi-2017 .vi-number"), ".vi-record a.vi-doi", "10.1021/"
    ),
    "the articles without a DOI": Task(
        (
            TAB.format("Articles"),
            ".vi-facet[data-name=doi] > summary",
            ".vi-facet[data-name=doi] label:has-text('none')",
        ),
        ".vi-count",
        "11 of 32",
    ),
}
