"""What kind of work a record describes, and the languages by the names that bibliographies give them."""

import re
from collections.abc import Mapping
from typing import Any

from virtualissue.bibliography.reading.record import ReadRecord
from virtualissue.bibliography.work import WorkType

# words of a genre or of a note -> what a work is that its format calls by no kind
WORDS: Mapping[str, WorkType] = {
    "thesis": WorkType.THESIS, "dissertation": WorkType.THESIS, "software": WorkType.SOFTWARE,
    "computer program": WorkType.SOFTWARE, "source code": WorkType.SOFTWARE, "dataset": WorkType.DATASET,
    "data set": WorkType.DATASET, "preprint": WorkType.PREPRINT, "report": WorkType.REPORT,
    "patent": WorkType.PATENT, "standard": WorkType.STANDARD,
}  # fmt: skip
# the prefixes of Zenodo, figshare, Dryad, Mendeley Data and Dataverse
ARCHIVES = re.compile(r"10\.(?:5281|6084|5061|17632|7910)/")
LANGUAGES: Mapping[str, str] = {
    "english": "en", "american": "en-US", "british": "en-GB", "usenglish": "en-US", "ukenglish": "en-GB",
    "eng": "en", "german": "de", "ngerman": "de", "deutsch": "de", "ger": "de", "deu": "de",
    "austrian": "de-AT", "naustrian": "de-AT", "french": "fr", "français": "fr", "fre": "fr", "fra": "fr",
    "spanish": "es", "español": "es", "spa": "es", "italian": "it", "ita": "it", "portuguese": "pt",
    "por": "pt", "brazilian": "pt-BR", "russian": "ru", "rus": "ru", "chinese": "zh", "chi": "zh",
    "zho": "zh", "japanese": "ja", "jpn": "ja", "korean": "ko", "kor": "ko", "dutch": "nl", "dut": "nl",
    "polish": "pl", "pol": "pl", "swedish": "sv", "swe": "sv", "danish": "da", "dan": "da",
    "norwegian": "no", "finnish": "fi", "czech": "cs", "turkish": "tr", "tur": "tr", "greek": "el",
    "latin": "la", "hungarian": "hu", "ukrainian": "uk", "arabic": "ar", "persian": "fa", "hebrew": "he",
    "en_us": "en-US", "en_gb": "en-GB", "de_de": "de-DE",
}  # fmt: skip


def find_type(
    record: ReadRecord, *, journal: str, book: str, fields: Mapping[str, Any]
) -> tuple[WorkType, bool]:
    """The kind of a work, and whether that is certain.

    `journal` and `book` are the titles of what it appeared in, and `fields` the identifiers that were found.
    """
    kind = record.type
    if kind is WorkType.JOURNAL_ARTICLE and not journal:
        if book:
            return WorkType.CONFERENCE_PAPER, True
        return (WorkType.PREPRINT if "arxiv" in fields else kind), True
    if kind is not None:
        return kind, True
    words = " ".join(record.first(name) for name in ("genre", "howpublished", "note")).casefold()
    if named := next((found for word, found in WORDS.items() if word in words), None):
        return named, True
    return _guess(record, journal, book, fields)


def _guess(record: ReadRecord, journal: str, book: str, fields: Mapping[str, Any]) -> tuple[WorkType, bool]:
    if journal or "arxiv" in fields:
        return (WorkType.JOURNAL_ARTICLE if journal else WorkType.PREPRINT), True
    if ARCHIVES.match(fields.get("doi", "")):
        return (WorkType.SOFTWARE if record.first("version") else WorkType.DATASET), False
    if book:
        return WorkType.CHAPTER, False
    if "isbn" in fields:
        return WorkType.BOOK, False
    if record.first("url") or "http" in record.first("howpublished"):
        return WorkType.WEB_PAGE, False
    return WorkType.PREPRINT, False
