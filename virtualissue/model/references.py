"""Finds the references of a record: every field of type `Ref`, those of inner records too."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from virtualissue.model.entity import Entity, Ref
from virtualissue.text.fields import Record, field_names


@dataclass(frozen=True)
class Reference:
    """A slug with the class of entity that it must name and its place in the file, as a path of fields."""

    path: tuple[str | int, ...]
    target: type[Entity]
    slug: str


def find_references(record: Record, path: tuple[str | int, ...] = ()) -> Iterator[Reference]:
    """Every reference in a record, in the order of its fields."""
    for name, (written, target) in _fields(type(record)).items():
        yield from _find_in(getattr(record, name), (*path, written), target)


def _find_in(value: Any, path: tuple[str | int, ...], target: type[Entity] | None) -> Iterator[Reference]:
    if isinstance(value, Record):
        yield from find_references(value, path)
    elif isinstance(value, tuple | Mapping):
        for key, item in value.items() if isinstance(value, Mapping) else enumerate(value):
            yield from _find_in(item, (*path, key), target)
    elif target and isinstance(value, str):
        yield Reference(path, target, value)


@cache
def _fields(record: type[Record]) -> Mapping[str, tuple[str, type[Entity] | None]]:
    """The fields that can hold a reference, each as it is written and with its target, if it has one."""
    found = {}
    annotations = get_type_hints(record, include_extras=True)
    for name, field in record.model_fields.items():
        parts = [annotations[name], *_parts(annotations[name])]
        targets = [get_args(part)[0] for part in parts if get_origin(part) is Ref]
        if targets or any(isinstance(part, type) and issubclass(part, Record) for part in parts):
            found[name] = (field_names(name, field)[0], targets[0] if targets else None)
    return found


def _parts(annotation: Any) -> Iterator[Any]:
    for part in get_args(annotation):
        yield part
        yield from _parts(part)
