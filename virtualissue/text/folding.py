"""word as written -> word as compared: the only file that knows which spellings are one word to the search.

Case, diacritics, raised and lowered characters, signs, Greek letters, and American against British spelling
count for nothing. The browser folds what is typed by the same tables, which are written into its script.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

_GREEK = {
    chr(code): unicodedata.name(chr(code)).split()[-1].lower() for code in range(ord("α"), ord("ω") + 1)
}
#: Letters that Unicode does not take apart, Greek ones by their names, and a sign that is typed as a letter.
LETTERS = {
    **_GREEK,
    "λ": "lambda",
    "ς": "sigma",
    "ł": "l",
    "ø": "o",
    "æ": "ae",
    "œ": "oe",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ı": "i",
    "ß": "ss",
    "×": "x",
}
#: Where a word of several parts is taken apart; it is also found whole.
JOINTS = "[-‐‑–—−/·]"
#: Patterns that Python and browsers read alike, with their replacements; applied in order, to words alone.
RULES = (
    ("sulph", "sulf"),
    ("aluminium", "aluminum"),
    ("caesium", "cesium"),
    ("(behavi|col|fav|flav|harb|hon|hum|lab|neighb|od|tum|vap|vig)our", "$1or"),
    ("([a-z]{3})is(e[drs]?|ers|ing|ations?|able)$", "$1iz$2"),
    ("lys(e[drs]?|ers|ing)$", "lyz$1"),
    ("([a-z]{2}[ae]l)l(ed|ers?|ing)$", "$1$2"),
    ("(calib|cent|fib|lit|lust|met|sab|spect|theat)re(s?)$", "$1er$2"),
    ("(cata|ana|dia|homo)logue", "$1log"),
    ("(def|lic|off|pret)ence", "$1ense"),
    ("^ageing", "aging"),
    ("^artefact", "artifact"),
    ("^grey", "gray"),
    ("^mould", "mold"),
    ("^programme", "program"),
    ("^sceptic", "skeptic"),
)
#: From the plural to the singular, as far as the browser takes the two for one word.
PLURALS = (("([a-z]{2})ies$", "$1y"), ("(ch|sh|ss|x|z)es$", "$1"), ("([a-z]{2}[^isu])s$", "$1"))
_EMPTY = """
a about an and are as at be between by can could did do does explain find for from get give has have how i if
in into is it its made make me my of on or should show so tell than that the their them then there these they
this those through to was we were what when where which who why will with work works would you your
"""
#: Words that tell nothing of what is looked for, unless nothing else is typed.
EMPTY = frozenset(_EMPTY.split())
#: Rules that turn numbers with powers of ten, spaces, or decimal commas into one run: `4.0e-3`, `12000`. A
#: comma before exactly three digits separates thousands, except after a single zero.
NUMBER_RULES = (
    ("(?<![0-9.,])0,([0-9]+)(?![0-9,])", "0.$1"),
    ("(?<![0-9.,])([0-9]+),([0-9]{1,2}|[0-9]{4,})(?![0-9,])", "$1.$2"),
    ("(?<![0-9])([0-9]{1,3})[ ,](?=[0-9]{3}(?![0-9]))", "$1"),
    ("([0-9]) ?[x×*·⋅] ?10(?: ?[\\^] ?|[*][*])?([-−–+]?[0-9]{1,2})(?![0-9.])", "$1e$2"),
    ("(?<![0-9.a-zA-Z])10(?:[\\^]|[*][*])([-−–+]?[0-9]{1,2})(?![0-9])", "1e$1"),
    ("(?<![0-9.a-zA-Z])10([-−][0-9]{1,2})(?![0-9.])", "1e$1"),
)
#: A number in one run, with the power of ten that follows it.
NUMBER = "([0-9]+)(?:[.]([0-9]+))?(?:[eE]([-−–+]?[0-9]{1,2}))?"
#: All of these by the names under which the browser reads them.
TABLES: Mapping[str, object] = {
    "letters": LETTERS,
    "joints": JOINTS,
    "rules": RULES,
    "plurals": PLURALS,
    "empty": sorted(EMPTY),
    "numberRules": NUMBER_RULES,
    "number": NUMBER,
}
_RULES = tuple((re.compile(pattern), replacement.replace("$", "\\")) for pattern, replacement in RULES)
_NUMBER_RULES = tuple(
    (re.compile(pattern), replacement.replace("$", "\\")) for pattern, replacement in NUMBER_RULES
)
_NUMBER = re.compile(rf"(?<![0-9.a-zA-Z]){NUMBER}(?![0-9])")
_LARGEST_PLAIN = 6  # digits of a whole number that is written out
_ANY_RULE = re.compile("|".join(pattern for pattern, _ in RULES))


@lru_cache(maxsize=262144)
def fold_signs(text: str) -> str:
    """The same text without case, diacritics, and raised or lowered characters, for an alphabetical order."""
    signs = unicodedata.normalize("NFKD", text.lower())
    return "".join(LETTERS.get(sign, sign) for sign in signs if not unicodedata.combining(sign))


@lru_cache(maxsize=262144)
def fold(word: str) -> str:
    """Letters and digits alone, as every spelling of a word has them: `Sulphide` and `sulfide` are one."""
    plain = "".join(filter(str.isalnum, fold_signs(word)))
    if plain.isalpha() and _ANY_RULE.search(plain):  # most words have one spelling only
        for pattern, replacement in _RULES:
            plain = pattern.sub(replacement, plain)
    return plain


@lru_cache(maxsize=262144)
def _split(run: str) -> tuple[str, ...]:
    parts = [part for part in re.split(JOINTS, run) if part]
    return tuple(filter(None, (fold(run), *(map(fold, parts) if len(parts) > 1 else ()))))


def fold_whole(name: str) -> str:
    """A name of one word or of several in one run, as the vocabulary of the search has it."""
    return "".join(map(fold, name.split()))


def find_words(text: str) -> Iterator[str]:
    """The words of a text, folded; one of several parts (garnet-type, Li2S-P2S5) whole and in its parts."""
    for run in text.split():
        yield from _split(run)


def find_numbers(text: str) -> Iterator[str]:
    """The numbers of a text in one spelling each: 0.004 and 4.0 × 10⁻³ are both #4e-3; 300 remains 300."""
    text = unicodedata.normalize("NFKC", text)
    for pattern, replacement in _NUMBER_RULES:
        text = pattern.sub(replacement, text)
    for whole, fraction, power in _NUMBER.findall(text):
        yield _spell_number(whole + fraction, int(re.sub("[−–]", "-", power) or 0) - len(fraction))


def _spell_number(digits: str, power: int) -> str:
    """Digits times a power of ten, without the zeros that tell nothing."""
    shown = digits.rstrip("0")
    power += len(digits) - len(shown)
    shown = shown.lstrip("0")
    if not shown:
        return "0"
    if power >= 0 and len(shown) + power <= _LARGEST_PLAIN:
        return shown + "0" * power
    return f"#{shown}e{power}"
