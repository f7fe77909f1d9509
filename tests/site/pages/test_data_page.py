"""The page of the data: it lists every file, explains every field, and its examples run."""

import json
import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

from tests.site.test_pages import toy_pages
from tests.toy import export_toy, read_toy
from virtualissue.exports.data_dictionary import find_resources
from virtualissue.model.kinds import KINDS

EXAMPLES = Path(__file__).parents[3] / "templates" / "examples"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that holds data/ as a reader has it."""
    (tmp_path / "data").mkdir()
    for name, text in export_toy().items():
        (tmp_path / "data" / name).write_bytes(text.encode())
    return tmp_path


def read_page() -> str:
    return str(next(page.body for page in toy_pages() if page.address == "data.html"))


def assert_tells_the_facts(printed: str) -> None:
    """What an example prints: each fact of the toy with its value, and the title of its article."""
    for fact in read_toy().facts.values():
        assert f"{fact.title} {fact.amount.text}" in " ".join(printed.split(" ")), fact.slug
        for slug in fact.articles:
            title = read_toy().articles[slug].title.text
            assert f"{fact.title} {fact.amount.text} in {title}" in printed


def test_the_example_in_python_runs_on_the_files(folder: Path):
    run = [sys.executable, "-I", str(EXAMPLES / "read_data.py")]
    done = subprocess.run(run, cwd=folder, capture_output=True, check=True, env={"PYTHONUTF8": "1"})
    assert_tells_the_facts(done.stdout.decode("utf-8"))


def test_the_example_in_r_reads_columns_and_fields_that_are_there(folder: Path):
    code = (EXAMPLES / "read_data.R").read_text(encoding="utf-8")
    columns = {field.name for field in find_resources(read_toy())["facts"].fields}
    chosen = re.search(r"facts\[, c\(([^)]+)\)\]", code)
    assert chosen
    assert set(re.findall('"([a-z_]+)"', chosen[1])) <= columns
    data = json.loads((folder / "data" / "issue.json").read_text(encoding="utf-8"))
    assert set(re.findall(r"fact\$([a-z_]+)", code)) <= set(data["facts"][0])
    assert set(re.findall(r"article\$([a-z_]+)", code)) <= set(data["articles"][0])
    assert all((folder / name).is_file() for name in re.findall('"(data/[a-z.]+)"', code))
    assert all(code.count(left) == code.count(right) for left, right in ("()", "[]", "{}"))


@pytest.mark.skipif(not shutil.which("Rscript"), reason="R is not installed")
def test_the_example_in_r_runs_on_the_files(folder: Path):
    run = ["Rscript", str(EXAMPLES / "read_data.R")]
    done = subprocess.run(run, cwd=folder, capture_output=True, check=True, encoding="utf-8")
    assert_tells_the_facts(done.stdout)


@pytest.mark.parametrize("name", ["read_data.py", "read_data.R"])
def test_the_page_shows_each_example_as_it_is(name: str):
    shown = re.findall(r"<pre[^>]*><code>(.*?)</code></pre>", read_page())
    assert (EXAMPLES / name).read_text(encoding="utf-8").strip() in map(unescape, shown)


def test_every_file_is_offered_with_what_it_is():
    page = read_page()
    for name in export_toy():
        assert f'<a href="data/{name}" download>{name}</a></dt>\n<dd>' in page, name


def test_every_column_and_every_field_is_explained():
    page = unescape(read_page())
    for resource in find_resources(read_toy()).values():
        assert f"<summary>Columns of {resource.name}</summary>" in page
        for field in resource.fields:
            assert f"<dt><code>{field.name}</code>" in page
            assert f"<dd>{field.description}</dd>" in page
    for kind in KINDS:
        assert f"<summary>{kind.collection}: " in page


def test_the_license_says_whom_to_attribute():
    assert "Attribute them to “Ida Wren and The Lamp Readers”," in read_page()


def test_the_facts_lead_to_the_data_and_so_does_every_foot(toy_site: Path):
    assert 'href="data.html"' in next(page.body for page in toy_pages() if page.address == "facts.html")
    assert '<a href="../data.html">' in (toy_site / "families/reds.html").read_text(encoding="utf-8")
