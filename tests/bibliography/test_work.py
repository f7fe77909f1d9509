"""The record of a work: what it takes, keeps and refuses."""

from typing import Any

import pytest
from pydantic import ValidationError

from virtualissue.bibliography.work import Work, WorkType

LEAST = {"title": "Red", "authors": ["Holm, B."], "year": "2014"}


def work(**fields: Any) -> Work:
    return Work.model_validate({**LEAST, **fields})


def test_a_title_an_author_and_a_date_are_enough():
    least = work()
    assert (least.type, least.journal, least.year, least.link) == ("article-journal", None, 2014, None)


@pytest.mark.parametrize("kind", [*WorkType])
def test_every_kind_is_known_by_its_name(kind: WorkType):
    assert work(type=str(kind)).type is kind


def test_a_preprint_may_be_called_so():
    assert work(type="preprint").type is WorkType.PREPRINT


@pytest.mark.parametrize("field", ["volume", "issue", "document_number", "edition", "version"])
@pytest.mark.parametrize("text", ["07", "B77", "1-2", "03n04", "Suppl. 2", "III/41c", "2.0.1"])
def test_what_journals_print_is_kept_to_the_letter(field: str, text: str):
    assert getattr(work(**{field: text}), field) == text


@pytest.mark.parametrize(
    "pages",
    ["7", "A7", "17-24", "xi-xvi", "eabc0417", "LB3-LB9", "12-19, 44", "7-12.e5", "063A01", "143-es",
     "241409(R)", "5-A4", "99-101", "ix-x"],
)  # fmt: skip
def test_pages_as_journals_print_them(pages: str):
    assert work(pages=pages).pages == pages


@pytest.mark.parametrize(
    "pages", ["24-17", "S9-S1", "xvi-xi", "1-2, 9-8", "12--19", "n/a", "1-", "-", "in press"]
)
def test_pages_that_cannot_be(pages: str):
    with pytest.raises(ValidationError):
        work(pages=pages)


def test_a_range_may_be_typed_with_an_en_dash():
    assert work(pages="17–24").pages == "17-24"
    assert work(pages="17-24, 30").page_span == "17–24, 30"


@pytest.mark.parametrize(
    ("text", "year", "shown"),
    [
        ("2014", 2014, "2014"),
        ("2014-03", 2014, "2014"),
        ("2014-03-07", 2014, "2014"),
        ("2014-12/2015-01", 2014, "2014"),
        ("in press", None, "in press"),
        ("no date", None, "n.d."),
    ],
)
def test_dates(text: str, year: int | None, shown: str):
    dated = Work.model_validate({"title": "Red", "authors": ["Holm, B."], "date": text})
    assert (dated.year, dated.year_text, dated.date.text) == (year, shown, text)


@pytest.mark.parametrize(
    "text", ["0999", "2999", "14", "2014-13", "2014-02-29", "2015/2014", "2014/", "soon", ""]
)
def test_dates_that_cannot_be(text: str):
    with pytest.raises(ValidationError):
        work(year=text)


@pytest.mark.parametrize("text", ["0800", "800", "-0044", "-0044-03-15", "44 BC", "44 B.C.E.", "0800/2014"])
def test_before_the_year_1000_the_year_of_the_edition_is_asked_for(text: str):
    with pytest.raises(ValidationError, match=r"is before the year 1000 \(write the year of the edition"):
        work(year=text)


@pytest.mark.parametrize(
    ("field", "right", "wrong"),
    [
        ("isbn", "978-3-16-148410-0", "978-3-16-148410-1"),
        ("isbn", "0-306-40615-2", "0-306-40615-3"),
        ("isbn", "080442957X", "0804429570"),
        ("issn", "2049-3630", "2049-3631"),
        ("issn", "2434-561X", "2434-5610"),
        ("doi", "10.5555/a(b)<c>", "10.5555/a."),
        ("doi", "10.5555/a", "doi:10.5555/a"),
        ("arxiv", "2101.01234v2", "2101.1"),
        ("arxiv", "hep-ex/0101001", "hep-ex-0101001"),
        ("pmid", "12345678", "PMC1234"),
        ("url", "https://a.example/b", "a.example/b"),
        ("language", "de", "German"),
    ],
)
def test_identifiers(field: str, right: str, wrong: str):
    assert getattr(work(**{field: right}), field) == right
    with pytest.raises(ValidationError):
        work(**{field: wrong})


def test_a_journal_has_a_full_and_a_short_title():
    journal = work(journal={"title": "Journal of Imaginary Pigments", "short": "J. Imag. Pigm."})
    assert journal.journal == "J. Imag. Pigm."
    assert work(container="Handbook of Reds").journal == work(journal="Handbook of Reds").journal


def test_the_link_is_the_best_that_is_known():
    assert work(doi="10.5555/a#b?c%2Fd").link == "https://doi.org/10.5555/a%23b%3Fc%252Fd"
    assert work(doi="10.5555/a", arxiv="2101.01234").link == "https://doi.org/10.5555/a"
    assert work(arxiv="arXiv:2101.01234", url="https://a.example/").link == "https://arxiv.org/abs/2101.01234"
    assert work(url="https://a.example/b").link_text == "a.example/b"


@pytest.mark.parametrize(
    "text", ["a {b}", "a \\& b", "$a$ b", 'M\\"uller', "a <i>b</i>", "a &amp; b", "&#252;", "a<br/>"]
)
@pytest.mark.parametrize("field", ["title", "journal", "publisher", "volume"])
def test_latex_and_html_are_refused(field: str, text: str):
    if (field, text) == ("title", "$a$ b"):
        assert work(title=text).title.text == "a b"  # titles may have mathematics
        return
    with pytest.raises(ValidationError):
        work(**{field: text})


def test_latex_beside_mathematics_is_refused():
    with pytest.raises(ValidationError, match="LaTeX is left in it"):
        work(title=r"On $\frac{a}{b}$ in \emph{vivo}")


@pytest.mark.parametrize("text", ["a & b", "5 $ a day", "a < b > c", "R&D", "100 % #1", "C:\\ and so on"])
def test_what_only_looks_like_it_is_not(text: str):
    assert work(publisher=text).publisher == text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("doi", "10.1000/abc)"), ("doi", "10.1000/abc]"), ("doi", "10.1000/abc>"), ("doi", '10.1000/abc"'),
        ("pages", ".e5-.e1"), ("pages", "12.e5-12.e1"), ("pages", "s9-S1"), ("pages", "063A02-063A01"),
        ("journal", "Phys.~Rev. D"), ("journal", "A--B Letters"), ("journal", "``Red'' Notes"),
        ("journal", "AC\\DC"), ("journal", "Red<!-- -->"), ("volume", "12--13"), ("title", "Fig.~3"),
        ("title", "One---two"), ("title", "a\\,b"), ("title", "``Red'' ones"), ("publisher", "Press,~Leeds"),
        ("isbn", "0-8044-2957-1"),
    ],
)  # fmt: skip
def test_slips_of_copying_are_told(field: str, value: str):
    with pytest.raises(ValidationError):
        work(**{field: value})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("doi", "10.1000/a(b)"), ("doi", "10.1000/S0(1)"), ("pages", "7-12.e5"), ("pages", "A7-B3"),
        ("journal", "R&D"), ("journal", "Red -- Blue"), ("journal", "1914–1918"),
        ("title", "x ~ y and ~50 nm"), ("title", "$a~b$ and $1--2$"), ("title", "A – B"),
        ("title", "C-- and D"), ("isbn", "0-8044-2957-X"),
    ],
)  # fmt: skip
def test_what_only_resembles_them_is_read(field: str, value: str):
    work(**{field: value})


def test_an_isbn_may_end_with_a_small_letter():
    assert work(isbn="0-8044-2957-x").isbn == "0-8044-2957-X"
