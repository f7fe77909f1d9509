"""The colors can be read: text, notes and accents against every ground that they stand on."""

import pytest

from tests.toy import read_toy
from virtualissue.views.palette import DARK, LIGHT, PRINT, Palette, Scheme, name_colors


def luminance(color: str) -> float:
    """How bright a color is, from 0 to 1, as WCAG 2 defines it."""
    channels = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("palette", [LIGHT, DARK, PRINT], ids=["light", "dark", "print"])
def test_text_can_be_read(palette: Palette):
    for ground in (palette.paper, palette.tint):
        for color in (palette.ink, palette.muted, palette.accent):
            assert contrast(color, ground) >= 7, (color, ground)


@pytest.mark.parametrize(("palette", "scheme"), [(LIGHT, "light"), (DARK, "dark")], ids=["light", "dark"])
def test_accents_of_families_can_be_read_as_text(palette: Palette, scheme: Scheme):
    colors = name_colors(palette, read_toy(), scheme)
    accents = [color for name, color in colors.items() if name.startswith("family-")]
    assert accents
    for color in accents:
        assert contrast(color, palette.paper) >= 7
        assert contrast(color, palette.tint) >= 7


def test_each_family_has_its_color_in_each_scheme():
    families = read_toy().families
    light, dark = name_colors(LIGHT, read_toy()), name_colors(DARK, read_toy(), "dark")
    for slug, family in families.items():
        assert light[f"family-{slug}"] == family.accent.light
        assert dark[f"family-{slug}"] == family.accent.dark
    assert light["ink"] == LIGHT.ink
