"""A stated model -> the plot that a guide teaches with, as SVG: computed, schematic, and no one's data.

Colours are those of the charts, by name. Each plot states its model, so that a reader can compute it again.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape

Point = tuple[float, float]
INK, QUIET, LINE, MARK = "currentColor", "var(--soft)", "var(--rule)", "var(--accent)"
WIDTH, LEFT, RIGHT, TOP, BOTTOM = 420, 44, 16, 16, 40
STEPS = 240


@dataclass(frozen=True)
class Frame:
    """The part of the plane that a plot shows, and how high the drawing is."""

    x: tuple[float, float]
    y: tuple[float, float]
    height: float

    def place(self, point: Point) -> Point:
        """A point of the plane on the drawing."""
        (low, high), (bottom, top) = self.x, self.y
        x = LEFT + (point[0] - low) / (high - low) * (WIDTH - LEFT - RIGHT)
        y = self.height - BOTTOM - (point[1] - bottom) / (top - bottom) * (self.height - TOP - BOTTOM)
        return round(x, 1), round(y, 1)


@dataclass(frozen=True)
class TeachingPlot:
    """A plot drawn, the model that it is computed from, and what it shows in words."""

    svg: str
    model: str
    description: str


# --- drawing ---------------------------------------------------------------------------------------------


def _draw(frame: Frame, parts: Iterable[str]) -> str:
    body = "".join(parts)
    about = f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {frame.height:g}" fill="none"'
    return f"<svg {about}>{body}</svg>"


def _axes(frame: Frame, across: str, upward: str) -> str:
    left, base = frame.place((frame.x[0], frame.y[0]))
    right, top = frame.place((frame.x[1], frame.y[1]))
    lines = f'<path d="M{left},{top}V{base}H{right}" stroke="{QUIET}"/>'
    below = _text((left + right) / 2, frame.height - 8, across, anchor="middle", fill=QUIET)
    beside = _text(0, 0, upward, anchor="middle", fill=QUIET)
    turned = f'<g transform="translate(14,{(top + base) / 2}) rotate(-90)">{beside}</g>'
    return lines + below + turned


def _text(x: float, y: float, words: str, *, anchor: str = "start", fill: str = INK) -> str:
    where = f'x="{x:g}" y="{y:g}" text-anchor="{anchor}"'
    return f'<text {where} font-size="13" fill="{fill}">{escape(words)}</text>'


def _label(frame: Frame, at: Point, words: str, *, shift: Point = (0, 0), anchor: str = "start") -> str:
    x, y = frame.place(at)
    return _text(x + shift[0], y + shift[1], words, anchor=anchor)


def _tick(frame: Frame, at: float, words: str) -> str:
    x, base = frame.place((at, frame.y[0]))
    mark = f'<path d="M{x},{base}v5" stroke="{QUIET}"/>'
    return mark + _text(x, base + 18, words, anchor="middle", fill=QUIET)


def _curve(frame: Frame, points: Iterable[Point], style: str = "") -> str:
    path = "L".join(f"{x:g},{y:g}" for x, y in map(frame.place, points))
    return f'<path d="M{path}" stroke="{MARK}" stroke-width="2" stroke-linejoin="round" {style}/>'


def _thin(frame: Frame, points: Iterable[Point]) -> str:
    path = "L".join(f"{x:g},{y:g}" for x, y in map(frame.place, points))
    return f'<path d="M{path}" stroke="{QUIET}" stroke-dasharray="4,3"/>'


def _dot(frame: Frame, at: Point) -> str:
    x, y = frame.place(at)
    return f'<circle cx="{x}" cy="{y}" r="3.5" fill="{MARK}"/>'


def _between(low: float, high: float) -> Iterable[float]:
    return (low + (high - low) * step / STEPS for step in range(STEPS + 1))


# --- models ----------------------------------------------------------------------------------------------


def _impedance() -> TeachingPlot:
    """Two resistor-capacitor elements and a blocking capacitor in series; the first resistance is one."""

    def impedance(frequency: float) -> Point:
        total = 1 / (1 + 1j * frequency) + 2 / (1 + 2j * 500 * frequency) + 1 / (1j * 2e5 * frequency)
        return total.real, -total.imag

    frame = Frame((0, 4), (0, 1.7), 236)
    points = [point for power in _between(2.2, -5.6) if (point := impedance(10**power))[1] < 1.66]
    return TeachingPlot(
        _draw(frame, (
            _axes(frame, "resistance Z′ / R₁", "reactance −Z″ / R₁"),
            *(_tick(frame, at, words) for at, words in ((0, "0"), (1, "1"), (3, "3"))),
            _curve(frame, points),
            _label(frame, (0.5, 0.5), "R₁", shift=(0, -8), anchor="middle"),
            _label(frame, (2.0, 1.0), "R₂", shift=(0, -8), anchor="middle"),
            _label(frame, (3.0, 1.45), "electrodes", shift=(-6, 0), anchor="end"),
            _label(frame, (0.0, 0.0), "high ω", shift=(8, -6)),
        )),
        "Z = R₁/(1 + iωR₁C₁) + R₂/(1 + iωR₂C₂) + 1/(iωC₃) with R₂ = 2R₁, C₂ = 500 C₁, C₃ = 2 × 10⁵ C₁",
        "From the left: a small semicircle from 0 to 1, a larger one from 1 to 3, then a steep rise.",
    )  # fmt: skip


def _arrhenius() -> TeachingPlot:
    """Two exponentials with their own barriers, parted by a step at the transition (in 1000 K/T)."""
    hot, cold, transition = 3.5, 6.5, 3.0

    def line(start: float, slope: float, low: float, high: float) -> list[Point]:
        return [(x, start - slope * (x - transition) / math.log(10)) for x in (low, high)]

    frame = Frame((2.2, 3.8), (-5.6, -0.6), 240)
    high, low = line(-2.2, hot, 2.3, transition), line(-3.6, cold, transition, 3.55)
    return TeachingPlot(
        _draw(frame, (
            _axes(frame, "inverse temperature 1000 K / T", "log₁₀ (σT / σ₀T₀)"),
            *(_tick(frame, at, f"{at:.1f}") for at in (2.5, 3.0, 3.5)),
            _curve(frame, high), _curve(frame, low), _thin(frame, (high[1], low[0])),
            _label(frame, high[0], "hot: slope −E₁/k", shift=(14, -2)),
            _label(frame, low[1], "cold: slope −E₂/k", shift=(54, -38), anchor="end"),
            _label(frame, (transition, -2.9), "step: a transition", shift=(8, 0)),
        )),
        "σT = A₁ exp(−E₁/kT) above 333 K and A₂ exp(−E₂/kT) below, with E₁/k = 3500 K and E₂/k = 6500 K",
        "Two falling straight lines, the colder one steeper, with a step down between them at 333 K.",
    )  # fmt: skip


def _phase_diagram() -> TeachingPlot:
    """The miscibility gap of a regular solution, temperatures in units of the critical one."""

    def gap(x: float) -> Point:
        return x, 1.0 if abs(x - 0.5) < 1e-9 else 2 * (1 - 2 * x) / math.log((1 - x) / x)

    frame = Frame((0, 1), (0.3, 1.15), 236)
    share = 0.07  # where the boundary is two thirds as high as its summit
    tie = (gap(share), gap(1 - share))
    return TeachingPlot(
        _draw(frame, (
            _axes(frame, "composition x", "temperature T / Tc"),
            *(_tick(frame, at, f"{at:g}") for at in (0, 0.5, 1)),
            _curve(frame, (gap(x) for x in _between(0.005, 0.995) if gap(x)[1] >= 0.3)),
            _thin(frame, tie), *(_dot(frame, end) for end in tie),
            _label(frame, (0.5, 1.06), "one phase", anchor="middle"),
            _label(frame, (0.5, 0.5), "two phases", anchor="middle"),
            _label(frame, (0.5, tie[0][1]), "a tie line joins what coexists", shift=(0, -7), anchor="middle"),
        )),
        "T/Tc = 2(1 − 2x) / ln((1 − x)/x), the boundary of a regular solution below its summit at Tc",
        "A dome over the compositions from 0 to 1 with its summit at one half; a horizontal line inside it.",
    )  # fmt: skip


# the `plot` of a guide -> how it is drawn
PLOTS: Mapping[str, Callable[[], TeachingPlot]] = {
    "impedance": _impedance,
    "arrhenius": _arrhenius,
    "phase-diagram": _phase_diagram,
}


def draw_plot(name: str) -> TeachingPlot:
    """The plot of that name; raises KeyError for one that there is not."""
    return PLOTS[name]()
