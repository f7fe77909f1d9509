"""Prose as a whole: no sentence occurs twice on a page."""

from collections.abc import Iterator

from virtualissue.checks.findings import Finding
from virtualissue.model.issue import Issue
from virtualissue.views.back_links import FIELDS, HOSTS
from virtualissue.views.urls import home_of


def check_sentences(issue: Issue) -> Iterator[Finding]:
    """No sentence occurs twice on a page; all of the story is one page."""
    seen: dict[tuple[str, str], str] = {}
    for host in (host for kind in HOSTS for host in issue.all_of(kind.entity).values()):
        for at, prose in host.prose():
            for sentence in prose.sentences if at[0] in FIELDS else ():
                place = (home_of(host), sentence.id)
                if place in seen:
                    message = f"this sentence is already on the page, in {seen[place]}: {sentence.text[:60]}"
                    yield Finding(host, at, message)
                seen.setdefault(place, host.file)
