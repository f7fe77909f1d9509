from types import SimpleNamespace
from typing import Any

import pytest

from tests.toy import read_toy
from virtualissue.bibliography.names import parse_name
from virtualissue.bibliography.work import Work
from virtualissue.model.author import Author
from virtualissue.model.issue import Issue
from virtualissue.words import WORDS


def labels(things: tuple[Any, ...]) -> list[str]:
    return [thing.slug for thing in things]


@pytest.mark.parametrize(
    ("kind", "slug", "articles"),
    [
        ("family", "reds", ["sorby-2012", "brandt-2013", "holm-2014"]),
        ("family", "lakes", []),
        ("material", "azurite", ["lacka-2011", "holm-2014"]),
        ("technique", "kiln-simulation", ["brandt-2013", "wren-2013"]),
        ("theme", "fading", ["wren-2013", "holm-2014"]),
    ],
)
def test_articles_of_a_thing_stand_by_number(kind: str, slug: str, articles: list[str]):
    issue = read_toy()
    thing = issue.find(kind, slug)
    assert thing
    assert labels(issue.articles_of(thing)) == articles


def test_pointers_are_followed_both_ways():
    issue = read_toy()
    reds, fading = issue.families["reds"], issue.themes["fading"]
    assert labels(issue.materials_of(issue.families["blues"])) == ["azurite", "ultramarine"]
    assert labels(issue.techniques_of(reds)) == ["kiln-simulation", "reflectance", "xrf"]
    assert labels(issue.families_in(fading)) == ["blues", "reds"]
    assert set(labels(issue.materials_in(fading))) == {
        "azurite",
        "metal-chalcogenides",
        "ultramarine",
        "vermilion",
    }
    assert labels(issue.themes_of(reds)) == ["making", "fading"]


def test_facts_of_a_family_are_its_own_and_those_of_its_materials():
    issue = read_toy()
    assert labels(issue.facts_of(issue.families["reds"])) == [
        "lamp-exposure",
        "minium-firing",
        "ochre-firing",
    ]
    assert labels(issue.facts_of(issue.materials["minium"])) == ["minium-firing"]
    assert labels(issue.facts_of(issue.articles["holm-2014"])) == ["lamp-exposure"]


def test_a_material_is_found_by_every_spelling_of_its_formula():
    found = read_toy().materials_by_formula
    assert found["Pb3O4"] is found["Pb(II)2Pb(IV)O4"] is read_toy().materials["minium"]


def test_what_is_not_there_is_not_found():
    assert read_toy().find("article", "nobody-1999") is None
    assert read_toy().find("unicorn", "reds") is None


def author(issue: Issue, slug: str) -> Author:
    (found,) = [author for author in issue.authors if author.slug == slug]
    return found


def test_who_is_one_person_is_declared():
    ida = author(read_toy(), "brandt-ida-m")
    assert (ida.name, labels(ida.articles)) == ("Brandt, Ida M.", ["lacka-2011", "brandt-2013"])
    signed = [(name, one) for article in ida.articles for name, one in read_toy().authors_of(article)]
    assert [name for name, one in signed if one == ida] == ["Brandt, Ida M.", "Brandt, I. M."]


def test_who_is_one_person_is_not_guessed():
    assert labels(author(read_toy(), "wren-tobias").articles) == ["brandt-2013"]
    assert labels(author(read_toy(), "wren-t").articles) == ["wren-2013"]
    undeclared = read_toy().with_collections(people={})
    assert labels(author(undeclared, "brandt-ida-m").articles) == ["lacka-2011"]
    assert labels(author(undeclared, "brandt-i-m").articles) == ["brandt-2013"]


def test_an_editor_without_an_article_is_listed_with_the_orcid_of_their_file():
    editor = author(read_toy(), "carberry-josiah-s")
    assert (editor.articles, editor.orcid, editor.initial) == ((), "0000-0002-1825-0097", "c")


def test_every_byline_has_its_author_and_authors_stand_by_name():
    issue = read_toy()
    for article in issue.articles.values():
        assert tuple(name for name, _ in issue.authors_of(article)) == article.authors
    slugs = [author.slug for author in issue.authors]
    assert slugs == sorted(set(slugs))


@pytest.mark.parametrize(
    ("authors", "short"),
    [
        (("Holm, B.",), "Holm"),
        (("Holm, B.", "Łukasik, E."), "Holm and Łukasik"),
        (("Holm, B.", "Łukasik, E.", "Wren, T."), "Holm et al."),
        (("Graaf, Aaron van der", "{Lamp Group}"), "van der Graaf and Lamp Group"),
        (("Holm, B.", "others"), "Holm et al."),
    ],
)
def test_short_authors(authors: tuple[str, ...], short: str):
    work: Any = SimpleNamespace(authors=tuple(map(parse_name, authors)), _words=WORDS)
    assert Work.short_authors.fget(work) == short  # type: ignore[attr-defined]
