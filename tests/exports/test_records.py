"""The files of records: which pages have them, what is in them, and the script of a reader's selection."""

import json
import re

import pytest

from tests.bibliography.formats.pandoc import read_with_pandoc
from tests.toy import read_toy
from virtualissue.bibliography.formats import FORMATS
from virtualissue.exports.records import (
    WHOLE,
    find_record_files,
    list_record_files,
    render_records,
    render_selection,
)
from virtualissue.views.references import format_works

READERS = {"bib": "biblatex", "ris": "ris", "json": "csljson"}


def keys_of(address: str) -> list[str]:
    """The keys of the records in a file, as pandoc reads them."""
    text = list_record_files(read_toy())[address].text
    return list(read_with_pandoc(text, READERS[address.rpartition(".")[2]]))


@pytest.mark.parametrize("suffix", READERS)
def test_the_whole_issue_has_a_file_in_each_format(suffix: str):
    assert keys_of(f"{WHOLE}.{suffix}") == ["pigments-editorial", *read_toy().articles]


@pytest.mark.slow  # another process reads each of the files
@pytest.mark.parametrize("suffix", READERS)
def test_each_article_family_and_theme_has_its_own(suffix: str):
    toy = read_toy()
    for slug in toy.articles:
        assert keys_of(f"articles/{slug}.{suffix}") == [slug]
    for folder, entities in (("families", toy.families), ("themes", toy.themes)):
        for slug, entity in entities.items():
            articles = [article.slug for article in toy.articles_of(entity)]
            address = f"{folder}/{slug}.{suffix}"
            assert (keys_of(address) if articles else []) == articles
            assert (address in list_record_files(toy)) == bool(articles)


def test_keys_are_the_slugs_and_unlike_each_other():
    keys = re.findall(r"@\w+\{(.*),", list_record_files(read_toy())[f"{WHOLE}.bib"].text)
    assert len(set(keys)) == len(keys) == len(read_toy().articles) + 1


def test_a_page_offers_the_files_of_its_works():
    files = find_record_files(read_toy())
    assert [file.address for file in files["articles/wren-2013.html"]] == [
        f"articles/wren-2013.{form.suffix}" for form in FORMATS
    ]
    assert files["references.html"] == files["articles.html"]
    assert "materials/azurite.html" not in files


def test_a_record_is_shown_in_one_line_of_html():
    (file, *_) = find_record_files(read_toy())["articles/wren-2013.html"]
    assert file.name == "wren-2013.bib"
    assert "\n" not in file.html
    assert file.html.unescape() == file.text.rstrip()


def test_the_script_of_the_selection_makes_the_same_files():
    script = render_selection(read_toy())
    data = json.loads(script.removeprefix("globalThis.records = ").removesuffix(";\n"))
    assert list(data["works"]) == list(render_records(read_toy()))
    for number, form in enumerate(data["formats"]):
        records = (work["records"][number] for work in data["works"].values())
        text = form["opening"] + form["joint"].join(records) + form["closing"]
        assert text == list_record_files(read_toy())[f"{WHOLE}.{form['suffix']}"].text
    assert data["works"]["wren-2013"]["html"] == format_works(read_toy())["wren-2013"].html
