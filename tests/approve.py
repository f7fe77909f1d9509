"""Pages, mistakes, references and fields as they are now -> what tests expect; the diff wants to be read."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.authoring.test_reference import REFERENCE
from tests.bibliography.references.test_processor import approve as approve_references
from tests.checks.mistakes_page import PAGE, render_mistakes
from tests.checks.test_mistakes import FOLDERS, link_toy, tell
from tests.reading import read_once
from tests.site.test_pages import EXPECTED, first_pages
from virtualissue.authoring.reference import render_reference


def approve_pages() -> None:
    """Writes one page of each kind into expected/."""
    EXPECTED.mkdir(exist_ok=True)
    pages = first_pages()
    for path in EXPECTED.glob("*.md"):
        if path.name not in pages:
            path.unlink()
    for name, text in pages.items():
        (EXPECTED / name).write_text(text, encoding="utf-8")


def approve_mistakes() -> None:
    """Writes what is told of each folder of mistakes/ into its expected.txt, and the page of all of them."""
    with TemporaryDirectory() as aside, pytest.MonkeyPatch.context() as patch:
        read_once(patch)
        content = link_toy(Path(aside))
        for folder in FOLDERS:
            told = tell(folder, content)
            if not told:
                raise SystemExit(f"{folder.name}: nothing is wrong there")
            (folder / "expected.txt").write_text(told, encoding="utf-8")
    PAGE.write_text(render_mistakes(FOLDERS), encoding="utf-8")


def approve_reference() -> None:
    """Writes the page of all fields."""
    REFERENCE.write_text(render_reference(), encoding="utf-8")


if __name__ == "__main__":
    approve_reference()
    approve_pages()
    approve_mistakes()
    approve_references()
