"""Vectors of three numbers: the sums and products that crystals and their drawings need."""

import math

Vector = tuple[float, float, float]


def add(one: Vector, other: Vector) -> Vector:
    """The sum of two vectors."""
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]


def subtract(one: Vector, other: Vector) -> Vector:
    """The vector from the second point to the first."""
    return one[0] - other[0], one[1] - other[1], one[2] - other[2]


def scale(vector: Vector, factor: float) -> Vector:
    """A vector made longer or shorter."""
    return vector[0] * factor, vector[1] * factor, vector[2] * factor


def dot(one: Vector, other: Vector) -> float:
    """The scalar product."""
    return one[0] * other[0] + one[1] * other[1] + one[2] * other[2]


def cross(one: Vector, other: Vector) -> Vector:
    """The vector product."""
    return (
        one[1] * other[2] - one[2] * other[1],
        one[2] * other[0] - one[0] * other[2],
        one[0] * other[1] - one[1] * other[0],
    )


def length(vector: Vector) -> float:
    """How long a vector is."""
    return math.sqrt(dot(vector, vector))


def unit(vector: Vector) -> Vector:
    """The vector of length 1 in the same direction."""
    return scale(vector, 1 / length(vector))


def mean(vectors: list[Vector]) -> Vector:
    """The middle of some points."""
    count = len(vectors)
    return (
        sum(v[0] for v in vectors) / count,
        sum(v[1] for v in vectors) / count,
        sum(v[2] for v in vectors) / count,
    )
