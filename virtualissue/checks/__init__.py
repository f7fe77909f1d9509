"""Issue -> mistakes: what is wrong between the files, all of it at once.

Each check is a function of the issue that yields flaws; the table at the end is the whole list. The floors
below have seen to the form of each file already.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from virtualissue.checks.displays import (
    check_charts,
    check_columns,
    check_course,
    check_handouts,
    check_maps,
    check_pages,
    check_tables,
)
from virtualissue.checks.findings import Finding
from virtualissue.checks.names import check_article_numbers, check_bylines, check_names
from virtualissue.checks.numbers import check_collection, check_facets, check_facts, check_literals
from virtualissue.checks.pointers import check_marks, check_orders, check_pointers
from virtualissue.checks.prose import check_lengths, check_passages, check_sentences
from virtualissue.checks.values import check_values
from virtualissue.diagnostics import ContentError, Diagnostic
from virtualissue.loader.positions import find_position
from virtualissue.model.issue import Issue

CHECKS: tuple[Callable[[Issue], Iterator[Finding]], ...] = (
    check_pointers,
    check_marks,
    check_orders,
    check_article_numbers,
    check_names,
    check_bylines,
    check_facets,
    check_facts,
    check_literals,
    check_values,
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
)


def check_issue(issue: Issue, folder: Path) -> None:
    """Raises `ContentError` with every mistake that any check finds; `folder` is content/."""
    flaws = [flaw for check in CHECKS for flaw in check(issue)]
    if flaws:
        raise ContentError({_locate(flaw, folder) for flaw in flaws})  # two checks may find the same


def _locate(flaw: Finding, folder: Path) -> Diagnostic:
    source = (folder.parent / flaw.thing.file).read_text(encoding="utf-8")
    return Diagnostic(flaw.thing.file, *find_position(source, flaw.at, flaw.offset), flaw.message)
