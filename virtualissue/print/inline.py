"""Tokens of prose, formulas, amounts and references -> plain data that a template for print can set.

A piece is plain text, or a mapping whose `is` says what it is. Only this module knows that form. Formulas and
amounts, which are set as signs, come with the words in which they are spoken.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby
from typing import Any

from virtualissue.bibliography.references.reference import (
    FormattedReference,
    Mark,
    ReferencePart,
    number_ranges,
    range_text,
)
from virtualissue.bibliography.work import Work
from virtualissue.chemistry.formula import Formula, Script, Sign, SignKind
from virtualissue.chemistry.reaction import Reaction, Species
from virtualissue.model.entities import Material, Technique
from virtualissue.model.fact import Fact
from virtualissue.model.issue import EDITORIAL, Issue
from virtualissue.print.mathematics import set_mathematics
from virtualissue.quantities.amount import Amount
from virtualissue.quantities.typesetting import FIRM, set_symbol
from virtualissue.quantities.working import Raised, Result, Symbol, WorkingPart
from virtualissue.text.mathematics.mathematics import Mathematics
from virtualissue.text.parser import ACRONYM
from virtualissue.text.prose import (
    Block,
    Citation,
    FactMark,
    Link,
    Name,
    Notation,
    Prose,
    Sentence,
    Span,
    Text,
    Token,
    ValueMark,
    fold_space,
)
from virtualissue.text.titles import Emphasis, Title, TitlePiece
from virtualissue.views.references import EDITORIAL_SIGN, format_works
from virtualissue.views.urls import address_of
from virtualissue.words import ENGLISH, Words, find_base

PrintData = dict[str, Any]
InlinePiece = str | PrintData
InlineContent = list[InlinePiece]

AMOUNT_STYLES = {"power": ("sup", ""), "index": ("sub", ""), "symbol": ("line", "italic")}
INITIAL = re.compile(r" (?=[^\W\d_]\.)")  # the space before it does not break
DOUBLE_INITIAL = re.compile(r"(?<=[^\W\d_]\.)-(?=[^\W\d_]\.)")
LETTERS = re.compile(r"[A-Z][a-z]*")  # Li3MX6 has M and X in one piece of text
LOGARITHM = re.compile(r"\b(ln|lg|log) (?=\d)")  # nor does this one
DECIMAL = re.compile(r"(?<=\d)\.(?=\d)")
WORD = re.compile(r"[\w-]+")


# --- signs -----------------------------------------------------------------------------------------------


def set_formula(formula: Formula) -> PrintData:
    """A formula as signs: text, place (`line`, `sub`, `sup`) and style ("", `italic`, `bar`)."""
    return {"is": "signs", "signs": _signs(formula), "spoken": formula.spoken}


def set_word(words: Words, name: str, **values: object) -> InlinePiece:
    """A fixed word; where it is left over in English, it is marked so, and what is put in is not."""
    if not words.find_language(name):
        return words.text(name, **values)
    own = find_base(words.language)
    parts = words.stretches(name, **values)
    return _mark(ENGLISH, [text if language else _mark(own, [text]) for text, language in parts])


def put_into(words: Words, name: str, **lines: InlineContent) -> InlineContent:
    """A fixed word into which lines are put, such as a title with its formulas."""
    places = {f"\0{key}": line for key, line in lines.items()}  # what stands for each of them
    parts = words.stretches(name, **{key: f"\0{key}" for key in lines})
    pieces = (places.get(text) or [_mark(language, [text]) if language else text] for text, language in parts)
    return [piece for line in pieces for piece in line]


def mark_word(words: Words, name: str, text: str) -> InlinePiece:
    """The text of a fixed word; where it is left over in English, it is marked so."""
    language = words.find_language(name)
    return _mark(language, [text]) if language else text


def _mark(language: str, body: InlineContent) -> PrintData:
    return {"is": "foreign", "language": language, "body": body}


def join(joint: str, parts: Iterable[InlineContent]) -> InlineContent:
    """Pieces in a line, with a joint between each part and the next."""
    line: InlineContent = []
    for part in parts:
        line += [joint, *part] if line else part
    return line


def set_notation(formula: Formula | Mathematics) -> PrintData:
    """A chemical formula as signs, or mathematics."""
    return set_formula(formula) if isinstance(formula, Formula) else set_mathematics(formula)


def _signs(formula: Formula) -> list[list[str]]:
    """Signs of one place and style joined, so that a count such as 12 is one piece of text."""
    joined: list[list[str]] = []
    for sign in formula.shown:
        text, place, style = _sign(sign)
        if joined and joined[-1][1:] == [place, style] and style != "bar":
            joined[-1][0] += text
        else:
            joined.append([text, place, style])
    return joined


def _sign(sign: Sign) -> tuple[str, Script, str]:
    style = "italic" if sign.is_italic else "bar" if sign.kind is SignKind.BAR else ""
    return sign.spaced, sign.place, style


def set_amount(amount: Amount, words: Words) -> PrintData:
    """An amount as signs."""
    amount = amount.in_language(words)
    signs = [[text, *AMOUNT_STYLES.get(kind, ("line", ""))] for kind, text in amount.tokens]
    return {"is": "signs", "signs": signs, "spoken": amount.spoken}


def set_quantity(symbol: str) -> PrintData:
    """The symbol of a quantity, with its index, as signs."""
    tokens = set_symbol(symbol)
    spoken = " ".join(text for _, text in tokens)
    return {"is": "signs", "signs": [[text, *AMOUNT_STYLES[kind]] for kind, text in tokens], "spoken": spoken}


def set_working(line: Iterable[WorkingPart], words: Words) -> InlineContent:
    """A line of a calculation: amounts and symbols as signs, what is between them as text."""
    return [_set_part(part, words) for part in line]


def _set_part(part: WorkingPart, words: Words) -> InlinePiece:
    match part:
        case Symbol(text):
            return set_quantity(text)
        case Raised(text):
            power = DECIMAL.sub(words.point, text)
            spoken = words.text("said_power", power=power)
            return {"is": "signs", "signs": [[power, "sup", ""]], "spoken": spoken}
        case Result(amount):
            return {"is": "strong", "body": [set_amount(amount, words)]}
        case Amount():
            return set_amount(part, words)
        case _:
            return DECIMAL.sub(words.point, part)


def set_title(title: Title) -> InlineContent:
    """A title: text with its emphasis and its formulas."""
    pieces = [_set_piece(piece) for piece in title.pieces]
    return [_mark(title.language, pieces)] if title.language else pieces


def _set_piece(piece: TitlePiece) -> InlinePiece:
    match piece:
        case Emphasis(pieces):
            return {"is": "em", "body": [_set_piece(inner) for inner in pieces]}
        case Formula() | Mathematics():
            return set_notation(piece)
        case _:
            return piece


def set_numbered(words: Words, name: str, **number: str) -> InlinePiece:
    """A fixed word with its number, at which no line breaks: Problem 3, p. 463, Figure 2."""
    (value,) = number.values()
    text = words.text(name, **number).removesuffix(".")
    return mark_word(words, name, text.replace(f" {value}", f"{FIRM}{value}"))


def set_reaction(reaction: Reaction, words: Words) -> InlineContent:
    """A chemical equation with its coefficients; where a line is too long it breaks before a sign."""
    arrow: PrintData = {"is": "signs", "signs": [["→", "line", ""]], "spoken": words["sign_gives"]}
    return [*_side(reaction.left, words), " ", arrow, FIRM, *_side(reaction.right, words)]


def _side(partners: Iterable[Species], words: Words) -> Iterator[InlinePiece]:
    for number, partner in enumerate(partners):
        before = f" +{FIRM}" if number else ""
        yield before + (f"{partner.coefficient}{FIRM}" if partner.coefficient > 1 else "")
        if partner.formula:
            yield set_formula(replace(partner.formula, words=words))
        else:
            spoken = words["defect_electron"]
            yield {"is": "signs", "signs": [["e", "line", ""], ["−", "sup", ""]], "spoken": spoken}


# --- references ------------------------------------------------------------------------------------------


def sources_of(fact: Fact) -> tuple[str, ...]:
    """The articles on which a value rests, and who states it, each once."""
    return tuple(dict.fromkeys((*fact.articles, fact.stated.source)))


def set_reference(work: Work, reference: FormattedReference) -> PrintData:
    """A reference, and where the work can be had, if the reference does not say so itself."""
    shown = "" if reference.has_link or not work.link else work.link
    return {"pieces": _set_parts(reference.parts, PRINTED), "href": shown}


# the marks of a reference that print sets, the outer ones first
PRINTED: tuple[Mark, ...] = ("small-caps", "strong", "em")


def _set_parts(parts: Iterable[ReferencePart], marks: Sequence[Mark]) -> InlineContent:
    """Parts as pieces, those that share a mark in one."""
    if not marks:
        return [_set_stretch(part) for part in parts]
    (mark, *inner), pieces = marks, InlineContent()
    for is_marked, group in groupby(parts, key=lambda part: mark in part.marks):
        body = _set_parts(list(group), inner)
        pieces += [{"is": mark, "body": body}] if is_marked else body
    return pieces


def _set_stretch(part: ReferencePart) -> InlinePiece:
    if not isinstance(part.text, str):
        return set_notation(part.text)
    if part.href:
        return {"is": "link", "href": part.href, "body": [part.text]}
    place = next((place for place in ("sub", "sup") if place in part.marks), None)
    if place:
        return {"is": "signs", "signs": [[part.text, place, ""]], "spoken": part.text}
    return DOUBLE_INITIAL.sub("\N{NON-BREAKING HYPHEN}", INITIAL.sub(FIRM, part.text))


# --- prose -----------------------------------------------------------------------------------------------


@dataclass
class PrintRenderer:
    """Sets the prose of one document, and notes what it cites, and which terms and abbreviations it uses.

    An acronym is written out where it first occurs, so what comes first in print has to be set first.
    `values` are those that a `ValueMark` shows (what it is of, name, form), in the solution of a problem.
    """

    issue: Issue
    cited: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    abbreviations: dict[str, Material | Technique] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    values: Mapping[tuple[str, str, str], Amount] = field(default_factory=dict)

    def aside(self) -> "PrintRenderer":
        """For what only lecturers have: what it writes out is written out once more for everybody."""
        return replace(self, named={*self.named})

    def title(self, title: Title) -> InlineContent:
        """The title of a work, as it is; the glossary explains the acronyms of techniques in it."""
        words = frozenset(WORD.findall(title.text))
        for technique in self.issue.techniques.values():
            for name in technique.aliases:
                if name in words and ACRONYM.search(name):
                    self.abbreviations.setdefault(name, technique)
        return set_title(title)

    def prose(self, prose: Prose | None) -> list[PrintData]:
        """Paragraphs and lists; none where there is no prose."""
        return [self._block(block) for block in prose.blocks] if prose else []

    def _block(self, block: Block) -> PrintData:
        return {"is": block.tag, "items": [self.sentences(item) for item in block.items]}

    def inline(self, prose: Prose | None) -> InlineContent:
        """Prose as one run of text; nothing where there is no prose."""
        return self.sentences(prose.sentences) if prose else []

    def sentences(self, sentences: Iterable[Sentence]) -> InlineContent:
        """Sentences with a space between."""
        line: InlineContent = []
        for sentence in sentences:
            line += [" "] if line else []
            line += self.tokens(sentence.tokens)
        return line

    def tokens(self, tokens: Iterable[Token]) -> InlineContent:
        """Tokens as pieces."""
        line: InlineContent = []
        for token in tokens:
            is_bracketed = bool(line) and isinstance(line[-1], str) and line[-1].endswith("(")
            line += self._name(token, is_bracketed) if isinstance(token, Name) else self._token(token)
        return line

    def _token(self, token: Text | Notation | Citation | FactMark | ValueMark | Link | Span) -> InlineContent:
        match token:
            case Text(text):
                return [LOGARITHM.sub(rf"\1{FIRM}", fold_space(text))]
            case Notation(formula):
                return [set_notation(formula)]
            case Citation(slugs):
                return [self.citation(slugs)]
            case _:
                return self._rich(token)

    def _rich(self, token: FactMark | ValueMark | Link | Span) -> InlineContent:
        match token:
            case ValueMark(of, name, form):
                return [set_amount(self.values[of, name, form], self.issue.words)]
            case FactMark(slug, form):
                fact = self.issue.facts[slug]
                terms = self.terms(fact) if form == "whole" else []
                shown = [" (", *terms, ")"] if terms else []
                return [set_amount(fact.amount, self.issue.words), *shown]
            case Span(tag, tokens):
                return [{"is": tag, "body": self.tokens(tokens)}]
            case Link(kind, target, tokens):
                return [self._link(kind, target, self.tokens(tokens))]

    def terms(self, fact: Fact) -> InlineContent:
        """How a value was obtained, and under which condition."""
        told = self.issue.list_terms(fact, partial(set_word, self.issue.words))
        return join("; ", ([term] for term in told))

    def _name(self, token: Name, is_bracketed: bool) -> InlineContent:
        kind, slug, text = token.kind, token.slug, fold_space(token.text)
        if kind == "term":
            self.used.add(slug)
            return [{"is": "link", "to": f"term:{slug}", "body": [text]}]
        entity = self.issue.find(kind, slug)
        if not isinstance(entity, Material | Technique):
            return [text]
        first = f"{kind}:{slug}" not in self.named
        self.named.add(f"{kind}:{slug}")
        if text not in entity.aliases:
            return [text]
        self.abbreviations[text] = entity
        link: PrintData = {"is": "link", "to": f"name:{text}", "body": [text]}
        name = entity.name or ""
        is_acronym = ACRONYM.search(text) and name and text not in name
        written_out = f", {name}" if is_bracketed else f" ({name})"
        return [link, written_out] if first and is_acronym else [link]

    def _link(self, kind: str, target: str, body: InlineContent) -> PrintData:
        if kind == "https":
            return {"is": "link", "href": target, "body": body}
        if kind == "article":
            self.cited.add(target)
        return self.pointer(kind, target, body)

    def pointer(self, kind: str, slug: str, body: InlineContent) -> PrintData:
        """A link within the document, with the page that it leads to; else to the site, if there is one."""
        home = self.issue.front.home
        href = f"{home}{address_of(kind, slug)}" if home else ""
        return {"is": "link", "to": f"{kind}:{slug}", "href": href, "body": body, "page": True}

    def citation(self, slugs: Iterable[str]) -> PrintData:
        """The numbers of a citation, runs of three or more as ranges.

        The mark of the editorial comes with the one that explains it, `first`, for its first place in print.
        """
        slugs = tuple(slugs)
        self.cited.update(slugs)
        works = {self.issue.articles[slug].number: slug for slug in slugs if slug != EDITORIAL}
        marks: list[PrintData] = [
            {"text": range_text(run), "to": f"article:{works[run[0]]}"} for run in number_ranges(works)
        ]
        if EDITORIAL in slugs:
            words, name = self.issue.words, "editorial_sign"
            first = mark_word(words, name, words[name].replace(" ", FIRM))
            marks.insert(0, {"text": EDITORIAL_SIGN, "first": first, "to": f"article:{EDITORIAL}"})
        return {"is": "citation", "marks": marks}

    def numbers(self, slugs: Iterable[str]) -> InlineContent:
        """The numbers of articles in a table of their own column, which are cited by it."""
        return [{**self.citation(slugs), "is": "numbers"}] if slugs else []

    def references(self) -> list[PrintData]:
        """What the document cites: the editorial first, then by number."""
        references = format_works(self.issue)
        return [
            {"id": f"article:{slug}", "number": _number(work), **set_reference(work, references[slug])}
            for slug, work in self.issue.works.items()
            if slug in self.cited
        ]


def _number(work: Work) -> str:
    return str(getattr(work, "number", EDITORIAL_SIGN))


# --- pointers --------------------------------------------------------------------------------------------


def tie(data: PrintData) -> PrintData:
    """The same data in which nothing points (`to`) at what the document does not hold (`id`).

    Nothing within a link leads elsewhere: a word of the glossary there is only a word.
    """
    mappings = _mappings(data)
    held = {inner["id"] for inner in mappings if "id" in inner}
    for inner in mappings:
        if "to" in inner and inner["to"] not in held:
            del inner["to"]
        if inner.get("is") == "link" and ("to" in inner or inner.get("href")):
            for nested in _mappings(inner["body"]):
                nested.pop("to", None)
                nested.pop("href", None)
    return data


def find_placeholders(data: PrintData, declared: Iterable[str]) -> list[str]:
    """Those that are in the formulas of a document: letters in italics, abbreviations upright."""
    texts: dict[str, list[str]] = {}
    for formula in _mappings(data):
        for text, _, style in formula["signs"] if formula.get("is") == "signs" else ():
            texts.setdefault(style, []).append(text)
    letters, upright = LETTERS.findall("|".join(texts.get("italic", ()))), "|".join(texts.get("", ()))
    return [
        name
        for name in declared
        if name in letters or (len(name) > 1 and re.search(rf"(?<![a-z]){re.escape(name)}(?![a-z])", upright))
    ]


def _mappings(data: Any) -> list[PrintData]:
    """Every mapping in the data, in no order."""
    found, left = [], [data]
    while left:
        value = left.pop()
        if isinstance(value, dict):
            found.append(value)
            left += value.values()
        elif isinstance(value, list):
            left += value
    return found
