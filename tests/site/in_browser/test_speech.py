"""What a screen reader is told of a page: the tree that the browser gives it."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.watch import open_folds
from tests.conftest import NewPage, Serve
from tests.samples import KINDS, example
from tests.site.test_pages import toy_pages

# Raised and lowered signs that no spoken form stands for; citations are read as numbers in brackets.
UNSPOKEN = """() => [...document.querySelectorAll("main :is(sub, sup:not(.vi-cite)), main .vi-bar")]
  .filter(sign => !sign.closest("[role=img], [aria-hidden=true], [hidden], [aria-label], svg"))
  .map(sign => sign.parentElement.outerHTML)"""


def read_tree(page: Page) -> list[tuple[str, str]]:
    """Role and name of every node of the accessibility tree, in order."""
    devtools = page.context.new_cdp_session(page)
    nodes: list[dict[str, Any]] = devtools.send("Accessibility.getFullAXTree")["nodes"]
    devtools.detach()
    shown = [node for node in nodes if not node["ignored"]]
    return [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in shown]


def find_faults(page: Page) -> list[object]:
    """What is heard wrong on an open page."""
    open_folds(page)
    tree = read_tree(page)
    named = [
        name for role, name in tree if role in ("image", "img", "link", "button", "heading", "rowheader")
    ]
    assert len(named) > 10
    return [
        *(node for node in tree if node[0] in ("image", "img", "figure", "link", "heading") and not node[1]),
        *(name for name in named if re.search(r"[#\^`{}⁰-₉↕]|10−[0-9]", name)),
        *(name for name in named if re.search(r"\bnone\b.*\bnone\b.*\bnone\b", name)),
        *page.evaluate(UNSPOKEN),
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_heard(toy_site: Path, serve: Serve, new_page: NewPage, kind: str) -> None:
    page = new_page()
    page.goto(f"{serve(toy_site)}/{example(toy_site, kind)}")
    assert find_faults(page) == []


def test_faults_are_heard(new_page: NewPage) -> None:
    page = new_page()
    links = "".join(f'<a href="#{n}">Link {n}</a>' for n in range(12))
    page.set_content(f'<main>{links}<h2>A#</h2><p>10<sup>−3</sup><svg role="img"></svg></p></main>')
    assert len(find_faults(page)) == 3


def test_formulas_and_values_are_spoken(toy_site: Path, serve: Serve, new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{serve(toy_site)}/facts.html")
    names = {name for _, name in read_tree(page)}
    assert {"about 350 degrees Celsius", "from 15 to 40 micrometers"} & names
    assert {"image", "rowheader", "columnheader", "list"} <= {role for role, _ in read_tree(page)}
    assert not any(role == "image" and name.isdecimal() for role, name in read_tree(page))


def test_a_word_is_linked_once_a_page() -> None:
    for page in toy_pages():
        links = Counter(re.findall(r'<a class="vi-term"[^>]*data-term="([^"]+)"', page.body))
        assert {name for name, count in links.items() if count > 1} == set(), page.address
