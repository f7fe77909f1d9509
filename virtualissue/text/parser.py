"""Text with our marks -> `Prose`.

They are a named subset of Markdown (paragraphs, lists, `*emphasis*`, `**strong**`, links) with citations
`[@slug]`, mathematics between dollar signs, chemical formulas in backticks, facts `{fact:slug}`, space
groups `{group:I-4}` and, in the solution of a problem, its values `{given:T}` and `{answer:R}`. Marks of
other languages are mistakes (see `near_misses`); a backslash before any of the signs makes it a character.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from hashlib import blake2s
from itertools import pairwise

from virtualissue.chemistry.formula import Formula, FormulaError
from virtualissue.chemistry.parser import parse_notation, parse_space_group
from virtualissue.text.mathematics.mathematics import parse_mathematics
from virtualissue.text.mathematics.tree import MathematicsError
from virtualissue.text.near_misses import (
    BRACKET,
    CLOSING,
    FOREIGN,
    OPENING,
    SET,
    find_near_misses,
    say_foreign,
)
from virtualissue.text.notation import CHEMISTRY, DOLLARS, find_bare
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
    plain_text,
)
from virtualissue.words import WORDS, Words


class ProseError(ValueError):
    """Everything that is wrong in one field, as (offset in the field, message)."""

    def __init__(self, problems: list[tuple[int, str]]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(message for _, message in problems))


@dataclass(frozen=True)
class Vocabulary:
    """What the text of one issue may take for granted: placeholders of formulas, declared names, notations.

    `notation` holds those of the issue, as in `text/notation.py`. `names` maps a name as written to
    (kind, slug). A name with two capitals is matched in its case alone, any other in any case, and with a
    plural s. `words` are those of the language.
    """

    placeholders: frozenset[str] = frozenset()
    names: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    notation: frozenset[str] = frozenset()
    words: Words = WORDS

    @cached_property
    def by_first_word(self) -> Mapping[str, list[tuple[str, str]]]:
        """Names, each with its last word, by their first, the longest first: one look-up a word of prose."""
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for name in sorted(self.names, key=len, reverse=True):
            if first := WORD.match(name):
                last = name.split()[-1].casefold().translate(TYPED)
                found[first[0].casefold().removesuffix("s")].append((name, last))
        return found


WORD = re.compile(r"[^\W_]+")
# A hyphen and an apostrophe are typed in several ways: ‐, ‑ or –, and ’.
TYPED = str.maketrans("\u2010\u2011\u2013\u2019", "---'")
SPELLINGS = {"\\-": "[-\u2010\u2011\u2013]", "'": "['\u2019]"}
ACRONYM = re.compile(r"[A-Z].*[A-Z]")


@cache
def name_pattern(name: str) -> re.Pattern[str]:
    """A pattern of a name as a whole word, white space folded, an acronym in its own case only.

    Hyphens and apostrophes are found however they are typed.
    """
    body = r"\s+".join(map(re.escape, name.translate(TYPED).split()))
    for sign, spellings in SPELLINGS.items():
        body = body.replace(sign, spellings)
    return re.compile(rf"{body}s?(?![\w])", 0 if ACRONYM.search(name) else re.IGNORECASE)


MARK = re.compile(
    rf"""(?P<foreign>{FOREIGN})
      | \\(?P<escaped>[\\`*$^\[\]{{}}()_.@\#<>|~+&-])
      | {DOLLARS}
      | \[@(?P<cite>[^\]]{{0,1000}})\]
      | `(?P<formula>[^`]*)`
      | \{{(?P<role>[a-z]+):(?P<value>[^{{}}|]*)(?:\|(?P<form>[a-z]+))?\}}
      | \[(?P<label>[^\]\[]+)\]\((?P<target>(?:[^()\s]|\([^()\s]*\))*)\)
      | \*\*(?P<strong>(?!\s)(?:\\.|(?!\*\*)[^\\])+)(?<!\s)\*\*
      | \*(?P<em>[^\s*](?:[^*]*[^\s*])?)\*
      | (?P<stray>[`{{}}$]|\[@)""",
    re.VERBOSE | re.DOTALL,
)
PARAGRAPH = re.compile(r"(?m)^[^\S\n]*+\S[^\n]*(?:\n[^\S\n]*+\S[^\n]*)*")
LIST_ITEM = re.compile(r"(?m)^(?:-|(\d+)\.)[ \t]+")
LINK = re.compile(r"[a-z]+")
NO_CHEMISTRY = (
    "backticks enclose chemical formulas, which this issue does not use (declare `notation: chemistry` in "
    "issue.yml, or write \\` for the character)"
)
FORMS = {"fact": ("whole", "value"), "given": ("whole",), "answer": ("whole", "longer")}


class _Reader:
    """Reads one field, and collects its mistakes so that all of them are reported at once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.problems: list[tuple[int, str]] = []

    def inline(self, text: str, start: int) -> Iterator[Token]:
        """The tokens of a stretch of text that begins at offset `start` of its field."""
        done = 0
        for mark in MARK.finditer(text):
            yield from self.running(text[done : mark.start()], start + done)
            if mark["foreign"]:
                self.problems.append((start + mark.start(), say_foreign(mark["foreign"])))
            else:
                yield from self.token(mark, start)
            done = mark.end()
        yield from self.running(text[done:], start + done)

    def running(self, text: str, at: int) -> Iterator[Token]:
        if bare := find_bare(text, self.vocabulary.notation):
            offset, message = bare
            self.problems.append((at + offset, f"{message} a backslash before its ^, _ or backslash"))
        return self.names(text)

    def token(self, mark: re.Match[str], start: int) -> Iterator[Token]:
        kind = mark.lastgroup if mark.lastgroup not in ("value", "form", "target") else None
        at = start + mark.start()
        if mark["escaped"]:
            yield Text(mark["escaped"])
        elif mark["cite"] is not None:
            yield from self.citation(mark["cite"], at)
        elif mark["mathematics"] is not None:
            yield from self.mathematics(mark["mathematics"], at + 1)
        elif mark["formula"] is not None:
            yield from self.formula(mark["formula"], at)
        elif mark["role"]:
            yield from self.role(mark, at)
        elif mark["label"]:
            yield from self.link(mark, start)
        elif kind in ("strong", "em"):
            yield Span(kind, tuple(self.inline(mark[kind], start + mark.start(kind))))
        else:
            self.problems.append((at, f"a lone {mark['stray']} (close it, or write \\{mark['stray']})"))

    def citation(self, inner: str, at: int) -> Iterator[Token]:
        slugs = tuple(part.strip().removeprefix("@") for part in inner.split(";"))
        worded = next((slug for slug in slugs if re.search(r"[\s,]", slug)), None)
        if worded:
            slug = re.split(r"[\s,]", worded)[0]
            several = "; @".join([slug, *re.findall(r"@([\w-]+)", worded)])
            message = (
                f"a citation contains slugs alone: write [@{several}], and the rest outside its brackets"
            )
            self.problems.append((at, message))
        elif all(slugs):
            yield Citation(slugs, at)
        else:
            self.problems.append((at, "an empty citation (write [@slug] or [@slug; @slug])"))

    def mathematics(self, source: str, at: int) -> Iterator[Token]:
        try:
            yield Notation(parse_mathematics(source, self.vocabulary.words), at)
        except MathematicsError as error:
            self.problems.append((at + error.column, f"in ${source[:40]}$: {error.message}"))

    def formula(self, text: str, at: int) -> Iterator[Token]:
        if CHEMISTRY in self.vocabulary.notation:
            yield from self.notation(text, at + 1, self.parse_notation)
        else:
            self.problems.append((at, NO_CHEMISTRY))

    def parse_notation(self, text: str) -> Formula:
        return parse_notation(text, self.vocabulary.placeholders, self.vocabulary.words)

    def parse_space_group(self, text: str) -> Formula:
        return parse_space_group(text, self.vocabulary.words)

    def notation(self, text: str, at: int, parse: Callable[[str], Formula]) -> Iterator[Token]:
        try:
            yield Notation(parse(text), at)
        except FormulaError as error:
            self.problems.append((at + error.column, f"formula {text}: {error.message}"))

    def role(self, mark: re.Match[str], at: int) -> Iterator[Token]:
        role, name, form = mark["role"], mark["value"].strip(), mark["form"] or "whole"
        if role == "group":
            yield from self.notation(mark["value"], at + len("{group:"), self.parse_space_group)
        elif role not in FORMS:
            self.problems.append((at, f"no mark {{{role}:...}} (there are: {', '.join(FORMS)}, group)"))
        elif form not in FORMS[role]:
            article = "an" if role == "answer" else "a"
            there_are = f"there are: {', '.join(FORMS[role])}"
            self.problems.append((at, f"no form {form} of {article} {role} ({there_are})"))
        else:
            yield FactMark(name, form, at) if role == "fact" else ValueMark(role, name, form, at)

    def link(self, mark: re.Match[str], start: int) -> Iterator[Token]:
        inner = tuple(self.inline(mark["label"], start + mark.start("label")))
        kind, _, target = mark["target"].partition(":")
        if kind == "https" and target.startswith("//"):
            yield Link(kind, mark["target"], inner, start + mark.start("target"))
        elif LINK.fullmatch(kind) and kind != "https" and target:
            yield Link(kind, target, inner, start + mark.start("target"))
        else:
            message = f"no link to {mark['target'] or 'nothing'} (write kind:slug, page:name, or https://...)"
            self.problems.append((start + mark.start("target"), message))

    def names(self, text: str) -> Iterator[Token]:
        """Running text, with the declared names in it as tokens of their own."""
        done, position, folded = 0, 0, text.casefold().translate(TYPED)
        while word := WORD.search(text, position):
            position = word.end()
            for name, last in self.vocabulary.by_first_word.get(word[0].casefold().removesuffix("s"), ()):
                # the cheap question first, for a pattern takes its time to be made
                if last in folded and (found := name_pattern(name).match(text, word.start())):
                    if done < found.start():
                        yield Text(text[done : found.start()])
                    yield Name(*self.vocabulary.names[name], found[0])
                    done = position = found.end()
                    break
        if done < len(text):
            yield Text(text[done:])

    def blocks(self, source: str) -> Iterator[Block]:
        for paragraph in PARAGRAPH.finditer(source):
            text, start = paragraph[0], paragraph.start()
            starts = list(LIST_ITEM.finditer(text)) if LIST_ITEM.match(text) else []
            if not starts:
                yield Block("p", (self.sentences(text, start),))
                continue
            ends = [item.start() for item in starts[1:]] + [len(text)]
            self.problems += [
                (start + item.start(), "an empty list item")
                for item, end in zip(starts, ends, strict=True)
                if not text[item.end() : end].strip()
            ]
            items = (
                self.sentences(text[item.end() : end], start + item.end())
                for item, end in zip(starts, ends, strict=True)
            )
            yield Block("ol" if starts[0][1] else "ul", tuple(items))

    def sentences(self, text: str, start: int) -> tuple[Sentence, ...]:
        return tuple(_sentence(tokens) for tokens in split_sentences(tuple(self.inline(text, start))))


def parse_prose(source: str, vocabulary: Vocabulary = Vocabulary()) -> Prose:
    """Text with our marks -> `Prose`; raises `ProseError` with everything that is wrong in it."""
    reader = _Reader(vocabulary)
    blocks = tuple(reader.blocks(source))
    if not blocks and not reader.problems:
        reader.problems.append((0, "empty text"))
    paragraphs = ((found.start(), found[0]) for found in PARAGRAPH.finditer(source))
    told = [offset for offset, _ in reader.problems]
    for start, end, message in find_near_misses(MARK.sub(_set_aside, source), paragraphs):
        if not any(start <= offset < end for offset in told):
            reader.problems.append((start, message))
    if reader.problems:
        raise ProseError(reader.problems)
    return Prose(source, blocks)


def _set_aside(mark: re.Match[str]) -> str:
    """As many characters in the place of a mark that was read; the words in it stay."""
    for kind, stars in (("em", 1), ("strong", 2)):
        if mark[kind] is not None:
            return OPENING * stars + MARK.sub(_set_aside, mark[kind]) + CLOSING * stars
    if mark["label"]:
        behind = BRACKET * (len(mark[0]) - 1 - len(mark["label"]))
        return BRACKET + MARK.sub(_set_aside, mark["label"]) + behind
    return SET * len(mark[0])


# --- sentences -------------------------------------------------------------------------------------------

CITED, ATOM = "\ue000", "\ue001"  # stand for a citation and for any other token while sentences are cut
ABBREVIATIONS = re.compile(
    r"(?:\b(?:al|vs|e\.g|i\.e|cf|ca|approx|Figs?|Refs?|refs?|Nos?|no|Eqs?|Dr|Prof|St|Chem|Mater|Vol|pp?|etc)"
    r"|\b[A-Z])\.$"
)
LONGEST_ABBREVIATION = 8  # characters, its full stop included
SENTENCE_END = re.compile(
    rf"[.!?…][)\]\"'”’]*{CITED}*(?=\s+[\"'“‘(\[]*[A-Z0-9{ATOM}\u00c0-\u00de\u0391-\u03ff])"
)


def split_sentences(tokens: tuple[Token, ...]) -> Iterator[tuple[Token, ...]]:
    """One run of tokens a sentence; a citation behind the full stop belongs to the sentence before it."""
    outlines = [_outline(token) for token in tokens]
    outline = "".join(outlines)
    cuts = [0]
    for end in SENTENCE_END.finditer(outline):
        stop = end.start() + 1
        earliest = max(cuts[-1], stop - LONGEST_ABBREVIATION)
        if CITED in end[0] or not ABBREVIATIONS.search(outline, earliest, stop):
            cuts.append(end.end())
    yield from filter(None, _cut(tokens, outlines, [*cuts, len(outline)]))


def _outline(token: Token) -> str:
    if isinstance(token, Text):
        return token.text
    if isinstance(token, Name):
        return token.text.replace(".", ATOM)
    if isinstance(token, Citation):
        return CITED
    return ATOM + "." if plain_text(token).endswith((".", "!", "?")) else ATOM


def _cut(tokens: tuple[Token, ...], outlines: list[str], cuts: list[int]) -> Iterator[tuple[Token, ...]]:
    """The tokens between any two offsets of their outline, text cut where a sentence ends."""
    number, position = 0, 0  # of the first token that is not behind
    for start, end in pairwise(cuts):
        kept: list[Token] = []
        while number < len(tokens) and position < end:
            token, size = tokens[number], len(outlines[number])
            low, high = max(start - position, 0), min(end - position, size)
            if low < high:
                kept.append(Text(token.text[low:high]) if isinstance(token, Text) else token)
            if position + size > end:
                break  # the rest of it is of the next sentence
            number, position = number + 1, position + size
        if kept and isinstance(kept[0], Text):
            kept[0] = Text(kept[0].text.lstrip())
        yield tuple(token for token in kept if token != Text(""))


def _sentence(tokens: tuple[Token, ...]) -> Sentence:
    words = fold_space("".join(plain_text(token) for token in tokens)).strip()
    return Sentence("s-" + blake2s(words.encode(), digest_size=4).hexdigest(), tokens)
