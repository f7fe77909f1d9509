"""Everything that the pages link to and that is no page: stylesheets, scripts, data, search index, PDFs."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from markupsafe import Markup, escape

from virtualissue.exports.data_package import find_downloads, render_exports
from virtualissue.exports.records import SELECTION, list_record_files, render_selection
from virtualissue.files import list_files
from virtualissue.model.issue import Issue
from virtualissue.print.printouts import PAPERS, FindPrintouts, Printout
from virtualissue.print.social_card import CARD
from virtualissue.search.documents import PagePart
from virtualissue.search.index import render_search
from virtualissue.site.pages import Page
from virtualissue.site.stylesheet import NAME as STYLESHEET
from virtualissue.site.stylesheet import AssetError, find_sheets, render_stylesheet, show_asset
from virtualissue.site.table_files import find_table_files
from virtualissue.text.folding import TABLES
from virtualissue.views.urls import STANDING
from virtualissue.words import Words

# the edition of a handout, if it is not that for students -> the word for it
EDITION_WORDS = {"solutions": "with_solutions", "lecturers": "lecturers_edition"}
SCRIPT = Path("assets") / "site.js"  # all scripts that every page has
# these in their order, by folder and name; the other scripts are fetched where they are needed
JOINED = (
    "base/words", "base/folding", "base/load", "base/save", "frame/frame", "reading/tooltip", "reading/copy",
    "tools/cite", "tools/selection", "tools/search-dialog", "frame/keyboard", "frame/contents", "base/print",
    "reading/folds", "tools/filter",
)  # fmt: skip
COMMENT = re.compile(r"^[ \t]*(?://.*|/\*\*(?:[^*]|\*(?!/))*\*/[ \t]*)$", re.MULTILINE)
QUOTED = re.compile(r'"(\w+)"')


class SiteAssets:
    """The files of a site that are no pages, each made when it is written, so that few are in memory at once.

    `folder` is templates/assets, and `card` the picture for previews, if there is one.
    """

    def __init__(
        self, issue: Issue, folder: Path, find_printouts: FindPrintouts = tuple, card: bytes | None = None
    ) -> None:
        self.issue, self.folder, self.find_printouts, self.card = issue, folder, find_printouts, card
        self._headings: dict[str, tuple[PagePart, ...]] = {}

    def note(self, pages: Iterable[Page]) -> Iterator[Page]:
        """The same pages, one by one; the search then finds the headings of those that stand alone."""
        for page in pages:
            self._headings[page.address] = tuple(_find_headings(self.issue, page))
            yield page

    def render(self) -> Iterator[tuple[Path, bytes]]:
        """The files with their paths from the root of the site, once all pages have been noted."""
        for address, text in self._render_texts():
            yield Path(address), text.encode()
        for printout in self.find_printouts():
            yield Path(printout.address), printout.content
        if self.card:
            yield CARD, self.card
        yield from find_static_files(self.issue, self.folder).items()

    def _render_texts(self) -> Iterator[tuple[str, str]]:
        issue = self.issue
        for name, text in render_exports(issue).items():
            yield f"data/{name}", text
        yield from ((address, file.text) for address, file in list_record_files(issue).items())
        for file in find_table_files(issue):
            yield file.address, file.text
        yield f"assets/{SELECTION}", render_selection(issue)
        headings = (part for address in STANDING.values() for part in self._headings.get(address, ()))
        parts = (*headings, *_find_files(issue), *_find_handouts(issue, self.find_printouts()))
        for name, text in render_search(issue, parts).items():
            yield f"search/{name}", text


def find_static_files(issue: Issue, assets: Path) -> Mapping[Path, bytes]:
    """The stylesheet, the scripts and the pictures, which a page needs to be seen."""
    read = {path.relative_to(assets): path.read_bytes() for path in list_files(assets)}
    scripts = {
        path.with_suffix("").as_posix(): pack_script(text.decode())
        for path, text in read.items()
        if path.suffix == ".js"
    }
    files = {Path("assets") / path: content for path, content in read.items()}
    files[Path("assets") / STYLESHEET] = render_stylesheet(issue, assets).encode()
    files |= {Path("assets") / f"{name}.js": text.encode() for name, text in scripts.items()}
    for name in JOINED:
        if name not in scripts:
            raise AssetError(f"{show_asset(assets, f'{name}.js')}: this script is missing")
    files[SCRIPT] = _render_script(issue, scripts).encode()
    for name in (*find_sheets(assets), *(f"{name}.js" for name in JOINED)):
        del files[Path("assets") / name]
    return files


def _render_script(issue: Issue, scripts: Mapping[str, str]) -> str:
    """The scripts of every page in one, and before them what they know of the issue."""
    known = (
        render_words(issue, scripts.values()),
        _define("foldingTables", TABLES),
        _define("selectable", {"issue": issue.front.name, "works": [*issue.articles]}),
    )
    return "".join([*known, *(scripts[name] for name in JOINED)])


def _define(name: str, value: object) -> str:
    return f"globalThis.{name} = {json.dumps(value, ensure_ascii=False, separators=(',', ':'))};\n"


def pack_script(text: str) -> str:
    """A script without its indents and without the comments that have lines of their own."""
    lines = (line.strip() for line in COMMENT.sub("", text).splitlines())
    return "".join(f"{line}\n" for line in lines if line)


def find_script_words(scripts: Iterable[str], words: Words) -> frozenset[str]:
    """The names of words that scripts have in quotes: a name can be chosen before its word is asked for."""
    return frozenset(name for script in scripts for name in QUOTED.findall(script) if name in words)


def render_words(issue: Issue, scripts: Iterable[str]) -> str:
    """The words that scripts ask for, as words.js finds them."""
    words = issue.words
    texts = {name: words.find_text(name) for name in sorted(find_script_words(scripts, words))}
    english = [name for name in texts if words.find_language(name)]
    table = {"language": words.language, "capitals": words.capitals, "texts": texts, "english": english}
    return _define("fixedWords", table)


def _find_headings(issue: Issue, page: Page) -> Iterator[PagePart]:
    """The headings of a page that stands alone, without titles, single letters and the list of references."""
    headings = [section.heading for section in page.sections] if page.address in STANDING.values() else []
    for heading in headings:
        text = heading.title.striptags()
        if heading.level > 1 and len(text) > 1 and heading.id != "cited":
            address, on = f"{page.address}#{heading.id}", page.plan.title.plain
            kind, kinds = issue.words["heading"], issue.words["headings"]
            yield PagePart(address, kind, kinds, on, heading.title, (text,))


def _find_files(issue: Issue) -> Iterator[PagePart]:
    """The files of the data."""
    for file in find_downloads(issue):
        name, ending = escape(file.name), file.name.rpartition(".")[2]
        words = (file.title, ending, "download")
        yield PagePart(file.address, *_name_file(issue), file.title, name, (file.name,), words)


def _name_file(issue: Issue) -> tuple[str, str]:
    return issue.words["file"], issue.words["files"]


def _find_handouts(issue: Issue, printouts: Iterable[Printout]) -> Iterator[PagePart]:
    """The PDFs: a handout for each family, and a booklet of all."""
    words = issue.words
    editions = {name: words.in_sentence(word) for name, word in EDITION_WORDS.items()}
    for printed in printouts:
        family = issue.families.get(printed.of)
        kind, about = ("handout", family.label) if family else ("booklet", issue.front.label)
        kind = ", ".join(filter(None, (words[kind], editions.get(printed.edition))))
        paper = words.text("pdf_on", paper=printed.label)
        title = Markup("{}, {} ({})").format(about.html, kind, PAPERS[printed.paper])
        names = (f"{kind} {about.plain}", f"{family.short_label.plain} {kind}" if family else kind)
        yield PagePart(
            printed.address, *_name_file(issue), paper, title, names, ("handout", "PDF", "print", "download")
        )
