"""An issue that declares its own units: facts, problems, charts and prose know them."""

from pathlib import Path

import pytest

from tests.toy import find_mistakes, read_copy
from virtualissue.charts import draw_charts
from virtualissue.views.answers import solve

UNITS = """\
units:
  lamphour: {name: lamp hour, plural: lamp hours, is: 1 h}
  grind: {name: turn of the mill, plural: turns of the mill}
"""


@pytest.fixture
def content(toy_copy: Path) -> Path:
    """The toy with two units: one of a known dimension, one of its own."""
    change(toy_copy / "issue.yml", "synonyms:", f"{UNITS}synonyms:")
    change(toy_copy / "facts" / "lamp-exposure.yml", "unit: h\n", "unit: klamphour\n")
    change(toy_copy / "facts" / "lamp-exposure.yml", '"1200"', '"1.2"')
    change(toy_copy / "quantities" / "paleness-ratio.yml", "conditions:", "unit: grind\nconditions:")
    change(toy_copy / "facts" / "ultramarine-paleness.yml", "conditions:", "unit: grind\nconditions:")
    change(
        toy_copy / "course" / "problems" / "oven.yml", 'value: "1200", unit: h', "fact: ultramarine-paleness"
    )
    change(toy_copy / "course" / "problems" / "oven.yml", "is: t, unit: d", "is: 2 * t, unit: grind")
    change(toy_copy / "course" / "problems" / "oven.yml", " A day has 24 hours.", "")
    change(toy_copy / "course" / "problems" / "oven.yml", 'numbers: ["24"]\n', "")
    return toy_copy


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.slow
def test_declared_units_are_known_wherever_there_are_units(content: Path):
    assert find_mistakes(content) == ""
    issue = read_copy(content)
    exposure = issue.facts["lamp-exposure"].amount
    assert exposure.bounds("h")[0] == 1200
    assert issue.facts["ultramarine-paleness"].amount.spoken.endswith("turns of the mill")
    assert solve(issue.problems["oven"], issue).answers["days"].text.endswith("grind")
    assert draw_charts(issue)


def test_a_unit_that_is_not_declared_is_none(content: Path):
    change(content / "issue.yml", "  grind:", "  turn:")
    mistakes = find_mistakes(content)
    assert "content/quantities/paleness-ratio.yml:2:7: there is no unit 'grind'" in mistakes


def test_a_number_with_a_declared_unit_in_prose_belongs_in_facts(content: Path):
    change(content / "families" / "blues.yml", "Blue is rare", "After 12 grind blue is rare")
    assert "the number 12 grind belongs in facts/" in find_mistakes(content)
