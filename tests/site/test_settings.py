"""What the engine is told of the issue: its names, its menu, and the moment that a build bears."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.site.test_pages import toy_pages
from tests.toy import read_toy
from virtualissue.site.settings import find_settings, moment_of
from virtualissue.text.titles import parse_title


def test_the_menu_has_alone_pages_sections_and_the_reference_section():
    menu = find_settings(read_toy(), toy_pages())["nav"]
    assert isinstance(menu, list)
    named = {name: files for entry in menu if isinstance(entry, dict) for name, files in entry.items()}
    assert menu[0] == {"Home": "index.md"}
    assert named["Palettes"] == [
        {"Overview": "families.md"},
        "families/blues.md",
        "families/reds.md",
        "families/lakes.md",
    ]
    assert "glossary.md" in named["Reference"]
    assert "articles/holm-2014.md" not in str(menu)


def test_the_name_of_the_site_is_escaped():
    issue = read_toy()
    titled = replace(issue, front=issue.front.model_copy(update={"title": parse_title("A <b> & C")}))
    assert find_settings(titled, ())["site_name"] == "A &lt;b&gt; &amp; C"


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
