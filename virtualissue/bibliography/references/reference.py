"""A reference as the parts that site and print both set, and the numbers by which references are cited."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Literal

from markupsafe import Markup

from virtualissue.chemistry.formula import Formula
from virtualissue.text.direction import isolate
from virtualissue.text.mathematics.mathematics import Mathematics

Mark = Literal["em", "strong", "sub", "sup", "small-caps", "title"]
# mark -> its HTML, the outer marks first
TAGS: dict[Mark, tuple[str, str]] = {
    "title": ('<span class="vi-title">', "</span>"),
    "small-caps": ('<span class="vi-small-caps">', "</span>"),
    "strong": ("<strong>", "</strong>"),
    "em": ("<em>", "</em>"),
    "sub": ("<sub>", "</sub>"),
    "sup": ("<sup>", "</sup>"),
}


@dataclass(frozen=True, slots=True)
class ReferencePart:
    """A stretch of a reference: a text or a formula, how it is set, and the address to which it leads."""

    text: str | Formula | Mathematics
    marks: frozenset[Mark] = frozenset()
    href: str = ""


@dataclass(frozen=True)
class FormattedReference:
    """A formatted reference, without its number."""

    parts: tuple[ReferencePart, ...]

    @cached_property
    def html(self) -> Markup:
        """HTML in which formulas are set and addresses are links."""
        return Markup("").join(
            Markup('<a class="vi-outward" href="{}">{}</a>').format(href, inner) if href else inner
            for href, inner in (
                (href, _render(list(group), TAGS))
                for href, group in groupby(self.parts, key=lambda part: part.href)
            )
        )

    @property
    def has_link(self) -> bool:
        """Whether the style itself prints an address."""
        return any(part.href for part in self.parts)

    @cached_property
    def text(self) -> str:
        """Plain text, formulas in Unicode."""
        return "".join(part.text if isinstance(part.text, str) else part.text.unicode for part in self.parts)


def _render(parts: Sequence[ReferencePart], marks: Iterable[Mark]) -> Markup:
    """Parts as HTML, those that share a mark in one element."""
    used = [mark for mark in marks if any(mark in part.marks for part in parts)]
    if not used:
        return Markup("").join(
            isolate(part.text) if isinstance(part.text, str) else part.text.markup for part in parts
        )
    (mark, *inner_marks), html = used, ""
    for is_marked, group in groupby(parts, key=lambda part: mark in part.marks):
        inner = _render(list(group), inner_marks)
        before, after = TAGS[mark] if is_marked else ("", "")
        html += f"{before}{inner}{after}"
    return Markup(html)


def number_ranges(numbers: Iterable[int]) -> tuple[tuple[int, ...], ...]:
    """Numbers in order, runs of three and more kept together: 1, 2, 3, 5, 6 -> (1, 2, 3), (5,), (6,)."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return tuple(
        part for run in runs for part in ([tuple(run)] if len(run) > 2 else [(number,) for number in run])
    )


def range_text(numbers: tuple[int, ...]) -> str:
    """A run of numbers as it is printed: 5, or 1–6."""
    return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
