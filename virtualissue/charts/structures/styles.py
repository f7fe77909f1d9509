"""How the parts of a structure are painted: few colors, and shades that hold in grey as well."""

import math
from collections.abc import Callable, Iterator, Mapping

from virtualissue.charts.structures.scene import CORNER, Scene
from virtualissue.charts.svg import LINE, PAPER, QUIET, AttributeValue, Element, circle, number, path
from virtualissue.crystals.vectors import unit
from virtualissue.model.structure import AtomSite, Structure

LIGHT = unit((-0.45, 0.75, 0.7))  # where the light comes from: right, up, toward the viewer
# style of a face -> how dark it is where the light falls on it, and where none does
SHADES: Mapping[str, tuple[float, float]] = {"solid": (0.26, 0.62), "pale": (0.06, 0.26)}

FULL = 0.9995  # a site that is filled but for rounding

Template = Mapping[str, AttributeValue]

# how a face covers what is behind it, and how it is painted
VEIL: Template = {"fill": PAPER, "fill_opacity": "0.72"}
PAINT: Template = {"fill": QUIET, "stroke": QUIET, "stroke_width": 0.7, "stroke_linejoin": "round"}


def shade(style: str, toward_light: float) -> tuple[Template, Template]:
    """A veil over what is behind a face, and its color; `toward_light` is 1 where it faces the light."""
    lit, dark = SHADES[style]
    opacity = f"{lit + (dark - lit) * (1 - max(0.0, toward_light)):.2f}"
    return VEIL, {**PAINT, "fill_opacity": opacity}


def describe_shades(style: str) -> Mapping[str, object]:
    """The same for a script, which shades faces as they turn."""
    lit, dark = SHADES[style]
    return {"veil": write_names(VEIL), "paint": write_names(PAINT), "lit": lit, "dark": dark}


def write_names(template: Template) -> Template:
    """A template with the names of its attributes as SVG writes them."""
    return {name.replace("_", "-"): value for name, value in template.items()}


def color_of(structure: Structure) -> str:
    """The color of the mobile ion: that of the family."""
    return f"var(--vi-family-{structure.family})"


STICKS: Mapping[str, Callable[[Structure], Template]] = {
    "edge": lambda _: {"stroke": QUIET, "stroke_width": 0.8},
    "hop": lambda structure: {"stroke": color_of(structure), "stroke_width": 2},
}


# --- atoms -----------------------------------------------------------------------------------------------


def draw_symbols(structure: Structure, scene: Scene, prefix: str, scale: float) -> Iterator[Element]:
    """The symbol of each site that is drawn, with its middle at the origin."""
    radii = {atom.style: atom.radius for atom in scene.atoms}
    for label, radius in radii.items():
        shapes = draw_atom(structure, structure.sites_by_label[label], radius, radius * scale)
        yield Element("g", {"id": f"{prefix}-{label}"}, tuple(shapes))


def draw_atom(structure: Structure, site: AtomSite, radius: float, pixels: float) -> Iterator[Element]:
    """An atom: the mobile ion in color as far as its site is filled, small corners, other atoms in grey."""
    if site.mobile:
        yield from _draw_mobile(structure, site, pixels)
    elif radius == CORNER:
        yield circle(0, 0, pixels, fill=PAPER, stroke=QUIET, stroke_width=1.2)
    else:
        yield circle(0, 0, pixels, fill=LINE, stroke=QUIET, stroke_width=1.2)


def _draw_mobile(structure: Structure, site: AtomSite, pixels: float) -> Iterator[Element]:
    color = color_of(structure)
    if structure.crystal.filling(site.label) > FULL and len(site.occupancy) == 1:
        yield circle(0, 0, pixels, fill=color, stroke=PAPER, stroke_width=1)
        return
    yield circle(0, 0, pixels, fill=PAPER, stroke=PAPER, stroke_width=2.4)
    start = 0.0
    for element, share in find_shares(structure, site):
        wedge = _wedge(pixels, start, start + share)
        if element == site.mobile:
            yield path(wedge, fill=color)
        else:
            yield path(wedge, fill=LINE, stroke=QUIET, stroke_width=0.7)
        start += share
    yield circle(0, 0, pixels, stroke=color, stroke_width=1.2)


def find_shares(structure: Structure, site: AtomSite) -> Iterator[tuple[str, float]]:
    """The elements of a site with their shares, the mobile one first; a half where they are uncertain."""
    if structure.shares == "uncertain":
        yield site.mobile or "", 0.5
    else:
        shares = structure.crystal.shares(site.label)
        yield from sorted(shares.items(), key=lambda one: one[0] != site.mobile)


def _wedge(radius: float, start: float, end: float) -> str:
    """A piece of a disk between two shares of a turn, clockwise from above."""
    (x, y), (u, v) = (
        (radius * math.sin(2 * math.pi * share), -radius * math.cos(2 * math.pi * share))
        for share in (start, end)
    )
    large = int(end - start > 0.5)
    size = number(radius)
    return f"M0 0L{number(x)} {number(y)}A{size} {size} 0 {large} 1 {number(u)} {number(v)}z"
