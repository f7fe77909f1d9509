"""A work -> its reference in ACS style, once, as pieces that the site and the print both set."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from virtualissue.bibliography.work import Work
from virtualissue.text.titles import Title


@dataclass(frozen=True, slots=True)
class ReferencePart:
    """A stretch of a reference: what it is (`authors`, `title`, `journal`, ...) and its text."""

    role: str
    text: str | Title


STYLES = {"journal": "em", "year": "strong", "volume": "em"}


def acs_reference(work: Work) -> tuple[ReferencePart, ...]:
    """Authors; title; *journal* **year**, *volume* (issue), pages: without the DOI, which is a link."""
    return tuple(_pieces(work))


def _pieces(work: Work) -> Iterator[ReferencePart]:
    authors = "; ".join(map(acs_name, work.authors))
    yield ReferencePart("authors", authors if authors.endswith(".") else f"{authors}.")
    yield ReferencePart("text", " ")
    yield ReferencePart("title", work.title)
    yield ReferencePart("text", "" if work.title.text.endswith(("?", "!")) else ".")
    yield ReferencePart("journal", f" {work.journal}")
    yield ReferencePart("year", f" {work.year}")
    if work.volume is not None:
        yield ReferencePart("text", ",")
        yield ReferencePart("volume", f" {work.volume}")
    if work.issue is not None:
        yield ReferencePart("text", f" ({work.issue})")
    if work.page_span:
        yield ReferencePart("text", f", {work.page_span}")
    yield ReferencePart("text", ".")


def acs_name(byline: str) -> str:
    """Surname and initials: `Chotard, Jean-Noël` -> `Chotard, J.-N.`; initials stay as they are."""
    surname, _, given = byline.partition(",")
    initials = " ".join(_initials(word) for word in given.split())
    return f"{surname}, {initials}" if initials else surname


def _initials(word: str) -> str:
    return word if word.endswith(".") else "-".join(f"{part[0]}." for part in re.split("-", word) if part)


def render_reference(work: Work) -> Markup:
    """A reference as HTML, formulas of its title typeset, and read aloud as they are spoken."""
    return Markup("".join(_render(piece) for piece in acs_reference(work)))


def _render(piece: ReferencePart) -> str:
    text = piece.text.markup if isinstance(piece.text, Title) else escape(piece.text)
    if tag := STYLES.get(piece.role):
        space = " " if text.startswith(" ") else ""
        return f"{space}<{tag}>{text.strip()}</{tag}>"
    if piece.role in ("authors", "title"):
        return f'<span class="vi-{piece.role}">{text}</span>'
    return text


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
