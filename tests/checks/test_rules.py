"""Every mistake that `check` knows has its row on the page docs/mistakes.md."""

from tests.checks.mistakes_page import PAGE, read_example, render_mistakes
from tests.checks.test_mistakes import FOLDERS


def test_the_page_of_mistakes_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == render_mistakes(FOLDERS), "make approve writes it anew"


def test_every_mistake_has_a_row_of_two_cells():
    for folder in FOLDERS:
        example = read_example(folder)
        row = f"| {example.line} | {example.message} |".replace("\\|", "")
        assert row.count("|") == 3, folder.name
