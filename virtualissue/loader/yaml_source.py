"""The text of a file of content -> its fields, or what is wrong with it as YAML, where that went wrong."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

import yaml

from virtualissue.diagnostics import ContentError, Diagnostic
from virtualissue.loader.characters import find_hidden, find_odd_indentation
from virtualissue.loader.positions import Positions
from virtualissue.loader.scalars import locate_characters
from virtualissue.loader.slips import (
    Slip,
    find_cut_texts,
    find_escaped_mathematics,
    find_slip,
    find_unspaced,
)
from virtualissue.loader.yaml_tree import PLAIN, Node, YamlError, find_texts, parse_tree

MOST_TOLD = 20  # mistakes of one file
MOST_DIGITS = 60
NOTHING = ("null", "Null", "NULL", "~")  # what other readers of YAML take for no value
NUMBER = re.compile(rf"[0-9]{{{MOST_DIGITS + 1},}}")


@dataclass(frozen=True)
class Source:
    """One file as it was read: its path as shown to the author, and its text."""

    file: str
    folder: str
    slug: str
    text: str

    @cached_property
    def tree(self) -> Node:
        """The mapping of fields in it; raises `ContentError` where it is none, or no YAML."""
        mistakes = list(islice(_find_signs(self.text), MOST_TOLD))
        tree = None
        if not mistakes:
            try:
                tree = parse_tree(self.text)
            except YamlError as error:
                mistakes = [((error.line - 1, error.column - 1), f"not valid YAML: {error.message}")]
            except yaml.YAMLError as error:
                place, message = find_slip(self.text, error)
                mistakes = [(place, f"not valid YAML: {message}")]
            else:
                mistakes = list(islice(_find_faults(self.text, tree), MOST_TOLD))
        if mistakes or not tree:
            told = [Diagnostic(self.file, line + 1, column + 1, what) for (line, column), what in mistakes]
            raise ContentError(told)
        return tree

    @property
    def data(self) -> dict[str, Any]:
        """The fields in it; raises `ContentError` where it is no mapping of fields."""
        data: dict[str, Any] = self.tree.data
        return data

    @cached_property
    def positions(self) -> Positions:
        """Where in it each field is."""
        return Positions(self.text)


def _find_signs(text: str) -> Iterator[Slip]:
    """Characters that cannot be seen, and numbers that nobody means."""
    long = ((number.start(), _too_long(number)) for number in NUMBER.finditer(text))
    for offset, message in sorted([*find_hidden(text), *find_odd_indentation(text), *long]):
        before = text[:offset]
        yield (before.count("\n"), len(before) - before.rfind("\n") - 1), message


def _too_long(number: re.Match[str]) -> str:
    return f"a number of {len(number[0]):,} digits (at most {MOST_DIGITS} are allowed)"


def _find_faults(text: str, tree: Node | None) -> Iterator[Slip]:
    """What is wrong with a file that is YAML."""
    if tree is None or not isinstance(tree.value, dict):
        name = find_unspaced(str(tree.value)) if tree else ""
        wanted = "should be a mapping of fields (name: value)"
        yield (0, 0), f"a space is missing after {name}:" if name else wanted
        return
    yield from find_cut_texts(text, tree)
    for node in find_texts(tree):
        if node.style == PLAIN and node.value in NOTHING:
            yield node.start, f"{node.value} stands for no value: leave the field out (or quote it)"
        if node.style == '"':  # elsewhere nothing is meant but what is written
            if escaped := find_escaped_mathematics(text, node):
                yield escaped
                continue
            for offset, message in find_hidden(str(node.value)):
                yield locate_characters(text, node)[offset], message
