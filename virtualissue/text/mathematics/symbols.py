"""The commands of LaTeX that formulas may use, each with its character, its words, and its style.

The words are in English. Other languages have them in virtualissue/words/: `math_` and the English words are
the name of each.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping

from virtualissue.text.mathematics.tree import AccentSign, Atom, AtomKind, Style

_GREEK = """
alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ
varkappa ϰ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ
varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
"""
CAPITAL = "capital "  # before the name of a letter that is one
#: Command -> Greek letter.
GREEK: Mapping[str, str] = dict(re.findall(r"(\w+) (\w)\b", " ".join(_GREEK.split())))

_SIGNS: Mapping[AtomKind, str] = {
    AtomKind.OPERATOR: """
        + + plus | - − minus | times × times | div ÷ divided by | pm ± plus or minus | mp ∓ minus or plus
        cdot · times | ast ∗ star | * ∗ star | star ⋆ star | circ ∘ composed with | bullet • bullet
        oplus ⊕ direct sum | ominus ⊖ circled minus | otimes ⊗ tensor | odot ⊙ circled dot | wedge ∧ wedge
        vee ∨ or | land ∧ and | lor ∨ or | cap ∩ intersection | cup ∪ union | setminus ∖ without
        amalg ⨿ coproduct | bmod mod modulo
    """,
    AtomKind.RELATION: """
        = = equals | < < less than | > > greater than | : : colon | lt < less than | gt > greater than
        neq ≠ does not equal | ne ≠ does not equal | leq ≤ at most | le ≤ at most | geq ≥ at least
        ge ≥ at least | leqslant ⩽ at most | geqslant ⩾ at least | ll ≪ much less than
        gg ≫ much greater than | lesssim ≲ less than about | gtrsim ≳ greater than about
        sim ∼ similar to | simeq ≃ about equal to | approx ≈ about | cong ≅ congruent to
        equiv ≡ identical to | propto ∝ proportional to | in ∈ in | notin ∉ not in | ni ∋ contains
        subset ⊂ subset of | subseteq ⊆ subset of or equal to | supset ⊃ superset of
        supseteq ⊇ superset of or equal to | perp ⟂ perpendicular to | parallel ∥ parallel to
        mid ∣ given | colon : colon | prec ≺ precedes | succ ≻ follows | models ⊨ models | vdash ⊢ proves
        to → to | rightarrow → to | leftarrow ← from | gets ← from | leftrightarrow ↔ to and from
        longrightarrow ⟶ to | longleftarrow ⟵ from | longleftrightarrow ⟷ to and from
        Rightarrow ⇒ implies | Leftarrow ⇐ is implied by | Leftrightarrow ⇔ if and only if
        Longrightarrow ⟹ implies | implies ⟹ implies | iff ⟺ if and only if | mapsto ↦ maps to
        uparrow ↑ up | downarrow ↓ down | rightleftharpoons ⇌ in equilibrium with
        hookrightarrow ↪ embeds into | rightsquigarrow ⇝ leads to | leadsto ⇝ leads to
    """,
    AtomKind.ORDINARY: """
        infty ∞ infinity | partial ∂ partial | nabla ∇ nabla | forall ∀ for all | exists ∃ there is
        emptyset ∅ empty set | varnothing ∅ empty set | prime ′ prime | ' ′ prime | degree ° degrees
        dagger † dagger | dag † dagger | ddagger ‡ double dagger | aleph ℵ aleph | wp ℘ p | Re ℜ real part
        Im ℑ imaginary part | angle ∠ angle | triangle △ triangle | square □ square | Box □ box
        ldots … dot dot dot | dots … dot dot dot | cdots ⋯ dot dot dot | vdots ⋮ dots | neg ¬ not | lnot ¬ not
        top ⊤ top | bot ⊥ bottom | flat ♭ flat | sharp ♯ sharp | natural ♮ natural | backslash ∖ backslash
        / / over | ! ! factorial | % % percent | $ $ dollars | # # number | & & and | _ _ underscore | . . .
        ? ? question mark
    """,
    AtomKind.LARGE: """
        sum ∑ sum | prod ∏ product | coprod ∐ coproduct | int ∫ integral | iint ∬ double integral
        iiint ∭ triple integral | oint ∮ contour integral | bigcup ⋃ union | bigcap ⋂ intersection
        bigoplus ⨁ direct sum | bigotimes ⨂ tensor product | bigwedge ⋀ wedge | bigvee ⋁ or
    """,
    AtomKind.PUNCTUATION: ", , , | ; ; ;",
    AtomKind.OPEN: """
        ( ( open parenthesis | [ [ open bracket | { { open brace | lbrace { open brace | lbrack [ open bracket
        langle ⟨ open angle bracket | lfloor ⌊ floor of | lceil ⌈ ceiling of
    """,
    AtomKind.CLOSE: """
        ) ) close parenthesis | ] ] close bracket | } } close brace | rbrace } close brace
        rbrack ] close bracket | rangle ⟩ close angle bracket | rfloor ⌋ end floor | rceil ⌉ end ceiling
    """,
}
_BARS = {
    **dict.fromkeys(("|", "vert", "lvert", "rvert"), ("|", "vertical bar")),
    **dict.fromkeys(("Vert", "lVert", "rVert"), ("‖", "double bar")),
}
_LETTERS = {
    "ell": ("ℓ", "l"), "hbar": ("ℏ", "h bar"), "hslash": ("ℏ", "h bar"), "imath": ("ı", "i"),
    "jmath": ("ȷ", "j"), "AA": ("Å", "angstrom"), "O": ("Ø", "O slash"), "o": ("ø", "o slash"),
    "ss": ("ß", "ss"), "ae": ("æ", "ae"), "oe": ("œ", "oe"), "L": ("Ł", "L"), "l": ("ł", "l"),
}  # fmt: skip
_SPOKEN_FUNCTIONS = {
    "sin": "sine", "cos": "cosine", "tan": "tangent", "cot": "cotangent", "sec": "secant", "csc": "cosecant",
    "ln": "natural log", "lim": "limit", "max": "maximum", "min": "minimum", "sup": "supremum",
    "inf": "infimum", "det": "determinant", "dim": "dimension", "exp": "exp", "log": "log", "arg": "arg",
    "Pr": "probability", "sinh": "hyperbolic sine", "cosh": "hyperbolic cosine", "tanh": "hyperbolic tangent",
    "arcsin": "arc sine", "arccos": "arc cosine", "arctan": "arc tangent", "deg": "degree", "gcd": "gcd",
    "hom": "hom", "ker": "kernel", "lg": "log", "limsup": "limit superior", "liminf": "limit inferior",
    "coth": "hyperbolic cotangent", "mod": "modulo",
}  # fmt: skip


def _greek_atom(name: str, sign: str) -> Atom:
    style: Style = "upright" if name[0].isupper() else ""
    spoken = CAPITAL * name[0].isupper() + name.lower().removeprefix("var")
    return Atom(AtomKind.LETTER, sign, spoken, style)


def _all_symbols() -> Iterator[tuple[str, Atom]]:
    for kind, table in _SIGNS.items():
        for line in table.replace(" | ", "\n").splitlines():
            if line.strip():
                name, sign, spoken = line.split(maxsplit=2)
                yield name, Atom(kind, sign, spoken)
    yield from ((name, Atom(AtomKind.ORDINARY, *bar)) for name, bar in _BARS.items())
    yield from ((name, Atom(AtomKind.LETTER, *letter)) for name, letter in _LETTERS.items())
    yield from ((name, _greek_atom(name, sign)) for name, sign in GREEK.items())
    for name, spoken in _SPOKEN_FUNCTIONS.items():
        yield name, Atom(AtomKind.FUNCTION, name, spoken)


#: A character as typed, or a command without its backslash -> its atom.
SYMBOLS: Mapping[str, Atom] = dict(_all_symbols())
#: Unicode character -> its atom, for what is typed as it is seen: γ, →, ×.
BY_CHARACTER: Mapping[str, Atom] = {
    **{atom.text: atom for atom in reversed(tuple(SYMBOLS.values())) if len(atom.text) == 1},
    "µ": SYMBOLS["mu"], "⋅": SYMBOLS["cdot"], "∙": SYMBOLS["cdot"], "’": SYMBOLS["'"], "*": SYMBOLS["*"],
    "-": SYMBOLS["-"],
}  # fmt: skip

#: Command -> the accent that it puts above its argument.
ACCENTS: Mapping[str, AccentSign] = {
    "bar": AccentSign("¯", "\u0304", "bar", "macron"),
    "overline": AccentSign("¯", "\u0305", "bar", "overline", is_wide=True),
    "underline": AccentSign("_", "\u0332", "underlined", "underline", is_wide=True),
    "hat": AccentSign("^", "\u0302", "hat", "hat"),
    "widehat": AccentSign("^", "\u0302", "hat", "hat", is_wide=True),
    "tilde": AccentSign("~", "\u0303", "tilde", "tilde"),
    "widetilde": AccentSign("~", "\u0303", "tilde", "tilde", is_wide=True),
    "vec": AccentSign("→", "\u20d7", "vector", "arrow"),
    "overrightarrow": AccentSign("→", "\u20d7", "vector", "arrow", is_wide=True),
    "dot": AccentSign("˙", "\u0307", "dot", "dot"),
    "ddot": AccentSign("¨", "\u0308", "double dot", "dot.double"),
    "check": AccentSign("ˇ", "\u030c", "check", "caron"),
    "breve": AccentSign("˘", "\u0306", "breve", "breve"),
    "acute": AccentSign("´", "\u0301", "acute", "acute"),
    "grave": AccentSign("`", "\u0300", "grave", "grave"),
    "mathring": AccentSign("˚", "\u030a", "ring", "circle"),
    "slashed": AccentSign("/", "\u0338", "slash", "cancel"),
}

#: Command -> the style of the letters in its argument.
STYLES: Mapping[str, Style] = {
    "mathrm": "upright", "mathup": "upright", "mathnormal": "", "mathit": "italic", "mathbf": "bold",
    "boldsymbol": "bold", "bm": "bold", "mathcal": "calligraphic", "mathscr": "calligraphic",
    "mathbb": "blackboard", "mathds": "blackboard", "mathfrak": "fraktur", "mathsf": "sans",
    "mathtt": "monospace", "operatorname": "upright",
}  # fmt: skip
#: Command -> the style of the words in its argument, which keep their spaces.
WORDS: Mapping[str, Style] = {
    "text": "upright", "textrm": "upright", "textnormal": "upright", "mbox": "upright", "textup": "upright",
    "textbf": "bold", "textit": "italic", "emph": "italic", "textsf": "sans", "texttt": "monospace",
}  # fmt: skip
#: Command -> the style of all that follows in its group.
SWITCHES: Mapping[str, Style] = {
    "rm": "upright", "bf": "bold", "it": "italic", "cal": "calligraphic", "sf": "sans", "tt": "monospace",
}  # fmt: skip
#: Command -> the width of the space that it makes, in sizes of the type.
GAPS: Mapping[str, float] = {
    ",": 1 / 6, "thinspace": 1 / 6, ":": 2 / 9, ">": 2 / 9, "medspace": 2 / 9, ";": 5 / 18,
    "thickspace": 5 / 18, " ": 1 / 4, "~": 1 / 4, "enspace": 1 / 2, "quad": 1, "qquad": 2, "!": -1 / 6,
}  # fmt: skip
#: Commands that say how large a formula is, which have no effect in a line of text.
_IGNORED = "displaystyle textstyle scriptstyle limits nolimits xspace relax nobreak protect / -"
IGNORED = frozenset(_IGNORED.split())
FRACTIONS = frozenset({"frac", "dfrac", "tfrac", "nicefrac", "sfrac"})
SIZED = frozenset(f"{size}{side}" for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m"))
#: Relations with a stroke through them.
NEGATED: Mapping[str, Atom] = {
    "=": SYMBOLS["neq"], "∈": SYMBOLS["notin"], "≡": Atom(AtomKind.RELATION, "≢", "not identical to"),
    "∼": Atom(AtomKind.RELATION, "≁", "not similar to"), "⊂": Atom(AtomKind.RELATION, "⊄", "not subset of"),
    "<": Atom(AtomKind.RELATION, "≮", "not less than"), ">": Atom(AtomKind.RELATION, "≯", "not greater than"),
    "≈": Atom(AtomKind.RELATION, "≉", "not about"), "∣": Atom(AtomKind.RELATION, "∤", "does not divide"),
}  # fmt: skip

COMMANDS = frozenset(name for name in SYMBOLS if name.isalpha()).union(
    ACCENTS, STYLES, WORDS, SWITCHES, FRACTIONS, SIZED, ("sqrt", "left", "right", "middle", "not"),
    (name for name in GAPS if name.isalpha()), (name for name in IGNORED if name.isalpha()),
)  # fmt: skip

_VARIANTS = {
    "calligraphic": "MATHEMATICAL SCRIPT", "blackboard": "MATHEMATICAL DOUBLE-STRUCK",
    "fraktur": "MATHEMATICAL FRAKTUR", "bold": "MATHEMATICAL BOLD", "sans": "MATHEMATICAL SANS-SERIF",
    "monospace": "MATHEMATICAL MONOSPACE",
}  # fmt: skip
# those that were in Unicode before the others have names of their own
_EARLIER = {
    "calligraphic": dict(zip("BEFHILMRego", "ℬℰℱℋℐℒℳℛℯℊℴ", strict=True)),
    "blackboard": dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True)),
    "fraktur": dict(zip("CHIRZ", "ℭℌℑℜℨ", strict=True)),
}  # fmt: skip


def find_variant(text: str, style: Style) -> str:
    """Text in the letters that Unicode has for a style: Z in blackboard is ℤ; others stay as they are."""
    return "".join(_find_letter(letter, style) for letter in text) if style in _VARIANTS else text


def _find_letter(letter: str, style: Style) -> str:
    if letter in (earlier := _EARLIER.get(style, {})):
        return earlier[letter]
    if not (letter.isascii() and letter.isalnum()):
        return letter
    case = "CAPITAL " if letter.isupper() else "SMALL " if letter.islower() else "DIGIT "
    name = letter.upper() if letter.isalpha() else unicodedata.name(letter).removeprefix("DIGIT ")
    try:
        return unicodedata.lookup(f"{_VARIANTS[style]} {case}{name}")
    except KeyError:
        return letter
