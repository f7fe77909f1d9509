"""Space groups by their symbols, and the equivalent positions that they make of one; by gemmi."""

from functools import lru_cache

import gemmi

from virtualissue.crystals.lattice import Lattice
from virtualissue.crystals.vectors import Vector

SAME = 0.001  # of the length of an axis: positions that are nearer are one


class SymmetryError(ValueError):
    """A symbol that names no space group."""


@lru_cache(maxsize=64)
def find_space_group(symbol: str) -> gemmi.SpaceGroup:
    """The space group with a symbol such as `P m -3 m` or, with its origin or axes, `R -3 c:H`.

    Raises `SymmetryError`.
    """
    group = gemmi.find_spacegroup_by_name(symbol)
    if group is None:
        raise SymmetryError(f"no space group {symbol} (write it as in P m -3 m or R -3 c:H)")
    return group


@lru_cache(maxsize=1024)
def find_equivalents(symbol: str, position: Vector) -> tuple[Vector, ...]:
    """All positions in the cell that symmetry makes of one, in fractions of the axes from 0 to below 1."""
    found: list[Vector] = []
    for operation in find_space_group(symbol).operations():
        x, y, z = (wrap(value) for value in operation.apply_to_xyz(list(position)))
        if not any(is_same((x, y, z), other) for other in found):
            found.append((x, y, z))
    return tuple(found)


def wrap(value: float) -> float:
    """The same coordinate in the cell; what is 1 but for rounding is 0."""
    inside = value % 1.0
    return 0.0 if inside > 1 - SAME / 10 else inside


def is_same(one: Vector, other: Vector) -> bool:
    """Whether two positions in the cell are equal, each of them also across its faces."""
    return all(abs((a - b + 0.5) % 1.0 - 0.5) < SAME for a, b in zip(one, other, strict=True))


def fits_symmetry(symbol: str, lattice: Lattice) -> bool:
    """Whether a cell has the form that the space group asks for."""
    cell = gemmi.UnitCell(lattice.a, lattice.b, lattice.c, lattice.alpha, lattice.beta, lattice.gamma)
    return bool(cell.is_compatible_with_spacegroup(find_space_group(symbol)))
