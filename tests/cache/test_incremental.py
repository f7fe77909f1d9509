"""Work is done again where an answer is another, and only there: what is kept is what would be made anew."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile

import pytest
from jinja2 import Environment
from markupsafe import Markup

from build import ROOT
from tests.toy import CONTENT, copy_toy
from virtualissue.cache import parallel as crew
from virtualissue.cache.dependencies import Tracked
from virtualissue.cache.incremental import IncrementalRunner
from virtualissue.cache.store import Cache
from virtualissue.checks import check_issue
from virtualissue.diagnostics import ContentError
from virtualissue.loader.reader import read_issue
from virtualissue.model.entity import Entity
from virtualissue.model.issue import Issue
from virtualissue.search.index import render_search
from virtualissue.site import pages
from virtualissue.site.context import SiteContext
from virtualissue.site.pages import Page, PageTask, render_pages

TEMPLATES = ROOT / "templates"
# one of each kind
FILES = {path.parent: path.relative_to(CONTENT).as_posix() for path in sorted(CONTENT.rglob("*.yml"))}


# --- the ledger ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shop(Tracked):
    """Sells paints by the gram."""

    prices: Mapping[str, int]
    owner: str = "Ada"

    def find(self, kind: str, slug: str) -> Entity | None:
        return None

    def cost(self, paint: str, grams: int) -> int:
        return self.prices[paint] * grams


class Book:
    """Ledgers of one file, and what was really sold."""

    def __init__(self, path: Path) -> None:
        self.path, self.sold = path, list[str]()

    def sell(self, paints: list[str], shop: Shop, made_of: bytes = b"") -> list[str]:
        return IncrementalRunner(self.path, made_of).do(self._sell, paints, shop)

    def _sell(self, paint: str, shop: Shop) -> str:
        self.sold.append(paint)
        return f"{shop.cost(paint, 2)} for {paint}"


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """A book with two sales in it."""
    book = Book(tmp_path / "ledger")
    book.sell(["ochre", "umber"], Shop({"ochre": 3, "umber": 4}))
    book.sold.clear()
    return book


def test_nothing_is_done_twice(book: Book):
    prices = {"ochre": 3, "umber": 4, "smalt": 9}
    assert book.sell(["umber", "ochre"], Shop(prices, "Bob")) == ["8 for umber", "6 for ochre"]
    assert book.sold == []


def test_another_answer_is_acted_upon_and_no_other_work_done_again(book: Book):
    for _ in range(2):
        assert book.sell(["ochre", "umber"], Shop({"ochre": 5, "umber": 4})) == [
            "10 for ochre",
            "8 for umber",
        ]
    assert book.sold == ["ochre"]


def test_what_has_no_answer_any_longer_is_asked_again(book: Book):
    with pytest.raises(KeyError):
        book.sell(["ochre"], Shop({"umber": 4}))


def test_what_is_made_with_other_means_is_made_anew(book: Book):
    book.sell(["ochre"], Shop({"ochre": 3}), b"by another hand")
    assert book.sold == ["ochre"]


def test_work_that_is_no_longer_wanted_is_forgotten(book: Book):
    for paints in (["umber"], ["ochre", "umber"]):
        book.sell(paints, Shop({"ochre": 3, "umber": 4}))
    assert book.sold == ["ochre"]


# --- the pages and the search ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def kept() -> Cache:
    """What was read of the toy, so that only the edited file is read anew."""
    return Cache()


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A content/ that each test leaves as it was."""
    return copy_toy(tmp_path_factory.mktemp("toy"))


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory, kept: Cache, content: Path) -> Path:
    """The ledgers of the toy as it is."""
    folder = tmp_path_factory.mktemp("cache")
    make(read_issue(content, kept), folder)
    return folder


def make(issue: Issue, cache: Path) -> tuple[tuple[Page, ...], dict[str, str]]:
    """Pages and search, by the ledgers in a folder."""
    return render_pages(issue, TEMPLATES, cache=cache), render_search(issue, cache)


def copy_cache(cache: Path, folder: Path, *ledgers: str) -> Path:
    """A cache with the compiled templates of another, and with some of its ledgers."""
    folder.mkdir()
    (folder / "templates").symlink_to(cache / "templates")
    for name in ledgers:
        copyfile(cache / name, folder / name)
    return folder


@pytest.fixture
def old(tmp_path: Path, cache: Path) -> Path:
    """A copy of the ledgers of the toy as it is."""
    return copy_cache(cache, tmp_path / "old", "pages.pickle", "search.pickle")


def find_edits(text: str) -> Iterator[str]:
    """A file with another word or another number in one of its lines; not each of them makes sense."""
    for line in re.finditer(r"(?m)^.*$", text):
        for edited in (WORD.sub(r"\1ly", line[0], count=1), DIGIT.sub(next_digit, line[0], count=1)):
            if edited != line[0]:
                yield text[: line.start()] + edited + text[line.end() :]


WORD = re.compile(r"(?<=[ >\"'])([A-Za-z][a-z]{3,})(?=[ ,.}]|$)")
DIGIT = re.compile(r"(?<=[ \"'])\d")


def next_digit(digit: re.Match[str]) -> str:
    return str(int(digit[0]) % 9 + 1)


def read_edited(path: Path, content: Path, kept: Cache) -> Issue:
    """The issue after the first edit of a file that makes sense; the file is as before."""
    text = path.read_text(encoding="utf-8")
    try:
        for edited in find_edits(text):
            path.write_text(edited, encoding="utf-8")
            with suppress(ContentError):
                issue = read_issue(content, kept)
                check_issue(issue, content)
                return issue
    finally:
        path.write_text(text, encoding="utf-8")
    raise AssertionError("no edit of this file makes sense")


@pytest.mark.parametrize("file", FILES.values())
def test_after_an_edit_all_is_as_if_made_anew(
    file: str, tmp_path: Path, cache: Path, old: Path, content: Path, kept: Cache
):
    issue = read_edited(content / file, content, kept)
    assert make(issue, old) == make(issue, copy_cache(cache, tmp_path / "new"))


def test_only_what_an_edit_touches_is_rendered_again(
    old: Path, content: Path, kept: Cache, monkeypatch: pytest.MonkeyPatch
):
    rendered, render = list[str](), pages._render

    def note(environment: Environment, turn: PageTask, desk: SiteContext) -> tuple[str, Markup]:
        rendered.append(turn.plan.address)
        return render(environment, turn, desk)

    monkeypatch.setattr(pages, "_render", note)
    monkeypatch.setattr(crew, "can_fork", lambda: False)
    make(read_edited(content / "errata" / "holm-bjorg.yml", content, kept), old)
    assert rendered == ["articles/holm-2014.html", "errata.html"]
