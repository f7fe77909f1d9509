import json
import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import build
from tests import minimal
from tests.site.pages.links import Site
from tests.sites import Sites
from tests.toy import CONTENT, copy_toy, draw_toy
from virtualissue.options import FLAGS, find_options

TEMPLATES = Path(build.__file__).parent / "templates"


@pytest.fixture
def small_out(sites: Sites, tmp_path: Path) -> Path:
    """A folder without outputs, but with the prints of the least issue, so that a build is quick."""
    shutil.copytree(sites(minimal.CONTENT).parent / "cache", tmp_path / "out" / "cache")
    return tmp_path / "out"


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
    explained = dict(re.findall(r"\n  (?!-h)(-*\w[\w-]*)[^\n]*?(?:\s{2,}|\n\s+)(\w[^\n]*)", shown))
    options = find_options(build.COMMANDS[command])
    names = {FLAGS.get(name, f"--{name.replace('_', '-')}") for name in options}
    assert set(explained) == {"--debug", *names}
    assert "None" not in shown


def test_explain_tells_of_a_field_and_of_what_there_is(capsys):
    assert build.main(["explain", "family.icon"]) == 0
    assert "the path of an SVG" in capsys.readouterr().out
    assert build.main(["explain", "family.icno"]) == 2
    assert capsys.readouterr().err == "no field icno of family (did you mean icon?)\n"


def test_schemas_are_written_where_the_modeline_looks(toy_copy: Path, capsys):
    assert run_in(toy_copy) == run_in(toy_copy) == 0
    written = sorted(path.name for path in (toy_copy / ".schemas").iterdir())
    assert {"article.json", "issue.json"} < set(written)
    assert (
        capsys.readouterr().out.splitlines()[-1] == "# yaml-language-server: $schema=../.schemas/article.json"
    )
    assert build.main(["check", "--content", str(toy_copy)]) == 0


def run_in(content: Path) -> int:
    return build.main(["schema", "--content", str(content)])


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
    assert run("check", minimal.CONTENT, tmp_path) == 0
    count = sum(1 for _ in minimal.CONTENT.rglob("*.yml"))
    assert re.fullmatch(
        rf" +\d+\.\d\d s  read and checked {count} files of .*, no mistakes\n", capsys.readouterr().out
    )
    assert made_in(tmp_path) == []


@pytest.mark.build
def test_pages_are_written_once_and_then_left_alone(furnished: Path, capsys):
    assert run("pages", CONTENT, furnished) == run("pages", CONTENT, furnished) == 0
    assert capsys.readouterr().out.rstrip().endswith(", 0 files changed")
    assert (furnished / "pages/index.md").is_file()


@pytest.mark.parametrize("command", ["check", "pages", "site"])
def test_a_mistake_ends_the_road_before_anything_is_written(command: str, tmp_path: Path, capsys):
    content, out = shutil.copytree(minimal.CONTENT, tmp_path / "content"), tmp_path / "out"
    (content / "glossary").mkdir()
    old = out / "site/index.html"
    old.parent.mkdir(parents=True)
    old.write_text("old")
    for name in ("egg", "oil"):
        (content / f"glossary/{name}.yml").write_text(f"term: {name}\n")
    assert run(command, content, out) == 1
    assert capsys.readouterr().err.splitlines() == [
        "content/glossary/egg.yml:1:1: the field definition is missing",
        "    1 | term: egg",
        "      | ^",
        "    for example: definition: Known *since* 2011 [@doe-2011].",
        "content/glossary/oil.yml:1:1: the field definition is missing",
        "    1 | term: oil",
        "      | ^",
        "    for example: definition: Known *since* 2011 [@doe-2011].",
        "Nothing was built; what was built before is unchanged. 2 mistakes to correct.",
    ]
    assert made_in(out) == [old]
    assert old.read_text() == "old"


@pytest.mark.slow
def test_mistakes_are_told_to_programs_as_one_document(tmp_path: Path, capsys, monkeypatch):
    content = copy_toy(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert build.main(["check", "--content", str(content), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    (content / "glossary/egg.yml").write_text("term: egg\n")
    assert build.main(["check", "--content", str(content), "--format", "json"]) == 1
    (told,) = json.loads(capsys.readouterr().out)
    assert told == {
        "file": "content/glossary/egg.yml", "line": 1, "column": 1, "severity": "mistake",
        "message": "the field definition is missing",
        "example": "definition: Known *since* 2011 [@doe-2011].",
    }  # fmt: skip
    assert build.main(["check", "--content", str(content), "--format", "github"]) == 1
    annotation = "::error file=content/glossary/egg.yml,line=1,col=1::the field definition is missing"
    assert annotation in capsys.readouterr().out.splitlines()


def test_a_failure_that_is_no_mistake_is_told_in_each_format(tmp_path: Path, capsys):
    where = ["--content", str(minimal.CONTENT), "--out", str(minimal.CONTENT), "--format", "json"]
    assert build.main(["pages", *where]) == 1
    told = capsys.readouterr()
    assert [one["file"] for one in json.loads(told.out)] == [""]
    assert "choose another folder for what is built, with --out" in told.err


# --- the folder of outputs -------------------------------------------------------------------------------


@pytest.mark.build
@pytest.mark.parametrize("inside", [".", "pages", "..", "../linked/here"])
@pytest.mark.parametrize("command", ["site", "offline", "handout", "pages", "serve"])
def test_nothing_is_built_among_the_sources(command: str, inside: str, tmp_path: Path, capsys):
    content = copy_toy(tmp_path / "project")
    (tmp_path / "project/linked").symlink_to("content")
    before = sorted(tmp_path.rglob("*"))
    out = content / inside
    assert run(command, content, out) == 1
    told = capsys.readouterr().err.splitlines()[0]
    assert re.fullmatch(
        r".* and .*content are one folder, or one contains the other: "
        r"choose another folder for what is built, with --out",
        told,
    )
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.build
def test_files_of_somebody_else_stay(small_out: Path, capsys):
    mine = {
        "site/mywork/thesis.tex": "site", "pages/letters/a.doc": "pages", "handout/my-notes.docx": "handout",
        "lecturer/exam.docx": "handout", "cache/pdf/students/mine": "handout",
    }  # fmt: skip
    for name in mine:
        (small_out / name).parent.mkdir(parents=True, exist_ok=True)
        (small_out / name).write_text("mine")
    for command in ("site", "pages", "handout", "handout"):
        run(command, minimal.CONTENT, small_out)
    assert [name for name in mine if (small_out / name).read_text() != "mine"] == []
    told = [line for line in capsys.readouterr().err.splitlines() if "were not written by a build" in line]
    assert [line.partition(" contains ")[0] for line in told] == [str(small_out / "site")]
    assert (small_out / "handout/a-small-issue-booklet-a4.pdf").is_file()
    assert not list(small_out.glob("site/index.html"))


def test_a_taken_port_is_one_sentence_before_anything_is_built(tmp_path: Path, capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        where = ["--content", str(CONTENT), "--out", str(tmp_path / "out")]
        assert build.main(["serve", *where, "--port", port]) == 1
    told = capsys.readouterr()
    assert re.fullmatch(rf"Port {port} cannot be used \(.*\): choose another one with --port\.\n", told.err)
    assert told.out == ""


def slip_into(page: str, templates: Path, slip: str) -> Path:
    """A copy of the templates with a slip in that of a page."""
    shutil.copytree(TEMPLATES, templates)
    (templates / "pages" / page).write_text(slip)
    return templates


@pytest.mark.build
@pytest.mark.parametrize("slip", ["{% if %}", "{{ 1 // 0 }}", "{{ issue.nothing }}"])
def test_a_slip_in_a_template_ends_a_build(slip: str, furnished: Path, tmp_path: Path, capsys):
    templates = slip_into("family.html", tmp_path / "templates", slip)
    where = ["--content", str(CONTENT), "--templates", str(templates), "--out", str(furnished)]
    assert build.main(["pages", *where]) == 1
    told = capsys.readouterr()
    assert "templates/pages/family.html:1: " in told.err
    assert "Traceback" not in told.out + told.err
    # what is hidden are the lock and the records of what was written
    assert [path.name for path in furnished.glob(".*.new.*")] == []


@pytest.mark.build
def test_a_build_that_fails_leaves_no_process_and_ends_a_pipeline(tmp_path: Path):
    templates = slip_into("article.html", tmp_path / "templates", "{{ 1 // 0 }}")
    where = f"--content {minimal.CONTENT} --templates {templates} --out {tmp_path / 'out'}"
    script = f"{sys.executable} build.py pages {where}"
    done = subprocess.run(
        ["sh", "-c", f"{script} 2>&1 | cat"],
        cwd=build.ROOT, capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    assert "templates/pages/article.html:1: " in done.stdout
    assert "Traceback" not in done.stdout
    assert [path.name for path in (tmp_path / "out").glob(".*.new.*")] == []


@pytest.mark.build
def test_two_builds_in_one_folder_come_one_after_the_other(small_out: Path):
    command = [
        sys.executable,
        "build.py",
        "pages",
        "--content",
        str(minimal.CONTENT),
        "--out",
        str(small_out),
    ]
    both = [subprocess.Popen(command, cwd=build.ROOT, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    told = sorted(process.communicate(timeout=120)[0] for process in both)
    assert [process.returncode for process in both] == [0, 0]
    assert ["waits for it" in text for text in told].count(True) <= 1
    assert sum(text.rstrip().endswith(", 0 files changed") for text in told) == 1


@pytest.mark.build
def test_a_file_system_that_refuses_is_one_sentence(tmp_path: Path, monkeypatch, capsys):
    def refuse(path: Path, _: bytes) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", refuse)
    assert run("pages", CONTENT, tmp_path / "out") == 1
    assert re.fullmatch(r"/\S+: No space left on device\n", capsys.readouterr().err)


def test_paths_are_shown_as_they_are_typed():
    assert build.show(build.ROOT / "content") == "content"
    assert build.show(Path("/elsewhere")) == "/elsewhere"


@pytest.mark.build
def test_a_slip_in_a_template_is_reported_with_its_line(tmp_path: Path, monkeypatch, capsys):
    monkeypatch.setattr(build, "draw_charts", lambda _: draw_toy())
    monkeypatch.setattr(build, "plan_offered", lambda *_: ())
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
            str(tmp_path / "out"),
        ]
        assert build.main(arguments) == 1
        assert capsys.readouterr().err.splitlines()[0] == f"templates/pages/glossary.html:{line}: {message}"


BROKEN = '#panic("never")'


@pytest.mark.build
@pytest.mark.parametrize("engine", build.ENGINES)
def test_a_pdf_that_cannot_be_made_is_missing_and_everything_else_is_built(
    engine: str, furnished: Path, tmp_path: Path, capsys
):
    templates = shutil.copytree(TEMPLATES, tmp_path / "templates")
    booklet = (templates / "print/booklet.typ").read_text(encoding="utf-8")
    (templates / "print/booklet.typ").write_text(f"{booklet}\n{BROKEN}\n", encoding="utf-8")
    (templates / "print/card.typ").write_text(BROKEN, encoding="utf-8")
    where = ["--content", str(CONTENT), "--templates", str(templates), "--out", str(furnished)]
    assert build.main(["site", *where, "--engine", engine]) == 1
    told, site = capsys.readouterr().err, furnished / "site"
    assert "pigments-booklet-a4.pdf, pigments-booklet-letter.pdf cannot be set:\nerror: panicked" in told
    assert "card.png cannot be set:\nerror: panicked" in told
    assert told.endswith("\nEverything else was built, and nothing links to what is missing.\n")
    assert sorted({path.name.rpartition("-")[0] for path in (site / "handout").iterdir()}) == [
        *("pigments-blues", "pigments-reds")
    ]
    assert list(Site(site, "https://pigments.example/").breaks()) == []
    page = (site / "index.html").read_text(encoding="utf-8")
    assert "og:url" in page
    assert "og:image" not in page


@pytest.mark.build
def test_a_handout_that_cannot_be_set_stops_no_other(furnished: Path, tmp_path: Path, capsys):
    templates = shutil.copytree(TEMPLATES, tmp_path / "templates")
    (templates / "print/booklet.typ").write_text(BROKEN, encoding="utf-8")
    where = ["--content", str(CONTENT), "--templates", str(templates), "--out", str(furnished)]
    assert build.main(["handout", *where, "--paper", "a4", "--edition", "students"]) == 1
    told = capsys.readouterr().err
    assert "pigments-booklet-a4.pdf cannot be set:" in told
    assert "Everything else was built" in told
    printed = {path.name for path in (furnished / "handout").iterdir()}
    others = {f"pigments-{name}-a4.pdf" for name in ("blues", "reds", "summaries")}
    assert printed == others | {"pigments-slides-16x9.pdf", "pigments-slides-evening-16x9.pdf"}


@pytest.mark.build
def test_where_no_handout_can_be_set_the_previous_ones_stay(tmp_path: Path, capsys):
    templates = shutil.copytree(TEMPLATES, tmp_path / "templates")
    (templates / "print/inline.typ").write_text(BROKEN, encoding="utf-8")
    previous = tmp_path / "out/handout/pigments-reds-a4.pdf"
    previous.parent.mkdir(parents=True)
    previous.write_bytes(b"before")
    where = ["--content", str(CONTENT), "--templates", str(templates), "--out", str(tmp_path / "out")]
    assert build.main(["handout", *where]) == 1
    assert "Nothing was built; what was built before is unchanged." in capsys.readouterr().err
    assert {path: path.read_bytes() for path in previous.parent.iterdir()} == {previous: b"before"}


def test_a_folder_of_templates_that_is_missing_is_one_sentence(tmp_path: Path, capsys):
    where = ["--content", str(minimal.CONTENT), "--out", str(tmp_path / "out")]
    assert build.main(["site", *where, "--templates", str(tmp_path / "gone")]) == 1
    assert capsys.readouterr().err.splitlines()[0] == f"{tmp_path / 'gone'}: there is no such folder"


@pytest.mark.build
def test_a_template_that_is_missing_is_named_where_it_is_asked_for(tmp_path: Path, monkeypatch, capsys):
    monkeypatch.setattr(build, "draw_charts", lambda _: draw_toy())
    monkeypatch.setattr(build, "plan_offered", lambda *_: ())
    templates = shutil.copytree(TEMPLATES, tmp_path / "templates")
    (templates / "pages/glossary.html").write_text(
        '<h1>x</h1>\n{% include "gone.html" %}\n', encoding="utf-8"
    )
    where = ["--content", str(CONTENT), "--templates", str(templates), "--out", str(tmp_path / "out")]
    assert build.main(["pages", *where]) == 1
    told = capsys.readouterr().err.splitlines()[0]
    assert told == "templates/pages/glossary.html:2: the template gone.html is missing"


def test_an_unforeseen_error_is_one_sentence_and_a_traceback_on_request(monkeypatch, tmp_path: Path, capsys):
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("never seen before")

    monkeypatch.setattr(build, "check_content", fail)
    assert run("check", CONTENT, tmp_path) == 1
    told = capsys.readouterr().err
    assert "ZeroDivisionError: never seen before" in told
    assert "--debug" in told
    assert "Traceback" not in told
    assert build.main(["check", "--content", str(CONTENT), "--debug"]) == 1
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.build
def test_a_site_is_built_where_yaml_is_read_without_libyaml(small_out: Path, tmp_path: Path):
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['yaml._yaml'] = None\n")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    asked = [sys.executable, "-c", "import yaml; print(yaml.__with_libyaml__)"]
    told = subprocess.run(asked, check=True, capture_output=True, text=True, env=environment)
    assert told.stdout == "False\n"
    command = [sys.executable, "build.py", "site", "--content", str(minimal.CONTENT), "--out", str(small_out)]
    subprocess.run(command, cwd=build.ROOT, check=True, env=environment)
    assert (small_out / "site/index.html").is_file()


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
