"""Reads files of bibliographies from disk, whatever their format and their encoding."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from unicodedata import normalize

from virtualissue.bibliography.formats.bibtex_reader import read_bibtex
from virtualissue.bibliography.formats.citation_lists import read_citation_lists
from virtualissue.bibliography.formats.csl_json_reader import read_csl_json
from virtualissue.bibliography.formats.nbib_reader import read_nbib
from virtualissue.bibliography.formats.ris_reader import read_ris
from virtualissue.bibliography.reading.record import ReadFile, Remark

LARGEST = 200_000_000  # bytes


class ImportFileError(Exception):
    """Nothing can be imported from a file, an address, or into a folder; the message is for the user."""


Reader = Callable[[str, str], ReadFile]
READERS: Mapping[str, Reader] = {
    ".bib": read_bibtex,
    ".bibtex": read_bibtex,
    ".ris": read_ris,
    ".nbib": read_nbib,
    ".json": read_csl_json,
    ".tex": read_citation_lists,
}


def read_bibliography(path: Path) -> ReadFile:
    """All records of a file; raises `ImportFileError` where it cannot be read."""
    try:
        if path.stat().st_size > LARGEST:
            raise ImportFileError(
                f"{path.name} is too large: a file may have up to {LARGEST // 1_000_000} MB"
            )
        content = path.read_bytes()
    except OSError as error:
        raise ImportFileError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}") from None
    text, remarks = decode(content, path.name)
    read = find_reader(path, text)(text, path.name)
    return replace(read, remarks=[*remarks, *read.remarks])


def decode(content: bytes, name: str) -> tuple[str, list[Remark]]:
    """The text of a file in Unicode's normal form C, with single newlines; what is not UTF-8 is told."""
    remarks: list[Remark] = []
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", errors="replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            message = "is not UTF-8 text; it is read as Latin-1 (Windows-1252)"
            remarks.append(Remark(name, line, "encoding", message, "mended"))
            text = content.decode("cp1252", errors="replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "")
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\xad\u200b\u2060]", "", text)
    return normalize("NFC", text), remarks


def find_reader(path: Path, text: str) -> Reader:
    """The reader for a file: by what the file looks like, where its suffix does not say it."""
    if reader := READERS.get(path.suffix.lower()):
        return reader
    for pattern, suffix in ((r"\s*[\[{]", ".json"), (r"(?m)^TY  - ", ".ris"), (r"(?m)^PMID- ", ".nbib"),
                            (r"(?m)^\s*@\w+\s*[{(]", ".bib")):  # fmt: skip
        if (re.match if suffix == ".json" else re.search)(pattern, text):
            return READERS[suffix]
    raise ImportFileError(f"{path.name} is not in a known format: {', '.join(READERS)}")
