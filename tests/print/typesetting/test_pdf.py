"""The PDFs: whole, accessible, the same twice, and mistakes where something cannot be set."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from shutil import copytree
from typing import Any

import pikepdf
import pytest
import typst
from pdfua import validate
from pypdf import PageObject, PdfReader, PdfWriter

from tests.charts.drawings import grow
from tests.text.mathematics.test_mathematics import KNOWN
from tests.toy import draw_toy, read_toy
from virtualissue.charts import draw_charts
from virtualissue.model.course import ReadingPlan
from virtualissue.model.entities import Family
from virtualissue.model.issue import Issue
from virtualissue.print.choice import EVERYTHING, PrintChoice
from virtualissue.print.documents import Document
from virtualissue.print.planning import plan_documents, plan_offered
from virtualissue.print.typesetting import finishing
from virtualissue.print.typesetting.fonts import read_fonts
from virtualissue.print.typesetting.pdf import (
    Pdfs,
    PendingPdfs,
    PrintError,
    compile_pdfs,
    write_handouts,
)
from virtualissue.text.mathematics.symbols import COMMANDS
from virtualissue.text.parser import Vocabulary, parse_prose
from virtualissue.text.prose import Citation
from virtualissue.text.titles import Title, parse_title
from virtualissue.views.answers import solve
from virtualissue.words import read_words

pytestmark = [pytest.mark.build, pytest.mark.xdist_group("pdf")]  # one worker prints the toy for all of them

TEMPLATES = Path(__file__).parents[3] / "templates" / "print"
HOSTILE = '#read("/etc/passwd") $x^2$ ]} \\ *b* _i_ `c` @a <b> // /* #panic() {{ 7*7 }} "q" ~ =='


HANDED_OUT = ("blues", "reds")  # there is no article on lakes, and so no handout
SLIDES = ("pigments-slides", "pigments-slides-evening")
BREAK = "\N{ZERO WIDTH SPACE}"


def plan(issue: Issue, choice: PrintChoice = EVERYTHING) -> tuple[Document, ...]:
    """The chosen documents of an issue, or all of them, with the charts of the toy."""
    return tuple(plan_documents(issue, draw_toy(), choice.edition, choice))


def compile_all(issue: Issue, documents: Sequence[Document], kept: Path) -> Pdfs:
    """Every PDF of these documents; none may be missing."""
    pdfs, errors = compile_pdfs(issue, documents, TEMPLATES, kept, read_fonts())
    assert errors == ()
    return pdfs


def build(issue: Issue, out: Path, *names: str) -> dict[str, Path]:
    """The PDFs of the toy by name; of the students' documents named, or of all."""
    wanted = [one for one in plan(issue) if not names or (one.name in names and one.edition == "students")]
    return {path.name: path for path in write_handouts(compile_all(issue, wanted, out / "kept"), out)}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("out")


@pytest.fixture(scope="module")
def printed(out: Path) -> dict[str, Path]:
    return build(read_toy(), out)


def squeezed(text: str) -> str:
    return re.sub(r"[\s\xad\u2009\u2060\u202f\xa0]+", "", text)


@cache
def pages_of(path: Path) -> tuple[str, ...]:
    """The text of each page; read once for all tests of a PDF."""
    return tuple(page.extract_text() for page in PdfReader(path).pages)


def text_of(path: Path) -> str:
    """The text in reading order, white space taken out: where lines break says nothing."""
    return squeezed("".join(pages_of(path)))


def with_family(slug: str, **fields: object) -> Issue:
    issue = read_toy()
    family = issue.families[slug].model_copy(update=fields)
    return issue.with_collections(families={**issue.families, slug: family})


def test_every_document_is_printed_on_both_papers_in_both_editions(printed, out):
    names = ["pigments-booklet", *(f"pigments-{slug}" for slug in HANDED_OUT)]
    assert {path.relative_to(out).as_posix() for path in printed.values()} == {
        *(
            f"{folder}/{name}{edition}-{paper}.pdf"
            for folder, edition in (("handout", ""), ("lecturer", "-lecturer"))
            for name in names
            for paper in ("a4", "letter")
        ),
        *(f"lecturer/{name}-notes-lecturer-{paper}.pdf" for name in SLIDES for paper in ("a4", "letter")),
        *(f"handout/{name}-16x9.pdf" for name in SLIDES),
        *(f"handout/pigments-summaries-{paper}.pdf" for paper in ("a4", "letter")),
        *(f"lecturer/{name}-lecturer-16x9.pdf" for name in SLIDES),
    }


def test_nothing_is_found_by_the_checkers(printed):
    for path in printed.values():
        assert [finding.message for finding in validate(str(path)).findings] == []
        with pikepdf.open(path) as pdf:
            assert pdf.check_pdf_syntax() == []


def test_a_pdf_tells_what_it_is(printed):
    reader = PdfReader(printed["pigments-reds-a4.pdf"])
    assert reader.metadata is not None
    assert reader.metadata.title == read_toy().families["reds"].name.text
    assert reader.xmp_metadata is not None
    with pikepdf.open(printed["pigments-reds-a4.pdf"]) as pdf:
        assert str(pdf.Root.Lang) == "en"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert pdf.open_metadata()["pdfaid:conformance"] == "A"
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
    assert [entry.title for entry in reader.outline if not isinstance(entry, list)]


def test_papers_are_what_their_names_say(printed):
    widths = {
        name: round(float(PdfReader(printed[name]).pages[0].mediabox.width))
        for name in ("pigments-reds-a4.pdf", "pigments-reds-letter.pdf")
    }
    assert widths == {"pigments-reds-a4.pdf": 595, "pigments-reds-letter.pdf": 612}


def test_on_every_paper_the_margins_have_the_same_shares(printed):
    for number in (0, 1):
        boxes = [
            PdfReader(printed[f"pigments-booklet-{paper}.pdf"]).pages[number].mediabox
            for paper in ("a4", "letter")
        ]
        moved = [float(letter) - float(a4) for a4, letter in zip(*boxes, strict=True)]
        left, bottom, right, top = (abs(edge) for edge in moved)
        assert left / (left + right) == pytest.approx(0.45 if number else 0.55, abs=0.001)
        assert bottom / (bottom + top) == pytest.approx(0.48, abs=0.001)
        # wider than A4 on both sides, and lower at both ends
        assert [edge > 0 for edge in moved] == [False, True, True, False]


def test_fonts_are_embedded(printed):
    with pikepdf.open(printed["pigments-booklet-a4.pdf"]) as pdf:
        described = [
            one
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
        ]
        assert described
        assert all("/FontFile3" in one for one in described)


def test_a_handout_holds_every_fact_of_its_family(printed):
    issue = read_toy()
    for family in (issue.families[slug] for slug in HANDED_OUT):
        text = text_of(printed[f"pigments-{family.slug}-a4.pdf"])
        for fact in issue.facts_of(family):
            assert squeezed(fact.amount.text) in text, (family.slug, fact.amount.text)


def test_formulas_are_spoken(printed):
    with pikepdf.open(printed["pigments-blues-a4.pdf"]) as pdf:
        spoken = {
            str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one
        }
    assert {formula.spoken for formula in read_toy().families["blues"].formulas} <= spoken
    assert any("QR code" in words for words in spoken)


def test_what_is_copied_keeps_its_signs(printed):
    issue, text = read_toy(), text_of(printed["pigments-booklet-a4.pdf"])
    formulas = {formula for family in issue.families.values() for formula in family.formulas}
    assert len(formulas) > 3
    assert {formula.unicode for formula in formulas if squeezed(formula.unicode) not in text} == set()
    assert "10⁻" in text
    assert not re.search("10[-−][0-9]", text)


def test_the_bar_of_a_space_group_is_copied(tmp_path):
    gist = parse_prose(
        "Of `PS4^3-`, {group:I-43m}, 0.64 and `Li3-xCl6` and 3.44.",
        Vocabulary(notation=frozenset({"chemistry"})),
    )
    text = text_of(build(with_family("reds", gist=gist), tmp_path, "reds")["pigments-reds-a4.pdf"])
    assert "OfPS₄³⁻,I4\u03053m,0.64andLi₃₋ₓCl₆and3.44." in text


def test_every_command_of_mathematics_can_be_set(tmp_path):
    formulas = [source for source, *_ in KNOWN]
    formulas += [rf"\{name}{{a}}{{b}} c" for name in sorted(COMMANDS - {"left", "right", "middle", "not"})]
    gist = parse_prose(" ".join(f"${formula}$" for formula in formulas))
    name = parse_title(r"Reds of *$p_\mathrm{T}$* & fb$^{-1}$ at $\sqrt{s}=13\,\mathrm{TeV}$")
    path = build(with_family("reds", gist=gist, name=name, short=name), tmp_path, "reds")[
        "pigments-reds-a4.pdf"
    ]
    text = text_of(path)
    assert [sign for sign in ("fb⁻¹", "𝐻₀", "Mpc⁻¹", "13TeV", "forall𝑥", "√") if sign not in text] == []
    assert "$" not in text
    outline = str(PdfReader(path).outline)
    assert "fb" in outline


def test_a_definition_can_hold_mathematics(tmp_path):
    issue = read_toy()
    (slug, term), *_ = issue.terms.items()
    told = term.model_copy(update={"definition": parse_prose(r"At $\sqrt{s}=13\,\mathrm{TeV}$.")})
    changed = issue.with_collections(terms={**issue.terms, slug: told})
    path = build(changed, tmp_path, "pigments-booklet")["pigments-booklet-a4.pdf"]
    assert "13TeV" in text_of(path)


def test_citations_are_in_brackets(printed):
    issue, text = read_toy(), text_of(printed["pigments-booklet-a4.pdf"])
    tokens = [token for section in issue.story.values() for token in section.text.tokens]
    cites = [token.slugs for token in tokens if isinstance(token, Citation)]
    alone = [slugs[0] for slugs in cites if len(slugs) == 1 and slugs[0] in issue.articles]
    marks = {f"[{issue.articles[slug].number}]" for slug in alone}
    assert marks
    assert {mark for mark in marks if mark not in text} == set()
    assert text.count("[E]") > 3


def tags_in(pdf: pikepdf.Pdf, kind: str) -> list[Any]:
    """The elements of one kind in the structure of an open PDF, in no order."""
    tags = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/P") is not None]
    return [one for one in tags if one.get("/S") == f"/{kind}"]


def tags_of(path: Path, kind: str) -> list[Any]:
    """The elements of one kind in the structure of a PDF, in no order."""
    return tags_in(pikepdf.open(path), kind)


def test_lists_are_lists_and_decoration_is_silent(printed):
    issue = read_toy()
    path = printed["pigments-booklet-lecturer-a4.pdf"]
    assert len(tags_of(path, "LI")) > len(issue.terms) + len(issue.articles)
    assert (
        len(tags_of(path, "Figure")) == len(issue.charts) + len(issue.guides) + len(issue.structures) + 1
    )  # and the QR code
    headed = [one for level in "234" for one in tags_of(path, f"H{level}")]
    assert len(headed) > 3 * len(issue.problems)


@dataclass(frozen=True)
class Heard:
    """An element of the structure of a PDF, as it is read; `parent` is the kind of what it is in."""

    kind: str
    parent: str
    alternative: str
    scope: str


def listen(tag: Any, parent: str = "") -> Iterator[Heard]:
    """An element, and all that is in it, in the order in which they are read."""
    kind = str(tag.S).removeprefix("/")
    found: Any = tag.get("/A", [])
    attributes = found if isinstance(found, pikepdf.Array) else [found]
    scopes = [str(one["/Scope"]) for one in attributes if "/Scope" in one]
    yield Heard(kind, parent, str(tag.get("/Alt", "")), "".join(scopes))
    inner: Any = tag.get("/K", [])
    for one in inner if isinstance(inner, pikepdf.Array) else [inner]:
        if isinstance(one, pikepdf.Dictionary) and "/S" in one:
            yield from listen(one, kind)


@pytest.mark.parametrize("name", ["booklet", "booklet-lecturer", "reds", "reds-lecturer"])
def test_the_structure_is_what_a_reader_needs(printed, name):
    with pikepdf.open(printed[f"pigments-{name}-a4.pdf"]) as pdf:
        heard = [one for tag in pdf.Root.StructTreeRoot.K for one in listen(tag)]
    levels = [int(one.kind[1:]) for one in heard if re.fullmatch("H[1-6]", one.kind)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))  # no level is left out
    homes = {"LI": "L", "LBody": "LI", "THead": "Table", "TH": "TR", "TD": "TR"}
    assert [one for one in heard if homes.get(one.kind, one.parent) != one.parent] == []
    count = Counter(one.kind for one in heard)
    assert min(count["Table"], count["L"], count["Figure"]) > 0
    assert count["Table"] == count["THead"]
    assert {one.scope for one in heard if one.kind == "TH"} == {"/Column", "/Row"}
    assert [one for one in heard if one.kind in {"Figure", "Formula"} and not one.alternative] == []


def test_every_row_of_a_table_has_a_head_to_which_its_cells_refer(printed):
    with pikepdf.open(printed["pigments-reds-lecturer-a4.pdf"]) as pdf:
        named = pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree)
        rows = [row for row in tags_in(pdf, "TR") if row.P.S == "/TBody"]
        assert rows
        for row in rows:
            head, *others = row.K
            assert (head.S, named[str(head.ID)]) == ("/TH", head)
            assert {str(one.A[0].Headers[-1]) for one in others} == {str(head.ID)}
        heads = Counter(str(head) for row in rows for cell in row.K for head in cell.A[0].Headers)
        assert set(heads) <= set(named)


def test_course_date_and_name_can_be_typed_in(printed, tmp_path):
    names = ("course", "date", "name")
    for name in ("reds", "booklet", "reds-lecturer"):
        reader = PdfReader(printed[f"pigments-{name}-letter.pdf"])
        fields = reader.get_fields() or {}
        assert {name: field["/TU"] for name, field in fields.items()} == {one: one.title() for one in names}
        with pikepdf.open(printed[f"pigments-{name}-letter.pdf"]) as pdf:
            assert len(tags_in(pdf, "Form")) == len(names)
    filled = PdfWriter(clone_from=printed["pigments-reds-a4.pdf"])
    filled.update_page_form_field_values(filled.pages[0], {"course": "Colors 101"}, flatten=True)
    assert "Colors 101" in filled.pages[0].extract_text()


def test_what_is_given_is_printed_and_leaves_no_field(tmp_path):
    choice = PrintChoice(only=("reds",), paper=("a4",), edition=("students",), course="Colors 101")
    documents = plan(read_toy(), choice)
    pdfs, errors = compile_pdfs(read_toy(), documents, TEMPLATES, tmp_path, read_fonts(), choice)
    (reader,) = [PdfReader(BytesIO(pdf)) for pdf in pdfs.values()]
    assert errors == ()
    assert set(reader.get_fields() or ()) == {"date", "name"}
    assert "Colors 101" in reader.pages[0].extract_text()


def test_a_line_to_write_on_stays_with_its_name(tmp_path):
    course, date = (
        "Physical Chemistry of Solids, with a laboratory course, second year",
        "Summer semester 2027",
    )
    choice = PrintChoice(("reds",), ("a4",), ("students",), course=course, date=date)
    pdfs, _ = compile_pdfs(read_toy(), plan(read_toy(), choice), TEMPLATES, tmp_path, read_fonts(), choice)
    (page, *_) = PdfReader(BytesIO(next(iter(pdfs.values())))).pages
    (field,) = [
        one.get_object()["/Rect"] for one in page.get("/Annots", []) if one.get_object().get("/T") == "name"
    ]
    heights: list[float] = []

    def note(text: str, page_matrix: list[float], text_matrix: list[float], *_: object) -> None:
        if text.strip() == "Name":
            heights.append(page_matrix[5] + text_matrix[5] * page_matrix[3])

    page.extract_text(visitor_text=note)
    assert [field[1] < height < field[3] for height in heights] == [True]


def test_all_can_be_set_in_large_print(tmp_path):
    choice = PrintChoice(paper=("a4",), large_print=True)
    documents = plan(read_toy(), choice)
    pdfs, errors = compile_pdfs(read_toy(), documents, TEMPLATES, tmp_path, read_fonts(), choice)
    assert errors == ()
    (booklet,) = [pdf for job, pdf in pdfs.items() if "booklet-lecturer-large-print" in job.name]
    reader = PdfReader(BytesIO(booklet))
    assert set(reader.get_fields() or ()) == {"course", "date", "name"}
    assert not any(
        "/T" in one.get_object() for one in reader.pages[0].get("/Annots", [])
    )  # they stand further on


def test_what_belongs_together_begins_on_a_right_page_of_a_long_booklet(tmp_path):
    templates = copytree(TEMPLATES, tmp_path / "print")
    source = (templates / "booklet.typ").read_text(encoding="utf-8")
    (templates / "booklet.typ").write_text(source.replace("many = 20", "many = 0"), encoding="utf-8")
    (booklet,) = [one for one in plan(read_toy()) if one.template == "booklet" and one.edition == "lecturers"]
    pdfs, _ = compile_pdfs(read_toy(), [booklet], templates, tmp_path, read_fonts())
    pages = [page.extract_text() for page in PdfReader(BytesIO(next(iter(pdfs.values())))).pages]
    begins = {page.splitlines()[1]: number for number, page in enumerate(pages, 1)}
    titles = ("The story", "Palettes", "Guides and worked examples", "Techniques", "Answers and notes")
    assert [begins[title] % 2 for title in titles] == [1] * len(titles)
    assert begins["Glossary"] == begins["Techniques"] + 1
    large = PrintChoice(large_print=True)
    (booklet,) = [
        one for one in plan(read_toy(), large) if (one.template, one.edition) == ("booklet", "students")
    ]
    pdfs, _ = compile_pdfs(read_toy(), [booklet], templates, tmp_path, read_fonts(), large)
    pages = [page.extract_text() for page in PdfReader(BytesIO(next(iter(pdfs.values())))).pages]
    (techniques,) = [page for page in pages if "\nTechniques\n" in page]
    assert "\nGlossary\n" in techniques  # no page is left with a few lines


def test_each_page_holds_the_same_on_every_paper(printed):
    for name in ("pigments-booklet-lecturer", "pigments-reds", "pigments-slides-notes-lecturer"):
        on_paper = [
            [sorted(map(squeezed, page.splitlines())) for page in pages_of(printed[f"{name}-{paper}.pdf"])]
            for paper in ("a4", "letter")
        ]
        assert on_paper[0] == on_paper[1]


def link_names(path: Path) -> list[tuple[int, str]]:
    """What the links within a PDF are called, each with the number of its page."""
    return [
        (number, str(link.get_object()["/Contents"]))
        for number, page in enumerate(PdfReader(path).pages)
        for link in page.get("/Annots", [])
        if "/Contents" in link.get_object()
    ]


def test_links_say_where_they_go_and_a_word_is_linked_once_a_page(printed):
    found = link_names(printed["pigments-booklet-a4.pdf"])
    names = {name for _, name in found}
    assert {name for name in names if re.match("page|Section", name)} == set()
    assert {f"Glossary: {term.term}" for term in read_toy().terms.values()} & {
        name.partition(", page")[0] for name in names
    }
    words = Counter((page, name) for page, name in found if name.startswith("Glossary: "))
    assert words
    assert set(words.values()) == {1}


def test_a_mere_number_is_text(printed):
    with pikepdf.open(printed["pigments-booklet-a4.pdf"]) as pdf:
        spoken = {
            str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one
        }
    assert {words for words in spoken if words.isdecimal()} == set()


def titles_in(outline: Any) -> Iterator[str]:
    for entry in outline:
        yield from titles_in(entry) if isinstance(entry, list) else [entry.title]


def test_charts_and_figures_have_headings_captions_and_words_for_who_listens(printed):
    issue = read_toy()
    path = printed["pigments-booklet-a4.pdf"]
    assert {chart.title.text for chart in issue.charts.values()} <= set(titles_in(PdfReader(path).outline))
    with pikepdf.open(path) as pdf:
        tags = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one]
        told = {str(one.Alt) for one in tags if one.S == "/Figure" and "/Alt" in one}
        captions = [one for one in tags if one.S == "/Caption"]
    assert {drawing.alternative for drawing in draw_charts(issue)} <= told
    assert {guide.figure.alt for guide in issue.guides.values() if guide.figure} <= told
    assert {structure.alt for structure in issue.structures.values()} <= told
    assert len(captions) == len(issue.charts) + len(issue.guides) + len(issue.structures)


def test_charts_of_a_thousand_works_fit_on_their_pages(tmp_path):
    toy, drawings = read_toy(), draw_charts(grow(1000, techniques=60))
    wanted = [one for one in plan_documents(toy, drawings, ("students",)) if one.template == "booklet"]
    for pdf in compile_all(toy, wanted, tmp_path / "kept").values():
        read = [(page, *read_page(page)) for page in PdfReader(BytesIO(pdf)).pages]
        ((page, _, heights),) = [one for one in read if one[1].count("a technique with") == 60]
        assert min(heights) > page.mediabox.bottom + 15
        assert max(heights) < page.mediabox.top - 15


def read_page(page: PageObject) -> tuple[str, list[float]]:
    """The text of a page, and where each part of it stands, in points from its foot."""
    heights: list[float] = []

    def note(text: str, page_matrix: list[float], text_matrix: list[float], *_: object) -> None:
        if text.strip():
            heights.append(page_matrix[5] + text_matrix[5] * page_matrix[3])

    return page.extract_text(visitor_text=note), heights


def test_links_are_live(printed):
    uris = {
        str(annotation.get_object()["/A"]["/URI"])
        for page in PdfReader(printed["pigments-reds-a4.pdf"]).pages
        for annotation in page.get("/Annots", [])
        if "/A" in annotation.get_object() and "/URI" in annotation.get_object()["/A"]
    }
    assert "https://pigments.example/families/reds.html" in uris
    assert any(uri.startswith("https://doi.org/10.5555/") for uri in uris)


def test_answers_are_printed_for_lecturers_alone(printed):
    answer = squeezed(solve(read_toy().problems["oven"], read_toy()).answers["days"].text)
    told = {name for name, path in printed.items() if name.endswith("-a4.pdf") and answer in text_of(path)}
    slides = {f"{name}-notes-lecturer-a4.pdf" for name in SLIDES}
    assert told == {"pigments-reds-lecturer-a4.pdf", "pigments-booklet-lecturer-a4.pdf", *slides}
    assert answer not in text_of(printed["pigments-slides-16x9.pdf"])
    assert answer in text_of(printed["pigments-slides-lecturer-16x9.pdf"])


def test_a_script_is_printed_in_a_course_without_problems_and_notes(tmp_path):
    told = {"title": "A tour", "steps": [{"minutes": 5}], "script": [{"minutes": 5, "say": "Bring a lamp."}]}
    tour = ReadingPlan.model_validate({**told, "slug": "tour", "file": "content/course/plans/tour.yml"})
    issue = read_toy().with_collections(plans={"tour": tour}, problems={}, questions={})
    choice = PrintChoice(only=("booklet",), paper=("a4",), edition=("lecturers",))
    documents = tuple(plan_documents(issue, draw_toy(), choice.edition, choice))
    pdfs, errors = compile_pdfs(issue, documents, TEMPLATES, tmp_path, read_fonts(), choice)
    assert errors == ()
    (pdf,) = pdfs.values()
    assert "Bring a lamp." in "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def test_two_builds_are_equal_to_the_byte(printed, tmp_path):
    again = build(read_toy(), tmp_path, "reds", "pigments-booklet")
    assert len(again) == 4
    assert [name for name, path in again.items() if path.read_bytes() != printed[name].read_bytes()] == []


def test_nothing_is_set_again_that_has_not_changed(printed, out, monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("set again")

    monkeypatch.setattr(typst, "compile_with_warnings", refuse)
    assert build(read_toy(), out) == printed
    with pytest.raises(AssertionError, match="set again"):
        build(with_family("reds", questions=()), out)


def test_nothing_is_set_twice(tmp_path, monkeypatch):
    calls = []

    def note(source: Path, **options: Any) -> tuple[bytes, list[str]]:
        calls.append((source.name, options["sys_inputs"]["data"]))
        return b"%PDF", []

    monkeypatch.setattr(typst, "compile_with_warnings", note)
    monkeypatch.setattr(finishing, "finish_pdf", lambda pdf, _, papers: dict.fromkeys(papers, pdf))
    compile_all(read_toy(), plan(read_toy()), tmp_path)
    assert len(calls) == len(set(calls)) == len(plan(read_toy()))  # once for all papers
    offered = compile_all(read_toy(), tuple(plan_offered(read_toy(), draw_toy())), tmp_path)
    assert len(offered) == 2 * len(("pigments-booklet", *HANDED_OUT))
    assert len(calls) == len(plan(read_toy()))  # what a site offers has been set with the rest


def test_what_is_no_longer_printed_goes(tmp_path):
    build(read_toy(), tmp_path, "reds", "blues")
    build(read_toy(), tmp_path, "reds")
    assert {path.name for path in (tmp_path / "handout").iterdir()} == {
        "pigments-reds-a4.pdf",
        "pigments-reds-letter.pdf",
    }
    assert len(list((tmp_path / "kept" / "students").iterdir())) == 2


def test_an_edition_not_asked_for_keeps_what_was_set(tmp_path):
    kept = tmp_path / "kept"
    reds = [one for one in plan(read_toy()) if one.name == "reds"]
    both = compile_all(read_toy(), reds, kept)
    students = compile_all(read_toy(), reds[:1], kept)
    assert {sheet.document.edition for sheet in students} == {"students"}
    kept_files = {path.parent.name for path in kept.rglob("*") if path.is_file()}
    assert {job.document.edition for job in both} == kept_files == {"students", "lecturers"}


@pytest.mark.parametrize(("epoch", "day"), [("", "D:20150228"), ("1600000000", "D:20200913")])
def test_every_pdf_bears_the_moment_of_the_build(tmp_path, monkeypatch, epoch, day):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    path = build(read_toy(), tmp_path, "reds")["pigments-reds-a4.pdf"]
    metadata = PdfReader(path).metadata
    assert metadata is not None
    assert str(metadata["/CreationDate"]).startswith(day)


def test_each_page_bears_version_and_date_and_each_pdf_says_whom_to_attribute(printed):
    said = squeezed("Version 0.1, February 28, 2015")
    attributed = squeezed("CC BY 4.0, attribution: Ida Wren and The Lamp Readers")
    for name, path in printed.items():
        pages = [*map(squeezed, pages_of(path))]
        assert [number for number, page in enumerate(pages, 1) if said not in page] == [], name
        assert any(attributed in page for page in pages), name


def test_hostile_text_is_printed_as_it_is(tmp_path):
    issue = with_family("reds", name=Title(HOSTILE, (HOSTILE,)), short=Title(HOSTILE, (HOSTILE,)))
    path = build(issue, tmp_path, "reds")["pigments-reds-a4.pdf"]
    assert squeezed(HOSTILE) in text_of(path)


@pytest.mark.parametrize("name", ["The long red of a very long autumn " * 12, "R" * 400])
def test_a_title_too_long_for_the_page_is_set_in_lines(tmp_path, name):
    issue = with_family("reds", name=Title(name, (name,)), short=Title(name, (name,)))
    first, *_ = PdfReader(build(issue, tmp_path, "reds")["pigments-reds-a4.pdf"]).pages
    set_lines = first.extract_text().replace(BREAK, "").splitlines()
    lines = [line for line in set_lines if "RRRR" in line or "long red" in line]
    assert len(lines) > 4
    assert max(map(len, lines)) < 100


def test_an_empty_family_is_printed(tmp_path):
    nothing = dict.fromkeys(("formulas", "read_first", "questions", "neighbors"), ())
    fields = {
        **dict(read_toy().families["lakes"]),
        **nothing,
        "background": None,
        "facets": {},
        "slug": "bare",
        "highlighted": True,
    }
    bare = Family.model_construct(**fields)
    issue = read_toy().with_collections(families={**read_toy().families, "bare": bare})
    assert squeezed("states no values") in text_of(build(issue, tmp_path, "bare")["pigments-bare-a4.pdf"])


def test_a_template_that_refuses_its_data_says_so(tmp_path):
    document = Document("reds", "handout", "students", {}, "reds")
    pdfs, errors = compile_pdfs(read_toy(), [document], TEMPLATES, tmp_path, read_fonts())
    assert pdfs == {}
    assert [str(error).splitlines()[0] for error in errors] == ["reds-a4.pdf, reds-letter.pdf cannot be set:"]


def test_what_can_be_made_is_made_beside_what_cannot(tmp_path):
    documents = [one for one in plan(read_toy()) if one.name == "reds" and one.edition == "students"]
    broken = [
        Document(f"broken-{number}", "handout", "students", {}, f"broken-{number}") for number in range(3)
    ]
    pdfs, errors = compile_pdfs(read_toy(), [*documents, *broken], TEMPLATES, tmp_path, read_fonts())
    assert [job.name for job in pdfs] == ["pigments-reds-a4.pdf", "pigments-reds-letter.pdf"]
    assert [len(error.names) for error in errors] == [6]
    assert str(errors[0]).startswith(f"{', '.join(errors[0].names[:4])} and 2 more cannot be set:\n")


def test_a_page_that_does_not_settle_is_no_page(tmp_path):
    templates = copytree(TEMPLATES, tmp_path / "print")
    restless = "#context if here().page() == 1 { pagebreak(weak: true) }\nA word.\n"
    (templates / "handout.typ").write_text('#set document(title: "A")\nOne.\n' + restless, encoding="utf-8")
    document = Document("a", "handout", "students", {}, "a")
    _, errors = compile_pdfs(read_toy(), [document], templates, tmp_path, read_fonts())
    assert all(re.search(r"cannot be set:\nwarning: .* did not converge", str(error)) for error in errors)
    assert [name for error in errors for name in error.names] == ["a-a4.pdf", "a-letter.pdf"]


def test_a_handout_has_few_pages_and_the_booklet_no_empty_one(printed):
    for slug in HANDED_OUT:
        assert len(PdfReader(printed[f"pigments-{slug}-a4.pdf"]).pages) <= 2
    pages = pages_of(printed["pigments-booklet-a4.pdf"])
    assert len(pages) <= 8
    assert [number for number, page in enumerate(pages, 1) if len(page) < 400] == []


def test_pages_of_both_editions_have_the_same_numbers_and_answers_follow_after_them(printed):
    for name in ("pigments-booklet", "pigments-reds"):
        students, lecturers = (pages_of(printed[f"{name}{edition}-a4.pdf"]) for edition in ("", "-lecturer"))
        assert len(lecturers) > len(students)
        for theirs, ours in zip(students[:-1], lecturers, strict=False):
            body = [squeezed(line) for line in theirs.splitlines() if "edition" not in line]
            assert {line for line in body if line not in squeezed(ours)} == set()


def test_the_contents_for_lecturers_are_longer_by_the_answers_as_a_whole(printed):
    """A longer list of contents would move all that follows to other pages than students have."""
    students, lecturers = (
        {squeezed(line) for line in PdfReader(printed[name]).pages[0].extract_text().splitlines()}
        for name in ("pigments-booklet-a4.pdf", "pigments-booklet-lecturer-a4.pdf")
    )
    more = [line for line in lecturers - students if "edition" not in line]
    assert [line.rstrip("0123456789") for line in more] == ["Answersandnotes"]


def test_every_page_for_lecturers_says_so(printed):
    for name in ("pigments-booklet", "pigments-reds"):
        for page in pages_of(printed[f"{name}-lecturer-a4.pdf"]):
            assert "Lecturer’s edition: with answers" in page


def test_running_heads_of_the_booklet_name_the_families_on_the_page(printed):
    issue = read_toy()
    heads = [
        next((line for line in page.extract_text().splitlines() if " · Pigments under the Lamp" in line), "")
        for page in PdfReader(printed["pigments-booklet-a4.pdf"]).pages
    ]
    first, second, third = (one.short_label.text for one in issue.families.values())
    named = [head.removeprefix("Students’ edition").partition(" · ")[0].strip() for head in heads]
    assert f"{first} – {second}" in named  # two of them on a page
    assert f"{second} – {third}" in named
    assert {"Reading plans", "The issue in charts", "Techniques"} <= set(named)


def test_page_numbers_stand_at_the_outer_edge(printed):
    for number, page in enumerate(PdfReader(printed["pigments-booklet-a4.pdf"]).pages, 1):
        places: list[float] = []

        def note(text: str, page_matrix: list[float], text_matrix: list[float], *_: object) -> None:
            if text.strip() == str(number) and text_matrix[5] + page_matrix[5] < 60:  # noqa: B023
                places.append(page_matrix[4] + text_matrix[4])  # noqa: B023

        page.extract_text(visitor_text=note)
        assert places
        assert all((place > 500) == bool(number % 2) for place in places)


def test_whom_to_attribute_and_how_to_cite_are_in_the_properties_and_on_paper(printed):
    reader = PdfReader(printed["pigments-reds-a4.pdf"])
    assert reader.metadata is not None
    assert reader.metadata.author == "Ida Wren, The Lamp Readers"
    text = text_of(printed["pigments-reds-a4.pdf"])
    assert squeezed("Text: Ida Wren and The Lamp Readers.") in text
    assert squeezed("How to cite: ") in text


def test_german_print_has_no_english_word_where_german_has_another(tmp_path):
    issue = read_toy()
    german = replace(issue, front=issue.front.model_copy(update={"language": "de", "words": {}}))
    names = [
        one for one in plan(german) if one.edition == "lecturers" and one.name in ("reds", "pigments-booklet")
    ]
    pdfs = compile_all(german, names, tmp_path / "kept")
    text = "".join(
        squeezed(page.extract_text())
        for job, pdf in pdfs.items()
        if job.paper == "a4"
        for page in PdfReader(BytesIO(pdf)).pages
    )
    english, words = read_words("en"), read_words("de")
    shown = ["print_aim", "print_goals", "reading_plans", "print_solution", "print_scheme", "read_first"]
    shown += ["references", "print_with_answers", "print_how_to_cite", "open_questions"]
    for name in shown:
        assert squeezed(str(words[name]).partition("{")[0]) in text, name
        assert squeezed(str(english[name]).partition("{")[0]) not in text, name
    assert "28.Februar2015" in text
    assert "Abbildung1." in text
    assert "Aufgabe1." in text
    (booklet, *_) = [pdf for job, pdf in pdfs.items() if job.document.template == "booklet"]
    with pikepdf.open(BytesIO(booklet)) as pdf:
        assert str(pdf.Root.Lang) == "de"


def test_a_language_without_a_translation_is_printed_with_english_that_says_so(tmp_path):
    issue = read_toy()
    french = replace(issue, front=issue.front.model_copy(update={"language": "fr", "words": {}}))
    names = [one for one in plan(french) if one.edition == "students" and one.name == "reds"]
    pdf = next(iter(compile_all(french, names, tmp_path / "kept").values()))
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert str(opened.Root.Lang) == "fr"
        tags = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary) and "/Lang" in one]
        assert "en" in {str(one.Lang) for one in tags}


def test_pdfs_that_have_not_begun_can_be_given_up():
    task: Future[Pdfs | PrintError] = Future()
    pending = PendingPdfs([task])
    pending.cancel()
    with pytest.raises(CancelledError):
        assert pending.pdfs


def test_an_answer_that_is_not_long_is_in_one_page_with_its_heading(tmp_path):
    toy = read_toy()
    problem = next(one for one in toy.problems.values() if one.scheme)
    many = {f"copy-{n}": problem.model_copy(update={"slug": f"copy-{n}", "number": n}) for n in range(20)}
    issue = toy.with_collections(problems={**toy.problems, **many})
    (booklet,) = [one for one in plan(issue) if one.template == "booklet" and one.edition == "lecturers"]
    pdfs, _ = compile_pdfs(issue, [booklet], TEMPLATES, tmp_path, read_fonts())
    pages = [page.extract_text() for page in PdfReader(BytesIO(next(iter(pdfs.values())))).pages]
    answers = [page for page in pages if toy.words["print_scheme"] in page]
    assert len(answers) > 3
    for page in answers:
        assert page.index(toy.words["print_solution"]) < page.index(toy.words["print_scheme"])
