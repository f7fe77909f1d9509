r"""LaTeX between dollar signs -> a tree; what is outside of the documented part is a mistake with its place.

The part is what titles and prose need: letters with their styles, numbers, signs, sub- and superscripts,
fractions, roots, accents, delimiters, words, and spaces. Environments, macros and colors are outside of it.
We read it ourselves because each output needs the tree (MathML, Typst, speech and plain text), and an author
needs the place of a mistake; libraries give MathML alone, and set what they do not know as it is.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from virtualissue.diagnostics import suggest
from virtualissue.text.mathematics import symbols
from virtualissue.text.mathematics.tree import (
    Accented,
    Atom,
    AtomKind,
    Fenced,
    Fraction,
    Gap,
    Group,
    MathematicsError,
    MathNode,
    Root,
    Scripts,
    Style,
    unwrap,
)

LONGEST, DEEPEST = 600, 20  # characters of a formula, and groups within groups
SPACE = re.compile(r"\s*")
COMMAND = re.compile(r"\\([A-Za-z]+\*?|.?)", re.DOTALL)
RIGHT = re.compile(r"\\right(?![A-Za-z])")
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+")
ESCAPED = frozenset("{}|%$#&_")  # what a backslash makes a character of the formula
NO_MEANING = {"&": "write \\&", "#": "write \\#", "%": "write \\%", "$": "write \\$"}
PACKAGES = {  # commands that need a package, and what says the same
    **dict.fromkeys(("ce", "chem"), "type the formula outside of the dollar signs, or \\mathrm{H_2O}"),
    **dict.fromkeys(("SI", "qty"), "write the number and its unit, as in 5\\,\\mathrm{m}"),
    **dict.fromkeys(("si", "unit"), "write the unit, as in \\mathrm{m}"),
    "num": "write the number itself",
}
NOTHING = Atom(AtomKind.ORDINARY, "")
DEGREE = Atom(AtomKind.ORDINARY, "∘", "degrees")
PRIMES = ("", "′", "″", "‴")


def parse_tree(source: str) -> Group:
    """The tree of a formula, without its dollar signs; raises `MathematicsError` at the first mistake."""
    if len(source) > LONGEST:
        raise MathematicsError(f"a formula is at most {LONGEST} characters long", LONGEST)
    reader = _LatexReader(source)
    row = reader.read_row()
    if reader.column < len(source):
        if source[reader.column] == "}":
            raise MathematicsError("a } closes nothing here (a brace itself is written \\})", reader.column)
        raise MathematicsError("a \\right has no \\left", reader.column)
    return row


class _LatexReader:
    """Reads one formula from left to right."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.column = 0
        self.depth = 0
        self.style: Style = ""

    # --- rows and scripts ----------------------------------------------------------------------------------

    def read_row(self, end: str = "}") -> Group:
        """What stands side by side, up to a brace, a bracket (`end`), or a command that ends it."""
        items: list[MathNode] = []
        while not self._is_at(end):
            items += self._read_item()
            self._skip_space()
        return Group(_join_letters(items))

    def _is_at(self, end: str) -> bool:
        self._skip_space()
        here = self.source[self.column : self.column + 1]
        return here in ("", "}", end) or RIGHT.match(self.source, self.column) is not None

    def _skip_space(self) -> None:
        match = SPACE.match(self.source, self.column)
        self.column = match.end() if match else self.column

    def _read_item(self) -> tuple[MathNode, ...]:
        base = None if self.source[self.column] in "^_'" else self._read_nucleus()
        if isinstance(base, Gap) or base == NOTHING:
            return (base,) if base != NOTHING else ()
        return (self._read_scripts(base),)

    def _read_scripts(self, base: MathNode | None) -> MathNode:
        scripts: dict[str, MathNode] = {}
        for sign, start, inner in self._find_scripts():
            if sign in scripts and not _is_prime(scripts[sign]):
                raise MathematicsError(f"two {sign} in a row (write them as one: {sign}{{...}})", start)
            if sign in scripts:  # the square of f′
                base = Scripts(base, None, scripts[sign])
            scripts[sign] = inner
        if not scripts:
            return base or NOTHING
        return Scripts(None if base == Group(()) else base, scripts.get("_"), scripts.get("^"))

    def _find_scripts(self) -> Iterator[tuple[str, int, MathNode]]:
        """Each script that follows: `^` or `_`, where it is written, and what is raised or lowered."""
        while True:
            self._skip_space()
            start, sign = self.column, self.source[self.column : self.column + 1]
            if sign == "'":
                yield "^", start, self._read_primes()
                continue
            if not sign or sign not in "^_":
                return
            self.column += 1
            inner = self._read_argument(sign)
            if inner == Group(()):
                raise MathematicsError(f"nothing follows {sign} (write {sign}{{...}})", start)
            is_degree = unwrap(inner) == symbols.SYMBOLS["circ"] and sign == "^"
            yield sign, start, DEGREE if is_degree else inner

    def _read_primes(self) -> MathNode:
        start = self.column
        while self.source[self.column : self.column + 1] == "'":
            self.column += 1
        count = min(self.column - start, 3)
        return Atom(AtomKind.ORDINARY, PRIMES[count], " ".join(["prime"] * count))

    # --- what one item is ----------------------------------------------------------------------------------

    def _read_nucleus(self) -> MathNode:
        sign = self.source[self.column]
        if sign == "{":
            return self._read_group()
        if sign == "\\":
            return self._read_command()
        if number := NUMBER.match(self.source, self.column):
            self.column = number.end()
            return Atom(AtomKind.NUMBER, number[0], style=self.style)
        self.column += 1
        return self._find_character(sign)

    def _find_character(self, sign: str) -> MathNode:
        start = self.column - 1
        if sign.isascii() and sign.isalpha():
            return Atom(AtomKind.LETTER, sign, style=self.style)
        if sign == "~":
            return Gap(symbols.GAPS["~"])
        if sign in NO_MEANING:
            raise MathematicsError(f"{sign} has no meaning in a formula ({NO_MEANING[sign]})", start)
        if atom := symbols.BY_CHARACTER.get(sign):
            return self._in_style(atom)
        raise MathematicsError(
            f"{sign} cannot stand in a formula (write \\text{{{sign}}} for words and other characters)", start
        )

    def _in_style(self, atom: Atom) -> Atom:
        return replace(atom, style=self.style) if self.style and atom.kind is AtomKind.LETTER else atom

    def _read_group(self) -> Group:
        start, style = self.column, self.style
        self.column += 1
        row = self._read_inner(start)
        if self.source[self.column : self.column + 1] != "}":
            raise MathematicsError("a { is never closed (a brace itself is written \\{)", start)
        self.column += 1
        self.style = style
        return row

    def _read_inner(self, start: int, end: str = "}") -> Group:
        if self.depth == DEEPEST:
            raise MathematicsError(f"more than {DEEPEST} groups within each other", start)
        self.depth += 1
        row = self.read_row(end)
        self.depth -= 1
        return row

    def _read_argument(self, of: str) -> MathNode:
        """A group, or the one character or command that follows."""
        self._skip_space()
        sign = self.source[self.column : self.column + 1]
        if sign in ("", "}", "^", "_", "'", "&", "~"):
            raise MathematicsError(f"nothing follows {of} (write {of}{{...}})", self.column)
        if sign.isdigit() and sign.isascii():
            self.column += 1
            return Atom(AtomKind.NUMBER, sign, style=self.style)
        return self._read_nucleus()

    def _read_row_argument(self, of: str) -> Group:
        node = self._read_argument(of)
        return node if isinstance(node, Group) else Group((node,))

    # --- commands ------------------------------------------------------------------------------------------

    def _read_command(self) -> MathNode:
        start = self.column
        match = COMMAND.match(self.source, start)
        name = match[1].removesuffix("*") if match else ""
        self.column = match.end() if match else len(self.source)
        if name in symbols.GAPS:
            return Gap(symbols.GAPS[name])
        if name in symbols.IGNORED or name in symbols.SIZED:
            return NOTHING
        if name in symbols.SWITCHES:
            self.style = symbols.SWITCHES[name]
            return NOTHING
        symbol = "Vert" if name == "|" else name
        if (name.isalpha() or name in ESCAPED) and (atom := symbols.SYMBOLS.get(symbol)):
            return self._in_style(atom)
        return self._read_structure(name, start)

    def _read_structure(self, name: str, start: int) -> MathNode:
        written = f"\\{name}"
        if name in symbols.STYLES:
            return self._read_styled(symbols.STYLES[name], written)
        if name in symbols.WORDS:
            return self._read_words(symbols.WORDS[name], written)
        if name in symbols.ACCENTS:
            return Accented(self._read_row_argument(written), symbols.ACCENTS[name])
        if name in symbols.FRACTIONS:
            return Fraction(self._read_row_argument(written), self._read_row_argument(written))
        if read := STRUCTURES.get(name):
            return read(self, start)
        message = f"no command {written} here ({suggest(name, symbols.COMMANDS)})"
        if name in ("begin", "end", "\\"):
            message = f"{written} has no meaning in a line of text (write rows and cases in words)"
        elif name in PACKAGES:
            message = f"{written} is not read ({PACKAGES[name]})"
        raise MathematicsError(message, start)

    def _read_styled(self, style: Style, written: str) -> MathNode:
        before, self.style = self.style, style
        node = self._read_argument(written)
        self.style = before
        return node

    def _read_words(self, style: Style, written: str) -> MathNode:
        """Words up to the brace that closes them; a backslash makes a sign of LaTeX a character."""
        self._skip_space()
        start = self.column
        found = re.compile(r"\{((?:[^{}\\]|\\[{}%$#&_ ])*)\}").match(self.source, start)
        if found is None:
            raise MathematicsError(f"only words can stand in {written}{{...}}", start)
        self.column = found.end()
        return Atom(AtomKind.WORDS, re.sub(r"\\(.)", r"\1", found[1]), style=style)

    def _read_root(self, _: int) -> MathNode:
        self._skip_space()
        degree = None
        if self.source.startswith("[", self.column):
            start = self.column
            self.column += 1
            degree = self._read_inner(start, "]")
            if not self.source.startswith("]", self.column):
                raise MathematicsError("a [ is never closed", start)
            self.column += 1
        return Root(self._read_row_argument("\\sqrt"), degree)

    def _read_fence(self, start: int) -> MathNode:
        left = self._read_delimiter("\\left")
        style = self.style
        inner = self._read_inner(start)
        if not RIGHT.match(self.source, self.column):
            raise MathematicsError("a \\left has no \\right (a bracket alone does not grow)", start)
        self.column += len("\\right")
        self.style = style
        return Fenced(left, inner, self._read_delimiter("\\right"))

    def _read_delimiter(self, of: str) -> Atom:
        self._skip_space()
        start = self.column
        if self.source.startswith(".", start):
            self.column += 1
            return NOTHING
        if start < len(self.source) and self.source[start] not in "{}^_'":
            node = self._read_nucleus()
            if isinstance(node, Atom) and (node.kind in DELIMITERS or node.text in BARS):
                return node
        raise MathematicsError(f"no bracket follows {of} (write ( [ \\{{ | \\langle, or . for none)", start)

    def _read_not(self, start: int) -> MathNode:
        node = self._read_argument("\\not")
        if isinstance(node, Atom) and (negated := symbols.NEGATED.get(node.text)):
            return negated
        if isinstance(node, Atom) and node.kind is AtomKind.LETTER:
            return Accented(Group((node,)), symbols.ACCENTS["slashed"])
        raise MathematicsError("\\not stands before a relation or a letter", start)

    def _read_middle(self, _: int) -> MathNode:
        return self._read_delimiter("\\middle")


DELIMITERS = (AtomKind.OPEN, AtomKind.CLOSE)
BARS = ("|", "‖", "/", "∖", "↑", "↓")
STRUCTURES: Mapping[str, Callable[[_LatexReader, int], MathNode]] = {
    "sqrt": _LatexReader._read_root,
    "left": _LatexReader._read_fence,
    "not": _LatexReader._read_not,
    "middle": _LatexReader._read_middle,
}


def _is_prime(node: MathNode) -> bool:
    return isinstance(node, Atom) and node.text in PRIMES


def _join_letters(items: list[MathNode]) -> tuple[MathNode, ...]:
    """Upright letters side by side are one name, as in TeV, also before their scripts, as in Mpc^{-1}."""
    joined: list[MathNode] = []
    for item in items:
        before = joined[-1] if joined else None
        base = item.base if isinstance(item, Scripts) else item
        if isinstance(before, Atom) and isinstance(base, Atom) and _is_one_name(before, base):
            name = replace(base, text=before.text + base.text)
            joined[-1] = replace(item, base=name) if isinstance(item, Scripts) else name
        else:
            joined.append(item)
    return tuple(joined)


def _is_one_name(before: Atom, letter: Atom) -> bool:
    is_named = before.style == letter.style and before.style in (
        "upright",
        "bold",
        "sans",
        "monospace",
        "italic",
    )
    is_letters = before.kind is letter.kind is AtomKind.LETTER
    return is_named and is_letters and (before.text + letter.text).isascii()
