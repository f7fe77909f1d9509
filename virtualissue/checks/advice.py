"""Issue -> advice: authors who may be one person, with lines to paste into content/; nothing is refused."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from virtualissue.bibliography.name_forms import fold_name
from virtualissue.bibliography.namesakes import are_compatible
from virtualissue.model.author import Author
from virtualissue.model.issue import Issue


def find_advice(issue: Issue) -> Iterator[str]:
    """Several lines for each pair of authors who may be one person."""
    by_surname: dict[str, list[Author]] = defaultdict(list)
    for author in issue.authors:
        by_surname[fold_name(author.name.short)].append(author)
    for namesakes in by_surname.values():
        for one, other in combinations(namesakes, 2):
            if are_compatible(one.name, other.name) and _may_be_one(one, other):
                yield _advise(issue, one, other)


def _may_be_one(one: Author, other: Author) -> bool:
    """Whether neither their ORCIDs nor an article that both signed tells them apart."""
    together = {article.slug for article in one.articles} & {article.slug for article in other.articles}
    return not together and (not one.orcid or not other.orcid or one.orcid == other.orcid)


def _advise(issue: Issue, one: Author, other: Author) -> str:
    """The question, and the file that answers it."""
    shorter, longer = sorted((one, other), key=lambda author: len(author.name))
    declared = next((author for author in (longer, shorter) if author.slug in issue.people), None)
    file = f"content/people/{(declared or longer).slug}.yml"
    bylines = "\n".join(
        f'  {article.slug}: "{byline}"'
        for article in issue.articles.values()
        for byline, author in issue.authors_of(article)
        if author.slug in (one.slug, other.slug)
    )
    orcid = one.orcid or other.orcid
    lines = [
        f"{shorter.name} and {longer.name} may be one person. If they are, {file} should say:",
        f"name: {(declared or longer).name}",
        *([f"orcid: {orcid}"] if orcid else []),
        f"bylines:\n{bylines}",
        "basis: how you know",
    ]
    return "\n".join(lines)
