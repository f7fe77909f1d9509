"""The site in another language: no English is left where there is a translation, and the rest is marked."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from string import ascii_letters
from tempfile import TemporaryDirectory

import pytest

import virtualissue.words
from tests.site.test_pages import ENVIRONMENT
from tests.toy import copy_toy
from virtualissue.bibliography.dates import WorkDate
from virtualissue.charts import draw_charts
from virtualissue.charts.scale import Scale
from virtualissue.exports.data_package import render_exports
from virtualissue.exports.site_record import cite_site
from virtualissue.loader.reader import read_issue
from virtualissue.model.issue import Issue
from virtualissue.print.inline import set_amount, set_word, set_working
from virtualissue.print.planning import plan_documents
from virtualissue.print.printouts import EDITIONS
from virtualissue.quantities.amount import Amount
from virtualissue.quantities.amount_parser import parse_amount
from virtualissue.quantities.working import Raised
from virtualissue.site.assets import find_static_files
from virtualissue.site.pages import Page, render_pages
from virtualissue.site.theme import SiteTheme
from virtualissue.words import LATIN, FixedText, Words, split_text

pytestmark = pytest.mark.build

TEMPLATES = Path(__file__).parents[3] / "templates"
SPOKEN = ("aria-label", "title", "placeholder", "alt", "alttext")
SIGNS = " .,:;()–"
LABEL_OF_MANY = "the label of an element that holds others, whose language `lang` would change as well"
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
    return tuple(render_pages(issue, ENVIRONMENT, draw_charts(issue)))


VOID = {"br", "input", "meta", "link", "img", "hr", "path", "rect", "circle", "use"}


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
        label = self.name_element(tag)
        self.labels += [
            (label, text, given.get("lang") or above) for name in SPOKEN if (text := given.get(name))
        ]
        if tag not in VOID:
            self.open.append((tag, given.get("lang") or above))

    def handle_endtag(self, tag: str) -> None:
        while tag not in VOID and self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and not {tag for tag, _ in self.open} & {"code", "pre"}:
            self.texts.append((" ".join(data.split()), self.open[-1][1] if self.open else ""))
            self.tags.append(self.name_element(self.open[-1][0]) if self.open else "")

    def name_element(self, tag: str) -> str:
        """The name of an element, which tells whether it is in a drawing."""
        return f"svg {tag}" if "svg" in {name for name, _ in self.open} else tag

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


WIDE = {ord(sign): ord(sign) + 0xFEE0 for sign in ascii_letters}  # letters as wide as those of Chinese
ENGLISH = re.compile("[\N{FULLWIDTH LATIN CAPITAL LETTER A}-\N{FULLWIDTH LATIN SMALL LETTER Z}]")


def widen(text: FixedText) -> FixedText:
    """A fixed word with letters that nothing else has; what is put in, addresses and code stay."""
    if not isinstance(text, str):
        return {category: str(widen(one)) for category, one in text.items()}
    return "".join(map(widen_part, split_text(text)))


def widen_part(part: re.Match[str] | str) -> str:
    if isinstance(part, str):
        return part.translate(WIDE)
    return f"[{widen(part['words'])}]({part['address']})" if part["words"] else part[0]


@pytest.fixture
def wide_words(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Makes every English word known by its letters, wherever it is; nothing of it stays in what is kept."""
    parse = virtualissue.words._parse

    @cache
    def parse_wide(source: bytes) -> dict[str, FixedText]:
        return {name: text if name in LATIN else widen(text) for name, text in parse(source).items()}

    monkeypatch.setattr(virtualissue.words, "_parse", parse_wide)
    forget()
    yield
    forget()


def forget() -> None:
    """Lets the toy be read and rendered anew in each language."""
    read.cache_clear()
    render.cache_clear()


# Where English that is left over is not marked, by elements, each with the reason.
UNMARKED = {
    "title": "the name of a page: text alone, which cannot change its language",
    "aside": LABEL_OF_MANY, "dialog": LABEL_OF_MANY, "div": LABEL_OF_MANY, "form": LABEL_OF_MANY,
    "nav": LABEL_OF_MANY,
    "pre": "the label of code, in which `lang` would be that of the code",
    "svg title": "the tooltip of a mark in a chart: text alone, too",
    "svg a": "a value in a chart, said with words of the issue and of English at once",
}  # fmt: skip


@pytest.mark.usefixtures("wide_words")
@pytest.mark.parametrize("language", ["tlh", "fr"])
def test_all_english_that_is_left_over_is_marked(language: str):
    issue, pages = read(language), render(language)
    themed = SiteTheme(issue, [page.plan for page in pages], TEMPLATES / "theme")
    found = {
        (tag, text)
        for page in pages
        for reader in [Reader(themed.render_page(page))]
        for tag, text, spoken in (*reader.texts_of_elements, *reader.labels)
        if ENGLISH.search(text) and spoken != "en"
    }
    assert [(tag, text) for tag, text in sorted(found) if tag not in UNMARKED and tag != "script"] == []
    assert {tag for tag, _ in found} >= UNMARKED.keys()


@pytest.mark.usefixtures("wide_words")
@pytest.mark.parametrize("language", ["tlh", "fr"])
def test_all_english_that_is_left_over_in_print_is_marked(language: str):
    issue = read(language)
    found = {
        (place[-1], text)
        for document in plan_documents(issue, draw_charts(issue), EDITIONS)
        for place, text, spoken in find_texts(document.data)
        if ENGLISH.search(text) and spoken != "en"
    }
    assert [(name, text) for name, text in sorted(found) if name not in UNMARKED_IN_PRINT] == []
    assert {name for name, _ in found} == UNMARKED_IN_PRINT.keys()


UNMARKED_IN_PRINT = {
    "signs": "the template marks signs as a whole",
    "spoken": "the template marks signs with what is spoken",
    "svg": "a drawing: no reader sees its text, but the alternative",
    "alternative": "the alternative of a chart, in words of the issue and of English at once",
}


Place = tuple[str, ...]  # the names that lead to it


def find_texts(value: object, place: Place = (), spoken: str = "") -> Iterator[tuple[Place, str, str]]:
    """Every text of a document but the words by name: where it is, and its language."""
    if isinstance(value, str):
        yield place, value, spoken
    elif isinstance(value, dict):
        inner = value["language"] if value.get("is") == "foreign" else spoken
        for name, one in value.items():
            if (*place, name) != ("words",):
                yield from find_texts(one, (*place, name), inner)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from find_texts(one, place, spoken)


def test_what_scripts_and_prints_say_in_english_is_marked():
    script = find_static_files(read("vo"), TEMPLATES / "assets")[Path("assets/site.js")].decode()
    assert re.search(r'"english": ?\[[^]]*"clear_selection"', script)
    told = {"is": "foreign", "language": "en", "body": ["Goals"]}
    assert [set_word(read(one).words, "print_goals") for one in ("vo", "de")] == [told, "Lernziele"]
    source = {"is": "foreign", "language": "vo", "body": ["yel"]}
    body = ["Drawn after ", source, "; not from the issue."]
    drawn = {"is": "foreign", "language": "en", "body": body}
    assert set_word(read("vo").words, "drawn_after", source="yel") == drawn


@pytest.mark.usefixtures("wide_words")
def test_words_beside_other_text_are_marked_where_they_are_left_over():
    issue, pages = read("vo"), render("vo")
    foot = SiteTheme(issue, [page.plan for page in pages], TEMPLATES / "theme").render_page(pages[0])
    assert f'<span lang="en">{widen("Version")} <span lang="vo">0.1</span>, ' in foot
    (facts,) = (page.body for page in pages if page.address == "facts.html")
    assert f'atmosphere: <span lang="en">{widen("not stated")}</span>' in facts
    assert f"atmosphere: {widen('n')}" not in facts
    (course,) = (page.body for page in pages if page.address == "course.html")
    assert f'<span lang="en">{widen("Problem")} 1:</span> Two ovens' in course


@pytest.mark.usefixtures("wide_words")
def test_the_terms_of_a_value_are_marked_where_they_are_left_over():
    (fact,) = (fact for fact in read("vo").facts.values() if fact.slug == "ochre-firing")
    assert read("vo").render_terms(fact) == (
        f'<span lang="en">{widen("chosen")}</span>; '
        f'<span lang="en"><span lang="vo">atmosphere</span> {widen("not stated")}</span>'
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
