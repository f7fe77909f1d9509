"""A work -> its item in CSL-JSON, with the markup of titles that CSL allows: `<i>`, `<sub>` and `<sup>`."""

import json
from itertools import groupby

from virtualissue.bibliography.csl import make_csl_item
from virtualissue.bibliography.work import Work
from virtualissue.chemistry.formula import Formula, Script, Sign, SignKind
from virtualissue.text.mathematics.mathematics import Mathematics
from virtualissue.text.titles import Emphasis, Title, TitlePiece

ITALIC = {SignKind.PLACEHOLDER, SignKind.VARIABLE, SignKind.LETTERS}
OVERLINE = "\u0305"


def render_csl_json(key: str, work: Work) -> str:
    """The item of a work under an identifier, as one object."""
    item = make_csl_item(work, key) | {"title": render_csl_title(work.title)}
    return json.dumps(item, ensure_ascii=False, indent=2)


def render_csl_title(title: Title) -> str:
    """A title with the markup of CSL, which has no way to escape text; no title of an issue needs one."""
    return "".join(map(_render_piece, title.pieces))


def _render_piece(piece: TitlePiece) -> str:
    match piece:
        case Emphasis(inner):
            return f"<i>{''.join(map(_render_piece, inner))}</i>"
        case Formula():
            return _render_formula(piece)
        case Mathematics():
            return Title("", (piece,)).csl
    return piece


def _render_formula(formula: Formula) -> str:
    runs = groupby(formula.tokens, key=lambda token: (token.place, token.kind is SignKind.ISOTOPE))
    return "".join(_shift(place, "".join(map(_render_sign, run))) for (place, _), run in runs)


def _shift(place: Script, text: str) -> str:
    return text if place is Script.LINE else f"<{place}>{text}</{place}>"


def _render_sign(sign: Sign) -> str:
    if sign.kind is SignKind.BAR:
        return f"{sign.text}{OVERLINE}"
    if sign.kind is SignKind.RELATION:
        return f"\u00a0{sign.text}\u00a0"
    return f"<i>{sign.text}</i>" if sign.kind in ITALIC else sign.text
