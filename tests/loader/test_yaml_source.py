"""What is told of a file that is no YAML, with libyaml and without; and that it is told soon."""

import re
import time
from itertools import pairwise

import pytest
import yaml

from tests.toy import CONTENT
from virtualissue.diagnostics import ContentError
from virtualissue.loader.characters import find_hidden, name_character
from virtualissue.loader.yaml_source import Source
from virtualissue.loader.yaml_tree import MOST_LEVELS, YamlError, parse_tree

CUT = (
    "` #` begins a comment, and the text ends before it (quote the text, or put two spaces before a comment)"
)
BACKSLASH = "in double quotes, a backslash is written as two (in single quotes, as one)"
KEY = "a key is a word, not a list or a mapping (text that begins with [, { or * needs quotes)"
FILLER = "note: |\n  Hello there.\n"


def tell(text: str) -> str:
    """What the author of a file is told, without its name."""
    with pytest.raises(ContentError) as wrong:
        _ = Source("f", "glossary", "f", text).data
    return "\n".join(str(mistake).removeprefix("f:") for mistake in wrong.value.diagnostics)


@pytest.fixture(params=["libyaml", "PyYAML alone"])
def parser(request: pytest.FixtureRequest, monkeypatch) -> str:
    if request.param != "libyaml":
        monkeypatch.delattr(yaml, "CBaseLoader", raising=False)
        monkeypatch.setattr(yaml, "__with_libyaml__", False)
    return str(request.param)


def test_what_is_read_does_not_depend_on_the_parser(parser: str):
    for path in CONTENT.rglob("*.yml"):
        text = path.read_text(encoding="utf-8")
        assert Source("f", "", "f", text).data == yaml.load(text, Loader=yaml.BaseLoader)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # a quote
        ('a: b\nc: "d\ne: f\n', "2:4: not valid YAML: the quote that opens here is never closed"),
        ("a: 'b\nc: d\n", "1:4: not valid YAML: the quote that opens here is never closed"),
        ('a: "b\nc: d\ne: "f"\n',
         "1:4: not valid YAML: the quote that opens here is closed on line 3, after other fields"),
        ("a: 'b\nc: d\ne: it's\n",
         "1:4: not valid YAML: the quote that opens here is closed on line 3, after other fields"),
        ('a: "b" c\n', "1:8: not valid YAML: text continues after its closing quote"),
        ('a: "\\q"\n', f"1:{{5|6}}: not valid YAML: {BACKSLASH}"),
        ('a: "$\\xi$"\n', f"1:{{7|8}}: not valid YAML: {BACKSLASH}"),
        ('a: "b\\n$\\nu$ \\\\$"\n', f"1:9: {BACKSLASH}"),
        # a bracket
        (f"a: b\nc: [d, e\n{FILLER}", "2:4: not valid YAML: the [ that opens here is never closed"),
        ("c: [d, e\n", "1:4: not valid YAML: the [ that opens here is never closed"),
        (f"a:\n  c: {{d: e\n  f: g\n{FILLER}", "2:6: not valid YAML: the { that opens here is never closed"),
        ("a: ['b' 'c']\n", "1:9: not valid YAML: a comma or the closing ] is missing here"),
        ("a: [b]]\n", "1:7: not valid YAML: this ] was never opened"),
        # a colon
        ("a: b\nname:Making\nc: d\n", "2:6: not valid YAML: a space is missing after name:"),
        ("name:Making\nc: d\n", "1:6: not valid YAML: a space is missing after name:"),
        ("a:\n  b:c\n  d: e\n", "2:5: not valid YAML: a space is missing after b:"),
        ("a: b\nname:Making\n", "2:6: not valid YAML: a space is missing after name:"),
        ("name:Making\n", "1:1: a space is missing after name:"),
        ("a: b: c\n", "1:5: not valid YAML: text with a colon and a space in it needs quotes"),
        # a comment
        ("a: b # c\n", f"1:6: {CUT}"),
        ("a: b # c\n  d\n", f"1:6: not valid YAML: {CUT}"),
        # indentation
        ("a: b\n c: d\n", "2:2: not valid YAML: the fields of a mapping must start in the same column"),
        ("a:\n    b: c\n  d: e\n",
         "3:3: not valid YAML: the fields of a mapping must start in the same column"),
        ("a:\n\tb: c\n", "2:1: not valid YAML: indent with spaces, not with tabs"),
        ("a: |\nx\nb: c\n", "2:1: not valid YAML: text over several lines must be indented under its field"),
        ("a:\n\xa0 b: c\n", "2:1: a no-break space (U+00A0) is used to indent this line: use plain spaces"),
        # signs that begin a text
        ("a: @b\n", "1:4: not valid YAML: text that begins with @ needs quotes"),
        ("a: `b`\n", "1:4: not valid YAML: text that begins with ` needs quotes"),
        ("a: *b\n", "1:4: not valid YAML: *b names nothing (text that begins with * needs quotes)"),
        ("a: &b c\n", "1:4: not valid YAML: &b is never used (text that begins with & needs quotes)"),
        ("a: !b c\n", "1:4: not valid YAML: a tag stands here (text that begins with ! needs quotes)"),
        ("a: &b [*b]\n",
         "1:8: not valid YAML: *b is inside what it names (text that begins with * needs quotes)"),
        # keys and documents
        ("[a]: b\n", f"1:1: not valid YAML: {KEY}"),
        ("name: {{ title }}\n", f"1:8: not valid YAML: {KEY}"),
        ("a: b\na: c\n", "2:1: not valid YAML: the key a appears twice"),
        ("a: b\n---\nc: d\n",
         ("2:1: not valid YAML: a second document begins here "
         "(a file contains only one: delete the line ---)")),
        ("- a\n", "1:1: should be a mapping of fields (name: value)"),
        ("", "1:1: should be a mapping of fields (name: value)"),
        # characters
        ("a: b\u2028c\n", "1:5: a line separator (U+2028) is here and cannot be seen: delete it"),
        ("a: b\x85c\n", "1:5: a next line (U+0085) is here and cannot be seen: delete it"),
        ("a: b\x01c\n", "1:5: a control character (U+0001) is here and cannot be seen: delete it"),
        ('a: >-\n  b\nc: "d\\x01"\n',
         "3:6: a control character (U+0001) is here and cannot be seen: delete it"),
        ("a: b\n\nc: \u202eabc\n",
         "3:4: a right-to-left override (U+202E) is here and cannot be seen: delete it"),
        # bounds
        (f"a: {'9' * 61}\n", "1:4: a number of 61 digits (at most 60 are allowed)"),
    ],
)  # fmt: skip
def test_a_slip_is_told_where_it_was_made(text: str, told: str, parser: str):
    found = tell(text)
    if either := re.search(r"\{(\d)\|(\d)\}", told):  # the parsers do not agree which of two signs is wrong
        assert found in [told.replace(either[0], column) for column in either.groups()]
    else:
        assert found == told


@pytest.mark.parametrize(
    "text",
    ["a: b  # a comment\n", "# a comment\na: b\n", "a: 'b # c'\n", "a: |\n  b # c\n", "a: b#c\n",
     "a: https://a.example/#b\n", "a: &b [c]\nd: *b\n", "---\na: b\n", "a: [b,\n c]\n", "a: \"it's\"\n",
     "name: نوری\u200cزاده\n", "a: 👩\u200d🔬\n"],
)  # fmt: skip
def test_what_is_no_slip_is_read(text: str, parser: str):
    assert Source("f", "", "f", text).data


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "deep: " + "[" * 30_000,
        "deep: " + "[" * 30_000 + "]" * 30_000,
        "deep: " + "{a: " * 30_000,
        "".join(f"{' ' * level}a:\n" for level in range(900)),
        "- " * 30_000 + "a\n",
        "? " * 30_000 + "a\n",
        "a: &a [x,x,x,x,x,x,x,x,x]\n"
        + "".join(f"{n}: &{n} [{','.join([f'*{m}'] * 9)}]\n" for m, n in pairwise("abcdefghij")),
        "a: &a [&b [&c [*c]]]\n",
        "a: " + "'" * 200_001,
        "a: " + "&x " * 100_000,
        "\x01" * 200_000,
        "a: " + "9" * 900_000,
        "a: [" + "b," * 400_000 + "]\n",
        "name:Making\n" * 30_000,
        "a: b # c\n" * 30_000,
        "a: \"b\nc: d\n" * 20_000,
        '"' + "\\x01" * 200_000,
    ],
    ids=range(17),
)  # fmt: skip
def test_whatever_is_written_is_told_soon(text: str):
    started = time.process_time()
    for line in tell(text).splitlines():
        assert line.partition(":")[0].isdigit()
        assert len(line) < 700
    assert time.process_time() - started < 5


def test_what_is_in_bounds_is_read():
    levels = MOST_LEVELS - 1
    assert parse_tree("a: " + "[" * levels + "]" * levels)
    with pytest.raises(YamlError):
        parse_tree("a: " + "[" * (levels + 1) + "]" * (levels + 1))
    with pytest.raises(YamlError):
        parse_tree(f"a: &a {'[' * 12}{']' * 12}\nb: {'[' * 12}*a{']' * 12}\n")


@pytest.mark.parametrize(
    ("sign", "name"),
    [
        ("\u200b", "a zero width space (U+200B)"), ("\xad", "a soft hyphen (U+00AD)"),
        ("\x00", "a control character (U+0000)"), ("\u200f", "a right-to-left mark (U+200F)"),
        ("\ue000", "a character for private use (U+E000)"),
        ("\ufeff", "a zero-width no-break space (U+FEFF)"),
        ("\ufffd", "a replacement character (U+FFFD)"),
        ("\U000e0041", "a tag latin capital letter a (U+E0041)"),
    ],
)  # fmt: skip
def test_what_cannot_be_seen_is_named(sign: str, name: str):
    assert name_character(sign) == name
    assert [offset for offset, _ in find_hidden(f"ab{sign}c")] == [2]


@pytest.mark.parametrize("text", ["über Größe", "Łącka", "10⁻³ S/cm", "4.0 × 10", "火", "ليلى", "é", "a\tb"])
def test_what_can_be_seen_is_not(text: str):
    assert list(find_hidden(text)) == []
