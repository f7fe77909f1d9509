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
from virtualissue.text.folding import TABLES
from virtualissue.views.urls import STANDING

# the edition of a handout, if it is not that for students -> the word for it
EDITION_WORDS = {"solutions": "with_solutions", "lecturers": "lecturers_edition"}
FOLDING = Path("assets") / "folding.js"  # works on tables that are written in front of it
SPEAKING = Path("assets") / "words.js"  # likewise, on the words that the scripts ask for
WORD = re.compile(r"\bwords\(\s*([^)}]*)")
NAME = re.compile(r'"(\w+)"')
SELECTING = Path("assets") / "selection.js"  # likewise, on the works of the issue


def find_assets(
    issue: Issue, assets: Path, printouts: Sequence[Printout] = (), pages: Iterable[Page] = ()
) -> Mapping[Path, bytes]:
    """The files by their paths from the root of the site; `assets` is templates/assets.

    The search also finds the headings of those `pages` that stand alone, and the files to download.
    """
    files = {Path("data") / name: text.encode() for name, text in render_exports(issue).items()}
    files |= {Path(address): text.encode() for address, text in render_record_files(issue).items()}
    files[Path("assets") / SELECTION] = render_selection(issue).encode()
    parts = (*_find_headings(issue, pages), *_find_files(issue), *_find_handouts(issue, printouts))
    files |= {Path("search") / name: text.encode() for name, text in render_search(issue, parts).items()}
    files |= {Path(printout.address): printout.content for printout in printouts}
    return {**files, **find_static_files(issue, assets)}


def find_static_files(issue: Issue, assets: Path) -> Mapping[Path, bytes]:
    """The stylesheet, the scripts and the pictures, which a page needs to be seen."""
    files = {Path("assets") / path.relative_to(assets): path.read_bytes() for path in list_files(assets)}
    files[Path("assets") / STYLESHEET] = render_stylesheet(issue, assets).encode()
    tables = f"globalThis.foldingTables = {json.dumps(TABLES, ensure_ascii=False)};\n"
    files[FOLDING] = tables.encode() + files[FOLDING]
    files[SPEAKING] = _render_words(issue, files).encode() + files[SPEAKING]
    selectable = json.dumps({"issue": issue.front.name, "works": [*issue.articles]})
    files[SELECTING] = f"globalThis.selectable = {selectable};\n".encode() + files[SELECTING]
    for name in find_sheets(assets):
        del files[Path("assets") / name]
    return files


def find_script_words(scripts: Iterable[str]) -> frozenset[str]:
    """The names of the words that scripts ask for."""
    calls = (call for script in scripts for call in WORD.findall(script))
    return frozenset(name for call in calls for name in NAME.findall(call))


def _render_words(issue: Issue, files: Mapping[Path, bytes]) -> str:
    scripts = (content.decode() for path, content in files.items() if path.suffix == ".js")
    texts = {name: issue.words.texts[name] for name in sorted(find_script_words(scripts))}
    table = {"language": issue.words.language, "capitals": issue.words.capitals, "texts": texts}
    return f"globalThis.fixedWords = {json.dumps(table, ensure_ascii=False)};\n"


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
