"""What is taught -> plain data for the print: goals, plans, guides, questions, and problems in two editions.

The students' edition is made without ever solving a problem, so that no answer can be in it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from virtualissue.charts.figure import draw_figure
from virtualissue.chemistry.reaction import parse_reaction
from virtualissue.model.course import (
    Course,
    Guide,
    PlanStep,
    Problem,
    Question,
    Reading,
    ReadingPlan,
    Session,
)
from virtualissue.model.entities import Article
from virtualissue.model.figure import Figure
from virtualissue.print.drawings import color_drawing
from virtualissue.print.inline import (
    InlineContent,
    PrintData,
    PrintRenderer,
    join,
    put_into,
    set_amount,
    set_numbered,
    set_quantity,
    set_reaction,
    set_title,
    set_word,
    set_working,
    sources_of,
)
from virtualissue.print.printouts import Edition
from virtualissue.text.labels import Label
from virtualissue.views.answers import amount_of, list_constants, solve
from virtualissue.views.urls import find_page_title
from virtualissue.views.worked_solutions import write_answer, write_charges, write_conversions
from virtualissue.words import Words


def set_course(course: Course, renderer: PrintRenderer) -> PrintData:
    """What the course is for."""
    return {
        "title": set_title(course.title),
        "lead": renderer.prose(course.lead),
        "goals": [renderer.inline(goal) for goal in course.goals],
        "license": renderer.prose(course.license),
    }


def set_plan(
    plan: ReadingPlan, renderer: PrintRenderer, numbers: Mapping[str, int], edition: Edition
) -> PrintData:
    """A plan with its steps; for lecturers also with how it is led. `numbers` are those of the figures."""
    return {
        "id": f"plan:{plan.slug}",
        "title": set_title(plan.title),
        "gist": renderer.prose(plan.gist),
        "total": set_word(renderer.issue.words, "print_total_minutes", count=plan.minutes),
        "steps": [_set_step(step, renderer) for step in plan.steps],
        "script": [*_set_script(plan, renderer.aside(), numbers)] if edition == "lecturers" else [],
    }


def _set_script(
    plan: ReadingPlan, renderer: PrintRenderer, numbers: Mapping[str, int]
) -> Iterator[PrintData]:
    """Each session with its parts, and with the minutes from the beginning to the end of each part."""
    for session in plan.sessions:
        parts = [*_set_parts(session, renderer, numbers)]
        yield {"title": set_title(session.title) if session.title else [], "parts": parts}


def _set_parts(session: Session, renderer: PrintRenderer, numbers: Mapping[str, int]) -> Iterator[PrintData]:
    for begin, cue in session.parts:
        yield {
            "time": f"{begin}–{begin + cue.minutes}",
            "say": renderer.inline(cue.say),
            "ask": renderer.inline(cue.ask),
            "expect": renderer.inline(cue.expect),
            "board": renderer.prose(cue.board),
            "show": [_set_shown(pointer, renderer, numbers) for pointer in cue.show],
        }


def _set_shown(pointer: str, renderer: PrintRenderer, numbers: Mapping[str, int]) -> InlineContent:
    """What is shown: a figure and a question by their numbers, all else as in what is read."""
    kind, _, slug = pointer.partition(":")
    words = renderer.issue.words
    if kind == "question":
        number = renderer.issue.number_of(renderer.issue.questions[slug])
        return [renderer.pointer(kind, slug, [set_numbered(words, "print_question", number=str(number))])]
    if kind in ("structure", "chart"):
        label = set_numbered(words, "print_figure", number=str(numbers[pointer]))
        return [renderer.pointer(kind, slug, [label])]
    return _set_reading(pointer, renderer)


def _set_step(step: PlanStep, renderer: PrintRenderer) -> PrintData:
    read = [_set_reading(pointer, renderer) for pointer in step.read]
    why, task = renderer.inline(step.why), renderer.inline(step.task)
    return {"minutes": step.minutes, "read": read, "why": why, "task": task}


def _set_reading(pointer: str, renderer: PrintRenderer) -> InlineContent:
    """What a step reads: an entity by its name, an article with its number, a problem by its number."""
    kind, _, slug = pointer.partition(":")
    entity = renderer.issue.find(kind, slug)
    if isinstance(entity, Article):
        return [entity.plain, renderer.citation([slug])]
    if isinstance(entity, Problem):
        number = str(renderer.issue.number_of(entity))
        label = set_numbered(renderer.issue.words, "print_problem_to_read", number=number)
        return [renderer.pointer(kind, slug, [label])]
    name = set_title(entity.short_label if entity else find_page_title(renderer.issue, slug))
    return [renderer.pointer(kind, slug, name)]


def set_guide(guide: Guide, renderer: PrintRenderer, numbers: Mapping[str, int]) -> PrintData:
    """A guide with its steps and its figure, which has its number in the issue."""
    name = f"guide:{guide.slug}"
    return {
        "id": name,
        "title": set_title(guide.title),
        "text": renderer.prose(guide.text),
        "steps": [_set_reading_step(step, renderer) for step in guide.steps],
        "figure": _set_figure(guide.figure, numbers[name], renderer) if guide.figure else None,
    }


def _set_reading_step(step: Reading, renderer: PrintRenderer) -> PrintData:
    return {"do": renderer.inline(step.do), "working": set_label(step.working) if step.working else None}


def _set_figure(figure: Figure, number: int, renderer: PrintRenderer) -> PrintData:
    return {
        "number": number,
        "caption": renderer.inline(figure.caption),
        "svg": color_drawing(draw_figure(figure), renderer.issue),
        "model": [set_label(line) for line in figure.model],
        "alternative": figure.alt,
    }


def set_label(label: Label) -> PrintData:
    """A label as signs."""
    signs = [[run.text, run.place, "italic" if run.italic else ""] for run in label.runs]
    return {"is": "signs", "signs": signs, "spoken": label.spoken}


def set_question(question: Question, renderer: PrintRenderer, edition: Edition) -> PrintData:
    """A question under its number in the issue; the note is for lecturers."""
    asked: PrintData = {
        "id": f"question:{question.slug}",
        "number": renderer.issue.number_of(renderer.issue.questions[question.slug]),
        "ask": renderer.inline(question.ask),
        "goals": _name_goals(question.goals, renderer.issue.words),
    }
    with_note = edition == "lecturers" and question.note
    return asked | ({"note": renderer.aside().inline(question.note)} if with_note else {})


# --- problems --------------------------------------------------------------------------------------------


def set_problem(
    problem: Problem,
    renderer: PrintRenderer,
    edition: Edition,
    numbers: Mapping[str, int],
    examples_in: str = "",
) -> PrintData:
    """What is asked and given; for lecturers also answers, solution, scheme, notes and the time it takes.

    Those who learn alone have the answers and the solution, if the issue prints these. The worked examples
    are in the same document, or in the one that the word `examples_in` names.
    """
    issue, words = renderer.issue, renderer.issue.words
    asked: PrintData = {
        "id": f"problem:{problem.slug}",
        "number": issue.number_of(problem),
        "title": set_title(problem.title),
        "points": problem.points,
        "points_line": _describe(problem, words),
        "example": _set_example(problem, renderer, examples_in),
        "figure": _set_figure(problem.figure, numbers[f"problem:{problem.slug}"], renderer)
        if problem.figure
        else None,
        "ask": renderer.prose(problem.ask),
        "givens": list(_givens(problem, renderer)),
        "equations": [set_reaction(parse_reaction(equation).bare, words) for equation in problem.equations],
    }
    solved = _solved(problem, renderer) if edition != "students" else {}
    if edition == "solutions":
        solved |= {"scheme": [], "note": []}
    return asked | solved


def _describe(problem: Problem, words: Words) -> InlineContent:
    """What it earns, how demanding it is, and which goals it serves, in one line."""
    points = [set_word(words, "points", count=problem.points)]
    level = [set_word(words, f"level_{problem.level}")] if problem.level else []
    return join(" · ", filter(None, (points, level, _name_goals(problem.goals, words))))


def _name_goals(goals: Sequence[int], words: Words) -> InlineContent:
    shown = ", ".join(map(str, goals))
    return [set_word(words, "goals_served", count=len(goals), goals=shown)] if goals else []


def _set_example(problem: Problem, renderer: PrintRenderer, document: str) -> InlineContent:
    """The guide with a worked example of the same kind, and in which document it is."""
    if not problem.guide:
        return []
    words, title = renderer.issue.words, set_title(renderer.issue.guides[problem.guide].label)
    return [
        set_word(words, "worked_example"),
        *([" (", set_word(words, document), ")"] if document else []),
        ": ",
        renderer.pointer("guide", problem.guide, title),
    ]


def set_totals(problems: Sequence[Problem], edition: Edition, words: Words) -> InlineContent:
    """How many problems there are, what they earn and how long they take: for lecturers."""
    if edition != "lecturers" or len(problems) <= 1:
        return []
    points, minutes = (sum(getattr(one, name) for one in problems) for name in ("points", "minutes"))
    return put_into(
        words,
        "print_in_total",
        problems=[set_word(words, "print_problems_in_total", count=len(problems))],
        points=[set_word(words, "points", count=points)],
        minutes=[set_word(words, "print_minutes_in_total", count=minutes)],
    )


def _givens(problem: Problem, renderer: PrintRenderer) -> Iterator[PrintData]:
    """What is given, with the source of a value of the issue, and the constants that are needed."""
    words = renderer.issue.words
    for given in problem.givens.values():
        amount = set_amount(amount_of(given, renderer.issue), words)
        name = set_title(given.name)
        if given.fact:
            name = [*name, renderer.citation(sources_of(renderer.issue.facts[given.fact]))]
        yield {"name": name, "symbol": set_quantity(given.symbol), "amount": amount}
    for constant in list_constants(problem, renderer.issue):
        amount = set_amount(constant.amount, words)
        source = [f" ({constant.source})"] if constant.source else []
        name = [*set_title(constant.name), *source]
        yield {"name": name, "symbol": set_quantity(constant.symbol), "amount": amount}


def _solved(problem: Problem, renderer: PrintRenderer) -> PrintData:
    solution, words = solve(problem, renderer.issue), renderer.issue.words
    inside = replace(renderer.aside(), values=solution.values)
    return {
        "minutes_line": set_word(words, "print_about_minutes", count=problem.minutes),
        "conversions": [set_working(line, words) for line in write_conversions(problem, solution)],
        "answers": [
            {
                "name": set_title(answer.name),
                "working": set_working(write_answer(name, problem, solution), words),
            }
            for name, answer in problem.answers.items()
        ],
        "balanced": [set_reaction(reaction, words) for reaction in solution.reactions],
        "charges": [set_working(line, words) for line in write_charges(problem)],
        "solution": inside.prose(problem.solution),
        "scheme": [{"points": line.points, "reason": inside.inline(line.reason)} for line in problem.scheme],
        "note": inside.prose(problem.note),
    }
