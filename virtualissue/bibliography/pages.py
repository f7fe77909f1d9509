"""Pages, article numbers and ranges of them, as journals print them."""

import re
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from virtualissue.text.fields import Written

ROMAN = re.compile("(?=[ivxlcdm])m*(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})", re.IGNORECASE)
ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
PAGE = r"[A-Za-z0-9.]*[0-9][A-Za-z0-9.]*(?:\([A-Z]\))?|[ivxlcdmIVXLCDM]+"  # A7, 063A01, 12.e5, 241409(R), xi
RANGE = re.compile(rf"({PAGE})(?:-({PAGE}|es))?")  # ACS journals number supplements 143-es
NUMBERS = re.compile("[0-9]+|[^0-9]+")
_PART = rf"\s*({PAGE})([-–]({PAGE}|es))?\s*"


def _check_pages(pages: str) -> str:
    """One or more pages and ranges, separated by commas; an en dash is read as a hyphen."""
    pages = " ".join(pages.replace("–", "-").split())
    for part in pages.split(","):
        found = RANGE.fullmatch(part.strip())
        if not found:
            shown = "not a page or a range of pages (write it as 17, A7, eabc0417, xi-xvi or 17-24, 30)"
            raise PydanticCustomError("pages", "{pages} is {shown}", {"pages": pages[:80], "shown": shown})
        first, last = found[1], found[2]
        if last and last != "es" and _goes_backwards(first, last):
            message = "{pages} ends before it begins (write both in full: 123-129)"
            raise PydanticCustomError("pages", message, {"pages": part.strip()})
    return pages


def _goes_backwards(first: str, last: str) -> bool:
    """Whether two pages that are numbered alike (S1 and S9, e1 and e5, xi and xvi) are in the wrong order."""
    if ROMAN.fullmatch(first) and ROMAN.fullmatch(last):
        return _roman(first) > _roman(last)
    pairs = zip(NUMBERS.findall(first.lower()), NUMBERS.findall(last.lower()), strict=False)
    one, other = next(((one, other) for one, other in pairs if one != other), ("", ""))
    return one.isdecimal() and other.isdecimal() and int(one) > int(other)


def _roman(numeral: str) -> int:
    digits = [ROMAN_DIGITS[digit] for digit in numeral.lower()]
    return sum(
        -digit if digit < max(digits[place:]) else digit for place, digit in enumerate(digits)
    )  # in a well-formed numeral, whatever is before a larger digit is subtracted


Pages = Annotated[
    str,
    AfterValidator(_check_pages),
    Written("pages, ranges of them, or an article number", "17-24", rf"^{_PART}(,{_PART})*$"),
]


def _check_page(page: str) -> str:
    if not re.fullmatch(PAGE, page):
        raise PydanticCustomError(
            "page", "{page} is not a page (write it as 17, S12 or xi)", {"page": page[:80]}
        )
    return page


def number_page(page: str) -> int:
    """The first number in a page, by which pages are ordered; 0 for a Roman one, which comes before."""
    return next((int(part) for part in NUMBERS.findall(page) if part.isdecimal()), 0)


#: A single page.
SinglePage = Annotated[str, AfterValidator(_check_page), Written("a page", "17", f"^({PAGE})$")]
