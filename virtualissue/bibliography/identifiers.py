"""The identifiers of works and people, each checked by its form and, where it has one, by its check digit."""

import re
from typing import Annotated
from urllib.parse import quote

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

from virtualissue.text.fields import Written

IN_ADDRESSES = "/:;.,()[]+~!*'$&@="  # what a DOI may hold that an address may hold as well
IN_NO_DOI = re.compile(r"[{}\\]")
ARXIV = re.compile(r"[0-9]{4}\.[0-9]{4,5}(v[0-9]+)?|[a-z-]+(\.[A-Z]{2})?/[0-9]{7}(v[0-9]+)?")


def doi_address(doi: str) -> str:
    """The address that a DOI resolves to, with `#`, `?` and `%` encoded."""
    return f"https://doi.org/{quote(doi, safe=IN_ADDRESSES)}"


def arxiv_address(identifier: str) -> str:
    """The address of the abstract of a preprint."""
    return f"https://arxiv.org/abs/{identifier}"


def _check_doi(doi: str) -> str:
    if doi[-1] in ".,;:'\"’”" or _is_unopened(doi):
        raise PydanticCustomError(
            "doi",
            "{doi} ends with a {mark} that is not part of a DOI: delete it",
            {"doi": doi, "mark": doi[-1]},
        )
    if found := IN_NO_DOI.search(doi):
        raise PydanticCustomError(
            "doi",
            "{doi} contains {sign}, which no DOI does, and which BibTeX cannot hold",
            {"doi": doi, "sign": found[0]},
        )
    return doi


def _is_unopened(doi: str) -> bool:
    """Whether it ends with a bracket that was around it, or around the sentence it is from."""
    opening = {")": "(", "]": "[", ">": "<"}.get(doi[-1], "")
    return bool(opening) and doi.count(doi[-1]) > doi.count(opening)


def _check_orcid(orcid: str) -> str:
    """The last character is computed from the others, by ISO 7064 (mod 11, 2)."""
    digits = orcid.replace("-", "")
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    if "0123456789X"[(12 - total % 11) % 11] != digits[-1]:
        raise PydanticCustomError(
            "orcid",
            "{orcid} has a mistake in it: its last character does not match the others",
            {"orcid": orcid},
        )
    return orcid


def _check_isbn(isbn: str) -> str:
    """Ten characters weighted 10 to 1 (mod 11), or thirteen digits weighted 1 and 3 in turn (mod 10)."""
    isbn = isbn.replace("x", "X")
    digits = re.sub("[ -]", "", isbn)
    if re.fullmatch("[0-9]{9}[0-9X]", digits):
        right = sum((10 - n) * _value(digit) for n, digit in enumerate(digits)) % 11 == 0
    elif re.fullmatch("97[89][0-9]{10}", digits):
        right = sum((1, 3)[n % 2] * int(digit) for n, digit in enumerate(digits)) % 10 == 0
    else:
        raise PydanticCustomError(
            "isbn", "{isbn} is not an ISBN (it has 10 or 13 digits, as in 978-3-16-148410-0)", {"isbn": isbn}
        )
    if not right:
        raise PydanticCustomError(
            "isbn", "{isbn} has a mistake in it: its last digit does not match the others", {"isbn": isbn}
        )
    return isbn


def _check_issn(issn: str) -> str:
    """Eight characters weighted 8 to 1 (mod 11)."""
    digits = issn.replace("-", "")
    if sum((8 - n) * _value(digit) for n, digit in enumerate(digits)) % 11:
        raise PydanticCustomError(
            "issn", "{issn} has a mistake in it: its last digit does not match the others", {"issn": issn}
        )
    return issn


def _value(digit: str) -> int:
    return 10 if digit == "X" else int(digit)


def _check_arxiv(identifier: str) -> str:
    number = re.sub(r"^arxiv:\s*", "", identifier, flags=re.IGNORECASE)
    if not ARXIV.fullmatch(number):
        raise PydanticCustomError(
            "arxiv",
            "{id} is not an arXiv identifier (write it as 2101.01234 or hep-ex/0101001)",
            {"id": identifier},
        )
    return number


Doi = Annotated[
    str,
    StringConstraints(pattern=r"^10\.\d{4,9}/\S+$"),
    AfterValidator(_check_doi),
    Written("a DOI", "10.1000/182", r"""^10\.\d{4,9}/[^\s{}\\]*[^\s{}\\.,;:'"’”]$"""),
]
Orcid = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]$"),
    AfterValidator(_check_orcid),
    Written("an ORCID iD", "0000-0002-1825-0097"),
]
Isbn = Annotated[
    str,
    AfterValidator(_check_isbn),
    Written("an ISBN", "978-3-16-148410-0", "^(97[89][ -]?)?([0-9][ -]?){9}[0-9Xx]$"),
]
Issn = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{4}-[0-9]{3}[0-9X]$"),
    AfterValidator(_check_issn),
    Written("an ISSN", "2049-3630"),
]
ArxivId = Annotated[
    str,
    AfterValidator(_check_arxiv),
    Written(
        "an arXiv identifier",
        "2101.01234",
        rf"^([Aa][Rr][Xx][Ii][Vv]:\s*)?({ARXIV.pattern})$",
        limits=(704, 9913),  # years and months, of which the first number was 0704.0001
    ),
]
Pmid = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{0,8}$"), Written("a PubMed number", "12345678")]
