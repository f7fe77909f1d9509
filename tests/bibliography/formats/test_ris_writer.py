"""What the writer of RIS says is read back by rispy and by pandoc, with nothing lost."""

from functools import cache
from typing import Any

import pytest
import rispy

from tests.bibliography.formats.pandoc import drop_markup, fold, fold_names, read_with_pandoc
from tests.bibliography.formats.works import read_all_works
from virtualissue.bibliography.csl import make_csl_item
from virtualissue.bibliography.formats import RIS, render_works
from virtualissue.bibliography.work import Work, WorkType

NAMES = list(read_all_works())
LEVEL = str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₋ₓₙₘₐ⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-xnma0123456789+-")
# the kinds in the words of CSL, as pandoc reads them from RIS
KINDS = {
    WorkType.PREPRINT: "unpublished", WorkType.SOFTWARE: "program", WorkType.WEB_PAGE: "misc",
    WorkType.STANDARD: "report",
}  # fmt: skip


@cache
def read_back() -> dict[str, dict[str, Any]]:
    return {entry["id"]: entry for entry in rispy.loads(render_works(read_all_works(), RIS))}


def write_names(names: list[dict[str, str]]) -> list[str]:
    """Names as RIS divides them: surname, given names, suffix; what is not divided ends with a comma."""
    return [", ".join(filter(None, parts)) for parts in fold_names(names)]


def test_rispy_reads_every_record():
    assert list(read_back()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_rispy_reads_all_of_a_record(name: str):
    work, found = read_all_works()[name], read_back()[name]
    item = make_csl_item(work, name)
    number = [*filter(None, (work.document_number, work.isbn, work.issn))]
    assert fold(found["title"]).translate(LEVEL) == fold(drop_markup(work.title.csl))
    said = {
        "volume": "volume", "issue": "number", "DOI": "doi", "publisher": "publisher",
        "genre": "type_of_work", "publisher-place": "place_published", "collection-title": "tertiary_title",
        "language": "language",
    }  # fmt: skip
    assert {field: found.get(tag) for field, tag in said.items()} == {
        field: item.get(field) for field in said
    }
    assert found.get("edition") == (work.edition or work.version)
    assert found.get("issn") == (number[0] if number else None)
    assert found.get("urls", [None])[0] == (work.url or work.link)
    assert found.get("access_date") == (work.accessed and f"{work.accessed:%Y/%m/%d}")


@pytest.mark.parametrize("name", NAMES)
def test_names_survive_one_a_line(name: str):
    item, found = make_csl_item(read_all_works()[name], name), read_back()[name]
    editors = found.get("secondary_authors") or found.get("unknown_tag", {}).get("ED", [])
    for role, names in (("author", found.get("authors", [])), ("editor", editors)):
        written = [fold(said).rstrip(",") for said in names]
        expected = [said.replace("others", "et al.") for said in write_names(item.get(role, []))]
        assert written == [said.replace("Roe, III", "Roe, , III") for said in expected]


def test_pandoc_divides_names_as_they_are():
    """But for the suffix, which RIS puts last and pandoc looks for in the middle."""
    found = read_with_pandoc(render_works(read_all_works(), RIS), "ris")
    for name, work in read_all_works().items():
        expected = fold_names(make_csl_item(work, name).get("author", []))
        said = fold_names(found[name].get("author", []))
        pairs = [(one, other) for one, other in zip(said, expected, strict=True) if not other[2]]
        assert [one for one, _ in pairs] == [
            ("et al.", "", "") if other[0] == "others" else other for _, other in pairs
        ]
        assert found[name]["type"] == KINDS.get(work.type, str(work.type))


def test_places_of_the_kinds():
    journal, meeting, chapter = (read_back()[name] for name in ("article", "conference-paper", "chapter"))
    assert (journal["type_of_reference"], journal["alternate_title3"], journal["journal_name"]) == (
        "JOUR",
        "Journal of Imaginary Pigments",
        "J. Imag. Pigm.",
    )
    assert journal["secondary_title"] == "Journal of Imaginary Pigments"
    assert meeting["secondary_title"] == "Third Meeting of Kilns"
    assert meeting["custom3"] == "Proceedings of the Third Meeting of Kilns"
    assert chapter["secondary_title"] == "Handbook of Colors"


def test_pages_and_dates():
    article, several, es = (read_back()[name] for name in ("article", "signs", "range-of-dates"))
    assert (article["start_page"], article["end_page"], article["year"]) == ("17", "24", "2011")
    assert article["date"] == "2011/03/07"
    assert (several["start_page"], several.get("end_page")) == ("S1-S9, S12", None)
    assert (es["start_page"], es["end_page"], es["year"], es["date"]) == ("143", "es", "2015", "2015/12")
    assert es["notes"] == ["Published 2015-12/2016-01"]
    assert read_back()["article-in-press"]["year"] == "in press"
    assert "year" not in read_back()["article-without-date"]


def test_each_line_is_a_tag_whatever_the_text_holds():
    work = Work.model_validate(
        {
            "title": "A\nTY  - JOUR\nER  - ",
            "authors": ["Doe, Jane"],
            "publisher": "P\u2028ER  - ",
            "year": "2015",
        }
    )
    lines = RIS.render("a", work).splitlines()
    assert [line[:6].rstrip(" -") for line in lines] == ["TY", "ID", "AU", "TI", "PB", "PY", "ER"]
