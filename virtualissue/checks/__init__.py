"""Issue -> mistakes: what is wrong between the files, all of it at once.

Each check is a function of the issue that yields findings; the table at the end is the whole list. The floors
below have seen to the form of each file already.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from virtualissue.checks.completeness import COMPLETENESS
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
)
from virtualissue.checks.findings import Finding
from virtualissue.checks.ids import check_ids
from virtualissue.checks.names import check_article_numbers, check_bylines, check_names
from virtualissue.checks.numbers import check_collection, check_facets, check_facts, check_literals
from virtualissue.checks.pointers import check_marks, check_orders, check_pointers
from virtualissue.checks.prose import check_sentences
from virtualissue.checks.records import check_authors, check_identifiers, check_style
from virtualissue.checks.values import check_problems, check_values
from virtualissue.diagnostics import ContentError, Diagnostic
from virtualissue.loader.content_files import read_text
from virtualissue.loader.positions import Positions
from virtualissue.model.issue import Issue

Check = Callable[[Issue], Iterator[Finding]]
CHECKS: tuple[Check, ...] = (
    check_pointers,
    check_marks,
    check_orders,
    check_article_numbers,
    check_ids,
    check_names,
    check_bylines,
    check_identifiers,
    check_authors,
    check_style,
    check_facets,
    check_facts,
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
)


def check_issue(issue: Issue, folder: Path, *, strict: bool = False) -> None:
    """Raises `ContentError` with every mistake that any check finds; `folder` is content/.

    With `strict`, or where issue.yml says so, a finished issue is expected.
    """
    checks = (*CHECKS, *(COMPLETENESS if strict or issue.front.strict else ()))
    if mistakes := _find(issue, checks, folder):
        raise ContentError(mistakes)


def find_suggestions(issue: Issue, folder: Path) -> tuple[Diagnostic, ...]:
    """What a finished issue should have and this one lacks, and families that look alike."""
    told = _find(issue, (*COMPLETENESS, find_look_alikes), folder)
    return tuple(sorted(replace(one, severity="advice") for one in told))


def _find(issue: Issue, checks: Iterable[Check], folder: Path) -> set[Diagnostic]:
    """What these checks find, each once, although two of them may find the same."""
    findings: dict[str, list[Finding]] = defaultdict(list)
    for check in checks:
        for finding in check(issue):
            findings[finding.entity.file].append(finding)
    return {told for file in findings for told in _locate(file, findings[file], folder)}


def _locate(file: str, findings: Iterable[Finding], folder: Path) -> Iterator[Diagnostic]:
    positions = Positions(read_text(folder / file.partition("/")[2], folder))
    for finding in findings:
        yield Diagnostic(file, *positions.find(finding.at, finding.offset), finding.message)
