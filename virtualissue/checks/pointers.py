"""Everything that points: slugs, marks of prose, and the orders that name every file once."""

from collections import Counter
from collections.abc import Iterator, Mapping

from virtualissue.address import EDITORIAL
from virtualissue.checks.flaw import Flaw, follow, lost, missing
from virtualissue.course import COURSE_ORDERS
from virtualissue.issue import Issue
from virtualissue.mistake import suggest
from virtualissue.prose import Link
from virtualissue.record import Thing

# field of a thing, a dot before a field of what it holds -> the shelf that its slugs must be on
POINTERS: Mapping[str, Mapping[str, str]] = {
    "article": {"families": "family", "materials": "material", "techniques": "technique", "themes": "theme"},
    "family": {"read_first.article": "article", "neighbours.family": "family"},
    "material": {"families": "family"},
    "technique": {"uses.article": "article"},
    "term": {"see": "term"},
    "chart": {"quantity": "quantity", "facts": "fact", "handouts": "family"},
    "question": {"families": "family"},
    "problem": {"families": "family"},
    "erratum": {"articles": "article"},
    "fact": {
        "articles": "article", "quantity": "quantity", "of.material": "material", "of.family": "family",
    },
    "issue": {
        "editors": "person", "collection.total": "fact", "collection.parts": "fact",
        "collection.highlighted": "fact",
    },
}  # fmt: skip


def check_pointers(issue: Issue) -> Iterator[Flaw]:
    """Every slug points at something that exists."""
    for thing in issue.things():
        for path, kind in POINTERS.get(thing.kind, {}).items():
            for at, slug in follow(thing, path.split("."), ()):
                yield from missing(issue, thing, at, kind, slug)
    for fact in issue.facts.values():
        if (source := fact.stated.source) not in (EDITORIAL, *issue.articles):
            message = f"no article {source} ({suggest(source, [*issue.articles, EDITORIAL])})"
            yield Flaw(fact, ("stated", "source"), message)


def check_marks(issue: Issue) -> Iterator[Flaw]:
    """Every citation, fact and link of prose leads somewhere; background has none of the first two."""
    for thing in issue.things():
        for at, prose in thing.prose():
            for token in prose.pointers:
                for message in lost(issue, token):
                    yield Flaw(thing, at, message, token.offset)
                if at[0] == "background" and not isinstance(token, Link):
                    yield Flaw(thing, at, "background carries no citation and no fact", token.offset)


def check_orders(issue: Issue) -> Iterator[Flaw]:
    """The orders in issue.yml and course.yml name every file of their folder once and nothing else."""
    for name, kind in (("families", "family"), ("themes", "theme"), ("story", "story"), ("charts", "chart")):
        yield from _check_order(issue, issue.front, name, kind)
    if issue.course:
        for name in COURSE_ORDERS:
            yield from _check_order(issue, issue.course, name, name.removesuffix("s"))


def _check_order(issue: Issue, holder: Thing, name: str, kind: str) -> Iterator[Flaw]:
    order, shelf = getattr(holder, name), issue.shelves[kind]
    for number, slug in enumerate(order):
        yield from missing(issue, holder, (name, number), kind, slug)
    for slug, count in Counter(order).items():
        if count > 1:
            yield Flaw(holder, (name,), f"{slug} stands {count} times in the order of {name}")
    for slug in shelf.keys() - set(order):
        yield Flaw(holder, (name,), f"{slug} is missing in the order of {name}")
