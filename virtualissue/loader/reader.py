"""content/ -> `Issue`, or what is wrong with the form of its files.

Each file holds one entity, and its name is the slug. Every mistake in the form of the files is reported
at once; what is wrong between them is for `checks`.
"""

import os
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from virtualissue.bibliography.references.styles import CitationStyle
from virtualissue.diagnostics import ContentError, Diagnostic, suggest
from virtualissue.loader.citation_style import read_citation_styles
from virtualissue.loader.content_files import OWN, list_content, path_inside, read_text, show_path
from virtualissue.loader.defaults import fill_in
from virtualissue.loader.own_words import NAME as OWN_WORDS
from virtualissue.loader.own_words import check_own_words, find_faults, read_translation
from virtualissue.loader.positions import find_line
from virtualissue.loader.validation import ValidationMessage, find_messages
from virtualissue.loader.yaml_source import MOST_TOLD, Source
from virtualissue.model.entity import Entity
from virtualissue.model.fact import IssueVocabulary, declare_units
from virtualissue.model.front_matter import FrontMatter
from virtualissue.model.issue import Issue
from virtualissue.model.kinds import KINDS, KINDS_BY_FOLDER, SINGLES
from virtualissue.text.notation import NONE, find_notation
from virtualissue.text.parser import Vocabulary
from virtualissue.words import ENGLISH, FixedText, Words

COURSE = "course"  # the folder in content/ of what is taught
NO_WORDS: Mapping[str, FixedText] = {}
ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")


@dataclass
class ReadFiles:
    """The files of the last reading with what they gave, so that those that are still the same give it again.

    An entity depends on the text of its file and on the vocabulary of the issue, and on nothing else.
    """

    sources: dict[Source, Source] = field(default_factory=dict)
    entities: dict[Source, Entity] = field(default_factory=dict)
    vocabulary: Vocabulary | None = None

    def find_source(self, source: Source) -> Source:
        """The same file as it was parsed before, if it was."""
        return self.sources.get(source, source)

    def find_entities(self, vocabulary: Vocabulary) -> Mapping[Source, Entity]:
        """What the files gave, if it was under the same vocabulary and the same words."""
        if vocabulary != self.vocabulary or vocabulary.words.texts != self.vocabulary.words.texts:
            return {}
        return self.entities

    def keep(self, entities: Mapping[Source, Entity], vocabulary: Vocabulary) -> None:
        """Remembers these files, and forgets all others."""
        self.sources, self.entities, self.vocabulary = (
            {one: one for one in entities},
            {**entities},
            vocabulary,
        )


@dataclass(frozen=True)
class ContentReading:
    """What could be read of content/, and what is wrong with the rest in form.

    The issue knows which files it lacks; there is none without issue.yml, or with a file out of place.
    """

    issue: Issue | None
    diagnostics: tuple[Diagnostic, ...]


def find_own(folder: Path) -> Path | None:
    """The folder `own` beside content/, with what a lecturer adds to the course; None where there is none."""
    beside = Path(os.path.abspath(folder)).parent / OWN  # noqa: PTH100 (as in `read_content`)
    is_content = beside.resolve() == folder.resolve()  # the issue itself can be in a folder of this name
    return beside if beside.is_dir() and not is_content else None


def read_issue(folder: Path) -> Issue:
    """All of content/ as one `Issue`; raises `ContentError` with everything that is wrong in form."""
    reading = read_content(folder)
    if reading.diagnostics or not reading.issue:
        raise ContentError(reading.diagnostics)
    return reading.issue


def read_content(folder: Path, own: Path | None = None, known: ReadFiles | None = None) -> ContentReading:
    """Whatever can be read of content/, and of a lecturer's own folder, whose problems come last.

    Files that did not change since `known` was filled are neither parsed nor validated again; it then holds
    those of this reading. Raises `ContentError` where there is no such folder.
    """
    known = ReadFiles() if known is None else known
    folder = Path(os.path.abspath(folder))  # noqa: PTH100 (a name for `.`, and a link keeps its own)
    diagnostics = list[Diagnostic]()
    paths = [path for path in _paths(folder, diagnostics) if _holds_entity(path, folder)]
    sources = _all(paths, lambda path: _read_as(path, _place(path, folder)[0], folder, known), diagnostics)
    if own:
        sources += _read_own(own, {(one.folder, one.slug) for one in sources}, known, diagnostics)
    if not (folder / "issue.yml").is_file():
        diagnostics.append(Diagnostic(f"{folder.name}/issue.yml", 0, 0, "this file is missing"))
    # Without its placeholders, every general formula of the other files would be called wrong.
    if not any(source.folder == "" and source.slug == "issue" for source in sources):
        return ContentReading(None, tuple(diagnostics))
    translation = next(iter(_all([folder], read_translation, diagnostics)), {})
    vocabulary = read_vocabulary(sources, translation)
    entities: dict[str, dict[str, Entity]] = {}
    before = known.find_entities(vocabulary)
    validated = _all(sources, lambda one: (one, before.get(one) or _validate(one, vocabulary)), diagnostics)
    found = dict(validated)
    for source, entity in found.items():
        entities.setdefault(source.folder, {})[source.slug] = entity
    known.keep(found, vocabulary)
    front, unread = entities.get("", {}).get("issue"), find_unread(diagnostics)
    if not isinstance(front, FrontMatter) or unread is None:
        return ContentReading(None, tuple(diagnostics))
    styles = _all([front], lambda front: read_citation_styles(front, folder), diagnostics)
    style, *further = styles[0] if styles else (CitationStyle(),)
    _all([front], lambda front: check_own_words(front, folder), diagnostics)
    issue = replace(
        _assemble(front, entities),
        style=style, further_styles=tuple(further), unread=unread, translation=translation,
    )  # fmt: skip
    return ContentReading(issue, tuple(diagnostics))


def find_unread(diagnostics: Iterable[Diagnostic]) -> frozenset[tuple[str, str]] | None:
    """The kind and the slug of every file with a mistake; None where one is in no place that is known."""
    unread = set()
    for diagnostic in diagnostics:
        parent, _, name = diagnostic.file.partition("/")[2].rpartition("/")
        slug = name.rpartition(".")[0]
        if parent in KINDS_BY_FOLDER and slug:
            unread.add((KINDS_BY_FOLDER[parent].name, slug))
        elif not parent and slug in SINGLES:
            unread.add((slug, slug))
        else:
            return None
    return frozenset(unread)


def _read_own(
    own: Path, taken: Container[tuple[str, str]], known: ReadFiles, diagnostics: list[Diagnostic]
) -> list[Source]:
    """The files of a lecturer, as if they were in content/course; a name that is taken there is a mistake."""
    found = []
    for path in list_content(own, diagnostics):
        parent, slug = _place(path, own)
        folder = f"{COURSE}/{parent}"
        if path.suffix != ".yml" or folder not in KINDS_BY_FOLDER:
            names = (name.partition(f"{COURSE}/")[2] for name in sorted(KINDS_BY_FOLDER))
            reason = f"this is no .yml file in one of the folders {', '.join(filter(None, names))}"
        elif (folder, slug) in taken:
            reason = f"the issue has a file of this name in {folder}; give it another name"
        else:
            found.append((path, folder))
            continue
        diagnostics.append(Diagnostic(show_path(path, own), 0, 0, reason))
    return _all(found, lambda one: _read_as(*one, own, known), diagnostics)


def _read_as(path: Path, parent: str, folder: Path, known: ReadFiles) -> Source:
    """A file of `folder`, taken for one of the folder `parent` in content/."""
    source = known.find_source(Source(show_path(path, folder), parent, path.stem, read_text(path, folder)))
    _ = source.data  # what is no YAML is reported with all other files, before any is validated
    return source


def _all(
    items: Iterable[ItemT], read: Callable[[ItemT], ResultT], diagnostics: list[Diagnostic]
) -> list[ResultT]:
    """What can be read of the items; what cannot leaves its diagnostics."""
    results = []
    for item in items:
        try:
            results.append(read(item))
        except ContentError as error:
            diagnostics.extend(error.diagnostics)
    return results


def _assemble(front: FrontMatter, entities: Mapping[str, Mapping[str, Entity]]) -> Issue:
    singles: dict[str, Any] = {name: entities.get("", {}).get(name) for name in ("regions", "course")}
    holders = {"issue": front, "course": singles["course"]}
    collections: dict[str, Mapping[str, Entity]] = {}
    for kind in KINDS:
        collection = entities.get(kind.path, {})
        if holder := holders.get(kind.order):
            collection = _in_order(collection, getattr(holder, kind.collection))
        elif kind.order == "name":
            collection = dict(sorted(collection.items(), key=lambda item: item[1].sort_key))
        collections[kind.collection] = collection
    return fill_in(Issue(front, collections, **singles))


def _in_order(collection: Mapping[str, Entity], order: Sequence[str]) -> dict[str, Entity]:
    """The editor's order first, then whatever it does not name, which ends with what a lecturer adds."""
    return {slug: collection[slug] for slug in (*order, *collection) if slug in collection}


def read_vocabulary(
    sources: Sequence[Source], translation: Mapping[str, FixedText] = NO_WORDS
) -> IssueVocabulary:
    """What all text may use, taken from the data before it is validated, and from that of words.yml."""
    front = next((one.data for one in sources if (one.folder, one.slug) == ("", "issue")), {})
    names: dict[str, tuple[str, str]] = {}
    for source in sources:
        for name in _find_names(source):
            names.setdefault(name, (KINDS_BY_FOLDER[source.folder].name, source.slug))
    return IssueVocabulary(
        frozenset(map(str, front.get("placeholders") or ())),
        names,
        find_notation(front.get("notation", NONE)),
        _find_words(front, translation),
        declare_units(front.get("units")),
    )


def _find_words(front: Mapping[str, Any], translation: Mapping[str, FixedText]) -> Words:
    """The words of the language of an issue; those of its own that are wrong are told elsewhere."""
    language, own = front.get("language"), front.get("words")
    texts = own.items() if isinstance(own, dict) else ()
    known = {name: text for name, text in texts if not any(find_faults({name: text}))}
    return Words(language if isinstance(language, str) else ENGLISH, {**translation, **known})


def _find_names(source: Source) -> Iterator[str]:
    if source.folder and KINDS_BY_FOLDER[source.folder].has_names:
        lists = [source.data.get(field) for field in ("names", "forms")]
        others = (name for names in lists if isinstance(names, list) for name in names)
        for name in (source.data.get("name"), source.data.get("term"), *others):
            if isinstance(name, str) and name.strip():
                yield name.strip()


def _paths(folder: Path, diagnostics: list[Diagnostic]) -> list[Path]:
    if not folder.is_dir():
        raise ContentError([Diagnostic(str(folder), 0, 0, "there is no such folder")])
    known: list[Path] = []
    for path in list_content(folder, diagnostics):
        if stray := _stray(*_place(path, folder), path.suffix):
            diagnostics.append(Diagnostic(show_path(path, folder), 0, 0, stray))
        else:
            known.append(path)
    return known


def _stray(parent: str, slug: str, suffix: str) -> str | None:
    """What is wrong with where a file is or how it is called."""
    if not parent and (suffix == ".csl" or f"{slug}{suffix}" == OWN_WORDS):
        return None
    if suffix != ".yml":
        return f"not a .yml file{f' (name it {slug}.yml)' if suffix.lower() in ('.yaml', '.yml') else ''}"
    if parent and parent not in KINDS_BY_FOLDER:
        return f"no folder {parent} ({suggest(parent, KINDS_BY_FOLDER)})"
    if not parent and slug not in SINGLES:
        return f"no file {slug} here ({suggest(slug, SINGLES)})"
    return None


def _holds_entity(path: Path, folder: Path) -> bool:
    return path.suffix == ".yml" and path != folder / OWN_WORDS


def _place(path: Path, folder: Path) -> tuple[str, str]:
    """The folder inside content/ (empty for content/ itself) and the slug."""
    return path_inside(path, folder).rpartition("/")[0], path.stem


def _validate(source: Source, vocabulary: Vocabulary) -> Entity:
    kind = KINDS_BY_FOLDER[source.folder].entity if source.folder else SINGLES[source.slug]
    diagnostics = [_misplaced(name, source) for name in source.data.keys() & _own_fields(kind)]
    try:
        entity = _make(kind, source, source.data, vocabulary)
    except ValidationError as error:
        messages = islice(find_messages(kind, error), MOST_TOLD)
        diagnostics.extend(_locate(message, source) for message in messages)
        if (left := error.error_count() - MOST_TOLD) > 0:
            more = f"{diagnostics[-1].message} (and {left:,} more mistakes in this file)"
            diagnostics[-1] = replace(diagnostics[-1], message=more)
    except Exception as error:  # noqa: BLE001 (the author learns in which field any error occurred)
        diagnostics.append(_find_culprit(kind, source, vocabulary, error))
    if diagnostics:
        raise ContentError(diagnostics)
    return entity


def _make(kind: type[Entity], source: Source, data: Mapping[str, Any], vocabulary: Vocabulary) -> Entity:
    line = find_line(source.text, kind.core)
    fields = {**data, "slug": source.slug, "file": source.file, "line": line}
    return kind.model_validate(fields, context=vocabulary)


def _find_culprit(kind: type[Entity], source: Source, vocabulary: Vocabulary, error: Exception) -> Diagnostic:
    """An error that nobody foresaw, at the first field without which it does not come."""
    message = f"this cannot be read ({type(error).__name__}: {error})"
    for name in source.data:
        rest = {field: value for field, value in source.data.items() if field != name}
        with suppress(Exception):  # where it comes without this field as well
            with suppress(ValidationError):
                _make(kind, source, rest, vocabulary)
            return Diagnostic(source.file, *source.positions.find((name,)), f"{name}: {message}")
    return Diagnostic(source.file, 1, 1, message)


def _own_fields(kind: type[Entity]) -> set[str]:
    """The fields that no file gives: they are found by the program."""
    return {*Entity.model_fields, *(name for name, field in kind.model_fields.items() if field.exclude)}


def _misplaced(name: str, source: Source) -> Diagnostic:
    place = source.positions.find_key((name,))
    reason = " (a file's name is its slug)" if name in Entity.model_fields else ""
    return Diagnostic(source.file, *place, f"no field {name} here{reason}")


def _locate(found: ValidationMessage, source: Source) -> Diagnostic:
    if found.at == ("slug",):
        return Diagnostic(
            source.file, 0, 0, "a file's name is its slug: up to 80 lowercase letters, digits and hyphens"
        )
    if found.of_key:
        place = source.positions.find_key(found.at)
    else:
        place = source.positions.find(found.at, found.offset)
    return Diagnostic(source.file, *place, found.message, example=found.example)
