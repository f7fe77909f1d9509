"""What was done before, with what it asked then: it is done again only where an answer is another now."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from virtualissue.cache.dependencies import Asked, Question, State, Subject, Tracked, ask, stand_in, state_of
from virtualissue.cache.parallel import spread
from virtualissue.cache.store import load, store

Item = TypeVar("Item")
Result = TypeVar("Result")
Entry = tuple[Question, State]

Deed = tuple[Any, "array[int]"]  # what came of an item, and the numbers of the entries that it rests on


class IncrementalRunner:
    """Deeds of one kind of work in a file; without one, nothing is kept and all is done.

    `made_of` tells all that goes into the work beside its items and what it asks.
    """

    def __init__(self, path: Path | None = None, made_of: bytes = b"") -> None:
        self._path, self._made_of = path, made_of
        before, entries, deeds = (path and load(path)) or (None, [], {})
        self._entries: list[Entry] = entries if before == made_of else []
        self._deeds: dict[State, Deed] = deeds if before == made_of else {}

    def do(
        self, work: Callable[[Item, Subject], Result], items: Sequence[Item], subject: Subject
    ) -> list[Result]:
        """What comes of each item; `work` may ask nobody but the `subject` that it is given."""
        if not self._path:
            return spread(lambda item: work(item, subject), items)
        return self._do_again(work, items, subject, self._path)

    def _do_again(
        self, work: Callable[[Item, Subject], Result], items: Sequence[Item], subject: Subject, path: Path
    ) -> list[Result]:
        states = [state_of(item) for item in items]
        deeds = self._find_valid(states, subject)
        due = {state: item for state, item in zip(states, items, strict=True) if state not in deeds}
        done = spread(lambda item: _do(work, item, subject), list(due.values()))
        if due or deeds.keys() != self._deeds.keys():
            self._deeds = deeds
            self._enter(dict(zip(due, done, strict=True)))
            store((self._made_of, self._entries, self._deeds), path)
        return [self._deeds[state][0] for state in states]

    def _find_valid(self, states: Sequence[State], subject: Tracked) -> dict[State, Deed]:
        """The deeds for which every answer is still the same."""
        stale = {number for number, entry in enumerate(self._entries) if not _holds(entry, subject)}
        found = {state: self._deeds[state] for state in states if state in self._deeds}
        return {state: deed for state, deed in found.items() if stale.isdisjoint(deed[1])}

    def _enter(self, done: Mapping[State, tuple[Any, Asked]]) -> None:
        """Adds new deeds to those that stay, and drops the entries that none needs any longer."""
        used = sorted({number for _, asked in self._deeds.values() for number in asked})
        places = {number: place for place, number in enumerate(used)}
        numbers = {self._entries[number]: place for number, place in places.items()}
        for state, (result, before) in self._deeds.items():
            self._deeds[state] = result, array("I", map(places.__getitem__, before))
        for state, (result, asked) in done.items():
            entries = (numbers.setdefault(entry, len(numbers)) for entry in asked.items())
            self._deeds[state] = result, array("I", entries)
        self._entries = list(numbers)


def _do(work: Callable[[Item, Subject], Result], item: Item, subject: Subject) -> tuple[Result, Asked]:
    asked: Asked = {}
    return work(item, stand_in(subject, asked)), asked


def _holds(entry: Entry, subject: Tracked) -> bool:
    question, state = entry
    try:
        return ask(subject, question) == state
    except LookupError:
        return False
