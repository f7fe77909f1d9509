"""Who is one person, and where they are listed."""

from collections.abc import Mapping
from typing import Any

import pytest
from pydantic import TypeAdapter

from tests.toy import read_toy
from virtualissue.bibliography.names import NameText, parse_name
from virtualissue.model.author import Author
from virtualissue.model.entities import Article, Person
from virtualissue.model.issue import Issue

ORCID, OTHER_ORCID = "0000-0002-1825-0097", "0000-0001-5109-3700"


def issue_of(*authors: list[Any], people: Mapping[str, Person] | None = None) -> Issue:
    """The toy with the authors of its first articles changed, and with other people."""
    toy = read_toy()
    names = TypeAdapter(tuple[NameText, ...])
    articles: dict[str, Article] = {}
    for number, article in enumerate(toy.articles.values()):
        signed = (
            names.validate_python(authors[number]) if number < len(authors) else (parse_name("Last, L."),)
        )
        articles[article.slug] = article.model_copy(update={"authors": signed})
    return toy.with_collections(articles=articles, people=people or {})


def counts(issue: Issue) -> dict[str, int]:
    """How many articles everyone signed, but for the last author."""
    return {author.slug: len(author.articles) for author in issue.authors if author.slug != "last-l"}


def person(slug: str, name: str, **fields: Any) -> Person:
    return Person.model_validate(
        {"slug": slug, "file": f"content/people/{slug}.yml", "name": name, "basis": "b", **fields}
    )


def test_equal_bylines_are_one_person():
    assert counts(issue_of(["Doe, Jane"], ["Doe, Jane", "Roe, Jo"])) == {"doe-jane": 2, "roe-jo": 1}


def test_different_bylines_are_two_whatever_their_slugs():
    assert counts(issue_of(["Müller, J."], ["Muller, J."])) == {"muller-j": 1, "muller-j-2": 1}
    assert counts(issue_of(["Xu, 伟"], ["Xu, 强"])) == {"xu-wei": 1, "xu-qiang": 1}


def test_orcids_tell_equal_bylines_apart():
    jane = {"family": "Doe", "given": "Jane"}
    one, other = {**jane, "orcid": ORCID}, {**jane, "orcid": OTHER_ORCID}
    assert counts(issue_of([one], [other])) == {"doe-jane": 1, "doe-jane-2": 1}
    assert counts(issue_of([one], ["Doe, Jane"])) == {"doe-jane": 2}
    assert counts(issue_of([one], [{"family": "Doe", "given": "J.", "orcid": ORCID}])) == {"doe-jane": 2}
    (author,) = (author for author in issue_of([one], ["Doe, Jane"]).authors if author.slug == "doe-jane")
    assert author.orcid == ORCID


def test_namesakes_sign_one_article_with_different_orcids():
    jane = {"family": "Doe", "given": "Jane"}
    issue = issue_of(
        [{**jane, "orcid": ORCID}, {**jane, "orcid": OTHER_ORCID}], [{**jane, "orcid": OTHER_ORCID}]
    )
    assert counts(issue) == {"doe-jane": 1, "doe-jane-2": 2}
    first = next(iter(issue.articles.values()))
    assert [author.slug for _, author in issue.authors_of(first)] == ["doe-jane", "doe-jane-2"]
    declared = person("jane", "Doe, Jane", orcid=OTHER_ORCID, bylines={first.slug: "Doe, Jane"})
    signed = issue_of([{**jane, "orcid": ORCID}, {**jane, "orcid": OTHER_ORCID}], people={"jane": declared})
    assert counts(signed) == {"doe-jane": 1, "jane": 1}


def test_people_are_declared_to_be_two_or_one():
    slugs = list(read_toy().articles)
    one = person("jane-of-leeds", "Doe, Jane", bylines={slugs[0]: "Doe, Jane"})
    two = person("jane-of-york", "Doe, Jane", bylines={slugs[1]: "Doe, Jane"})
    people = {one.slug: one, two.slug: two}
    assert counts(issue_of(["Doe, Jane"], ["Doe, Jane"], people=people)) == {
        "jane-of-leeds": 1,
        "jane-of-york": 1,
    }
    both = person("jane", "Doe, Jane", bylines={slugs[0]: "Doe, J."})
    assert counts(issue_of(["Doe, J."], ["Doe, Jane"], people={"jane": both})) == {"jane": 2}


def test_others_are_nobody_and_bodies_are_no_persons():
    issue = issue_of(["Doe, Jane", "{Lamp Group}", "others"])
    assert counts(issue) == {"doe-jane": 1, "lamp-group": 1}
    assert issue.authors[-1].letter == "Groups"
    assert [group.letter for group in issue.author_groups] == ["D", "L", "Groups"]


@pytest.mark.parametrize(
    ("name", "letter", "initial"),
    [
        ("de Klerk, N.", "D", "d"),
        ("Łącka, Z.", "L", "l"),
        ("Þórðarson, G.", "T", "t"),
        ("Œuvray, A.", "O", "o"),
        ("Петров, Ю.", "П", "u041f"),
        ("Παππάς, Ν.", "Π", "u03a0"),
        ("Ὅμηρος", "Ο", "u039f"),
        ("王, 芳", "王", "u738b"),
        ("김, 민준", "ᄀ", "u1100"),
        ("محمد, علي", "م", "u0645"),
        ("42, 7", "4", "4"),  # of no letters at all
    ],
)
def test_everyone_is_listed_under_a_letter_of_their_own_script(name: str, letter: str, initial: str):
    byline = parse_name(name)
    (found,) = (author for author in issue_of([byline]).authors if author.name == byline)
    assert isinstance(found, Author)
    assert (found.letter, found.initial) == (letter, initial)


def test_other_scripts_follow_latin_letters():
    issue = issue_of(["Петров, Ю.", "Zorn, A.", "Абель, Н.", "{Aardvarks}", "Παππάς, Ν."])
    assert [group.letter for group in issue.author_groups] == ["L", "Z", "Π", "А", "П", "Groups"]
