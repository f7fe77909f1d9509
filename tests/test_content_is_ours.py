"""The one test of the real content: it has no mistakes, and its references are those that were checked."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from virtualissue.bibliography.work import Work
from virtualissue.checks import check_issue
from virtualissue.loader.reader import read_issue
from virtualissue.model.issue import Issue

ROOT = Path(__file__).parent.parent
RECORD = ("title", "authors", "journal", "year", "volume", "issue", "pages", "doi")


@cache
def read() -> Issue:
    return read_issue(ROOT / "content")


def record_of(work: Work) -> dict[str, Any]:
    """What a bibliography says of a work, as plain as it says it."""
    fields = {name: getattr(work, name) for name in RECORD}
    fields |= {"title": work.title.text, "authors": list(work.authors)}
    return {name: value for name, value in fields.items() if value is not None}


def test_the_content_has_no_mistakes():
    check_issue(read(), ROOT / "content")


def test_the_references_are_those_that_were_checked():
    ours = {article.number: record_of(article) for article in read().articles.values()}
    ours[0] = record_of(read().front.editorial)
    text = (ROOT / "tests/expected/references.yml").read_text(encoding="utf-8")
    checked = {reference.pop("number"): reference for reference in yaml.safe_load(text)}
    assert ours == checked


def test_the_collection_adds_up():
    collection, facts = read().front.collection, read().facts
    assert collection
    counts = [int(facts[slug].amount.low) for slug in collection.parts]
    assert sum(counts) == facts[collection.total].amount.low
    assert facts[collection.highlighted].amount.low == len(read().articles)
