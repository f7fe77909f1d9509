"""A stand-in answers as the issue does, and notes each answer so that another one is seen."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.toy import read_toy
from virtualissue.cache.dependencies import Asked, Question, ask, stand_in, state_of
from virtualissue.model.issue import Issue

Asking = Callable[[Issue], object]
OF_ARTICLES: dict[str, Asking] = {
    "a thing": lambda issue: issue.articles["wren-2013"],
    "what is not there": lambda issue: issue.articles.get("nobody-1066"),
    "all in order": lambda issue: list(issue.articles.values()),
    "how many": lambda issue: len(issue.articles),
    "by words": lambda issue: issue.label_of("article", "wren-2013"),
    "about a thing": lambda issue: issue.articles_of(issue.families["blues"]),
    "worked out": lambda issue: issue.authors,
}
OF_OTHERS: dict[str, Asking] = {
    "one thing": lambda issue: issue.front,
    "whether it is there": lambda issue: "wren-2013" in issue.articles,
    "how many of another": lambda issue: issue.count("facts", issue.families["blues"]),
}
ALL = {**OF_ARTICLES, **OF_OTHERS}


def note(question: Asking, issue: Issue) -> Asked:
    """What is asked where a question is put to a stand-in."""
    asked: Asked = {}
    question(stand_in(issue, asked))
    return asked


def change(issue: Issue) -> Issue:
    """The issue with another article in the place of Wren's, and one more."""
    wren = issue.articles["wren-2013"]
    edited = wren.model_copy(update={"state": "edited", "number": 66, "authors": ("Nobody, A.",)})
    return replace(issue, articles={**issue.articles, wren.slug: edited, "nobody-1066": edited})


@pytest.mark.parametrize("question", ALL.values(), ids=ALL)
def test_a_stand_in_answers_as_the_issue_does(question: Asking):
    assert question(stand_in(read_toy(), {})) == question(read_toy())


@pytest.mark.parametrize("question", ALL.values(), ids=ALL)
def test_what_is_noted_is_what_is_answered_again(question: Asking):
    asked = note(question, read_toy())
    assert asked
    assert {again: ask(read_toy(), again) for again in asked} == asked


@pytest.mark.parametrize("question", OF_ARTICLES.values(), ids=OF_ARTICLES)
def test_another_answer_is_seen(question: Asking):
    asked, changed = note(question, read_toy()), change(read_toy())
    assert {again: ask(changed, again) for again in asked} != asked


def test_only_what_is_asked_is_noted():
    others = {name: note(question, read_toy()) for name, question in OF_OTHERS.items()}
    assert {name: len(asked) for name, asked in others.items()} == {
        "one thing": 1, "whether it is there": 1, "how many of another": 2,
    }  # fmt: skip


def test_a_thing_that_is_gone_has_no_answer():
    blues: Question
    (blues,) = [again for again in note(OF_ARTICLES["about a thing"], read_toy()) if again[1] == "gives"]
    with pytest.raises(LookupError):
        ask(replace(read_toy(), families={}), blues)


def test_what_could_change_unseen_has_no_state():
    with pytest.raises(TypeError, match="no state of"):
        state_of({"a"})
