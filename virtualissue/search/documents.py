"""Issue -> documents: all that can be found on the site, and what is then shown of it.

Only this module knows which sentences of an entity are quoted, and where each of them is. What the pages hold
beside the entities, such as headings and files to download, is handed over by the site as `PagePart`s.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from virtualissue.bibliography.name_forms import person_names
from virtualissue.model.author import Author
from virtualissue.model.course import Course, Problem
from virtualissue.model.entities import (
    Article,
    Material,
    Person,
    StandingPage,
    StandingSection,
    Technique,
)
from virtualissue.model.entity import Entity
from virtualissue.model.fact import Fact
from virtualissue.model.issue import Issue
from virtualissue.model.kinds import KIND_OF, KINDS
from virtualissue.model.structure import Structure
from virtualissue.search.terms import (
    SearchTerm,
    Weight,
    find_terms,
    heading_terms,
    name_terms,
    standing_terms,
)
from virtualissue.text.prose import Link, Sentence, Span, render_tokens, walk
from virtualissue.views.plain_text import PlainRenderer, TextRenderer
from virtualissue.views.subjects import subject_of
from virtualissue.views.urls import STANDING, author_address, find_address, find_page_title, find_standing
from virtualissue.words import WORDS


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A sentence that can be shown: typeset, as plain text, with the id that it has on its page, if any."""

    html: str
    text: str
    part: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document in words: one of them, and all of them."""

    name: str
    plural: str


@dataclass(frozen=True, slots=True)
class PagePart:
    """What can be found on a page and is no entity: a heading, or a file that the page offers.

    `page` is the title of the page, `names` what the part is called, `words` what else it is found by.
    """

    address: str
    kind: str
    plural: str
    page: str
    title: Markup
    names: tuple[str, ...]
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageSubject:
    """A section of a standing page with its text: the slug of the page, and that of the section."""

    page: str
    section: StandingSection


Searchable = Entity | Author | PageSubject | str  # an entity, a person, a section, the slug of a page


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One entity that can be found.

    `lead` is shown with each of its sentences: the authors and the year of an article, the value of a fact.
    """

    address: str
    sort: DocumentKind
    title: Markup
    terms: tuple[SearchTerm, ...]
    excerpts: tuple[Excerpt, ...]
    lead: Excerpt | None = None


# where a sentence is, by the name of its word; sentences of other fields have no id on the page
PART_WORDS = {
    "gist": "in_short",
    "lead": "in_short",
    "text": "in_text",
    "sections": "in_text",
    "summary": "summary",
    "note": "in_issue",
    "appeal": "appeal",
    "limits": "limits",
    "questions": "open_questions",
    "neighbors": "neighbors",
    "background": "background",
}
# phrases about an article, which the article's own page says in whole sentences, and what a figure shows
UNINDEXED = {"uses", "read_first", "figure"}
# nor have these
UNNUMBERED = {
    *(("erratum", "text"), ("fact", "note"), ("page", "gist"), ("home", "sections")),
    *(("chart", "gist"), ("plan", "gist")),
}


def find_searchables(issue: Issue) -> Iterator[Searchable]:
    """Everything that can be found; of two that suit equally well, the better answer comes first."""
    ranked = {kind.search_rank: kind for kind in KINDS if kind.search_rank is not None}
    for _, kind in sorted(ranked.items()):
        if kind.entity is Person:
            yield from issue.authors
        elif kind.entity is StandingPage:
            yield from (slug for slug in find_standing(issue) if slug != "course" or not issue.course)
            yield from (course for course in (issue.course,) if course)
            yield from _find_sections(issue)
        else:
            yield from issue.all_of(kind.entity).values()


def _find_sections(issue: Issue) -> Iterator[PageSubject]:
    """The sections of pages that stand alone; those of the first page lead to other pages."""
    standing = find_standing(issue)
    for slug, page in issue.pages.items():
        if slug in standing and slug != "home":
            yield from (PageSubject(slug, section) for section in page.sections)


def make_document(subject: Searchable, issue: Issue) -> SearchDocument:
    """The document of an entity, a person or a standing page."""
    renderer = PlainRenderer(issue)
    match subject:
        case Author():
            return _person_document(issue, subject)
        case Course():
            return _course_document(renderer, subject)
        case Entity():
            return _document(renderer, subject)
        case PageSubject():
            return _section_document(renderer, subject)
    return _standing_document(renderer, subject)


def make_part_document(part: PagePart) -> SearchDocument:
    """The document of a heading or of a file."""
    terms = (
        *(term for name in part.names for term in heading_terms(name)),
        *name_terms(part.words, Weight.RELATED),
    )
    kind = DocumentKind(part.kind, part.plural)
    return SearchDocument(part.address, kind, part.title, terms, (), Excerpt(str(escape(part.page)), ""))


def _document(renderer: PlainRenderer, entity: Entity) -> SearchDocument:
    issue = renderer.issue
    lead = LEADS.get(entity.kind)
    return SearchDocument(
        find_address(issue, entity),
        _kind_of(issue, type(entity)),
        find_title(entity),
        find_terms(issue, entity),
        tuple(_excerpts(renderer, entity)),
        lead(issue, entity) if lead else None,
    )


def find_title(entity: Entity) -> Markup:
    """What an entity is called, typeset, without the spoken forms that it has on a page."""
    return (entity.title if isinstance(entity, Article) else entity.label).html


def _kind_of(issue: Issue, entity: type[Entity]) -> DocumentKind:
    kind = KIND_OF[entity]
    return DocumentKind(issue.words[kind.name], issue.words[kind.collection])


# --- what is shown ---------------------------------------------------------------------------------------


def _excerpts(renderer: PlainRenderer, entity: Entity) -> Iterator[Excerpt]:
    hidden = UNINDEXED | entity.for_lecturers
    for at, prose in entity.prose():
        field = str(at[0])
        if field in hidden or (isinstance(entity, StandingPage) and field == "sections"):
            continue
        part = PART_WORDS.get(field, "")
        numbered = part and not {(entity.kind, field), (entity.slug, field)} & UNNUMBERED
        for sentence in prose.sentences:
            yield _excerpt(renderer, sentence, part, sentence.id if numbered else "")


def _excerpt(renderer: PlainRenderer, sentence: Sentence, part: str, anchor: str) -> Excerpt:
    """A sentence without its emphasis and its links."""
    tokens = tuple(token for token in walk(sentence.tokens) if not isinstance(token, Span | Link))
    html = render_tokens(tokens, renderer)
    text = render_tokens(tokens, TextRenderer(renderer.issue)).striptags()
    return Excerpt(html, text, part, anchor)


def _material_line(issue: Issue, material: Material) -> Excerpt | None:
    names = [*material.names, *(family.short_label.text for family in issue.families_of(material))]
    return Excerpt(str(escape(", ".join(names))), "") if names else None


def _names_line(_issue: Issue, technique: Technique) -> Excerpt | None:
    return Excerpt(str(escape(", ".join(technique.aliases))), "") if technique.aliases else None


def _byline(_issue: Issue, article: Article) -> Excerpt:
    return Excerpt(str(escape(f"{article.short_authors}, {article.journal_and_year}")), "")


def _amount_line(issue: Issue, fact: Fact) -> Excerpt:
    """The quantity, its value with how it was obtained and under what condition, and what it is of."""
    quantity = issue.quantities[fact.quantity].name
    subject = [part.title for part in subject_of(fact, issue)]

    def line(renderer: PlainRenderer) -> Markup:
        parts = [renderer.fact(fact.slug), *map(renderer.title, subject)]
        return Markup("{}: {}").format(quantity, Markup(", ").join(parts))

    text = (line(TextRenderer(issue)).striptags(), *_write_values(issue, fact))
    return Excerpt(str(line(PlainRenderer(issue))), " ".join(text))


def _write_values(issue: Issue, fact: Fact) -> Iterator[str]:
    """The value in English, as stated and in the other units in which its quantity is compared or stated."""
    amount, quantity = fact.amount.in_language(WORDS), issue.quantities[fact.quantity]
    yield amount.text
    if quantity.unit:
        units = {quantity.unit, *(other.unit for other in issue.facts_by_quantity[quantity.slug])}
        yield from (amount.in_unit(unit).text for unit in sorted(units - {fact.unit, ""}))


def _problem_line(issue: Issue, problem: Problem) -> Excerpt:
    """Its number among the problems of the course."""
    return Excerpt(f"{escape(issue.words[problem.kind])} {issue.number_of(problem)}", "")


def _structure_line(issue: Issue, structure: Structure) -> Excerpt:
    """The family that it illustrates."""
    return Excerpt(str(issue.families[structure.family].short_label.html), "")


LEADS: Mapping[str, Callable[[Issue, Any], Excerpt | None]] = {
    "material": _material_line,
    "technique": _names_line,
    "article": _byline,
    "fact": _amount_line,
    "problem": _problem_line,
    "structure": _structure_line,
}


# --- people and standing pages ---------------------------------------------------------------------------


def _person_document(issue: Issue, author: Author) -> SearchDocument:
    signed = (
        byline
        for article in author.articles
        for byline, signer in issue.authors_of(article)
        if signer == author
    )
    bylines = sorted({author.name, *signed})
    terms = name_terms(dict.fromkeys(name for byline in bylines for name in person_names(byline)))
    works = "; ".join(article.plain for article in author.articles)
    lead = Excerpt(str(escape(works)), "") if works else None
    kind = _kind_of(issue, Person)
    return SearchDocument(author_address(author), kind, escape(author.name), tuple(terms), (), lead)


def _section_document(renderer: PlainRenderer, subject: PageSubject) -> SearchDocument:
    issue, section = renderer.issue, subject.section
    title = find_page_title(issue, subject.page).plain
    part = PART_WORDS["sections"]
    return SearchDocument(
        f"{STANDING[subject.page]}#{section.slug}",
        _kind_of(issue, StandingPage),
        section.title.html,
        tuple(heading_terms(section.title.text)),
        tuple(_excerpt(renderer, sentence, part, sentence.id) for sentence in section.text.sentences),
        Excerpt(str(escape(title)), ""),
    )


def _standing_document(renderer: PlainRenderer, slug: str) -> SearchDocument:
    page, title = renderer.issue.pages.get(slug), find_page_title(renderer.issue, slug)
    excerpts = tuple(_excerpts(renderer, page)) if page else ()
    return SearchDocument(
        STANDING[slug],
        _kind_of(renderer.issue, StandingPage),
        title.html,
        tuple(standing_terms(renderer.issue, slug)),
        excerpts,
    )


def _course_document(renderer: PlainRenderer, course: Course) -> SearchDocument:
    return SearchDocument(
        STANDING["course"],
        _kind_of(renderer.issue, StandingPage),
        find_title(course),
        (*name_terms([course.title.text]), *standing_terms(renderer.issue, "course")),
        tuple(_excerpts(renderer, course)),
    )
