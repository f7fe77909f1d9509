"""The page about formulas shows what is made of what is typed."""

import re
from pathlib import Path

from virtualissue.chemistry.parser import parse_notation
from virtualissue.text.titles import parse_title

PAGE = Path(__file__).parents[2] / "docs" / "chemistry.md"


def test_what_is_typed_is_set_as_the_page_shows():
    rows = [
        line.split(" | ") for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")
    ]
    for what, typed, shown in rows[1:]:
        formulas = re.findall("`([^`{ ]+|[^`{}]+=[^`]+)`", typed.replace("``", ""))
        formulas = formulas[:1] if "placeholders" in typed else formulas
        unicode = [
            parse_notation(formula, {"M", "X", "bpy"}).unicode.replace("\u00a0", " ") for formula in formulas
        ]
        assert shown.strip(" |") in ("", ", ".join(unicode)), what


def test_the_example_is_read():
    title = parse_title(
        "7Li NMR of H1 and the CO32- Ion in P-43n",
        notation=["chemistry"],
        formulas={"7Li": "^7Li", "CO32-": "CO3^2-"},
        words=["H1"],
        space_groups=["P-43n"],
    )
    assert title.unicode == "⁷Li NMR of H1 and the CO₃²⁻ Ion in P4\u03053n"
