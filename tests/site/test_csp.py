"""The policy of the website: strict, on every page, and no hindrance to anything that belongs there."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from shutil import copytree

import pytest
from markupsafe import Markup
from playwright.sync_api import Page

from build import ENGINES, ROOT
from tests.browser.features import FEATURES, Feature
from tests.browser.watch import at_peace
from tests.conftest import NewPage, Serve
from tests.site.test_pages import toy_pages
from tests.sites import TOY, Sites, pages_of
from tests.toy import read_toy
from virtualissue.site.csp import BASE_URL, DIRECTIVES, find_root, read_theme_scripts, render_policy
from virtualissue.site.theme import SiteTheme
from virtualissue.site.zensical import secure_pages

META = re.compile(r'<meta charset="utf-8">\s*<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
SCRIPT = re.compile(r"<script(?![^>]*(?: src=|json))[^>]*>(.*?)</script>", re.DOTALL)
INLINE = re.compile(r"<style|<[a-z][^<>]*\s(?:style|on[a-z]+)\s*=", re.IGNORECASE)
HEAD = '<!doctype html><meta charset="utf-8">'
# what is planted before the </article> -> the directive that has to stop it
PLANTS = {
    "<script>document.title = 'planted'</script>": "script-src",
    "<script src='data:text/javascript,document.title=\"planted\"'></script>": "script-src",
    "<img src='assets/none.png' alt='' onerror=\"document.title = 'planted'\">": "script-src",
    "<script src='https://elsewhere.invalid/x.js'></script>": "script-src",
    "<img src='https://elsewhere.invalid/x.png' alt=''>": "img-src",
    "<style>article { color: red }</style>": "style-src",
    "<p style='color: red'>x</p>": "style-src",
    "<iframe title='x' src='index.html'></iframe>": "frame-src",
    "<object data='index.html'></object>": "object-src",
    "<base href='https://elsewhere.invalid/'>": "base-uri",
}
# The first of these counts: an inline handler cannot say of itself that it was stopped.
STOPPED = """() => {
  window.stopped = [];
  addEventListener("securitypolicyviolation", event => stopped.push(event.effectiveDirective));
}"""


# --- a page ----------------------------------------------------------------------------------------------


def sources(html: str) -> list[str]:
    """What may run on a page, as its policy says."""
    found = META.search(html)
    assert found, "no policy, or not before everything else"
    directives = dict(part.strip().split(" ", 1) for part in found[1].split(";"))
    assert directives.keys() == DIRECTIVES.keys()
    return directives["script-src"].split()


def digest_of(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


THEME = ("base('{{ config.scope | d(base_url) }}')", "let a = 'ä'")


def test_the_scripts_of_the_theme_are_allowed_by_their_hashes() -> None:
    expected = ["'self'", *sorted(map(digest_of, ["base('../..')", "let a = 'ä'"]))]
    assert sources(f"{HEAD}{meta(render_policy(THEME, '../..'))}") == expected


@pytest.mark.parametrize("engine", ENGINES)
def test_the_theme_of_each_engine_has_three_scripts(engine: str) -> None:
    scripts = read_theme_scripts(engine)
    assert [len(BASE_URL.findall(script)) for script in scripts] == [1, 0, 0]


@pytest.mark.parametrize(
    ("page", "root"),
    [("index.html", "."), ("a/b.html", ".."), ("a/b/c.html", "../.."), ("404.html", "/sub/")],
)
def test_the_root_is_named_as_the_theme_names_it(page: str, root: str) -> None:
    assert find_root(Path(page), "/sub/") == root


def meta(policy: str) -> str:
    return f'<meta http-equiv="Content-Security-Policy" content="{policy}">'


@pytest.mark.build
@pytest.mark.parametrize("engine", ENGINES)
def test_a_script_that_anyone_plants_is_not_allowed(engine: str, tmp_path: Path) -> None:
    """Wherever it stands: the policy takes nothing from a page."""
    site, script = tmp_path / "site", "<script>planted()</script>"
    site.mkdir()
    (site / "index.html").write_text(f"{HEAD}{script}<article>{script}</article>{script}", encoding="utf-8")
    if engine == "zensical":
        secure_pages(site, "/")
        html = (site / "index.html").read_text(encoding="utf-8")
    else:
        html = render_planted(script)
    assert html.count(script) > 1
    assert digest_of("planted()") not in sources(html)


def render_planted(script: str) -> str:
    """A page with a script in its content and in what the theme says of the whole site."""
    first, *others = toy_pages()
    planted = replace(first, lead=Markup(script) + first.lead)
    plans = [page.plan for page in (planted, *others)]
    themed = SiteTheme(read_toy(), plans, ROOT / "templates" / "theme")
    themed.config.site_name = script
    return themed.render_page(planted)


@pytest.mark.build
def test_the_address_of_the_site_is_escaped_wherever_it_is_written() -> None:
    """A check of content refuses such an address, but nothing depends on that."""
    script = "<script>planted()</script>"
    home = f"https://a.example/pigm\"'>{script}/"
    plans = [page.plan for page in toy_pages()]
    themed = SiteTheme(read_toy(), plans, ROOT / "templates" / "theme", site_url=home)
    written = dict(themed.render_pages(toy_pages()))
    assert "https://a.example/pigm" in written["index.html"]
    assert [page for page, html in written.items() if script in html or 'pigm"' in html] == []
    assert script not in themed.render_sitemap()


# --- a site ----------------------------------------------------------------------------------------------


def assert_secure(site: Path) -> None:
    """Every page of a site bears the policy and has nothing inline beside."""
    for address in pages_of(site):
        html = (site / address).read_text(encoding="utf-8")
        assert set(sources(html)) == {"'self'", *map(digest_of, SCRIPT.findall(html))}, address
        assert INLINE.findall(html) == [], address


@pytest.mark.early
@pytest.mark.parametrize("engine", ENGINES)
def test_every_page_bears_it_and_has_nothing_inline_beside(sites: Sites, engine: str) -> None:
    assert_secure(sites(TOY, engine))


def test_every_page_of_the_bundle_bears_it(sites: Sites) -> None:
    assert_secure(sites.unpacked(TOY))


@pytest.mark.parametrize("text", ["<p style='a'>", "<p\nonclick=a>", "<style>", "<svg><path d='' style=a />"])
def test_what_is_inline_would_be_seen(text: str) -> None:
    assert INLINE.search(text)


# --- in the browser --------------------------------------------------------------------------------------
# That no page runs into it shows where every page is opened: test_pages_in_browser.py, test_hostile.py; and
# that everything lives on a server, where all of it is tried below a path: test_publish.py.


@pytest.mark.parametrize("feature", FEATURES.values(), ids=FEATURES)
def test_everything_lives_from_disk(toy_site: Path, new_page: NewPage, feature: Feature) -> None:
    base, page = toy_site.as_uri(), new_page()
    with at_peace(page, base):
        feature(page, base)


@pytest.fixture(scope="module")
def planted(toy_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the toy, and beside its first page one for each plant with that in it."""
    site = copytree(toy_site, tmp_path_factory.mktemp("planted") / "site")
    html = (site / "index.html").read_text(encoding="utf-8")
    for what in PLANTS:
        page = html.replace("</article>", f"{what}</article>", 1)
        (site / address_of(what)).write_text(page, encoding="utf-8")
    return site


def address_of(what: str) -> str:
    return f"planted-{[*PLANTS].index(what)}.html"


def stopped(page: Page, address: str) -> list[str]:
    """The directives that stopped something on a page."""
    with page.add_init_script(f"({STOPPED})()"):
        page.goto(address)
    found: list[str] = page.evaluate("stopped")
    return found


@pytest.mark.parametrize("place", ["http", "file"])
@pytest.mark.parametrize(("what", "directive"), PLANTS.items())
def test_what_is_planted_is_stopped(
    planted: Path, serve: Serve, new_page: NewPage, what: str, directive: str, place: str
) -> None:
    base, page = serve(planted) if place == "http" else planted.as_uri(), new_page()
    found = stopped(page, f"{base}/{address_of(what)}")
    assert found
    assert all(name.startswith(directive) for name in found)
    assert page.title() == "Pigments under the Lamp"
