"""What the solution, the scheme and the note of a problem show: its values, by marks, so that all agrees."""

import re
from collections.abc import Iterator

from virtualissue.checks.findings import At, Finding
from virtualissue.diagnostics import suggest
from virtualissue.model.course import VALUED, Problem
from virtualissue.model.entity import Entity
from virtualissue.model.issue import Issue
from virtualissue.quantities.amount import Amount
from virtualissue.quantities.units import MINUS
from virtualissue.text.prose import Prose, Text, ValueMark
from virtualissue.views.answers import Solution, try_to_solve
from virtualissue.words import WORDS, Words


def check_values(issue: Issue) -> Iterator[Finding]:
    """A value is shown only where there is a problem to take it from."""
    for entity in issue.entities():
        for at, prose in entity.prose():
            if not _is_shown_with_values(entity, at):
                yield from _check_no_values(entity, at, prose)


def check_problems(issue: Issue) -> Iterator[Finding]:
    """Every problem can be answered, and no number is typed around its answer that is not in it."""
    for problem in issue.problems.values():
        try:
            solution, faults = try_to_solve(problem, issue)
        except (ArithmeticError, RecursionError) as error:
            yield Finding(problem, ("answers",), f"this cannot be computed ({type(error).__name__})")
            continue
        for at, message, offset in faults:
            yield Finding(problem, at, message, offset)
        if not faults:
            shown = [(at, prose) for at, prose in problem.prose() if _is_shown_with_values(problem, at)]
            known = _find_known(problem, solution, issue.words)
            for at, prose in shown:
                yield from _check_marks(problem, at, prose, solution)
                yield from _check_numbers(problem, at, prose, known)
            yield from _check_declared(problem, [prose for _, prose in shown])


def _is_shown_with_values(entity: Entity, at: At) -> bool:
    return isinstance(entity, Problem) and at[0] in VALUED


def _check_no_values(entity: Entity, at: At, prose: Prose) -> Iterator[Finding]:
    for token in prose.tokens:
        if isinstance(token, ValueMark):
            message = (
                f"{{{token.of}:{token.name}}} can be used only in the solution, scheme or note of a problem"
            )
            yield Finding(entity, at, message, token.offset)


def _check_marks(problem: Problem, at: At, prose: Prose, solution: Solution) -> Iterator[Finding]:
    for token in prose.tokens:
        if isinstance(token, ValueMark) and (token.of, token.name, token.form) not in solution.values:
            names = [name for of, name, form in solution.values if (of, form) == (token.of, "whole")]
            message = f"no {token.of} {token.name} ({suggest(token.name, names)})"
            yield Finding(problem, at, message, token.offset)


def _find_known(problem: Problem, solution: Solution, words: Words) -> frozenset[str]:
    """The numbers that may be typed: with the decimal sign of the language, or with a point."""
    amounts = (*solution.put_in.values(), *solution.answers.values())
    firsts = (_find_first(amount, one) for amount in amounts for one in (WORDS, words))
    return frozenset((*problem.numbers, *firsts))


def _check_numbers(problem: Problem, at: At, prose: Prose, known: frozenset[str]) -> Iterator[Finding]:
    for offset, number in _find_numbers(prose):
        if number not in known:
            message = f"the number {number} is neither given nor an answer (write {{given:name}} or "
            yield Finding(problem, at, f"{message}{{answer:name}}, or declare it in numbers)", offset)


def _find_first(amount: Amount, words: Words) -> str:
    """The first number of an amount as it is typed in the prose of a language."""
    tokens = amount.in_language(words).tokens
    number = next(text for kind, text in tokens if kind == "number")
    return number.replace(words.group, "").removeprefix(MINUS)


def _check_declared(problem: Problem, shown: list[Prose]) -> Iterator[Finding]:
    typed = {number for prose in shown for _, number in _find_numbers(prose)}
    for place, number in enumerate(problem.numbers):
        if number not in typed:
            message = f"the number {number} does not occur in the solution, scheme or note"
            yield Finding(problem, ("numbers", place), message)


_NUMBER = re.compile(r"(?<![\w.,])[0-9]+(?:[.,][0-9]+)*(?!\w)")


def _find_numbers(prose: Prose) -> Iterator[tuple[int, str]]:
    """The numbers in the running text of prose, each with its offset in the source."""
    start = 0
    for token in prose.tokens:
        for number in _NUMBER.findall(token.text) if isinstance(token, Text) else ():
            places = (match for match in _NUMBER.finditer(prose.source, start) if match[0] == number)
            if place := next(places, None):
                start = place.end()
            yield place.start() if place else start, number
