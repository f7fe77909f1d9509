"""Something wrong at a place in the content, and the ways to say so that all checks share."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pydantic import AliasChoices

from virtualissue.diagnostics import suggest
from virtualissue.model.entities import Article
from virtualissue.model.entity import Entity
from virtualissue.model.issue import Issue
from virtualissue.text.prose import Citation, FactMark, Link, Token
from virtualissue.views.urls import LINK_KINDS, STANDING, find_standing

At = Sequence[str | int]


@dataclass(frozen=True)
class Finding:
    """Something wrong at a place in an entity's file; the offset is one inside the text of that place."""

    entity: Entity
    at: At
    message: str
    offset: int | None = None

    @property
    def spellings(self) -> tuple[At, ...]:
        """The place by each name under which content may write its field: `date` also as `year`."""
        field = type(self.entity).model_fields.get(str(self.at[0])) if self.at else None
        if field is None or not isinstance(field.validation_alias, AliasChoices):
            return (self.at,)
        return tuple((str(name), *self.at[1:]) for name in field.validation_alias.choices)


def follow_path(value: object, path: Sequence[str], at: tuple[str | int, ...]) -> Iterator[tuple[At, str]]:
    """The slugs at a path of fields, each with its place; a list on the way is followed item by item."""
    if isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from follow_path(item, path, (*at, number))
    elif path and value is not None:
        yield from follow_path(getattr(value, path[0]), path[1:], (*at, path[0]))
    elif isinstance(value, str):
        yield at, value


def exists(issue: Issue, kind: str, slug: str) -> bool:
    """Whether there is a file of that kind and slug, even one that has mistakes."""
    return slug in issue.of_kind(kind) or (kind, slug) in issue.unread


def check_slug(issue: Issue, entity: Entity, at: At, target: type[Entity], slug: str) -> Iterator[Finding]:
    """A slug that no entity of the class has, with what there is instead."""
    if not exists(issue, target.kind, slug):
        known = issue.all_of(target)
        instead = suggest_article(issue, slug, known) if target is Article else suggest(slug, known)
        yield Finding(entity, at, f"no {target.kind} {slug} ({instead})")


def suggest_article(issue: Issue, wrong: str, known: Collection[str], form: str = "{}") -> str:
    """What to write instead: the article with this citation key, in the given form, or the nearest slugs."""
    keys = {key.casefold(): slug for slug, article in issue.articles.items() for key in article.citation_keys}
    slug = keys.get(wrong.casefold())
    return f"this is a citation key: write {form.format(slug)}" if slug else suggest(wrong, known)


def check_token(issue: Issue, token: Token) -> Iterator[str]:
    """What a mark of prose points at in vain."""
    match token:
        case Citation(slugs):
            known = issue.works
            for slug in slugs:
                if slug not in known and not exists(issue, "article", slug):
                    yield f"no article {slug} ({suggest_article(issue, slug, known, '[@{}]')})"
        case FactMark(slug) if not exists(issue, "fact", slug):
            yield f"no fact {slug} ({suggest(slug, issue.facts)})"
        case Link(kind, slug) if kind != "https":
            yield from _check_link(issue, kind, slug)


def _check_link(issue: Issue, kind: str, slug: str) -> Iterator[str]:
    if kind not in LINK_KINDS:
        there_are = ", ".join(f"{name}:" for name in LINK_KINDS)
        yield f"no link to {kind}:{slug} (a link begins with {there_are} or https://)"
    elif kind == "page":
        if slug not in (standing := STANDING if issue.unread else find_standing(issue)):
            yield f"no page {slug} ({suggest(slug, standing)})"
    elif not exists(issue, kind, slug):
        yield f"no {kind} {slug} ({suggest(slug, issue.of_kind(kind))})"
