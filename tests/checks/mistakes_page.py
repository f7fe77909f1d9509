"""tests/mistakes/ -> docs/mistakes.md: every mistake that `check` knows, with the line that is wrong."""

from pathlib import Path
from typing import NamedTuple

from tests.toy import CONTENT
from virtualissue.model.kinds import KINDS_BY_FOLDER
from virtualissue.words import WORDS

PAGE = Path(__file__).parents[2] / "docs/mistakes.md"
WIDEST = 90  # characters of a line that is shown
BEFORE = 50  # of them, how many are before the place that is wrong
HEAD = """# Mistakes

What `python build.py check` finds, each with an example. On the left is the line that is wrong, with
`⟨here⟩` before the place that is meant; on the right is what `check` says about it. Each row is a folder of
`tests/mistakes/`, and `make approve` writes this page from them.
"""
# the beginning of a folder's name -> the part of the page that it belongs to
PARTS = {
    "near-": "Marks that are not ours",
    **dict.fromkeys(("mark-", "citation-", "link-", "label-", "fact-form", "sentence-"), "Prose"),
    **dict.fromkeys(("formula-", "range-", "title-", "space-group"), "Formulas and titles"),
    **dict.fromkeys(
        ("yaml-", "key-", "not-", "null-", "empty-file", "list-", "mapping-", "several-"), "YAML"
    ),
    **dict.fromkeys(("unknown-", "slug-", "id-"), "Names of files"),
}


class Example(NamedTuple):
    """One mistake: the line that is wrong, and what is said of it."""

    part: str
    line: str
    message: str


def render_mistakes(folders: list[Path]) -> str:
    """The whole page, as Markdown."""
    examples = [read_example(folder) for folder in folders]
    parts = [*dict.fromkeys(PARTS.values())]
    parts += sorted({example.part for example in examples} - set(parts))
    return "\n".join([HEAD, *(_render_part(part, examples) for part in parts)])


def _render_part(part: str, examples: list[Example]) -> str:
    rows = [f"| {one.line} | {one.message} |" for one in examples if one.part == part]
    return "\n".join([f"## {part}", "", "| wrong | what `check` says |", "|---|---|", *rows, ""])


def read_example(folder: Path) -> Example:
    """The first mistake in a folder."""
    first = (folder / "expected.txt").read_text(encoding="utf-8").splitlines()[0]
    place, _, message = first.partition(": ")
    name, line, column = place.rsplit(":", 2)
    inside = name.partition("/")[2]
    parent = inside.rpartition("/")[0]
    kind = WORDS[KINDS_BY_FOLDER[parent].collection] if parent in KINDS_BY_FOLDER else inside
    part = next((part for begun, part in PARTS.items() if folder.name.startswith(begun)), kind)
    if not int(line):
        return Example(part, _as_code(inside), _escape(message))
    path = folder / inside if (folder / inside).is_file() else CONTENT / inside
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    return Example(part, _as_code(_cut(lines[int(line) - 1], int(column) - 1)), _escape(message))


def _cut(line: str, column: int) -> str:
    """A line, or the part of it around a column, with the place marked."""
    start = max(0, column - BEFORE)
    end = start + WIDEST
    before, behind = line[start:column].lstrip(), line[column:end].rstrip()
    return f"{'… ' if start else ''}{before}⟨here⟩{behind}{' …' if end < len(line) else ''}"


def _as_code(text: str) -> str:
    """A line as code in a cell of a table; what cannot be seen is shown by its code."""
    shown = "".join(sign if sign.isprintable() else f"<U+{ord(sign):04X}>" for sign in text)
    fence = "``" if "`" in shown else "`"
    space = " " if "`" in shown else ""
    return f"{fence}{space}{shown.replace('|', chr(92) + '|')}{space}{fence}"


def _escape(message: str) -> str:
    for sign in ("\\", "&", "|", "`", "*", "_", "<", "[", "#", "~"):
        message = message.replace(sign, f"\\{sign}")
    return message
