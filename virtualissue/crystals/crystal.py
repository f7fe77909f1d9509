"""A crystal: its sites with all their atoms, what is next to an atom, and what the cell contains."""

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

from virtualissue.crystals.lattice import Lattice
from virtualissue.crystals.symmetry import find_equivalents, wrap
from virtualissue.crystals.vectors import Vector, add, length, mean, subtract

EDGE = 1e-6  # of an axis: how far outside of a box an atom may be by rounding
ITSELF = 0.01  # angstroms


@dataclass(frozen=True)
class CrystalSite:
    """A site: the share of each element, and its first position in fractions of the axes.

    Positions nearer to each other than `merged`, in angstroms, are alternatives of one place.
    """

    occupancy: Mapping[str, float]
    position: Vector
    merged: float = 0


class Place(NamedTuple):
    """A place of a site, in fractions of the axes and in angstroms."""

    label: str
    position: Vector
    point: Vector


class Neighbor(NamedTuple):
    """A place next to another one, and how far away it is in angstroms."""

    distance: float
    place: Place


@dataclass(frozen=True, eq=False)
class Crystal:
    """Sites by their labels, in a cell with a symmetry; every answer follows from these."""

    space_group: str
    lattice: Lattice
    sites: Mapping[str, CrystalSite]
    _places: dict[str, tuple[Vector, ...]] = field(default_factory=dict)

    def positions(self, label: str) -> tuple[Vector, ...]:
        """Every position of a site in the cell; their number is its multiplicity."""
        return find_equivalents(self.space_group, self.sites[label].position)

    def places(self, label: str) -> tuple[Vector, ...]:
        """Every place of a site in the cell, alternatives merged into the point between them."""
        if label not in self._places:
            self._places[label] = self._merge(label)
        return self._places[label]

    def shares(self, label: str) -> Mapping[str, float]:
        """The share of each element on a place of a site."""
        together = len(self.positions(label)) / len(self.places(label))
        return {element: share * together for element, share in self.sites[label].occupancy.items()}

    def filling(self, label: str) -> float:
        """The share of the places of a site that hold an atom."""
        return sum(self.shares(label).values())

    def _merge(self, label: str) -> tuple[Vector, ...]:
        positions, most = self.positions(label), self.sites[label].merged
        if not most:
            return positions
        merged: list[Vector] = []
        taken: set[int] = set()
        for number, position in enumerate(positions):
            if number in taken:
                continue
            group = [position]
            for other in range(number + 1, len(positions)):
                if other in taken or not self._may_be_near(positions[other], position, most):
                    continue
                image = self._nearest(positions[other], position)
                if self._distance(image, position) < most:
                    group.append(image)
                    taken.add(other)
            x, y, z = map(wrap, mean(group))
            merged.append((x, y, z))
        return tuple(merged)

    def _may_be_near(self, one: Vector, other: Vector, within: float) -> bool:
        """Whether any copies of two positions can be as near as this: a quick look at each axis alone."""
        return all(
            abs(step - round(step)) * spacing < within + ITSELF
            for step, spacing in zip(subtract(one, other), self.lattice.spacings, strict=True)
        )

    def _nearest(self, position: Vector, to: Vector) -> Vector:
        """The copy of a position that is nearest to another, in one of the cells around it."""
        shifts = product((-1.0, 0.0, 1.0), repeat=3)
        return min(
            (add(position, (x, y, z)) for x, y, z in shifts), key=lambda image: self._distance(image, to)
        )

    def _distance(self, one: Vector, other: Vector) -> float:
        return length(self.lattice.place(subtract(one, other)))

    # --- what is where -----------------------------------------------------------------------------------

    def counts(self) -> Mapping[str, float]:
        """How many atoms of each element are in a cell, on average."""
        found: dict[str, float] = defaultdict(float)
        for label, site in self.sites.items():
            for element, share in site.occupancy.items():
                found[element] += share * len(self.positions(label))
        return found

    def labels_of(self, elements: Collection[str]) -> tuple[str, ...]:
        """The sites that hold any of these elements."""
        return tuple(
            label for label, site in self.sites.items() if not site.occupancy.keys().isdisjoint(elements)
        )

    def find_within(self, labels: Collection[str], box: tuple[Vector, Vector]) -> Iterator[Place]:
        """The places of these sites in a box, which is given by its lowest and its highest corner."""
        low, high = box
        for label in labels:
            for position in self.places(label):
                ranges = [
                    range(
                        math.ceil(low[n] - position[n] - EDGE), math.floor(high[n] - position[n] + EDGE) + 1
                    )
                    for n in range(3)
                ]
                for x, y, z in product(*ranges):
                    moved = add(position, (x, y, z))
                    yield Place(label, moved, self.lattice.place(moved))

    def neighbors(self, place: Vector, labels: Collection[str], within: float) -> tuple[Neighbor, ...]:
        """The places of these sites around a place, in fractions of the axes, the nearest first."""
        a, b, c = (within / spacing for spacing in self.lattice.spacings)
        low, high = subtract(place, (a, b, c)), add(place, (a, b, c))
        point = self.lattice.place(place)
        found = (
            Neighbor(length(subtract(other.point, point)), other)
            for other in self.find_within(labels, (low, high))
        )
        return tuple(sorted(near for near in found if ITSELF < near.distance <= within))
