"""Where an error can be reported, and what the report says by itself."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.toy import CONTENT, read_toy
from virtualissue.model.issue import Issue
from virtualissue.site.context import SiteContext
from virtualissue.site.html import HtmlRenderer
from virtualissue.views.error_report import report_page
from virtualissue.views.urls import STANDING


def pen_of(issue: Issue, address: str) -> HtmlRenderer:
    return HtmlRenderer(SiteContext(issue, {}, {}), address)


def with_front(**fields: str) -> Issue:
    issue = read_toy()
    return replace(issue, front=issue.front.model_copy(update=fields))


def test_a_report_names_the_thing_its_file_and_its_page():
    issue = read_toy()
    address = urlsplit(pen_of(issue, "facts.html").report(issue.facts["ochre-firing"]))
    asked = parse_qs(address.query)
    assert f"{address.scheme}://{address.netloc}{address.path}" == "https://reports.example/new"
    assert asked["title"] == ["Error in temperature of the bread oven"]
    assert asked["body"][0].splitlines()[:3] == [
        "Page: https://pigments.example/facts.html#ochre-firing",
        "Id: fact/ochre-firing",
        "File: content/facts/ochre-firing.yml, line 4",
    ]


@pytest.mark.parametrize(
    ("page", "files"),
    [
        ("story.html", "content/story"),
        ("people/w.html", "content/articles"),
        ("course.html", "content/course.yml, line 1"),
    ],
)
def test_a_page_about_many_things_is_reported_with_the_folder_of_their_files(page: str, files: str):
    report = pen_of(with_front(site_url=""), page).report()
    told = f"Page: {page}\nId: page/{page.removesuffix('.html')}\nFile: {files}\n\n"
    assert parse_qs(urlsplit(report).query)["body"][0].startswith(told)


def test_a_page_about_many_things_is_made_of_files_that_are_there():
    issue = read_toy()
    for page in STANDING.keys() - issue.pages.keys():
        place = report_page(STANDING[page], issue.front.file).place.partition(",")[0]
        assert (CONTENT.parent / place).exists()


def test_a_desk_that_has_a_query_keeps_it():
    issue = with_front(report_url="https://reports.example/new?kind=slip")
    assert parse_qs(urlsplit(pen_of(issue, "people.html").report()).query)["kind"] == ["slip"]


def test_without_a_desk_there_is_no_report():
    issue = with_front(report_url="")
    assert pen_of(issue, "facts.html").report(issue.facts["ochre-firing"]) == ""
