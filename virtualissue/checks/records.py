"""The records of works: nothing occurs twice that should occur once."""

from collections.abc import Iterator

from virtualissue.bibliography.names import Byline
from virtualissue.bibliography.namesakes import KnownNames
from virtualissue.bibliography.references.styles import CitationStyle
from virtualissue.bibliography.work import NAME_FIELDS, Work
from virtualissue.checks.findings import At, Finding
from virtualissue.model.entity import Entity
from virtualissue.model.issue import Issue
from virtualissue.views.references import format_in_style


def _find_works(issue: Issue) -> Iterator[tuple[Entity, tuple[str, ...], Work]]:
    """Every work with the entity whose file holds it and the path of its record there."""
    if issue.front.editorial:
        yield issue.front, ("editorial",), issue.front.editorial
    for article in issue.articles.values():
        yield article, (), article


def check_identifiers(issue: Issue) -> Iterator[Finding]:
    """A DOI, in whatever case, and an arXiv identifier belong to one work."""
    owners: dict[tuple[str, str], Entity] = {}
    for entity, at, work in _find_works(issue):
        for field, identifier in (("doi", work.doi), ("arxiv", work.arxiv)):
            if identifier:
                owner = owners.setdefault((field, identifier.casefold()), entity)
                if owner is not entity:
                    yield Finding(entity, (*at, field), f"{identifier} already belongs to {owner.file}")


def check_styles(issue: Issue) -> Iterator[Finding]:
    """Every work can be formatted in each style that the issue names."""
    further: list[tuple[At, CitationStyle]] = [
        (("further_styles", n), style) for n, style in enumerate(issue.further_styles)
    ]
    for at, style in ((("style",), issue.style), *further):
        try:
            format_in_style(issue, style)
        except Exception as error:  # noqa: BLE001 (a style is a program of its own, and some do not run)
            message = f"the style {style.name} cannot be used ({type(error).__name__}: {error})"
            yield Finding(issue.front, at, message)


def check_authors(issue: Issue) -> Iterator[Finding]:
    """Nobody signs a work twice, in whatever spelling; namesakes have different ORCIDs."""
    for entity, at, work in _find_works(issue):
        for role, names in work.names_by_role:
            field = NAME_FIELDS[role]
            known = KnownNames()
            for number, name in enumerate(names):
                if first := known.find(name):
                    where: At = (*at, field, number)
                    yield Finding(entity, where, _tell_twice(first, name, field))
                known.add(name)


def _tell_twice(first: Byline, second: Byline, field: str) -> str:
    if first.orcid and first.orcid == second.orcid:
        return f"{second} has the ORCID of {first}: one person appears twice among the {field}"
    spelling = "" if first == second else f", once as {first}"
    return f"{second} appears twice among the {field}{spelling} (two people: give each an orcid)"
