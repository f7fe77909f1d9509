"""Each fault of citeproc is still there, and mended."""

from collections.abc import Callable
from typing import Any

import pytest
from citeproc.model import CitationStylesElement

from tests.bibliography.references.test_processor import read_works
from virtualissue.bibliography.references import mends
from virtualissue.bibliography.references.mends import (
    MENDS,
    hide_lonely_label,
    remember_answers,
    show_names_once,
    take_any_text,
)
from virtualissue.bibliography.references.processor import StyleProcessor
from virtualissue.bibliography.references.styles import CitationStyle, prepare_style, read_style

Mend = Callable[[Any], None]


def load(style: str, language: str = "en") -> StyleProcessor:
    """A processor of its own, whose elements are mended anew."""
    return StyleProcessor(prepare_style(read_style(CitationStyle(style))), language)


def leave_out(mend: Mend, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mends, "MENDS", tuple(one for one in MENDS if one is not mend))


def test_without_memory_a_style_is_searched_for_each_reference(monkeypatch: pytest.MonkeyPatch):
    assert count_searches(monkeypatch) == 0
    leave_out(remember_answers, monkeypatch)
    assert count_searches(monkeypatch) > 0


def count_searches(monkeypatch: pytest.MonkeyPatch) -> int:
    """How often a style is searched for a reference that is like the one before."""
    searches: list[str] = []
    search = CitationStylesElement.xpath_search

    def search_and_count(element: Any, expression: str) -> Any:
        searches.append(expression)
        return search(element, expression)

    with monkeypatch.context() as patch:
        patch.setattr(CitationStylesElement, "xpath_search", search_and_count)
        processor = load("american-chemical-society")
        processor.format("a", read_works()["article"])
        searches.clear()
        processor.format("b", read_works()["article"])
    return len(searches)


def test_without_a_mend_the_case_of_joined_text_is_an_error(monkeypatch: pytest.MonkeyPatch):
    assert "Does Red Lead Fade?" in load("french4").format("a", read_works()["article-number"]).text
    leave_out(take_any_text, monkeypatch)
    with pytest.raises(AttributeError, match="capitalize_first"):
        load("french4").format("a", read_works()["article-number"])


@pytest.mark.parametrize(
    ("mend", "style", "language", "work", "fault"),
    [
        (show_names_once, "apa", "en", "edited-book", "Kiln (J. S. Carberry & C. Okafor, Eds.)"),
        (hide_lonely_label, "american-chemical-society", "de", "edited-book", "1999; S."),
    ],
)
def test_without_a_mend_there_is_too_much(
    mend: Mend, style: str, language: str, work: str, fault: str, monkeypatch: pytest.MonkeyPatch
):
    assert fault not in load(style, language).format("a", read_works()[work]).text
    leave_out(mend, monkeypatch)
    assert fault in load(style, language).format("a", read_works()[work]).text
