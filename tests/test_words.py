"""The fixed words of site and print: both files have the same, and all is put in where it belongs."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from jinja2 import Environment, nodes
from markupsafe import Markup

from virtualissue.chemistry.formula import ATOMIC_NUMBERS
from virtualissue.model.kinds import KINDS
from virtualissue.quantities.conversion import CONSTANTS
from virtualissue.site.assets import QUOTED, find_script_words
from virtualissue.text.mathematics.symbols import ACCENTS, SYMBOLS
from virtualissue.text.mathematics.tree import AtomKind
from virtualissue.words import FOLDER, PLURALS, WORDS, WordError, Words, find_placeholders, read_words

LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.yml"))
NAMES_OF_KINDS = {"kind", "kinds", "family"}  # a language that would have to decline them can do without


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_words_in_the_same_order(language: str):
    assert list(read_words(language)) == list(read_words("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_there_twice(language: str):
    names = re.findall(r"(?m)^(\w+):", (FOLDER / f"{language}.yml").read_text("utf-8"))
    assert len(names) == len(set(names)) == len(read_words(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_is_put_in(language: str):
    english = read_words("en")
    for name, text in read_words(language).items():
        expected, found = find_placeholders(english[name]), find_placeholders(text)
        assert found <= expected, name
        assert expected - found <= NAMES_OF_KINDS, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_are_those_of_the_language(language: str):
    rules, english = {*Words(language).locale.plural_form.tags, "other"}, read_words("en")
    for name, text in read_words(language).items():
        assert isinstance(text, str) == isinstance(english[name], str), name
        if not isinstance(text, str):
            assert set(text) == rules, name
            assert rules <= set(PLURALS)


def test_every_kind_is_named_in_singular_and_plural():
    assert [kind.name for kind in KINDS if not {kind.name, kind.collection} <= {*WORDS}] == []


def test_no_word_is_called_like_something_else_that_words_know():
    assert [name for name in WORDS if hasattr(type(WORDS), name)] == []


def test_what_is_put_in_is_escaped_unless_it_is_html():
    words = Words(own={"next": "{a} <of> {b} in [all](c) `x`"})
    values = {"a": "<i>", "b": Markup("<b>2</b>"), "c": "https://a.example/?b&c"}
    link = '<a class="vi-outward" href="https://a.example/?b&amp;c">all</a>'
    assert words("next", **values) == f"&lt;i&gt; &lt;of&gt; <b>2</b> in {link} <code>x</code>"
    assert words.text("next", **values) == "<i> <of> 2 in all x"


def test_a_value_that_is_missing_is_an_error():
    for write in (WORDS, WORDS.text):
        with pytest.raises(WordError, match=r"^nothing is put in for \{kind\}$"):
            write("count_of_kind", count=3)


def test_a_word_that_does_not_exist_is_an_error():
    with pytest.raises(WordError, match=r"^no word nowhere is in virtualissue/words/en\.yml$"):
        WORDS["nowhere"]
    assert WORDS.get("nowhere", "") == ""
    assert not hasattr(WORDS, "nothing_of_this_name")


def test_numbers_and_dates_follow_the_language():
    shown = {
        language: (Words(language).number(1211), Words(language).number(0.5), Words(language).date(DAY))
        for language in ("en", "en-GB", "de", "de-AT", "fr", "tlh")
    }
    assert shown == {
        "en": ("1,211", "0.5", "January 25, 2022"),
        "en-GB": ("1,211", "0.5", "25 January 2022"),
        "de": ("1.211", "0,5", "25. Januar 2022"),
        "de-AT": ("1.211", "0,5", "25. Jänner 2022"),
        "fr": ("1\N{NARROW NO-BREAK SPACE}211", "0,5", "25 janvier 2022"),
        "tlh": ("1,211", "0.5", "January 25, 2022"),
    }


DAY = date(2022, 1, 25)


def test_things_are_counted_in_singular_and_plural():
    counted = [Words("en").counted(count, "family", "families") for count in (0, 1, 2, 1211)]
    assert counted == ["0 families", "1 family", "2 families", "1,211 families"]
    assert Words("de").counted(1211, "family", "families") == "1.211 Familien"
    assert Words("fr", {"family": "Famille"}).counted(0, "family", "families") == "0 famille"


def test_a_name_keeps_the_capitals_that_it_has_in_a_sentence():
    own = {"family": "NASICON family", "families": "Electrolyte families", "theme": "X"}
    words = Words(own=own)
    names = ["family", "families", "theme"]
    assert [words.in_sentence(name) for name in names] == ["NASICON family", "electrolyte families", "x"]
    assert Words("de").in_sentence("family") == "Familie"


def test_items_in_a_row_are_joined():
    assert [WORDS.listed(list("abc"[:n])) for n in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert Words("de").listed(["a", "b", "c"]) == "a, b und c"


def test_english_that_is_left_over_is_marked_and_what_is_put_in_is_not():
    finnish = Words("fi", {"next": "Seuraava"})
    assert str(finnish.next) == "Seuraava"
    assert str(finnish.previous) == '<span lang="en">Previous</span>'
    name = '<span lang="fi">&lt;fysiikka&gt;</span>'
    assert finnish("further", kinds="<fysiikka>") == f'<span lang="en">Further {name}</span>'
    assert [*finnish.stretches("further", kinds="kirjat")] == [("Further ", "en"), ("kirjat", ""), ("", "en")]
    assert [*finnish.stretches("next")] == [("Seuraava", "")]
    assert finnish.kind_in_sentence("article") == '<span lang="en">article</span>'
    assert finnish["previous"] == "Previous"
    assert "next" not in finnish.missing
    assert {"previous", "further"} < set(finnish.missing)


def test_what_holds_no_english_needs_no_translation():
    assert {"count_of_kind", "quoted", "others", "term_count"} & {*Words("fi").missing} == {"term_count"}
    assert str(Words("fi").others) == "et al."


def test_lists_end_as_in_any_language_that_babel_knows():
    assert {language: Words(language).listed(["a", "b", "c"]) for language in ("fi", "fr-CA", "tlh")} == {
        "fi": "a, b ja c",
        "fr-CA": "a, b et c",
        "tlh": "a, b, c",
    }
    assert {"list_end", "names_end"} & {*Words("fi").missing, *Words("de").missing} == set()
    assert "list_end" not in Words("tlh").missing
    assert Words("de").texts["list_end"] == read_words("de")["list_end"]


def test_a_variety_of_a_language_has_the_words_of_the_language():
    assert Words("de-AT").missing == Words("en-GB").missing == ()
    assert str(Words("de-AT").next) == read_words("de")["next"]


# --- where words are used --------------------------------------------------------------------------------

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = ROOT / "templates"
WORD_CALL = re.compile(r"\bwords\(\s*([^)}]*)")
LETTERS = re.compile(r"[^\W\d_]{2,}")
SPOKEN = re.compile(r"""(?:aria-label|title|placeholder|alt)="([^"{]*[^\W\d_][^"{]*)\"""")
# tags, parts of tags that a macro writes into one, characters by name, names of files
TAG = re.compile(r"<!--.*?-->|<[^>]*>|\bvi-[\w-]+|\bdata-\w+=|&[a-z]+;|\w+\.(?:csv|xml)", re.DOTALL)
# what is the same in every language: names of formats, of keys, and of files
SAME = {
    "ORCID", "doi", "PDF", "Enter", "Esc", "Ctrl",
}  # fmt: skip


def read_sources(pattern: str, *folders: str) -> dict[str, str]:
    paths = [path for folder in folders for path in (ROOT / folder).rglob(pattern)]
    return {str(path.relative_to(ROOT)): path.read_text("utf-8") for path in sorted(paths)}


@cache
def parse_template(name: str) -> nodes.Template:
    return Environment().parse((ROOT / name).read_text("utf-8"))


# words whose names are made of slugs, of symbols, or of what is said in English
MADE = (
    "column_", "coverage_", "level_", "element_", "math_", "numeral_", "part_", "relation_", "said_", "unit_",
    "is_", "constant_",
)  # fmt: skip


def test_every_word_is_used():
    sources = {
        **read_sources("*.html", "templates"),
        **read_sources("*.typ", "templates"),
        **read_sources("*.js", "templates/assets"),
        **read_sources("*.py", "virtualissue"),
    }
    used = set(re.findall(r"\w+", " ".join(sources.values())))
    kinds = {name for kind in KINDS for name in (kind.name, kind.collection)}
    known = used | kinds
    assert [name for name in WORDS if name not in known and not name.startswith(MADE)] == []


def test_every_sign_that_is_read_aloud_has_a_word():
    signs = {atom.spoken for atom in SYMBOLS.values() if atom.kind is not AtomKind.LETTER}
    said = {sign for sign in signs if len(sign) > 1} | {accent.spoken for accent in ACCENTS.values()}
    known = {name.removeprefix("math_").replace("_", " ") for name in WORDS if name.startswith("math_")}
    assert {sign for sign in said - known if sign not in SYMBOLS} == set()
    assert {f"element_{symbol.lower()}" for symbol in ATOMIC_NUMBERS} < {*WORDS}


def test_every_constant_that_a_problem_can_list_has_a_word():
    assert {f"constant_{name}" for name in CONSTANTS if name != "pi"} <= {*WORDS}


def test_every_word_that_is_asked_for_exists():
    asked = {
        (name, node.attr)
        for name in read_sources("*.html", "templates/pages", "templates/components")
        for node in parse_template(name).find_all(nodes.Getattr)
        if isinstance(node.node, nodes.Name) and node.node.name == "words"
    }
    known = {*WORDS, *dir(WORDS)}
    assert [(name, word) for name, word in sorted(asked) if word not in known] == []


def test_every_word_that_a_script_asks_for_exists_and_is_given_to_it():
    scripts = read_sources("*.js", "templates/assets").values()
    calls = [call for script in scripts for call in WORD_CALL.findall(script)]
    asked = {name for call in calls for name in QUOTED.findall(call)}
    assert asked - {*WORDS} == set()
    assert asked <= find_script_words(scripts, WORDS)
    assert find_script_words(['const name = late ? "show_last" : "show_more_of"; words(name);'], WORDS) == {
        "show_last",
        "show_more_of",
    }


def test_scripts_name_their_words_where_they_ask_for_them():
    """The build finds no word whose name is in a variable, and the script would fail."""
    scripts = read_sources("*.js", "templates/assets")
    calls = {(name, call) for name, text in scripts.items() for call in re.findall(r"\bwords\(([^)]*)", text)}
    assert {(name, call) for name, call in calls if not re.search(r'"\w+"', call)} == set()


@pytest.mark.parametrize("name", read_sources("*.html", "templates"))
def test_no_template_holds_text_that_a_reader_sees(name: str):
    parts = flatten(parse_template(name))
    html = "".join(part.data if isinstance(part, nodes.TemplateData) else "{}" for part in parts)
    texts = [*LETTERS.findall(TAG.sub(" ", html)), *SPOKEN.findall(html)]
    assert [text for text in texts if text not in SAME] == []


def flatten(node: nodes.Node) -> Iterator[nodes.Node]:
    """Data and expressions in the order of the template."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Output):
            yield from child.nodes
        else:
            yield from flatten(child)
