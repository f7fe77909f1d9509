"""The strict Content-Security-Policy of every page.

Everything comes from the site itself. The few scripts that the theme writes into a page are allowed by their
hashes; a script that somebody plants in the content is not.
"""

import re
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256

SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<text>.*?)</script>", re.DOTALL)
DATA = re.compile(r'type="?application/(?:ld\+)?json')
DIRECTIVES = {
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


def render_policy(empty_page: str) -> str:
    """The policy that allows the inline scripts of a themed page without content, and no others."""
    hashes = " ".join(f"'sha256-{digest}'" for digest in sorted(set(_find_hashes(empty_page))))
    directives = DIRECTIVES | {"script-src": f"{DIRECTIVES['script-src']} {hashes}".strip()}
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


def _find_hashes(html: str) -> Iterator[str]:
    for script in SCRIPT.finditer(html):
        if " src=" not in script["attributes"] and not DATA.search(script["attributes"]):
            yield b64encode(sha256(script["text"].encode()).digest()).decode()
