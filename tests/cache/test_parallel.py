"""Work is shared where it can be, and comes out the same, in order, with its errors, wherever it was done."""

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from virtualissue.cache import parallel as crew
from virtualissue.cache.parallel import FEW, BackgroundJob, can_fork, spread


@pytest.fixture(params=[1, 3])
def cores(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """Machines of one core and of three, with whatever threads the tests themselves run in."""
    monkeypatch.setattr(crew, "count_cores", lambda: request.param)
    monkeypatch.setattr(crew, "can_fork", lambda: True)
    return int(request.param)


@pytest.mark.parametrize("count", [0, 1, FEW, 3 * FEW, 5 * FEW + 1])
def test_results_come_in_the_order_of_the_items(count: int, cores: int):
    assert spread(lambda number: number * number, range(count)) == [n * n for n in range(count)]


def test_as_many_work_as_there_are_cores(cores: int):
    assert len(set(spread(lambda _: os.getpid(), range(9 * FEW)))) == cores


def test_few_are_not_worth_sharing(cores: int):
    assert set(spread(lambda _: os.getpid(), range(FEW))) == {os.getpid()}


def test_an_error_is_told_as_if_nothing_had_been_shared(cores: int):
    def divide(number: int) -> float:
        return 1 / (number - 4)

    with pytest.raises(ZeroDivisionError):
        spread(divide, range(9 * FEW))


def test_a_job_is_done_beside_the_rest(cores: int):
    job = BackgroundJob(os.getpid)
    assert (job.result() != os.getpid()) == (cores > 1)


def test_what_another_process_leaves_undone_is_done_here(cores: int, tmp_path: Path):
    here = os.getpid()

    def make() -> str:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return "made"

    assert BackgroundJob(make).result() == "made"


@pytest.fixture
def thread() -> Iterator[None]:
    """Another thread, for as long as a test runs."""
    end = threading.Event()
    other = threading.Thread(target=end.wait)
    other.start()
    yield
    end.set()
    other.join()


@pytest.mark.usefixtures("thread")
def test_beside_other_threads_nothing_is_forked():
    assert not can_fork()
