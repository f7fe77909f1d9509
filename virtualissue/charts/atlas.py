"""The regions of the issue -> a map: countries in tiers, told apart by how densely they are hatched."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markupsafe import escape

from virtualissue.charts.drawing import Entry, Tabulation
from virtualissue.charts.sheet import (
    LAND,
    MARK,
    QUIET,
    Hatch,
    Layer,
    Margin,
    Mark,
    Plot,
    Sheet,
    layer,
    texts,
    wrap,
    write,
)
from virtualissue.model.chart import Chart
from virtualissue.model.front_matter import Tier
from virtualissue.model.issue import Issue
from virtualissue.views.countries import find_codes, read_world

SHAPE = 0.44  # the height of the map by its width
BOX, SMALL, LINE_HEIGHT = 20, 12, 17  # the side of a sample in the key; type and height of its lines
PROJECTION = {"type": "equalEarth", "pointRadius": 4}


def plot_map(issue: Issue, _: Chart, sheet: Sheet) -> Plot:
    """The land, on it the countries, and under it the key."""
    tiers = issue.regions.tiers if issue.regions else ()
    hatches = tuple(_hatches(len(tiers)))
    height = round(sheet.width * SHAPE)
    key, foot = _write_key(tiers, hatches, sheet, height)
    layers = (
        _shapes("land", {}, fill=LAND),
        *_draw_countries(tiers, hatches),
        *key,
    )
    marks = tuple(
        Mark(f"{place.name}: {tier.name}", "", place.name) for tier in tiers for place in tier.places
    )
    return Plot(sheet.width, height, Margin(bottom=foot - height), layers, marks, hatches)


def _hatches(count: int) -> Iterator[Hatch]:
    for number in range(count):
        yield Hatch(f"tier-{number + 1}", (count - number) / count, 45 if number % 2 else -45)


def _shapes(name: str, encoding: Mapping[str, Any], **style: Any) -> dict[str, Any]:
    data = {"values": read_world(), "format": {"type": "topojson", "feature": name}}
    return {
        "data": data, "projection": PROJECTION, "mark": {"type": "geoshape", **style}, "encoding": encoding,
    }  # fmt: skip


def _draw_countries(tiers: Sequence[Tier], hatches: Sequence[Hatch]) -> Iterator[Layer]:
    """The countries with outlines, then those that are points."""
    codes = find_codes()
    places = [
        (place.code, hatch) for tier, hatch in zip(tiers, hatches, strict=True) for place in tier.places
    ]
    known = [
        {"code": code, "fill": f"url(#{hatch.name})", "description": str(number)}
        for number, (code, hatch) in enumerate(places)
    ]
    paint = {
        "fill": {"field": "fill", "type": "nominal", "scale": None},
        "description": {"field": "description"},
    }
    for name in dict.fromkeys(codes[code] for code, _ in places):
        source = {"data": {"values": known}, "key": "code", "fields": ["fill", "description"]}
        named = [{"lookup": "id", "from": source}, {"filter": "isValid(datum.fill)"}]
        yield _shapes(name, paint, stroke=MARK, strokeWidth=0.6, aria=True) | {"transform": named}


def _write_key(
    tiers: Sequence[Tier], hatches: Sequence[Hatch], sheet: Sheet, y: float
) -> tuple[tuple[Layer, ...], float]:
    """A sample of each hatch with its tier and its countries; and where the key ends."""
    samples, names, places = [], [], []
    beside = 1 if sheet.narrow else max(len(tiers), 1)
    room, top, foot = sheet.width / beside, y, y
    for number, (tier, hatch) in enumerate(zip(tiers, hatches, strict=True)):
        x, y = number % beside * room, (foot if sheet.narrow else top) + 12
        samples.append({"x": x, "y": y, "x2": x + BOX, "y2": y + BOX, "fill": f"url(#{hatch.name})"})
        names.append(write(x + BOX + 10, y + 7, tier.name))
        lines = wrap(", ".join(place.name for place in tier.places), room - BOX - 20, SMALL)
        places += [
            write(x + BOX + 10, y + 7 + n * LINE_HEIGHT, line) for n, line in enumerate(lines, start=1)
        ]
        foot = max(foot, y + (len(lines) + 1) * LINE_HEIGHT)
    boxes = layer("rect", samples, stroke=MARK, strokeWidth=0.6)
    return (boxes, texts(names, fontWeight="bold"), texts(places, size=SMALL, fill=QUIET)), foot + 4


def tabulate_map(issue: Issue, _: Chart) -> Tabulation:
    """One row a tier."""
    tiers = issue.regions.tiers if issue.regions else ()
    rows = tuple(
        ((Entry(escape(tier.name)),), tuple(Entry(escape(place.name)) for place in tier.places))
        for tier in tiers
    )
    return Tabulation(("Tier", "Countries and regions"), rows)
