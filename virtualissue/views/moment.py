"""The time stamp of everything that is built, so that the same content gives the same bytes."""

import os
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import TypeVar

from markupsafe import Markup, escape

from virtualissue.files import OutputError
from virtualissue.model.issue import Issue

VARIABLE = "SOURCE_DATE_EPOCH"
VersionT = TypeVar("VersionT")
LATEST = 4_102_444_800  # seconds since 1970; the first moment of 2100, before archives run out of years


def moment_of(issue: Issue) -> datetime:
    """SOURCE_DATE_EPOCH in the environment (seconds since 1970), or the day on which the issue was published.

    Where neither is given, it is the beginning of the present day in UTC. Raises `OutputError` where the
    variable holds anything else.
    """
    epoch = os.environ.get(VARIABLE, "").strip()
    if not epoch:
        return datetime.combine(issue.front.day or datetime.now(UTC).date(), time(), UTC)
    if not (epoch.isascii() and epoch.isdigit() and len(epoch) <= len(str(LATEST)) and int(epoch) < LATEST):
        raise OutputError(f"{VARIABLE} is {epoch}: give it seconds from 1970 to 2100, or leave it unset")
    return datetime.fromtimestamp(int(epoch), UTC)


def own_day_of(issue: Issue) -> date | None:
    """The day of what is built; none where only the day of its editorial is known."""
    day = moment_of(issue).date()
    return day if issue.front.published or day != issue.front.day else None


def version_line(issue: Issue) -> str:
    """Version 1.0, March 4, 2026; without one of them, the other alone."""
    return set_version(issue, issue.words.text)


def render_version(issue: Issue) -> Markup:
    """The same as HTML."""
    return escape(set_version(issue, issue.words))


def set_version(issue: Issue, say: Callable[..., VersionT]) -> VersionT | str:
    """The same, in which `say` sets a fixed word."""
    version, day = issue.front.version, own_day_of(issue)
    if day is None:
        return say("version_named", version=version) if version else ""
    said = issue.words.date(day)
    return say("version_line", version=version, day=said) if version else said
