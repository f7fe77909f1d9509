"""What a page weighs over the wire: itself and all that it loads at once, packed as servers pack it."""

import gzip
import re
from functools import cache
from pathlib import Path

# the stylesheets, scripts and pictures that a browser fetches without being asked
LOADED = re.compile(
    r'<script\b[^>]*\bsrc="([^"#?]+)|<link\b(?=[^>]*\brel="?(?:stylesheet|icon)\b)[^>]*\bhref="([^"#?]+)'
    r'|<img\b[^>]*\bsrc="([^"#?]+)'
)


def weigh_page(path: Path) -> float:
    """Kilobytes of a first visit to a page of a site on the disk."""
    text = path.read_text(encoding="utf-8")
    names = {"".join(found) for found in LOADED.findall(text)}
    files = {path.parent.joinpath(name).resolve() for name in names if not name.startswith("data:")}
    return (pack(path) + sum(map(pack, files))) / 1000


@cache
def pack(path: Path) -> int:
    """The bytes of a file as gzip packs them."""
    return len(gzip.compress(path.read_bytes(), 6))
