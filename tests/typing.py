"""A query typed into the theme's search box -> what the box then shows, and how long that took."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Page, expect

# Remembers when a key was last let go in the box, and when the answers last changed.
WATCH = """() => {
  window.seen = {key: 0, answer: 0};
  const [box, answers] = [".md-search__input", ".md-search-result"].map(name => document.querySelector(name));
  box.addEventListener("keyup", () => { seen.key = performance.now(); seen.answer = 0 }, true);
  new MutationObserver(() => { seen.answer ||= performance.now() })
    .observe(answers, {childList: true, subtree: true, characterData: true});
}"""
# As a promise of the page's own: its policy forbids what Playwright's polling would evaluate.
ANSWERED = """() => new Promise((resolve, reject) => {
  const asked = performance.now();
  const look = () => {
    if (seen.answer) resolve(seen.answer - seen.key);
    else if (performance.now() > asked + 20000) reject(new Error("the box does not answer"));
    else setTimeout(look, 5);
  };
  look();
})"""
LINES = ".md-search-result__list a"
# Puts each query into the box and lets a key go there, which is all that the theme listens to: its answers.
ANSWER_ALL = f"""async queries => {{
  const [box, answers] = [".md-search__input", ".md-search-result"].map(name => document.querySelector(name));
  const answered = () => new Promise(resolve => new MutationObserver((_, observer) => {{
    observer.disconnect();
    resolve();
  }}).observe(answers, {{childList: true, subtree: true, characterData: true}}));
  const isFirst = line => line.matches("li > :first-child");
  const found = [];
  for (const query of queries) {{
    const change = answered();
    box.value = query;
    box.dispatchEvent(new KeyboardEvent("keyup"));
    await change;
    found.push([...document.querySelectorAll("{LINES}")].filter(isFirst).map(line => line.href));
  }}
  return found;
}}"""
READ = """links => links.map(link => ({
  address: link.href, text: link.innerText, html: link.innerHTML, first: link.matches("li > :first-child")
}))"""


@dataclass(frozen=True)
class Answer:
    """A line of the list: its address from the root of the site, its words and its HTML."""

    address: str
    text: str
    html: str
    first: bool  # of its page

    @property
    def page(self) -> str:
        return self.address.partition("#")[0]


@dataclass(frozen=True)
class Answers:
    """What a query found, best first."""

    lines: tuple[Answer, ...]
    milliseconds: float

    @property
    def pages(self) -> list[str]:
        return [line.page for line in self.lines if line.first]


class SearchBox:
    """The search box of a page of the site at `base` (http:// or file://)."""

    def __init__(self, page: Page, base: str, start: str = "index.html") -> None:
        self.page, self.base = page, base
        page.goto(f"{base}/{start}")
        page.evaluate(WATCH)
        page.keyboard.press("Control+k")
        expect(page.locator(".md-search-result__meta")).not_to_have_text("Initializing search")

    def ask(self, query: str) -> Answers:
        """Enters another query over the one before: pasted, but for its last letter, which is typed.

        The theme listens to keys alone, so it asks once: no answer to a beginning is taken for the last.
        """
        keyboard = self.page.keyboard
        keyboard.press("Control+A")
        keyboard.insert_text(query[:-1])
        if query[-1].isascii():
            keyboard.press(query[-1])
        else:
            keyboard.insert_text(query[-1])
            keyboard.press("End")
        waited = self.page.evaluate(ANSWERED)
        lines = self.page.eval_on_selector_all(LINES, READ)
        return Answers(tuple(self._answer(**line) for line in lines), waited)

    def find_pages(self, queries: Sequence[str]) -> list[list[str]]:
        """The pages that each of many queries finds, best first: quick, for nobody types or sees them."""
        self.page.keyboard.press("Escape")
        found = self.page.evaluate(ANSWER_ALL, queries)
        self.page.keyboard.press("Control+k")
        return [[self._inside(address).partition("#")[0] for address in addresses] for addresses in found]

    def _answer(self, address: str, text: str, html: str, first: bool) -> Answer:
        return Answer(self._inside(address), text, html, first)

    def _inside(self, address: str) -> str:
        parts = urlsplit(address)
        inside = unquote(address.partition("?")[0].partition("#")[0]).removeprefix(f"{self.base}/")
        return f"{inside}#{parts.fragment}" if parts.fragment else inside


def weigh(site: Path) -> int:
    """Bytes of all that the search may ever fetch of a site."""
    scripts = (site / "assets").glob("search*.js")
    return sum(path.stat().st_size for path in (*(site / "search").glob("*"), *scripts))
