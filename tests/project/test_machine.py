"""The files that set the project up on a machine agree with each other and with no machine in particular."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("site", "test")
# Each pattern is spelled so that it does not match itself.
BELONGS_TO_A_MACHINE = re.compile(
    r"(?<![\w.:/-])/(?:home|root|opt|work|tmp|mnt|Users)/\w"
    r"|\b(?:pypi|pythonhosted|npmjs|crates|rubygems)\.(?:org|io|com)\b"
    r"|\b(?:deb\.debian|proxy\.golang)\.org\b"
    r"|--(?:index-url|extra-index-url|find-links)"
)


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def output_of(*command: str) -> str:
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def locked(lock: str) -> list[str]:
    """The requirements of a lock, each in one line with its hashes."""
    text = read(f"requirements/{lock}.txt").replace("\\\n", "")
    return [line for line in text.splitlines() if not line.lstrip().startswith("#")]


def names(lines: list[str]) -> set[str]:
    return {match.group().lower() for line in lines if (match := re.match(r"\w[\w-]*", line))}


def targets_in_help() -> set[str]:
    return set(re.findall(r"^make ([\w-]+)", output_of("make", "--no-print-directory", "help"), re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_requirement_has_one_version_and_its_hashes(lock: str) -> None:
    whole = re.compile(r"[\w-]+==\S+ .*--hash=sha256:[0-9a-f]{64}")
    assert locked(lock)
    assert [line for line in locked(lock) if not whole.match(line)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_wish_is_locked(lock: str) -> None:
    wishes = names(read(f"requirements/{lock}.in").splitlines())
    assert wishes
    assert wishes <= names(locked(lock))


def test_the_locks_agree() -> None:
    pinned = {line.split()[0] for lock in LOCKS for line in locked(lock)}
    assert len(pinned) == len(names(sorted(pinned)))


def test_help_shows_every_target() -> None:
    phony = re.search(r"^\.PHONY: (.+)$", read("Makefile"), re.MULTILINE)
    assert phony
    assert targets_in_help() == set(phony.group(1).split())


def test_readme_names_targets_that_exist_and_the_command_that_ci_runs() -> None:
    named = set(re.findall(r"(?:^\s*|`)make ([\w-]+)", read("README.md"), re.MULTILINE))
    called = set(re.findall(r"^make (\w+)$", read(".ci/run"), re.MULTILINE))
    assert called == {"test"}
    assert called <= named <= targets_in_help()


@pytest.mark.slow
def test_no_file_belongs_to_one_machine() -> None:
    files = output_of("git", "ls-files", "--cached", "--others", "--exclude-standard").splitlines()
    texts = {file: (ROOT / file).read_text(errors="replace") for file in files if (ROOT / file).is_file()}
    marks = {file: BELONGS_TO_A_MACHINE.findall(text) for file, text in texts.items()}
    assert "Makefile" in marks
    assert {file: found for file, found in marks.items() if found} == {}


def test_no_pattern_repeats_a_group_without_turning_back() -> None:
    """Python before 3.11.5 matches possessive groups such as `(a|b)++` wrongly."""
    group = re.compile(r"[^(]\)(?:[*+?]|\{[\d,]+\})\+|\(\?>")
    files = [ROOT / "build.py", *(ROOT / "virtualissue").rglob("*.py")]
    assert [str(path) for path in files if group.search(path.read_text(encoding="utf-8"))] == []
