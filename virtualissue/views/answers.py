"""A problem and the facts of the issue -> its answers, computed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from virtualissue.chemistry.parser import FormulaError
from virtualissue.chemistry.reaction import (
    Reaction,
    ReactionError,
    check_balance,
    find_charges,
    find_excess_charge,
    parse_reaction,
    say_count,
)
from virtualissue.diagnostics import suggest
from virtualissue.model.course import Answer, Given, Neutrality, Problem
from virtualissue.model.issue import Issue
from virtualissue.quantities.amount import Amount
from virtualissue.quantities.conversion import CONSTANTS
from virtualissue.quantities.evaluation import Value, calculate, constant_amount, round_value, value_of
from virtualissue.quantities.expressions import ExpressionError
from virtualissue.quantities.units import AmountError
from virtualissue.quantities.working import bare

Amounts = dict[str, Amount]


@dataclass(frozen=True)
class Solution:
    """What is given and what follows from it, by the names that the problem uses.

    `converted` are the givens in the unit in which is calculated, where that is another. `longer` are the
    answers before a last conversion, with one figure more unless that is a zero, as they are put into what
    follows from them.
    """

    givens: Amounts = field(default_factory=dict)
    converted: Amounts = field(default_factory=dict)
    constants: Amounts = field(default_factory=dict)
    answers: Amounts = field(default_factory=dict)
    longer: Amounts = field(default_factory=dict)
    reactions: list[Reaction] = field(default_factory=list)

    @property
    def values(self) -> Mapping[tuple[str, str, str], Amount]:
        """What the marks of prose show: of what, name, form."""
        shown = {("given", name, "whole"): amount for name, amount in self.givens.items()}
        shown |= {("answer", name, "whole"): amount for name, amount in self.answers.items()}
        return shown | {("answer", name, "longer"): amount for name, amount in self.longer.items()}

    @property
    def put_in(self) -> Mapping[str, Amount]:
        """The amount that stands for each name in a sum with numbers."""
        return {**self.constants, **self.givens, **self.converted, **self.longer}


class Fault(NamedTuple):
    """What keeps a problem from being answered: where in its file, what is wrong, the offset in the field."""

    at: tuple[str | int, ...]
    message: str
    offset: int | None = None


def solve(problem: Problem, issue: Issue) -> Solution:
    """Everything that a problem asks for, as far as nothing is in the way."""
    return try_to_solve(problem, issue)[0]


def try_to_solve(problem: Problem, issue: Issue) -> tuple[Solution, tuple[Fault, ...]]:
    """Everything that a problem asks for, as far as it goes, and what keeps the rest from being answered."""
    faults: list[Fault] = []
    solution = _solve(problem, issue, faults)
    if problem.neutrality:
        faults.extend(_find_neutrality_faults(problem.neutrality))
    return solution, tuple(faults)


def amount_of(given: Given, issue: Issue) -> Amount:
    """What a given stands for: its own value, or its fact's."""
    return given.amount or issue.facts[given.fact or ""].amount


def _solve(problem: Problem, issue: Issue, faults: list[Fault]) -> Solution:
    solution = Solution()
    values = _give(problem, issue, solution, faults)
    _list_constants(problem, solution, faults)
    if not faults:
        _answer(problem, solution, values, faults)
    for number, equation in enumerate(problem.equations):
        try:
            reaction = parse_reaction(equation)
            check_balance(reaction)
        except (ReactionError, FormulaError) as error:
            faults.append(Fault(("equations", number), str(error)))
        else:
            solution.reactions.append(reaction)
    return solution


def _give(problem: Problem, issue: Issue, solution: Solution, faults: list[Fault]) -> dict[str, Value]:
    """The givens as something to calculate with."""
    values: dict[str, Value] = {}
    for name, given in problem.givens.items():
        if given.fact and given.fact not in issue.facts:
            known = suggest(given.fact, issue.facts)
            faults.append(Fault(("givens", name, "fact"), f"no fact {given.fact} ({known})"))
            continue
        solution.givens[name] = amount = amount_of(given, issue)
        try:
            values[name] = value_of(amount, exact=given.exact)
        except AmountError as error:
            faults.append(Fault(("givens", name), str(error)))
            continue
        if given.convert_to:
            try:
                solution.converted[name] = round_value(value_of(bare(amount)), given.convert_to)
            except (ExpressionError, AmountError):
                message = f"{amount.text} does not convert to {given.convert_to}"
                faults.append(Fault(("givens", name, "convert_to"), message))
    return values


def _list_constants(problem: Problem, solution: Solution, faults: list[Fault]) -> None:
    """The constants that the answers need, each in its usual unit or the declared one."""
    try:
        used = problem.constant_names
    except ExpressionError:  # reported with the answer
        return
    for name in problem.constants.keys() - set(used):
        known = suggest(name, used) if name in CONSTANTS else suggest(name, CONSTANTS)
        faults.append(Fault(("constants", name), f"no answer needs the constant {name} ({known})"))
    for name in used:
        try:
            solution.constants[name] = constant_amount(name, problem.constants.get(name))
        except AmountError as error:
            faults.append(Fault(("constants", name), str(error)))


def _answer(problem: Problem, solution: Solution, values: dict[str, Value], faults: list[Fault]) -> None:
    """The answers, one after the other; those that need one without a value are left out."""
    lost: tuple[str, ...] = ()
    for name, answer in problem.answers.items():
        fault = _find_answer(name, answer, solution, values)
        if name in problem.givens:
            fault = Fault(("answers", name), f"{name} is already given")
        if fault:
            if not fault.message.startswith(tuple(f"no value {other} " for other in lost)):
                faults.append(fault)
            lost = (*lost, name)


def _find_answer(name: str, answer: Answer, solution: Solution, values: dict[str, Value]) -> Fault | None:
    """Computes one answer; what keeps it from being had, if anything does."""
    try:
        value = calculate(answer.expression, values)
        solution.answers[name] = round_value(value, answer.unit, more=int(answer.step))
    except ExpressionError as error:
        return Fault(("answers", name, "is"), error.message, error.offset)
    except AmountError as error:
        return Fault(("answers", name), str(error))
    values[name] = value
    try:
        unit = answer.calculated_in or answer.unit
        short, long = round_value(value, unit), round_value(value, unit, more=1)
        solution.longer[name] = short if short.low == long.low else long
    except (ExpressionError, AmountError) as error:
        return Fault(("answers", name, "calculated_in"), str(error))
    return None


def _find_neutrality_faults(neutrality: Neutrality) -> Iterator[Fault]:
    formula, states = neutrality.formula, neutrality.states
    try:
        elements = {atoms.element for atoms, _ in find_charges(formula, states)}
        excess = find_excess_charge(formula, states)
    except ReactionError as error:
        yield Fault(("neutrality", "states"), str(error))
        return
    for element in states.keys() - elements:
        yield Fault(("neutrality", "states", element), f"no {element} in {formula.text}")
    if excess:
        yield Fault(("neutrality",), f"{formula.text} is not neutral: {say_count(excess)} is left")
