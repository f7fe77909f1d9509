"""Issue -> data/issue.json: everything that the issue says, for scripts; `issue_schema` describes it.

Entities refer to each other by their ids. What only lecturers may see is not in it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cached_property
from types import UnionType
from typing import Any

from virtualissue.bibliography.csl import make_csl_item
from virtualissue.bibliography.names import Byline
from virtualissue.bibliography.work import Work
from virtualissue.chemistry.formula import Formula
from virtualissue.exports.data_dictionary import DataField, amount_fields
from virtualissue.exports.linked_html import LinkedRenderer, write_text
from virtualissue.exports.record_fields import find_record_fields
from virtualissue.model.author import Author
from virtualissue.model.entity import Entity
from virtualissue.model.fact import Fact
from virtualissue.model.issue import Issue
from virtualissue.model.kinds import KINDS
from virtualissue.text.fields import Record
from virtualissue.text.labels import Label
from virtualissue.text.prose import Citation, Prose
from virtualissue.text.titles import Title
from virtualissue.views.moment import moment_of
from virtualissue.views.plain_text import TextRenderer
from virtualissue.views.urls import EDITORIAL, author_address, find_address

SCHEMA = "issue.schema.json"
JsonData = dict[str, Any]


def render_issue(issue: Issue) -> JsonData:
    """The whole issue as data that JSON can hold."""
    front, writer = issue.front, IssueWriter(issue)
    return {
        "$schema": SCHEMA,
        "site": front.home or None,
        "date": moment_of(issue).date().isoformat(),
        "issue": writer.entity(front),
        **{
            kind.collection: [writer.entity(entity) for entity in issue.all_of(kind.entity).values()]
            for kind in KINDS
        },
        "authors": [write_author(author) for author in issue.authors],
        "regions": issue.regions and writer.entity(issue.regions),
        "course": issue.course and writer.entity(issue.course),
    }


@dataclass(frozen=True)
class IssueWriter:
    """Turns what records hold into what JSON can hold."""

    issue: Issue

    @cached_property
    def _html(self) -> LinkedRenderer:
        return LinkedRenderer(self.issue)

    @cached_property
    def _text(self) -> TextRenderer:
        return TextRenderer(self.issue)

    @cached_property
    def _amount_fields(self) -> tuple[DataField, ...]:
        return amount_fields(self.issue)

    def entity(self, entity: Entity) -> JsonData:
        """An entity under its id, with its address and its fields."""
        fields = self.record(entity)
        amount = {
            field.name: self.value(field.value(entity))
            for field in (self._amount_fields if isinstance(entity, Fact) else ())
        }
        return {
            "id": fields.pop("id"),
            "address": find_address(self.issue, entity) or None,
            **fields,
            **amount,
        }

    def record(self, record: Record) -> JsonData:
        """The fields of a record; of a work also its record as an item of CSL-JSON."""
        fields = {
            field.written: self.value(getattr(record, field.name))
            for field in find_record_fields(type(record))
        }
        if isinstance(record, Work):
            fields["csl"] = make_csl_item(record, record.slug if isinstance(record, Entity) else EDITORIAL)
        return fields

    def value(self, value: Any) -> Any:
        """A value of a field; what JSON has itself stays as it is."""
        write = next((write for kind, write in self._writers if isinstance(value, kind)), None)
        return write(value) if write else value

    @cached_property
    def _writers(self) -> tuple[tuple[type | UnionType, Callable[[Any], Any]], ...]:
        """How the values of each type are written; the first that fits is used."""
        return (
            (Prose, self._write_prose),
            (Title | Formula | Label, lambda text: {"text": text.text, "html": str(text.html)}),
            (Byline, write_name),
            (Record, self.record),
            (Enum, lambda member: member.value),
            (date, date.isoformat),
            (Decimal, lambda number: int(number) if number == number.to_integral_value() else float(number)),
            (Mapping, lambda items: {str(key): self.value(item) for key, item in items.items()}),
            (tuple, lambda items: [self.value(item) for item in items]),
        )

    def _write_prose(self, prose: Prose) -> JsonData:
        cited = (token.slugs for token in prose.tokens if isinstance(token, Citation))
        return {
            "text": write_text(self._text, prose),
            "html": str(self._html.prose(prose)),
            "markup": prose.source,
            "cites": list(dict.fromkeys(slug for slugs in cited for slug in slugs)),
        }


def write_name(name: Byline) -> JsonData:
    """A name as lists show it, and its parts."""
    parts = ("family", "given", "particle", "suffix", "literal", "native")
    return {
        "name": str(name),
        **{part: getattr(name.parts, part) or None for part in parts},
        "orcid": name.orcid,
    }


def write_author(author: Author) -> JsonData:
    """Someone who signed articles, with the ids of these."""
    return {
        "id": author.slug,
        "address": author_address(author),
        "name": write_name(author.name) | {"orcid": author.orcid},
        "articles": [article.slug for article in author.articles],
    }
