"""A built site -> the links in it that lead nowhere, or only on the server that the site was made for."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote, urlsplit

OWN = ("canonical", "cite-as")  # links that have to be addresses in full, those of the site itself too
LINKING = ("href", "src", "xlink:href", "data-href", "poster")
CSS_URL = re.compile(r"""url\(\s*["']?([^"')]+)""")
# The engine writes this page for every address that a server cannot find, so its links start at the root.
MISSING = PurePosixPath("404.html")


@dataclass
class Document(HTMLParser):
    """What one HTML or SVG file links to, and the anchors that it has."""

    text: str
    links: list[str] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    nested: list[str] = field(default_factory=list)
    _open: str | None = None

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if "id" in values:
            self.anchors.append(values["id"])
        if tag != "link" or values.get("rel") not in OWN:
            self.links += [values[name] for name in LINKING if name in values]
        self.links += CSS_URL.findall(values.get("style", ""))
        if tag == "a":
            self.nested += [values.get("href", "")] * (self._open is not None)
            self._open = values.get("href", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._open = None


@dataclass(frozen=True)
class Site:
    """The files of a built site, by address from its root; `home` is the address it will have, if any."""

    folder: Path
    home: str = ""

    def breaks(self) -> Iterator[str]:
        """Everything wrong with the links, each as `file: link: what`."""
        documents = dict(self._documents())
        for address, document in documents.items():
            for link in document.links:
                if wrong := self._wrong(address, link, documents):
                    yield f"{address}: {link}: {wrong}"
            yield from (f"{address}: {link}: stands inside another link" for link in document.nested)
            for anchor in {a for a in document.anchors if document.anchors.count(a) > 1}:
                yield f"{address}: #{anchor}: stands more than once"

    def _documents(self) -> Iterator[tuple[PurePosixPath, Document]]:
        for path in sorted(self.folder.rglob("*")):
            address = PurePosixPath(path.relative_to(self.folder).as_posix())
            if path.suffix in (".html", ".svg"):
                yield address, Document(path.read_text(encoding="utf-8"))
            elif path.suffix == ".css":
                yield address, Document("", CSS_URL.findall(path.read_text(encoding="utf-8")))

    def _wrong(
        self, address: PurePosixPath, link: str, documents: Mapping[PurePosixPath, Document]
    ) -> str | None:
        if self.home and f"{link}/".startswith(self.home):
            return "leads to the site by its own address"
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            return None if parts.scheme in ("https", "http", "data", "mailto") else "no address of the web"
        if link.startswith("/") and address != MISSING:
            return "starts at the root of a server"
        target = self._target(address, unquote(parts.path))
        if not (self.folder / target).is_file():
            return "no such file"
        if parts.fragment and unquote(parts.fragment) not in documents[target].anchors:
            return "no such anchor"
        return None

    def _target(self, address: PurePosixPath, path: str) -> PurePosixPath:
        """The file that a path leads to from a page; none at all is the page itself."""
        if path.startswith("/"):
            return PurePosixPath(path.removeprefix(urlsplit(self.home).path or "/"))
        return PurePosixPath(normpath(address.parent / path)) if path else address
