"""References of a record are found wherever they stand, with their place and what they must name."""

from tests.toy import read_toy
from virtualissue.model.references import find_references


def told(kind: str, slug: str) -> list[tuple[tuple[str | int, ...], str, str]]:
    thing = read_toy().find(kind, slug)
    assert thing
    return [(one.path, one.target.kind, one.slug) for one in find_references(thing)]


def test_references_in_lists_stand_with_their_numbers():
    found = told("article", "holm-2014")
    assert (("families", 0), "family", "reds") in found
    assert (("families", 1), "family", "blues") in found


def test_references_of_inner_records_stand_with_the_path_to_them():
    assert (("of", "material"), "material", "hematite") in told("fact", "ochre-firing")
    assert (("givens", "lead", "fact"), "fact", "minium-firing") in told("problem", "oven")


def test_a_thing_that_names_no_other_has_none():
    assert told("term", "binder") == []
