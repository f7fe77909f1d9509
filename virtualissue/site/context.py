"""What the renderers of all pages share: the issue, its passages, and what is the same on every page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from markupsafe import Markup, escape

from virtualissue.bibliography.references.reference import FormattedReference
from virtualissue.bibliography.references.styles import find_title
from virtualissue.bibliography.work import Work
from virtualissue.charts import Drawing
from virtualissue.exports.data_dictionary import FieldMeaning, explain, find_resources
from virtualissue.exports.data_package import Download, find_downloads
from virtualissue.exports.issue_schema import DataList, find_data_lists
from virtualissue.exports.records import RecordFile, find_record_files
from virtualissue.exports.site_record import OwnCitation, cite_site
from virtualissue.model.entities import Article, Material, Technique, Term
from virtualissue.model.entity import Entity
from virtualissue.model.issue import Issue
from virtualissue.print.printouts import Edition, FindPrintouts, Printout
from virtualissue.site.table_files import TableFile, find_layout, find_scripts
from virtualissue.text.titles import Title
from virtualissue.views.back_links import Passage, Target
from virtualissue.views.plain_text import PlainRenderer
from virtualissue.views.references import CitedWork, format_in_style, format_works
from virtualissue.views.tables.layout import TableLayout, TableOf
from virtualissue.views.urls import address_of, find_standing


@dataclass(frozen=True)
class SiteContext:
    """Asked by every page; what it was asked once, it need not find again."""

    issue: Issue
    passages: Mapping[Target, tuple[Passage, ...]]
    titles: Mapping[str, Title]
    drawings: tuple[Drawing, ...] = ()
    find_printouts: FindPrintouts = tuple
    _references: dict[str, CitedWork] = field(default_factory=dict)
    _explanations: dict[Target, Markup] = field(default_factory=dict)

    @cached_property
    def standing(self) -> Mapping[str, str]:
        """The addresses of the pages that stand alone, by their names."""
        return find_standing(self.issue)

    def find(self, kind: str, slug: str) -> Entity | None:
        """The entity of that kind and slug, if there is one."""
        return self.issue.find(kind, slug)

    def title(self, kind: str, slug: str) -> Title:
        """What an entity or a standing page is called."""
        return self.titles[address_of(kind, slug)] if kind == "page" else self.issue.of_kind(kind)[slug].label

    # --- articles and the editorial ----------------------------------------------------------------------

    def reference(self, slug: str) -> CitedWork:
        """A work as it is cited, in the style of the issue."""
        if slug not in self._references:
            self._references[slug] = self._refer(slug)
        return self._references[slug]

    def _refer(self, slug: str) -> CitedWork:
        work: Work = self.issue.works[slug]
        number, address, year = 0, f"references.html#{slug}", work.year_text
        finding = Markup()
        if isinstance(work, Article):
            number, address = work.number, address_of("article", slug)
            year = work.year_label
            finding = PlainRenderer(self.issue).inline(work.finding)
        reference = format_works(self.issue)[slug]
        link = None if reference.has_link else work.link
        names, text = work.short_authors, work.link_text
        journal = str(work.journal or work.publisher or "")
        return CitedWork(slug, number, address, names, year, link, text, reference.html, journal, finding)

    def own_citation(self) -> OwnCitation:
        """How the site itself is cited."""
        return cite_site(self.issue)

    def references_in_styles(self, slug: str) -> Mapping[str, FormattedReference]:
        """The reference of a work in every style that the issue names, by the titles of the styles."""
        return {title: references[slug] for title, references in self._in_styles.items()}

    @cached_property
    def _in_styles(self) -> Mapping[str, Mapping[str, FormattedReference]]:
        styles = (self.issue.style, *self.issue.further_styles)
        return {find_title(style): format_in_style(self.issue, style) for style in styles}

    def record_files(self, page: str) -> tuple[RecordFile, ...]:
        """The files in which the records of the works of a page can be saved, by the address of the page."""
        return find_record_files(self.issue).get(page, ())

    # --- names and formulas ------------------------------------------------------------------------------

    def material_of(self, formula: str) -> str | None:
        """The slug of the material that a formula stands for, if it is known."""
        material = self.issue.materials_by_formula.get(formula)
        return material.slug if material else None

    def explanation(self, target: Target) -> Markup:
        """What a name shows on hover, focus or tap: text and formulas, no links."""
        if target not in self._explanations:
            kind, slug = target
            self._explanations[target] = self._explain(self.issue.of_kind(kind)[slug])
        return self._explanations[target]

    def _explain(self, entity: Entity) -> Markup:
        plain = PlainRenderer(self.issue)
        match entity:
            case Term():
                return plain.inline(entity.definition)
            case Technique():
                return Markup(": ").join(filter(None, (escape(entity.name), plain.inline(entity.probes))))
            case Material():
                return self._material_line(entity)
        return entity.label.markup

    def _material_line(self, material: Material) -> Markup:
        """Its formula or name, its other names, its families."""
        names = escape(", ".join(material.other_names))
        families = Markup(", ").join(family.short_label for family in self.issue.families_of(material))
        return Markup(" · ").join(part for part in (material.label, names, families) if part)

    # --- charts, prints and data -------------------------------------------------------------------------

    def charts(self, place: str) -> tuple[Drawing, ...]:
        """The charts that are on a page (`home`) or in a section of one (`numbers#years`)."""
        return tuple(drawing for drawing in self.drawings if place in drawing.chart.pages)

    def prints_of(self, name: str, edition: Edition = "students") -> tuple[Printout, ...]:
        """The PDFs of a document in one edition, one for each paper; waits where they are still being set."""
        return tuple(one for one in self.find_printouts() if one.of == name and one.edition == edition)

    def downloads(self) -> tuple[Download, ...]:
        """Every file of the data, with its size."""
        return find_downloads(self.issue)

    def dictionary(self) -> Mapping[str, tuple[FieldMeaning, ...]]:
        """What the fields of each table of the data mean."""
        return {name: tuple(map(explain, table.fields)) for name, table in find_resources(self.issue).items()}

    def data_lists(self) -> tuple[DataList, ...]:
        """The lists of the whole issue as JSON, with what their fields mean."""
        return tuple(find_data_lists(self.issue))

    def table(self, of: TableOf) -> TableLayout:
        """The table of a collection."""
        return find_layout(self.issue, of)

    def table_scripts(self, of: TableOf) -> tuple[TableFile, TableFile]:
        """The script with which that table is filtered and sorted, and that with which it is downloaded."""
        return find_scripts(self.issue, of)
