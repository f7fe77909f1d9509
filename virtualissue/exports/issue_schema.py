"""The JSON Schema of data/issue.json, made from the same fields; each carries its description.

Alone knows JSON Schema, draft 2020-12 (json-schema.org).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from markupsafe import Markup

from virtualissue.bibliography.names import Byline
from virtualissue.bibliography.work import Work, WorkType
from virtualissue.chemistry.formula import Formula
from virtualissue.exports.data_dictionary import DataField, FieldMeaning, amount_fields
from virtualissue.exports.issue_json import SCHEMA, JsonData
from virtualissue.exports.record_fields import find_record_fields, strip_annotation
from virtualissue.model.course import Course
from virtualissue.model.entity import Entity, Ref
from virtualissue.model.front_matter import FrontMatter, Regions
from virtualissue.model.issue import Issue
from virtualissue.model.kinds import KIND_OF, KINDS
from virtualissue.text.fields import Record
from virtualissue.text.labels import Label
from virtualissue.text.prose import Prose
from virtualissue.text.titles import Title
from virtualissue.words import WORDS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TEXT, NUMBER = {"type": "string"}, {"type": "number"}
PLAIN: Mapping[Any, JsonData] = {
    str: TEXT, int: {"type": "integer"}, float: NUMBER, Decimal: NUMBER, bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"}, NoneType: {"type": "null"},
}  # fmt: skip
# types that are given as objects -> the definition that describes these
DEFINED: Mapping[Any, str] = {
    Prose: "prose", Title: "typeset", Formula: "typeset", Label: "typeset", Byline: "name",
}  # fmt: skip
ADDRESS = "Where it is on the site, from its root; null where it has no place of its own."

# --- parts that are described here and not in the model --------------------------------------------------


def _described(schema: JsonData, description: str) -> JsonData:
    return {**schema, "description": description}


def _closed(properties: Mapping[str, JsonData], **more: Any) -> JsonData:
    """An object with these properties and no others; all must be there unless `more` says otherwise."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": [*properties],
        "additionalProperties": False,
        **more,
    }


def _maybe(schema: JsonData) -> JsonData:
    return {"anyOf": [schema, {"type": "null"}]}


DEFINITIONS: Mapping[str, JsonData] = {
    "prose": _closed(
        {
            "text": _described(TEXT, "Plain Unicode text; an empty line is between paragraphs and items."),
            "html": _described(TEXT, "HTML; its links within the site start at the root of the site."),
            "markup": _described(TEXT, "The text as its authors typed it, with the marks of the content."),
            "cites": _described(
                {"type": "array", "items": TEXT}, "Ids of the articles that it cites, or `editorial`."
            ),
        },
        description="A text of one or more sentences.",
    ),
    "typeset": _closed(
        {
            "text": _described(TEXT, "Plain text, as in Li7La3Zr2O12."),
            "html": _described(TEXT, "HTML with lowered and raised characters."),
        },
        description="A short text that may contain formulas.",
    ),
    "name": _closed(
        {
            "name": _described(TEXT, "The name as lists show it: family name, then given names."),
            "family": _described(_maybe(TEXT), "The family name of a person."),
            "given": _described(_maybe(TEXT), "Given names or initials."),
            "particle": _described(_maybe(TEXT), "Particles before the family name, as in van der."),
            "suffix": _described(_maybe(TEXT), "The suffix after the name, as in Jr."),
            "literal": _described(_maybe(TEXT), "The name of an organization."),
            "native": _described(_maybe(TEXT), "The name in its own script."),
            "orcid": _described(_maybe(TEXT), "The ORCID, as in 0000-0002-1825-0097."),
        },
        description="The name of a person or of an organization.",
    ),
    "csl_name": {
        "type": "object",
        "properties": {
            "family": _described(TEXT, "The family name."),
            "given": _described(TEXT, "Given names or initials."),
            "non-dropping-particle": _described(TEXT, "Particles before the family name."),
            "suffix": _described(TEXT, "The suffix after the name."),
            "literal": _described(TEXT, "The name of an organization, or `others` for unnamed authors."),
        },
        "additionalProperties": False,
        "description": "A name in the terms of CSL.",
    },
    "csl_date": {
        "type": "object",
        "properties": {
            "date-parts": _described(
                {"type": "array", "items": {"type": "array", "items": {"type": "integer"}}},
                "Year, month and day, or two of these lists for a range.",
            ),
            "literal": _described(TEXT, "Words that stand for a date."),
        },
        "additionalProperties": False,
        "description": "A date in the terms of CSL.",
    },
}
_NAMES = {"type": "array", "items": {"$ref": "#/$defs/csl_name"}}
_DATE = {"$ref": "#/$defs/csl_date"}
# the fields of an item of CSL-JSON -> their types and meanings
CSL_FIELDS: Mapping[str, tuple[JsonData, str]] = {
    "id": (TEXT, "The id of the article, or `editorial`."),
    "type": ({"type": "string", "enum": [*map(str, WorkType)]}, "The kind of work."),
    "title": (TEXT, "The title."),
    "author": (_NAMES, "The authors in their order."),
    "editor": (_NAMES, "The editors."),
    "translator": (_NAMES, "The translators."),
    "container-title": (TEXT, "The journal, book or proceedings in which it appeared."),
    "container-title-short": (TEXT, "The abbreviated title of the journal."),
    "collection-title": (TEXT, "The series."),
    "publisher": (TEXT, "The publisher, or the institution."),
    "publisher-place": (TEXT, "The place of the publisher."),
    "event-title": (TEXT, "The conference."),
    "genre": (TEXT, "A closer word for its kind, as in PhD thesis."),
    "issued": (_DATE, "When it was published."),
    "volume": (TEXT, "The volume, as printed."),
    "issue": (TEXT, "The issue, as printed."),
    "page": (TEXT, "Pages or article number."),
    "number": (TEXT, "The number of a report, patent or preprint."),
    "edition": (TEXT, "The edition."),
    "version": (TEXT, "The version of software or data."),
    "DOI": (TEXT, "The DOI, without a resolver."),
    "PMID": (TEXT, "The number in PubMed."),
    "ISBN": (TEXT, "The ISBN of a book."),
    "ISSN": (TEXT, "The ISSN of a journal."),
    "URL": (TEXT, "The web address."),
    "accessed": (_DATE, "When the web address was last visited."),
    "language": (TEXT, "The language of the work."),
}


def _describe_csl() -> JsonData:
    return {
        "type": "object",
        "properties": {name: _described(*meaning) for name, meaning in CSL_FIELDS.items()},
        "required": ["id", "type", "title"],
        "additionalProperties": False,
        "description": "A bibliographic record as an item of CSL-JSON (citationstyles.org).",
    }


# --- from the model --------------------------------------------------------------------------------------


def render_schema(issue: Issue) -> JsonData:
    """The schema of `render_issue(issue)`."""
    home = issue.front.home
    writer = SchemaWriter()
    properties = _top_fields(writer)
    return {
        "$schema": DIALECT,
        **({"$id": f"{home}data/{SCHEMA}"} if home else {}),
        "title": f"{issue.front.title.text}: data",
        "description": "Everything that the issue says, for scripts: its kinds of entities as lists.",
        **_closed(properties),
        "$defs": {
            **DEFINITIONS,
            "csl": _describe_csl(),
            **writer.definitions,
            "Fact": _with_amount(writer.definitions["Fact"], issue),
        },
    }


def _top_fields(writer: "SchemaWriter") -> JsonData:
    site = "The address of the site, which precedes all addresses; null where it has none."
    return {
        "$schema": _described(TEXT, "The file that describes this one."),
        "site": _described(_maybe({"type": "string", "format": "uri"}), site),
        "date": _described({"type": "string", "format": "date"}, "The date of this version."),
        "issue": _described(writer.refer(FrontMatter), "The issue itself: title, editorial, and orders."),
        **{
            kind.collection: _described(
                {"type": "array", "items": writer.refer(kind.entity)},
                f"{WORDS[kind.collection]}, in the order of the site.",
            )
            for kind in KINDS
        },
        "authors": _described(
            {"type": "array", "items": _describe_author()}, "Everyone who signed an article."
        ),
        "regions": _described(
            _maybe(writer.refer(Regions)), "Where the work was done; null where nothing is stated."
        ),
        "course": _described(_maybe(writer.refer(Course)), "The course; null where there is none."),
    }


def _describe_author() -> JsonData:
    ids = {"type": "array", "items": {**TEXT, "x-refers-to": "articles"}}
    return _closed(
        {
            "id": _described(TEXT, "The id, which is also part of the address."),
            "address": _described(TEXT, "Where the author is listed, from the root of the site."),
            "name": _described({"$ref": "#/$defs/name"}, "The name."),
            "articles": _described(ids, "Ids of the articles that the author signed."),
        }
    )


class SchemaWriter:
    """Describes classes of records; each one that is met gets a definition."""

    def __init__(self) -> None:
        self.definitions: dict[str, JsonData] = {}

    def refer(self, record: type[Record]) -> JsonData:
        """The reference to the definition of a record."""
        name = record.__name__
        if name not in self.definitions:
            self.definitions[name] = {}  # it may refer to itself
            self.definitions[name] = self._describe_record(record)
        return {"$ref": f"#/$defs/{name}"}

    def _describe_record(self, record: type[Record]) -> JsonData:
        fields = {
            field.written: _described(self.describe(field.annotation), field.description)
            for field in find_record_fields(record)
        }
        if issubclass(record, Entity):
            place = _described(TEXT if _has_address(record) else _maybe(TEXT), ADDRESS)
            fields = {"id": fields.pop("id"), "address": place, **fields}
        if issubclass(record, Work):
            fields["csl"] = _described({"$ref": "#/$defs/csl"}, "Its record as an item of CSL-JSON.")
        return _closed(fields)

    def describe(self, annotation: Any) -> JsonData:
        """The schema of a type."""
        annotation = strip_annotation(annotation)
        if annotation in PLAIN:
            return dict(PLAIN[annotation])
        if annotation in DEFINED:
            return {"$ref": f"#/$defs/{DEFINED[annotation]}"}
        if isinstance(annotation, type) and issubclass(annotation, Enum):
            return {"type": "string", "enum": [member.value for member in annotation]}
        if isinstance(annotation, type) and issubclass(annotation, Record):
            return self.refer(annotation)
        return self._describe_generic(get_origin(annotation), get_args(annotation))

    def _describe_generic(self, origin: Any, arguments: tuple[Any, ...]) -> JsonData:
        if origin is Ref:
            return {**TEXT, "x-refers-to": _collection_of(arguments[0])}
        if origin is Literal:
            return {"type": "string", "enum": [*arguments]}
        if origin in (Union, UnionType):
            return {"anyOf": [self.describe(argument) for argument in arguments]}
        if origin is tuple and arguments[-1] is Ellipsis:
            return {"type": "array", "items": self.describe(arguments[0])}
        if origin is tuple:
            items = [self.describe(argument) for argument in arguments]
            return {"type": "array", "prefixItems": items, "items": False, "minItems": len(items)}
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return {"type": "object", "additionalProperties": self.describe(arguments[1])}
        raise TypeError(f"there is no schema for {origin} of {arguments}")


def _has_address(entity: type[Entity]) -> bool:
    return bool(KIND_OF[entity].address) if entity in KIND_OF else False


def _collection_of(target: Any) -> str:
    return KIND_OF[target].collection


# --- the amount of a fact --------------------------------------------------------------------------------


def _with_amount(fact: JsonData, issue: Issue) -> JsonData:
    properties = fact["properties"] | {
        field.name: _described(_describe_column(field), field.description) for field in amount_fields(issue)
    }
    return _closed(properties)


def _describe_column(field: DataField) -> JsonData:
    schema: JsonData = {"type": field.type}
    if "enum" in field.constraints:
        schema["enum"] = field.constraints["enum"]
    return schema if field.constraints.get("required") else _maybe(schema)


# --- for readers -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class DataList:
    """One of the lists of the data: its name, what it is of, how long it is, and what its fields mean."""

    name: str
    title: Markup
    count: int
    fields: tuple[FieldMeaning, ...]


def find_data_lists(issue: Issue) -> Iterator[DataList]:
    """The lists of entities in issue.json."""
    schema = render_schema(issue)
    for kind in KINDS:
        properties = schema["$defs"][kind.entity.__name__]["properties"]
        fields = (FieldMeaning(name, _name_type(of), of["description"]) for name, of in properties.items())
        count = len(issue.of_kind(kind.name))
        yield DataList(kind.collection, issue.words(kind.collection), count, tuple(fields))


def _name_type(schema: JsonData) -> str:
    """A type in words: `list of ids in articles`, `number or null`."""
    if "$ref" in schema:
        return NAMED.get(name := str(schema["$ref"]).rpartition("/")[2], name)
    if "x-refers-to" in schema:
        return f"id in {schema['x-refers-to']}"
    if "anyOf" in schema:
        return " or ".join(map(_name_type, schema["anyOf"]))
    if schema["type"] == "array":
        items = schema["items"] or schema["prefixItems"][0]  # a pair has items of one type
        return f"list of {_name_type(items)}".replace(" id in ", " ids in ")
    if isinstance(inner := schema.get("additionalProperties"), dict):
        return f"object of {_name_type(inner)}"
    return str(schema["type"])


NAMED = {
    "typeset": "text and html",
    "csl": "item of CSL-JSON",
}  # definitions that readers know by other words
