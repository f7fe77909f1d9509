"""Crystals: multiplicities, contents, distances and neighbors, against values that were computed by hand."""

import math

import pytest

from virtualissue.crystals.crystal import Crystal, CrystalSite
from virtualissue.crystals.lattice import Lattice
from virtualissue.crystals.symmetry import SymmetryError, find_equivalents, find_space_group, fits_symmetry

CUBE = Lattice(4, 4, 4, 90, 90, 90)
SALT = Crystal(
    "F m -3 m",
    Lattice(5.64, 5.64, 5.64, 90, 90, 90),
    {"Na": CrystalSite({"Na": 1}, (0, 0, 0)), "Cl": CrystalSite({"Cl": 1}, (0.5, 0.5, 0.5))},
)
HEMATITE = Crystal(
    "R -3 c:H",
    Lattice(5.038, 5.038, 13.772, 90, 90, 120),
    {"Fe": CrystalSite({"Fe": 1}, (0, 0, 0.3553)), "O": CrystalSite({"O": 1}, (0.3059, 0, 0.25))},
)


@pytest.mark.parametrize(
    ("symbol", "position", "multiplicity"),
    [
        ("P m -3 m", (0, 0, 0), 1),
        ("P m -3 m", (0.5, 0, 0), 3),
        ("P m -3 m", (0.1, 0.2, 0.3), 48),
        ("F m -3 m", (0, 0, 0), 4),
        ("I a -3 d", (0, 0.25, 0.375), 24),
        ("I a -3 d", (0, 0, 0), 16),
        ("I a -3 d", (0.1, 0.2, 0.3), 96),
        ("R -3 c:H", (0, 0, 0.3553), 12),
        ("R -3 c:H", (0.3059, 0, 0.25), 18),
        ("R -3 m:H", (1 / 3, 2 / 3, 0.1), 6),  # the digits of a third are no reason for more positions
    ],
)
def test_symmetry_makes_as_many_positions_as_the_tables_say(symbol, position, multiplicity):
    found = find_equivalents(symbol, position)
    assert len(found) == multiplicity
    assert all(0 <= value < 1 for one in found for value in one)


def test_a_symbol_that_names_no_space_group_is_refused():
    with pytest.raises(SymmetryError, match="no space group Q 3"):
        find_space_group("Q 3")


def test_a_cell_has_the_form_that_its_symmetry_asks_for():
    assert fits_symmetry("P m -3 m", CUBE)
    assert not fits_symmetry("P m -3 m", Lattice(4, 4, 4.1, 90, 90, 90))
    assert fits_symmetry("P 4/m m m", Lattice(4, 4, 4.1, 90, 90, 90))


def test_a_slanting_cell_keeps_its_lengths_angles_and_volume():
    lattice = Lattice(3, 4, 5, 80, 95, 110)
    a, b, c = lattice.axes
    for axis, length in ((a, 3), (b, 4), (c, 5)):
        assert math.hypot(*axis) == pytest.approx(length)
    for one, other, angle in ((b, c, 80), (a, c, 95), (a, b, 110)):
        cosine = sum(x * y for x, y in zip(one, other, strict=True))
        assert cosine / math.hypot(*one) / math.hypot(*other) == pytest.approx(math.cos(math.radians(angle)))
    cosines = [math.cos(math.radians(angle)) for angle in (80, 95, 110)]
    root = math.sqrt(1 - sum(x * x for x in cosines) + 2 * math.prod(cosines))
    assert lattice.volume == pytest.approx(60 * root)


def test_rock_salt_has_six_neighbors_at_half_an_axis():
    around = SALT.neighbors((0, 0, 0), ["Cl"], 3.0)
    assert [near.distance for near in around] == pytest.approx([2.82] * 6)
    next_ones = SALT.neighbors((0, 0, 0), ["Na"], 4.0)
    assert [near.distance for near in next_ones] == pytest.approx([5.64 / math.sqrt(2)] * 12)
    assert SALT.counts() == {"Na": 4, "Cl": 4}


def test_hematite_has_two_lengths_of_bonds_and_a_shared_face():
    """The lengths that are in the literature: 1.946 and 2.116, and 2.900 between iron atoms over a face."""
    iron = HEMATITE.places("Fe")[0]
    bonds = [near.distance for near in HEMATITE.neighbors(iron, ["O"], 2.5)]
    assert bonds == pytest.approx([1.946] * 3 + [2.116] * 3, abs=0.002)
    assert HEMATITE.neighbors(iron, ["Fe"], 2.95)[0].distance == pytest.approx(2.900, abs=0.002)
    assert HEMATITE.counts() == {"Fe": 12, "O": 18}


def test_atoms_on_the_faces_of_a_box_are_in_it_with_all_their_copies():
    corners = [*SALT.find_within(["Na"], ((0, 0, 0), (1, 1, 1)))]
    assert len(corners) == 14  # eight corners and six faces
    assert len({place.point for place in corners}) == 14


def test_alternatives_of_one_place_are_merged_across_the_faces_of_the_cell():
    split = Crystal("P -1", CUBE, {"Li": CrystalSite({"Li": 0.5}, (0.02, 0.03, 0.97), merged=1)})
    assert len(split.positions("Li")) == 2
    (place,) = split.places("Li")
    assert place == pytest.approx((0, 0, 0), abs=1e-9)
    assert split.filling("Li") == pytest.approx(1)
    assert split.counts() == {"Li": 1}
