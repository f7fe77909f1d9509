"""The picture for previews keeps its lines apart and in the frame, whatever the title."""

import re
from pathlib import Path

import pytest

from tests.toy import copy_toy
from virtualissue.loader.reader import read_issue
from virtualissue.print.social_card import FONT, HEIGHT, MARGIN, render_card

WORD = "Pigments "


def card_with(title: str, tmp_path: Path) -> str:
    content = copy_toy(tmp_path)
    front = (content / "issue.yml").read_text(encoding="utf-8")
    (content / "issue.yml").write_text(re.sub("(?m)^title:.*", f"title: {title}", front), encoding="utf-8")
    return render_card(read_issue(content))


@pytest.mark.parametrize("words", [1, 3, 7, 40])
def test_lines_icons_and_foot_follow_each_other(words: int, tmp_path: Path) -> None:
    card = card_with(WORD * words, tmp_path)
    lines = [int(y) for y in re.findall(r'<tspan x="\d+" y="(\d+)"', card)]
    icons = {int(y) for y in re.findall(rf"translate\({MARGIN} (\d+)\)", card)}
    assert len(icons) == 1
    places = [*lines[:-1], *icons, lines[-1]]
    assert places == sorted(set(places))
    assert places[-1] < HEIGHT


def test_a_title_that_does_not_fit_ends_with_an_ellipsis(tmp_path: Path) -> None:
    assert ">Pigments Pigments Pigments …</tspan>" in card_with(WORD * 40, tmp_path)


def test_all_text_is_set_in_the_font_that_the_painter_carries(tmp_path: Path) -> None:
    card = card_with("Ink &amp; <b>Lamp", tmp_path)
    assert set(re.findall('font-family="(.*?)"', card)) == {FONT}
    assert "<b>" not in card
