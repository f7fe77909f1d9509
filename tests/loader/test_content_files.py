import os
import shutil
from pathlib import Path

import pytest

from build import main
from tests import minimal, toy
from tests.toy import find_mistakes
from virtualissue.checks import check_issue
from virtualissue.diagnostics import ContentError
from virtualissue.loader import content_files
from virtualissue.loader.reader import read_issue


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A small issue with an erratum, and folders for more."""
    folder = shutil.copytree(minimal.CONTENT, tmp_path / "content")
    for name in ("errata", "facts", "glossary", "themes"):
        (folder / name).mkdir()
    shutil.copy(toy.CONTENT / "errata/holm-bjorg.yml", folder / "errata")
    return folder


def test_linked_folders_and_files_are_read(content: Path, tmp_path: Path):
    expected = [*read_issue(content).entities()]
    (content / "errata").rename(tmp_path / "shared")
    (content / "errata").symlink_to("../shared")
    (content / "issue.yml").rename(tmp_path / "front.yml")
    (content / "issue.yml").symlink_to(tmp_path / "front.yml")
    assert [*read_issue(content).entities()] == expected != []


def test_a_folder_may_be_linked_from_two_places(content: Path, tmp_path: Path):
    (tmp_path / "none").mkdir()
    for name in ("themes", "facts"):
        (content / name / "more").symlink_to(tmp_path / "none")
    assert find_mistakes(content) == ""


@pytest.mark.parametrize(
    ("name", "make", "told"),
    [
        ("glossary/lost.yml", lambda path: path.symlink_to("nowhere.yml"),
         "a broken link (to nowhere.yml)"),
        ("glossary/round.yml", lambda path: path.symlink_to("round.yml"),
         "this file cannot be read: too many levels of symbolic links"),
        ("glossary/up", lambda path: path.symlink_to(".."), "a link to a folder that contains it"),
        ("errata/x.yml", lambda path: path.mkdir(), "this is a folder, but a file is expected here"),
        ("errata/pipe.yml", os.mkfifo, "neither a file nor a folder"),
        ("errata/large.yml", lambda path: path.write_bytes(bytes(1_000_001)),
         "too large: 1,000,001 bytes (a content file may have up to 1,000,000)"),
        ("errata/x.yaml", lambda path: path.touch(), "not a .yml file (name it x.yml)"),
    ],
)  # fmt: skip
def test_what_is_no_file_of_content_is_told(content: Path, name: str, make, told: str):
    make(content / name)
    assert find_mistakes(content) == f"content/{name}:0:0: {told}\n"


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.write_bytes(bytes(1_000_001))])
def test_what_is_no_file_of_content_is_not_read_for_a_report(content: Path, make, capsys):
    make(content / "errata/pipe.yml")
    assert main(["check", "--content", str(content)]) == 1
    assert "errata/pipe.yml:0:0: " in capsys.readouterr().err


@pytest.mark.parametrize("name", ["errata", "errata/holm-bjorg.yml"])
def test_what_may_not_be_read_is_told(content: Path, name: str, monkeypatch):
    listdir, read_bytes = os.listdir, Path.read_bytes

    def refuse(path: Path, act):
        if str(path).endswith(name):
            raise PermissionError(13, "Permission denied", str(path))
        return act(path)

    monkeypatch.setattr(os, "listdir", lambda path: refuse(path, listdir))
    monkeypatch.setattr(Path, "read_bytes", lambda path: refuse(path, read_bytes))
    kind = "file" if name.endswith(".yml") else "folder"
    assert find_mistakes(content) == f"content/{name}:0:0: this {kind} cannot be read: permission denied\n"


def test_a_file_that_vanishes_is_told(content: Path, monkeypatch):
    def lose(folder: Path, diagnostics):
        return [*list_content(folder, diagnostics), folder / "glossary/gone.yml"]

    list_content = content_files.list_content
    monkeypatch.setattr("virtualissue.loader.reader.list_content", lose)
    told = "content/glossary/gone.yml:0:0: this file cannot be read: no such file or directory\n"
    assert find_mistakes(content) == told


@pytest.mark.parametrize(
    "name",
    [".git/HEAD", ".vscode/settings.json", "glossary/.oil.yml.swp", "glossary/oil.yml~", "glossary/#oil.yml#",
     "glossary/oil.yml.orig", "glossary/oil.yml___jb_tmp___", "Thumbs.db", "themes/desktop.ini", "4913",
     "__MACOSX/x", "README.md", "LICENSE"],
)  # fmt: skip
def test_what_nobody_wrote_as_content_is_passed_over(content: Path, name: str):
    (content / name).parent.mkdir(exist_ok=True)
    (content / name).write_bytes(b"\0")
    assert find_mistakes(content) == ""


def test_a_folder_that_is_called_by_a_dot_has_its_name(content: Path, monkeypatch):
    monkeypatch.chdir(content)
    (content / "glossary/oil.yml").write_text(
        "name: oil\nplain: a drying oil[@nobody-2013]\n", encoding="utf-8"
    )
    with pytest.raises(ContentError) as wrong:
        check_issue(read_issue(Path()), content)
    assert {mistake.file.partition("/")[0] for mistake in wrong.value.diagnostics} == {"content"}


def test_line_ends_and_a_mark_at_the_beginning_do_not_count(content: Path):
    expected = [*read_issue(content).entities()]
    for path in content.rglob("*.yml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert [*read_issue(content).entities()] == expected != []


def test_accents_are_one_character_with_their_letter(tmp_path: Path):
    (tmp_path / "a.yml").write_text("name: Gru\N{COMBINING DIAERESIS}neisen", encoding="utf-8")
    assert content_files.read_text(tmp_path / "a.yml", tmp_path) == "name: Grüneisen"
