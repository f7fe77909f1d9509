"""Facets, facts, and numbers in places where only a fact is allowed."""

import math
from collections.abc import Collection, Iterator

from virtualissue.checks.findings import Finding
from virtualissue.diagnostics import suggest
from virtualissue.model.course import VALUED, Problem
from virtualissue.model.entities import Faceted
from virtualissue.model.entity import NOT_STATED
from virtualissue.model.fact import Fact, Quantity
from virtualissue.model.issue import Issue
from virtualissue.quantities.amount import below_absolute_zero
from virtualissue.quantities.conversion import (
    CONSTANTS,
    find_declaration_fault,
    find_unit_fault,
    is_unit,
    same_dimension,
)
from virtualissue.quantities.units import AmountError, find_literals
from virtualissue.text.prose import Prose, Text
from virtualissue.views.answers import value_of_constant


def check_facets(issue: Issue) -> Iterator[Finding]:
    """Entities state the facets that are asked of their kind, with values that exist."""
    for entity in (one for one in issue.entities() if isinstance(one, Faceted)):
        asked = {slug for slug, facet in issue.facets.items() if entity.kind in facet.kinds}
        for slug in asked - entity.facets.keys():
            yield Finding(entity, ("facets",), f"the facet {slug} is missing (not-stated is allowed)")
        for slug, values in entity.facets.items():
            if slug not in asked:
                yield Finding(entity, ("facets", slug), f"no facet {slug} here ({suggest(slug, asked)})")
                continue
            known = (*issue.facets[slug].values, "not-stated")
            for number, value in enumerate(values):
                if value not in known:
                    yield Finding(
                        entity, ("facets", slug, number), f"no value {value} ({suggest(value, known)})"
                    )


def check_facts(issue: Issue) -> Iterator[Finding]:
    """Facts have the dimension, the conditions and the size that their quantity asks for."""
    faults = {quantity.slug: list(_check_quantity(quantity)) for quantity in issue.quantities.values()}
    for findings in faults.values():
        yield from findings
    for fact in issue.facts.values():
        if (quantity := issue.quantities.get(fact.quantity)) and not faults[quantity.slug]:
            for name in quantity.conditions:
                if name not in fact.conditions:
                    yield Finding(fact, ("conditions",), f'the {name} is missing ("{NOT_STATED}" is allowed)')
            yield from _check_contribution(fact, quantity)
            yield from _check_amount(fact, quantity)


def check_units(issue: Issue) -> Iterator[Finding]:
    """What an issue declares as a unit is none already, and is made of units that exist."""
    for symbol, declaration in issue.front.units.items():
        if fault := find_declaration_fault(declaration.declare(symbol)):
            field, message = fault
            yield Finding(issue.front, ("units", symbol, *filter(None, [field])), message)


def check_constants(issue: Issue) -> Iterator[Finding]:
    """What an issue declares as a constant is not known already, and something to calculate with."""
    for name, constant in issue.front.constants.items():
        if name in CONSTANTS:
            known = f"{name} is already a constant: delete it here, or choose another name"
            yield Finding(issue.front, ("constants", name), known)
        elif fault := find_unit_fault(constant.unit):
            yield Finding(issue.front, ("constants", name, "unit"), fault)
        else:
            try:
                _ = value_of_constant(constant)
            except AmountError as error:
                yield Finding(issue.front, ("constants", name, "value"), str(error))


def _check_quantity(quantity: Quantity) -> Iterator[Finding]:
    if fault := find_unit_fault(quantity.unit):
        yield Finding(quantity, ("unit",), fault)
    if quantity.plausible is None:
        return
    low, high = quantity.plausible
    if low > high:
        yield Finding(quantity, ("plausible",), "the range does not rise (write the lower end first)")
    if low <= 0 and quantity.scale == "log":
        yield Finding(quantity, ("plausible",), "all values on a log scale must be above zero")
    elif low <= 0 and quantity.magnitude:
        yield Finding(quantity, ("plausible",), "only values above zero have an order of magnitude")


def _check_contribution(fact: Fact, quantity: Quantity) -> Iterator[Finding]:
    known = quantity.contributions
    if fact.contribution and fact.contribution not in known:
        message = (
            f"{quantity.slug} has no contribution {fact.contribution} ({suggest(fact.contribution, known)})"
        )
        yield Finding(fact, ("contribution",), message)


def _check_amount(fact: Fact, quantity: Quantity) -> Iterator[Finding]:
    unit = quantity.unit
    if fault := find_unit_fault(fact.unit):
        yield Finding(fact, ("unit",), fault)
    elif fact.unit != unit and not same_dimension(fact.unit, unit):
        yield Finding(
            fact,
            ("unit",),
            f"{fact.unit or 'a pure number'} is not a unit of {fact.quantity} ({unit or 'a pure number'})",
        )
    elif below_absolute_zero(fact.amount):
        yield Finding(fact, ("value",), f"{fact.amount.text} is below absolute zero")
    elif quantity.plausible:
        low, high = map(float, quantity.plausible)
        if not all(low <= end <= high for end in fact.amount.bounds(unit) if math.isfinite(end)):
            message = f"{fact.amount.text} is not plausible ({fact.quantity}: {low:g} to {high:g} {unit})"
            yield Finding(fact, ("value",), message.replace(" )", ")"))


def check_literals(issue: Issue) -> Iterator[Finding]:
    """A number with a unit in prose is a fact's, or it is a mistake."""
    units = {q.unit for q in issue.quantities.values()} | {fact.unit for fact in issue.facts.values()}
    known = {unit for unit in units if unit and is_unit(unit)}
    for entity in issue.entities():
        for at, prose in entity.prose():
            if isinstance(entity, Problem) and at[0] in VALUED:
                continue  # `check_values` looks there more closely
            for offset, literal in _literals(prose, known):
                yield Finding(
                    entity, at, f"the number {literal} belongs in facts/: write {{fact:slug}}", offset
                )


def _literals(prose: Prose, units: Collection[str]) -> Iterator[tuple[int, str]]:
    start = 0
    for token in prose.tokens:
        for _, literal in find_literals(token.text if isinstance(token, Text) else "", units):
            start = prose.source.index(literal, start)
            yield start, literal
            start += len(literal)


def check_collection(issue: Issue) -> Iterator[Finding]:
    """The parts of the collection add up, and as many articles are there as are highlighted."""
    collection, facts = issue.front.collection, issue.facts
    if not collection or not {collection.total, collection.highlighted, *collection.parts} <= facts.keys():
        return
    total = facts[collection.total].amount.low
    parts = sum(facts[slug].amount.low for slug in collection.parts)
    if collection.parts and parts != total:
        yield Finding(
            issue.front, ("collection", "parts"), f"the parts add up to {parts}, but the total is {total}"
        )
    highlighted = facts[collection.highlighted]
    if (stated := highlighted.amount.low) != len(issue.articles):
        there_are = len(issue.articles)
        message = f"{highlighted.file} states {stated} articles, but {there_are} are in articles/"
        yield Finding(issue.front, ("collection", "highlighted"), message)
