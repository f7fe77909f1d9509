"""Amount -> its order of magnitude: the power of ten that leads it when it is written in a given unit."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from virtualissue.quantities.amount import Amount
from virtualissue.quantities.typesetting import AmountToken, say_tokens, set_html, set_text, set_word
from virtualissue.quantities.units import AmountError, say_unit, set_unit, signed
from virtualissue.words import WORDS, Words


@dataclass(frozen=True)
class Magnitude:
    """The powers of ten of the lowest and of the highest value meant, in `unit`; None on a side left open."""

    low: int | None
    high: int | None
    unit: str
    words: Words = field(default=WORDS, repr=False, compare=False)

    @property
    def text(self) -> str:
        """Plain Unicode, as in: 10⁻³ S/cm; 10⁻⁵ to 10⁻³ S/cm; 10³ h or more."""
        return set_text(self._tokens)

    @property
    def html(self) -> str:
        """HTML with powers in <sup>; all text is escaped."""
        return set_html(self._tokens)

    @property
    def spoken(self) -> str:
        """Words for a voice, as in: ten to the minus 3 siemens per centimeter."""
        unit = say_unit(self.unit, self.words, singular=self._powers == [0])
        side = self.words[self._side] if self._side else ""
        return " ".join(filter(None, (say_tokens(self._statement, self.words), unit, side)))

    @property
    def _powers(self) -> list[int]:
        return sorted({power for power in (self.low, self.high) if power is not None})

    @property
    def _side(self) -> str:
        """The name of the word that says on which side it is open, or nothing."""
        if self.high is not None and self.low is not None:
            return ""
        return "or_more" if self.high is None else "or_less"

    @property
    def _statement(self) -> Iterator[AmountToken]:
        for number, power in enumerate(self._powers):
            if number:
                yield set_word(self.words, "range_to", " {} ")
            yield "number", "10" if power else "1"
            if power not in {0, 1}:
                yield "power", signed(power)

    @property
    def _tokens(self) -> Iterator[AmountToken]:
        yield from self._statement
        yield from set_unit(self.unit)
        if self._side:
            yield set_word(self.words, self._side, " {}")


def find_magnitude(amount: Amount, unit: str) -> Magnitude:
    """The order of magnitude in `unit`: 10⁻³ S/cm for 4 mS/cm; an uncertainty may make it two.

    Raises AmountError where a value meant is not above zero, and as `Amount.bounds` does.
    """
    low, high = (_power(end) for end in amount.bounds(unit))
    return Magnitude(low, high, unit, amount.words)


def _power(value: float) -> int | None:
    if math.isinf(value):
        return None
    if value <= 0:
        raise AmountError("only what is above zero has an order of magnitude")
    return Decimal(str(value)).adjusted()
