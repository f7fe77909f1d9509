"""Which records describe one work: by DOI, by arXiv identifier, by title and year, and by citation key."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from virtualissue.bibliography.name_forms import fold_name
from virtualissue.bibliography.names import parse_name
from virtualissue.bibliography.reading.identifiers import without_version


@dataclass(frozen=True)
class WorkIdentity:
    """What a work is known by; empty texts where it has none."""

    doi: str = ""
    arxiv: str = ""
    title: str = ""
    surname: str = ""
    year: str = ""
    keys: tuple[str, ...] = ()

    def tokens(self) -> Iterator[tuple[str, str]]:
        """The ways in which to find it, the surest first: the kind of each, and its value."""
        if self.doi:
            yield "DOI", self.doi
        if self.arxiv:
            yield "arXiv identifier", self.arxiv
        if self.title and self.year:
            yield "title and year", f"{self.title}|{self.year}|{self.surname}"

    def contradicts(self, other: "WorkIdentity") -> bool:
        """Whether both have an identifier of one kind, and not the same."""
        pairs = ((self.doi, other.doi), (self.arxiv, other.arxiv))
        return any(one and another and one != another for one, another in pairs)

    def resembles(self, other: "WorkIdentity") -> bool:
        """Whether the title or the first author is the same: a key alone says too little."""
        return other.title == self.title or other.surname == self.surname


def find_identity(fields: Mapping[str, Any], keys: Sequence[str] = ()) -> WorkIdentity:
    """The identity of a work with these fields of content."""
    authors = fields.get("authors") or fields.get("editors") or [""]
    return WorkIdentity(
        str(fields.get("doi", "")).casefold(),
        without_version(re.sub(r"^arxiv:\s*", "", str(fields.get("arxiv", "")), flags=re.IGNORECASE)),
        re.sub(r"[\W_]+", "", fold_name(str(fields.get("title", "")))),
        fold_name(_surname(authors[0] if isinstance(authors, list | tuple) and authors else "")),
        find_year(fields),
        tuple(keys),
    )


def find_year(fields: Mapping[str, Any]) -> str:
    """The year of a work, or the words that stand for one."""
    date = str(fields.get("year") or fields.get("date") or "")
    return date[:4] if date[:4].isdigit() else date


def _surname(name: Any) -> str:
    if isinstance(name, Mapping):
        return str(name.get("literal") or name.get("family") or "")
    try:
        return parse_name(str(name)).short if name else ""
    except ValueError:
        return str(name)


class WorkIndex:
    """Finds among works, each known by a number, the one that has the identity of another."""

    def __init__(self) -> None:
        self.identities: dict[int, list[WorkIdentity]] = {}
        self.places: dict[tuple[str, str], list[int]] = {}

    def add(self, number: int, identity: WorkIdentity) -> None:
        """Adds an identity of a work."""
        self.identities.setdefault(number, []).append(identity)
        keys = (("citation key", key) for key in identity.keys)
        for token in (*identity.tokens(), *keys):
            self.places.setdefault(token, []).append(number)

    def find(self, identity: WorkIdentity, *, by_key: bool = False) -> tuple[int, str] | None:
        """The number of the work with this identity, and what it was found by; None without one."""
        keys = (("citation key", key) for key in identity.keys if by_key)
        for token in (*identity.tokens(), *keys):
            numbers = dict.fromkeys(self.places.get(token, ()))
            fitting = [number for number in numbers if self.fits(number, identity, token[0])]
            if fitting and (token[0] != "citation key" or len(numbers) == 1):
                return fitting[0], token[0]
        return None

    def fits(self, number: int, identity: WorkIdentity, found_by: str) -> bool:
        """Whether no identifier contradicts it; an identifier that is the same needs no other."""
        if found_by in ("DOI", "arXiv identifier"):
            return True
        known = self.identities[number]
        if found_by == "citation key" and not any(one.resembles(identity) for one in known):
            return False
        return not any(one.contradicts(identity) for one in known)
