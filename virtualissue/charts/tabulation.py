"""What a chart shows, as a table."""

from dataclasses import dataclass

from markupsafe import Markup


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
