"""Prose as a whole: no sentence occurs twice on a page, and formulas and citations are where they belong."""

import re
from collections.abc import Iterator
from itertools import pairwise

from virtualissue.checks.findings import Finding
from virtualissue.chemistry.formula import FormulaError
from virtualissue.chemistry.parser import parse_formula
from virtualissue.model.issue import Issue
from virtualissue.text.ambiguity import find_doubt_of_formula
from virtualissue.text.notation import CHEMISTRY
from virtualissue.text.prose import Citation, FactMark, Notation, Prose, Text, Token, ValueMark
from virtualissue.views.back_links import FIELDS, HOSTS
from virtualissue.views.urls import home_of


def check_sentences(issue: Issue) -> Iterator[Finding]:
    """No sentence occurs twice on a page; all of the story is one page."""
    seen: dict[tuple[str, str], str] = {}
    for host in (host for kind in HOSTS for host in issue.all_of(kind.entity).values()):
        for at, prose in host.prose():
            for sentence in prose.sentences if at[0] in FIELDS else ():
                place = (home_of(host), sentence.id)
                if place in seen:
                    message = f"this sentence is already on the page, in {seen[place]}: {sentence.text[:60]}"
                    yield Finding(host, at, message)
                seen.setdefault(place, host.file)


# a word with a count in it, which is no part of a longer word, of an address, or of a name such as SARS-CoV2
_SIGN = r"(?:[\w()\[\]]|\.(?=\d))"
_WORD = re.compile(rf"(?<![A-Za-z0-9]-)(?<![\w./@:^_])[A-Z(\[]{_SIGN}*[0-9]{_SIGN}*")
# atoms of one kind of which hardly a formula has so many
_MANY = re.compile("(?<![0-9.])(?:[0-9]{3}|2[5-9]|[3-9][0-9])")


def find_bare_formulas(issue: Issue) -> Iterator[Finding]:
    """In an issue of chemistry, words of prose that look like formulas."""
    if CHEMISTRY not in issue.front.notation:
        return
    placeholders = frozenset(issue.front.placeholders)
    for entity in issue.entities():
        for at, prose in entity.prose():
            for offset, word in _find_bare_formulas(prose, placeholders):
                message = f"{word} looks like a formula without its marks (write `{word}`)"
                yield Finding(entity, at, message, offset)


def _find_bare_formulas(prose: Prose, placeholders: frozenset[str]) -> Iterator[tuple[int, str]]:
    """Words that are formulas of two elements or more, each with its offset in the source."""
    start = 0
    for token in prose.tokens:
        for found in _WORD.finditer(token.text) if isinstance(token, Text) else ():
            if _is_formula(found[0], placeholders):
                # not where it has its marks, or is in a longer word or in an address
                bare = re.compile(rf"(?<![\w./@:^`]){re.escape(found[0])}(?!\w)")
                place = bare.search(prose.source, start)
                yield place.start() if place else start, found[0]
                start = place.end() if place else start


def _is_formula(word: str, placeholders: frozenset[str]) -> bool:
    """Whether a word can be a formula of several elements, and not rather the name of something: COP26."""
    try:
        formula = parse_formula(word, placeholders)
    except FormulaError:
        return False
    is_compound = len(formula.elements) > 1 and not find_doubt_of_formula(word, "")
    return is_compound and not _MANY.search(word)


_NUMBER = re.compile(r"[0-9\u00b2\u00b3\u00b9\u2070-\u2089]\Z")


def find_misplaced_citations(issue: Issue) -> Iterator[Finding]:
    """Citations right after a formula, a value or a number, where they look like an exponent of it."""
    for entity in issue.entities():
        for at, prose in entity.prose():
            for sentence in prose.sentences:
                for before, token in pairwise(sentence.tokens):
                    if isinstance(token, Citation) and _ends_in_sign(before):
                        message = "a citation right after a formula or a number looks like a part of it"
                        place = "write it after the punctuation, or after a word"
                        yield Finding(entity, at, f"{message} ({place})", token.offset)


def _ends_in_sign(token: Token) -> bool:
    if isinstance(token, Text):
        return bool(_NUMBER.search(token.text))
    return isinstance(token, Notation | FactMark | ValueMark)
