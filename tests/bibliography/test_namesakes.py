"""Whether two names are, or may be, those of one person."""

import pytest

from virtualissue.bibliography.names import Byline, parse_name
from virtualissue.bibliography.namesakes import KnownNames, are_compatible, is_one_author

ONE, OTHER = "0000-0002-1825-0097", "0000-0001-5109-3700"


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("Doe, J.", "Doe, J.", True), ("Doe, J.", "Doe, J", True), ("Doe, J.", "DOE, J.", True),
        ("Doe, J. A.", "Doe, J.A.", True), ("Doe, J.-A.", "Doe, JA", True), ("DOE, JANE", "Doe, Jane", True),
        ("DOE, ANN", "Doe, Ann", True), ("Müller-Weiß, J.", "Müller Weiß, J.", True),
        ("van der Doe, J.", "Van Der Doe, J.", True), ("King, M., Jr.", "King, M., Jr", True),
        ("{Lamp Group}", "{LAMP group}", True), ("Zhou, Kai (周凯)", "Zhou, Kai", True),
        ("Perez, I\u0301.", "Perez, Í.", True),
        ("Wang, Wei (王伟)", "Wang, Wei (王薇)", False), ("Doe, J.", "Doe, Jane", False),
        ("Wang, Ji A.", "Wang, Jia", False), ("Müller, J.", "Muller, J.", False),
        ("King, M., Jr.", "King, M.", False), ("Doe, J.", "Roe, J.", False),
        ("{Lamp Group}", "Lamp, G. X.", False),
    ],
)  # fmt: skip
def test_spellings_of_one_author_in_a_list(one: str, other: str, is_one: bool):
    assert is_one_author(parse_name(one), parse_name(other)) is is_one
    assert is_one_author(parse_name(other), parse_name(one)) is is_one
    names = KnownNames()
    names.add(parse_name("Roe, J. X."))
    names.add(parse_name(one))
    assert names.find(parse_name(other)) == (parse_name(one) if is_one else None)


def test_orcids_decide_who_is_one_author():
    wang, full = parse_name("Wang, Y.").parts, parse_name("Wang, Yi").parts
    assert not is_one_author(Byline(wang, ONE), Byline(wang, OTHER))
    assert is_one_author(Byline(wang, ONE), Byline(full, ONE))
    assert is_one_author(Byline(wang, ONE), Byline(wang))
    names = KnownNames()
    names.add(Byline(parse_name("Wong, Y.").parts, ONE))
    assert names.find(Byline(full, ONE)) == "Wong, Y."
    assert names.find(Byline(full, OTHER)) is None


@pytest.mark.parametrize(
    ("one", "other", "compatible"),
    [
        ("Doe, J.", "Doe, Jane", True),
        ("Doe, Jane", "Doe, Jane A.", True),
        ("Doe, JA", "Doe, Jane Alice", True),
        ("Müller, J.", "Muller, Jana", True),
        ("Doe, Jane", "Doe, John", False),
        ("Doe, J.", "Roe, J.", False),
        ("van Doe, J.", "Doe, J.", False),
        ("Doe", "Doe, J.", False),
        ("{Doe}", "Doe, J.", False),
    ],
)
def test_bylines_that_may_name_one_person(one: str, other: str, compatible: bool):
    assert are_compatible(parse_name(one), parse_name(other)) is compatible
