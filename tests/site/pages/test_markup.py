"""The Nu HTML checker finds no mistake in any page of the default engine nor in our stylesheets."""

from pathlib import Path

import pytest

from tests.site.pages.nu import find_mistakes
from tests.site.test_website import ASSETS
from tests.toy import read_toy
from virtualissue.site.stylesheet import render_stylesheet


def assert_valid(site: Path) -> None:
    """All pages of a site, looked at in one run."""
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 20
    assert find_mistakes(pages, "html") == []


def test_pages_have_no_mistakes(toy_site: Path) -> None:
    assert_valid(toy_site)


@pytest.mark.build
def test_stylesheets_have_no_mistakes(tmp_path: Path) -> None:
    sheet = tmp_path / "site.css"
    sheet.write_text(render_stylesheet(read_toy(), ASSETS), encoding="utf-8")
    assert find_mistakes([sheet, ASSETS / "offline.css"], "css") == []


@pytest.mark.build
@pytest.mark.parametrize(
    ("kind", "lines", "mistakes"),
    [
        (
            "html",
            [
                "<!doctype html><html lang=en><title>A</title>",
                "<p><label for=b>C</label>",
                "<ul><p>B</p></ul>",
            ],
            {2: "for", 3: "“p” not allowed"},
        ),
        ("css", ["a { colour: red; }"], {1: "colour"}),
    ],
)
def test_a_mistake_is_seen(tmp_path: Path, kind: str, lines: list[str], mistakes: dict[int, str]) -> None:
    (tmp_path / f"a.{kind}").write_text("\n".join(lines), encoding="utf-8")
    found = find_mistakes([tmp_path / f"a.{kind}"], kind)
    assert len(found) == len(mistakes)
    for line, mistake in mistakes.items():
        assert any(f"a.{kind}:{line}: " in one and mistake in one for one in found), mistake
