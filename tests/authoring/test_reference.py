"""docs/reference.md is what the model says now."""

from build import ROOT
from virtualissue.authoring.content_schemas import ENTITIES, FILES
from virtualissue.authoring.explanations import list_fields
from virtualissue.authoring.reference import render_reference

REFERENCE = ROOT / "docs/reference.md"


def test_the_page_of_all_fields_is_up_to_date():
    assert REFERENCE.read_text(encoding="utf-8") == render_reference(), "make approve writes it anew"


def test_every_field_of_a_kind_is_on_it():
    page = render_reference()
    for kind in ENTITIES:
        section = page.partition(f"\n`content/{FILES[kind]}`. ")[2].partition("\n## ")[0]
        own = {field.path.split(".")[1].removesuffix("[]") for field in list_fields(kind)}
        assert [name for name in own if f"`{name}`" not in section] == []


def test_no_line_of_a_table_is_broken():
    rows = [line for line in render_reference().splitlines() if line.startswith("| ")]
    assert [row for row in rows if row.replace("\\|", "").count("|") != 4] == []
