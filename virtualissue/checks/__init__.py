"""Issue -> mistakes: what is wrong between the files, all of it at once.

Each check is a function of the issue that yields findings; the table `CHECKS` is the whole list. The loader
has checked the form of each file before.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from virtualissue.checks.completeness import COMPLETENESS, find_generated, find_uncited
from virtualissue.checks.displays import (
    check_charts,
    check_colors,
    check_columns,
    check_course,
    check_figures,
    check_handouts,
    check_maps,
    check_pages,
    check_tables,
    find_look_alikes,
    find_untranslated,
)
from virtualissue.checks.findings import Finding
from virtualissue.checks.ids import check_ids
from virtualissue.checks.names import check_article_numbers, check_bylines, check_names, check_search_words
from virtualissue.checks.numbers import (
    check_collection,
    check_constants,
    check_facets,
    check_facts,
    check_literals,
    check_units,
)
from virtualissue.checks.pointers import check_marks, check_orders, check_pointers
from virtualissue.checks.prose import check_sentences, find_bare_formulas, find_misplaced_citations
from virtualissue.checks.records import check_authors, check_identifiers, check_styles
from virtualissue.checks.structures import check_structures
from virtualissue.checks.values import check_problems, check_values
from virtualissue.diagnostics import ContentError, Diagnostic
from virtualissue.loader.content_files import read_shown
from virtualissue.loader.positions import Positions
from virtualissue.loader.reader import ReadFiles, read_content
from virtualissue.model.issue import Issue
from virtualissue.model.kinds import KINDS

Check = Callable[[Issue], Iterator[Finding]]
CHECKS: tuple[Check, ...] = (
    check_pointers,
    check_marks,
    check_orders,
    check_article_numbers,
    check_ids,
    check_names,
    check_search_words,
    check_bylines,
    check_identifiers,
    check_authors,
    check_styles,
    check_facets,
    check_facts,
    check_units,
    check_constants,
    check_literals,
    check_values,
    check_problems,
    check_collection,
    check_sentences,
    check_pages,
    check_colors,
    check_tables,
    check_columns,
    check_charts,
    check_handouts,
    check_maps,
    check_course,
    check_figures,
    check_structures,
)

# what is never a mistake
ADVICE: tuple[Check, ...] = (
    find_look_alikes,
    find_untranslated,
    find_bare_formulas,
    find_misplaced_citations,
)

# check -> the kinds whose files must all have been read before it can run
NEEDS: Mapping[Check, frozenset[str]] = {
    check_article_numbers: frozenset({"article"}),
    check_bylines: frozenset({"article", "person"}),
    check_facets: frozenset({"facet"}),
    check_problems: frozenset({"fact", "quantity"}),
    check_collection: frozenset({"fact", "article"}),
    check_columns: frozenset({"facet"}),
    check_charts: frozenset({"fact", "quantity", "page"}),
    check_handouts: frozenset({"fact", "article", "material"}),
    check_maps: frozenset({"regions"}),
    check_structures: frozenset({"material"}),
    find_uncited: frozenset(kind.name for kind in KINDS if kind.has_passages),
    find_generated: frozenset({"page", "table"}),
}


def check_content(
    folder: Path, *, strict: bool = False, own: Path | None = None, known: ReadFiles | None = None
) -> Issue:
    """The issue in content/; raises `ContentError` with everything that is wrong in and between its files.

    Files that are well-formed are checked against each other even where others are not. With `strict`, or
    where issue.yml says so, a finished issue is expected. `own` is a folder with what a lecturer adds, and
    `known` the files of the last reading, which are not read again.
    """
    reading = read_content(folder, own, known)
    diagnostics = set(reading.diagnostics)
    if reading.issue:
        diagnostics |= find_mistakes(reading.issue, folder, strict=strict)
    if diagnostics or not reading.issue:
        raise ContentError(diagnostics)
    return reading.issue


def check_issue(issue: Issue, folder: Path, *, strict: bool = False) -> None:
    """Raises `ContentError` with every mistake that any check finds; `folder` is content/."""
    if mistakes := find_mistakes(issue, folder, strict=strict):
        raise ContentError(mistakes)


def find_mistakes(issue: Issue, folder: Path, *, strict: bool = False) -> set[Diagnostic]:
    """What is wrong between the files of an issue."""
    return _find(issue, (*CHECKS, *(COMPLETENESS if strict or issue.front.strict else ())), folder)


def find_suggestions(issue: Issue, folder: Path) -> tuple[Diagnostic, ...]:
    """What a finished issue should have and this one lacks, and what may be meant in another way."""
    told = _find(issue, (*COMPLETENESS, *ADVICE), folder)
    return tuple(sorted(replace(one, severity="advice") for one in told))


def _find(issue: Issue, checks: Iterable[Check], folder: Path) -> set[Diagnostic]:
    """What these checks find, each once, although two of them may find the same."""
    findings: dict[str, list[Finding]] = defaultdict(list)
    incomplete = {kind for kind, _ in issue.unread}
    for check in checks:
        for finding in () if NEEDS.get(check, frozenset()) & incomplete else check(issue):
            findings[finding.entity.file].append(finding)
    return {told for file in findings for told in _locate(file, findings[file], folder)}


def _locate(file: str, findings: Iterable[Finding], folder: Path) -> Iterator[Diagnostic]:
    positions = Positions(read_shown(file, folder))
    for finding in findings:
        at = next(filter(positions.has_field, finding.spellings), finding.at)
        yield Diagnostic(file, *positions.find(at, finding.offset), finding.message)
