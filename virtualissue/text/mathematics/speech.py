"""A formula -> words for a voice: p sub T, square root of s equals 13.6 TeV."""

import re
from collections.abc import Callable, Iterator, Mapping

from virtualissue.text.mathematics.symbols import CAPITAL
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
    Style,
    unwrap,
)
from virtualissue.words import WORDS, Words

# Each of these is the name of a word, behind `math_`.
STYLE_WORDS: dict[Style, str] = {
    "calligraphic": "script", "blackboard": "double-struck", "fraktur": "fraktur", "bold": "bold",
}  # fmt: skip
RAISED = {"2": "squared", "3": "cubed", "0": "raised zero"}  # what a raised sign is called
DEGREES = {"2": "square root", "3": "cube root"}
AS_POWER = (AtomKind.NUMBER, AtomKind.LETTER, AtomKind.OPERATOR)
CLOSE = re.compile(r"\s+([,;.])(?!\d)")


def render_spoken(node: MathNode, words: Words = WORDS) -> str:
    """Words for a voice; those of scripts without a base begin with a space, for they follow on a word."""
    said = CLOSE.sub(r"\1", " ".join(" ".join(_say(node, words)).split())).removesuffix(",")
    first = node.items[0] if isinstance(node, Group) and node.items else node
    return f" {said}" if isinstance(first, Scripts) and first.base is None else said


def _find(name: str, words: Words) -> str:
    """The word of a name; what has none, such as a letter or a comma, is said as it is."""
    key = f"math_{name.replace(' ', '_').replace('-', '_')}"
    return words.get(key, name)


def _say(node: MathNode | None, words: Words) -> Iterator[str]:
    if node is not None:
        yield from _SPEAKERS[type(node)](node, words)


def _say_row(row: Group, words: Words) -> Iterator[str]:
    for item in row.items:
        yield from _say(item, words)


def _say_atom(atom: Atom, words: Words) -> Iterator[str]:
    style = STYLE_WORDS.get(atom.style, "") if atom.kind is AtomKind.LETTER else ""
    capital, is_capital, letter = atom.spoken.rpartition(CAPITAL)
    said = words.text("math_capital", letter=letter) if is_capital and not capital else None
    yield from (_find(style, words), said or (_find(atom.spoken, words) if atom.spoken else atom.text))


def _say_root(root: Root, words: Words) -> Iterator[str]:
    named = " ".join(_say(root.degree, words)).strip() or "2"
    yield _find(DEGREES[named], words) if named in DEGREES else words.text("math_root", degree=named)
    yield from _say(root.radicand, words)
    yield f", {_find('end root', words)}," if _is_long(root.radicand) else ""


def _say_accented(accented: Accented, words: Words) -> Iterator[str]:
    yield from (*_say(accented.base, words), _find(accented.accent.spoken, words))


def _say_fenced(fenced: Fenced, words: Words) -> Iterator[str]:
    for part in (fenced.left, fenced.inner, fenced.right):
        yield from _say(part, words)


def _say_gap(_: Gap, __: Words) -> Iterator[str]:
    yield ""


def _say_scripts(scripts: Scripts, words: Words) -> Iterator[str]:
    base = unwrap(scripts.base)
    if isinstance(base, Atom) and base.kind is AtomKind.LARGE:
        yield from _say_limits(base, scripts, words)
        return
    yield from _say(scripts.base, words)
    if scripts.sub is not None:
        yield from (_find("sub", words), *_say(scripts.sub, words), "," if _is_long(scripts.sub) else "")
    if scripts.sup is not None:
        yield from _say_raised(scripts.sup, words, has_base=scripts.base is not None)


def _say_limits(base: Atom, scripts: Scripts, words: Words) -> Iterator[str]:
    """The sum from n equals 1 to infinity of."""
    yield from _say_atom(base, words)
    if scripts.sub is not None:
        first = "limit from" if scripts.sup is not None else "limit over"
        yield from (_find(first, words), *_say(scripts.sub, words))
    if scripts.sup is not None:
        yield from (_find("limit to", words), *_say(scripts.sup, words))
    yield _find("limit of", words)


def _say_raised(sup: MathNode, words: Words, *, has_base: bool) -> Iterator[str]:
    inner = unwrap(sup)
    if isinstance(inner, Atom) and has_base and (name := RAISED.get(inner.text)):
        yield _find(name, words)
    elif isinstance(inner, Atom) and inner.kind not in (AtomKind.NUMBER, AtomKind.LETTER):
        if inner.kind is AtomKind.WORDS:
            yield _find("superscript", words)
        yield from _say(inner, words)
    else:
        is_power = _is_power(inner) and (has_base or isinstance(inner, Group))
        name = "to the" if is_power else "superscript"
        yield from (_find(name, words), *_say(sup, words), "," if _is_long(sup) else "")


def _is_power(node: MathNode | None) -> bool:
    """Whether something raised is a power: numbers, single letters and signs alone."""
    if isinstance(node, Group):
        return all(map(_is_power, node.items))
    if isinstance(node, Scripts):
        return _is_power(unwrap(node.base))
    if not isinstance(node, Atom) or node.kind not in AS_POWER:
        return False
    return node.kind is AtomKind.NUMBER or len(node.text) == 1


def _say_fraction(fraction: Fraction, words: Words) -> Iterator[str]:
    over, under = fraction.over, fraction.under
    said = (*_say(over, words), _find("over", words), *_say(under, words))
    if _is_long(over) or _is_long(under):
        yield from (_find("fraction", words), *said, f", {_find('end fraction', words)},")
    else:
        yield from said


def _is_long(node: MathNode | None) -> bool:
    """Whether it must be said where something ends: more than two items side by side."""
    inner = unwrap(node)
    return isinstance(inner, Group) and len(inner.items) > 2


_SPEAKERS: Mapping[type[MathNode], Callable[..., Iterator[str]]] = {
    Atom: _say_atom,
    Group: _say_row,
    Scripts: _say_scripts,
    Fraction: _say_fraction,
    Root: _say_root,
    Accented: _say_accented,
    Fenced: _say_fenced,
    Gap: _say_gap,
}
