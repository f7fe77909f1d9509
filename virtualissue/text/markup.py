"""Finds LaTeX and HTML that was left in a text which should hold neither."""

import re

# A command or an escaped character, a group, or mathematics between dollar signs.
LATEX = re.compile(r"""\\[A-Za-z"'`^~=.&%$\#_{}]|[{}]|\$[^$]+\$""")
HTML = re.compile(r"</?[A-Za-z][^<>]*>|&(?:[A-Za-z]+|#[0-9]+|#x[0-9A-Fa-f]+);")


def find_foreign_markup(text: str) -> tuple[int, str] | None:
    """The offset of the first LaTeX or HTML in a text, and what is wrong there; None where there is none."""
    found = [(match.start(), name, match[0]) for name, match in _first_matches(text)]
    if not found:
        return None
    offset, name, mark = min(found)
    return offset, f"{name} is left in it: {mark[:20]} (write the characters themselves: ü, &, –)"


def _first_matches(text: str) -> list[tuple[str, re.Match[str]]]:
    searched = (("LaTeX", LATEX.search(text)), ("HTML", HTML.search(text)))
    return [(name, match) for name, match in searched if match]
