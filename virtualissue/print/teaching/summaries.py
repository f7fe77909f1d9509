"""Issue -> summaries, as plain data: a page on the whole issue, and a page on each family."""

from collections.abc import Iterable, Iterator

from virtualissue.model.entities import Family, Section, Theme
from virtualissue.model.issue import Issue
from virtualissue.print.choice import SUMMARIES
from virtualissue.print.context import PrintContext
from virtualissue.print.documents import (
    Document,
    compare_family,
    outline_family,
    set_claims,
    set_head,
    set_picks,
)
from virtualissue.print.drawings import set_structures
from virtualissue.print.inline import PrintData, PrintRenderer, set_title, tie
from virtualissue.print.teaching.slides import list_sources
from virtualissue.views.references import find_works

MOST_TERMS = 8  # explained on a page
MOST_ARTICLES = 30  # listed on the page of an issue without families
OF_STRUCTURE = ("number", "title", "svg", "alternative", "source")


def set_summaries(families: Iterable[Family], context: PrintContext) -> Iterator[Document]:
    """All summaries in one document; of an issue that has nothing to sum up there is none."""
    issue, name = context.issue, f"{context.issue.front.name}-{SUMMARIES}"
    head = set_head(context, issue.front.title.text, "", PrintRenderer(issue))
    whole = _sum_up_issue(context)
    pages = [*([whole] if whole else []), *(_sum_up(family, context) for family in families)]
    if pages:
        yield Document(name, "summaries", context.edition, tie(head | {"pages": pages}), name)


def _sum_up_issue(context: PrintContext) -> PrintData:
    """The families side by side, and the story section by section; nothing where there is neither."""
    issue, renderer = context.issue, PrintRenderer(context.issue)
    told: list[Section | Theme] = [*issue.story.values()] or [*issue.themes.values()]
    articles = [] if issue.families or len(issue.articles) > MOST_ARTICLES else [*issue.articles.values()]
    page: PrintData = {
        "rows": [
            {
                "name": set_title(family.short_label),
                "icon": row["icon"],
                "formulas": row["formulas"],
                "facts": row["facts"],
                "limit": row["limit"],
            }
            for family in issue.families.values()
            for row in [compare_family(family, renderer)]
        ],
        "told": [
            {"title": set_title(one.label), "gist": renderer.inline(one.gist)} for one in told if one.gist
        ],
        "findings": [
            [*renderer.inline(one.finding), renderer.citation([one.slug])] for one in articles if one.finding
        ],
        "goals": [renderer.inline(goal) for goal in issue.course.goals] if issue.course else [],
    }
    return _finish(page, issue) if any(page.values()) else {}


def _sum_up(family: Family, context: PrintContext) -> PrintData:
    """What a family is, its structure, values, appeal, and limits, what to read first, and its terms."""
    renderer, issue = PrintRenderer(context.issue), context.issue
    structures = set_structures(family, context, PrintRenderer(issue))[:1]  # their captions are not shown
    page: PrintData = {
        **outline_family(family, renderer),
        "structures": [{name: one[name] for name in OF_STRUCTURE} for one in structures],
        **set_claims(family, renderer),
        "read_first": set_picks(family, renderer),
    }
    return _finish(page | {"terms": _explain(renderer, issue)}, issue)


def _explain(renderer: PrintRenderer, issue: Issue) -> list[PrintData]:
    """The first terms that a page uses, in the order of the glossary."""
    used = [term for term in issue.terms.values() if term.slug in renderer.used]
    return [{"term": term.term, "definition": renderer.inline(term.definition)} for term in used[:MOST_TERMS]]


def _finish(page: PrintData, issue: Issue) -> PrintData:
    """A page with the works that it cites, in short."""
    return page | {"sources": list_sources([*page.values()], find_works(issue))}
