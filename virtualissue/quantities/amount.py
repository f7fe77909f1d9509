"""A value with its unit: what it amounts to, and the typeset pieces that all outputs make of it."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Context, Decimal
from html import escape

from virtualissue.chemistry.formula import Formula, FormulaError, Script
from virtualissue.chemistry.parser import parse_formula
from virtualissue.quantities.conversion import convert, same_dimension
from virtualissue.quantities.typesetting import (
    DASH,
    FIRM,
    SIGNS,
    AmountToken,
    AmountTokenKind,
    Relation,
    say_tokens,
    set_html,
    set_text,
    set_word,
)
from virtualissue.quantities.units import (
    FOLD,
    MINUS,
    THIN,
    AmountError,
    parse_unit,
    say_unit,
    set_unit,
    signed,
)
from virtualissue.words import WORDS, Words

LARGEST = 100  # as a power of ten; the product of two converted numbers is then still a float
_PRECISION = 17  # figures of a float
_LEAST_GROUPED = 10_000  # from where on figures are set in groups of three


@dataclass(frozen=True)
class Amount:
    """A number or a range as written, with its relation and its unit.

    `low` is the number, or the lower end of a range that `high` closes; both keep the figures written.
    `scientific` says that powers of ten were written. `unit` is symbols joined by spaces and slashes, powers
    as in cm^-1; a counted noun is no unit. `reference` is what a potential is measured against, as its author
    spells it; `symbol` the variable that takes the value. `unstated` says that only the order of a number is
    stated, by its unit, as in: on the order of mS/cm; `low` is then 1. `uncertainty_below` is given where it
    is another to that side. Of a ratio `low` is the quotient of its two `parts`. `confidence` is the level of
    a limit, an uncertainty or a range, in percent. `words` are those of the language in which it is set and
    said. Raises AmountError where these do not fit together.
    """

    low: Decimal
    high: Decimal | None = None
    relation: Relation = Relation.EQUAL
    uncertainty: Decimal | None = None
    unit: str = ""
    reference: str | None = None
    symbol: str | None = None
    scientific: bool = False
    unstated: bool = False
    uncertainty_below: Decimal | None = None
    parts: tuple[Decimal, Decimal] | None = None
    confidence: Decimal | None = None
    words: Words = field(default=WORDS, repr=False, compare=False)

    def __post_init__(self) -> None:
        parse_unit(self.unit)
        for fault in (*_find_range_faults(self), *_find_uncertainty_faults(self), *_find_value_faults(self)):
            raise AmountError(fault)
        for fault in _find_confidence_faults(self):
            raise AmountError(fault, "confidence")

    @property
    def ends(self) -> tuple[Decimal, ...]:
        """The number, or the two ends of the range."""
        return (self.low,) if self.high is None else (self.low, self.high)

    @property
    def spread(self) -> tuple[Decimal, Decimal]:
        """How far the value may lie below and above the number written."""
        above = self.uncertainty or Decimal(0)
        return (above if self.uncertainty_below is None else self.uncertainty_below), above

    @property
    def tokens(self) -> tuple[AmountToken, ...]:
        """The typeset pieces with their spaces: one after the other, powers raised, they are the text."""
        return (*_statement(self), *_set_unit(self), *_set_reference(self), *_set_confidence(self))

    @property
    def text(self) -> str:
        """Plain Unicode, as in: about 4.0 × 10⁻³ S/cm."""
        return set_text(self.tokens)

    @property
    def html(self) -> str:
        """HTML with powers in <sup> and the symbol in <i>; all text is escaped."""
        return set_html(self.tokens)

    @property
    def markup(self) -> str:
        """The same HTML, read aloud as `spoken`; a mere number needs no words of its own."""
        role = "" if self.spoken == self.text else f' role="img" aria-label="{escape(self.spoken)}"'
        language = self.words.mark_if_english("ten_to_the") if role else ""
        return f'<span class="vi-amount"{role}{language}>{self.html}</span>'

    @property
    def spoken(self) -> str:
        """Words for a voice, as in: about 4.0 times ten to the minus 3 siemens per centimeter."""
        singular = [text for kind, text in self.tokens if kind == "number"] == ["1"]
        formula = _reference_formula(self)
        against = formula.spoken if formula else self.reference
        versus = self.words.text("said_versus", reference=against) if self.reference else ""
        level = self.words.text("said_confidence", level=_level_of(self)) if self.confidence else ""
        said = (_speech(self).rstrip(), say_unit(self.unit, self.words, singular=singular), versus, level)
        return " ".join(filter(None, said))

    def in_language(self, words: Words) -> "Amount":
        """The same, set and said with the words of a language."""
        return replace(self, words=words)

    def bounds(self, unit: str | None = None) -> tuple[float, float]:
        """The lowest and the highest value written, in `unit` (None: as written); an open side is infinite.

        An uncertainty widens them; about, near and order do not (see `reach`). References are not converted.
        Raises AmountError where the unit is unknown or of another dimension.
        """
        wanted, (below, above) = self.unit if unit is None else unit, self.spread
        low = convert(self.ends[0] - below, self.unit, wanted)
        high = convert(self.ends[-1] + above, self.unit, wanted)
        if self.relation in {Relation.UNDER, Relation.AT_MOST}:
            return -math.inf, high
        return low, math.inf if self.relation in {Relation.OVER, Relation.AT_LEAST} else high

    def reach(self, unit: str | None = None) -> tuple[float, float]:
        """The lowest and the highest value meant: `bounds`, of an order half a power of ten to each side."""
        low, high = self.bounds(unit)
        wide = math.sqrt(10) if self.relation is Relation.ORDER else 1
        return low / wide, high * wide

    def in_unit(self, unit: str) -> "Amount":
        """The same in another unit, as precise as it is written; a symbol and a reference are left out.

        The ends of a range get more figures if they would be equal, or are one number if that does not help.
        Raises AmountError as `bounds` does.
        """
        tries = [[_carry(end, self.unit, unit, more) for end in self.ends] for more in range(_PRECISION)]
        low, *high = next((ends for ends in tries if len(ends) == 1 or ends[0] < ends[1]), tries[0][:1])
        far = any(end and not -2 < end.adjusted() < 5 for end in (low, *high))
        return Amount(
            low,
            high[0] if high else None,
            self.relation,
            self._carry_spread(self.uncertainty, unit),
            unit,
            scientific=far,
            uncertainty_below=self._carry_spread(self.uncertainty_below, unit),
            confidence=self.confidence,
            words=self.words,
        )

    def _carry_spread(self, spread: Decimal | None, unit: str) -> Decimal | None:
        if spread is None:
            return None
        wide = convert(self.low + spread, self.unit, unit) - convert(self.low, self.unit, unit)
        return _round(wide, len(spread.as_tuple().digits))

    def sort_value(self, unit: str | None = None) -> float:
        """The number in `unit` (None: as written); of a range the geometric mean of its ends in that unit.

        Where an end is not above zero there, it is the plain mean. Raises AmountError as `bounds` does.
        """
        ends = [convert(end, self.unit, self.unit if unit is None else unit) for end in self.ends]
        if len(ends) == 1:
            return ends[0]
        return math.sqrt(math.prod(ends)) if ends[0] > 0 else sum(ends) / 2


def _carry(number: Decimal, unit: str, wanted: str, more: int) -> Decimal:
    """A number in another unit to as many significant figures and `more`.

    Between units whose zeros differ, as of °C and K, it keeps its places and not its figures.
    """
    value, zero = convert(number, unit, wanted), convert(0, unit, wanted)
    if not zero:
        return _round(value, len(number.as_tuple().digits) + more)
    step = abs(convert(1, unit, wanted) - zero)
    place = int(number.as_tuple().exponent) + round(math.log10(step)) - more
    written = Decimal(repr(value))
    return written.quantize(Decimal(1).scaleb(max(place, written.adjusted() - _PRECISION)), ROUND_HALF_UP)


def _round(number: float, figures: int) -> Decimal:
    """A number to so many significant figures, halves up."""
    return Context(prec=figures, rounding=ROUND_HALF_UP).create_decimal(repr(number))


def _find_range_faults(amount: Amount) -> Iterator[str]:
    if amount.high is None:
        return
    if amount.low >= amount.high:
        yield f"the range from {amount.low} to {amount.high} does not rise (write the lower end first)"
    if amount.relation not in {Relation.EQUAL, Relation.ABOUT}:
        yield f"a range cannot be '{amount.relation}' (only equal or about)"
    if amount.uncertainty is not None:
        yield "a range has no uncertainty (write two ends, or one number with its uncertainty)"


def _find_uncertainty_faults(amount: Amount) -> Iterator[str]:
    if amount.uncertainty is None:
        return
    if amount.uncertainty <= 0:
        yield f"the uncertainty {amount.uncertainty} is not above zero (it is written without a sign)"
    if amount.relation not in {Relation.EQUAL, Relation.ABOUT, Relation.NEAR}:
        yield f"a number with an uncertainty cannot be '{amount.relation}' (only equal, about or near)"


def _find_value_faults(amount: Amount) -> Iterator[str]:
    if amount.parts and (amount.unit or amount.uncertainty is not None):
        yield "a ratio has neither a unit nor an uncertainty"
    if amount.unstated and (amount.relation is not Relation.ORDER or amount.unit in {"", FOLD}):
        yield "an order of magnitude without a value needs a unit (write relation: order and a unit)"


def _find_confidence_faults(amount: Amount) -> Iterator[str]:
    limits = {Relation.OVER, Relation.AT_LEAST, Relation.UNDER, Relation.AT_MOST}
    if amount.confidence is None:
        return
    if not 0 < amount.confidence < 100:
        yield f"the confidence {amount.confidence} is not a percentage (write it as 95)"
    if amount.relation not in limits and amount.uncertainty is None and amount.high is None:
        yield "only a limit, a range, or a number with an uncertainty has a confidence"


def below_absolute_zero(amount: Amount) -> bool:
    """Whether a number written is a temperature under 0 K."""
    return same_dimension(amount.unit, "K") and any(convert(end, amount.unit, "K") < 0 for end in amount.ends)


_PLACES: Mapping[Script, AmountTokenKind] = {
    Script.LINE: "reference", Script.SUB: "index", Script.SUP: "power"
}  # fmt: skip
_EXACT = Context(prec=4 * LARGEST)  # the default one rounds after 28 figures


def _set_unit(amount: Amount) -> list[AmountToken]:
    """The unit, with the space before it where it follows a number."""
    unit: list[AmountToken] = list(set_unit(amount.unit))
    if amount.unstated:
        unit[0] = ("unit", unit[0][1].removeprefix(THIN))
    return unit


def _set_reference(amount: Amount) -> list[AmountToken]:
    """What a potential is measured against, its formula with raised and lowered signs."""
    if not amount.reference:
        return []
    formula = _reference_formula(amount)
    signs: list[AmountToken] = (
        [(_PLACES[sign.place], sign.text) for sign in formula.tokens]
        if formula
        else [("reference", amount.reference)]
    )
    return [set_word(amount.words, "potential_versus", " {} "), *signs]


def _set_confidence(amount: Amount) -> list[AmountToken]:
    """The level of confidence of a limit or an interval."""
    if not amount.confidence:
        return []
    return [set_word(amount.words, "with_confidence", " ({})", level=_level_of(amount))]


def _level_of(amount: Amount) -> str:
    return str(amount.confidence).replace(".", amount.words.point)


def _reference_formula(amount: Amount) -> Formula | None:
    """The reference where it is a formula (Ag/AgCl) and not a word (SHE)."""
    try:
        return parse_formula(amount.reference, words=amount.words) if amount.reference else None
    except FormulaError:
        return None


def _statement(amount: Amount) -> list[AmountToken]:
    """All that is before the unit: relation or symbol, and numbers."""
    if amount.symbol is None:
        if amount.relation is Relation.EQUAL:
            return _value(amount)
        name = amount.relation.replace(" ", "_")
        return [set_word(amount.words, f"relation_{name}", "{} "), *_value(amount)]
    if amount.high is not None and amount.relation is Relation.EQUAL:
        within: AmountToken = ("word", f"{FIRM}≤{FIRM}")
        low, high = _alone_ends(amount)
        return [*low, within, ("symbol", amount.symbol), within, *high]
    sign: AmountToken = ("word", f"{FIRM}{SIGNS[amount.relation]}{FIRM}")
    return [("symbol", amount.symbol), sign, *_value(amount)]


def _value(amount: Amount) -> list[AmountToken]:
    if amount.unstated:
        return []
    if amount.parts:
        first, second = (_digits(amount, part, 0) for part in amount.parts)
        return [("number", first), ("word", ":"), ("number", second)]
    powers = _powers(amount)
    shared = {power for end, power in zip(amount.ends, powers, strict=True) if end} or {0}
    if len(shared) > 1:
        low, high = _alone_ends(amount)
        return [*low, _range_to(amount), *high]
    if others := _others(amount):
        return _joined(amount, others, *shared)
    return _alone(amount, amount.low, *shared, bare=amount.relation is not Relation.EQUAL)


def _range_to(amount: Amount) -> AmountToken:
    return set_word(amount.words, "range_to", " {} ")


def _others(amount: Amount) -> list[tuple[AmountToken, Decimal]]:
    """The numbers that follow the first, each with the joint before it."""
    if amount.high is not None:
        return [(_range_to(amount) if amount.low < 0 else ("word", DASH), amount.high)]
    if amount.uncertainty is None:
        return []
    if amount.uncertainty_below is None:
        return [(("word", f"{THIN}±{THIN}"), amount.uncertainty)]
    return [(("word", f"{THIN}+"), amount.uncertainty), (("word", f"/{MINUS}"), amount.uncertainty_below)]


def _powers(amount: Amount) -> list[int]:
    """The power of ten to split off each end: none of zero, nor where all ends read well in full."""
    in_full = not amount.scientific and all(_reads_in_full(end, amount.unit) for end in amount.ends)
    return [0 if in_full or not end else end.adjusted() for end in amount.ends]


def _reads_in_full(number: Decimal, unit: str) -> bool:
    counted = not unit and number == number.to_integral_value()
    return counted or not number or Decimal("0.01") <= abs(number) < 100_000


def _alone(amount: Amount, number: Decimal, power: int, *, bare: bool = True) -> list[AmountToken]:
    """One number; if `bare`, a factor of just 1 before a power of ten is left out."""
    if bare and power and number.as_tuple()[:2] == (0, (1,)):
        return _times_ten(power)[1:]
    return [("number", _digits(amount, number, power)), *_times_ten(power)]


def _alone_ends(amount: Amount) -> Iterator[list[AmountToken]]:
    for end, power in zip(amount.ends, _powers(amount), strict=True):
        yield _alone(amount, end, power)


def _joined(amount: Amount, others: Iterable[tuple[AmountToken, Decimal]], power: int) -> list[AmountToken]:
    """Numbers over a common power of ten, each but the first with the joint before it."""
    numbers: list[AmountToken] = [("number", _digits(amount, amount.low, power))]
    for joint, number in others:
        numbers += [joint, ("number", _digits(amount, number, power))]
    return [("word", "("), *numbers, ("word", ")"), *_times_ten(power)] if power else numbers


def _times_ten(power: int) -> list[AmountToken]:
    tokens: list[AmountToken] = [("times", f"{THIN}×{THIN}"), ("number", "10"), ("power", signed(power))]
    return tokens if power else []


def _digits(amount: Amount, number: Decimal, power: int) -> str:
    shifted, words = number.scaleb(-power, _EXACT), amount.words
    grouped = words.group if abs(shifted) >= _LEAST_GROUPED else ""
    signs = {ord(","): grouped, ord("."): words.point, ord("-"): MINUS}
    return f"{shifted:,f}".translate(signs)


def _speech(amount: Amount) -> str:
    if amount.symbol and amount.high is not None and amount.relation is Relation.EQUAL:
        values = _speech(replace(amount, symbol=None))
        return amount.words.text("said_from", symbol=amount.symbol, values=values)
    return say_tokens(_statement(amount), amount.words)
