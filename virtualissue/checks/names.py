"""Who and what is called how: numbers of articles, names and formulas of entities, bylines of people."""

from collections import Counter
from collections.abc import Collection, Iterator

from virtualissue.checks.findings import Finding
from virtualissue.diagnostics import suggest
from virtualissue.model.author import find_owners
from virtualissue.model.entities import Material
from virtualissue.model.entity import Entity
from virtualissue.model.issue import Issue
from virtualissue.model.kinds import KINDS
from virtualissue.text.fields import field_names
from virtualissue.text.folding import find_words, fold_whole
from virtualissue.text.parser import TYPED


def check_article_numbers(issue: Issue) -> Iterator[Finding]:
    """Articles are numbered from 1 without a gap, and as issue.yml orders them."""
    ordered: dict[str, int] = {slug: number for number, slug in enumerate(issue.front.articles, start=1)}
    for number, article in enumerate(issue.articles.values(), start=1):
        expected = ordered.get(article.slug, number)
        if article.number != expected:
            yield Finding(
                article, ("number",), f"the number is {article.number}, but {expected} was expected"
            )
            return


def check_names(issue: Issue) -> Iterator[Finding]:
    """A name, and a formula, belongs to one entity."""
    owners: dict[str, Entity] = {}
    for entity in (one for kind in KINDS if kind.has_names for one in issue.of_kind(kind.name).values()):
        for name in entity.names:
            if (owner := owners.setdefault(name.casefold().translate(TYPED), entity)) is not entity:
                yield Finding(
                    entity, _place_of(name, entity), f"the name {name} already belongs to {owner.file}"
                )
    owners.clear()
    for material in issue.materials.values():
        for number, formula in enumerate((material.formula, *material.spellings)):
            if formula and (owner := owners.setdefault(formula.text, material)) is not material:
                at = ("spellings", number - 1) if number else ("formula",)
                yield Finding(material, at, f"the formula {formula.text} already belongs to {owner.file}")


def check_search_words(issue: Issue) -> Iterator[Finding]:
    """A synonym stands for what the issue says, and a substance that is called absent is not in it."""
    front = issue.front
    if front.synonyms:
        names = set(_find_names(issue))
        known = {word for name in names for word in (fold_whole(name), *find_words(name))}
        known |= {
            word
            for entity in issue.entities()
            for _, text in entity.prose()
            for word in find_words(text.text)
        }
        for name, same in front.synonyms.items():
            if fold_whole(same) not in known:
                message = f"{same} is nowhere in the issue ({suggest(same, sorted(names))})"
                yield Finding(front, ("synonyms", name), message)
    owners = {
        fold_whole(name): material for material in issue.materials.values() for name in _names_of(material)
    }
    for name in front.absent:
        if owner := owners.get(fold_whole(name)):
            yield Finding(front, ("absent", name), f"{name} is in the issue, in {owner.file}")


def _find_names(issue: Issue) -> Iterator[str]:
    for entity in issue.entities():
        yield from (entity.plain, *entity.names)
    for material in issue.materials.values():
        yield from _names_of(material)


def _names_of(material: Material) -> tuple[str, ...]:
    formulas = (material.formula, *material.spellings)
    return (*material.names, *(formula.text for formula in formulas if formula))


def _place_of(name: str, entity: Entity) -> tuple[str | int, ...]:
    """The field that holds a name, or the place in its list."""
    for field, form in type(entity).model_fields.items():
        value, written = getattr(entity, field), field_names(field, form)[0]
        if value == name and field not in Entity.model_fields:
            return (written,)
        if isinstance(value, tuple) and name in value:
            return written, value.index(name)
    return ()


def check_bylines(issue: Issue) -> Iterator[Finding]:
    """A file in people/ names articles and bylines that exist; who signed an article is clear."""
    declared = Counter[tuple[str, str]]()
    for person in issue.people.values():
        for slug, byline in person.bylines.items():
            declared[slug, byline] += 1
            if slug not in issue.articles:
                yield Finding(
                    person, ("bylines", slug), f"no article {slug} ({suggest(slug, issue.articles)})"
                )
            elif byline not in issue.articles[slug].authors:
                near = suggest(byline, issue.articles[slug].authors)
                yield Finding(person, ("bylines", slug), f"{byline} is not an author of {slug} ({near})")
            elif declared[slug, byline] > 1:
                yield Finding(person, ("bylines", slug), f"{byline} of {slug} is declared for two people")
    yield from _unclear_bylines(issue, declared)


def _unclear_bylines(issue: Issue, declared: Collection[tuple[str, str]]) -> Iterator[Finding]:
    known = find_owners(issue.people)
    for article in issue.articles.values():
        for number, byline in enumerate(article.authors):
            owners = known.get(byline, set())
            if len(owners) > 1 and (article.slug, byline) not in declared and not byline.orcid:
                files = " or of ".join(issue.people[slug].file for slug in sorted(owners))
                message = f"{byline} may be the person of {files}: say in one of them who signed this article"
                yield Finding(article, ("authors", number), message)
