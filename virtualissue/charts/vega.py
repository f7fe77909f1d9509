"""Vega-Lite -> SVG, and SVG -> PNG, as the library gives them: the only file that knows vl-convert."""

import json
from collections.abc import Mapping
from typing import Any

Spec = Mapping[str, Any]


def draw(spec: Spec) -> str:
    """The SVG of a specification; the library, which takes most of a second to load, is loaded here."""
    import vl_convert  # noqa: PLC0415 (nothing needs it where all charts are kept from before)

    return str(vl_convert.vegalite_to_svg(json.dumps(spec)))


def paint(picture: str) -> bytes:
    """The PNG of an SVG, at its own size."""
    import vl_convert  # noqa: PLC0415 (as above)

    return bytes(vl_convert.svg_to_png(picture, scale=1))
