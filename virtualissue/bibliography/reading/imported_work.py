"""What an import makes of one record, and the mending of those fields that the record of a work refuses."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from virtualissue.bibliography.names import OTHERS
from virtualissue.bibliography.reading.record import Remark
from virtualissue.bibliography.reading.written_names import write_body
from virtualissue.bibliography.work import NAME_FIELDS, Work
from virtualissue.text.markup import replace_typed_signs
from virtualissue.text.parser import Vocabulary


@dataclass
class ImportedWork:
    """The fields of a work as content writes them, with what was read of it besides.

    `kept` are lines for an editor to look at: what the record of a work has no field for. `plain_title` is
    the title without markup, for a title whose markup is refused.
    """

    file: str
    line: int
    keys: tuple[str, ...]
    fields: dict[str, Any]
    plain_title: str = ""
    kept: list[str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    noise: Counter[str] = field(default_factory=Counter)
    keywords: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


def mend_work(made: ImportedWork, vocabulary: Vocabulary) -> None:
    """Mends what the record of a work refuses in an issue of that vocabulary, or else leaves it out."""
    for _ in range(10):
        try:
            Work.model_validate(made.fields, context=vocabulary)
        except ValidationError as error:
            mended = [_mend(made, dict(found)) for found in error.errors(include_url=False)]
            if not any(mended):
                return
        else:
            return


def _mend(made: ImportedWork, error: Mapping[str, Any]) -> bool:
    """Takes one value that is refused out of the fields; says whether it could."""
    at: Sequence[Any] = [step for step in error["loc"] if not str(step).startswith("[")]
    name = str(at[0]) if at else ""
    if name == "title":
        return _mend_title(made, error)
    if name not in made.fields:
        return False
    if name in NAME_FIELDS.values():
        if len(at) > 1:
            return _mend_name(made, name, int(at[1]), error["msg"])
        return error["type"] == "names" and _mend_list(made, name)  # else it lacks the names that are refused
    value = made.fields[name]
    if isinstance(value, str) and (written := replace_typed_signs(value)) != value:
        return _mend_signs(made, name, written)
    made.fields.pop(name)
    made.remarks.append(Remark(made.file, made.line, name, str(error["msg"])))
    made.kept.append(f"{name}: {value}")
    if name in ("year", "date"):
        made.fields["year"] = "no date"
    return True


def _mend_signs(made: ImportedWork, name: str, written: str) -> bool:
    """Writes the signs that LaTeX prints in place of what is typed for them."""
    made.fields[name] = written
    made.remarks.append(
        Remark(
            made.file, made.line, name, f"is written with the signs that LaTeX prints: {written}", "mended"
        )
    )
    return True


def _mend_title(made: ImportedWork, error: Mapping[str, Any]) -> bool:
    """Declares what is no formula as a word; writes a title whose markup is refused without it."""
    title, message = str(made.fields["title"]), str(error["msg"])
    if "LaTeX is left" in message and (written := replace_typed_signs(title)) != title:
        return _mend_signs(made, "title", written)
    problems = error.get("ctx", {}).get("problems", ())
    if problems and "declare it among `words`" in message:
        start = title.rfind(" ", 0, problems[0][0] + 1) + 1
        word = re.match(r"\W*(\S*?)[\W]*(?:\s|$)", title[start:])
        words = made.fields.setdefault("typeset", {}).setdefault("words", [])
        if word and word[1] and word[1] not in words:
            words.append(word[1])
            made.remarks.append(
                Remark(made.file, made.line, "title", f"{word[1]} is treated as a word: {message}")
            )
            return True
    typed = unicodedata.normalize("NFKC", made.plain_title)
    ways = list(dict.fromkeys((made.plain_title, typed, re.sub(r"[{}\\<>]|\$", "", typed))))
    plainer = ways[ways.index(title) + 1 :] if title in ways else ways
    if not any(plainer):
        return False
    made.fields["title"] = next(filter(None, plainer))
    made.remarks.append(Remark(made.file, made.line, "title", f"is written without its markup: {message}"))
    return True


def _mend_list(made: ImportedWork, role: str) -> bool:
    """Puts the word for authors who are not named after those who are, its only place.

    In a list without it, names of one word are written as what they are: two could be one that is cut.
    """
    names = made.fields[role]
    if OTHERS not in names:
        written = [{"family": name} if isinstance(name, str) else name for name in names]
        made.fields[role] = written
        return bool(written != names)
    named = [name for name in names if name != OTHERS]
    made.fields[role] = [*named, OTHERS] if named else [{"literal": "Anonymous"}]
    moved = "is in the middle of the list; it is moved to the end"
    message = f"`{OTHERS}` {moved if named else 'names nobody; the list is written as Anonymous'}"
    made.remarks.append(Remark(made.file, made.line, role, message))
    return True


def _mend_name(made: ImportedWork, role: str, place: int, message: str) -> bool:
    """Writes a name that cannot be read as one whole, as it is."""
    names = made.fields[role]
    name = names[place]
    if isinstance(name, dict) and name.pop("orcid", ""):
        made.remarks.append(Remark(made.file, made.line, role, message))
        return True
    literal = name if isinstance(name, str) else " ".join(name.values())
    plain = " ".join(re.sub(r"[\\{}$<>]|&(?=\w+;)", "", literal).split())
    written = write_body(plain)
    if name == written or not plain:
        made.kept.append(f"{role}: {names.pop(place)}")
        if not names:
            made.fields[role] = [{"literal": "Anonymous"}]
    else:
        names[place] = written
    made.remarks.append(Remark(made.file, made.line, role, message))
    return True
