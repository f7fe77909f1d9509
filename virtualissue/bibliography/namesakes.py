"""Compares names: whether two of them are, or may be, those of one person."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from virtualissue.bibliography.name_forms import fold_name, space_initials
from virtualissue.bibliography.names import Byline


class KnownNames:
    """Names of one list, in which each is found in whatever spelling without a comparison with all."""

    def __init__(self) -> None:
        self._alike: dict[str, list[Byline]] = defaultdict(list)

    def find(self, name: Byline) -> Byline | None:
        """The first name of the list that is of the same author."""
        alike = (one for key in _keys(name) for one in self._alike[key])
        return next((one for one in alike if is_one_author(one, name)), None)

    def add(self, name: Byline) -> None:
        """Puts a name at the end of the list."""
        for key in _keys(name):
            self._alike[key].append(name)


def _keys(name: Byline) -> Sequence[str]:
    return [_letters(name.short), *([name.orcid] if name.orcid else [])]


def is_one_author(one: Byline, other: Byline) -> bool:
    """Whether two names in one list are those of one author: `Doe, J.` and `DOE, J`, or one ORCID.

    Names with different ORCIDs, or different forms in their own script, are those of two people.
    """
    if one.orcid and other.orcid:
        return one.orcid == other.orcid
    if one.parts.native and other.parts.native and one.parts.native != other.parts.native:
        return False
    surnames, suffixes = (
        {_letters(text) for text in pair}
        for pair in ((one.short, other.short), (one.parts.suffix, other.parts.suffix))
    )
    return len(surnames) == len(suffixes) == 1 and bool(_spellings(one) & _spellings(other))


def _spellings(name: Byline) -> set[tuple[str, ...]]:
    """The words of the given names; capitals may be initials, or a name: `ANN`."""
    given = unicodedata.normalize("NFC", name.parts.given)
    return {tuple(re.findall(r"\w+", text.casefold())) for text in (given, space_initials(given))}


@lru_cache(maxsize=65536)
def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFC", text).casefold())


def are_compatible(one: Byline, other: Byline) -> bool:
    """Whether two different bylines may name one person: `Doe, J.`, `Doe, Jane`, and `Doe, Jane A.`."""
    if one.is_body or other.is_body or fold_name(one.short) != fold_name(other.short):
        return False
    given = [_given_words(name) for name in (one, other)]
    return all(given) and all(_fits(*pair) for pair in zip(*given, strict=False))


def _given_words(name: Byline) -> Sequence[str]:
    return re.findall(r"\w+", fold_name(space_initials(name.parts.given)))


def _fits(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])
