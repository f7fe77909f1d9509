"""How the site itself is cited: version, date, address and authors are there in every style."""

import re
from dataclasses import replace

import pytest

from tests.toy import read_toy
from virtualissue.bibliography.names import parse_name
from virtualissue.bibliography.references.styles import CitationStyle
from virtualissue.exports.site_record import cite_site, make_site_record
from virtualissue.model.issue import Issue

STYLES = (
    "american-chemical-society", "american-physics-society", "apa", "ieee", "nature", "vancouver-nlm",
)  # fmt: skip


def toy_with(**fields: object) -> Issue:
    issue = read_toy()
    return replace(issue, front=issue.front.model_copy(update=fields))


@pytest.mark.parametrize("style", STYLES)
def test_every_style_gives_authors_title_version_year_and_address(style: str):
    own = cite_site(replace(read_toy(), style=CitationStyle(style)))
    said = f"{own.reference.text} {own.unsaid}"
    for part in ("Wren", "The Lamp Readers", "Pigments under the Lamp", "ersion 0.1", "2015"):
        assert said.count(part) == 1, (part, said)
    assert "https://pigments.example/" in said


@pytest.mark.parametrize("style", STYLES)
def test_the_site_does_not_bear_the_day_of_its_editorial(style: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    own = cite_site(replace(toy_with(published=None), style=CitationStyle(style)))
    said = f"{own.reference.text} {own.unsaid} {own.bibtex} {own.day}"
    assert "2015" not in said
    assert "ersion 0.1" in said


def test_the_title_is_not_that_of_the_editorial():
    editorial = read_toy().front.editorial
    assert editorial
    assert make_site_record(read_toy()).title.text != editorial.title.text


def test_a_build_of_another_day_is_cited_with_that_day(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    own = cite_site(read_toy())
    assert own.day == "September 13, 2020"
    assert "date = {2020-09-13}" in own.bibtex


def test_the_site_in_bibtex():
    fields = dict(re.findall(r"^  (\w+) = \{?(.*?)\}?,$", cite_site(read_toy()).bibtex, re.MULTILINE))
    assert cite_site(read_toy()).bibtex.startswith("@misc{pigments,\n")
    assert fields["author"] == "Wren, Ida and {The Lamp Readers}"
    assert (fields["version"], fields["date"]) == ("0.1", "2015-02-28")
    assert fields["url"] == "https://pigments.example/"
    assert fields["title"].replace("{", "").replace("}", "").startswith("Pigments under the Lamp: A virtual")


@pytest.mark.parametrize(
    ("names", "attribution"),
    [
        ([], "Pigments under the Lamp"),
        (["Doe, Jane"], "Jane Doe"),
        (["van der Graaf, Aaron", "Zhou, Kai (周凯)"], "Aaron van der Graaf and Kai Zhou"),
        (
            ["Doe, Jane", "King, Martin, Jr.", "{Society of Dyers}"],
            "Jane Doe, Martin King Jr., and Society of Dyers",
        ),
        (["Doe, Jane", "others"], "Jane Doe et al."),
        (["others"], "Pigments under the Lamp"),
    ],
)
def test_texts_are_attributed_to_their_authors_or_else_to_the_site(names: list[str], attribution: str):
    assert toy_with(retold_by=tuple(map(parse_name, names))).front.attribution == attribution


def test_a_line_to_copy_says_where_a_text_comes_from():
    assert cite_site(read_toy()).attribution == (
        "“Pigments under the Lamp” by Ida Wren and The Lamp Readers, version 0.1, "
        "https://pigments.example/, CC BY 4.0"
    )
    bare = cite_site(toy_with(retold_by=(), site_url=""))
    assert bare.attribution == "“Pigments under the Lamp”, version 0.1, CC BY 4.0"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("CC-BY-4.0", "CC BY 4.0"),
        ("CC-BY-NC-SA-3.0", "CC BY-NC-SA 3.0"),
        ("CC0-1.0", "CC0-1.0"),
        ("MIT", "MIT"),
    ],
)
def test_a_license_has_a_short_name(name: str, short: str):
    license = read_toy().front.license.model_copy(update={"name": name})
    assert license.short == short
