"""SVG -> what is drawn: helpers for tests of charts and figures, and issues that charts find hard."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from tests.toy import read_toy
from virtualissue.bibliography.dates import WorkDate
from virtualissue.charts import svg
from virtualissue.model.fact import Fact
from virtualissue.model.issue import Issue
from virtualissue.text.titles import parse_title

Point = tuple[float, float]
# names of families that leave no chart much room
LONG = (
    "Layered double hydroxides and their relatives",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk",
    "Li7La3Zr2O12-type garnets with a long name behind them",
    "WWWWWWWW MMMMMMM",
)


def read_svg(picture: svg.Element) -> Element:
    """The drawing as a program reads it."""
    return ElementTree.fromstring(picture.render())


def links_of(picture: svg.Element) -> list[Element]:
    """The links of a drawing."""
    return list(read_svg(picture).iter("a"))


def name_of(mark: Element) -> str:
    """What a link or an image is called for whoever listens."""
    title = mark.find("title")
    return mark.get("aria-label") or (title.text if title is not None and title.text else "")


def words_of(element: Element) -> list[str]:
    """The lines of text in an element, its tooltips left out, all spaces as plain ones."""
    return [re.sub("[\u00a0\u202f]", " ", "".join(line.itertext())) for line in element.iter("text")]


def points_of(path: Element) -> list[Point]:
    """The corners of a path of straight lines."""
    start, _, steps = path.attrib["d"].removesuffix("z").removeprefix("M").partition("l")
    numbers = [[float(n) for n in re.findall(r"-?(?:\d+\.\d+|\d+|\.\d+)", part)] for part in (start, steps)]
    x, y = numbers[0]
    points = [(x, y)]
    for across, down in zip(numbers[1][::2], numbers[1][1::2], strict=True):
        x, y = x + across, y + down
        points.append((x, y))
    return points


def painted(picture: svg.Element, color: str) -> Iterator[Element]:
    """The shapes that are filled or outlined in a color, icons left out."""
    for shape in read_svg(picture).iter():
        colors = (shape.get("fill"), shape.get("stroke"))
        if shape.tag in {"rect", "circle", "path"} and color in colors and not shape.get("transform"):
            yield shape


def toy_fact(slug: str, **changes: Any) -> Fact:
    """A fact like one of the toy, with some of it changed."""
    fact = read_toy().facts["minium-firing"]
    fields = {**fact.model_dump(by_alias=True), "slug": slug, "file": "", "note": None, **changes}
    return Fact.model_validate(fields)


def with_facts(*facts: Fact) -> Issue:
    """The toy with these facts alone."""
    return read_toy().with_collections(facts={fact.slug: fact for fact in facts})


def grow(works: int, families: int = 18, techniques: int = 8, years: tuple[int, int] = (1990, 2026)) -> Issue:
    """The toy with many works and families, whose names are long."""
    toy, (first, last) = read_toy(), years

    def made(
        shelf: Mapping[str, Any], count: int, initial: str, change: Callable[[int], Any]
    ) -> dict[str, Any]:
        models = list(shelf.values())
        return {
            slug: models[n % len(models)].model_copy(update={"slug": slug, **change(n)})
            for n, slug in enumerate(f"{initial}-{n}" for n in range(count))
        }

    def change_article(n: int) -> dict[str, Any]:
        year = years[n] if n < 2 else last - n * n * 7 % (last - first + 1)
        used = tuple({f"t-{n % techniques}", f"t-{n * 3 % techniques}"})
        return {
            "number": n + 1,
            "date": WorkDate((year,)),
            "families": (f"f-{n * 5 % families}",),
            "techniques": used,
        }

    name = "a technique with a long name of its own, number"
    return toy.with_collections(
        families=made(toy.families, families, "f", lambda n: {"short": parse_title(f"{LONG[n % 4]} {n}")}),
        techniques=made(toy.techniques, techniques, "t", lambda n: {"name": f"{name} {n}"}),
        articles=made(toy.articles, works, "a", change_article),
        charts={slug: chart.model_copy(update={"handouts": ()}) for slug, chart in toy.charts.items()},
    )
