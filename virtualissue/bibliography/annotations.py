"""What a record says about single names that most formats have no field for: an ORCID, the native form.

A format writes them next to its lists of names, each with the number of its name, counted from 1. Formats
that divide a name only at its comma also give the surname where readers would not find it: after a particle
with a capital, and in a name without given names that has several words or looks like a body's.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from virtualissue.bibliography.name_doubts import ACRONYM
from virtualissue.bibliography.names import NameParts
from virtualissue.bibliography.work import NameRole, Work

AnnotationKind = Literal["orcid", "native", "family"]
ANNOTATIONS: tuple[AnnotationKind, ...] = ("orcid", "native", "family")


class NameAnnotation(NamedTuple):
    """One statement about a name: the list it is in, its number there, what is stated, and the value."""

    role: NameRole
    number: int
    kind: AnnotationKind
    value: str


def find_annotations(work: Work) -> Iterator[NameAnnotation]:
    """The annotations of all names of a work, list by list."""
    for role, names in work.names_by_role:
        for number, name in enumerate(names, 1):
            if name.orcid:
                yield NameAnnotation(role, number, "orcid", name.orcid)
            if name.parts.native:
                yield NameAnnotation(role, number, "native", name.parts.native)
            if _hides_surname(name.parts):
                yield NameAnnotation(role, number, "family", name.parts.family)


def _hides_surname(parts: NameParts) -> bool:
    if parts.literal:
        return False
    surname = parts.surname
    looks_whole = " " in surname or surname[0].islower() or ACRONYM.fullmatch(surname)
    return bool(not parts.given and looks_whole) or not (parts.particle or "a").islower()
