"""The named colors of everything that is shown: the site in light and in dark, charts, pictures and paper."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Literal

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
    paper="#ffffff", ink="#1d2129", muted="#4d5460", rule="#d9dde4", tint="#f5f6f8", accent="#44546a"
)
DARK = Palette(
    paper="#1e2129", ink="#e2e5ea", muted="#b0b7c4", rule="#3b414d", tint="#262a33", accent="#b3c1d6"
)
PRINT = replace(LIGHT, rule="#b9bfca", tint="#ffffff")  # a printer shows neither a paler line nor a tint


def name_colors(palette: Palette, issue: Issue, scheme: Scheme = "light") -> Mapping[str, str]:
    """Each color by its name: those of the palette, and `family-SLUG` for each family of the issue."""
    families = issue.families.items()
    return asdict(palette) | {
        f"family-{slug}": family.accent.dark if scheme == "dark" else family.accent.light
        for slug, family in families
    }
