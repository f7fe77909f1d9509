"""Prose as a whole: its length, what it cites, and that no sentence stands twice on a page."""

from collections.abc import Iterator

from virtualissue.address import home_of
from virtualissue.checks.flaw import Flaw
from virtualissue.issue import Issue
from virtualissue.passage import FIELDS, HOSTS, find_passages

SUMMARY_WORDS = (30, 150)
GIST_SENTENCES = 3


def check_lengths(issue: Issue) -> Iterator[Flaw]:
    """A finding is one sentence, a summary 30 to 150 words, a family's gist three sentences."""
    low, high = SUMMARY_WORDS
    for article in issue.articles.values():
        if (count := len(article.finding.sentences)) != 1:
            yield Flaw(article, ("finding",), f"the finding has {count} sentences, it should be one")
        if not low <= (count := len(article.summary.text.split())) <= high:
            yield Flaw(article, ("summary",), f"the summary has {count} words ({low} to {high} are asked)")
    for family in issue.families.values():
        if (count := len(family.gist.sentences)) != GIST_SENTENCES:
            yield Flaw(family, ("gist",), f"the gist has {count} sentences ({GIST_SENTENCES} are asked)")


def check_passages(issue: Issue) -> Iterator[Flaw]:
    """Every article is cited by a passage."""
    passages = find_passages(issue)
    for article in issue.articles.values():
        if ("article", article.slug) not in passages:
            where = f"{', '.join(HOSTS[:-1])} or {HOSTS[-1]}"
            yield Flaw(article, (), f"no passage cites {article.slug} (cite it in a {where})")


def check_sentences(issue: Issue) -> Iterator[Flaw]:
    """No sentence stands twice on a page; all of the story is one page."""
    seen: dict[tuple[str, str], str] = {}
    for host in (host for kind in HOSTS for host in issue.shelves[kind].values()):
        for at, prose in host.prose():
            for sentence in prose.sentences if at[0] in FIELDS else ():
                place = (home_of(host), sentence.id)
                if place in seen:
                    message = (
                        f"this sentence stands on the page already, in {seen[place]}: {sentence.text[:60]}"
                    )
                    yield Flaw(host, at, message)
                seen.setdefault(place, host.file)
