"""The tokens of prose, in sentences -> HTML or plain text.

Prose is read once (see `parser`); checks, back-links, search, the site and the print all take it from here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from markupsafe import Markup, escape

from virtualissue.chemistry.formula import Formula
from virtualissue.text.mathematics.mathematics import Mathematics
from virtualissue.text.mathematics.together import render_together


@dataclass(frozen=True)
class Text:
    """Running text, white space folded when rendered."""

    text: str


@dataclass(frozen=True)
class Span:
    """Emphasis (`em`) or strong text with tokens inside."""

    tag: str
    tokens: "tuple[Token, ...]"


@dataclass(frozen=True)
class Notation:
    """A formula, a range of a variable, a space group, or mathematics."""

    formula: Formula | Mathematics
    offset: int = 0


@dataclass(frozen=True)
class Citation:
    """One bracket with the slugs that it cites, in the order written."""

    slugs: tuple[str, ...]
    offset: int = 0


@dataclass(frozen=True)
class FactMark:
    """A fact shown in the text: whole (with its condition and status) or its value alone."""

    slug: str
    form: str
    offset: int = 0


@dataclass(frozen=True)
class ValueMark:
    """A value of the problem that the text belongs to: a `given` or an `answer`, by its name there.

    `form` is `whole`, or `longer` for one figure more.
    """

    of: str
    name: str
    form: str
    offset: int = 0


@dataclass(frozen=True)
class Link:
    """A link written by hand: `kind` is a kind of entity, `page`, or `https`."""

    kind: str
    target: str
    tokens: "tuple[Token, ...]"
    offset: int = 0


@dataclass(frozen=True)
class Name:
    """A declared name (of a material, technique or term) recognised in running text."""

    kind: str
    slug: str
    text: str


Token = Text | Span | Notation | Citation | FactMark | ValueMark | Link | Name
Pointer = Citation | FactMark | Link


@dataclass(frozen=True)
class Sentence:
    """A sentence with an id that changes only when its words do."""

    id: str
    tokens: tuple[Token, ...]

    @cached_property
    def text(self) -> str:
        """The words alone, without citations."""
        return fold_space("".join(plain_text(token) for token in self.tokens)).strip()


@dataclass(frozen=True)
class Block:
    """A paragraph (`p`, one item) or a list (`ul`, `ol`) of items, each a run of sentences."""

    tag: str
    items: tuple[tuple[Sentence, ...], ...]


@dataclass(frozen=True)
class Prose:
    """A parsed field of prose."""

    source: str
    blocks: tuple[Block, ...]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in reading order."""
        return tuple(s for block in self.blocks for item in block.items for s in item)

    @cached_property
    def text(self) -> str:
        """The words alone, sentences separated by a space."""
        return " ".join(sentence.text for sentence in self.sentences)

    @property
    def tokens(self) -> Iterator[Token]:
        """All tokens, those inside emphasis and links too."""
        return (token for sentence in self.sentences for token in walk(sentence.tokens))

    @property
    def pointers(self) -> "Iterator[Pointer]":
        """The marks that point at something else."""
        return (token for token in self.tokens if isinstance(token, Pointer))


_SPACE = re.compile(r"\s+")


def fold_space(text: str) -> str:
    """White space, line breaks too, folded to single spaces."""
    return _SPACE.sub(" ", text)


def walk(tokens: tuple[Token, ...]) -> Iterator[Token]:
    """Tokens and those inside them, in reading order."""
    for token in tokens:
        yield token
        if isinstance(token, Span | Link):
            yield from walk(token.tokens)


def plain_text(token: Token) -> str:
    """What a person would read aloud of a token; citations are silent, a fact is its slug."""
    match token:
        case Text(text) | Name(_, _, text):
            return text
        case ValueMark(_, name):
            return name
        case Notation(formula):
            return formula.text
        case Span(_, tokens) | Link(_, _, tokens):
            return "".join(map(plain_text, tokens))
        case FactMark(slug):
            return f"{{{slug}}}"
        case Citation():
            return ""


class Linker(Protocol):
    """Knows where entities live, seen from one page, and how that page shows them."""

    def citation(self, slugs: tuple[str, ...]) -> Markup:
        """The numbers of a citation, linked."""

    def formula(self, formula: Formula | Mathematics) -> Markup:
        """A formula, linked where it is a known material."""

    def fact(self, slug: str, form: str) -> Markup:
        """A fact's value, linked to its record."""

    def name(self, kind: str, slug: str, text: str) -> Markup:
        """A declared name, linked and explained."""

    def link(self, kind: str, target: str, tokens: tuple[Token, ...]) -> Markup:
        """A link written by hand; what is in it links nowhere else."""


class PageLinker(Linker, Protocol):
    """A linker that also knows which sentences its page has, each of which can be linked to."""

    def is_first(self, sentence: Sentence) -> bool:
        """Whether the page has no sentence with the same id before it."""


def render_tokens(tokens: tuple[Token, ...], linker: Linker) -> Markup:
    """Tokens -> HTML, everything escaped that is not ours; no line breaks between a word and its formula."""
    if not any(_is_mathematics(token) for token in tokens):
        return Markup("".join([_render(token, linker) for token in tokens]))
    return render_together(_find_part(token, linker) for token in tokens)


def _is_mathematics(token: Token) -> bool:
    return isinstance(token, Notation) and isinstance(token.formula, Mathematics)


def _find_part(token: Token, linker: Linker) -> str | Mathematics:
    """A token for `render_together`: text and MathML can stand together, all else is HTML."""
    if isinstance(token, Text):
        return fold_space(token.text)
    html = Markup(_render(token, linker))
    if isinstance(token, Notation) and isinstance(token.formula, Mathematics):
        return token.formula if html == token.formula.markup else html
    return html


def _render(token: Token, linker: Linker) -> str:
    match token:
        case Text(text):
            return escape(fold_space(text))
        case Name(kind, slug, text):
            return linker.name(kind, slug, fold_space(text))
        case Notation(formula):
            return linker.formula(formula)
        case Citation(slugs):
            return linker.citation(slugs)
        case _:
            return _render_rich(token, linker)


def _render_rich(token: FactMark | ValueMark | Link | Span, linker: Linker) -> str:
    match token:
        case ValueMark(_, name):  # only the print for lecturers solves the problem
            return escape(name)
        case FactMark(slug, form):
            return linker.fact(slug, form)
        case Span(tag, tokens):
            return f"<{tag}>{render_tokens(tokens, linker)}</{tag}>"
        case Link(kind, target, tokens):
            return linker.link(kind, target, tokens)


def render_sentences(sentences: tuple[Sentence, ...], linker: PageLinker) -> Markup:
    """A run of sentences, each in a span with its id, so that links can jump to it.

    Where the same words come again on a page, only the first of them have the id.
    """
    return Markup(" ".join(_render_sentence(sentence, linker) for sentence in sentences))


def _render_sentence(sentence: Sentence, linker: PageLinker) -> str:
    id = f' id="{sentence.id}"' if linker.is_first(sentence) else ""
    return f'<span class="vi-sentence"{id}>{render_tokens(sentence.tokens, linker)}</span>'


def render_prose(prose: Prose, linker: PageLinker) -> Markup:
    """Paragraphs and lists as HTML, a line a block, without blank lines between."""
    return Markup("\n".join(_render_block(block, linker) for block in prose.blocks))


def _render_block(block: Block, linker: PageLinker) -> str:
    if block.tag == "p":
        return f"<p>{render_sentences(block.items[0], linker)}</p>"
    items = "".join(f"<li>{render_sentences(item, linker)}</li>" for item in block.items)
    return f"<{block.tag}>{items}</{block.tag}>"
