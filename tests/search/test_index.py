"""The cards and the index of the toy issue: what is found by which word, and how it reaches the browser."""

import json
import re
from collections.abc import Mapping
from itertools import accumulate
from pathlib import Path

import pytest

from tests.site.test_pages import toy_pages
from tests.toy import read_toy
from virtualissue.model.issue import Issue
from virtualissue.search.documents import SearchDocument, find_searchables, make_document
from virtualissue.search.index import IndexEntry, find_places, make_entry, render_index
from virtualissue.search.terms import Weight
from virtualissue.text.folding import fold


@pytest.fixture(scope="module")
def issue() -> Issue:
    return read_toy()


@pytest.fixture(scope="module")
def cards(issue: Issue) -> tuple[SearchDocument, ...]:
    return tuple(make_document(subject, issue) for subject in find_searchables(issue))


@pytest.fixture(scope="module")
def slips(cards: tuple[SearchDocument, ...]) -> tuple[IndexEntry, ...]:
    return tuple(map(make_entry, cards))


@pytest.fixture(scope="module")
def files(slips: tuple[IndexEntry, ...]) -> Mapping[str, str]:
    return render_index(slips)


def content_of(file: str) -> object:
    return json.loads(file[file.index(",") + 1 : file.rindex(")")])


def unfold(before: str, entry: str) -> str:
    """A word of the vocabulary from the one before it."""
    return before[: ord(entry[0]) - 97] + entry[2:]


def found(cards: tuple[SearchDocument, ...], word: str) -> dict[str, int]:
    places = find_places(tuple(map(make_entry, cards)))
    return {cards[number].address: weight for number, weight in places[word].items()}


# --- cards -----------------------------------------------------------------------------------------------


def test_every_page_but_the_letters_has_a_card(cards: tuple[SearchDocument, ...]) -> None:
    pages = {page.address for page in toy_pages() if page.plan.kind != "letter"}
    assert pages <= {card.address.partition("#")[0] for card in cards}


def test_addresses_and_anchors_exist(cards: tuple[SearchDocument, ...]) -> None:
    bodies = {page.address: page.body for page in toy_pages()}
    for card in cards:
        address, _, anchor = card.address.partition("#")
        wanted = {anchor, *(quote.anchor for quote in card.excerpts)} - {""}
        assert [name for name in wanted if f'id="{name}"' not in bodies[address]] == []


def test_a_thing_is_told_from_its_relatives(issue: Issue, cards: tuple[SearchDocument, ...]) -> None:
    for material in issue.materials.values():
        if material.formula:
            places = found(cards, fold(material.formula.text))
            assert places[f"materials/{material.slug}.html"] == Weight.NAME
            for slug in material.families:
                assert places[f"families/{slug}.html"] == Weight.MEMBER
            for article in issue.articles_of(material):
                assert places[f"articles/{article.slug}.html"] == Weight.RELATED


def test_facts_stand_in_quotes_as_values(cards: tuple[SearchDocument, ...]) -> None:
    assert [quote.text for card in cards for quote in card.excerpts if re.search("[{}]", quote.text)] == []


# --- the index -------------------------------------------------------------------------------------------


def test_files_call_found_and_hold_json(files: Mapping[str, str]) -> None:
    for name, file in files.items():
        if not name.startswith("search_index"):
            assert file.startswith(f'found("{name.removesuffix(".js")}",')
            content_of(file)


def test_the_vocabulary_is_whole_and_in_order(
    slips: tuple[IndexEntry, ...], files: Mapping[str, str]
) -> None:
    head = content_of(files["head.js"])
    assert isinstance(head, dict)
    words: list[str] = []
    for number in range(len(head["words"])):
        entries = str(content_of(files[f"words-{number}.js"])).split(" ")
        words += accumulate(
            entries, lambda before, entry: before[: ord(entry[0]) - 97] + entry[2:], initial=""
        )
        words.remove("")
    assert words == sorted(find_places(slips))


def test_the_version_changes_with_the_content(
    slips: tuple[IndexEntry, ...], files: Mapping[str, str]
) -> None:
    versions = {json.dumps(content_of(made["head.js"])) for made in (files, render_index(slips[1:]))}
    assert len(versions) == 2
    assert render_index(slips) == files


def test_a_search_that_finds_nothing_says_what_may_help(toy_site: Path):
    assert "Nothing found. Try fewer letters" in (toy_site / "index.html").read_text(encoding="utf-8")
