"""Work shared among the cores of the machine, where a process can safely fork; elsewhere one does it all."""

import os
import pickle
import sys
import threading
from collections.abc import Callable, Sequence
from functools import partial
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

FEW = 24  # items: to share fewer costs more than it saves


def can_fork() -> bool:
    """Whether a copy of this process could go on: not while other threads hold what it would wait for."""
    return hasattr(os, "fork") and sys.platform != "darwin" and threading.active_count() == 1


class BackgroundJob(Generic[Result]):
    """Something in the making, by a process of its own where there is a core for one.

    What it makes must be something that can be pickled.
    """

    def __init__(self, make: Callable[[], Result]) -> None:
        self._make = make
        self._hand = _start(make) if can_fork() and count_cores() > 1 else None

    def result(self) -> Result:
        """What was made. If the other process came to grief it is made here, where an error can be told."""
        if self._hand is None:
            return self._make()
        process, pipe = self._hand
        with os.fdopen(pipe, "rb") as reader:
            content = reader.read()
        _, failed = os.waitpid(process, 0)
        result: Result = self._make() if failed else pickle.loads(content)  # noqa: S301 (our own copy wrote it)
        return result


def spread(work: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    """What `work` gives for each item, in their order."""
    count = max(1, min(count_cores(), len(items) // FEW))
    shares = [items[first::count] for first in range(count)]
    jobs = [BackgroundJob(partial(_each, work, share)) for share in shares[1:]]
    results = [_each(work, shares[0]), *(job.result() for job in jobs)]
    return [results[number % count][number // count] for number in range(len(items))]


def _each(work: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    return [work(item) for item in items]


def count_cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _start(make: Callable[[], object]) -> tuple[int, int]:
    """A copy of this process that makes something: its number, and the pipe through which the thing comes."""
    reader, writer = os.pipe()
    process = os.fork()
    if process:
        os.close(writer)
        return process, reader
    failed = True
    try:
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(pickle.dumps(make(), pickle.HIGHEST_PROTOCOL))
        failed = False
    finally:
        os._exit(failed)  # without a word and without cleaning up: all of that is its parent's
