import pytest

from tests.toy import read_toy
from virtualissue.views.subjects import subject_of


@pytest.mark.parametrize(
    ("fact", "place", "parts"),
    [
        ("azurite-grain-size", None, ["Cu3(CO3)2(OH)2"]),
        ("azurite-grain-size", ("material", "azurite"), ["Cu3(CO3)2(OH)2"]),  # else nothing is left to say
        ("ultramarine-paleness", None, ["Na8-x(AlSiO4)6S2", "x = 1"]),
        ("ultramarine-paleness", ("material", "ultramarine"), ["x = 1"]),
        ("lamp-exposure", None, ["red paint films", "Reds"]),
        ("lamp-exposure", ("family", "reds"), ["red paint films"]),
        ("works-considered", None, ["works considered"]),
    ],
)
def test_what_a_fact_is_of_is_said_in_parts_and_not_twice(fact, place, parts):
    issue = read_toy()
    found = subject_of(issue.facts[fact], issue, issue.find(*place) if place else None)
    assert [part.title.text for part in found] == parts


def test_the_parts_lead_to_their_entities():
    issue = read_toy()
    words, family = subject_of(issue.facts["lamp-exposure"], issue)
    assert (words.entity, family.entity) == (None, issue.families["reds"])
