"""Text and formulas -> HTML in which no line breaks between a formula and the word that it belongs to.

A browser may break a line on either side of a formula, also in fb⁻¹ or small-x.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from markupsafe import Markup, escape

from virtualissue.text.mathematics.mathematics import Mathematics

SPACE = re.compile(r"(\s+)")

TextOrMathematics = str | Mathematics  # HTML, which is Markup, is left as it is


def render_together(parts: Iterable[TextOrMathematics]) -> Markup:
    """The parts as HTML: text escaped, formulas as MathML, and what is HTML already as it is."""
    return Markup("").join(_render_units(units, is_word) for is_word, units in _split_words(parts))


def _split_words(parts: Iterable[TextOrMathematics]) -> Iterator[tuple[bool, list[TextOrMathematics]]]:
    """Runs of what stands together, of words and formulas, and what is between them."""
    units = (unit for part in parts for unit in _split(part))
    for is_word, run in groupby(units, key=lambda unit: not isinstance(unit, Markup) and unit != " "):
        yield is_word, list(run)


def _split(part: TextOrMathematics) -> Iterator[TextOrMathematics]:
    if isinstance(part, Markup | Mathematics):
        yield part
    else:
        yield from (piece if piece.strip() else " " for piece in SPACE.split(part) if piece)


def _render_units(units: list[TextOrMathematics], is_word: bool) -> Markup:
    html = Markup("").join(unit.markup if isinstance(unit, Mathematics) else escape(unit) for unit in units)
    formulas = [unit for unit in units if isinstance(unit, Mathematics)]
    if is_word and formulas and len(units) > 1 and not any(formula.is_divided for formula in formulas):
        return Markup('<span class="vi-together">{}</span>').format(html)
    return html
