"""Every link of a built site leads somewhere, from any folder that the site is put into."""

from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest
import yaml

from build import ENGINES
from tests.site.pages.links import Site
from tests.sites import TOY, Sites

HOME = yaml.safe_load((TOY / "issue.yml").read_text(encoding="utf-8"))["site_url"]
# file, old text, new text -> what the checker finds then
Breaks = Callable[[str, str, str], set[str]]
# what is put before the </article> of story.html -> what the checker says of it
PLANTS = {
    '<a href="familys.html">x</a>': "familys.html: no such file",
    '<a href="families.html#nowhere">x</a>': "families.html#nowhere: no such anchor",
    '<a href="#nowhere">x</a>': "#nowhere: no such anchor",
    '<a href="families">x</a>': "families: no such file",
    '<a href="../story.html">x</a>': "../story.html: no such file",
    '<a href="/families.html">x</a>': "/families.html: starts at the root of a server",
    f'<a href="{HOME}families.html">x</a>': f"{HOME}families.html: leads to the site by its own address",
    '<a href="javascript:alert(1)">x</a>': "javascript:alert(1): no address of the web",
    '<a href="families.html">x <a href="themes.html">y</a></a>': "themes.html: stands inside another link",
    '<img src="no.png" alt="">': "no.png: no such file",
    '<svg><a xlink:href="no.html"></a></svg>': "no.html: no such file",
    '<p style="background: url(no.webp)">x</p>': "no.webp: no such file",
    '<p id="twice">x</p><p id="twice">y</p>': "#twice: stands more than once",
}


@pytest.mark.parametrize("engine", ENGINES)
def test_every_link_leads_somewhere(sites: Sites, engine: str) -> None:
    assert list(Site(sites(TOY, engine), HOME).breaks()) == []


@pytest.fixture(scope="module")
def breaks_with(toy_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Breaks:
    """What the checker finds in the toy site beyond what it finds anyway, once a file of it is changed."""
    site = tmp_path_factory.mktemp("planted") / "site"
    copytree(toy_site, site)
    before = set(Site(site, HOME).breaks())

    def find(name: str, old: str, new: str) -> set[str]:
        sound = (site / name).read_text(encoding="utf-8")
        assert old in sound
        (site / name).write_text(sound.replace(old, new, 1), encoding="utf-8")
        found = set(Site(site, HOME).breaks())
        (site / name).write_text(sound, encoding="utf-8")
        return found - before

    return find


@pytest.mark.parametrize(("plant", "said"), PLANTS.items(), ids=PLANTS.values())
def test_a_broken_link_is_found(breaks_with: Breaks, plant: str, said: str) -> None:
    assert breaks_with("story.html", "</article>", f"{plant}</article>") == {f"story.html: {said}"}


def test_a_broken_stylesheet_is_found(breaks_with: Breaks) -> None:
    found = breaks_with("assets/site.css", "{", "{background: url(no.png); ")
    assert found == {"assets/site.css: no.png: no such file"}


def test_an_anchor_that_goes_is_missed_from_elsewhere(breaks_with: Breaks) -> None:
    found = breaks_with("glossary.html", 'id="calcination"', 'id="calcinations"')
    assert any(line.endswith("glossary.html#calcination: no such anchor") for line in found)


def test_the_page_for_missing_addresses_links_from_the_root(breaks_with: Breaks) -> None:
    assert breaks_with("404.html", "</article>", '<a href="/families.html">x</a></article>') == set()
    assert breaks_with("404.html", "</article>", '<a href="/no.html">x</a></article>') != set()
