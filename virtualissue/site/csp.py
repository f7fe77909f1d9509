"""The strict Content-Security-Policy of every page.

Everything comes from the site itself. The few scripts that a theme writes into its pages are read from the
templates of the theme, and allowed by their hashes. Nothing in a finished page can make the policy wider.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

# engine -> the package with the templates of its theme
THEMES: Mapping[str, str] = {"mkdocs": "material", "zensical": "zensical"}
TEMPLATES = ("base", "palette", "content")  # the last script of each is in the pages
SCRIPT = re.compile(r"<script[^>]*>(.*?)</script>", re.DOTALL)
BASE_URL = re.compile(r"\{\{.*?\}\}")  # where a script of the theme names the root of the site
DIRECTIVES: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
}


@cache
def read_theme_scripts(engine: str) -> tuple[str, ...]:
    """The scripts that the theme of an engine writes into pages, as its templates have them."""
    package = find_spec(THEMES[engine])
    if package is None or package.origin is None:
        raise LookupError(f"{THEMES[engine]} is not installed")
    folder = Path(package.origin).parent / "templates" / "partials" / "javascripts"
    files = [(folder / f"{name}.html").read_text(encoding="utf-8") for name in TEMPLATES]
    return tuple(SCRIPT.findall(text)[-1] for text in files)


def render_policy(scripts: Iterable[str], root: str) -> str:
    """The policy of pages from which `root` leads to the root of the site; `scripts` are the theme's."""
    hashes = sorted({_hash(BASE_URL.sub(lambda _: root, script)) for script in scripts})
    directives = {**DIRECTIVES, "script-src": " ".join([DIRECTIVES["script-src"], *hashes])}
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


def find_root(page: Path, home: str) -> str:
    """What leads from a page to the root of the site; from 404.html it is `home`, the path on the host."""
    if page.name == "404.html":
        return home
    return "/".join([".."] * (len(page.parts) - 1)) or "."


def _hash(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"
