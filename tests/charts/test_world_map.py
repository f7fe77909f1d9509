"""The map: equal in area, whole at its edges, a shape for every country."""

import math
from itertools import pairwise

import pytest

from virtualissue.views.countries import find_codes, find_country, find_land, project


def area_of(ring: tuple[tuple[float, float], ...]) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise((*ring, ring[0])))) / 2


@pytest.mark.parametrize(
    ("place", "point"),
    [
        ((0, 0), (0, 0)),
        ((180, 0), (2.706629, 0)),  # the published figures of the projection: half its width and its height
        ((0, 90), (0, -1.317362)),
    ],
)
def test_places_stand_where_the_projection_has_them(place: tuple[float, float], point: tuple[float, float]):
    assert project(*place) == pytest.approx(point, abs=2e-6)


def test_a_pole_is_a_line_of_three_fifths_of_the_equator():
    assert project(180, 90)[0] / project(180, 0)[0] == pytest.approx(0.59, abs=0.005)


@pytest.mark.parametrize(("south", "north"), [(0, 10), (40, 50), (-55, -45), (70, 80)])
def test_areas_are_those_on_the_globe(south: float, north: float):
    side = [south + (north - south) * n / 200 for n in range(201)]
    ring = [project(0, latitude) for latitude in side] + [
        project(10, latitude) for latitude in reversed(side)
    ]
    on_the_globe = math.radians(10) * (math.sin(math.radians(north)) - math.sin(math.radians(south)))
    assert area_of(tuple(ring)) == pytest.approx(on_the_globe, rel=1e-4)


def test_no_coast_runs_across_the_map():
    rings = [*find_land(), *(ring for code in find_codes() for ring in find_country(code))]
    steps = [abs(a[0] - b[0]) for ring in rings for a, b in pairwise((*ring, ring[0]))]
    assert len(steps) > 5000
    assert max(steps) < 0.5


def test_every_country_has_an_outline_or_a_point():
    assert len(find_codes()) > 200
    for code, name in find_codes().items():
        sizes = [len(ring) for ring in find_country(code)]
        assert sizes == [1] if name == "places" else min(sizes) > 2


@pytest.mark.parametrize(("code", "east", "south"), [("NO", 0.1, -1.0), ("NZ", 2.2, 0.7), ("US", -1.4, -0.7)])
def test_countries_lie_where_they_do(code: str, east: float, south: float):
    largest = max(find_country(code), key=area_of)
    middle = [sum(place[axis] for place in largest) / len(largest) for axis in (0, 1)]
    assert middle == pytest.approx([east, south], abs=0.2)
