"""Writes prose with no links in it: for what shows a name on hover, for the search, for the data."""

from dataclasses import dataclass

from markupsafe import Markup, escape

from virtualissue.chemistry.parser import Formula
from virtualissue.model.issue import Issue
from virtualissue.text.prose import Prose, Token, render_tokens


@dataclass
class PlainRenderer:
    """A linker that links nothing: formulas and values are set, names stay words, citations are silent."""

    issue: Issue

    def inline(self, prose: Prose) -> Markup:
        """Prose as one run of text."""
        return Markup(" ").join(render_tokens(sentence.tokens, self) for sentence in prose.sentences)

    def citation(self, slugs: tuple[str, ...]) -> Markup:
        """Nothing."""
        return Markup("")

    def formula(self, formula: Formula) -> Markup:
        """The formula, typeset."""
        return Markup(formula.html)

    def fact(self, slug: str, form: str) -> Markup:
        """The value, typeset."""
        return Markup(self.issue.facts[slug].amount.html)

    def name(self, kind: str, slug: str, text: str) -> Markup:
        """The name as a word."""
        return escape(text)

    def link(self, kind: str, target: str, tokens: tuple[Token, ...]) -> Markup:
        """The words of the link."""
        return render_tokens(tokens, self)


@dataclass
class TextRenderer(PlainRenderer):
    """The same as plain Unicode, in which powers and charges stay raised: 10⁻³, PS₄³⁻."""

    def line(self, prose: Prose) -> str:
        """Prose as one line of text."""
        return " ".join(self.inline(prose).striptags().split())

    def formula(self, formula: Formula) -> Markup:
        """The formula in Unicode."""
        return escape(formula.unicode)

    def fact(self, slug: str, form: str) -> Markup:
        """The value in Unicode."""
        return escape(self.issue.facts[slug].amount.text)
