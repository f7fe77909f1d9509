"""Everything that points: slugs, marks of prose, and the orders that name every file once."""

from collections import Counter
from collections.abc import Iterator

from virtualissue.checks.findings import Finding, check_slug, check_token, exists, suggest_article
from virtualissue.model.course import Course
from virtualissue.model.entity import Entity
from virtualissue.model.front_matter import FrontMatter
from virtualissue.model.issue import Issue
from virtualissue.model.kinds import KINDS, Kind
from virtualissue.model.references import find_references
from virtualissue.text.prose import Link

# the file in which a list orders a kind
HOLDERS = {"issue": FrontMatter.kind, "number": FrontMatter.kind, "course": Course.kind}
# the lists of issue.yml and course.yml that name a whole collection, which `check_orders` checks
ORDERS = {(HOLDERS[kind.order], kind.collection) for kind in KINDS if kind.order in HOLDERS}


def check_pointers(issue: Issue) -> Iterator[Finding]:
    """Every slug points at something that exists."""
    for entity in issue.entities():
        for reference in find_references(entity):
            if (entity.kind, reference.path[0]) not in ORDERS:
                yield from check_slug(issue, entity, reference.path, reference.target, reference.slug)
    known = issue.works
    for fact in issue.facts.values():
        source = fact.stated.source
        if source not in known and not exists(issue, "article", source):
            message = f"no article {source} ({suggest_article(issue, source, known)})"
            yield Finding(fact, ("stated", "source"), message)


def check_marks(issue: Issue) -> Iterator[Finding]:
    """Every citation, fact and link of prose leads somewhere; background has none of the first two."""
    for entity in issue.entities():
        for at, prose in entity.prose():
            for token in prose.pointers:
                for message in check_token(issue, token):
                    yield Finding(entity, at, message, token.offset)
                if at[0] == "background" and not isinstance(token, Link):
                    yield Finding(
                        entity, at, "background may contain no citations and no facts", token.offset
                    )


def check_orders(issue: Issue) -> Iterator[Finding]:
    """An order in issue.yml or course.yml names every file of its folder once and nothing else.

    What a lecturer adds is in no order; it comes last.
    """
    for holder in filter(None, (issue.front, issue.course)):
        for kind in KINDS:
            if (holder.kind, kind.collection) in ORDERS and getattr(holder, kind.collection):
                yield from _check_order(issue, holder, kind)


def _check_order(issue: Issue, holder: Entity, kind: Kind) -> Iterator[Finding]:
    name, known = kind.collection, issue.all_of(kind.entity)
    order = [reference.slug for reference in find_references(holder) if reference.path[0] == name]
    for number, slug in enumerate(order):
        yield from check_slug(issue, holder, (name, number), kind.entity, slug)
    for slug, count in Counter(order).items():
        if count > 1:
            yield Finding(holder, (name,), f"{slug} appears {count} times in the list of {name}")
    for slug in known.keys() - set(order):
        if not issue.is_added(known[slug]):
            yield Finding(holder, (name,), f"{slug} is missing from the list of {name}")
