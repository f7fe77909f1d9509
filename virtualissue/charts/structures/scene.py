"""A structure in space, ready to be seen from anywhere: faces of polyhedra, atoms, and sticks.

Points are in angstroms around the middle of what is drawn, rounded as the page gets them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise, product

from virtualissue.crystals.crystal import Place
from virtualissue.crystals.polyhedron import find_faces
from virtualissue.crystals.vectors import Vector, add, cross, length, scale, subtract, unit
from virtualissue.model.structure import AtomSite, Hop, Structure

ROUNDED = 3  # decimals of a point
DASH = 0.34  # angstroms: the length of a dash, and about that of the gap behind it
PIECE = 0.7  # angstroms: an edge of the cell is drawn in pieces, so that each has a depth of its own
AXES = "abc"
BESIDE = 0.05  # of the longest axis: from an atom at the end of an axis to the name of the axis
# angstroms
MOBILE, CORNER, OTHER = 0.44, 0.2, 0.5


@dataclass(frozen=True)
class Face:
    """A face of a polyhedron: the numbers of its corners, counterclockwise from outside, and its style."""

    points: tuple[int, ...]
    style: str


@dataclass(frozen=True)
class Ball:
    """An atom: the number of its point, its radius in angstroms, and its style."""

    point: int
    radius: float
    style: str


@dataclass(frozen=True)
class Stick:
    """A short straight line between two points, and its style."""

    start: int
    end: int
    style: str


@dataclass(frozen=True)
class AxisName:
    """The letter of an axis: the points where the axis begins and ends, and how far behind the end it is."""

    start: int
    end: int
    text: str
    beside: float


@dataclass(frozen=True)
class Scene:
    """All that is drawn: points, and what lies on them; `axes` are to the right, upward, to the viewer."""

    points: tuple[Vector, ...]
    axes: tuple[Vector, Vector, Vector]
    faces: tuple[Face, ...]
    atoms: tuple[Ball, ...]
    sticks: tuple[Stick, ...]
    names: tuple[AxisName, ...]

    @property
    def width(self) -> float:
        """About how wide it is from any side, in angstroms."""
        return 2 * max(map(length, self.points))


@dataclass
class _Points:
    """Points with their numbers; a point that is there already keeps its number."""

    numbers: dict[Vector, int] = field(default_factory=dict)

    def number(self, point: Vector) -> int:
        return self.numbers.setdefault(_round(point), len(self.numbers))


def build_scene(structure: Structure) -> Scene:
    """Everything that is drawn of a structure."""
    points, crystal = _Points(), structure.crystal
    shown = [site.label for site in structure.sites]
    inside = [*crystal.find_within(shown, structure.view.corners)]
    corners: dict[Vector, Place] = {}
    faces = [*_find_polyhedra(structure, inside, points, corners)]
    atoms = [*_find_atoms(structure, inside, corners, points)]
    sticks = [*_find_hops(structure, inside, points)]
    names = list[AxisName]()
    if structure.view.cell:
        sticks += _find_edges(structure, points)
        names += _find_names(structure, points)
    drawn = tuple(faces), tuple(atoms), tuple(sticks), tuple(names)
    return Scene(_center([*points.numbers]), _find_axes(structure), *drawn)


def _center(points: list[Vector]) -> tuple[Vector, ...]:
    """The same points around the middle of all."""
    columns = [*zip(*points, strict=True)]
    x, y, z = ((min(column) + max(column)) / 2 for column in columns)
    return tuple(_round(subtract(point, (x, y, z))) for point in points)


def _round(point: Vector) -> Vector:
    x, y, z = (round(value, ROUNDED) + 0.0 for value in point)  # no minus before a zero
    return x, y, z


def _find_axes(structure: Structure) -> tuple[Vector, Vector, Vector]:
    toward, up = map(structure.crystal.lattice.place, structure.view.directions)
    toward = unit(toward)
    right = unit(cross(up, toward))
    return right, cross(toward, right), toward


# --- polyhedra and atoms ---------------------------------------------------------------------------------


def _find_polyhedra(
    structure: Structure, inside: list[Place], points: _Points, corners: dict[Vector, Place]
) -> Iterator[Face]:
    """The faces of every polyhedron whose center is in the box; `corners` is told of their corners."""
    crystal = structure.crystal
    for polyhedron in structure.polyhedra:
        ligands = crystal.labels_of(polyhedron.ligands)
        style = "pale" if polyhedron.pale else "solid"
        for center in inside if polyhedron.drawn else ():
            if center.label != polyhedron.center:
                continue
            around = crystal.neighbors(center.position, ligands, float(polyhedron.within))
            places = [near.place for near in around]
            corners.update({place.point: place for place in places})
            numbers = [points.number(place.point) for place in places]
            for face in find_faces([place.point for place in places]):
                yield Face(tuple(numbers[corner] for corner in face), style)


def _find_atoms(
    structure: Structure, inside: list[Place], corners: Mapping[Vector, Place], points: _Points
) -> Iterator[Ball]:
    """Every atom in the box and at a corner of a polyhedron; those in the middle of one are hidden in it."""
    centers = {polyhedron.center for polyhedron in structure.polyhedra if polyhedron.drawn}
    ligands = {place.label for place in corners.values()}
    drawn: set[int] = set()
    for place in (*corners.values(), *inside):
        site, number = structure.sites_by_label[place.label], points.number(place.point)
        if number not in drawn and site.drawn and place.label not in centers:
            drawn.add(number)
            yield Ball(number, radius_of(site, place.label in ligands), site.label)


def radius_of(site: AtomSite, is_ligand: bool) -> float:
    """How large an atom is drawn, in angstroms: mobile ions stand out, corners of polyhedra are small."""
    return MOBILE if site.mobile else CORNER if is_ligand else OTHER


# --- sticks ----------------------------------------------------------------------------------------------


def _find_hops(structure: Structure, inside: list[Place], points: _Points) -> Iterator[Stick]:
    """The hops between places in the box, as dashes from the edge of one ion to that of the other."""
    for hop in structure.hops:
        for start, end in _find_pairs(hop, inside):
            away = subtract(end.point, start.point)
            free = length(away) - 2 * MOBILE
            if free < DASH:
                continue
            count = max(1, round((free / DASH - 1) / 2))
            step = free / (2 * count + 1)
            for number in range(count + 1):
                first = MOBILE + 2 * number * step
                one, two = (add(start.point, scale(unit(away), first + part)) for part in (0, step))
                yield Stick(points.number(one), points.number(two), "hop")


def _find_pairs(hop: Hop, inside: list[Place]) -> Iterator[tuple[Place, Place]]:
    """Places that are as far apart as the hop is long, each pair once."""
    starts = [place for place in inside if place.label == hop.start]
    ends = [place for place in inside if place.label == hop.end]
    for start in starts:
        for end in ends:
            if hop.start == hop.end and end.point <= start.point:
                continue
            if hop.is_as_long(length(subtract(end.point, start.point))):
                yield start, end


def _find_edges(structure: Structure, points: _Points) -> Iterator[Stick]:
    """The edges of the cell in pieces: from each corner along the axes that lead to another one."""
    axes = structure.crystal.lattice.axes
    for axis in axes:
        first, second = (other for other in axes if other is not axis)
        count = max(2, round(length(axis) / PIECE))
        for one, other in product((0.0, 1.0), repeat=2):
            corner = add(scale(first, one), scale(second, other))
            line = [points.number(add(corner, scale(axis, step / count))) for step in range(count + 1)]
            yield from (Stick(*ends, "edge") for ends in pairwise(line))


def _find_names(structure: Structure, points: _Points) -> Iterator[AxisName]:
    origin = points.number((0.0, 0.0, 0.0))
    axes = structure.crystal.lattice.axes
    beside = round(OTHER + BESIDE * max(map(length, axes)), ROUNDED)
    for letter, axis in zip(AXES, axes, strict=True):
        yield AxisName(origin, points.number(axis), letter, beside)
