"""What a finished issue should have is advice, and required where issue.yml or the command line says so."""

from pathlib import Path

import pytest

from build import main
from tests import minimal
from tests.toy import CONTENT, find_mistakes, read_copy, read_toy
from virtualissue.checks import check_issue, find_suggestions
from virtualissue.checks.completeness import FIELDS
from virtualissue.diagnostics import ContentError
from virtualissue.loader.reader import read_issue
from virtualissue.model.kinds import KINDS


def write(content: Path, name: str, old: str, new: str) -> None:
    path = content / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_finished_issue_has_everything():
    assert read_toy().front.strict
    assert find_suggestions(read_toy(), CONTENT) == ()


@pytest.mark.slow
def test_what_is_missing_is_a_mistake_only_where_it_is_asked_for(toy_copy: Path):
    write(toy_copy, "issue.yml", 'version: "0.1"\n', "")
    told = "content/issue.yml:1:1: the field version is missing\n"
    assert find_mistakes(toy_copy) == told
    write(toy_copy, "issue.yml", "strict: true", "strict: false")
    assert find_mistakes(toy_copy) == ""
    (suggestion,) = find_suggestions(read_copy(toy_copy), toy_copy)
    assert f"{suggestion}\n" == told.replace(": the", ": advice: the")
    with pytest.raises(ContentError, match="the field version is missing"):
        check_issue(read_copy(toy_copy), toy_copy, strict=True)


@pytest.mark.parametrize("field", ["year", "date"])
def test_an_article_from_outside_the_period_is_found_at_its_date(toy_copy: Path, field: str):
    path = toy_copy / "articles/sorby-2012.yml"
    text = path.read_text(encoding="utf-8").replace("year: 2012", f"{field}: 2010")
    path.write_text(text, encoding="utf-8")
    line = text.split("\n").index(f"{field}: 2010") + 1
    assert f"content/articles/sorby-2012.yml:{line}:7: 2010 is outside the period" in find_mistakes(toy_copy)


def test_the_least_issue_is_advised_what_to_add():
    told = [
        suggestion.message for suggestion in find_suggestions(read_issue(minimal.CONTENT), minimal.CONTENT)
    ]
    hosts = [kind.name for kind in KINDS if kind.has_passages]
    where = f"{', '.join(hosts[:-1])} or {hosts[-1]}"
    assert f"no passage cites holm-2014 (cite it in a {where})" in told
    assert {"the field summary is missing", "the field editorial is missing"} <= set(told)
    assert not {"the field coverage is missing", "the field families is missing"} & set(told)


@pytest.mark.slow
def test_families_that_look_alike_are_told(toy_copy: Path):
    write(toy_copy, "families/lakes.yml", "#535353", "#12539d")
    (suggestion,) = find_suggestions(read_copy(toy_copy), toy_copy)
    assert suggestion.message == "the color is hardly different from that of blues"
    assert find_mistakes(toy_copy) == ""


@pytest.mark.parametrize(("option", "code"), [("--advice", 0), ("--strict", 1)])
def test_the_command_line_asks_for_it(option: str, code: int, capsys: pytest.CaptureFixture[str]):
    assert main(["check", "--content", str(minimal.CONTENT), option]) == code
    assert "the field summary is missing" in capsys.readouterr().err


@pytest.mark.parametrize("record", FIELDS, ids=lambda record: record.__name__)
def test_what_should_be_there_is_a_field_that_can_be_left_out(record):
    for name in FIELDS[record]:
        assert not record.model_fields[name].is_required(), name
