"""The slides: what has one, what fits on one, and what only lecturers get."""

import json
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.print.test_documents import mappings, read_off
from tests.print.typesetting.test_pdf import TEMPLATES, read_page, squeezed, titles_in
from tests.site.pages.test_sparse_pages import read_sparse
from tests.toy import draw_toy, read_toy
from virtualissue.charts import draw_charts
from virtualissue.model.course import Cue
from virtualissue.model.issue import Issue
from virtualissue.print.choice import PrintChoice
from virtualissue.print.documents import Document
from virtualissue.print.inline import InlineContent, PrintData
from virtualissue.print.planning import plan_documents, plan_offered
from virtualissue.print.printouts import Edition
from virtualissue.print.teaching import slides as deck
from virtualissue.print.teaching.slide import (
    Slide,
    continue_points,
    continue_table,
    cut,
    find_cited,
    length_of,
    number_slides,
    share_out,
)
from virtualissue.print.typesetting.fonts import read_fonts
from virtualissue.print.typesetting.pdf import compile_pdfs
from virtualissue.text.parser import parse_prose


def plan(issue: Issue, edition: Edition = "students") -> list[Document]:
    """The slides of an issue: of the whole, then of each plan."""
    choice = PrintChoice(only=("slides",), edition=(edition,))
    drawings = draw_toy() if issue.charts == read_toy().charts else draw_charts(issue)
    return list(plan_documents(issue, drawings, (edition,), choice))


def slides_of(issue: Issue, edition: Edition = "students") -> list[PrintData]:
    slides: list[PrintData] = plan(issue, edition)[0].data["slides"]
    return slides


@pytest.fixture(scope="module")
def students() -> list[PrintData]:
    return slides_of(read_toy())


@pytest.fixture(scope="module")
def lecturers() -> list[PrintData]:
    return slides_of(read_toy(), "lecturers")


def said_at(slide: PrintData) -> str:
    """All that the notes of a slide say."""
    blocks = (block for note in slide["notes"] for block in note["blocks"])
    return " ".join(read_off(item) for block in blocks for item in block["items"])


def names_of(slides: Sequence[PrintData]) -> list[str]:
    return list(dict.fromkeys(slide["name"] for slide in slides if slide["name"]))


def test_what_the_issue_has_has_a_slide(students):
    issue, names = read_toy(), names_of(students)
    wanted = ["page:home", "page:course", "page:families", "page:about"]
    wanted += [f"chart:{slug}" for slug in issue.charts] + [f"problem:{slug}" for slug in issue.problems]
    wanted += [f"guide:{slug}" for slug in issue.guides] + [f"question:{slug}" for slug in issue.questions]
    wanted += [f"family:{slug}" for slug in ("blues", "reds")]
    wanted += [f"structure:{slug}" for slug in issue.structures]
    assert set(wanted) <= set(names)
    assert (names[0], names[-1]) == ("page:home", "page:about")


def test_a_worked_example_comes_before_the_problems_that_it_helps_with(students):
    names = names_of(students)
    helped = [one for one in read_toy().problems.values() if one.guide]
    assert helped
    assert all(names.index(f"guide:{one.guide}") < names.index(f"problem:{one.slug}") for one in helped)


def test_every_fact_of_a_family_is_on_a_slide(students):
    text = json.dumps(students, ensure_ascii=False)
    for family in (read_toy().families[slug] for slug in ("blues", "reds")):
        for fact in read_toy().facts_of(family):
            assert json.dumps(fact.amount.spoken, ensure_ascii=False) in text


def test_what_is_cited_on_a_slide_is_named_at_its_foot(students):
    slugs = {article.number: slug for slug, article in read_toy().articles.items()} | {0: "editorial"}
    cited = [{*find_cited([one["title"], *one["body"]], slugs, "editorial")} for one in students]
    assert [len(one["sources"]) for one in students] == list(map(len, cited))
    assert max(map(len, cited)) > 1


def test_answers_and_notes_are_for_lecturers_and_change_no_number(students, lecturers):
    assert not any(one["answer"] or one["notes"] for one in students)
    answers = {one["name"] for one in lecturers if one["answer"]}
    assert answers == {f"problem:{slug}" for slug in read_toy().problems}
    assert [one["number"] for one in lecturers if not one["answer"]] == [one["number"] for one in students]
    asked = [{**one, "notes": []} for one in lecturers if not one["answer"]]
    assert [one["title"] for one in asked] == [one["title"] for one in students]


def test_the_script_of_a_plan_is_told_where_each_part_begins(lecturers):
    noted = {
        slide["number"]: [read_off(note["title"]) for note in slide["notes"] if note["title"]]
        for slide in lecturers
    }
    told = [slide for slide in lecturers if "Somebody names vermilion." in said_at(slide)]
    assert [one["name"] for one in told] == ["story:the-palette"]
    assert [one["name"] for one in lecturers if any(note["board"] for note in one["notes"])] == [
        "story:the-palette"
    ]
    assert "One evening, minutes 0 to 30" in noted[told[0]["number"]]
    (moment,) = [note for note in told[0]["notes"] if note["shown"]]
    assert moment["title"][-1] == "minutes\u00a00\u00a0to\u00a030"  # no line breaks in it
    numbers = {one["name"]: one["number"] for one in reversed(lecturers)}
    shown = ("question:black", "problem:oven", "structure:hematite", "chart:instruments")
    assert moment["shown"] == ", ".join(numbers[name] for name in shown)
    (last,) = [one for one in lecturers if "Grind, and say what changes." in said_at(one)]
    assert last["name"] == "chart:instruments"  # the part itself shows nothing
    assert "One evening: By lamplight, minutes 0 to 45" in noted[last["number"]]


def test_the_slides_of_a_plan_are_in_its_order_with_their_numbers(lecturers):
    _, _, evening, notes = plan(read_toy(), "lecturers")
    assert (evening.name, notes.name) == ("pigments-slides-evening", "pigments-slides-evening-notes")
    names = names_of(evening.data["slides"])
    cue = read_toy().plans["evening"].script[0]
    assert names == ["page:home", *cue.show, "page:about"]
    numbers = {one["number"]: one["name"] for one in lecturers}
    assert all(numbers[one["number"]] == one["name"] for one in evening.data["slides"])


def test_the_slides_of_a_plan_say_nothing_of_other_plans():
    issue = read_toy()
    cue = Cue.model_validate({"minutes": 5, "show": ["question:black"], "say": "Wake up."})
    morning = issue.plans["evening"].model_copy(update={"slug": "morning", "script": (cue,)})
    plans = {**issue.plans, "morning": morning}
    decks = {one.name: one.data["slides"] for one in plan(issue.with_collections(plans=plans), "lecturers")}
    said = {name: " ".join(map(said_at, slides)) for name, slides in decks.items()}
    assert all(text in said["pigments-slides"] for text in ("Wake up.", "A red is a mineral"))
    assert "Wake up." not in said["pigments-slides-evening"]
    assert "A red is a mineral" not in said["pigments-slides-morning"]


def test_what_a_chart_shows_is_said_once(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(deck, "HIGHEST_CHART", 150)
    shown = [one["body"][0] for one in slides_of(read_toy()) if one["name"] == "chart:instruments"]
    assert len(shown) > 1
    assert [bool(body["caption"]) for body in shown] == [True] + [False] * (len(shown) - 1)


@pytest.mark.parametrize("name", ["facts", "what is studied", "all"])
def test_an_issue_without_something_has_no_slide_of_it(name):
    issue = read_sparse(name)
    slides = slides_of(issue)
    assert all(one["title"] and one["body"] for one in slides)
    for pointer in names_of(slides):
        kind, _, slug = pointer.partition(":")
        assert kind == "page" or slug in issue.of_kind(kind)
    assert len(slides) > 1


def test_where_nothing_stands_between_the_title_and_the_terms_of_use_there_are_no_slides():
    assert plan(read_sparse("minimal"), "students") == []


def test_slides_are_not_what_a_site_sets():
    assert {one.template for one in plan_offered(read_toy(), draw_toy())} == {"handout", "booklet"}


def test_there_are_no_slides_with_solutions_for_those_who_learn_alone():
    assert plan(read_toy(), "solutions") == []


# --- what fits -------------------------------------------------------------------------------------------


def test_a_long_text_is_cut_between_words():
    line: InlineContent = ["word " * 100, {"is": "em", "body": ["more"]}, " x" * 50]
    parts = list(cut(line, 60))
    assert max(map(length_of, parts)) <= 60
    assert " ".join("".join(map(read_off, parts)).split()) == " ".join(read_off(line).split())
    assert [length_of(part) for part in cut(["x" * 100], 40)] == [40, 40, 20]


def test_items_are_shared_out_evenly():
    groups = list(share_out("abcdef", [1.0] * 6, 4))
    assert groups == [["a", "b", "c"], ["d", "e", "f"]]
    assert list(share_out("ab", [9.0, 9.0], 4)) == [["a"], ["b"]]
    assert list(share_out("", [], 4)) == []


@pytest.mark.build
def test_in_large_print_notes_are_large_and_slides_as_always(tmp_path: Path):
    choice = PrintChoice(only=("slides",), paper=("a4",), edition=("lecturers",), large_print=True)
    whole, whole_notes, *_ = plan_documents(read_toy(), draw_toy(), choice.edition, choice)
    assert whole.data == plan(read_toy(), "lecturers")[0].data
    pdfs, errors = compile_pdfs(read_toy(), [whole_notes], TEMPLATES, tmp_path, read_fonts(), choice)
    assert errors == ()
    ((job, pdf),) = pdfs.items()
    assert job.name == "pigments-slides-notes-lecturer-large-print-a4.pdf"
    sizes: dict[str, float] = {}

    def note(text: str, page_matrix: list[float], text_matrix: list[float], _: object, size: float) -> None:
        sizes[text.strip()] = size * abs(text_matrix[3] * page_matrix[3])

    pages = [page.extract_text(visitor_text=note) for page in PdfReader(BytesIO(pdf)).pages]
    told = [sizes[head] for head in ("Say:", "Ask:", "Expect:", "On the board")]
    assert min(told) > 15.9
    text = squeezed("".join(pages))
    assert all(f"Slide{slide['number']}" in text for slide in whole_notes.data["slides"])


def test_what_does_not_fit_is_continued_without_its_notes():
    slide = Slide("a:b", ["A"], notes=({"title": [], "blocks": []},))
    points = list(continue_points(slide, {"is": "numbered"}, [["word " * 40]] * 12))
    assert len(points) > 1
    assert [one.continued for one in points] == [False, *[True] * (len(points) - 1)]
    assert [len(one.notes) for one in points] == [1, *[0] * (len(points) - 1)]
    starts = [one.body[0]["start"] for one in points]
    assert starts == [1 + sum(len(one.body[0]["items"]) for one in points[:n]) for n in range(len(points))]
    rows = list(continue_table(slide, ["A", "B"], (1, 2), [[["x"], ["word " * 20]]] * 20))
    assert sum(len(one.body[0]["rows"]) for one in rows) == 20


def test_no_text_is_lost_below_many_facets():
    facets = [{"name": "x" * 20, "values": ["y" * 80]}] * 40
    text: InlineContent = ["word " * 100]
    slides = [*continue_points(Slide("a:b", ["A"]), {"is": "points", "facets": facets}, [text])]
    shown = [read_off(item) for slide in slides for item in slide.body[0]["items"]]
    assert " ".join(shown).split() == ["word"] * 100


def test_an_answer_shares_the_number_of_its_problem():
    slides = [Slide("a", ["A"]), *[Slide("b", ["B"], answer=True)] * 2, Slide("c", ["C"])]
    assert [number for number, _ in number_slides(slides)] == ["1", "1a", "1b", "2"]


@pytest.mark.build
@pytest.mark.parametrize("edition", ["students", "lecturers"])
def test_each_slide_is_one_page_whatever_it_holds(edition: Edition, tmp_path: Path):
    issue = read_toy()
    long = parse_prose(
        "A sentence of many words about nothing in particular. " * 30 + "word " * 700 + "W" * 900
    )
    family = issue.families["reds"].model_copy(update={"gist": long, "limits": long})
    oven = issue.problems["oven"].model_copy(update={"ask": long})
    issue = issue.with_collections(
        families={**issue.families, "reds": family}, problems={**issue.problems, "oven": oven}
    )
    wanted = plan(issue, edition)[:1]
    pdfs, errors = compile_pdfs(issue, wanted, TEMPLATES, tmp_path, read_fonts())
    assert errors == ()
    (pdf,) = pdfs.values()
    reader, slides = PdfReader(BytesIO(pdf)), wanted[0].data["slides"]
    pages, bookmarks = reader.pages, [*titles_in(reader.outline)]
    assert len(pages) == len(slides) > 30
    assert "Yellow ochre turns into α-Fe₂O₃ in a bread oven of about 350\u202f°C." in bookmarks
    assert any(one.endswith(" – Solution") for one in bookmarks) == (edition == "lecturers")
    for page, slide in zip(pages, slides, strict=True):
        assert (page.mediabox.width, page.mediabox.height) == (960, 540)
        text, heights = read_page(page)
        assert min(heights) > 10
        assert max(heights) < 530
        if slide["body"][0]["is"] != "title":
            assert slide["number"] in text.split()


def test_every_drawing_has_words(lecturers):
    drawn = [one for one in mappings({"slides": lecturers}) if "svg" in one]
    assert drawn
    assert all(one["alternative"] and "var(" not in one["svg"] for one in drawn)
