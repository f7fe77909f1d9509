"""The named colors of everything that is shown: the site in light and in dark, charts, pictures and paper."""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Literal

from virtualissue.model.entities import ACCENT
from virtualissue.model.issue import Issue

Scheme = Literal["light", "dark"]


@dataclass(frozen=True)
class Palette:
    """A set of colors, each as `#rrggbb`: the page is nearly monochrome, and its accent is the one color."""

    paper: str  # the ground of the page
    ink: str  # text
    muted: str  # labels and notes; at least 7 to 1 against paper and tint
    rule: str  # lines, and the land of maps
    tint: str  # the ground of what is set off from the page
    accent: str  # what stands out where no family lends its own color


LIGHT = Palette(
    paper="#ffffff", ink="#1d2129", muted="#4d5460", rule="#d9dde4", tint="#f5f6f8", accent=ACCENT.light
)
DARK = Palette(
    paper="#1e2129", ink="#e2e5ea", muted="#b0b7c4", rule="#3b414d", tint="#262a33", accent=ACCENT.dark
)
PRINT = replace(LIGHT, rule="#b9bfca", tint="#ffffff")  # a printer shows neither a paler line nor a tint


def find_contrast(one: str, other: str) -> float:
    """The contrast of two colors, from 1 to 21, by the formula of WCAG 2.2 (w3.org/TR/WCAG22)."""
    low, high = sorted((_find_luminance(one), _find_luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _find_luminance(color: str) -> float:
    shares = (channel / 255 for channel in bytes.fromhex(color[1:]))
    linear = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def find_distance(one: str, other: str) -> float:
    """How different two colors look, from 0 to about 765, weighted for the eye as in Compuphase's formula."""
    first, second = (bytes.fromhex(color[1:]) for color in (one, other))
    red, green, blue = (a - b for a, b in zip(first, second, strict=True))
    mean = (first[0] + second[0]) / 2
    return math.sqrt((2 + mean / 256) * red**2 + 4 * green**2 + (2 + (255 - mean) / 256) * blue**2)


def name_colors(palette: Palette, issue: Issue, scheme: Scheme = "light") -> Mapping[str, str]:
    """Each color by its name: those of the palette, and `family-SLUG` for each family of the issue."""
    families = issue.families.items()
    return asdict(palette) | {
        f"family-{slug}": family.accent.dark if scheme == "dark" else family.accent.light
        for slug, family in families
    }
