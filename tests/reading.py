"""Issues that differ in one file, read one after another: what the others say is worked out once."""

import pytest

from virtualissue.bibliography.references.processor import StyleProcessor
from virtualissue.bibliography.references.reference import FormattedReference
from virtualissue.bibliography.work import Work
from virtualissue.loader import reader
from virtualissue.loader.yaml_source import Source
from virtualissue.model.entity import Entity
from virtualissue.text.parser import Vocabulary


def read_once(patch: pytest.MonkeyPatch) -> None:
    """Keeps what is made of a text: its data, the entity that it gives with a vocabulary, its reference."""
    sources: dict[tuple[str, ...], Source] = {}
    entities: dict[object, Entity] = {}
    references: dict[object, tuple[Work, FormattedReference]] = {}
    validate, format_work = reader._validate, StyleProcessor.format

    def read_source(*fields: str) -> Source:
        return sources.setdefault(fields, Source(*fields))

    def validate_once(source: Source, vocabulary: Vocabulary) -> Entity:
        names = tuple(vocabulary.names.items())
        key = (source, vocabulary.placeholders, vocabulary.notation, names, vocabulary.words)
        if key not in entities:
            entities[key] = validate(source, vocabulary)
        return entities[key]

    def format_once(processor: StyleProcessor, slug: str, work: Work, letter: str) -> FormattedReference:
        key = (processor, id(work), letter)
        if key not in references:
            references[key] = work, format_work(processor, slug, work, letter)
        return references[key][1]

    patch.setattr(StyleProcessor, "format", format_once)
    patch.setattr(reader, "Source", read_source)
    patch.setattr(reader, "_validate", validate_once)
