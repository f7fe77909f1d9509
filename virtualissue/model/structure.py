"""The structure of a crystal as its editor declares it: cell, sites, polyhedra, hops, and how it is drawn.

It says what it was drawn after, for it is no statement of the issue. Nothing here knows what is drawn of it.
"""

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, PlainValidator, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from virtualissue.bibliography.identifiers import Doi, doi_address
from virtualissue.chemistry.formula import ATOMIC_NUMBERS
from virtualissue.crystals.crystal import Crystal, CrystalSite
from virtualissue.crystals.lattice import Lattice
from virtualissue.crystals.symmetry import SymmetryError, find_space_group
from virtualissue.crystals.vectors import Vector, cross, dot
from virtualissue.model.entities import Family, Material
from virtualissue.model.entity import Ref, Titled
from virtualissue.model.figure import Speech
from virtualissue.text.fields import FormulaText, PlainText, ProseText, Record, TitleText, Written


def _read_space_group(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise PydanticCustomError("text", "should be text")
    try:
        find_space_group(value)
    except SymmetryError as error:
        raise PydanticCustomError("symmetry", "{text}", {"text": str(error)}) from None
    return value


def _read_element(value: Any) -> str:
    if not isinstance(value, str) or value not in ATOMIC_NUMBERS:
        told = f"no element has the symbol {value}" if isinstance(value, str) else "should be one symbol"
        raise _refuse(told[:80])
    return value


FLATTEST = 0.1  # of the volume that the cell would have with right angles
ROUNDED = 0.006  # angstroms: how far a distance may be from one that is given to two decimals

SpaceGroupText = Annotated[
    str, PlainValidator(_read_space_group), Written("a space group with its setting", "P m -3 m")
]
ElementSymbol = Annotated[
    str,
    PlainValidator(_read_element),
    Written("the symbol of an element", "Li", choices=tuple(ATOMIC_NUMBERS)),
]
SiteLabel = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9]{1,8}$"), Written("the label of a site", "Li1")
]
Wyckoff = Annotated[
    str,
    StringConstraints(pattern=r"^[1-9][0-9]{0,2}[a-zA]$"),
    Written("a Wyckoff position: multiplicity and letter", "24d"),
]
Share = Annotated[Decimal, Field(gt=0, le=1, examples=[0.5])]
FractionalCoordinate = Annotated[Decimal, Field(ge=-2, le=2, examples=[0.5])]
AxisLength = Annotated[Decimal, Field(ge=2, le=100, examples=[5.6])]
Angstroms = Annotated[Decimal, Field(gt=0, le=10, examples=[2.5])]
Degrees = Annotated[Decimal, Field(ge=30, le=150, examples=[120])]
Coordinates = tuple[FractionalCoordinate, FractionalCoordinate, FractionalCoordinate]
Bounds = tuple[FractionalCoordinate, FractionalCoordinate]
CELL = ((Decimal(0), Decimal(1)),) * 3  # the box that is drawn where none is declared
Certainty = Literal["certain", "uncertain"]


def _refuse(text: str) -> PydanticCustomError:
    return PydanticCustomError("structure", "{text}", {"text": text})


def _floats(numbers: tuple[Decimal, Decimal, Decimal]) -> Vector:
    return float(numbers[0]), float(numbers[1]), float(numbers[2])


class Cell(Record):
    """The cell: lengths in angstroms, angles in degrees."""

    a: AxisLength = Field(description="The length of the first axis, in angstroms.")
    b: AxisLength = Field(description="The length of the second axis, in angstroms.")
    c: AxisLength = Field(description="The length of the third axis, in angstroms.")
    alpha: Degrees = Field(Decimal(90), description="The angle between b and c, in degrees.")
    beta: Degrees = Field(Decimal(90), description="The angle between a and c, in degrees.")
    gamma: Degrees = Field(Decimal(90), description="The angle between a and b, in degrees.")

    @model_validator(mode="after")
    def _is_a_cell(self) -> Self:
        angles = (self.alpha, self.beta, self.gamma)
        if max(angles) >= sum(angles) - max(angles) or sum(angles) >= 360:
            raise _refuse("these three angles cannot form a cell")
        if self.lattice.volume < FLATTEST * float(self.a * self.b * self.c):
            raise _refuse("a cell with these three angles is too flat")
        return self

    @property
    def lattice(self) -> Lattice:
        """The cell in space."""
        lengths = float(self.a), float(self.b), float(self.c)
        return Lattice(*lengths, float(self.alpha), float(self.beta), float(self.gamma))


class AtomSite(Record):
    """A site of the structure: what is on it, where it is, and how it is drawn."""

    label: SiteLabel = Field(description="The name of the site, as in Li1.")
    wyckoff: Wyckoff = Field(
        description="Multiplicity and Wyckoff letter, as in 24d; check counts the former."
    )
    occupancy: Mapping[ElementSymbol, Share] = Field(
        min_length=1,
        description="The share of each element on the site, as in {La: 0.55, Li: 0.36}.",
        examples=[{"La": 0.55, "Li": 0.36}],
    )
    at: Coordinates = Field(
        description="One position of the site, in fractions of the axes, as [x, y, z].",
        examples=[[0, 0.25, 0.375]],
    )
    mobile: ElementSymbol | None = Field(None, description="The element on it whose ions move, if one does.")
    merge: Angstroms | None = Field(
        None, description="Positions closer to each other than this, in angstroms, count as one place."
    )
    drawn: bool = Field(default=True, description="Whether its atoms are drawn.")
    name: PlainText | None = Field(None, description="What the legend calls it instead of its elements.")

    @model_validator(mode="after")
    def _holds_one_atom(self) -> Self:
        if sum(self.occupancy.values()) > Decimal("1.0005"):
            raise _refuse(f"the shares on {self.label} add up to more than 1")
        if self.mobile and self.mobile not in self.occupancy:
            raise _refuse(f"there is no {self.mobile} on {self.label} that could move")
        return self

    @property
    def crystal_site(self) -> CrystalSite:
        """The site with numbers to calculate with."""
        shares = {element: float(share) for element, share in self.occupancy.items()}
        return CrystalSite(shares, _floats(self.at), float(self.merge or 0))


class CoordinationPolyhedron(Record):
    """A polyhedron: the site in its center, and the atoms at its corners."""

    center: SiteLabel = Field(description="The label of the site in the center.")
    ligands: tuple[ElementSymbol, ...] = Field(min_length=1, description="The elements at the corners.")
    within: Angstroms = Field(description="How far the corners may be from the center, in angstroms.")
    corners: int = Field(ge=1, le=24, description="How many corners there are; check counts them.")
    lengths: tuple[Angstroms, Angstroms] = Field(
        description="The shortest and the longest distance from center to corner, in angstroms, as computed.",
        examples=[[2.04, 2.11]],
    )
    drawn: bool = Field(default=True, description="Whether the polyhedron is drawn.")
    pale: bool = Field(
        default=False, description="Whether it is drawn paler, to distinguish it from another kind."
    )
    name: PlainText | None = Field(None, description="What the legend calls it instead of its formula.")


class Hop(Record):
    """A hop of the mobile ion: the sites at its ends, and how far apart they are."""

    start: SiteLabel = Field(alias="from", description="The label of the site at one end.")
    end: SiteLabel = Field(alias="to", description="The label of the site at the other end.")
    length: Angstroms = Field(description="The distance between the two, in angstroms, as computed.")

    def is_as_long(self, distance: float) -> bool:
        """Whether a distance in angstroms is that of the hop, which is given to two decimals."""
        return abs(distance - float(self.length)) <= ROUNDED


class StructureView(Record):
    """How the structure is drawn: from where, which part of it, and whether the cell is shown."""

    toward: Coordinates = Field(
        description="The direction to the viewer, in axes of the cell, as [u, v, w].",
        examples=[[1, 0.3, 0.2]],
    )
    up: Coordinates = Field(
        description="A direction that is upward in the drawing, in axes of the cell.", examples=[[0, 0, 1]]
    )
    box: tuple[Bounds, Bounds, Bounds] | None = Field(
        None,
        description="The part that is drawn: two fractions along each axis, or a cell where it is left out.",
        examples=[[[0, 1], [0, 1], [0, 0.5]]],
    )
    cell: bool = Field(default=True, description="Whether the edges of the cell are drawn.")

    @model_validator(mode="after")
    def _can_be_seen(self) -> Self:
        across = cross(*self.directions)
        if dot(across, across) < 1e-6:
            raise _refuse("toward and up must be two different directions")
        for low, high in self.box or ():
            if low > high:
                raise _refuse(f"the box goes from {low} to {high} (write the lower fraction first)")
        return self

    @property
    def directions(self) -> tuple[Vector, Vector]:
        """To the viewer, and upward, in axes of the cell."""
        return _floats(self.toward), _floats(self.up)

    @property
    def corners(self) -> tuple[Vector, Vector]:
        """The lowest and the highest corner of the box."""
        (a, b), (c, d), (e, f) = self.box or CELL
        return _floats((a, c, e)), _floats((b, d, f))


class StructureSource(Record):
    """What the structure was drawn after."""

    text: PlainText = Field(description="The source in words, as far as it is known.")
    doi: Doi | None = Field(None, description="The DOI of the source.")

    @property
    def address(self) -> str:
        """The address of its DOI; empty where it has none."""
        return doi_address(self.doi) if self.doi else ""


class Structure(Titled):
    """The structure of a crystal that stands for a family, drawn from these numbers alone."""

    kind: ClassVar[str] = "structure"
    core: ClassVar[str] = "sites"
    title: TitleText = Field(description="The title of the figure.")
    family: Ref[Family] = Field(description="The family that it illustrates.")
    material: Ref[Material] | None = Field(
        None, description="The material of the issue that it illustrates, if there is one."
    )
    composition: FormulaText = Field(description="The formula to which the sites add up; check counts it.")
    units: int = Field(ge=1, le=200, description="How many formula units are in a cell.")
    space_group: SpaceGroupText = Field(
        description="The space group with its spaces and setting, as in P m -3 m or R -3 c:H."
    )
    cell: Cell = Field(description="The cell, which symmetry and translation repeat.")
    sites: tuple[AtomSite, ...] = Field(min_length=1, description="The sites with their atoms.")
    polyhedra: tuple[CoordinationPolyhedron, ...] = Field((), description="The polyhedra around atoms.")
    hops: tuple[Hop, ...] = Field((), description="The hops of the mobile ion.")
    lengths: Certainty = Field(
        description="Whether distances are certain enough to be given with the figure."
    )
    shares: Certainty = Field(description="Whether occupancies are certain enough to be drawn as shares.")
    view: StructureView = Field(description="How it is drawn.")
    caption: ProseText = Field(description="What the figure shows, below it.")
    difference: ProseText | None = Field(
        None, description="How the compound that is drawn differs from the material of the issue."
    )
    source: StructureSource = Field(description="What it was drawn after.")
    alt: Speech = Field(
        description="A description for those who cannot see it: what is where, what is connected, what hops."
    )

    def __hash__(self) -> int:
        """Equal structures have one slug; a drawing is made once for each."""
        return hash(self.slug)

    @cached_property
    def crystal(self) -> Crystal:
        """The sites with all their atoms."""
        return Crystal(
            self.space_group, self.cell.lattice, {site.label: site.crystal_site for site in self.sites}
        )

    @cached_property
    def sites_by_label(self) -> Mapping[str, AtomSite]:
        """The sites by their labels."""
        return {site.label: site for site in self.sites}
