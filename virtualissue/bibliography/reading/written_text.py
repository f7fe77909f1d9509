"""The pieces of a text -> how content writes them: as plain characters, or as a title with its markup."""

import re

from virtualissue.bibliography.formats.latex import parse_mathematics
from virtualissue.bibliography.reading.rich_text import Piece, Pieces
from virtualissue.bibliography.reading.scripts import LOWERED, RAISED
from virtualissue.text.mathematics.mathematics import parse_mathematics as parse_formula
from virtualissue.text.mathematics.tree import MathematicsError

BEFORE_DIGITS = re.compile(r"\\.|(\$(?:\\.|[^$\\])+)\$([0-9]+)?")


def write_plain(pieces: Pieces) -> str:
    """Characters alone; lowered and raised signs and mathematics as far as Unicode has them."""
    return " ".join("".join(_plain(piece) for piece in pieces).split())


def _plain(piece: Piece) -> str:
    if piece.kind == "text":
        return piece.text
    if piece.kind == "mathematics":
        return "".join(map(_plain, parse_mathematics(piece.text).pieces))
    return _shift("".join(map(_plain, piece.inner)), piece.kind)


def _shift(text: str, kind: str) -> str:
    table = {"lowered": LOWERED, "raised": RAISED}.get(kind)
    if table and all(ord(sign) in table for sign in text):
        return text.translate(table)
    return text


def write_escaped(pieces: Pieces) -> str:
    """A title in plain characters, those that would be read as markup escaped."""
    return _escape(write_plain(pieces))


def _escape(text: str) -> str:
    return re.sub(r"([$*\\])", r"\\\1", text)


def write_title(pieces: Pieces) -> str:
    """A title as content writes it: `$...$` for mathematics, `*...*` for emphasis."""
    text = BEFORE_DIGITS.sub(_take_digits, "".join(_marked(piece) for piece in pieces))
    return " ".join(text.split())


def is_settable(piece: Piece) -> bool:
    """Whether mathematics is in the part of LaTeX that titles can hold."""
    try:
        parse_formula(piece.text.strip("$").strip())
    except MathematicsError:
        return False
    return True


def _take_digits(found: re.Match[str]) -> str:
    """Digits behind mathematics as a part of it: two dollar signs with a digit behind them are money."""
    return f"{found[1]}{found[2] or ''}$" if found[1] else found[0]


def _marked(piece: Piece) -> str:
    if piece.kind == "text":
        return _escape(piece.text)
    if piece.kind == "mathematics":
        return f"${piece.text.strip('$').strip()}$" if is_settable(piece) else _escape(_plain(piece))
    inner = "".join(map(_marked, piece.inner))
    if piece.kind == "emphasis":
        # a space inside the stars would keep them from being read as emphasis
        core = inner.strip()
        return inner.replace(core, f"*{core}*", 1) if core else inner
    return _script(piece, "_" if piece.kind == "lowered" else "^")


def _script(piece: Piece, sign: str) -> str:
    """A lowered or raised piece as mathematics: letters upright, as text sets them."""
    inner = "".join(map(_plain, piece.inner))
    if not inner.strip():
        return inner
    signs = inner.strip().replace("−", "-")
    is_italic = signs.isalpha() and all(part.kind == "emphasis" for part in piece.inner)
    return (
        f"${sign}{{{signs}}}$"
        if is_italic or re.fullmatch(r"[-+0-9.,=() ]+", signs)
        else f"${sign}{{\\mathrm{{{signs}}}}}$"
    )
