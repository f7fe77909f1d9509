"""Which documents are printed: of these editions, of this choice, and what a site offers of them."""

from collections.abc import Iterable, Iterator, Sequence

from virtualissue.charts import Drawing
from virtualissue.exports.site_record import cite_site
from virtualissue.model.issue import Issue
from virtualissue.print.choice import BOOKLET, EVERYTHING, SLIDES, SUMMARIES, PrintChoice
from virtualissue.print.context import PrintContext
from virtualissue.print.documents import Document, find_handed_out, set_booklet, set_handout
from virtualissue.print.printouts import EDITIONS, Edition
from virtualissue.print.teaching.slides import set_slides
from virtualissue.print.teaching.summaries import set_summaries


def plan_documents(
    issue: Issue,
    drawings: Sequence[Drawing],
    editions: Iterable[Edition],
    choice: PrintChoice = EVERYTHING,
) -> Iterator[Document]:
    """The documents of these editions that are chosen."""
    for context in _find_contexts(issue, drawings, editions, choice):
        yield from _plan_handouts(context)
        if context.edition == "students" and choice.includes(SUMMARIES):
            yield from set_summaries(find_handed_out(issue), context)
        if context.edition != "solutions" and choice.includes(SLIDES):
            yield from set_slides(context)


def plan_offered(issue: Issue, drawings: Sequence[Drawing]) -> Iterator[Document]:
    """What the site offers to everybody. Slides take long to set, and are printed from the source."""
    for context in _find_contexts(issue, drawings, find_offered(issue), EVERYTHING):
        yield from _plan_handouts(context)


def _find_contexts(
    issue: Issue, drawings: Sequence[Drawing], editions: Iterable[Edition], choice: PrintChoice
) -> Iterator[PrintContext]:
    """For each of these editions that the issue has, what its documents share."""
    citation = cite_site(issue)
    for edition in editions:
        if _has_edition(issue, edition):
            yield PrintContext(issue, drawings, edition, citation, choice)


def _has_edition(issue: Issue, edition: Edition) -> bool:
    """Whether the issue has this edition. The one with solutions is a setting of the issue."""
    if edition == "students":
        return True
    return issue.has_answers_or_notes and (edition == "lecturers" or issue.front.handouts.solutions)


def _plan_handouts(context: PrintContext) -> Iterator[Document]:
    """The booklet and the handouts; a family on which there is nothing to read has none.

    The edition with solutions is for those who learn alone. It is only the booklet.
    """
    if context.choice.includes(BOOKLET):
        yield set_booklet(context)
    for family in find_handed_out(context.issue) if context.edition != "solutions" else ():
        if context.choice.includes(family.slug):
            yield set_handout(family, context)


def find_names(issue: Issue) -> tuple[str, ...]:
    """What can be asked for: the booklet, slides, summaries, and the families that have a handout."""
    return (BOOKLET, SLIDES, SUMMARIES, *(family.slug for family in find_handed_out(issue)))


def find_offered(issue: Issue) -> tuple[Edition, ...]:
    """The editions that the site offers to everybody."""
    is_open = issue.front.handouts.lecturers == "open"
    return tuple(one for one in EDITIONS if _has_edition(issue, one) and (one != "lecturers" or is_open))
