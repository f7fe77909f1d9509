"""The faces of polyhedra: how many, with how many corners, and all seen from outside."""

from itertools import product

import pytest

from virtualissue.crystals.polyhedron import find_faces
from virtualissue.crystals.vectors import Vector, cross, dot, mean, subtract

OCTAHEDRON: list[Vector] = [(2, 0, 0), (-2, 0, 0), (0, 2, 0), (0, -2, 0), (0, 0, 2), (0, 0, -2)]
TETRAHEDRON: list[Vector] = [(1, 1, 1), (1, -1, -1), (-1, 1, -1), (-1, -1, 1)]
CUBE: list[Vector] = [(x, y, z) for x, y, z in product((-1.0, 1.0), repeat=3)]
# twelve around one, as in a perovskite
CUBOCTAHEDRON: list[Vector] = [
    (x, y, z) for x, y, z in product((-2.0, 0.0, 2.0), repeat=3) if (x, y, z).count(0) == 1
]


@pytest.mark.parametrize(
    ("corners", "sizes"),
    [
        (TETRAHEDRON, [3] * 4),
        (OCTAHEDRON, [3] * 8),
        (CUBE, [4] * 6),
        (CUBOCTAHEDRON, [3] * 8 + [4] * 6),
    ],
    ids=["tetrahedron", "octahedron", "cube", "cuboctahedron"],
)
def test_a_polyhedron_has_its_faces_and_all_look_outside(corners, sizes):
    faces = find_faces(corners)
    assert sorted(map(len, faces)) == sizes
    for face in faces:
        points = [corners[number] for number in face]
        for one, two, three in zip(points, points[1:] + points[:1], points[2:] + points[:2], strict=True):
            assert dot(cross(subtract(two, one), subtract(three, two)), mean(points)) > 0


def test_corners_in_one_plane_have_no_faces():
    assert find_faces([(0, 0, 0), (1, 0, 0), (0, 1, 0), (1, 1, 0)]) == ()
    assert find_faces([(0, 0, 0), (1, 0, 0), (0, 1, 0)]) == ()


def test_what_lies_on_a_face_or_on_an_edge_is_no_corner_of_it():
    faces = find_faces([*CUBE, (0, 0, 1), (1, 1, 0)])
    assert sorted(map(len, faces)) == [4] * 6
    assert {number for face in faces for number in face} == set(range(8))
