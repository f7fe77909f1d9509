"""The names in the files of bibliographies, in the many forms that these have, -> the parts of names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pydantic_core import PydanticCustomError

from virtualissue.bibliography.formats.latex import find_closing_brace, parse_latex
from virtualissue.bibliography.names import BODY, ET_AL, OTHERS, SUFFIX, NameParts, parse_name
from virtualissue.bibliography.reading.rich_text import expand_html
from virtualissue.bibliography.reading.written_text import write_plain

AND = re.compile(r"\s+and\s+", re.IGNORECASE)
BEHALF = re.compile(r"(?:for|on behalf of)\s+(?:the\s+)?(.+)", re.IGNORECASE)
INSTITUTION = re.compile(
    rf"{BODY.pattern}|\b(?:Agency|Bank|Board|Bureau|Cent(?:er|re)s?|Commission|Consorti\w+|Department|Foundation|"
    r"Federation|Forum|Groups?|Institut\w*|Laborator\w+|Ministry|Network|Office|Project|Survey|Universit\w+|"
    r"Working|Inc\.?|Ltd\.?|GmbH)\b|\b(?:of|for|the|on)\b"
)
# what a surname of several words begins with
PARTICLE = re.compile(
    r"[a-z]|(?:Al|Da|De|Del|Della|Di|Dos|El|La|Le|Los|Mac|San|Santa|St\.?|Ten|Van|Von|Zu)\s"
)
CAPITALS = re.compile("[A-Z]{2,3}")
ACRONYM = re.compile(r"[A-Z][A-Z0-9-]{2,}")
LOW_COMMA = "\u201a"  # a comma in a file whose commas divide names
KEPT_SPACE = "\ue000"  # a space inside braces, which divides no words
OTHER_AUTHORS = NameParts(literal=OTHERS)


@dataclass
class ReadNames:
    """The names of a list, and what could not be understood or was mended, as messages."""

    names: list[NameParts] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    mended: list[str] = field(default_factory=list)


def parse_bibtex_names(text: str) -> ReadNames:
    """Reads a list as BibTeX writes it: names in LaTeX, between them `and`, bodies in braces."""
    read = ReadNames()
    text = " ".join(text.split())
    if _is_list_in_braces(text):
        read.mended.append("the whole list is in braces; it is read as a list of people")
        text = text[1:-1]
    for item in _split_list(text, read):
        _add_bibtex_name(item, read)
    return read


def parse_listed_name(text: str) -> NameParts:
    """Reads a name that has its own line, as in RIS and MEDLINE: `Smith,A.B.`, `Smith AB`, a body."""
    text = " ".join(text.split()).strip(" ;")
    is_body = text.endswith(",")  # by which RIS keeps a name whole
    text = text.strip(" ,")
    if ET_AL.fullmatch(text):
        return OTHER_AUTHORS
    if is_body and "," not in text:
        return NameParts(literal=text.replace(LOW_COMMA, ","))
    if behalf := BEHALF.fullmatch(text):
        return NameParts(literal=behalf[1])
    if "," in text:
        return _divide(*(part.strip().replace(LOW_COMMA, ",") for part in text.split(",")), read=ReadNames())
    words = text.split()
    if len(words) > 1 and re.fullmatch("[A-Z]{1,4}", words[-1]) and not INSTITUTION.search(text):
        return _divide(" ".join(words[:-1]), words[-1], read=ReadNames())
    return _divide_without_comma(text, ReadNames())


def make_group(text: str) -> list[NameParts]:
    """The collaborations that a field names: `ATLAS, CMS`, `NOVA Collaboration`, `for the NOVA Group`."""
    names = (name.strip() for name in re.split(r",|;|\s+and\s+", text))
    return [NameParts(literal=_whole_group(name)) for name in names if name]


def _whole_group(name: str) -> str:
    behalf = BEHALF.fullmatch(name)
    name = behalf[1] if behalf else re.sub(r"^the\s+", "", name)
    return name if INSTITUTION.search(name) else f"{name} Collaboration"


# --- lists -----------------------------------------------------------------------------------------------


def _is_list_in_braces(text: str) -> bool:
    """Whether one pair of braces holds several people by mistake: `{Smith, Ada and Jones, Bob}`."""
    if not text.startswith("{") or find_closing_brace(text, 0) != len(text):
        return False
    items = AND.split(text[1:-1])
    return len(items) > 1 and all(item.count(",") == 1 or ET_AL.fullmatch(item) for item in items)


def _split_list(text: str, read: ReadNames) -> list[str]:
    items = _split_outside(text, AND)
    if len(items) == 1 and ";" in text:
        read.mended.append("the names are divided by semicolons; each is read as a name")
        return _split_outside(text, re.compile(r"\s*;\s*"))
    last_is_whole = "," not in items[-1] and not ET_AL.fullmatch(items[-1]) if items else False
    if len(items) > 1 and last_is_whole and any(_is_several(item) for item in items[:-1]):
        read.mended.append("the names are divided by commas; each is read as a name")
        return [name for item in items for name in _split_outside(item, re.compile(r"\s*,\s*"))]
    return items


def _is_several(item: str) -> bool:
    """Whether it is `Ada Smith, Bob Jones, Carl Doe`: full names with commas between them."""
    parts = _split_outside(item, re.compile(r"\s*,\s*"))
    are_full = all(len(part.split()) > 1 and not PARTICLE.match(part) for part in parts)
    return len(parts) > 1 and are_full and not any(SUFFIX.search(part) for part in parts)


def _split_outside(text: str, separator: re.Pattern[str]) -> list[str]:
    """The parts between separators that are not inside braces."""
    parts, start, place = [], 0, 0
    while place < len(text):
        if text[place] == "\\":
            place += 2
        elif text[place] == "{":
            place = find_closing_brace(text, place)
        elif found := separator.match(text, place):
            parts.append(text[start:place])
            start = place = max(found.end(), place + 1)
        else:
            place += 1
    return [part.strip() for part in (*parts, text[start:]) if part.strip()]


# --- one name --------------------------------------------------------------------------------------------


def _add_bibtex_name(item: str, read: ReadNames) -> None:
    parts = _split_outside(item, re.compile(r"\s*,\s*"))
    if parts and ET_AL.fullmatch(_plain(parts[-1])):
        if len(parts) > 1:
            _add_bibtex_name(", ".join(parts[:-1]), read)
        read.names.append(OTHER_AUTHORS)
    elif item.startswith("{") and find_closing_brace(item, 0) == len(item):
        read.names.append(NameParts(literal=_plain(item)))
    elif len(parts) == 1:
        read.names.append(_divide_without_comma(_plain(_keep_spaces(item)), read))
    elif parts:
        read.names.append(_divide(*map(_plain, parts), read=read))


def _plain(latex: str) -> str:
    return write_plain(expand_html(parse_latex(latex).pieces))


def _keep_spaces(text: str) -> str:
    """The same text, in which spaces inside braces divide no words."""
    depth, kept = 0, ""
    for sign in text:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        kept += KEPT_SPACE if sign == " " and depth > 0 else sign
    return kept


def _divide_without_comma(text: str, read: ReadNames) -> NameParts:
    """`Ada B. Smith`, `Jan van der Berg`, `Ada Hart III`, one word, or a body."""
    words = text.split()
    text = text.replace(KEPT_SPACE, " ")
    if behalf := BEHALF.fullmatch(text):
        return NameParts(literal=behalf[1])
    if len(words) == 1:
        return NameParts(literal=text) if ACRONYM.fullmatch(text) or " " in text else NameParts(family=text)
    if INSTITUTION.search(text) or not text:
        return NameParts(literal=text)
    if words[0].islower() and not text.islower():
        return _divide(text, read=read)
    suffix = words.pop() if len(words) > 2 and SUFFIX.fullmatch(words[-1]) else ""
    if CAPITALS.fullmatch(words[-1]) and not words[0].isupper() and "." not in text:
        read.doubts.append(f"{text} is read as the surname {' '.join(words[:-1])} with initials")
        words = [words[-1], *words[:-1]]
    start = next((n for n, word in enumerate(words[:-1]) if n and word[0].islower()), len(words) - 1)
    given, family = " ".join(words[:start]), " ".join(words[start:])
    plain = (part.replace(KEPT_SPACE, " ") for part in (family, given))
    return _divide(*plain, *filter(None, [suffix]), read=read)


def _divide(
    family: str, given: str = "", suffix: str | None = None, *more: str, read: ReadNames
) -> NameParts:
    """The parts of a name that commas divide: `van der Berg, Jan`, `Smith, Jr., Ada`, `Smith, Ada, Jr.`."""
    if suffix is not None and SUFFIX.fullmatch(given):
        given, suffix = suffix, given
    suffix = suffix or ""
    if suffix and not SUFFIX.fullmatch(suffix):
        read.doubts.append(f"{', '.join([family, given, suffix, *more])} has too many commas for one name")
        given, suffix, more = " ".join([given, suffix, *more]), "", ()
    if not family or not given:
        words = (family or given).split()
        start = next((n for n, word in enumerate(words) if not word.islower()), 0)
        return NameParts(" ".join(words[start:]), "", " ".join(words[:start]), suffix)
    try:
        parts = parse_name(", ".join(filter(None, (family, suffix, given)))).parts
    except PydanticCustomError:
        return NameParts(family=family, given=given, suffix=suffix)
    return parts


def has_others(names: Sequence[NameParts]) -> bool:
    """Whether the list ends with authors who are not named."""
    return bool(names) and names[-1] == OTHER_AUTHORS
