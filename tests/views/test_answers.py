"""Problems of the toy and some more: what they answer, and how the answers are rounded on the way."""

from dataclasses import replace
from typing import Any

import pytest

from tests import gnomons
from tests.toy import read_toy
from virtualissue.loader.reader import read_issue
from virtualissue.model.course import Problem
from virtualissue.quantities.working import Raised, Result, Symbol, WorkingLine, WorkingPart
from virtualissue.views.answers import list_constants, solve, try_to_solve
from virtualissue.views.worked_solutions import write_answer, write_charges, write_conversions


def make(**fields: Any) -> Problem:
    """A problem with the fields that matter to a test."""
    words = {"title": "t", "ask": "A.", "solution": "S.", "note": "N.", "minutes": 5}
    scheme = [{"points": 1, "for": "It."}]
    return Problem.model_validate({"slug": "t", "file": "t.yml", **words, "scheme": scheme, **fields})


def said(line: WorkingLine) -> str:
    return plain("".join(map(say, line)))


def say(part: WorkingPart) -> str:
    match part:
        case Symbol(text) | Raised(text):
            return text
        case Result(amount):
            return amount.text
        case str():
            return part
        case _:
            return part.text


def plain(text: str) -> str:
    """With spaces of one kind."""
    return text.replace("\u202f", " ").replace("\xa0", " ")


def test_the_answers_of_the_toy():
    oven = solve(read_toy().problems["oven"], read_toy())
    assert {name: plain(amount.text) for name, amount in oven.answers.items()} == {
        "warmer": "about 2.0 × 10² K",
        "days": "50.00 d",
    }
    assert plain(oven.converted["bread"].text) == "623 K"


def test_constants_are_listed_in_their_usual_unit_or_the_declared_one():
    photon = read_toy().problems["photon"]
    listed = {one.symbol: plain(one.amount.text) for one in list_constants(photon, read_toy())}
    assert listed == {"h": "4.136 × 10⁻¹⁵ eV s", "c": "2.998 × 10⁸ m/s"}


def test_a_constant_of_the_issue_is_used_like_one_that_is_generally_known():
    issue = read_issue(gnomons.CONTENT)
    problem = issue.problems["hour-angle"]
    omega, *others = list_constants(problem, issue)
    assert others == []
    assert (omega.name.text, omega.symbol) == ("Drehung der erfundenen Erde", "ω")
    assert (plain(omega.amount.text), omega.source) == ("15.04 ± 0.02°/h", "nach Irgendwo")
    solution = solve(problem, issue)
    assert said(write_answer("alpha_t", problem, solution)) == "α = ω · t = 15.04°/h · 2.5 h = 37.60°"
    faster = problem.model_copy(update={"constants": {"omega": "°/s"}})
    assert [plain(one.amount.text) for one in list_constants(faster, issue)] == ["4.178 × 10⁻³°/s"]


def test_an_exact_constant_of_the_issue_limits_no_figures():
    constants = {"n_0": {"name": "n", "value": "3", "exact": True}}
    front = read_toy().front.model_validate(
        {"title": "t", "slug": "issue", "file": "f", "constants": constants}
    )
    t = {"name": "t", "symbol": "t", "value": "2.00"}
    problem = make(givens={"t": t}, answers={"a": {"name": "a", "symbol": "a", "is": "n_0 * t"}})
    issue = replace(read_toy(), front=front)
    assert [amount.text for amount in solve(problem, issue).answers.values()] == ["6.00"]
    assert [one.symbol for one in list_constants(problem, issue)] == ["n_0"]


def test_the_names_of_known_constants_are_in_the_language_of_the_issue():
    answers = {"a": {"name": "a", "symbol": "a", "is": "1 / k", "unit": "K/J"}}
    (known,) = list_constants(make(answers=answers), read_issue(gnomons.CONTENT))
    assert known.name.text == "Boltzmann-Konstante"


def test_what_follows_from_an_answer_is_calculated_before_that_is_rounded():
    third = {"name": "t", "symbol": "t", "value": "1.0"}
    answers = {
        "a": {"name": "a", "symbol": "a", "is": "t / 3"},
        "b": {"name": "b", "symbol": "b", "is": "a * 2.02"},
    }
    solution = solve(make(givens={"t": third}, answers=answers), read_toy())
    assert [amount.text for amount in solution.answers.values()] == ["0.33", "0.67"]
    assert said(write_answer("a", make(givens={"t": third}, answers=answers), solution)) == (
        "a = t/3 = 1.0/3 = 0.333 ≈ 0.33"
    )
    assert said(write_answer("b", make(givens={"t": third}, answers=answers), solution)) == (
        "b = a · 2.02 = 0.333 · 2.02 = 0.673 ≈ 0.67"
    )


def test_a_step_is_shown_with_one_figure_more_and_about_stays_about():
    rough = {"name": "E", "symbol": "E", "value": "0.40", "unit": "eV"}
    kelvin = {"name": "T", "symbol": "T", "value": "300", "unit": "K", "exact": True}
    answers = {
        "x": {"name": "x", "symbol": "x", "is": "E / (k * T)", "step": True},
        "y": {"name": "y", "symbol": "y", "is": "x"},
    }
    problem = make(givens={"E": rough, "T": kelvin}, constants={"k": "eV/K"}, answers=answers)
    solution = solve(problem, read_toy())
    assert said(write_answer("x", problem, solution)) == (
        "x = E/(k · T) = 0.40 eV/(8.617 × 10⁻⁵ eV/K · 300 K) = 15.5"
    )
    assert said(write_answer("y", problem, solution)) == "y = x = 15.5 ≈ 15"  # 15.47


def test_a_number_that_is_its_own_result_is_written_once():
    answers = {
        "a": {"name": "a", "symbol": "a", "is": "0.2"},
        "b": {"name": "b", "symbol": "b", "is": "0.5", "step": True},
    }
    problem = make(answers=answers)
    solution = solve(problem, read_toy())
    assert said(write_answer("a", problem, solution)) == "a = 0.2"
    assert said(write_answer("b", problem, solution)) == "b = 0.5"


def test_a_given_is_converted_step_by_step():
    problem = read_toy().problems["oven"]
    (line,) = write_conversions(problem, solve(problem, read_toy()))
    assert said(line) == "T₂ = 350 °C = (350 + 273.15) K = 623 K"


def test_the_sum_of_charges_is_written_down_and_multiplied_out():
    neutrality = {"formula": "Ca2Fe2-xAlx(O2)2O", "states": {"Ca": 2, "Fe": 3, "Al": 3, "O": -2}}
    problem = make(neutrality=neutrality)
    assert try_to_solve(problem, read_toy())[1] == ()
    assert [said(line) for line in write_charges(problem)] == [
        "2(+2) + (2 − x)(+3) + x(+3) + 2 · 2(−2) + (−2) = 0",
        "4 + 6 − 3x + 3x − 8 − 2 = 0",
    ]


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({"is": "t / u"}, ["no value u (there are: t)"]),
        ({"is": "t * k", "unit": "J"}, ["the result is not in J"]),
        ({"is": "t", "unit": "wibble"}, ["there is no unit 'wibble'"]),
        ({"is": "t", "unit": "m/"}, ["'m/' cannot be read as a unit"]),
        ({"is": "t", "unit": "dB"}, ["'dB'"]),
        ({"is": "t^-1"}, ["a division by zero"]),
        ({"is": "exp(-99999999)"}, ["too large or too small"]),
        ({"is": "1e99 * 1e99 * 1e99 * 1e99"}, []),
        ({"is": "pi" + " * pi" * 55}, []),
        ({"is": "("}, ["a number or a name is missing"]),
    ],
)
def test_nothing_that_can_be_written_ends_otherwise_than_in_a_fault(
    fields: dict[str, str], faults: list[str]
):
    answer = {"name": "a", "symbol": "a", **fields}
    given = {"name": "t", "symbol": "t", "value": "0"}
    _, found = try_to_solve(make(givens={"t": given}, answers={"a": answer}), read_toy())
    assert len(found) == len(faults)
    assert all(part in fault.message for part, fault in zip(faults, found, strict=True))
