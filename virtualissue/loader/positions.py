"""A place in a record -> its line and column in the YAML file that it was read from.

All but `find_line` are asked only of files that have a mistake: composing a file again costs more than
reading it did.
"""

from collections.abc import Sequence

import yaml


def find_position(source: str, at: Sequence[str | int], offset: int | None = None) -> tuple[int, int]:
    """Line and column (from 1) of the value at a path of keys, or of an offset inside its text.

    A path that leads nowhere gives the nearest place above it; a file that is no YAML gives its beginning.
    """
    try:
        node = yaml.compose(source, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return 1, 1
    for step in at:
        if (inner := _child(node, step)) is None:
            break
        node = inner
    if node is None:
        return 1, 1
    if offset is not None and isinstance(node, yaml.ScalarNode):
        return _inside(source, node, offset)
    return node.start_mark.line + 1, node.start_mark.column + 1


def find_line(source: str, key: str) -> int:
    """The line (from 1) on which a field of the record itself begins, by a look at the text; else 1."""
    start = f"\n{source}".find(f"\n{key}:") if key else -1
    return source.count("\n", 0, start) + 1 if start > 0 else 1


def find_key(source: str, at: Sequence[str | int]) -> tuple[int, int]:
    """Line and column of the last key of a path itself, not of its value."""
    node = yaml.compose(source, Loader=yaml.CSafeLoader)
    for step in at[:-1]:
        node = _child(node, step) or node
    if isinstance(node, yaml.MappingNode):
        for key, _ in node.value:
            if key.value == str(at[-1]):
                return key.start_mark.line + 1, key.start_mark.column + 1
    return find_position(source, at)


def _child(node: yaml.Node | None, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        return next(iter(node.value[step : step + 1]), None)
    return None


def _inside(source: str, node: yaml.ScalarNode, offset: int) -> tuple[int, int]:
    """The offset in a scalar's text: exact in literal blocks and single lines, else the scalar's start."""
    line, column = node.start_mark.line, node.start_mark.column
    if node.style == "|":
        before = node.value[:offset]
        line += 1 + before.count("\n")
        text = source.splitlines()[line] if line < len(source.splitlines()) else ""
        in_line = offset - (before.rfind("\n") + 1)
        first = next((t for t in source.splitlines()[node.start_mark.line + 1 :] if t.strip()), text)
        return line + 1, len(first) - len(first.lstrip()) + in_line + 1
    if node.start_mark.line == node.end_mark.line:
        return line + 1, column + offset + (2 if node.style in ("'", '"') else 1)
    return line + 1, column + 1
