import re
from pathlib import Path

import pytest

import build
from tests.toy import CONTENT, copy_toy

TEMPLATES = Path(build.__file__).parent / "templates"


def run(command: str, content: Path, out: Path) -> int:
    return build.main([command, "--content", str(content), "--out", str(out)])


def test_help_lists_every_command_with_what_it_does(capsys):
    with pytest.raises(SystemExit) as end:
        build.main(["--help"])
    shown = " ".join(capsys.readouterr().out.split())
    assert end.value.code == 0
    for name, (_, description) in build.OUTPUTS.items():
        assert f"{name} {description}" in shown


@pytest.mark.parametrize("command", build.OUTPUTS)
def test_help_of_each_command_is_a_sentence_and_explains_each_option(command: str, capsys):
    with pytest.raises(SystemExit):
        build.main([command, "--help"])
    shown = capsys.readouterr().out
    assert re.search(r"\n[A-Z][^\n]+[.]\n", shown)
    explained = dict(re.findall(r"\n  (--\w+)[^\n]*?(?:\s{2,}|\n\s+)(\w[^\n]*)", shown))
    assert set(explained) >= {"--content", "--templates", "--out"}
    assert "None" not in shown


@pytest.mark.parametrize("arguments", [[], ["paint"], ["check", "--colour", "red"]])
def test_a_wrong_command_is_refused_with_the_right_ones(arguments: list[str], capsys):
    with pytest.raises(SystemExit) as end:
        build.main(arguments)
    assert end.value.code == 2
    assert "usage: build.py" in capsys.readouterr().err


def made_in(out: Path) -> list[Path]:
    """The files that a run leaves for somebody to use; what it keeps to be faster next time is none."""
    return [path for path in out.rglob("*") if path.is_file() and "cache" not in path.relative_to(out).parts]


def test_check_says_what_it_read_and_builds_nothing(tmp_path: Path, capsys):
    assert run("check", CONTENT, tmp_path) == 0
    count = sum(1 for _ in CONTENT.rglob("*.yml"))
    assert re.fullmatch(
        rf" +\d+\.\d\d s  read and checked {count} files of .*, no mistakes\n", capsys.readouterr().out
    )
    assert made_in(tmp_path) == []


def test_pages_are_written_once_and_then_left_alone(tmp_path: Path, capsys):
    assert run("pages", CONTENT, tmp_path) == run("pages", CONTENT, tmp_path) == 0
    assert capsys.readouterr().out.rstrip().endswith(", 0 files changed")
    assert (tmp_path / "pages/index.md").is_file()


@pytest.mark.parametrize("command", ["check", "pages", "site"])
def test_a_mistake_ends_the_road_before_anything_is_written(command: str, tmp_path: Path, capsys):
    content, out = copy_toy(tmp_path), tmp_path / "out"
    old = out / "site/index.html"
    old.parent.mkdir(parents=True)
    old.write_text("old")
    for name in ("egg", "oil"):
        (content / f"glossary/{name}.yml").write_text(f"term: {name}\n")
    assert run(command, content, out) == 1
    assert capsys.readouterr().err.splitlines() == [
        "content/glossary/egg.yml:1:1: the field definition is missing",
        "content/glossary/oil.yml:1:1: the field definition is missing",
        "Nothing was built; what was there before is untouched. 2 mistakes to mend.",
    ]
    assert made_in(out) == [old]
    assert old.read_text() == "old"


def test_paths_are_shown_as_they_are_typed():
    assert build.show(build.ROOT / "content") == "content"
    assert build.show(Path("/elsewhere")) == "/elsewhere"
