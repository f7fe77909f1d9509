"""Every field that an author can write has a description."""

from collections.abc import Iterator

import virtualissue.model.issue  # noqa: F401 (all classes of records are defined once it is read)
from virtualissue.text.fields import Record


def all_records(base: type[Record]) -> Iterator[type[Record]]:
    for record in base.__subclasses__():
        yield record
        yield from all_records(record)


def test_every_field_says_what_it_is_for():
    fields = {
        f"{record.__name__}.{name}": field.description or ""
        for record in all_records(Record)
        for name, field in record.model_fields.items()
        if record.__module__.startswith("virtualissue.")
    }
    assert [name for name, text in fields.items() if len(text) < 10 or not text.endswith((".", "..."))] == []
    assert len(fields) > 200
