"""python -m tests.bench [works ...]: what the site costs, measured against bare Material on the same pages.

Without numbers it is measured at 32, 1,000, and 10,000 invented works, without a network. Each number is the
processor time or the peak memory of a process of its own, with all its imports, so that what else the machine
does counts little. A ratio of two numbers of one run holds on any machine: see `docs/performance.md`.
"""

import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from statistics import median

from build import ROOT, collect_less_garbage
from tests.bench.weight import weigh_page
from virtualissue.charts import draw_charts
from virtualissue.checks import check_content
from virtualissue.site.assets import SiteAssets
from virtualissue.site.pages import make_environment, render_pages
from virtualissue.site.preview.live_site import LiveSite
from virtualissue.site.website import build_site

SIZES = (32, 1_000, 10_000)
MOST_PRINTED = 1_000  # works beyond which no booklet is printed, for nobody would
TEMPLATES = ROOT / "templates"
LISTS = ("index", "articles", "references", "people")
EDITS = 5
KB_PER_MB = 1024
BARE = "site_name: bare\ndocs_dir: pages\ntheme: {name: material, font: false}\nplugins: [search]\n"
PEERS: Mapping[str, Sequence[str]] = {
    "bare Material": ("mkdocs", "build", "--quiet"),
    "bare Zensical": ("zensical", "build"),
}


# --- invented works --------------------------------------------------------------------------------------


def write_issue(works: int, folder: Path) -> Path:
    """Writes an issue of invented works, always the same one for the same number."""
    chance = random.Random(works)
    words = ["".join(chance.choices("aeioubcdfglmnprst", k=chance.randint(3, 11))) for _ in range(4_000)]
    shares = [1 / (n + 1) for n in range(len(words))]  # few words are common, most are rare
    names = [f"{word.capitalize()}, {letter}." for word in words[: 100 + works // 3] for letter in "ADKM"]
    (folder / "articles").mkdir(parents=True)
    (folder / "issue.yml").write_text("title: Invented Works\n", encoding="utf-8")
    for number in range(works):
        title = " ".join(chance.choices(words, shares, k=chance.randint(6, 14))).capitalize()
        authors = dict.fromkeys(chance.choices(names, k=chance.randint(1, 8)))
        lines = [
            f"title: {title}",
            "authors:",
            *(f"  - {name}" for name in authors),
            f"year: {chance.randint(1990, 2025)}",
            f"journal: Journal of {words[chance.randint(0, 60)].capitalize()}",
            f"volume: {chance.randint(1, 90)}",
            f"pages: {number + 1}-{number + chance.randint(3, 20)}",
            f"doi: 10.1000/invented.{number}",
        ]
        path = folder / "articles" / f"work-{number:05}.yml"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def edit_title(content: Path, number: int) -> str:
    """Puts a new word at the beginning of the title of the first work; returns the word."""
    path, word = content / "articles" / "work-00000.yml", f"edition{number}"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(?m)^title: (edition\d+ )?", f"title: {word} ", text), encoding="utf-8")
    return word


# --- what is measured ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cost:
    """Processor time in seconds, and peak memory in megabytes, of one process."""

    seconds: float
    megabytes: float
    output: str = ""


def measure(*command: object) -> Cost:
    """Runs a module of this Python in a process of its own; ends with what it said where it fails."""
    arguments = [sys.executable, "-m", *map(str, command)]
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    quiet.pop("PYTHONDONTWRITEBYTECODE", None)  # or our modules alone would be compiled for each process
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen(
            arguments, cwd=ROOT, env=quiet, stdout=output, stderr=subprocess.STDOUT, text=True
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read()
    if process.returncode:
        sys.exit(f"{' '.join(arguments)}\n{text}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / KB_PER_MB, text)


def build_without_prints(content: Path, out: Path) -> None:
    """The website as `build.py site` makes it, but for the PDFs and what is printed of them."""
    issue = check_content(content)
    drawings = draw_charts(issue)
    pages = render_pages(issue, make_environment(TEMPLATES), drawings)
    build_site(issue, pages, SiteAssets(issue, TEMPLATES / "assets"), TEMPLATES / "theme", out)


def time_edits(content: Path, _out: Path) -> None:
    """Prints the median of the seconds from an edit to the page that is asked for, as `serve` makes it."""
    site = LiveSite(content, TEMPLATES, lambda error, _: str(error))
    site.take_printouts(())
    site.refresh()
    site.find("articles/work-00000.html")
    waits = []
    for number in range(EDITS):
        word = edit_title(content, number)
        started = time.process_time()
        site.refresh()
        page = site.find("articles/work-00000.html")
        waits.append(time.process_time() - started)
        if page is None or word not in page.decode():
            raise AssertionError(f"{word} is not on the page: {site.fault}")
    sys.stdout.write(str(median(waits)))


def weigh(site: Path) -> Iterator[tuple[str, float]]:
    """The pages that list works, with the kilobytes of a first visit over the wire."""
    for name in LISTS:
        yield name, weigh_page(site / f"{name}.html")


# --- the report ------------------------------------------------------------------------------------------


def report(works: int, folder: Path) -> Iterator[str]:
    """What an issue of this many works costs, line by line."""
    content, out = write_issue(works, folder / "content"), folder / "out"
    measure("build", "pages", "--content", content, "--out", out)
    settings = out / "bare.yml"
    settings.write_text(BARE, encoding="utf-8")
    bare = measure(*PEERS["bare Material"], "-f", settings)
    pages = sum(1 for _ in (out / "pages").rglob("*.md"))
    yield f"{works:,} works, {pages:,} pages"
    yield format_cost("bare Material", bare, bare)
    if works <= MOST_PRINTED:
        yield format_cost("bare Zensical", measure(*PEERS["bare Zensical"], "-f", settings), bare)
    ours = measure("tests.bench", "site", content, folder / "unprinted")
    yield format_cost("site, without PDFs", ours, bare)
    if works <= MOST_PRINTED:
        rmtree(out)
        yield format_cost("site", measure("build", "site", "--content", content, "--out", out), bare)
        edit_title(content, EDITS)
        yield format_cost(
            "site, after an edit", measure("build", "site", "--content", content, "--out", out), bare
        )
    waited = float(measure("tests.bench", "edit", content, out).output)
    ratio = waited / bare.seconds * pages
    yield f"  {'serve: an edit until its page':32}{waited:8.2f} s {ratio:8.1f} bare pages"
    yield "  over the wire: " + ", ".join(
        f"{name} {size:.0f} kB" for name, size in weigh(folder / "unprinted" / "site")
    )


def format_cost(name: str, cost: Cost, bare: Cost) -> str:
    """A line with a cost, and its share of that of the bare engine."""
    ratio = cost.seconds / bare.seconds
    return f"  {name:32}{cost.seconds:8.1f} s {ratio:8.2f} of bare {cost.megabytes:8.0f} MB"


def main(sizes: Sequence[int]) -> None:
    for works in sizes:
        with tempfile.TemporaryDirectory() as folder:
            for line in report(works, Path(folder)):
                sys.stdout.write(f"{line}\n")
                sys.stdout.flush()


# what is measured in a process of its own, as `python -m tests.bench PART CONTENT OUT`
PARTS: Mapping[str, Callable[[Path, Path], None]] = {"site": build_without_prints, "edit": time_edits}

if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in PARTS:
        collect_less_garbage()
        PARTS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main([int(size) for size in sys.argv[1:]] or SIZES)
