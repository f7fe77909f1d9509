"""Slugs that cannot be used: a page has a part of that name already, or no file can have it."""

import re
from collections.abc import Iterator, Mapping

from virtualissue.checks.findings import At, Finding
from virtualissue.model.entities import StandingPage
from virtualissue.model.entity import Entity
from virtualissue.model.issue import Issue
from virtualissue.views.urls import ADDRESSES, EDITORIAL

# what every page has, as an id
EVERYWHERE = {"top", "cited"}
# the page on which things of one kind stand together -> the ids of its own parts
PARTS: Mapping[str, frozenset[str]] = {
    "home": frozenset({"families", "themes", "numbers"}),
    "numbers": frozenset({"regions"}),
    "about": frozenset({"editors", "authors"}),
    "facts": frozenset({"quantities", "download"}),
    "errata": frozenset({"record", "wording", "at-odds"}),
    "references": frozenset({EDITORIAL, "the-editorial"}),
}
# ids that are made: of references, explanations, charts, sentences, quantities, letters and names
MADE = re.compile(
    r"ref-.*|about-.*|chart-.*|s-[0-9a-f]{8}|quantity-.*|letter-.*|(?:material|technique)-.*-[0-9]+"
)
# kind of thing -> the page that it stands on with others
SHARED = {
    "term": "glossary", "fact": "facts", "story": "story", "erratum": "errata", "person": "people",
    "article": "references", "material": "materials",
}  # fmt: skip
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
        for thing in issue.shelves[kind].values():
            yield from _check_id(thing, (), thing.slug, shared)
    for page in issue.pages.values():
        yield from _check_sections(page)
    for kind, address in ADDRESSES.items():
        for thing in issue.shelves[kind].values() if "#" not in address else ():
            if thing.slug in NO_FILES:
                yield Finding(thing, (), f"no page can be called {thing.slug}.html (call the file otherwise)")


def _check_sections(page: StandingPage) -> Iterator[Finding]:
    seen: set[str] = set()
    for number, section in enumerate(page.sections):
        at = ("sections", number, "slug")
        yield from _check_id(page, at, section.slug, page.slug)
        if section.slug in seen:
            yield Finding(page, at, f"a section above is called {section.slug} already")
        seen.add(section.slug)


def _check_id(thing: Entity, at: At, slug: str, page: str) -> Iterator[Finding]:
    if slug == EDITORIAL and thing.kind == "article":
        yield Finding(thing, at, f"{EDITORIAL} stands for the editorial itself (call the file otherwise)")
    elif slug in EVERYWHERE | PARTS.get(page, frozenset()) or MADE.fullmatch(slug):
        yield Finding(thing, at, f"the page {page} has a part called {slug} already (choose another name)")
