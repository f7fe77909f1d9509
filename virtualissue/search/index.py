"""Documents -> the files of search/: the only file that knows how the index is laid out for the browser.

Each file calls `found(name, content)`, so that it loads into a page from disk as well as from a server:

    head         what the browser must know first: the vocabulary, the kinds, synonyms, formulas of materials,
                 and of a small index also the places
    places-N     for each word of the vocabulary in order, in which documents it is and with what weight
    documents-N  address, title, lead and excerpts of the documents in order
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2s
from itertools import accumulate, groupby, pairwise

from markupsafe import escape

from virtualissue.chemistry.formula import ATOMIC_NUMBERS, name_element
from virtualissue.model.entities import Material
from virtualissue.model.issue import Issue
from virtualissue.search.documents import (
    PART_WORDS,
    DocumentKind,
    Excerpt,
    PagePart,
    SearchDocument,
    find_searchables,
    make_document,
    make_part_document,
)
from virtualissue.search.terms import Weight
from virtualissue.text.folding import EMPTY, find_numbers, find_words, fold, fold_whole
from virtualissue.views.urls import address_of

WHOLE = 300_000  # signs up to which all parts of a kind are in one file
PART = 12_000  # signs of a part of a larger kind, about
DOCUMENTS = 6_000  # and of one of documents, of which every answer may want another
PHRASES = 240  # phrases that are shortened to a sign
LONGEST = 60  # letters of a name that is found whole; of longer ones, titles mostly, each word is
COMMON = 0.25  # of a word that is in the prose of more documents than this share, the prose tells nothing

DIGITS = "abcdefghijklmnopqrstuvwxyz012345ABCDEFGHIJKLMNOPQRSTUVWXYZ6789-_"
TAGS = {"<sub>": "{", "</sub>": "}", "<sup>": "[", "</sup>": "]", "<i>": "~", "</i>": "|"}
TAG = re.compile("</?(?:su[bp]|i)>")
PARTING = "^"  # between the title and the excerpts of a document
ENTITIES = {ord(sign): f"&#{ord(sign)};" for sign in (*TAGS.values(), PARTING)}
PART_NAMES = tuple(dict.fromkeys(["", *PART_WORDS.values()]))

PHRASE = re.compile(r" [A-Za-z]{2,}(?= )")
PHRASE_OF_TWO = re.compile(r"(?= ([a-z]+ [a-z]+ ))")

# what a single word of a name is worth
WORD_WEIGHTS = {Weight.NAME: Weight.WORD, Weight.MEMBER: Weight.TRAIT, Weight.RELATED: Weight.TRAIT}

Places = Mapping[str, Mapping[int, int]]


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """What goes into the index of a document: its address, its kind, its text, its words and weights."""

    address: str
    sort: DocumentKind
    text: str
    words: Mapping[str, int]


def render_search(issue: Issue, parts: Iterable[PagePart] = ()) -> dict[str, str]:
    """The files of search/ by name; `parts` is what can be found beside the entities of the issue."""
    documents = [make_document(item, issue) for item in find_searchables(issue)]
    known = {document.address for document in documents}
    documents += [make_part_document(part) for part in parts if part.address not in known]
    entries = list(map(make_entry, documents))
    speech = _find_speech(issue, [document.address for document in documents])
    return render_index(entries, speech, [issue.words[name] if name else "" for name in PART_NAMES])


def _find_speech(issue: Issue, addresses: Sequence[str]) -> dict[str, object]:
    """What readers call things: synonyms, the formulas of the materials, and what the issue does not have."""
    places = {address: number for number, address in enumerate(addresses)}
    numbers = {slug: places[address_of(Material.kind, slug)] for slug in issue.materials}
    formulas = [
        [numbers[material.slug], formula.text]
        for material in issue.materials.values()
        for formula in (material.formula, *material.spellings)
        if formula
    ]
    return {
        "synonyms": {fold_whole(name): fold_whole(same) for name, same in issue.front.synonyms.items()},
        "absent": {fold_whole(name): numbers[slug] for name, slug in issue.front.absent.items()},
        "formulas": formulas,
        "placeholders": [*issue.front.placeholders],
        "elements": _name_elements(issue) if formulas else {},
    }


def _name_elements(issue: Issue) -> dict[str, str]:
    return {symbol: fold(name_element(symbol, issue.words)) for symbol in ATOMIC_NUMBERS}


def make_entry(document: SearchDocument) -> IndexEntry:
    """What the index takes from a document; a word has the greatest weight that it has there."""
    words: dict[str, int] = {}
    for word, weight in _weighed(document):
        words[word] = max(int(weight), words.get(word, 0))
    lead = _shorten(document.lead.html) if document.lead else ""
    text = PARTING.join([_shorten(document.title), lead, *map(_render_excerpt, document.excerpts)])
    return IndexEntry(document.address, document.sort, text, words)


# what readers call things, where nothing is declared
NO_SPEECH: Mapping[str, object] = {
    "synonyms": {}, "absent": {}, "formulas": [], "elements": {}, "placeholders": [],
}  # fmt: skip


def render_index(
    entries: Sequence[IndexEntry],
    speech: Mapping[str, object] = NO_SPEECH,
    part_names: Sequence[str] = PART_NAMES,
) -> dict[str, str]:
    """The index of these documents as files by name.

    `speech` is what readers call things; `part_names` are shown in the place of `PART_NAMES`.
    """
    places = find_places(entries)
    words = sorted(places)
    sorts = tuple(dict.fromkeys(entry.sort for entry in entries))
    phrases = find_phrases([entry.text for entry in entries])
    lines = [_json([entry.address, abbreviate(entry.text, phrases)]) for entry in entries]
    lists = _cut([_render_places(places[word]) for word in words], PART, '"{}"', " ")
    documents = _cut(lines, DOCUMENTS, "[{}]", ",")
    parts = {"places": lists if len(lists) > 1 else [], "documents": documents}
    files = {f"{kind}-{n}": part for kind, group in parts.items() for n, (_, part) in enumerate(group)}
    head = {
        "total": len(entries),
        "sorts": [[str(escape(part)) for part in (s.name, s.plural)] for s in sorts],
        "kinds": [[number, sorts.index(entry.sort)] for number, entry in _find_runs(entries)],
        "parts": part_names,
        "tags": {sign: tag for tag, sign in TAGS.items()}, "parting": PARTING,
        "phrases": {sign: phrase for phrase, sign in phrases.items()},
        **{kind: [start for start, _ in group] for kind, group in parts.items()},
        "words": _render_words(words, places),
        **({} if parts["places"] else {"list": json.loads(lists[0][1])}),
        **speech,
    }  # fmt: skip
    version = blake2s("".join((*files.values(), _json(head))).encode(), digest_size=6).hexdigest()
    files["head"] = _json({"version": version, **head})
    return {f"{name}.js": f'found("{name}",{content})\n' for name, content in files.items()}


def _find_runs(entries: Sequence[IndexEntry]) -> Iterator[tuple[int, IndexEntry]]:
    """Each entry that is of another kind than the one before, with its number."""
    for number, entry in enumerate(entries):
        if not number or entries[number - 1].sort != entry.sort:
            yield number, entry


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
        whole = fold_whole(term.text)
        if term.weight >= Weight.RELATED and 0 < len(whole) <= LONGEST:
            yield whole, term.weight
        weight = WORD_WEIGHTS.get(term.weight, term.weight)
        # nobody is searched for by an initial, and single letters are also units and elements
        yield from ((word, weight) for word in find_words(term.text) if len(word) > 1 or word == whole)
    told = [excerpt for excerpt in (document.lead, *document.excerpts) if excerpt and excerpt.text]
    for number, excerpt in enumerate(told):
        weight = Weight.PROSE if number else Weight.GIST
        yield from ((word, weight) for word in find_words(excerpt.text) if word not in EMPTY)
        figure = Weight.WORD if excerpt is document.lead else weight
        yield from ((word, figure) for word in find_numbers(excerpt.text))


def _without_prose(here: dict[int, int], limit: int) -> dict[int, int]:
    if len(here) <= limit:
        return here
    return {document: weight for document, weight in here.items() if weight > Weight.GIST}


# --- the parts -------------------------------------------------------------------------------------------


def _cut(items: Sequence[str], size: int, frame: str, joint: str) -> list[tuple[int, str]]:
    """Items framed and joined to one part or to several of a size, each with the number of its first item."""
    sizes = [0, *accumulate(len(item) for item in items)]
    size = max(sizes[-1], 1) if sizes[-1] <= WHOLE else size
    groups = groupby(range(len(items)), key=lambda number: sizes[number] // size)
    runs = [list(run) for _, run in groups] or [[0][:0]]
    return [(run[0] if run else 0, frame.format(joint.join(items[number] for number in run))) for run in runs]


def _render_words(words: Sequence[str], places: Places) -> str:
    """Of each word what it shares with the one before and its greatest weight, a sign each; its rest."""
    entries = []
    for before, word in pairwise(["", *words]):
        shared = next((n for n, (a, b) in enumerate(zip(before, word, strict=False)) if a != b), len(before))
        shared = min(shared, len(word), 25)
        entries.append(f"{chr(97 + shared)}{max(places[word].values(), default=0)}{word[shared:]}")
    return " ".join(entries)


def _render_places(here: Mapping[int, int]) -> str:
    """Numbers of documents, each as its distance from the one before, times eight, plus the weight."""
    numbers = sorted(here)
    return "".join(_render_number((b - a) * 8 + here[b]) for a, b in pairwise([0, *numbers]))


@cache
def _render_number(number: int) -> str:
    """Digits of base 32, the lowest first; the last of a number from the second half of the signs."""
    digits = DIGITS[number % 32 + 32 * (number < 32)]
    return digits if number < 32 else digits + _render_number(number // 32)


def _render_excerpt(excerpt: Excerpt) -> str:
    """The number of its part as one hexadecimal digit, its id without `s-`, a space, its HTML."""
    return f"{PART_NAMES.index(excerpt.part):x}{excerpt.anchor.removeprefix('s-')} {_shorten(excerpt.html)}"


def _shorten(html: str) -> str:
    """The tags of formulas as single signs; the same signs of the text itself as entities."""
    return TAG.sub(lambda tag: TAGS[tag[0]], str(html).translate(ENTITIES))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


# --- shorter texts ---------------------------------------------------------------------------------------


def find_phrases(texts: Sequence[str]) -> dict[str, str]:
    """The phrases by which the texts become shortest, each with a sign that is in none of them."""
    found: Counter[str] = Counter()
    for text in texts:
        found.update(PHRASE.findall(text))
        found.update(PHRASE_OF_TWO.findall(text))
    gains = {phrase: count * (len(phrase) - 2) for phrase, count in found.items() if count > 3}
    present = set().union(*texts) if texts else set[str]()
    free = (chr(code) for code in range(0x100, 0x500) if chr(code) not in present)
    best = sorted(gains, key=lambda phrase: (-gains[phrase], phrase))[:PHRASES]
    return dict(zip(best, free, strict=False))


def abbreviate(text: str, phrases: Mapping[str, str]) -> str:
    """The text with a sign in the place of each of these phrases, the longest first."""
    return _phrase_pattern(tuple(phrases)).sub(lambda found: phrases[found[0]], text) if phrases else text


@cache
def _phrase_pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))))
