"""Text from right to left is kept apart from what is around it."""

import pytest

from virtualissue.text.direction import isolate
from virtualissue.text.titles import plain_title


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("خيالي, 2010", "<bdi>خيالي</bdi>, 2010"),
        ("دار 7 اللامكان: 1999 (3)", "<bdi>دار 7 اللامكان</bdi>: 1999 (3)"),
        ("Levi (לוי), 2003", "Levi (<bdi>לוי</bdi>), 2003"),
        ("<b> & 1", "&lt;b&gt; &amp; 1"),
    ],
)
def test_a_run_is_isolated_with_what_is_inside_of_it(text: str, html: str) -> None:
    assert isolate(text) == html


def test_titles_and_labels_are_isolated() -> None:
    assert plain_title("خيالي, 2010").markup == "<bdi>خيالي</bdi>, 2010"
    assert plain_title("Doe, 2010").markup == "Doe, 2010"
