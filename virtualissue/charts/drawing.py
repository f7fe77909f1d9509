"""Charts once drawn: a picture for each width, and the same as a table."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from virtualissue.charts.svg import Element
from virtualissue.model.chart import Chart


@dataclass(frozen=True)
class Entry:
    """A piece of a cell: what it shows and, from the root of the site, what it leads to."""

    html: Markup
    address: str = ""


TabulationCell = tuple[Entry, ...]


@dataclass(frozen=True)
class Tabulation:
    """What a chart shows, as a table; the first cell of each row is its heading."""

    heading: tuple[str, ...]
    rows: tuple[tuple[TabulationCell, ...], ...]


@dataclass(frozen=True)
class MarkedPicture:
    """The picture of a chart for the handout of a family, and what it shows in words.

    Either a band lies behind the family, or nothing else is shown.
    """

    picture: Element
    alternative: str
    has_band: bool = False


@dataclass(frozen=True)
class Drawing:
    """A chart drawn: its pictures by the name of their width, links in them from the root of the site.

    `alternative` describes what it shows for those who cannot see it. `printed` is the picture for the
    booklet; `marked` holds those for the handouts, by family.
    """

    chart: Chart
    pictures: Mapping[str, Element]
    tabulation: Tabulation
    alternative: str
    printed: Element
    marked: Mapping[str, MarkedPicture] = field(default_factory=dict)
