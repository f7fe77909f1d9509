"""Items of CSL-JSON as they are met, and the fields of content that each becomes."""

import json
from typing import Any

import pytest

from virtualissue.bibliography.formats.csl_json_reader import read_csl_json
from virtualissue.bibliography.reading.imported_work import ImportedWork
from virtualissue.bibliography.reading.work_fields import make_work
from virtualissue.bibliography.work import Work


def work(**item: Any) -> ImportedWork:
    least: dict[str, Any] = {
        "type": "article-journal", "title": "Red", "author": [{"family": "Holm", "given": "B."}],
        "issued": {"date-parts": [[2014]]},
    }  # fmt: skip
    (record,) = read_csl_json(json.dumps([{**least, **item}]), "refs.json").records
    made = make_work(record)
    Work.model_validate(made.fields)
    return made


@pytest.mark.parametrize(
    ("issued", "date"),
    [
        ({"date-parts": [["2019", 3]]}, "2019-03"),
        ({"date-parts": [[2019, 3, 7], [2019, 4, 1]]}, "2019-03-07/2019-04-01"),
        ({"raw": "2019-03-07"}, "2019-03-07"),
        ({"literal": "in press"}, "in press"),
        ({"date-parts": [[None]]}, "no date"),
        ({"date-parts": [[2019]], "season": "1"}, "2019"),
    ],
)
def test_dates(issued: Any, date: str):
    fields = work(issued=issued).fields
    assert fields.get("date", fields.get("year")) == date


def test_names():
    names = [
        {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"},
        {"family": "van der Graaf", "given": "Aaron"},
        {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
        {"literal": "NOVA Collaboration"},
        {"name": "Lake Group"},
        {"family": "Doe", "given": "J.", "ORCID": "http://orcid.org/0000-0002-1825-0097"},
        {"family": "Roe", "given": "R.", "ORCID": "http://orcid.org/0000-0002-1825-0098"},
        {"literal": "others"},
    ]
    assert work(author=names).fields["authors"] == [
        "van der Berg, Jan", "van der Graaf, Aaron", "King, Martin Luther, Jr.",
        {"literal": "NOVA Collaboration"},
        {"literal": "Lake Group"}, {"family": "Doe", "given": "J.", "orcid": "0000-0002-1825-0097"},
        {"family": "Roe", "given": "R."}, "others",
    ]  # fmt: skip


def test_lists_and_markup_as_crossref_answers():
    made = work(
        title=["Lead &amp; <i>E. coli</i>"], subtitle=["A Study"], type="journal-article",
        **{"container-title": ["Journal of Red"], "short-container-title": ["J. Red"], "ISSN": ["2049-3630"],
           "article-number": "063A01", "reference": [{"key": "x"}], "indexed": {"x": 1}},
    ).fields  # fmt: skip
    assert made["title"] == "Lead & *E. coli*: A Study"
    assert made["journal"] == {"title": "Journal of Red", "short": "J. Red"}
    assert (made["issn"], made["pages"]) == ("2049-3630", "063A01")


@pytest.mark.parametrize(
    ("kind", "type_"),
    [("article", "article"), ("posted-content", "article"), ("book-chapter", "chapter"),
     ("dissertation", "thesis"),
     ("proceedings-article", "paper-conference"), ("journal-article", None), ("software", "software")],
)  # fmt: skip
def test_kinds(kind: str, type_: str | None):
    assert work(type=kind).fields.get("type") == type_


def test_lists_answers_and_single_items_are_read():
    item = {"title": "Red"}
    for shape in ([item], {"items": [item]}, {"message": item}, {"message": {"items": [item]}}, item):
        assert [record.first("title") for record in read_csl_json(json.dumps(shape), "x").records] == ["Red"]


def test_items_before_a_slip_are_read_and_the_slip_is_told():
    file = read_csl_json('[\n{"title": "A"},\n{"title": "B"},\n"text",\n{"title": C}\n]', "refs.json")
    assert [(record.first("title"), record.line) for record in file.records] == [("A", 2), ("B", 3)]
    assert [remark.line for remark in file.remarks] == [4, 5]


def test_what_is_not_known_is_told():
    made = work(colour="red", type="sculpture")
    assert [str(remark) for remark in made.remarks] == [
        "refs.json:1: type: sculpture is not a known kind of work",
        "refs.json:1: type: type sculpture does not say what it is; it is read as article",
        "refs.json:1: colour: red",
    ]


def test_no_name_is_left_out_unsaid():
    orcids = ("0000-0002-1825-0097", "0000-0001-5109-3700")
    wang = {"family": "Wang", "given": "Y."}
    namesakes = [{**wang, "ORCID": f"https://orcid.org/{orcid}"} for orcid in orcids]
    others = [{"family": "Wang", "given": "Y"}, {"literal": "Doe, J. and Roe, R."},
              {"literal": "A and B"}, {"family": "Lamp Collaboration"}, "Poe, P.",
              {"family": "Poe", "given": "Dr. Ada*", "non-dropping-particle": "van"},
              {"family": "Noe", "given": "N. et al."}]  # fmt: skip
    made = work(author=[*namesakes, *others])
    assert made.fields["authors"] == [
        *({**wang, "orcid": orcid} for orcid in orcids), "Doe, J.", "Roe, R.", "{A and B}",
        {"literal": "Lamp Collaboration"}, "van Poe, Ada", "Noe, N.", "others",
    ]  # fmt: skip
    assert [remark.message for remark in made.remarks] == [
        "Doe, J. and Roe, R. is read as a list of people",
        "A and B is read as the name of one body",
        "is not a name: Poe, P.",
        "Dr. Ada* is read without * and Dr.",
        "Wang, Y. is listed again, as Wang, Y; it is written once",
    ]


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Jets in the 4<i>b</i> Channel", "Jets in the 4$b$ Channel"),
        ("Tuning Sar<i>t</i>re", "Tuning Sar$t$re"),
        ("e<i>μ</i>X and 2<i>π</i>3 at sin 2<i>ϕ</i><sub>1</sub>", "e$μ$X and 2$π3$ at sin 2$ϕ$$_{1}$"),
        ("<i>a</i><i>b</i> next", "$a$*b* next"),
        (
            "Broken <i>U</i>(1)<sub><i>L</i>_μ−<i>L</i>_τ</sub>",
            r"Broken *U*(1)$_{L_\mathrm{μ}-L_\mathrm{τ}}$",
        ),
        ("x<sup><i>n</i>+1</sup> and x<sub><i>ij</i></sub>", "x$^{n+1}$ and x$_{ij}$"),
        ("<i>Thunnus</i>, p<sub>eff</sub> and <i>x</i>-ray", r"*Thunnus*, p$_{\mathrm{eff}}$ and *x*-ray"),
    ],
)
def test_italics_in_a_word_and_in_lowered_signs_come_back(title: str, written: str):
    made = work(title=title)
    assert made.fields["title"] == written
    assert Work.model_validate(made.fields).title.csl == title
