r"""A list in LaTeX whose items cite works, `\item \textbf{Jets}~\cite{a,b}` -> groups of citation keys."""

import re

from virtualissue.bibliography.formats.latex import parse_latex
from virtualissue.bibliography.reading.record import ReadFile, Remark
from virtualissue.bibliography.reading.written_text import write_plain

ITEM = re.compile(
    r"\\item\s*\\(?:textbf|textit|emph)\s*\{((?:[^{}]|\{[^{}]*\})*)\}[\s~:.]*\\cite[a-z]*\*?(?:\[[^]]*\])*\{([^{}]*)\}"
)


def read_citation_lists(text: str, file: str) -> ReadFile:
    """The groups that the items of a text make of citation keys, each with the name of its item.

    A file without any is told by its name.
    """
    groups: dict[str, list[str]] = {}
    for name, keys in ITEM.findall(re.sub(r"(?<!\\)%.*", "", text)):
        known = groups.setdefault(write_plain(parse_latex(name).pieces).strip(" :."), [])
        known.extend(key.strip() for key in keys.split(",") if key.strip() not in known)
    remarks = [] if groups else [Remark(file, 1, "file", "has no list of works under headings", "syntax")]
    return ReadFile([], remarks, groups=groups)
