"""A built site -> the pages of it that are opened in a browser, or, with --all-pages, every page.

The rule stands here alone. Of each kind of page, the first in the alphabet is opened. Of a kind with many
pages, the extremes are opened too, since they are the first to be too wide, too long or too slow.
"""

import re
from collections.abc import Callable, Mapping
from html import unescape
from pathlib import Path

import pytest

from tests.sites import pages_of
from virtualissue.model.kinds import KINDS as ALL_KINDS
from virtualissue.views.urls import STANDING

Choose = Callable[[Path], list[str]]

# kind of page -> where a page of the kind is; of those with many, the first in the alphabet
SHELVES = {kind.name: kind.address.format("*") for kind in ALL_KINDS if kind.has_pages}
KINDS = {**STANDING, **SHELVES, "letter": "people/*.html", "missing": "404.html"}


def example(site: Path, kind: str) -> str:
    """The address of a page of a kind."""
    return min(site.glob(KINDS[kind])).relative_to(site).as_posix()


def find_examples(site: Path) -> list[str]:
    """One page of each kind that the site has."""
    return sorted({example(site, kind) for kind, pattern in KINDS.items() if any(site.glob(pattern))})


def find_samples(site: Path) -> list[str]:
    """One page of each kind that the site has, and the extremes of each kind."""
    chosen = set(find_examples(site))
    for pattern in KINDS.values():
        texts = {path: path.read_text(encoding="utf-8") for path in sorted(site.glob(pattern))}
        for measure in EXTREMES.values() if texts else ():
            extreme = max(texts, key=lambda path: measure(texts[path]))
            chosen.add(extreme.relative_to(site).as_posix())
    return sorted(chosen)


def _words(html: str) -> list[str]:
    return unescape(re.sub("<[^>]*>", " ", html)).split()


def _longest(pattern: str) -> Callable[[str], int]:
    """The length of the longest part of a page that looks like this; 0 where there is none."""
    return lambda html: max(map(len, re.findall(pattern, html, re.DOTALL)), default=0)


def _article(html: str) -> str:
    return html.partition("<article")[2].partition("</article>")[0]


EXTREMES: Mapping[str, Callable[[str], int]] = {
    "the largest": len,
    "the longest title": _longest("<h1.*?</h1>"),
    "the longest word": lambda html: max(map(len, _words(_article(html))), default=0),
    "the widest row": lambda html: max(
        (row.count("<td") + row.count("<th") for row in html.split("<tr")), default=0
    ),
    "the largest drawing": _longest("<svg.*?</svg>"),
    "the longest formula": _longest("<math.*?</math>"),
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all-pages", action="store_true", help="open every page of a site, not samples alone")


@pytest.fixture(scope="session")
def all_pages(pytestconfig: pytest.Config) -> bool:
    """Whether a run was asked to open every page."""
    return bool(pytestconfig.getoption("--all-pages"))


@pytest.fixture(scope="session")
def samples(all_pages: bool) -> Choose:
    """Chooses the pages of a site that are opened."""
    return pages_of if all_pages else find_samples


@pytest.fixture(scope="session")
def examples(all_pages: bool) -> Choose:
    """Chooses one page of each kind, where the same pages are opened elsewhere as well."""
    return pages_of if all_pages else find_examples
