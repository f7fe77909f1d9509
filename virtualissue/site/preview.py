"""out/site on this machine: serves it, and builds it again whenever a file that it is made of changes."""

import threading
import time
from collections.abc import Callable, Iterable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:
        pass


def serve_site(
    build: Callable[[], object], watched: Iterable[Path], site: Path, port: int, say: Callable[[str], object]
) -> None:
    """Builds, serves on 127.0.0.1 and builds again at each change, until interrupted.

    `build` says itself what went wrong; the site of before stays and goes on being served.
    """
    build()
    server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Quiet, directory=site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    say(f"http://127.0.0.1:{server.server_port}/  (Ctrl-C ends it)")
    try:
        watch(watched, build)
    except KeyboardInterrupt:
        server.shutdown()


def watch(folders: Iterable[Path], build: Callable[[], object], pause: float = 0.5) -> None:
    """Calls `build` each time a file under one of the folders is written, added or removed; never returns."""
    folders = tuple(folders)
    before = snapshot(folders)
    while True:
        time.sleep(pause)
        now = snapshot(folders)
        if now != before:
            before = now
            build()


def snapshot(folders: Iterable[Path]) -> dict[Path, int]:
    """Every file with the time it was last written, in nanoseconds."""
    return {
        path: path.stat().st_mtime_ns for folder in folders for path in folder.rglob("*") if path.is_file()
    }
