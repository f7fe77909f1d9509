"""What is written of a work is read as the same work: every field, of every kind of work, by every format."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.bibliography.formats.works import read_all_works
from tests.bibliography.references.test_processor import CHEMISTRY
from virtualissue.bibliography.csl import make_csl_item
from virtualissue.bibliography.formats import BIBTEX, CSL_JSON, FORMATS, RIS, RecordFormat, render_works
from virtualissue.bibliography.reading.record import ReadRecord
from virtualissue.bibliography.reading.work_fields import make_work
from virtualissue.bibliography.work import Work, WorkType
from virtualissue.importing.files import READERS

# Each field of a record with a value, and what is beside it where it cannot be alone.
FIELDS: Mapping[str, dict[str, Any]] = {
    "editors": {"editors": ["Roe, Rick"]},
    "translators": {"translators": ["Poe, Pat"]},
    "container": {"container": "Some Container"},
    "short container": {"container": {"title": "Some Container", "short": "S. C."}},
    "series": {"series": "A Series"},
    "publisher": {"publisher": "Press"},
    "place": {"place": "Leeds"},
    "event": {"event": "Third Meeting"},
    "genre": {"genre": "Closer word"},
    "volume": {"volume": "07"},
    "issue": {"issue": "S1"},
    "pages": {"pages": "17-24"},
    "article number": {"pages": "eabc0417"},
    "document number": {"document_number": "LG-2015/07"},
    "document number and pages": {"document_number": "17", "pages": "17-24"},
    "document number and issue": {"document_number": "17", "issue": "3"},
    "edition": {"edition": "3"},
    "version": {"version": "4.0"},
    "edition and version": {"edition": "3", "version": "4.0"},
    "DOI with signs": {"doi": "10.5555/a#b?c%2Fd"},
    "arXiv": {"arxiv": "2001.01234", "container": "Some Container"},
    "arXiv and number": {"arxiv": "2001.01234", "document_number": "LG-1", "container": "C"},
    "PMID": {"pmid": "12345678"},
    "ISBN": {"isbn": "978-3-16-148410-0"},
    "ISSN": {"issn": "0897-4756"},
    "address": {"url": "https://toy.example/a", "accessed": "2015-02-28"},
    "language": {"language": "de"},
}
EVERYTHING = {
    field: value
    for name in ("editors", "translators", "short container", "series", "publisher", "place", "event",
                 "genre", "document number and issue", "document number and pages", "edition and version",
                 "volume", "DOI with signs", "arXiv", "PMID", "ISBN", "ISSN", "address", "language")
    for field, value in FIELDS[name].items()
} | FIELDS["short container"]  # fmt: skip
NAMES: Mapping[str, dict[str, str]] = {
    "native": {"family": "Zhou", "given": "Kai", "native": "周凯"},
    "ORCID": {"family": "King", "given": "Martin", "suffix": "Jr.", "orcid": "0000-0002-1825-0097"},
    "native and ORCID": {"family": "Li", "given": "X.", "native": "李", "orcid": "0000-0001-5109-3700"},
    "body": {"literal": "{A, B and C}", "native": "甲", "orcid": "0000-0002-1694-233X"},
    "body of one word": {"literal": "Ochre"},
    "one word": {"family": "Plato"},
    "two words": {"family": "Sri Sultan"},
    "two words in lower case": {"family": "bell hooks"},
    "particle with a capital": {"family": "Klerk", "particle": "De", "given": "N. J. J."},
    "capitals alone": {"family": "NASA"},
    "one word in lower case": {"family": "voltaire"},
    "initials like a suffix": {"family": "Petrov", "given": "A V"},
    "native form with quotation marks": {"family": "Zhou", "given": "Kai", "native": '周 "凯"'},
    "suffix without given names": {"family": "King", "suffix": "Jr."},
    "particle without given names": {"family": "Ab", "particle": "von"},
    "particle of two words": {"family": "Graaf", "particle": "van der", "given": "Aaron", "suffix": "III"},
}
TITLES: Mapping[str, tuple[str, dict[str, Any]]] = {
    "isotopes": ("6Li and 31P NMR of Li3PS4", {"formulas": {"6Li": "^6Li", "31P": "^31P"}}),
    "charges": ("S^2- and PO4^3- next to Na+", {"formulas": {"Na+": "Na^+"}}),
    "space groups": ("From Pm-3m to P4_2/nmc", {"space_groups": ["Pm-3m", "P4_2/nmc"]}),
    "letters without a lowered form": ("Li3-yInCl6 and Li1+x+yAlxTi2-xP3O12", {}),
    "ranges": ("Li3-xInCl6 (0 <= x <= 0.5)", {}),
    "powers": ("10$^{-3}$ S cm$^{-1}$ in Li3PS4", {}),
    "emphasis": ("The *Thunnus* of *Ga* 2", {}),
}
MATHEMATICS = r"From $x^{2}_{ij}$ and $p_T$ to $\alpha$, $\frac{a}{b}$ and $\sqrt{s}$"
# What a format has no place for: what comes back instead.
LOSING: Mapping[tuple[str, str], str] = {
    # LaTeX prints straight quotation marks as closing ones, so that they are written in pairs
    (BIBTEX.name, 'A "b" and \'c\''): "A “b” and 'c'",
    # RIS is plain text: of mathematics, raised and lowered signs are kept, fractions and slant are not
    (RIS.name, MATHEMATICS): r"From x$_{ij}$$^{2}$ and p$_{\mathrm{T}}$ to α, a/b and √s",
    # CSL has the tags i, sub and sup: of mathematics all that they can set is kept
    ("CSL-JSON", MATHEMATICS): r"From *x*$_{ij}$$^{2}$ and *p*$_{T}$ to *α*, *a*/*b* and √*s*",
}  # fmt: skip


def read_again(record: ReadRecord) -> Work:
    made = make_work(record, CHEMISTRY)
    assert [remark for remark in made.remarks if remark.kind == "without a field"] == []
    return Work.model_validate(made.fields, context=CHEMISTRY)


def send(work: Work, form: RecordFormat) -> Work:
    """The work as it comes back from a file."""
    (record,) = READERS[f".{form.suffix}"](render_works({"key": work}, form), "refs").records
    return read_again(record)


def describe(work: Work) -> dict[str, Any]:
    """All fields of a work, in a form in which those that say the same are equal."""
    fields = {name: getattr(work, name) for name in type(work).model_fields if name != "typeset"}
    return fields | {
        "title": work.title.csl.replace("\u00a0", " "),
        **{
            role: [(name.parts, name.orcid) for name in getattr(work, role)]
            for role in ("authors", "editors", "translators")
        },
    }


def write(work: Work, form: RecordFormat) -> str:
    """The record of a work; BibTeX has opening and closing quotation marks, whichever were typed."""
    text = render_works({"key": work}, form)
    return text.replace("“", '"').replace("”", '"') if form is BIBTEX else text


def make(fields: Mapping[str, Any]) -> Work:
    record = {"title": "Lakes", "authors": ["Doe, Jane"], "year": "2014", **fields}
    return Work.model_validate(record, context=CHEMISTRY)


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
@pytest.mark.parametrize("kind", WorkType)
def test_no_field_of_any_kind_is_lost(form: RecordFormat, kind: WorkType):
    records = [{"type": str(kind), **fields} for fields in (*FIELDS.values(), EVERYTHING)]
    for work in map(make, records):
        assert describe(send(work, form)) == describe(work)


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
@pytest.mark.parametrize("role", ["authors", "editors", "translators"])
def test_no_part_of_a_name_is_lost(form: RecordFormat, role: str):
    for name in (*([one] for one in NAMES.values()), [*NAMES.values()]):
        work = make({"journal": "J. Imag. Pigm.", role: name})
        assert describe(send(work, form)) == describe(work)


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
@pytest.mark.parametrize("name", TITLES)
def test_no_notation_of_a_title_is_lost(form: RecordFormat, name: str):
    title, typeset = TITLES[name]
    work = make({"journal": "J. Imag. Pigm.", "title": title, "typeset": typeset})
    assert describe(send(work, form)) == describe(work)


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
@pytest.mark.parametrize("title", [*dict.fromkeys(title for _, title in LOSING), "A “b” and ‘c’"])
def test_what_is_lost_of_a_title_is_known(form: RecordFormat, title: str):
    again = send(make({"journal": "J. Imag. Pigm.", "title": title}), form)
    assert again.title.source == LOSING.get((form.name, title), title)


def test_emphasis_inside_of_a_word_is_kept():
    work = make({"journal": "J. Imag. Pigm.", "title": r"The 4$b$ channel and e$\mu$X"})
    for form in (BIBTEX, CSL_JSON):
        assert describe(send(work, form)) == describe(work)
    assert send(work, RIS).title.source == "The 4b channel and eμX"


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
@pytest.mark.parametrize(
    "date", ["in press", "no date", "2014-03", "2014-03-04", "2013/2014", "2014-03/2014-04"]
)
def test_no_date_is_lost(form: RecordFormat, date: str):
    work = make({"journal": "J. Imag. Pigm.", "year": date})
    assert describe(send(work, form)) == describe(work)


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_a_file_read_again_is_written_the_same(form: RecordFormat):
    works = read_all_works()
    file = READERS[f".{form.suffix}"](render_works(works, form), "refs")
    assert list(file.remarks) == []
    again = {record.key: read_again(record) for record in file.records}
    assert list(again) == list(works)
    for key, work in works.items():
        assert write(again[key], form) == write(work, form)
        assert make_csl_item(again[key], key).keys() == make_csl_item(work, key).keys()
