"""Every page of the real site opens in a browser: no error, no request elsewhere, no scrolling sideways."""

import re
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.conftest import SCREENS, NewPage, Serve
from tests.sites import REAL, Sites, pages_of
from tests.watch import Watch
from virtualissue.loader.reader import read_issue
from virtualissue.model.course import Problem
from virtualissue.text.prose import Text
from virtualissue.views.answers import solve

PARTS = 4  # so that several workers can share the tour
WIDTH = SCREENS["phone"]["viewport"]["width"]
PHONE = 640  # px, the height of a small phone's window


def find_faults(page: Page, origin: str, addresses: Sequence[str]) -> list[str]:
    """Opens page after page; returns what goes wrong on them."""
    wide = []
    with Watch(page, origin) as watch:
        for address in addresses:
            page.goto(f"{origin}/{address}")
            if (width := page.evaluate("document.documentElement.scrollWidth")) > WIDTH:
                wide.append(f"{address}: {width} px wide")
        page.wait_for_load_state("networkidle")
    return [*watch.errors, *watch.strays, *wide]


@pytest.mark.parametrize("part", range(PARTS))
def test_pages_open_without_a_fault(real_site: Path, serve: Serve, new_page: NewPage, part: int) -> None:
    addresses = pages_of(real_site)[part::PARTS]
    assert addresses
    assert find_faults(new_page("phone"), serve(real_site), addresses) == []


def test_a_page_that_is_too_wide_is_a_fault(tmp_path: Path, serve: Serve, new_page: NewPage) -> None:
    head = '<!doctype html><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
    (tmp_path / "sound.html").write_text(f"{head}<p>Toy</p>", encoding="utf-8")
    (tmp_path / "wide.html").write_text(f"{head}<p style='width: 600px'>Toy</p>", encoding="utf-8")
    faults = find_faults(new_page("phone"), serve(tmp_path), pages_of(tmp_path))
    assert faults == ["wide.html: 608 px wide"]


def test_the_first_screen_of_a_family_on_a_phone_reaches_down_to_its_pdf(
    real_site: Path, serve: Serve, new_page: NewPage
) -> None:
    page, origin = new_page("phone"), serve(real_site)
    ends = {}
    for slug in read_issue(REAL).families:
        page.goto(f"{origin}/families/{slug}.html")
        box = page.locator(".vi-panel .vi-prints a").first.bounding_box()
        ends[slug] = box["y"] + box["height"] if box else None
    assert {slug: end for slug, end in ends.items() if end is None or end > PHONE} == {}


def test_no_answer_leaves_the_lecturers_edition(sites: Sites):
    issue = read_issue(REAL)
    secrets = {text for problem in issue.problems.values() for text in secrets_of(problem)}
    secrets.add(solve(issue.problems["pellet"], issue).answers["R"].text)
    assert len(secrets) > len(issue.problems)
    for folder in (sites(REAL), sites.unpacked(REAL)):  # in one test, so that each PDF is read once
        public = "".join(squeezed(read_out(path)) for path in folder.rglob("*") if path.is_file())
        assert squeezed(issue.problems["pellet"].ask.sentences[0].text) in public
        assert [secret for secret in secrets if squeezed(secret) in public] == [], folder
        assert not any("lecturer" in path.name for path in folder.rglob("*"))


def read_out(path: Path) -> str:
    """What a file tells in words; of the papers a handout is printed on, one is enough."""
    if path.suffix == ".pdf":
        return read_print(path.read_bytes()) if "-a4" in path.name else ""
    return path.read_text(encoding="utf-8") if path.suffix not in {".png", ".gz", ".zip", ".ico"} else ""


@cache
def read_print(pdf: bytes) -> str:
    """The text of a PDF, read once for all places where the same one lies."""
    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def squeezed(text: str) -> str:
    """Without white space and hyphens: where lines break says nothing."""
    return re.sub(r"[\s\xad-]+", "", text)


def secrets_of(problem: Problem) -> list[str]:
    """A stretch of plain words from the solution and from the note for teachers."""
    proses = (problem.solution, problem.note)
    runs = [max((t.text for t in prose.tokens if isinstance(t, Text)), key=len) for prose in proses]
    return [" ".join(run.split())[:40] for run in runs]
