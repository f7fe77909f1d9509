"""YAML text -> a tree of values that know their places; bounded in depth and number, whatever is written.

Every value stays the text that it is (4.0e-3, NO, 2015-02-28): what it stands for, the model knows.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any
from unicodedata import normalize

import yaml

MOST_LEVELS = 20  # nested lists and mappings
MOST_VALUES = 50_000  # of a file, aliases counted for what they stand for
PLAIN = ""
STYLES = ("'", '"', "|", ">")

LineColumn = tuple[int, int]  # line and column, both from 0


class YamlError(Exception):
    """What is wrong with a file as YAML: line and column (from 1), and what, for its author."""

    def __init__(self, line: int, column: int, message: str) -> None:
        self.line, self.column, self.message = line, column, message
        super().__init__(message)


@dataclass(slots=True)
class Node:
    """A text, a list or a mapping, with where it begins and ends.

    `style` is the sign with which a text begins: a quote, `|`, `>`, or nothing. `keys` are the places of the
    keys of a mapping. `size` counts all values in it, `height` the levels.
    """

    value: "str | list[Node] | dict[str, Node]"
    data: Any  # the value alone: text, lists and mappings of text
    start: LineColumn
    end: LineColumn
    style: str = PLAIN
    keys: dict[str, LineColumn] = field(default_factory=dict)
    size: int = 1
    height: int = 0

    def child(self, step: str | int) -> "Node | None":
        """The value of a key, or at a place (from 0) of a list."""
        if isinstance(self.value, dict):
            return self.value.get(str(step))
        if isinstance(self.value, list) and isinstance(step, int):
            return next(iter(self.value[step : step + 1]), None)
        return None


def parse_tree(text: str) -> Node | None:
    """The one document in a text; None where there is none. Raises `YamlError` and yaml's own errors."""
    return _Builder(yaml.parse(text, Loader=yaml_loader())).document()


def yaml_loader() -> "type[yaml.CBaseLoader | yaml.BaseLoader]":  # quoted: not every PyYAML has the first
    """What reads YAML: libyaml where PyYAML was built with it, else PyYAML alone, ten times slower."""
    return yaml.CBaseLoader if hasattr(yaml, "CBaseLoader") else yaml.BaseLoader


def find_texts(node: Node) -> Iterator[Node]:
    """Every text in a value, in the order of the file."""
    if isinstance(node.value, str):
        yield node
        return
    for inner in node.value.values() if isinstance(node.value, dict) else node.value:
        yield from find_texts(inner)


class _Builder:
    """Builds the tree from the events of a parser, which come in the order of the text."""

    def __init__(self, events: Iterator[yaml.Event]) -> None:
        self.events = events
        self.anchors: dict[str, yaml.Event] = {}
        self.named: dict[str, Node] = {}
        self.used: set[str] = set()
        self.count = 0

    def document(self) -> Node | None:
        node: Node | None = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if node:
                    raise _at(
                        event, "a second document begins here (a file contains only one: delete the line ---)"
                    )
                node = self.node(next(self.events), 0)
        for name in self.anchors.keys() - self.used:
            raise _at(self.anchors[name], f"&{name} is never used (text that begins with & needs quotes)")
        return node

    def node(self, event: yaml.Event, level: int) -> Node:
        if isinstance(event, yaml.AliasEvent):
            return self.alias(event, level)
        if not isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
            raise _at(event, "a value is missing here")
        if event.tag not in (None, "!"):
            raise _at(event, "a tag stands here (text that begins with ! needs quotes)")
        if event.anchor:
            self.anchors[event.anchor] = event
            self.named.pop(event.anchor, None)
        node = self.value(event, level)
        if event.anchor:
            self.named[event.anchor] = node
        self.count += 1
        if max(self.count, node.size) > MOST_VALUES:
            raise _at(event, f"too many values: a file may have up to {MOST_VALUES:,}")
        return node

    def value(self, event: yaml.Event, level: int) -> Node:
        if isinstance(event, yaml.ScalarEvent):
            style = event.style if event.style in STYLES else PLAIN
            text = normalize("NFC", event.value)  # an escape in quotes may have made accents apart
            return Node(text, text, _start(event), _end(event), style)
        if level >= MOST_LEVELS:
            raise _at(event, f"too deep: more than {MOST_LEVELS} nested lists and mappings")
        return (
            self.sequence(event, level)
            if isinstance(event, yaml.SequenceStartEvent)
            else self.mapping(event, level)
        )

    def sequence(self, event: yaml.Event, level: int) -> Node:
        items: list[Node] = []
        while not isinstance(inner := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(inner, level + 1))
        return _filled(Node(items, [item.data for item in items], _start(event), _end(inner)), items)

    def mapping(self, event: yaml.Event, level: int) -> Node:
        fields: dict[str, Node] = {}
        keys: dict[str, LineColumn] = {}
        while not isinstance(inner := next(self.events), yaml.MappingEndEvent):
            key = _key(inner)
            if key in fields:
                raise _at(inner, f"the key {key} appears twice")
            keys[key] = _start(inner)
            fields[key] = self.node(next(self.events), level + 1)
        data = {key: node.data for key, node in fields.items()}
        return _filled(Node(fields, data, _start(event), _end(inner), keys=keys), fields.values())

    def alias(self, event: yaml.AliasEvent, level: int) -> Node:
        name = event.anchor or ""
        node = self.named.get(name)
        self.used.add(name)
        if node is None:
            reason = "is inside what it names" if name in self.anchors else "names nothing"
            raise _at(event, f"*{name} {reason} (text that begins with * needs quotes)")
        if level + node.height > MOST_LEVELS:
            raise _at(event, f"too deep: more than {MOST_LEVELS} nested lists and mappings")
        return node


def _key(event: yaml.Event) -> str:
    if not isinstance(event, yaml.ScalarEvent):
        raise _at(
            event, "a key is a word, not a list or a mapping (text that begins with [, { or * needs quotes)"
        )
    if event.anchor or event.tag not in (None, "!"):
        raise _at(event, "a key is a plain word (text that begins with & or ! needs quotes)")
    return normalize("NFC", event.value)


def _filled(node: Node, inner: Collection[Node]) -> Node:
    node.size = 1 + sum(item.size for item in inner)
    node.height = 1 + max((item.height for item in inner), default=0)
    return node


def _at(event: yaml.Event, message: str) -> YamlError:
    line, column = _start(event)
    return YamlError(line + 1, column + 1, message)


def _start(event: yaml.Event) -> LineColumn:
    mark = event.start_mark
    return (mark.line, mark.column) if mark else (0, 0)


def _end(event: yaml.Event) -> LineColumn:
    mark = event.end_mark
    return (mark.line, mark.column) if mark else (0, 0)
