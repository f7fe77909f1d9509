"""python -m tests.bench.search [articles]: what the search costs the real issue, and one of many articles.

Of the real issue, questions of its table are entered into the box, one after another, and all are asked for
the shares that are answered by the first page or by one of the first three. Then the toy issue is
built as a site and its index replaced by that of an issue with thousands of invented articles, materials and
authors. There questions of every kind are typed: on a server, each on a page of its own with nothing fetched
before, and again on the same page; and on the site from disk.
"""

import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Thread

from playwright.sync_api import Browser

from tests.browser.typing import SearchBox
from tests.conftest import QuietHandler, chromium, serving
from tests.real import CONTENT as REAL
from tests.real.questions import QUESTIONS
from tests.search.queries import Question, find_questions
from tests.sites import TOY, build
from virtualissue.bibliography.names import parse_name
from virtualissue.chemistry.parser import parse_formula
from virtualissue.loader.reader import read_issue
from virtualissue.model.entities import Article, Material
from virtualissue.model.entity import Entity
from virtualissue.model.issue import Issue
from virtualissue.search.index import render_search
from virtualissue.text.parser import parse_prose
from virtualissue.text.titles import parse_title

CHANCE = random.Random(10_000)
SAMPLE = 8  # of so many questions of the table, one is typed
SYLLABLES = re.findall("..", "bacodifeguhakelimonuparisotaulvewoxyze")
ELEMENTS = re.findall("[A-Z][a-z]?", "LiNaKMgCaAlSiPSClLaZrTiGeSnSbOFBrI")


def invent_word() -> str:
    return "".join(CHANCE.choices(SYLLABLES, k=CHANCE.randint(2, 5)))


def invent_formula() -> str:
    return "".join(f"{e}{CHANCE.randint(2, 13)}" for e in CHANCE.sample(ELEMENTS, CHANCE.randint(3, 5)))


WORDS = sorted({invent_word() for _ in range(40_000)})
SURNAMES = [f"{word.capitalize()}{end}" for word in WORDS[::2] for end in ("", "er")]
SHARES = [1 / (n + 1) for n in range(len(WORDS))]  # few words are common, most are rare


def invent_text(words: int) -> str:
    return " ".join(CHANCE.choices(WORDS, SHARES, k=words)).capitalize() + "."


def invent_prose(sentences: int) -> object:
    return parse_prose(" ".join(invent_text(18) for _ in range(sentences)))


def invent_materials(model: Material, count: int) -> Iterator[Material]:
    for formula in sorted({invent_formula() for _ in range(count)}):
        changes = {"slug": formula.lower(), "formula": parse_formula(formula), "spellings": (), "aliases": ()}
        yield model.model_copy(update={**changes, "name": None, "note": invent_prose(3), "background": None})


def invent_article(model: Article, number: int, materials: list[Material]) -> Article:
    authors = [f"{CHANCE.choice(SURNAMES)}, {CHANCE.choice('ABCDEFGHIJKLM')}." for _ in range(6)]
    title = f"{invent_text(8)[:-1]} of {CHANCE.choice(materials).plain}"
    changes = {
        "slug": f"article-{number}",
        "number": number,
        "title": parse_title(title, notation=["chemistry"]),
        "doi": f"10.1000/{number}",
    }
    texts = {"finding": invent_prose(1), "summary": invent_prose(7), "background": None}
    used = tuple(material.slug for material in CHANCE.sample(materials, 2))
    return model.model_copy(
        update={**changes, **texts, "authors": tuple(map(parse_name, authors)), "materials": used}
    )


def invent_issue(size: int) -> Issue:
    """The toy issue with invented materials and articles in place of its own."""
    toy = read_issue(TOY)
    materials = list(invent_materials(next(iter(toy.materials.values())), size // 4))
    model = next(iter(toy.articles.values()))
    articles = [invent_article(model, number, materials) for number in range(1, size + 1)]
    shelves: Mapping[str, Mapping[str, Entity]] = {
        "articles": {article.slug: article for article in articles},
        "materials": {**toy.materials, **{material.slug: material for material in materials}},
        "people": {},
    }
    return toy.with_collections(**shelves)


def questions(issue: Issue) -> dict[str, str]:
    article = issue.articles["article-77"]
    surname = max((author.partition(",")[0] for author in article.authors), key=len)
    formula = issue.materials[article.materials[0]].formula
    assert formula
    rare = max(article.title.text.split(" of ")[0].split(), key=len).lower()
    return {
        "a formula": formula.text,
        "pasted with subscripts": formula.unicode,
        "its beginning": formula.text[:5],
        "an author": surname,
        "an author, a letter missing": surname[:3] + surname[4:],
        "an author, the first letter wrong": "q" + surname[1:],
        "a rare word": rare,
        "the most common word": WORDS[0],
        "three words": " ".join(article.title.text.split()[:3]),
        "one letter": "l",
    }


class Scales(QuietHandler):
    """Serves files and weighs those of the search."""

    fetched: list[tuple[str, int]] = []  # noqa: RUF012 (one list for the one server of this script)

    def send_header(self, keyword: str, value: str) -> None:
        if keyword == "Content-Length" and "search" in self.path:
            self.fetched.append((self.path, int(value)))
        super().send_header(keyword, value)


@contextmanager
def weighing(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Scales, directory=folder)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def ask_fresh(browser: Browser, base: str, query: str) -> tuple[float, float, int, int, str]:
    """Milliseconds of the first and of a later answer, bytes, files, and the best page."""
    Scales.fetched.clear()
    page = browser.new_page()
    box = SearchBox(page, base)
    page.wait_for_timeout(500)
    first = box.ask(query)
    sizes = [size for _, size in Scales.fetched]
    box.ask("x")
    again = box.ask(query)
    page.close()
    return (
        first.milliseconds,
        again.milliseconds,
        sum(sizes),
        len(sizes),
        first.pages[0] if first.pages else "-",
    )


def measure_table() -> Iterator[str]:
    """What a reader of the real issue waits from the last key on, on a server and from disk."""
    asked = (
        *find_questions(read_issue(REAL)),
        *(Question("student", query, frozenset(right)) for query, right in QUESTIONS.items()),
    )
    queries = [question.query for question in asked][::SAMPLE]
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        site = build(REAL, Path(folder))
        with serving(site) as server:
            for place, base in (("server", server), ("disk", site.as_uri())):
                box = SearchBox(browser.new_page(), base)
                waits = [box.ask(query).milliseconds for query in queries]
                told = f"median {median(waits):.0f} ms, longest {max(waits):.0f} ms"
                yield f"{len(queries)} questions of the real issue, {place}: {told}"
                pages = box.find_pages([question.query for question in asked])
                yield f"{len(asked)} questions, {place}: {tell_ranks(asked, pages)}"


def tell_ranks(asked: Sequence[Question], answers: Sequence[Sequence[str]]) -> str:
    """How often a right page is the first that is found, and one of the first three."""
    pairs = list(zip(asked, answers, strict=True))
    shares = (sum(bool({*pages[:n]} & {*one.right}) for one, pages in pairs) / len(pairs) for n in (1, 3))
    return "a right page first in {:.1%}, in the first three in {:.1%}".format(*shares)


def measure(size: int) -> Iterator[str]:
    """A line a finding."""
    yield from measure_table()
    issue = invent_issue(size)
    with tempfile.TemporaryDirectory() as folder:
        site = build(TOY, Path(folder))
        started = time.perf_counter()
        files = render_search(issue)
        seconds, weight = time.perf_counter() - started, sum(len(text.encode()) for text in files.values())
        yield f"{size} articles, {len(issue.materials)} materials, {len(issue.authors)} authors"
        yield f"index: {seconds:.1f} s, {weight / 1e6:.1f} MB in {len(files)} files"
        for path in (site / "search").glob("*.js"):
            path.unlink()
        for name, text in files.items():
            (site / "search" / name).write_text(text, encoding="utf-8")
        yield from measure_answers(issue, site)


def measure_answers(issue: Issue, site: Path) -> Iterator[str]:
    with chromium() as browser, weighing(site) as base:
        yield f"{'milliseconds to the answer':36} first later  disk    kB files  best"
        for kind, query in questions(issue).items():
            first, later, size, count, best = ask_fresh(browser, base, query)
            disk, *_ = ask_fresh(browser, site.as_uri(), query)
            yield f"{kind:36}{first:6.0f}{later:6.0f}{disk:6.0f}{size / 1e3:6.0f}{count:6}  {query}: {best}"


if __name__ == "__main__":
    for line in measure(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
