"""Asks a resolver of DOIs for the record of a work, as CSL-JSON; the only part that ever uses a network."""

import time
from urllib.parse import quote, urlsplit

from virtualissue.bibliography.formats.csl_json_reader import read_csl_json
from virtualissue.bibliography.identifiers import IN_ADDRESSES
from virtualissue.bibliography.reading.identifiers import find_doi
from virtualissue.bibliography.reading.record import ReadFile
from virtualissue.importing.files import ImportFileError

RESOLVER = "https://doi.org"
ACCEPTED = "application/vnd.citationstyles.csl+json"
LARGEST = 5_000_000  # bytes of an answer; a record with all its references has a tenth of it
PATIENCE = 20.0  # seconds


def fetch_doi(typed: str, resolver: str = RESOLVER, patience: float = PATIENCE) -> ReadFile:
    """The record of the work with a DOI.

    Raises `ImportFileError`, in one sentence, where there is no record within `patience` seconds.
    """
    from http.client import HTTPException  # noqa: PLC0415 (slow to import, and needed only here)
    from urllib.error import HTTPError  # noqa: PLC0415

    doi, host = find_doi(typed), urlsplit(resolver).netloc
    if not doi:
        raise ImportFileError(f"{typed} is not a DOI (write it as 10.1000/182)")
    if not resolver.startswith(("https://", "http://")) or not host:
        raise ImportFileError(f"{resolver} is not the web address of a resolver (write it as {RESOLVER})")
    address = f"{resolver.rstrip('/')}/{quote(doi, safe=IN_ADDRESSES)}"
    try:
        content = _download(address, patience)
    except HTTPError as error:
        reason = "does not know it" if error.code == 404 else f"answered with the error {error.code}"
        raise ImportFileError(f"{doi} cannot be read: {host} {reason}") from None
    except TimeoutError:
        raise ImportFileError(f"{doi} cannot be read: {host} took longer than {patience:g} seconds") from None
    except (OSError, HTTPException, ValueError) as error:
        reason = str(getattr(error, "reason", "")) or str(error) or type(error).__name__
        if "timed out" in reason:
            reason = f"no answer within {patience:g} seconds"
        raise ImportFileError(f"{doi} cannot be read: {host} cannot be reached ({reason})") from None
    return _read_answer(content, doi, host)


def _download(address: str, patience: float) -> bytes:
    from urllib.request import Request, urlopen  # noqa: PLC0415

    deadline = time.monotonic() + patience
    headers = {"Accept": ACCEPTED, "User-Agent": "virtualissue (import of a record by its DOI)"}
    request = Request(address, headers=headers)  # noqa: S310 (it is of http alone)
    content = b""
    with urlopen(request, timeout=patience) as answer:  # noqa: S310
        while chunk := answer.read1(65536):
            content += chunk
            if len(content) > LARGEST:
                raise ValueError(f"its answer has more than {LARGEST // 1_000_000} MB")
            if time.monotonic() > deadline:
                raise TimeoutError
    return content


def _read_answer(content: bytes, doi: str, host: str) -> ReadFile:
    read = read_csl_json(content.decode("utf-8", errors="replace"), f"{host}/{doi}")
    records = [record for record in read.records if record.values.get("title")]
    if not records:
        raise ImportFileError(
            f"{doi} cannot be read: {host} answered with something other than the record of a work"
        )
    if find_doi(records[0].first("doi")).casefold() != doi.casefold():
        records[0].add("doi", doi)
    return ReadFile(records[:1], read.remarks, read.noise)
