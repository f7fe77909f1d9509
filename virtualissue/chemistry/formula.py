"""tokens -> HTML, text, Unicode, speech: what chemical notation is made of, and the forms it takes.

Alone knows the chemical elements, and how each sign of a formula is set, spoken and searched.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from itertools import groupby

from markupsafe import Markup, escape

from virtualissue.words import WORDS, Words

_ELEMENTS = """
H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr
Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir
Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu Am Cm Bk Cf Es Fm Md No Lr Rf Db Sg Bh Hs Mt Ds Rg Cn Nh Fl
Mc Lv Ts Og
"""
#: The symbols of the chemical elements, in the order of their atomic numbers, which each maps to.
ATOMIC_NUMBERS = {symbol: number for number, symbol in enumerate(_ELEMENTS.split(), start=1)}

#: The isotopes of hydrogen that have symbols of their own.
HEAVY_HYDROGEN = ("D", "T")
#: The symbols of formulas, those of heavy hydrogen too.
SYMBOLS = frozenset((*ATOMIC_NUMBERS, *HEAVY_HYDROGEN))


def name_element(symbol: str, words: Words) -> str:
    """What an element, or an isotope of hydrogen, is called; a symbol of neither stays as it is."""
    return words[f"element_{symbol.lower()}"] if symbol in SYMBOLS else symbol


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
    ABBREVIATION = "abbreviation"
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

    @property
    def is_italic(self) -> bool:
        """Whether print sets it in italics, as what stands for something else."""
        return self.kind in (SignKind.PLACEHOLDER, SignKind.VARIABLE, SignKind.LETTERS)

    @property
    def spaced(self) -> str:
        """Its text, that of a relation between spaces at which no line breaks."""
        return f"\u00a0{self.text}\u00a0" if self.kind is SignKind.RELATION else self.text


_MARKS = {
    SignKind.ISOTOPE: "^", SignKind.CHARGE: "^", SignKind.BAR: "-", SignKind.SCREW: "_", SignKind.SITE: "_",
    SignKind.EFFECTIVE: "^",
}  # fmt: skip
_TYPED_SIGNS = str.maketrans("−–\u00a0", "-- ")
_SHIFTED = {
    Script.LINE: str.maketrans({}),
    Script.SUB: str.maketrans("0123456789+−xnma", "₀₁₂₃₄₅₆₇₈₉₊₋ₓₙₘₐ"),
    Script.SUP: str.maketrans("0123456789+−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"),
}
# The caret of an isotope is dropped where nothing precedes it that could take it for a count.
_LEADING_ISOTOPE = re.compile(r"(?<![^(\[/-])\^")
_PAUSE = re.compile(r"[\s,]*,(?!\d)[\s,]*|\s,[\s,]*")
_DECIMAL = re.compile(r"(?<=\d)\.(?=\d)")
# What chemists call a formula that stands alone: the name of a word, or what is said.
_COMMON_NAMES = {"H2O": "formula_water", "OH^-": "formula_hydroxide", "e^-": "defect_electron"}
_LETTERED = {"CO2": "C O 2", "HCl": "H C L"}
_SPAN = Markup('<span class="vi-formula" role="img" aria-label="{}"{}>{}</span>')
_OVERLINE = "\u0305"


@dataclass(frozen=True)
class Formula:
    """A formula, range or space group: as it was typed, what that is made of, and words to say it with.

    Its numbers have the decimal sign of its words, unless it is `verbatim`, as in the title of a work.
    """

    source: str
    tokens: tuple[Sign, ...]
    words: Words = field(default=WORDS, repr=False, compare=False)
    verbatim: bool = field(default=False, repr=False, compare=False)

    @cached_property
    def shown(self) -> tuple[Sign, ...]:
        """What it is made of, with the decimal sign with which it is shown."""
        return self.tokens if self.verbatim else _set_decimals(self.tokens, self.words)

    @cached_property
    def html(self) -> Markup:
        """HTML of `sub`, `sup`, `i` and `span class="vi-bar"`, with no space at which a line could break."""
        runs = groupby(self.shown, key=lambda token: (token.place, token.kind is SignKind.ISOTOPE))
        return Markup("".join(_render_run(place, run) for (place, _), run in runs))

    @cached_property
    def markup(self) -> Markup:
        """The same HTML, read aloud as `spoken`; a mere letter or number needs no words of its own."""
        if self.spoken == self.unicode:
            return Markup('<span class="vi-formula">{}</span>').format(self.html)
        return _SPAN.format(escape(self.spoken), self.words.mark_if_english("element_h"), self.html)

    @cached_property
    def text(self) -> str:
        """As a person types it, in ASCII but for Greek, `·` and `≤`: `Li7La3Zr2O12`, `PS4^3-`, `7Li`."""
        return _LEADING_ISOTOPE.sub("", "".join(map(_render_text, self.tokens)))

    @cached_property
    def unicode(self) -> str:
        """Plain text with raised and lowered characters, as far as Unicode has them: `Li₇La₃Zr₂O₁₂`."""
        return "".join(map(_render_unicode, self.shown))

    @cached_property
    def spoken(self) -> str:
        """What a screen reader says: `lithium 6 phosphorus sulfur 5 chlorine`, `sodium plus`, `water`."""
        words = self.words
        if name := _COMMON_NAMES.get(self.text):
            return words[name]
        if self.text in _LETTERED:
            return _LETTERED[self.text]
        tokens = _set_decimals(self.tokens, words)
        said = _PAUSE.sub(", ", " ".join(_say(tokens, words))).strip(", ")
        return _say_between(_say_water(" ".join(said.split()), words), words)

    @cached_property
    def elements(self) -> frozenset[str]:
        """The symbols of the elements in it."""
        return frozenset(token.text for token in self.tokens if token.kind is SignKind.ELEMENT)


def _set_decimals(tokens: tuple[Sign, ...], words: Words) -> tuple[Sign, ...]:
    """The same with the decimal sign of a language."""
    if words.point == ".":
        return tokens
    return tuple(replace(token, text=_DECIMAL.sub(words.point, token.text)) for token in tokens)


def _render_run(place: Script, tokens: Iterable[Sign]) -> str:
    signs = "".join(map(_render_html, tokens))
    return signs if place is Script.LINE else f"<{place}>{signs}</{place}>"


def _render_html(token: Sign) -> str:
    sign = escape(token.spaced)
    if token.kind is SignKind.BAR:
        return f'<span class="vi-bar">{sign}</span>'
    return f"<i>{sign}</i>" if token.is_italic else sign


def _render_text(token: Sign) -> str:
    return _MARKS.get(token.kind, "") + token.spaced.translate(_TYPED_SIGNS)


def _render_unicode(token: Sign) -> str:
    sign = token.spaced.translate(_SHIFTED[token.place])
    if token.kind is SignKind.SITE:  # no element has a lowered character
        return f"_{sign}"
    return sign + _OVERLINE if token.kind is SignKind.BAR else sign


def _say(tokens: Iterable[Sign], words: Words) -> Iterator[str]:
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
            yield _say_charge(token.text, words)
        elif counts and before[1] is SignKind.OXIDATION:
            yield f", {words.text('said_count', count=_SAID[token.kind](token.text, words))}"
        else:
            yield _SAID[token.kind](token.text, words) + mass
        mass, before = "", (before[1], token.kind)


def _say_water(said: str, words: Words) -> str:
    """Water that a crystal holds is said by its name."""
    hydrogen, oxygen = (name_element(symbol, words) for symbol in "HO")
    apart, atoms = f" {words['sign_dot']} ", f"{hydrogen} 2 {oxygen}"
    _before, found, count = said.removesuffix(atoms).rpartition(apart)
    is_water = said.endswith(atoms) and found and (not count or re.fullmatch(r"[\w.,]+ ", count))
    return f"{said.removesuffix(atoms)}{words['formula_water']}" if is_water else said


def _say_between(said: str, words: Words) -> str:
    """What is between two ends is said from one to the other."""
    parts = said.split(f" {words['sign_at_most']} ")
    if len(parts) != 3:
        return said
    low, variable, high = parts
    return words.text("said_between", variable=variable, low=low, high=high)


def _say_charge(charge: str, words: Words) -> str:
    return f"{charge[:-1]} {words[_SIGNS[charge[-1]]]}".strip()


def _say_number(number: str, words: Words) -> str:
    counted, _, parts = number.partition("/")
    if number == "1/2":
        return words["said_half"]
    if parts in _PARTS and len(counted) == 1:
        numeral = words[f"numeral_{counted}"]
        return words.text(f"part_{_PARTS[parts]}", count=int(counted), numeral=numeral)
    counted = counted.replace(".", words.point)
    return words.text("said_fraction", count=counted, parts=parts) if parts else counted


def _say_prefix(prefix: str, words: Words) -> str:
    primes = {"′": f" {words['math_prime']}", "″": f" {words['sign_double_prime']}", "-": ""}
    return re.sub("[′″-]", lambda sign: primes[sign[0]], _say_greek(prefix))


def _say_site(site: str, words: Words) -> str:
    if site == "i":
        return f"{words['defect_interstitial']},"
    return f"{words.text('defect_site', element=name_element(site, words))},"


def _say_effective(charge: str, words: Words) -> str:
    """The charge of a defect against the perfect crystal."""
    count = charge[:-1] if charge[:-1].isdigit() else str(len(charge))
    said = words[_EFFECTIVE[charge[-1]]]
    if count == "1":
        return said
    times = {"2": "charge_doubly", "3": "charge_triply"}.get(count, "charge_times")
    return words.text(times, charge=said, count=count)


def _say_greek(text: str) -> str:
    """Spell out Greek letters; the name that Unicode has for lambda is its own."""
    named = (unicodedata.name(sign).split()[-1] if "α" <= sign <= "ω" else sign for sign in text)
    return "".join(named).lower().replace("lamda", "lambda")


def _say_oxidation(state: str, words: Words) -> str:
    number = _ROMAN.index(state.strip("()"))
    return f", {words.text('said_oxidation', state=words[f'numeral_{number}'])}"


def _say_word(name: str) -> Callable[[str, Words], str]:
    return lambda _, words: words[name]


def _say_sign(sign: str, words: Words) -> str:
    return words[_SIGNS[sign]]


_ENDING = {SignKind.CLOSE, SignKind.CHARGE, SignKind.OXIDATION}
_COUNTED_UNKNOWN = {SignKind.VARIABLE, SignKind.OPERATOR}
# The charge of a single element, which stands at the beginning or after one of these, is told like a name.
_PARTING = {SignKind.SLASH, SignKind.DASH, SignKind.DOT}
_CHARGED = {SignKind.ELEMENT, SignKind.PLACEHOLDER, SignKind.ABBREVIATION}
_DEFECTS = {"V": "defect_vacancy", "e": "defect_electron", "h": "defect_hole"}
_EFFECTIVE = {"•": "charge_positive", "′": "charge_negative", "×": "charge_neutral"}
_ROMAN = ("0", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_PARTS = {"3": "third", "4": "quarter", "5": "fifth", "6": "sixth", "8": "eighth", "9": "ninth"}
_SIGNS = {
    "+": "math_plus", "−": "minus", "/": "math_over", "<": "math_less_than", ">": "math_greater_than",
    "=": "is_equal", "≤": "sign_at_most", "≥": "sign_at_least",
}  # fmt: skip
_SAID: dict[SignKind, Callable[[str, Words], str]] = {
    SignKind.ELEMENT: name_element,
    SignKind.PLACEHOLDER: lambda letters, _: " ".join(letters),
    SignKind.ABBREVIATION: lambda letters, _: " ".join(letters),
    SignKind.NUMBER: _say_number,
    SignKind.VARIABLE: lambda letter, _: _say_greek(letter),
    SignKind.OPERATOR: _say_sign,
    SignKind.OPEN: lambda _, words: f", {words['sign_open_bracket']},",
    SignKind.CLOSE: lambda _, words: f", {words['sign_close_bracket']}",
    SignKind.CHARGE: lambda charge, words: (
        f", {words.text('said_charge', charge=_say_charge(charge, words))}"
    ),
    SignKind.OXIDATION: _say_oxidation,
    SignKind.PREFIX: _say_prefix,
    SignKind.DOT: _say_word("sign_dot"),
    SignKind.DASH: _say_word("sign_dash"),
    SignKind.SLASH: _say_word("sign_slash"),
    SignKind.RELATION: _say_sign,
    SignKind.LETTERS: lambda letters, _: " ".join(letters),
    SignKind.BAR: lambda digit, words: words.text("said_bar", number=digit),
    SignKind.SCREW: lambda digit, words: words.text("said_screw", number=digit),
    SignKind.COMMA: lambda _, __: ",",
    SignKind.DEFECT: lambda species, words: words[_DEFECTS[species]],
    SignKind.SITE: _say_site,
    SignKind.EFFECTIVE: _say_effective,
}
