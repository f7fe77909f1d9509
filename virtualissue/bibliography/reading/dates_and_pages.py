"""The dates, pages and volumes in the files of bibliographies -> as the record of a work writes them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic_core import PydanticCustomError

from virtualissue.bibliography.dates import MONTHS, parse_date

LETTERS: Mapping[str, int] = {
    **{name: number for number, name in enumerate(MONTHS, 1)},
    "mär": 3, "mrz": 3, "mai": 5, "okt": 10, "dez": 12, "fév": 2, "avr": 4, "aoû": 8, "déc": 12,
}  # fmt: skip
IN_PRESS = re.compile(
    r"\b(?:in[ -]?press|forthcoming|to appear|accepted|to be published|in print|ahead of print|im druck|"
    r"im erscheinen)\b",
    re.IGNORECASE,
)
NO_DATE = re.compile(r"(?:n\.?\s?d\.?|no date|undated|s\.\s?d\.|0000|0)", re.IGNORECASE)
MOMENT = r"\d{4}(?:[-/]\d{1,2}(?:[-/]\d{1,2})?)?"
ISO = re.compile(
    rf"({MOMENT})(?:T[\d:.]+(?:Z|[-+][\d:]+)?)?\s*[?~%]?(?:\s*(?:--|–|/|-(?=\d{{4}}$))\s*({MOMENT})?[?~%]?)?"
)
NO_PAGES = re.compile(r"(?:n/?a(?:\s*[-–]+\s*n/?a)?|[-–—.\s]+|0+|null|none|\?+(?:[-–]+\?+)?)", re.IGNORECASE)
PAGE_WORD = re.compile(r"^(?:pages?\b|pp?[.\s]|article\b|art\.)(?:\s*(?:no|id)\b\.?)?[\s.:]*", re.IGNORECASE)
PAGE_COUNT = re.compile(r"\s*\(?\b\d+\s*(?:pp|pages|p)\.?\)?$", re.IGNORECASE)
# journals that appear in sections, whose letter older files put before the volume
PARTED = {
    "Phys. Rev.", "Phys. Lett.", "Nucl. Phys.", "J. Phys.", "Eur. Phys. J.", "Z. Phys.", "Int. J. Mod. Phys.",
    "Nucl. Instrum. Meth.", "Nucl. Instrum. Methods", "Physical Review", "Physics Letters", "Nuclear Physics",
    "Mod. Phys. Lett.", "Chin. Phys.", "Acta Phys. Polon.", "Zeitschrift für Physik",
}  # fmt: skip


@dataclass(frozen=True)
class ReadDate:
    """A date as content writes it, empty where it is not understood, and what of the text it does not say."""

    text: str
    left: str = ""


def read_date(date: str, year: str = "", month: str = "", day: str = "") -> ReadDate:
    """A date of one field, or of a year, a month and a day that each have theirs."""
    if date and (read := _read_iso(date)).text:
        return read
    stated = " ".join((year or date).split())
    if words := re.fullmatch(r"([\d/]+?)/+([A-Za-z].*)", stated):  # RIS: year, month, day, and other words
        return ReadDate(_read_iso(words[1]).text, words[2])
    if IN_PRESS.search(stated) or NO_DATE.fullmatch(stated):
        return ReadDate("in press" if IN_PRESS.search(stated) else "no date")
    whole = _read_iso(stated)
    if not whole.text:
        return whole if not re.search(r"\b\d{4}\b", stated) else _read_words(stated)
    if "-" in whole.text or "/" in whole.text:
        return whole
    return _with_month(whole, month, day)


def _read_iso(text: str) -> ReadDate:
    """`2019`, `2019-03-07`, `2019/3/7`, `2019-03/2019-04`, `1984--1985`, `2019?`."""
    text = text.strip().strip("/")
    original = re.fullmatch(r"(\d{4})\s*[\[(].*?(\d{4}).*[\])]", text)
    found = re.fullmatch(r"(\d{4})[a-z]?", text) or original or ISO.fullmatch(text)
    if not found:
        return ReadDate("", text)
    ends = [
        _moment(part) for part in ((found[1],) if found.re.groups < 2 or original else found.groups()) if part
    ]
    left = text if original or "?" in text or "~" in text else ""
    return _checked("/".join(ends), left, text)


def _moment(text: str) -> str:
    year, *rest = re.split("[-/]", text)
    parts = [int(part) for part in rest]
    return "-".join([year, *(f"{part:02}" for part in parts if part)])


def _checked(date: str, left: str, text: str) -> ReadDate:
    try:
        parse_date(date)
    except PydanticCustomError:
        year = date[:4]
        try:
            parse_date(year)
        except PydanticCustomError:
            return ReadDate("", text)
        return ReadDate(year, text)
    return ReadDate(date, left)


def _read_words(text: str) -> ReadDate:
    """`2019 Jul 9`, `9 July 2019`, `July 9, 2019`, `Spring 2019`, or a year with words around it."""
    year = re.search(r"\b\d{4}\b", text)
    if not year:
        return ReadDate("", text)
    rest = (text[: year.start()] + " " + text[year.end() :]).strip(" ,.;()[]")
    read = _with_month(_checked(year[0], "", text), rest, "")
    return read if read.text else ReadDate("", text)


def _with_month(date: ReadDate, month: str, day: str) -> ReadDate:
    """The date with a month in numbers or words, and its day: `3`, `mar`, `March`, `07--09 Jul`, `Jul 9`."""
    month = month.strip(" .,")
    if not month or not date.text:
        return date
    number = int(month) if month.isdigit() else 0
    names = [LETTERS[word[:3]] for word in re.findall(r"[^\W\d_]{3,}", month.lower()) if word[:3] in LETTERS]
    days = [int(found) for found in re.findall(r"\b\d{1,2}\b", month if names else "")]
    days = days or ([int(day)] if day.strip().isdigit() else [])
    year = date.text
    if not names and not 1 <= number <= 12:
        return ReadDate(year, month)
    first, last = (names[0], names[-1]) if names else (number, number)
    starts = f"{year}-{first:02}" + (f"-{days[0]:02}" if days else "")
    ends = f"{year}-{last:02}" + (f"-{days[1]:02}" if len(days) > 1 else "")
    return _checked(
        starts if starts == ends or (first == last and len(days) < 2) else f"{starts}/{ends}",
        date.left,
        month,
    )


# --- pages and volumes -----------------------------------------------------------------------------------


def read_pages(text: str) -> str:
    """Pages with hyphens and whole last pages: `475--82` -> `475-482`; empty where the text names no page."""
    text = PAGE_WORD.sub("", text.strip())
    if NO_PAGES.fullmatch(text):
        return ""
    text = PAGE_COUNT.sub("", text)
    text = re.sub(r"\s*(?:[-–—‐‑−]+)\s*", "-", text.replace("\xad", "")).strip(" ,;.-+")
    parts = [_whole_range(part) for part in re.split(r"\s*[,;]\s*", text) if part]
    return ", ".join(parts)


def _whole_range(part: str) -> str:
    found = re.fullmatch(r"([A-Za-z]*)(\d+)-([A-Za-z]*)(\d+)", part)
    if not found:
        return part
    prefix, first, other, last = found.groups()
    if prefix and not other:
        other = prefix
    if len(last) < len(first) and prefix == other and int(last) < int(first):
        last = first[: len(first) - len(last)] + last
    if (prefix, first) == (other, last):
        return prefix + first
    return f"{prefix}{first}-{other}{last}"


def read_number(number: str) -> str:
    """The number of a volume or an issue, in which LaTeX writes a hyphen as a dash: `3–4` -> `3-4`."""
    return re.sub(r"(?<=\w)\s*[–—]\s*(?=\w)", "-", number)


def read_journal(journal: str) -> str:
    """A journal's title, with spaces between the words of an abbreviation: `Phys.Rev.D` -> `Phys. Rev. D`."""
    return re.sub(r"(?<=[a-z]\.)(?=[A-Z])", " ", journal).strip(" ,;")


def split_section(journal: str, volume: str) -> tuple[str, str]:
    """A volume that begins with the letter of its section, as older files have it: `Phys. Rev.`, `D94`."""
    found = re.fullmatch(r"([A-H])(\d+)", volume)
    if found and journal in PARTED:
        return f"{journal} {found[1]}", found[2]
    return journal, volume


def split_volume(journal: str) -> tuple[str, str]:
    """A volume that was written after the title of its journal: `JHEP 10`."""
    found = re.fullmatch(r"(.*[A-Za-z.])[ ,]+(?:[Vv]ol\.?\s*)?(\d{1,3})", journal)
    return (found[1], found[2]) if found else (journal, "")
