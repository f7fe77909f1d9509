import pytest
import yaml

from tests.toy import CONTENT
from virtualissue.loader.positions import Positions, find_line
from virtualissue.loader.scalars import locate_characters
from virtualissue.loader.yaml_tree import find_texts, parse_tree

SOURCE = """\
term: lake
names: [a dye, "a quoted one"]
'quoted': 'single'
note: |

  First line,
    second line.

  Third.
folded: >-
  over two
  lines
uses:
  - {article: holm-2014, purpose: to look}
  - article: wren-2013
    purpose: |
      to sit
      in a cage
empty:
"""


@pytest.mark.parametrize(
    ("at", "offset", "place"),
    [
        ((), None, (1, 1)),
        (("term",), None, (1, 7)),
        (("term",), 3, (1, 10)),
        (("names", 1), None, (2, 16)),
        (("names", 1), 2, (2, 19)),
        (("quoted",), 0, (3, 12)),
        (("note",), None, (4, 7)),
        (("note",), 1, (6, 3)),
        (("note",), 7, (6, 9)),
        (("note",), 15, (7, 5)),
        (("note",), len("\nFirst line,\n  second line.\n\nTh"), (9, 5)),
        (("folded",), 4, (11, 7)),
        (("folded",), 9, (12, 3)),
        (("uses", 0, "purpose"), 3, (14, 38)),
        (("uses", 1, "purpose"), 0, (17, 7)),
        (("uses", 1, "purpose"), 9, (18, 9)),
        (("uses", 7, "purpose"), None, (14, 3)),
        (("uses", 1, "nothing"), None, (15, 5)),
        (("nothing", "at all"), None, (1, 1)),
        (("term", "inside"), None, (1, 7)),
    ],
)
def test_a_place_is_found(at: tuple[str | int, ...], offset: int | None, place: tuple[int, int]):
    assert Positions(SOURCE).find(at, offset) == place


@pytest.mark.parametrize(
    ("at", "place"),
    [(("term",), (1, 1)), (("quoted",), (3, 1)), (("uses", 1, "purpose"), (16, 5)), (("gone",), (1, 1))],
)
def test_a_key_is_found(at: tuple[str | int, ...], place: tuple[int, int]):
    assert Positions(SOURCE).find_key(at) == place


@pytest.mark.parametrize(("key", "line"), [("term", 1), ("note", 4), ("uses", 13), ("purpose", 1), ("", 1)])
def test_the_line_of_a_field_of_the_record_is_found_without_parsing(key: str, line: int):
    assert find_line(SOURCE, key) == find_line(SOURCE.replace("\n", "\r\n"), key) == line


@pytest.mark.parametrize("libyaml", [True, False])
@pytest.mark.parametrize(
    ("source", "sign", "place"),
    [
        ("a: >-\n  one\n  two!\n", "!", (3, 6)),
        ("a: >\n\n  one\n\n    two\n  !\n", "!", (6, 3)),
        ("a: |2\n    one!\n", "!", (2, 8)),
        ("a:\n  b: |1\n     one!\n", "!", (3, 9)),
        ("a: one\n  two\n\n  three!\n", "!", (4, 8)),
        ("a: 'it''s\n  two!'\n", "!", (2, 6)),
        ("a: 'it''s!'\n", "!", (1, 10)),
        ('a: "\\u00e9\\x41!"\n', "!", (1, 15)),
        ('a: "one \\\n   two!"\n', "!", (2, 7)),
        ("a: >-  # why\n  one!\n", "!", (2, 6)),
        ("- 'x'\n- [one, two!]\n", "!", (2, 12)),
    ],
)
def test_a_character_is_found_in_every_style(
    source: str, sign: str, place: tuple[int, int], libyaml: bool, monkeypatch
):
    if not libyaml:
        monkeypatch.delattr(yaml, "CBaseLoader", raising=False)
    tree = parse_tree(source)
    assert tree
    node = next(node for node in find_texts(tree) if sign in str(node.value))
    line, column = locate_characters(source, node)[str(node.value).index(sign)]
    assert (line + 1, column + 1) == place


def test_every_character_of_the_toy_is_found():
    for path in CONTENT.rglob("*.yml"):
        source = path.read_text(encoding="utf-8")
        lines, tree = source.split("\n"), parse_tree(source)
        assert tree
        for node in find_texts(tree):
            places = locate_characters(source, node)
            assert len(places) == len(node.value) + 1
            for sign, (line, column) in zip(node.value, places, strict=False):
                assert sign in (" ", "\n") or lines[line][column] == sign


def test_positions_do_not_depend_on_the_line_ends():
    assert Positions(SOURCE.replace("\n", "\r\n")).find(("note",), 15) == (7, 5)


@pytest.mark.parametrize("source", ["a: [", "", "# nothing"])
def test_a_file_that_is_none_gives_its_beginning(source: str):
    assert Positions(source).find(("a",), 3) == (1, 1)
