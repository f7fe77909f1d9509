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

    starts = [found.start() for found in BEGINNING.finditer(library)]
    fonts = (library[start:end] for start, end in zip(starts, (*starts[1:], None), strict=True))
    for font in dict.fromkeys(fonts):  # the library may carry a font twice
        if family.encode("utf-16-be") not in font:  # much cheaper than to read its table of names
            continue
        try:
            face = TTFont(BytesIO(font), lazy=True)
            names = [face["name"].getDebugName(number) for number in FAMILY_NAMES]
        except (TTLibError, KeyError):
            continue  # what only looks like a font
        if family in names:
            yield face
