"""Works -> references in a citation style, as parts that site and print both set.

Only this module and `mends` know citeproc, the processor of CSL. Formatting travels through it as characters
for private use, which no content may hold: so text needs no escaping, and a formula is one character until it
is set.
"""

import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from hashlib import blake2b
from io import BytesIO
from types import MappingProxyType
from typing import Any
from unicodedata import name as name_of_character

from virtualissue.bibliography.csl import CslItem, make_csl_item
from virtualissue.bibliography.names import OTHERS
from virtualissue.bibliography.references.mends import mend_elements
from virtualissue.bibliography.references.reference import FormattedReference, Mark, ReferencePart
from virtualissue.bibliography.references.styles import (
    CitationStyle,
    find_letters,
    prepare_style,
    read_style,
)
from virtualissue.bibliography.work import Work
from virtualissue.chemistry.formula import Formula
from virtualissue.text.mathematics.mathematics import Mathematics
from virtualissue.text.titles import Emphasis, TitlePiece

MARKS: tuple[Mark, ...] = ("em", "strong", "sub", "sup", "small-caps", "title")
OPEN: Mapping[Mark, str] = {mark: chr(0xE000 + n) for n, mark in enumerate(MARKS)}
CLOSE: Mapping[Mark, str] = {mark: chr(0xE010 + n) for n, mark in enumerate(MARKS)}
OPENED, CLOSED = ({sign: mark for mark, sign in signs.items()} for signs in (OPEN, CLOSE))
OTHERS_SIGN = "\ue020"  # stands for authors whom the record does not name
ONE_NUMBER = "\ue021."  # keeps the processor from taking 1,234 for two numbers: it looks for a point
FORMULAS = 0xF0000  # the first of the characters that stand for formulas
# Only the punctuation of the processor is tidied, never that inside of a field, where these stand in for it.
PROTECTED = {ord(sign): chr(0xE030 + n) for n, sign in enumerate(" ,;:?!…()[].")}
RESTORED = {ord(stand_in): sign for sign, stand_in in PROTECTED.items()}
ENDING = re.compile('[.,;:?!…"”’)\\]\ue000-\ue01f]*$')
M = "[\ue000-\ue01f]*"
QUOTED_TITLE = re.compile(rf"(?<=“){M}{OPEN['title']}[^{CLOSE['title']}]*")
SINGLE_QUOTES = str.maketrans("“”", "‘’")  # quotation marks inside of others
THREE_POINTS = re.compile(rf"\.\.\.(?=[”’\"]?{M}$)")
ADDRESS = re.compile(r"https?://[^\s<>]*[^\s<>.,;:)]")
UNCASED = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL")  # scripts in which given names follow without a space

# What the processor leaves to mend, in this order, and then once more.
TIDYING: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (rf"\((?:Publication)?({M})\)|\[({M})\]", r"\1\2"),  # nothing in brackets, or a word for a number
        (rf"(?<!\.)\bpp?(?:\.?({M}) +|\.({M}))(?=[.,;]|$)", r"\1\2"),  # a word for pages without any
        (rf"\bp(\.?{M}[ \u00a0])(?=[ivxlcdm]+–)", r"pp\1"),  # a range of Roman numerals is a range as well
        (rf"[ \t\n]({M})[ \t\n]+", r" \1"),
        (rf" ({M})(?=[.,;:])", r"\1"),  # a space before punctuation
        (rf"([.,;:])({M}) ?\1", r"\1\2"),  # punctuation that stands twice
        (rf"[,;:]({M})\.", r"\1."),
        (rf"([?!…]{M}[”’\"]?{M}|\.{M}[”’\"]{M})\.", r"\1"),  # a full stop after the end of a sentence
        (rf"([?!…]{M}[”’\"]?{M}{CLOSE['title']}{M}|[?!…]{M})[,;:]", r"\1"),  # or what would continue it
        (rf"^({M})[ .,;:]+", r"\1"),
    )
)


def _wrap(mark: Mark) -> Callable[[object], str]:
    """A function that puts text between the characters of a mark."""
    return lambda text: f"{OPEN[mark]}{text}{CLOSE[mark]}"


class Formatter:
    """What the processor asks for formatting; type that is not told apart here stays plain."""

    preformat = Light = Underline = staticmethod(str)
    Italic = Oblique = staticmethod(_wrap("em"))
    Bold = staticmethod(_wrap("strong"))
    Superscript = staticmethod(_wrap("sup"))
    Subscript = staticmethod(_wrap("sub"))
    SmallCaps = staticmethod(_wrap("small-caps"))


class CitedItem:
    """An item of the bibliography, with what the processor asks of it."""

    number = ""  # the numbers of the issue stand beside the references
    has_locator = False

    def __init__(self, key: str, reference: Any) -> None:
        self.key, self.reference = key, reference

    def __contains__(self, name: str) -> bool:
        """A reference in a list has no locator."""
        return False

    @property
    def locator(self) -> Any:
        """What a style that asks for a locator all the same is answered."""
        from citeproc.source import VariableError  # noqa: PLC0415

        raise VariableError


def format_references(
    works: Mapping[str, Work],
    style: CitationStyle,
    language: str = "en",
    letters: Mapping[str, str] = MappingProxyType({}),
) -> Mapping[str, FormattedReference]:
    """The references of works by their slugs, in a style; raises `StyleError` if there is no such style.

    `letters` are those after the years of works that would be named alike, as in 2013a, by their slugs; only
    styles that cite works by author and year print them.
    """
    processor = _load_processor(style, language)
    return {slug: processor.format(slug, work, letters.get(slug, "")) for slug, work in works.items()}


@lru_cache(maxsize=8)
def _load_processor(style: CitationStyle, language: str) -> "StyleProcessor":
    return StyleProcessor(prepare_style(read_style(style)), language)


class StyleProcessor:
    """A style that is ready to format references in a language."""

    def __init__(self, csl: bytes, language: str) -> None:
        from citeproc import (  # noqa: PLC0415 (a tenth of a second, needed only where references are formatted)
            LANGUAGE_NAMES,
            PRIMARY_DIALECTS,
            CitationStylesStyle,
        )

        known = language in LANGUAGE_NAMES or language in PRIMARY_DIALECTS
        locale = language if known and not language.startswith("en") else None  # else that of the style
        self.style = CitationStylesStyle(BytesIO(csl), locale=locale, validate=False)
        self.style.root.formatter = Formatter
        self.quotes_hold_punctuation = self._option("punctuation-in-quote") == "true"
        self.prints_letters = find_letters(csl)
        self.and_word = str(self.style.root.get_single_term("and"))
        self._elements = mend_elements(self.style)
        self._formatted: dict[bytes, FormattedReference] = {}

    def _option(self, name: str) -> str:
        return str(self.style.root.get_locale_option(name)).lower()

    def format(self, slug: str, work: Work, letter: str = "") -> FormattedReference:
        """The reference of a work, with a letter after its year where the style prints one.

        It is formatted once, as long as nothing that it is made of changes.
        """
        item = make_csl_item(work, slug)
        title = (work.title.pieces, work.title.markup)  # the second has the words in which formulas are said
        made_of = repr((item, title, work.date.words, work.year_text, letter))
        key = blake2b(made_of.encode(errors="surrogatepass"), digest_size=16).digest()
        if key not in self._formatted:
            self._formatted[key] = self._format(item, work, letter)
        return self._formatted[key]

    def _format(self, item: CslItem, work: Work, letter: str) -> FormattedReference:
        formulas: list[Formula | Mathematics] = []
        item["title"] = _mark_title(work, formulas)
        if work.date.words == "in press":
            item["issued"] = {"literal": work.year_text}
        if letter and self.prints_letters == "variable":
            item["year-suffix"] = f"-{letter}" if work.date.words == "in press" else letter
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of fields that it does not know, and does not print
            reference = _make_reference(item)
            if letter and self.prints_letters == "year":
                _add_letter(reference, letter)
            lines = self.style.render_bibliography([CitedItem(item["id"], reference)])
        text = self._tidy("".join(map(str, lines)))
        return FormattedReference(tuple(_split_parts(text, formulas)))

    def _tidy(self, text: str) -> str:
        joint = rf"([,;]?)\s*(?:(?:{re.escape(self.and_word)}|&)\s+)?({M}){OTHERS_SIGN}"
        text = re.sub(joint, r"\1 \2et al.", text.replace(ONE_NUMBER, ""))
        if self.quotes_hold_punctuation:
            text = re.sub(rf"([?!…](?:{M}”)+{M}),", r"\1", text)
            for _ in range(2):  # out of the marks of a title, then out of those inside of it
                text = re.sub(rf"”({M})([.,])", r"\2”\1", text)
        text = QUOTED_TITLE.sub(lambda title: title[0].translate(SINGLE_QUOTES), text)
        for _ in range(2):  # what is taken out may leave two marks beside each other
            for pattern, replacement in TIDYING:
                text = pattern.sub(replacement, text)
        return text.strip().translate(RESTORED)


def _protect(text: str, kept: str = "") -> str:
    """The text with stand-ins for its punctuation, but for that at its end, and that which is kept.

    Three points at the end become one sign; they would be taken for a full stop that is doubled.
    """
    text = THREE_POINTS.sub("…", text)
    end = ENDING.search(text)
    inner = text[: end.start()] if end else text
    stand_ins = {sign: stand_in for sign, stand_in in PROTECTED.items() if chr(sign) not in kept}
    return inner.translate(stand_ins) + text[len(inner) :]


def _mark_title(work: Work, formulas: list[Formula | Mathematics]) -> str:
    """The title between characters of its own; each formula is a character, and is added to the list."""
    pieces = "".join(_mark_piece(piece, formulas) for piece in work.title.pieces)
    return f"{OPEN['title']}{_protect(pieces)}{CLOSE['title']}"


def _mark_piece(piece: TitlePiece, formulas: list[Formula | Mathematics]) -> str:
    match piece:
        case Emphasis(pieces):
            return f"{OPEN['em']}{''.join(_mark_piece(inner, formulas) for inner in pieces)}{CLOSE['em']}"
        case Formula() | Mathematics():
            formulas.append(piece)
            return chr(FORMULAS + len(formulas) - 1)
        case _:
            return piece


def _make_reference(item: CslItem) -> Any:
    """The processor's own form of an item."""
    from citeproc.source import Reference as SourceReference  # noqa: PLC0415

    fields = {
        RENAMED.get(field, field).replace("-", "_"): _make_field(field, value)
        for field, value in item.items()
        if field not in UNUSED
    }
    return SourceReference(item["id"], item["type"], **fields)


def _make_field(field: str, value: Any) -> Any:
    """A field as the processor reads it; text is protected from a change of case."""
    from citeproc.source import Name  # noqa: PLC0415
    from citeproc.string import NoCase  # noqa: PLC0415

    match field:
        case "author" | "editor" | "translator":
            return [Name(**_write_name(name)) for name in value]
        case "issued" | "accessed":
            return _make_date(value)
        case "volume" | "issue":
            return NoCase(_protect(re.sub(r"(?<=[0-9])-(?=[0-9])", "–", value), kept="."))
        case "number":
            one = re.sub(r"(?<=[0-9])([^0-9.]+)(?=[0-9])", rf"\1{ONE_NUMBER}", value)
            return NoCase(_protect(one, kept="."))
        case "page" | "title":
            return NoCase(value)
        case _:
            return NoCase(_protect(value, kept="."))  # which styles take out of abbreviations


def _make_date(value: Mapping[str, Any]) -> Any:
    from citeproc.source import Date, DateRange, LiteralDate  # noqa: PLC0415

    names = ("year", "month", "day")
    dates = [Date(**dict(zip(names, parts, strict=False))) for parts in value.get("date-parts", ())]
    if not dates:
        return LiteralDate(value["literal"])
    if len(dates) > 1 and dates[0].year == dates[1].year:
        # of a range inside one year, most styles would lose the year, and some would fail
        return Date(year=dates[0].year)
    return DateRange(begin=dates[0], end=dates[1]) if len(dates) > 1 else dates[0]


class LetteredYear(int):
    """A year that is printed with a letter: the processor prints what `abs` gives."""

    letter = ""

    def __abs__(self) -> "LetteredYear":
        """Itself, for years of works are never negative."""
        return self

    def __str__(self) -> str:
        """The year and its letter, as in 2013a."""
        return f"{int(self)}{self.letter}"


def _add_letter(reference: Any, letter: str) -> None:
    """Puts the letter after the year of publication, or after the words that stand for it."""
    from citeproc.source import LiteralDate  # noqa: PLC0415

    issued = reference.get("issued")
    if isinstance(issued, LiteralDate):
        issued.text += f"-{letter}"
    elif issued is not None:
        date = issued.get("begin", issued)
        year = LetteredYear(date["year"])
        year.letter = letter
        date["year"] = year


RENAMED = {"event-title": "event"}
# The link after a reference is the site's; the language would change the case of titles.
UNUSED = {"id", "type", "DOI", "PMID", "language"}


def _write_name(name: Mapping[str, str]) -> Mapping[str, str]:
    """A name whose script knows no capitals, hence no initials, is written as a whole."""
    if name.get("literal") == OTHERS:
        return {"literal": OTHERS_SIGN}
    name = {
        part: _protect(text, kept=".") if part in ("family", "literal") else text
        for part, text in name.items()
    }
    given, family = name.get("given", ""), name.get("family", "")
    if not given or any(letter.isupper() or letter.islower() for letter in given):
        return name
    follows = name_of_character(family[0], "").startswith(UNCASED)
    return {"literal": f"{family}{given}" if follows else f"{given} {family}"}


# --- from the text of the processor to parts -------------------------------------------------------------


def _split_parts(text: str, formulas: list[Formula | Mathematics]) -> Iterator[ReferencePart]:
    """The parts of a reference: text, formulas and addresses, each with the marks that are open there."""
    open_marks: list[Mark] = []
    signs = re.compile(f"([\ue000-\ue01f{chr(FORMULAS)}-{chr(FORMULAS + len(formulas))}])")
    for piece in filter(None, signs.split(text)):
        if piece in OPENED:
            open_marks.append(OPENED[piece])
        elif piece in CLOSED:
            if CLOSED[piece] in open_marks:
                open_marks.remove(CLOSED[piece])
        elif ord(piece[0]) >= FORMULAS:
            yield ReferencePart(formulas[ord(piece) - FORMULAS], _find_shown(open_marks))
        else:
            yield from _split_addresses(piece, _find_shown(open_marks))


def _find_shown(open_marks: list[Mark]) -> frozenset[Mark]:
    """The marks of a part: emphasis within emphasis is upright again."""
    return frozenset(mark for mark in open_marks if mark != "em" or open_marks.count("em") % 2)


def _split_addresses(text: str, marks: frozenset[Mark]) -> Iterator[ReferencePart]:
    end = 0
    for found in ADDRESS.finditer(text):
        if found.start() > end:
            yield ReferencePart(text[end : found.start()], marks)
        yield ReferencePart(found[0], marks, found[0])
        end = found.end()
    if end < len(text):
        yield ReferencePart(text[end:], marks)
