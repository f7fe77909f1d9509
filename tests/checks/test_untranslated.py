"""Words that a language lacks are told as advice, and words.yml supplies them."""

import re
from pathlib import Path

import pytest

from tests.toy import known_files
from virtualissue.checks import check_content, find_suggestions
from virtualissue.words import FOLDER, WORDS

pytestmark = pytest.mark.build


def advise(content: Path, language: str) -> list[str]:
    path = content / "issue.yml"
    path.write_text(
        re.sub("^language:.*", f"language: {language}", path.read_text("utf-8"), flags=re.MULTILINE), "utf-8"
    )
    told = map(str, find_suggestions(check_content(content, known=known_files()), content))
    return [text for text in told if "words" in text]


def test_words_that_a_language_lacks_are_advice(toy_copy: Path):
    # what the toy itself calls its families and materials, how lists end, and what holds no English
    lost = len(WORDS) - 9
    (advice,) = advise(toy_copy, "fi")
    assert advice.startswith(
        f"content/issue.yml:9:11: advice: {lost} of {len(WORDS)} words are in English, as fi lacks them: "
    )
    (toy_copy / "words.yml").write_text("next: Seuraava\nprevious: Edellinen\n", "utf-8")
    assert f" {lost - 2} of " in advise(toy_copy, "fi")[0]
    (toy_copy / "words.yml").write_text((FOLDER / "de.yml").read_text("utf-8"), "utf-8")
    assert advise(toy_copy, "fi") == []


def test_english_and_german_lack_nothing(toy_copy: Path):
    assert [advise(toy_copy, language) for language in ("en", "de", "en-GB", "de-CH")] == [[], [], [], []]
