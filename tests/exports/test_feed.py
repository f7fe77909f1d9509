"""The Atom feed, as a feed reader and as RFC 4287 read it."""

import re
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import feedparser  # type: ignore[import-untyped]
import pytest
from lxml import etree, html

from tests.toy import read_toy
from virtualissue.exports.feed import ATOM, render_feed
from virtualissue.model.issue import Issue

HOME = "https://pigments.example/"
IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
# what RFC 4287 requires and allows: element -> how often each child stands there, at least and at most
CHILDREN = {
    "feed": {
        "id": (1, 1), "title": (1, 1), "updated": (1, 1), "author": (1, 99), "subtitle": (0, 1),
        "rights": (0, 1), "link": (1, 9), "entry": (1, 999),
    },
    "entry": {
        "id": (1, 1), "title": (1, 1), "updated": (1, 1), "summary": (0, 1), "content": (1, 1),
        "link": (1, 9), "category": (0, 99),
    },
}  # fmt: skip


def toy_with(**fields: object) -> Issue:
    issue = read_toy()
    return replace(issue, front=issue.front.model_copy(update=fields))


@cache
def read_feed() -> Any:
    return feedparser.parse(render_feed(read_toy()))


def read_tree(issue: Issue | None = None) -> Any:
    return etree.fromstring(render_feed(issue or read_toy()))


def named(element: Any) -> str:
    return str(etree.QName(element).localname)


def test_a_reader_of_feeds_finds_every_article_with_its_page():
    feed = read_feed()
    assert (feed.bozo, feed.version, feed.encoding) == (False, "atom10", "utf-8")
    assert feed.feed.title == "Pigments under the Lamp"
    assert [author.name for author in feed.feed.authors] == ["Ida Wren", "The Lamp Readers"]
    pages = [entry.link for entry in feed.entries]
    assert pages == [f"{HOME}articles/{slug}.html" for slug in read_toy().articles]


def test_an_entry_has_title_finding_and_reference():
    entry = next(entry for entry in read_feed().entries if entry.link.endswith("lacka-2011.html"))
    assert "Cu<sub>3</sub>(CO<sub>3</sub>)" in entry.title
    assert entry.summary.startswith("Azurite pales as it is ground, and grains of 15–40 μm give")
    content = entry.content[0].value
    assert "J. Imag. Pigm." in content
    assert {tag.label for tag in entry.tags} >= {"Mineral and factory blues", "Grinding and firing"}


def test_the_feed_keeps_the_rules_of_atom():
    for element in read_tree().iter():
        assert etree.QName(element).namespace == ATOM
        if named(element) in CHILDREN:
            found = [named(child) for child in element]
            limits = CHILDREN[named(element)]
            assert set(found) <= set(limits)
            assert [
                name for name, (low, high) in limits.items() if not low <= found.count(name) <= high
            ] == []
        if named(element) in ("id", "uri"):
            assert IRI.fullmatch(element.text)
        if named(element) == "updated":
            assert datetime.fromisoformat(element.text).tzinfo


def test_one_link_of_each_kind_leads_on_and_all_are_absolute():
    tree = read_tree()
    for element in (tree, *tree.iterfind("{*}entry")):
        links = [(link.get("rel"), link.get("type")) for link in element.iterfind("{*}link")]
        assert len(links) == len(set(links))
        assert ("alternate", "text/html") in links
    assert tree.find("{*}link[@rel='self']").get("href") == f"{HOME}feed.xml"
    addresses = [link.get("href") for link in tree.iter("{*}link")]
    for entry in tree.iterfind("{*}entry"):
        addresses += html.fromstring(entry.find("{*}content").text).xpath("//a/@href")
    assert {f"{HOME}facts.html#azurite-grain-size", "https://doi.org/10.5555/toy.11"} <= set(addresses)
    assert [address for address in addresses if not address.startswith("https://")] == []


def test_ids_differ_and_stay_wherever_the_site_moves():
    ids = [element.text for element in read_tree().iter("{*}id")]
    moved = [element.text for element in read_tree(toy_with(site_url="http://b.example/c")).iter("{*}id")]
    assert len(set(ids)) == len(ids) == len(read_toy().articles) + 1
    assert moved == ids
    assert all(id_.startswith("urn:uuid:") for id_ in ids)


def test_a_slash_at_the_end_of_the_address_changes_nothing():
    bare = toy_with(site_url=HOME.rstrip("/"))
    assert render_feed(bare) == render_feed(read_toy())


@pytest.mark.parametrize(
    ("epoch", "day"), [("", "2015-02-28T00:00:00Z"), ("1600000000", "2020-09-13T12:26:40Z")]
)
def test_the_dates_are_those_of_the_build(monkeypatch: pytest.MonkeyPatch, epoch: str, day: str):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert {element.text for element in read_tree().iter("{*}updated")} == {day}
    assert render_feed(read_toy()) == render_feed(read_toy())


def test_text_comes_through_as_it_is():
    title = "<script>alert(1)</script> & ]]>"
    feed = feedparser.parse(render_feed(toy_with(subtitle=title)))
    assert (feed.bozo, feed.feed.subtitle) == (False, title)


def test_without_authors_the_site_stands_for_them():
    authors = read_tree(toy_with(retold_by=())).findall("{*}author/{*}name")
    assert [author.text for author in authors] == ["Pigments under the Lamp"]


def test_without_an_address_there_is_no_feed():
    with pytest.raises(ValueError, match="needs the address of the site"):
        render_feed(toy_with(site_url=""))


@pytest.mark.build
def test_each_page_names_the_feed_where_there_is_one(toy_site: Path):
    link = (
        '<link rel="alternate" type="application/atom+xml" title="Pigments under the Lamp" href="{}feed.xml">'
    )
    for page, root in (("index.html", ""), ("families/reds.html", "../")):
        assert link.format(root) in (toy_site / page).read_text(encoding="utf-8")
    assert (toy_site / "feed.xml").read_bytes() == render_feed(read_toy())
