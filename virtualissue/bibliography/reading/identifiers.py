"""Finds the identifiers of a work in what the files of bibliographies write for them, or around them."""

import re
from collections.abc import Iterator
from urllib.parse import quote, unquote

DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>{}|\\^]+")
WHOLE_DOI = re.compile(r"\b10\.\d{4,9}/\S+")
ARXIV = re.compile(
    r"(?<![\d.])(?P<new>\d{4}\.\d{4,5})(?P<version>v\d+)?(?![\d.]*\d)"
    r"|\b(?P<old>[a-z]{2,}(?:-[a-z]{2,})?(?:\.[A-Z]{2})?/\d{7})(?P<old_version>v\d+)?"
)
ARXIV_CONTEXT = re.compile(r"arxiv|\babs/|\bcorr\b", re.IGNORECASE)
ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(.+)", re.IGNORECASE)
URL = re.compile(r"https?://[^\s\"<>{}|\\^`,;]+(?:[,;][^\s\"<>{}|\\^`,;]+)*", re.IGNORECASE)
PMID = re.compile(r"\bPMID:?\s*([1-9]\d{0,8})\b|pubmed\.ncbi\.nlm\.nih\.gov/([1-9]\d{0,8})")
ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")
ISBN = re.compile(r"\b(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx]\b")
ISSN = re.compile(r"\b(\d{4})[-–‐]?(\d{3}[\dXx])\b")
SAFE = "/:;.,()[]+~!*'$&@=?#%"


def find_doi(text: str, *, is_doi: bool = False) -> str:
    """The first DOI in a text, whatever is before it: a resolver, a proxy, `doi:`; empty without one.

    In a field for DOIs (`is_doi`) it may hold what would end it among other words, such as `<`, and a DOI
    that stands there alone is no address: `%2F` in it is a part of it.
    """
    pattern = WHOLE_DOI if is_doi else DOI
    is_encoded = "%2F" in text.upper() and not (is_doi and WHOLE_DOI.match(text.strip()))
    found = pattern.search(unquote(text) if is_encoded else text)
    if not found:
        return ""
    doi = found[0].rstrip(".,;:'\"")
    for opening, closing in ("()", "[]"):
        while doi.endswith(closing) and doi.count(closing) > doi.count(opening):
            doi = doi[:-1].rstrip(".,;:'\"")
    return doi


def find_orcid(text: str) -> str:
    """The first ORCID in a text; empty without one."""
    found = ORCID.search(text.upper())
    return found[0] if found else ""


def find_arxiv(text: str, *, is_arxiv: bool = False) -> str:
    """The identifier of a preprint on arXiv; where nothing says that a number is one, `is_arxiv` must."""
    if of_doi := ARXIV_DOI.search(text):
        text, is_arxiv = of_doi[1], True
    if not (is_arxiv or ARXIV_CONTEXT.search(text)):
        return ""
    found = ARXIV.search(text)
    if not found:
        return ""
    version = found["version"] or found["old_version"] or ""
    return (found["new"] or found["old"]) + version


def without_version(arxiv: str) -> str:
    """The identifier of a preprint in any of its versions."""
    return re.sub(r"v\d+$", "", arxiv)


def find_year_of_arxiv(arxiv: str) -> str:
    """The year of submission that an identifier contains."""
    digits = re.search(r"(\d{2})\d{2}(?:\.|\d{3})", arxiv)
    if not digits:
        return ""
    return f"{'19' if int(digits[1]) > 90 else '20'}{digits[1]}"


def find_urls(text: str) -> Iterator[str]:
    """The web addresses in a text; signs that an address cannot hold are encoded."""
    for found in URL.finditer(text):
        address = found[0].rstrip(".,;:!'")
        while address.endswith(")") and address.count(")") > address.count("("):
            address = address[:-1].rstrip(".,;:!'")
        yield quote(address, safe=SAFE)


def find_pmid(text: str, *, is_pmid: bool = False) -> str:
    """The number of a work in PubMed."""
    if is_pmid and (bare := re.fullmatch(r"\s*([1-9]\d{0,8})\s*(?:\[pmid\])?", text, re.IGNORECASE)):
        return bare[1]
    found = PMID.search(text)
    return (found[1] or found[2]) if found else ""


def find_isbns(text: str) -> list[str]:
    """The ISBNs in a text, as they are written."""
    return [
        found[0].strip().upper().replace(" ", "-")
        for found in ISBN.finditer(text.replace("‐", "-").replace("–", "-"))
    ]


def find_issns(text: str) -> list[str]:
    """The ISSNs in a text, with their hyphens."""
    return [f"{found[1]}-{found[2].upper()}" for found in ISSN.finditer(text)]


def is_resolver(address: str) -> bool:
    """Whether an address says no more than a DOI or an arXiv identifier."""
    return bool(
        re.match(
            r"https?://(?:dx\.|www\.)?(?:doi\.org|arxiv\.org|[a-z]{2}\.arxiv\.org)/", address, re.IGNORECASE
        )
    )
