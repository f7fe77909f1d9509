"""Issue -> mistakes: what is wrong between the files, all of it at once.

Each check is a function of the issue that yields flaws; the table at the end is the whole list. The floors
below have seen to the form of each file already.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from virtualissue.address import EDITORIAL, STANDING
from virtualissue.fact import Fact
from virtualissue.issue import Issue, slug_of
from virtualissue.mistake import ContentError, Mistake, suggest
from virtualissue.model import Article, Faceted
from virtualissue.passage import HOSTS, find_passages, sentences_of
from virtualissue.position import find_position
from virtualissue.prose import Citation, FactMark, Link, Prose, Text, Token
from virtualissue.quantity import below_absolute_zero
from virtualissue.record import NOT_STATED, Thing
from virtualissue.unit import AmountError, find_literals, is_unit, same_dimension

At = Sequence[str | int]


@dataclass(frozen=True)
class Flaw:
    """Something wrong at a place in a thing's file; the offset is one inside the text of that place."""

    thing: Thing
    at: At
    message: str
    offset: int | None = None


def check_issue(issue: Issue, folder: Path) -> None:
    """Raises `ContentError` with every mistake that any check finds; `folder` is content/."""
    flaws = [flaw for check in CHECKS for flaw in check(issue)]
    if flaws:
        raise ContentError([_locate(flaw, folder) for flaw in flaws])


def _locate(flaw: Flaw, folder: Path) -> Mistake:
    source = (folder.parent / flaw.thing.file).read_text(encoding="utf-8")
    return Mistake(flaw.thing.file, *find_position(source, flaw.at, flaw.offset), flaw.message)


# --- pointers --------------------------------------------------------------------------------------------

# field of a thing -> the shelf that its slugs must be on
POINTERS: Mapping[str, Mapping[str, str]] = {
    "article": {"families": "family", "materials": "material", "techniques": "technique", "themes": "theme"},
    "material": {"families": "family"},
    "term": {"see": "term"},
    "erratum": {"articles": "article"},
    "fact": {"articles": "article"},
}


def check_pointers(issue: Issue) -> Iterator[Flaw]:
    """Every slug points at something that exists."""
    for thing in issue.things():
        for name, shelf in POINTERS.get(thing.kind, {}).items():
            for number, slug in enumerate(getattr(thing, name)):
                yield from _missing(issue, thing, (name, number), shelf, slug)
    for family in issue.families.values():
        for number, pick in enumerate(family.read_first):
            yield from _missing(issue, family, ("read_first", number, "article"), "article", pick.article)
        for number, near in enumerate(family.neighbours):
            yield from _missing(issue, family, ("neighbours", number, "family"), "family", near.family)
    for technique in issue.techniques.values():
        for number, use in enumerate(technique.uses):
            yield from _missing(issue, technique, ("uses", number, "article"), "article", use.article)
    for fact in issue.facts.values():
        yield from _missing(issue, fact, ("quantity",), "quantity", fact.quantity)
        for kind in ("material", "family"):
            if slug := getattr(fact.of, kind):
                yield from _missing(issue, fact, ("of", kind), kind, slug)
        if fact.stated.source != EDITORIAL:
            yield from _missing(issue, fact, ("stated", "source"), "article", fact.stated.source)
    for number, slug in enumerate(issue.front.editors):
        yield from _missing(issue, issue.front, ("editors", number), "person", slug)
    if collection := issue.front.collection:
        for number, slug in enumerate(collection.parts):
            yield from _missing(issue, issue.front, ("collection", "parts", number), "fact", slug)
        for name in ("total", "highlighted"):
            yield from _missing(issue, issue.front, ("collection", name), "fact", getattr(collection, name))


def _missing(issue: Issue, thing: Thing, at: At, kind: str, slug: str) -> Iterator[Flaw]:
    shelf = issue.shelves[kind]
    if slug not in shelf:
        yield Flaw(thing, at, f"no {kind} {slug} ({suggest(slug, shelf)})")


def check_marks(issue: Issue) -> Iterator[Flaw]:
    """Every citation, fact and link of prose leads somewhere; background has none of the first two."""
    for thing in issue.things():
        for at, prose in thing.prose():
            for token in prose.pointers:
                for message in _lost(issue, token):
                    yield Flaw(thing, at, message, token.offset)
                if at[0] == "background" and not isinstance(token, Link):
                    yield Flaw(thing, at, "background carries no citation and no fact", token.offset)


def _lost(issue: Issue, token: Token) -> Iterator[str]:
    match token:
        case Citation(slugs):
            for slug in slugs:
                if slug not in issue.articles and slug != EDITORIAL:
                    yield f"no article {slug} ({suggest(slug, [*issue.articles, EDITORIAL])})"
        case FactMark(slug) if slug not in issue.facts:
            yield f"no fact {slug} ({suggest(slug, issue.facts)})"
        case Link("page", slug) if slug not in STANDING:
            yield f"no page {slug} ({suggest(slug, STANDING)})"
        case Link(kind, slug) if kind in issue.shelves and kind != "page" and not issue.find(kind, slug):
            yield f"no {kind} {slug} ({suggest(slug, issue.shelves[kind])})"


# --- orders, numbers, names ------------------------------------------------------------------------------


def check_orders(issue: Issue) -> Iterator[Flaw]:
    """The orders in issue.yml name every file of their folder once and nothing else."""
    for name, kind in (("families", "family"), ("themes", "theme"), ("story", "story")):
        order, shelf = getattr(issue.front, name), issue.shelves[kind]
        for number, slug in enumerate(order):
            yield from _missing(issue, issue.front, (name, number), kind, slug)
        for slug, count in Counter(order).items():
            if count > 1:
                yield Flaw(issue.front, (name,), f"{slug} stands {count} times in the order of {name}")
        for slug in shelf.keys() - set(order):
            yield Flaw(issue.front, (name,), f"{slug} is missing in the order of {name}")


def check_article_numbers(issue: Issue) -> Iterator[Flaw]:
    """Articles are numbered from 1 without a gap."""
    for number, article in enumerate(issue.articles.values(), start=1):
        if article.number != number:
            yield Flaw(article, ("number",), f"number {article.number} where {number} is next")
            return


def check_names(issue: Issue) -> Iterator[Flaw]:
    """A name, and a formula, belongs to one thing."""
    owners: dict[str, Thing] = {}
    for shelf in (issue.materials, issue.techniques, issue.terms):
        for thing in shelf.values():
            for name in {name.casefold() for name in thing.names}:
                owner = owners.setdefault(name, thing)
                if owner is not thing:
                    yield Flaw(thing, ("names",), f"the name {name} belongs to {owner.file} already")
    formulas: dict[str, Thing] = {}
    for material in issue.materials.values():
        for formula in {f.text for f in (material.formula, *material.spellings) if f}:
            owner = formulas.setdefault(formula, material)
            if owner is not material:
                yield Flaw(material, ("formula",), f"the formula belongs to {owner.file} already")


def check_bylines(issue: Issue) -> Iterator[Flaw]:
    """Who is one person is declared: a byline on two articles needs a file, and a file needs its bylines."""
    declared = Counter[tuple[str, str]]()
    for person in issue.people.values():
        for slug, byline in person.bylines.items():
            declared[slug, byline] += 1
            if slug not in issue.articles:
                yield Flaw(person, ("bylines", slug), f"no article {slug} ({suggest(slug, issue.articles)})")
            elif byline not in issue.articles[slug].authors:
                near = suggest(byline, issue.articles[slug].authors)
                yield Flaw(person, ("bylines", slug), f"{byline} has not signed {slug} ({near})")
            elif declared[slug, byline] > 1:
                yield Flaw(person, ("bylines", slug), f"{byline} of {slug} is declared for two people")
    yield from _shared_bylines(issue, declared)


def _shared_bylines(issue: Issue, declared: Collection[tuple[str, str]]) -> Iterator[Flaw]:
    signed: dict[str, Article] = {}
    for article in issue.articles.values():
        for number, byline in enumerate(article.authors):
            if (article.slug, byline) in declared:
                continue
            slug = slug_of(byline)
            other = signed.setdefault(slug, article)
            if slug in issue.people or other is not article:
                where = issue.people[slug].file if slug in issue.people else other.file
                message = f"{byline} also stands in {where}: say in people/ whether they are one person"
                yield Flaw(article, ("authors", number), message)


# --- facets, facts, numbers in prose ---------------------------------------------------------------------


def check_facets(issue: Issue) -> Iterator[Flaw]:
    """Things state the facets that are asked of their kind, with values that exist."""
    things: tuple[Faceted, ...] = (
        *issue.articles.values(),
        *issue.families.values(),
        *issue.materials.values(),
    )
    for thing in things:
        asked = {slug for slug, facet in issue.facets.items() if thing.kind in facet.kinds}
        for slug in asked - thing.facets.keys():
            yield Flaw(thing, ("facets",), f"the facet {slug} is missing (not-stated is a value)")
        for slug, values in thing.facets.items():
            if slug not in asked:
                yield Flaw(thing, ("facets", slug), f"no facet {slug} here ({suggest(slug, asked)})")
                continue
            known = (*issue.facets[slug].values, "not-stated")
            for number, value in enumerate(values):
                if value not in known:
                    yield Flaw(thing, ("facets", slug, number), f"no value {value} ({suggest(value, known)})")


def check_facts(issue: Issue) -> Iterator[Flaw]:
    """Facts have the dimension, the conditions and the size that their quantity asks for."""
    for fact in issue.facts.values():
        if quantity := issue.quantities.get(fact.quantity):
            for name in quantity.conditions:
                if name not in fact.conditions:
                    yield Flaw(fact, ("conditions",), f'the {name} is missing ("{NOT_STATED}" is a value)')
            try:
                yield from _check_amount(fact, quantity.unit, quantity.plausible)
            except AmountError as error:
                yield Flaw(fact, ("unit",), str(error))


def _check_amount(fact: Fact, unit: str, plausible: tuple[object, object]) -> Iterator[Flaw]:
    if fact.unit and not is_unit(fact.unit):
        yield Flaw(fact, ("unit",), f"no unit {fact.unit} is known")
    elif fact.unit != unit and not same_dimension(fact.unit, unit):
        yield Flaw(
            fact,
            ("unit",),
            f"{fact.unit or 'a pure number'} is no unit of {fact.quantity} ({unit or 'a pure number'})",
        )
    elif below_absolute_zero(fact.amount):
        yield Flaw(fact, ("value",), "below absolute zero")
    else:
        low, high = (float(str(end)) for end in plausible)
        if not all(low <= end <= high for end in fact.amount.bounds(unit) if math.isfinite(end)):
            message = f"{fact.amount.text} is not plausible ({fact.quantity}: {low:g} to {high:g} {unit})"
            yield Flaw(fact, ("value",), message.replace(" )", ")"))


def check_literals(issue: Issue) -> Iterator[Flaw]:
    """A number with a unit in prose is a fact's, or it is a mistake."""
    units = {q.unit for q in issue.quantities.values()} | {fact.unit for fact in issue.facts.values()}
    for thing in issue.things():
        for at, prose in thing.prose():
            for offset, literal in _literals(prose, units - {""}):
                yield Flaw(thing, at, f"the number {literal} belongs in facts/: write {{fact:slug}}", offset)


def _literals(prose: Prose, units: Collection[str]) -> Iterator[tuple[int, str]]:
    for token in prose.tokens:
        for _, literal in find_literals(token.text if isinstance(token, Text) else "", units):
            yield max(prose.source.find(literal), 0), literal


def check_collection(issue: Issue) -> Iterator[Flaw]:
    """The parts of the collection add up, and as many articles are there as are highlighted."""
    collection, facts = issue.front.collection, issue.facts
    if not collection or not {collection.total, collection.highlighted, *collection.parts} <= facts.keys():
        return
    total = facts[collection.total].amount.low
    parts = sum(facts[slug].amount.low for slug in collection.parts)
    if collection.parts and parts != total:
        yield Flaw(issue.front, ("collection", "parts"), f"the parts add up to {parts}, the total is {total}")
    if (stated := facts[collection.highlighted].amount.low) != len(issue.articles):
        message = f"{stated} articles are stated, {len(issue.articles)} are in articles/"
        yield Flaw(issue.front, ("collection", "highlighted"), message)


# --- prose -----------------------------------------------------------------------------------------------

SUMMARY_WORDS = (30, 150)
GIST_SENTENCES = 3


def check_lengths(issue: Issue) -> Iterator[Flaw]:
    """A finding is one sentence, a summary 30 to 150 words, a family's gist three sentences."""
    low, high = SUMMARY_WORDS
    for article in issue.articles.values():
        if (count := len(article.finding.sentences)) != 1:
            yield Flaw(article, ("finding",), f"the finding has {count} sentences, it should be one")
        if not low <= (count := len(article.summary.text.split())) <= high:
            yield Flaw(article, ("summary",), f"the summary has {count} words ({low} to {high} are asked)")
    for family in issue.families.values():
        if (count := len(family.gist.sentences)) != GIST_SENTENCES:
            yield Flaw(family, ("gist",), f"the gist has {count} sentences ({GIST_SENTENCES} are asked)")


def check_passages(issue: Issue) -> Iterator[Flaw]:
    """Every article is cited by a passage, and no sentence stands twice on a page."""
    passages = find_passages(issue)
    for article in issue.articles.values():
        if ("article", article.slug) not in passages:
            yield Flaw(article, (), f"no passage of the issue cites {article.slug}")
    seen: dict[tuple[str, str], str] = defaultdict(str)
    for kind in HOSTS:
        for host in issue.shelves[kind].values():
            page = kind if kind == "story" else host.slug
            for sentence in sentences_of(host):
                if seen[f"{kind}/{page}", sentence.id]:
                    yield Flaw(host, (), f"this sentence stands twice on its page: {sentence.text[:60]}")
                seen[f"{kind}/{page}", sentence.id] = host.slug


CHECKS: tuple[Callable[[Issue], Iterator[Flaw]], ...] = (
    check_pointers,
    check_marks,
    check_orders,
    check_article_numbers,
    check_names,
    check_bylines,
    check_facets,
    check_facts,
    check_literals,
    check_collection,
    check_lengths,
    check_passages,
)
