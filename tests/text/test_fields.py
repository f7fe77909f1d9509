"""Fields of records: text that is read once into something richer, and what is wrong in it with its place."""

from typing import Any

import pytest
from pydantic import ValidationError

from virtualissue.text.fields import (
    FormulaText,
    ProseText,
    RangeText,
    Record,
    TitleText,
    Typeset,
    WorkTitleText,
)
from virtualissue.text.notation import NotationText, find_notation
from virtualissue.text.parser import Vocabulary
from virtualissue.text.prose import Name
from virtualissue.words import Words


class Part(Record):
    note: ProseText


class Whole(Record):
    lead: ProseText | None = None
    formula: FormulaText | None = None
    reach: RangeText | None = None
    parts: tuple[Part, ...] = ()
    typeset: Typeset | None = None
    title: TitleText | None = None


CHEMISTRY = Vocabulary(notation=frozenset({"chemistry"}))


def problems_of(**fields: Any) -> list[tuple[int, str]]:
    """What is wrong inside a field, each with its offset."""
    with pytest.raises(ValidationError) as caught:
        Whole.model_validate(fields, context=CHEMISTRY)
    (error,) = caught.value.errors()
    problems: list[tuple[int, str]] = error["ctx"]["problems"]
    return problems


def test_text_becomes_what_the_field_holds():
    record = Whole.model_validate(
        {"lead": "A *b*.", "formula": "Fe2O3", "reach": "0 <= x <= 1", "title": "On\n CO2"}, context=CHEMISTRY
    )
    assert record.lead
    assert record.lead.text == "A b."
    assert record.formula
    assert record.formula.unicode == "Fe₂O₃"
    assert record.reach
    assert record.reach.text == "0 ≤ x ≤ 1"
    assert record.title
    assert record.title.text == "On CO2"


def test_what_is_wrong_is_told_with_its_offset():
    ((offset, _),) = problems_of(formula="Fe2Zz3")
    assert offset == 3
    ((offset, _),) = problems_of(lead="A `Fe` and `Zz`.")
    assert offset == 12


@pytest.mark.parametrize("value", ["", " \n", 3, None, ["A."]])
def test_prose_is_text(value: Any):
    with pytest.raises(ValidationError):
        Part.model_validate({"note": value})


def test_a_field_that_is_not_known_is_refused():
    with pytest.raises(ValidationError, match="extra"):
        Part.model_validate({"note": "A.", "nota": "B."})


def test_names_come_from_the_vocabulary_of_the_issue():
    vocabulary = Vocabulary(names={"XRF": ("technique", "xrf")})
    named = Part.model_validate({"note": "By XRF."}, context=vocabulary)
    plain = Part.model_validate({"note": "By XRF."})
    assert Name("technique", "xrf", "XRF") in named.note.tokens
    assert not any(isinstance(token, Name) for token in plain.note.tokens)


def test_all_prose_of_a_record_is_found_with_its_place():
    record = Whole.model_validate({"lead": "A.", "parts": [{"note": "B."}, {"note": "C."}]})
    found = {at: prose.text for at, prose in record.prose()}
    assert found == {("lead",): "A.", ("parts", 0, "note"): "B.", ("parts", 1, "note"): "C."}


def test_backticks_are_for_issues_of_chemistry():
    with pytest.raises(ValidationError, match="notation: chemistry"):
        Part.model_validate({"note": "A `Fe` b."})
    assert Part.model_validate({"note": r"A \`Fe\` b."}).note.text == "A `Fe` b."


@pytest.mark.parametrize(
    ("declared", "read"),
    [
        ("none", ("none",)),
        ("chemistry", ("chemistry",)),
        (["chemistry", "mathematics"], ("chemistry", "mathematics")),
    ],
)
def test_notations_are_declared_in_a_word_or_in_a_list(declared: Any, read: tuple[str, ...]):
    class Declaring(Record):
        notation: NotationText

    assert Declaring.model_validate({"notation": declared}).notation == read
    assert find_notation(declared) == frozenset(read) - {"none"}


def test_the_title_of_a_work_keeps_its_decimal_points_and_is_said_in_the_language_of_the_issue():
    class Titles(Record):
        """A title of the issue itself, and that of a work."""

        own: TitleText
        work: WorkTitleText

    typed = "Bei $x = 0.5$"
    read = Titles.model_validate({"own": typed, "work": typed}, context=Vocabulary(words=Words("de")))
    assert (read.own.text, read.own.source) == ("Bei x = 0,5", typed)
    assert (read.work.text, read.work.csl) == ("Bei x = 0.5", "Bei <i>x</i> = 0.5")
    assert read.own.spoken == read.work.spoken == "Bei x ist gleich 0,5"
