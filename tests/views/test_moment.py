"""The moment of a build: from the environment, or the day of the issue."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests import minimal
from tests.toy import read_toy
from virtualissue.files import OutputError
from virtualissue.loader.reader import read_issue
from virtualissue.views.moment import moment_of, version_line


@pytest.mark.parametrize(
    ("epoch", "moment"),
    [
        (None, datetime(2015, 2, 28, tzinfo=UTC)),
        ("", datetime(2015, 2, 28, tzinfo=UTC)),
        ("1600000000", datetime(2020, 9, 13, 12, 26, 40, tzinfo=UTC)),
    ],
)
def test_a_build_bears_the_moment_asked_for_or_the_day_of_the_issue(
    monkeypatch: pytest.MonkeyPatch, epoch: str | None, moment: datetime
):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if epoch is not None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert moment_of(read_toy()) == moment


@pytest.mark.parametrize("epoch", ["abc", "-1", "1e9", "4102444800", "9" * 5000, "²"])
def test_what_is_no_moment_is_refused_in_one_sentence(monkeypatch: pytest.MonkeyPatch, epoch: str):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(OutputError, match=r"^SOURCE_DATE_EPOCH is .*: give it seconds from 1970 to 2100"):
        moment_of(read_toy())


def test_a_day_of_its_own_comes_before_that_of_the_editorial(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    toy = read_toy()
    dated = replace(toy, front=toy.front.model_copy(update={"published": date(2016, 5, 4)}))
    assert moment_of(dated) == datetime(2016, 5, 4, tzinfo=UTC)


def test_a_version_does_not_bear_the_day_of_the_editorial(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    toy = read_toy()
    assert version_line(toy) == "Version 0.1, February 28, 2015"
    bare = replace(toy, front=toy.front.model_copy(update={"published": None}))
    assert version_line(bare) == "Version 0.1"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    assert version_line(bare) == "Version 0.1, September 13, 2020"


def test_an_issue_without_a_day_bears_the_present_one(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    before = datetime.now(UTC).date()
    moment = moment_of(read_issue(minimal.CONTENT))
    assert before <= moment.date() <= datetime.now(UTC).date()
    assert (moment.hour, moment.minute, moment.second) == (0, 0, 0)
