"""Issue -> mistakes: what is wrong between the files, all of it at once.

Each check is a function of the issue that yields findings; the table at the end is the whole list. The floors
below have seen to the form of each file already.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from virtualissue.checks.displays import (
    check_charts,
    check_columns,
    check_course,
    check_figures,
    check_handouts,
    check_maps,
    check_pages,
    check_tables,
)
from virtualissue.checks.findings import Finding
from virtualissue.checks.ids import check_ids
from virtualissue.checks.names import check_article_numbers, check_bylines, check_names
from virtualissue.checks.numbers import check_collection, check_facets, check_facts, check_literals
from virtualissue.checks.pointers import check_marks, check_orders, check_pointers
from virtualissue.checks.prose import check_lengths, check_passages, check_sentences
from virtualissue.checks.records import check_authors, check_identifiers, check_style
from virtualissue.checks.structures import check_structures
from virtualissue.checks.values import check_problems, check_values
from virtualissue.diagnostics import ContentError, Diagnostic
from virtualissue.loader.content_files import read_text
from virtualissue.loader.positions import Positions
from virtualissue.model.issue import Issue

CHECKS: tuple[Callable[[Issue], Iterator[Finding]], ...] = (
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
    check_lengths,
    check_passages,
    check_sentences,
    check_pages,
    check_tables,
    check_columns,
    check_charts,
    check_handouts,
    check_maps,
    check_course,
    check_figures,
    check_structures,
)


def check_issue(issue: Issue, folder: Path) -> None:
    """Raises `ContentError` with every mistake that any check finds; `folder` is content/."""
    findings: dict[str, list[Finding]] = defaultdict(list)
    for check in CHECKS:
        for finding in check(issue):
            findings[finding.entity.file].append(finding)
    if findings:
        located = {told for file in findings for told in _locate(file, findings[file], folder)}
        raise ContentError(located)  # two checks may find the same


def _locate(file: str, findings: Iterable[Finding], folder: Path) -> Iterator[Diagnostic]:
    positions = Positions(read_text(folder / file.partition("/")[2], folder))
    for finding in findings:
        yield Diagnostic(file, *positions.find(finding.at, finding.offset), finding.message)
