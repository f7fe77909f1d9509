"""Fact -> what it is of, in the parts that every table, chart, page and handout joins with commas."""

from collections.abc import Iterator
from dataclasses import dataclass

from virtualissue.model.entity import Entity
from virtualissue.model.fact import Fact
from virtualissue.model.issue import Issue
from virtualissue.text.titles import Title, formula_title, plain_title


@dataclass(frozen=True)
class SubjectPart:
    """A part of what a fact is of: its title, and the entity that it names, if it names one."""

    title: Title
    entity: Entity | None = None


def subject_of(fact: Fact, issue: Issue, place: Entity | None = None) -> tuple[SubjectPart, ...]:
    """Material, class in words, what is counted, composition, and family.

    What is on the page or under the heading of an entity does not repeat that entity (`place`), unless
    nothing else is left to say what the fact is of.
    """
    parts = tuple(_parts(fact, issue))
    return tuple(part for part in parts if place is None or part.entity is not place) or parts


def _parts(fact: Fact, issue: Issue) -> Iterator[SubjectPart]:
    of = fact.of
    if of.material:
        yield _named(issue.materials[of.material])
    if of.phrase:
        yield SubjectPart(plain_title(of.phrase))
    if of.collection:
        yield SubjectPart(plain_title(of.collection))
    if of.composition:
        yield SubjectPart(formula_title(of.composition))
    if of.family:
        yield _named(issue.families[of.family])


def _named(entity: Entity) -> SubjectPart:
    return SubjectPart(entity.short_label, entity)
