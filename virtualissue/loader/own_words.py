"""The words that an editor replaces in issue.yml, and those of a whole language in words.yml beside it."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from virtualissue.diagnostics import ContentError, Diagnostic, suggest
from virtualissue.loader.content_files import read_text, show_path
from virtualissue.loader.positions import Positions
from virtualissue.loader.yaml_source import Source
from virtualissue.model.front_matter import FrontMatter
from virtualissue.words import ENGLISH, PLURALS, FixedText, find_placeholders, read_words

NAME = "words.yml"

WordFault = tuple[tuple[str, ...], str]  # the path to a word, and what is wrong with it


def read_translation(folder: Path) -> Mapping[str, FixedText]:
    """The words of words.yml; raises `ContentError` with everything that is wrong in it."""
    path = folder / NAME
    if not path.is_file():
        return {}
    source = Source(show_path(path, folder), "", path.stem, read_text(path, folder))
    _refuse(source.file, source.text, (), list(find_faults(source.data)))
    return source.data


def check_own_words(front: FrontMatter, folder: Path) -> None:
    """Raises `ContentError` where `words` in issue.yml has something that is no word or asks for too much."""
    if faults := list(find_faults(front.words)):
        _refuse(front.file, read_text(folder / "issue.yml", folder), ("words",), faults)


def _refuse(file: str, text: str, above: tuple[str, ...], faults: Iterable[WordFault]) -> None:
    positions, before = Positions(text), "".join(f"{field}: " for field in above)
    told = [Diagnostic(file, *positions.find_key((*above, *at)), before + message) for at, message in faults]
    if told:
        raise ContentError(told)


def find_faults(words: Mapping[str, Any]) -> Iterator[WordFault]:
    """What is wrong with words of an editor: the path to each fault, and a message.

    Each word must exist. Its text may leave out what could be put in, but asks for nothing else.
    """
    known = read_words(ENGLISH)
    for name, text in words.items():
        if name not in known:
            yield (name,), f"no word {name} ({suggest(name, known)})"
        elif not _is_text(text):
            yield (name,), f"{name} should be a text, or a text for each plural (one: ..., other: ...)"
        else:
            yield from _find_faults_of_plural(name, text)
            possible = find_placeholders(known[name])
            for wrong in sorted(find_placeholders(text) - possible):
                yield (name,), f"{{{wrong}}} stands for nothing in this word ({suggest(wrong, possible)})"


def _is_text(text: object) -> bool:
    texts = text.values() if isinstance(text, Mapping) else [text]
    return all(isinstance(one, str) and one.strip() for one in texts)


def _find_faults_of_plural(name: str, text: FixedText) -> Iterator[WordFault]:
    if isinstance(text, str):
        return
    for category in text:
        if category not in PLURALS:
            yield (name, category), f"no plural {category} ({suggest(category, PLURALS)})"
    if "other" not in text:
        yield (name,), f"{name} lacks its text for the plural other"
