"""What content leaves open: numbers that follow by themselves, and colors that can be read."""

from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

import pytest

from tests import minimal
from tests.toy import read_toy
from virtualissue.loader.defaults import ACCENTS, EMBLEMS, fill_in, number_articles
from virtualissue.loader.reader import read_issue
from virtualissue.model.entities import Article
from virtualissue.views.palette import DARK, LIGHT, find_contrast, find_distance


def articles_of(**given: tuple[int, str]) -> Mapping[str, Article]:
    """Articles with a number (0 where none is given) and a year."""
    return {
        slug: Article.model_validate(
            {"slug": slug, "file": "", "line": 1, "title": slug, "authors": ["Doe, J."], "year": year}
            | ({"number": number} if number else {})
        )
        for slug, (number, year) in given.items()
    }


@pytest.mark.parametrize(
    ("given", "order", "numbered"),
    [
        ({"b": (0, "2012"), "c": (0, "2011"), "a": (0, "2012"), "d": (0, "no date")}, (), "c1 a2 b3 d4"),
        ({"b": (0, "2012"), "c": (0, "2011"), "a": (0, "2012")}, ("b", "a", "c"), "b1 a2 c3"),
        ({"b": (0, "2012"), "a": (0, "2013")}, ("a",), "a1 b2"),
        ({"a": (2, "2010"), "b": (0, "2012"), "c": (0, "2011")}, (), "c1 a2 b3"),
        ({"a": (2, "2010"), "b": (1, "2012")}, (), "b1 a2"),
        ({"a": (5, "2010"), "b": (5, "2012"), "c": (0, "2013")}, (), "c1 a5 b5"),
    ],
)
def test_articles_without_a_number_take_the_next_that_is_free(
    given: dict[str, tuple[int, str]], order: tuple[str, ...], numbered: str
):
    found = number_articles(articles_of(**given), order)
    assert " ".join(f"{slug}{article.number}" for slug, article in found.items()) == numbered


def test_the_numbers_that_are_given_are_kept():
    assert {slug: article.number for slug, article in read_toy().articles.items()} == {
        "lacka-2011": 1, "sorby-2012": 2, "brandt-2013": 3, "wren-2013": 4, "holm-2014": 5, "quill-2014": 6,
    }  # fmt: skip


@pytest.mark.parametrize("accent", ACCENTS, ids=lambda accent: accent.light)
def test_the_colors_of_the_palette_can_be_read(accent):
    for color, palette in ((accent.light, LIGHT), (accent.dark, DARK)):
        assert min(find_contrast(color, ground) for ground in (palette.paper, palette.tint)) >= 7


def test_the_families_of_the_palette_can_be_told_apart():
    assert min(find_distance(a.light, b.light) for a, b in combinations(ACCENTS, 2)) > 45
    assert min(find_distance(a.dark, b.dark) for a, b in combinations(ACCENTS, 2)) > 45
    places = {(n % len(ACCENTS), n % len(EMBLEMS)) for n in range(70)}
    assert len(places) == 70


def test_families_get_the_colors_in_their_order_and_keep_their_own():
    toy = read_toy()
    bare = {slug: one.model_copy(update={"color": None, "icon": None}) for slug, one in toy.families.items()}
    issue = fill_in(toy.with_collections(families=bare))
    assert [family.accent for family in issue.families.values()] == list(ACCENTS[:3])
    assert [family.emblem for family in issue.families.values()] == list(EMBLEMS[:3])
    assert [family.accent for family in toy.families.values()] == [one.color for one in toy.families.values()]


def test_the_least_issue_is_called_after_its_title():
    issue = read_issue(minimal.CONTENT)
    assert issue.front.name == "a-small-issue"
    assert [(article.number, article.plain) for article in issue.articles.values()] == [(1, "Holm, 2014")]


def test_lists_that_are_not_given_follow_the_names_of_the_files(tmp_path: Path):
    (tmp_path / "issue.yml").write_text("title: Families by name")
    for folder, name, text in (
        ("articles", "doe-2014", "title: A\nauthors: ['Doe, Jo']\nyear: 2014\nfamilies: [reds]"),
        ("families", "reds", "name: Reds"),
        ("families", "blues", "name: Blues"),
    ):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / f"{name}.yml").write_text(text)
    issue = read_issue(tmp_path)
    assert list(issue.families) == ["blues", "reds"]
    assert [family.short_label.plain for family in issue.families.values()] == ["Blues", "Reds"]
