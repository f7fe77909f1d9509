"""Characters that the font of the prints lacks: a warning for the author, and what paper shows instead."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from html import unescape
from pathlib import Path
from typing import Any
from unicodedata import category, combining, name

from anyascii import anyascii
from markupsafe import escape

from virtualissue.diagnostics import Diagnostic
from virtualissue.loader.content_files import read_shown
from virtualissue.loader.scalars import locate_characters
from virtualissue.loader.yaml_tree import find_texts, parse_tree
from virtualissue.model.issue import Issue
from virtualissue.print.inline import PrintData
from virtualissue.print.typesetting.fonts import PrintFonts

# what of the data is heard, followed or drawn, but not set in type
UNSET = {"symbol", "is", "id", "to", "href", "spoken", "alternative", "icon", "code", "color"}
PROPERTIES = frozenset({"title", "description", "subject", "authors"})  # of the PDF
TAG = re.compile(r"(<[^>]*>)")
LONG_WORD = re.compile(r"[^\W_]{40,}")
BREAK = "\N{ZERO WIDTH SPACE}"
WORD = re.compile(r"\w+|\W")
PLACEHOLDER = "□"
VOWELS = {"ا": "a", "އ": "a"}  # letters that stand for a vowel, and that the library leaves out
# Of these, a sign that has no Latin letters is a word that nobody could guess.
IDEOGRAPHS = ("CJK", "CUNEIFORM")
MOST_NAMED = 4  # characters in a warning


def prepare_data(data: PrintData, fonts: PrintFonts) -> PrintData:
    """The data of a document as its template takes it, with the names of the fonts.

    What no font has is romanized, and a word longer than any line can be broken.
    """
    shown = romanize(data, fonts.characters)
    properties = {key: shown[key] for key in PROPERTIES & shown.keys()}
    return {**break_long_words(shown), **properties, "fonts": list(fonts.families)}


def break_long_words(data: Any) -> Any:
    """The same data in which a word longer than any line can be broken at each of its characters."""
    if isinstance(data, dict):
        return {key: value if key in UNSET else break_long_words(value) for key, value in data.items()}
    if isinstance(data, list):
        return [break_long_words(value) for value in data]
    if isinstance(data, str) and not data.startswith("<svg"):
        return LONG_WORD.sub(lambda word: BREAK.join(word[0]), data)
    return data


def romanize(data: Any, settable: Collection[int]) -> Any:
    """The same data in which the font has every character: others in Latin letters, or else as a square."""
    if isinstance(data, dict):
        return {key: value if key in UNSET else romanize(value, settable) for key, value in data.items()}
    if isinstance(data, list):
        return [romanize(value, settable) for value in data]
    if not isinstance(data, str) or not find_missing(data, settable):
        return data
    if not data.startswith("<svg"):
        return WORD.sub(lambda word: _romanize_word(word[0], settable), data)
    return "".join(
        part if part.startswith("<") else str(escape(romanize(unescape(part), settable)))
        for part in TAG.split(data)
    )


def _romanize_word(word: str, settable: Collection[int]) -> str:
    """A word, all of it in Latin letters where the font lacks some: no word is written in two scripts."""
    if not find_missing(word, settable):
        return word
    return "".join(
        sign
        if ord(sign) in settable and (sign.isascii() or name(sign, "").startswith("LATIN"))
        else find_substitute(sign, settable)
        for sign in word
    )


def find_missing(text: str, settable: Collection[int]) -> set[str]:
    """The characters of a text that a font lacks."""
    return {sign for sign in set(text) if ord(sign) not in settable and sign not in "\n\t"}


def find_substitute(sign: str, settable: Collection[int]) -> str:
    """What stands for a character on paper: Latin letters, or a square.

    Nothing stands for a mark above another character, nor for a letter without a sound of its own, such as
    the sign that makes a Japanese vowel long.
    """
    if combining(sign) or category(sign) == "Me":
        return ""
    latin = VOWELS.get(sign) or anyascii(sign)
    if not latin and category(sign) in ("Lo", "Lm"):
        return PLACEHOLDER if name(sign, "CJK").startswith(IDEOGRAPHS) else ""
    return latin if latin and not find_missing(latin, settable) else PLACEHOLDER


def warn_of_characters(
    issue: Issue, documents: Iterable[PrintData], fonts: PrintFonts, content: Path
) -> tuple[Diagnostic, ...]:
    """A warning at each character of content/ that some document should show and the fonts lack."""
    settable = fonts.characters
    files = [(entity.file, entity.kind) for entity in issue.entities()]
    sources = {file: read_shown(file, content) for file, _ in files}
    missing = {sign for text in sources.values() for sign in find_missing(_unescape(text), settable)}
    if not missing:  # mostly; then nobody needs to know what is printed
        return ()
    printed = {sign for data in documents for text in _texts(data) for sign in missing.intersection(text)}
    charts = (sources[file] for file, kind in files if kind == "chart")
    printed |= {sign for source in charts for sign in missing.intersection(source)}
    return tuple(
        Diagnostic(file, *place, _say(signs, fonts), "warning")
        for file, source in sorted(sources.items())
        for signs, place in _find(source, printed)
    )


def warn_of_option(option: str, text: str, fonts: PrintFonts) -> tuple[Diagnostic, ...]:
    """The same for the text of an option of the command line."""
    signs = sorted(find_missing(text, fonts.characters), key=text.index)
    return (Diagnostic("", 0, 0, f"{option}: {_say(signs, fonts)}", "warning"),) if signs else ()


def _texts(value: Any) -> Iterator[str]:
    """Every text of the data that is set in type, that of drawings too."""
    if isinstance(value, str):
        yield TAG.sub("", value) if value.startswith("<svg") else value
    elif isinstance(value, dict):
        yield from (text for key, inner in value.items() if key not in UNSET for text in _texts(inner))
    elif isinstance(value, list):
        yield from (text for inner in value for text in _texts(inner))


def _unescape(source: str) -> str:
    """The text of a file, and what the escapes in it stand for."""
    tree = parse_tree(source) if "\\" in source else None
    return source + "".join(str(node.value) for node in (find_texts(tree) if tree else ()))


def _find(source: str, wanted: set[str]) -> Iterator[tuple[list[str], tuple[int, int]]]:
    """Each text of a file with the wanted characters in it, and the line and column (from 1) of the first."""
    tree = parse_tree(source) if wanted else None
    for node in find_texts(tree) if tree else ():
        text = str(node.value)
        if signs := sorted(wanted.intersection(text), key=text.index):
            places = locate_characters(source, node)
            line, column = places[text.index(signs[0])] if places else node.start
            yield signs, (line + 1, column + 1)


def _say(signs: Sequence[str], fonts: PrintFonts) -> str:
    named = ", ".join(f"{sign} (U+{ord(sign):04X})" for sign in signs[:MOST_NAMED])
    more = f" and {len(signs) - MOST_NAMED} more" if len(signs) > MOST_NAMED else ""
    letters = (find_substitute(sign, fonts.characters) for sign in signs[:MOST_NAMED])
    shown = " ".join(filter(None, letters)) or "nothing"  # the mark above a letter has none of its own
    remedy = f" (put a font that has {'it' if len(signs) == 1 else 'them'} into {fonts.folder}/)"
    return f"the font of the handouts lacks {named}{more}: they show {shown} instead{remedy}"
