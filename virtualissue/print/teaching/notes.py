"""The notes beside slides: what a lecturer says, asks and expects, from scripts of plans and from content."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from virtualissue.model.course import Cue, ReadingPlan, Session
from virtualissue.model.entity import Entity
from virtualissue.model.issue import Issue
from virtualissue.print.inline import InlineContent, PrintData, PrintRenderer, mark_word, set_title, set_word
from virtualissue.quantities.typesetting import FIRM
from virtualissue.text.prose import Prose
from virtualissue.words import Words

Notes = tuple[PrintData, ...]


@dataclass(frozen=True)
class Moment:
    """A part of a session in which something is shown, and the minute of the session in which it begins.

    Its script `is_told` where the part begins; elsewhere the notes say only when this is shown.
    """

    plan: ReadingPlan
    session: Session
    cue: Cue
    begin: int
    is_told: bool


def find_moments(issue: Issue, names: Collection[str], first: str) -> Mapping[str, list[Moment]]:
    """When each slide of `names` is shown.

    A part of a session that shows no slide is told at the slide before it, or at the first.
    """
    moments: dict[str, list[Moment]] = {}
    for plan in issue.plans.values():
        before = first
        for session, begin, cue in ((one, *part) for one in plan.sessions for part in one.parts):
            shown = [pointer for pointer in cue.show if pointer in names] or [before]
            for place, name in enumerate(dict.fromkeys(shown)):
                moments.setdefault(name, []).append(Moment(plan, session, cue, begin, not place))
            before = shown[-1]
    return moments


@dataclass(frozen=True)
class NoteWriter:
    """Writes the notes of slides; for students there are none, and nothing of them is set."""

    issue: Issue
    for_lecturers: bool

    @cached_property
    def renderer(self) -> PrintRenderer:
        """Notes have a renderer of their own, so that slides are the same with and without them."""
        return PrintRenderer(self.issue)

    @cached_property
    def pointers(self) -> frozenset[str]:
        """What the scripts of plans show."""
        return frozenset(one for plan in self.issue.plans.values() for cue in plan.script for one in cue.show)

    def is_shown(self, entity: Entity) -> bool:
        """Whether the script of a plan shows it."""
        return f"{entity.kind}:{entity.slug}" in self.pointers

    def write(self, told: Prose | None, *, background: Prose | None = None) -> Notes:
        """What else is told about a slide, and what is not from the issue."""
        if not self.for_lecturers:
            return ()
        notes: list[PrintData] = [{"title": [], "blocks": self.renderer.prose(told)}] if told else []
        if background:
            title = [set_word(self.issue.words, "background_not_from_issue")]
            notes.append({"title": title, "blocks": self.renderer.prose(background)})
        return tuple(notes)

    def write_moment(self, moment: Moment, name: str) -> PrintData:
        """What the script of a plan says at a slide, and what else is shown then, by the names of slides."""
        words, cue = self.issue.words, moment.cue
        name_of_minutes = "print_minutes_from_to"
        minutes = words.text(name_of_minutes, begin=moment.begin, end=moment.begin + cue.minutes)
        kept = mark_word(words, name_of_minutes, minutes.replace(" ", FIRM))  # no line breaks in it
        session = [": ", *set_title(moment.session.title)] if moment.session.title else []
        lines = (("print_say", cue.say), ("print_ask", cue.ask), ("print_expect", cue.expect))
        return {
            "plan": moment.plan.slug,
            "title": [*set_title(moment.plan.title), *session, ", ", kept],
            "blocks": [
                _paragraph([_head(words, key), " ", *self.renderer.inline(prose)])
                for key, prose in lines
                if prose and moment.is_told
            ],
            "board": self.renderer.prose(cue.board) if moment.is_told else [],
            "shown": [one for one in cue.show if one != name],
        }

    def write_problem(self, told: PrintData) -> Notes:
        """How long a problem takes, and the note on it; `told` is the problem as it is set for lecturers."""
        if not self.for_lecturers:
            return ()
        return ({"title": [], "blocks": [_paragraph([told["minutes_line"]]), *told["note"]]},)

    def write_solution(self, told: PrintData) -> Notes:
        """The solution in words, and how it is marked."""
        words = self.issue.words
        lines: list[InlineContent] = [
            [set_word(words, "points", count=line["points"]), ": ", *line["reason"]]
            for line in told["scheme"]
        ]
        return (
            {"title": [], "blocks": told["solution"]},
            *(
                [{"title": [set_word(words, "print_scheme")], "blocks": [{"is": "ul", "items": lines}]}]
                if lines
                else []
            ),
        )


def _head(words: Words, name: str) -> PrintData:
    return {"is": "strong", "body": [set_word(words, name), "" if words[name].endswith(":") else ":"]}


def _paragraph(line: InlineContent) -> PrintData:
    return {"is": "p", "items": [line]}
