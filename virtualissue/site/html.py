"""Writes the HTML of one page: knows where the page lives, so every link is relative to it.

A renderer notes which articles its page cites and which names it explains, so that the foot of the page can
hold them: what a citation shows on hover is taken from the page itself and needs no network.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter

from markupsafe import Markup, escape

from virtualissue.bibliography.work import Work
from virtualissue.charts.svg import Element
from virtualissue.chemistry.formula import Formula
from virtualissue.model.author import Author
from virtualissue.model.entities import Article, Term
from virtualissue.model.entity import Entity
from virtualissue.model.issue import EDITORIAL, Issue
from virtualissue.site.context import SiteContext
from virtualissue.text.mathematics.mathematics import Mathematics
from virtualissue.text.prose import Prose, Sentence, Token, render_prose, render_sentences, render_tokens
from virtualissue.text.titles import Title
from virtualissue.views.back_links import Passage, Target, group_by_place
from virtualissue.views.error_report import report_address, report_entity, report_page
from virtualissue.views.plain_text import PlainRenderer
from virtualissue.views.references import CitedWork, cite
from virtualissue.views.urls import address_of, author_address, relative


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A line of the glossary."""

    name: str
    anchor: str
    text: Markup

    @property
    def initial(self) -> str:
        """The letter under which it is listed."""
        return self.name[0].upper()


@dataclass(frozen=True)
class PageHeading:
    """A heading of a page: its level from 1, its id, and its title as HTML."""

    level: int
    id: str
    title: Markup


def render_heading(heading: PageHeading) -> Markup:
    """The heading as HTML, in one line."""
    tag = Markup(f"h{heading.level}")
    return Markup('<{} id="{}">{}</{}>').format(tag, heading.id, heading.title, tag)


def show_code(code: str, label: str, id: str = "") -> Markup:
    """Lines of code as one line of HTML, which no template can indent and no engine can split.

    An id belongs to an element around it, for a script of the theme gives blocks of code ids of its own.
    """
    lines = (escape(line) for line in code.rstrip("\n").split("\n"))
    block = Markup('<pre class="vi-code" role="region" aria-label="{}" tabindex="0"><code>{}</code></pre>')
    shown = block.format(label, Markup("&#10;").join(lines))
    return Markup('<div id="{}">{}</div>').format(id, shown) if id else shown


ANCHOR = Markup('<p class="vi-anchor"><a href="#{}" aria-label="{}"{}></a></p>\n')


@dataclass
class HtmlRenderer:
    """The `Linker` of one page; `here` is the entity that the page is about."""

    context: SiteContext
    address: str
    here: Target = ("", "")
    cited: dict[str, CitedWork] = field(default_factory=dict)
    explained: dict[Target, Markup] = field(default_factory=dict)
    headings: list[PageHeading] = field(default_factory=list)
    links: set[str] = field(default_factory=set)
    listed: set[str] = field(default_factory=set)
    _met: set[Target] = field(default_factory=set)
    _sentences: set[str] = field(default_factory=set)
    _scripts: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        # the pages of a folder link to all else alike; one at the root may link into itself
        self._seen_from = "".join(self.address.rpartition("/")[:2]) or self.address

    @property
    def issue(self) -> Issue:
        """The issue that the page belongs to."""
        return self.context.issue

    # --- headings ----------------------------------------------------------------------------------------

    def heading(self, level: int, id: str, title: str | Title, before: str | Markup = "") -> Markup:
        """A heading, which the page notes; below the title, a link to it is beside it.

        What stands `before` it belongs to the heading, such as its number.
        The link is outside of the heading, so that it is no part of the heading's name.
        """
        heading = PageHeading(level, id, Markup("{} {}").format(before, title).strip())
        self.headings.append(heading)
        name = heading.title.striptags()
        if isinstance(title, Title):
            name = f"{Markup(before).striptags()} {title.spoken}".strip()
        words = self.issue.words
        label, language = words.text("link_to_section", title=name), words.mark_if_english("link_to_section")
        link = ANCHOR.format(id, label, language) if level > 1 else Markup("")
        return link + render_heading(heading)

    # --- addresses ---------------------------------------------------------------------------------------

    def url(self, address: str) -> str:
        """An address from the root of the site as a link on this page."""
        self.links.add(address)
        return relative(address, self.address)

    def script(self, name: str) -> Markup:
        """The element that loads assets/NAME.js; nothing where the page has it already."""
        if name in self._scripts:
            return Markup()
        self._scripts.add(name)
        return Markup('<script src="{}" defer></script>').format(relative(f"assets/{name}.js", self.address))

    def to(self, entity: Entity) -> str:
        """The link to an entity."""
        return self.url(address_of(entity.kind, entity.slug))

    def list_work(self, article: Article) -> str:
        """The link to an article that the page lists, so that its references need not list it again."""
        self.listed.add(article.slug)
        return self.to(article)

    def to_author(self, author: Author) -> str:
        """The link to a person."""
        return self.url(author_address(author))

    def report(self, entity: Entity | None = None) -> str:
        """Where an error in an entity, or on this page, can be reported; empty where nobody takes reports."""
        front, entity = self.issue.front, entity or self.issue.find(*self.here)
        if not front.report_url:
            return ""
        address = address_of(entity.kind, entity.slug) if entity else self.address
        suspect = report_entity(entity) if entity else report_page(address, front.file)
        return report_address(front.report_url, front.home + address, suspect)

    def entities(self, kind: str, slugs: Iterable[str]) -> list[Entity]:
        """The entities of one kind with these slugs, in their order."""
        return [entity for slug in slugs if (entity := self.issue.find(kind, slug))]

    # --- charts ------------------------------------------------------------------------------------------

    def picture(self, picture: Element) -> Markup:
        """A picture of a chart with its links as links on this page."""
        return picture.render(lambda name, value: self.url(value) if name == "href" else value)

    # --- prose -------------------------------------------------------------------------------------------

    def prose(self, prose: Prose) -> Markup:
        """Prose as paragraphs, each sentence with its id."""
        return render_prose(prose, self)

    def inline(self, prose: Prose) -> Markup:
        """Prose as one run of text without ids, for a card, a list or a cell."""
        return Markup(" ").join(render_tokens(sentence.tokens, self) for sentence in prose.sentences)

    def sentences(self, prose: Prose) -> Markup:
        """Prose as one run of text, each sentence with its id: for passages that are in a list."""
        return render_sentences(prose.sentences, self)

    def first_sentence(self, prose: Prose) -> Markup:
        """The first sentence of prose, without its id."""
        return render_tokens(prose.sentences[0].tokens, self)

    def passage(self, passage: Passage) -> Markup:
        """A sentence from another page."""
        return render_tokens(passage.sentence.tokens, self)

    def to_passage(self, passage: Passage) -> str:
        """The link that jumps to a sentence and marks it."""
        page = address_of(passage.host.kind, passage.host.slug).partition("#")[0]
        return self.url(f"{page}#{passage.sentence.id}")

    def passages_about(self, entity: Entity) -> list[tuple[Entity, tuple[Passage, ...]]]:
        """Every passage of the issue that cites or names an entity, by the places where they are."""
        return group_by_place(self.context.passages.get((entity.kind, entity.slug), ()))

    def is_first(self, sentence: Sentence) -> bool:
        """Whether the page has no sentence of the same words before it; an id may stand there only once."""
        before = len(self._sentences)
        self._sentences.add(sentence.id)
        return len(self._sentences) > before

    # --- what prose links to -----------------------------------------------------------------------------

    def citation(self, slugs: Iterable[str]) -> Markup:
        """Superscript numbers, linked; the foot of the page will hold what is cited.

        Where the editorial is first cited on the page, its sign is explained.
        """
        works = tuple(map(self.context.reference, slugs))
        is_first = EDITORIAL not in self.cited
        self.cited.update((work.slug, work) for work in works)
        return cite(works, self._seen_from, is_first, self.issue.words)

    def formula(self, formula: Formula | Mathematics) -> Markup:
        """A formula, linked where a known material that this page is not about first stands on it."""
        slug = self.context.material_of(formula.text) if isinstance(formula, Formula) else None
        if slug is None or ("material", slug) in (self.here, *self._met):
            return Markup(formula.markup)
        return self._explain(("material", slug), Markup(formula.markup))

    def name(self, kind: str, slug: str, text: str) -> Markup:
        """A declared name: linked and explained where it first stands on the page."""
        if (kind, slug) == self.here or (kind, slug) in self._met:
            return escape(text)
        return self._explain((kind, slug), escape(text))

    def _explain(self, target: Target, inner: Markup) -> Markup:
        self._met.add(target)
        if target not in self.explained:
            self.explained[target] = self.context.explanation(target)
        return Markup(f"<a {_link_to(*target, self._seen_from)}>{inner}</a>")

    def fact(self, slug: str, form: str = "whole") -> Markup:
        """A fact's value, linked to its record, with how it was obtained and under what condition."""
        fact = self.issue.facts[slug]
        value = Markup('<a class="vi-fact" href="{}">{}</a>').format(self.to(fact), fact.html)
        terms = self.issue.render_terms(fact) if form == "whole" else ""
        return Markup('{} <span class="vi-conditions">({})</span>').format(value, terms) if terms else value

    def glossary(self) -> list[GlossaryEntry]:
        """Every word of the issue in one alphabet: terms defined, other names with where they lead."""
        terms = [
            GlossaryEntry(term.term, term.slug, self._definition(term)) for term in self.issue.terms.values()
        ]
        others = [
            GlossaryEntry(name, f"{entity.kind}-{entity.slug}-{number}", self._pointer(entity))
            for collection in (self.issue.materials, self.issue.techniques)
            for entity in collection.values()
            for number, name in enumerate(entity.aliases, start=1)
        ]
        return sorted([*terms, *others], key=lambda entry: entry.name.casefold())

    def _definition(self, term: Term) -> Markup:
        see = Markup(", ").join(
            Markup('<a href="#{}">{}</a>').format(slug, self.issue.terms[slug].term) for slug in term.see
        )
        words = self.issue.words
        others = words("also", names=", ".join(term.aliases)) if term.aliases else ""
        others_seen = words("see", names=see) if see else ""
        return Markup(" ").join(filter(None, (self.inline(term.definition), others, others_seen)))

    def _pointer(self, entity: Entity) -> Markup:
        explanation = self.context.explanation((entity.kind, entity.slug))
        words = self.issue.words
        label = words.text("its_page_about", name=entity.plain)
        language = words.mark_if_english("its_page_about")
        link = Markup('{} <a class="vi-page-link" href="{}" aria-label="{}"{}>{}</a>')
        return link.format(explanation, self.to(entity), label, language, words.its_page)

    def pointer(self, pointer: str) -> Markup:
        """An entity or page named as `kind:slug`, linked by its own title."""
        kind, _, slug = pointer.partition(":")
        address, title = address_of(kind, slug), self.context.title(kind, slug)
        return Markup('<a href="{}">{}</a>').format(self.url(address), title)

    def link(self, kind: str, target: str, tokens: tuple[Token, ...]) -> Markup:
        """A link written by hand; one that leaves the site says so."""
        inner = render_tokens(tokens, PlainRenderer(self.issue))
        if kind == "https":
            return Markup('<a class="vi-outward" href="{}">{}</a>').format(target, inner)
        return Markup('<a href="{}">{}</a>').format(self.url(address_of(kind, target)), inner)

    def cited_works(self, *, listed: bool = False) -> list[CitedWork]:
        """The works cited so far: the editorial first, then by number.

        With `listed`, only those that the page also lists; otherwise only the others.
        """
        works = (work for work in self.cited.values() if (work.slug in self.listed) == listed)
        return sorted(works, key=lambda work: work.number)

    def recorded_works(self) -> list[Work]:
        """The works whose records the page has: those that it lists, or else those that it cites."""
        slugs = self.listed or {work.slug for work in self.cited_works()}
        articles = sorted(map(self.issue.articles.__getitem__, slugs - {EDITORIAL}), key=attrgetter("number"))
        editorial = self.issue.front.editorial if EDITORIAL in slugs else None
        return [editorial, *articles] if editorial else list(articles)


@lru_cache(maxsize=65536)
def _link_to(kind: str, slug: str, page: str) -> str:
    """The attributes of a link to what a name stands for; all pages of a folder share them."""
    return f'class="vi-term" href="{relative(address_of(kind, slug), page)}" data-term="{kind}-{slug}"'
