import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from virtualissue import lock
from virtualissue.lock import lock_folder

HOLD = """
import sys, time
from pathlib import Path
from virtualissue.lock import lock_folder
with lock_folder(Path(sys.argv[1]), print):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def hold(folder: Path, seconds: float) -> subprocess.Popen[str]:
    """Another process that holds a folder for some seconds."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder), str(seconds)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


@pytest.mark.slow
def test_a_second_build_says_who_is_at_work_and_waits(tmp_path: Path):
    said: list[str] = []
    with hold(tmp_path / "out", 1) as first, lock_folder(tmp_path / "out", said.append):
        assert first.wait(5) == 0
        assert said == [
            (
                f"Another build is running in {tmp_path / 'out'} (process {first.pid}); "
                "this one is waiting for it."
            )
        ]


def test_a_lock_goes_with_its_process(tmp_path: Path):
    said: list[str] = []
    first = hold(tmp_path, 60)
    first.kill()
    first.communicate()
    started = time.monotonic()
    with lock_folder(tmp_path, said.append):
        assert (tmp_path / ".lock").read_text() == str(os.getpid())
    assert said == []
    assert time.monotonic() - started < 1


def test_a_process_that_outlives_the_build_does_not_hold_it(tmp_path: Path):
    with lock_folder(tmp_path, print):
        orphan = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    said: list[str] = []
    with lock_folder(tmp_path, said.append):
        assert said == []
    orphan.kill()
    orphan.wait()


def test_a_lock_that_was_removed_while_it_was_waited_for_is_taken_anew(tmp_path: Path):
    with hold(tmp_path, 1) as first:
        (tmp_path / ".lock").unlink()
        with lock_folder(tmp_path, print):
            assert (tmp_path / ".lock").read_text() == str(os.getpid())
        first.kill()


def test_a_file_system_without_locks_is_no_hindrance(tmp_path: Path, monkeypatch):
    def fail(*_: object) -> None:
        raise OSError(lock.WITHOUT_LOCKS[0], "No locks available")

    monkeypatch.setattr(lock, "flock", fail)
    with lock_folder(tmp_path, pytest.fail):
        pass
