"""Everything that the pages link to and that is no page: stylesheets, scripts, data, search index, PDFs."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from markupsafe import Markup, escape

from virtualissue.exports.data_package import find_downloads, render_exports
from virtualissue.exports.records import SELECTION, render_record_files, render_selection
from virtualissue.files import list_files
from virtualissue.model.issue import Issue
from virtualissue.print.printouts import PAPERS, Printout
from virtualissue.search.documents import PagePart
from virtualissue.search.index import render_search
from virtualissue.site.pages import Page
from virtualissue.site.stylesheet import NAME as STYLESHEET
from virtualissue.site.stylesheet import find_sheets, render_stylesheet
from virtualissue.site.table_files import find_table_files
from virtualissue.text.folding import TABLES
from virtualissue.views.urls import STANDING

# the edition of a handout, if it is not that for students -> the word for it
EDITION_WORDS = {"solutions": "with_solutions", "lecturers": "lecturers_edition"}
SCRIPT = Path("assets") / "site.js"  # all scripts that every page has
# these scripts in their order; the others are fetched by the pages or the scripts that need them
JOINED = (
    "words", "folding", "load", "save", "frame", "tooltip", "copy", "cite", "selection", "search-dialog",
    "keyboard", "contents", "print", "folds", "glossary",
)  # fmt: skip
COMMENT = re.compile(r"^[ \t]*(?://.*|/\*\*(?:[^*]|\*(?!/))*\*/[ \t]*)$", re.MULTILINE)
WORD = re.compile(r"\bwords\(\s*([^)}]*)")
NAME = re.compile(r'"(\w+)"')


def find_assets(
    issue: Issue, assets: Path, printouts: Sequence[Printout] = (), pages: Iterable[Page] = ()
) -> Mapping[Path, bytes]:
    """The files by their paths from the root of the site; `assets` is templates/assets.

    The search also finds the headings of those `pages` that stand alone, and the files to download.
    """
    files = {Path("data") / name: text.encode() for name, text in render_exports(issue).items()}
    files |= {Path(address): text.encode() for address, text in render_record_files(issue).items()}
    files |= {Path(file.address): file.text.encode() for file in find_table_files(issue).values()}
    files[Path("assets") / SELECTION] = render_selection(issue).encode()
    parts = (*_find_headings(issue, pages), *_find_files(issue), *_find_handouts(issue, printouts))
    files |= {Path("search") / name: text.encode() for name, text in render_search(issue, parts).items()}
    files |= {Path(printout.address): printout.content for printout in printouts}
    return {**files, **find_static_files(issue, assets)}


def find_static_files(issue: Issue, assets: Path) -> Mapping[Path, bytes]:
    """The stylesheet, the scripts and the pictures, which a page needs to be seen."""
    files = {Path("assets") / path.relative_to(assets): path.read_bytes() for path in list_files(assets)}
    files[Path("assets") / STYLESHEET] = render_stylesheet(issue, assets).encode()
    scripts = {path.stem: content.decode() for path, content in files.items() if path.suffix == ".js"}
    files |= {Path("assets") / f"{name}.js": pack_script(text).encode() for name, text in scripts.items()}
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
    return "".join([*known, *(pack_script(scripts[name]) for name in JOINED)])


def _define(name: str, value: object) -> str:
    return f"globalThis.{name} = {json.dumps(value, ensure_ascii=False, separators=(',', ':'))};\n"


def pack_script(text: str) -> str:
    """A script without its indents and without the comments that have lines of their own."""
    lines = (line.strip() for line in COMMENT.sub("", text).splitlines())
    return "".join(f"{line}\n" for line in lines if line)


def find_script_words(scripts: Iterable[str]) -> frozenset[str]:
    """The names of the words that scripts ask for."""
    calls = (call for script in scripts for call in WORD.findall(script))
    return frozenset(name for call in calls for name in NAME.findall(call))


def render_words(issue: Issue, scripts: Iterable[str]) -> str:
    """The words that scripts ask for, as words.js finds them."""
    texts = {name: issue.words.texts[name] for name in sorted(find_script_words(scripts))}
    table = {"language": issue.words.language, "capitals": issue.words.capitals, "texts": texts}
    return _define("fixedWords", table)


def _find_headings(issue: Issue, pages: Iterable[Page]) -> Iterator[PagePart]:
    """The headings of pages that stand alone, without titles, single letters and the list of references."""
    for page in pages:
        if page.address not in STANDING.values():
            continue
        for heading in (section.heading for section in page.sections):
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
        yield PagePart(printed.address, *_name_file(issue), paper, title, names, ("handout", "PDF", "print"))
