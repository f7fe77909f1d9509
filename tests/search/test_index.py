"""The cards and the index of the toy issue: what is found by which word, and how it reaches the browser."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import unescape
from itertools import accumulate

import pytest
from markupsafe import Markup

from tests.site.test_pages import ENVIRONMENT, toy_pages
from tests.toy import draw_toy, read_toy
from virtualissue.chemistry.formula import Formula
from virtualissue.model.issue import Issue
from virtualissue.search.documents import PagePart, SearchDocument, find_searchables, make_document
from virtualissue.search.index import (
    IndexEntry,
    abbreviate,
    find_phrases,
    find_places,
    make_entry,
    render_index,
    render_search,
)
from virtualissue.search.terms import Weight
from virtualissue.site.pages import render_pages
from virtualissue.text.folding import find_numbers, fold

Places = Mapping[str, Mapping[str, int]]


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


@pytest.fixture(scope="module")
def found(slips: tuple[IndexEntry, ...]) -> Places:
    """Every word with the addresses where it is found, each with its weight there."""
    return {
        word: {slips[number].address: weight for number, weight in places.items()}
        for word, places in find_places(slips).items()
    }


# --- cards -----------------------------------------------------------------------------------------------


def test_every_page_but_the_letters_has_a_card(cards: tuple[SearchDocument, ...]) -> None:
    pages = {page.address for page in toy_pages() if page.plan.kind != "letter"}
    assert pages <= {card.address.partition("#")[0] for card in cards}


@pytest.mark.slow
def test_addresses_and_anchors_exist(issue: Issue, cards: tuple[SearchDocument, ...]) -> None:
    bodies = {page.address: page.body for page in render_pages(issue, ENVIRONMENT, draw_toy())}
    for card in cards:
        address, _, anchor = card.address.partition("#")
        wanted = {anchor, *(quote.anchor for quote in card.excerpts)} - {""}
        assert [name for name in wanted if f'id="{name}"' not in bodies[address]] == []


def test_a_thing_is_told_from_its_relatives(issue: Issue, found: Places) -> None:
    for material in issue.materials.values():
        if material.formula:
            places = found[fold(material.formula.text)]
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
        assert file.startswith(f'found("{name.removesuffix(".js")}",')
        content_of(file)


def test_the_vocabulary_is_whole_and_in_order(
    slips: tuple[IndexEntry, ...], files: Mapping[str, str]
) -> None:
    head = content_of(files["head.js"])
    assert isinstance(head, dict)
    entries = str(head["words"]).split(" ")
    words = [*accumulate(entries, unfold, initial="")][1:]
    assert words == sorted(find_places(slips))


@pytest.mark.parametrize(
    ("fact", "expected"), [("minium-firing", ("820 K", "547 °C")), ("ochre-firing", ("350 °C", "623 K"))]
)
def test_a_value_is_found_in_each_unit_of_its_quantity(
    issue: Issue, fact: str, expected: tuple[str, ...]
) -> None:
    lead = make_document(issue.facts[fact], issue).lead
    assert lead
    text = lead.text.replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert [value for value in expected if value in text] == [*expected]


def test_numbers_are_in_the_vocabulary_in_one_spelling(
    cards: tuple[SearchDocument, ...], found: Places
) -> None:
    """A value counts for more with its fact than in a sentence."""
    fact = next(card for card in cards if card.address == "facts.html#azurite-grain-size")
    assert fact.lead
    numbers = [*find_numbers(fact.lead.text)]
    assert numbers
    assert all(found[number][fact.address] == Weight.WORD for number in numbers)


def test_the_first_sentence_that_has_text_is_the_gist(
    cards: tuple[SearchDocument, ...], found: Places
) -> None:
    for card in cards:
        if card.address.startswith("articles/"):
            assert card.lead
            assert not card.lead.text
            word = max(card.excerpts[0].text.split(), key=len)
            assert found[fold(word)].get(card.address, Weight.GIST) >= Weight.GIST


def test_phrases_are_shortened_to_signs_that_are_nowhere_else() -> None:
    texts = ["of the lakes and of the reds", "one of the lakes"] * 4
    phrases = find_phrases(texts)
    assert phrases
    short = [abbreviate(text, phrases) for text in texts]
    assert sum(map(len, short)) < sum(map(len, texts))
    back = {sign: phrase for phrase, sign in phrases.items()}
    assert ["".join(back.get(sign, sign) for sign in text) for text in short] == texts
    assert not set().union(*texts) & set(back)


def test_what_only_lecturers_may_see_is_not_found(issue: Issue, cards: tuple[SearchDocument, ...]) -> None:
    shown = " ".join(excerpt.text for card in cards for excerpt in card.excerpts)
    problems = [*issue.problems.values()]
    assert any(problem.ask.sentences[0].text[:20] in shown for problem in problems)
    assert not any(problem.solution.sentences[0].text in shown for problem in problems)


def test_headings_files_and_names_are_found(issue: Issue) -> None:
    part = PagePart(
        "a.html#b", "Heading", "Headings", "A page", Markup("How to <i>b</i>"), ("How to b",), ("odd",)
    )
    twin = replace(part, address="facts.html#azurite-grain-size")
    head = content_of(render_search(issue, (part, twin))["head.js"])
    plain = content_of(render_search(issue)["head.js"])
    assert isinstance(head, dict)
    assert isinstance(plain, dict)
    assert head["total"] == plain["total"] + 1  # what is an entity already is found as that
    assert head["sorts"][-1] == ["Heading", "Headings"]


def test_what_readers_call_things_reaches_the_browser(issue: Issue) -> None:
    head = content_of(render_search(issue)["head.js"])
    assert isinstance(head, dict)
    assert head["synonyms"] == {fold(name): fold(same) for name, same in issue.front.synonyms.items()}
    assert [text for _, text in head["formulas"]].count("Fe2O3") == 1
    assert set(head["absent"]) == set(map(fold, issue.front.absent))


def test_the_version_changes_with_the_content(
    slips: tuple[IndexEntry, ...], files: Mapping[str, str]
) -> None:
    versions = {json.dumps(content_of(made["head.js"])) for made in (files, render_index(slips[1:]))}
    assert len(versions) == 2
    assert render_index(slips) == files


# --- what is shown of a document -------------------------------------------------------------------------

RAW_MARK = re.compile(r"[\^_`{}\\~|]|\*\w|\[@|(?<![-\d])\d+-\d+(?![-\d])")
POWER = re.compile(r"10[-−][0-9]|×[\s\u202f]*10[0-9]")


def read_shown(files: Mapping[str, str]) -> list[tuple[str, str]]:
    """Every text of the index as it is shown, in HTML, with the address of its document."""
    head = content_of(files["head.js"])
    assert isinstance(head, dict)
    shown = []
    for number in range(len(head["documents"])):
        documents = content_of(files[f"documents-{number}.js"])
        assert isinstance(documents, list)
        for address, short in documents:
            text = "".join(head["phrases"].get(sign, sign) for sign in short)
            title, lead, *excerpts = text.split(head["parting"])
            texts = [title, lead, *(excerpt.partition(" ")[2] for excerpt in excerpts)]
            shown += [(address, re.sub("[][{}~|]", lambda sign: head["tags"][sign[0]], one)) for one in texts]
    return shown


def find_raw(shown: Sequence[tuple[str, str]], issue: Issue) -> list[tuple[str, str]]:
    """The texts in which a mark, a formula or a power stands as it was typed and not as it is set."""
    typed = {
        formula.text
        for material in issue.materials.values()
        for formula in (material.formula, *material.spellings)
        if formula and re.search("[0-9]", formula.text)
    }
    plain = [(address, unescape(re.sub("</?(?:i|span)[^>]*>", "", text))) for address, text in shown]
    return [
        (address, text)
        for address, text in plain
        if RAW_MARK.search(bare := re.sub("</?su[bp]>", "\n", text))
        or POWER.search(bare)
        or any(formula in bare for formula in typed)
    ]


def test_nothing_is_shown_as_it_was_typed(issue: Issue, files: Mapping[str, str]) -> None:
    shown = read_shown(files)
    assert len(shown) > 100
    assert find_raw(shown, issue) == []


@pytest.mark.parametrize(
    "text", ["4.3 V vs Li/Li^+", "{ochre-firing}", "`HgS`", "10−3 S/cm", "made of Fe2O3", "a *blue*"]
)
def test_what_was_typed_is_seen(issue: Issue, text: str) -> None:
    assert find_raw([("a.html", text)], issue)


def test_a_value_is_shown_with_how_it_was_won_and_what_it_is_of(
    issue: Issue, files: Mapping[str, str]
) -> None:
    shown = read_shown(files)
    for fact in issue.facts.values():
        terms, of = issue.terms_of(fact), fact.of
        subject = of.phrase or of.collection or issue.materials[of.material or ""].formula
        told = [text for address, text in shown if address == f"facts.html#{fact.slug}"]
        line = told[1]
        assert line.startswith(f"{issue.quantities[fact.quantity].name}: {fact.amount.html}")
        assert not terms or f" ({terms})" in line
        assert str(subject.html if isinstance(subject, Formula) else subject) in line
