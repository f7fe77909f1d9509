"""Issue -> cards: all that can be found on the site, and what is then shown of it.

Alone knows which sentences of a thing are quoted, and where each of them stands.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from virtualissue.address import STANDING, address_of, author_address
from virtualissue.clue import Clue, Weight, find_clues, named, person_names
from virtualissue.course import Course
from virtualissue.fact import Fact
from virtualissue.formula import Formula
from virtualissue.issue import Author, Issue
from virtualissue.model import (
    Article,
    Erratum,
    Family,
    Material,
    Section,
    StandingPage,
    Technique,
    Theme,
)
from virtualissue.plain import PlainPen
from virtualissue.prose import Sentence, render_tokens
from virtualissue.record import NOT_STATED, Thing


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence that can be shown: typeset, as plain text, with the id that it has on its page, if any."""

    html: str
    text: str
    part: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Sort:
    """A kind of card in words, and the title of the page that holds all of its kind."""

    name: str
    shelf: str


Subject = Thing | Author | str  # a thing, a person, or the slug of a standing page


@dataclass(frozen=True, slots=True)
class Card:
    """One thing that can be found."""

    address: str
    sort: Sort
    title: Markup
    clues: tuple[Clue, ...]
    quotes: tuple[Quote, ...]


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


# of two cards that suit equally well, the better answer is of the kind that stands first here
ORDER = (
    "material", "family", "technique", "theme", "person", "article", "term", "story", "fact", "erratum",
    "page",
)  # fmt: skip


def find_subjects(issue: Issue) -> Iterator[Subject]:
    """All that has a card, the better answers first."""
    for kind in ORDER:
        if kind == "person":
            yield from issue.authors
        elif kind == "page":
            yield from (slug for slug in STANDING if slug != "course")
            yield from (course for course in (issue.course,) if course)
        else:
            yield from issue.shelves[kind].values()


def make_card(subject: Subject, issue: Issue) -> Card:
    """The card of a thing, a person or a standing page."""
    scribe = PlainPen(issue)
    match subject:
        case Author():
            return _person_card(issue, subject)
        case Course():
            return _course_card(scribe, subject)
        case Thing():
            return _card(scribe, subject)
    return _standing_card(scribe, subject)


def _card(scribe: PlainPen, thing: Thing) -> Card:
    issue = scribe.issue
    quotes = (*FIRST_QUOTES.get(thing.kind, _no_quotes)(issue, thing), *_quotes(scribe, thing))
    clues = find_clues(issue, thing)
    return Card(
        address_of(thing.kind, thing.slug), _sort(issue, thing.kind), find_title(thing), clues, quotes
    )


def find_title(thing: Thing) -> Markup:
    """What a thing is called, typeset, without the spoken forms that it has on a page."""
    match thing:
        case Material(formula=Formula() as formula):
            return formula.html
        case Family(name=title) | Theme(name=title):
            return title.html
        case Article() | Section() | Erratum() | StandingPage() | Course():
            return thing.title.html
    return thing.label


def _sort(issue: Issue, kind: str) -> Sort:
    words = issue.front.words.model_dump()
    if kind in words:
        return Sort(words[kind], "")
    return SORTS[kind]


SORTS = {
    "person": Sort("Person", "People"),
    "term": Sort("Glossary term", "Glossary"),
    "story": Sort("Story", "The story"),
    "fact": Sort("Fact", "Facts"),
    "erratum": Sort("Erratum", "Errata"),
    "page": Sort("Page", ""),
}


# --- what is shown ---------------------------------------------------------------------------------------


def _quotes(scribe: PlainPen, thing: Thing) -> Iterator[Quote]:
    for at, prose in thing.prose():
        field = str(at[0])
        part = PARTS.get(field, "")
        numbered = part and not {(thing.kind, field), (thing.slug, field)} & UNNUMBERED
        for sentence in prose.sentences:
            yield _quote(scribe, sentence, part, sentence.id if numbered else "")


def _quote(scribe: PlainPen, sentence: Sentence, part: str, anchor: str) -> Quote:
    html = EMPHASIS.sub("", render_tokens(sentence.tokens, scribe))
    text = FACT.sub(lambda mark: scribe.issue.facts[mark[1]].amount.text, sentence.text)
    return Quote(html, text, part, anchor)


def _no_quotes(_issue: Issue, _thing: Any) -> tuple[Quote, ...]:
    return ()


def _material_line(issue: Issue, material: Material) -> Iterator[Quote]:
    families = [issue.families[slug].short for slug in material.families]
    names = [*material.names, *(family.text for family in families)]
    if names:
        yield Quote(str(escape(", ".join(names))), "")


def _names_line(_issue: Issue, technique: Technique) -> Iterator[Quote]:
    if technique.aliases:
        yield Quote(str(escape(", ".join(technique.aliases))), "")


def _byline(_issue: Issue, article: Article) -> Iterator[Quote]:
    yield Quote(str(escape(f"{article.short_authors}, {article.journal} {article.year}")), "")


def _amount_line(issue: Issue, fact: Fact) -> Iterator[Quote]:
    conditions = [value for value in fact.conditions.values() if value != NOT_STATED]
    terms = "; ".join([issue.quantities[fact.quantity].name, *conditions])
    yield Quote(str(Markup("{} ({})").format(Markup(fact.amount.html), terms)), f"{fact.amount.text} {terms}")


FIRST_QUOTES: Mapping[str, Callable[[Issue, Any], Iterable[Quote]]] = {
    "material": _material_line,
    "technique": _names_line,
    "article": _byline,
    "fact": _amount_line,
}


# --- people and standing pages ---------------------------------------------------------------------------


def _person_card(issue: Issue, author: Author) -> Card:
    signed = (
        byline
        for article in author.articles
        for byline in article.authors
        if issue.authors_by_byline[article.slug, byline].slug == author.slug
    )
    bylines = sorted({author.name, *signed})
    clues = named(dict.fromkeys(name for byline in bylines for name in person_names(byline)))
    works = "; ".join(article.label for article in author.articles)
    quotes = (Quote(works, ""),) if works else ()
    return Card(author_address(author), SORTS["person"], escape(author.name), tuple(clues), quotes)


def _standing_card(scribe: PlainPen, slug: str) -> Card:
    page, words = scribe.issue.pages.get(slug), scribe.issue.front.words.model_dump()
    title = find_title(page) if page else escape(words.get(slug) or slug.capitalize())
    quotes = tuple(_quotes(scribe, page)) if page else ()
    return Card(STANDING[slug], SORTS["page"], title, tuple(named([title.striptags(), slug])), quotes)


def _course_card(scribe: PlainPen, course: Course) -> Card:
    lessons = (
        issue_part
        for shelf in (scribe.issue.plans, scribe.issue.guides, scribe.issue.problems)
        for issue_part in shelf.values()
    )
    clues = (
        *named([course.title.text, "course"]),
        *(Clue(lesson.plain, Weight.TRAIT) for lesson in lessons),
    )
    return Card(STANDING["course"], SORTS["page"], find_title(course), clues, tuple(_quotes(scribe, course)))
