"""What is taught -> plain data for the print: goals, plans, guides, questions, and problems in two editions.

The students' edition is made without ever solving a problem, so that no answer can be in it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from virtualissue.charts.figures import draw_plot
from virtualissue.chemistry.reaction import parse_reaction
from virtualissue.model.course import Course, Guide, PlanStep, Problem, Question, ReadingPlan
from virtualissue.model.entities import Article
from virtualissue.model.entity import Entity
from virtualissue.model.issue import Issue
from virtualissue.print.inline import (
    InlineContent,
    PrintData,
    PrintRenderer,
    set_amount,
    set_quantity,
    set_reaction,
    set_title,
    set_working,
)
from virtualissue.views.answers import amount_of, solve
from virtualissue.views.worked_solutions import write_answer, write_charges, write_conversions

Edition = Literal["students", "lecturers"]


def set_course(course: Course, ink: PrintRenderer) -> PrintData:
    """What the course is for."""
    return {
        "title": set_title(course.title),
        "lead": ink.prose(course.lead),
        "goals": [ink.inline(goal) for goal in course.goals],
        "licence": ink.prose(course.licence),
    }


def set_plan(plan: ReadingPlan, ink: PrintRenderer) -> PrintData:
    """A plan with its steps."""
    return {
        "id": f"plan:{plan.slug}",
        "title": set_title(plan.title),
        "gist": ink.prose(plan.gist),
        "minutes": plan.minutes,
        "steps": [_set_step(step, ink) for step in plan.steps],
    }


def _set_step(step: PlanStep, ink: PrintRenderer) -> PrintData:
    read = [_set_reading(pointer, ink) for pointer in step.read]
    why, task = ink.inline(step.why), ink.inline(step.task)
    return {"minutes": step.minutes, "read": read, "why": why, "task": task}


def _set_reading(pointer: str, ink: PrintRenderer) -> InlineContent:
    """What a step reads: a thing by its name, an article and a problem with their numbers."""
    kind, _, slug = pointer.partition(":")
    thing = ink.issue.find(kind, slug)
    if isinstance(thing, Article):
        return [thing.plain, ink.citation([slug])]
    number = [f"Problem {_number(thing, ink.issue)}: "] if isinstance(thing, Problem) else []
    name = name_of(thing) if thing else [slug.replace("-", " ").capitalize()]
    return [ink.pointer(kind, slug, [*number, *name])]


def name_of(thing: Entity) -> InlineContent:
    """What a thing is called, with its formulas set."""
    for field in ("short", "title", "name"):
        if (name := getattr(thing, field, None)) is not None:
            return [name] if isinstance(name, str) else set_title(name)
    return [thing.plain]


def set_guide(guide: Guide, ink: PrintRenderer) -> PrintData:
    """A guide with its plot."""
    plot = draw_plot(guide.plot)
    return {
        "id": f"guide:{guide.slug}",
        "title": set_title(guide.title),
        "text": ink.prose(guide.text),
        "caption": ink.inline(guide.caption),
        "svg": plot.svg,
        "model": plot.model,
        "alternative": plot.description,
    }


def set_question(question: Question, ink: PrintRenderer, edition: Edition) -> PrintData:
    """A question; the note is for whoever leads."""
    asked: PrintData = {"id": f"question:{question.slug}", "ask": ink.inline(question.ask)}
    return asked | ({"note": ink.inline(question.note)} if edition == "lecturers" else {})


# --- problems --------------------------------------------------------------------------------------------


def set_problem(problem: Problem, ink: PrintRenderer, edition: Edition) -> PrintData:
    """What is asked and given; for lecturers also answers, solution, scheme, notes and the time it takes."""
    issue = ink.issue
    asked: PrintData = {
        "id": f"problem:{problem.slug}",
        "number": _number(problem, issue),
        "title": set_title(problem.title),
        "points": problem.points,
        "ask": ink.prose(problem.ask),
        "givens": list(_givens(problem, issue)),
        "equations": [set_reaction(parse_reaction(equation).bare) for equation in problem.equations],
    }
    return asked | (_solved(problem, ink) if edition == "lecturers" else {})


def set_totals(problems: Sequence[Problem], edition: Edition) -> PrintData | None:
    """How many problems there are, what they earn and how long they take: for lecturers."""
    if edition != "lecturers" or not problems:
        return None
    points, minutes = (sum(getattr(one, name) for one in problems) for name in ("points", "minutes"))
    return {"problems": len(problems), "points": points, "minutes": minutes}


def _number(problem: Problem, issue: Issue) -> int:
    return list(issue.problems).index(problem.slug) + 1


def _givens(problem: Problem, issue: Issue) -> Iterator[PrintData]:
    """What is given, and the constants that are needed."""
    for given in problem.givens.values():
        amount = set_amount(amount_of(given, issue))
        yield {"name": set_title(given.name), "symbol": set_quantity(given.symbol), "amount": amount}
    for constant in problem.constants_listed:
        amount = set_amount(constant.amount)
        yield {"name": [constant.name], "symbol": set_quantity(constant.symbol), "amount": amount}


def _solved(problem: Problem, ink: PrintRenderer) -> PrintData:
    solution = solve(problem, ink.issue)
    inside = replace(ink, values=solution.values)
    return {
        "minutes": problem.minutes,
        "conversions": [set_working(line) for line in write_conversions(problem, solution)],
        "answers": [
            {"name": set_title(answer.name), "working": set_working(write_answer(name, problem, solution))}
            for name, answer in problem.answers.items()
        ],
        "balanced": [set_reaction(reaction) for reaction in solution.reactions],
        "charges": [set_working(line) for line in write_charges(problem)],
        "solution": inside.prose(problem.solution),
        "scheme": [{"points": line.points, "reason": inside.inline(line.reason)} for line in problem.scheme],
        "note": inside.prose(problem.note),
    }
