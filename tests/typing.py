"""A query typed into the theme's search box -> what the box then shows, and how long that took."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Page

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
    if (seen.answer && performance.now() > seen.answer + 30) resolve(seen.answer - seen.key);
    else if (performance.now() > asked + 20000) reject(new Error("the box does not answer"));
    else setTimeout(look, 5);
  };
  look();
})"""
ANSWERS = """links => links.map(link => ({address: link.href, text: link.innerText, html: link.innerHTML}))"""


@dataclass(frozen=True)
class Answer:
    """A line of the list: its address from the root of the site, its words and its HTML."""

    address: str
    text: str
    html: str

    @property
    def page(self) -> str:
        return self.address.partition("#")[0]


@dataclass(frozen=True)
class Answers:
    """What a query found, best first; `groups` has the first line of each page alone."""

    lines: tuple[Answer, ...]
    groups: tuple[Answer, ...]
    milliseconds: float

    @property
    def pages(self) -> list[str]:
        return [answer.page for answer in self.groups]


class SearchBox:
    """The search box of a page of the site at `base` (http:// or file://)."""

    def __init__(self, page: Page, base: str, start: str = "index.html") -> None:
        self.page, self.base = page, base
        page.goto(f"{base}/{start}")
        page.evaluate(WATCH)
        page.keyboard.press("/")

    def ask(self, query: str) -> Answers:
        """Types a query over the one before, letter by letter; what no keyboard has is pasted."""
        keyboard = self.page.keyboard
        keyboard.press("Control+A")
        if query.isascii():
            keyboard.type(query)
        else:
            keyboard.insert_text(query)
            keyboard.press("End")
        waited = self.page.evaluate(ANSWERED)
        return Answers(self._read("a"), self._read("li > :first-child"), waited)

    def _read(self, which: str) -> tuple[Answer, ...]:
        lines = self.page.eval_on_selector_all(f".md-search-result__list {which}", ANSWERS)
        return tuple(Answer(self._inside(line["address"]), line["text"], line["html"]) for line in lines)

    def _inside(self, address: str) -> str:
        parts = urlsplit(address)
        inside = unquote(address.partition("?")[0].partition("#")[0]).removeprefix(f"{self.base}/")
        return f"{inside}#{parts.fragment}" if parts.fragment else inside


def weigh(site: Path) -> int:
    """Bytes of all that the search may ever fetch of a site."""
    scripts = (site / "assets").glob("search*.js")
    return sum(path.stat().st_size for path in (*(site / "search").glob("*"), *scripts))
