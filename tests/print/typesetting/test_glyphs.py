"""What the font of the prints lacks: a warning with its place, shown in Latin letters, and no hindrance."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

import build
from tests.toy import CONTENT, read_copy, read_toy
from virtualissue.checks import check_issue
from virtualissue.diagnostics import Diagnostic
from virtualissue.print.inline import PrintData
from virtualissue.print.planning import plan_documents
from virtualissue.print.printouts import EDITIONS
from virtualissue.print.typesetting.fonts import read_fonts
from virtualissue.print.typesetting.glyphs import (
    BREAK,
    break_long_words,
    find_missing,
    find_substitute,
    prepare_data,
    romanize,
    warn_of_characters,
    warn_of_option,
)

NAMES = {"Wren, Tobias": "محمد, علي", "Carberry, Josiah S.": "王, 毅"}


def warn(content: Path) -> tuple[Diagnostic, ...]:
    issue = read_copy(content)
    check_issue(issue, content)
    documents = (one.data for one in plan_documents(issue, (), tuple(EDITIONS)))
    return warn_of_characters(issue, documents, read_fonts(content), content)


@pytest.fixture
def content(toy_copy: Path) -> Path:
    """The toy with names in scripts that the font lacks, and a sign of fire in prose."""
    for path in toy_copy.rglob("*.yml"):
        text = path.read_text(encoding="utf-8")
        for latin, own in NAMES.items():
            text = text.replace(latin, own)
        path.write_text(text, encoding="utf-8")
    reds = toy_copy / "families/reds.yml"
    text = reds.read_text(encoding="utf-8")
    reds.write_text(text.replace("gist: |\n  ", "gist: |\n  漢 🔥 ", 1), encoding="utf-8")
    return toy_copy


def test_only_what_is_set_in_type_of_a_word_longer_than_any_line_can_be_broken():
    long, svg = "R" * 40, f"<svg>{'R' * 40}"
    data = {"text": [long, "R" * 39, svg], "href": long, "title": long}
    assert break_long_words(data["text"]) == [BREAK.join(long), "R" * 39, svg]
    prepared = prepare_data(data, read_fonts())
    assert (prepared["text"][0], prepared["href"], prepared["title"]) == (BREAK.join(long), long, long)


def test_the_toy_has_nothing_that_cannot_be_printed():
    assert warn(CONTENT) == ()


@pytest.mark.slow
def test_what_the_font_lacks_is_a_warning_with_its_place(content: Path):
    told = [str(warning) for warning in warn(content)]
    lacks = "warning: the font of the handouts lacks"
    remedy = "instead (put a font that has them into content/fonts/)"
    assert f"content/issue.yml:13:7: {lacks} 王 (U+738B), 毅 (U+6BC5): they show Wang Yi {remedy}" in told
    assert (
        f"content/families/reds.yml:9:3: {lacks} 漢 (U+6F22), 🔥 (U+1F525): they show Han :fire: {remedy}"
        in told
    )
    (arabic,) = [line for line in told if line.startswith("content/articles/brandt-2013.yml:5:5: ")]
    assert arabic.endswith(f", ع (U+0639) and 2 more: they show m h d ` {remedy}")
    assert all(warning.severity == "warning" for warning in warn(content))


@pytest.mark.slow
def test_what_is_printed_nowhere_is_no_matter(content: Path):
    binder = content / "errata/holm-bjorg.yml"
    before = warn(content)
    binder.write_text(f"# 火\n{binder.read_text(encoding='utf-8')}", encoding="utf-8")
    person = content / "people/okafor-chidi.yml"
    text = person.read_text(encoding="utf-8")
    person.write_text(text.replace("basis: ", "basis: 火 "), encoding="utf-8")
    assert warn(content) == before


def test_an_escape_is_what_it_stands_for(toy_copy: Path):
    lakes = toy_copy / "families/lakes.yml"
    text = lakes.read_text(encoding="utf-8")
    lakes.write_text(text.replace("short: Lakes", 'short: "La\\u706Bkes"'), encoding="utf-8")
    assert [(one.line, one.column) for one in warn(toy_copy)] == [(2, 11)]


@pytest.mark.build
def test_check_warns_and_everything_is_built_all_the_same(content: Path, tmp_path: Path, capsys):
    where = ["--content", str(content)]
    assert build.main(["check", *where]) == 0
    told = capsys.readouterr()
    assert told.err.count(": warning: ") == len(warn(content))
    assert f"no mistakes, {len(warn(content))} warnings" in told.out
    out = tmp_path / "out"
    chosen = ["--paper", "a4", "--edition", "students", "--course", "課 1"]
    assert build.main(["handout", *where, "--out", str(out), *chosen]) == 0
    assert "\nwarning: --course: the font of the handouts lacks 課" in "\n" + capsys.readouterr().err
    text = "".join(page.extract_text() for page in PdfReader(out / "handout/pigments-booklet-a4.pdf").pages)
    assert all(latin in text for latin in ("Wang", "mhmd", "Han", ":fire:", "Ke 1"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("王毅 a", "WangYi a"), ("ليلى", "lyla"), ("كتاب", "ktab"), ("コーヒー", "kohi"),
        ("공항", "GongHang"), ("a\u0489", "a"), ("\U000f1234", "□"),
        ("محمد علي", "mhmd `ly"), ("é₂⁻≤", "é₂⁻≤"), ("a\nb", "a\nb"),
        ("<svg><text x='火'>火 ＆ ≪</text></svg>", "<svg><text x='火'>Huo &amp; ≪</text></svg>"),
    ],
)  # fmt: skip
def test_what_stands_for_it_is_something_that_the_font_has(text: str, shown: str):
    settable = read_fonts().characters
    assert romanize({"text": [text], "to": text}, settable) == {"text": [shown], "to": text}


def test_whatever_it_is_there_is_something_for_it():
    settable = read_fonts().characters
    for code in (*range(0x20, 0x3000), *range(0x3000, 0x1FFFF, 37)):
        assert not find_missing(find_substitute(chr(code), settable), settable)


def test_nothing_is_planned_where_nothing_is_missing():
    def plan() -> Iterator[PrintData]:
        pytest.fail("asked for")
        yield {}

    assert warn_of_characters(read_toy(), plan(), read_fonts(CONTENT), CONTENT) == ()
    assert warn_of_option("--course", "Course 1", read_fonts()) == ()
    (warning,) = warn_of_option("--course", "र्", read_fonts())
    assert "they show r instead" in str(warning)  # nothing stands for the mark above the letter
