"""Papers to print on, and a finished print as a page offers it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

# a paper in the name of a file -> what a reader calls it
PAPERS: Mapping[str, str] = {"a4": "A4", "letter": "US Letter"}
SCREEN = "16x9"  # what stands for a paper in the names of slides
Edition = Literal["students", "lecturers", "solutions"]
# for whom -> the folder, and what distinguishes the name of its file
EDITIONS: Mapping[Edition, tuple[str, str]] = {
    "students": ("handout", ""),
    "lecturers": ("lecturer", "-lecturer"),
    "solutions": ("handout", "-solutions"),
}
FOLDERS = tuple(dict.fromkeys(folder for folder, _ in EDITIONS.values()))


@dataclass(frozen=True)
class Printout:
    """A PDF: the name of its document, on which paper, its bytes, and for whom it is."""

    of: str
    paper: str
    name: str
    content: bytes
    edition: Edition = "students"

    @property
    def address(self) -> str:
        """Where it lives on the site."""
        return f"handout/{self.name}"

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.content)

    @property
    def label(self) -> str:
        """Its paper and its size, as a reader wants to know them before opening it."""
        size = f"{self.size / 1e6:.1f} MB" if self.size >= 1e6 else f"{self.size / 1e3:.0f} kB"
        return f"{PAPERS[self.paper]}, {size}"


# What gives the PDFs that pages offer, and waits where they are still being set; `tuple` gives none.
FindPrintouts = Callable[[], tuple[Printout, ...]]
