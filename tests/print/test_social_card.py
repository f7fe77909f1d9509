"""The picture for previews: the same on every machine, its lines apart and framed, whatever the title."""

import json
import re
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
import typst

from build import ROOT
from tests.toy import read_copy, read_toy
from virtualissue.model.issue import Issue
from virtualissue.print.social_card import MOST_ICONS, TEMPLATE, render_card, set_card
from virtualissue.print.typesetting.fonts import read_fonts
from virtualissue.print.typesetting.glyphs import prepare_data

WORD = "Pigments "
LONGEST = WORD * 40
SHRUNK = 4  # how much smaller than it is the picture is looked at

TEMPLATES = ROOT / "templates" / "print"


def issue_with(title: str, content: Path) -> Issue:
    front = (content / "issue.yml").read_text(encoding="utf-8")
    changed = re.sub("(?m)^title:.*", lambda _: f"title: {json.dumps(title)}", front)
    (content / "issue.yml").write_text(changed, encoding="utf-8")
    return read_copy(content)


def asked(issue: Issue) -> dict[str, Any]:
    """What the template is given."""
    inputs = {"data": json.dumps(prepare_data(set_card(issue), read_fonts()))}
    return {
        "input": TEMPLATES / TEMPLATE,
        "root": TEMPLATES,
        "ignore_system_fonts": True,
        "sys_inputs": inputs,
    }


def shown_words(issue: Issue) -> int:
    """How many words of the title are set."""
    return int(typst.query(selector="<shown>", field="value", one=True, **asked(issue)))


def rows_of(picture: bytes) -> list[bytes]:
    """The rows of a PNG of eight bits a channel, unfiltered."""
    width, height, depth, kind = struct.unpack(">IIBB", picture[16:26])
    channels = {2: 3, 6: 4}[kind]
    assert depth == 8
    chunks, at = b"", 8
    while at < len(picture):
        (size,) = struct.unpack(">I", picture[at : at + 4])
        chunks += picture[at + 8 : at + 8 + size] if picture[at + 4 : at + 8] == b"IDAT" else b""
        at += size + 12
    raw, rows, before = zlib.decompress(chunks), list[bytes](), bytes(width * channels)
    for n in range(height):
        line = raw[n * (width * channels + 1) : (n + 1) * (width * channels + 1)]
        before = _unfilter(line[0], line[1:], before, channels)
        rows.append(before)
    return rows


def _unfilter(how: int, line: bytes, above: bytes, step: int) -> bytes:
    row = bytearray(line)
    for n in range(len(row)):
        left, up = row[n - step] if n >= step else 0, above[n]
        corner = above[n - step] if n >= step else 0
        guess = left + up - corner
        nearest = min((left, up, corner), key=lambda one: abs(guess - one))
        row[n] = (row[n] + (0, left, up, (left + up) // 2, nearest)[how]) & 255
    return bytes(row)


def bands(picture: bytes) -> list[tuple[int, int]]:
    """Where anything is drawn, from top to bottom: the first and the last row of each band, in pixels."""
    inked = [n for n, row in enumerate(rows_of(picture)) if len(set(row)) > 1 or row[0] != 255]
    starts = [n for n in inked if n - 1 not in inked]
    ends = [n for n in inked if n + 1 not in inked]
    return [(start * SHRUNK, (end + 1) * SHRUNK - 1) for start, end in zip(starts, ends, strict=True)]


def test_it_is_1200_by_630():
    assert struct.unpack(">II", render_card(read_toy(), TEMPLATES, read_fonts())[16:24]) == (1200, 630)


@pytest.mark.build
@pytest.mark.parametrize("words", [1, 7, 40])
def test_lines_icons_and_foot_follow_each_other(words: int, toy_copy: Path) -> None:
    issue = issue_with(WORD * words, toy_copy)
    found = bands(typst.compile(format="png", ppi=72 // SHRUNK, **asked(issue)))
    stripe, *title, icons, foot = found
    assert stripe == (0, 11)
    assert title[0][0] > 50
    assert title[-1][1] < 430
    assert icons[0] in range(438, 470)
    assert foot[0] > icons[1]
    assert foot[1] < 600


@pytest.mark.slow
def test_a_title_that_does_not_fit_is_cut_between_words(toy_copy: Path) -> None:
    assert shown_words(read_toy()) == len(read_toy().front.title.text.split())
    assert 8 < shown_words(issue_with(LONGEST, toy_copy)) < 40


def test_a_title_is_data_and_never_source(toy_copy: Path) -> None:
    hostile = '#read("/card.typ") $x$ @a <b> *c* _d_ ` \\ " ] }'
    issue = issue_with(hostile, toy_copy)
    assert shown_words(issue) == len(hostile.split())
    assert render_card(issue, TEMPLATES, read_fonts()) != render_card(read_toy(), TEMPLATES, read_fonts())


def test_formulas_are_set_with_their_indices(toy_copy: Path) -> None:
    words: list[Any] = set_card(issue_with("The case of Pb3O4, again", toy_copy))["title"]
    assert [word if isinstance(word[0], str) else "signs" for word in words] == [
        ["The"], ["case"], ["of"], "signs", ["again"],
    ]  # fmt: skip
    assert [piece if isinstance(piece, str) else piece["spoken"] for piece in words[3]] == [
        "lead 3 oxygen 4", ",",
    ]  # fmt: skip


def test_mathematics_and_emphasis_are_set(toy_copy: Path) -> None:
    issue = issue_with(r"On $p_T$ *in vivo $x^2$*, and $\frac{a}{b}$", toy_copy)
    words: list[Any] = set_card(issue)["title"]
    assert [piece if isinstance(piece, str) else piece["is"] for word in words for piece in word] == [
        "On", "mathematics", "em", "em", "em", ",", "and", "mathematics",
    ]  # fmt: skip
    assert shown_words(issue) == 7


def test_no_more_icons_are_shown_than_fit():
    families = read_toy().families
    assert len(set_card(read_toy())["icons"]) == min(len(families), MOST_ICONS)
    assert 80 + 84 * MOST_ICONS <= 1200 - 80


def test_it_is_drawn_with_fonts_that_come_with_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: dict[str, Any] = {}

    def compile_nothing(*_: object, **options: object) -> bytes:
        compiled.update(options)
        return b""

    monkeypatch.setattr(typst, "compile", compile_nothing)
    render_card(read_toy(), TEMPLATES, read_fonts())
    assert compiled["font_paths"].families() == typst.Fonts(include_system_fonts=False).families()


def test_the_same_issue_gives_the_same_bytes() -> None:
    pictures = [render_card(read_toy(), TEMPLATES, read_fonts()) for _ in range(2)]
    assert pictures[0] == pictures[1]
