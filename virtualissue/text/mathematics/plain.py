"""A formula -> runs of type on one line, and plain Unicode: √s = 13.6 TeV, p_T, fb⁻¹."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby, zip_longest

from virtualissue.text.labels import Line, Run, VerticalAlign, join_runs
from virtualissue.text.mathematics.symbols import find_variant
from virtualissue.text.mathematics.tree import (
    Accented,
    Atom,
    AtomKind,
    Fenced,
    Fraction,
    Gap,
    Group,
    MathNode,
    Root,
    Scripts,
    unwrap,
)

SHIFTED: Mapping[VerticalAlign, dict[int, int]] = {
    "sub": str.maketrans("0123456789+−=()aeijkmnox", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑᵢⱼₖₘₙₒₓ"),
    "sup": str.maketrans("0123456789+−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ"),
}
RAISED_ANYWAY = frozenset("′″‴°∗†‡")  # what is raised by its own shape
DEGREES = "∘"  # raised, what Unicode has as a character of its own
LINES = "\u0305\u0332"  # combining lines above and below, which stand at each letter
WORD = re.compile("[a-z]{2}")  # what is a word, of which no character is lowered by itself
ROOTS = {"": "√", "3": "∛", "4": "∜"}
OPERANDS = (AtomKind.LETTER, AtomKind.NUMBER, AtomKind.CLOSE, AtomKind.WORDS, AtomKind.ORDINARY)
UPRIGHT_VARIANTS = ("calligraphic", "blackboard", "fraktur")


def set_line(node: MathNode) -> Line:
    """A formula on one line: its letters in italics, and what is lowered or raised as runs of their own."""
    return join_runs(_trim(_fold_spaces(list(_lines(node, "line")))))


def render_plain(node: MathNode) -> str:
    """A formula in Unicode; where Unicode has no raised or lowered character, after ^ or _."""
    return _render_runs(set_line(node))


def _lines(node: MathNode | None, place: VerticalAlign) -> Iterator[Run]:
    if node is not None:
        yield from _SETTERS[type(node)](node, place)


def _set_atom(atom: Atom, place: VerticalAlign) -> Iterator[Run]:
    text = find_variant(atom.text, atom.style) if atom.style in UPRIGHT_VARIANTS else atom.text
    slants = atom.kind is AtomKind.LETTER and atom.style in ("", "italic")
    yield Run(text, place, slants or (atom.kind is AtomKind.WORDS and atom.style == "italic"))


def _set_row(row: Group, place: VerticalAlign) -> Iterator[Run]:
    """What stands side by side, with spaces around relations, operators and the names of functions."""
    before: MathNode | None = None
    for item, after in zip_longest(row.items, row.items[1:]):
        sign = find_nucleus(item)
        runs = list(_lines(item, place))
        if _is_spaced(sign, before, after) and place == "line":
            runs = [Run(" ", place), *runs, Run(" ", place)]
        elif _is_function(sign) and _needs_space(after):
            runs = [*runs, Run(" ", place)]
        elif _is_function(sign) and before is not None and _needs_space(before):
            runs = [Run(" ", place), *runs]
        elif isinstance(sign, Atom) and sign.kind is AtomKind.PUNCTUATION and place == "line":
            runs = [*runs, Run(" ", place)]
        yield from runs
        before = item


def find_nucleus(node: MathNode | None) -> MathNode | None:
    """What scripts are beside."""
    node = unwrap(node)
    return unwrap(node.base) if isinstance(node, Scripts) else node


def is_binary(sign: MathNode | None, before: MathNode | None) -> bool:
    """Whether an operator stands between two operands: the minus of 1 − x, not that of −1."""
    last = find_nucleus(before)
    is_operator = isinstance(sign, Atom) and sign.kind is AtomKind.OPERATOR
    ends = not isinstance(last, Atom) or last.kind in OPERANDS
    return is_operator and before is not None and ends and not isinstance(last, Gap)


def _is_spaced(sign: MathNode | None, before: MathNode | None, after: MathNode | None) -> bool:
    if isinstance(sign, Atom) and sign.kind is AtomKind.RELATION:
        return True
    return is_binary(sign, before) and after is not None


def _is_function(sign: MathNode | None) -> bool:
    return isinstance(sign, Atom) and sign.kind in (AtomKind.FUNCTION, AtomKind.LARGE)


def _needs_space(node: MathNode | None) -> bool:
    sign = find_nucleus(node)
    if node is None or isinstance(sign, Gap):
        return False
    return not isinstance(sign, Atom) or sign.kind in (AtomKind.LETTER, AtomKind.NUMBER, AtomKind.FUNCTION)


def _set_scripts(scripts: Scripts, place: VerticalAlign) -> Iterator[Run]:
    yield from _lines(scripts.base, place)
    if scripts.sub is not None:
        yield from _set_script(scripts.sub, "sub", place)
    if scripts.sup is not None:
        yield from _set_script(scripts.sup, "sup", place)


def _set_script(script: MathNode, shifted: VerticalAlign, place: VerticalAlign) -> Iterator[Run]:
    runs = list(_lines(script, shifted))
    text = "".join(run.text for run in runs).replace(DEGREES, "°")
    if set(text) <= RAISED_ANYWAY:
        yield Run(text, place)
    elif place == "line":
        yield from runs
    else:  # a script beside a script has no place of its own
        yield Run(_mark(text, shifted), place)


def _set_fraction(fraction: Fraction, place: VerticalAlign) -> Iterator[Run]:
    yield from (*_enclose(fraction.over, place), Run("/", place), *_enclose(fraction.under, place))


def _set_root(root: Root, place: VerticalAlign) -> Iterator[Run]:
    degree = "".join(run.text for run in _lines(root.degree, place))
    yield Run(ROOTS.get(degree, f"{degree.translate(SHIFTED['sup'])}√"), place)
    yield from _enclose(root.radicand, place)


def _set_fenced(fenced: Fenced, place: VerticalAlign) -> Iterator[Run]:
    yield from (*_lines(fenced.left, place), *_lines(fenced.inner, place), *_lines(fenced.right, place))


def _set_gap(gap: Gap, place: VerticalAlign) -> Iterator[Run]:
    yield Run(" " if gap.width > 0.1 else "", place)


def _enclose(node: MathNode, place: VerticalAlign) -> Iterator[Run]:
    """Something in parentheses, unless it is one letter, number or function with its scripts."""
    inner = unwrap(node)
    if isinstance(inner, Group | Fraction):
        yield from (Run("(", place), *_lines(node, place), Run(")", place))
    else:
        yield from _lines(node, place)


def _set_accented(accented: Accented, place: VerticalAlign) -> Iterator[Run]:
    """An accent behind the letter that it stands above; a line behind each."""
    combining = accented.accent.combining
    for number, run in enumerate(_lines(accented.base, place)):
        if combining in LINES:
            yield replace(run, text="".join(sign + combining for sign in run.text))
        elif number == 0:
            yield replace(run, text=run.text[:1] + combining + run.text[1:])
        else:
            yield run


def _fold_spaces(runs: list[Run]) -> Iterator[Run]:
    before = " "
    for run in runs:
        for sign in run.text:
            if not (sign == " " and before == " "):
                yield Run(sign, run.place, run.italic)
            before = sign


def _trim(runs: Iterator[Run]) -> list[Run]:
    kept = list(runs)
    while kept and kept[-1].text == " ":
        kept.pop()
    return kept


def _render_runs(line: Line) -> str:
    text = ""
    for place, group in groupby(line, key=lambda run: run.place):
        inner = "".join(run.text for run in group)
        if place == "line":
            text += f" {inner}" if _runs_on(text, inner) else inner
        else:
            text += _shift(inner, place)
    return text


def _runs_on(text: str, inner: str) -> bool:
    """Whether what follows could be read as part of a subscript: m_T c."""
    return "_" in text[text.rfind(" ") + 1 :] and text[-1:].isalnum() and inner[:1].isalnum()


def _shift(inner: str, place: VerticalAlign) -> str:
    shifted = {ord(sign) for sign in inner} <= SHIFTED[place].keys() and not WORD.search(inner)
    return inner.translate(SHIFTED[place]) if shifted else _mark(inner, place)


def _mark(inner: str, place: VerticalAlign) -> str:
    """Something lowered behind `_`, or raised behind `^`; in parentheses if it is no word."""
    mark = "_" if place == "sub" else "^"
    enclosed = len(inner) == 1 or inner.isalnum() or (inner[0], inner[-1]) == ("(", ")")
    return f"{mark}{inner}" if enclosed else f"{mark}({inner})"


_SETTERS: Mapping[type[MathNode], Callable[..., Iterator[Run]]] = {
    Atom: _set_atom,
    Group: _set_row,
    Scripts: _set_scripts,
    Fraction: _set_fraction,
    Root: _set_root,
    Accented: _set_accented,
    Fenced: _set_fenced,
    Gap: _set_gap,
}
