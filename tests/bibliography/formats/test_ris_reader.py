"""Records of .ris files as they are met, and the fields of content that each becomes."""

from typing import Any

import pytest

from virtualissue.bibliography.formats.ris_reader import read_ris
from virtualissue.bibliography.reading.imported_work import ImportedWork
from virtualissue.bibliography.reading.work_fields import make_work
from virtualissue.bibliography.work import Work


def work(*lines: str, kind: str = "JOUR") -> ImportedWork:
    least = {"TI": "Red", "AU": "Holm, B.", "PY": "2014"}
    given = {line[:2] for line in lines}
    missing = [f"{tag}  - {value}" for tag, value in least.items() if tag not in given]
    (record,) = read_ris("\n".join([f"TY  - {kind}", *lines, *missing, "ER  - "]), "refs.ris").records
    made = make_work(record)
    Work.model_validate(made.fields)
    return made


def field(name: str, *lines: str, kind: str = "JOUR") -> Any:
    return work(*lines, kind=kind).fields.get(name)


def test_a_record():
    made = work(
        "ID  - holm", "TI  - Red Lead", "AU  - Holm, Bjørg", "AU  - Smith,A.B.",
        "JO  - J. Red", "T2  - Journal of Red",
        "PY  - 2014", "DA  - 2014/03/07/", "VL  - 07", "IS  - 3-4", "SP  - 12", "EP  - 19",
        "DO  - 10.5555/x", "KW  - lead",
        "KW  - kilns", "SN  - 2049-3630", "LA  - en",
    )  # fmt: skip
    assert made.keys == ("holm",)
    assert made.keywords == ("lead", "kilns")
    assert made.fields == {
        "title": "Red Lead", "authors": ["Holm, Bjørg", "Smith, A.B."],
        "journal": {"title": "Journal of Red", "short": "J. Red"}, "date": "2014-03-07", "volume": "07",
        "issue": "3-4", "pages": "12-19", "doi": "10.5555/x", "issn": "2049-3630", "language": "en",
    }  # fmt: skip


def test_no_record_is_lost_by_a_missing_end_or_a_stray_line():
    text = "\ufeffnote\nTY  - JOUR\nTI  - A\nTY  - JOUR\nTI  - B\nER  -\nstray\nTY  - JOUR\nTI  - C".replace(
        "\ufeff", ""
    )
    file = read_ris(text, "refs.ris")
    assert [record.first("title") for record in file.records] == ["A", "B", "C"]
    assert [(remark.line, remark.message) for remark in file.remarks] == [
        (1, "belongs to no record: note"),
        (7, "belongs to no record: stray"),
        (2, "the record has no end (ER); it is read"),
        (8, "the record has no end (ER); it is read"),
    ]


def test_lines_without_a_tag_continue_the_one_before():
    assert field("title", "TI  - Red", "      and blue", "lakes") == "Red and blue lakes"


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        (["PY  - 2019/03//"], "2019-03"), (["Y1  - 2019/3/7", "PY  - "], "2019-03-07"),
        (["DA  - 2019/03/07", "Y1  - 2018", "PY  - 2018"], "2019-03-07"),
        (["PY  - 0000", "Y1  - 2019"], "2019"),
        (["PY  - 0000"], "no date"), (["PY  - 2019/03/07/Spring"], "2019-03-07"),
        (["PY  - in press"], "in press"),
    ],
)  # fmt: skip
def test_dates(lines: list[str], date: str):
    fields = work(*lines).fields
    assert fields.get("date", fields.get("year")) == date


@pytest.mark.parametrize(
    ("lines", "pages"),
    [(["SP  - 12", "EP  - 9"], "12-19"), (["SP  - 1-10"], "1-10"), (["SP  - 1-10", "EP  - 10"], "1-10"),
     (["SP  - 063A01"], "063A01"), (["SP  - n/a", "EP  - n/a"], None)],
)  # fmt: skip
def test_pages(lines: list[str], pages: str | None):
    assert field("pages", *lines) == pages


def test_roles_in_mixed_order():
    made = work(
        "A1  - Smith, A.", "A2  - Doe, J.", "AU  - Jones, B.", "A4  - Roe, R.", "ED  - Poe, E.", kind="CHAP"
    )
    assert made.fields["authors"] == ["Smith, A.", "Jones, B."]
    assert made.fields["editors"] == ["Doe, J.", "Poe, E."]
    assert made.fields["translators"] == ["Roe, R."]


@pytest.mark.parametrize(
    ("name", "written"),
    [("Smith,A.B.", "Smith, A.B."), ("Hsu, SH", "Hsu, SH"), ("Smith AB", "Smith, AB"),
     ("et al.", {"literal": "Anonymous"}), ("NOVA Collaboration,", {"literal": "NOVA Collaboration"}),
     ("Petrov A V", "Petrov, A V"), ("王，伟", "王, 伟"), ("Doe, J. and", "Doe, J."),
     ("Dr. Doe J", "Doe, J"), ("Doe, Jane¹,²", "Doe, Jane"), ("Doe, J., D.Phil.", "Doe, J."),
     ("王伟、李明", "{王伟、李明}"),
     ("King, Martin Luther, Jr.", "King, Martin Luther, Jr."),
     ("NOVA Collaboration", {"literal": "NOVA Collaboration"})],
)  # fmt: skip
def test_names(name: str, written: Any):
    assert field("authors", f"AU  - {name}") == [written]


@pytest.mark.parametrize(
    ("kind", "type_"),
    [("CONF", "paper-conference"), ("CPAPER", "paper-conference"), ("CHAP", "chapter"), ("DATA", "dataset"),
     ("COMP", "software"), ("UNPB", "article"), ("THES", "thesis"), ("JOUR", None), ("RPRT", "report")],
)  # fmt: skip
def test_kinds(kind: str, type_: str | None):
    assert field("type", kind=kind) == type_


def test_a_meeting_and_its_proceedings():
    made = work("T2  - Third Meeting", "C3  - Proceedings of Kilns", kind="CPAPER").fields
    assert (made["container"], made["event"]) == ("Proceedings of Kilns", "Third Meeting")


def test_identifiers_wherever_they_are():
    assert field("doi", "M3  - doi: 10.5555/x") == "10.5555/x"
    assert field("doi", "L3  - 10.5555/x") == "10.5555/x"
    assert field("doi", "N1  - doi:10.5555/x") == "10.5555/x"
    assert field("doi", "UR  - https://doi.org/10.5555/x") == "10.5555/x"
    assert field("arxiv", "AN  - arXiv:2101.01234", kind="UNPB") == "2101.01234"
    assert field("pmid", "AN  - PMID:123") == "123"
    assert field("isbn", "SN  - 978-3-16-148410-0", kind="BOOK") == "978-3-16-148410-0"
    assert field("document_number", "SN  - R-12", kind="RPRT") == "R-12"


def test_addresses_that_repeat():
    assert field("url", "UR  - https://a.example/x", "UR  - https://b.example/y") == "https://a.example/x"


def test_noise_is_counted_and_the_rest_is_told():
    made = work(
        "N1  - Cited By :10",
        "N1  - Export Date: 3 March 2014",
        "DB  - Scopus",
        "N1  - Read this",
        "XX  - odd",
    )
    assert sum(made.noise.values()) == 3
    assert sorted(made.kept) == ["N1: Read this", "XX: odd"]


def test_markup_of_the_web_is_read():
    assert field("title", "TI  - Lead &amp; <i>E. coli</i>") == "Lead & *E. coli*"


def test_a_line_with_several_names_or_an_equal_one_is_told():
    made = work(
        "AU  - Doe, J. and Roe, R.", "AU  - Poe, P. et al.", "AU  - Institute of Dyes, Leeds", "AU  - Doe, J"
    )
    assert made.fields["authors"] == [
        "Doe, J.", "Roe, R.", "Poe, P.", {"literal": "Institute of Dyes, Leeds"}, "others",
    ]  # fmt: skip
    told = [f"{remark.field}: {remark.message}" for remark in made.remarks if remark.field == "AU"]
    assert told == [
        "AU: Doe, J. and Roe, R. is read as a list of people",
        "AU: Institute of Dyes, Leeds is read as the name of one body",
        "AU: Doe, J. is listed again, as Doe, J; it is written once",
    ]
