"""A server for the live site on this machine alone; it tells open pages when there is something new."""

import mimetypes
import sys
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import CancelledError
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import socket
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from virtualissue.model.issue import Issue
from virtualissue.print.printouts import Printout
from virtualissue.site.preview.live_site import LiveSite
from virtualissue.site.preview.watch import find_marks, watch

REST = 10  # seconds without a change before PDFs are made, for making them keeps every processor busy
LONGEST_WAIT = 20  # seconds after which a page asks again whether there is something new


class PreviewError(Exception):
    """The site cannot be served; says why in one sentence."""


class PreviewServer(ThreadingHTTPServer):
    """Serves a live site on 127.0.0.1."""

    daemon_threads = True

    def __init__(self, site: LiveSite, port: int) -> None:
        self.site = site
        self.changed = threading.Condition()
        super().__init__(("127.0.0.1", port), _Handler)

    def refresh(self) -> None:
        """Reads the files again, and tells the pages that wait for it."""
        self.site.refresh()
        with self.changed:
            self.changed.notify_all()

    def take_printouts(self, printouts: Iterable[Printout]) -> None:
        """Offers these PDFs, and tells the pages that wait."""
        self.site.take_printouts(printouts)
        with self.changed:
            self.changed.notify_all()

    def wait_for_change(self, known: str) -> str:
        """The number of the state, as soon as it is another than the one that a page knows."""
        with self.changed:
            self.changed.wait_for(lambda: str(self.site.number) != known, LONGEST_WAIT)
        return str(self.site.number)

    def handle_error(self, request: socket | tuple[bytes, socket], client_address: Any) -> None:
        """A browser that opens another page closes the connection; other errors are reported in one line."""
        error = sys.exception()
        if not isinstance(error, ConnectionError | TimeoutError):
            sys.stderr.write(f"A page could not be served: {error}\n")


class _Handler(BaseHTTPRequestHandler):
    server: PreviewServer

    def do_GET(self) -> None:
        """Answers with a file of the site, or with the number of its state."""
        asked = urlsplit(self.path)
        address = unquote(asked.path).lstrip("/")
        if address == "live/number":
            known = parse_qs(asked.query).get("after", [""])[0]
            self._send(HTTPStatus.OK, "text/plain", self.server.wait_for_change(known).encode())
            return
        if not address or address.endswith("/"):
            address += "index.html"
        content = self.server.site.find(address)
        if content is None:
            self._send(HTTPStatus.NOT_FOUND, "text/html", self.server.site.render_not_found())
        else:
            self._send(HTTPStatus.OK, mimetypes.guess_type(address)[0] or "application/octet-stream", content)

    def log_message(self, format: str, *arguments: object) -> None:
        """Says nothing of each request."""

    def _send(self, status: HTTPStatus, media_type: str, content: bytes) -> None:
        charset = "; charset=utf-8" if media_type.startswith("text/") else ""
        self.send_response(status)
        self.send_header("Content-Type", media_type + charset)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-cache")
        self.end_headers()
        self.wfile.write(content)


def serve_live(
    site: LiveSite,
    watched: Iterable[Path],
    port: int,
    report: Callable[[str], object],
    print_handouts: Callable[[Issue], Iterable[Printout]],
    cancel_handouts: Callable[[], object],
) -> None:
    """Serves a site and reads its files again at each change, until interrupted.

    `report` is told what there is to see, and `print_handouts` makes the PDFs, after the pages; at a change,
    `cancel_handouts` gives up those that have not begun. Raises `PreviewError` before anything is read where
    the port is taken.
    """
    server = open_server(site, port)
    places = tuple(watched)
    before = find_marks(places)
    printing = threading.Event()
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def refresh() -> None:
        started = time.perf_counter()
        cancel_handouts()
        server.refresh()
        printing.set()
        seconds = time.perf_counter() - started
        report(site.fault or f"{seconds:6.2f} s  read and checked")

    print_documents = partial(_print_documents, server, print_handouts, report)
    threading.Thread(target=_keep_printing, args=(printing, print_documents), daemon=True).start()
    try:
        refresh()
        report(f"http://127.0.0.1:{server.server_port}/  (Ctrl-C ends it)")
        watch(places, refresh, before)
    except KeyboardInterrupt:
        pass
    finally:
        server.shutdown()
        server.server_close()


def _print_documents(
    server: PreviewServer,
    print_handouts: Callable[[Issue], Iterable[Printout]],
    report: Callable[[str], object],
) -> None:
    """Makes the PDFs of the last good state and offers them."""
    try:
        if server.site.issue:
            server.take_printouts(print_handouts(server.site.issue))
    except CancelledError:
        pass  # the preview has ended, or there is something newer to print
    except Exception as error:  # noqa: BLE001 (whatever it is, the next change may mend it)
        report(f"The PDFs were not made: {server.site.explain(error)}")


def _keep_printing(wanted: threading.Event, print_documents: Callable[[], object]) -> None:
    """Makes the PDFs when nobody has written for a moment."""
    while wanted.wait():
        while wanted.is_set():
            wanted.clear()
            time.sleep(REST)
        print_documents()


def open_server(site: LiveSite, port: int) -> PreviewServer:
    """A server for a site, its port taken but nothing answered yet; raises `PreviewError`."""
    try:
        return PreviewServer(site, port)
    except OverflowError:
        raise PreviewError(f"Port {port} does not exist: ports range from 0 to 65535.") from None
    except OSError as error:
        reason = error.strerror or error
        raise PreviewError(
            f"Port {port} cannot be used ({reason}): choose another one with --port."
        ) from None
