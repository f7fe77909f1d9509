"""Marks each test by what it needs; a run without a browser says what it left out, and fails."""

from collections import Counter

import pytest

from tests.browser.chromium import ChromiumMissingError, find_chromium


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser or builds a site, leave out what has no browser, put first what is early."""
    without_browser = why_no_browser()
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if "sites" in fixtures:
            item.add_marker("build")
        if "browser" in fixtures:
            item.add_marker("browser")
            # a busy machine can be slow; the summary lists each rerun
            item.add_marker(pytest.mark.flaky(reruns=1))
            if without_browser:
                item.add_marker(pytest.mark.skip(reason=without_browser))
    items.sort(key=find_turn)


def find_turn(item: pytest.Item) -> int:
    """0 for what is early, 1 where it waits for drawings of the first engine, 2 for all else."""
    if item.get_closest_marker("early") is None:
        return 2
    return int("[zensical]" in item.name)


def why_no_browser() -> str:
    """Why there is no browser to test with, and how to get one; nothing where there is one."""
    try:
        find_chromium()
    except ChromiumMissingError as missing:
        return str(missing)
    return ""


def left_out(config: pytest.Config) -> Counter[str]:
    """The files with tests that found no browser, and how many those are."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    reason = why_no_browser()
    return Counter(report.location[0] for report in skipped if reason and report.longrepr[2].endswith(reason))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A run that left out what it was asked for is no success."""
    if exitstatus == 0 and left_out(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end what was left out, and why."""
    if files := left_out(terminalreporter.config):
        terminalreporter.section("left out", red=True)
        for file, count in sorted(files.items()):
            terminalreporter.line(f"{count:5} in {file}")
        terminalreporter.line(f"{files.total()} tests need a browser. {why_no_browser()}")
