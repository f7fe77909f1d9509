"""Issue -> passages: every sentence of the issue that cites or names an article, material or technique.

The back-links of the whole site are made here. A family has the sentences of the story that mention its
articles or materials; sentences of other pages are shown there. Reference lists, cards, and an article's own
page do not count, nor does background, which is not what the issue says.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from virtualissue.chemistry.formula import Formula
from virtualissue.model.entities import Article, Material, Section
from virtualissue.model.entity import Entity
from virtualissue.model.issue import Issue
from virtualissue.model.kinds import KINDS
from virtualissue.text.prose import Citation, Link, Name, Notation, Sentence, Token, walk

HOSTS = tuple(kind for kind in KINDS if kind.has_passages)
FIELDS = ("gist", "text", "appeal", "limits", "questions", "neighbors", "note")
Target = tuple[str, str]


@dataclass(frozen=True)
class Passage:
    """A sentence, the entity whose page it is on, and all that it cites or names (kind, slug)."""

    host: Entity
    sentence: Sentence
    targets: frozenset[Target]


def group_by_place(passages: Iterable[Passage]) -> list[tuple[Entity, tuple[Passage, ...]]]:
    """Each entity on whose page some of the passages are, with these, in their order."""
    groups: dict[Target, list[Passage]] = defaultdict(list)
    for passage in passages:
        groups[passage.host.kind, passage.host.slug].append(passage)
    return [(found[0].host, tuple(found)) for found in groups.values()]


def find_passages(issue: Issue) -> Mapping[Target, tuple[Passage, ...]]:
    """The passages by what they cite or name, in the order of the issue; an entity's own page left out."""
    found: dict[Target, list[Passage]] = defaultdict(list)
    for passage in _passages(issue):
        for target in sorted(passage.targets - {(passage.host.kind, passage.host.slug)}):
            found[target].append(passage)
    return {target: tuple(passages) for target, passages in found.items()}


def _passages(issue: Issue) -> Iterator[Passage]:
    for kind in HOSTS:
        for host in issue.all_of(kind.entity).values():
            for sentence in sentences_of(host):
                targets = frozenset(_targets(sentence.tokens, issue))
                if kind.entity is Section:
                    targets |= frozenset(_families(targets, issue))
                if targets:
                    yield Passage(host, sentence, targets)


def sentences_of(host: Entity) -> Iterator[Sentence]:
    """The sentences of an entity's page that count as passages."""
    for at, prose in host.prose():
        if at[0] in FIELDS:
            yield from prose.sentences


def _families(targets: frozenset[Target], issue: Issue) -> Iterator[Target]:
    """The families of the articles and materials among the targets."""
    members: Mapping[str, Mapping[str, Article | Material]]
    members = {"article": issue.articles, "material": issue.materials}
    for kind, slug in targets:
        if member := members.get(kind, {}).get(slug):
            yield from (("family", family) for family in member.families)


def _targets(tokens: tuple[Token, ...], issue: Issue) -> Iterator[Target]:
    for token in walk(tokens):
        match token:
            case Citation(slugs):
                yield from (("article", slug) for slug in slugs)
            case Name(kind, slug):
                yield kind, slug
            case Link(kind, slug):
                yield kind, slug
            case Notation(Formula() as formula):
                if material := issue.materials_by_formula.get(formula.text):
                    yield "material", material.slug
