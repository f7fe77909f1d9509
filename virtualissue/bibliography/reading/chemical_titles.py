"""The chemistry in a title that was read -> the title as content types it, and what must be declared for it.

Files of bibliographies have counts and charges in LaTeX or HTML, which readers have turned into mathematics
(`$_{3}$`), or as lowered and raised characters.
"""

import re

from virtualissue.bibliography.reading.scripts import LOWERED, RAISED, TYPED
from virtualissue.chemistry.formula import FormulaError
from virtualissue.chemistry.parser import parse_formula, parse_space_group

Declared = dict[str, dict[str, str] | list[str]]

# a count that a formula has in LaTeX, and the charge of an ion
COUNT = re.compile(r"\$_\{?\s*(?:\\(?:mathrm|text|rm)\{)?([0-9.]+|[0-9.]*[a-z]?(?:[-+][a-z0-9.]+)*)\}{0,2}\$")
CHARGE = re.compile(r"\$\^\{?\s*([0-9]*)\s*([-+−])\s*\}?\$")
RAISED_SIGNS, LOWERED_SIGNS = ("".join(map(chr, set(table.values()))) for table in (RAISED, LOWERED))
# after a symbol or a bracket they belong to a formula, elsewhere to mathematics, as in 10⁻³ and cm⁻¹
LOWERED_COUNT = re.compile(rf"(?:(?<=[A-Z)\]])|(?<=[A-Z][a-z]))[{LOWERED_SIGNS}]+")
RAISED_CHARGE = re.compile(r"(?<=[A-Za-z0-9)\]])[⁰¹²³⁴⁵⁶⁷⁸⁹]*[⁺⁻](?![⁰¹²³⁴⁵⁶⁷⁸⁹])")
SHIFTED = re.compile(rf"([{LOWERED_SIGNS}]+)|[{RAISED_SIGNS}]+")
VARIABLE = re.compile(r"(?<=[≤≥<>=]\s)\*([a-z])\*|\*([a-z])\*(?=\s[≤≥<>=])")
MULTIPLE = re.compile(r"(?<=·)\$([a-z])\$(?=[A-Z(\[])")  # as many of a part as a variable says
ISOTOPE = re.compile(r"\$\^\{?([0-9]+)\}?\$([A-Z][a-z]?)(?![\w$(^])")
ION = re.compile(r"(?<![\w)\]])([A-Z][a-z]?)\^([+-])(?![\w+-])")
# a space group with an overlined digit or a screw axis
ITALIC = re.compile(r"\$([A-Za-z0-9]+)\$")  # letters in the middle of a word, and digits after them
GROUP = re.compile(
    r"(?<![\w*])(?:\*?[ABCFHIPR]|\$[ABCFHIPR][a-z0-9]*\$)"
    r"(?:[a-z0-9*/\u0305₁-₆]|\$[a-z0-9]+\$|\$[_\\][^$]*\$)+(?![\w$])"
)
OVERLINED = re.compile(r"\$\\overline\{?([0-9])\}?\$|([0-9])\u0305")
SCREW = re.compile(r"(?<=[2346])(?:\$_\{?([1-5])\}?\$|([₁-₅]))")


def type_chemistry(title: str) -> tuple[str, Declared]:
    """A title with formulas as content types them, and the field `typeset` for those that it must declare.

    Counts and charges are typed plainly: Ga2O3, PO4^3-. Isotopes, ions of one element, and space groups with
    a bar or a screw axis are declared, because they would not be recognized in a title otherwise.
    """
    groups: list[str] = []
    formulas: dict[str, str] = {}
    title = GROUP.sub(lambda found: _type_group(found[0], groups), title)
    title = CHARGE.sub(r"^\1\2", COUNT.sub(r"\1", title))
    title = MULTIPLE.sub(r"\1", title)
    title = LOWERED_COUNT.sub(lambda found: found[0].translate(TYPED), title)
    title = RAISED_CHARGE.sub(lambda found: f"^{found[0].translate(TYPED)}", title)
    title = SHIFTED.sub(_shift, title)
    title = ISOTOPE.sub(lambda found: _declare(f"^{found[1]}{found[2]}", formulas), title)
    title = ION.sub(lambda found: _declare(found[0], formulas), title)
    declared: Declared = {"formulas": formulas, "space_groups": groups}
    return VARIABLE.sub(r"\1\2", title), {name: value for name, value in declared.items() if value}


def _type_group(written: str, groups: list[str]) -> str:
    """A space group as it is typed, where it is one with something to type: `I-4`, `P4_2/nmc`."""
    plain = ITALIC.sub(r"\1", written.replace("*", ""))
    typed = SCREW.sub(lambda found: f"_{(found[1] or found[2]).translate(TYPED)}", plain)
    typed = OVERLINED.sub(r"-\1\2", typed)
    if not re.search("-[0-9]|[0-9]_[0-9]", typed):
        return written
    try:
        parse_space_group(typed)
    except FormulaError:
        return written
    if typed not in groups:
        groups.append(typed)
    return typed


def _declare(formula: str, formulas: dict[str, str]) -> str:
    """The piece of a title that stands for a formula; mathematics, where it is none."""
    try:
        parse_formula(formula)
    except FormulaError:
        return re.sub(r"\^([0-9]+)", r"$^{\1}$", formula)
    piece = formula.removeprefix("^")
    formulas[piece] = formula
    return piece


def _shift(found: re.Match[str]) -> str:
    return f"${'_' if found[1] else '^'}{{{found[0].translate(TYPED)}}}$"
