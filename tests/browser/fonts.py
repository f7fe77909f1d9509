"""The fonts of pages under test: those of an Android phone, whatever fonts the machine has."""

from importlib.resources import files
from pathlib import Path

PACKAGES = ("fontpkg_roboto", "fontpkg_noto_serif")
# what a page asks for -> the font that it gets
FAMILIES = {"system-ui": "Roboto", "sans-serif": "Roboto", "serif": "Noto Serif"}


def write_settings(folder: Path) -> Path:
    """Settings for fontconfig, to be named in FONTCONFIG_FILE: these fonts, and no other of the machine."""
    folders = "".join(f"<dir>{files(package)}</dir>" for package in PACKAGES)
    families = "".join(
        f"<alias><family>{asked}</family><prefer><family>{family}</family></prefer></alias>"
        for asked, family in FAMILIES.items()
    )
    path = folder / "fonts.conf"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
        f"<fontconfig>{folders}<cachedir>{folder / 'fonts'}</cachedir>{families}</fontconfig>\n",
        encoding="utf-8",
    )
    return path
