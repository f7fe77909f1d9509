"""What the course of the issue teaches, calculated by other means: plain numbers and CODATA's constants.

Nothing is taken from the package. Whoever changes a fact or a problem calculates here as well.
"""

import math
from collections import Counter
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

BOLTZMANN = 1.380649e-23 / 1.602176634e-19  # eV/K: CODATA 2022, both exact
# what the problems draw from content/facts, as the sources state it
FACTS = {
    "scandium-nasicon-conductivity": ("4.0e-3", "S/cm"),
    "li5b7s13-conductivity": ("74", "mS/cm"),
    "halide-diffusion-barrier": ("0.25", "eV"),
    "li2ohcl-transition-temperature": ("311", "K"),
    "li2ohcl-conductivity-rise": ("100", "fold"),
}


def figures(value: float, count: int) -> Decimal:
    """A number rounded to significant figures, halves up; noise of binary numbers is cleared first."""
    clean = Decimal(f"{value:.12g}")
    return clean.quantize(Decimal(1).scaleb(clean.adjusted() - count + 1), ROUND_HALF_UP)


def barrier(energy: float) -> tuple[float, float, float]:
    """The exponent, and the factors of σT and of σ, of a barrier in eV from 298 K to 333 K."""
    exponent = energy / BOLTZMANN * (1 / 298 - 1 / 333)
    return exponent, math.exp(exponent), math.exp(exponent) * 298 / 333


def total(side: Iterable[tuple[int, dict[str, int]]]) -> Counter[str]:
    """All atoms, and the charge, of coefficients and what they multiply."""
    found: Counter[str] = Counter()
    for coefficient, atoms in side:
        for name, number in atoms.items():
            found[name] += coefficient * number
    return found


def charges_of_llzto(x: Fraction) -> Fraction:
    """The sum of the charges of Li(7-x)La3Zr(2-x)Ta(x)O12."""
    return (7 - x) * 1 + 3 * 3 + (2 - x) * 4 + x * 5 - 12 * 2


def charges_of_nasicon(x: Fraction) -> Fraction:
    """The sum of the charges of Na(1+x)Zr2Si(x)P(3-x)O12."""
    return (1 + x) * 1 + 2 * 4 + x * 4 + (3 - x) * 5 - 12 * 2
