"""Authors who may be one person are named, with the file that says so."""

from pathlib import Path

import pytest

from build import main
from tests.model.test_author import issue_of, person
from tests.toy import CONTENT, read_copy, read_toy
from virtualissue.checks.advice import find_advice
from virtualissue.checks.prose import find_bare_formulas, find_misplaced_citations


def test_compatible_bylines_may_be_one_person():
    (advice,) = find_advice(issue_of(["Doe, J."], ["Doe, Jane A."], ["Roe, Jo"]))
    first, second, *_ = read_toy().articles
    assert advice.splitlines() == [
        "Doe, J. and Doe, Jane A. may be one person. If they are, content/people/doe-jane-a.yml should say:",
        "name: Doe, Jane A.",
        "bylines:",
        f'  {first}: "Doe, J."',
        f'  {second}: "Doe, Jane A."',
        "basis: how you know",
    ]


def test_what_tells_them_apart_is_no_question():
    jane = {"family": "Doe", "given": "Jane", "orcid": "0000-0002-1825-0097"}
    initial = {"family": "Doe", "given": "J.", "orcid": "0000-0001-5109-3700"}
    assert list(find_advice(issue_of([jane], [initial]))) == []
    assert list(find_advice(issue_of(["Doe, J.", "Doe, Jane"]))) == []  # both signed one article
    assert list(find_advice(issue_of(["{Doe}"], ["Doe, Jane"], ["others"]))) == []
    one = person("doe-jane", "Doe, Jane", bylines={next(iter(read_toy().articles)): "Doe, J."})
    assert list(find_advice(issue_of(["Doe, J."], ["Doe, Jane"], people={"doe-jane": one}))) == []


def test_the_lines_can_be_pasted(toy_copy: Path):
    (advice,) = find_advice(read_copy(toy_copy))
    question, *lines = advice.splitlines()
    assert question.startswith("Wren, T. and Wren, Tobias may be one person.")
    file = question.split()[-3]
    (toy_copy.parent / file).write_text("\n".join(lines), encoding="utf-8")
    assert list(find_advice(read_copy(toy_copy))) == []


@pytest.mark.slow
@pytest.mark.parametrize("asked", [True, False])
def test_advice_is_given_when_it_is_asked_for(asked: bool, capsys: pytest.CaptureFixture[str]):
    assert main(["check", "--content", str(CONTENT), *(["--advice"] if asked else [])]) == 0
    assert ("may be one person" in capsys.readouterr().out) == asked


def write_words(content: Path, words: str) -> Path:
    """The copy of the toy in whose first family the prose now begins with these words."""
    family = content / "families" / "blues.yml"
    text = family.read_text("utf-8").replace("Ultramarine\n  is dug", f"{words}, ultramarine\n  is dug")
    family.write_text(text, "utf-8")
    return content


def test_words_that_look_like_formulas_are_told_in_an_issue_of_chemistry(toy_copy: Path):
    words = "Pb3O4 and α-Fe2O3, Na0.67MnO2-like; COP26, H1N1, SARS-CoV2, B12, O2, and `Pb3O4`"
    found = list(find_bare_formulas(read_copy(write_words(toy_copy, f"Of {words}"))))
    assert [finding.message.partition(" ")[0] for finding in found] == ["Pb3O4", "Fe2O3", "Na0.67MnO2"]
    assert list(find_bare_formulas(read_toy())) == []


def test_a_word_that_looks_like_a_formula_is_found_where_it_has_no_marks(toy_copy: Path):
    words = "`Pb3O4`, XPb3O4, [site](https://x.org/Pb3O4), Pb3O4 and *Pb3O4*"
    issue = read_copy(write_words(toy_copy, words))
    found = [one for one in find_bare_formulas(issue) if one.message.startswith("Pb3O4")]
    (source,) = {prose.source for _, prose in found[0].entity.prose() if words in prose.source}
    first = source.index(", Pb3O4 and") + 2
    assert [one.offset for one in found] == [first, first + len("Pb3O4 and *")]


def test_a_citation_that_would_look_like_an_exponent_is_asked_to_another_place(toy_copy: Path):
    cite = "[@holm-2014]"
    words = (
        f"`S3^-`{cite}, 5 m²{cite}, 1:10{cite}, {{fact:works-considered|value}}{cite}, a word{cite}, 5.{cite}"
    )
    found = list(find_misplaced_citations(read_copy(write_words(toy_copy, words))))
    (source,) = {prose.source for _, prose in found[0].entity.prose() if words in prose.source}
    start = source.index(words)
    parts = words.split(cite)
    ends = [start + len(cite.join(parts[:number])) for number in (1, 2, 3, 4)]
    assert [one.offset for one in found] == ends
    assert list(find_misplaced_citations(read_toy())) == []
