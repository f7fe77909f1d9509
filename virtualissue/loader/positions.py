"""A place in a record -> its line and column in the YAML file that it was read from.

All but `find_line` are asked only of files that have a mistake, for they read the file once more.
"""

from collections.abc import Sequence
from functools import cached_property

import yaml

from virtualissue.loader.scalars import locate_characters
from virtualissue.loader.yaml_tree import Node, YamlError, parse_tree


class Positions:
    """The places of one file, which is parsed at the first question; lines and columns are from 1."""

    def __init__(self, source: str) -> None:
        self.source = source

    @cached_property
    def _tree(self) -> Node | None:
        try:
            return parse_tree(self.source)
        except (yaml.YAMLError, YamlError):
            return None

    def find(self, at: Sequence[str | int], offset: int | None = None) -> tuple[int, int]:
        """The value at a path of keys, or an offset inside its text.

        A path that leads nowhere gives the nearest place above it; a file that is no YAML, its beginning.
        """
        node = self._tree
        for step in at:
            if node is None or (inner := node.child(step)) is None:
                break
            node = inner
        if node is None:
            return 1, 1
        if offset is None or not isinstance(node.value, str):
            return node.start[0] + 1, node.start[1] + 1
        places = locate_characters(self.source, node)
        line, column = places[min(max(offset, 0), len(places) - 1)] if places else node.start
        return line + 1, column + 1

    def has_field(self, at: Sequence[str | int]) -> bool:
        """Whether the record itself has the field with which a path begins."""
        return bool(at and self._tree and self._tree.child(at[0]))

    def find_key(self, at: Sequence[str | int]) -> tuple[int, int]:
        """The last key of a path itself, not its value."""
        node = self._tree
        for step in at[:-1]:
            node = (node and node.child(step)) or node
        if node and (place := node.keys.get(str(at[-1]))):
            return place[0] + 1, place[1] + 1
        return self.find(at)


def find_line(source: str, key: str) -> int:
    """The line (from 1) on which a field of the record itself begins, by a look at the text; else 1."""
    start = f"\n{source}".find(f"\n{key}:") if key else -1
    return source.count("\n", 0, start) + 1 if start > 0 else 1
