"""What the pens of all pages share: the issue, its passages, and what reads the same wherever it stands.

A page is given values, not the things that they were made of: what it does not show, it does not know.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from markupsafe import Markup, escape

from virtualissue.address import EDITORIAL, address_of, relative
from virtualissue.chart import Drawing
from virtualissue.dictionary import Meaning, explain, find_resources
from virtualissue.exports import Download, find_downloads, find_lines
from virtualissue.issue import Issue
from virtualissue.model import Material, Technique, Term, Work
from virtualissue.paper import Print
from virtualissue.passage import Passage, Target
from virtualissue.plain import PlainPen
from virtualissue.record import Thing
from virtualissue.reference import number_ranges, range_text, render_reference
from virtualissue.witness import Askable


@dataclass(frozen=True, eq=False)
class Reference:
    """A work as others cite it; the editorial, which has no number, is E and comes first. Made once each."""

    slug: str
    number: int
    address: str
    short_authors: str
    year: int
    doi: str | None
    link: str | None
    html: Markup

    @property
    def sign(self) -> str:
        """What stands for it in the text."""
        return str(self.number) if self.number else "E"


@lru_cache(maxsize=65536)
def cite(works: tuple[Reference, ...], page: str) -> Markup:
    """Superscript numbers as links on a page: the editorial first, a run of three and more as a range."""
    numbered = {work.number: work for work in works}
    editorial = numbered.pop(0, None)
    runs = [[numbered[number] for number in run] for run in number_ranges(numbered)]
    marks = [_mark(run, page) for run in ([[editorial]] if editorial else []) + runs]
    return Markup(f'<sup class="vi-cite">[{",".join(marks)}]</sup>')


def _mark(run: list[Reference], page: str) -> Markup:
    text = range_text(tuple(work.number for work in run)) if run[0].number else run[0].sign
    target = run[0].address if len(run) == 1 else f"references.html#{run[0].slug}"
    label = "; ".join(f"{work.short_authors} {work.year}" for work in run[:3])
    more = f" and {len(run) - 3} more" if len(run) > 3 else ""
    noun = "Reference" if len(run) == 1 else "References"
    spoken = escape(f"{noun} {text}: {label}{more}")
    slugs = " ".join(work.slug for work in run)
    marks = f'href="{relative(target, page)}" data-cite="{slugs}" aria-label="{spoken}"'
    return Markup(f"<a {marks}>{text}</a>")


@dataclass(frozen=True)
class Desk(Askable):
    """Asked by every page; what it was asked once, it need not find again."""

    issue: Issue
    passages: Mapping[Target, tuple[Passage, ...]]
    titles: Mapping[str, Markup]
    drawings: tuple[Drawing, ...] = ()
    prints: tuple[Print, ...] = ()
    _references: dict[str, Reference] = field(default_factory=dict)
    _explanations: dict[Target, Markup] = field(default_factory=dict)

    def find(self, kind: str, slug: str) -> Thing | None:
        """The thing of that kind and slug, if there is one."""
        return self.issue.find(kind, slug)

    def title(self, kind: str, slug: str) -> Markup:
        """What a thing or a standing page is called."""
        return self.titles[address_of(kind, slug)] if kind == "page" else self.issue.label_of(kind, slug)

    # --- articles and the editorial ----------------------------------------------------------------------

    def reference(self, slug: str) -> Reference:
        """A work as it is cited, in ACS style."""
        if slug not in self._references:
            self._references[slug] = self._refer(slug)
        return self._references[slug]

    def _refer(self, slug: str) -> Reference:
        work: Work
        if slug == EDITORIAL:
            work, number, address = self.issue.front.editorial, 0, f"references.html#{slug}"
        else:
            article = self.issue.articles[slug]
            work, number, address = article, article.number, address_of("article", slug)
        html = render_reference(work)
        return Reference(slug, number, address, work.short_authors, work.year, work.doi, work.link, html)

    # --- names and formulas ------------------------------------------------------------------------------

    def material_of(self, formula: str) -> str | None:
        """The slug of the material that a formula stands for, if it is known."""
        material = self.issue.materials_by_formula.get(formula)
        return material.slug if material else None

    def explanation(self, target: Target) -> Markup:
        """What a name shows on hover, focus or tap: text and formulas, no links."""
        if target not in self._explanations:
            kind, slug = target
            self._explanations[target] = self._explain(self.issue.shelves[kind][slug])
        return self._explanations[target]

    def _explain(self, thing: Thing) -> Markup:
        plain = PlainPen(self.issue)
        match thing:
            case Term():
                return plain.inline(thing.definition)
            case Technique():
                return Markup(f"{escape(thing.name)}: {plain.inline(thing.probes)}")
            case Material():
                return self._material_line(thing)
        return thing.label

    def _material_line(self, material: Material) -> Markup:
        """Its formula or name, its other names, its families."""
        names = escape(", ".join(material.names if material.formula else material.aliases))
        families = Markup(", ").join(self.issue.families[slug].short.markup for slug in material.families)
        return Markup(" · ").join(part for part in (material.label, names, families) if part)

    # --- charts, prints and data -------------------------------------------------------------------------

    def charts(self, place: str) -> tuple[Drawing, ...]:
        """The charts that stand on a page (`home`) or in a section of one (`numbers#years`)."""
        return tuple(drawing for drawing in self.drawings if place in drawing.chart.pages)

    def prints_of(self, name: str) -> tuple[Print, ...]:
        """The PDFs of a document, one for each paper."""
        return tuple(printed for printed in self.prints if printed.of == name)

    def downloads(self) -> tuple[Download, ...]:
        """Every file of the data, with its size."""
        return find_downloads(self.issue)

    def dictionary(self) -> Mapping[str, tuple[Meaning, ...]]:
        """What the fields of each table of the data mean."""
        return {name: tuple(map(explain, table.fields)) for name, table in find_resources(self.issue).items()}

    def csv_line(self, table: str, slug: str = "") -> str:
        """The row of a thing in a table of the data; without a slug, that of names."""
        return find_lines(self.issue)[table][slug]
