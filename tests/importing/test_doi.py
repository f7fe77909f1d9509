"""Records from a resolver of DOIs: what it answers, and what is said when it does not."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from virtualissue.importing.command import import_files
from virtualissue.importing.doi import LARGEST, fetch_doi
from virtualissue.importing.files import ImportFileError

RECORD = {
    "type": "journal-article", "title": ["Red <i>lead</i>"], "author": [{"family": "Holm", "given": "Bjørg"}],
    "issued": {"date-parts": [[2014, 3]]}, "DOI": "10.5555/RED", "container-title": "J. Red",
}  # fmt: skip


@contextmanager
def serve(status: int, body: bytes, delay: float = 0) -> Iterator[tuple[str, list[str]]]:
    """A server on this machine that gives one answer, its address, and the requests that it was sent."""
    asked: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(f"{self.path} {self.headers['Accept']}")
            time.sleep(delay)
            self.send_response(status)
            self.end_headers()
            try:
                self.wfile.write(body)
            except OSError:
                asked.append("closed")  # the other end has heard enough

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


def test_a_work_is_imported_by_its_doi(tmp_path: Path):
    with serve(200, json.dumps(RECORD).encode()) as (address, asked):
        report = import_files([], tmp_path, "articles", ["https://doi.org/10.5555/red"], address)
    assert asked == ["/10.5555/red application/vnd.citationstyles.csl+json"]
    text = (tmp_path / "articles" / "holm-2014.yml").read_text(encoding="utf-8")
    assert "title: Red *lead*\n" in text
    assert "doi: 10.5555/RED\n" in text
    assert report == "1 record read, 1 article written to articles."


def test_signs_that_an_address_cannot_hold_are_encoded():
    with serve(200, json.dumps(RECORD).encode()) as (address, asked):
        fetch_doi("10.5555/a#b(c)", address + "/")
    assert asked[0].startswith("/10.5555/a%23b(c) ")


NO_RECORD = "127.0.0.1:PORT answered with something other than the record of a work"


@pytest.mark.parametrize(
    ("status", "body", "message"),
    [
        (404, b"", "127.0.0.1:PORT does not know it"),
        (500, b"oops", "127.0.0.1:PORT answered with the error 500"),
        (
            200,
            b"<html>Sign in</html>",
            NO_RECORD,
        ),
        (200, b"[]", NO_RECORD),
        (200, b'{"status": "ok"}', NO_RECORD),
        (200, b"\xff\xfe\x00", NO_RECORD),
        (200, b" " * (LARGEST + 1), "127.0.0.1:PORT cannot be reached (its answer has more than 5 MB)"),
    ],
)
def test_an_answer_that_is_no_record_is_told_in_one_sentence(status: int, body: bytes, message: str):
    with serve(status, body) as (address, _), pytest.raises(ImportFileError) as error:
        fetch_doi("10.5555/x", address)
    port = address.rpartition(":")[2]
    assert str(error.value) == f"10.5555/x cannot be read: {message.replace('PORT', port)}"


def test_an_answer_that_takes_too_long_is_not_waited_for():
    with serve(200, b"{}", delay=1) as (address, _), pytest.raises(ImportFileError, match="seconds"):
        fetch_doi("10.5555/x", address, patience=0.2)


@pytest.mark.parametrize(
    ("doi", "resolver", "message"),
    [
        ("soon", "https://doi.org", "soon is not a DOI"),
        ("10.5555/x", "file:///etc", "is not the web address of a resolver"),
        ("10.5555/x", "http://127.0.0.1:1", "127.0.0.1:1 cannot be reached"),
    ],
)
def test_what_cannot_be_asked(doi: str, resolver: str, message: str):
    with pytest.raises(ImportFileError, match=message):
        fetch_doi(doi, resolver)


def test_nothing_is_written_where_one_of_several_fails(tmp_path: Path):
    refs = tmp_path / "refs.bib"
    refs.write_text("@article{a, title={A}, author={Holm, B.}, year=2014}", encoding="utf-8")
    with pytest.raises(ImportFileError):
        import_files([refs], tmp_path, "articles", ["10.5555/x"], "http://127.0.0.1:1")
    assert not (tmp_path / "articles").exists()
