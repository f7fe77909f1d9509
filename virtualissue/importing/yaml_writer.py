"""Fields -> the YAML of a file of content, written as an editor would write it.

All values of content are texts. The general writer, by which examples are written from values of the model,
would put quotes around each year, volume, and page, and break long lines.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from virtualissue.bibliography.work import NAME_FIELDS

PLAIN = re.compile(r"[^\W_][^\n]*|\d[^\n]*")
UNSAFE = re.compile(r":(?:\s|$)|\s#|[\t\x85\u2028\u2029\ufeff]|\s$")
IN_FLOW = re.compile(r"[\[\]{},]")
# what YAML 1.1 takes for a number, a time, a truth value or nothing; whole numbers and days need no quotes
ELSEWHERE = re.compile(
    r"[-+.\d][\d_,.:]*(?:[eE][-+]?\d+)?|0[xob][\da-fA-F_]+|\.?(?:inf|nan)|y|n|yes|no|on|off|true|false|null|~",
    re.IGNORECASE,
)
WHOLE = re.compile(r"[1-9]\d{0,8}|\d{4}-\d{2}-\d{2}")


def write_fields(fields: Mapping[str, Any]) -> str:
    """The lines of all fields, each with the end of its line."""
    return "".join(write_field(name, value) for name, value in fields.items())


def write_field(name: str, value: Any) -> str:
    """The lines of one field: a list of names over several lines, all else in one."""
    if isinstance(value, list | tuple) and name in NAME_FIELDS.values():
        return f"{name}:\n" + "".join(f"  - {write_value(item)}\n" for item in value)
    return f"{name}: {write_value(value)}\n"


def write_value(value: Any, *, in_flow: bool = False) -> str:
    """A text, or a list or mapping of texts in brackets; true and false are as YAML has them."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return (
            "{" + ", ".join(f"{key}: {write_value(item, in_flow=True)}" for key, item in value.items()) + "}"
        )
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(write_value(item, in_flow=True) for item in value) + "]"
    return write_text(str(value), in_flow=in_flow)


def write_text(text: str, *, in_flow: bool = False) -> str:
    """A text in one line, without quotes where YAML reads it as this text without them."""
    is_plain = PLAIN.fullmatch(text) and not UNSAFE.search(text) and not (in_flow and IN_FLOW.search(text))
    if is_plain and (WHOLE.fullmatch(text) or not ELSEWHERE.fullmatch(text)):
        return text
    if ("\\" in text or '"' in text) and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return json.dumps(text, ensure_ascii=False)


def write_comment(lines: Sequence[str]) -> str:
    """Lines as a comment; what would end a line is a space."""
    return "".join(f"# {' '.join(line.split())}\n" for line in lines)
