"""Problem + facts -> its answers, computed; the only place where a problem meets the facts of the issue."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from virtualissue.chemistry.parser import FormulaError
from virtualissue.chemistry.reaction import (
    Reaction,
    ReactionError,
    balance,
    find_charge_balance,
    parse_reaction,
)
from virtualissue.model.course import Given, Neutrality, Problem
from virtualissue.model.issue import Issue
from virtualissue.quantities.amount import Amount
from virtualissue.quantities.evaluation import ExpressionError, Value, evaluate, value_of
from virtualissue.quantities.units import AmountError


@dataclass(frozen=True)
class Solution:
    """The answers of a problem: amounts by name, equations balanced."""

    givens: Mapping[str, Amount]
    answers: Mapping[str, Amount]
    reactions: tuple[Reaction, ...]


def solve(problem: Problem, issue: Issue) -> Solution:
    """Everything that a problem asks for; raises what `find_flaws` tells where it cannot be had."""
    givens = {name: amount_of(given, issue) for name, given in problem.givens.items()}
    values: dict[str, Value] = {
        name: value_of(amount, exact=problem.givens[name].exact) for name, amount in givens.items()
    }
    answers: dict[str, Amount] = {}
    for name, answer in problem.answers.items():
        answers[name] = evaluate(answer.expression, values, answer.unit)
        values[name] = value_of(answers[name])
    reactions = tuple(balance(parse_reaction(equation)) for equation in problem.equations)
    return Solution(givens, answers, reactions)


def amount_of(given: Given, issue: Issue) -> Amount:
    """What a given stands for: its own value, or its fact's."""
    return given.amount or issue.facts[given.fact or ""].amount


def find_flaws(problem: Problem, issue: Issue) -> Iterator[tuple[tuple[str | int, ...], str, int | None]]:
    """What keeps a problem from being answered: where in its file, what is wrong, offset in the field."""
    if any(given.fact and given.fact not in issue.facts for given in problem.givens.values()):
        return  # a fact that does not exist is reported with all other references
    for number, equation in enumerate(problem.equations):
        yield from _equation_flaws(equation, number)
    if problem.neutrality:
        yield from _neutrality_flaws(problem.neutrality)
    yield from _answer_flaws(problem, issue)


def _equation_flaws(equation: str, number: int) -> Iterator[tuple[tuple[str | int, ...], str, int | None]]:
    try:
        balance(parse_reaction(equation))
    except (ReactionError, FormulaError) as error:
        yield ("equations", number), str(error), None


def _neutrality_flaws(neutrality: Neutrality) -> Iterator[tuple[tuple[str | int, ...], str, int | None]]:
    try:
        rest = find_charge_balance(neutrality.formula, neutrality.states)
    except ReactionError as error:
        yield ("neutrality", "states"), str(error), None
        return
    if not rest.is_zero:
        yield ("neutrality",), f"{neutrality.formula.text} is not neutral: {rest} is left", None


def _answer_flaws(problem: Problem, issue: Issue) -> Iterator[tuple[tuple[str | int, ...], str, int | None]]:
    values: dict[str, Value] = {}
    for name, given in problem.givens.items():
        try:
            values[name] = value_of(amount_of(given, issue), exact=given.exact)
        except AmountError as error:
            yield ("givens", name), str(error), None
            return
    for name, answer in problem.answers.items():
        try:
            values[name] = value_of(evaluate(answer.expression, values, answer.unit))
        except ExpressionError as error:
            yield ("answers", name, "is"), error.message, error.offset
        except AmountError as error:
            yield ("answers", name), str(error), None
