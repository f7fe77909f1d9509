"""What a formula of mathematics is made of: a small frozen tree, which every output sets in its own way."""

from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any, Literal, TypeVar

Style = Literal["", "upright", "bold", "italic", "calligraphic", "blackboard", "fraktur", "sans", "monospace"]


class AtomKind(StrEnum):
    """What an atom is, which decides on the space around it."""

    LETTER = "letter"
    NUMBER = "number"
    ORDINARY = "ordinary"
    FUNCTION = "function"
    LARGE = "large"
    OPERATOR = "operator"
    RELATION = "relation"
    PUNCTUATION = "punctuation"
    OPEN = "open"
    CLOSE = "close"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Atom:
    """A letter, a number, a sign, the name of a function, or words, without mark-up.

    `spoken` is what a voice says where that differs from the text.
    """

    kind: AtomKind
    text: str
    spoken: str = ""
    style: Style = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What stands side by side."""

    items: "tuple[MathNode, ...]"


@dataclass(frozen=True, slots=True)
class Scripts:
    """A base with what is lowered or raised beside it; without a base, beside what precedes the formula."""

    base: "MathNode | None"
    sub: "MathNode | None" = None
    sup: "MathNode | None" = None


@dataclass(frozen=True, slots=True)
class Fraction:
    """One row over another."""

    over: Group
    under: Group


@dataclass(frozen=True, slots=True)
class Root:
    """A root, the square root if it has no degree."""

    radicand: Group
    degree: Group | None = None


@dataclass(frozen=True, slots=True)
class AccentSign:
    """A sign above (or below) a base: as MathML has it, as a combining character, in words, and in Typst."""

    sign: str
    combining: str
    spoken: str
    name: str
    is_wide: bool = False


@dataclass(frozen=True, slots=True)
class Accented:
    """A base with an accent."""

    base: Group
    accent: AccentSign


@dataclass(frozen=True, slots=True)
class Fenced:
    """A row between delimiters that grow with it; one that is not shown has no text."""

    left: Atom
    inner: Group
    right: Atom


@dataclass(frozen=True, slots=True)
class Gap:
    """Space that was asked for, in sizes of the type."""

    width: float


MathNode = Atom | Group | Scripts | Fraction | Root | Accented | Fenced | Gap
NodeT = TypeVar("NodeT", bound=MathNode)


def set_decimals(node: NodeT, sign: str) -> NodeT:
    """The same with another decimal sign in its numbers."""
    if isinstance(node, Atom):
        return replace(node, text=node.text.replace(".", sign)) if node.kind is AtomKind.NUMBER else node
    if isinstance(node, Group):
        return replace(node, items=tuple(set_decimals(item, sign) for item in node.items))
    parts = {one.name: getattr(node, one.name) for one in fields(node)}
    inner: dict[str, Any] = {
        name: set_decimals(part, sign) for name, part in parts.items() if isinstance(part, MathNode)
    }
    return replace(node, **inner)


class MathematicsError(ValueError):
    """What is wrong in a formula, and where: the offset in its source, from 0."""

    def __init__(self, message: str, column: int) -> None:
        self.message, self.column = message, column
        super().__init__(message)


def unwrap(node: "MathNode | None") -> "MathNode | None":
    """The only item of a row that has one, however deep; anything else as it is."""
    while isinstance(node, Group) and len(node.items) == 1:
        node = node.items[0]
    return node
