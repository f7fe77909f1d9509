"""Prose -> HTML for other programs: paragraphs and lists, with links below the address of the site."""

from dataclasses import dataclass

from markupsafe import Markup

from virtualissue.model.fact import Fact
from virtualissue.model.issue import EDITORIAL
from virtualissue.text.prose import Block, Prose, Sentence, Token, render_tokens
from virtualissue.views.plain_text import PlainRenderer, TextRenderer
from virtualissue.views.references import EDITORIAL_SIGN
from virtualissue.views.urls import address_of


@dataclass
class LinkedRenderer(PlainRenderer):
    """Links citations, facts, and links written by hand; `base` precedes each address on the site."""

    base: str = ""

    def prose(self, prose: Prose) -> Markup:
        """Prose as paragraphs and lists, without the classes and ids of the site."""
        return Markup("\n").join(map(self._block, prose.blocks))

    def _block(self, block: Block) -> Markup:
        tag = Markup(block.tag)
        if block.tag == "p":
            return Markup("<p>{}</p>").format(self._run(block.items[0]))
        items = Markup("").join(Markup("<li>{}</li>").format(self._run(item)) for item in block.items)
        return Markup("<{}>{}</{}>").format(tag, items, tag)

    def _run(self, sentences: tuple[Sentence, ...]) -> Markup:
        return Markup(" ").join(render_tokens(sentence.tokens, self) for sentence in sentences)

    def citation(self, slugs: tuple[str, ...]) -> Markup:
        """The numbers of the works in brackets, each linked to its page."""
        return Markup("<sup>[{}]</sup>").format(Markup(",").join(map(self._cite, slugs)))

    def _cite(self, slug: str) -> Markup:
        if slug == EDITORIAL:
            return self._anchor(f"references.html#{slug}", EDITORIAL_SIGN)
        return self._anchor(address_of("article", slug), str(self.issue.articles[slug].number))

    def amount(self, fact: Fact) -> Markup:
        """A value, linked to its record."""
        return self._anchor(address_of("fact", fact.slug), Markup(fact.amount.html))

    def link(self, kind: str, target: str, tokens: tuple[Token, ...]) -> Markup:
        """A link; what is in it links nowhere else."""
        words = render_tokens(tokens, PlainRenderer(self.issue))
        if kind == "https":
            return Markup('<a href="{}">{}</a>').format(target, words)
        return self._anchor(address_of(kind, target), words)

    def _anchor(self, address: str, words: str) -> Markup:
        return Markup('<a href="{}{}">{}</a>').format(self.base, address, words)


def write_text(renderer: TextRenderer, prose: Prose) -> str:
    """Prose as plain Unicode: paragraphs and items of lists, with an empty line between them."""
    runs = (item for block in prose.blocks for item in block.items)
    lines = (Markup(" ").join(render_tokens(sentence.tokens, renderer) for sentence in run) for run in runs)
    return "\n\n".join(" ".join(line.striptags().split()) for line in lines)
