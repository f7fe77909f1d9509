import pytest

from tests.toy import read_toy
from virtualissue.views.back_links import find_passages


def passages(kind: str, slug: str) -> list[tuple[str, str]]:
    """Where passages about a thing stand, and how they begin."""
    found = find_passages(read_toy()).get((kind, slug), ())
    return [(f"{passage.host.kind}:{passage.host.slug}", passage.sentence.text[:12]) for passage in found]


def test_a_citation_makes_a_passage_in_the_order_of_the_issue():
    assert passages("article", "quill-2014") == [
        ("story:under-the-lamp", "Lamplight 4."),
        ("technique:xrf", "Quill reads "),
    ]


def test_a_formula_makes_a_passage_in_any_of_its_spellings():
    assert passages("material", "minium") == [
        ("story:at-the-mortar", "Brandt and c"),
        ("family:reds", "Red lead nee"),
        ("family:reds", "Where firing"),
        ("theme:making", "The fire dec"),
        ("technique:kiln-simulation", "A kiln simul"),
    ]


def test_a_name_and_a_link_make_a_passage():
    assert ("story:under-the-lamp", "Holm and Łuk") in passages("technique", "xrf")
    assert ("story:at-the-mortar", "Firing is ca") in passages("term", "calcination")
    assert ("story:the-palette", "Of all works") in passages("family", "lakes")


def test_a_family_has_the_sentences_of_the_story_on_its_articles_and_materials_and_no_others():
    assert ("story:at-the-mortar", "Brandt and c") in passages("family", "reds")
    assert {host.partition(":")[0] for host, _ in passages("family", "reds")} == {"story"}


@pytest.mark.parametrize("kind", ["material", "technique", "theme", "family"])
def test_what_a_page_says_of_its_own_subject_is_no_passage_of_it(kind: str):
    for slug in read_toy().of_kind(kind):
        assert f"{kind}:{slug}" not in [host for host, _ in passages(kind, slug)]


def test_background_and_reading_lists_are_no_passages():
    sentences = {p.sentence.text for found in find_passages(read_toy()).values() for p in found}
    assert not any("canary" in sentence or "malachite" in sentence for sentence in sentences)
