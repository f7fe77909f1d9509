"""A text of a bibliography file as pieces: characters, mathematics, emphasis, lowered and raised signs.

The readers of LaTeX and HTML make the pieces; `written_text` decides what content writes for them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Literal

PieceKind = Literal["text", "mathematics", "emphasis", "lowered", "raised"]

TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z:]*)(?:\s[^<>]*)?/?>")
TAGS_OF_KIND: dict[str, PieceKind] = {
    "i": "emphasis", "em": "emphasis", "italic": "emphasis", "jats:italic": "emphasis",
    "sub": "lowered", "inf": "lowered", "jats:sub": "lowered",
    "sup": "raised", "jats:sup": "raised",
}  # fmt: skip
PLAIN_TAGS = {
    "b", "bold", "strong", "u", "span", "p", "div", "br", "scp", "sc", "small", "tt", "title", "abstract",
    "sec", "jats:p", "jats:bold", "jats:sc", "jats:title", "jats:sec", "jats:abstract", "jats:list",
    "jats:list-item",
}  # fmt: skip
BREAKING_TAGS = {"p", "div", "br", "jats:p", "jats:title", "jats:sec"}
MATHML = "mml:"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text: characters or mathematics (LaTeX between dollar signs), or marked pieces."""

    kind: PieceKind
    text: str = ""
    inner: tuple["Piece", ...] = ()


Pieces = tuple[Piece, ...]


def plain_piece(text: str) -> Pieces:
    """A text in which nothing is marked."""
    return (Piece("text", text),) if text else ()


# --- reading HTML ----------------------------------------------------------------------------------------


def parse_html(text: str) -> Pieces:
    """The pieces of a text that may hold tags and entities of HTML, JATS or MathML."""
    if "<" not in text and "&" not in text:
        return plain_piece(text)
    return _HtmlReader(text).read()


def expand_html(pieces: Pieces) -> Pieces:
    """The same pieces; the tags and entities of HTML in their characters are read as well."""
    expanded: list[Piece] = []
    for piece in pieces:
        if piece.kind == "text":
            expanded.extend(parse_html(piece.text))
        elif piece.inner:
            expanded.append(Piece(piece.kind, piece.text, expand_html(piece.inner)))
        else:
            expanded.append(piece)
    return tuple(expanded)


class _HtmlReader:
    """Reads tags that are known; any other `<` stays the sign that it is."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.levels: list[tuple[PieceKind, list[Piece]]] = [("text", [])]

    def read(self) -> Pieces:
        end = 0
        for tag in TAG.finditer(self.text):
            name = tag[2].lower()
            if name not in TAGS_OF_KIND and name not in PLAIN_TAGS and not name.startswith(MATHML):
                continue
            self.add(self.text[end : tag.start()])
            end = tag.end()
            self.take(name.removeprefix(MATHML).replace("msub", "sub"), closes=bool(tag[1]))
        self.add(self.text[end:])
        while len(self.levels) > 1:
            self.close()
        return tuple(self.levels[0][1])

    def take(self, name: str, *, closes: bool) -> None:
        kind = TAGS_OF_KIND.get(name)
        if kind is None:
            self.add(" " if name in BREAKING_TAGS else "")
        elif not closes:
            self.levels.append((kind, []))
        elif any(open_kind == kind for open_kind, _ in self.levels[1:]):
            while self.close() != kind:
                pass

    def close(self) -> PieceKind:
        kind, inner = self.levels.pop()
        if inner:
            self.levels[-1][1].append(Piece(kind, inner=tuple(inner)))
        return kind

    def add(self, text: str) -> None:
        if text:
            self.levels[-1][1].append(Piece("text", unescape(text)))


# --- looking ---------------------------------------------------------------------------------------------


def walk_pieces(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Every piece and what is inside it."""
    for piece in pieces:
        yield piece
        yield from walk_pieces(piece.inner)
