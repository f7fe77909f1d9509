"""Citations: numbers in brackets, a run of three and more as a range, each spoken as what it stands for."""

import re
from pathlib import Path

import pytest
from markupsafe import Markup

from tests.toy import read_copy
from virtualissue.bibliography.references.styles import CitationStyle
from virtualissue.views.references import CitedWork, cite, format_in_style, format_works


def work(number: int, slug: str = "") -> CitedWork:
    slug = slug or f"work-{number}"
    return CitedWork(
        slug, number, f"articles/{slug}.html", f"Author {number}", str(2000 + number), None, "", Markup("")
    )


EDITORIAL = work(0, "editorial")


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ([1], "[1]"),
        ([2, 1], "[1,2]"),
        ([3, 1, 2], "[1–3]"),
        ([1, 2, 4, 5, 6], "[1,2,4–6]"),
        ([5, 0], "[E,5]"),
    ],
)
def test_numbers_stand_in_order_and_the_editorial_first(numbers: list[int], text: str):
    works = tuple(work(number) if number else EDITORIAL for number in numbers)
    assert cite(works, "index.html").striptags() == text


def test_one_work_is_a_link_to_its_page_and_a_run_to_the_list():
    alone, run = (work(1),), tuple(map(work, (1, 2, 3)))
    assert 'href="../articles/work-1.html"' in cite(alone, "families/reds.html")
    assert 'href="references.html#work-1" data-cite="work-1 work-2 work-3"' in cite(run, "index.html")


@pytest.mark.parametrize(
    ("numbers", "spoken"),
    [
        ([1], "Reference 1: Author 1 2001"),
        ([1, 2, 3], "References 1–3: Author 1 2001; Author 2 2002; Author 3 2003"),
        ([1, 2, 3, 4, 5], "References 1–5: Author 1 2001; Author 2 2002; Author 3 2003 and 2 more"),
    ],
)
def test_a_citation_is_spoken_as_what_it_stands_for(numbers: list[int], spoken: str):
    html = cite(tuple(map(work, numbers)), "index.html")
    assert re.findall('aria-label="(.*?)"', html) == [spoken]


def test_the_sign_of_the_editorial_is_explained_where_that_is_asked_for():
    works = (work(5), EDITORIAL)
    assert cite(works, "index.html").striptags() == "[E,5]"
    assert cite(works, "index.html", explained=True).striptags() == "[E = editorial,5]"
    assert cite((work(5),), "index.html", explained=True).striptags() == "[5]"


@pytest.mark.slow
def test_works_with_one_label_have_letters_in_labels_and_in_references_by_author_and_year(toy_copy: Path):
    file = toy_copy / "articles" / "wren-2013.yml"
    text = file.read_text(encoding="utf-8")
    twin = re.sub("^number: .*", "number: 7", text, flags=re.MULTILINE)
    (toy_copy / "articles" / "wren-2013b.yml").write_text(twin, encoding="utf-8")
    issue = read_copy(toy_copy)
    apa = format_in_style(issue, CitationStyle("apa"))
    for slug, year in (("wren-2013", "2013a"), ("wren-2013b", "2013b"), ("brandt-2013", "2013")):
        assert issue.articles[slug].label.plain.endswith(f", {year}")
        assert f"({year})" in apa[slug].text
        assert "2013, " in format_works(issue)[slug].text


def test_a_style_may_be_a_file_beside_the_settings(toy_copy: Path):
    house = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">
      <bibliography><layout suffix="!"><text variable="volume" prefix="House "/></layout>
      </bibliography></style>"""
    (toy_copy / "house.csl").write_text(house, encoding="utf-8")
    front = (toy_copy / "issue.yml").read_text(encoding="utf-8")
    (toy_copy / "issue.yml").write_text(f"{front}\nstyle: house.csl\n", encoding="utf-8")
    issue = read_copy(toy_copy)
    assert issue.style.name == "house.csl"
    assert format_works(issue)["lacka-2011"].text == "House 1!"
