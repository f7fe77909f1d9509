"""What is taught -> plain data for the print: goals, plans, guides, questions, and problems in two editions.

The students' edition is made without ever solving a problem, so that no answer can be in it.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from virtualissue.charts.figures import draw_plot
from virtualissue.chemistry.reaction import parse_reaction
from virtualissue.model.course import Answer, Course, Given, Guide, PlanStep, Problem, Question, ReadingPlan
from virtualissue.model.entities import Article
from virtualissue.model.entity import Entity
from virtualissue.model.issue import Issue
from virtualissue.print.inline import (
    InlineContent,
    PrintData,
    PrintRenderer,
    set_amount,
    set_reaction,
    set_title,
)
from virtualissue.views.answers import Solution, amount_of, solve

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
    """What a step reads: a thing by its name, an article with its number."""
    kind, _, slug = pointer.partition(":")
    thing = ink.issue.find(kind, slug)
    if isinstance(thing, Article):
        return [thing.plain, ink.citation([slug])]
    return [ink.pointer(kind, slug, name_of(thing) if thing else [slug.replace("-", " ").capitalize()])]


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
    """What is asked and given; for lecturers also answers, solution, scheme and notes."""
    issue = ink.issue
    asked: PrintData = {
        "id": f"problem:{problem.slug}",
        "number": list(issue.problems).index(problem.slug) + 1,
        "title": set_title(problem.title),
        "points": problem.points,
        "ask": ink.prose(problem.ask),
        "givens": [_set_given(given, issue) for given in problem.givens.values()],
        "equations": [set_reaction(parse_reaction(equation)) for equation in problem.equations],
    }
    return asked | (_solved(problem, ink) if edition == "lecturers" else {})


def _set_given(given: Given, issue: Issue) -> PrintData:
    return {
        "name": set_title(given.name),
        "symbol": given.symbol,
        "amount": set_amount(amount_of(given, issue)),
    }


def _solved(problem: Problem, ink: PrintRenderer) -> PrintData:
    solution = solve(problem, ink.issue)
    return {
        "answers": list(_answers(problem, solution)),
        "balanced": [set_reaction(reaction) for reaction in solution.reactions],
        "charges": list(_charges(problem)),
        "solution": ink.prose(problem.solution),
        "scheme": [{"points": line.points, "reason": ink.inline(line.reason)} for line in problem.scheme],
        "note": ink.prose(problem.note),
    }


def _answers(problem: Problem, solution: Solution) -> Iterator[PrintData]:
    symbols = {name: given.symbol for name, given in problem.givens.items()}
    symbols |= {name: answer.symbol for name, answer in problem.answers.items()}
    for name, answer in problem.answers.items():
        amount = set_amount(solution.answers[name])
        yield {"name": set_title(answer.name), "working": write_working(answer, symbols), "amount": amount}


def _charges(problem: Problem) -> Iterator[PrintData]:
    if problem.neutrality:
        for element, state in problem.neutrality.states.items():
            yield {"element": element, "state": f"{'+' if state > 0 else '−'}{abs(state)}"}


NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
SIGNS = {"*": " · ", "-": " − ", "+": " + ", "/": "/", "^": "^"}


def write_working(answer: Answer, symbols: Mapping[str, str]) -> str:
    """An expression as a person writes it, the symbol of the answer before it where that is another."""
    expression = re.sub(r"\s*([-+*/^])\s*", lambda sign: SIGNS[sign[1]], answer.expression)
    written = NAME.sub(lambda name: symbols.get(name[0], name[0]), expression)
    return written if written == answer.symbol else f"{answer.symbol} = {written}"
