"""The citation style that issue.yml names -> its CSL: a public style, or a file beside issue.yml."""

from pathlib import Path

from virtualissue.bibliography.styles import (
    CitationStyle,
    StyleError,
    prepare_style,
    read_style,
)
from virtualissue.diagnostics import ContentError, Diagnostic, suggest
from virtualissue.loader.content_files import read_text
from virtualissue.loader.positions import find_position
from virtualissue.model.front_matter import FrontMatter


def read_citation_style(front: FrontMatter, folder: Path) -> CitationStyle:
    """The style of the issue; raises `ContentError` at the field that names it where it cannot be used."""
    name = front.style
    try:
        if name.endswith(".csl"):
            style = CitationStyle(name, _read_file(name, folder))
        else:
            style = CitationStyle(name)
        if style != CitationStyle():  # the default is known to be right
            prepare_style(read_style(style))
    except StyleError as error:
        place = find_position(read_text(folder / "issue.yml", folder), ("style",))
        raise ContentError([Diagnostic(front.file, *place, f"style: {error}")]) from None
    return style


def _read_file(name: str, folder: Path) -> str:
    files = [path.name for path in folder.glob("*.csl")]
    if name not in files:
        raise StyleError(f"no file {name} beside issue.yml ({suggest(name, files)})")
    return read_text(folder / name, folder)
