"""Issue -> the files in which readers take records of works along, in each format, and where these files are.

An article, a family and a theme have files beside their pages; those of the whole issue are in data/.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from markupsafe import Markup, escape

from virtualissue.bibliography.formats import FORMATS, RecordFormat
from virtualissue.model.entity import Entity
from virtualissue.model.issue import EDITORIAL, Issue
from virtualissue.views.references import format_works
from virtualissue.views.urls import STANDING, address_of

WHOLE = "data/references"  # the files of the whole issue, without their suffixes
# their names -> their formats
REFERENCES: Mapping[str, RecordFormat] = {
    f"{WHOLE.rpartition('/')[2]}.{form.suffix}": form for form in FORMATS
}
SELECTION = "records.js"
# kinds of entities whose articles can be taken along
LISTS = ("family", "theme")


@dataclass(frozen=True)
class RecordFile:
    """A file of records as a page offers it: its format, its address, and the works in it by their slugs.

    Only the works that are asked for are rendered, and no joined text stays in memory.
    """

    issue: Issue = field(repr=False)
    form: RecordFormat
    address: str
    slugs: tuple[str, ...]

    @property
    def text(self) -> str:
        """All of it, joined on each call."""
        number = FORMATS.index(self.form)
        return self.form.join(render_record(self.issue, slug)[number] for slug in self.slugs)

    @property
    def is_whole(self) -> bool:
        """Whether it has the works of the whole issue."""
        return self.address.startswith(WHOLE)

    @property
    def html(self) -> Markup:
        """Its text as a page shows it, in one line of HTML: templates keep no line ends and indents."""
        return Markup(str(escape(self.text.rstrip())).replace("\n", "&#10;"))

    @property
    def name(self) -> str:
        """Its name in the folder to which it is saved."""
        return self.address.rpartition("/")[2]


def render_records(issue: Issue) -> Mapping[str, tuple[str, ...]]:
    """The record of each work in each of the formats, by its slug; the editorial comes first."""
    return {slug: render_record(issue, slug) for slug in issue.works}


def render_record(issue: Issue, slug: str) -> tuple[str, ...]:
    """The record of a work in each of the formats, rendered once."""
    rendered = _find_rendered(issue)
    if slug not in rendered:
        key, work = _citation_key(issue, slug), issue.works[slug]
        rendered[slug] = tuple(form.render(key, work) for form in FORMATS)
    return rendered[slug]


@lru_cache(maxsize=1)
def _find_rendered(_issue: Issue) -> dict[str, tuple[str, ...]]:
    """What has been rendered of an issue, by the slugs of the works."""
    return {}


def _citation_key(issue: Issue, slug: str) -> str:
    """The name of a work in the files of its reader, where the editorials of other issues may be as well."""
    return f"{issue.front.name}-{EDITORIAL}" if slug == EDITORIAL else slug


@lru_cache(maxsize=1)
def find_record_files(issue: Issue) -> Mapping[str, tuple[RecordFile, ...]]:
    """The files that each page offers, by its address."""
    whole = _make_files(issue, WHOLE, issue.works)
    pages = {STANDING["articles"]: whole, STANDING["references"]: whole}
    for page, slugs in _find_lists(issue):
        pages[page] = _make_files(issue, page.removesuffix(".html"), slugs)
    return pages


def _find_lists(issue: Issue) -> Iterator[tuple[str, Iterable[str]]]:
    """Each page of an entity that has records, with the slugs of its works."""
    for slug in issue.articles:
        yield address_of("article", slug), (slug,)
    for kind in LISTS:
        entity: Entity
        for slug, entity in issue.of_kind(kind).items():
            if articles := issue.articles_of(entity):
                yield address_of(kind, slug), [article.slug for article in articles]


def _make_files(issue: Issue, stem: str, slugs: Iterable[str]) -> tuple[RecordFile, ...]:
    works = tuple(slugs)
    return tuple(RecordFile(issue, form, f"{stem}.{form.suffix}", works) for form in FORMATS)


def list_record_files(issue: Issue) -> Mapping[str, RecordFile]:
    """Every file of records by its address; those of the whole issue are among them."""
    return {file.address: file for found in find_record_files(issue).values() for file in found}


def render_whole(issue: Issue) -> Mapping[str, str]:
    """The text of the files of the whole issue by their names."""
    return {file.name: file.text for file in find_record_files(issue)[STANDING["references"]]}


def render_selection(issue: Issue) -> str:
    """A script with the record of each work, from which a browser makes the file of a reader's selection.

    It is a script and not data, for a page that is opened from a folder can load nothing else.
    """
    references = format_works(issue)
    data = {
        "formats": [
            {
                "suffix": form.suffix, "type": form.media_type,
                "opening": form.opening, "joint": form.joint, "closing": form.closing,
            }
            for form in FORMATS
        ],
        "works": {
            slug: {"records": records, "html": str(references[slug].html)}
            for slug, records in render_records(issue).items()
        },
    }  # fmt: skip
    return f"globalThis.records = {json.dumps(data, ensure_ascii=False)};\n"
