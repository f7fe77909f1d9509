from pathlib import Path

from tests.sites import digest
from tests.toy import CONTENT, restore_toy


def test_a_copy_is_put_right_whatever_a_test_did_to_it(toy_copy: Path):
    (toy_copy / "issue.yml").write_text("title: Another\n", encoding="utf-8")
    (toy_copy / "course.yml").unlink()
    (toy_copy / "fonts").mkdir()
    (toy_copy / "fonts" / "song.ttf").touch()
    (toy_copy / "lost.yml").symlink_to("nowhere.yml")
    restore_toy(toy_copy)
    assert digest(toy_copy) == digest(CONTENT)
    assert len([*toy_copy.rglob("*")]) == len([*CONTENT.rglob("*")])
