"""text -> Formula: chemical formulas, ranges and space groups, as a person types them, become tokens.

It says what is wrong with a text that is none; defects of crystals are read in `defects`.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache

from virtualissue.chemistry.defects import DEFECT, parse_defect
from virtualissue.chemistry.formula import (
    ATOMIC_NUMBERS,
    SYMBOLS,
    Formula,
    FormulaError,
    Script,
    Sign,
    SignKind,
)
from virtualissue.words import WORDS, Words

#: Hyphens of Unicode, as publishers' pages have them, are those that are typed.
HYPHENS = str.maketrans("\N{HYPHEN}\N{NON-BREAKING HYPHEN}", "--")
_VARIABLES = "xyznmabdδ"
_DECIMAL = r"[0-9]+(?:\.[0-9]+)?"
_NUMBER = rf"[0-9]+/[0-9]+|{_DECIMAL}"
_TERM = rf"(?:(?:{_DECIMAL})?[{_VARIABLES}](?:/[0-9]+)?|{_NUMBER})"
_SUM = rf"{_TERM}(?:[-−–+]{_TERM})*"
_RELATION = "<=|>=|[<>=≤≥]"
#: A range with a relation in it, as a pattern for those who look for ranges in a longer text.
RANGE = rf"{_SUM}(?:\s*(?:{_RELATION})\s*{_SUM})+"

_SUM_PART = re.compile(rf"(?P<number>{_NUMBER})|(?P<variable>[{_VARIABLES}])|(?P<operator>.)")
_SECOND_COUNT = re.compile(rf"\s*(\.?[0-9]|[{_VARIABLES}](?![a-z]))")
# What a formula often holds as a part of its own, behind a dot that some type as a point.
_OWN_PART = re.compile(r"(?:H2O|D2O|NH3|CH3OH|C2H5OH)(?![A-Za-z0-9(])")
_DECIMAL_PART = re.compile(rf"\.[0-9]+{_OWN_PART.pattern}")
_OXIDATION = re.compile(r"\((?:0|I{1,3}|I?V|VI{1,3}|IX)\)")
# Each group is read by a method of `_Reader`: see `_METHODS`.
_LEXEME = re.compile(
    rf"""(?P<prefix>(?<![^-–/·(\[])[α-ω][′″]*-(?=[A-Z(\[^]))
       | \^(?P<isotope>[0-9]+)(?=[A-Z])
       | \^(?P<charge>[0-9]*[-−+])
       | \((?P<enclosed>(?=[^()]*[{_VARIABLES}]){_SUM})\)
       | (?P<count>{_SUM})
       | (?P<comma>,)
       | (?P<open>[(\[])
       | (?P<close>[)\]])
       | (?P<joint>[-–/·])""",
    re.VERBOSE,
)
_OPERAND = re.compile(rf"\s*([-−]?{_SUM})\s*")
_RELATED = re.compile(_RELATION)
_LATTICE = re.compile("[ABCFHIPR][a-emn]*")
_SYMMETRY = re.compile(
    r"-(?P<bar>[0-9])|_(?P<screw>[0-9])|(?P<number>[0-9])|(?P<letters>[a-emn]+)|(?P<operator>/(?=[a-z]))"
)

_ARROW = re.compile("->|[→⇌↔]")
_LIKE_ELEMENT = re.compile("[A-Z][a-z]?")
# Groups whose usual abbreviations look like elements.
_GROUPS = frozenset(["Me", "Et", "Pr", "Bu", "Ph", "Bn", "Bz", "Ac", "Cp", "Cy", "Ts", "Tf", "Ms"])
# Two or more small letters that begin where an element could: an abbreviation that is not declared.
_SMALL_LETTERS = re.compile("[a-z]{2,20}")

_JOINTS = {"-": SignKind.DASH, "–": SignKind.DASH, "/": SignKind.SLASH, "·": SignKind.DOT}
_PARTNERS = {")": "(", "]": "["}
_COUNTED = {
    SignKind.ELEMENT, SignKind.PLACEHOLDER, SignKind.ABBREVIATION, SignKind.OXIDATION, SignKind.CLOSE,
}  # fmt: skip
_TRUE_SIGNS = str.maketrans("-–", "−−")
_ADVICE = {
    " ": "a formula has no spaces",
    "^": "a charge is written as in PS4^3-, an isotope as in ^7Li",
    "+": "a charge is written as in Na^+",
    "−": "a charge is written as in PS4^3-",
    "*": "compounds are joined by '·'",
}


def parse_notation(text: str, placeholders: Collection[str] = (), words: Words = WORDS) -> Formula:
    """Parse a range if `text` has a relation (`<`, `<=`, `=` ...) or is one variable, else a formula."""
    text = text.translate(HYPHENS)
    if DEFECT.match(text):
        return parse_defect(text, placeholders, words)
    if _ARROW.search(text):
        raise FormulaError(
            "a reaction has each of its formulas in marks of its own: 2 `H2` + `O2` → 2 `H2O`", 0
        )
    is_range = _RELATED.search(text) or text.strip() in _VARIABLES
    if is_range and text.strip():
        return parse_range(text, words)
    return parse_formula(text, placeholders, words)


def parse_formula(text: str, placeholders: Collection[str] = (), words: Words = WORDS) -> Formula:
    """Parse a formula, in which `placeholders` such as M, X or Pn stand for elements. Raises FormulaError."""
    return _parse_formula(text.translate(HYPHENS), frozenset(placeholders), words)


# The same few formulas recur on thousands of pages.
@lru_cache(maxsize=16384)
def _parse_formula(text: str, placeholders: frozenset[str], words: Words) -> Formula:
    return Formula(text, _Reader(text, placeholders).read(), words)


@lru_cache(maxsize=1024)
def parse_range(text: str, words: Words = WORDS) -> Formula:
    """Parse a range such as `0 <= x <= 0.5`, `x > 0`, `x = 0.4` or `x`. Raises FormulaError."""
    tokens: list[Sign] = []
    column = 0
    while operand := _OPERAND.match(text, column):
        tokens += _split_sum(operand[1], Script.LINE)
        column = operand.end()
        if column == len(text):
            return Formula(text, tuple(tokens), words)
        relation = _RELATED.match(text, column)
        if relation is None:
            raise FormulaError("a relation (<, <=, =, >=, >) is missing here", column)
        tokens.append(Sign(SignKind.RELATION, relation[0].replace("<=", "≤").replace(">=", "≥")))
        column = relation.end()
    raise FormulaError(f"a number or a variable ({', '.join(_VARIABLES)}) is missing here", column)


def parse_space_group(text: str, words: Words = WORDS) -> Formula:
    """Parse a space group such as `I-4`, `Fm-3m` or (with a screw axis) `P4_2/nmc`. Raises FormulaError."""
    lattice = _LATTICE.match(text)
    if lattice is None:
        raise FormulaError("a space group begins with a lattice: A, B, C, F, H, I, P or R", 0)
    tokens = [Sign(SignKind.LETTERS, lattice[0])]
    column = lattice.end()
    while symmetry := _SYMMETRY.match(text, column):
        kind = SignKind(str(symmetry.lastgroup))
        tokens.append(Sign(kind, symmetry[kind], Script.SUB if kind is SignKind.SCREW else Script.LINE))
        column = symmetry.end()
    if column < len(text) or column == 1:
        raise FormulaError("a symmetry is missing here, such as 3, -4, 6_3, m or n", column)
    return Formula(text, tuple(tokens), words)


class _Reader:
    """Reads one formula from left to right; a method a lexeme takes what begins at `column`."""

    def __init__(self, text: str, placeholders: frozenset[str]) -> None:
        self.text = text
        self.placeholders = placeholders
        self.column = 0
        self.tokens: list[Sign] = []
        self.unclosed: list[int] = []
        # A formula begins as if after a joint; a number may open one of several parts (3Li2S·P2S5).
        self.start = Sign(SignKind.DOT if "·" in text else SignKind.DASH, "")

    def read(self) -> tuple[Sign, ...]:
        if not self.text.strip():
            raise FormulaError("the formula is empty", 0)
        while self.column < len(self.text):
            if not self._read_unit():
                self._read_lexeme()
        if self.unclosed:
            column = self.unclosed[-1]
            raise FormulaError(f"unbalanced brackets: {self.text[column]!r} is never closed", column)
        if not self._is_complete():
            hint = " (a charge is written as in PS4^3-)" if self.text[-1] in "-−" else ""
            raise FormulaError(f"nothing follows {self.text[-1]!r}{hint}", self.column)
        return tuple(self.tokens)

    @property
    def _last(self) -> Sign:
        return self.tokens[-1] if self.tokens else self.start

    def _is_complete(self) -> bool:
        return (
            self._last.kind in _COUNTED
            or self._last.kind is SignKind.CHARGE
            or self._last.place is Script.SUB
        )

    def _require_part(self, before: str) -> None:
        if not self._is_complete():
            raise FormulaError(f"nothing precedes {before!r}", self.column)

    def _read_unit(self) -> bool:
        unit = self._find_unit()
        if unit is None:
            return False
        self.tokens.append(unit)
        self.column += len(unit.text)
        if oxidation := _OXIDATION.match(self.text, self.column):
            self.tokens.append(Sign(SignKind.OXIDATION, oxidation[0]))
            self.column = oxidation.end()
        return True

    def _find_unit(self) -> Sign | None:
        """The longer of the placeholder and the element here: with M declared, Mn is still manganese.

        A placeholder that looks like an element stands for several; others abbreviate a group or a ligand.
        """
        here = [name for name in self.placeholders if self.text.startswith(name, self.column)]
        placeholder, element = max(here, key=len, default=""), _find_element(self.text, self.column)
        if placeholder and len(placeholder) >= len(element):
            is_element = _LIKE_ELEMENT.fullmatch(placeholder) and placeholder not in _GROUPS
            return Sign(SignKind.PLACEHOLDER if is_element else SignKind.ABBREVIATION, placeholder)
        return Sign(SignKind.ELEMENT, element) if element else None

    def _read_lexeme(self) -> None:
        lexeme = _LEXEME.match(self.text, self.column)
        if lexeme is None:
            raise _complain(self.text, self.column)
        name = str(lexeme.lastgroup)
        _METHODS[name](self, lexeme[name])
        self.column = lexeme.end()

    def _read_prefix(self, prefix: str) -> None:
        self.tokens.append(Sign(SignKind.PREFIX, prefix))

    def _read_isotope(self, mass: str) -> None:
        self.tokens.append(Sign(SignKind.ISOTOPE, mass, Script.SUP))

    def _read_charge(self, charge: str) -> None:
        if self._last.kind is SignKind.CHARGE:
            raise FormulaError("two charges in a row", self.column)
        self._require_part(f"^{charge}")
        self.tokens.append(Sign(SignKind.CHARGE, charge.translate(_TRUE_SIGNS), Script.SUP))

    def _read_count(self, count: str) -> None:
        counted = self._last.kind in _COUNTED
        if not counted and (letters := _SMALL_LETTERS.match(self.text, self.column)):
            declare = " (a group or ligand is declared in issue.yml, under placeholders)"
            raise FormulaError(f"{_complain_of_unit(letters[0])}{declare}", self.column)
        if not counted and self._last.kind is not SignKind.DOT:
            raise FormulaError(
                "a count follows what it counts; an isotope is written as in ^7Li", self.column
            )
        if counted and "." in count and (part := _OWN_PART.match(self.text, self.column + len(count))):
            whole, _, number = count.partition(".")
            raise FormulaError(
                f"{count} can be one count or two: write {whole}·{number}{part[0]}, or {count}({part[0]})",
                self.column,
            )
        if second := _SECOND_COUNT.match(self.text, self.column + len(count)):
            raise FormulaError(f"two counts in a row{self._advise_on_part(count)}", second.start(1))
        self.tokens += _split_sum(count, Script.SUB if counted else Script.LINE)

    def _advise_on_part(self, count: str) -> str:
        """How to write a part of its own that begins with a decimal: CaSO4.0.5H2O is CaSO4·0.5H2O."""
        whole, _, number = count.partition(".")
        part = _DECIMAL_PART.match(self.text, self.column + len(count))
        return f": write {whole}·{number}{part[0]}" if part and number else ""

    def _read_enclosed(self, count: str) -> None:
        """A variable count in parentheses, Al(2-x)O(x), which are not set."""
        self.column += 1
        self._read_count(count)
        self.column -= 1

    def _read_comma(self, comma: str) -> None:
        """Between elements that share a site: (La,Sr)CoO3."""
        if not self.unclosed:
            raise FormulaError("a comma is between elements in parentheses, as in (La,Sr)CoO3", self.column)
        self._require_part(comma)
        self.tokens.append(Sign(SignKind.COMMA, comma))

    def _read_open(self, bracket: str) -> None:
        self.unclosed.append(self.column)
        self.tokens.append(Sign(SignKind.OPEN, bracket))

    def _read_close(self, bracket: str) -> None:
        if not self.unclosed or self.text[self.unclosed[-1]] != _PARTNERS[bracket]:
            raise FormulaError(f"unbalanced brackets: {bracket!r} was never opened", self.column)
        self._require_part(bracket)
        self.unclosed.pop()
        self.tokens.append(Sign(SignKind.CLOSE, bracket))

    def _read_joint(self, joint: str) -> None:
        self._require_part(joint)
        kind = _JOINTS[joint]
        self.tokens.append(Sign(kind, "–" if kind is SignKind.DASH else joint))


_METHODS: Mapping[str, Callable[[_Reader, str], None]] = {
    "prefix": _Reader._read_prefix,
    "isotope": _Reader._read_isotope,
    "charge": _Reader._read_charge,
    "enclosed": _Reader._read_enclosed,
    "count": _Reader._read_count,
    "comma": _Reader._read_comma,
    "open": _Reader._read_open,
    "close": _Reader._read_close,
    "joint": _Reader._read_joint,
}


def _find_element(text: str, column: int) -> str:
    """The symbol here, or "" if there is none; a single letter is none if another goes on from it (`Sl`)."""
    if text[column : column + 2] in ATOMIC_NUMBERS:
        return text[column : column + 2]
    following = text[column + 1 : column + 2]
    alone = not ("a" <= following <= "z") or following in _VARIABLES
    return text[column] if alone and text[column] in SYMBOLS else ""


def _split_sum(text: str, place: Script) -> Iterator[Sign]:
    for part in _SUM_PART.finditer(text):
        yield Sign(SignKind(str(part.lastgroup)), part[0].translate(_TRUE_SIGNS), place)


def _complain(text: str, column: int) -> FormulaError:
    sign = text[column]
    if sign.isascii() and sign.isalpha():
        return _complain_of_element(text, column)
    plain = unicodedata.normalize("NFKC", sign)
    raised = "^" if unicodedata.decomposition(sign).startswith("<super>") else ""
    advice = _ADVICE.get(plain) or (f"type {raised}{plain}" if plain != sign else "")
    return FormulaError(f"illegal character {sign!r}: {advice}".removesuffix(": "), column)


def _complain_of_element(text: str, column: int) -> FormulaError:
    following = text[column + 1 : column + 2]
    name = text[column] + (following if "a" <= following <= "z" and following not in _VARIABLES else "")
    typed = (text[column : column + 2], text[max(column - 1, 0) : column + 1], text[column])
    near = [
        guess.capitalize()
        for guess in typed
        if guess != guess.capitalize() and guess.capitalize() in ATOMIC_NUMBERS
    ]
    advice = f" (did you mean {near[0]!r}?)" if near else ""
    return FormulaError(f"{_complain_of_unit(name)}{advice}", column)


def _complain_of_unit(name: str) -> str:
    return f"no such element or declared placeholder: {name!r}"
