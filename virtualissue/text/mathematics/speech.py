"""A formula -> words for a voice: p sub T, square root of s equals 13.6 TeV."""

import re
from collections.abc import Callable, Iterator, Mapping

from virtualissue.text.mathematics.tree import (
    Accented,
    Atom,
    AtomKind,
    Fenced,
    Fraction,
    Gap,
    Group,
    Node,
    Root,
    Scripts,
    Style,
    unwrap,
)

STYLE_WORDS: dict[Style, str] = {
    "calligraphic": "script", "blackboard": "double-struck", "fraktur": "fraktur", "bold": "bold",
}  # fmt: skip
RAISED = {"2": "squared", "3": "cubed", "0": "zero"}  # what a raised sign is called
DEGREES = {"2": "square root", "3": "cube root"}
AS_POWER = (AtomKind.NUMBER, AtomKind.LETTER, AtomKind.OPERATOR)
CLOSE = re.compile(r"\s+([,;.])")


def render_spoken(node: Node) -> str:
    """Words for a voice; those of scripts without a base begin with a space, for they follow on a word."""
    words = CLOSE.sub(r"\1", " ".join(" ".join(_say(node)).split())).removesuffix(",")
    first = node.items[0] if isinstance(node, Group) and node.items else node
    return f" {words}" if isinstance(first, Scripts) and first.base is None else words


def _say(node: Node | None) -> Iterator[str]:
    if node is not None:
        yield from _SPEAKERS[type(node)](node)


def _say_row(row: Group) -> Iterator[str]:
    for item in row.items:
        yield from _say(item)


def _say_atom(atom: Atom) -> Iterator[str]:
    style = STYLE_WORDS.get(atom.style, "") if atom.kind is AtomKind.LETTER else ""
    yield from (style, atom.spoken or atom.text)


def _say_root(root: Root) -> Iterator[str]:
    named = " ".join(_say(root.degree)).strip() or "2"
    yield f"{DEGREES.get(named, f'{named}-th root')} of"
    yield from _say(root.radicand)
    yield ", end root," if _is_long(root.radicand) else ""


def _say_accented(accented: Accented) -> Iterator[str]:
    yield from (*_say(accented.base), accented.accent.spoken)


def _say_fenced(fenced: Fenced) -> Iterator[str]:
    yield from (*_say(fenced.left), *_say(fenced.inner), *_say(fenced.right))


def _say_gap(_: Gap) -> Iterator[str]:
    yield ""


def _say_scripts(scripts: Scripts) -> Iterator[str]:
    base = unwrap(scripts.base)
    if isinstance(base, Atom) and base.kind is AtomKind.LARGE:
        yield from _say_limits(base, scripts)
        return
    yield from _say(scripts.base)
    if scripts.sub is not None:
        yield from ("sub", *_say(scripts.sub), "," if _is_long(scripts.sub) else "")
    if scripts.sup is not None:
        yield from _say_raised(scripts.sup, has_base=scripts.base is not None)


def _say_limits(base: Atom, scripts: Scripts) -> Iterator[str]:
    """The sum from n equals 1 to infinity of."""
    yield from _say_atom(base)
    if scripts.sub is not None:
        yield from ("from" if scripts.sup is not None else "over", *_say(scripts.sub))
    if scripts.sup is not None:
        yield from ("to", *_say(scripts.sup))
    yield "of"


def _say_raised(sup: Node, *, has_base: bool) -> Iterator[str]:
    inner = unwrap(sup)
    if isinstance(inner, Atom) and has_base and (name := RAISED.get(inner.text)):
        yield name
    elif isinstance(inner, Atom) and inner.kind not in (AtomKind.NUMBER, AtomKind.LETTER):
        yield from ("superscript", *_say(inner)) if inner.kind is AtomKind.WORDS else _say(inner)
    elif _is_power(inner) and (has_base or isinstance(inner, Group)):
        yield from ("to the", *_say(sup), "," if _is_long(sup) else "")
    else:
        yield from ("superscript", *_say(sup), "," if _is_long(sup) else "")


def _is_power(node: Node | None) -> bool:
    """Whether something raised is a power: numbers, single letters and signs alone."""
    if isinstance(node, Group):
        return all(map(_is_power, node.items))
    if isinstance(node, Scripts):
        return _is_power(unwrap(node.base))
    if not isinstance(node, Atom) or node.kind not in AS_POWER:
        return False
    return node.kind is AtomKind.NUMBER or len(node.text) == 1


def _say_fraction(fraction: Fraction) -> Iterator[str]:
    over, under = fraction.over, fraction.under
    if _is_long(over) or _is_long(under):
        yield from ("fraction", *_say(over), "over", *_say(under), ", end fraction,")
    else:
        yield from (*_say(over), "over", *_say(under))


def _is_long(node: Node | None) -> bool:
    """Whether it must be said where something ends: more than two items side by side."""
    inner = unwrap(node)
    return isinstance(inner, Group) and len(inner.items) > 2


_SPEAKERS: Mapping[type[Node], Callable[..., Iterator[str]]] = {
    Atom: _say_atom,
    Group: _say_row,
    Scripts: _say_scripts,
    Fraction: _say_fraction,
    Root: _say_root,
    Accented: _say_accented,
    Fenced: _say_fenced,
    Gap: _say_gap,
}
