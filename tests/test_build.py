import re
import shutil
import subprocess
import sys
from inspect import signature
from pathlib import Path

import pytest

import build
from tests.toy import CONTENT, copy_toy, draw_toy

TEMPLATES = Path(build.__file__).parent / "templates"


def run(command: str, content: Path, out: Path) -> int:
    where = [] if command == "check" else ["--out", str(out)]
    return build.main([command, "--content", str(content), *where])


def test_help_lists_every_command_with_what_it_does(capsys):
    with pytest.raises(SystemExit) as end:
        build.main(["--help"])
    shown = " ".join(capsys.readouterr().out.split())
    assert end.value.code == 0
    for name, command in build.COMMANDS.items():
        assert f"{name} {command.__doc__}" in shown


@pytest.mark.parametrize("command", build.COMMANDS)
def test_help_of_each_command_is_a_sentence_and_explains_each_option(command: str, capsys):
    with pytest.raises(SystemExit):
        build.main([command, "--help"])
    shown = capsys.readouterr().out
    assert re.search(r"\n[A-Z][^\n]+[.]\n", shown)
    explained = dict(re.findall(r"\n  (--\w+)[^\n]*?(?:\s{2,}|\n\s+)(\w[^\n]*)", shown))
    parameters = signature(build.COMMANDS[command]).parameters
    assert set(explained) == {"--debug", *(f"--{name}" for name in parameters)}
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


@pytest.mark.build
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
        "Nothing was built; what was built before is untouched. 2 mistakes to correct.",
    ]
    assert made_in(out) == [old]
    assert old.read_text() == "old"


def test_paths_are_shown_as_they_are_typed():
    assert build.show(build.ROOT / "content") == "content"
    assert build.show(Path("/elsewhere")) == "/elsewhere"


def test_a_slip_in_a_template_is_reported_with_its_line(tmp_path: Path, monkeypatch, capsys):
    monkeypatch.setattr(build, "draw_charts", lambda _: draw_toy())
    monkeypatch.setattr(build, "print_all", lambda *_: {})
    templates = shutil.copytree(TEMPLATES, tmp_path / "templates")
    about = templates / "pages" / "glossary.html"
    slips = {
        "{{ issue.nothing }}": "'virtualissue.model.issue.Issue object' has no attribute 'nothing'",
        "{% if %}": "Expected an expression, got 'end of statement block'",
    }
    text = about.read_text(encoding="utf-8")
    for slip, message in slips.items():
        about.write_text(
            f"{text}\n{slip}\n".replace("{% block body %}", f"{{% block body %}}{slip}"), encoding="utf-8"
        )
        line = about.read_text(encoding="utf-8").split(slip)[0].count("\n") + 1
        arguments = [
            "pages",
            "--content",
            str(CONTENT),
            "--templates",
            str(templates),
            "--out",
            str(tmp_path),
        ]
        assert build.main(arguments) == 1
        assert capsys.readouterr().err.splitlines()[0] == f"templates/pages/glossary.html:{line}: {message}"


def test_an_unforeseen_error_is_one_sentence_and_a_traceback_on_request(monkeypatch, tmp_path: Path, capsys):
    def fail(*_: object) -> None:
        raise ZeroDivisionError("never seen before")

    monkeypatch.setattr(build, "check_issue", fail)
    assert run("check", CONTENT, tmp_path) == 1
    told = capsys.readouterr().err
    assert "ZeroDivisionError: never seen before" in told
    assert "--debug" in told
    assert "Traceback" not in told
    assert build.main(["check", "--content", str(CONTENT), "--debug"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_without_the_environment_it_says_what_to_run():
    done = subprocess.run(
        [sys.executable, "-S", str(build.ROOT / "build.py"), "check"],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert "run `make site`" in done.stderr
    assert "Traceback" not in done.stderr
