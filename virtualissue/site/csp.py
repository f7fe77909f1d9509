"""A finished HTML page -> the same page under a strict Content-Security-Policy.

Everything comes from the site itself; the few scripts that a theme writes into its pages are allowed by their
hash, so a script that anyone plants is not.
"""

import re
from base64 import b64encode
from hashlib import sha256

SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<text>.*?)</script>", re.DOTALL)
DATA = re.compile(r'type="?application/(?:ld\+)?json')
PLACE = re.compile(r'<meta charset="?utf-8"?>')
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


def secure(html: str) -> str:
    """The page with the policy as its first word; raises ValueError where there is no place for it."""
    policy = "; ".join(f"{name} {sources}" for name, sources in _directives(html).items())
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    secured, places = PLACE.subn(lambda charset: charset[0] + meta, html, count=1)
    if not places:
        raise ValueError("the page does not state its charset, so the policy has no place in it")
    return secured


def _directives(html: str) -> dict[str, str]:
    hashes = " ".join(f"'sha256-{digest}'" for digest in sorted(set(_digests(html))))
    return DIRECTIVES | {"script-src": f"{DIRECTIVES['script-src']} {hashes}".strip()}


def _digests(html: str) -> list[str]:
    """The hashes of the scripts that stand in the page itself."""
    return [
        b64encode(sha256(script["text"].encode()).digest()).decode()
        for script in SCRIPT.finditer(html)
        if " src=" not in script["attributes"] and not DATA.search(script["attributes"])
    ]
