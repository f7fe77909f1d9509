"""What a finished issue should have: without it there is advice, or with `strict: true` a mistake."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from virtualissue.checks.findings import Finding
from virtualissue.loader.validation import name_place
from virtualissue.model.chart import Chart
from virtualissue.model.course import Course, PlanStep, Problem, Question, ReadingPlan
from virtualissue.model.entities import (
    Article,
    Family,
    Material,
    Person,
    Section,
    StandingPage,
    Technique,
    Theme,
)
from virtualissue.model.fact import Fact, Quantity
from virtualissue.model.front_matter import Editorial, FrontMatter
from virtualissue.model.issue import Issue
from virtualissue.text.fields import Record
from virtualissue.views.back_links import HOSTS, find_passages
from virtualissue.views.tables.columns import COLUMNS

# record -> the fields that it should have when it is finished, and can do without until then
FIELDS: Mapping[type[Record], tuple[str, ...]] = {
    FrontMatter: (
        "name", "version", "subtitle", "description", "subject", "editorial", "editors", "period", "families",
    ),
    Editorial: ("published",),
    Article: ("families", "coverage", "finding", "summary"),
    Family: ("short", "color", "icon", "gist", "appeal", "limits"),
    Material: ("note",),
    Technique: ("group", "probes", "note"),
    Theme: ("gist", "text"),
    Section: ("gist",),
    Person: ("basis",),
    StandingPage: ("gist", "lead"),
    Quantity: ("plausible", "definition"),
    Fact: ("status",),
    Chart: ("gist",),
    Course: ("lead", "goals", "license"),
    ReadingPlan: ("gist",),
    PlanStep: ("why", "task"),
    Question: ("note",),
    Problem: ("note",),
}  # fmt: skip
SUMMARY_WORDS = (30, 150)
GIST_SENTENCES = 3


def find_missing_fields(issue: Issue) -> Iterator[Finding]:
    """Fields that are left out; none asks for families or an editorial where the issue has none."""
    needs = {"coverage": issue.front.editorial, "families": issue.families}
    for entity in issue.entities():
        for at, record in _find_records(entity, ()):
            for name in FIELDS.get(type(record), ()):
                if name not in record.model_fields_set and needs.get(name, True):
                    yield Finding(entity, at, f"the field {name_place((*at, name))} is missing")


def _find_records(value: Any, at: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Record]]:
    """A record and all records in it, each with its place."""
    if isinstance(value, Record):
        yield at, value
        for name in type(value).model_fields:
            yield from _find_records(getattr(value, name), (*at, name))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _find_records(item, (*at, number))


def find_odd_lengths(issue: Issue) -> Iterator[Finding]:
    """Findings that are not one sentence, summaries not of 30 to 150 words, gists not of three sentences."""
    low, high = SUMMARY_WORDS
    for article in issue.articles.values():
        if article.finding and (count := len(article.finding.sentences)) != 1:
            yield Finding(article, ("finding",), f"the finding has {count} sentences, but it should have one")
        if article.summary and not low <= (count := len(article.summary.text.split())) <= high:
            yield Finding(
                article, ("summary",), f"the summary has {count} words (it should have {low} to {high})"
            )
    for family in issue.families.values():
        if family.gist and (count := len(family.gist.sentences)) != GIST_SENTENCES:
            told = f"{count} sentence{'' if count == 1 else 's'}"
            yield Finding(family, ("gist",), f"the gist has {told} (it should have {GIST_SENTENCES})")


def find_uncited(issue: Issue) -> Iterator[Finding]:
    """Articles that no passage cites."""
    passages, hosts = find_passages(issue), [kind.name for kind in HOSTS]
    for article in issue.articles.values():
        if ("article", article.slug) not in passages:
            where = f"{', '.join(hosts[:-1])} or {hosts[-1]}"
            yield Finding(article, (), f"no passage cites {article.slug} (cite it in a {where})")


def find_generated(issue: Issue) -> Iterator[Finding]:
    """Pages that have no text of their own, and tables that have no columns of their own."""
    for slug in ("home", *(["numbers"] if issue.facts else []), "about"):
        if slug not in issue.pages:
            yield Finding(issue.front, (), f"the page {slug} has no text (write pages/{slug}.yml)")
    shown = {table.of for table in issue.tables.values()}
    for kind in COLUMNS:
        if issue.collections.get(kind) and kind not in shown:
            yield Finding(issue.front, (), f"no table shows the {kind} (write tables/{kind}.yml)")


def find_untaught(issue: Issue) -> Iterator[Finding]:
    """Goals of the course that no problem and no question serves."""
    if not (course := issue.course):
        return
    served = {goal for task in issue.tasks for goal in task.goals}
    for number in range(1, len(course.goals) + 1):
        if number not in served:
            message = f"no problem and no question serves goal {number} (name it in their goals)"
            yield Finding(course, ("goals", number - 1), message)


def find_outside_period(issue: Issue) -> Iterator[Finding]:
    """Articles from outside the period of the issue; a volume can bear the year after it."""
    if not (period := issue.front.period):
        return
    first, last = int(period.first[:4]), int(period.last[:4])
    for article in issue.articles.values():
        if article.year and not first <= article.year <= last + 1:
            months = f"{period.first} to {period.last}"
            message = f"{article.year} is outside the period of the issue ({months}, in issue.yml)"
            yield Finding(article, ("date",), message)


COMPLETENESS: tuple[Callable[[Issue], Iterator[Finding]], ...] = (
    find_missing_fields,
    find_odd_lengths,
    find_uncited,
    find_generated,
    find_untaught,
    find_outside_period,
)
