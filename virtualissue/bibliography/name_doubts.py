"""Finds signs that a text is more than the name of one person: several names, `et al.`, titles, bodies."""

import re

# --- several names ---------------------------------------------------------------------------------------

# what may separate the names of several people; `und` is also in the particle `von und zu`
SEPARATOR = re.compile(
    r"(?:\s|(?<=\.))(?:and|et|with|(?<!von )und|и)\s|(?-i:^and\s|\sand$)|"
    r"\s[/+|]\s|\s?[&＆]\s?|\s?[;；؛、]\s?|\n",
    re.IGNORECASE,
)
_ET_AL = (
    r"[\s,;(\[]*(?:(?:\band|&)\s+)?(?:\bet\.?\s*(?:al(?:ii|iae|ia)?|coll)|(?:\band|&)\s+(?:others|co-?workers)|\bи\s+др)"
    r"\b[\s.)\]]*"
)
ENDING = re.compile(rf"(?:{_ET_AL}|\s*,\s*others\.?)$", re.IGNORECASE)
ET_AL = re.compile(rf"{_ET_AL}|others\.?", re.IGNORECASE)
INITIAL = re.compile(r"(?:^|[\s.-])[^\W\d_]\.|^[A-Z]{1,3}$")
FULL_WORD = re.compile(r"[^\W\d_a-z][^\W\d_]+")
ONLY_INITIALS = re.compile(r"(?:[^\W\d_]\.[\s-]*)+|[A-Z]{1,3}")
INITIALS_LAST = re.compile(r"[^\W\d_]{2}\S*(?:\s\S+)?\s[A-Z]{1,3}$")
INITIALS_FIRST = re.compile(r"[^\W\d_]\.\s*(?:-?[^\W\d_]\.\s*)*[^\W\d_]{2}")


def split_others(text: str) -> tuple[str, bool]:
    """A name without an `et al.` at its end, and whether it had one: `Doe, J. et al.` -> `Doe, J.`."""
    if ET_AL.fullmatch(text):
        return "", True
    found = ENDING.search(text)
    return (text[: found.start()].rstrip(" ,;"), True) if found else (text, False)


def has_separator(text: str) -> bool:
    """Whether it has what stands between names: `Doe & Roe`, `Doe; Roe`, `J. Doe, R. Roe`."""
    return SEPARATOR.search(text) is not None or len(_split_at_commas(text)) > 1


def _split_at_commas(text: str) -> list[str]:
    """The names in `J. Doe, R. Roe`, `Doe J, Roe R, Poe P` and `Doe, J., Roe, R.`; any other text is one."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) > 1 and all(map(INITIALS_FIRST.match, parts)):
        return parts
    if len(parts) > 2 and all(map(INITIALS_LAST.match, parts)):
        return [", ".join(part.rsplit(" ", 1)) for part in parts]
    if len(parts) > 2 and len(parts) % 2 == 0 and all(map(ONLY_INITIALS.fullmatch, parts[1::2])):
        return [", ".join(pair) for pair in zip(parts[::2], parts[1::2], strict=True)]
    return [text]


def split_people(text: str) -> list[str]:
    """The names in a list of people: `Doe, J. and Roe, R.` -> `Doe, J.`, `Roe, R.`."""
    parts = (part.strip() for part in SEPARATOR.split(text))
    return [name for part in parts for name in _split_at_commas(part) if name]


def lists_people(text: str) -> bool:
    """Whether it can only be a list of people: `Doe, J. and Roe, R.`, `J. Doe & R. Roe`."""
    parts = split_people(text)
    if len(parts) < 2 or find_body_word(text):
        return False
    are_full = len(parts) > 2 and all(2 <= len(part.split()) <= 4 and "," not in part for part in parts)
    return are_full or all(map(_looks_like_a_person, parts))


def _looks_like_a_person(text: str) -> bool:
    """Whether it has initials, or a comma with a word or two on either side."""
    family, comma, given = (part.strip() for part in text.partition(","))
    if comma:
        return "," not in given and all(1 <= len(part.split()) <= 3 for part in (family, given))
    words = text.split()
    return 2 <= len(words) <= 4 and any(INITIAL.search(word) for word in (words[0], words[-1]))


def may_be_two_people(family: str, given: str) -> bool:
    """Whether both sides of a comma look like full names: `Jane Doe, Rick Roe`, `García Ruiz, Ana María`."""
    parts = (family.split(), given.split())
    return all(len(words) == 2 and all(map(FULL_WORD.fullmatch, words)) for words in parts)


# --- titles and marks ------------------------------------------------------------------------------------

_MARK = "[*∗†‡§¶#✉⁰¹²³⁴-⁹]"
MARKS = re.compile(rf"\s*{_MARK}(?:[,\s]*{_MARK})*")
_TITLE = r"(?:Prof|Dr|Mrs?|Ms)(?:\.(?:-Ing\.)?\s*|\s+)(?:(?:rer|nat|med|phil|h|c)\.\s*)*|Professor\s+"
TITLES = re.compile(rf"(?:^|(?<=, ))(?:{_TITLE})+(?=\w)")
DEGREES = re.compile(r"(?:,?\s+(?:Ph\.?\s?D|D\.?\s?Phil|[MBD]\.?Sc)\b\.?|,\s*(?:Dr|Prof)\.)+$")


def split_title(text: str) -> tuple[str, str]:
    """A person's name, and what is no part of it: `Dr. Doe, Jane*` -> `Doe, Jane`, `* and Dr.`

    A title that may be initials, such as `MD`, stays.
    """
    found = []
    for pattern in (MARKS, TITLES, DEGREES):
        found += [match[0].strip(" ,") for match in pattern.finditer(text)]
        text = pattern.sub("", text)
    return (text.strip(" ,") if found else text), " and ".join(found)


# --- bodies ----------------------------------------------------------------------------------------------

# words that are no surnames
_BODY = (
    r"Academ(?:y|ia|ie)|Académie|Agency|Akadem\w+|Alliance|Associat\w+|Authority|Bureau|Collaborations?|Commissions?|"
    r"Committees?|Company|Consorti\w+|Corporation|Corp\.|Councils?|Departments?|Dept\.?|Département|Division|"
    r"Faculty|Fakultät|Federation|Foundation|Gesellschaft|Hochschule|Institut\w*|Instytut|Istituto|Laborator\w+|"
    r"Ministry|Minister(?:io|ium)|Museum|Observatory|Organi[sz]ations?|Société|Societ(?:y|ies|à|ät)|Sociedad|"
    r"Universi\w+|Uniwersytet|Univ\.|Verein|Working Group|Task Force|Inc\.|Ltd\.?|GmbH|LLC|"
    r"Институт\w*|Университет\w*|Академи\w+"
)
# words that are also surnames, though rare ones
_MAYBE_BODY = (
    r"Bank|Boards?|Cent(?:er|re)s?|College|Forum|Fund|Groups?|Initiative|Labs?|Network|Office|Program(?:me)?|"
    r"Projects?|Survey|Teams?"
)
# words that say nothing of a body when they stand alone
_WITH_OTHERS = (
    r"Bros\.?|Brothers|Co\.|Library|Partners|Press|School|Service|Sons|Staff|Trust|Union|for|of|on|the"
)
_IN_ONE_WORD = r"大学|大學|研究所|研究院|学会|學會|委員会|委员会|대학교|연구소|학회"
BODY_WORD = re.compile(rf"(?<!\w)(?:{_BODY})(?!\w)|{_IN_ONE_WORD}", re.IGNORECASE)
MAYBE_BODY_WORD = re.compile(rf"(?<!\w)(?:{_MAYBE_BODY})(?!\w)", re.IGNORECASE)
WITH_OTHERS = re.compile(rf"(?<!\w)(?:{_WITH_OTHERS})(?!\w)", re.IGNORECASE)
ACRONYM = re.compile(r"[A-Z][A-Z0-9-]{2,}")


def find_body_word(text: str) -> str:
    """The first word in a text that only bodies have; empty without one. `Group` alone may be a surname."""
    patterns = (BODY_WORD, MAYBE_BODY_WORD, WITH_OTHERS) if " " in text.strip() else (BODY_WORD,)
    found = (pattern.search(text) for pattern in patterns)
    return next((match[0] for match in found if match), "")


def is_a_body(*parts: str) -> bool:
    """Whether one of the parts between commas can only be that of a body: `Institute of Dyes`."""
    return any(find_body_word(_without_particles(part)) for part in parts)


def may_be_a_body(*parts: str) -> bool:
    """Whether the parts between the commas of a text may be those of a body: `Department of Dyes`, `Leeds`.

    `Group, A.` is a person, and `Group, Lamp` may be one or not.
    """
    if is_a_body(*parts):
        return True
    doubtful = [part for part in parts if MAYBE_BODY_WORD.fullmatch(part.strip())]
    return bool(doubtful) and not any(INITIAL.search(part) for part in parts)


def _without_particles(part: str) -> str:
    words = part.split()
    while len(words) > 1 and words[0].islower() and words[0] not in ("for", "of", "on", "the"):
        words = words[1:]
    return " ".join(words)
