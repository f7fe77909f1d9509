"""What is wrong is told in the order of files and lines, with what there is instead."""

import pytest

from virtualissue.diagnostics import ContentError, Diagnostic, suggest


def test_mistakes_stand_in_the_order_of_files_and_lines():
    mistakes = [Diagnostic("b", 1, 1, "x"), Diagnostic("a", 10, 1, "y"), Diagnostic("a", 9, 2, "z")]
    assert str(ContentError(mistakes)) == "a:9:2: z\na:10:1: y\nb:1:1: x"


@pytest.mark.parametrize(
    ("wrong", "known", "said"),
    [
        ("rde", ["red", "blue"], "did you mean red?"),
        ("RED", ["blue", "red", "reds"], "did you mean red?"),
        ("green", ["red", "blue"], "there are: blue, red"),
        ("green", [str(number) for number in range(20)], "there are 20 to choose from"),
        ("green", [], "there are none"),
    ],
)
def test_what_there_is_instead(wrong: str, known: list[str], said: str):
    assert suggest(wrong, known) == said
