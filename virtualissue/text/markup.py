"""Finds LaTeX and HTML that was left in a text which should hold neither."""

import re

# A space, a dash, or opening quotation marks of LaTeX; `~ 5` and ` -- ` are what they are in any text.
TIE = r"(?<=[\w.,;:)])~(?=[\w(])"
DASH = r"(?<=[^\s-])---?(?=[^\s-])"
QUOTES = "``"
# A command or an escaped character, a group, or mathematics between dollar signs.
LATEX = re.compile(rf"\\\S|[{{}}]|\$[^$]+\$|{TIE}|{DASH}|{QUOTES}")
HTML = re.compile(r"</?[A-Za-z][^<>]*>|<!--|&(?:[A-Za-z]+|#[0-9]+|#x[0-9A-Fa-f]+);")


def find_foreign_markup(text: str) -> tuple[int, str] | None:
    """The offset of the first LaTeX or HTML in a text, and what is wrong there; None where there is none."""
    found = [(match.start(), name, match[0]) for name, match in _first_matches(text)]
    if not found:
        return None
    offset, name, mark = min(found)
    return offset, f"{name} is left in it: {mark[:20]} (write the characters themselves: ü, &, –)"


def replace_typed_signs(text: str) -> str:
    """A text with the signs that LaTeX prints for others: `1--2` -> `1–2`, `Fig.~3` -> `Fig. 3`."""
    text = re.sub(DASH, lambda found: "–" if len(found[0]) == 2 else "—", re.sub(TIE, " ", text))
    return text.replace(QUOTES, "“").replace("''", "”") if QUOTES in text else text


def _first_matches(text: str) -> list[tuple[str, re.Match[str]]]:
    searched = (("LaTeX", LATEX.search(text)), ("HTML", HTML.search(text)))
    return [(name, match) for name, match in searched if match]
