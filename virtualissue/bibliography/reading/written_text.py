"""The pieces of a text -> how content writes them: as plain characters, or as a title with its markup."""

import re

from virtualissue.bibliography.formats.latex import parse_formula_as_text
from virtualissue.bibliography.reading.rich_text import Piece, Pieces
from virtualissue.bibliography.reading.scripts import LOWERED, RAISED
from virtualissue.text.mathematics.mathematics import parse_mathematics
from virtualissue.text.mathematics.tree import MathematicsError

BEFORE_DIGITS = re.compile(r"\\.|(\$(?:\\.|[^$\\])+)\$([0-9]+)?")


def write_plain(pieces: Pieces) -> str:
    """Characters alone; lowered and raised signs and mathematics as far as Unicode has them."""
    return " ".join("".join(_plain(piece) for piece in pieces).split())


def _plain(piece: Piece) -> str:
    if piece.kind == "text":
        return piece.text
    if piece.kind == "mathematics":
        return "".join(map(_plain, parse_formula_as_text(piece.text)))
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
    text = BEFORE_DIGITS.sub(_take_digits, _mark(pieces))
    return " ".join(text.split())


def is_settable(piece: Piece) -> bool:
    """Whether mathematics is in the part of LaTeX that titles can hold."""
    try:
        parse_mathematics(piece.text.strip("$").strip())
    except MathematicsError:
        return False
    return True


def _take_digits(found: re.Match[str]) -> str:
    """Digits after mathematics as a part of it: a dollar sign with a digit after it is money."""
    return f"{found[1]}{found[2] or ''}$" if found[1] else found[0]


def _mark(pieces: Pieces, *, may_stress: bool = True) -> str:
    """The pieces with their marks; emphasis inside of emphasis has none."""
    written = ""
    for number, piece in enumerate(pieces):
        following = pieces[number + 1 : number + 2]
        if piece.kind == "emphasis" and may_stress:
            is_joined = bool(re.search(r"[\w*\\]$", written)) or _joins(following)
            written += _stress(piece, is_joined=is_joined)
        elif piece.kind == "emphasis":
            written += _mark(piece.inner, may_stress=False)
        else:
            written += _write_piece(piece)
    return written


def _joins(following: Pieces) -> bool:
    """Whether what follows would keep a star before it from ending emphasis."""
    text = "".join(map(_plain, following))
    is_stressed = any(piece.kind == "emphasis" for piece in following) and not text[:1].isspace()
    is_text = all(piece.kind in ("text", "emphasis") for piece in following)
    return is_stressed or (is_text and re.match(r"[\w*]", text) is not None)


def _stress(piece: Piece, *, is_joined: bool) -> str:
    """Emphasis between stars; in the middle of a word, where stars are plain, letters are mathematics."""
    inner = _mark(piece.inner, may_stress=False)
    core = inner.strip()
    if not core or "*" in core:
        return inner
    if not (is_joined and core == inner):
        # a space inside the stars would keep them from being read as emphasis
        return inner.replace(core, f"*{core}*", 1)
    is_mathematics = core.isalpha() and is_settable(Piece("mathematics", core))
    return f"${core}$" if is_mathematics else core


def _write_piece(piece: Piece) -> str:
    if piece.kind == "text":
        return _escape(piece.text)
    if piece.kind == "mathematics":
        return f"${piece.text.strip('$').strip()}$" if is_settable(piece) else _escape(_plain(piece))
    return _script(piece, "_" if piece.kind == "lowered" else "^")


def _script(piece: Piece, sign: str) -> str:
    """A lowered or raised piece as mathematics: letters upright, unless they are stressed."""
    inner = "".join(map(_plain, piece.inner))
    if not inner.strip():
        return inner
    signs = inner.strip().replace("−", "-")
    whole = f"{sign}{{{''.join(map(_write_sign, piece.inner)).strip()}}}"
    if any(part.kind != "text" for part in piece.inner) and is_settable(Piece("mathematics", whole)):
        return f"${whole}$"
    is_number = re.fullmatch(r"[-+0-9.,=() ]+", signs)
    return f"${sign}{{{signs}}}$" if is_number else f"${sign}{{\\mathrm{{{signs}}}}}$"


def _write_sign(piece: Piece) -> str:
    """A piece of what is lowered or raised, in the notation of mathematics."""
    if piece.kind == "text":
        text = piece.text.replace("−", "-")
        return re.sub(r"[^\W\d_]+", lambda found: f"\\mathrm{{{found[0]}}}", text)
    if piece.kind == "emphasis":
        return "".join(map(_plain, piece.inner))
    if piece.kind == "mathematics":
        return piece.text.strip("$").strip()
    sign = "_" if piece.kind == "lowered" else "^"
    return f"{sign}{{{''.join(map(_write_sign, piece.inner))}}}"
