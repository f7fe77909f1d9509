"""The site in another language: no English is left where there is a translation, and the rest is marked."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import virtualissue.words
from tests.toy import copy_toy
from virtualissue.bibliography.dates import WorkDate
from virtualissue.charts import draw_charts
from virtualissue.charts.scale import Scale
from virtualissue.exports.data_package import render_exports
from virtualissue.exports.site_record import cite_site
from virtualissue.loader.reader import read_issue
from virtualissue.model.issue import Issue
from virtualissue.print.inline import set_amount, set_word, set_working
from virtualissue.quantities.amount import Amount
from virtualissue.quantities.amount_parser import parse_amount
from virtualissue.quantities.working import Raised
from virtualissue.site.assets import find_static_files
from virtualissue.site.pages import Page, render_pages
from virtualissue.site.theme import SiteTheme
from virtualissue.words import FixedText, Words, split_text

pytestmark = pytest.mark.build

TEMPLATES = Path(__file__).parents[2] / "templates"
SPOKEN = ("aria-label", "title", "placeholder", "alt", "alttext")
SIGNS = " .,:;()–"
SIGN = "\N{EIGHT SPOKED ASTERISK}"
MOST_SPACES = 3  # in what the prose of the toy may hold as well
LEAST = 4  # letters of a word that is looked for: shorter ones are parts of others
# what the toy itself says in English: its own names, its prose, and what is said of data for programs
OWN = {"Palette", "Palettes", "Pigment", "Pigments", "method", "with"}


@cache
def read(language: str) -> Issue:
    """The toy in a language."""
    with TemporaryDirectory() as folder:
        content = copy_toy(Path(folder))
        front = content / "issue.yml"
        text = re.sub("(?m)^language:.*", f"language: {language}", front.read_text("utf-8"))
        front.write_text(text, "utf-8")
        return read_issue(content)


@cache
def render(language: str) -> tuple[Page, ...]:
    issue = read(language)
    return tuple(render_pages(issue, TEMPLATES, draw_charts(issue)))


class Reader(HTMLParser):
    """Collects the text of elements and the attributes that are read out, each with its language."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.texts: list[tuple[str, str]] = []
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.labels: list[tuple[str, str, str]] = []  # tag, what is read out, its language
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.attributes += [text for name in SPOKEN if (text := given.get(name))]
        above = self.open[-1][1] if self.open else ""
        self.labels += [
            (tag, text, given.get("lang") or above) for name in SPOKEN if (text := given.get(name))
        ]
        if tag not in {"br", "input", "meta", "link", "img", "hr", "path", "rect", "circle", "use"}:
            self.open.append((tag, given.get("lang") or above))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and not {tag for tag, _ in self.open} & {"code", "pre"}:
            self.texts.append((" ".join(data.split()), self.open[-1][1] if self.open else ""))
            self.tags.append(self.open[-1][0] if self.open else "")

    @property
    def texts_of_elements(self) -> Iterator[tuple[str, str, str]]:
        """The texts with the names of their elements and their languages."""
        return ((tag, *text) for tag, text in zip(self.tags, self.texts, strict=True))


@cache
def find_english_pieces(language: str) -> frozenset[str]:
    """Phrases of the English words that the words of a language do not have."""
    english, translated = (
        {piece for text in Words(one).texts.values() for piece in find_pieces(text)}
        for one in ("en", language)
    )
    return frozenset(english - translated - OWN)


def find_english(texts: list[str], language: str) -> list[tuple[str, str]]:
    """Texts in which English is left where the language has a word, each with what is left.

    A single word may belong to the prose of the toy: only a text that is nothing else is told.
    """
    pieces = find_english_pieces(language)
    whole = [(text, text.strip(SIGNS)) for text in texts if text.strip(SIGNS) in pieces]
    long = [piece for piece in pieces if piece.count(" ") >= MOST_SPACES]
    return whole + [(text, piece) for text in texts for piece in long if piece in text]


def find_pieces(text: FixedText) -> set[str]:
    """What a word holds beside what is put in."""
    texts = [text] if isinstance(text, str) else text.values()
    parts = [part for one in texts for part in split_text(one)]
    words = [part if isinstance(part, str) else part["words"] or "" for part in parts]
    return {piece for one in words if len(piece := one.strip(SIGNS)) >= LEAST}


def read_page(page: Page) -> tuple[list[str], list[str]]:
    """The texts of a page that are not marked as English, and what is read out of its attributes."""
    reader = Reader(page.body)
    return [text for text, language in reader.texts if language != "en"], reader.attributes


def test_nothing_is_left_of_english_where_there_is_a_translation():
    found = {page.address: find_english([*texts, *said], "de") for page, texts, said in read_all("de")}
    assert {address: left for address, left in found.items() if left} == {}


def read_all(language: str) -> Iterator[tuple[Page, list[str], list[str]]]:
    for page in render(language):
        yield page, *read_page(page)


@pytest.mark.parametrize("language", ["fi", "tlh"])
def test_what_a_language_lacks_is_marked_as_english_and_never_in_an_attribute(language: str):
    for page, texts, said in read_all(language):
        assert [text for text in said if "<" in text or "&lt;" in text] == [], page.address
        assert [text for text in texts if text in ("Next", "Previous", "Read on", "Copy")] == [], page.address
        assert '<span lang="en">' in page.body


# elements whose text is a fixed word and nothing else, wherever they have one
NAMED = {"h1", "h2", "h3", "th", "legend", "option", "button", "caption", "label", "desc"}


@pytest.fixture
def signed_words(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Puts a sign that nothing else has before each fixed word; nothing of it stays in what is kept."""
    parse = virtualissue.words._parse

    def parse_signed(source: bytes) -> dict[str, FixedText]:
        words = parse(source)
        return {name: f"{SIGN}{text}" if isinstance(text, str) else text for name, text in words.items()}

    monkeypatch.setattr(virtualissue.words, "_parse", parse_signed)
    forget()
    yield
    forget()


def forget() -> None:
    """Lets the toy be read and rendered anew in each language."""
    read.cache_clear()
    render.cache_clear()


@pytest.mark.usefixtures("signed_words")
def test_words_alone_in_an_element_are_marked_where_they_are_left_over():
    fixed = {text for text in read("vo").words.texts.values() if isinstance(text, str) and "{" not in text}
    unmarked = {
        (page.address, tag, text)
        for page in render("vo")
        for tag, text, language in Reader(page.body).texts_of_elements
        if (text.startswith(SIGN) if tag in NAMED else tag in {"dd", "td"} and text in fixed)
        and language != "en"
    }
    assert unmarked == set()
    issue = read("vo")
    script = find_static_files(issue, TEMPLATES / "assets")[Path("assets/site.js")].decode()
    assert re.search(r'"english": ?\[[^]]*"clear_selection"', script)
    assert set_word(issue.words, "print_goals") == {
        "is": "foreign",
        "language": "en",
        "body": [issue.words["print_goals"]],
    }
    assert set_word(read("de").words, "print_goals") == read("de").words["print_goals"]


@pytest.mark.usefixtures("signed_words")
def test_words_that_are_read_out_of_links_buttons_and_fields_are_marked():
    issue, pages = read("vo"), render("vo")
    themed = SiteTheme(issue, [page.plan for page in pages], TEMPLATES / "theme")
    shown = [*(page.body for page in pages), themed.render_page(pages[0])]
    labels = {label for html in shown for label in Reader(html).labels}
    assert {tag for tag, _, _ in labels} >= {"a", "button", "input"}
    assert [
        (tag, text)
        for tag, text, language in labels
        if tag in {"a", "button", "input"} and text.startswith(SIGN) and language != "en"
    ] == []


@pytest.mark.usefixtures("signed_words")
def test_words_beside_other_text_are_marked_where_they_are_left_over():
    issue, pages = read("vo"), render("vo")
    foot = SiteTheme(issue, [page.plan for page in pages], TEMPLATES / "theme").render_page(pages[0])
    assert f'<span lang="en">{SIGN}Version <span lang="vo">0.1</span>, ' in foot
    (facts,) = (page.body for page in pages if page.address == "facts.html")
    assert f'atmosphere: <span lang="en">{SIGN}not stated</span>' in facts
    assert f"atmosphere: {SIGN}" not in facts
    (course,) = (page.body for page in pages if page.address == "course.html")
    assert f'<span lang="en">{SIGN}Problem 1:</span> Two ovens' in course


@pytest.mark.usefixtures("signed_words")
def test_the_terms_of_a_value_are_marked_where_they_are_left_over():
    (fact,) = (fact for fact in read("vo").facts.values() if fact.slug == "ochre-firing")
    assert read("vo").render_terms(fact) == (
        f'<span lang="en">{SIGN}chosen</span>; '
        f'<span lang="en">{SIGN}<span lang="vo">atmosphere</span> not stated</span>'
    )


@pytest.mark.parametrize(("language", "theme"), [("de", "de"), ("en-GB", "en"), ("fi", "fi"), ("tlh", "en")])
def test_every_page_says_in_which_language_it_is(language: str, theme: str):
    issue, pages = read(language), render(language)
    themed = SiteTheme(issue, [page.plan for page in pages], TEMPLATES / "theme")
    assert themed.config.theme["language"] == theme
    assert [
        page.address for page in pages if f'<html lang="{language}"' not in themed.render_page(page)
    ] == []
    assert f'<html lang="{language}"' in themed.render_not_found()


def test_the_frame_of_a_page_and_its_scripts_speak_german():
    issue, pages = read("de"), render("de")
    themed = SiteTheme(issue, [page.plan for page in pages], TEMPLATES / "theme")
    said = Reader(themed.render_page(pages[0]))
    shown = [*(text for text, _ in said.texts), *said.attributes]
    for word in (
        "Suche",
        "Schließen",
        "Literatur",
        "Zitieren",
        "Nachschlagen",
        "Helle Darstellung; zur dunklen wechseln",
    ):
        assert word in shown
    assert "28. Februar 2015" in " ".join(shown)
    script = find_static_files(issue, TEMPLATES / "assets")[Path("assets/site.js")].decode()
    assert '"language":"de"' in script
    assert "Literaturangaben" in script


def test_names_are_joined_as_in_the_language():
    joined = {
        language: {one.short_authors for one in read(language).articles.values()} for language in ("de", "en")
    }
    assert "Łącka und Brandt" in joined["de"]
    assert "Łącka and Brandt" in joined["en"]
    assert not [names for names in joined["de"] if " and " in names]


def test_ticks_have_the_decimal_sign_of_the_language():
    scale = Scale(read("de").quantities["firing-temperature"], 0, 1, read("de").words)
    labels = ["".join(run.text for run in tick.label) for tick in scale.ticks(700, 12)]
    assert "0,2" in labels
    assert [label for label in labels if "." in label] == []


VALUE = re.compile(
    r'<(?:span class="vi-(?P<kind>amount|formula)" role="img"|math class="vi-math")'
    r' aria-label="(?P<said>[^"]*)"(?P<language>( lang="\w+")?)[^>]*>(?P<shown>.*?)</(?:span|math)>'
)


def find_values(language: str) -> dict[str, re.Match[str]]:
    """The values, formulas and mathematics that are read aloud, by what is said."""
    found = (value for page in render(language) for value in VALUE.finditer(page.body))
    return {value["said"]: value for value in found}


def find_spoken_words(language: str) -> set[str]:
    spoken = ("element_", "math_", "said_", "is_", "unit_", "relation_", "defect_")
    words = Words(language)
    texts = (words[name] for name in words if name.startswith(spoken))
    return {word.casefold() for text in texts for word in re.findall(r"[^\W\d_]{4,}", text)}


def test_values_and_formulas_are_shown_and_said_in_german():
    said = find_values("de")
    english = find_spoken_words("en") - find_spoken_words("de")
    words = {word for text in said for word in re.findall(r"[^\W\d_]{4,}", text.casefold())}
    assert words & english == set()
    amounts = [value for value in said.values() if value["kind"] == "amount"]
    assert [value[0] for value in amounts if re.search(r"\d\.\d", value[0])] == []
    assert "2,998 mal zehn hoch 8 Meter pro Sekunde" in said
    assert "Kupfer 3, Klammer auf, Kohlenstoff Sauerstoff 3, Klammer zu 2" in " ".join(said)
    assert not [value for value in said.values() if value["language"]]


def test_what_is_said_in_english_for_want_of_words_is_marked():
    said = find_values("fi")
    assert "about 820 kelvins" in said
    assert {value["language"] for value in said.values()} == {' lang="en"'}
    assert {value["language"] for value in find_values("en").values()} == {""}


def test_values_in_print_and_in_data_follow_the_language():
    issue = read("de")
    light = parse_amount("2.998e8", unit="m/s")
    assert set_amount(light, issue.words)["signs"][0][0] == "2,998"
    assert set_amount(light, issue.words)["spoken"] == "2,998 mal zehn hoch 8 Meter pro Sekunde"
    assert parse_amount("12345.5", unit="m").in_language(issue.words).text == "12.345,5\u202fm"
    assert issue.words.text("with_confidence", level=95) == "95\u202f% Konfidenz"  # one line has both
    assert "2.5 ± 0.3" in render_exports(issue)["facts.csv"].replace("\u202f", " ")
    line = (Amount(Decimal("0.5")), " · 1.5", Raised("0.5"))
    assert [str(part) for part in set_working(line, issue.words)][1] == " · 1,5"


def test_dates_in_words_and_names_of_authors_are_in_german():
    issue = read("de")
    article = next(iter(issue.articles.values()))
    shown = {
        words: article.model_copy(update={"date": WorkDate(words=words)}).year_text
        for words in ("in press", "no date")
    }
    assert shown == {"in press": "im Druck", "no date": "o. J."}
    assert issue.front.attribution == "Ida Wren und The Lamp Readers"
    said = cite_site(issue).attribution
    assert said.startswith(
        "„Pigments under the Lamp“ von Ida Wren und The Lamp Readers, Version 0.1, https://"
    )
