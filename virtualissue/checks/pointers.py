"""Everything that points: slugs, marks of prose, and the orders that name every file once."""

from collections import Counter
from collections.abc import Iterator, Mapping

from virtualissue.checks.findings import Finding, check_slug, check_token, follow_path
from virtualissue.diagnostics import suggest
from virtualissue.model.course import COURSE_ORDERS
from virtualissue.model.entity import Entity
from virtualissue.model.issue import Issue
from virtualissue.text.prose import Link
from virtualissue.views.urls import EDITORIAL

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


def check_pointers(issue: Issue) -> Iterator[Finding]:
    """Every slug points at something that exists."""
    for thing in issue.things():
        for path, kind in POINTERS.get(thing.kind, {}).items():
            for at, slug in follow_path(thing, path.split("."), ()):
                yield from check_slug(issue, thing, at, kind, slug)
    for fact in issue.facts.values():
        if (source := fact.stated.source) not in (EDITORIAL, *issue.articles):
            message = f"no article {source} ({suggest(source, [*issue.articles, EDITORIAL])})"
            yield Finding(fact, ("stated", "source"), message)


def check_marks(issue: Issue) -> Iterator[Finding]:
    """Every citation, fact and link of prose leads somewhere; background has none of the first two."""
    for thing in issue.things():
        for at, prose in thing.prose():
            for token in prose.pointers:
                for message in check_token(issue, token):
                    yield Finding(thing, at, message, token.offset)
                if at[0] == "background" and not isinstance(token, Link):
                    yield Finding(thing, at, "background carries no citation and no fact", token.offset)


def check_orders(issue: Issue) -> Iterator[Finding]:
    """The orders in issue.yml and course.yml name every file of their folder once and nothing else."""
    for name, kind in (("families", "family"), ("themes", "theme"), ("story", "story"), ("charts", "chart")):
        yield from _check_order(issue, issue.front, name, kind)
    if issue.course:
        for name in COURSE_ORDERS:
            yield from _check_order(issue, issue.course, name, name.removesuffix("s"))


def _check_order(issue: Issue, holder: Entity, name: str, kind: str) -> Iterator[Finding]:
    order, shelf = getattr(holder, name), issue.shelves[kind]
    for number, slug in enumerate(order):
        yield from check_slug(issue, holder, (name, number), kind, slug)
    for slug, count in Counter(order).items():
        if count > 1:
            yield Finding(holder, (name,), f"{slug} stands {count} times in the order of {name}")
    for slug in shelf.keys() - set(order):
        yield Finding(holder, (name,), f"{slug} is missing in the order of {name}")
