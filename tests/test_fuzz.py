"""Random changes to the toy: each leads to mistakes with file and line, or to a build."""

import subprocess
import sys
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from tests.fuzz import MUTATIONS, has_place, mutate
from tests.toy import CONTENT, copy_toy, find_mistakes

ROOT = Path(__file__).parents[1]
COUNT, PARTS = 200, 4  # parts, so that several workers can share them


@pytest.mark.build  # it takes as long as building a site
@pytest.mark.parametrize("part", range(PARTS))
def test_no_slip_ends_in_a_traceback_a_hang_or_a_mistake_without_its_place(part: int):
    command = [
        sys.executable,
        "-m",
        "tests.fuzz",
        "--seed",
        str(part),
        "--count",
        str(COUNT // PARTS),
        "--through",
        "pages" if part % 2 else "check",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.rstrip().endswith("; 0 wrong"), done.stdout + done.stderr
    assert done.returncode == 0


@pytest.mark.slow
def test_a_mutation_is_known_by_its_number(tmp_path: Path):
    made = [mutate(copy_toy(tmp_path / name), Random("1 7")) for name in "ab"]
    assert (made[0].what, made[0].file) == (made[1].what, made[1].file)
    assert find_mistakes(tmp_path / "a/content") == find_mistakes(tmp_path / "b/content")


def test_slips_of_every_kind_are_made():
    kinds = Counter(Random(f"0 {number}").choice(MUTATIONS)[0] for number in range(COUNT))
    assert len(kinds) == len(MUTATIONS)


@pytest.mark.parametrize(
    ("line", "placed"),
    [
        ("content/issue.yml:3:1: a mistake", True), ("content/gone.yml:0:0: it is missing", True),
        ("content/issue.yml:9999:1: a mistake", False), ("a mistake", False),
        ("content/issue.yml: a mistake", False),
        ("content/issue.yml:3:1: over two\nlines", False), ("content/issue.yml:3:1: \x01", False),
    ],
)  # fmt: skip
def test_a_mistake_without_its_place_would_be_seen(line: str, placed: bool):
    assert has_place(line, CONTENT) is placed
