"""Other forms of a name: its slug, how it is compared and sorted, and all ways in which people write it."""

import re
import unicodedata
from dataclasses import replace
from functools import lru_cache
from hashlib import blake2s

from anyascii import anyascii

from virtualissue.bibliography.names import Byline, parse_name

INITIALS = re.compile("[A-Z]{2,3}")
GREEK_U = re.compile("(?<=[οΟ])[υύ]")  # two letters that are one vowel: ou


@lru_cache(maxsize=65536)
def slug_of_name(name: str) -> str:
    """A slug of ASCII letters for a name in any script: `Rosłoń, Irek` -> `roslon-irek`."""
    return (
        re.sub(r"[^a-z0-9]+", "-", fold_name(name)).strip("-")
        or "x" + blake2s(name.encode(), digest_size=4).hexdigest()
    )


@lru_cache(maxsize=65536)
def fold_name(text: str) -> str:
    """Text in any script as it is compared and sorted: in Latin letters, without case and diacritics."""
    return anyascii(unicodedata.normalize("NFC", text)).casefold()


def space_initials(given: str) -> str:
    """Given names with their initials apart: `SH` -> `S. H.`, `Yu.A.` -> `Yu. A.`, `H. -G.` -> `H.-G.`."""
    if INITIALS.fullmatch(given):
        return " ".join(f"{letter}." for letter in given)
    return re.sub(r"\.(?=[^\W\d_])", ". ", given).replace(" -", "-")


def person_names(name: str) -> tuple[str, ...]:
    """The ways to write `Doe, Jane A.`: Doe; Doe JA; Doe Jane A.; Jane A. Doe; Jane Doe; JA Doe; J Doe.

    Of these `Doe J` and `Doe Jane` are beginnings, and found as such. The name in its own script is one more.
    A name in another script is also written in Latin letters.
    """
    byline = name if isinstance(name, Byline) else parse_name(name)
    given = byline.parts.given
    words = re.findall(r"[^\s.\-]+", space_initials(given))
    initials = "".join(word[0] for word in words)
    after = dict.fromkeys(filter(None, [initials, given]))
    before = dict.fromkeys(filter(None, [given, *words[:1], initials, initials[:1]]))
    surname = byline.short
    native = (byline.parts.native,) if byline.parts.native else ()
    return (
        surname,
        *(f"{surname} {name}" for name in after),
        *(f"{name} {surname}" for name in before),
        *native,
        *(person_names(latin) if (latin := _write_in_latin(byline)) != byline else ()),
    )


def _write_in_latin(byline: Byline) -> Byline:
    """The same name in Latin letters, as those write it who cannot type its script."""
    parts = byline.parts
    family, given, literal = (
        part if is_latin(part) else anyascii(GREEK_U.sub("u", part))
        for part in (parts.family, parts.given, parts.literal)
    )
    return Byline(replace(parts, family=family, given=given, literal=literal), byline.orcid)


def is_latin(text: str) -> bool:
    """Whether all letters of a text are Latin ones."""
    return all(unicodedata.name(sign, "").startswith("LATIN") for sign in text if sign.isalpha())
