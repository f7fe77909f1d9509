"""The tree of a formula -> plain data of which templates/print/mathematics.typ makes a formula of Typst.

Signs are under `symbol`, because the font of formulas has all of them; words are under `words`, for which the
font of the text is asked as for any other text.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from virtualissue.text.mathematics.mathematics import Mathematics
from virtualissue.text.mathematics.plain import is_binary, render_plain
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

TypstNode = dict[str, Any]
SHIFTED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+|[₀₁₂₃₄₅₆₇₈₉]+")


def set_mathematics(formula: Mathematics) -> TypstNode:
    """A formula, with the words in which it is spoken."""
    return {"is": "mathematics", "body": _set(formula.shown), "spoken": formula.spoken.strip()}


def _set(node: MathNode | None) -> TypstNode:
    return _SETTERS[type(node)](node) if node is not None else {"is": "row", "items": []}


def _set_atom(atom: Atom) -> TypstNode:
    if atom.kind is AtomKind.WORDS:
        return {"is": "words", "words": atom.text, "style": atom.style}
    return {"is": "symbol", "symbol": atom.text, "style": atom.style, "kind": str(atom.kind)}


def _set_group(group: Group) -> TypstNode:
    """What stands side by side; an operator that stands between nothing is a sign like any other."""
    pairs = zip((None, *group.items), group.items, strict=False)
    return {"is": "row", "items": [_set_item(item, before) for before, item in pairs]}


def _set_item(item: MathNode, before: MathNode | None) -> TypstNode:
    data = _set(item)
    if isinstance(item, Atom) and item.kind is AtomKind.OPERATOR and not is_binary(item, before):
        data["kind"] = str(AtomKind.ORDINARY)
    return data


def _set_scripts(scripts: Scripts) -> TypstNode:
    """Scripts beside a base; figures and signs alone are the characters that Unicode has for them.

    So a copy says the same: 10⁻³, fb⁻¹.
    """
    raised = render_plain(replace(scripts, base=None))
    base = unwrap(scripts.base)
    is_sign = isinstance(base, Atom) and base.kind in (AtomKind.FUNCTION, AtomKind.LARGE)
    if (scripts.sub is None or scripts.sup is None) and SHIFTED.fullmatch(raised) and not is_sign:
        items = [_set(scripts.base), {"is": "words", "words": raised, "style": ""}]
        return {"is": "row", "items": items}
    parts = {"sub": scripts.sub, "sup": scripts.sup}
    given = {name: _set(part) for name, part in parts.items() if part is not None}
    return {"is": "scripts", "base": _set(scripts.base), **given}


def _set_fraction(fraction: Fraction) -> TypstNode:
    return {"is": "fraction", "over": _set(fraction.over), "under": _set(fraction.under)}


def _set_root(root: Root) -> TypstNode:
    degree = {"degree": _set(root.degree)} if root.degree is not None else {}
    return {"is": "root", "radicand": _set(root.radicand), **degree}


def _set_accented(accented: Accented) -> TypstNode:
    accent = accented.accent
    return {"is": "accent", "base": _set(accented.base), "name": accent.name, "symbol": accent.combining}


def _set_fenced(fenced: Fenced) -> TypstNode:
    ends = {"left": fenced.left.text, "right": fenced.right.text}
    return {"is": "fenced", "inner": _set(fenced.inner), "symbol": ends}


def _set_gap(gap: Gap) -> TypstNode:
    return {"is": "gap", "width": gap.width}


_SETTERS: Mapping[type[MathNode], Callable[..., TypstNode]] = {
    Atom: _set_atom,
    Group: _set_group,
    Scripts: _set_scripts,
    Fraction: _set_fraction,
    Root: _set_root,
    Accented: _set_accented,
    Fenced: _set_fenced,
    Gap: _set_gap,
}
