"""What the writer of BibTeX says is read back by pandoc, Citation.js and bibtexparser, with nothing lost."""

import re
from functools import cache
from typing import Any

import pytest
from bibtexparser.entrypoint import parse_string

from tests.bibliography.formats.citation_js import read_with_citation_js
from tests.bibliography.formats.pandoc import fold, fold_names, read_with_pandoc
from tests.bibliography.formats.works import read_all_works
from virtualissue.bibliography.csl import make_csl_item
from virtualissue.bibliography.formats import BIBTEX, render_works
from virtualissue.bibliography.formats.latex_text import escape_line, render_title
from virtualissue.bibliography.work import Work, WorkType
from virtualissue.text.titles import parse_title

MISC = {WorkType.PREPRINT, WorkType.DATASET, WorkType.SOFTWARE, WorkType.WEB_PAGE, WorkType.PATENT,
        WorkType.STANDARD}  # fmt: skip
NAMES = list(read_all_works())


@cache
def read_back(form: str) -> dict[str, dict[str, Any]]:
    return read_with_pandoc(render_works(read_all_works(), BIBTEX), form)


def expect(name: str) -> dict[str, Any]:
    """The item of a work, but for what has another place in BibTeX than pandoc looks for."""
    work = read_all_works()[name]
    item = make_csl_item(work, name) | {"title": work.title.csl.replace("4\u0305", r"$\overline{4}$")}
    if work.type in MISC:
        item["publisher"] = "; ".join(filter(None, (work.publisher, item.pop("container-title", None))))
    if work.type is WorkType.JOURNAL_ARTICLE or work.arxiv:
        item["number"] = work.document_number
    if work.date.words == "in press":
        del item["issued"]
    for field in ("type", "language", "note"):
        item.pop(field, None)
    return {field: value for field, value in item.items() if value}


@pytest.mark.parametrize("form", ["bibtex", "biblatex"])
@pytest.mark.parametrize("name", NAMES)
def test_pandoc_reads_all_of_a_record(form: str, name: str):
    found, expected = dict(read_back(form)[name]), expect(name)
    found["event-title"] = found.pop("event", None)
    for role in ("author", "editor", "translator"):
        assert fold_names(found.pop(role, ())) == fold_names(expected.pop(role, ()))
    assert {field: fold(found.get(field)) for field in expected} == fold(expected)


@cache
def read_as_biber() -> dict[str, dict[str, Any]]:
    """The items as another program reads them by the rules of biblatex."""
    return read_with_citation_js(render_works(read_all_works(), BIBTEX), "biblatex")


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_another_reader_of_biblatex_reads_all_of_a_record(name: str):
    """But for kinds that are @misc, where the number of a work is printed as a note."""
    found, expected = dict(read_as_biber()[name]), expect(name)
    work = read_all_works()[name]
    expected["title"] = work.title.csl.replace("4\u0305", r"\overline4")
    if work.type in MISC and work.document_number:
        expected["note"] = expected.pop("number")
    for role in ("author", "editor", "translator"):
        assert fold_names(found.pop(role, ())) == fold_names(expected.pop(role, ()))
    if expected.get("genre") == "PhD thesis":
        expected["genre"] = "phdthesis"  # by which biblatex knows it
    if work.container and work.type in MISC:
        expected["publisher"], expected["container-title"] = work.publisher, work.container.title
    wanted = {field: value for field, value in expected.items() if value}
    assert {field: fold(found.get(field)) for field in wanted} == fold(wanted)


@pytest.mark.slow
def test_another_reader_takes_orcids_and_the_number_of_an_article():
    record = {
        "title": "Lakes", "year": "2014", "journal": "J. Imag. Pigm.", "pages": "1-2",
        "document_number": "E7",
        "authors": ["Doe, Jane", {"family": "Zhou", "given": "Kai", "orcid": "0000-0002-1825-0097"}],
    }  # fmt: skip
    text = render_works({"a": Work.model_validate(record)}, BIBTEX)
    found = read_with_citation_js(text, "biblatex")["a"]
    assert [name.get("_orcid") for name in found["author"]] == [None, "0000-0002-1825-0097"]
    assert (found["number"], found["page"]) == ("E7", "1-2")


def test_pandoc_knows_the_kinds_that_bibtex_has():
    kinds = {name: item["type"] for name, item in read_back("biblatex").items()}
    for name, work in read_all_works().items():
        assert kinds[name] == ("" if work.type in MISC else str(work.type))


@cache
def parse() -> dict[str, dict[str, str]]:
    """The fields of each entry, as they are written, by bibtexparser."""
    library = parse_string(render_works(read_all_works(), BIBTEX))
    assert library.failed_blocks == []
    return {
        entry.key: {field.key: field.value for field in entry.fields} | {"entry": entry.entry_type}
        for entry in library.entries
    }


def test_bibtexparser_reads_every_entry_with_its_kind():
    assert list(parse()) == NAMES
    assert {
        name: fields["entrysubtype"] for name, fields in parse().items() if fields["entry"] == "misc"
    } == {name: str(work.type) for name, work in read_all_works().items() if work.type in MISC}
    assert parse()["master"]["entry"] == "mastersthesis"


@pytest.mark.parametrize("name", NAMES)
def test_braces_are_balanced_in_each_field(name: str):
    for field in parse()[name].values():
        depth = 0
        for sign in re.findall(r"[{}]", field):  # BibTeX counts the escaped ones as well
            depth += 1 if sign == "{" else -1
            assert depth >= 0
        assert depth == 0


def test_dates_are_there_for_old_and_new_readers():
    dates = ("year", "month", "date", "note", "urldate")
    found = {name: {key: fields[key] for key in dates if key in fields} for name, fields in parse().items()}
    assert found["article"] == {"year": "2011", "month": "mar", "date": "2011-03-07"}
    assert found["range-of-dates"] == {"year": "2015--2016", "month": "dec", "date": "2015-12/2016-01"}
    assert found["article-in-press"] == {"note": "in press"}
    assert found["article-without-date"] == {}
    assert found["software"] == {"year": "2014", "urldate": "2015-02-28"}


def test_addresses_and_identifiers_stay_as_they_are():
    fields, work = parse()["signs"], read_all_works()["signs"]
    assert (fields["doi"], fields["url"]) == (work.doi, work.url)
    preprint = parse()["preprint"]
    assert (preprint["eprint"], preprint["archiveprefix"]) == ("2001.01234", "arXiv")


def test_the_abbreviation_of_a_journal_is_kept_beside_its_title():
    fields = parse()["article"]
    assert (fields["journal"], fields["shortjournal"]) == ("Journal of Imaginary Pigments", "J. Imag. Pigm.")


@pytest.mark.parametrize(
    ("title", "latex"),
    [
        ("Firing Ochre in public", "Firing {Ochre} in public"),
        ("LGPS-like Li7SiPS8", r"{LGPS-like Li\textsubscript{7}SiPS\textsubscript{8}}"),
        # a brace and a command would be a special character of BibTeX, in which it changes the case
        ("7Li in pH 7", r"{{}\textsuperscript{7}Li} in {pH} 7"),
        ("“Blue” and a blue", "{“Blue”} and a blue"),
        ('A "blue" cat', "A “blue” cat"),
        ("Lakes: a study", "Lakes: {a} study"),  # pandoc would make that a capital
        ("pH of a lake", "{pH} of a lake"),
        ("wa-hls on a chip", "{wa-hls} on a chip"),
        ("Fading of lake", "Fading of lake"),
    ],
)
def test_capitals_and_formulas_are_in_braces(title: str, latex: str):
    assert render_title(parse_title(title, notation=["chemistry"], formulas={"7Li": "^7Li"})) == latex


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("a--b", "a-{}-b"),
        ("''x", "'{}'x"),
        ("5\u00a0%", r"5~\%"),
        ("{\\}", r"\{\textbackslash{}\}"),
        ('6" of x', '6" of x'),
    ],
)
def test_signs_print_as_they_are(text: str, latex: str):
    assert escape_line(text) == latex


def test_only_names_that_would_be_divided_are_in_braces():
    authors = parse()["names"]["author"].split(" and ")
    assert authors[:4] == ["Plato", "{Sri Sultan}", "{bell hooks}", "{hooks}, bell"]
    assert authors[-4:] == ["King, Jr., Martin Luther", "Roe, III, {}", "De Klerk, N. J. J.", "von Ab"]


def test_a_work_is_written_alone_as_in_a_list():
    works = read_all_works()
    alone = [render_works({name: work}, BIBTEX).removesuffix("\n") for name, work in works.items()]
    assert render_works(works, BIBTEX) == "\n\n".join(alone) + "\n"


def test_an_editor_is_no_author():
    work = Work.model_validate({"title": "A", "type": "book", "editors": ["Doe, J."], "year": "2015"})
    assert "author" not in BIBTEX.render("a", work)
