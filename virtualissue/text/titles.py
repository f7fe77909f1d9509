"""title as typed -> Title: plain text with formulas, ranges and space groups among it.

It finds what in a title is a formula; `ambiguity` asks about what only looks like one.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import dropwhile, groupby
from operator import attrgetter

from markupsafe import Markup, escape

from virtualissue.chemistry.formula import Formula, FormulaError, SignKind
from virtualissue.chemistry.parser import (
    HYPHENS,
    RANGE,
    parse_formula,
    parse_notation,
    parse_range,
    parse_space_group,
)
from virtualissue.text.ambiguity import HEAVY_HYDROGEN, find_doubt_of_formula, find_doubt_of_text
from virtualissue.text.direction import is_leftward, isolate
from virtualissue.text.labels import Line, Run
from virtualissue.text.mathematics.mathematics import Mathematics, parse_mathematics
from virtualissue.text.mathematics.together import render_together
from virtualissue.text.mathematics.tree import MathematicsError
from virtualissue.text.notation import CHEMISTRY, DOLLARS, find_bare
from virtualissue.words import Words

_RUN = re.compile(r"[^\s@:]+")  # a core@shell and a host:dopant are two formulas each
_SEGMENT = re.compile(r"(?:\^[0-9]*[-+]|[^-–/])+")
_BEGINNING = re.compile(r"""["'“‘«(\[]*(?:[A-Z^]|[α-ω][′″]*(?:-|$))""")
_DIGIT = re.compile("[0-9]")
_QUOTES = "\"'“”‘’«»"
_PUNCTUATION = _QUOTES + ".,;:!?…"
_BRACKETS = {"(": ")", "[": "]"}
_OPENING = {closing: opening for opening, closing in _BRACKETS.items()}
_OVERLINE = "\u0305"
_CARETS = str.maketrans("", "", "^_")


#: An escaped character, mathematics, emphasis between words, or a dollar sign that opens nothing.
_MARK = re.compile(
    rf"""\\(?P<escaped>[\\*$])
       | {DOLLARS}
       | (?<![\w*\\])\*(?P<em>[^\s*](?:[^*]*[^\s*\\])?)\*(?![\w*])
       | (?P<stray>\$)""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Emphasis:
    """Pieces of a title that are in italics."""

    pieces: "tuple[TitlePiece, ...]"


Notated = Formula | Mathematics
TitlePiece = str | Formula | Mathematics | Emphasis


@dataclass(frozen=True)
class Title:
    """A title: as it was typed, and its pieces in their order, each text, notation or emphasis.

    `language` is empty where it is the issue's. Every form but `html` and `markup` is text without tags.
    """

    source: str
    pieces: tuple[TitlePiece, ...]
    language: str = ""

    def __str__(self) -> str:
        return self.plain

    def __html__(self) -> Markup:
        """Templates set a title with its notation."""
        return self.markup

    @cached_property
    def html(self) -> Markup:
        """HTML without words for a voice, of the tags `i`, `sub`, `sup` and `span`."""
        return Markup("").join(_render_pieces(self.pieces))

    @cached_property
    def markup(self) -> Markup:
        """HTML for a page: emphasis has the tag `em`, and notation is read aloud as it is spoken."""
        shown = render_together(_find_parts(self.pieces))
        return Markup('<span lang="{}">{}</span>').format(self.language, shown) if self.language else shown

    @cached_property
    def plain(self) -> str:
        """The characters that a page shows, without their typesetting; mathematics in Unicode."""
        return "".join(_say_pieces(self.pieces, _find_characters))

    @cached_property
    def text(self) -> str:
        """Plain text as a bibliography prints it: `Na+`, without the carets of the notation, and `≤`."""
        return "".join(_say_pieces(self.pieces, _find_printed))

    @cached_property
    def unicode(self) -> str:
        """Plain text with raised and lowered characters."""
        return "".join(_say_pieces(self.pieces, lambda formula: formula.unicode))

    @cached_property
    def spoken(self) -> str:
        """Words for a voice."""
        return "".join(_say_pieces(self.pieces, lambda formula: formula.spoken))

    def in_language(self, words: Words, *, verbatim: bool = False) -> "Title":
        """The same title, whose notation is said with the words of a language.

        Its numbers are shown with the decimal sign of that language, unless the title is `verbatim`.
        """
        return Title(self.source, tuple(_say_with(self.pieces, words, verbatim=verbatim)))

    @cached_property
    def csl(self) -> str:
        """The title of an item of CSL-JSON, in which `i`, `sub` and `sup` are all the tags there are."""
        return "".join(map(_write_csl, self.pieces))


def find_runs(formula: Notated) -> Line:
    """A formula as runs of type on one line; a bar is a character that follows its sign."""
    if isinstance(formula, Mathematics):
        return formula.line
    return tuple(
        Run(sign.spaced + (_OVERLINE if sign.kind is SignKind.BAR else ""), sign.place.value, sign.is_italic)
        for sign in formula.shown
    )


def _write_csl(piece: TitlePiece) -> str:
    match piece:
        case str():
            return piece
        case Emphasis(inner):
            return f"<i>{''.join(map(_write_csl, inner))}</i>"
    written = ""
    for place, runs in groupby(find_runs(piece), key=attrgetter("place")):
        signs = "".join(f"<i>{run.text}</i>" if run.italic else run.text for run in runs)
        written += signs if place == "line" else f"<{place}>{signs}</{place}>"
    return written


def _find_characters(formula: Notated) -> str:
    return formula.text if isinstance(formula, Mathematics) else formula.html.striptags()


def _find_printed(formula: Notated) -> str:
    return formula.text if isinstance(formula, Mathematics) else formula.text.translate(_CARETS)


def _render_pieces(pieces: Iterable[TitlePiece]) -> Iterator[Markup]:
    for piece in pieces:
        match piece:
            case Emphasis(inner):
                yield Markup("<i>{}</i>").format(Markup("").join(_render_pieces(inner)))
            case Formula() | Mathematics():
                yield piece.html
            case _:
                yield escape(piece)


def _find_parts(pieces: Iterable[TitlePiece]) -> Iterator[str | Mathematics]:
    for piece in pieces:
        match piece:
            case Emphasis(inner):
                yield Markup("<em>{}</em>").format(render_together(_find_parts(inner)))
            case Formula():
                yield piece.markup
            case Mathematics():
                yield piece
            case str():
                yield isolate(piece) if is_leftward(piece) else piece


def _say_with(pieces: Iterable[TitlePiece], words: Words, *, verbatim: bool) -> Iterator[TitlePiece]:
    for piece in pieces:
        match piece:
            case Emphasis(inner):
                yield Emphasis(tuple(_say_with(inner, words, verbatim=verbatim)))
            case Formula() | Mathematics():
                yield replace(piece, words=words, verbatim=verbatim)
            case _:
                yield piece


def _say_pieces(pieces: Iterable[TitlePiece], say: Callable[[Notated], str]) -> Iterator[str]:
    for piece in pieces:
        match piece:
            case Emphasis(inner):
                yield from _say_pieces(inner, say)
            case Formula() | Mathematics():
                yield say(piece)
            case _:
                yield piece


def blank_marks(text: str) -> str:
    """A title as typed with spaces in place of what its marks enclose or escape."""
    return _MARK.sub(lambda mark: mark[0] if mark["em"] else " " * len(mark[0]), text)


def plain_title(text: str) -> Title:
    """A title in which nothing is notation."""
    return Title(text, (text,))


def word_title(words: Words, name: str, **values: object) -> Title:
    """A title that is a fixed word."""
    text = words.text(name, **values)
    return Title(text, (text,), words.find_language(name))


def formula_title(formula: Formula) -> Title:
    """A title that is a formula."""
    return Title(formula.text, (formula,))


def parse_title(
    text: str,
    *,
    notation: Collection[str] = (),
    placeholders: Collection[str] = (),
    formulas: Mapping[str, str] | None = None,
    space_groups: Collection[str] = (),
    words: Collection[str] = (),
) -> Title:
    """Find the marks and the notation in a title: `*emphasis*`, `$mathematics$`, a backslash before either.

    Without chemistry in `notation`, only what is declared is set as a formula. `placeholders` are those of
    formulas. The others declare pieces of the title as it is there: `formulas` maps a piece to its notation
    ("Na+" to "Na^+"), `words` look like formulas but are none.
    Raises FormulaError, with the column in the title, where something looks like a formula but is none, and
    MathematicsError where mathematics cannot be read, or, in an issue of mathematics, has no marks.
    """
    declared = _Declared(
        frozenset(notation),
        frozenset(placeholders),
        formulas or {},
        frozenset(space_groups),
        frozenset(words),
    )
    typed = text.translate(HYPHENS) if CHEMISTRY in notation else text
    return Title(text, tuple(_join_text(_read_marks(typed, 0, declared))))


def _read_marks(text: str, start: int, declared: "_Declared") -> Iterator[TitlePiece]:
    """The pieces of a part of a title that begins at column `start`."""
    done = 0
    for mark in _MARK.finditer(text):
        yield from declared.split(text[done : mark.start()], start + done)
        at = start + mark.start()
        if mark["stray"]:
            raise MathematicsError("a lone $ (close it, or write \\$)", at)
        if mark["mathematics"] is not None:
            yield _read_mathematics(mark["mathematics"], at + 1)
        elif mark["escaped"]:
            yield mark["escaped"]
        else:
            yield Emphasis(tuple(_join_text(_read_marks(mark["em"], start + mark.start("em"), declared))))
        done = mark.end()
    yield from declared.split(text[done:], start + done)


def _read_mathematics(source: str, start: int) -> Mathematics:
    try:
        return parse_mathematics(source)
    except MathematicsError as error:
        raise MathematicsError(f"in ${source[:40]}$: {error.message}", start + error.column) from None


def _join_text(pieces: Iterable[TitlePiece]) -> Iterator[TitlePiece]:
    text = ""
    for piece in pieces:
        if isinstance(piece, str):
            text += piece
            continue
        yield from filter(None, (text, piece))
        text = ""
    yield from filter(None, (text,))


@dataclass(frozen=True)
class _Declared:
    """What the author says of the pieces of a title; in chemistry, formulas are found among the rest."""

    notation: frozenset[str]
    placeholders: frozenset[str]
    formulas: Mapping[str, str]
    space_groups: frozenset[str]
    words: frozenset[str]

    def split(self, text: str, start: int) -> Iterator[str | Formula]:
        """Text and notation of a part of a title that begins at column `start`, in their order."""
        try:
            yield from self._split(text)
        except (FormulaError, MathematicsError) as error:
            raise type(error)(error.message, start + error.column) from None

    def _split(self, text: str) -> Iterator[str | Formula]:
        """First what is declared, then, in between, what looks like it."""
        end = 0
        for found in self._pattern.finditer(text):
            yield from self._split_rest(text, end, found.start())
            yield self._parse_declared(found)
            end = found.end()
        yield from self._split_rest(text, end, len(text))

    @property
    def _pattern(self) -> re.Pattern[str]:
        literals = self.words.union(self.formulas, self.space_groups)
        return _declared_pattern(literals, self.placeholders, CHEMISTRY in self.notation)

    def _parse_declared(self, found: re.Match[str]) -> str | Formula:
        piece = found[0]
        if found["range"]:
            return parse_range(piece)
        if found["placeholder"]:
            return parse_formula(piece, self.placeholders)
        try:
            return self._parse_literal(piece)
        except FormulaError as error:
            raise FormulaError(f"what is declared for {piece!r}: {error.message}", found.start()) from None

    def _parse_literal(self, piece: str) -> str | Formula:
        if piece in self.formulas:
            return parse_notation(self.formulas[piece], self.placeholders)
        return parse_space_group(piece) if piece in self.space_groups else piece

    def _split_rest(self, text: str, start: int, end: int) -> Iterator[str | Formula]:
        is_chemistry = CHEMISTRY in self.notation
        for first, last in self._find_candidates(text, start, end) if is_chemistry else ():
            yield self._check_text(text[start:first], start)
            yield self._parse_candidate(text, first, last)
            start = last
        yield self._check_text(text[start:end], start)

    def _check_text(self, text: str, start: int) -> str:
        doubt = find_doubt_of_text(text) if CHEMISTRY in self.notation else None
        if doubt:
            raise FormulaError(doubt[1], start + doubt[0])
        if bare := find_bare(text, self.notation):
            raise MathematicsError(f"{bare[1]} declare it among `words`", start + bare[0])
        return text

    def _find_candidates(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Where formulas are: with a digit in them, from a capital, bracket or Greek prefix on."""
        for run in filter(_has_digit, _RUN.finditer(text, start, end)):
            for is_word, group in groupby(_SEGMENT.finditer(text, *run.span()), key=self._is_word):
                segments = [] if is_word else list(dropwhile(_cannot_begin, group))
                if segments:
                    first, last = _trim(text, segments[0].start(), segments[-1].end())
                    if _DIGIT.search(text, first, last) and _BEGINNING.match(text, first):
                        yield first, last

    def _is_word(self, segment: re.Match[str]) -> bool:
        """Whether it is letters alone and neither a formula (`LiI`) nor the end of a count (`xO`, `x`)."""
        letters = segment[0].strip(_PUNCTUATION + "()[]")
        if len(letters) < 2 or not letters.isalpha():
            return False
        is_named = HEAVY_HYDROGEN.search(letters) is not None  # COVID is no compound of deuterium
        return letters.islower() or (letters[0].isupper() and (is_named or not self._is_formula(letters)))

    def _is_formula(self, text: str) -> bool:
        try:
            parse_formula(text, self.placeholders)
        except FormulaError:
            return False
        return True

    def _parse_candidate(self, text: str, first: int, last: int) -> Formula:
        typed = text[first:last]
        try:
            formula = parse_formula(typed, self.placeholders)
        except FormulaError as error:
            message = (
                f"{typed!r} is not a formula: {error.message}; if it is a word, declare it among `words`"
            )
            raise FormulaError(message, first + error.column) from None
        if doubt := find_doubt_of_formula(typed, text[last:]):
            raise FormulaError(doubt, first)
        return formula


@lru_cache(maxsize=1024)
def _declared_pattern(
    literals: frozenset[str], placeholders: frozenset[str], is_chemistry: bool
) -> re.Pattern[str]:
    """Declared pieces that are no part of a longer word, ranges on their own, placeholders before ` = `."""
    return re.compile(
        rf"""(?<![^\W_])(?P<literal>{_any_of(literals)})(?![^\W_])
           | (?<![^\s(\[])(?P<range>{RANGE if is_chemistry else "(?!)"})(?=\.?(?:[\s)\],;:]|$))
           | (?<!\w)(?P<placeholder>{_any_of(placeholders if is_chemistry else ())})(?=\s*=)""",
        re.VERBOSE,
    )


def _any_of(names: Collection[str]) -> str:
    longest_first = sorted(filter(None, names), key=lambda name: (-len(name), name))
    return "|".join(map(re.escape, longest_first)) or "(?!)"


def _has_digit(run: re.Match[str]) -> bool:
    return _DIGIT.search(run[0]) is not None


def _cannot_begin(segment: re.Match[str]) -> bool:
    return _BEGINNING.match(segment[0]) is None


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out punctuation, and brackets that hold all of it or whose partner is outside of it."""
    while start < end:
        if text[start] in _QUOTES or _holds_all(text, start, end):
            start += 1
        elif text[end - 1] in _PUNCTUATION or _is_unopened(text, start, end):
            end -= 1
        else:
            break
    return start, end


def _holds_all(text: str, start: int, end: int) -> bool:
    """Whether the bracket at `start`, if it is one, is closed at the very end or not at all."""
    opening, depth = text[start], 0
    if opening not in _BRACKETS:
        return False
    for column in range(start, end):
        depth += (text[column] == opening) - (text[column] == _BRACKETS[opening])
        if depth == 0:
            return column == end - 1
    return True


def _is_unopened(text: str, start: int, end: int) -> bool:
    """Whether the bracket at the end, if it is one, was opened before `start`."""
    closing = text[end - 1]
    opening = _OPENING.get(closing)
    return bool(opening) and text.count(closing, start, end) > text.count(str(opening), start, end)
