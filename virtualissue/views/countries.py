"""The outlines of countries: the only file that knows countries.json, a topology drawn from Natural Earth.

It holds the land as one shape, each country under its ISO 3166 code of two letters, and a point for each that
is too small for an outline. Places are projected to the plane by Equal Earth (Šavrič, Patterson and Jenny,
2018), which shows areas in their true proportion.
"""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

WORLD = Path(__file__).with_name("countries.json")

LongitudeLatitude = tuple[float, float]  # east and north
MapPoint = tuple[float, float]
Ring = tuple[MapPoint, ...]

# the coefficients of the projection, and half the square root of three
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
HALF_ROOT = math.sqrt(3) / 2


def project(longitude: float, latitude: float) -> MapPoint:
    """Degrees east and north -> the plane, x to the right and y downward, in radii of the globe."""
    slant = math.asin(HALF_ROOT * math.sin(math.radians(latitude)))
    square = slant * slant
    sixth = square**3
    stretch = A1 + 3 * A2 * square + sixth * (7 * A3 + 9 * A4 * square)
    x = math.radians(longitude) * math.cos(slant) / (HALF_ROOT * stretch)
    return x, -slant * (A1 + A2 * square + sixth * (A3 + A4 * square))


@cache
def read_world() -> Mapping[str, Any]:
    """The topology, with the objects land, countries and places."""
    world: Mapping[str, Any] = json.loads(WORLD.read_text(encoding="utf-8"))
    return world


@cache
def find_codes() -> Mapping[str, str]:
    """Code of a country -> the object that holds it: countries, or places for the smallest."""
    objects = read_world()["objects"]
    return {
        shape["id"]: name
        for name in ("places", "countries")
        for shape in objects[name]["geometries"]
        if "id" in shape
    }


@cache
def find_land() -> tuple[Ring, ...]:
    """The outlines of all land, in the plane."""
    return tuple(_rings(read_world()["objects"]["land"]))


@cache
def find_country(code: str) -> tuple[Ring, ...]:
    """The outlines of a country, in the plane; of one that is but a point, that point alone."""
    shapes = read_world()["objects"][find_codes()[code]]["geometries"]
    shape = next(shape for shape in shapes if shape.get("id") == code)
    if shape["type"] == "Point":
        return ((project(*_place(shape["coordinates"])),),)
    return tuple(_rings(shape))


def _rings(shape: Mapping[str, Any]) -> Iterator[Ring]:
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    for polygon in polygons:
        for arcs in polygon:
            for piece in _cut(tuple(_follow(arcs))):
                if len(piece) > 2:  # a cut may leave a mere corner
                    yield tuple(project(*place) for place in piece)


def _follow(arcs: Sequence[int]) -> Iterator[LongitudeLatitude]:
    """The places of a ring: arc after arc, one with a negative number backward, ends that meet but once."""
    for number in arcs:
        places = _arcs()[number] if number >= 0 else _arcs()[~number][::-1]
        yield from places[:-1]


def _cut(ring: tuple[LongitudeLatitude, ...]) -> Iterator[tuple[LongitudeLatitude, ...]]:
    """What the edges of the map leave of a ring: where it goes on at the other edge, it is cut."""
    far = [abs(before[0] - here[0]) > 180 for before, here in pairwise((ring[-1], *ring))]
    cuts = [number for number, jumps in enumerate(far) if jumps] or [0]
    for start, end in pairwise((*cuts, cuts[0] + len(ring))):
        yield (ring + ring)[start:end]


@cache
def _arcs() -> tuple[tuple[LongitudeLatitude, ...], ...]:
    """All arcs in degrees east and north; the file has each place as the step from the one before."""
    return tuple(
        tuple(map(_place, accumulate(arc, lambda here, step: (here[0] + step[0], here[1] + step[1]))))
        for arc in read_world()["arcs"]
    )


def _place(steps: Sequence[float]) -> LongitudeLatitude:
    (across, up), (west, south) = (read_world()["transform"][name] for name in ("scale", "translate"))
    return west + steps[0] * across, south + steps[1] * up
