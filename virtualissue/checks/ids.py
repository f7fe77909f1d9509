"""Slugs that cannot be used: a page has a part of that name already, or no file can have it."""

import re
from collections.abc import Iterator, Mapping

from virtualissue.checks.findings import At, Finding
from virtualissue.model.entities import StandingPage
from virtualissue.model.entity import Entity
from virtualissue.model.issue import EDITORIAL, Issue
from virtualissue.model.kinds import KINDS

# what every page has, as an id
EVERYWHERE = {"top", "cited"}
# the page on which entities of one kind are together -> the ids of its own parts
IDS_OF_PAGES: Mapping[str, frozenset[str]] = {
    "home": frozenset({"articles", "families", "themes", "numbers"}),
    "numbers": frozenset({"regions"}),
    "about": frozenset({"editors", "authors", "print"}),
    "facts": frozenset({"quantities", "download"}),
    "data": frozenset({"files", "tables", "issue-json", "python", "r", "feed", "terms"}),
    "cite": frozenset(
        {
            *("an-article", "the-editorial", "this-site", "license"),
            *("cite-editorial", "cite-site", "cite-bibtex", "cite-attribution"),
        }
    ),
    "errata": frozenset({"record", "wording", "at-odds"}),
    "references": frozenset({EDITORIAL, "the-editorial"}),
}
# ids that are made: of references, explanations, charts, sentences, quantities, letters and names
MADE = re.compile(
    r"ref-.*|about-.*|chart-.*|s-[0-9a-f]{8}|quantity-.*|letter-.*|(?:material|technique)-.*-[0-9]+"
)
# kind of entity -> the page on which it is with others, under its slug as the id
SHARED: Mapping[str, str] = {
    **{kind.name: kind.address.partition(".html#")[0] for kind in KINDS if kind.address.endswith(".html#{}")},
    "person": "people",
    "article": "references",
    "material": "materials",
}
# `index` is a folder's own page; the others are devices on Windows, where bundles are unpacked
NO_FILES = {
    "index",
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)),
}


def check_ids(issue: Issue) -> Iterator[Finding]:
    """No slug is an id that its page has already, and each can be the name of a page."""
    for kind, shared in SHARED.items():
        for entity in issue.of_kind(kind).values():
            yield from _check_id(entity, (), entity.slug, shared)
    for page in issue.pages.values():
        yield from _check_sections(page)
    for with_pages in (kind for kind in KINDS if kind.has_pages):
        for entity in issue.all_of(with_pages.entity).values():
            if entity.slug in NO_FILES:
                yield Finding(entity, (), f"no page can be called {entity.slug}.html (rename the file)")


def _check_sections(page: StandingPage) -> Iterator[Finding]:
    seen: set[str] = set()
    for number, section in enumerate(page.sections):
        at = ("sections", number, "slug")
        yield from _check_id(page, at, section.slug, page.slug)
        if section.slug in seen:
            yield Finding(page, at, f"a section above is already called {section.slug}")
        seen.add(section.slug)


def _check_id(entity: Entity, at: At, slug: str, page: str) -> Iterator[Finding]:
    if slug == EDITORIAL and entity.kind == "article":
        yield Finding(entity, at, f"{EDITORIAL} stands for the editorial itself (rename the file)")
    elif slug in EVERYWHERE | IDS_OF_PAGES.get(page, frozenset()) or MADE.fullmatch(slug):
        yield Finding(entity, at, f"the page {page} already has a part called {slug} (choose another name)")
