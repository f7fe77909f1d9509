"""The legend of a structure: ions, atoms, polyhedra and hops, in lines below the drawing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from virtualissue.charts.canvas import SMALL
from virtualissue.charts.structures.scene import CORNER, Scene
from virtualissue.charts.structures.styles import FULL, STICKS, draw_atom, shade
from virtualissue.charts.svg import INK, Element, outline, text
from virtualissue.charts.text_lines import plain, shorten, width_of
from virtualissue.model.structure import AtomSite, CoordinationPolyhedron, Structure
from virtualissue.text.labels import Line, Run, join_runs
from virtualissue.words import WORDS, Words

LINE, SWATCH, GAP, APART = 20, 18, 5, 14  # heights, widths and spaces of entries
SMALL_ATOM, ATOM = 4.0, 7.0  # the radii of atoms in the legend
THIN, DASH = "\u202f", "\u2013"


@dataclass(frozen=True)
class LegendEntry:
    """A mark, drawn around the origin, and what it means."""

    mark: tuple[Element, ...]
    words: Line


def draw_legend(
    structure: Structure, scene: Scene, width: float, words: Words = WORDS
) -> tuple[list[Element], float]:
    """The entries in as many lines as they need, and where the last of these ends."""
    drawn, x, y = list[Element](), 0.0, LINE / 2
    for entry in find_entries(structure, scene, words):
        name = shorten(entry.words, width - SWATCH - GAP, SMALL)
        wide = SWATCH + GAP + width_of(name, SMALL)
        if x and x + wide > width:
            x, y = 0.0, y + LINE
        moved = f"translate({x + SWATCH / 2:g} {y:g})"
        drawn.append(Element("g", {"transform": moved}, entry.mark))
        drawn.append(text(x + SWATCH + GAP, y, name, SMALL, fill=INK))
        x += wide + APART
    return drawn, y + LINE / 2 + 2


def find_entries(structure: Structure, scene: Scene, words: Words) -> Iterator[LegendEntry]:
    """The mobile ion, the polyhedra, all other atoms, and the hops."""
    radii = {atom.style: atom.radius for atom in scene.atoms}
    sites = [site for site in structure.sites if site.label in radii]
    known = dict[Line, LegendEntry]()
    for site in (one for one in sites if one.mobile):
        name = plain(site.name or describe_mobile(structure, site, sites, words))
        known.setdefault(name, _show(structure, site, radii[site.label], name))
    for polyhedron in (one for one in structure.polyhedra if one.drawn):
        name = name_polyhedron(structure, polyhedron, words)
        known.setdefault(name, LegendEntry(_draw_polyhedron(polyhedron), name))
    for site in (one for one in sites if not one.mobile):
        name = plain(site.name or "/".join(site.occupancy))
        known.setdefault(name, _show(structure, site, radii[site.label], name))
    if any(stick.style == "hop" for stick in scene.sticks):
        name = plain(name_hops(structure, words))
        known[name] = LegendEntry(_draw_hop(structure), name)
    yield from known.values()


def _show(structure: Structure, site: AtomSite, radius: float, words: Line) -> LegendEntry:
    size = SMALL_ATOM if radius == CORNER else ATOM
    return LegendEntry(tuple(draw_atom(structure, site, radius, size)), words)


def describe_mobile(
    structure: Structure, site: AtomSite, sites: Sequence[AtomSite], words: Words = WORDS
) -> str:
    """The ion, and how far its sites are filled."""
    filling = structure.crystal.filling
    if structure.shares == "uncertain" and filling(site.label) <= FULL:
        return words.text("site_partly_filled", ion=site.mobile)
    if len(site.occupancy) > 1:
        shares = structure.crystal.shares(site.label)
        told = [f"{element} {_percent(share)}" for element, share in shares.items()]
        empty = 1 - filling(site.label)
        return ", ".join(
            [*told, *([words.text("site_empty", share=_percent(empty))] if empty > 1 - FULL else [])]
        )
    if filling(site.label) > FULL:
        return str(site.mobile)
    alike = [filling(one.label) for one in sites if one.mobile and len(one.occupancy) == 1]
    low, high = (pick(share for share in alike if share <= FULL) for pick in (min, max))
    span = _percent(low) if high - low < 0.005 else f"{low * 100:.0f}{DASH}{_percent(high)}"
    return words.text("site_filled", ion=site.mobile, share=span)


def _percent(share: float) -> str:
    return f"{share * 100:.0f}{THIN}%"


def name_polyhedron(structure: Structure, polyhedron: CoordinationPolyhedron, words: Words = WORDS) -> Line:
    """Its name, or else its formula and, where it is certain, how long its bonds are."""
    if polyhedron.name:
        return plain(polyhedron.name)
    center = _join(list(structure.sites_by_label[polyhedron.center].occupancy))
    corners = _join(list(polyhedron.ligands))
    runs = [Run(f"{center}{corners}"), Run(str(polyhedron.corners), "sub")]
    if structure.lengths == "certain":
        low, high = polyhedron.lengths
        ends = [words.decimal(low, 2), words.decimal(high, 2)]
        length = ends[0] if high - low < 0.005 else DASH.join(ends)
        runs.append(Run(f", {center}{DASH}{corners} {length}\u00a0Å"))
    return join_runs(runs)


def _join(elements: Sequence[str]) -> str:
    return elements[0] if len(elements) == 1 else f"({','.join(elements)})"


def name_hops(structure: Structure, words: Words = WORDS) -> str:
    """How long the hops are, where that is certain."""
    lengths = [words.decimal(hop.length, 2) for hop in structure.hops]
    told = words.listed(list(dict.fromkeys(lengths))) if structure.lengths == "certain" else ""
    return words.text("hop_length", length=f"{told}\u00a0Å") if told else words["hop"]


def _draw_polyhedron(polyhedron: CoordinationPolyhedron) -> tuple[Element, ...]:
    """A tetrahedron, or for more corners an octahedron, seen from the side."""
    if polyhedron.corners == 4:
        faces = [([(-8, 5), (2, 7), (0, -8)], 0.9), ([(2, 7), (8, 3), (0, -8)], 0.1)]
    else:
        faces = [
            ([(-8, 0), (1, 3), (0, -8)], 0.9), ([(1, 3), (8, -1), (0, -8)], 0.5),
            ([(-8, 0), (0, 8), (1, 3)], 0.3), ([(1, 3), (0, 8), (8, -1)], 0.0),
        ]  # fmt: skip
    style = "pale" if polyhedron.pale else "solid"
    return tuple(
        Element("path", {"d": outline(points, closed=True), **shade(style, light)[1]})
        for points, light in faces
    )


def _draw_hop(structure: Structure) -> tuple[Element, ...]:
    return tuple(
        Element("path", {"d": outline([(x, 0), (x + 4, 0)]), **STICKS["hop"](structure)}) for x in (-9, -2, 5)
    )
