"""Issue -> questions: what a reader may type, and which pages are right answers; the search never sees it.

Rules make the table, so that it grows with the content: every formula in all spellings, every name and
acronym, all first authors, beginnings of formulas, British spellings, names without diacritics, facts, rare
words of the prose, and single mistypings of four kinds from a fixed seed.
"""

import random
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from virtualissue.chemistry.formula import Formula
from virtualissue.model.entities import Family, Section, Theme
from virtualissue.model.entity import Entity
from virtualissue.model.issue import Issue
from virtualissue.views.urls import address_of, author_address

SEED = 20220125
TYPOS_OF_A_KIND = 15
RARE_WORDS = 30
BRITISH = {
    "sulfur": "sulphur",
    "sulfid": "sulphid",
    "sulfat": "sulphat",
    "ization": "isation",
    "modeling": "modelling",
}
NAMED = ("material", "family", "technique", "theme", "term", "story")
SPOKEN_OF = (*NAMED, "article", "fact", "erratum", "page")
BARE = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ß": "ss", "đ": "d"})


@dataclass(frozen=True)
class Question:
    """What is typed, the pages that are right, and the rule that made it."""

    rule: str
    query: str
    right: frozenset[str]


def find_questions(issue: Issue) -> tuple[Question, ...]:
    """The whole table, each query once; where two rules make the same, the answers of both are right."""
    found: dict[str, Question] = {}
    for question in _questions(issue):
        before = found.get(question.query)
        right = question.right | (before.right if before else frozenset())
        found[question.query] = Question(before.rule if before else question.rule, question.query, right)
    return tuple(found.values())


def _questions(issue: Issue) -> Iterator[Question]:
    yield from formula_questions(issue)
    names = name_answers(issue)
    for name, right in names.items():
        yield Question("name", name, right)
        if re.search("[A-Z]", name):
            yield Question("name", name.swapcase(), right)
        for american, british in BRITISH.items():
            if american in name:
                yield Question("british", name.replace(american, british), right)
    yield from author_questions(issue)
    yield from (Question("fact", fact.title, page("fact", fact)) for fact in issue.facts.values())
    yield from prose_questions(issue)
    yield from typo_questions({**names, **surname_answers(issue)})
    yield from (Question("use", query, right) for query, right in find_uses(issue).items())


def find_uses(issue: Issue) -> dict[str, frozenset[str]]:
    """What those type who want to use the issue, not to read it, with the pages that serve them."""
    feed = [(["feed", "rss", "atom feed"], ["data.html"])] if issue.front.site_url else []
    return {query: frozenset(right) for queries, right in (*USES, *feed) for query in queries}


USES = (
    (["data", "csv", "CSV", "json", "download", "downloads", "data package"], ["data.html"]),
    (["dataset", "spreadsheet", "python"], ["data.html"]),
    (["how to cite", "cite", "citing", "how to cite this site", "bibtex"], ["cite.html"]),
    (["license", "licence", "attribution"], ["cite.html", "about.html"]),
)


def page(kind: str, thing: Entity) -> frozenset[str]:
    return frozenset([address_of(kind, thing.slug).partition("#")[0]])


# --- formulas --------------------------------------------------------------------------------------------


def formula_questions(issue: Issue) -> Iterator[Question]:
    formulas = {
        formula: page("material", material)
        for material in issue.materials.values()
        for formula in (material.formula, *material.spellings)
        if formula
    }
    for formula, right in formulas.items():
        for spelling in dict.fromkeys(_spellings(formula)):
            yield Question("formula", spelling, right)
    for formula in formulas:
        if len(start := _beginning(formula)) >= 4:
            same = (right for other, right in formulas.items() if other.text.startswith(start))
            yield Question("beginning", start, frozenset().union(*same))


def _spellings(formula: Formula) -> tuple[str, ...]:
    return formula.text, formula.text.lower(), formula.text.upper(), formula.unicode


def _beginning(formula: Formula) -> str:
    """The first two elements with their counts: `Li7La3` of `Li7La3Zr2O12`."""
    found = re.match(r"(?:[A-Z][a-z]?[0-9.]*){2}", formula.text)
    return found[0] if found and found[0] != formula.text else ""


# --- names -----------------------------------------------------------------------------------------------


def name_answers(issue: Issue) -> dict[str, frozenset[str]]:
    """Every name, with the pages of all that are called so; plurals and hyphens make no other name."""
    found: dict[str, set[str]] = defaultdict(set)
    written: dict[str, str] = {}
    for kind in NAMED:
        for thing in issue.of_kind(kind).values():
            for name in _names(thing):
                written[name] = name.casefold().replace("-", "").removesuffix("s")
                found[written[name]] |= page(kind, thing)
    return {name: frozenset(found[key]) for name, key in written.items()}


def _names(thing: Entity) -> tuple[str, ...]:
    if isinstance(thing, Family):
        return thing.name.text, thing.short_label.text
    if isinstance(thing, Theme | Section):
        return (thing.plain,)
    return thing.names


# --- people ----------------------------------------------------------------------------------------------


def author_questions(issue: Issue) -> Iterator[Question]:
    surnames = [author.name.partition(",")[0] for author in issue.authors]
    for article in issue.articles.values():
        surname, _, given = article.authors[0].partition(", ")
        query = surname if surnames.count(surname) == 1 else f"{surname} {given[0]}"
        yield Question("first author", query, _signed(issue, query))
    for author in issue.authors:
        surname = author.name.partition(",")[0]
        if not surname.isascii():
            yield Question("diacritics", _bare(surname), _signed(issue, surname))


def surname_answers(issue: Issue) -> dict[str, frozenset[str]]:
    firsts = {article.authors[0].partition(",")[0] for article in issue.articles.values()}
    return {surname: _signed(issue, surname) for surname in firsts}


def _signed(issue: Issue, query: str) -> frozenset[str]:
    """The pages of all whose name begins so, and of the articles that they signed."""
    surname, _, initial = query.partition(" ") if query not in _surnames(issue) else (query, "", "")
    start = f"{surname}, {initial}" if initial else f"{surname},"
    people = [author for author in issue.authors if f"{author.name},".startswith(start)]
    pages = {author_address(author).partition("#")[0] for author in people}
    return frozenset(pages | {address_of("article", a.slug) for author in people for a in author.articles})


def _surnames(issue: Issue) -> set[str]:
    return {author.name.partition(",")[0] for author in issue.authors}


def _bare(name: str) -> str:
    return unicodedata.normalize("NFKD", name.translate(BARE)).encode("ascii", "ignore").decode()


# --- prose and typos -------------------------------------------------------------------------------------


def prose_questions(issue: Issue) -> Iterator[Question]:
    """Words of eight letters and more in the prose of one or two things, a sample of them."""
    places: dict[str, set[str]] = defaultdict(set)
    for kind in (
        "article",
        "family",
        "material",
        "technique",
        "theme",
        "story",
        "term",
        "fact",
        "erratum",
        "page",
    ):
        for thing in issue.of_kind(kind).values():
            text = " ".join([thing.plain.lower(), *thing.names, *(prose.text for _, prose in thing.prose())])
            for word in re.findall(r"(?<![\w-])[a-z]{8,}(?![\w-])", text):
                places[word] |= page(kind, thing)
    rare = sorted(word for word, pages in places.items() if len(pages) <= 2)
    chosen = random.Random(SEED).sample(rare, min(RARE_WORDS, len(rare)))
    yield from (Question("prose", word, frozenset(_with(word, places))) for word in chosen)


def _with(word: str, places: dict[str, set[str]]) -> set[str]:
    """The pages of a word and of its other forms: what begins as its singular does holds it too."""
    stem = word.removesuffix("s").removesuffix("ie").removesuffix("y")
    return set().union(*(pages for other, pages in places.items() if other.startswith(stem)))


def typo_questions(answers: dict[str, frozenset[str]]) -> Iterator[Question]:
    """Names of one word and surnames, five letters or more, mistyped once in each of four ways."""
    chance = random.Random(SEED)
    words = sorted(name for name in answers if re.fullmatch(r"[A-Za-z]{5,}", name))
    for kind, mistype in TYPOS.items():
        for word in chance.sample(words, min(TYPOS_OF_A_KIND, len(words))):
            typed = mistype(word, chance.randrange(len(word) - 1), chance)
            if typed.casefold() not in {name.casefold() for name in answers}:
                yield Question(f"{kind} letter", typed, answers[word])


def _wrong(word: str, at: int, chance: random.Random) -> str:
    others = [letter for letter in "abcdefghijklmnopqrstuvwxyz" if letter != word[at].lower()]
    return word[:at] + chance.choice(others) + word[at + 1 :]


def _missing(word: str, at: int, _chance: random.Random) -> str:
    return word[:at] + word[at + 1 :]


def _doubled(word: str, at: int, _chance: random.Random) -> str:
    return word[: at + 1] + word[at:]


def _swapped(word: str, at: int, _chance: random.Random) -> str:
    at = next((n for n in range(at, len(word) - 1) if word[n].lower() != word[n + 1].lower()), 0)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


TYPOS = {"wrong": _wrong, "missing": _missing, "doubled": _doubled, "swapped": _swapped}
