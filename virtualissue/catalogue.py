"""Issue -> cards: all that can be found on the site, by which words, and what is then shown of it.

Alone knows what a thing is called by those who look for it: formulas with and without charge, acronyms, the
ways to write a person's name, and the things that are found together with another.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from markupsafe import Markup, escape

from virtualissue.address import STANDING, address_of, author_address
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
    Term,
    Theme,
)
from virtualissue.plain import PlainPen
from virtualissue.prose import Sentence, render_tokens
from virtualissue.record import NOT_STATED, Thing


class Weight(IntEnum):
    """How much a word tells of a card, from a word of its prose to its own name."""

    PROSE = 0
    GIST = 1
    TRAIT = 2
    WORD = 3
    KITH = 4
    KIN = 5
    NAME = 6


@dataclass(frozen=True, slots=True)
class Clue:
    """A text by which a card is found; from KITH up it is a name and is also found whole."""

    text: str
    weight: Weight


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
CHARGE = re.compile(r"\^[0-9]*[-+]")


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
    clues = tuple(CLUES[thing.kind](issue, thing))
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


# --- by which words --------------------------------------------------------------------------------------


def _material_clues(issue: Issue, material: Material) -> Iterator[Clue]:
    yield from _named(material.names)
    yield from _formulas(material.formula, *material.spellings)
    yield from _traits(issue, material.facets)
    for slug in material.families:
        yield from (Clue(name, Weight.TRAIT) for name in _family_names(issue.families[slug]))


def _family_clues(issue: Issue, family: Family) -> Iterator[Clue]:
    yield from _named(_family_names(family))
    yield from _heads(_family_names(family), Weight.KIN)
    yield from _formulas(*family.formulas, weight=Weight.KIN)
    yield from _traits(issue, family.facets)
    for material in issue.materials_of(family):
        yield from _material_names(material, Weight.KIN)


def _technique_clues(_issue: Issue, technique: Technique) -> Iterator[Clue]:
    yield from _named(technique.names)
    yield from _heads(technique.names, Weight.KITH)
    yield Clue(technique.group, Weight.TRAIT)


def _theme_clues(_issue: Issue, theme: Theme) -> Iterator[Clue]:
    yield from _named([theme.name.text])


def _article_clues(issue: Issue, article: Article) -> Iterator[Clue]:
    first = article.authors[0]
    yield from _named([article.title.text, *((article.doi,) if article.doi else ())])
    yield from (
        Clue(name, Weight.NAME)
        for name in (*person_names(first), f"{first.partition(',')[0]} {article.year}")
    )
    for author in article.authors[1:]:
        yield from (Clue(name, Weight.KITH) for name in person_names(author))
    yield from _traits(issue, article.facets)
    yield Clue(str(article.year), Weight.TRAIT)
    yield from _kith(issue, article)


def _kith(issue: Issue, article: Article) -> Iterator[Clue]:
    for slug in article.materials:
        yield from _material_names(issue.materials[slug], Weight.KITH)
    for slug in article.techniques:
        yield from (Clue(name, Weight.KITH) for name in issue.techniques[slug].names)
    for slug in article.families:
        yield from (Clue(name, Weight.KITH) for name in _family_names(issue.families[slug]))


def _term_clues(_issue: Issue, term: Term) -> Iterator[Clue]:
    yield from _named(term.names)
    yield from _heads(term.names, Weight.KITH)


def _story_clues(_issue: Issue, section: Section) -> Iterator[Clue]:
    yield from _headed(section.title.text)


def _fact_clues(issue: Issue, fact: Fact) -> Iterator[Clue]:
    yield from _headed(fact.title)
    yield Clue(issue.quantities[fact.quantity].name, Weight.TRAIT)
    if fact.of.material:
        yield from _material_names(issue.materials[fact.of.material], Weight.TRAIT)
    if fact.of.family:
        yield from (Clue(name, Weight.TRAIT) for name in _family_names(issue.families[fact.of.family]))


def _erratum_clues(_issue: Issue, erratum: Erratum) -> Iterator[Clue]:
    yield from _headed(erratum.title.text)
    yield Clue(erratum.where, Weight.GIST)
    yield from (Clue(prose.text, Weight.GIST) for prose in (erratum.printed, erratum.followed))


CLUES: Mapping[str, Callable[[Issue, Any], Iterator[Clue]]] = {
    "material": _material_clues,
    "family": _family_clues,
    "technique": _technique_clues,
    "theme": _theme_clues,
    "article": _article_clues,
    "term": _term_clues,
    "story": _story_clues,
    "fact": _fact_clues,
    "erratum": _erratum_clues,
}


def _named(names: Iterable[str]) -> Iterator[Clue]:
    return (Clue(name, Weight.NAME) for name in names)


def _heads(names: Iterable[str], weight: Weight) -> Iterator[Clue]:
    """The last word of a name, by which a thing is mostly called for short: sulfides, conductivity."""
    return (Clue(name.split()[-1], weight) for name in names if " " in name)


def _headed(heading: str) -> Iterator[Clue]:
    """A heading is no name: what is called so comes before what stands under it."""
    yield from (Clue(heading, weight) for weight in (Weight.KITH, Weight.WORD))


def _formulas(*formulas: Formula | None, weight: Weight = Weight.NAME) -> Iterator[Clue]:
    """Formulas as they are typed, with their charges and without."""
    texts = [formula.text for formula in formulas if formula]
    return (Clue(text, weight) for text in dict.fromkeys([*texts, *(CHARGE.sub("", text) for text in texts)]))


def _material_names(material: Material, weight: Weight) -> Iterator[Clue]:
    yield from (Clue(name, weight) for name in material.names)
    yield from _formulas(material.formula, *material.spellings, weight=weight)


def _family_names(family: Family) -> tuple[str, ...]:
    return (family.name.text, family.short.text)


def _traits(issue: Issue, facets: Mapping[str, tuple[str, ...]]) -> Iterator[Clue]:
    for slug, values in facets.items():
        yield from (Clue(issue.facets[slug].value(value).name, Weight.TRAIT) for value in values)


# --- people and standing pages ---------------------------------------------------------------------------


def person_names(byline: str) -> tuple[str, ...]:
    """The ways to write `Doe, Jane A.`: Doe; Doe JA; Doe Jane A.; Jane A. Doe; Jane Doe; JA Doe; J Doe.

    Of these `Doe J` and `Doe Jane` are beginnings, and found as such.
    """
    surname, _, given = byline.partition(",")
    words = re.findall(r"[^\s.\-]+", given)
    initials = "".join(word[0] for word in words)
    behind = dict.fromkeys(filter(None, [initials, given.strip()]))
    before = dict.fromkeys(filter(None, [given.strip(), *words[:1], initials, initials[:1]]))
    return (surname, *(f"{surname} {name}" for name in behind), *(f"{name} {surname}" for name in before))


def _person_card(issue: Issue, author: Author) -> Card:
    signed = (
        byline
        for article in author.articles
        for byline in article.authors
        if issue.authors_by_byline[article.slug, byline].slug == author.slug
    )
    bylines = sorted({author.name, *signed})
    clues = _named(dict.fromkeys(name for byline in bylines for name in person_names(byline)))
    works = "; ".join(article.label for article in author.articles)
    quotes = (Quote(works, ""),) if works else ()
    return Card(author_address(author), SORTS["person"], escape(author.name), tuple(clues), quotes)


def _standing_card(scribe: PlainPen, slug: str) -> Card:
    page, words = scribe.issue.pages.get(slug), scribe.issue.front.words.model_dump()
    title = find_title(page) if page else escape(words.get(slug) or slug.capitalize())
    quotes = tuple(_quotes(scribe, page)) if page else ()
    return Card(STANDING[slug], SORTS["page"], title, tuple(_named([title.striptags(), slug])), quotes)


def _course_card(scribe: PlainPen, course: Course) -> Card:
    lessons = (
        issue_part
        for shelf in (scribe.issue.plans, scribe.issue.guides, scribe.issue.problems)
        for issue_part in shelf.values()
    )
    clues = (
        *_named([course.title.text, "course"]),
        *(Clue(lesson.plain, Weight.TRAIT) for lesson in lessons),
    )
    return Card(STANDING["course"], SORTS["page"], find_title(course), clues, tuple(_quotes(scribe, course)))
