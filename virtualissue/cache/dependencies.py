"""A stand-in for the issue that writes down each question put to it, and the state of its answer.

Work that asks nobody else depends on these answers alone: while they are the same, so is what comes of it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, NamedTuple, Protocol, TypeVar, cast, runtime_checkable

from virtualissue.cache.store import fingerprint

State = str | bytes | float | None | tuple["State", ...]

LONG = 32  # signs: a longer text is told from others by its fingerprint


@runtime_checkable
class Identified(Protocol):
    """What a kind and a slug name."""

    kind: Any
    slug: str


class Tracked:
    """Holds more than a piece of work needs: the work is told which of its answers it depends on."""

    def find(self, kind: str, slug: str) -> Any:
        """The thing of that kind and slug, if there is one."""
        raise NotImplementedError


Subject = TypeVar("Subject", bound=Tracked)


class Pointer(NamedTuple):
    """A thing among the words of a question."""

    kind: str
    slug: str


Way = tuple[str, ...]  # the attributes that lead to whoever answers
Question = tuple[Way, str, tuple[Any, ...]]  # the way, what is then asked, and in which words
Asked = dict[Question, State]

VERBS: Mapping[str, Callable[..., Any]] = {
    "is": lambda answer: answer,
    "has": lambda shelf, key: shelf.get(key),
    "order": tuple,
    "count": len,
    "gives": lambda method, *words: method(*words),
}


def stand_in(subject: Subject, asked: Asked) -> Subject:
    """Answers whatever `subject` would, and notes it in `asked`."""
    return cast(Subject, _Witness(subject, asked, ()))


def ask(subject: Tracked, question: Question) -> State:
    """The state of the answer that a subject gives now; raises `LookupError` where it has none."""
    way, verb, words = question
    answer: Any = subject
    for name in way:
        answer = getattr(answer, name)
    found = [_find(subject, word) if isinstance(word, Pointer) else word for word in words]
    return state_of(VERBS[verb](answer, *found))


def _find(subject: Tracked, pointer: Pointer) -> Any:
    if thing := subject.find(*pointer):
        return thing
    raise LookupError(pointer)


def state_of(answer: Any) -> State:
    """What tells an answer from all others: of what was read from a file, the state of the file.

    Raises `TypeError` for what could change without being seen here.
    """
    if isinstance(answer, str):
        return str(answer) if len(answer) <= LONG else fingerprint(answer.encode())
    if answer is None or isinstance(answer, bytes | int | float):
        return answer
    if state := getattr(answer, "state", None):
        return cast(str, state)
    return tuple(map(state_of, _parts(answer)))


def _parts(answer: Any) -> Iterator[Any]:
    if isinstance(answer, tuple | list):
        yield from answer
    elif isinstance(answer, Mapping):
        yield from answer.items()
    elif is_dataclass(answer):
        yield from (getattr(answer, field.name) for field in fields(answer))
    else:
        raise TypeError(f"no state of {answer!r}")


class _Witness:
    """Stands in for an `Askable`; what it was asked once is written down and stays with it."""

    def __init__(self, subject: Tracked, asked: Asked, way: Way) -> None:
        self._subject, self._asked, self._way = subject, asked, way

    def __getattr__(self, name: str) -> Any:
        answer, way = getattr(self._subject, name), (*self._way, name)
        if isinstance(answer, Tracked):
            answer = _Witness(answer, self._asked, way)
        elif isinstance(answer, Mapping):
            answer = _Shelf(answer, self._asked, way)
        elif callable(answer):
            answer = _listen(answer, self._asked, way)
        else:
            self._asked[way, "is", ()] = state_of(answer)
        setattr(self, name, answer)
        return answer


class _Shelf(Mapping[Any, Any]):
    """Stands in for a mapping."""

    def __init__(self, shelf: Mapping[Any, Any], asked: Asked, way: Way) -> None:
        self._shelf, self._asked, self._way = shelf, asked, way

    def __getitem__(self, key: Any) -> Any:
        answer, question = self._shelf.get(key), (self._way, "has", (key,))
        if question not in self._asked:
            self._asked[question] = state_of(answer)
        if answer is None:
            raise KeyError(key)
        return answer

    def __iter__(self) -> Iterator[Any]:
        self._asked[self._way, "order", ()] = state_of(tuple(self._shelf))
        return iter(self._shelf)

    def __len__(self) -> int:
        self._asked[self._way, "count", ()] = len(self._shelf)
        return len(self._shelf)


def _listen(method: Callable[..., Any], asked: Asked, way: Way) -> Callable[..., Any]:
    """Stands in for a method."""

    def answer(*words: Any) -> Any:
        given, question = method(*words), (way, "gives", tuple(map(_word, words)))
        if question not in asked:
            asked[question] = state_of(given)
        return given

    return answer


def _word(word: Any) -> Any:
    return Pointer(word.kind, word.slug) if isinstance(word, Identified) else word
