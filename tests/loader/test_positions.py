import pytest

from virtualissue.loader.positions import find_key, find_line, find_position

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
        (("folded",), 4, (10, 9)),
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
    assert find_position(SOURCE, at, offset) == place


@pytest.mark.parametrize(
    ("at", "place"),
    [(("term",), (1, 1)), (("quoted",), (3, 1)), (("uses", 1, "purpose"), (16, 5)), (("gone",), (1, 1))],
)
def test_a_key_is_found(at: tuple[str | int, ...], place: tuple[int, int]):
    assert find_key(SOURCE, at) == place


@pytest.mark.parametrize(("key", "line"), [("term", 1), ("note", 4), ("uses", 13), ("purpose", 1), ("", 1)])
def test_the_line_of_a_field_of_the_record_is_found_without_parsing(key: str, line: int):
    assert find_line(SOURCE, key) == find_line(SOURCE.replace("\n", "\r\n"), key) == line


def test_positions_do_not_depend_on_the_line_ends():
    assert find_position(SOURCE.replace("\n", "\r\n"), ("note",), 15) == (7, 5)


@pytest.mark.parametrize("source", ["a: [", "", "# nothing"])
def test_a_file_that_is_none_gives_its_beginning(source: str):
    assert find_position(source, ("a",), 3) == (1, 1)
