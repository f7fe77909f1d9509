"""The pages for editors and lecturers hold: the tutorial is followed, and what is named is there."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from build import COMMANDS
from tests.toy import CONTENT
from virtualissue.options import find_options

ROOT = Path(__file__).parents[2]
TUTORIAL = ROOT / "docs" / "editors.md"
LECTURERS = ROOT / "docs" / "lecturers.md"
PROGRAM = ("build.py", "Makefile", "mkdocs.yml", "templates", "virtualissue")
FENCED = re.compile(
    r"(?:^(?P<act>[A-Z][a-z ]+) `(?P<file>[^`]+)`:\n\n)?^```(?P<language>\w*)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
# what depends on the machine and the day: times, and what make says of itself
VARIES = re.compile(r" *\d+\.\d+ s |^make\b.*: \*\*\* .*\n?", re.MULTILINE)


class Block(NamedTuple):
    """A block between fences: its first line, its text, and what is to be done with which file."""

    line: int
    act: str
    file: str
    language: str
    text: str


def read_blocks(text: str) -> list[Block]:
    return [
        Block(text.count("\n", 0, found.start()) + 1, *(part or "" for part in found.groups()))
        for found in FENCED.finditer(text)
    ]


def set_up(folder: Path) -> None:
    """The project as an editor downloads it, with its environment."""
    for name in PROGRAM:
        copy: Callable[..., object] = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    (folder / ".venv").symlink_to(sys.prefix)


def write_new(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def append(path: Path, text: str) -> None:
    write_new(path, path.read_text(encoding="utf-8") + text)


def change(path: Path, text: str) -> None:
    """Replaces the lines behind - by those behind +."""
    old, new = ("".join(re.findall(rf"^{re.escape(sign)}(.*\n)", text, re.MULTILINE)) for sign in "-+")
    before = path.read_text(encoding="utf-8")
    assert before.count(old) == 1
    write_new(path, before.replace(old, new))


ACTS: Mapping[str, Callable[[Path, str], None]] = {"Write": write_new, "Add to": append, "Change": change}


def run(command: str, folder: Path) -> str:
    """What a command prints; the environment is there, so make is not to install it again."""
    shell = re.sub(r"^make ", "make --no-print-directory --assume-old=.venv/site.stamp ", command)
    done = subprocess.run(
        shell,
        check=False,  # a mistake on purpose fails
        shell=True,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
    )
    return done.stdout.rstrip() + "\n" if done.stdout else ""


def fold(text: str) -> str:
    return VARIES.sub("N", text)


@pytest.mark.build
@pytest.mark.slow
def test_the_tutorial_can_be_followed_to_the_letter(tmp_path: Path):
    set_up(tmp_path)
    blocks = read_blocks(TUTORIAL.read_text(encoding="utf-8"))
    assert len(blocks) > 15
    for block in blocks:
        if block.language == "console":
            command, _, shown = block.text.removeprefix("$ ").partition("\n")
            assert fold(run(command, tmp_path)) == fold(shown), f"{TUTORIAL.name}:{block.line}: {command}"
        else:
            ACTS[block.act](tmp_path / block.file, block.text)
    site = tmp_path / "out" / "site"
    for page, words in {
        "index.html": "Transition temperatures",
        "story.html": "Three temperatures",
        "families/borides.html": "39",
        "course.html": "liquid nitrogen",
        "articles/wu-1987.html": "Copper oxides",
    }.items():
        assert words in (site / page).read_text(encoding="utf-8"), page


def test_every_command_and_page_that_it_names_is_there():
    text = TUTORIAL.read_text(encoding="utf-8")
    assert set(re.findall(r"build\.py (\w+)", text)) <= set(COMMANDS)
    targets = set(re.findall(r"make (\w+) CONTENT=", text))
    assert targets == {"check", "handout", "offline", "serve", "site"}
    assert [name for name in re.findall(r"`(docs/[\w.]+)`", text) if not (ROOT / name).exists()] == []


def test_what_lecturers_are_told_is_there():
    text = LECTURERS.read_text(encoding="utf-8")
    named = set(re.findall(r"`content/([\w./]+)`", text))
    assert len(named) > 4
    assert [name for name in named if not (CONTENT / name).exists()] == []
    commands = re.findall(r"build\.py (\w+)((?: --\w+)?.*)", text)
    options = {option for command, rest in commands for option in re.findall(r"--([\w-]+)", rest)}
    assert {command for command, _ in commands} == {"handout"}
    known = {option.replace("_", "-") for option in find_options(COMMANDS["handout"])}
    assert options - {"help"} <= known


def test_a_block_is_read_with_what_is_to_be_done():
    blocks = read_blocks("Words.\n\nWrite `a.yml`:\n\n```yaml\na: 1\n```\n\n```console\n$ make\nout\n```\n")
    assert blocks == [
        Block(3, "Write", "a.yml", "yaml", "a: 1\n"),
        Block(9, "", "", "console", "$ make\nout\n"),
    ]


def test_a_line_is_replaced_only_where_it_stands(tmp_path: Path):
    write_new(tmp_path / "a.yml", "a: 1\nb: 2\n")
    change(tmp_path / "a.yml", "-b: 2\n+b: 3\n")
    assert (tmp_path / "a.yml").read_text(encoding="utf-8") == "a: 1\nb: 3\n"
    with pytest.raises(AssertionError):
        change(tmp_path / "a.yml", "-c: 2\n+b: 3\n")
