"""SVG as the library gives it -> SVG as it stands in a page: small, named, linked, and without any style.

Colours are presentation attributes, so that a strict content security policy passes them; what is not a mark
that a reader can point at is not told to a screen reader.
"""

import re
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from virtualissue.charts.sheet import MARK, Hatch, Mark, Plot

NAMESPACE = re.compile(r"\{.*\}")
NUMBER = re.compile(r"-?\d+\.\d{2,}")
DROPPED = {
    "class", "role", "aria-roledescription", "aria-hidden", "aria-label", "pointer-events", "font-family",
    "stroke-miterlimit", "version",
}  # fmt: skip
DEFAULTS = {
    ("opacity", "1"), ("stroke-dasharray", "1,0"), ("text-anchor", "start"), ("transform", "translate(0,0)"),
}  # fmt: skip
PERIOD = 5  # of a hatch, in pixels


def tidy(raw: str, plot: Plot, name: str, title: str, description: str) -> str:
    """A picture for a page; `name` makes its ids its own."""
    source = ElementTree.fromstring(raw)  # noqa: S314 (what the library made of our own data)
    _, _, width, height = source.attrib["viewBox"].split()
    picture = Element("svg", {
        "viewBox": f"0 0 {width} {height}", "role": "group", "fill": "none",
        "aria-labelledby": f"{name}-title", "aria-describedby": f"{name}-description",
    })  # fmt: skip
    SubElement(picture, "title", {"id": f"{name}-title"}).text = title
    SubElement(picture, "desc", {"id": f"{name}-description"}).text = description
    if plot.hatches:
        definitions = SubElement(picture, "defs")
        definitions.extend(_pattern(hatch, name) for hatch in plot.hatches)
    for part in source:
        if _tag(part) == "g":
            picture.extend(_tidied(part, plot.marks, name))
    return ElementTree.tostring(picture, encoding="unicode")


def _pattern(hatch: Hatch, name: str) -> Element:
    """Lines side by side, as wide as the share of the ground that they cover."""
    pattern = Element("pattern", {
        "id": f"{name}-{hatch.name}", "patternUnits": "userSpaceOnUse", "width": str(PERIOD),
        "height": str(PERIOD), "patternTransform": f"rotate({hatch.angle})",
    })  # fmt: skip
    stripe = {"width": f"{hatch.share * PERIOD:.1f}", "height": str(PERIOD), "fill": MARK}
    SubElement(pattern, "rect", stripe)
    return pattern


def _tag(element: Element) -> str:
    return NAMESPACE.sub("", element.tag)


def _tidied(element: Element, marks: tuple[Mark, ...], name: str) -> Iterator[Element]:
    """An element without what says nothing; a group without attributes gives way to what is in it."""
    if element.get("class") in {"background", "foreground"}:
        return
    clean = Element(_tag(element), dict(_attributes(element, name)))
    clean.text = element.text
    for child in element:
        clean.extend(_tidied(child, marks, name))
    if clean.tag == "g" and not (clean.attrib and len(clean)):
        yield from clean
    elif clean.tag != "text" or clean.text or len(clean):
        label = element.get("aria-label")
        yield _named(clean, marks[int(label)]) if label else clean


def _attributes(element: Element, name: str) -> Iterator[tuple[str, str]]:
    for key, value in element.attrib.items():
        short = value if key == "stroke-dasharray" else _rounded(value)
        if key in DROPPED or (key, short) in DEFAULTS or (key, short) == ("fill", "none"):
            continue
        yield key, _relative(value) if key == "d" else short.replace("url(#", f"url(#{name}-")


def _rounded(value: str) -> str:
    """Numbers in tenths; not those of dashes, whose errors add up along a line."""
    return NUMBER.sub(lambda number: f"{float(number[0]):.1f}".removesuffix(".0"), value)


def _named(shape: Element, mark: Mark) -> Element:
    """A mark with its name: a link where it leads somewhere, else an image."""
    about = {"href": mark.address} if mark.address else {"role": "img"}
    named = Element("a" if mark.address else "g", about | {"aria-label": mark.name})
    if mark.hint:
        SubElement(named, "title").text = mark.hint
    named.append(shape)
    return named


LINES = re.compile(r"(?:[ML]-?[\d.]+,-?[\d.]+|Z)+")
STEP = re.compile(r"([MLZ])(?:(-?[\d.]+),(-?[\d.]+))?")


def _relative(path: str) -> str:
    """A path in tenths of a pixel; one of straight lines as steps from point to point, which are shorter."""
    if not LINES.fullmatch(path):
        return _rounded(path)
    steps, last = [], (0, 0)
    for command, *numbers in STEP.findall(path):
        if command == "Z":
            steps.append("z")
            continue
        here = round(float(numbers[0]) * 10), round(float(numbers[1]) * 10)
        if command == "M":
            steps.append(f"M{_tenths(here[0])},{_tenths(here[1])}")
        elif here != last:
            steps.append(f"l{_tenths(here[0] - last[0])},{_tenths(here[1] - last[1])}")
        last = here
    return "".join(steps)


def _tenths(number: int) -> str:
    return f"{number / 10:g}".replace("0.", ".", 1) if abs(number) < 10 else f"{number / 10:g}"
