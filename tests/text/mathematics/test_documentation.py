"""The page about mathematics names every command, and no other."""

import re
from pathlib import Path

from virtualissue.text.mathematics.symbols import COMMANDS

PAGE = Path(__file__).parents[3] / "docs" / "mathematics.md"


def test_every_command_is_documented_and_no_other():
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    assert set(re.findall(r"`\\([A-Za-z]+)`", "".join(rows))) == COMMANDS
