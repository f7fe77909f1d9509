"""A query typed into the search of the site -> what the dialog then shows, and how long that took."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Page, expect

FIELD = ".vi-search [role=combobox]"
LINES = ".vi-search [role=option]"
BATCH = 15  # results that are shown at first
# Resolves once the list has the answer to what the field then says: to the milliseconds since it was entered.
# As a promise of the page's own: its policy forbids what Playwright's polling would evaluate.
ENTER = """async ([names, query]) => {
  const [field, list] = names.map(name => document.querySelector(name));
  field.value = query;
  const entered = performance.now();
  const answered = new Promise((resolve, reject) => {
    new MutationObserver((_, observer) => {
      if (list.ariaBusy !== "false") return;
      observer.disconnect();
      resolve(performance.now() - entered);
    }).observe(list, {attributes: true, attributeFilter: ["aria-busy"]});
    setTimeout(() => reject(new Error("the search does not answer")), 20000);
  });
  field.dispatchEvent(new InputEvent("input", {bubbles: true}));
  return answered;
}"""
# Asks the script behind the dialog: quick, for nobody types or sees it.
ASK_ALL = """async ([queries, count]) => {
  const found = [];
  for (const query of queries) {
    const answer = await siteSearch.find(query);
    found.push((await answer.show(0, count)).map(({address}) => address));
  }
  return found;
}"""
READ = "links => links.map(link => ({address: link.href, text: link.innerText, html: link.innerHTML}))"


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
    """What a query found, best first."""

    lines: tuple[Answer, ...]
    milliseconds: float

    @property
    def pages(self) -> list[str]:
        return find_pages_of([line.address for line in self.lines])


def find_pages_of(addresses: Sequence[str]) -> list[str]:
    """The pages of addresses, each once, in their order."""
    return [*dict.fromkeys(address.partition("#")[0] for address in addresses)]


class SearchBox:
    """The search of a page of the site at `base` (http:// or file://), open."""

    def __init__(self, page: Page, base: str, start: str = "index.html") -> None:
        self.page, self.base = page, base
        page.goto(f"{base}/{start}")
        self.open()

    def open(self) -> None:
        """Opens the dialog by the keyboard."""
        self.page.keyboard.press("Control+k")
        expect(self.page.locator(FIELD)).to_be_focused()

    def ask(self, query: str) -> Answers:
        """Enters another query over the one before, as one that is pasted."""
        waited = self.page.evaluate(ENTER, [[FIELD, "#vi-search-results"], query])
        lines = self.page.eval_on_selector_all(LINES, READ)
        return Answers(tuple(self._answer(**line) for line in lines), waited)

    def type(self, query: str) -> None:
        """Types another query over the one before, letter by letter."""
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(query)

    def find_pages(self, queries: Sequence[str]) -> list[list[str]]:
        """The pages that each of many queries finds first, best first."""
        self.ask("a")  # by then everything has been fetched
        return [find_pages_of(found) for found in self.page.evaluate(ASK_ALL, [queries, BATCH])]

    def _answer(self, address: str, text: str, html: str) -> Answer:
        return Answer(self._inside(address), text, html)

    def _inside(self, address: str) -> str:
        parts = urlsplit(address)
        inside = unquote(address.partition("?")[0].partition("#")[0]).removeprefix(f"{self.base}/")
        return f"{inside}#{parts.fragment}" if parts.fragment else inside


def weigh(site: Path) -> int:
    """Bytes of all that the search may ever fetch of a site."""
    scripts = (site / "assets").glob("search*.js")
    return sum(path.stat().st_size for path in (*(site / "search").glob("*"), *scripts))
