"""The axis of a quantity -> an encoding of Vega-Lite: from where to where, by what steps, in which words."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from virtualissue.model.fact import Fact, Quantity
from virtualissue.quantities.amount import Relation
from virtualissue.quantities.units import RAISED, signed

ROOM = 0.1  # what an axis goes on beyond its values: decades, or a share of their span


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
class Scale:
    """The axis of a quantity and its two ends."""

    quantity: Quantity
    low: float
    high: float

    @property
    def log(self) -> bool:
        """Whether equal steps are equal ratios."""
        return self.quantity.scale == "log"

    def share(self, value: float) -> float:
        """How far along the axis a value stands, from 0 to 1."""
        if self.log:
            return math.log(value / self.low) / math.log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)

    def clip(self, value: float) -> float:
        """A value, or the end of the axis that stands for all beyond it."""
        return min(max(value, self.low), self.high)

    @property
    def channel(self) -> Mapping[str, Any]:
        """The encoding of the field `value`."""
        unit = f" in {self.quantity.unit}" if self.quantity.unit else ""
        title = f"{self.quantity.name}{unit}{', logarithmic axis' if self.log else ''}"
        ticks = self._decades() if self.log else {"tickCount": 4}
        scale = {"type": self.quantity.scale, "domain": [self.low, self.high], "nice": False, "zero": False}
        axis = {"title": title, **ticks}
        return {"field": "value", "type": "quantitative", "scale": scale, "axis": axis}

    def _decades(self) -> Mapping[str, Any]:
        powers = range(round(math.log10(self.low)), round(math.log10(self.high)) + 1)
        step = math.ceil(len(powers) / 7)
        words = ",".join(f"'{_power(power)}'" for power in powers)
        return {
            "values": [10.0**power for power in powers[::step]],
            "labelExpr": f"[{words}][round(log(datum.value)/LN10)-({powers[0]})]",
        }


def _power(power: int) -> str:
    return f"{10**power}" if 0 <= power <= 3 else f"10{signed(power).translate(RAISED)}"


def scale_for(quantity: Quantity, reaches: Iterable[Reach]) -> Scale:
    """An axis with room at both ends; a logarithmic one begins and ends with a power of ten."""
    ends = [end for reach in reaches for end in (reach.low, reach.high) if math.isfinite(end)]
    low, high = min(ends), max(ends)
    if quantity.scale == "log":
        return Scale(
            quantity, 10.0 ** math.floor(math.log10(low) - ROOM), 10.0 ** math.ceil(math.log10(high) + ROOM)
        )
    room = ROOM * (high - low or abs(high) or 1)
    return Scale(quantity, low - room, high + room)
