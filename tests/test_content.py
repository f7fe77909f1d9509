"""The one file of tests that reads content/: the issue on solid electrolytes, what it says, and its site.

Where content/ holds another issue, all of it is skipped. No other test reads that folder.
"""

from functools import cache
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import yaml

from build import ENGINES
from tests.conftest import SCREENS, NewPage, Screen, Serve
from tests.links import Site
from tests.real import CONTENT, NAME, is_there
from tests.search.test_search_in_browser import (
    assert_answered,
    assert_answered_as_typed,
    assert_fetches_little,
    assert_materials_come_first,
)
from tests.search_queries import find_questions
from tests.site.test_accessibility import KINDS, assert_accessible, example
from tests.site.test_csp import assert_secure
from tests.site.test_engines import assert_same_pages
from tests.site.test_offline import assert_pages_open
from tests.site.test_pages_in_browser import find_faults, find_hidden_prints
from tests.site.test_secrecy import assert_secret
from tests.sites import Sites, pages_of
from tests.typing import SearchBox, weigh
from virtualissue.bibliography.work import Work
from virtualissue.charts import draw_charts
from virtualissue.checks import check_issue
from virtualissue.loader.reader import read_issue
from virtualissue.model.issue import Issue

pytestmark = pytest.mark.skipif(not is_there(), reason=f"content/ holds another issue than {NAME}")

REFERENCES = Path(__file__).parent / "real" / "references.yml"
RECORD = ("title", "authors", "journal", "year", "volume", "issue", "pages", "doi")
PARTS = 4  # so that several workers can share the pages
KILOBYTE = 1000
LARGEST_CHART = {"map": 80 * KILOBYTE}  # by form; each of the others may have half of that
LARGEST_BUNDLE = 4000 * KILOBYTE  # without its PDFs
LARGEST_SEARCH = 300 * KILOBYTE  # all that it may ever fetch


@cache
def read() -> Issue:
    return read_issue(CONTENT)


@pytest.fixture(scope="session")
def real_site(sites: Sites) -> Path:
    return sites(CONTENT)


@pytest.fixture(scope="session")
def real_bundle(sites: Sites) -> Path:
    """The bundle, unpacked."""
    return sites.unpacked(CONTENT)


# --- what the issue says ---------------------------------------------------------------------------------


def record_of(work: Work) -> dict[str, Any]:
    """What a bibliography says of a work, as plain as it says it."""
    fields = {name: getattr(work, name) for name in RECORD}
    fields |= {"title": work.title.text, "authors": list(work.authors)}
    return {name: value for name, value in fields.items() if value is not None}


def test_the_content_has_no_mistakes():
    check_issue(read(), CONTENT)


def test_the_references_are_those_that_were_checked():
    ours = {article.number: record_of(article) for article in read().articles.values()}
    ours[0] = record_of(read().front.editorial)
    text = REFERENCES.read_text(encoding="utf-8")
    checked = {reference.pop("number"): reference for reference in yaml.safe_load(text)}
    assert ours == checked


def test_the_collection_adds_up():
    collection, facts = read().front.collection, read().facts
    assert collection
    counts = [int(facts[slug].amount.low) for slug in collection.parts]
    assert sum(counts) == facts[collection.total].amount.low
    assert facts[collection.highlighted].amount.low == len(read().articles)


def test_the_charts_are_light():
    sizes = {
        (drawing.chart.slug, width): (
            len(picture.encode()),
            LARGEST_CHART.get(drawing.chart.form, 40 * KILOBYTE),
        )
        for drawing in draw_charts(read())
        for width, picture in drawing.pictures.items()
    }
    assert sizes
    assert {name: size for name, (size, most) in sizes.items() if size > most} == {}


# --- its site --------------------------------------------------------------------------------------------


@pytest.mark.early
@pytest.mark.parametrize("engine", ENGINES)
def test_every_page_bears_the_policy(sites: Sites, engine: str) -> None:
    assert_secure(sites(CONTENT, engine))


@pytest.mark.parametrize("engine", ENGINES)
def test_every_link_leads_somewhere(sites: Sites, engine: str) -> None:
    assert list(Site(sites(CONTENT, engine), read().front.site_url).breaks()) == []


def test_both_engines_make_the_same_pages(sites: Sites) -> None:
    assert_same_pages(sites(CONTENT, "mkdocs"), sites(CONTENT, "zensical"))


@pytest.mark.early
def test_the_bundle_stays_small(real_bundle: Path) -> None:
    archive = next(real_bundle.parents[2].glob("*.zip"))
    with ZipFile(archive) as packed:
        sizes = {entry.filename: entry.compress_size for entry in packed.infolist()}
    printed = sum(size for name, size in sizes.items() if name.endswith(".pdf"))
    assert archive.stat().st_size - printed < LARGEST_BUNDLE


def test_no_answer_leaves_the_lecturers_edition(real_site: Path, real_bundle: Path) -> None:
    assert_secret(read(), ("pellet", "R"), [real_site, real_bundle])


@pytest.mark.parametrize("part", range(PARTS))
def test_pages_open_without_a_fault(real_site: Path, serve: Serve, new_page: NewPage, part: int) -> None:
    assert find_faults(new_page("phone"), serve(real_site), pages_of(real_site)[part::PARTS]) == []


@pytest.mark.parametrize("part", range(PARTS))
def test_pages_of_the_bundle_open_without_network(real_bundle: Path, new_page: NewPage, part: int) -> None:
    assert_pages_open(new_page(offline=True), real_bundle, pages_of(real_bundle)[part::PARTS])


def test_the_first_screen_of_a_family_on_a_phone_reaches_down_to_its_pdf(
    real_site: Path, serve: Serve, new_page: NewPage
) -> None:
    assert find_hidden_prints(new_page("phone"), serve(real_site), [*read().families]) == {}


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_page_is_accessible(
    real_site: Path, serve: Serve, new_page: NewPage, kind: str, screen: Screen
) -> None:
    page = new_page(screen)
    page.goto(f"{serve(real_site)}/{example(real_site, kind)}")
    assert_accessible(page, kind, screen)


# --- its search ------------------------------------------------------------------------------------------


@pytest.fixture(params=["http", "file"])
def box(request: pytest.FixtureRequest, real_site: Path, serve: Serve, new_page: NewPage) -> SearchBox:
    base = serve(real_site) if request.param == "http" else real_site.as_uri()
    return SearchBox(new_page(), base)


def test_the_table_is_large_enough() -> None:
    questions = find_questions(read())
    typos = [question for question in questions if question.rule.endswith(" letter")]
    assert len(questions) >= 150
    assert len(typos) >= 40
    assert len({question.rule for question in typos}) == 4


@pytest.mark.parametrize("part", range(2))
def test_the_table_is_answered(box: SearchBox, part: int) -> None:
    assert_answered(box, find_questions(read())[part::2])


def test_the_table_is_answered_as_a_reader_is(box: SearchBox) -> None:
    queries = [question.query for question in find_questions(read())][::31]
    assert len(queries) > 20
    assert_answered_as_typed(box, queries)


def test_a_material_comes_first_then_its_family_then_its_articles(box: SearchBox) -> None:
    assert_materials_come_first(box, read())


def test_a_name_fetches_only_what_it_needs_and_that_once(box: SearchBox) -> None:
    assert_fetches_little(box, read())


def test_all_parts_of_the_search_together_stay_slim(real_site: Path) -> None:
    assert weigh(real_site) <= LARGEST_SEARCH
