"""text -> Formula: defects of a crystal in the notation of Kröger and Vink, such as V_O^•• and Li_i^•."""

import re
from collections.abc import Collection

from virtualissue.chemistry.formula import SYMBOLS, Formula, FormulaError, Script, Sign, SignKind
from virtualissue.words import WORDS, Words

#: What sets a defect apart from other formulas: a site below it, or an electron or a hole with its charge.
DEFECT = re.compile(r"\[?(?:[A-Z][a-z]?[a-z]?_|[eh](?=[\^'′]))")
_PARTS = re.compile(
    r"""(?P<open>\[)?(?P<species>[A-Z][a-z]?|e|h)
        (?:_(?P<site>[A-Z][a-z]?|i))?
        (?:\^\{?(?P<count>[0-9]*)(?P<sign>[•.·]+|['′]+|[x×]|[-−])\}?|(?P<primes>['′]+))?
        (?P<close>\])?""",
    re.VERBOSE,
)
_SHOWN = str.maketrans(".·'x", "••′×")
HOW = "a defect is written as in V_O^••, Li_i^•, La_Sr', O_O^x, e' or h^•"


def parse_defect(text: str, placeholders: Collection[str] = (), words: Words = WORDS) -> Formula:
    """Parse a defect; two full stops, or a middle dot, may stand for •. Raises FormulaError."""
    found = _PARTS.fullmatch(text)
    if found is None or bool(found["open"]) != bool(found["close"]):
        raise FormulaError(f"this is not a defect ({HOW})", 0)
    known = {*SYMBOLS, *placeholders}
    for part, others in (("species", "eh"), ("site", "i")):
        if found[part] and found[part] not in known and found[part] not in others:
            raise FormulaError(f"no such element or declared placeholder: {found[part]!r}", found.start(part))
    tokens = [
        Sign(SignKind.OPEN, found["open"] or ""),
        Sign(SignKind.DEFECT if found["species"] in ("V", "e", "h") else SignKind.ELEMENT, found["species"]),
        Sign(SignKind.SITE, found["site"] or "", Script.SUB),
        _read_charge(found),
        Sign(SignKind.CLOSE, found["close"] or ""),
    ]
    return Formula(text, tuple(token for token in tokens if token.text), words)


def _read_charge(found: re.Match[str]) -> Sign:
    """The charge against the perfect crystal, or the plain one of an electron."""
    sign = found["primes"] or found["sign"] or ""
    if sign in ("-", "−"):
        return Sign(SignKind.CHARGE, f"{found['count']}−", Script.SUP)
    return Sign(SignKind.EFFECTIVE, (found["count"] or "") + sign.translate(_SHOWN), Script.SUP)
