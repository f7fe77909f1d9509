"""The data of the prints: everything that the issue holds, nothing that the edition must not."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.toy import draw_toy, read_toy
from virtualissue.bibliography.references.reference import FormattedReference, ReferencePart
from virtualissue.charts import Drawing
from virtualissue.charts.svg import image, text
from virtualissue.charts.text_lines import plain
from virtualissue.chemistry.parser import parse_formula
from virtualissue.exports.site_record import cite_site
from virtualissue.print.choice import PrintChoice
from virtualissue.print.context import PrintContext
from virtualissue.print.documents import Document, set_tail
from virtualissue.print.drawings import color_drawing
from virtualissue.print.inline import PrintRenderer, set_amount, set_formula, set_reference, tie
from virtualissue.print.planning import plan_documents
from virtualissue.print.printouts import EDITIONS
from virtualissue.print.qr_code import draw_code
from virtualissue.print.teaching import course as lesson
from virtualissue.print.words import set_words
from virtualissue.quantities.amount_parser import parse_amount
from virtualissue.text.parser import Vocabulary, parse_prose
from virtualissue.text.prose import Name, Text
from virtualissue.text.titles import parse_title
from virtualissue.views.answers import solve
from virtualissue.views.palette import PRINT
from virtualissue.words import WORDS

SLIDES = ("pigments-slides", "pigments-slides-evening")
WORDS_OF_ANSWERS = {"solution", "scheme", "note", "answers", "balanced", "charges", "conversions"}


@pytest.fixture(scope="module")
def drawings() -> tuple[Drawing, ...]:
    return draw_toy()


@pytest.fixture(scope="module")
def documents(drawings: tuple[Drawing, ...]) -> dict[tuple[str, str], Document]:
    return {(one.name, one.edition): one for one in plan_documents(read_toy(), drawings, EDITIONS)}


def mappings(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from mappings(inner)


def test_there_is_a_booklet_and_a_handout_a_family_in_both_editions(documents):
    """Lakes have no article, so that there is nothing to hand out."""
    names = {"pigments-booklet", *SLIDES, *read_toy().families} - {"lakes"}
    once = {("pigments-summaries", "students"), *((f"{name}-notes", "lecturers") for name in SLIDES)}
    both = {(name, edition) for name in names for edition in ("students", "lecturers")}
    assert set(documents) == both | once


def test_students_never_hold_an_answer(documents):
    for (_, edition), document in documents.items():
        keys = {key for one in mappings(document.data) for key in one}
        if edition == "students":
            assert not keys & WORDS_OF_ANSWERS
    assert {
        key for one in mappings(documents["pigments-booklet", "lecturers"].data) for key in one
    } >= WORDS_OF_ANSWERS


def test_no_problem_is_solved_for_students(drawings, monkeypatch):
    def refuse(*_: object) -> None:
        raise AssertionError("solved")

    monkeypatch.setattr(lesson, "solve", refuse)
    planned = plan_documents(read_toy(), drawings, ["students"])
    assert {document.edition for document in planned} == {"students"}
    with pytest.raises(AssertionError, match="solved"):
        next(plan_documents(read_toy(), drawings, ["lecturers"]))


def test_a_computed_answer_stands_in_the_lecturers_edition_alone(documents):
    answer = set_amount(solve(read_toy().problems["oven"], read_toy()).answers["days"], WORDS)
    told = {key for key, one in documents.items() if answer in mappings(one.data)}
    slides = {name + notes for name in SLIDES for notes in ("", "-notes")}
    assert told == {(name, "lecturers") for name in ("reds", "pigments-booklet", *slides)}


def test_pointers_lead_to_what_the_document_holds_once(documents):
    for document in documents.values():
        held = [one["id"] for one in mappings(document.data) if "id" in one]
        assert len(held) == len(set(held))
        assert {one["to"] for one in mappings(document.data) if "to" in one} <= set(held)


def test_a_pointer_to_nothing_held_is_dropped():
    assert tie({"a": {"id": "x"}, "b": [{"to": "x"}, {"to": "y"}]}) == {
        "a": {"id": "x"},
        "b": [{"to": "x"}, {}],
    }


def test_nothing_within_a_link_leads_elsewhere():
    word = {"is": "link", "to": "term:x", "body": ["word"]}
    held = [{"id": "term:x"}, {"id": "theme:y"}]
    for kept, nested in (("theme:y", {}), ("theme:z", {"to": "term:x"})):  # there is no theme z
        line = {"is": "link", "to": kept, "body": ["a ", {"is": "em", "body": [dict(word)]}]}
        tied = tie({"held": held, "line": [line]})
        assert tied["line"][0]["body"][1]["body"] == [{"is": "link", "body": ["word"]} | nested]


def test_drawings_bear_colors_and_not_their_names(documents):
    drawn = [one["svg"] for document in documents.values() for one in mappings(document.data) if "svg" in one]
    assert drawn
    assert not [svg for svg in drawn if "var(" in svg or "currentColor" in svg]


def test_words_that_are_names_of_colors_stay_words():
    words = ("currentColor", "var(--vi-rule)", 'href="x"')
    drawn = color_drawing(image(9, 9, [text(0, 0, plain(one), 8) for one in words], words[0]), read_toy())
    root = ElementTree.fromstring(drawn)
    assert (root.get("aria-label"), tuple(root.itertext())) == (words[0], words)
    assert {line.get("fill") for line in root} == {PRINT.ink}


def test_a_handout_holds_every_fact_of_its_family(documents):
    issue = read_toy()
    for family in (issue.families[slug] for slug in ("blues", "reds")):
        stated = [fact["amount"] for fact in documents[family.slug, "students"].data["family"]["facts"]]
        assert stated == [set_amount(fact.amount, WORDS) for fact in issue.facts_of(family)]


def test_a_plan_says_what_to_read_for_how_long_why_and_what_to_do(documents):
    (plan,) = documents["pigments-booklet", "students"].data["plans"]
    first, second = plan["steps"]
    assert (first["minutes"], first["why"]) == (30, ["A palette is learned by its names."])
    assert [step["task"] != step["why"] for step in (first, second)] == [True, True]
    assert (len(first["read"]), len(second["read"])) == (4, 0)


def test_a_handout_holds_the_charts_that_the_content_gives_it(documents):
    held = {family: len(documents[family, "students"].data["charts"]) for family in ("blues", "reds")}
    assert held == {"blues": 1, "reds": 1}


def test_references_keep_the_numbers_of_the_issue(documents):
    issue = read_toy()
    listed = documents["pigments-booklet", "students"].data["references"]
    numbers = {one["id"].removeprefix("article:"): one["number"] for one in listed}
    assert numbers.pop("editorial") == "E"
    assert numbers == {slug: str(issue.articles[slug].number) for slug in numbers}


def test_the_glossary_of_a_handout_holds_the_words_that_it_uses(documents):
    text = json.dumps(documents["reds", "students"].data["family"])
    used = {term for term in read_toy().terms if f'"term:{term}"' in text}
    assert {one["id"].removeprefix("term:") for one in documents["reds", "students"].data["glossary"]} >= used


def with_references(documents: dict[tuple[str, str], Document]) -> list[Document]:
    """Those that end with a glossary and references; slides give their sources on each."""
    return [one for one in documents.values() if "references" in one.data]


def test_the_glossary_explains_every_other_name_that_a_document_uses(documents):
    for document in with_references(documents):
        text = json.dumps(document.data, ensure_ascii=False)
        used = set(re.findall(r'"to": "name:([^"]+)"', text))
        assert used <= {entry["term"] for entry in document.data["glossary"]}
        terms = [entry["term"].casefold() for entry in document.data["glossary"]]
        assert terms == sorted(terms)


def test_an_abbreviation_leads_to_what_it_stands_for():
    renderer = PrintRenderer(read_toy())
    short, long = (Name("technique", "xrf", text) for text in ("XRF", "X-ray fluorescence"))
    link = {"is": "link", "to": "name:XRF", "body": ["XRF"]}
    assert renderer.tokens([short, long, short]) == [
        link,
        " (X-ray fluorescence)",
        "X-ray fluorescence",
        link,
    ]
    assert renderer.abbreviations == {"XRF": read_toy().techniques["xrf"]}


def test_no_line_breaks_before_a_number():
    words = set_words(read_toy())["words"]
    assert [words[name] for name in ("print_page", "print_source_page", "print_figure", "print_problem")] == [
        "(p.\xa0{page})", "p.\xa0{page}", "Figure\xa0{number}.", "Problem\xa0{number}. {title}",
    ]  # fmt: skip


def test_a_logarithm_stays_with_its_number():
    line = PrintRenderer(read_toy()).tokens([Text("by ln 10 and log 2, in 10 steps")])
    assert line == ["by ln\xa010 and log\xa02, in 10 steps"]


def test_brackets_do_not_stand_within_brackets():
    line = PrintRenderer(read_toy()).tokens([Text("the lamp ("), Name("technique", "xrf", "XRF"), Text(")")])
    assert [line[0], *line[2:]] == ["the lamp (", ", X-ray fluorescence", ")"]


def test_what_has_been_written_out_is_not_written_out_again():
    renderer = PrintRenderer(read_toy())
    tokens = [Name("technique", "xrf", text) for text in ("X-ray fluorescence", "XRF")]
    assert renderer.tokens(tokens) == [
        "X-ray fluorescence",
        {"is": "link", "to": "name:XRF", "body": ["XRF"]},
    ]


def test_an_acronym_in_the_title_of_a_work_is_in_the_glossary():
    renderer = PrintRenderer(read_toy())
    assert renderer.title(parse_title("Reds by XRF, not by XRFs")) == ["Reds by XRF, not by XRFs"]
    assert renderer.abbreviations == {"XRF": read_toy().techniques["xrf"]}


def test_what_only_lecturers_have_changes_no_word_of_what_everybody_has():
    renderer = PrintRenderer(read_toy())
    name = [Name("technique", "xrf", "XRF")]
    written_out = [{"is": "link", "to": "name:XRF", "body": ["XRF"]}, " (X-ray fluorescence)"]
    assert renderer.aside().tokens(name) == written_out
    assert renderer.tokens(name) == written_out
    assert len(renderer.aside().tokens(name)) == 1


def test_every_technique_is_in_the_booklet_with_what_it_shows_and_who_used_it(documents):
    issue = read_toy()
    groups = documents["pigments-booklet", "students"].data["techniques"]
    told = {one["term"]: one for group in groups for one in group["entries"]}
    assert set(told) == {one.name for one in issue.techniques.values()}
    for technique in issue.techniques.values():
        shown = told[technique.name]
        assert shown["names"] == ", ".join(technique.aliases)
        assert bool(shown["definition"]) == bool(technique.probes)
        assert bool(shown["articles"]) == bool(issue.articles_of(technique))


def test_every_number_that_a_document_shows_is_among_its_references(documents):
    issue = read_toy()
    for document in with_references(documents):
        listed = {one["id"] for one in document.data["references"]}
        marks = [mark for one in mappings(document.data) for mark in one.get("marks", ())]
        assert {mark["to"] for mark in marks} <= listed
        if document.name == "blues":  # with a chart of the articles on it
            articles = issue.articles_of(issue.families["blues"])
            assert {f"article:{one.slug}" for one in articles} <= listed


def test_the_source_of_a_given_fact_is_cited(documents):
    issue = read_toy()
    for number, problem in enumerate(issue.problems.values()):
        set_givens = documents["pigments-booklet", "students"].data["problems"][number]["givens"]
        for given, shown in zip(problem.givens.values(), set_givens, strict=False):
            assert bool(given.fact) == any(one.get("is") == "citation" for one in mappings(shown["name"]))


def test_letters_that_stand_for_elements_or_groups_are_in_the_glossary():
    issue = read_toy()
    front = issue.front.model_copy(
        update={"placeholders": {"M": "a metal", "Q": "a halogen", "bpy": "bipyridine", "py": "pyridine"}}
    )
    vocabulary = Vocabulary(frozenset(front.placeholders), notation=frozenset({"chemistry"}))
    gist = parse_prose("Of `Na3MCl6` and `Na(bpy)2`.", vocabulary)
    reds = issue.families["reds"].model_copy(update={"gist": gist})
    changed = replace(issue, front=front).with_collections(families={**issue.families, "reds": reds})
    (reds_handout,) = [one for one in plan_documents(changed, (), ("students",)) if one.name == "reds"]
    letters = [one["term"] for one in reds_handout.data["glossary"] if one["id"].startswith("placeholder:")]
    assert letters == ["bpy", "M"]


def test_problems_questions_and_figures_have_the_same_numbers_everywhere(documents):
    found: dict[str, set[int]] = {}
    for document in documents.values():
        for one in mappings(document.data):
            if "number" in one and str(one.get("id", "")).startswith(("problem:", "question:")):
                found.setdefault(one["id"], set()).add(one["number"])
            elif isinstance(one.get("number"), int) and "svg" in one:
                found.setdefault(str(one["alternative"])[:40], set()).add(one["number"])
    assert {len(numbers) for numbers in found.values()} == {1}
    questions = [number for name, (number,) in found.items() if name.startswith("question:")]
    assert sorted(questions) == list(range(1, len(read_toy().questions) + 1))


def test_figures_of_a_lecturer_are_numbered_after_those_of_the_issue(drawings):
    toy = read_toy()
    guide = next(one for one in toy.guides.values() if one.figure)
    oven = toy.problems["oven"].model_copy(update={"figure": guide.figure})
    ours = guide.model_copy(update={"slug": "ours", "file": "own/guides/ours.yml"})
    issue = toy.with_collections(problems={**toy.problems, "oven": oven})
    more = issue.with_collections(guides={**toy.guides, "ours": ours})
    before, after = (PrintContext(one, drawings, "students", cite_site(one)).figures for one in (issue, more))
    assert "problem:oven" in before
    assert after == {**before, "guide:ours": len(before) + 1}


def test_the_glossary_says_what_an_abbreviation_shows_where_nothing_else_does(documents):
    renderer = PrintRenderer(read_toy())
    renderer.title(parse_title("Reds by XRF"))
    (alone,) = set_tail(renderer, {})["glossary"]
    assert alone["definition"] == [
        "X-ray fluorescence. ",
        *renderer.inline(read_toy().techniques["xrf"].probes),
    ]
    booklet = documents["pigments-booklet", "students"].data
    (beside,) = [one for one in booklet["glossary"] if one["term"] == "XRF"]
    assert beside["definition"] == ["X-ray fluorescence."]  # its part on techniques says the rest


def test_what_a_technique_shows_is_told_at_the_first_of_its_names():
    toy = read_toy()
    named_twice = toy.techniques["xrf"].model_copy(update={"aliases": ("micro-XRF", "XRF")})
    renderer = PrintRenderer(toy.with_collections(techniques={**toy.techniques, "xrf": named_twice}))
    renderer.title(parse_title("XRF"))
    renderer.abbreviations["micro-XRF"] = named_twice
    first, second = set_tail(renderer, {})["glossary"]
    assert (first["term"], second["term"]) == ("micro-XRF", "XRF")
    assert first["definition"] == ["X-ray fluorescence. ", *renderer.inline(named_twice.probes)]
    assert second["definition"] == ["X-ray fluorescence."]


def test_a_handout_says_that_worked_examples_are_in_the_booklet(documents):
    (family,) = read_toy().problems["oven"].families
    for name, said in ((family, "Worked example (booklet): "), ("pigments-booklet", "Worked example: ")):
        problems = documents[name, "students"].data["problems"]
        (example,) = [one["example"] for one in problems if one["example"]]
        assert "".join(map(str, example[:-1])) == said


def test_a_table_of_materials_knows_whether_one_has_another_name(documents):
    families = documents["pigments-booklet", "students"].data["families"]
    told = {one["id"]: one["materials"]["named"] for one in families if one["materials"]}
    named = {one for each in read_toy().materials.values() if each.other_names for one in each.families}
    assert told == {one: one.removeprefix("family:") in named for one in told}
    assert set(told.values()) == {True, False}


def test_prose_becomes_pieces():
    ink = PrintRenderer(read_toy())
    text = "A *blue* of `CO2`.[@holm-2014; @editorial] See [it](https://a.example)."
    line = ink.inline(parse_prose(text, Vocabulary(notation=frozenset({"chemistry"}))))
    assert line[0] == "A "
    assert line[1] == {"is": "em", "body": ["blue"]}
    assert line[3] == {
        "is": "signs",
        "signs": [["CO", "line", ""], ["2", "sub", ""]],
        "spoken": "C O 2",
    }
    editorial = {
        "text": "E",
        "first": "E\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}editorial",
        "to": "article:editorial",
    }
    marks = [editorial, {"text": "5", "to": "article:holm-2014"}]
    assert {"is": "citation", "marks": marks} in line
    assert {"is": "link", "href": "https://a.example", "body": ["it"]} in line
    assert ink.cited == {"holm-2014", "editorial"}


def test_initials_stay_together():
    (piece,) = set_reference(
        read_toy().articles["holm-2014"],
        FormattedReference((ReferencePart("Chiang, Y.-M. Size. Doe, J. R. B. Chem. Mater."),)),
    )["pieces"]
    assert piece == "Chiang,\xa0Y.\u2011M. Size. Doe,\xa0J.\xa0R.\xa0B. Chem. Mater."


def test_signs_keep_place_and_style():
    assert set_formula(parse_formula("Li3-x(OHx)Cl"))["signs"][:4] == [
        ["Li", "line", ""], ["3−", "sub", ""], ["x", "sub", "italic"], ["(OH", "line", ""],
    ]  # fmt: skip
    potential = set_amount(parse_amount("4.3", unit="V", reference="Ag/AgCl"), WORDS)
    assert potential["spoken"].endswith("versus silver slash silver chlorine")


def read_off(value: Any) -> str:
    """The words of pieces with spaces of one kind, raised and lowered signs in brackets."""
    match value:
        case {"is": "signs", "signs": signs}:
            text = "".join(text if place == "line" else f"[{text}]" for text, place, _ in signs)
        case {"body": body}:
            text = read_off(body)
        case list():
            text = "".join(map(read_off, value))
        case _:
            text = str(value)
    return text.replace("\u202f", " ").replace("\xa0", " ")


def test_a_solution_is_written_down_with_its_numbers(documents):
    oven, photon = documents["pigments-booklet", "lecturers"].data["problems"][:2]
    assert [read_off(line) for line in oven["conversions"]] == ["T[2] = 350 °C = (350 + 273.15) K = 623 K"]
    assert [read_off(one["working"]) for one in photon["answers"]] == [
        "E[1] = h · c/λ = 4.136 × 10[−15] eV s · 2.998 × 10[8] m/s/(5.05 × 10[−7] m) = 2.455 eV ≈ 2.46 eV",
        "E[2] = 2 · E[1] = 2 · 2.455 eV = 4.91 eV = 787 zJ",
    ]
    assert [read_off(one["name"]) for one in photon["givens"]] == [
        "wavelength", "Planck constant", "speed of light in vacuum",
    ]  # fmt: skip
    assert [read_off(one["symbol"]) for one in photon["givens"]] == ["λ", "h", "c"]


def test_the_scheme_shows_the_answers(documents):
    oven, photon = documents["pigments-booklet", "lecturers"].data["problems"][:2]
    assert read_off(oven["scheme"][1]["reason"]) == "The days: 50.00 d"
    assert read_off(photon["scheme"][0]["reason"]) == "2.46 eV; 2.455 eV counts as well"
    assert read_off(oven["solution"][0]["items"]).startswith("Bring about 350")


def test_the_sum_of_charges_is_written_down(documents):
    hematite = documents["pigments-booklet", "lecturers"].data["problems"][3]
    assert [read_off(line) for line in hematite["charges"]] == ["2(+3) + 3(−2) = 0", "6 − 6 = 0"]


def test_lecturers_are_told_points_and_time(documents):
    totals = {
        edition: read_off(documents["pigments-booklet", edition].data["totals"])
        for edition in ("students", "lecturers")
    }
    said = "4 problems with 8 points, about 25 minutes in total"
    assert totals == {"students": "", "lecturers": said}


def test_plans_name_problems_by_their_number(documents):
    (step, *_) = documents["pigments-booklet", "students"].data["plans"][0]["steps"]
    assert "Problem 1" in [read_off(line) for line in step["read"]]


def test_how_a_session_is_led_is_for_lecturers(documents):
    (students, lecturers) = (
        documents["pigments-booklet", edition].data["plans"][0] for edition in ("students", "lecturers")
    )
    assert students["script"] == []
    first, second = lecturers["script"]
    assert [read_off(session["title"]) for session in (first, second)] == ["", "By lamplight"]
    assert [cue["time"] for session in (first, second) for cue in session["parts"]] == ["0–30", "0–45"]
    (cue,) = first["parts"]
    shown = [read_off(line) for line in cue["show"]]
    assert shown == ["The palette", "Question 1", "Problem 1", "Figure 1", "Figure 4"]
    assert read_off(cue["expect"]) == "Somebody names vermilion."
    (board,) = cue["board"]
    assert read_off(board["items"][0]).strip() == "ochre: a mineral"


def test_a_problem_names_its_level_its_goals_and_an_example(documents):
    problem = documents["pigments-booklet", "students"].data["problems"][0]
    assert read_off(problem["points_line"]) == "3 points · basic · goals 1, 2"
    assert read_off(problem["example"]) == "Worked example: How to read a kiln curve"
    assert read_off(documents["pigments-booklet", "students"].data["discussion"][0]["goals"]) == "goals 1, 2"


def test_course_and_date_are_the_lecturers(drawings):
    document = next(
        plan_documents(read_toy(), drawings, EDITIONS, PrintChoice(course="Pigments 1", date="3 May"))
    )
    assert (document.data["course_line"], document.data["date_line"]) == ("Pigments 1", "3 May")


def test_a_code_is_drawn_for_the_page_on_the_site(documents):
    data = documents["reds", "students"].data
    assert data["address"] == "https://pigments.example/families/reds.html"
    assert data["code"] == draw_code(data["address"])
    assert "<svg" in data["code"]


def test_a_guide_holds_its_steps_its_figure_and_what_it_is_computed_from(documents):
    (guide,) = documents["pigments-booklet", "students"].data["guides"]
    declared = read_toy().guides["kiln-curve"]
    assert [step["working"]["spoken"] for step in guide["steps"]] == ["T 1 equals 400 kelvins."]
    assert declared.figure
    assert guide["figure"]["alternative"] == declared.figure.alt
    assert [line["spoken"] for line in guide["figure"]["model"]] == [
        "T equals T 1 plus a (1 minus exp(minus b t))"
    ]
    assert guide["figure"]["model"][0]["signs"][:3] == [
        ["T", "line", "italic"], [" = ", "line", ""], ["T", "line", "italic"],
    ]  # fmt: skip
    assert guide["figure"]["svg"].startswith("<svg")


def test_a_chart_tells_in_print_what_it_shows(documents, drawings):
    charts = documents["pigments-booklet", "students"].data["charts"]
    assert [chart["alternative"] for chart in charts] == [drawing.alternative for drawing in drawings]
    assert [len(chart["alternative"]) > 50 for chart in charts] == [True] * len(charts)
