"""A text of a YAML file -> where each of its characters is: lines folded, quotes and escapes undone.

Reads the source once more as YAML does. What it finds is compared with the text that was read: where they
differ, it says nothing rather than something false.
"""

import re
from collections.abc import Iterator, Sequence

from virtualissue.loader.yaml_tree import LineColumn, Node

Characters = list[tuple[str, LineColumn]]

ESCAPED = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r",
    "e": "\x1b", " ": " ", '"': '"', "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0",
    "L": "\u2028", "P": "\u2029",
}  # fmt: skip
CODES = {"x": 2, "u": 4, "U": 8}  # how many digits follow
HEADER = re.compile(r"[|>](?:([-+])?([1-9])?|([1-9])([-+])?)[ \t]*(?:#.*)?$")
MOST_INDENT = 80


def locate_characters(source: str, node: Node) -> list[LineColumn]:
    """The place of each character of a text, and of its end; empty where they are unknown."""
    lines = source.replace("\r\n", "\n").split("\n")  # the last of them has no end
    if node.style in ("|", ">"):
        readings: Iterator[Characters] = _read_block(lines, node)
    else:
        readings = iter([_read_flow(slice_source(lines, node), node.style)])
    for characters in readings:
        if "".join(sign for sign, _ in characters) == node.value:
            places = [place for _, place in characters]
            end = (places[-1][0], places[-1][1] + 1) if places else node.start
            return [*places, end]
    return []


def slice_source(lines: Sequence[str], node: Node) -> Characters:
    """The characters of the source from the beginning of a text to its end, each with its place."""
    (first, start), (last, end) = node.start, node.end
    found: Characters = []
    for number in range(first, min(last, len(lines) - 1) + 1):
        low, high = start if number == first else 0, end if number == last else len(lines[number])
        found += ((sign, (number, low + place)) for place, sign in enumerate(lines[number][low:high]))
        if number != last:
            found.append(("\n", (number, len(lines[number]))))
    return found


def _read_flow(raw: Characters, quote: str) -> Characters:
    """Plain and quoted text: a line's end is a space, an empty line an end of line."""
    raw = raw[1:-1] if quote else raw
    read: Characters = []
    position = 0
    while position < len(raw):
        sign, place = raw[position]
        if sign in " \t\n":
            end = _end_of_space(raw, position)
            read += _fold(raw[position:end])
            position = end
        elif sign == quote == "'":
            read.append(("'", place))
            position += 2
        elif sign == "\\" and quote == '"':
            position = _read_escape(raw, position, read)
        else:
            read.append((sign, place))
            position += 1
    return read


def _end_of_space(raw: Characters, position: int) -> int:
    while position < len(raw) and raw[position][0] in " \t\n":
        position += 1
    return position


def _fold(space: Characters) -> Characters:
    """White space as it is in one line; across lines a space, or as many line ends as lines are empty."""
    breaks = [place for sign, place in space if sign == "\n"]
    if not breaks:
        return space
    return [("\n", place) for place in breaks[1:]] or [(" ", breaks[0])]


def _read_escape(raw: Characters, position: int, read: Characters) -> int:
    """Adds what a backslash and the signs behind it stand for; returns where the text goes on."""
    sign, place = raw[position + 1][0] if position + 1 < len(raw) else "", raw[position][1]
    if sign == "\n":
        end = _end_of_space(raw, position + 2)
        read += [pair for pair in raw[position + 2 : end] if pair[0] == "\n"]
        return end
    if digits := CODES.get(sign):
        code = "".join(digit for digit, _ in raw[position + 2 : position + 2 + digits])
        read.append((chr(int(code, 16)), place))
        return position + 2 + digits
    read.append((ESCAPED.get(sign, sign), place))
    return position + 2


def _read_block(lines: Sequence[str], node: Node) -> Iterator[Characters]:
    """Text below a `|` or `>`, for each indentation that its header may mean."""
    first, column = node.start
    header = HEADER.match(lines[first][column:])
    if not header:
        return
    chomping, digit = header[1] or header[4] or "", header[2] or header[3]
    below = lines[first + 1 :]
    if digit:
        indents: Sequence[int] = range(int(digit), MOST_INDENT)
    else:
        indents = [next((len(line) - len(line.lstrip(" ")) for line in below if line.strip(" ")), 1)]
    for indent in indents:
        yield _read_lines(below, first + 1, indent, node.style == "|", chomping)


def _read_lines(below: Sequence[str], first: int, indent: int, literal: bool, chomping: str) -> Characters:
    read: Characters = []
    breaks: Characters = []  # after the last line that holds something
    was_indented = True  # nothing to fold is before the first line
    for number, line in enumerate(below, first):
        end = [("\n", (number, len(line)))] if number < first + len(below) - 1 else []
        if len(line) <= indent and not line.strip(" "):
            breaks += end
            continue
        if line[:indent].strip(" "):
            break
        is_indented = line[indent : indent + 1] in (" ", "\t")
        if literal or was_indented or is_indented:
            read += breaks
        else:
            read += breaks[1:] or [(" ", breaks[0][1])]
        read += ((sign, (number, indent + place)) for place, sign in enumerate(line[indent:]))
        breaks, was_indented = end, is_indented
    return read + (breaks if chomping == "+" else breaks[: chomping == "" and bool(read)])
