"""When a work was published: a year, a month, a day, a range of these, or the words that stand for one."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import PlainValidator
from pydantic_core import PydanticCustomError

from virtualissue.text.fields import Written

FIRST_YEAR = 1000
# as BibTeX names them
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MOMENT = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
# a year before 1000: 0800, -0044, 44 BC
EARLY = re.compile(
    r"(?:-[0-9]{1,4}|0[0-9]{3})(?:-[0-9]{2}){0,2}|[0-9]{1,3}|[0-9]{1,4} ?b\.?c\.?(?:e\.?)?", re.IGNORECASE
)
MONTH_FIRST = re.compile("[0-9]{1,2}/")  # 05/2012
FORMS = "2016, 2016-03, 2016-03-07, 2016-03/2016-04, in press, or no date"

PartialDate = tuple[int, ...]  # year; year and month; or year, month and day


@dataclass(frozen=True, slots=True)
class WorkDate:
    """The date of a work: its parts, those of the end of a range, or words instead of any."""

    start: PartialDate = ()
    end: PartialDate = ()
    words: Literal["", "in press", "no date"] = ""

    @property
    def year(self) -> int | None:
        """The year in which it begins."""
        return self.start[0] if self.start else None

    @property
    def beginning(self) -> str:
        """When it begins, as in 2016-03; empty where it has no parts."""
        return _write(self.start)

    @property
    def text(self) -> str:
        """The date as it is written in content, which reads it back."""
        return self.words or "/".join(map(_write, filter(None, (self.start, self.end))))


def parse_date(text: str) -> WorkDate:
    """Reads a date as content writes it; raises `PydanticCustomError` where it is none."""
    text = " ".join(text.split())
    if text == "in press":
        return WorkDate(words="in press")
    if text == "no date":
        return WorkDate(words="no date")
    first, _, last = text.partition("/")
    start, end = _parse_moment(first, text), _parse_moment(last, text) if "/" in text else ()
    if end and end < start:
        raise PydanticCustomError("date", "{text} ends before it begins", {"text": text})
    return WorkDate(start, end)


def _parse_moment(moment: str, text: str) -> PartialDate:
    if EARLY.fullmatch(moment.strip()) and not MONTH_FIRST.match(text):
        raise PydanticCustomError(
            "date",
            "{text} is before the year {first} (write the year of the edition that is cited, or no date)",
            {"text": text, "first": FIRST_YEAR},
        )
    found = MOMENT.fullmatch(moment.strip())
    if not found:
        raise PydanticCustomError(
            "date", "{text} is not a date (write {forms})", {"text": text[:80], "forms": FORMS}
        )
    parts = tuple(int(part) for part in found.groups() if part)
    last_year = date.today().year + 1
    if parts[0] > last_year:
        years = f"from {FIRST_YEAR} to {last_year}"
        raise PydanticCustomError(
            "date", "{year} is not within the years {years}", {"year": parts[0], "years": years}
        )
    if len(parts) > 1 and not 1 <= parts[1] <= 12:
        raise PydanticCustomError(
            "date", "{text} has no such month (months go from 01 to 12)", {"text": text}
        )
    if len(parts) > 2 and not 1 <= parts[2] <= monthrange(*parts[:2])[1]:
        raise PydanticCustomError("date", "{text} is not a day of that month", {"text": text})
    return parts


def _write(moment: PartialDate) -> str:
    return "-".join(f"{part:02}" for part in moment)


def _read_date(value: Any) -> WorkDate:
    if isinstance(value, WorkDate):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("date", "should be a date ({forms})", {"forms": FORMS})
    return parse_date(value)


WRITTEN = r"[1-9][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
MOMENTS = rf"{WRITTEN}(/{WRITTEN})?"
DateText = Annotated[
    WorkDate,
    PlainValidator(_read_date),
    Written(
        "a date: a year, month, day, range, or words",
        "2016-03-07",
        rf"^({MOMENTS}|in press|no date)$",
        limits=(FIRST_YEAR, 9999),
    ),
]
