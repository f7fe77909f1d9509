"""The cell of a crystal: its axes in space, and the way from fractions of them to angstroms."""

import math
from dataclasses import dataclass
from functools import cached_property

from virtualissue.crystals.vectors import Vector, add, cross, dot, length, scale


@dataclass(frozen=True)
class Lattice:
    """A cell by the lengths of its axes in angstroms and the angles between them in degrees."""

    a: float
    b: float
    c: float
    alpha: float
    beta: float
    gamma: float

    @cached_property
    def axes(self) -> tuple[Vector, Vector, Vector]:
        """The axes in angstroms: the first along x, the second in the plane of x and y."""
        alpha, beta, gamma = (math.cos(math.radians(angle)) for angle in (self.alpha, self.beta, self.gamma))
        sine = math.sqrt(1 - gamma * gamma)
        slant = (alpha - beta * gamma) / sine
        upright = math.sqrt(1 - beta * beta - slant * slant)
        third = (self.c * beta, self.c * slant, self.c * upright)
        return (self.a, 0.0, 0.0), (self.b * gamma, self.b * sine, 0.0), third

    @cached_property
    def volume(self) -> float:
        """In cubic angstroms."""
        first, second, third = self.axes
        return dot(first, cross(second, third))

    def place(self, position: Vector) -> Vector:
        """Fractions of the axes -> a point in angstroms."""
        first, second, third = self.axes
        return add(add(scale(first, position[0]), scale(second, position[1])), scale(third, position[2]))

    @cached_property
    def spacings(self) -> tuple[float, float, float]:
        """The distances between opposite faces of the cell, in angstroms."""
        first, second, third = self.axes
        planes = (cross(second, third), cross(third, first), cross(first, second))
        x, y, z = (self.volume / length(plane) for plane in planes)
        return x, y, z
