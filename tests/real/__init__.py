"""The issue on solid electrolytes, which this project publishes: tests of it run where content/ holds it."""

import re

from build import ROOT

CONTENT = ROOT / "content"
NAME = "solid-electrolytes"


def is_there() -> bool:
    """Whether content/ holds this issue and not another, by the name that its issue.yml gives."""
    front = CONTENT / "issue.yml"
    text = front.read_text(encoding="utf-8", errors="replace") if front.is_file() else ""
    return re.search(rf"(?m)^name: *[\"']?{NAME}[\"']?\s*$", text) is not None
