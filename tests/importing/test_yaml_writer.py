"""Texts as YAML: without quotes where they are read as they are, in one line always."""

import pytest

from virtualissue.importing.yaml_writer import write_comment, write_field, write_text
from virtualissue.loader.yaml_source import Source


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Red lead", "Red lead"), ("2016", "2016"), ("2016-03-07", "2016-03-07"), ("07", '"07"'),
        ("1e3", '"1e3"'),
        ("2101.01234", '"2101.01234"'), ("no", '"no"'),
        ("12:30", '"12:30"'), ("Red: a study", '"Red: a study"'),
        ("Red #1", '"Red #1"'), ("$x$", '"$x$"'), (r"$\mu$ of 'it'", r"'$\mu$ of ''it'''"), ("*a*", '"*a*"'),
        ("[a]", '"[a]"'), ("a, b", "a, b"), ("Ł", "Ł"), ("- a", '"- a"'), ("", '""'), ("null", '"null"'),
    ],
)  # fmt: skip
def test_a_text_has_quotes_where_it_needs_them(text: str, written: str):
    assert write_text(text) == written


HARD = [
    "a: b", "#x", "x #y", "'", '"', "\\", "a\\'b\"", "{x}", "[x", "x]", "a, b", "- x", "? x", "! x", "& x",
    "% x", "@x", "`x`", "|", ">", "~", "yes", "1_000", "0x1F", ".5", "-1", "12:30:45",
    "x: ", ": x", "é", "王 伟", "=", "<<",
]  # fmt: skip


@pytest.mark.parametrize("text", HARD)
def test_every_text_is_read_as_it_was(text: str):
    fields = {"title": text, "authors": [text, {"literal": text}], "journal": {"title": text}, "keys": [text]}
    written = "".join(write_field(name, value) for name, value in fields.items())
    assert Source("a.yml", "", "a", written).data == fields


def test_a_comment_has_no_line_of_its_own_for_what_follows():
    assert write_comment(["note: a\nb: c", "d"]) == "# note: a b: c\n# d\n"
