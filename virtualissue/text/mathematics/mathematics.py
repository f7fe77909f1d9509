"""A formula of mathematics as text holds it: what was typed, and all forms in which it is set."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from markupsafe import Markup, escape

from virtualissue.text.labels import Line, Run, VerticalAlign
from virtualissue.text.mathematics.mathml import render_mathml
from virtualissue.text.mathematics.parser import parse_tree
from virtualissue.text.mathematics.plain import render_plain, set_line
from virtualissue.text.mathematics.speech import render_spoken
from virtualissue.text.mathematics.tree import Atom, AtomKind, Group, MathematicsError, set_decimals
from virtualissue.words import WORDS, Words

LONG = 16  # characters from which on a formula may be broken into lines
_TAGS: dict[VerticalAlign, str] = {"line": "{}", "sub": "<sub>{}</sub>", "sup": "<sup>{}</sup>"}


@dataclass(frozen=True)
class Mathematics:
    """A formula: its source and its tree.

    `source` is the LaTeX that stood between the dollar signs, unchanged: `$` + source + `$` is how BibTeX has
    it, so what is exported and imported again is the same. Its numbers have the decimal sign of its words,
    unless it is `verbatim`, as in the title of a work.
    """

    source: str
    tree: Group
    words: Words = field(default=WORDS, repr=False, compare=False)
    verbatim: bool = field(default=False, repr=False, compare=False)

    @cached_property
    def shown(self) -> Group:
        """The tree with the decimal sign with which it is shown."""
        return self.tree if self.verbatim else set_decimals(self.tree, self.words.point)

    @cached_property
    def markup(self) -> Markup:
        """MathML, read aloud as `spoken`, with its plain text in `alttext`; a long formula in parts.

        A line of the page breaks between the parts, each behind a relation such as = or →.
        """
        return Markup(" ").join(_render_part(part, self.words) for part in self._parts)

    @cached_property
    def html(self) -> Markup:
        """HTML of `i`, `sub` and `sup` alone, on one line."""
        places = groupby(self.line, key=lambda run: run.place)
        return Markup("").join(Markup(_TAGS[place]).format(_render_runs(runs)) for place, runs in places)

    @cached_property
    def line(self) -> Line:
        """Runs of type on one line."""
        return set_line(self.shown)

    @cached_property
    def text(self) -> str:
        """Plain Unicode: √s = 13.6 TeV, p_T, fb⁻¹."""
        return render_plain(self.shown)

    @property
    def unicode(self) -> str:
        """The same: mathematics has one plain form."""
        return self.text

    @cached_property
    def spoken(self) -> str:
        """Words for a voice."""
        return render_spoken(set_decimals(self.tree, self.words.point), self.words)

    @cached_property
    def _parts(self) -> tuple[Group, ...]:
        return tuple(_split(self.shown)) if len(self.text) > LONG else (self.shown,)

    @property
    def is_divided(self) -> bool:
        """Whether a line of a page may break in it."""
        return len(self._parts) > 1


def parse_mathematics(source: str, words: Words = WORDS) -> Mathematics:
    """Reads what stands between dollar signs; raises `MathematicsError` at the first mistake in it."""
    formula = Mathematics(source, parse_tree(source), words)
    if not formula.text:
        raise MathematicsError("an empty formula (write one as $x$, and a dollar sign itself as \\$)", 0)
    return formula


def _split(group: Group) -> Iterator[Group]:
    """A formula in parts, behind its relations; a long part in parts of its own, behind its operators."""
    for part in _split_behind(group, AtomKind.RELATION):
        if len(render_plain(part)) > LONG:
            yield from _split_behind(part, AtomKind.OPERATOR)
        else:
            yield part


def _split_behind(group: Group, kind: AtomKind) -> Iterator[Group]:
    start, depth = 0, 0
    for end, item in enumerate(group.items, start=1):
        found = item.kind if isinstance(item, Atom) else None
        depth += (found is AtomKind.OPEN) - (found is AtomKind.CLOSE)
        if found is kind and depth == 0 and 1 < end < len(group.items):
            yield Group(group.items[start:end])
            start = end
    yield Group(group.items[start:])


def _render_part(group: Group, words: Words) -> Markup:
    """A part of a formula, with words for a voice where it says more than its characters do."""
    spoken, text = render_spoken(set_decimals(group, words.point), words), render_plain(group)
    language = words.mark_if_english("math_over")
    label = Markup("") if spoken == text else Markup(' aria-label="{}"{}').format(spoken, language)
    math = Markup('<math class="vi-math"{} alttext="{}">{}</math>')
    return math.format(label, text, render_mathml(group))


def _render_runs(runs: Iterable[Run]) -> Markup:
    italic = Markup("<i>{}</i>")
    return Markup("").join(italic.format(run.text) if run.italic else escape(run.text) for run in runs)
