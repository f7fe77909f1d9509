"""A formula -> MathML Core, which browsers draw by themselves."""

from collections.abc import Callable, Iterator, Mapping

from markupsafe import Markup, escape

from virtualissue.text.mathematics.plain import is_binary
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

OPERATORS = (AtomKind.OPERATOR, AtomKind.RELATION, AtomKind.LARGE, AtomKind.PUNCTUATION)
FENCES = (AtomKind.OPEN, AtomKind.CLOSE)
STRAIGHT = frozenset("|‖/∖")  # what would be taken for an operator with space around it


def render_mathml(node: MathNode) -> Markup:
    """The elements of a formula, without `math` around them."""
    return Markup("").join(_render(item, before) for before, item in _pairs(node))


def _pairs(node: MathNode) -> Iterator[tuple[MathNode | None, MathNode]]:
    items = node.items if isinstance(node, Group) else (node,)
    yield from zip((None, *items), items, strict=False)


def _render(node: MathNode, before: MathNode | None = None) -> Markup:
    return _RENDERERS[type(node)](node, before)


def _group(node: MathNode | None) -> Markup:
    """Exactly one element."""
    inner = unwrap(node)
    if inner is None or (isinstance(inner, Group) and not inner.items):
        return Markup("<mrow></mrow>")
    if isinstance(inner, Group):
        return Markup("<mrow>{}</mrow>").format(render_mathml(inner))
    return _render(inner)


def _render_atom(atom: Atom, before: MathNode | None) -> Markup:
    text = escape(find_variant(atom.text, atom.style))
    if atom.kind is AtomKind.NUMBER:
        return Markup("<mn>{}</mn>").format(text)
    if atom.kind is AtomKind.WORDS:
        return Markup("<mtext>{}</mtext>").format(_keep_spaces(text))
    if atom.kind in FENCES or atom.text in STRAIGHT:
        return Markup('<mo stretchy="false" lspace="0" rspace="0">{}</mo>').format(text)
    if atom.kind is AtomKind.OPERATOR and not is_binary(atom, before):
        return Markup('<mo form="prefix">{}</mo>').format(text)
    if atom.kind in OPERATORS:
        return Markup("<mo>{}</mo>").format(text)
    return _render_letters(atom, text)


def _render_letters(atom: Atom, text: Markup) -> Markup:
    """A letter, or a name of several; variables are marked for the stylesheet, which makes them italic."""
    if len(atom.text) > 1:
        return Markup("<mi>{}</mi>").format(text)
    if atom.style == "upright" or atom.kind is not AtomKind.LETTER:
        return Markup('<mi mathvariant="normal">{}</mi>').format(text)
    is_variable = atom.style in ("", "italic")
    return Markup('<mi class="vi-variable">{}</mi>' if is_variable else "<mi>{}</mi>").format(text)


def _keep_spaces(text: Markup) -> Markup:
    """MathML trims the white space of words; spaces at which no line breaks stay."""
    return Markup(text.replace(" ", "\N{NO-BREAK SPACE}"))


def _render_row(row: Group, _: MathNode | None) -> Markup:
    return _group(row)


def _render_scripts(scripts: Scripts, _: MathNode | None) -> Markup:
    base, sub, sup = (_group(part) for part in (scripts.base, scripts.sub, scripts.sup))
    if scripts.sup is None:
        return Markup("<msub>{}{}</msub>").format(base, sub)
    if scripts.sub is None:
        return Markup("<msup>{}{}</msup>").format(base, sup)
    return Markup("<msubsup>{}{}{}</msubsup>").format(base, sub, sup)


def _render_fraction(fraction: Fraction, _: MathNode | None) -> Markup:
    return Markup("<mfrac>{}{}</mfrac>").format(_group(fraction.over), _group(fraction.under))


def _render_root(root: Root, _: MathNode | None) -> Markup:
    if root.degree is None:
        return Markup("<msqrt>{}</msqrt>").format(render_mathml(root.radicand))
    return Markup("<mroot>{}{}</mroot>").format(_group(root.radicand), _group(root.degree))


def _render_accented(accented: Accented, _: MathNode | None) -> Markup:
    base, accent = _group(accented.base), accented.accent
    if accent.name == "cancel":
        return Markup('<mrow class="vi-slashed">{}</mrow>').format(base)  # the stylesheet draws the stroke
    mark = Markup('<mo stretchy="{}">{}</mo>').format("true" if accent.is_wide else "false", accent.sign)
    if accent.name == "underline":
        return Markup("<munder>{}{}</munder>").format(base, mark)
    return Markup('<mover accent="true">{}{}</mover>').format(base, mark)


def _render_fenced(fenced: Fenced, _: MathNode | None) -> Markup:
    left, right = (
        Markup('<mo stretchy="true" form="{}">{}</mo>').format(form, atom.text) if atom.text else Markup("")
        for form, atom in (("prefix", fenced.left), ("postfix", fenced.right))
    )
    return Markup("<mrow>{}{}{}</mrow>").format(left, render_mathml(fenced.inner), right)


def _render_gap(gap: Gap, _: MathNode | None) -> Markup:
    return Markup('<mspace width="{:.3g}em"></mspace>').format(gap.width)


_RENDERERS: Mapping[type[MathNode], Callable[..., Markup]] = {
    Atom: _render_atom,
    Group: _render_row,
    Scripts: _render_scripts,
    Fraction: _render_fraction,
    Root: _render_root,
    Accented: _render_accented,
    Fenced: _render_fenced,
    Gap: _render_gap,
}
