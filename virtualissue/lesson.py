"""What is taught -> plain data for the print: goals, plans, guides, questions, and problems in two editions.

The students' edition is made without ever solving a problem, so that no answer can be in it.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from virtualissue.course import Answer, Course, Given, Guide, Plan, Problem, Question, Step
from virtualissue.ink import Data, Ink, Line, set_amount, set_reaction, set_title
from virtualissue.issue import Issue
from virtualissue.model import Article
from virtualissue.plots import draw_plot
from virtualissue.reaction import parse_reaction
from virtualissue.record import Thing
from virtualissue.solution import Solution, amount_of, solve

Edition = Literal["students", "lecturers"]


def set_course(course: Course, ink: Ink) -> Data:
    """What the course is for."""
    return {
        "title": set_title(course.title),
        "lead": ink.prose(course.lead),
        "goals": [ink.inline(goal) for goal in course.goals],
        "licence": ink.prose(course.licence),
    }


def set_plan(plan: Plan, ink: Ink) -> Data:
    """A plan with its steps."""
    return {
        "id": f"plan:{plan.slug}",
        "title": set_title(plan.title),
        "gist": ink.prose(plan.gist),
        "minutes": plan.minutes,
        "steps": [_set_step(step, ink) for step in plan.steps],
    }


def _set_step(step: Step, ink: Ink) -> Data:
    read = [_set_reading(pointer, ink) for pointer in step.read]
    why, task = ink.inline(step.why), ink.inline(step.task)
    return {"minutes": step.minutes, "read": read, "why": why, "task": task}


def _set_reading(pointer: str, ink: Ink) -> Line:
    """What a step reads: a thing by its name, an article with its number."""
    kind, _, slug = pointer.partition(":")
    thing = ink.issue.find(kind, slug)
    if isinstance(thing, Article):
        return [thing.plain, ink.citation([slug])]
    return [ink.pointer(kind, slug, name_of(thing) if thing else [slug.replace("-", " ").capitalize()])]


def name_of(thing: Thing) -> Line:
    """What a thing is called, with its formulas set."""
    for field in ("short", "title", "name"):
        if (name := getattr(thing, field, None)) is not None:
            return [name] if isinstance(name, str) else set_title(name)
    return [thing.plain]


def set_guide(guide: Guide, ink: Ink) -> Data:
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


def set_question(question: Question, ink: Ink, edition: Edition) -> Data:
    """A question; the note is for whoever leads."""
    asked: Data = {"id": f"question:{question.slug}", "ask": ink.inline(question.ask)}
    return asked | ({"note": ink.inline(question.note)} if edition == "lecturers" else {})


# --- problems --------------------------------------------------------------------------------------------


def set_problem(problem: Problem, ink: Ink, edition: Edition) -> Data:
    """What is asked and given; for lecturers also answers, solution, scheme and notes."""
    issue = ink.issue
    asked: Data = {
        "id": f"problem:{problem.slug}",
        "number": list(issue.problems).index(problem.slug) + 1,
        "title": set_title(problem.title),
        "points": problem.points,
        "ask": ink.prose(problem.ask),
        "givens": [_set_given(given, issue) for given in problem.givens.values()],
        "equations": [set_reaction(parse_reaction(equation)) for equation in problem.equations],
    }
    return asked | (_solved(problem, ink) if edition == "lecturers" else {})


def _set_given(given: Given, issue: Issue) -> Data:
    return {
        "name": set_title(given.name),
        "symbol": given.symbol,
        "amount": set_amount(amount_of(given, issue)),
    }


def _solved(problem: Problem, ink: Ink) -> Data:
    solution = solve(problem, ink.issue)
    return {
        "answers": list(_answers(problem, solution)),
        "balanced": [set_reaction(reaction) for reaction in solution.reactions],
        "charges": list(_charges(problem)),
        "solution": ink.prose(problem.solution),
        "scheme": [{"points": line.points, "reason": ink.inline(line.reason)} for line in problem.scheme],
        "note": ink.prose(problem.note),
    }


def _answers(problem: Problem, solution: Solution) -> Iterator[Data]:
    symbols = {name: given.symbol for name, given in problem.givens.items()}
    symbols |= {name: answer.symbol for name, answer in problem.answers.items()}
    for name, answer in problem.answers.items():
        amount = set_amount(solution.answers[name])
        yield {"name": set_title(answer.name), "working": write_working(answer, symbols), "amount": amount}


def _charges(problem: Problem) -> Iterator[Data]:
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
