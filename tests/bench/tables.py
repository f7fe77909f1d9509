"""python -m tests.bench.tables [rows]: what a key costs in a table of many rows, against the real one.

The table of materials of the real issue is opened as it is, and with its rows repeated until there are a
thousand. In both, words are typed key by key, a filter is chosen, and columns are sorted; each time is taken
from the event until the page has been laid out again.
"""

import json
import re
import sys
import tempfile
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser

from tests.conftest import chromium
from tests.real import CONTENT as REAL
from tests.sites import build

ROW = re.compile(r"<tr id=.*?</tr>", re.DOTALL)
WORDS = ("lithium sulfide", "Zr", "x=0.4", "garnet")
# milliseconds of each step: the keys of the words, a filter, the columns
MEASURE = """words => {
  const root = document.querySelector(".vi-data");
  const form = root.querySelector(".vi-tools");
  const box = form.elements.find;
  const times = [];
  const time = (act) => {
    const start = performance.now();
    act();
    document.documentElement.getBoundingClientRect();
    times.push(performance.now() - start);
  };
  const type = (text) => {
    box.value = text;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };
  for (const word of words) {
    for (let end = 1; end <= word.length; end += 1) time(() => type(word.slice(0, end)));
    time(() => type(""));
  }
  const facet = root.querySelector(".vi-facet");
  facet.querySelector("summary").click();
  for (const value of [...facet.querySelectorAll("[type=checkbox]")].slice(0, 3)) time(() => value.click());
  type("");
  for (const button of root.querySelectorAll("thead button")) time(() => button.click());
  return times;
}"""


def repeat_rows(page: str, total: int) -> str:
    """The page with the rows of its table repeated, each under an id of its own."""
    rows = ROW.findall(page)
    many = (
        row.replace('<tr id="', f'<tr id="n{number}-', 1)
        for number, row in enumerate(islice(cycle(rows), total))
    )
    before, after = page.split(rows[0], maxsplit=1)[0], page.rpartition(rows[-1])[2]
    return before + "\n".join(many) + after


def repeat_data(script: str, total: int) -> str:
    """The script of the table with the data of its rows repeated."""
    name, _, text = script.rstrip(";\n").partition(" = ")
    data = json.loads(text)
    data["rows"] = [*islice(cycle(data["rows"]), total)]
    return f"{name} = {json.dumps(data)};\n"


def measure(browser: Browser, path: Path) -> list[float]:
    """Milliseconds of all steps, of which the first reads the words of all rows."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(path.as_uri())
    page.get_by_role("searchbox", name="Find").focus()  # then its data are fetched
    page.wait_for_function("globalThis.tables")
    times: list[float] = page.evaluate(MEASURE, [*WORDS])
    page.close()
    return times


def report(total: int) -> Iterator[str]:
    """A line for the table as it is, and one for the long one."""
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        site = build(REAL, Path(folder))
        page = site / "materials.html"
        long = site / "materials-long.html"
        text = page.read_text(encoding="utf-8")
        data = site / "assets" / "tables" / "materials.js"
        repeated = repeat_data(data.read_text(encoding="utf-8"), total)
        data.with_stem("materials-long").write_text(repeated, encoding="utf-8")
        text_of_long = repeat_rows(text, total).replace("tables/materials.js", "tables/materials-long.js")
        long.write_text(text_of_long, encoding="utf-8")
        there = len(ROW.findall(text))
        few, many = measure(browser, page), measure(browser, long)
        for count, times in ((there, few), (total, many)):
            told = f"first key {times[0]:.0f} ms, median {median(times):.1f} ms, longest {max(times):.0f} ms"
            yield f"{count} rows: {told}"
        yield f"ratio of the medians: {median(many) / median(few):.1f}"


if __name__ == "__main__":
    for line in report(int(sys.argv[1]) if len(sys.argv) > 1 else 1000):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
