"""Prose as a whole: its length, what it cites, and that no sentence occurs twice on a page."""

from collections.abc import Iterator

from virtualissue.checks.findings import Finding
from virtualissue.model.issue import Issue
from virtualissue.views.back_links import FIELDS, HOSTS, find_passages
from virtualissue.views.urls import home_of

SUMMARY_WORDS = (30, 150)
GIST_SENTENCES = 3


def check_lengths(issue: Issue) -> Iterator[Finding]:
    """A finding is one sentence, a summary 30 to 150 words, a family's gist three sentences."""
    low, high = SUMMARY_WORDS
    for article in issue.articles.values():
        if (count := len(article.finding.sentences)) != 1:
            yield Finding(article, ("finding",), f"the finding has {count} sentences, but it should have one")
        if not low <= (count := len(article.summary.text.split())) <= high:
            yield Finding(
                article, ("summary",), f"the summary has {count} words (it should have {low} to {high})"
            )
    for family in issue.families.values():
        if (count := len(family.gist.sentences)) != GIST_SENTENCES:
            yield Finding(
                family, ("gist",), f"the gist has {count} sentences (it should have {GIST_SENTENCES})"
            )


def check_passages(issue: Issue) -> Iterator[Finding]:
    """Every article is cited by a passage."""
    passages, hosts = find_passages(issue), [kind.name for kind in HOSTS]
    for article in issue.articles.values():
        if ("article", article.slug) not in passages:
            where = f"{', '.join(hosts[:-1])} or {hosts[-1]}"
            yield Finding(article, (), f"no passage cites {article.slug} (cite it in a {where})")


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
