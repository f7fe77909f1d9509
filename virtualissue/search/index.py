"""Cards -> the files of search/: the only file that knows how the index is laid out for the browser.

Each file calls `found(name, content)`, so that it loads into a page from disk as well as from a server:

    head        what the browser must know first: the tables of `spelling`, the sorts, where each part begins
    words-N     the vocabulary in order, whole letters to a part; a word by what it shares with the last
    places-N    for each word of the vocabulary in order, on which documents it stands and with what weight
    documents-N     address, sort, title and excerpts of the documents in order
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2s
from itertools import accumulate, groupby, pairwise

from markupsafe import escape

from virtualissue.model.issue import HEADINGS, Issue
from virtualissue.search.documents import (
    PARTS,
    DocumentKind,
    Excerpt,
    SearchDocument,
    find_searchables,
    make_document,
)
from virtualissue.search.terms import Weight
from virtualissue.text.folding import EMPTY, find_words, fold

PART = 12_000  # signs of a part, about
CARDS = 6_000  # and of one of documents, of which every answer may want another
LONGEST = 60  # letters of a name that is found whole; of longer ones, titles mostly, each word is
COMMON = 0.25  # of a word that is in the prose of more documents than this share, the prose tells nothing

DIGITS = "abcdefghijklmnopqrstuvwxyz012345ABCDEFGHIJKLMNOPQRSTUVWXYZ6789-_"
TAGS = {"<sub>": "{", "</sub>": "}", "<sup>": "[", "</sup>": "]", "<i>": "~", "</i>": "|"}
TAG = re.compile("</?(?:su[bp]|i)>")
PARTING = "^"  # between the title and the excerpts of a document
ENTITIES = {ord(sign): f"&#{ord(sign)};" for sign in (*TAGS.values(), PARTING)}
PART_NAMES = tuple(dict.fromkeys(["", *PARTS.values()]))

# what a single word of a name is worth
WORD_WEIGHTS = {Weight.NAME: Weight.WORD, Weight.MEMBER: Weight.TRAIT, Weight.RELATED: Weight.TRAIT}

Places = Mapping[str, Mapping[int, int]]


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """What goes into the index of a document: its kind, its line in two parts, its words and weights."""

    sort: DocumentKind
    front: str
    back: str
    words: Mapping[str, int]


def render_search(issue: Issue) -> dict[str, str]:
    """The files of search/ by name."""
    entries = [make_entry(make_document(item, issue)) for item in find_searchables(issue)]
    own = {name: issue.words[field] for field, name in HEADINGS.items()}
    return render_index(entries, [own.get(name, name) for name in PART_NAMES])


def make_entry(document: SearchDocument) -> IndexEntry:
    """What the index takes from a document; a word has the greatest weight that it has there."""
    words: dict[str, int] = {}
    for word, weight in _weighed(document):
        words[word] = max(int(weight), words.get(word, 0))
    back = PARTING.join([_shorten(document.title), *map(_render_excerpt, document.excerpts)])
    return IndexEntry(document.sort, f"[{_json(document.address)},", f",{_json(back)}]", words)


def render_index(entries: Sequence[IndexEntry], part_names: Sequence[str] = ()) -> dict[str, str]:
    """The index of these documents as files by name; `part_names` are shown in the place of `PART_NAMES`."""
    places = find_places(entries)
    words = sorted(places)
    sorts = tuple(dict.fromkeys(entry.sort for entry in entries))
    parts = {
        "words": _join_letters(words, places),
        "places": _cut([_render_places(places[word]) for word in words], PART, '"{}"', " "),
        "documents": _cut([_render_document(entry, sorts) for entry in entries], CARDS, "[{}]", ","),
    }
    files = {f"{kind}-{n}": part for kind, group in parts.items() for n, (_, part) in enumerate(group)}
    version = blake2s("".join(files.values()).encode(), digest_size=6).hexdigest()
    head = {
        "version": version, "total": len(entries),
        "sorts": [[str(escape(sort.name)), str(escape(sort.collection)), int(sort.led)] for sort in sorts],
        "parts": part_names or PART_NAMES,
        "tags": {sign: tag for tag, sign in TAGS.items()}, "parting": PARTING,
        "letter": [words[start][0] for start, _ in parts["words"]],
        **{kind: [start for start, _ in group] for kind, group in parts.items()},
    }  # fmt: skip
    files["head"] = _json(head)
    called = {f"{name}.js": f'found("{name}",{content})\n' for name, content in files.items()}
    empty = _json(THEME_INDEX)
    return called | {"search_index.js": f"var __index={empty}\n", "search_index.json": f"{empty}\n"}


# What the theme itself reads before it asks anything, from disk or from a server: an index without entries.
THEME_INDEX = {
    "config": {"lang": ["en"], "separator": r"[\s\-]+", "pipeline": [], "fields": {}},
    "docs": [],
}


def find_places(entries: Sequence[IndexEntry]) -> Places:
    """Every word with the numbers of its documents, each with the weight that it has there."""
    places: dict[str, dict[int, int]] = defaultdict(dict)
    for number, entry in enumerate(entries):
        for word, weight in entry.words.items():
            places[word][number] = weight
    limit = max(40, int(COMMON * len(entries)))
    return {word: _without_prose(here, limit) for word, here in places.items()}


def _weighed(document: SearchDocument) -> Iterator[tuple[str, int]]:
    for term in document.terms:
        if (
            term.weight >= Weight.RELATED
            and 0 < len(name := "".join(map(fold, term.text.split()))) <= LONGEST
        ):
            yield name, term.weight
        weight = WORD_WEIGHTS.get(term.weight, term.weight)
        yield from ((word, weight) for word in find_words(term.text))
    for number, excerpt in enumerate(document.excerpts):
        weight = Weight.PROSE if number else Weight.GIST
        yield from ((word, weight) for word in find_words(excerpt.text) if word not in EMPTY)


def _without_prose(here: dict[int, int], limit: int) -> dict[int, int]:
    if len(here) <= limit:
        return here
    return {document: weight for document, weight in here.items() if weight > Weight.GIST}


# --- the parts -------------------------------------------------------------------------------------------


def _cut(items: Sequence[str], size: int, frame: str, joint: str) -> list[tuple[int, str]]:
    """Items framed and joined to parts of about the same size, each with the number of its first item."""
    sizes = [0, *accumulate(len(item) for item in items)]
    groups = groupby(range(len(items)), key=lambda number: sizes[number] // size)
    runs = [list(run) for _, run in groups]
    return [(run[0], frame.format(joint.join(items[number] for number in run))) for run in runs]


def _join_letters(words: Sequence[str], places: Places) -> list[tuple[int, str]]:
    """The vocabulary, cut only between first letters: nearly all that is near a word is in one part."""
    starts = [n for n, (a, b) in enumerate(pairwise(["", *words])) if a[:1] != b[0]]
    sizes = [0, *accumulate(len(word) for word in words)]
    cuts = [next(run) for _, run in groupby(starts, key=lambda start: sizes[start] // PART)]
    ends = [*cuts[1:], len(words)]
    return [(a, _render_words(words[a:b], places)) for a, b in zip(cuts, ends, strict=True)]


def _render_words(words: Sequence[str], places: Places) -> str:
    """Of each word what it shares with the one before and its greatest weight, a sign each; its rest."""
    entries = []
    for before, word in pairwise(["", *words]):
        shared = next((n for n, (a, b) in enumerate(zip(before, word, strict=False)) if a != b), len(before))
        shared = min(shared, len(word), 25)
        entries.append(f"{chr(97 + shared)}{max(places[word].values(), default=0)}{word[shared:]}")
    return _json(" ".join(entries))


def _render_places(here: Mapping[int, int]) -> str:
    """Card numbers, each as its distance from the one before, times eight, plus the weight."""
    numbers = sorted(here)
    return "".join(_render_number((b - a) * 8 + here[b]) for a, b in pairwise([0, *numbers]))


@cache
def _render_number(number: int) -> str:
    """Digits of base 32, the lowest first; the last of a number from the second half of the signs."""
    digits = DIGITS[number % 32 + 32 * (number < 32)]
    return digits if number < 32 else digits + _render_number(number // 32)


def _render_document(entry: IndexEntry, sorts: Sequence[DocumentKind]) -> str:
    """Address, number of the sort, and in one text title and excerpts."""
    return f"{entry.front}{sorts.index(entry.sort)}{entry.back}"


def _render_excerpt(excerpt: Excerpt) -> str:
    """The number of its part as one hexadecimal digit, its id without `s-`, a space, its HTML."""
    return f"{PART_NAMES.index(excerpt.part):x}{excerpt.anchor.removeprefix('s-')} {_shorten(excerpt.html)}"


def _shorten(html: str) -> str:
    """The tags of formulas as single signs; the same signs of the text itself as entities."""
    return TAG.sub(lambda tag: TAGS[tag[0]], str(html).translate(ENTITIES))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
