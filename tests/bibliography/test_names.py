"""Names of people: their slugs, and the ways in which they are written."""

import pytest

from virtualissue.bibliography.names import person_names, slug_of_name


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Rosłoń, Irek", "roslon-irek"),
        ("Müller-Weiß, Jana", "muller-weiss-jana"),
        ("Sørby, Nils", "sorby-nils"),
        ("O'Neil, J.-P.", "o-neil-j-p"),
        ("Æsir, Đ.", "aesir-d"),
    ],
)
def test_slugs_of_names(name: str, slug: str):
    assert slug_of_name(name) == slug


def test_a_name_without_a_latin_letter_has_a_slug_of_its_own():
    slugs = {slug_of_name("王, 芳"), slug_of_name("李, 芳")}
    assert len(slugs) == 2
    assert all(slug.isascii() and slug.isalnum() for slug in slugs)


def test_a_name_is_written_in_many_ways() -> None:
    behind = {"Carberry", "Carberry JS", "Carberry Josiah S."}
    before = {"Josiah S. Carberry", "Josiah Carberry", "JS Carberry", "J Carberry"}
    assert set(person_names("Carberry, Josiah S.")) == behind | before
    assert person_names("Plato") == ("Plato",)
