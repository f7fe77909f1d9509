"""What a record says of single names and most formats have no field for: an ORCID, the native form.

A format writes them beside its lists of names, each under the number of its name, from 1. Formats that divide
a name only at its comma need to be told the surname, too, where it cannot be found otherwise: in a name of
several words without given names, and behind a particle with a capital.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from virtualissue.bibliography.names import Byline, NameParts
from virtualissue.bibliography.work import Work

NameRole = Literal["author", "editor", "translator"]
AnnotationKind = Literal["orcid", "native", "family"]
ANNOTATIONS: tuple[AnnotationKind, ...] = ("orcid", "native", "family")


class NameAnnotation(NamedTuple):
    """One thing that is said of a name: the list it is in, its number there, what is said, and the value."""

    role: NameRole
    number: int
    kind: AnnotationKind
    value: str


def find_annotations(work: Work) -> Iterator[NameAnnotation]:
    """The annotations of all names of a work, list by list."""
    lists: tuple[tuple[NameRole, tuple[Byline, ...]], ...] = (
        ("author", work.authors), ("editor", work.editors), ("translator", work.translators),
    )  # fmt: skip
    for role, names in lists:
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
    is_whole = not parts.given and " " in f"{parts.particle} {parts.family}".strip()
    return is_whole or not (parts.particle or "a").islower()
