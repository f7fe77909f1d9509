"""Mistakes as a person, a program and GitHub are told them."""

import io
import json
from pathlib import Path

import pytest

from virtualissue.diagnostics import Diagnostic
from virtualissue.reports import (
    Report,
    render_github,
    render_json,
    render_mistakes,
    render_text,
    takes_colors,
)

MISTAKE = Diagnostic("content/families/reds.yml", 4, 17, "color.light: grey is not a color")


def test_the_line_is_quoted_and_the_place_marked():
    assert render_text(MISTAKE, "color: {light: grey}").splitlines() == [
        "content/families/reds.yml:4:17: color.light: grey is not a color",
        "    4 | color: {light: grey}",
        "      |                 ^",
    ]


def test_without_its_line_the_mistake_stands_alone():
    assert render_text(MISTAKE) == str(MISTAKE)
    assert render_text(Diagnostic("content/isue.yml", 0, 0, "no file isue here"), "x").count("\n") == 0


@pytest.mark.parametrize(
    ("line", "column", "before"),
    [("火: 火 x", 6, "火: 火 "), ("e\u0301a: x", 6, "e\u0301a: "), ("a\u200bb: x", 5, "a<U+200B>b:")],
)
def test_the_mark_stands_under_wide_and_hidden_characters(line: str, column: int, before: str):
    _, quoted, mark = render_text(Diagnostic("f", 1, column, "wrong"), line).splitlines()
    assert quoted == f"    1 | {before}{line[column - 1 :]}"
    width = sum(2 if "\u3000" < sign < "\uffff" else sign != "\u0301" for sign in before)
    assert mark == f"      | {' ' * width}^"


def test_of_a_long_line_the_part_around_the_place_is_quoted():
    line = "a" * 300 + "!" + "b" * 300
    _, quoted, mark = render_text(Diagnostic("f", 1, 301, "wrong"), line).splitlines()
    assert len(quoted) < 130
    assert quoted[mark.index("^")] == "!"


def test_a_line_of_what_a_lecturer_adds_is_quoted_as_well(tmp_path: Path):
    (tmp_path / "content").mkdir()
    (tmp_path / "own" / "questions").mkdir(parents=True)
    (tmp_path / "own" / "questions" / "mine.yml").write_text("ask: Why?\nlevel: 2\n", encoding="utf-8")
    mistake = Diagnostic("own/questions/mine.yml", 2, 1, "no field level here")
    (told,) = render_mistakes([mistake], tmp_path / "content")
    assert "2 | level: 2" in told


def test_an_example_over_several_lines_is_indented():
    told = render_text(Diagnostic("f", 1, 1, "wrong", example="a:\n- b"), "x")
    assert told.endswith("\n    for example:\n      a:\n      - b")


def test_colors_are_for_terminals_whose_user_wants_them(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert takes_colors(Terminal())
    assert not takes_colors(io.StringIO())
    monkeypatch.setenv("NO_COLOR", "1")
    assert not takes_colors(Terminal())
    monkeypatch.setenv("NO_COLOR", "")
    monkeypatch.setenv("TERM", "dumb")
    assert not takes_colors(Terminal())


def test_with_colors_the_words_are_the_same():
    colored = render_text(MISTAKE, "color: {light: grey}", colors=True)
    assert "\x1b[31m" in colored
    plain = colored
    for code in ("\x1b[0m", "\x1b[1m", "\x1b[31m"):
        plain = plain.replace(code, "")
    assert plain == render_text(MISTAKE, "color: {light: grey}")


def test_nothing_that_an_author_types_controls_the_terminal_or_the_workflow():
    mistake = Diagnostic("content/a,b:c.yml", 1, 1, "wrong: \x1b[31m \n::stop-commands::x 100%")
    assert "\x1b" not in render_text(mistake, "\x1b[31mred")
    github = render_github(mistake)
    assert github.startswith("::error file=content/a%2Cb%3Ac.yml,line=1,col=1::wrong: ")
    assert github.endswith("%0A::stop-commands::x 100%25")
    assert "\n" not in github


def test_a_warning_is_one_in_each_format():
    warning = Diagnostic("f.yml", 2, 3, "odd", "warning")
    assert render_text(warning).startswith("f.yml:2:3: warning: odd")
    assert render_github(warning).startswith("::warning file=f.yml,line=2,col=3::odd")
    assert json.loads(render_json([warning]))[0]["severity"] == "warning"


def test_a_report_quotes_from_the_folder_of_the_content(tmp_path: Path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content/issue.yml").write_text("name: é\ntitle: x\n", encoding="utf-8")
    errors = io.StringIO()
    report = Report("text", tmp_path / "content", io.StringIO(), errors)
    report.tell([Diagnostic("content/issue.yml", 2, 8, "wrong"), Diagnostic("content/no.yml", 9, 1, "gone")])
    assert errors.getvalue().splitlines() == [
        "content/issue.yml:2:8: wrong", "    2 | title: x", "      |        ^", "content/no.yml:9:1: gone",
    ]  # fmt: skip
