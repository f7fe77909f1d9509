"""Which spellings are one word to the search."""

import pytest

from virtualissue.text.folding import find_numbers, find_words, fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Li7La3Zr2O12", "Li₇La₃Zr₂O₁₂"),
        ("Li3-x(OHx)Cl", "li₃₋ₓ(OHₓ)cl"),
        ("PS4^3-", "PS₄³⁻"),
        ("3Li2S·P2S5", "3Li2S.P2S5"),
        ("β-Li3PS4", "beta-Li3PS4"),
        ("4.0×10⁻³", "4.0x10-3"),
        ("Clément", "CLEMENT"),
        ("Rosłoń", "Roslon"),
        ("Þórsdóttir", "Thorsdottir"),
        ("Seyðisfjörður", "Seydisfjordur"),
        ("Işıldak", "Isildak"),
        ("sulphide", "sulfide"),
        ("aluminium", "aluminum"),
        ("crystallisation", "crystallization"),
        ("modelling", "modeling"),
        ("colour", "color"),
        ("fibre", "fiber"),
        ("analyse", "analyze"),
    ],
)
def test_spellings_of_one_word(one: str, other: str) -> None:
    assert fold(one) == fold(other) != ""


@pytest.mark.parametrize(("one", "other"), [("Li2S", "Li2Se"), ("four", "for"), ("cation", "cations")])
def test_words_that_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_a_word_of_parts_is_found_whole_and_in_its_parts() -> None:
    assert list(find_words("garnet-type, Li2S–P2S5")) == [
        "garnettype",
        "garnet",
        "type",
        "li2sp2s5",
        "li2s",
        "p2s5",
    ]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("about 4.3 V", ["#43e-1"]),
        ("4.0 × 10⁻³ S/cm", ["#4e-3"]),
        ("4e-3, 0.004, 4.0x10^-3 and 4.0 * 10**-3", ["#4e-3"] * 4),
        ("10⁻⁴, 10^-4, 10-4, 1.0e-4 and 0.0001", ["#1e-4"] * 5),
        ("12\u202f000, 12,000 and 12000", ["12000"] * 3),
        ("300 K in 2019", ["300", "2019"]),
        ("4,3 V, 0,004 S/cm and 7,4e-2", ["#43e-1", "#4e-3", "#74e-3"]),
        ("1,234,567 and 12,5", ["#1234567e0", "#125e-1"]),
        ("0 and 0.0", ["0", "0"]),
        ("3 × 10⁸ m/s", ["#3e8"]),
        ("Li6PS5Cl, NMC622 and v1.2", []),
    ],
)
def test_a_number_has_one_spelling(text: str, numbers: list[str]) -> None:
    assert [*find_numbers(text)] == numbers
