"""out/site on this machine: serves it, and builds it again whenever a file that it is made of changes."""

import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import socket
from typing import Any

from virtualissue.files import is_passed_over, list_files

FileMarks = Mapping[Path, tuple[int, int, int]]
MOST_STEPS = 20  # what is written without a rest is built all the same


class PreviewError(Exception):
    """The site cannot be served; says why in one sentence."""


class _Handler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: socket | tuple[bytes, socket], client_address: Any) -> None:
        """A browser that opens another page closes the connection; other errors are reported in one line."""
        error = sys.exception()
        if not isinstance(error, ConnectionError | TimeoutError):
            sys.stderr.write(f"A page could not be served: {error}\n")


def serve_site(
    build: Callable[[], object], watched: Iterable[Path], site: Path, port: int, say: Callable[[str], object]
) -> None:
    """Serves a folder on 127.0.0.1, builds, and builds again at each change, until interrupted.

    `build` says itself what went wrong; the site of before stays and goes on being served. Raises
    `PreviewError` before anything is built where the port is taken.
    """
    server = open_server(site, port)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    places = tuple(watched)
    before = find_marks(places)
    try:
        build()
        say(f"http://127.0.0.1:{server.server_port}/  (Ctrl-C ends it)")
        watch(places, build, before)
    except KeyboardInterrupt:
        pass
    finally:
        server.shutdown()
        server.server_close()


def open_server(site: Path, port: int) -> ThreadingHTTPServer:
    """A server for a folder, its port taken but nothing answered yet; raises `PreviewError`."""
    try:
        return _Server(("127.0.0.1", port), partial(_Handler, directory=site))
    except OverflowError:
        raise PreviewError(f"There is no port {port}: ports go from 0 to 65535.") from None
    except OSError as error:
        reason = error.strerror or error
        raise PreviewError(
            f"Port {port} cannot be used ({reason}): choose another one with --port."
        ) from None


def watch(places: Iterable[Path], build: Callable[[], object], before: FileMarks, pause: float = 0.4) -> None:
    """Calls `build` each time the files at or under some places differ from before; never returns.

    A change is built when it has come to rest, for many programs save in several steps.
    """
    places = tuple(places)
    while True:
        time.sleep(pause)
        if (now := find_marks(places)) == before:
            continue
        for _ in range(MOST_STEPS):
            latest = now
            time.sleep(pause / 2)
            if (now := find_marks(places)) == latest:
                break
        before = now
        build()


def find_marks(places: Iterable[Path]) -> FileMarks:
    """Every file with the time it was last written, its size and its number; what vanishes is left out."""
    return {path: marks for place in places for path in _find_files(place) if (marks := _marks_of(path))}


def _find_files(place: Path) -> Iterable[Path]:
    if place.is_file():
        return (place,)
    return (path for path in list_files(place) if not any(map(is_passed_over, path.relative_to(place).parts)))


def _marks_of(path: Path) -> tuple[int, int, int] | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size, stat.st_ino
