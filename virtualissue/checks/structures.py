"""Structures are what they are declared to be: formula of the cell, multiplicities, distances, neighbors."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations_with_replacement

from virtualissue.checks.findings import Finding
from virtualissue.chemistry.reaction import ReactionError, find_atoms
from virtualissue.crystals.symmetry import fits_symmetry
from virtualissue.diagnostics import suggest
from virtualissue.model.issue import Issue
from virtualissue.model.structure import ROUNDED, CoordinationPolyhedron, Structure

COUNTED = 0.006  # atoms of a formula unit
NEAREST = 1.4  # angstroms: two atoms that are nearer cannot both be there
MOST_DRAWN = 400  # atoms in a drawing
FARTHEST = 12.0  # angstroms: how far away the end of a hop is looked for


def check_structures(issue: Issue) -> Iterator[Finding]:
    """Every structure agrees with its own numbers and says in what it differs from its material."""
    for structure in issue.structures.values():
        lost = [*_check_labels(structure)]
        yield from lost
        yield from _check_cell(structure)
        if not lost:
            yield from _check_composition(structure)
            yield from _check_multiplicities(structure)
            yield from _check_overlaps(structure)
            yield from _check_polyhedra(structure)
            yield from _check_hops(structure)
            yield from _check_box(structure)
        yield from _check_material(structure, issue)


def _check_labels(structure: Structure) -> Iterator[Finding]:
    """Labels are there once, and polyhedra and hops name sites that exist."""
    counts = Counter(site.label for site in structure.sites)
    for number, site in enumerate(structure.sites):
        if counts[site.label] > 1:
            yield Finding(structure, ("sites", number, "label"), f"two sites are called {site.label}")
    named = [(("polyhedra", n, "center"), one.center) for n, one in enumerate(structure.polyhedra)]
    for number, hop in enumerate(structure.hops):
        named += [(("hops", number, "from"), hop.start), (("hops", number, "to"), hop.end)]
    for at, label in named:
        if label not in counts:
            yield Finding(structure, at, f"no site {label} ({suggest(label, counts)})")


def _check_cell(structure: Structure) -> Iterator[Finding]:
    if not fits_symmetry(structure.space_group, structure.cell.lattice):
        message = f"the symmetry of {structure.space_group} does not allow this cell"
        yield Finding(structure, ("cell",), message)


def _check_composition(structure: Structure) -> Iterator[Finding]:
    """The sites add up to the composition."""
    try:
        atoms = find_atoms(structure.composition)
        declared = Counter[str]()
        for one in atoms:
            if set(one.count) - {""}:
                raise ReactionError(f"{structure.composition.text} has counts that are not numbers")
            declared[one.element] += one.count.get("", 0)  # type: ignore[assignment]
    except ReactionError as error:
        yield Finding(structure, ("composition",), str(error))
        return
    found = {element: count / structure.units for element, count in structure.crystal.counts().items()}
    for element in dict.fromkeys([*declared, *found]):
        there, said = found.get(element, 0.0), float(declared[element])
        if abs(there - said) > COUNTED:
            message = f"the sites add up to {there:.4g} {element} for each formula unit (not {said:.4g})"
            yield Finding(structure, ("composition",), message)


def _check_multiplicities(structure: Structure) -> Iterator[Finding]:
    for number, site in enumerate(structure.sites):
        count = len(structure.crystal.positions(site.label))
        if count != int(site.wyckoff[:-1]):
            message = f"{site.label} has {count} positions in the cell, not {site.wyckoff[:-1]}"
            yield Finding(structure, ("sites", number, "wyckoff"), message)


def _check_overlaps(structure: Structure) -> Iterator[Finding]:
    """Places that are too near to each other are alternatives: together they hold at most one atom."""
    crystal, numbers = structure.crystal, {site.label: n for n, site in enumerate(structure.sites)}
    for one, other in combinations_with_replacement(numbers, 2):
        near = crystal.neighbors(crystal.places(one)[0], [other], NEAREST)
        if near and crystal.filling(one) + crystal.filling(other) > 1 + COUNTED:
            message = f"{one} and {other} are only {near[0].distance:.2f} Å apart, and both are occupied"
            yield Finding(structure, ("sites", numbers[one], "at"), message)


def _check_polyhedra(structure: Structure) -> Iterator[Finding]:
    for number, one in enumerate(structure.polyhedra):
        for name, message in _find_faults(one, structure):
            yield Finding(structure, ("polyhedra", number, name), message)


def _find_faults(one: CoordinationPolyhedron, structure: Structure) -> Iterator[tuple[str, str]]:
    crystal = structure.crystal
    if lost := [element for element in one.ligands if not crystal.labels_of([element])]:
        yield "ligands", f"no site holds {lost[0]}"
        return
    around = crystal.neighbors(
        crystal.places(one.center)[0], crystal.labels_of(one.ligands), float(one.within)
    )
    if len(around) != one.corners:
        yield "corners", f"{len(around)} atoms are within {one.within} Å of {one.center}, not {one.corners}"
    elif abs(around[0].distance - float(one.lengths[0])) > ROUNDED or (
        abs(around[-1].distance - float(one.lengths[1])) > ROUNDED
    ):
        found = f"{around[0].distance:.2f} to {around[-1].distance:.2f} Å"
        yield (
            "lengths",
            f"the corners are {found} from {one.center}, not {one.lengths[0]} to {one.lengths[1]} Å",
        )


def _check_hops(structure: Structure) -> Iterator[Finding]:
    crystal = structure.crystal
    for number, hop in enumerate(structure.hops):
        for name, label in (("from", hop.start), ("to", hop.end)):
            if not structure.sites_by_label[label].mobile:
                yield Finding(
                    structure,
                    ("hops", number, name),
                    f"{label} has no mobile ions (name the element in `mobile`)",
                )
        found = [
            near.distance for near in crystal.neighbors(crystal.places(hop.start)[0], [hop.end], FARTHEST)
        ]
        if not any(map(hop.is_as_long, found)):
            there = ", ".join(dict.fromkeys(f"{distance:.2f}" for distance in found[:12]))
            message = f"no {hop.end} is {hop.length} Å from {hop.start} (distances are {there or 'longer'})"
            yield Finding(structure, ("hops", number, "length"), message)


def _check_box(structure: Structure) -> Iterator[Finding]:
    """No more is drawn than can be told apart."""
    inside = [*structure.crystal.find_within(structure.sites_by_label, structure.view.corners)]
    seen = any(structure.sites_by_label[place.label].drawn for place in inside)
    if not seen or len(inside) > MOST_DRAWN:
        count = len(inside) if seen else 0
        message = f"the part that is drawn contains {count} atoms (it can contain 1 to {MOST_DRAWN})"
        yield Finding(structure, ("view",), message)


def _check_material(structure: Structure, issue: Issue) -> Iterator[Finding]:
    """A compound that is not the material of the issue says so."""
    material = issue.materials.get(structure.material or "")
    if structure.difference or not issue.materials:
        return
    if material is None or structure.composition.text not in {
        formula.text for formula in (material.formula, *material.spellings) if formula
    }:
        called = material.plain if material else "a material of the issue"
        message = f"{structure.composition.text} is not {called}: say in `difference` how it differs"
        yield Finding(structure, ("composition",), message)
