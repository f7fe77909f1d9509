"""The site in another language: no English is left where there is a translation, and the rest is marked."""

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.toy import copy_toy
from virtualissue.charts import draw_charts
from virtualissue.loader.reader import read_issue
from virtualissue.model.issue import Issue
from virtualissue.site.pages import Page, render_pages
from virtualissue.words import WORDS, Text, Words, read_words, split_text

TEMPLATES = Path(__file__).parents[2] / "templates"
SPOKEN = ("aria-label", "title", "placeholder", "alt", "alttext")
SIGNS = " .,:;()–"
LEAST = 4  # letters of a word that is looked for: shorter ones are parts of others
# what the toy itself says in English: its own names, its prose, and what is said of data for programs
OWN = {"Palette", "Palettes", "Pigment", "Pigments"}


@pytest.fixture(scope="module", params=["de", "fi", "tlh"])
def issue(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Issue:
    content = copy_toy(tmp_path_factory.mktemp("language"))
    front = content / "issue.yml"
    front.write_text(
        re.sub("(?m)^language:.*", f"language: {request.param}", front.read_text("utf-8")), "utf-8"
    )
    return read_issue(content)


@cache
def render(issue: Issue) -> tuple[Page, ...]:
    return render_pages(issue, TEMPLATES, draw_charts(issue))


class Reader(HTMLParser):
    """Collects the text of elements and the attributes that are read out, each with its language."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.texts: list[tuple[str, str]] = []
        self.attributes: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.attributes += [text for name in SPOKEN if (text := given.get(name))]
        above = self.open[-1][1] if self.open else ""
        if tag not in {"br", "input", "meta", "link", "img", "hr", "path", "rect", "circle", "use"}:
            self.open.append((tag, given.get("lang") or above))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((" ".join(data.split()), self.open[-1][1] if self.open else ""))


def find_english(texts: list[str], language: str) -> list[tuple[str, str]]:
    """Texts in which English is left where the language has a word, each with what is left.

    A single word may belong to the prose of the toy: only a text that is nothing else is told.
    """
    english = {piece for name in read_words("en") for piece in find_pieces(read_words("en")[name])}
    translated = {piece for name in WORDS for piece in find_pieces(Words(language).texts[name])}
    pieces = english - translated - OWN
    return [
        (text, piece)
        for text in texts
        for piece in pieces
        if text.strip(SIGNS) == piece or (" " in piece and re.search(rf"\b{re.escape(piece)}\b", text))
    ]


def find_pieces(text: Text) -> set[str]:
    """What a word holds beside what is put in."""
    texts = [text] if isinstance(text, str) else text.values()
    parts = [part for one in texts for part in split_text(one)]
    words = [part if isinstance(part, str) else part["words"] or "" for part in parts]
    return {piece for one in words if len(piece := one.strip(SIGNS)) >= LEAST}


def test_nothing_is_left_of_english_where_there_is_a_translation(issue: Issue):
    if issue.front.language != "de":
        pytest.skip("only German has a translation")
    found = {}
    for page in render(issue):
        reader = Reader(page.body)
        texts = [*(text for text, language in reader.texts if language != "en"), *reader.attributes]
        if left := list(find_english(texts, "de")):
            found[page.address] = left
    assert found == {}
