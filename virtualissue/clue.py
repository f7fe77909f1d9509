"""Thing -> clues: the words by which it is found.

Alone knows what a thing is called by those who look for it: formulas with and without charge, acronyms, the
ways to write a person's name, and the things that are found together with another.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from virtualissue.fact import Fact
from virtualissue.formula import Formula
from virtualissue.issue import Issue
from virtualissue.model import Article, Erratum, Family, Material, Section, Technique, Term, Theme
from virtualissue.record import Thing


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


CHARGE = re.compile(r"\^[0-9]*[-+]")


def find_clues(issue: Issue, thing: Thing) -> tuple[Clue, ...]:
    """The words by which a thing is found."""
    return tuple(CLUES[thing.kind](issue, thing))


def _material_clues(issue: Issue, material: Material) -> Iterator[Clue]:
    yield from named(material.names)
    yield from _formulas(material.formula, *material.spellings)
    yield from _traits(issue, material.facets)
    for slug in material.families:
        yield from (Clue(name, Weight.TRAIT) for name in _family_names(issue.families[slug]))


def _family_clues(issue: Issue, family: Family) -> Iterator[Clue]:
    yield from named(_family_names(family))
    yield from _heads(_family_names(family), Weight.KIN)
    yield from _formulas(*family.formulas, weight=Weight.KIN)
    yield from _traits(issue, family.facets)
    for material in issue.materials_of(family):
        yield from _material_names(material, Weight.KIN)


def _technique_clues(_issue: Issue, technique: Technique) -> Iterator[Clue]:
    yield from named(technique.names)
    yield from _heads(technique.names, Weight.KITH)
    yield Clue(technique.group, Weight.TRAIT)


def _theme_clues(_issue: Issue, theme: Theme) -> Iterator[Clue]:
    yield from named([theme.name.text])


def _article_clues(issue: Issue, article: Article) -> Iterator[Clue]:
    first = article.authors[0]
    yield from named([article.title.text, *((article.doi,) if article.doi else ())])
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
    yield from named(term.names)
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


def named(names: Iterable[str]) -> Iterator[Clue]:
    """What a thing itself is called."""
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


# --- people ----------------------------------------------------------------------------------------------


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
