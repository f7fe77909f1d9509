"""A new folder of content: its settings, its works, and its families."""

import re
from pathlib import Path

import pytest
import yaml

from build import main
from tests.authoring.test_content_schemas import find_refusals
from virtualissue.authoring.content_schemas import schema_of
from virtualissue.authoring.explanations import find_other_names, list_own_fields
from virtualissue.checks import check_issue
from virtualissue.importing.families import FamilySource
from virtualissue.importing.files import ImportFileError
from virtualissue.importing.new_issue import begin_issue, render_settings
from virtualissue.loader.reader import read_issue
from virtualissue.model.front_matter import FrontMatter

REFS = r"""
@article{a, title = {Red of $\mu$-Lead}, author = {Holm, B.}, year = 2014, keywords = {lead; Kilns},
  groups = {Reds}}
@article{b, title = {Blue}, author = {Wren, T.}, year = 2013, keywords = {kilns, blue}}
@article{c, title = {Grey}, author = {Wren, T.}, year = 2013, keywords = {Lead, kilns}}
"""
LISTS = r"\begin{itemize} \item \textbf{Blue \& Grey}~\cite{b, c} % \item \textbf{No}~\cite{a}"


@pytest.fixture
def refs(tmp_path: Path) -> Path:
    path = tmp_path / "my_refs.bib"
    path.write_text(REFS, encoding="utf-8")
    return path


def test_each_remark_is_told_once(tmp_path: Path):
    path = tmp_path / "refs.bib"
    path.write_text("@article{a, title = {Red}, author = {Holm, B.}, year = {19uu}}", encoding="utf-8")
    assert begin_issue(tmp_path / "issue", [path], "none", "", "issue").count("19uu") == 1


def fields(path: Path) -> dict[str, object]:
    read: dict[str, object] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return read


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*"))


def test_a_folder_has_settings_and_works(tmp_path: Path, refs: Path):
    folder = tmp_path / "new" / "issue"
    report = begin_issue(folder, [refs], "none", "", "issue")
    assert names(folder) == ["articles", "issue.yml"]
    assert names(folder / "articles") == ["holm-2014.yml", "wren-2013.yml", "wren-2013b.yml"]
    assert fields(folder / "issue.yml") == {"title": "My Refs"}
    assert report.startswith("3 records read, 3 articles written to issue/articles.")
    assert report.endswith(
        "issue is ready: edit issue/issue.yml, and build it with `make site CONTENT=issue`."
    )


def test_every_setting_is_explained_and_shown_as_it_may_be_written(tmp_path: Path):
    folder = tmp_path / "issue"
    begin_issue(folder, [], "none", "Red: a Study", "issue")
    text = (folder / "issue.yml").read_text(encoding="utf-8")
    assert fields(folder / "issue.yml") == {"title": "Red: a Study"}
    schema = schema_of("issue")
    assert find_other_names(schema) == {"licence"}
    for field in list_own_fields("issue", schema):
        is_shown = f"\n# {field.name}:" in text or field.name == "title"
        assert is_shown is (field.name != "licence")
        assert field.description.split(",")[0] in " ".join(text.replace("\n# ", " ").split())


def test_every_example_is_what_its_setting_takes():
    text = re.sub(r"(?m)^# (?=[a-z_]+: |  )", "", render_settings({"title": "Red"}))
    given = yaml.load(text, Loader=yaml.BaseLoader)
    front = FrontMatter.model_validate({**given, "slug": "issue", "file": "issue.yml"})
    assert front.style == "apa"
    assert "solutions: true}" in text
    assert given.keys() >= {field.name for field in list_own_fields("issue", schema_of("issue"))} - {
        "licence"
    }


@pytest.mark.parametrize("families", ["keywords", "groups", "none"])
def test_the_folder_has_no_mistake(tmp_path: Path, refs: Path, families: FamilySource):
    begin_issue(tmp_path / "issue", [refs], families, "", "issue")
    issue = read_issue(tmp_path / "issue")
    check_issue(issue, tmp_path / "issue")
    assert [str(article.title) for article in issue.articles.values()] == ["Blue", "Grey", "Red of μ-Lead"]


def test_every_file_names_a_schema_that_is_there_and_accepts_it(tmp_path: Path, refs: Path):
    folder = tmp_path / "issue"
    assert main(["new", str(folder), "--from", str(refs), "--families", "keywords"]) == 0
    more = tmp_path / "more.bib"
    more.write_text("@article{d, title = {Green}, author = {Wren, T.}, year = 2015}", encoding="utf-8")
    (folder / ".schemas" / "article.json").unlink()  # as in a folder that was made without `new`
    assert main(["import", str(more), "--into", str(folder)]) == 0
    files = list(folder.rglob("*.yml"))
    assert {path.parent.name for path in files} == {"issue", "families", "articles"}
    for path in files:
        first = path.read_text(encoding="utf-8").split("\n")[0]
        assert (path.parent / first.removeprefix("# yaml-language-server: $schema=")).is_file()
    assert list(find_refusals(folder)) == []


def test_the_folder_without_a_bibliography_has_no_mistake(tmp_path: Path):
    begin_issue(tmp_path / "issue", [], "none", "", "issue")
    check_issue(read_issue(tmp_path / "issue"), tmp_path / "issue")


def test_without_a_bibliography_there_is_an_article_to_begin_with(tmp_path: Path):
    begin_issue(tmp_path / "blue-glass", [], "keywords", "", "x")
    assert fields(tmp_path / "blue-glass" / "articles" / "doe-2024.yml")["authors"] == ["Doe, Jane"]
    assert fields(tmp_path / "blue-glass" / "issue.yml") == {"title": "Blue Glass"}


def test_families_of_keywords_are_those_that_works_share(tmp_path: Path, refs: Path):
    folder = tmp_path / "issue"
    report = begin_issue(folder, [refs], "keywords", "", "issue")
    assert fields(folder / "issue.yml")["families"] == ["kilns", "lead"]
    assert fields(folder / "families" / "kilns.yml") == {"name": "Kilns"}
    assert fields(folder / "articles" / "holm-2014.yml")["families"] == ["lead", "kilns"]
    assert "2 families made from keywords, those that several works share (at most 12); 1 more" in report


def test_no_family_is_made_where_no_work_has_a_keyword(tmp_path: Path):
    refs = tmp_path / "refs.bib"
    refs.write_text("@misc{a, author = {Doe, Jane}, title = {Blue}, year = 2011}", encoding="utf-8")
    report = begin_issue(tmp_path / "issue", [refs], "keywords", "", "issue")
    assert "0 families made from keywords: no work has any." in report


def test_families_of_groups_come_from_fields_and_from_lists_that_cite(tmp_path: Path, refs: Path):
    lists = tmp_path / "lists.tex"
    lists.write_text(LISTS, encoding="utf-8")
    folder = tmp_path / "issue"
    begin_issue(folder, [refs, lists], "groups", "", "issue")
    assert fields(folder / "issue.yml")["families"] == ["blue-grey", "reds"]
    assert fields(folder / "families" / "blue-grey.yml") == {"name": "Blue & Grey"}
    assert fields(folder / "articles" / "wren-2013.yml")["families"] == ["blue-grey"]
    assert fields(folder / "articles" / "holm-2014.yml")["families"] == ["reds"]


@pytest.mark.parametrize("name", ["note.txt", ".hidden"])
def test_a_folder_that_is_not_empty_is_refused_and_stays(tmp_path: Path, refs: Path, name: str):
    folder = tmp_path / "issue"
    folder.mkdir()
    (folder / name).write_text("mine", encoding="utf-8")
    with pytest.raises(ImportFileError, match="issue is not an empty folder"):
        begin_issue(folder, [refs], "none", "", "issue")
    assert names(folder) == [name]


def test_nothing_is_written_where_a_file_cannot_be_read(tmp_path: Path):
    with pytest.raises(ImportFileError, match="cannot be read"):
        begin_issue(tmp_path / "issue", [tmp_path / "gone.bib"], "none", "", "issue")
    assert not (tmp_path / "issue").exists()
