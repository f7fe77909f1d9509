"""Works as every output cites them: formatted references, and superscript numbers that link to them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from markupsafe import Markup, escape

from virtualissue.bibliography.references.processor import format_references
from virtualissue.bibliography.references.reference import FormattedReference, number_ranges, range_text
from virtualissue.bibliography.references.styles import CitationStyle
from virtualissue.bibliography.work import Work
from virtualissue.model.issue import Issue
from virtualissue.views.urls import EDITORIAL, relative
from virtualissue.words import WORDS, Words


@lru_cache(maxsize=1)
def find_works(issue: Issue) -> Mapping[str, Work]:
    """Everything that can be cited, by slug: an editorial first, then the articles by number."""
    editorial = issue.front.editorial
    return {EDITORIAL: editorial, **issue.articles} if editorial else issue.articles


def format_works(issue: Issue) -> Mapping[str, FormattedReference]:
    """The reference of each work in the style of the issue."""
    return format_in_style(issue, issue.style)


@lru_cache(maxsize=8)
def format_in_style(issue: Issue, style: CitationStyle) -> Mapping[str, FormattedReference]:
    """The reference of each work in a style; works that would be named alike have letters: 2013a, 2013b."""
    letters = {slug: article.year_letter for slug, article in issue.articles.items()}
    return format_references(find_works(issue), style, issue.front.language, letters)


EDITORIAL_SIGN = "E"


@dataclass(frozen=True, eq=False)
class CitedWork:
    """A work as others cite it; the editorial, which has no number, is E and comes first. Made once each.

    `link` leads to the work, where the reference does not do so itself. `journal` is where it appeared, and
    `finding` what it found, without links; both may be empty.
    """

    slug: str
    number: int
    address: str
    short_authors: str
    year: str
    link: str | None
    link_text: str
    html: Markup
    journal: str = ""
    finding: Markup = field(default_factory=Markup)

    @property
    def sign(self) -> str:
        """What stands for it in the text."""
        return str(self.number) if self.number else EDITORIAL_SIGN


@lru_cache(maxsize=65536)
def cite(works: tuple[CitedWork, ...], page: str, explained: bool = False, words: Words = WORDS) -> Markup:
    """Superscript numbers as links on a page: the editorial first, a run of three or more as a range.

    `explained` says what the sign of the editorial means, as a page does where the sign first occurs.
    """
    numbered = {work.number: work for work in works}
    editorial = numbered.pop(0, None)
    runs = [[numbered[number] for number in run] for run in number_ranges(numbered)]
    sign = words["editorial_sign"] if explained else EDITORIAL_SIGN
    marks = [_mark([editorial], page, sign, words)] if editorial else []
    marks += [_mark(run, page, range_text(tuple(work.number for work in run)), words) for run in runs]
    return Markup(f'<sup class="vi-cite">[{",".join(marks)}]</sup>')


def _mark(run: list[CitedWork], page: str, text: str, words: Words) -> Markup:
    target = run[0].address if len(run) == 1 else f"references.html#{run[0].slug}"
    label = "; ".join(f"{work.short_authors} {work.year}" for work in run[:3])
    if len(run) > 3:
        label = words.text("works_and_more", works=label, count=len(run) - 3)
    noun = "reference_spoken" if len(run) == 1 else "references_spoken"
    spoken = escape(words.text(noun, numbers=text, works=label))
    slugs = " ".join(work.slug for work in run)
    label = f'aria-label="{spoken}"{words.mark_if_english(noun)}'
    return Markup(f'<a href="{relative(target, page)}" data-cite="{slugs}" {label}>{text}</a>')
