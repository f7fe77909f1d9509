"""The outlines of countries: the only file that knows countries.json, a topology drawn from Natural Earth.

It holds the land as one shape, each country under its ISO 3166 code of two letters, and a point for each that
is too small for an outline.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

WORLD = Path(__file__).with_name("countries.json")


@cache
def read_world() -> Mapping[str, Any]:
    """The topology, with the objects land, countries and places."""
    world: Mapping[str, Any] = json.loads(WORLD.read_text(encoding="utf-8"))
    return world


@cache
def find_codes() -> Mapping[str, str]:
    """Code of a country -> the object that holds it: countries, or places for the smallest."""
    objects = read_world()["objects"]
    return {
        shape["id"]: name
        for name in ("places", "countries")
        for shape in objects[name]["geometries"]
        if "id" in shape
    }
