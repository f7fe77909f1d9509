"""The fonts of the prints: the face that Typst carries inside, and those in the folders `fonts/` of an issue.

A folder `fonts/` is looked for in the folder of the issue and beside it. Its fonts set what the face lacks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import blake2b
from io import BytesIO
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import TYPE_CHECKING

import typst

from virtualissue.diagnostics import Diagnostic
from virtualissue.files import is_passed_over, list_files
from virtualissue.loader.content_files import FONTS

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

FACE = "Libertinus Serif"
LIBRARY = next(Path(typst.__file__).parent.glob("_typst.*"))  # carries its fonts inside
BEGINNING = re.compile(rb"OTTO\x00[\x04-\x40]")
FAMILY_NAMES = (16, 1)  # the typographic family, where a font has one, and the plain one
READABLE = (".otf", ".ttf", ".otc", ".ttc")
OTHER_FONTS = (".woff", ".woff2", ".eot", ".pfb", ".pfa", ".dfont", ".bdf", ".pcf")


@dataclass(frozen=True)
class PrintFonts:
    """The fonts of one issue; `families` are those from its folders, in the order of their names.

    `characters` are the code points that can be set, `folder` is where a font is missing if one is.
    """

    folders: tuple[Path, ...] = ()
    families: tuple[str, ...] = ()
    characters: frozenset[int] = frozenset()
    folder: str = ""
    warnings: tuple[Diagnostic, ...] = ()

    @cached_property
    def fingerprint(self) -> bytes:
        """The fonts in the folders as a digest."""
        files = (path for folder in self.folders for path in sorted(list_files(folder)))
        return blake2b(b"".join(path.name.encode() + path.read_bytes() for path in files)).digest()

    def load(self) -> typst.Fonts:
        """All fonts in the form in which Typst takes them; none of the machine is among them."""
        return typst.Fonts(include_system_fonts=False, font_paths=list(self.folders))


def read_fonts(content: Path | None = None) -> PrintFonts:
    """The fonts for the issue in a folder; a file in `fonts/` that cannot be used leaves a warning."""
    own = read_characters(LIBRARY, FACE)
    if content is None:
        return PrintFonts(characters=own)
    folders = tuple(path for path in (content / FONTS, content.parent / FONTS) if path.is_dir())
    where = f"{content.name}/{FONTS}"
    if not folders:
        return PrintFonts(characters=own, folder=where)
    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders)
    ).fonts()
    families: dict[str, list[frozenset[int]]] = {}
    for font in found:
        families.setdefault(font.family, []).append(_read_file(Path(font.path or ""), font.index))
    characters = own.union(*(frozenset.intersection(*faces) for faces in families.values()))
    used = {Path(font.path or "").resolve() for font in found}
    warnings = tuple(_warn(folders, used, content.parent))
    return PrintFonts(folders, tuple(sorted(families)), characters, where, warnings)


def _warn(folders: Sequence[Path], used: set[Path], above: Path) -> Iterator[Diagnostic]:
    """What in the folders looks like a font and is of no use."""
    for path in (path for folder in folders for path in sorted(list_files(folder))):
        suffix = path.suffix.lower()
        if is_passed_over(path.name) or path.resolve() in used:
            continue
        if suffix in READABLE:
            yield _warning(path.relative_to(above), "this font cannot be read")
        elif suffix in OTHER_FONTS:
            yield _warning(
                path.relative_to(above),
                f"print cannot use a font in this format (it can use {', '.join(READABLE)})",
            )


def _warning(path: Path, message: str) -> Diagnostic:
    return Diagnostic(path.as_posix(), 0, 0, message, "warning")


def _read_file(path: Path, index: int) -> frozenset[int]:
    """What a font in a file can set."""
    from fontTools.ttLib import TTFont, TTLibError  # noqa: PLC0415 (only an issue with such fonts needs it)

    try:
        with TTFont(path, lazy=True, fontNumber=index) as face:
            return frozenset(face.getBestCmap() or ())
    except (TTLibError, OSError, KeyError, ValueError):
        return frozenset()


@cache
def read_characters(library: Path, family: str) -> frozenset[int]:
    """What all faces of a family in a library can set, as code points; raises LookupError if it has none."""
    with library.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as carried:
        faces = [frozenset(face.getBestCmap()) for face in _faces(carried, family)]
    if not faces:
        raise LookupError(f"{library.name} carries no font {family}")
    return frozenset.intersection(*faces)


def _faces(library: mmap, family: str) -> Iterator[TTFont]:
    from fontTools.ttLib import TTFont, TTLibError  # noqa: PLC0415 (only what reads fonts needs it)

    starts = [found.start() for found in BEGINNING.finditer(library)]
    name = family.encode("utf-16-be")  # much cheaper to look for than the table of names is to read
    fonts = (
        library[start:end]
        for start, end in zip(starts, (*starts[1:], len(library)), strict=True)
        if library.find(name, start, end) >= 0
    )
    for font in dict.fromkeys(fonts):  # the library may carry a font twice
        try:
            face = TTFont(BytesIO(font), lazy=True)
            names = [face["name"].getDebugName(number) for number in FAMILY_NAMES]
        except (TTLibError, KeyError):
            continue  # what only looks like a font
        if family in names:
            yield face
