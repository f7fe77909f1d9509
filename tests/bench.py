"""content/ -> figures: what our own part and the whole command cost, measured against the bare engine.

`python -m tests.bench [content]`. A ratio holds on any machine, so each is the median of pairs that ran one
right after the other; seconds are printed only to tell how large the site is.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from build import ROOT
from tests.sites import REAL
from virtualissue.checks import check_issue
from virtualissue.content import read_issue
from virtualissue.engine import ENGINES, write_pages
from virtualissue.pages import render_pages

PAIRS = 5
TEMPLATES = ROOT / "templates"


def seconds(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def run(*command: object) -> None:
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(
        (sys.executable, *map(str, command)), cwd=ROOT, env=quiet, check=True, stdout=subprocess.DEVNULL
    )


def make_pages(content: Path, out: Path) -> None:
    """Our own part, as `build.py` goes it: read, check, render, write."""
    issue = read_issue(content)
    check_issue(issue, content)
    write_pages(issue, render_pages(issue, TEMPLATES), TEMPLATES / "assets", out / "pages")


def main(content: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        site = ("build.py", "site", "--content", content, "--out", out)
        engine = ("-m", *ENGINES["mkdocs"], "-f", out / "engine.yml", "-d", out / "bare")
        run(*site)
        steps: dict[str, Callable[[], object]] = {
            "imports": lambda: run("-c", "import build"),
            "read, check, render, write": lambda: make_pages(content, out),
            "build.py site, warm": lambda: run(*site),
        }
        for name, step in steps.items():
            pairs = [(seconds(step), seconds(lambda: run(*engine))) for _ in range(PAIRS)]
            ratio, spent = median(ours / bare for ours, bare in pairs), median(ours for ours, _ in pairs)
            sys.stdout.write(f"{ratio:6.2f} of the bare engine   {spent:6.2f} s   {name}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else REAL)
