"""Everything that the pages link to and that is no page: stylesheets, scripts, data, search index, PDFs."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from virtualissue.exports.data_package import render_exports
from virtualissue.exports.records import SELECTION, render_record_files, render_selection
from virtualissue.files import list_files
from virtualissue.model.issue import Issue
from virtualissue.print.printouts import Printout
from virtualissue.search.index import render_search
from virtualissue.site.stylesheet import NAME as STYLESHEET
from virtualissue.site.stylesheet import find_sheets, render_stylesheet
from virtualissue.text.folding import TABLES

FOLDING = Path("assets") / "folding.js"  # works on tables that are written in front of it


SELECTING = Path("assets") / "selection.js"  # likewise, on the works of the issue


def find_assets(issue: Issue, assets: Path, printouts: Iterable[Printout] = ()) -> Mapping[Path, bytes]:
    """The files by their paths from the root of the site; `assets` is templates/assets."""
    files = {Path("data") / name: text.encode() for name, text in render_exports(issue).items()}
    files |= {Path(address): text.encode() for address, text in render_record_files(issue).items()}
    files[Path("assets") / SELECTION] = render_selection(issue).encode()
    files |= {Path("search") / name: text.encode() for name, text in render_search(issue).items()}
    files |= {Path(printout.address): printout.content for printout in printouts}
    return {**files, **find_static_files(issue, assets)}


def find_static_files(issue: Issue, assets: Path) -> Mapping[Path, bytes]:
    """The stylesheet, the scripts and the pictures, which a page needs to be seen."""
    files = {Path("assets") / path.relative_to(assets): path.read_bytes() for path in list_files(assets)}
    files[Path("assets") / STYLESHEET] = render_stylesheet(issue, assets).encode()
    tables = f"globalThis.foldingTables = {json.dumps(TABLES, ensure_ascii=False)};\n"
    files[FOLDING] = tables.encode() + files[FOLDING]
    selectable = json.dumps({"issue": issue.front.name, "works": [*issue.articles]})
    files[SELECTING] = f"globalThis.selectable = {selectable};\n".encode() + files[SELECTING]
    for name in find_sheets(assets):
        del files[Path("assets") / name]
    return files
