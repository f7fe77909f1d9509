"""The faces of the polyhedron around some points, each as its corners seen from outside."""

import math
from itertools import combinations

from virtualissue.crystals.vectors import Vector, cross, dot, length, mean, scale, subtract, unit

FLAT = 0.12  # angstroms: corners that are nearer to a plane are in it
LEAST = 1e-6


def find_faces(corners: list[Vector]) -> tuple[tuple[int, ...], ...]:
    """Every face of the convex hull, as the numbers of its corners, counterclockwise from outside.

    Corners are given in angstroms. Fewer than four, or corners in one plane, have no faces.
    """
    faces: dict[frozenset[int], Vector] = {}
    for triple in combinations(range(len(corners)), 3):
        one, two, three = (corners[number] for number in triple)
        across = cross(subtract(two, one), subtract(three, one))
        if dot(across, across) < LEAST:
            continue
        normal = unit(across)
        heights = [dot(subtract(corner, one), normal) for corner in corners]
        if max(heights) > FLAT:
            normal, heights = scale(normal, -1), [-height for height in heights]
        if max(heights) <= FLAT and min(heights) < -FLAT:
            face = frozenset(number for number, height in enumerate(heights) if height > -FLAT)
            faces.setdefault(face, normal)
    whole = [face for face in faces if not any(face < other for other in faces)]
    around = (_go_around(face, corners, faces[face]) for face in sorted(whole, key=sorted))
    return tuple(face for face in around if len(face) > 2)


def _go_around(face: frozenset[int], corners: list[Vector], normal: Vector) -> tuple[int, ...]:
    """The corners of a face in order; what lies within it or on its edge is none."""
    middle = mean([corners[number] for number in face])
    start = max(sorted(face), key=lambda number: length(subtract(corners[number], middle)))
    first = unit(subtract(corners[start], middle))
    second = cross(normal, first)

    def turn(number: int) -> float:
        away = subtract(corners[number], middle)
        return math.atan2(dot(away, second), dot(away, first)) % (2 * math.pi)

    order = sorted(face, key=lambda number: (number != start, turn(number)))
    neighbors = zip(order[-1:] + order[:-1], order, order[1:] + order[:1], strict=True)
    return tuple(here for before, here, after in neighbors if _bends(before, here, after, corners, normal))


def _bends(before: int, here: int, after: int, corners: list[Vector], normal: Vector) -> bool:
    """Whether the way along three points bends to the left, seen from outside."""
    way = subtract(corners[here], corners[before]), subtract(corners[after], corners[here])
    return dot(cross(*way), normal) > LEAST
