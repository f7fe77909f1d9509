"""Issue -> the picture that a link to the site shows where people share it, a PNG of 1200 by 630 pixels.

Typst draws it with the fonts that it carries inside, so that it is the same on every machine. All text
reaches the template as data, never as source.
"""

import json
from dataclasses import asdict
from pathlib import Path

import typst

from virtualissue.model.issue import Issue
from virtualissue.print.documents import draw_icon
from virtualissue.print.inline import InlineContent, InlinePiece, PrintData, set_title
from virtualissue.print.typesetting.fonts import PrintFonts
from virtualissue.print.typesetting.glyphs import prepare_data
from virtualissue.print.typesetting.pdf import PrintError
from virtualissue.views.palette import PRINT

TEMPLATE = "card.typ"  # in templates/print
CARD = Path("assets") / "card.png"  # on the site
MOST_WORDS, MOST_ICONS = 60, 12  # what is looked at of a title, and what fits in a row


def set_card(issue: Issue) -> PrintData:
    """What the picture shows: title, subtitle, the editorial's reference, and the icons of the families."""
    front, source = issue.front, issue.front.editorial
    return {
        "title": _split_words(set_title(front.title))[:MOST_WORDS],
        "subtitle": front.subtitle,
        "palette": asdict(PRINT),
        "source": f"{source.short_authors}, {source.journal_and_year}" if source else "",
        "icons": [draw_icon(family) for family in list(issue.families.values())[:MOST_ICONS]],
    }


def _split_words(line: InlineContent) -> list[InlineContent]:
    """A title in words, so that a long one can be cut between them; a formula is part of its word."""
    words: list[InlineContent] = [[]]
    for piece in line:
        first, *others = _split_piece(piece)
        words[-1] += first
        words += others
    return [word for word in words if word]


def _split_piece(piece: InlinePiece) -> list[InlineContent]:
    if isinstance(piece, str):
        return [[word] if word else [] for word in piece.split(" ")]
    if piece["is"] == "em":
        return [[{**piece, "body": word}] for word in _split_words(piece["body"])]
    return [[piece]]


def render_card(issue: Issue, templates: Path, fonts: PrintFonts) -> bytes:
    """The picture; `templates` is templates/print. The same issue gives the same bytes on every machine.

    What the fonts lack is shown in Latin letters.

    Raises `PrintError` where Typst refuses the template.
    """
    data = prepare_data(set_card(issue), fonts)
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    try:
        picture = typst.compile(
            templates / TEMPLATE,
            root=templates,
            font_paths=fonts.load(),
            sys_inputs=inputs,
            format="png",
            ppi=72,
        )
    except typst.TypstError as error:
        raise PrintError([CARD.name], error.diagnostic) from None
    return bytes(picture)
