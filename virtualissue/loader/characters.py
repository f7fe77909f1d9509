"""Characters that nobody can see, in the text of a file or behind an escape: each by its name and place.

They come with what is pasted from a PDF, slides or a chat, and make two words that look alike differ.
"""

import re
import unicodedata
from collections.abc import Iterator

# Control characters, line ends that no editor shows, marks of zero width and of direction, soft hyphens, what
# is for private use, and the replacement character.
HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff"
    "\ud800-\udfff\ue000-\uf8ff\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
    # a joiner is part of a word of some scripts, and of some emoji
    "|(?<![\u0590-\u1fff\u2600-\U0001ffff])[\u200c\u200d]|[\u200c\u200d](?![\u0590-\u1fff\u2600-\U0001ffff])"
)
# spaces that are none for YAML, before the first word of a line
INDENTATION = re.compile("^[ \t]*([\xa0\u1680\u2000-\u200a\u202f\u205f\u3000])", re.MULTILINE)
# names that Unicode gives to nobody, or that say more to programmers than to authors
NAMES = {
    "\t": "tab", "\xa0": "no-break space", "\xad": "soft hyphen", "\x85": "next line",
       "\ufeff": "zero-width no-break space", "\ufffd": "replacement character",
    "\u2028": "line separator", "\u2029": "paragraph separator",
}  # fmt: skip


def find_hidden(text: str) -> Iterator[tuple[int, str]]:
    """Every hidden character of a text: its offset, and what it is."""
    for found in HIDDEN.finditer(text):
        yield found.start(), f"{name_character(found[0])} is here and cannot be seen: delete it"


def find_odd_indentation(text: str) -> Iterator[tuple[int, str]]:
    """Every line of a text that is indented with a space that YAML does not count: where, and what it is."""
    for found in INDENTATION.finditer(text):
        yield found.start(1), f"{name_character(found[1])} is used to indent this line: use plain spaces"


def name_character(sign: str) -> str:
    """A character as its author can look it up: zero width space (U+200B)."""
    name = NAMES.get(sign) or unicodedata.name(sign, "").lower() or _name_kind(sign)
    article = "an" if name[0] in "aeio" else "a"
    return f"{article} {name} (U+{ord(sign):04X})"


def _name_kind(sign: str) -> str:
    kinds = {"Cc": "control character", "Co": "character for private use", "Cs": "half of a character"}
    return kinds.get(unicodedata.category(sign), "unassigned character")
