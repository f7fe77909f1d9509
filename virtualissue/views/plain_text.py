"""Writes prose with no links in it: for what shows a name on hover, for the search, for the data."""

from dataclasses import dataclass

from markupsafe import Markup, escape

from virtualissue.chemistry.formula import Formula
from virtualissue.model.fact import Fact
from virtualissue.model.issue import Issue
from virtualissue.text.mathematics.mathematics import Mathematics
from virtualissue.text.prose import Prose, Token, render_tokens
from virtualissue.text.titles import Title


@dataclass
class PlainRenderer:
    """A linker that links nothing: formulas and values are set, names stay words, citations are silent."""

    issue: Issue

    def inline(self, prose: Prose | None) -> Markup:
        """Prose as one run of text; nothing where there is no prose."""
        sentences = prose.sentences if prose else ()
        return Markup(" ").join(render_tokens(sentence.tokens, self) for sentence in sentences)

    def citation(self, slugs: tuple[str, ...]) -> Markup:
        """Nothing."""
        return Markup("")

    def formula(self, formula: Formula | Mathematics) -> Markup:
        """The formula, typeset on one line."""
        return Markup(formula.html)

    def title(self, title: Title) -> Markup:
        """A title with its formulas."""
        return title.html

    def fact(self, slug: str, form: str = "whole") -> Markup:
        """The value, typeset; where it is given whole, with how it was obtained and under what condition."""
        fact = self.issue.facts[slug]
        terms = self.issue.render_terms(fact) if form == "whole" else ""
        return Markup("{} ({})").format(self.amount(fact), terms) if terms else self.amount(fact)

    def amount(self, fact: Fact) -> Markup:
        """A value without more, typeset."""
        return Markup(fact.amount.html)

    def name(self, kind: str, slug: str, text: str) -> Markup:
        """The name as a word."""
        return escape(text)

    def link(self, kind: str, target: str, tokens: tuple[Token, ...]) -> Markup:
        """The words of the link."""
        return render_tokens(tokens, self)


@dataclass
class TextRenderer(PlainRenderer):
    """The same as plain Unicode, in which powers and charges stay raised: 10⁻³, PS₄³⁻."""

    def line(self, prose: Prose | None) -> str:
        """Prose as one line of text."""
        return " ".join(self.inline(prose).striptags().split())

    def formula(self, formula: Formula | Mathematics) -> Markup:
        """The formula in Unicode."""
        return escape(formula.unicode)

    def title(self, title: Title) -> Markup:
        """The title in Unicode."""
        return escape(title.unicode)

    def amount(self, fact: Fact) -> Markup:
        """The value in Unicode."""
        return escape(fact.amount.text)
