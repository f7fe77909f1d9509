"""Issue -> cards: all that can be found on the site, and what is then shown of it.

Alone knows which sentences of a thing are quoted, and where each of them stands.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from virtualissue.bibliography.names import person_names
from virtualissue.chemistry.parser import Formula
from virtualissue.model.author import Author
from virtualissue.model.course import Course
from virtualissue.model.entities import (
    Article,
    Erratum,
    Family,
    Material,
    Person,
    Section,
    StandingPage,
    Technique,
    Theme,
)
from virtualissue.model.entity import NOT_STATED, Entity
from virtualissue.model.fact import Fact
from virtualissue.model.issue import Issue
from virtualissue.model.kinds import KIND_OF, KINDS
from virtualissue.search.terms import SearchTerm, Weight, find_terms, name_terms
from virtualissue.text.prose import Sentence, render_tokens
from virtualissue.views.plain_text import PlainRenderer
from virtualissue.views.urls import STANDING, address_of, author_address


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A sentence that can be shown: typeset, as plain text, with the id that it has on its page, if any."""

    html: str
    text: str
    part: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of card in words, and the title of the page that holds all of its kind."""

    name: str
    shelf: str


Searchable = Entity | Author | str  # a thing, a person, or the slug of a standing page


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One thing that can be found."""

    address: str
    sort: DocumentKind
    title: Markup
    clues: tuple[SearchTerm, ...]
    quotes: tuple[Excerpt, ...]


# where a sentence stands, in the words of the page; sentences of other fields have no id there
PARTS = {
    "gist": "In short",
    "lead": "In short",
    "text": "In the text",
    "sections": "In the text",
    "summary": "Summary",
    "note": "In the issue",
    "appeal": "Why it is studied",
    "limits": "What holds it back",
    "questions": "Open questions",
    "neighbours": "Neighbors",
    "background": "Background",
}
UNNUMBERED = {("erratum", "text"), ("fact", "note"), ("page", "gist"), ("home", "sections")}  # nor have these
FACT = re.compile(r"\{([a-z0-9-]+)\}")
EMPHASIS = re.compile("</?(?:em|strong)>")


def find_searchables(issue: Issue) -> Iterator[Searchable]:
    """Everything that can be found; of two that suit equally well, the better answer comes first."""
    ranked = {kind.search_rank: kind for kind in KINDS if kind.search_rank is not None}
    for _, kind in sorted(ranked.items()):
        if kind.entity is Person:
            yield from issue.authors
        elif kind.entity is StandingPage:
            yield from (slug for slug in STANDING if slug != "course")
            yield from (course for course in (issue.course,) if course)
        else:
            yield from issue.all_of(kind.entity).values()


def make_document(subject: Searchable, issue: Issue) -> SearchDocument:
    """The card of a thing, a person or a standing page."""
    scribe = PlainRenderer(issue)
    match subject:
        case Author():
            return _person_card(issue, subject)
        case Course():
            return _course_card(scribe, subject)
        case Entity():
            return _card(scribe, subject)
    return _standing_card(scribe, subject)


def _card(scribe: PlainRenderer, thing: Entity) -> SearchDocument:
    issue = scribe.issue
    quotes = (*FIRST_QUOTES.get(thing.kind, _no_quotes)(issue, thing), *_quotes(scribe, thing))
    clues = find_terms(issue, thing)
    return SearchDocument(
        address_of(thing.kind, thing.slug),
        _kind_of(issue, type(thing)),
        find_title(thing),
        clues,
        quotes,
    )


def find_title(thing: Entity) -> Markup:
    """What a thing is called, typeset, without the spoken forms that it has on a page."""
    match thing:
        case Material(formula=Formula() as formula):
            return formula.html
        case Family(name=title) | Theme(name=title):
            return title.html
        case Article() | Section() | Erratum() | StandingPage() | Course():
            return thing.title.html
    return thing.label


def _kind_of(issue: Issue, entity: type[Entity]) -> DocumentKind:
    """What a kind is called, and the title of the shared page of its entities, if there is one."""
    name = KIND_OF[entity].name
    return DocumentKind(issue.words[name], SHARED_PAGES.get(name, ""))


# kind -> the title of the page that holds all of its entities
SHARED_PAGES = {
    "person": "People", "term": "Glossary", "story": "The story", "fact": "Facts", "erratum": "Errata",
}  # fmt: skip


# --- what is shown ---------------------------------------------------------------------------------------


def _quotes(scribe: PlainRenderer, thing: Entity) -> Iterator[Excerpt]:
    for at, prose in thing.prose():
        field = str(at[0])
        part = PARTS.get(field, "")
        numbered = part and not {(thing.kind, field), (thing.slug, field)} & UNNUMBERED
        for sentence in prose.sentences:
            yield _quote(scribe, sentence, part, sentence.id if numbered else "")


def _quote(scribe: PlainRenderer, sentence: Sentence, part: str, anchor: str) -> Excerpt:
    html = EMPHASIS.sub("", render_tokens(sentence.tokens, scribe))
    text = FACT.sub(lambda mark: scribe.issue.facts[mark[1]].amount.text, sentence.text)
    return Excerpt(html, text, part, anchor)


def _no_quotes(_issue: Issue, _thing: Any) -> tuple[Excerpt, ...]:
    return ()


def _material_line(issue: Issue, material: Material) -> Iterator[Excerpt]:
    families = [issue.families[slug].short for slug in material.families]
    names = [*material.names, *(family.text for family in families)]
    if names:
        yield Excerpt(str(escape(", ".join(names))), "")


def _names_line(_issue: Issue, technique: Technique) -> Iterator[Excerpt]:
    if technique.aliases:
        yield Excerpt(str(escape(", ".join(technique.aliases))), "")


def _byline(_issue: Issue, article: Article) -> Iterator[Excerpt]:
    yield Excerpt(str(escape(f"{article.short_authors}, {article.journal} {article.year}")), "")


def _amount_line(issue: Issue, fact: Fact) -> Iterator[Excerpt]:
    conditions = [value for value in fact.conditions.values() if value != NOT_STATED]
    terms = "; ".join([issue.quantities[fact.quantity].name, *conditions])
    yield Excerpt(
        str(Markup("{} ({})").format(Markup(fact.amount.html), terms)), f"{fact.amount.text} {terms}"
    )


FIRST_QUOTES: Mapping[str, Callable[[Issue, Any], Iterable[Excerpt]]] = {
    "material": _material_line,
    "technique": _names_line,
    "article": _byline,
    "fact": _amount_line,
}


# --- people and standing pages ---------------------------------------------------------------------------


def _person_card(issue: Issue, author: Author) -> SearchDocument:
    signed = (
        byline
        for article in author.articles
        for byline in article.authors
        if issue.authors_by_byline[article.slug, byline].slug == author.slug
    )
    bylines = sorted({author.name, *signed})
    clues = name_terms(dict.fromkeys(name for byline in bylines for name in person_names(byline)))
    works = "; ".join(article.label for article in author.articles)
    quotes = (Excerpt(works, ""),) if works else ()
    return SearchDocument(
        author_address(author), _kind_of(issue, Person), escape(author.name), tuple(clues), quotes
    )


def _standing_card(scribe: PlainRenderer, slug: str) -> SearchDocument:
    page, words = scribe.issue.pages.get(slug), scribe.issue.words
    title = find_title(page) if page else escape(words.get(slug) or slug.capitalize())
    quotes = tuple(_quotes(scribe, page)) if page else ()
    return SearchDocument(
        STANDING[slug],
        _kind_of(scribe.issue, StandingPage),
        title,
        tuple(name_terms([title.striptags(), slug])),
        quotes,
    )


def _course_card(scribe: PlainRenderer, course: Course) -> SearchDocument:
    lessons = (
        issue_part
        for shelf in (scribe.issue.plans, scribe.issue.guides, scribe.issue.problems)
        for issue_part in shelf.values()
    )
    clues = (
        *name_terms([course.title.text, "course"]),
        *(SearchTerm(lesson.plain, Weight.TRAIT) for lesson in lessons),
    )
    return SearchDocument(
        STANDING["course"],
        _kind_of(scribe.issue, StandingPage),
        find_title(course),
        clues,
        tuple(_quotes(scribe, course)),
    )
