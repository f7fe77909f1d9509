"""The names in the files of bibliographies, in the many forms that these have, -> the parts of names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pydantic_core import PydanticCustomError

from virtualissue.bibliography.formats.latex import find_closing_brace, parse_latex
from virtualissue.bibliography.name_doubts import (
    ACRONYM,
    BODY_WORD,
    ET_AL,
    find_body_word,
    has_separator,
    is_a_body,
    lists_people,
    may_be_a_body,
    may_be_two_people,
    split_others,
    split_people,
    split_title,
)
from virtualissue.bibliography.names import (
    CERTAIN_SUFFIX,
    OTHERS,
    SUFFIX,
    NameParts,
    divide_full_name,
    parse_name,
)
from virtualissue.bibliography.reading.rich_text import expand_html
from virtualissue.bibliography.reading.scripts import LOW_COMMA
from virtualissue.bibliography.reading.written_text import write_plain

AND = re.compile(r"\s+(?:and\s+)+", re.IGNORECASE)
SEMICOLON = re.compile(r"\s*[;；؛、]\s*")
BEHALF = re.compile(r"(?:for|on behalf of)\s+(?:the\s+)?(.+)", re.IGNORECASE)
# what a surname of several words begins with
PARTICLE = re.compile(
    r"[a-z]|(?:Al|Da|De|Del|Della|Di|Dos|El|La|Le|Los|Mac|San|Santa|St\.?|Ten|Van|Von|Zu)\s"
)
# In lists of names as in MEDLINE, even a single initial follows a surname.
MEDLINE_NAME = re.compile(r"(.+?)\s([A-Z]{1,4}|[A-Z](?:\s[A-Z])+)")
COMMA = re.compile(r"\s*[,，،]\s*")
LOOSE_AND = re.compile(r"^and\s+|\s+and$")
KEPT_SPACE = "\ue000"  # a space inside braces, which divides no words
COMMAND = re.compile(r"\\[A-Za-z]+$")  # of LaTeX, at the end of a text
OTHER_AUTHORS = NameParts(literal=OTHERS)


@dataclass
class ReadNames:
    """The names of a list, and messages about what was not understood and what was mended."""

    names: list[NameParts] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    mended: list[str] = field(default_factory=list)


def parse_bibtex_names(text: str) -> ReadNames:
    """Reads a list as BibTeX writes it: names in LaTeX, between them `and`, bodies in braces."""
    read = ReadNames()
    text = LOOSE_AND.sub("", " ".join(text.split()))
    for item in _split_list(text, read):
        _add_bibtex_name(item, read)
    return read


def parse_listed_name(text: str) -> ReadNames:
    """Reads a name that has its own line, as in RIS and MEDLINE: `Smith,A.B.`, `Smith AB`, a body.

    A line may name several people by mistake, or end with `et al.`
    """
    read = ReadNames()
    text = LOOSE_AND.sub("", " ".join(text.split()).strip(" ;"))
    is_body = text.endswith(",")  # by which RIS keeps a name whole
    text, ends_with_others = split_others(text.strip(" ,"))
    if text.startswith("{") and text.endswith("}"):
        add_body(text.strip("{}").strip(), read)
    elif is_body and text and "," not in text:
        add_body(text.replace(LOW_COMMA, ","), read)
    elif text:
        _add_listed_name(text, read)
    if ends_with_others:
        read.names.append(OTHER_AUTHORS)
    return read


def _add_listed_name(text: str, read: ReadNames) -> None:
    text = leave_out_title(text, read)
    if behalf := BEHALF.fullmatch(text):
        read.names.append(NameParts(literal=behalf[1]))
    elif has_separator(text):
        add_body(text.replace(LOW_COMMA, ","), read)
    elif COMMA.search(text):
        parts = (part.strip().replace(LOW_COMMA, ",") for part in COMMA.split(text))
        read.names.append(_divide(*parts, read=read))
    elif (found := MEDLINE_NAME.fullmatch(text)) and not find_body_word(text):
        read.names.append(_divide(*found.groups(), read=read))
    else:
        read.names.append(_divide_without_comma(text, read))


def add_body(text: str, read: ReadNames) -> None:
    """Adds the name of a body; where it can only be a list of people, it adds each of these."""
    text, ends_with_others = split_others(text)
    if lists_people(text):
        read.mended.append(f"{text} is read as a list of people")
        for name in (leave_out_title(one, read) for one in split_people(text)):
            read.names.append(
                _divide(*map(str.strip, name.split(",")), read=read)
                if "," in name
                else _divide_without_comma(name, read)
            )
    elif text:
        if has_separator(text) and not find_body_word(text):
            read.doubts.append(f"{text} is read as the name of one body")
        read.names.append(NameParts(literal=text))
    if ends_with_others:
        read.names.append(OTHER_AUTHORS)


def make_group(text: str) -> list[NameParts]:
    """The collaborations that a field names: `ATLAS, CMS`, `NOVA Collaboration`, `for the NOVA Group`."""
    names = (name.strip() for name in re.split(r",|;|\s+and\s+", text))
    return [NameParts(literal=_whole_group(name)) for name in names if name]


def _whole_group(name: str) -> str:
    behalf = BEHALF.fullmatch(name)
    name = behalf[1] if behalf else re.sub(r"^the\s+", "", name)
    return name if find_body_word(name) else f"{name} Collaboration"


# --- lists -----------------------------------------------------------------------------------------------


def _split_list(text: str, read: ReadNames) -> list[str]:
    items = _split_outside(text, AND)
    if len(items) == 1 and len(divided := _split_outside(text, SEMICOLON)) > 1:
        signs = "semicolons" if re.search("[;；؛]", text) else "、"
        read.mended.append(f"the names are divided by {signs}; each is read as a name")
        return divided
    last_is_whole = "," not in items[-1] and not ET_AL.fullmatch(items[-1]) if items else False
    if len(items) > 1 and last_is_whole and any(_is_several(item) for item in items[:-1]):
        read.mended.append("the names are divided by commas; each is read as a name")
        return [name for item in items for name in _split_outside(item, COMMA)]
    return items


def _is_several(item: str) -> bool:
    """Whether it is `Ada Smith, Bob Jones, Carl Doe`: full names with commas between them."""
    parts = _split_outside(item, COMMA)
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
    item, ends_with_others = split_others(item)
    parts = _split_outside(item, COMMA)
    if item.startswith("{") and find_closing_brace(item, 0) == len(item):
        add_body(_plain(item), read)
    elif lists_people(plain := _plain(item)):
        add_body(plain, read)
    elif (name := leave_out_title(plain, read)) != plain:
        _add_listed_name(name, read)
    elif len(parts) == 1:
        read.names.append(_divide_without_comma(_plain(_keep_spaces(item)), read))
    elif parts:
        read.names.append(_divide(*map(_plain, parts), read=read))
    if ends_with_others:
        read.names.append(OTHER_AUTHORS)


def leave_out_title(text: str, read: ReadNames) -> str:
    """A name without titles, degrees and footnote marks, unless it is that of a body; these are told."""
    name, title = split_title(text)
    if not title or find_body_word(text):
        return text
    read.mended.append(f"{text} is read without {title}")
    return name


def _plain(latex: str) -> str:
    return write_plain(expand_html(parse_latex(latex).pieces))


def _keep_spaces(text: str) -> str:
    """The same text, in which spaces inside braces divide no words; one after a command stays its end."""
    depth, kept = 0, ""
    for sign in text:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        kept += KEPT_SPACE if sign == " " and depth > 0 and not COMMAND.search(kept) else sign
    return kept


def _divide_without_comma(text: str, read: ReadNames) -> NameParts:
    """`Ada B. Smith`, `Jan van der Berg`, `Ada Hart III`, one word, or a body."""
    words = text.split()
    text = text.replace(KEPT_SPACE, " ")
    if behalf := BEHALF.fullmatch(text):
        return NameParts(literal=behalf[1])
    if len(words) == 1:
        return NameParts(literal=text) if ACRONYM.fullmatch(text) or " " in text else NameParts(family=text)
    if find_body_word(text) or not text:
        if not BODY_WORD.search(text):
            read.doubts.append(f"{text} is read as the name of a body")
        return NameParts(literal=text)
    whole = divide_full_name(words)
    family = whole.surname.replace(KEPT_SPACE, " ")
    if whole.given.isupper() and text.startswith(f"{family} {whole.given}"):
        read.doubts.append(f"{text} is read as the surname {family} with initials")
    given = whole.given.replace(KEPT_SPACE, " ")
    return _divide(family, given, *filter(None, [whole.suffix]), read=read)


def _divide(
    family: str, given: str = "", suffix: str | None = None, *more: str, read: ReadNames
) -> NameParts:
    """The parts of a name that commas divide: `van der Berg, Jan`, `Smith, Jr., Ada`, `Smith, Ada, Jr.`."""
    if suffix is not None and SUFFIX.fullmatch(given):
        given, suffix = suffix, given
    elif suffix is None and CERTAIN_SUFFIX.fullmatch(given):
        whole = divide_full_name(family.split())
        if whole.given:
            read.mended.append(f"{family}, {given} is read as a name in its natural order")
        family, given, suffix = whole.surname, whole.given, given
    suffix = suffix or ""
    if suffix and not SUFFIX.fullmatch(suffix):
        read.doubts.append(f"{', '.join([family, given, suffix, *more])} has too many commas for one name")
        given, suffix, more = " ".join([given, suffix, *more]), "", ()
    if doubtful := _find_doubtful_body(family, given, read):
        return NameParts(literal=doubtful)
    if not family or not given:
        words = (family or given).split()
        start = next((n for n, word in enumerate(words) if not word.islower()), 0)
        return NameParts(" ".join(words[start:]), "", " ".join(words[:start]), suffix)
    try:
        parts = parse_name(", ".join(filter(None, (family, suffix, given)))).parts
    except PydanticCustomError:
        return NameParts(family=family, given=given, suffix=suffix)
    return parts


def _find_doubtful_body(family: str, given: str, read: ReadNames) -> str:
    """The name of a body that a comma would divide, or of several people; empty for one person.

    A name that could be either is reported.
    """
    text = ", ".join(filter(None, (family, given)))
    if is_a_body(family, given) or has_separator(family) or has_separator(given):
        read.doubts.append(f"{text} is read as the name of one body")
        return text
    if may_be_a_body(family, given):
        read.doubts.append(f"{text} is read as the name of a person")
    elif may_be_two_people(family, given) and not PARTICLE.match(family):
        read.doubts.append(f"{text} is read as one person with the surname {family}")
    return ""


def has_others(names: Sequence[NameParts]) -> bool:
    """Whether the list ends with authors who are not named."""
    return bool(names) and names[-1] == OTHER_AUTHORS
