"""What is in a .bib file, well formed or not: nothing is lost, and what is wrong is told with its line."""

import pytest

from virtualissue.bibliography.formats.bibtex_syntax import BibtexFile, parse_bibtex


def fields(text: str) -> list[dict[str, str]]:
    return [{item.name: item.value for item in entry.fields} for entry in parse_bibtex(text).entries]


def told(file: BibtexFile) -> list[tuple[int, str]]:
    return [(slip.line, slip.message) for slip in file.slips]


def test_strings_and_quotes_in_parentheses():
    text = '@string(jx = "J. X")\n'
    text += '@Article(a1, TITLE = "A" # " B", year = 1999, month = jan, journal = jx # { B})'
    assert fields(text) == [{"title": "A B", "year": "1999", "month": "jan", "journal": "J. X B"}]


def test_comments_preambles_and_text_between_entries_are_passed_over():
    text = """% a note
    @comment{@article{no, title={No}}} some words, me@example.org
    @preamble{"\\def\\x{y}"}
    @misc{yes, % behind a sign
      % a line
      title = {Yes}}
    """
    assert fields(text) == [{"title": "Yes"}]


@pytest.mark.parametrize(
    "text",
    ["@article{\n author = {A}, year = 2000}", "@article{key ,\n author = {A}\n , year = {2000}\n}",
     "@article{key, author = {A}, year = 2000,}", "@article{key, author = {A} year = 2000}",
     "@article{key\n author = {A}, year = 2000}", '@ARTICLE { key, author="A", year="2000" }'],
)  # fmt: skip
def test_a_key_and_commas_may_be_missing(text: str):
    assert fields(text) == [{"author": "A", "year": "2000"}]


def test_keys_and_lines_are_known():
    entries = parse_bibtex("\n@article{DBLP:x/a-87,\n title = {A},\n\n year = 2000}\n@misc{b}").entries
    assert [(entry.key, entry.line) for entry in entries] == [("DBLP:x/a-87", 2), ("b", 6)]
    assert [item.line for item in entries[0].fields] == [3, 5]


def test_braces_and_quotes_inside_values():
    text = '@misc{a, title = "with {"}quotes{"} inside", note = "a \\"o", abstract = {a {b} c}}'
    assert fields(text) == [{"title": 'with {"}quotes{"} inside', "note": 'a \\"o', "abstract": "a {b} c"}]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("@article{a, title = {Open, year = 2000\n}\n@misc{b, title = {B}}",
         "the brace that opens here is never closed"),
        ("@article{a,\n title = {Open {Brace},\n year = 2000\n}\n@misc{b, title = {B}}",
         "the brace that opens here is never closed"),
        ("@article{a,\n title = {Open},\n year = 2000\n@misc{b, title = {B}}", "the entry is never closed"),
        ('@article{a,\n title = "Open,\n year = 2000\n}\n@misc{b, title = {B}}',
         "the quote that opens here is never closed"),
    ],
)  # fmt: skip
def test_what_is_never_closed_swallows_no_other_entry(text: str, message: str):
    file = parse_bibtex(text)
    assert [entry.key for entry in file.entries] == ["a", "b"]
    assert {item.name for item in file.entries[0].fields} == {"title", "year"}
    assert any(found.startswith(message) for _, found in told(file))


def test_what_is_no_field_is_told_and_the_rest_is_read():
    file = parse_bibtex("@article{a,\n title = {A},\n !!! what is this\n year = 2000\n}")
    assert told(file) == [(3, "this is not a field, so it is not read: !!! what is this")]
    assert [item.name for item in file.entries[0].fields] == ["title", "year"]


def test_a_string_that_is_not_defined_is_told():
    file = parse_bibtex("@article{a, journal = prl, month = sept 2000}")
    assert [message for _, message in told(file)] == [
        "no string prl is defined; it is read as the text that it is",
        "no string sept 2000 is defined; it is read as the text that it is",
    ]


def test_an_entry_behind_a_percent_sign_is_told():
    file = parse_bibtex("% @article{a, title={A}}\n@misc{b}")
    assert [entry.key for entry in file.entries] == ["b"]
    assert told(file) == [(1, "is behind a % and is not read")]


@pytest.mark.parametrize(
    "text",
    ["", "@", "@article", "@article{", "@article{a", "@article{a,", "@article{a, title",
     "@article{a, title =", "@article{a, title = {", "@string{", "@comment{", "}{@{}"],
)  # fmt: skip
def test_no_beginning_of_a_file_is_too_short(text: str):
    assert parse_bibtex(text).preambles == 0
