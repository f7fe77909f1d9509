"""The README and the guide to writing tell nothing that is not so."""

import re
from pathlib import Path

from build import COMMANDS, ROOT
from tests.toy import CONTENT, find_mistakes

README = (ROOT / "README.md").read_text(encoding="utf-8")
WRITING = (ROOT / "docs" / "writing.md").read_text(encoding="utf-8")


def test_every_command_is_told_and_no_other():
    assert set(re.findall(r"`python build\.py (\w+)`", README)) == set(COMMANDS)


def test_every_place_and_picture_is_there():
    rows = re.findall(r"^\| `([\w./]+)` \|", README, re.MULTILINE)
    places = [*rows, *re.findall(r"\]\(([\w./]+\.png)\)", README), *re.findall(r"`(tests/[\w/.]+)`", README)]
    assert len(places) > 5
    assert [place for place in places if place != "out/" and not (ROOT / place).exists()] == []


def test_the_mistake_is_told_as_it_is_shown(toy_copy: Path):
    article = toy_copy / "articles" / "wren-2013.yml"
    article.write_text(article.read_text(encoding="utf-8").replace("[blues]", "[bleus]"), encoding="utf-8")
    assert f"    {find_mistakes(toy_copy).strip()}\n" in README


def test_every_mark_of_prose_that_the_guide_shows_is_used():
    prose = "".join(path.read_text(encoding="utf-8") for path in CONTENT.rglob("*.yml"))
    shown = ["[@wren-2013]", "(family:lakes)", "{fact:ochre-firing}", "{group:P-43n}"]
    assert [mark for mark in shown if mark not in WRITING] == []
    assert [mark for mark in shown if mark not in prose] == []
