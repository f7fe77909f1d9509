"""What is written of a work is read as the same work: written again, it is the same text."""

import pytest

from tests.bibliography.formats.works import read_all_works
from virtualissue.bibliography.formats import FORMATS, RecordFormat, render_works
from virtualissue.bibliography.reading.record import ReadRecord
from virtualissue.bibliography.reading.work_fields import make_work
from virtualissue.bibliography.work import Work
from virtualissue.importing.files import READERS
from virtualissue.text.parser import Vocabulary

CHEMISTRY = Vocabulary(notation=frozenset({"chemistry"}))
# titles with pieces that must be declared, and names that no format can hold: a surname of two words alone
LOSING = {"formula-at-the-end", "names"}
KEPT = sorted(read_all_works().keys() - LOSING)


def read_again(record: ReadRecord) -> Work:
    made = make_work(record, CHEMISTRY.notation, CHEMISTRY)
    return Work.model_validate(made.fields, context=CHEMISTRY)


def straight(text: str) -> str:
    """LaTeX has opening and closing quotation marks, whichever were typed."""
    return text.replace("“", '"').replace("”", '"')


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
@pytest.mark.parametrize("key", KEPT)
def test_a_work_comes_back_from_each_format(form: RecordFormat, key: str):
    text = render_works({key: read_all_works()[key]}, form)
    file = READERS[f".{form.suffix}"](text, "refs")
    (record,) = file.records
    assert (list(file.remarks), record.key) == ([], key)
    assert straight(render_works({key: read_again(record)}, form)) == straight(text)


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_all_works_of_a_file_come_back(form: RecordFormat):
    works = read_all_works()
    records = READERS[f".{form.suffix}"](render_works(works, form), "refs").records
    assert [record.key for record in records] == list(works)


@pytest.mark.parametrize("key", KEPT)
def test_no_format_loses_the_record(key: str):
    work = read_all_works()[key]
    for form in FORMATS:
        (record,) = READERS[f".{form.suffix}"](render_works({key: work}, form), "refs").records
        again = read_again(record)
        assert (again.type, again.year, again.doi, again.arxiv) == (
            work.type,
            work.year,
            work.doi,
            work.arxiv,
        )
        assert again.container == work.container
        assert (again.volume, again.issue, again.pages) == (work.volume, work.issue, work.pages)
        assert [name.short for name in again.authors] == [name.short for name in work.authors]
