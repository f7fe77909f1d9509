"""Writes the HTML of one page: knows where the page lives, so every link is relative to it.

A pen notes which articles its page cites and which names it explains, so that the foot of the page can
hold them: what a citation shows on hover is taken from the page itself and needs no network.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from virtualissue.address import EDITORIAL, address_of, author_address, relative
from virtualissue.chart import Drawing
from virtualissue.formula import Formula
from virtualissue.issue import Author, Issue
from virtualissue.model import Material, Technique, Term, Work
from virtualissue.paper import Print
from virtualissue.passage import Passage, Target
from virtualissue.prose import Prose, Token, render_prose, render_sentences, render_tokens
from virtualissue.record import Thing
from virtualissue.reference import number_ranges, range_text, render_reference
from virtualissue.report import report_address, suspect_page, suspect_thing

HREF = re.compile(r' href="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the glossary."""

    name: str
    anchor: str
    text: Markup

    @property
    def initial(self) -> str:
        """The letter under which it stands."""
        return self.name[0].upper()


@dataclass(frozen=True)
class Desk:
    """What the pens of all pages share: the issue, its passages, and what reads the same on every page."""

    issue: Issue
    passages: Mapping[Target, tuple[Passage, ...]]
    titles: Mapping[str, Markup]
    drawings: tuple[Drawing, ...] = ()
    prints: tuple[Print, ...] = ()
    citations: dict[tuple[str, tuple[str, ...]], Markup] = field(default_factory=dict)
    marks: dict[tuple[str, Target], str] = field(default_factory=dict)
    _references: dict[str, Markup] = field(default_factory=dict)
    _explanations: dict[Target, Markup] = field(default_factory=dict)

    def reference(self, work: Work) -> Markup:
        """A reference in ACS style."""
        key = work.title.source
        if key not in self._references:
            self._references[key] = render_reference(work)
        return self._references[key]

    def explanation(self, thing: Thing) -> Markup:
        """What a name shows on hover, focus or tap: plain text with formulas, no links."""
        target = (thing.kind, thing.slug)
        if target not in self._explanations:
            self._explanations[target] = self._explain(thing)
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
        names = escape(", ".join(material.names))
        families = Markup(", ").join(self.issue.families[slug].short.markup for slug in material.families)
        parts = [part for part in (material.label if names else None, names, families) if part]
        return Markup(" · ").join(parts or [material.label])


@dataclass
class Pen:
    """The `Linker` of one page; `here` is the thing that the page is about."""

    desk: Desk
    address: str
    here: Target = ("", "")
    cited: dict[str, Work] = field(default_factory=dict)
    explained: dict[Target, Markup] = field(default_factory=dict)
    _met: set[Target] = field(default_factory=set)

    def __post_init__(self) -> None:
        # the pages of a folder link to all else alike; one at the root may link into itself
        self._seen_from = self.address.rpartition("/")[0] or self.address

    @property
    def issue(self) -> Issue:
        """The issue that the page belongs to."""
        return self.desk.issue

    # --- addresses ---------------------------------------------------------------------------------------

    def url(self, address: str) -> str:
        """An address from the root of the site as a link on this page."""
        return relative(address, self.address)

    def to(self, thing: Thing) -> str:
        """The link to a thing."""
        return self.url(address_of(thing.kind, thing.slug))

    def to_author(self, author: Author) -> str:
        """The link to a person."""
        return self.url(author_address(author))

    def report(self, thing: Thing | None = None) -> str:
        """Where an error in a thing, or on this page, can be reported; empty where nobody takes reports."""
        front, thing = self.issue.front, thing or self.issue.find(*self.here)
        if not front.report_url:
            return ""
        address = address_of(thing.kind, thing.slug) if thing else self.address
        seen = f"{front.site_url.rstrip('/')}/{address}" if front.site_url else address
        suspect = suspect_thing(thing) if thing else suspect_page(address, front.file)
        return report_address(front.report_url, seen, suspect)

    def things(self, kind: str, slugs: Iterable[str]) -> list[Thing]:
        """The things of one kind with these slugs, in their order."""
        return [thing for slug in slugs if (thing := self.issue.find(kind, slug))]

    # --- charts ------------------------------------------------------------------------------------------

    def charts(self, place: str) -> list[Drawing]:
        """The charts that stand on a page (`home`) or in a section of one (`numbers#years`)."""
        return [drawing for drawing in self.desk.drawings if place in drawing.chart.pages]

    def picture(self, picture: Markup) -> Markup:
        """A picture of a chart with its links as links on this page."""
        return Markup(HREF.sub(lambda href: f' href="{self.url(href[1])}"', picture))

    # --- prose -------------------------------------------------------------------------------------------

    def prose(self, prose: Prose) -> Markup:
        """Prose as paragraphs, each sentence with its id."""
        self._met.clear()
        return render_prose(prose, self)

    def inline(self, prose: Prose) -> Markup:
        """Prose as one run of text without ids, for a card, a list or a cell."""
        self._met.clear()
        return Markup(" ").join(render_tokens(sentence.tokens, self) for sentence in prose.sentences)

    def sentences(self, prose: Prose) -> Markup:
        """Prose as one run of text, each sentence with its id: for passages that stand in a list."""
        self._met.clear()
        return render_sentences(prose.sentences, self)

    def first_sentence(self, prose: Prose) -> Markup:
        """The first sentence of prose, without its id."""
        self._met.clear()
        return render_tokens(prose.sentences[0].tokens, self)

    def passage(self, passage: Passage) -> Markup:
        """A sentence from elsewhere, as it stands there."""
        self._met.clear()
        return render_tokens(passage.sentence.tokens, self)

    def to_passage(self, passage: Passage) -> str:
        """The link that jumps to a sentence and marks it."""
        page = address_of(passage.host.kind, passage.host.slug).partition("#")[0]
        return self.url(f"{page}#{passage.sentence.id}")

    def passages_about(self, thing: Thing) -> tuple[Passage, ...]:
        """Every passage of the issue that cites or names a thing."""
        return self.desk.passages.get((thing.kind, thing.slug), ())

    # --- what prose links to -----------------------------------------------------------------------------

    def citation(self, slugs: Iterable[str]) -> Markup:
        """Superscript numbers; the editorial, which has none, is E; a run of three and more is a range."""
        slugs = tuple(slugs)
        self.cited.update((slug, self._work(slug)) for slug in slugs)
        marks = self.desk.citations.get((self._seen_from, slugs))
        if marks is None:
            marks = self.desk.citations[self._seen_from, slugs] = self._cite(slugs)
        return marks

    def _work(self, slug: str) -> Work:
        return self.issue.front.editorial if slug == EDITORIAL else self.issue.articles[slug]

    def _cite(self, slugs: tuple[str, ...]) -> Markup:
        works = {self.issue.articles[slug].number: slug for slug in slugs if slug != EDITORIAL}
        marks = [self._mark([works[n] for n in run], range_text(run)) for run in number_ranges(works)]
        if EDITORIAL in slugs:
            marks.insert(0, self._mark([EDITORIAL], "E"))
        return Markup(f'<sup class="cite">{",".join(marks)}</sup>')

    def _mark(self, slugs: list[str], text: str) -> Markup:
        works = [self._work(slug) for slug in slugs]
        one_article = len(slugs) == 1 and slugs[0] != EDITORIAL
        target = address_of("article", slugs[0]) if one_article else f"references.html#{slugs[0]}"
        label = "; ".join(f"{work.short_authors} {work.year}" for work in works[:3])
        more = f" and {len(works) - 3} more" if len(works) > 3 else ""
        noun = "Reference" if len(slugs) == 1 else "References"
        spoken = escape(f"{noun} {text}: {label}{more}")
        marks = f'href="{self.url(target)}" data-cite="{" ".join(slugs)}" aria-label="{spoken}"'
        return Markup(f"<a {marks}>{text}</a>")

    def formula(self, formula: Formula) -> Markup:
        """A formula, linked where it is a known material that this page is not about."""
        material = self.issue.materials_by_formula.get(formula.text)
        if material is None or self.here == ("material", material.slug):
            return Markup(formula.markup)
        return self._explain(material, Markup(formula.markup))

    def name(self, kind: str, slug: str, text: str) -> Markup:
        """A declared name: linked and explained where it first stands in a run of prose."""
        thing = self.issue.find(kind, slug)
        if thing is None or (kind, slug) == self.here or (kind, slug) in self._met:
            return escape(text)
        return self._explain(thing, escape(text))

    def _explain(self, thing: Thing, inner: Markup) -> Markup:
        target = (thing.kind, thing.slug)
        self._met.add(target)
        if target not in self.explained:
            self.explained[target] = self.desk.explanation(thing)
        mark = self.desk.marks.get((self._seen_from, target))
        if mark is None:
            mark = f'class="term {thing.kind}" href="{self.to(thing)}" data-term="{thing.kind}-{thing.slug}"'
            self.desk.marks[self._seen_from, target] = mark
        return Markup(f"<a {mark}>{inner}</a>")

    def fact(self, slug: str, form: str = "whole") -> Markup:
        """A fact's value, linked to its record, with how it was won and under what condition."""
        fact = self.issue.facts[slug]
        value = Markup('<a class="fact" href="{}">{}</a>').format(self.to(fact), fact.html)
        terms = self.issue.terms_of(fact) if form == "whole" else ""
        return Markup('{} <span class="terms">({})</span>').format(value, terms) if terms else value

    def glossary(self) -> list[Entry]:
        """Every word of the issue in one alphabet: terms defined, other names with where they lead."""
        terms = [Entry(term.term, term.slug, self._definition(term)) for term in self.issue.terms.values()]
        others = [
            Entry(name, f"{thing.kind}-{thing.slug}-{number}", self._pointer(thing))
            for shelf in (self.issue.materials, self.issue.techniques)
            for thing in shelf.values()
            for number, name in enumerate(thing.aliases, start=1)
        ]
        return sorted([*terms, *others], key=lambda entry: entry.name.casefold())

    def _definition(self, term: Term) -> Markup:
        see = Markup(", ").join(
            Markup('<a href="#{}">{}</a>').format(slug, self.issue.terms[slug].term) for slug in term.see
        )
        others = f" Also: {', '.join(term.aliases)}." if term.aliases else ""
        return self.inline(term.definition) + others + (Markup(" See {}.").format(see) if see else "")

    def _pointer(self, thing: Thing) -> Markup:
        return Markup('{} <a href="{}">Its page</a>').format(self.desk.explanation(thing), self.to(thing))

    def prints(self, name: str) -> list[Print]:
        """The PDFs of a document, one for each paper."""
        return [printed for printed in self.desk.prints if printed.of == name]

    def pointer(self, pointer: str) -> Markup:
        """A thing or page named as `kind:slug`, linked by its own title."""
        kind, _, slug = pointer.partition(":")
        thing = self.issue.find(kind, slug) if kind != "page" else None
        address = address_of(kind, slug)
        title = thing.label if thing else self.desk.titles[address]
        return Markup('<a href="{}">{}</a>').format(self.url(address), title)

    def link(self, kind: str, target: str, tokens: tuple[Token, ...]) -> Markup:
        """A link written by hand; one that leaves the site says so."""
        inner = render_tokens(tokens, PlainPen(self.issue))
        if kind == "https":
            return Markup('<a class="outward" href="{}">{}</a>').format(target, inner)
        return Markup('<a href="{}">{}</a>').format(self.url(address_of(kind, target)), inner)

    def reference(self, work: Work) -> Markup:
        """A reference in ACS style."""
        return self.desk.reference(work)

    def cited_works(self) -> list[tuple[str, Work]]:
        """What the page has cited so far: the editorial first, then by number."""
        order = {slug: article.number for slug, article in self.issue.articles.items()}
        return sorted(self.cited.items(), key=lambda item: order.get(item[0], 0))


@dataclass
class PlainPen:
    """A linker that links nothing: formulas and values are set, names stay words, citations are silent."""

    issue: Issue

    def inline(self, prose: Prose) -> Markup:
        """Prose as one run of text."""
        return Markup(" ").join(render_tokens(sentence.tokens, self) for sentence in prose.sentences)

    def citation(self, slugs: tuple[str, ...]) -> Markup:
        """Nothing."""
        return Markup("")

    def formula(self, formula: Formula) -> Markup:
        """The formula, typeset."""
        return Markup(formula.html)

    def fact(self, slug: str, form: str) -> Markup:
        """The value, typeset."""
        return Markup(self.issue.facts[slug].amount.html)

    def name(self, kind: str, slug: str, text: str) -> Markup:
        """The name as a word."""
        return escape(text)

    def link(self, kind: str, target: str, tokens: tuple[Token, ...]) -> Markup:
        """The words of the link."""
        return render_tokens(tokens, self)
