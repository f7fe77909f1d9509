"""The least that is an issue: its title, and one work of three lines."""

from pathlib import Path

CONTENT = Path(__file__).parent / "content"
