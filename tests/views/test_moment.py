"""The moment of a build: from the environment, or the day of the issue."""

from datetime import UTC, datetime

import pytest

from tests.toy import read_toy
from virtualissue.files import OutputError
from virtualissue.views.moment import moment_of


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
