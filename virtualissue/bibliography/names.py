"""Names of people: their slugs and the ways in which they are written."""

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2s


@lru_cache(maxsize=65536)
def slug_of_name(name: str) -> str:
    """A slug of ASCII letters for a person's name: `Rosłoń, Irek` -> `roslon-irek`."""
    folded = unicodedata.normalize("NFKD", name.translate(UNDECOMPOSED))
    letters = "".join(c for c in folded if not unicodedata.combining(c)).casefold()
    return (
        re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
        or "x" + blake2s(name.encode(), digest_size=4).hexdigest()
    )


UNDECOMPOSED = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "æ": "ae", "Æ": "AE", "đ": "d", "Đ": "D", "ß": "ss"}
)


def person_names(byline: str) -> tuple[str, ...]:
    """The ways to write `Doe, Jane A.`: Doe; Doe JA; Doe Jane A.; Jane A. Doe; Jane Doe; JA Doe; J Doe.

    Of these `Doe J` and `Doe Jane` are beginnings, and found as such.
    """
    surname, _, given = byline.partition(",")
    words = re.findall(r"[^\s.\-]+", given)
    initials = "".join(word[0] for word in words)
    behind = dict.fromkeys(filter(None, [initials, given.strip()]))
    before = dict.fromkeys(filter(None, [given.strip(), *words[:1], initials, initials[:1]]))
    return (surname, *(f"{surname} {name}" for name in behind), *(f"{name} {surname}" for name in before))
