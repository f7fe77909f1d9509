"""The one stylesheet of the site, and the colors in it."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from build import ROOT
from tests.toy import read_toy
from virtualissue.site.assets import find_static_files
from virtualissue.site.stylesheet import (
    NAME,
    UNUSED,
    AssetError,
    find_sheets,
    put_into_layer,
    render_accents,
    render_stylesheet,
)
from virtualissue.text.titles import plain_title

ASSETS = ROOT / "templates" / "assets"
LONGEST = 400  # lines of a sheet


def test_every_family_has_its_accents():
    css = render_accents(read_toy())
    for slug, family in read_toy().families.items():
        assert f".vi-accent-{slug}" in css
        assert {family.accent.light, family.accent.dark} <= set(re.findall("#[0-9a-f]{6}", css))


def test_each_sheet_stands_in_the_stylesheet_in_the_place_of_its_import(tmp_path: Path):
    (tmp_path / "b.css").write_text(
        "/* Two\n   lines. */\n\nb {\n  color: red; /* one */\n}\n", encoding="utf-8"
    )
    (tmp_path / "a.css").write_text('a::after {\n  content: "/";\n}\n', encoding="utf-8")
    (tmp_path / NAME).write_text('/* all */\n@import "b.css";\n@import "a.css";\n', encoding="utf-8")
    css = render_stylesheet(read_toy(), tmp_path)
    assert css == 'b {\ncolor: red;\n}\na::after {\ncontent: "/";\n}\n'


def test_a_title_is_a_string_of_the_stylesheet_whatever_is_in_it():
    issue = read_toy()
    title = plain_title('Lamps, "lit" \\ /* dim */ } once')
    titled = replace(issue, front=issue.front.model_copy(update={"title": title}))
    told = re.search(r"--vi-sheet-imprint: (.*); }", render_stylesheet(titled, ASSETS))
    assert told
    assert told[1].startswith(r'"Lamps, \22 lit\22  \5c  /\2a  dim \2a / } once · Version 0.1, ')


def test_all_sheets_are_in_the_stylesheet_but_that_of_the_bundle():
    assert {path.name for path in ASSETS.glob("*.css")} - set(find_sheets(ASSETS)) == {NAME, "offline.css"}
    assert "@import" not in render_stylesheet(read_toy(), ASSETS)


def test_no_sheet_is_too_long_to_be_read_at_once():
    lengths = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in ASSETS.glob("*.css")}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_a_sheet_that_is_missing_is_told_with_its_line(tmp_path: Path):
    assets = tmp_path / "templates" / "assets"
    assets.mkdir(parents=True)
    (assets / NAME).write_text('/* all */\n@import "colors.css";\n@import "gone.css";\n', encoding="utf-8")
    with pytest.raises(AssetError, match=r"^templates/assets/site\.css:3: no stylesheet gone\.css$"):
        render_stylesheet(read_toy(), assets)


def test_a_script_that_is_missing_is_told(tmp_path: Path):
    assets = shutil.copytree(ASSETS, tmp_path / "templates" / "assets")
    (assets / "base" / "words.js").unlink()
    with pytest.raises(AssetError, match=r"^templates/assets/base/words\.js: this script is missing$"):
        find_static_files(read_toy(), assets)


def test_rules_of_the_theme_for_what_no_page_has_are_left_out():
    sheet = (
        '@charset "UTF-8";:root{--a:url("data:a");--b:url("data:b");--c:1px}'
        ".md-nav,.md-typeset .admonition>p{color:red}.admonition:after{mask:var(--a)}"
        "@media print{.md-search__form{a:b}}@media screen{.md-search{a:b}.md-nav:before{mask:var(--b)}}"
        ":is(.admonition,.md-nav) a{top:0}.md-tabs{top:1px}.md-searching{top:2px}"
    )
    assert put_into_layer(sheet.encode()).decode() == (
        '@layer theme{:root{--b:url("data:b");--c:1px}'
        ".md-nav{color:red}"
        "@media screen{.md-nav:before{mask:var(--b)}}"
        ":is(.admonition,.md-nav) a{top:0}.md-tabs{top:1px}.md-searching{top:2px}}"
    )


def test_no_rule_of_the_theme_asks_whether_there_is_a_class():
    sheet = put_into_layer(
        b".md-typeset table:not([class]) td{top:0}.md-typeset .tabbed-set>:nth-child(2){top:1px}"
    )
    assert sheet == b"@layer theme{.md-typeset table.vi-plain td{top:0}}"


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("h2 :is(.a, .b::before),\n.c:hover {", "h2 :is(.a, .b::before),\n.c:hover {"),
        (":is(\n  .a,\n  .b\n) {", ".a,\n.b {"),
        (".a > :is(td, th):first-child,\n.c {", ".a > td:first-child,\n.a > th:first-child,\n.c {"),
        (":is(.a, .b) dd {", ":is(.a, .b) dd {"),  # found by the name of its element
        (".a:is(:hover, :focus) {", ".a:is(:hover, :focus) {"),  # and this by its class
        (":is(.a, .b .c) {", ":is(.a, .b .c) {"),  # written out, the first would weigh less
        (".a :is(.b .c, .d > .e) {", ".a :is(.b .c, .d > .e) {"),  # the .b may be outside of the .a
        (":is(#a, td) {", ":is(#a, td) {"),
        (":is(td.a, [lang=de]) {", ":is(td.a, [lang=de]) {"),
        (":is(.a:hover, .b[open]) {", ".a:hover,\n.b[open] {"),
    ],
)
def test_a_selector_that_ends_in_a_list_is_written_out(tmp_path: Path, written: str, published: str):
    (tmp_path / NAME).write_text(f"@media screen {{\n  {written}\n    top: 0;\n  }}\n}}\n", encoding="utf-8")
    expected = f"@media screen {{\n{published}\ntop: 0;\n}}\n}}\n"
    assert render_stylesheet(read_toy(), tmp_path) == expected


def test_no_page_has_what_the_theme_has_no_rules_for(toy_site: Path):
    classes = set[str]()
    for path in toy_site.rglob("*.html"):
        for names in re.findall(r' class="([^"]*)"', path.read_text(encoding="utf-8")):
            classes |= set(names.split())
    assert "md-nav" in classes
    assert [name for name in sorted(classes) if UNUSED.match(f".{name}")] == []
