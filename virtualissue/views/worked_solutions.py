"""A solution -> the lines in which it is written down: conversions, answers with their sums, charges."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from virtualissue.chemistry.reaction import Atoms, find_charge, find_charges, read_count, say_count
from virtualissue.model.course import Problem
from virtualissue.quantities.amount import Amount
from virtualissue.quantities.conversion import CONSTANTS
from virtualissue.quantities.typesetting import FIRM, Relation
from virtualissue.quantities.units import MINUS
from virtualissue.quantities.working import (
    Result,
    Symbol,
    WorkingLine,
    bare,
    write_conversion,
    write_numbers,
    write_symbols,
)
from virtualissue.views.answers import Solution

# a line breaks before a sign, not behind it
EQUALS, ABOUT = f" ={FIRM}", f" ≈{FIRM}"


def write_conversions(problem: Problem, solution: Solution) -> Iterator[WorkingLine]:
    """How each given is brought into the unit in which is calculated: d = 1.0 mm = 1.0/10 cm = 0.10 cm."""
    for name, converted in solution.converted.items():
        given = bare(solution.givens[name])
        steps = write_conversion(given, converted.unit)
        between = (EQUALS, *steps) if steps else ()
        yield (Symbol(problem.givens[name].symbol), EQUALS, given, *between, EQUALS, bare(converted))


def write_answer(name: str, problem: Problem, solution: Solution) -> WorkingLine:
    """An answer with symbols, with numbers put in, before it is rounded, and rounded."""
    answer, symbols = problem.answers[name], _symbols(problem, solution)
    rounded, longer = solution.answers[name], bare(solution.longer[name])
    symbolic = write_symbols(answer.expression, symbols)
    with_numbers = write_numbers(answer.expression, solution.put_in, symbols)
    about = rounded.relation is not Relation.EQUAL
    line: WorkingLine = (Symbol(answer.symbol),)
    for step in (symbolic, with_numbers):
        if step not in (line[-len(step) :], (longer.text,)):  # 0.2 = 0.2 says nothing
            line += (EQUALS, *step)
    if len(with_numbers) == 1 and isinstance(line[-1], Amount) and line[-1].unit != longer.unit:
        steps = write_conversion(line[-1], longer.unit)
        line += (EQUALS, *steps) if steps else ()
    if answer.step:
        return (*line, ABOUT if about else EQUALS, bare(rounded))
    result = Result(replace(rounded, relation=Relation.EQUAL))
    if (longer.low, longer.unit) == (rounded.low, bare(rounded).unit):
        return (*line, ABOUT if about else EQUALS, result)
    if line[-1] != longer:
        line += (EQUALS, longer)
    return (*line, EQUALS if solution.longer[name].unit != rounded.unit and not about else ABOUT, result)


def write_charges(problem: Problem) -> Iterator[WorkingLine]:
    """The sum of charges: (3 − x)(+1) + 6(−1) ... = 0, then multiplied out: 3 − x − 6 ... = 0."""
    if problem.neutrality is None:
        return
    formula = problem.neutrality.formula
    charges = find_charges(formula, problem.neutrality.states)
    total = f"{EQUALS}{_signed(find_charge(formula))}"
    products = [f"{_write_counts(atoms)}({_signed(state)})" for atoms, state in charges]
    yield _write_variables(" + ".join(products) + total)
    terms = [say_count({name: n * state for name, n in atoms.count.items()}) for atoms, state in charges]
    yield _write_variables(" + ".join(terms).replace("+ −", "− ") + total)


def _signed(charge: int) -> str:
    return f"{charge:+}".replace("-", MINUS) if charge else "0"


def _write_counts(atoms: Atoms) -> str:
    """The counts of an element, that of the outermost bracket first, a sum in brackets."""
    counts = [say_count(read_count(count)) for count in reversed(atoms.counts)]
    return " · ".join(f"({count})" if " " in count else count for count in counts)


def _write_variables(text: str) -> WorkingLine:
    """A sum as parts, in which letters are symbols."""
    pieces = re.split(r"([^\W\d_])", text)
    return tuple(Symbol(piece) if piece.isalpha() else piece for piece in pieces if piece)


def _symbols(problem: Problem, solution: Solution) -> Mapping[str, str]:
    """The symbol of each name that an answer may use."""
    named = {"pi": CONSTANTS["pi"].symbol}
    named |= {name: constant.symbol for name, constant in solution.constants.items()}
    named |= {name: given.symbol for name, given in problem.givens.items()}
    return named | {name: answer.symbol for name, answer in problem.answers.items()}
