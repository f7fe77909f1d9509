"""The places in the code that tell of a broken rule, and which of them a run passes."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic_core import PydanticCustomError

from tests.project.test_levels import PACKAGE, name_of, read_trees
from virtualissue.bibliography.references.styles import StyleError
from virtualissue.checks.findings import Finding
from virtualissue.chemistry.formula import FormulaError
from virtualissue.loader.yaml_tree import YamlError
from virtualissue.quantities.expressions import ExpressionError
from virtualissue.quantities.units import AmountError
from virtualissue.text.labels import LabelError

# what is made where a rule is broken
ERRORS = (Finding, YamlError, StyleError, FormulaError, AmountError, ExpressionError, LabelError)
CUSTOM = PydanticCustomError.__name__
# What no single file laid over the toy can break: what a type or a check has seen to before, a file that is
# missing, what only outside of content/ can be wrong, and what is advice alone.
ELSEWHERE = (
    "there is no relation", "a range has two ends", "has no text (write pages/", "no table shows the",
    "there are no regions to map", "this cannot be computed", "the public styles are not installed",
    "only what is above zero has an order", "does not convert to", "is too large a number in",
    "the result is too large or too small in", "is hardly different from", "is the same as that of",
    "words are in English, as", "looks like a formula without its marks", "looks like a part of it",
)  # fmt: skip

Place = tuple[str, int]  # a module, and a line in it


def find_rules() -> Iterator[tuple[str, int, int]]:
    """Every call that makes a mistake: its module, its first and its last line."""
    names = {CUSTOM, *(error.__name__ for error in ERRORS)}
    for path, tree in read_trees().items():
        for node in ast.walk(tree) if path.is_relative_to(PACKAGE) else ():
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
                yield name_of(path), node.lineno, node.end_lineno or node.lineno


def watch_rules(patch: pytest.MonkeyPatch) -> set[Place]:
    """Notes from now on where mistakes are made; returns the set that grows."""
    passed: set[Place] = set()

    def note() -> None:
        frame = sys._getframe(2)
        passed.add((frame.f_code.co_filename, frame.f_lineno))

    for error in ERRORS:
        patch.setattr(error, "__init__", _noting(note, error.__init__))

    def make(*arguments: Any) -> PydanticCustomError:
        note()
        return PydanticCustomError(*arguments)

    for name, module in list(sys.modules.items()):
        if name.startswith("virtualissue.") and hasattr(module, CUSTOM):
            patch.setattr(module, CUSTOM, make)
    return passed


def _noting(note: Any, initialize: Any) -> Any:
    def begin(self: object, *arguments: Any, **named: Any) -> None:
        note()
        initialize(self, *arguments, **named)

    return begin


def find_missed(passed: set[Place]) -> list[str]:
    """The calls that no line of a run belongs to, though a file laid over the toy could lead to them."""
    lines = {(name_of(Path(file)), line) for file, line in passed if Path(file).is_relative_to(PACKAGE)}
    missed = [
        f"{module}:{first}"
        for module, first, last in find_rules()
        if not any((module, line) in lines for line in range(first, last + 1))
    ]
    return [rule for rule in missed if not any(text in source_of(rule) for text in ELSEWHERE)]


def source_of(rule: str) -> str:
    """The lines of code that begin with a call."""
    module, _, line = rule.rpartition(":")
    path = PACKAGE / f"{module.replace('.', '/')}.py"
    path = path if path.is_file() else PACKAGE / module.replace(".", "/") / "__init__.py"
    return "\n".join(path.read_text(encoding="utf-8").split("\n")[int(line) - 3 : int(line) + 4])
