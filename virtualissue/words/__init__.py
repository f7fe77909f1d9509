"""The fixed words of site and print in one language, with its plurals, numbers, and dates.

The words are beside this file, those of each language in one file; that of English holds all of them. What a
language lacks is taken from English and marked as English. A word is a text, or several by the plural of a
`count`. In a text, `{name}` stands for what is put in, `[words](name)` for a link, and `` `code` `` for code.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import TypeVar

import yaml
from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.localedata import locale_identifiers
from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol
from markupsafe import Markup, escape

TextT = TypeVar("TextT", str, Markup)
FixedText = str | Mapping[str, str]  # one text, or one for each category of plurals

FOLDER = Path(__file__).parent
ENGLISH = "en"
PLURALS = ("zero", "one", "two", "few", "many", "other")
LATIN = ("others",)  # et al. is in no need of a translation
CAPITAL_NOUNS = ("de", "lb")  # languages in which a noun is capital in the middle of a sentence, too
PART = re.compile(r"\{(?P<name>\w+)\}|\[(?P<words>[^\[\]]+)\]\((?P<address>\w+)\)|`(?P<code>[^`]+)`")


class WordError(KeyError):
    """A word does not exist, or a value that is put into it is missing."""

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True)
class Words(Mapping[str, str]):
    """The words of an issue by their names: its own, then those of its language, then those of English.

    `words["name"]` is a text as it is written, and `words.text("name", shown=5)` with all that is put in, for
    an attribute or a drawing. `words.name` and `words("name", shown=5)` are HTML, in which text without a
    translation is marked as English. Raises `WordError` for a name that does not exist, or where a value is
    missing.
    """

    language: str = ENGLISH
    own: Mapping[str, FixedText] = field(default_factory=dict)

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((self.language, *self.own))

    @cached_property
    def texts(self) -> Mapping[str, FixedText]:
        """Every word as it is written, by its name."""
        return {**read_words(ENGLISH), **self._translated}

    @cached_property
    def _translated(self) -> Mapping[str, FixedText]:
        parts = [self.language.rsplit("-", count)[0] for count in range(self.language.count("-"), -1, -1)]
        found: dict[str, FixedText] = dict(find_conjunctions(self.language))
        for language in parts:  # de, then de-AT
            found |= read_words(language)
        return found | dict(self.own)

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """The names of the words that are taken from English because they have no translation."""
        if is_english(self.language):
            return ()
        known = {*self._translated, *LATIN}
        return tuple(
            name for name, text in read_words(ENGLISH).items() if name not in known and has_letters(text)
        )

    @cached_property
    def _missing(self) -> frozenset[str]:
        return frozenset(self.missing)

    def find_language(self, name: str) -> str:
        """The language of a word that is left over in English; empty where it is in that of the issue."""
        return ENGLISH if name in self._missing else ""

    def mark_if_english(self, name: str) -> Markup:
        """The attribute of an element that says a word in an attribute, if that is left over in English."""
        return self.in_english if name in self._missing else Markup("")

    @staticmethod
    def mark_language(language: str) -> Markup:
        """The attribute of an element whose text is in a language of its own; none where that is empty."""
        return Markup(' lang="{}"').format(language) if language else Markup("")

    @property
    def in_english(self) -> Markup:
        """The attribute of an element whose text is in English in every language."""
        return Markup("" if is_english(self.language) else f' lang="{ENGLISH}"')

    @cached_property
    def locale(self) -> Locale:
        """The rules of the language for plurals, numbers and dates; those of English where none are known."""
        return find_locale(self.language)

    @property
    def capitals(self) -> bool:
        """Whether nouns are capital in the middle of a sentence, too."""
        return find_base(self.language) in CAPITAL_NOUNS

    def __iter__(self) -> Iterator[str]:
        return iter(self.texts)

    def __len__(self) -> int:
        return len(self.texts)

    # --- texts -------------------------------------------------------------------------------------------

    def __getitem__(self, name: str) -> str:
        text = self.find_text(name)
        return text if isinstance(text, str) else text["other"]

    def find_text(self, name: str) -> FixedText:
        """A text, or one for each plural; raises `WordError` where there is no such word."""
        if name not in self.texts:
            raise WordError(f"no word {name} is in virtualissue/words/{ENGLISH}.yml")
        return self.texts[name]

    def __getattr__(self, name: str) -> Markup:
        if name.startswith("_") or name not in self.texts:
            raise AttributeError(name)
        return self(name)

    def __call__(self, name: str, /, **values: object) -> Markup:
        """A word as HTML; values that are HTML stay so, and all others are escaped."""
        if values:
            return self._render(name, values)
        if name not in self._rendered:
            self._rendered[name] = self._render(name, values)
        return self._rendered[name]

    @cached_property
    def _rendered(self) -> dict[str, Markup]:
        """The words that were asked for without values, as HTML by their names."""
        return {}

    def _render(self, name: str, values: Mapping[str, object]) -> Markup:
        is_left_over = name in self._missing
        html = {key: self._escape(value) for key, value in values.items()}
        if is_left_over:  # what is put in is in the language of the issue all the same
            tag = Markup('<span lang="{}">{}</span>')
            texts = (key for key, value in values.items() if not isinstance(value, int))
            html |= {key: tag.format(self.language, html[key]) for key in texts}
        inner = Markup("").join(_render(part, html) for part in self._split(name, values))
        return self._mark(inner, is_left_over=is_left_over)

    def _mark(self, html: Markup, *, is_left_over: bool) -> Markup:
        return Markup('<span lang="{}">{}</span>').format(ENGLISH, html) if is_left_over else html

    def text(self, name: str, /, **values: object) -> str:
        """A word as plain text, without the addresses of its links."""
        plain = {key: self._plain(value) for key, value in values.items()}
        return "".join(_write(part, plain) for part in self._split(name, values))

    def stretches(self, name: str, /, **values: object) -> Iterator[tuple[str, str]]:
        """The same in parts, each with its language, which is empty where it is that of the issue."""
        language = self.find_language(name)
        plain = {key: self._plain(value) for key, value in values.items()}
        for part in self._split(name, values):
            is_ours = not isinstance(part, str) and isinstance(values.get(part["name"] or ""), str)
            yield _write(part, plain), "" if is_ours else language

    def in_sentence(self, name: str) -> str:
        """A word that begins with a capital as it is in the middle of a sentence."""
        text = self[name]
        if self.capitals or text[1:2].isupper():
            return text
        return text[:1].lower() + text[1:]

    def kind_in_sentence(self, name: str) -> Markup:
        """The same as HTML."""
        return self._mark(escape(self.in_sentence(name)), is_left_over=name in self._missing)

    def count(self, count: int, one: str, many: str) -> str:
        """A number with what it counts, in the middle of a sentence; `one` and `many` are names of words."""
        kind = self.in_sentence(self._find_form(count, one, many))
        return self.text("count_of_kind", count=count, kind=kind)

    def counted(self, count: int, one: str, many: str) -> Markup:
        """The same as HTML."""
        is_left_over = self._find_form(count, one, many) in self._missing
        return self._mark(escape(self.count(count, one, many)), is_left_over=is_left_over)

    def _find_form(self, count: int, one: str, many: str) -> str:
        return one if self.locale.plural_form(count) == "one" else many

    def listed(self, items: list[str]) -> str:
        """Items in a row, the last two joined by `and`."""
        *first, last = items or [""]
        return self.text("list_end", first=", ".join(first), last=last) if first else last

    def _split(self, name: str, values: Mapping[str, object]) -> Iterator[re.Match[str] | str]:
        text = self.find_text(name)
        if not isinstance(text, str):
            count = values.get("count", 2)
            category = self.locale.plural_form(count) if isinstance(count, int) else "other"
            text = text.get(category, text["other"])
        return split_text(text)

    def _plain(self, value: object) -> str:
        if isinstance(value, int) and not isinstance(value, bool):
            return self.number(value)
        return Markup(value).striptags() if hasattr(value, "__html__") else str(value)

    def _escape(self, value: object) -> Markup:
        return escape(self._plain(value) if isinstance(value, int) else value)

    # --- numbers and dates -------------------------------------------------------------------------------

    def number(self, value: int | float | Decimal) -> str:
        """A number with the separators of the language: 1,211.5 or 1.211,5."""
        return format_decimal(value, locale=self.locale, decimal_quantization=False)

    def decimal(self, value: float | Decimal, places: int) -> str:
        """A number with so many places after its decimal sign, and nothing between its thousands."""
        return f"{value:.{places}f}".replace(".", self.point)

    @cached_property
    def point(self) -> str:
        """The decimal sign."""
        return get_decimal_symbol(self.locale)

    @cached_property
    def group(self) -> str:
        """What is between the thousands of a value: in English the space of the SI, not a comma."""
        if is_english(self.locale.language):
            return "\N{NARROW NO-BREAK SPACE}"
        return get_group_symbol(self.locale)

    def date(self, day: date) -> str:
        """A day in words: January 25, 2022."""
        return format_date(day, "long", self.locale)


def split_text(text: str) -> Iterator[re.Match[str] | str]:
    """The text between its marks, and the marks."""
    done = 0
    for mark in PART.finditer(text):
        yield text[done : mark.start()]
        yield mark
        done = mark.end()
    yield text[done:]


def has_letters(text: FixedText) -> bool:
    """Whether a word holds anything in a language, beside what is put in."""
    if not isinstance(text, str):
        return any(map(has_letters, text.values()))
    parts = (part if isinstance(part, str) else part["words"] or "" for part in split_text(text))
    return any(sign.isalpha() for part in parts for sign in part)


def find_placeholders(text: FixedText) -> frozenset[str]:
    """The names of the placeholders in a text."""
    if not isinstance(text, str):
        return frozenset(name for one in text.values() for name in find_placeholders(one))
    found: set[str] = set()
    for mark in PART.finditer(text):
        found |= {mark["name"] or mark["address"] or ""} - {""}
        found |= find_placeholders(mark["words"] or "")
    return frozenset(found)


def _render(part: re.Match[str] | str, values: Mapping[str, Markup]) -> Markup:
    if isinstance(part, str):
        return escape(part)
    if part["name"]:
        return find_value(part["name"], values)
    if part["code"]:
        return Markup("<code>{}</code>").format(part["code"])
    address = find_value(part["address"], values).striptags()
    outward = Markup(' class="vi-outward"') if address.startswith("https:") else ""
    inner = Markup("").join(_render(one, values) for one in split_text(part["words"]))
    return Markup('<a{} href="{}">{}</a>').format(outward, address, inner)


def _write(part: re.Match[str] | str, values: Mapping[str, str]) -> str:
    if isinstance(part, str):
        return part
    if part["words"]:
        return "".join(_write(one, values) for one in split_text(part["words"]))
    return find_value(part["name"], values) if part["name"] else part["code"]


def find_value(name: str, values: Mapping[str, TextT]) -> TextT:
    """What is put in for a placeholder; raises `WordError` where nothing is."""
    if name not in values:
        raise WordError(f"nothing is put in for {{{name}}}")
    return values[name]


# --- languages -------------------------------------------------------------------------------------------


def is_english(language: str) -> bool:
    """Whether a language is a kind of English."""
    return find_base(language) == ENGLISH


def find_base(language: str) -> str:
    """The language without its script and region: that of de-AT is de."""
    return language.partition("-")[0]


@cache
def find_locale(language: str) -> Locale:
    """What Babel knows of a language, or else of the one that it is a kind of; English for any other."""
    for name in (language, find_base(language)):
        try:
            return Locale.parse(name, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale(ENGLISH)


def find_conjunctions(language: str) -> Mapping[str, str]:
    """The words with which lists end, which Babel knows in nearly every language; in any other, a comma."""
    base, ends = find_base(language), {"list_end": "2", "names_end": "end"}
    if base not in locale_identifiers():
        return dict.fromkeys(ends, "{first}, {last}")
    patterns = Locale(base).list_patterns["standard"]
    return {name: patterns[end].format("{first}", "{last}") for name, end in ends.items()}


def read_words(language: str) -> Mapping[str, FixedText]:
    """The words of a language by their names; none where it has no file."""
    path = FOLDER / f"{language}.yml"
    return _parse(path.read_bytes()) if path.is_file() else {}


@cache
def _parse(source: bytes) -> Mapping[str, FixedText]:
    # the first, which not every installation has, is ten times as fast
    loader = yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader
    words: Mapping[str, FixedText] = yaml.load(source, Loader=loader)  # noqa: S506 (both are safe)
    return words


WORDS = Words()
