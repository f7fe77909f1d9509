"""A library that carries OpenType fonts inside -> the characters that a family of them can set.

Alone knows where in such a file a font begins, and which of its tables tells what it can set.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

BEGINNING = re.compile(rb"OTTO\x00[\x04-\x40]")
LARGEST = 4_000_000  # bytes; tables are read where they are, so that a font may be cut too long
FAMILY_NAMES = (16, 1)  # the typographic family, where a font has one, and the plain one


@cache
def read_characters(library: Path, family: str) -> frozenset[int]:
    """The code points that all faces of a family can set; raises LookupError where it has none."""
    faces = [frozenset(face.getBestCmap()) for face in _faces(library.read_bytes(), family)]
    if not faces:
        raise LookupError(f"{library.name} carries no font {family}")
    return frozenset.intersection(*faces)


def _faces(library: bytes, family: str) -> Iterator[TTFont]:
    # Nothing needs it where all that is printed is kept from before.
    from fontTools.ttLib import TTFont, TTLibError  # noqa: PLC0415

    for beginning in BEGINNING.finditer(library):
        start = beginning.start()
        try:
            face = TTFont(BytesIO(library[start : start + LARGEST]), lazy=True)
            names = [face["name"].getDebugName(number) for number in FAMILY_NAMES]
        except (TTLibError, KeyError):
            continue  # what only looks like a font
        if family in names:
            yield face
