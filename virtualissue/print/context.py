"""What all documents of one edition share: the issue, its charts, and the numbers of its figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from virtualissue.charts import Drawing
from virtualissue.exports.site_record import OwnCitation
from virtualissue.model.course import Guide, Problem
from virtualissue.model.issue import Issue
from virtualissue.print.choice import EVERYTHING, PrintChoice
from virtualissue.print.printouts import Edition


@dataclass(frozen=True)
class PrintContext:
    """What all documents of one edition share."""

    issue: Issue
    drawings: Sequence[Drawing]
    edition: Edition
    citation: OwnCitation
    choice: PrintChoice = EVERYTHING

    @cached_property
    def figures(self) -> Mapping[str, int]:
        """The number of each figure, the same in every document; what a lecturer adds comes last.

        Before it are structures, charts, and the figures of guides and problems.
        """
        issue = self.issue
        shown = (one for family in issue.families.values() for one in issue.structures_of(family))
        names = [f"structure:{one.slug}" for one in shown]
        names += [f"chart:{slug}" for slug in issue.charts]
        tasks: tuple[Guide | Problem, ...] = (*issue.guides.values(), *issue.problems.values())
        names += [f"{one.kind}:{one.slug}" for one in sorted(tasks, key=issue.is_added) if one.figure]
        return {name: number for number, name in enumerate(dict.fromkeys(names), 1)}
