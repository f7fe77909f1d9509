import json
from types import SimpleNamespace
from typing import Any

import pytest
from markupsafe import Markup

from tests.site.test_pages import toy_pages
from virtualissue.chemistry.parser import parse_formula
from virtualissue.exports.metadata import PageMetadata
from virtualissue.site.html import PageHeading
from virtualissue.site.pages import PageSection
from virtualissue.site.zensical import escape_markdown, render_markdown
from virtualissue.text.titles import formula_title


def page(lead: str, *sections: tuple[int, str, str, str], title: str = "Pb") -> Any:
    called = formula_title(parse_formula(title))
    return SimpleNamespace(
        plan=SimpleNamespace(title=called, document_title=called, is_wide=False),
        description='A "red": dark', lead=Markup(lead), metadata=PageMetadata(),
        sections=[
            PageSection(PageHeading(level, anchor, Markup(heading)), Markup(html))
            for level, anchor, heading, html in sections
        ],
    )  # fmt: skip


def test_front_matter_is_quoted_text():
    lines = render_markdown(page("<p>a</p>", title="Pb3O")).split("\n")
    assert lines[0] == lines[4] == "---"
    front = {key: json.loads(value) for key, _, value in (line.partition(": ") for line in lines[1:4])}
    title = formula_title(parse_formula("Pb3O")).markup
    assert front == {"title": title, "plain": "Pb3O", "description": 'A "red": dark'}


@pytest.mark.parametrize(
    ("made", "markdown"),
    [
        (page("<p>a</p>\n<p>b</p>"), "<p>a</p>\n<p>b</p>"),
        (page("<p>a</p>", (2, "b", "B", "<p>c</p>")), "<p>a</p>\n\n## B { #b }\n\n<p>c</p>"),
        (page("", (3, "a", "1. *A* {b}", "")), "### 1&#46; &#42;A&#42; &#123;b&#125; { #a }"),
        (page("", (3, "a", "Pb<sub>3</sub>O", "")), "### Pb<sub>3</sub>O { #a }"),
    ],
)
def test_headings_are_markdown_and_all_else_is_html(made: Any, markdown: str):
    assert render_markdown(made).split("---\n\n")[1].strip() == markdown


def test_escaped_text_means_nothing_to_markdown():
    assert escape_markdown(Markup("<b>*a*</b> [x](y) 1.")) == ("<b>&#42;a&#42;</b> &#91;x&#93;(y) 1&#46;")


def test_every_page_has_one_first_heading_and_no_heading_left_in_html():
    for toy_page in toy_pages():
        markdown = render_markdown(toy_page)
        assert sum(line.startswith("# ") for line in markdown.split("\n")) == 1, toy_page.address
        assert "<h2 id" not in markdown
