"""Both engines make the same pages of the same content, and each the same bytes twice."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from shutil import copytree

import pytest

from build import ROOT
from tests.sites import TOY, Sites, digest, pages_of

LINKS = ("href", "src", "xlink:href")
# What belongs to the engine and not to the page: the sign behind a heading, and where a skip link lands.
OWN_CLASS, OWN_ID = "headerlink", "__skip"


@dataclass
class Article(HTMLParser):
    """What the <article> of a page says, white space folded, without what is the engine's own."""

    html: str = field(compare=False, repr=False)
    text: str = ""
    headings: list[tuple[str, str]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    _open: list[str] = field(default_factory=list, compare=False)

    def __post_init__(self) -> None:
        super().__init__()
        found = re.search(r'<article class="md-content__inner.*</article>', self.html, re.DOTALL)
        assert found, "a page without an article"
        self.feed(found[0])
        self.text = " ".join(self.text.split())
        self.headings = [(level, " ".join(text.split())) for level, text in self.headings]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        own = OWN_CLASS in values.get("class", "").split() or values.get("id") == OWN_ID
        if tag == "a":
            self._open.append(OWN_CLASS if own else tag)
        if own:
            return
        self.ids += [values["id"]] if "id" in values else []
        # one engine writes ./b.html for b.html
        self.links += [values[name].removeprefix("./") for name in LINKS if name in values]
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((tag, ""))
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" or re.fullmatch("h[1-6]", tag):
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if OWN_CLASS in self._open:
            return
        self.text += data
        if any(tag.startswith("h") for tag in self._open):
            level, text = self.headings[-1]
            self.headings[-1] = (level, text + data)


def read_articles(site: Path) -> dict[str, Article]:
    return {page: Article((site / page).read_text(encoding="utf-8")) for page in pages_of(site)}


def assert_same_pages(one: Path, other: Path) -> None:
    """Two sites have the same pages, and on them say the same."""
    ours, theirs = read_articles(one), read_articles(other)
    assert ours.keys() == theirs.keys()
    assert [page for page, article in ours.items() if article != theirs[page]] == []


def test_both_engines_make_the_same_pages(sites: Sites) -> None:
    assert_same_pages(sites(TOY, "mkdocs"), sites(TOY, "zensical"))


def test_an_article_is_read_whole() -> None:
    html = """<p>Around</p><article class="md-content__inner"><a id="__skip"></a><h2 id="a">On
      <sub>2</sub><a class="headerlink" href="#a">#</a></h2> <p><a href="./b.html">b</a></p></article>"""
    article = Article(html)
    assert (article.text, article.headings) == ("On 2 b", [("h2", "On 2")])
    assert (article.ids, article.links) == (["a"], ["b.html"])


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_the_same_content_makes_the_same_bytes(sites: Sites, tmp_path: Path, engine: str) -> None:
    copytree(TOY, tmp_path / "elsewhere" / "content")
    if engine != "mkdocs":  # that the PDFs are the same, the first shows
        copytree(sites(TOY).parent / "cache", tmp_path / "out" / "cache")
    command = (sys.executable, ROOT / "build.py", "site", "--engine", engine)
    folders = ("--content", tmp_path / "elsewhere" / "content", "--out", tmp_path / "out")
    other = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}
    subprocess.run((*command, *folders), cwd=tmp_path, env=other, check=True)
    site = sites(TOY, engine)
    assert digest(tmp_path / "out" / "site") == digest(site)
    assert digest(tmp_path / "out" / "pages") == digest(site.parent / "pages")


def test_the_site_bears_the_day_of_the_issue(toy_site: Path) -> None:
    days = re.findall("<lastmod>(.*?)</lastmod>", (toy_site / "sitemap.xml").read_text(encoding="utf-8"))
    assert set(days) == {"2015-02-28"}
