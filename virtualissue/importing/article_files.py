"""The articles that are in a folder of content already, and how fields are added to their files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from virtualissue.bibliography.work import Work
from virtualissue.diagnostics import ContentError
from virtualissue.importing.yaml_writer import write_fields, write_value
from virtualissue.loader.content_files import list_content, read_text, show_path
from virtualissue.loader.yaml_source import Source
from virtualissue.loader.yaml_tree import LineColumn, Node
from virtualissue.text.fields import field_names

KEYS = "citation_keys"
RECORD_FIELDS = {name for key, field in Work.model_fields.items() for name in field_names(key, field)}
Change = tuple[int, int, list[str]]  # the numbers of the first line and of that after the last; the new lines
# fields that say one thing under two names
ALIASES: Mapping[str, str] = {"journal": "container", "container": "journal", "year": "date", "date": "year"}


@dataclass(frozen=True)
class ArticleFile:
    """A file of an article: where it is, its text, and its fields with their places."""

    path: Path
    shown: str
    text: str
    tree: Node

    @property
    def data(self) -> Mapping[str, Any]:
        """Its fields as text, lists and mappings."""
        data: Mapping[str, Any] = self.tree.data
        return data

    @property
    def keys(self) -> tuple[str, ...]:
        """The citation keys by which it is known, its slug among them."""
        keys = self.data.get(KEYS)
        listed = [str(key) for key in keys] if isinstance(keys, list) else []
        return (*listed, self.path.stem)

    def value_of(self, name: str) -> Any:
        """The value of a field under any of its names; None where it has none."""
        return self.data.get(name, self.data.get(ALIASES.get(name, name)))

    def line_of(self, name: str) -> int:
        """The line of a field under any of its names."""
        place = self.tree.keys.get(name) or self.tree.keys.get(ALIASES.get(name, name)) or (0, 0)
        return place[0] + 1

    def with_fields(self, fields: Mapping[str, Any], keys: Sequence[str]) -> str:
        """The text with more fields after those of its record; everything else stays as it is."""
        lines, added, listed = self.text.split("\n"), dict(fields), self.tree.child(KEYS)
        changes: list[Change] = []
        if keys and listed is None:
            added[KEYS] = list(keys)
        elif keys and listed is not None:
            changes.append(_add_to_list(keys, listed, lines))
        if added:
            place = self.end_of_record(lines)
            changes.append((place, place, write_fields(added).rstrip("\n").split("\n")))
        for first, last, written in sorted(changes, reverse=True):  # from below, so that numbers stay right
            lines[first:last] = written
        return "\n".join(lines)

    def end_of_record(self, lines: Sequence[str]) -> int:
        """The number of the line after the last field of the record."""
        nodes = self.tree.value if isinstance(self.tree.value, dict) else {}
        ends = [_last_line(node, lines) for name, node in nodes.items() if name in RECORD_FIELDS]
        return max(ends, default=len(lines) - 1) + 1


def _add_to_list(items: Sequence[str], node: Node, lines: Sequence[str]) -> Change:
    """A list with more items: one in brackets is written anew, to one in lines they are added."""
    (first, column), (last, end) = node.start, node.end
    if lines[first].startswith("[", column):
        written = write_value([*node.data, *items])
        return first, last + 1, [lines[first][:column] + written + lines[last][end:]]
    below = _last_line(node, lines) + 1
    return below, below, [f"{' ' * column}- {write_value(item)}" for item in items]


def _last_line(node: Node, lines: Sequence[str]) -> int:
    """The last line that belongs to a value; a list in lines ends, for YAML, where the next field begins."""
    start: LineColumn = node.start
    opening = lines[start[0]][start[1] : start[1] + 1]
    if isinstance(node.value, str) or (opening in "[{" and opening):
        if node.style in ("|", ">") or (node.end[1] == 0 and node.end[0] > start[0]):
            last = min(node.end[0], len(lines)) - 1
            while last > start[0] and not lines[last].strip():
                last -= 1
            return last
        return node.end[0]
    children = list(node.value.values() if isinstance(node.value, dict) else node.value)
    return _last_line(children[-1], lines) if children else node.end[0]


def read_articles(folder: Path) -> tuple[list[ArticleFile], list[str]]:
    """The articles of a folder of content, and a message for each file that cannot be read."""
    articles = folder / "articles"
    found: list[ArticleFile] = []
    unread: list[str] = []
    for path in list_content(articles, []) if articles.is_dir() else ():
        if path.suffix != ".yml":
            continue
        try:
            shown = show_path(path, folder)
            source = Source(shown, "articles", path.stem, read_text(path, folder))
            found.append(ArticleFile(path, shown, source.text, source.tree))
        except ContentError as error:
            unread.extend(str(diagnostic) for diagnostic in error.diagnostics[:1])
    return found, unread
