"""Addresses: one for each thing, and links that work from any folder."""

import pytest

from tests.toy import read_toy
from virtualissue.model.kinds import KINDS
from virtualissue.views.urls import LINK_KINDS, STANDING, address_of, author_address, home_of, relative


@pytest.mark.parametrize(
    ("target", "page", "link"),
    [
        ("facts.html", "index.html", "facts.html"),
        ("facts.html#heat", "index.html", "facts.html#heat"),
        ("facts.html#heat", "facts.html", "#heat"),
        ("facts.html", "facts.html", "facts.html"),
        ("index.html", "families/reds.html", "../index.html"),
        ("families/blues.html", "families/reds.html", "blues.html"),
        ("families/blues.html#top", "families/reds.html", "blues.html#top"),
        ("families/reds.html", "materials/minium.html", "../families/reds.html"),
        ("data/facts.csv", "families/reds.html", "../data/facts.csv"),
    ],
)
def test_a_link_is_relative_to_its_page(target: str, page: str, link: str):
    assert relative(target, page) == link


def test_no_two_things_share_an_address():
    issue = read_toy()
    placed = [
        address_of(kind.name, slug) for kind in KINDS if kind.address for slug in issue.of_kind(kind.name)
    ]
    addresses = [*placed, *STANDING.values(), *map(author_address, issue.authors)]
    assert len(addresses) == len(set(addresses)) > len(STANDING)


def test_prose_links_to_what_has_an_address():
    assert address_of("page", "errata") == "errata.html"
    for kind in LINK_KINDS[:-1]:
        assert address_of(kind, "a-slug").endswith(("a-slug.html", "a-slug"))


def test_sentences_stand_on_the_page_of_their_thing():
    issue = read_toy()
    assert home_of(issue.families["reds"]) == "families/reds.html"
    assert home_of(issue.facts["ochre-firing"]) == "facts.html"
