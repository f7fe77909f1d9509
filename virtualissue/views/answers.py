"""A problem and the facts of the issue -> its answers, computed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from markupsafe import Markup

from virtualissue.chemistry.formula import FormulaError
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
from virtualissue.model.course import Answer, ConstantDeclaration, Given, Neutrality, Problem
from virtualissue.model.issue import Issue
from virtualissue.quantities.amount import Amount
from virtualissue.quantities.conversion import CONSTANTS, to_unit
from virtualissue.quantities.evaluation import Value, calculate, constant_amount, round_value, value_of
from virtualissue.quantities.expressions import ExpressionError
from virtualissue.quantities.typesetting import mark_symbol
from virtualissue.quantities.units import AmountError
from virtualissue.quantities.working import bare
from virtualissue.text.titles import Title, word_title

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
    constants: dict[str, "Listed"] = field(default_factory=dict)
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
        listed = {name: constant.amount for name, constant in self.constants.items()}
        return {**listed, **self.givens, **self.converted, **self.longer}


class Listed(NamedTuple):
    """A constant among what is given; one that is generally known is called by a `word` in every language."""

    name: Title
    word: str
    symbol: str
    amount: Amount
    source: str = ""

    @property
    def sign(self) -> Markup:
        """Its symbol, typeset, with its spoken form for screen readers."""
        return Markup(mark_symbol(self.symbol))


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
    values |= _give_constants(problem, issue, solution, faults)
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


def value_of_constant(constant: ConstantDeclaration) -> Value:
    """A constant that the issue declares, as something to calculate with. Raises AmountError."""
    return value_of(constant.amount, exact=constant.exact)


def list_constants(problem: Problem, issue: Issue) -> Iterator[Listed]:
    """The constants that the answers of a problem need, as they are beside what is given."""
    for name in problem.find_constants({**CONSTANTS, **issue.front.constants}):
        yield _list_constant(name, problem.constants.get(name), issue)


def _list_constant(name: str, unit: str | None, issue: Issue) -> Listed:
    """A constant in its usual unit, as the issue declares it, or in another. Raises AmountError."""
    declared = issue.front.constants.get(name)
    if declared is None:
        constant = CONSTANTS[name]
        word = f"constant_{name}"
        listed = word_title(issue.words, word)
        return Listed(listed, word, constant.symbol, constant_amount(name, unit))
    amount = declared.amount
    if unit is not None and unit != amount.unit:
        value = value_of_constant(declared)
        to_unit(value.number, value.unit, unit)  # says what is wrong with a unit better than rounding does
        amount = round_value(value, unit)
    return Listed(declared.name, "", declared.symbol or name, amount, declared.source)


def _give_constants(
    problem: Problem, issue: Issue, solution: Solution, faults: list[Fault]
) -> dict[str, Value]:
    """Lists the constants that the answers need; those that the issue declares, to calculate with."""
    values: dict[str, Value] = {}
    declared = issue.front.constants
    known = {**CONSTANTS, **declared}
    try:
        used = problem.find_constants(known)
    except ExpressionError:  # reported with the answer
        return values
    for name in problem.constants.keys() - set(used):
        hint = suggest(name, used if name in known else known)
        faults.append(Fault(("constants", name), f"no answer needs the constant {name} ({hint})"))
    for name in used:
        try:
            solution.constants[name] = _list_constant(name, problem.constants.get(name), issue)
            if name in declared:
                values[name] = value_of_constant(declared[name])
        except AmountError as error:
            faults.append(Fault(("constants", name), str(error)))
    return values


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
