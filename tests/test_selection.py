"""A run without a browser runs what needs none, says at the end what it left out, and fails."""

import pytest

from build import ROOT

pytest_plugins = ["pytester"]

TESTS = """
import pytest

from build import ROOT

@pytest.fixture
def browser(): raise AssertionError("there is none")

@pytest.fixture
def page(browser): ...

def test_a_page(page): ...
def test_another(page): ...
def test_a_number(): ...
"""


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A project with a test that needs no browser, and two that do, on a machine without one."""
    monkeypatch.setenv("CHROME", "no-such-browser")
    pytester.makeini("[pytest]\nmarkers =\n    browser\n    early\n")
    pytester.makepyfile(test_pages=TESTS)
    return pytester


def assert_told(result: pytest.RunResult) -> None:
    result.assert_outcomes(passed=1, skipped=2)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    said = "2 tests need a browser. CHROME is 'no-such-browser'*"
    result.stdout.fnmatch_lines(["*left out*", "    2 in test_pages.py", said])


def test_without_a_browser_a_run_says_what_it_left_out_and_fails(project: pytest.Pytester) -> None:
    assert_told(project.runpytest_inprocess("-p", "tests.selection", "-p", "no:xdist"))


@pytest.mark.slow
def test_so_does_a_run_of_several_workers(project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    assert_told(project.runpytest_inprocess("-p", "tests.selection", "--numprocesses", "1"))


def test_what_was_not_asked_for_is_not_left_out(project: pytest.Pytester) -> None:
    result = project.runpytest_inprocess("-p", "tests.selection", "-p", "no:xdist", "-m", "not browser")
    result.assert_outcomes(passed=1, deselected=2)
    assert result.ret == pytest.ExitCode.OK
    result.stdout.no_fnmatch_line("*left out*")
