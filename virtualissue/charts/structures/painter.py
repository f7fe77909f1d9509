"""A scene seen from one side: what is in front of what, so that each part covers what is behind it.

Faces that are turned away are left out. Two parts are compared where they overlap on the drawing. In the
browser, structure.js does the same.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import heapify, heappop, heappush

from virtualissue.charts.structures.scene import Ball, Face, Scene, Stick
from virtualissue.crystals.vectors import Vector, cross, dot, subtract, unit

Solid = Face | Ball | Stick
Spot = tuple[float, float]

CLOSE = 0.005  # angstroms: depths that differ less are equal
LEAST = 1e-4  # of the area, or of the length, in which two parts overlap
EDGE_ON = 0.01  # of a face that is seen from its edge


@dataclass(frozen=True)
class View:
    """The points of a scene on the drawing, in angstroms: to the right, upward, and toward the viewer."""

    points: tuple[Vector, ...]

    def normal(self, face: Face) -> Vector:
        """The direction in which a face looks."""
        one, two, three = (self.points[number] for number in face.points[:3])
        return unit(cross(subtract(two, one), subtract(three, one)))


@dataclass(frozen=True)
class _Shape:
    """A part on the drawing: its points, and its radius (of an atom) or its direction (of a face)."""

    part: Solid
    points: tuple[int, ...]
    outline: tuple[Vector, ...]
    radius: float = 0.0
    normal: Vector = (0.0, 0.0, 0.0)

    @cached_property
    def box(self) -> tuple[float, float, float, float]:
        """Its left, lower, right, and upper ends."""
        xs, ys, _ = zip(*self.outline, strict=True)
        radius = self.radius
        return min(xs) - radius, min(ys) - radius, max(xs) + radius, max(ys) + radius

    @cached_property
    def depth(self) -> float:
        """How near its middle is."""
        return sum(point[2] for point in self.outline) / len(self.outline)

    def depth_at(self, x: float, y: float) -> float:
        """How near a face is at a point of the drawing."""
        corner = self.outline[0]
        across, upward, toward = self.normal
        return corner[2] - (across * (x - corner[0]) + upward * (y - corner[1])) / toward


def look(scene: Scene, axes: tuple[Vector, Vector, Vector]) -> View:
    """The scene from one side."""
    right, up, toward = axes
    return View(tuple((dot(p, right), dot(p, up), dot(p, toward)) for p in scene.points))


def order_parts(scene: Scene, view: View) -> list[Solid]:
    """Everything that can be seen, what is farther away first."""
    shapes = sorted(_find_shapes(scene, view), key=lambda shape: shape.depth)
    before: list[set[int]] = [set() for _ in shapes]  # the shapes that a shape covers
    after: list[set[int]] = [set() for _ in shapes]
    for one, other in _find_overlaps(shapes):
        if sign := compare(shapes[one], shapes[other]):
            front, back = (one, other) if sign > 0 else (other, one)
            before[front].add(back)
            after[back].add(front)
    return [shapes[number].part for number in _sort(before, after)]


def _sort(before: Sequence[set[int]], after: Sequence[set[int]]) -> Iterator[int]:
    """Numbers so that each follows those before it; where these run in a circle, the farthest goes first."""
    waiting = {number: len(behind) for number, behind in enumerate(before)}
    ready = [number for number, count in waiting.items() if not count]
    heapify(ready)
    while waiting:
        number = heappop(ready) if ready else min(waiting)
        if number not in waiting:
            continue
        del waiting[number]
        yield number
        for front in after[number]:
            if front in waiting:
                waiting[front] -= 1
                if not waiting[front]:
                    heappush(ready, front)


def _find_shapes(scene: Scene, view: View) -> Iterator[_Shape]:
    def find_outline(points: tuple[int, ...]) -> tuple[Vector, ...]:
        return tuple(view.points[number] for number in points)

    for face in scene.faces:
        if (normal := view.normal(face))[2] > EDGE_ON:
            yield _Shape(face, face.points, find_outline(face.points), normal=normal)
    for atom in scene.atoms:
        yield _Shape(atom, (atom.point,), find_outline((atom.point,)), atom.radius)
    for stick in scene.sticks:
        ends = (stick.start, stick.end)
        yield _Shape(stick, ends, find_outline(ends))


def _find_overlaps(shapes: Sequence[_Shape]) -> Iterator[tuple[int, int]]:
    """The pairs of shapes whose boxes overlap."""
    order = sorted(range(len(shapes)), key=lambda number: shapes[number].box[0])
    open_ones: list[int] = []
    for number in order:
        left, low, _, high = shapes[number].box
        open_ones = [other for other in open_ones if shapes[other].box[2] > left]
        for other in open_ones:
            if shapes[other].box[1] < high and shapes[other].box[3] > low:
                yield number, other
        open_ones.append(number)


# --- which of two is in front ----------------------------------------------------------------------------


def _sign(difference: float) -> int:
    return 0 if abs(difference) < CLOSE else 1 if difference > 0 else -1


def _compare_faces(one: _Shape, other: _Shape) -> int:
    shared = _clip(one.outline, other.outline)
    if _area(shared) < LEAST:
        return 0
    x = sum(spot[0] for spot in shared) / len(shared)
    y = sum(spot[1] for spot in shared) / len(shared)
    return _sign(one.depth_at(x, y) - other.depth_at(x, y))


def _compare_face_with_atom(face: _Shape, atom: _Shape) -> int:
    """An atom at a corner of a face that can be seen is in front of it."""
    if atom.points[0] in face.points:
        return -1
    x, y, z = atom.outline[0]
    nearest = _nearest(face.outline, (x, y))
    if math.hypot(nearest[0] - x, nearest[1] - y) >= atom.radius:
        return 0
    return _sign(face.depth_at(*nearest) - z)


def _compare_face_with_stick(face: _Shape, stick: _Shape) -> int:
    start, end = stick.outline
    ends = _clip_line(start, end, face.outline)
    if ends is None or (ends[1] - ends[0]) * math.hypot(end[0] - start[0], end[1] - start[1]) < LEAST:
        return 0
    share = (ends[0] + ends[1]) / 2
    x, y, z = (a + (b - a) * share for a, b in zip(start, end, strict=True))
    return _sign(face.depth_at(x, y) - z)


def _compare_atoms(one: _Shape, other: _Shape) -> int:
    (x, y, z), (u, v, w) = one.outline[0], other.outline[0]
    return _sign(z - w) if math.hypot(x - u, y - v) < one.radius + other.radius else 0


def _compare_atom_with_stick(atom: _Shape, stick: _Shape) -> int:
    """A stick that begins in an atom is behind it."""
    x, y, z = atom.outline[0]
    start, end = stick.outline
    share = _share_of_nearest(start, end, (x, y))
    u, v, w = (a + (b - a) * share for a, b in zip(start, end, strict=True))
    if (aside := math.hypot(u - x, v - y)) >= atom.radius:
        return 0
    return 1 if math.hypot(aside, w - z) < atom.radius else _sign(z - w)


# two kinds of parts, the lower one first -> how they are compared
COMPARISONS: Mapping[tuple[type, type], Callable[[_Shape, _Shape], int]] = {
    (Face, Face): _compare_faces,
    (Face, Ball): _compare_face_with_atom,
    (Face, Stick): _compare_face_with_stick,
    (Ball, Ball): _compare_atoms,
    (Ball, Stick): _compare_atom_with_stick,
}


def compare(one: _Shape, other: _Shape) -> int:
    """1 where the first is in front of the second, -1 where it is behind it, 0 where they do not overlap.

    Two sticks are never compared: where thin lines cross, nobody sees which is in front.
    """
    kinds = type(one.part), type(other.part)
    if kinds in COMPARISONS:
        return COMPARISONS[kinds](one, other)
    swapped = COMPARISONS.get((kinds[1], kinds[0]))
    return -swapped(other, one) if swapped else 0


# --- on the drawing --------------------------------------------------------------------------------------


def _turn(start: Sequence[float], end: Sequence[float], spot: Sequence[float]) -> float:
    """Above 0 where a spot is to the left of the line from start to end."""
    return (end[0] - start[0]) * (spot[1] - start[1]) - (end[1] - start[1]) * (spot[0] - start[0])


def _clip(outline: Sequence[Vector], window: Sequence[Vector]) -> list[Spot]:
    """The part of one convex outline that is in another; both run counterclockwise."""
    found: list[Spot] = [(point[0], point[1]) for point in outline]
    for number, end in enumerate(window):
        start, spots, found = window[number - 1], found, []
        for place, spot in enumerate(spots):
            last = spots[place - 1]
            here, there = _turn(start, end, spot), _turn(start, end, last)
            if (here > 0) != (there > 0):
                share = there / (there - here)
                found.append((last[0] + (spot[0] - last[0]) * share, last[1] + (spot[1] - last[1]) * share))
            if here > 0:
                found.append(spot)
    return found


def _area(outline: Sequence[Spot]) -> float:
    return (
        sum(
            outline[number - 1][0] * spot[1] - outline[number - 1][1] * spot[0]
            for number, spot in enumerate(outline)
        )
        / 2
    )


def _clip_line(start: Vector, end: Vector, window: Sequence[Vector]) -> tuple[float, float] | None:
    """The shares of a line between which it is in a convex outline; None where it is outside."""
    first, last = 0.0, 1.0
    for number, corner in enumerate(window):
        a, b = (_turn(window[number - 1], corner, spot) for spot in (start, end))
        if a <= 0 and b <= 0:
            return None
        if a < 0:
            first = max(first, a / (a - b))
        elif b < 0:
            last = min(last, a / (a - b))
    return (first, last) if first < last else None


def _share_of_nearest(start: Sequence[float], end: Sequence[float], spot: Spot) -> float:
    """How far along a line it is nearest to a spot."""
    x, y = end[0] - start[0], end[1] - start[1]
    square = x * x + y * y
    share = ((spot[0] - start[0]) * x + (spot[1] - start[1]) * y) / square if square else 0.0
    return min(1.0, max(0.0, share))


def _nearest(outline: Sequence[Vector], spot: Spot) -> Spot:
    """The spot itself where it is in the outline, or else the nearest one on its edge."""
    edges = [(outline[number - 1], corner) for number, corner in enumerate(outline)]
    if all(_turn(start, end, spot) >= 0 for start, end in edges):
        return spot
    found = []
    for start, end in edges:
        share = _share_of_nearest(start, end, spot)
        found.append((start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share))
    return min(found, key=lambda near: math.hypot(near[0] - spot[0], near[1] - spot[1]))
