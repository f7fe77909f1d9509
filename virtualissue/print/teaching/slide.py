"""What a slide is, how much fits on one, and how what does not fit is continued on the next."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from virtualissue.print.inline import InlineContent, InlinePiece, PrintData

# What fits on a slide of 960 by 540 points in type of some 22 points, 20 beside a figure, 18 in a table.
# The template takes a larger type where there is less, and a smaller one where this estimate is too high.
CHARACTERS, LINES = 88.0, 13.5
BESIDE_CHARACTERS, BESIDE_LINES = 46.0, 14.0
TABLE_CHARACTERS, TABLE_LINES = 98.0, 13.0
FEWEST_LINES = 3.0  # for text, whatever is above it
BETWEEN = 0.6  # the room between two items or rows, in lines
LONGEST_TITLE = 150  # characters of a sentence that can be a title


@dataclass(frozen=True)
class Slide:
    """One idea: its title, what is shown, and the notes of the lecturer.

    `name` is what a plan shows, as in `chart:conductivity`. A slide with an `answer` follows the one that
    asks, and shares its number. `level` is that of its title among headings.
    """

    name: str
    title: InlineContent
    body: tuple[PrintData, ...] = ()
    kicker: InlineContent = field(default_factory=list)
    color: str = ""
    icon: str = ""
    notes: tuple[PrintData, ...] = ()
    level: int = 1
    answer: bool = False
    continued: bool = False


def length_of(pieces: Iterable[InlinePiece]) -> int:
    """About how many characters a line has."""
    return sum(_length(piece) for piece in pieces)


def _length(piece: InlinePiece) -> int:
    match piece:
        case str():
            return len(piece)
        case {"body": list(body)}:
            return length_of(body)
        case {"signs": signs}:
            return sum(len(text) for text, *_ in signs)
        case {"marks": marks}:
            return sum(len(mark.get("first", mark["text"])) + 1 for mark in marks)
        case _:
            return len(str(piece.get("spoken", "")))


def count_lines(line: InlineContent, characters: float) -> int:
    """How many lines a text takes where one holds so many characters."""
    return max(1, math.ceil(length_of(line) / characters))


def cut(line: InlineContent, most: int) -> Iterator[InlineContent]:
    """A text in pieces of about that many characters at most, cut between words."""
    part: InlineContent = []
    for piece in _divide(line, most):
        if part and length_of([*part, piece]) > most:
            yield part
            part = []
        part.append(piece.lstrip() if isinstance(piece, str) and not part else piece)
    if part:
        yield part


def _divide(line: InlineContent, most: int) -> Iterator[InlinePiece]:
    """The pieces of a text, a long one word by word; a word too long for a slide is divided."""
    for piece in line:
        if not isinstance(piece, str) or len(piece) <= most // 4:
            yield piece
            continue
        for word in piece.replace(" ", " \0").split("\0"):
            yield from (word[at : at + most] for at in range(0, len(word), most))


def share_out(items: Sequence[Any], heights: Sequence[float], room: float) -> Iterator[list[Any]]:
    """Items in groups that are as high as the room at most, about as many in each as in the others."""
    count = _count_groups(heights, room)
    goal = sum(heights) / count if count else room
    group: list[Any] = []
    height = 0.0
    for item, own in zip(items, heights, strict=True):
        if group and (height + own > room or (height + own / 2 > goal and count > 1)):
            yield group
            group, height, count = [], 0.0, count - 1
        group.append(item)
        height += own
    if group:
        yield group


def _count_groups(heights: Sequence[float], room: float) -> int:
    count, height = 0, room
    for own in heights:
        count, height = (count, height + own) if height + own <= room else (count + 1, own)
    return count


def continue_points(slide: Slide, body: PrintData, items: Sequence[InlineContent]) -> Iterator[Slide]:
    """A slide for each group of items that fits; `body` says how they are set, and what is beside them."""
    beside = "figure" in body
    characters, lines = (BESIDE_CHARACTERS, BESIDE_LINES) if beside else (CHARACTERS, LINES)
    lines = max(lines - count_extra(body), FEWEST_LINES)
    whole = [part for item in items for part in cut(item, int((lines - 1) * characters))]
    heights = [count_lines(part, characters) + BETWEEN for part in whole]
    groups = list(share_out(whole, heights, lines)) or [[]]
    start = 1
    for number, group in enumerate(groups):
        yield _turn(slide, {**body, "items": group, "start": start}, number)
        start += len(group)


def count_extra(body: PrintData) -> float:
    """The lines that formulas and facets above the items take."""
    facets = [3.0 + length_of(one["values"]) + len(one["name"]) for one in body.get("facets", ())]
    return 2.0 * bool(body.get("formulas")) + 1.3 * math.ceil(sum(facets) / CHARACTERS)


def continue_with_table(slide: Slide, items: Sequence[InlineContent], table: PrintData) -> Iterator[Slide]:
    """Paragraphs, and a table below them where both fit on one slide; else it has the next."""
    rows, widths = table["rows"], table["widths"]
    height = sum(count_lines(item, CHARACTERS) + BETWEEN for item in items) + 1.5 * len(rows) + 2
    if not rows or height <= LINES:
        yield from continue_points(slide, {"is": "plain", **({"table": table} if rows else {})}, items)
    else:
        yield from continue_points(slide, {"is": "plain"}, items)
        yield from continue_table(replace(slide, continued=True, notes=()), table["head"], widths, rows)


def continue_table(
    slide: Slide,
    head: Sequence[InlinePiece],
    widths: Sequence[float],
    rows: Sequence[Sequence[InlineContent]],
) -> Iterator[Slide]:
    """A slide for each group of rows that fits; `widths` are the shares of the columns."""
    shares = [TABLE_CHARACTERS * width / sum(widths) for width in widths]
    heights = [
        BETWEEN + max(count_lines(cell, share) for cell, share in zip(row, shares, strict=True))
        for row in rows
    ]
    for number, group in enumerate(share_out(rows, heights, TABLE_LINES)):
        yield _turn(slide, make_table(head, widths, group), number)


def make_table(
    head: Sequence[InlinePiece], widths: Sequence[float], rows: Sequence[Sequence[InlineContent]]
) -> PrintData:
    """A table as it is set."""
    return {"is": "table", "head": list(head), "widths": list(widths), "rows": [list(row) for row in rows]}


def _turn(slide: Slide, body: PrintData, number: int) -> Slide:
    """The slide itself with this on it, or one that continues it, which has no notes."""
    shown = replace(slide, body=(body,))
    return replace(shown, continued=True, notes=()) if number else shown


def number_slides(slides: Sequence[Slide]) -> Iterator[tuple[str, Slide]]:
    """Each slide with its number, which answers do not change: 12, 12a, 12b, 13."""
    number = letter = 0
    for slide in slides:
        number, letter = (number, letter + 1) if slide.answer else (number + 1, 0)
        yield f"{number}{_letters(letter)}", slide


def _letters(number: int) -> str:
    return f"{_letters((number - 1) // 26)}{chr(ord('a') + (number - 1) % 26)}" if number else ""


def find_cited(value: Any, numbers: Mapping[int, str], editorial: str) -> Iterator[str]:
    """The slugs of the works that stand in some data by their numbers, ranges in full."""
    if isinstance(value, dict):
        for mark in value.get("marks", ()):
            if "first" in mark:
                yield editorial
            else:
                first, _, last = mark["text"].partition("–")
                yield from (numbers[one] for one in range(int(first), int(last or first) + 1))
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from find_cited(inner, numbers, editorial)
