"""The data that is given away: valid by its own library, the same bytes each time, nothing lost."""

import csv
import json
import re
from pathlib import Path

import pytest
from frictionless import Package, Resource, Schema

from tests.site.test_pages import ENVIRONMENT
from tests.toy import CONTENT, draw_toy, export_toy, read_copy, read_toy
from virtualissue.bibliography.names import Byline, NameParts
from virtualissue.charts import Drawing, draw_charts
from virtualissue.exports.data_package import find_downloads, render_exports
from virtualissue.loader.reader import read_issue
from virtualissue.model.issue import Issue
from virtualissue.site.pages import render_pages

TEMPLATES = Path(__file__).parents[2] / "templates"
TABLES = {"facts.csv", "articles.csv", "materials.csv"}
REFERENCES = {"references.bib", "references.ris", "references.json"}
FILES = {*TABLES, *REFERENCES, "facts.json", "issue.json", "issue.schema.json", "datapackage.json"}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The files of the toy on disk."""
    for name, text in export_toy().items():
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    return tmp_path


def read_csv(text: str) -> dict[str, dict[str, str]]:
    return {row["id"]: row for row in csv.DictReader(text.removeprefix("\ufeff").splitlines())}


def with_article(slug: str, **fields: object) -> Issue:
    """The toy with one article changed."""
    issue = read_toy()
    article = issue.articles[slug].model_copy(update=fields)
    return issue.with_collections(articles={**issue.articles, slug: article})


def edited(content: Path, name: str, old: str, new: str) -> Issue:
    """The toy as it is read after one file was edited."""
    file = content / name
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")
    return read_copy(content)


def test_the_package_is_valid(data: Path):
    report = Package(str(data / "datapackage.json")).validate()
    assert (report.valid, report.stats["tasks"]) == (True, 9), report.flatten(["title", "message"])


def test_the_facts_of_the_json_fit_their_schema(data: Path):
    resources = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    described = next(resource for resource in resources if resource["path"] == "facts.json")
    facts = json.loads((data / "facts.json").read_text(encoding="utf-8"))
    del described["schema"]["foreignKeys"]  # which name a table that a resource alone does not have
    report = Resource(data=facts, schema=Schema.from_descriptor(described["schema"])).validate()
    assert report.flatten(["message"]) == []
    assert report.tasks[0].stats["rows"] == len(read_toy().facts)


@pytest.mark.parametrize(
    ("name", "old", "new", "error"),
    [
        ("facts.csv", ",15,40,", ",fifteen,40,", "type-error"),
        ("facts.csv", "minium-firing", "ochre-firing", "primary-key"),
        ("facts.csv", ",minium,", ",mininum,", "foreign-key"),
        ("facts.csv", "measured", "meassured", "constraint-error"),
        ("articles.csv", "lacka-2011,1,", "lacka-2011,,", "constraint-error"),
    ],
)
def test_the_package_says_what_is_wrong_with_other_data(
    data: Path, name: str, old: str, new: str, error: str
):
    text = (data / name).read_text(encoding="utf-8")
    assert old in text
    (data / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    resources = Package(str(data / "datapackage.json")).resources
    changed = next(resource for resource in resources if resource.path == name)
    assert [error] in changed.validate().flatten(["type"])


def test_the_references_are_in_the_package_with_their_media_types():
    resources = json.loads(export_toy()["datapackage.json"])["resources"]
    assert {r["path"]: r["mediatype"] for r in resources if r["path"] in REFERENCES} == {
        "references.bib": "application/x-bibtex",
        "references.ris": "application/x-research-info-systems",
        "references.json": "application/vnd.citationstyles.csl+json",
    }


def test_every_file_is_listed_with_its_size():
    assert {download.name for download in find_downloads(read_toy())} == FILES
    sizes = {download.name: download.size for download in find_downloads(read_toy())}
    described = json.loads(export_toy()["datapackage.json"])["resources"]
    assert all(sizes[resource["path"]] == resource["bytes"] for resource in described)


def test_the_package_names_its_terms_and_its_source():
    package = json.loads(export_toy()["datapackage.json"])
    assert [license["name"] for license in package["licenses"]] == ["CC-BY-4.0"]
    assert [source["path"] for source in package["sources"]] == ["https://doi.org/10.5555/toy.1"]
    assert (package["name"], package["version"]) == ("pigments", "0.1")


def test_csv_and_json_tell_the_same():
    files = export_toy()
    rows = read_csv(files["facts.csv"])
    facts = {fact["id"]: fact for fact in json.loads(files["facts.json"])}
    assert rows.keys() == facts.keys() == read_toy().facts.keys()
    for slug, fact in facts.items():
        for name, value in fact.items():
            cell = rows[slug][name]
            if isinstance(value, float):
                assert float(cell) == value
            elif isinstance(value, dict):
                assert json.loads(cell) == value
            else:
                assert cell == ("" if value is None else str(value))


def test_an_amount_survives_with_its_figures_and_in_the_unit_of_its_quantity():
    rows = read_csv(export_toy()["facts.csv"])
    oven, paleness, lamp = rows["ochre-firing"], rows["ultramarine-paleness"], rows["lamp-exposure"]
    assert (oven["value"], oven["unit"], oven["canonical_unit"]) == ("350", "°C", "K")
    assert float(oven["canonical_low"]) == pytest.approx(623.15)
    assert (paleness["canonical_low"], paleness["canonical_high"]) == ("2.2", "2.8")
    assert (lamp["relation"], lamp["canonical_low"], lamp["canonical_high"]) == ("over", "1200.0", "")
    assert json.loads(lamp["conditions"]) == {"light": "one oil lamp"}


def test_the_figures_that_were_written_stay(toy_copy: Path):
    issue = edited(toy_copy, "facts/ultramarine-paleness.yml", '"2.5"', '"2.50"')
    assert read_csv(render_exports(issue)["facts.csv"])["ultramarine-paleness"]["value"] == "2.50"


def test_a_spreadsheet_learns_from_each_table_that_it_is_in_utf_8(data: Path):
    """By the mark in front, which is no part of the first column's name for those who read it as declared."""
    resources = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    encodings = {resource["path"]: resource["encoding"] for resource in resources}
    for name in TABLES:
        assert (data / name).read_bytes().startswith(b"\xef\xbb\xbfid,")
        assert (data / name).read_text(encoding=encodings[name]).startswith("id,")
    assert {encodings[name] for name in encodings.keys() - TABLES} == {"utf-8"}


def test_text_is_no_formula_in_a_spreadsheet():
    issue = read_toy()
    titles = "=1+1", "+1", "-1", "@SUM(A1)", "\tone", " =1+1", "＝1", "＋1", "－1", "＠SUM(A1)"
    titled = [
        issue.facts["ochre-firing"].model_copy(update={"slug": f"title-{number}", "title": title})
        for number, title in enumerate(titles)
    ]
    facts = {**issue.facts, **{fact.slug: fact for fact in titled}}
    files = render_exports(issue.with_collections(facts=facts))
    rows, records = read_csv(files["facts.csv"]), json.loads(files["facts.json"])
    assert [rows[fact.slug]["label"] for fact in titled] == [f"'{title}" for title in titles]
    assert [record["label"] for record in records][-len(titles) :] == list(titles)


def test_a_negative_number_is_no_formula(toy_copy: Path):
    issue = edited(toy_copy, "facts/ochre-firing.yml", '"350"', '"-40"')
    assert read_csv(render_exports(issue)["facts.csv"])["ochre-firing"]["value"] == "-40"


def test_nothing_in_the_record_of_an_article_is_a_date_for_a_spreadsheet():
    issue = with_article("holm-2014", volume="3-4", issue="1-2", pages="1-3, 7-9")
    article = read_csv(render_exports(issue)["articles.csv"])["holm-2014"]
    assert (article["volume"], article["issue"], article["pages"]) == ("3–4", "1–2", "1–3, 7–9")


def test_commas_quotes_and_letters_of_all_kinds_survive():
    names = NameParts("Holm", '"Bjørg"'), NameParts(literal="Łukasik; 東")
    issue = with_article("holm-2014", authors=tuple(map(Byline, names)))
    assert (
        read_csv(render_exports(issue)["articles.csv"])["holm-2014"]["authors"]
        == 'Holm, "Bjørg"; Łukasik; 東'
    )


def test_lines_end_as_on_unix_and_two_readings_give_the_same_bytes():
    files = export_toy()
    assert files.keys() == FILES
    assert not any("\r" in text or not text.endswith("\n") for text in files.values())
    assert files == render_exports(read_issue(CONTENT))


def test_a_note_is_given_along_as_plain_text():
    facts = read_csv(export_toy()["facts.csv"])
    assert facts["azurite-grain-size"]["note"] == "Grains were sized by SEM."
    assert facts["works-organic"]["note"] == ""


def test_a_value_changed_in_one_place_changes_the_data_of_its_row_and_no_other(toy_copy: Path):
    issue = edited(toy_copy, "facts/ochre-firing.yml", '"350"', '"351"')
    before, after = export_toy(), render_exports(issue)
    same = {"materials.csv", "issue.schema.json", *REFERENCES}
    assert {name for name in FILES if before[name] != after[name]} == FILES - same
    rows, new = read_csv(before["facts.csv"]), read_csv(after["facts.csv"])
    assert {slug for slug in rows if rows[slug] != new[slug]} == {"ochre-firing"}
    facts = {fact["id"]: fact for fact in json.loads(after["facts.json"])}
    assert (new["ochre-firing"]["value"], facts["ochre-firing"]["value"]) == ("351", 351.0)


@pytest.mark.slow
def test_a_value_changed_in_one_place_changes_wherever_it_is_shown_and_nothing_else(toy_copy: Path):
    issue = edited(toy_copy, "facts/ochre-firing.yml", '"350"', '"351"')
    old, new = render_lines(read_toy(), draw_toy()), render_lines(issue, draw_charts(issue))
    differ = {
        address: [pair for pair in zip(old[address], new[address], strict=True) if pair[0] != pair[1]]
        for address in new
        if old[address] != new[address]
    }
    panels = {"families/reds.html", "materials/hematite.html", "articles/sorby-2012.html"}
    assert differ.keys() >= {"facts.html", "families.html", *panels}
    pairs = [pair for found in differ.values() for pair in found if 'class="vi-size"' not in pair[0]]
    pictures = [pair for pair in pairs if re.search('<div class="vi-(wide|narrow)">', pair[0])]
    assert len(pictures) == 2 * len(issue.charts["firing"].pages)  # for wide and for narrow places
    shown = [pair for pair in pairs if pair not in pictures]
    kelvins = "624", "623"  # in one unit with the other values
    assert [pair for pair in shown if pair[1].replace("351", "350").replace(*kelvins) != pair[0]] == []


def render_lines(issue: Issue, drawings: tuple[Drawing, ...]) -> dict[str, list[str]]:
    """Every page with its charts, by address, in lines; addresses lack the versions of files."""
    pages = render_pages(issue, ENVIRONMENT, drawings)
    return {page.address: re.sub(r"\?[0-9a-f]{12}(?=\")", "", str(page.body)).splitlines() for page in pages}
