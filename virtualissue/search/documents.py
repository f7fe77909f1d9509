"""Issue -> documents: all that can be found on the site, and what is then shown of it.

Only this module knows which sentences of an entity are quoted, and where each of them is.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from virtualissue.bibliography.names import person_names
from virtualissue.model.author import Author
from virtualissue.model.course import Course
from virtualissue.model.entities import (
    Article,
    Material,
    Person,
    StandingPage,
    Technique,
)
from virtualissue.model.entity import Entity
from virtualissue.model.fact import Fact
from virtualissue.model.issue import HEADINGS, Issue
from virtualissue.model.kinds import KIND_OF, KINDS
from virtualissue.search.terms import SearchTerm, Weight, find_terms, name_terms, standing_terms
from virtualissue.text.prose import Sentence, render_tokens
from virtualissue.views.plain_text import PlainRenderer, TextRenderer
from virtualissue.views.subjects import subject_of
from virtualissue.views.urls import STANDING, address_of, author_address, find_page_title, find_standing


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A sentence that can be shown: typeset, as plain text, with the id that it has on its page, if any."""

    html: str
    text: str
    part: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document in words, and the title of the page that holds all of its kind.

    `led` says that the first excerpt is before any other that is shown: what a fact is, its value.
    """

    name: str
    collection: str
    led: bool = False


Searchable = Entity | Author | str  # an entity, a person, or the slug of a standing page


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One entity that can be found."""

    address: str
    sort: DocumentKind
    title: Markup
    terms: tuple[SearchTerm, ...]
    excerpts: tuple[Excerpt, ...]


# where a sentence is, in the words of the page; sentences of other fields have no id there
PARTS = {
    "gist": "In short",
    "lead": "In short",
    "text": "In the text",
    "sections": "In the text",
    "summary": "Summary",
    "note": "In the issue",
    **HEADINGS,
    "questions": "Open questions",
    "neighbours": "Neighbors",
    "background": "Background",
}
# phrases about an article, which the article's own page says in whole sentences
UNINDEXED = {"uses", "read_first"}
UNNUMBERED = {("erratum", "text"), ("fact", "note"), ("page", "gist"), ("home", "sections")}  # nor have these
EMPHASIS = re.compile("</?(?:em|strong)>")


def find_searchables(issue: Issue) -> Iterator[Searchable]:
    """Everything that can be found; of two that suit equally well, the better answer comes first."""
    ranked = {kind.search_rank: kind for kind in KINDS if kind.search_rank is not None}
    for _, kind in sorted(ranked.items()):
        if kind.entity is Person:
            yield from issue.authors
        elif kind.entity is StandingPage:
            yield from (slug for slug in find_standing(issue) if slug != "course" or not issue.course)
            yield from (course for course in (issue.course,) if course)
        else:
            yield from issue.all_of(kind.entity).values()


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
    return _standing_document(renderer, subject)


def _document(renderer: PlainRenderer, entity: Entity) -> SearchDocument:
    issue = renderer.issue
    excerpts = (*FIRST_EXCERPTS.get(entity.kind, _no_excerpts)(issue, entity), *_excerpts(renderer, entity))
    terms = find_terms(issue, entity)
    return SearchDocument(
        address_of(entity.kind, entity.slug),
        _kind_of(issue, type(entity)),
        find_title(entity),
        terms,
        excerpts,
    )


def find_title(entity: Entity) -> Markup:
    """What an entity is called, typeset, without the spoken forms that it has on a page."""
    return (entity.title if isinstance(entity, Article) else entity.label).html


def _kind_of(issue: Issue, entity: type[Entity]) -> DocumentKind:
    """What a kind is called, and the title of the shared page of its entities, if there is one."""
    kind = KIND_OF[entity]
    page, shared, _ = kind.address.partition("#")
    slug = "people" if entity is Person else page.removesuffix(".html") if shared else ""
    collection = find_page_title(issue, slug).plain if slug else ""
    return DocumentKind(issue.words[kind.name], collection, led=entity is Fact)


# --- what is shown ---------------------------------------------------------------------------------------


def _excerpts(renderer: PlainRenderer, entity: Entity) -> Iterator[Excerpt]:
    for at, prose in entity.prose():
        field = str(at[0])
        if field in UNINDEXED:
            continue
        part = PARTS.get(field, "")
        numbered = part and not {(entity.kind, field), (entity.slug, field)} & UNNUMBERED
        for sentence in prose.sentences:
            yield _excerpt(renderer, sentence, part, sentence.id if numbered else "")


def _excerpt(renderer: PlainRenderer, sentence: Sentence, part: str, anchor: str) -> Excerpt:
    html = EMPHASIS.sub("", render_tokens(sentence.tokens, renderer))
    text = render_tokens(sentence.tokens, TextRenderer(renderer.issue)).striptags()
    return Excerpt(html, text, part, anchor)


def _no_excerpts(_issue: Issue, _thing: Any) -> tuple[Excerpt, ...]:
    return ()


def _material_line(issue: Issue, material: Material) -> Iterator[Excerpt]:
    names = [*material.names, *(family.short_label.text for family in issue.families_of(material))]
    if names:
        yield Excerpt(str(escape(", ".join(names))), "")


def _names_line(_issue: Issue, technique: Technique) -> Iterator[Excerpt]:
    if technique.aliases:
        yield Excerpt(str(escape(", ".join(technique.aliases))), "")


def _byline(_issue: Issue, article: Article) -> Iterator[Excerpt]:
    where = " ".join(filter(None, (article.journal, article.year_text)))
    yield Excerpt(str(escape(f"{article.short_authors}, {where}")), "")


def _amount_line(issue: Issue, fact: Fact) -> Iterator[Excerpt]:
    """The quantity, its value with how it was obtained and under what condition, and what it is of."""
    quantity = issue.quantities[fact.quantity].name
    subject = [part.title for part in subject_of(fact, issue)]

    def line(renderer: PlainRenderer) -> Markup:
        parts = [renderer.fact(fact.slug), *map(renderer.title, subject)]
        return Markup("{}: {}").format(quantity, Markup(", ").join(parts))

    yield Excerpt(str(line(PlainRenderer(issue))), line(TextRenderer(issue)).striptags())


FIRST_EXCERPTS: Mapping[str, Callable[[Issue, Any], Iterable[Excerpt]]] = {
    "material": _material_line,
    "technique": _names_line,
    "article": _byline,
    "fact": _amount_line,
}


# --- people and standing pages ---------------------------------------------------------------------------


def _person_document(issue: Issue, author: Author) -> SearchDocument:
    signed = (
        byline
        for article in author.articles
        for byline in article.authors
        if issue.authors_by_byline.get((article.slug, byline)) == author
    )
    bylines = sorted({author.name, *signed})
    terms = name_terms(dict.fromkeys(name for byline in bylines for name in person_names(byline)))
    works = "; ".join(article.plain for article in author.articles)
    excerpts = (Excerpt(works, ""),) if works else ()
    return SearchDocument(
        author_address(author), _kind_of(issue, Person), escape(author.name), tuple(terms), excerpts
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
    lessons = (
        issue_part
        for collection in (renderer.issue.plans, renderer.issue.guides, renderer.issue.problems)
        for issue_part in collection.values()
    )
    terms = (
        *name_terms([course.title.text, "course"]),
        *(SearchTerm(lesson.plain, Weight.TRAIT) for lesson in lessons),
    )
    return SearchDocument(
        STANDING["course"],
        _kind_of(renderer.issue, StandingPage),
        find_title(course),
        terms,
        tuple(_excerpts(renderer, course)),
    )
