"""Names of people and bodies: how they are read and written.

A name is written as text in one of the usual spellings, or as a mapping of its parts.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, NoReturn, Self

from anyascii import anyascii
from pydantic import (
    AfterValidator,
    BeforeValidator,
    Discriminator,
    Field,
    Tag,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from virtualissue.bibliography.identifiers import Orcid
from virtualissue.bibliography.name_doubts import (
    ACRONYM,
    find_body_word,
    has_separator,
    lists_people,
    may_be_a_body,
    split_others,
    split_title,
)
from virtualissue.text.fields import FORM, NOT_EMPTY, PlainText, ReadAs, Record, find_form
from virtualissue.text.markup import find_foreign_markup
from virtualissue.words import Words

OTHERS = "others"  # the last of the authors where a record names no more of them
SUFFIX = re.compile(r"(?:Jr|Sr)\.?|I{2,3}|IV|VI{0,3}|2nd|3rd|[4-9]th")
# what no initials look like, as those of Ivan Valentinovich do
CERTAIN_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|III|2nd|3rd|[4-9]th")
SUFFIXED = re.compile(rf"(.+?)\s+({SUFFIX.pattern})")
# initials that follow a surname: `Kim SJ`, `Petrov A V`, `Doe J. A.`
SURNAME_FIRST = re.compile(r"([^.]+?)\s([A-Z]{2,3}|[A-Z](?:\s[A-Z])+|[A-Z]\.(?:[\s-]?[A-Z]\.)*)")
SUFFIXED_GIVEN = re.compile(rf"(.+?)\s+(?!V$)({SUFFIX.pattern})")  # in `Petrov, A V`, the last is an initial
NATIVE = re.compile(r"(.+?)\s*[(（]([^()（）]+)[)）]")
IN_BRACES = re.compile(r"\{\s*[^{}\s][^{}]*\}")
COMMAS = str.maketrans("，،", ",,")  # of Chinese, and of Arabic


@dataclass(frozen=True, slots=True)
class NameParts:
    """The parts of a person's name, or the `literal` name of a body; `native` is it in its own script."""

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""
    native: str = ""

    @property
    def surname(self) -> str:
        """The surname with its particle, or the name of a body."""
        return self.literal or f"{self.particle} {self.family}".strip()


class Byline(str):
    """A name as lists show it (`van der Graaf, Aaron`), with its parts and the ORCID given with it."""

    __slots__ = ("orcid", "parts")
    parts: NameParts
    orcid: str | None

    def __new__(cls, parts: NameParts, orcid: str | None = None) -> Self:
        """The text is made of the parts."""
        byline = super().__new__(cls, _write_name(parts))
        byline.parts, byline.orcid = parts, orcid
        return byline

    def __getnewargs__(self) -> tuple[Any, ...]:
        """What a copy is made of."""
        return self.parts, self.orcid

    @property
    def short(self) -> str:
        """The surname with its particle, or the name of a body."""
        return self.parts.surname

    @property
    def is_body(self) -> bool:
        """Whether it names a group, an institution or a collaboration."""
        return bool(self.parts.literal) and not self.is_others

    @property
    def is_others(self) -> bool:
        """Whether it stands for authors whom the record does not name."""
        return self.parts.literal == OTHERS

    @property
    def romanized(self) -> str:
        """The name without the form in its own script that may follow it."""
        return _write_name(replace(self.parts, native=""))

    @property
    def natural(self) -> str:
        """The name in its natural order, given names first: `Aaron van der Graaf`."""
        return " ".join(filter(None, (self.parts.given, self.short, self.parts.suffix)))


def _write_name(parts: NameParts) -> str:
    name = ", ".join(filter(None, (parts.surname, parts.given, parts.suffix)))
    return f"{name} ({parts.native})" if parts.native else name


def join_names(names: Sequence[Byline], words: Words) -> str:
    """Names in their natural order as a sentence has them: `A. Doe, B. Roe, and C. Poe`; none is empty."""
    known = [name.natural for name in names if not name.is_others]
    if not known:
        return ""
    if len(known) < len(names):
        return f"{', '.join(known)} {words['others']}"
    *first, last = known
    ending = "names_end" if len(first) > 1 else "list_end"
    return words.text(ending, first=", ".join(first), last=last) if first else last


# --- reading ---------------------------------------------------------------------------------------------


def parse_name(text: str) -> Byline:
    """Reads a name in one of the usual spellings; raises `PydanticCustomError` where it cannot be one name.

    `Doe, Jane`; `van der Doe, Jane` or `Doe, Jane van der`; `Doe, Jr., Jane` or `Doe, Jane, Jr.`;
    `Zhou, Kai (周凯)`; one word; a body in braces; `others` for authors whom nobody names.
    """
    text = " ".join(text.split())
    if text == OTHERS:
        return Byline(NameParts(literal=OTHERS))
    if IN_BRACES.fullmatch(text):
        return Byline(NameParts(literal=_read_body(text)))
    _refuse_markup(text)
    _refuse_several(text)
    native = ""
    if (found := NATIVE.fullmatch(text)) and anyascii(found[2]) != found[2]:
        text, native = found[1], found[2].strip()
    return Byline(replace(_split_name(text.translate(COMMAS)), native=native))


def _split_name(text: str) -> NameParts:
    family, *others = (part.strip() for part in text.split(","))
    if not others:
        return NameParts(family=_refuse_full_name(text))
    if others == [""]:
        return NameParts(literal=family)
    if may_be_a_body(family, *others):
        _fail(
            f"{text} may be a body, whose name must not be divided: write {{literal: ...}} "
            "(a person: {family: ..., given: ...})"
        )
    given, suffix = others[0], ""
    if len(others) == 1 and CERTAIN_SUFFIX.fullmatch(given):
        given, suffix = "", given
        _refuse_given_names(text, family, suffix)
    elif len(others) == 2 and SUFFIX.fullmatch(others[0]):
        suffix, given = others
    elif len(others) == 2 and SUFFIX.fullmatch(others[1]):
        given, suffix = others
    elif len(others) > 1:
        _fail(f"{text} has more than one comma (write Surname, Given, or Surname, Given, Jr.)")
    return _split_words(family, given, suffix)


def _refuse_given_names(text: str, family: str, suffix: str) -> None:
    """The surname of a name whose comma is followed only by a suffix: it must not hold given names."""
    whole = divide_full_name(family.split())
    if whole.given:
        inverted = Byline(replace(whole, suffix=suffix))
        _fail(f'{text} has no comma between surname and given names (write "{inverted}")')


def _refuse_full_name(text: str) -> str:
    """A name without a comma, which can only be one that somebody has alone."""
    if " " in text:
        whole = divide_full_name(text.split())
        person = (
            f'"{Byline(whole)}"' if whole.given else f"{{family: {whole.family}, particle: {whole.particle}}}"
        )
        _fail(f"{text} has no comma (a person: {person}; a body: {{literal: {text}}})")
    if ACRONYM.fullmatch(text) or find_body_word(text):
        _fail(
            f"{text} may be a body, or the only name of a person "
            f"(a body: {{literal: {text}}}; a person: {{family: {text}}})"
        )
    return text


def _split_words(family: str, given: str, suffix: str) -> NameParts:
    """The particles before a surname or after given names, and a suffix after either, separated."""
    if not family:
        _fail("the surname is missing before the comma")
    if not suffix and (found := SUFFIXED.fullmatch(family) or SUFFIXED_GIVEN.fullmatch(given)):
        suffix = found[2]
        family, given = (found[1], given) if found[0] == family else (family, found[1])
    before, rest = _lower_words(family.split())
    after, first = _lower_words(given.split()[::-1])
    particle = " ".join([*after[::-1], *before])
    return NameParts(" ".join(rest), " ".join(first[::-1]), particle, suffix)


def divide_full_name(words: Sequence[str]) -> NameParts:
    """The parts of a name without commas: `Ada B. Smith`, `Jan van der Berg`, `Ada Hart III`, `Kim SJ`.

    Without a particle, the last word is the surname. If no word has a capital, the first is a given name.
    """
    is_initial = len(words) > 2 and words[-1] == "V" and len(words[-2]) == 1  # as in `Petrov A V`
    has_suffix = len(words) > 2 and SUFFIX.fullmatch(words[-1]) and not is_initial
    words, suffix = (words[:-1], words[-1]) if has_suffix else (words, "")
    found = SURNAME_FIRST.fullmatch(" ".join(words))
    if found and not words[0].isupper():
        return NameParts(found[1], found[2], suffix=suffix)
    first = 1 if all(word.islower() for word in words) else 0
    lower = (n for n, word in enumerate(words[:-1]) if n >= first and word[0].islower())
    start = next(lower, len(words) - 1)
    particles, family = _lower_words(words[start:])
    return NameParts(" ".join(family), " ".join(words[:start]), " ".join(particles), suffix)


def _lower_words(words: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """The words in lower case with which a name begins, never all of it, and the rest."""
    count = next((n for n, word in enumerate(words) if not word.islower() or "." in word), 0)
    return words[:count], words[count:]


def _refuse_others(text: str) -> str:
    """Text that is not, and does not end with, an `et al.`."""
    name, has_others = split_others(text)
    if has_others and not name:
        _fail(f"{text} is not a name (write {OTHERS} as the last entry of the list)")
    if has_others:
        _fail(
            f"{text} stands for several authors: end it after {name}, "
            f"and write {OTHERS} as the last entry of the list"
        )
    return text


def _refuse_title(text: str) -> None:
    """Text without titles, degrees and footnote marks; the name of a body may have them."""
    name, title = split_title(text)
    if title and not find_body_word(text):
        _fail(f"{title} is not part of a name (write {name})")


def _refuse_several(text: str) -> str:
    """Text that does not name more than one person."""
    _refuse_title(_refuse_others(text))
    if has_separator(text):
        _fail(
            f"{text} looks like several names (give each a line; the name of one body is written in braces: "
            '"{...}")'
        )
    return text


def _refuse_people(text: str) -> str:
    """The name of a body, in which several people are not listed."""
    if text != OTHERS:
        _refuse_others(text)
    if lists_people(text):
        _fail(f"{text} is a list of people, not the name of a body: give each a line")
    return text


def _read_body(text: str) -> str:
    """The name of a body; where it could be several names, braces must say that it is one."""
    if IN_BRACES.fullmatch(text):
        return _refuse_people(_refuse_markup(text[1:-1].strip()))
    _refuse_people(_refuse_markup(text))
    if has_separator(text) and not find_body_word(text):
        _fail(
            f"{text} may be several names (give each a line; the name of one body is written in braces: "
            f'"{{{text}}}")'
        )
    return text


def _refuse_markup(text: str) -> str:
    if found := find_foreign_markup(text):
        _fail(found[1])
    return text


def _fail(message: str) -> NoReturn:
    raise PydanticCustomError("name", "{message}", {"message": message})


NamePart = Annotated[PlainText, AfterValidator(_refuse_markup), AfterValidator(_refuse_several)]


class NameFields(Record):
    """A name as a mapping of its parts."""

    family: NamePart = Field("", description="The surname.", examples=["Doe"])
    given: NamePart = Field("", description="Given names or initials.", examples=["Jane"])
    particle: NamePart = Field(
        "", description="The particles before the surname: van der, de la.", examples=["van der"]
    )
    suffix: NamePart = Field("", description="The suffix after the name: Jr., III.", examples=["Jr."])
    literal: Annotated[PlainText, AfterValidator(_read_body)] = Field(
        "", description="The name of an organization, which is never divided.", examples=["Society of Dyers"]
    )
    native: NamePart = Field("", description="The name in its own script.", examples=["周凯"])
    orcid: Orcid | None = Field(None, description="The ORCID of the person, as in 0000-0002-1825-0097.")

    @model_validator(mode="after")
    def _is_a_person_or_a_body(self) -> Self:
        if bool(self.family) == bool(self.literal):
            _fail("a name needs either family, for a person, or literal, for a body")
        if " " in self.family and not self.given and find_body_word(self.family):
            _fail(f"{self.family} is the name of a body: write {{literal: {self.family}}}")
        if divided := next((part for part in (self.family, self.given) if "," in part), ""):
            _fail(
                f"{divided} contains a comma, which separates the parts of a name: "
                "give each part its own field"
            )
        return self

    def byline(self) -> Byline:
        """The name that these parts make."""
        parts = NameParts(self.family, self.given, self.particle, self.suffix, self.literal, self.native)
        return Byline(parts, self.orcid)


def _read_text(value: Any) -> Byline:
    if isinstance(value, Byline):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("text", "should be text, or a mapping with family and given, or literal")
    if not value.strip():
        raise PydanticCustomError("text", "is empty")
    return parse_name(value)


NAME_AS_TEXT = WithJsonSchema(
    {"type": "string", "pattern": NOT_EMPTY, FORM: "a name: family name first", "examples": ["Doe, Jane"]}
)
_TextOrMapping = Annotated[
    Annotated[Any, BeforeValidator(_read_text), NAME_AS_TEXT, Tag("[text]")]
    | Annotated[NameFields, AfterValidator(NameFields.byline), Tag("[mapping]")],
    Discriminator(find_form),
]
NameText = Annotated[Byline, ReadAs(_TextOrMapping)]
