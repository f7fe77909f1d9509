"""The axis of a quantity: from where to where, with ticks that never touch, in words for eye and ear."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from virtualissue.charts.text_lines import plain, set_unit_line, set_word, width_of
from virtualissue.model.fact import Fact, Quantity
from virtualissue.quantities.typesetting import Relation
from virtualissue.quantities.units import MINUS, THIN, say_unit, signed
from virtualissue.text.labels import Line, Run
from virtualissue.words import Words

ROOM = 0.1  # what an axis goes on beyond its values: decades, or a share of their span
APART = 12  # between the labels of two ticks
STEPS = (1, 2, 5)  # of a linear axis, times powers of ten


@dataclass(frozen=True)
class Reach:
    """What a fact covers on an axis: its ends, whether they are open, and the point written, if it is one."""

    fact: Fact
    low: float
    high: float
    point: float | None
    open_low: bool = False
    open_high: bool = False

    @property
    def soft(self) -> bool:
        """Whether it is an order of magnitude, which ends nowhere sharply."""
        return self.fact.amount.relation is Relation.ORDER

    @property
    def wide(self) -> bool:
        """Whether it covers more than a point."""
        return self.low < self.high and not self.soft


def reach_of(fact: Fact, unit: str) -> Reach:
    """A fact on an axis in `unit`; an order of magnitude reaches half a power of ten to either side."""
    value = fact.amount.sort_value(unit)
    low, high = fact.amount.bounds(unit)
    if fact.amount.relation is Relation.ORDER:
        low, high = value / math.sqrt(10), value * math.sqrt(10)
    point = value if fact.amount.high is None else None
    return Reach(fact, low, high, point, math.isinf(low), math.isinf(high))


@dataclass(frozen=True)
class Tick:
    """A value on an axis with its label."""

    value: float
    label: Line


@dataclass(frozen=True)
class Scale:
    """The axis of a quantity and its two ends."""

    quantity: Quantity
    low: float
    high: float
    words: Words

    @property
    def log(self) -> bool:
        """Whether equal steps are equal ratios."""
        return self.quantity.scale == "log"

    def share(self, value: float) -> float:
        """How far along the axis a value is, from 0 to 1; what lies beyond an end is at it."""
        inside = min(max(value, self.low), self.high)
        if self.log:
            return math.log(inside / self.low) / math.log(self.high / self.low)
        return (inside - self.low) / (self.high - self.low)

    @property
    def title(self) -> Line:
        """What the axis shows, in which unit."""
        unit, name, words = self.quantity.unit, self.quantity.name, self.words
        begun = set_word(words, "axis_in_unit", quantity=name) if unit else plain(name)
        shown = (*begun, *set_unit_line(unit)) if unit else begun
        return (*shown, *set_word(words, "logarithmic")) if self.log else shown

    @property
    def spoken(self) -> str:
        """What the axis shows, and its ends, in words for a voice."""
        quantity, unit, words = self.quantity.name, self.quantity.unit, self.words
        if unit:
            spoken = say_unit(unit, words, singular=False)
            quantity = words.text("quantity_in_unit", quantity=quantity, unit=spoken)
        low, high = (self._say(end) for end in (self.low, self.high))
        return words.text("axis_log" if self.log else "axis_linear", quantity=quantity, low=low, high=high)

    def _say(self, value: float) -> str:
        power, minus = round(math.log10(value)) if self.log else 0, f"{self.words['minus']} "
        if self.log and not 0 <= power <= 3:
            return self.words.text("ten_to_the", power=str(power).replace("-", minus))
        shown = f"{value:.3g}" if abs(value) < 1e5 else f"{value:.0f}"
        return shown.replace("-", minus).replace(".", self.words.point)

    def ticks(self, width: float, size: float) -> list[Tick]:
        """As many ticks as can be labeled on so many pixels, three to seven where there is room."""
        tries = map(list, self._decades() if self.log else self._rounds())
        return next(ticks for ticks in tries if len(ticks) < 2 or self._apart(ticks, width, size))

    def _apart(self, ticks: list[Tick], width: float, size: float) -> bool:
        gap = (self.share(ticks[1].value) - self.share(ticks[0].value)) * width
        return len(ticks) <= 7 and max(width_of(tick.label, size) for tick in ticks) + APART <= gap

    def _decades(self) -> Iterator[Iterator[Tick]]:
        powers = range(round(math.log10(self.low)), round(math.log10(self.high)) + 1)
        for step in range(1, len(powers) + 1):
            yield (Tick(10.0**power, _power(power)) for power in powers[::step])

    def _rounds(self) -> Iterator[Iterator[Tick]]:
        power = math.floor(math.log10((self.high - self.low) / 7))
        for place in range(power, power + 4):
            for step in STEPS:
                yield self._multiples(step, place)

    def _multiples(self, step: int, place: int) -> Iterator[Tick]:
        size = step * 10.0**place
        for number in range(math.ceil(self.low / size), math.floor(self.high / size) + 1):
            yield Tick(number * size, _round(number * step, place, self.words.point))


def _power(power: int) -> Line:
    return plain(f"{10**power}") if 0 <= power <= 3 else (Run("10"), Run(signed(power), "sup"))


def _round(count: int, place: int, point: str) -> Line:
    """`count` times ten to the power of `place`, with its thousands separated as in values."""
    if count and not -5 < place < 7:
        return (Run(f"{signed(count)}{THIN}×{THIN}10"), Run(signed(place), "sup"))
    value = count * 10.0**place
    apart = THIN if abs(value) >= 10_000 else ""
    signs = str.maketrans({",": apart, ".": point, "-": MINUS})
    return plain(f"{value:,.{max(-place, 0) if count else 0}f}".translate(signs))


def scale_for(quantity: Quantity, reaches: Iterable[Reach], words: Words) -> Scale:
    """An axis with room at both ends; a logarithmic one begins and ends with a power of ten."""
    ends = [end for reach in reaches for end in (reach.low, reach.high) if math.isfinite(end)]
    low, high = min(ends), max(ends)
    if quantity.scale == "log":
        first, last = math.floor(math.log10(low) - ROOM), math.ceil(math.log10(high) + ROOM)
        return Scale(quantity, 10.0**first, 10.0**last, words)
    room = ROOM * (high - low or abs(high) or 1)
    return Scale(quantity, low - room, high + room, words)
