"""The regions of the issue -> a map: countries in tiers, distinguished by how densely they are hatched."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from markupsafe import escape

from virtualissue.charts.canvas import BODY, SMALL, Canvas, Plot, compose
from virtualissue.charts.svg import (
    LAND,
    MARK,
    QUIET,
    Element,
    circle,
    hatch,
    hidden,
    link,
    outline,
    path,
    rect,
    text,
)
from virtualissue.charts.tabulation import Entry, Tabulation
from virtualissue.charts.text_lines import plain, wrap
from virtualissue.model.chart import Chart
from virtualissue.model.front_matter import Region, Tier
from virtualissue.model.issue import Issue
from virtualissue.views.countries import MapPoint, Ring, find_country, find_land

FINE = 2  # places a pixel: finer lines than half a pixel are not seen
BOX, LEADING = 20, 17  # the side of a sample in the key, and the height of its lines
DOT = 4  # the radius of a country that is but a point
PERIOD = 5  # of a hatch
BORDER = 0.6
SHARE = 0.62  # of the map beside its key, of the width of the canvas


@dataclass(frozen=True)
class MapFrame:
    """The part of the plane that is shown, on a canvas of a width."""

    left: float
    top: float
    scale: float
    height: float

    def place(self, point: MapPoint) -> MapPoint:
        """A point of the plane on the canvas."""
        return (point[0] - self.left) * self.scale, (point[1] - self.top) * self.scale

    def trace(self, rings: Iterable[Ring]) -> str:
        """Outlines as the commands of a path; one that shrinks to a point is left out."""
        traced = (outline(map(self.place, ring), closed=True, places=FINE) for ring in rings)
        return "".join(commands for commands in traced if "l" in commands)


def plot_map(issue: Issue, chart: Chart, canvas: Canvas) -> Plot:
    """The land, on it the countries, and the key under it, or on paper beside it."""
    tiers = issue.regions.tiers if issue.regions else ()
    frame = _find_frame(canvas.width * (SHARE if canvas.paper else 1))
    fills, patterns = _find_fills(tiers, f"chart-{chart.slug}-{canvas.name}")
    left, top = (canvas.width * SHARE + 24, 0.0) if canvas.paper else (0.0, frame.height)
    beside = min(max(len(tiers), 1), 3) if left == 0 and not canvas.narrow else 1
    key, foot = _draw_key(tiers, fills, (left, top), ((canvas.width - left) / beside, beside))
    land = path(frame.trace(find_land()), fill=LAND)
    shapes = (hidden(land), *_draw_countries(tiers, fills, frame), hidden(*key))
    return Plot(max(foot, frame.height + BORDER), (*patterns, *shapes))


@cache
def _find_frame(width: float) -> MapFrame:
    """All land, from end to end."""
    across, down = zip(*(point for ring in find_land() for point in ring), strict=True)
    scale = width / (max(across) - min(across))
    return MapFrame(min(across), min(down), scale, (max(down) - min(down)) * scale)


def _find_fills(tiers: Sequence[Tier], prefix: str) -> tuple[list[str], list[Element]]:
    """How each tier is filled, the first without gaps, and the patterns for that."""
    names = [f"{prefix}-tier-{n + 1}" for n in range(len(tiers))]
    patterns = [
        hatch(names[n], (len(tiers) - n) / len(tiers), 45 if n % 2 else -45, PERIOD)
        for n in range(1, len(tiers))
    ]
    fills = [MARK if n == 0 else f"url(#{name})" for n, name in enumerate(names)]
    return fills, [Element("defs", {}, tuple(patterns))] if patterns else []


def _draw_countries(tiers: Sequence[Tier], fills: Sequence[str], frame: MapFrame) -> Iterator[Element]:
    """The countries with outlines, then those that are points."""
    places = [(place, tier, fill) for tier, fill in zip(tiers, fills, strict=True) for place in tier.places]
    for place, tier, fill in sorted(places, key=lambda one: _is_dot(one[0])):
        yield link("", f"{place.name}: {tier.name}", _draw_country(place, fill, frame), shown=True)


def _is_dot(place: Region) -> bool:
    return len(find_country(place.code)[0]) == 1


def _draw_country(place: Region, fill: str, frame: MapFrame) -> Element:
    rings = find_country(place.code)
    if not _is_dot(place):
        return path(frame.trace(rings), fill=fill, stroke=MARK, stroke_width=BORDER)
    x, y = frame.place(rings[0][0])
    return circle(x, y, DOT, fill=fill, stroke=MARK, stroke_width=BORDER)


def _draw_key(
    tiers: Sequence[Tier], fills: Sequence[str], start: MapPoint, grid: tuple[float, int]
) -> tuple[list[Element], float]:
    """A sample of each hatch with its tier and its countries, in columns; and where the key ends."""
    (left, foot), (room, beside) = start, grid
    drawn, top = list[Element](), foot
    for n, (tier, fill) in enumerate(zip(tiers, fills, strict=True)):
        x = left + n % beside * room
        top = foot if n % beside == 0 else top
        y = top + 12
        drawn.append(rect(x, y, BOX, BOX, fill=fill, stroke=MARK, stroke_width=BORDER))
        words, end = _draw_tier(tier, x + BOX + 10, y + 7, room - BOX - 20)
        drawn += words
        foot = max(foot, end)
    return drawn, foot + 4


def _draw_tier(tier: Tier, x: float, y: float, room: float) -> tuple[list[Element], float]:
    names = wrap(plain(tier.name), room, BODY, bold=True)
    places = wrap(plain(", ".join(place.name for place in tier.places)), room, SMALL)
    words = [text(x, y + n * LEADING, line, BODY, bold=True) for n, line in enumerate(names)]
    y += len(names) * LEADING
    words += [text(x, y + n * LEADING, line, SMALL, fill=QUIET) for n, line in enumerate(places)]
    return words, y + len(places) * LEADING


def describe_map(issue: Issue, _: Chart) -> str:
    """The countries of each tier."""
    tiers = issue.regions.tiers if issue.regions else ()
    words = issue.words
    named = [f"{tier.name}: {words.listed([place.name for place in tier.places])}" for tier in tiers]
    return compose(words, words["map_opening"], named)


def tabulate_map(issue: Issue, _: Chart) -> Tabulation:
    """One row a tier."""
    tiers = issue.regions.tiers if issue.regions else ()
    rows = tuple(
        ((Entry(escape(tier.name)),), tuple(Entry(escape(place.name)) for place in tier.places))
        for tier in tiers
    )
    return Tabulation((issue.words("tier"), issue.words("countries")), rows)
