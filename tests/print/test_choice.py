"""What is chosen to be printed: what is typed, what is refused, and what stays as it was."""

from dataclasses import replace
from pathlib import Path

import pytest

import build
from tests.toy import CONTENT, draw_toy, read_toy
from virtualissue.model.front_matter import HandoutOffer
from virtualissue.model.issue import Issue
from virtualissue.options import gather, parse_arguments
from virtualissue.print.choice import (
    EVERYTHING,
    ChoiceError,
    PrintChoice,
    read_line,
    read_names,
    reader_of,
)
from virtualissue.print.planning import find_names, find_offered, plan_documents
from virtualissue.print.printouts import EDITIONS, PAPERS
from virtualissue.print.typesetting.fonts import read_fonts
from virtualissue.print.typesetting.pdf import compile_pdfs, find_older, write_handouts

TEMPLATES = Path(__file__).parents[2] / "templates" / "print"


def plan(choice: PrintChoice, issue: Issue | None = None) -> list[tuple[str, str]]:
    """The names and editions of the documents that are chosen."""
    planned = plan_documents(issue or read_toy(), draw_toy(), choice.edition, choice)
    return [(document.name, document.edition) for document in planned]


def with_offer(**fields: object) -> Issue:
    offer = HandoutOffer.model_validate(fields)
    return replace(read_toy(), front=read_toy().front.model_copy(update={"handouts": offer}))


def test_only_what_is_chosen_is_planned():
    assert plan(PrintChoice(only=("reds",), edition=("students",))) == [("reds", "students")]
    assert plan(PrintChoice(only=("booklet",))) == [
        ("pigments-booklet", "students"),
        ("pigments-booklet", "lecturers"),
    ]


def test_names_that_are_typed_are_read():
    assert read_names(" reds, blues,reds ") == ("reds", "blues")
    assert reader_of(PAPERS)("letter,a4") == ("a4", "letter")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("a5", "there is no a5 here (there are: a4, letter)"),
        ("lettr", "there is no lettr here (did you mean letter?)"),
        (" , ", "this is empty; leave the option out to have everything"),
    ],
)
def test_an_unknown_paper_is_refused_with_the_known_ones(typed: str, told: str):
    with pytest.raises(ChoiceError) as refused:
        reader_of(PAPERS)(typed)
    assert str(refused.value) == told


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("  ", "is empty"),
        ("Dyes\nTuesday", "more than one line"),
        ("Dyes\u2028Tuesday", "more than one line"),
        ("Dyes\x07", "control character (U+0007)"),
        ("long " * 30, "has 149 characters; up to 90 fit"),
    ],
)
def test_a_course_that_is_not_one_line_is_refused_with_its_reason(typed: str, told: str):
    with pytest.raises(ChoiceError) as refused:
        read_line(typed)
    assert told in str(refused.value)


def test_an_unknown_handout_is_refused_with_the_known_ones():
    names = find_names(read_toy())
    with pytest.raises(ChoiceError, match=r"there is no handout red \(did you mean reds\?\)"):
        PrintChoice(only=("red",)).check(names)
    with pytest.raises(ChoiceError, match="there are: blues, booklet, reds"):
        PrintChoice(only=("mountains",)).check(names)
    PrintChoice(only=names).check(names)


@pytest.mark.parametrize("options", [["--paper", "a5"], ["--edition", "teachers"], ["--course", "a\nb"]])
def test_a_choice_that_is_mistyped_ends_with_two(options: list[str], capsys):
    with pytest.raises(SystemExit) as end:
        build.main(["handout", *options])
    assert end.value.code == 2
    assert f"argument {options[0]}: " in capsys.readouterr().err


def test_a_family_that_is_mistyped_ends_with_two(tmp_path, capsys):
    where = ["--content", str(CONTENT), "--out", str(tmp_path / "out")]
    assert build.main(["handout", *where, "--only", "red"]) == 2
    assert "--only: there is no handout red (did you mean reds?)" in capsys.readouterr().err


def test_solutions_of_a_family_are_nothing_to_print(tmp_path, capsys):
    where = ["--content", str(CONTENT), "--out", str(tmp_path / "out")]
    assert build.main(["handout", *where, "--only", "reds", "--edition", "solutions"]) == 2
    assert "the edition with solutions is only a booklet" in capsys.readouterr().err


def test_without_an_answer_a_note_or_a_script_there_is_only_the_edition_for_students():
    issue = with_offer(lecturers="open", solutions=True)
    unanswered = {
        slug: question.model_copy(update={"note": None}) for slug, question in issue.questions.items()
    }
    silent = issue.with_collections(problems={}, plans={}, questions=unanswered)
    assert {edition for _, edition in plan(EVERYTHING, issue)} == set(EDITIONS)
    assert {edition for _, edition in plan(EVERYTHING, silent)} == {"students"}
    assert find_offered(silent) == ("students",)


def test_without_a_choice_the_record_has_its_defaults():
    options = vars(parse_arguments(build.COMMANDS, "", ["handout"]))
    assert gather(build.handout, options)["choice"] == EVERYTHING
    typed = ["handout", "--only", "reds,booklet", "--paper", "a4", "--large-print", "--without", "lines"]
    options = vars(parse_arguments(build.COMMANDS, "", typed))
    assert gather(build.handout, options)["choice"] == PrintChoice(
        only=("reds", "booklet"), paper=("a4",), large_print=True, without=("lines",)
    )


def test_an_edition_is_offered_only_where_the_issue_says_so():
    assert find_offered(read_toy()) == ("students",)
    assert find_offered(with_offer(lecturers="doe@example.org")) == ("students",)
    offered = with_offer(lecturers="open", solutions=True)
    assert find_offered(offered) == tuple(EDITIONS)
    booklet = PrintChoice(only=("booklet",))
    assert ("pigments-booklet", "solutions") in plan(booklet, offered)
    assert [name for name, edition in plan(booklet) if edition == "solutions"] == []


def test_solutions_come_without_what_is_for_lecturers():
    planned = plan_documents(with_offer(solutions=True), draw_toy(), ("solutions", "lecturers"))
    alone, lecturers = (one.data for one in planned if one.template == "booklet")
    assert all(problem["solution"] and not problem["scheme"] for problem in alone["problems"])
    assert any(problem["scheme"] and problem["note"] for problem in lecturers["problems"])
    assert not any(problem["note"] for problem in alone["problems"])
    assert not any("note" in question for question in alone["discussion"])


@pytest.mark.build
def test_a_choice_keeps_what_was_built_before(tmp_path):
    def build_choice(choice: PrintChoice) -> tuple[list[str], list[str]]:
        documents = list(plan_documents(read_toy(), draw_toy(), choice.edition, choice))
        kept = tmp_path / "kept"
        pdfs, errors = compile_pdfs(read_toy(), documents, TEMPLATES, kept, read_fonts(), choice)
        assert errors == ()
        written = write_handouts(pdfs, tmp_path, choice)
        return [path.name for path in written], [path.name for path in find_older(written, tmp_path)]

    students = PrintChoice(only=("reds", "blues"), edition=("students",))
    build_choice(students)
    kept = set((tmp_path / "kept/students").iterdir())
    large = replace(students, only=("reds",), paper=("a4",), large_print=True, without=("lines",))
    written, older = build_choice(large)
    assert written == ["pigments-reds-large-print-without-lines-a4.pdf"]
    assert older == sorted(f"pigments-{slug}-{paper}.pdf" for slug in ("reds", "blues") for paper in PAPERS)
    assert kept < set((tmp_path / "kept/students").iterdir())
    assert {path.name for path in (tmp_path / "handout").iterdir()} == {*written, *older}
