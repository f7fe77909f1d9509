"""Each file of the site is made when it is asked for; a mistake is shown and loses nothing."""

import re
import shutil
from pathlib import Path

import pytest

import build
from tests.site.test_pages import ENVIRONMENT
from tests.toy import copy_toy
from virtualissue.charts import draw_charts
from virtualissue.loader.reader import read_issue
from virtualissue.print.planning import plan_offered
from virtualissue.print.printouts import PAPERS, Printout
from virtualissue.site.pages import plan_pages, render_pages
from virtualissue.site.preview.live_site import LiveSite
from virtualissue.site.theme import SiteTheme

pytestmark = pytest.mark.build
TEMPLATES = build.ROOT / "templates"
ABOUT = "families/reds.html"
ADDED = re.compile(r'<link rel="stylesheet" href="/live/live.css">|<script src="/live/live.js".*?</script>')


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return copy_toy(tmp_path)


@pytest.fixture
def live(content: Path) -> LiveSite:
    site = LiveSite(content, TEMPLATES, build.explain_fault)
    site.refresh()
    return site


def read(site: LiveSite, address: str) -> str:
    found = site.find(address)
    assert found is not None
    return found.decode()


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_every_page_is_that_of_the_built_site(live: LiveSite, content: Path):
    issue = read_issue(content)
    pages = tuple(render_pages(issue, ENVIRONMENT, draw_charts(issue)))
    themed = SiteTheme(issue, tuple(plan_pages(issue)), TEMPLATES / "theme")
    for address, html in themed.render_pages(pages):
        shown = live.render_not_found().decode() if address == "404.html" else read(live, address)
        assert ADDED.sub("", shown) == html


def test_every_other_file_is_that_of_the_built_site(live: LiveSite, toy_site: Path):
    handouts = toy_site / "handout"
    assert live.issue
    live.take_printouts(
        Printout(
            document.name,
            paper,
            name := f"{document.file}-{paper}.pdf",
            (handouts / name).read_bytes(),
        )
        for document in plan_offered(live.issue, ())
        for paper in PAPERS
    )
    built = {path.relative_to(toy_site).as_posix() for path in toy_site.rglob("*") if path.is_file()}
    left_out = {"robots.txt", "sitemap.xml", "feed.xml", "assets/card.png"}
    others = {name for name in built - left_out if not name.endswith(".html")}
    assert [name for name in sorted(others) if live.find(name) != (toy_site / name).read_bytes()] == []
    assert live.find("nothing/here.html") is None


def test_a_change_is_shown_and_counted(live: LiveSite, content: Path):
    before = live.number
    edit(content / "families/reds.yml", "name: ", "name: Very ")
    live.refresh()
    assert live.number == before + 1
    assert "Very " in read(live, ABOUT)
    assert f'data-number="{live.number}"' in read(live, ABOUT)


def test_a_mistake_is_shown_over_the_last_good_state(live: LiveSite, content: Path):
    good = read(live, ABOUT)
    edit(content / "families/reds.yml", "name: ", "nmae: ")
    live.refresh()
    told = read(live, ABOUT)
    assert "content/families/reds.yml:" in told
    assert "did you mean name?" in told
    assert re.search(r"\n +1 \| nmae: .*\n +\| \^", told)  # the line, and the place in it
    assert "error in the program" not in told
    assert good.partition("<body")[2][:2000] in told
    edit(content / "families/reds.yml", "nmae: ", "name: ")
    live.refresh()
    assert "vi-live-fault" not in read(live, ABOUT)


def test_mistakes_at_the_start_are_shown_on_every_page(content: Path):
    edit(content / "families/reds.yml", "name: ", "nmae: ")
    site = LiveSite(content, TEMPLATES, build.explain_fault)
    site.refresh()
    assert "content/families/reds.yml:" in read(site, "index.html")
    assert site.issue is None


def test_a_slip_in_a_template_is_shown_on_the_page_that_was_there(content: Path, tmp_path: Path):
    templates = shutil.copytree(TEMPLATES, tmp_path / "templates")
    site = LiveSite(content, templates, build.explain_fault)
    site.refresh()
    read(site, ABOUT)
    (templates / "pages/family.html").write_text("{% if %}")
    site.refresh()
    told = read(site, ABOUT)
    assert "templates/pages/family.html:1: " in told
    assert "<h1" in told
    assert "vi-live-fault" not in read(site, "index.html")


def test_a_change_of_the_theme_is_shown(content: Path, tmp_path: Path):
    templates = shutil.copytree(TEMPLATES, tmp_path / "templates")
    site = LiveSite(content, templates, build.explain_fault)
    site.refresh()
    for address in (ABOUT, "articles/holm-2014.html"):
        assert "<i>edited</i>" not in read(site, address)
    edit(templates / "theme/page.html", "{% block content %}", "{% block content %}<i>edited</i>")
    site.refresh()
    for address in (ABOUT, "articles/holm-2014.html"):
        assert "<i>edited</i>" in read(site, address)
    edit(templates / "theme/404.html", "{% include", "{% if %}{% include")
    site.refresh()
    assert b"templates/theme/404.html:2: " in site.render_not_found()


def test_what_is_wrong_is_shown_as_text(live: LiveSite, content: Path):
    (content / "terms<script>.yml").write_text("a: b")
    live.refresh()
    assert "<script>.yml" not in read(live, "index.html")
    assert "&lt;script&gt;" in read(live, "index.html")


def test_pdfs_are_offered_when_they_are_there(live: LiveSite):
    assert live.find("handout/pigments-reds-a4.pdf") is None
    number = live.number
    live.take_printouts([Printout("reds", "a4", "pigments-reds-a4.pdf", b"%PDF one")])
    assert live.find("handout/pigments-reds-a4.pdf") == b"%PDF one"
    assert live.number == number + 1
    assert "handout/pigments-reds-a4.pdf" in read(live, ABOUT)
    live.take_printouts([Printout("reds", "a4", "pigments-reds-a4.pdf", b"%PDF two")])
    assert live.find("handout/pigments-reds-a4.pdf") == b"%PDF two"
    assert live.number == number + 1  # the pages say the same of it
