"""A page -> what reference managers and search engines read from it: Highwire fields, COinS, and JSON-LD.

The page of an article carries the record of the journal's article as Highwire fields, of which Zotero reads
one record a page. Lists of works carry COinS, of which it reads all. What the site says of itself is JSON-LD
in the terms of schema.org.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from markupsafe import Markup

from virtualissue.bibliography.names import Byline
from virtualissue.bibliography.work import Work, WorkType
from virtualissue.exports.data_package import find_downloads, find_media_type
from virtualissue.model.course import Course
from virtualissue.model.entities import Article
from virtualissue.model.issue import Issue
from virtualissue.views.urls import STANDING, address_of, relative

JsonLd = dict[str, Any]

# kind of work -> the Highwire fields of what it appeared in and of the institution behind it
PLACES: Mapping[WorkType, tuple[str, str]] = {
    WorkType.CONFERENCE_PAPER: ("citation_conference_title", "citation_publisher"),
    WorkType.CHAPTER: ("citation_book_title", "citation_publisher"),
    WorkType.THESIS: ("", "citation_dissertation_institution"),
    WorkType.REPORT: ("", "citation_technical_report_institution"),
}
# kind of work -> its format in COinS and its genre there
GENRES: Mapping[WorkType, tuple[str, str]] = {
    WorkType.JOURNAL_ARTICLE: ("journal", "article"),
    WorkType.PREPRINT: ("journal", "preprint"),
    WorkType.CONFERENCE_PAPER: ("book", "proceeding"),
    WorkType.CHAPTER: ("book", "bookitem"),
    WorkType.BOOK: ("book", "book"),
    WorkType.REPORT: ("book", "report"),
    WorkType.THESIS: ("dissertation", ""),
    WorkType.PATENT: ("patent", ""),
}
# kind of work -> its class in schema.org
CLASSES: Mapping[WorkType, str] = {
    WorkType.JOURNAL_ARTICLE: "ScholarlyArticle",
    WorkType.PREPRINT: "ScholarlyArticle",
    WorkType.CONFERENCE_PAPER: "ScholarlyArticle",
    WorkType.CHAPTER: "Chapter",
    WorkType.BOOK: "Book",
    WorkType.THESIS: "Thesis",
    WorkType.REPORT: "Report",
    WorkType.DATASET: "Dataset",
    WorkType.SOFTWARE: "SoftwareSourceCode",
    WorkType.WEB_PAGE: "WebPage",
}


# kind of work -> the class of what it appeared in, if that is no journal
CONTAINERS: Mapping[WorkType, str] = {
    WorkType.CONFERENCE_PAPER: "Book",
    WorkType.CHAPTER: "Book",
    WorkType.WEB_PAGE: "WebSite",
}
# the only author of a work, whom Zotero would take for several with commas between them; a semicolon says no
SEVERAL = re.compile("[^,]* [^,]*,[^,]* [^,]*")
WITH_PAGES = ("ScholarlyArticle", "Chapter", "Report")  # the classes that have pages in schema.org


@dataclass(frozen=True)
class PageMetadata:
    """The Highwire fields of a page, the address by which its subject is cited, and its JSON-LD."""

    fields: tuple[tuple[str, str], ...] = ()
    cite_as: str = ""
    graph: JsonLd | None = None

    @property
    def has_record(self) -> bool:
        """Whether the subject of the page is a work with a record of its own."""
        return bool(self.fields)

    @property
    def html(self) -> Markup:
        """All of it as HTML for the head of the page."""
        parts = [Markup('<meta name="{}" content="{}">').format(*field) for field in self.fields]
        if self.cite_as:
            parts.append(Markup('<link rel="cite-as" href="{}">').format(self.cite_as))
        if self.graph:
            text = json.dumps(self.graph, ensure_ascii=False).replace("<", "\\u003c")
            parts.append(Markup(f'<script type="application/ld+json">{text}</script>'))
        return Markup("\n").join(parts)


def find_metadata(issue: Issue, kind: str, about: object, page: str) -> PageMetadata:
    """The metadata of a page: of its kind, about an entity, at an address from the root of the site."""
    if isinstance(about, Article):
        graph = _in_context(_describe_article(issue, about, page))
        return PageMetadata(tuple(highwire_fields(about)), about.link or "", graph)
    if kind == "home":
        return PageMetadata((), issue.front.site_url, _in_context(_describe_issue(issue, page)))
    if kind == "facts" and issue.facts:
        return PageMetadata(graph=_in_context(_describe_data(issue, page)))
    if isinstance(about, Course):
        return PageMetadata(graph=_in_context(_describe_course(issue, about, page)))
    return PageMetadata()


# --- the record of a work --------------------------------------------------------------------------------


def highwire_fields(work: Work) -> Iterator[tuple[str, str]]:
    """The fields `citation_*` of a work; none of them claims a PDF, which is the publisher's."""
    yield "citation_title", work.title.text
    for name in _named(work.authors):
        is_divided = len(work.authors) == 1 and SEVERAL.match(name.romanized)
        yield "citation_author", f"{name.romanized};" if is_divided else name.romanized
        if name.orcid:
            yield "citation_author_orcid", name.orcid
    first, _, last = (work.pages or "").partition("-")
    place, institution = PLACES.get(work.type, ("citation_journal_title", "citation_publisher"))
    container, in_journal = work.container, place == "citation_journal_title"
    found = {
        place: container and container.title,
        "citation_journal_abbrev": container.short if container and in_journal else None,
        institution: work.publisher,
        "citation_publication_date": work.date.beginning.replace("-", "/"),
        "citation_volume": work.volume,
        "citation_issue": work.issue,
        "citation_firstpage": first.strip(),
        "citation_lastpage": last.strip(),
        "citation_technical_report_number": work.document_number,
        "citation_doi": work.doi,
        "citation_arxiv_id": work.arxiv,
        "citation_pmid": work.pmid,
        "citation_isbn": work.isbn,
        "citation_issn": work.issn,
        "citation_language": work.language,
    }
    yield from ((field, value) for field, value in found.items() if field and value)


def render_coins(work: Work) -> str:
    """The record of a work as an OpenURL context object, for the title of a `span` of class Z3988."""
    form, genre = GENRES.get(work.type, ("dc", ""))
    title, part_of = ("atitle", "jtitle") if form == "journal" else ("title", "btitle")
    if genre in {"proceeding", "bookitem"}:
        title = "atitle"
    elif form == "book":
        title, part_of = "btitle", "series"
    found: list[tuple[str, str | None]] = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{form}"),
        ("rfr_id", "info:sid/virtualissue"),
        ("rft.genre" if form != "dc" else "rft.type", genre or (work.type.value if form == "dc" else "")),
        (f"rft.{title}", work.title.text),
        (f"rft.{part_of}", work.container.title if work.container else work.series),
        ("rft.stitle", work.container.short if work.container else None),
        ("rft.date", work.date.beginning),
        ("rft.volume", work.volume),
        ("rft.issue", work.issue),
        ("rft.pages", work.pages),
        ("rft.pub", work.publisher),
        ("rft.place", work.place),
        ("rft.edition", work.edition),
        ("rft.isbn", work.isbn),
        ("rft.issn", work.issn),
        *(("rft.aucorp" if name.is_body else "rft.au", name.romanized) for name in _named(work.authors)),
        ("rft_id", work.doi and f"info:doi/{work.doi}"),
        ("rft_id", work.pmid and f"info:pmid/{work.pmid}"),
        ("rft_id", None if work.doi else work.link),
    ]
    return urlencode([(key, value) for key, value in found if value], quote_via=quote)


def _named(names: tuple[Byline, ...]) -> Iterator[Byline]:
    return (name for name in names if not name.is_others)


# --- JSON-LD ---------------------------------------------------------------------------------------------


def _in_context(described: JsonLd) -> JsonLd:
    return {"@context": "https://schema.org", **{key: value for key, value in described.items() if value}}


def describe_work(work: Work) -> JsonLd:
    """A work in the terms of schema.org, each of which its class has."""
    name = CLASSES.get(work.type, "CreativeWork")
    described = {
        "@type": name,
        "@id": work.link,
        "name": work.title.text,
        **{str(role): [_describe_name(one) for one in _named(names)] for role, names in work.names_by_role},
        "datePublished": work.date.beginning,
        "isPartOf": _describe_container(work),
        "pagination": work.pages if name in WITH_PAGES else None,
        "isbn": work.isbn if name == "Book" else None,
        "bookEdition": work.edition if name == "Book" else None,
        "version": work.version,
        "publisher": work.publisher and {"@type": "Organization", "name": work.publisher},
        "identifier": work.doi and {"@type": "PropertyValue", "propertyID": "DOI", "value": work.doi},
        "inLanguage": work.language,
    }
    return {key: value for key, value in described.items() if value}


def _describe_name(name: Byline) -> JsonLd:
    if name.is_body:
        return {"@type": "Organization", "name": name.parts.literal}
    described = {
        "@type": "Person",
        "name": name.natural,
        "givenName": name.parts.given,
        "familyName": name.short,
        "@id": name.orcid and f"https://orcid.org/{name.orcid}",
    }
    return {key: value for key, value in described.items() if value}


def _describe_container(work: Work) -> JsonLd | None:
    """The issue in the volume in the journal, or the book."""
    if not work.container:
        return None
    if work.type is not WorkType.JOURNAL_ARTICLE:
        name = CONTAINERS.get(work.type, "CreativeWork")
        isbn = {"isbn": work.isbn} if work.isbn and name == "Book" else {}
        return {"@type": name, "name": work.container.title, **isbn}
    described: JsonLd = {"@type": "Periodical", "name": work.container.title}
    described |= {"alternateName": work.container.short} if work.container.short else {}
    described |= {"issn": work.issn} if work.issn else {}
    if work.volume:
        described = {"@type": "PublicationVolume", "volumeNumber": work.volume, "isPartOf": described}
    if work.issue:
        described = {"@type": "PublicationIssue", "issueNumber": work.issue, "isPartOf": described}
    return described


def _describe_article(issue: Issue, article: Article, page: str) -> JsonLd:
    """A page of the site whose subject is an article of a journal."""
    return {
        "@type": "WebPage",
        "@id": _locate(issue, page, page),
        "isPartOf": {"@type": "Collection", "@id": _locate(issue, STANDING["home"], page)},
        "license": issue.front.license.path,
        "mainEntity": describe_work(article),
    }


def _describe_issue(issue: Issue, page: str) -> JsonLd:
    """The whole site as a collection of its articles, its data, and its course."""
    front = issue.front
    parts = [
        {
            "@type": "WebPage",
            "@id": _locate(issue, address_of("article", slug), page),
            "name": article.title.text,
        }
        for slug, article in issue.articles.items()
    ]
    data = [_describe_data(issue, page)] if issue.facts else []
    course = [_describe_course(issue, issue.course, page)] if issue.course else []
    return {
        **_describe_own(issue),
        "@type": "Collection",
        "@id": _locate(issue, page, page),
        "name": front.title.text,
        "alternateName": front.subtitle,
        "description": front.description,
        "isBasedOn": describe_work(front.editorial) if front.editorial else None,
        "temporalCoverage": f"{front.period.first}/{front.period.last}" if front.period else None,
        "hasPart": [*parts, *data, *course],
    }


def _describe_data(issue: Issue, page: str) -> JsonLd:
    """The facts as a dataset, with the files in which they can be had."""
    return {
        **_describe_own(issue),
        "@type": "Dataset",
        "@id": _locate(issue, STANDING["facts"], page),
        "name": f"{issue.front.title.text}: {issue.words['facts'].lower()}",
        "description": f"The values that {issue.front.title.text} states, each with its unit, its condition, "
        "how it was obtained, and its sources.",
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file.name,
                "contentUrl": _locate(issue, file.address, page),
                "encodingFormat": find_media_type(file.name),
            }
            for file in find_downloads(issue)
        ],
    }


def _describe_course(issue: Issue, course: Course, page: str) -> JsonLd:
    """The course and its handouts as a resource for learning."""
    return {
        **_describe_own(issue),
        "@type": "LearningResource",
        "@id": _locate(issue, STANDING["course"], page),
        "name": course.title.text,
        "learningResourceType": "handout",
        "teaches": [goal.text for goal in course.goals],
    }


def _describe_own(issue: Issue) -> JsonLd:
    """What is the same for everything that the site itself publishes."""
    front = issue.front
    authors = [_describe_name(name) for name in _named(front.retold_by)]
    return {
        **({"author": authors} if authors else {}),
        **({"version": front.version} if front.version else {}),
        "license": front.license.path,
        "inLanguage": front.language,
        **({"datePublished": front.day.isoformat()} if front.day else {}),
    }


def _locate(issue: Issue, target: str, page: str) -> str:
    """An address on the site: in full where the site has one, else from the page."""
    home = issue.front.home
    shown = re.sub(r"^index\.html", "", target)
    return f"{home}{shown}" if home else relative(target, page)
