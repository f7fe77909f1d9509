"""What the fonts inside a library can set, and the folders of fonts that an issue brings along."""

from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder  # type: ignore[import-untyped]
from fontTools.pens.ttGlyphPen import TTGlyphPen  # type: ignore[import-untyped]
from pypdf import PdfReader

import build
from tests.toy import CONTENT, read_toy
from virtualissue.print.typesetting.fonts import FACE, LIBRARY, PrintFonts, read_characters, read_fonts
from virtualissue.print.typesetting.pdf import PdfCompiler
from virtualissue.views.moment import moment_of

SIGNS = "王毅火"


def write_font(path: Path, signs: str, family: str = "Invented Song") -> None:
    """A font in which every sign is a square."""
    names = [".notdef", *(f"u{ord(sign):04X}" for sign in signs)]
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for point in ((100, 800), (900, 800), (900, 0)):
        pen.lineTo(point)
    pen.closePath()
    square = pen.glyph()
    font = FontBuilder(1000)
    font.setupGlyphOrder(names)
    font.setupCharacterMap({ord(sign): name for sign, name in zip(signs, names[1:], strict=True)})
    font.setupGlyf(dict.fromkeys(names, square))
    font.setupHorizontalMetrics(dict.fromkeys(names, (1000, 0)))
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupNameTable({"familyName": family, "styleName": "Regular", "psName": family.replace(" ", "")})
    font.setupOS2(sTypoAscender=800, usWinAscent=800, usWinDescent=200)
    font.setupPost()
    path.parent.mkdir(exist_ok=True)
    font.save(path)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A folder of content, of which only the fonts are looked at."""
    folder = tmp_path / "content"
    folder.mkdir()
    return folder


@pytest.fixture
def foreign(toy_copy: Path) -> Path:
    """The toy with an author whose name the face cannot set."""
    for path in toy_copy.rglob("*.yml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("Carberry, Josiah S.", "王, 毅"), encoding="utf-8")
    return toy_copy


def test_the_fonts_tables_tell_what_can_be_set():
    settable = read_characters(LIBRARY, FACE)
    assert {ord(sign) for sign in "Aéłσ₂⁻≤−–’"} <= settable
    assert ord("漢") not in settable
    with pytest.raises(LookupError, match="Helvetica"):
        read_characters(LIBRARY, "Helvetica")


def test_without_a_folder_of_fonts_there_is_the_face_alone():
    fonts = read_fonts(CONTENT)
    assert (fonts.folders, fonts.families, fonts.warnings) == ((), (), ())
    assert fonts.characters == read_fonts().characters == read_characters(LIBRARY, FACE)
    assert fonts.folder == "content/fonts"


def test_fonts_in_the_folder_of_the_issue_and_beside_it_are_used(content: Path):
    write_font(content / "fonts/song.ttf", "王毅", "Invented Song")
    write_font(content.parent / "fonts/fire.ttf", "火", "Invented Fire")
    fonts = read_fonts(content)
    assert fonts.families == ("Invented Fire", "Invented Song")
    assert fonts.characters >= {ord(sign) for sign in SIGNS} | read_fonts().characters
    assert fonts.warnings == ()


def test_faces_of_a_family_set_what_all_of_them_have(content: Path):
    write_font(content / "fonts/song.ttf", "王毅")
    write_font(content / "fonts/song-2.ttf", "王火")
    added = read_fonts(content).characters - read_fonts().characters
    assert added == {ord("王")}


def test_a_file_that_is_no_usable_font_is_a_warning_and_other_files_are_left_alone(content: Path):
    write_font(content / "fonts/song.ttf", "王")
    for name in ("OFL.txt", "broken.ttf", "web.woff2", ".DS_Store"):
        (content / "fonts" / name).write_bytes(b"nothing of a font")
    assert [str(one) for one in read_fonts(content).warnings] == [
        "content/fonts/broken.ttf:0:0: warning: this font cannot be read",
        (
            "content/fonts/web.woff2:0:0: warning: print cannot use a font in this format "
            "(it can use .otf, .ttf, .otc, .ttc)"
        ),
    ]


def test_another_font_makes_other_pdfs(content: Path):
    def fingerprint(fonts: PrintFonts) -> bytes:
        return PdfCompiler(build.ROOT / "templates/print", moment_of(read_toy()), fonts).fingerprint

    before = fingerprint(read_fonts(content))
    write_font(content / "fonts/song.ttf", "王毅")
    between = fingerprint(read_fonts(content))
    write_font(content / "fonts/song.ttf", "王火")
    assert len({before, between, fingerprint(read_fonts(content))}) == 3


@pytest.mark.slow
def test_a_folder_of_fonts_is_no_content(foreign: Path, capsys):
    write_font(foreign / "fonts/song.ttf", "王")
    (foreign / "fonts/large.ttf").write_bytes(bytes(2_000_000))
    assert build.main(["check", "--content", str(foreign)]) == 0
    told = capsys.readouterr().err
    assert "content/fonts/large.ttf:0:0: warning: this font cannot be read" in told
    assert "lacks 毅 (U+6BC5): they show Yi instead (put a font that has it into content/fonts/)" in told
    assert "王" not in told.replace("王, 毅", "")


@pytest.mark.build
def test_what_a_font_of_the_issue_has_is_printed_with_it(foreign: Path, tmp_path: Path, capsys):
    write_font(foreign / "fonts/song.ttf", SIGNS)
    out = tmp_path / "out"
    where = ["--content", str(foreign), "--out", str(out)]
    chosen = ["--only", "booklet", "--paper", "a4", "--edition", "students", "--course", "火"]
    assert build.main(["handout", *where, *chosen]) == 0
    assert "lacks" not in capsys.readouterr().err
    pdf = PdfReader(out / "handout/pigments-booklet-a4.pdf")
    text = "".join(page.extract_text() for page in pdf.pages)
    assert "王" in text
    assert "火" in text
    assert "Wang" not in text
