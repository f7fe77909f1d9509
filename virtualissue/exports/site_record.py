"""The site itself as a work: the record and the words by which the retelling is cited."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from markupsafe import Markup

from virtualissue.bibliography.dates import WorkDate
from virtualissue.bibliography.formats import BIBTEX, render_works
from virtualissue.bibliography.references.processor import format_references
from virtualissue.bibliography.references.reference import FormattedReference
from virtualissue.bibliography.work import Work, WorkType
from virtualissue.model.issue import Issue
from virtualissue.text.titles import Title
from virtualissue.views.moment import own_day_of

PartT = TypeVar("PartT")


@dataclass(frozen=True)
class OwnCitation:
    """How the site is cited: its reference, what the style leaves out of it, BibTeX, and a line for reuse."""

    reference: FormattedReference
    unsaid: Markup
    bibtex: str
    attribution: Markup
    day: str


def cite_site(issue: Issue) -> OwnCitation:
    """The site in the style of the issue and for BibTeX, with its version and its date.

    Its address is text to copy and no link, which would lead out of a copy of the site on disk.
    """
    works = {issue.front.name: make_site_record(issue)}
    formatted = format_references(works, issue.style, issue.front.language)[issue.front.name]
    reference = FormattedReference(tuple(replace(part, href="") for part in formatted.parts))
    unsaid = list_unsaid(issue, reference.text, issue.words)
    day = own_day_of(issue)
    return OwnCitation(
        reference,
        Markup("{}.").format(Markup(", ").join(unsaid)) if unsaid else Markup(),
        render_works(works, BIBTEX).strip(),
        _render_attribution(issue),
        issue.words.date(day) if day else "",
    )


def make_site_record(issue: Issue) -> Work:
    """The record of the site: its subtitle tells it from the editorial, which may be called alike."""
    front, day = issue.front, own_day_of(issue)
    subtitle = f": {front.subtitle}" if front.subtitle else ""
    return Work.model_construct(
        type=WorkType.WEB_PAGE,
        title=Title(front.title.source + subtitle, (*front.title.pieces, subtitle)),
        authors=front.retold_by,
        date=WorkDate((day.year, day.month, day.day)) if day else WorkDate(words="no date"),
        version=front.version or None,
        url=front.site_url or None,
        language=front.language,
    )


def list_unsaid(issue: Issue, said: str, say: Callable[..., PartT]) -> list[PartT | str]:
    """Version and date, as far as the style leaves them out of the reference; `say` sets a fixed word."""
    given, day = issue.front.version, own_day_of(issue)
    is_said = not given or issue.words.text("version_named", version=given).lower() in said.lower()
    version = [] if is_said else [say("version_named", version=given)]
    return [*version, *([] if not day or str(day.year) in said else [issue.words.date(day)])]


def _render_attribution(issue: Issue) -> Markup:
    """A line that says where a text or a value comes from, as the license asks for it."""
    front, words = issue.front, issue.words
    title = words("quoted", text=front.title.text)
    authors = Markup(" {}").format(words("by_names", names=front.attribution)) if front.retold_by else ""
    version = words("version_in_sentence", version=front.version) if front.version else ""
    said = (version, front.site_url, front.license.short)
    return Markup("{}{}, {}").format(title, authors, Markup(", ").join(filter(None, said)))
