"""Issue -> the scripts with which its tables are filtered, sorted, and downloaded.

A page fetches those of its table at the first use of that table, or at the first download. They are scripts
because a page that is opened from a folder can load nothing else.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import get_args

from virtualissue.exports.data_package import find_lines
from virtualissue.model.issue import Issue
from virtualissue.search.terms import find_names
from virtualissue.views.tables.layout import TableLayout, TableOf, TableRow, build_table, find_table

TABLES: tuple[TableOf, ...] = get_args(TableOf)
VERSION_LENGTH = 12


@dataclass(frozen=True)
class TableFile:
    """A script for one table, and where it is from the root of the site."""

    address: str
    text: str

    @property
    def version(self) -> str:
        """Changes with the text, so that no browser takes an older script for it."""
        return sha256(self.text.encode()).hexdigest()[:VERSION_LENGTH]


@lru_cache(maxsize=1)
def find_layout(issue: Issue, of: TableOf) -> TableLayout:
    """The table of a collection with everything in it; the last one is kept, for its page and its scripts."""
    return build_table(issue, find_table(issue, of))


def find_table_files(issue: Issue) -> Iterator[TableFile]:
    """The scripts of all tables that have rows."""
    for of in TABLES:
        if issue.collections[of]:
            yield from find_scripts(issue, of)


@lru_cache(maxsize=len(TABLES))
def find_scripts(issue: Issue, of: TableOf) -> tuple[TableFile, TableFile]:
    """The script with which a table is filtered and sorted, and that with which it is downloaded."""
    layout, lines = find_layout(issue, of), find_lines(issue)[of]
    slugs = ("", *(row.entity.slug for row in layout.rows))
    csv = [lines[slug].rstrip("\n") for slug in slugs]
    return _render_script(of, _describe(issue, layout)), _render_script(f"{of}-csv", csv)


def _render_script(name: str, data: object) -> TableFile:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return TableFile(f"assets/tables/{name}.js", f'(globalThis.tables ??= {{}})["{name}"] = {text};\n')


def _describe(issue: Issue, layout: TableLayout) -> Mapping[str, object]:
    """What filters and sorts a table; its rows are in the order in which the page shows them."""
    numbers = [{choice.key: n for n, choice in enumerate(one.choices)} for one in layout.filters]
    return {
        "synonyms": issue.front.synonyms,
        "filters": [[(one.key, one.text, one.count) for one in asked.choices] for asked in layout.filters],
        "rows": [
            {
                "words": _find_further_words(issue, row),
                "places": row.places,
                "groups": [cell.group for cell in row.cells],
                "values": [
                    [known[key] for key in row.keys[asked.slug].split(" ")]
                    for asked, known in zip(layout.filters, numbers, strict=True)
                ],
            }
            for row in layout.rows
        ],
    }


def _find_further_words(issue: Issue, row: TableRow) -> str:
    """The names of the entity of a row, but for the words that the row shows."""
    shown = {word for cell in row.cells for word in cell.text.split()}
    return " ".join(word for word in find_names(issue, row.entity).split(" ") if word not in shown)
