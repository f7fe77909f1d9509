"""A structure -> SVG: its parts from the farthest to the nearest, and a legend; and the data to turn it.

Every part is drawn as a template says, by structure.js in the browser as well: the two agree.
"""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from virtualissue.charts.canvas import SMALL
from virtualissue.charts.structures.legend import draw_legend
from virtualissue.charts.structures.painter import Solid, View, look, order_parts
from virtualissue.charts.structures.scene import AxisName, Ball, Face, Scene, build_scene
from virtualissue.charts.structures.styles import (
    LIGHT,
    STICKS,
    describe_shades,
    draw_symbols,
    shade,
    write_names,
)
from virtualissue.charts.svg import BASE, INK, PAPER, Element, Paint, group, image, number, outline, text
from virtualissue.crystals.vectors import dot
from virtualissue.model.structure import Structure
from virtualissue.text.labels import Run
from virtualissue.words import WORDS, Words

# what is behind a letter stops before it
CLEARED: Paint = {"stroke": PAPER, "stroke_width": 3, "stroke_linejoin": "round", "paint_order": "stroke"}
WIDTH, HIGHEST, MARGIN = 320, 250, 4
ON_PAPER = 1.35  # how much larger its type is where it is printed 56 mm wide, so that it has 8 points
LETTER = 0.02  # half the size of a letter, by the width of the scene
LEAST = 0.1  # angstroms: the length of an axis that points to the viewer


@dataclass(frozen=True)
class StructureDrawing:
    """A structure drawn: its picture, and what a script needs to turn it, as JSON."""

    picture: Element
    data: str


@dataclass(frozen=True)
class _Stage:
    """Where a scene is on the drawing: pixels to an angstrom, and the pixel of its middle."""

    scale: float
    x: float
    y: float
    height: float

    def place(self, point: tuple[float, float, float]) -> tuple[float, float]:
        return self.x + self.scale * point[0], self.y - self.scale * point[1]


@lru_cache(maxsize=64)
def draw_structure(structure: Structure, words: Words = WORDS, *, enlarged: float = 1) -> StructureDrawing:
    """The drawing of a structure from where its editor looks at it, its type and its legend `enlarged`."""
    picture = _Picture(structure, words, enlarged)
    return StructureDrawing(picture.draw(), picture.data())


@dataclass(frozen=True, eq=False)
class _Picture:
    structure: Structure
    words: Words
    enlarged: float

    @cached_property
    def scene(self) -> Scene:
        return build_scene(self.structure)

    @cached_property
    def view(self) -> View:
        return look(self.scene, self.scene.axes)

    @cached_property
    def prefix(self) -> str:
        return f"structure-{self.structure.slug}"

    @cached_property
    def stage(self) -> _Stage:
        """As large as the width and the height allow."""
        left, low, right, high = self._bounds()
        scale = min((WIDTH - 2 * MARGIN) / (right - left), HIGHEST / (high - low))
        middle = WIDTH / 2 - scale * (left + right) / 2
        return _Stage(scale, middle, MARGIN + scale * high, scale * (high - low) + 2 * MARGIN)

    def _bounds(self) -> tuple[float, float, float, float]:
        radii = {atom.point: atom.radius for atom in self.scene.atoms}
        around = [(x, y, radii.get(n, 0.05)) for n, (x, y, _) in enumerate(self.view.points)]
        letter = LETTER * self.scene.width
        around += [(*self._place_name(name), letter) for name in self.scene.names]
        return (
            min(x - r for x, _, r in around), min(y - r for _, y, r in around),
            max(x + r for x, _, r in around), max(y + r for _, y, r in around),
        )  # fmt: skip

    def draw(self) -> Element:
        """The drawing with its symbols and its legend."""
        symbols = draw_symbols(self.structure, self.scene, self.prefix, self.stage.scale)
        parts = [element for part in order_parts(self.scene, self.view) for element in self._draw(part)]
        top, share = self.stage.height + 8, self.enlarged
        legend, height = draw_legend(self.structure, self.scene, WIDTH / share, self.words)
        placed = {"transform": f"translate(0 {number(top)}) scale({share:g})"}
        body = (
            Element("defs", {}, tuple(symbols)),
            Element("g", {"data-scene": ""}, (*parts, *self._draw_names())),
            Element("g", placed, tuple(legend)),
        )
        return image(WIDTH, top + share * height, body, self.structure.alt)

    def _draw(self, part: Solid) -> Iterator[Element]:
        place = self.stage.place
        if isinstance(part, Face):
            path = outline((place(self.view.points[n]) for n in part.points), closed=True)
            for template in shade(part.style, dot(self.view.normal(part), LIGHT)):
                yield Element("path", {"d": path, **template})
        elif isinstance(part, Ball):
            x, y = place(self.view.points[part.point])
            moved = f"translate({number(x)} {number(y)})"
            yield Element("use", {"href": f"#{self.prefix}-{part.style}", "transform": moved})
        else:
            ends = outline(place(self.view.points[n]) for n in (part.start, part.end))
            yield Element("path", {"d": ends, **STICKS[part.style](self.structure)})

    def _draw_names(self) -> Iterator[Element]:
        for name in self.scene.names:
            x, y = self.stage.place((*self._place_name(name), 0.0))
            size = self.enlarged * SMALL
            letter = text(x, y, (Run(name.text, "line", italic=True),), size, anchor="middle", fill=INK)
            yield group(letter, **CLEARED)

    def _place_name(self, name: AxisName) -> tuple[float, float]:
        """Behind the end of the axis and the atom there; at the end where the axis points to the viewer."""
        (u, v, _), (x, y, _) = self.view.points[name.start], self.view.points[name.end]
        away = math.hypot(x - u, y - v)
        return (
            (x + (x - u) * name.beside / away, y + (y - v) * name.beside / away) if away > LEAST else (x, y)
        )

    def data(self) -> str:
        """All that structure.js draws with."""
        scene, stage = self.scene, self.stage
        styles: dict[str, object] = {
            style: write_names(STICKS[style](self.structure))
            for style in sorted({one.style for one in scene.sticks})
        }
        styles |= {style: describe_shades(style) for style in sorted({face.style for face in scene.faces})}
        return json.dumps(
            {
                "prefix": self.prefix,
                "points": scene.points,
                "axes": scene.axes,
                "faces": [[face.style, *face.points] for face in scene.faces],
                "atoms": [[atom.style, atom.point, atom.radius] for atom in scene.atoms],
                "sticks": [[stick.style, stick.start, stick.end] for stick in scene.sticks],
                "names": [[name.text, name.start, name.end, name.beside] for name in scene.names],
                "styles": styles,
                "light": [round(value, 3) for value in LIGHT],
                "scale": round(stage.scale, 3),
                "width": WIDTH,
                "height": round(stage.height, 1),
                "margin": MARGIN,
                "letter": round(LETTER * scene.width, 3),
                "least": LEAST,
                "base": BASE * SMALL,
            },
            separators=(",", ":"),
        )
