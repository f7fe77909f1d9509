"""The citation styles that issue.yml names -> their CSL: public styles, or files beside issue.yml."""

from collections.abc import Sequence
from pathlib import Path

from virtualissue.bibliography.references.styles import (
    CitationStyle,
    StyleError,
    prepare_style,
    read_style,
)
from virtualissue.diagnostics import ContentError, Diagnostic, suggest
from virtualissue.loader.content_files import read_text
from virtualissue.loader.positions import Positions
from virtualissue.loader.validation import name_place
from virtualissue.model.front_matter import FrontMatter


def read_citation_styles(front: FrontMatter, folder: Path) -> tuple[CitationStyle, ...]:
    """The style of the issue, then the further ones; raises `ContentError` at those that cannot be used."""
    styles: list[CitationStyle] = []
    diagnostics: list[Diagnostic] = []
    further = [("further_styles", number) for number in range(len(front.further_styles))]
    places: list[tuple[str | int, ...]] = [("style",), *further]
    for name, at in zip((front.style, *front.further_styles), places, strict=True):
        try:
            styles.append(_read_style(name, folder, styles))
        except StyleError as error:
            place = Positions(read_text(folder / "issue.yml", folder)).find(at)
            diagnostics.append(Diagnostic(front.file, *place, f"{name_place(at)}: {error}"))
    if diagnostics:
        raise ContentError(diagnostics)
    return tuple(styles)


def _read_style(name: str, folder: Path, others: Sequence[CitationStyle]) -> CitationStyle:
    """The style of that name; raises `StyleError` where it cannot be used, or is one of the others."""
    style = CitationStyle(name, _read_file(name, folder) if name.endswith(".csl") else None)
    if style in others:
        raise StyleError(f"{name} is named twice")
    if style != CitationStyle():  # the default is known to be right
        prepare_style(read_style(style))
    return style


def _read_file(name: str, folder: Path) -> str:
    files = [path.name for path in folder.glob("*.csl")]
    if name not in files:
        raise StyleError(f"no file {name} beside issue.yml ({suggest(name, files)})")
    return read_text(folder / name, folder)
