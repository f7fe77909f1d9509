"""Structures of crystals: what is drawn, what is in front of what, and what is said of it."""

import json
import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from tests.charts.drawings import read_svg, words_of
from tests.toy import read_toy
from virtualissue.charts.structures.legend import describe_mobile, name_hops, name_polyhedron
from virtualissue.charts.structures.painter import look, order_parts
from virtualissue.charts.structures.picture import ON_PAPER, WIDTH, draw_structure
from virtualissue.charts.structures.scene import Ball, Face, Scene, Stick, build_scene
from virtualissue.crystals.vectors import Vector, cross, length, subtract, unit
from virtualissue.model.structure import Structure
from virtualissue.text.labels import Line

# sides to look from: to the viewer, and upward
SIDES: tuple[tuple[Vector, Vector], ...] = (
    ((1, 0.36, 0.3), (0, 0, 1)),
    ((-0.4, 1, 0.2), (0, 0, 1)),
    ((0.3, 0.2, 1), (0, 1, 0)),
    ((-1, -0.7, -0.5), (0.1, 0, 1)),
)


def make(**changes: Any) -> Structure:
    """Rock salt, whose lithium moves."""
    fields = {
        "slug": "salt",
        "file": "content/structures/salt.yml",
        "title": "Rock salt",
        "family": "reds",
        "composition": "LiCl",
        "units": "4",
        "space_group": "F m -3 m",
        "cell": {"a": "5.13", "b": "5.13", "c": "5.13"},
        "sites": [
            {
                "label": "Li1",
                "wyckoff": "4a",
                "occupancy": {"Li": "1"},
                "at": ["0", "0", "0"],
                "mobile": "Li",
            },
            {"label": "Cl1", "wyckoff": "4b", "occupancy": {"Cl": "1"}, "at": ["0.5", "0.5", "0.5"]},
        ],
        "lengths": "certain",
        "shares": "certain",
        "view": {"toward": ["1", "0.36", "0.3"], "up": ["0", "0", "1"]},
        "caption": "Ions alternate.",
        "source": {"text": "A book"},
        "alt": "A cube of ions.",
    }
    return Structure.model_validate({**fields, **changes})


OCTAHEDRA = [{"center": "Li1", "ligands": ["Cl"], "within": "3", "corners": "6", "lengths": ["2.56", "2.57"]}]
HOPS = [{"from": "Li1", "to": "Li1", "length": "3.63"}]
EXAMPLES = {
    "hematite": read_toy().structures["hematite"],
    "rock salt": make(polyhedra=OCTAHEDRA, hops=HOPS),
}


def axes_of(toward: Vector, up: Vector) -> tuple[Vector, Vector, Vector]:
    front = unit(toward)
    right = unit(cross(up, front))
    return right, cross(front, right), front


# --- what is drawn ---------------------------------------------------------------------------------------


def test_every_atom_of_the_box_is_drawn_once():
    scene = build_scene(make())
    assert sorted(ball.style for ball in scene.atoms) == ["Cl1"] * 13 + ["Li1"] * 14
    assert len({ball.point for ball in scene.atoms}) == 27
    assert not scene.faces


def test_a_polyhedron_has_all_its_corners_even_outside_of_the_box_and_hides_its_center():
    scene = build_scene(make(polyhedra=OCTAHEDRA))
    assert len(scene.faces) == 14 * 8
    assert {ball.style for ball in scene.atoms} == {"Cl1"}
    corners = {number for face in scene.faces for number in face.points}
    assert corners == {ball.point for ball in scene.atoms}


def test_hops_lead_from_ion_to_ion_and_end_at_their_edges():
    structure = make(hops=HOPS)
    scene = build_scene(structure)
    dashes = [stick for stick in scene.sticks if stick.style == "hop"]
    ions = [scene.points[ball.point] for ball in scene.atoms if ball.style == "Li1"]
    assert dashes
    for dash in dashes:
        for number in (dash.start, dash.end):
            assert min(length(subtract(scene.points[number], ion)) for ion in ions) > 0.43
    # 24 pairs of a corner and a face, and 12 of two faces, with as many dashes each
    assert len(dashes) % 36 == 0


def test_the_cell_has_twelve_edges_and_three_names():
    scene = build_scene(make())
    edges = [stick for stick in scene.sticks if stick.style == "edge"]
    total = sum(length(subtract(scene.points[edge.end], scene.points[edge.start])) for edge in edges)
    assert total == pytest.approx(12 * 5.13, abs=0.1)
    assert [name.text for name in scene.names] == ["a", "b", "c"]
    bare = make(view={"toward": ["1", "0", "0.1"], "up": ["0", "0", "1"], "cell": "false"})
    assert not build_scene(bare).names


# --- what is in front of what ----------------------------------------------------------------------------


def depths_at(scene: Scene, points: tuple[Vector, ...], x: float, y: float) -> Iterator[tuple[Any, float]]:
    """The faces and atoms that lie over a point of the drawing, each with how near it is there."""
    for face in scene.faces:
        corners = [points[number] for number in face.points]
        normal = cross(subtract(corners[1], corners[0]), subtract(corners[2], corners[0]))
        turns = [
            (end[0] - start[0]) * (y - start[1]) - (end[1] - start[1]) * (x - start[0])
            for start, end in zip(corners, corners[1:] + corners[:1], strict=True)
        ]
        if normal[2] > 0.02 * length(normal) and min(turns) > 0:
            across, upward = normal[0] / normal[2], normal[1] / normal[2]
            yield face, corners[0][2] - across * (x - corners[0][0]) - upward * (y - corners[0][1])
    for ball in scene.atoms:
        u, v, w = points[ball.point]
        if math.hypot(u - x, v - y) < ball.radius * 0.95:
            yield ball, w


def is_part_of(ball: object, face: object) -> bool:
    return isinstance(ball, Ball) and isinstance(face, Face) and ball.point in face.points


def assert_nearest_is_last(structure: Structure, side: tuple[Vector, Vector]) -> None:
    """At points all over the drawing, a part that is drawn later is never clearly behind one drawn before."""
    scene = build_scene(structure)
    view = look(scene, axes_of(*side))
    rank = {id(part): number for number, part in enumerate(order_parts(scene, view))}
    size = scene.width / 2
    wrong, seen = 0, 0
    for column in range(-20, 21):
        for row in range(-20, 21):
            found = [*depths_at(scene, view.points, column * size / 20, row * size / 20)]
            found.sort(key=lambda one: rank[id(one[0])])
            for (under, low), (over, high) in pairwise(found):
                if is_part_of(under, over) or is_part_of(over, under):
                    continue
                seen += 1
                wrong += high < low - 0.45  # what is drawn as a flat disk has this much depth
    assert seen > 10
    assert wrong == 0


@pytest.mark.slow
@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("example", EXAMPLES)
def test_what_is_drawn_last_is_nearest_to_the_viewer(example: str, side: tuple[Vector, Vector]):
    assert_nearest_is_last(EXAMPLES[example], side)


def test_an_atom_at_the_back_of_a_polyhedron_is_hidden_and_one_at_its_front_is_not():
    structure = make(
        polyhedra=OCTAHEDRA,
        view={
            "toward": ["1", "0.2", "0.1"], "up": ["0", "0", "1"],
            "box": [["0", "0.1"], ["0", "0.1"], ["0", "0.1"]], "cell": "false",
        },
    )  # fmt: skip
    scene = build_scene(structure)
    view = look(scene, scene.axes)
    parts = order_parts(scene, view)
    balls = sorted((part for part in parts if isinstance(part, Ball)), key=lambda b: view.points[b.point][2])
    faces = [number for number, part in enumerate(parts) if isinstance(part, Face)]
    assert len(faces) == 4  # those that look away are left out
    assert parts.index(balls[0]) < min(faces)
    assert parts.index(balls[-1]) > max(faces)


def test_a_line_that_leaves_an_atom_begins_behind_it():
    scene = build_scene(make())
    view = look(scene, scene.axes)
    parts = order_parts(scene, view)
    places = {part.point: number for number, part in enumerate(parts) if isinstance(part, Ball)}
    starts = [part for part in parts if isinstance(part, Stick) and part.start in places]
    assert starts
    assert all(parts.index(stick) < places[stick.start] for stick in starts)


# --- the picture -----------------------------------------------------------------------------------------


def test_on_paper_all_type_has_eight_points():
    root = read_svg(draw_structure(make(), enlarged=ON_PAPER).picture)
    points = 56 / 25.4 * 72 / WIDTH  # of a unit, where the drawing is 56 mm wide
    sizes = [
        float(words.attrib["font-size"]) * scale * points
        for group in root.iter("g")
        for scale in [float(group.get("transform", "scale(1)").partition("scale(")[2].rstrip(")") or 1)]
        for words in group.findall("text")
    ]
    assert len(sizes) == len(list(root.iter("text"))) == 5
    assert min(sizes) >= 8


def assert_stays_in_its_frame(structure: Structure) -> None:
    """A drawing is the same each time, and nothing in it leaves its frame."""
    drawn = draw_structure.__wrapped__(structure)
    assert drawn == draw_structure.__wrapped__(structure)
    root = read_svg(drawn.picture)
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    assert width == WIDTH
    data = json.loads(drawn.data)
    radii = {style: radius * data["scale"] for style, _, radius in data["atoms"]}
    for use in root.iter("use"):
        x, y = map(float, use.attrib["transform"].removeprefix("translate(").rstrip(")").split())
        radius = radii[use.attrib["href"].rpartition("-")[2]]
        assert radius - 1 <= x <= width - radius + 1
        assert radius - 1 <= y <= data["height"] - radius + 1
    for letter in root.iter("text"):
        assert 0 <= float(letter.attrib["x"]) < width
        assert 0 < float(letter.attrib["y"]) < height


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_drawing_is_the_same_each_time_and_nothing_leaves_its_frame(example: str):
    assert_stays_in_its_frame(EXAMPLES[example])


def test_it_says_in_words_what_it_shows():
    structure = make()
    root = read_svg(draw_structure(structure).picture)
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"] == structure.alt


def assert_symbols_are_there_once(structure: Structure) -> None:
    """Every symbol that is used is there, once."""
    root = read_svg(draw_structure(structure).picture)
    ids = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids))
    assert {use.attrib["href"] for use in root.iter("use")} == {f"#{name}" for name in ids}


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_symbol_that_is_used_is_there_once(example: str):
    assert_symbols_are_there_once(EXAMPLES[example])


# --- the legend ------------------------------------------------------------------------------------------


def read_line(line: Line) -> str:
    return "".join(run.text for run in line)


def test_the_legend_gives_distances_only_where_they_are_certain():
    certain = make(polyhedra=OCTAHEDRA, hops=HOPS)
    assert read_line(name_polyhedron(certain, certain.polyhedra[0])) == "LiCl6, Li–Cl 2.56–2.57\u00a0Å"
    assert name_hops(certain) == "hop, 3.63\u00a0Å"
    uncertain = make(polyhedra=OCTAHEDRA, hops=HOPS, lengths="uncertain")
    assert read_line(name_polyhedron(uncertain, uncertain.polyhedra[0])) == "LiCl6"
    assert name_hops(uncertain) == "hop"
    for structure in (certain, uncertain):
        assert_distances_are_certain(structure)


def assert_distances_are_certain(structure: Structure) -> None:
    words = " ".join(words_of(read_svg(draw_structure(structure).picture)))
    assert ("Å" in words) == (structure.lengths == "certain")


@pytest.mark.parametrize(
    ("occupancy", "shares", "words"),
    [
        ({"Li": "1"}, "certain", "Li"),
        ({"Li": "0.5"}, "certain", "Li, site 50\u202f% filled"),
        ({"Li": "0.5"}, "uncertain", "Li, site partly filled"),
        ({"La": "0.55", "Li": "0.36"}, "certain", "La 55\u202f%, Li 36\u202f%, empty 9\u202f%"),
    ],
)
def test_the_legend_says_how_full_a_site_is(occupancy, shares, words):
    site = {"label": "Li1", "wyckoff": "4a", "occupancy": occupancy, "at": ["0", "0", "0"], "mobile": "Li"}
    structure = make(sites=[site], shares=shares)
    assert describe_mobile(structure, structure.sites[0], structure.sites) == words


def test_a_long_name_ends_inside_of_the_drawing():
    structure = make(polyhedra=[{**OCTAHEDRA[0], "name": "octahedron of chloride ions " * 4}])
    words = words_of(read_svg(draw_structure(structure).picture))
    assert [line for line in words if line.endswith("…")]
