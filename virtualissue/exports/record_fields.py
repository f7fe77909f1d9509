"""Which fields of a record are given away, under which names, and what type each has.

The data (`issue_json`) and their schema (`issue_schema`) both follow from this.
"""

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, NamedTuple, get_args, get_origin, get_type_hints

from virtualissue.bibliography.work import Work
from virtualissue.model.entity import Entity
from virtualissue.model.fact import Fact
from virtualissue.text.fields import Record, field_names

# fields that are given in another form: the record of a work as an item of CSL-JSON, an amount as numbers
IN_CSL = frozenset(Work.model_fields) - {"title"}
IN_AMOUNT = frozenset({"value", "relation", "unit", "uncertainty", "confidence", "reference", "symbol"})


class RecordField(NamedTuple):
    """A field of a record: its name in Python, its name in the data, its type, and what it means."""

    name: str
    written: str
    annotation: Any
    description: str


@cache
def find_record_fields(record: type[Record]) -> tuple[RecordField, ...]:
    """The fields of a record that the data have as the content states them, in their order."""
    return tuple(_fields(record))


def _fields(record: type[Record]) -> Iterator[RecordField]:
    annotations = get_type_hints(record, include_extras=True)
    for name, field in record.model_fields.items():
        if name in _left_out(record) or field.exclude:
            continue
        written = "id" if issubclass(record, Entity) and name == "slug" else field_names(name, field)[0]
        yield RecordField(name, written, strip_annotation(annotations[name]), field.description or "")


def _left_out(record: type[Record]) -> frozenset[str]:
    confidential = record.for_lecturers if issubclass(record, Entity) else frozenset[str]()
    csl = IN_CSL if issubclass(record, Work) else frozenset[str]()
    return confidential | csl | (IN_AMOUNT if issubclass(record, Fact) else frozenset[str]())


def strip_annotation(annotation: Any) -> Any:
    """A type without what `Annotated` adds to it."""
    return get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation
