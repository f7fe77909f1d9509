"""tokens -> HTML, text, Unicode, speech: what chemical notation is made of, and the forms it takes.

Alone knows the chemical elements, and how each sign of a formula is set, spoken and searched.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import groupby

from markupsafe import Markup, escape

_ELEMENTS = """
H hydrogen He helium Li lithium Be beryllium B boron C carbon N nitrogen O oxygen F fluorine Ne neon Na
sodium Mg magnesium Al aluminium Si silicon P phosphorus S sulfur Cl chlorine Ar argon K potassium Ca calcium
Sc scandium Ti titanium V vanadium Cr chromium Mn manganese Fe iron Co cobalt Ni nickel Cu copper Zn zinc Ga
gallium Ge germanium As arsenic Se selenium Br bromine Kr krypton Rb rubidium Sr strontium Y yttrium Zr
zirconium Nb niobium Mo molybdenum Tc technetium Ru ruthenium Rh rhodium Pd palladium Ag silver Cd cadmium In
indium Sn tin Sb antimony Te tellurium I iodine Xe xenon Cs caesium Ba barium La lanthanum Ce cerium Pr
praseodymium Nd neodymium Pm promethium Sm samarium Eu europium Gd gadolinium Tb terbium Dy dysprosium Ho
holmium Er erbium Tm thulium Yb ytterbium Lu lutetium Hf hafnium Ta tantalum W tungsten Re rhenium Os osmium
Ir iridium Pt platinum Au gold Hg mercury Tl thallium Pb lead Bi bismuth Po polonium At astatine Rn radon Fr
francium Ra radium Ac actinium Th thorium Pa protactinium U uranium Np neptunium Pu plutonium Am americium Cm
curium Bk berkelium Cf californium Es einsteinium Fm fermium Md mendelevium No nobelium Lr lawrencium Rf
rutherfordium Db dubnium Sg seaborgium Bh bohrium Hs hassium Mt meitnerium Ds darmstadtium Rg roentgenium Cn
copernicium Nh nihonium Fl flerovium Mc moscovium Lv livermorium Ts tennessine Og oganesson
"""
#: Symbol to name, in the order of the atomic numbers.
ELEMENT_NAMES: dict[str, str] = dict(re.findall("([A-Z][a-z]?) ([a-z]+)", " ".join(_ELEMENTS.split())))

#: The isotopes of hydrogen that have symbols of their own.
HEAVY_HYDROGEN = {"D": "deuterium", "T": "tritium"}
#: The symbols of formulas, those of heavy hydrogen too, with what they are called.
SYMBOL_NAMES = ELEMENT_NAMES | HEAVY_HYDROGEN


class FormulaError(ValueError):
    """A text that is not a formula: what is wrong, and the offset in the text, from 0, where it is."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.message = message
        self.column = column


class SignKind(StrEnum):
    """What a token is."""

    ELEMENT = "element"
    PLACEHOLDER = "placeholder"
    NUMBER = "number"
    VARIABLE = "variable"
    OPERATOR = "operator"
    OPEN = "open"
    CLOSE = "close"
    CHARGE = "charge"
    OXIDATION = "oxidation"
    ISOTOPE = "isotope"
    PREFIX = "prefix"
    DOT = "dot"
    DASH = "dash"
    SLASH = "slash"
    RELATION = "relation"
    LETTERS = "letters"
    BAR = "bar"
    SCREW = "screw"
    COMMA = "comma"
    DEFECT = "defect"
    SITE = "site"
    EFFECTIVE = "effective"


class Script(StrEnum):
    """Where a token is: on the line, below it or above it."""

    LINE = "line"
    SUB = "sub"
    SUP = "sup"


@dataclass(frozen=True)
class Sign:
    """One sign as it is set (a true minus, an en dash, `≤`), without mark-up."""

    kind: SignKind
    text: str
    place: Script = Script.LINE


_ITALIC = {SignKind.PLACEHOLDER, SignKind.VARIABLE, SignKind.LETTERS}
_MARKS = {
    SignKind.ISOTOPE: "^", SignKind.CHARGE: "^", SignKind.BAR: "-", SignKind.SCREW: "_", SignKind.SITE: "_",
    SignKind.EFFECTIVE: "^",
}  # fmt: skip
_TYPED_SIGNS = str.maketrans("−–", "--")
_KEY_SIGNS = str.maketrans({"≤": "<=", "≥": ">=", "·": ".", "^": "", "_": "", " ": ""})
_SHIFTED = {
    Script.LINE: str.maketrans({}),
    Script.SUB: str.maketrans("0123456789+−xnma", "₀₁₂₃₄₅₆₇₈₉₊₋ₓₙₘₐ"),
    Script.SUP: str.maketrans("0123456789+−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"),
}
# The caret of an isotope is dropped where nothing precedes it that could take it for a count.
_LEADING_ISOTOPE = re.compile(r"(?<![^(\[/-])\^")
_NO_BREAK_SPACE = "\u00a0"
_PAUSE = re.compile(r"[\s,]*,[\s,]*")
# What chemists call a formula that stands alone, and water that a formula holds.
_COMMON_NAMES = {"H2O": "water", "CO2": "C O 2", "OH^-": "hydroxide", "e^-": "electron"}
_OF_CRYSTAL = re.compile(r"( dot (?:\w+ )?)hydrogen 2 oxygen$")
_BETWEEN = re.compile("^(.+) less than or equal to (.+) less than or equal to (.+)$")
_SPAN = Markup('<span class="vi-formula" role="img" aria-label="{}">{}</span>')
_OVERLINE = "\u0305"


@dataclass(frozen=True)
class Formula:
    """A formula, range or space group: as it was typed, and what that is made of."""

    source: str
    tokens: tuple[Sign, ...]

    @cached_property
    def html(self) -> Markup:
        """HTML of `sub`, `sup`, `i` and `span class="vi-bar"`, with no space at which a line could break."""
        runs = groupby(self.tokens, key=lambda token: (token.place, token.kind is SignKind.ISOTOPE))
        return Markup("".join(_render_run(place, run) for (place, _), run in runs))

    @cached_property
    def markup(self) -> Markup:
        """The same HTML, read aloud as `spoken`; a mere letter or number needs no words of its own."""
        if self.spoken == self.unicode:
            return Markup('<span class="vi-formula">{}</span>').format(self.html)
        return _SPAN.format(escape(self.spoken), self.html)

    @cached_property
    def text(self) -> str:
        """As a person types it, in ASCII but for Greek, `·` and `≤`: `Li7La3Zr2O12`, `PS4^3-`, `7Li`."""
        return _LEADING_ISOTOPE.sub("", "".join(map(_render_text, self.tokens)))

    @cached_property
    def unicode(self) -> str:
        """Plain text with raised and lowered characters, as far as Unicode has them: `Li₇La₃Zr₂O₁₂`."""
        return "".join(map(_render_unicode, self.tokens))

    @cached_property
    def spoken(self) -> str:
        """What a screen reader says: `lithium 6 phosphorus sulfur 5 chlorine`, `sodium plus`, `water`."""
        if name := _COMMON_NAMES.get(self.text):
            return name
        words = _PAUSE.sub(", ", " ".join(_say(self.tokens))).strip(", ")
        words = _OF_CRYSTAL.sub(r"\1water", " ".join(words.split()))
        return _BETWEEN.sub(r"\2 from \1 to \3", words)

    @cached_property
    def elements(self) -> frozenset[str]:
        """The symbols of the elements in it."""
        return frozenset(token.text for token in self.tokens if token.kind is SignKind.ELEMENT)

    @cached_property
    def key(self) -> str:
        """What a search compares: ASCII, lower case, no spaces or marks, Greek letters by name."""
        folded = _say_greek(self.text.casefold()).translate(_KEY_SIGNS)
        return folded.encode("ascii", "ignore").decode()


def _render_run(place: Script, tokens: Iterable[Sign]) -> str:
    signs = "".join(map(_render_html, tokens))
    return signs if place is Script.LINE else f"<{place}>{signs}</{place}>"


def _render_html(token: Sign) -> str:
    sign = escape(_space(token, _NO_BREAK_SPACE))
    if token.kind is SignKind.BAR:
        return f'<span class="vi-bar">{sign}</span>'
    return f"<i>{sign}</i>" if token.kind in _ITALIC else sign


def _render_text(token: Sign) -> str:
    return _MARKS.get(token.kind, "") + _space(token, " ").translate(_TYPED_SIGNS)


def _render_unicode(token: Sign) -> str:
    sign = _space(token, _NO_BREAK_SPACE).translate(_SHIFTED[token.place])
    if token.kind is SignKind.SITE:  # no element has a lowered character
        return f"_{sign}"
    return sign + _OVERLINE if token.kind is SignKind.BAR else sign


def _space(token: Sign, space: str) -> str:
    return f"{space}{token.text}{space}" if token.kind is SignKind.RELATION else token.text


def _say(tokens: Iterable[Sign]) -> Iterator[str]:
    """Words and commas; a pause follows a bracket, a charge, an oxidation state, and a count with letters."""
    mass, ended, before = "", False, (SignKind.SLASH, SignKind.SLASH)
    for token in tokens:
        counts = token.place is Script.SUB
        if ended and not counts:
            yield ","
        ended = token.kind in _ENDING or (counts and (ended or token.kind in _COUNTED_UNKNOWN))
        if token.kind is SignKind.ISOTOPE:
            mass = f"-{token.text}"
            continue
        if token.kind is SignKind.CHARGE and before[0] in _PARTING and before[1] in _CHARGED:
            yield _say_charge(token.text)
        elif counts and before[1] is SignKind.OXIDATION:
            yield f", count {_SAID[token.kind](token.text)}"
        else:
            yield _SAID[token.kind](token.text) + mass
        mass, before = "", (before[1], token.kind)


def _say_charge(charge: str) -> str:
    return f"{charge[:-1]} {_SIGNS[charge[-1]]}".strip()


def _say_number(number: str) -> str:
    counted, _, parts = number.partition("/")
    if number == "1/2":
        return "one half"
    if parts in _PARTS and len(counted) == 1:
        return f"{_NUMERALS[int(counted)]} {_PARTS[parts]}{'' if counted == '1' else 's'}"
    return f"{counted} over {parts}" if parts else counted


def _say_prefix(prefix: str) -> str:
    return re.sub("[′″-]", lambda sign: _PRIMES[sign[0]], _say_greek(prefix))


def _say_site(site: str) -> str:
    where = "an interstitial" if site == "i" else f"the {SYMBOL_NAMES.get(site, site)}"
    return f"on {where} site,"


def _say_effective(charge: str) -> str:
    """The charge of a defect against the perfect crystal."""
    count = charge[:-1] if charge[:-1].isdigit() else str(len(charge))
    times = {"1": "", "2": "doubly ", "3": "triply "}.get(count, f"{count} times ")
    return f"{times}{_EFFECTIVE[charge[-1]]}"


def _say_greek(text: str) -> str:
    """Spell out Greek letters; the name that Unicode has for lambda is its own."""
    named = (unicodedata.name(sign).split()[-1] if "α" <= sign <= "ω" else sign for sign in text)
    return "".join(named).lower().replace("lamda", "lambda")


_ENDING = {SignKind.CLOSE, SignKind.CHARGE, SignKind.OXIDATION}
_COUNTED_UNKNOWN = {SignKind.VARIABLE, SignKind.OPERATOR}
# The charge of a single element, which stands at the beginning or after one of these, is told like a name.
_PARTING = {SignKind.SLASH, SignKind.DASH, SignKind.DOT}
_CHARGED = {SignKind.ELEMENT, SignKind.PLACEHOLDER}
_DEFECTS = {"V": "vacancy", "e": "electron", "h": "hole"}
_EFFECTIVE = {"•": "positive", "′": "negative", "×": "neutral"}
_PRIMES = {"′": " prime", "″": " double prime", "-": ""}
_NUMERALS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_ROMAN = ("0", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_PARTS = {"3": "third", "4": "quarter", "5": "fifth", "6": "sixth", "8": "eighth", "9": "ninth"}
_SIGNS = {
    "+": "plus",
    "−": "minus",
    "/": "over",
    "<": "less than",
    ">": "greater than",
    "=": "equals",
    "≤": "less than or equal to",
    "≥": "greater than or equal to",
}
_SAID: dict[SignKind, Callable[[str], str]] = {
    SignKind.ELEMENT: SYMBOL_NAMES.__getitem__,
    SignKind.PLACEHOLDER: " ".join,
    SignKind.NUMBER: _say_number,
    SignKind.VARIABLE: _say_greek,
    SignKind.OPERATOR: _SIGNS.__getitem__,
    SignKind.OPEN: lambda _: ", open bracket,",
    SignKind.CLOSE: lambda _: ", close bracket",
    SignKind.CHARGE: lambda charge: f", charge {_say_charge(charge)}",
    SignKind.OXIDATION: lambda state: f", oxidation state {_NUMERALS[_ROMAN.index(state.strip('()'))]}",
    SignKind.PREFIX: _say_prefix,
    SignKind.DOT: lambda _: "dot",
    SignKind.DASH: lambda _: "dash",
    SignKind.SLASH: lambda _: "slash",
    SignKind.RELATION: _SIGNS.__getitem__,
    SignKind.LETTERS: " ".join,
    SignKind.BAR: lambda digit: f"{digit} bar",
    SignKind.SCREW: lambda digit: f"sub {digit}",
    SignKind.COMMA: lambda _: ",",
    SignKind.DEFECT: _DEFECTS.__getitem__,
    SignKind.SITE: _say_site,
    SignKind.EFFECTIVE: _say_effective,
}
