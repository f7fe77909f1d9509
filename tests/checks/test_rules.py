"""Every rule has its wrong example in tests/mistakes/, from which docs/mistakes.md is made."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.checks.mistakes_page import PAGE, read_example, render_mistakes
from tests.checks.rules import find_missed, watch_rules
from tests.checks.test_mistakes import FOLDERS, link_toy, read_once, tell
from tests.test_levels import PACKAGE

# What no single file laid over the toy can break: what a type or a check has seen to before, a file that is
# missing, what only outside of content/ can be wrong, and what is advice alone.
ELSEWHERE = (
    "there is no relation", "a range has two ends", "has no text (write pages/", "no table shows the",
    "there are no regions to map", "this cannot be computed", "the public styles are not installed",
    "only what is above zero has an order", "does not convert to", "is too large a number in",
    "the result is too large or too small in", "is hardly different from", "is the same as that of",
    "words are in English, as", "looks like a formula without its marks",
    "looks like a part of it",
)  # fmt: skip


@pytest.fixture
def patch() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.mark.slow
def test_every_rule_has_a_wrong_example(tmp_path: Path, patch: pytest.MonkeyPatch):
    passed = watch_rules(patch)
    content = link_toy(tmp_path)
    read_once(patch)
    for folder in FOLDERS:
        tell(folder, content)
    missed = [rule for rule in find_missed(passed) if not any(text in source_of(rule) for text in ELSEWHERE)]
    assert missed == []


def source_of(rule: str) -> str:
    """The lines of code that begin with a call."""
    module, _, line = rule.rpartition(":")
    path = PACKAGE / f"{module.replace('.', '/')}.py"
    path = path if path.is_file() else PACKAGE / module.replace(".", "/") / "__init__.py"
    return "\n".join(path.read_text(encoding="utf-8").split("\n")[int(line) - 3 : int(line) + 4])


def test_the_page_of_mistakes_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == render_mistakes(FOLDERS), "make approve writes it anew"


def test_every_mistake_has_a_row_of_two_cells():
    for folder in FOLDERS:
        example = read_example(folder)
        row = f"| {example.line} | {example.message} |".replace("\\|", "")
        assert row.count("|") == 3, folder.name
