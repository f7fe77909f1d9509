"""content/ -> figures: what our own part and the whole command cost, measured against the bare engine.

`python -m tests.bench [content]`. A ratio holds on any machine, so each is the median of pairs that ran one
right after the other; seconds are printed only to tell how large the site is. Every run is a process of its
own. An edit is a word of an article's summary.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path
from shutil import copytree, rmtree
from statistics import median

from build import ROOT
from tests.real import CONTENT as REAL
from virtualissue.checks import check_issue
from virtualissue.loader.reader import read_issue
from virtualissue.site.assets import find_assets
from virtualissue.site.pages import render_pages
from virtualissue.site.zensical import write_pages

PAIRS = 5
TEMPLATES = ROOT / "templates"
EDITS = count(1)
Step = tuple[Callable[[], object], Callable[[], float]]


def clock(act: Callable[[], object]) -> float:
    """How long something takes, in seconds."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def run(*command: object) -> str:
    """What another process of this Python prints."""
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    arguments = (sys.executable, *map(str, command))
    return subprocess.run(arguments, cwd=ROOT, env=quiet, check=True, capture_output=True, text=True).stdout


def make_pages(content: Path, out: Path) -> None:
    """Our own part, as `build.py` goes it: read, check, render, write."""
    issue = read_issue(content)
    check_issue(issue, content)
    pages = render_pages(issue, TEMPLATES)
    write_pages(pages, find_assets(issue, TEMPLATES / "assets"), out / "pages")


def edit(content: Path) -> None:
    """Another word in a summary, each time another."""
    article = min((content / "articles").glob("*.yml"))
    text = article.read_text(encoding="utf-8")
    summary = rf"\1edition{next(EDITS)} "
    article.write_text(re.sub(r"(?m)^(summary: \|\n +)(edition\d+ )?", summary, text), encoding="utf-8")


def plan_steps(
    content: Path, out: Path, own: Path
) -> Mapping[str, tuple[Callable[[], object], Callable[[], float]]]:
    """What is measured: its name, what is done before each run, and the run."""
    site = ("build.py", "site", "--content", content, "--out", out)

    def ours() -> float:
        return float(run("-m", "tests.bench", content, own))

    return {
        "imports": (lambda: None, lambda: clock(lambda: run("-c", "import build"))),
        "read, check, render, write: all of it": (lambda: rmtree(own, ignore_errors=True), ours),
        "read, check, render, write: after an edit": (lambda: edit(content), ours),
        "build.py site: nothing changed": (lambda: None, lambda: clock(lambda: run(*site))),
        "build.py site: after an edit": (lambda: edit(content), lambda: clock(lambda: run(*site))),
    }


def main(content: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        copied = copytree(content, Path(folder) / "content")
        run("build.py", "site", "--content", copied, "--out", out)
        run("build.py", "pages", "--content", copied, "--out", out)
        settings = out / "mkdocs.yml"
        settings.write_text("site_name: bare\ndocs_dir: pages\ntheme: {name: material, font: false}\n")
        engine = ("-m", "mkdocs", "build", "--quiet", "-f", settings, "-d", out / "bare")
        for name, (before, step) in plan_steps(copied, out, Path(folder) / "own").items():
            pairs = []
            for _ in range(PAIRS):
                before()
                pairs.append((step(), clock(lambda: run(*engine))))
            ratio, spent = median(ours / bare for ours, bare in pairs), median(ours for ours, _ in pairs)
            sys.stdout.write(f"{ratio:7.3f} of the bare engine   {spent:6.2f} s   {name}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    if len(sys.argv) > 2:
        sys.stdout.write(str(clock(lambda: make_pages(*map(Path, sys.argv[1:])))))
    else:
        main(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else REAL)
