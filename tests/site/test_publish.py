"""What stands on a host: a site that works below any path, and tells its address where it has one."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
import yaml

from build import ENGINES, ROOT
from tests.browser.features import FEATURES, Feature
from tests.browser.watch import at_peace
from tests.conftest import NewPage, Serve
from tests.site.pages.links import Site
from tests.sites import HOME, Sites, pages_of
from virtualissue.site.website import render_robots

WORKFLOW = ROOT / ".github" / "workflows" / "publish.yml"
META = re.compile(r'<meta (?:property|name)="((?:og|twitter):[^"]*)" content="([^"]*)">')
PATH = urlsplit(HOME).path


@pytest.fixture(params=ENGINES)
def site(request: pytest.FixtureRequest, sites: Sites, moved: Path) -> Path:
    """The site of the toy for the address HOME."""
    return sites(moved, request.param)


@pytest.fixture
def base(sites: Sites, moved: Path, serve: Serve, tmp_path: Path) -> str:
    """The address below which that site is served, with the same path as HOME."""
    (tmp_path / PATH.strip("/")).symlink_to(sites(moved))
    return f"{serve(tmp_path)}{PATH}"


def tags(site: Path, address: str) -> dict[str, str]:
    found = META.findall((site / address).read_text(encoding="utf-8"))
    return {name: unescape(content) for name, content in found}


# --- below a path ----------------------------------------------------------------------------------------


def test_every_link_leads_somewhere_below_the_path(site: Path) -> None:
    assert list(Site(site, f"{HOME}/").breaks()) == []


@pytest.mark.parametrize("feature", FEATURES.values(), ids=FEATURES)
def test_everything_lives(new_page: NewPage, base: str, feature: Feature) -> None:
    page = new_page()
    with at_peace(page, base):
        feature(page, base)


def test_the_page_for_missing_addresses_works_at_any_depth(
    new_page: NewPage, sites: Sites, moved: Path, base: str
) -> None:
    page, missing = new_page(), f"{base}/some/where/gone.html"
    instead = sites(moved) / "404.html"
    with at_peace(page, base), page.route(missing, lambda route: route.fulfill(path=instead)):
        page.goto(missing)
        assert page.locator("h1").inner_text().startswith("Page not found")
        assert page.title().startswith("Page not found")
        page.get_by_role("link", name="Glossary").first.click()
        page.wait_for_url(f"{base}/glossary.html")


# --- what machines read ----------------------------------------------------------------------------------


def test_the_map_has_every_page_and_the_robots_are_shown_to_it(site: Path) -> None:
    assert (site / "robots.txt").read_text(encoding="utf-8") == (
        f"User-agent: *\nAllow: /\nSitemap: {HOME}/sitemap.xml\n"
    )
    places = ElementTree.parse(site / "sitemap.xml").iterfind(".//{*}loc")
    pages = {page for page in pages_of(site) if page != "404.html"}
    assert {place.text for place in places} == {f"{HOME}/{page}" for page in pages}


def test_a_site_without_an_address_shows_no_map() -> None:
    assert render_robots("") == "User-agent: *\nAllow: /\n"


def test_every_page_can_be_shared(site: Path) -> None:
    for address in pages_of(site):
        if address != "404.html":
            found = tags(site, address)
            assert found["og:url"] == f"{HOME}/{address}"
            assert found["og:image"] == f"{HOME}/assets/card.png"
            assert found["twitter:card"] == "summary_large_image"
            assert all(found[name] for name in ("og:title", "og:description", "og:image:alt"))


def test_the_picture_has_the_size_that_the_pages_say(site: Path) -> None:
    picture = (site / "assets" / "card.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    size = [int.from_bytes(picture[start : start + 4], "big") for start in (16, 20)]
    found = tags(site, "index.html")
    assert size == [1200, 630] == [int(found[f"og:image:{side}"]) for side in ("width", "height")]


def test_a_site_without_an_address_says_nothing_of_one(sites: Sites, homeless: Path) -> None:
    site = sites(homeless)
    for address in pages_of(site):
        html = (site / address).read_text(encoding="utf-8")
        assert not META.search(html)
        assert 'rel="canonical"' not in html


# --- the way there ---------------------------------------------------------------------------------------


def test_the_workflow_publishes_what_make_site_makes_once_the_tests_pass_with_pinned_actions() -> None:
    jobs = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]
    used = [step["uses"] for job in jobs.values() for step in job["steps"] if "uses" in step]
    assert [use for use in used if not re.search(r"@(v\d+\.\d+\.\d+|[0-9a-f]{40})$", use)] == []
    assert "make test" in [step.get("run") for step in jobs["test"]["steps"]]
    assert jobs["test"]["strategy"]["matrix"]["python"] == ["3.11", "3.12", "3.13", "3.14"]
    assert jobs["publish"]["needs"] == "test"
    assert "make site" in [step.get("run") for step in jobs["publish"]["steps"]]
    assert {"path": "out/site"} in [step.get("with") for step in jobs["publish"]["steps"]]
