"""What reference managers and search engines read from pages."""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import parse_qsl

import pytest
from pyld import jsonld  # type: ignore[import-untyped]

from tests.bibliography.formats.test_round_trip import EVERYTHING, make
from tests.exports.schema_org import read_classes
from tests.site.test_pages import toy_pages
from tests.toy import read_toy
from virtualissue.bibliography.work import Work, WorkType
from virtualissue.exports.metadata import (
    PageMetadata,
    describe_work,
    find_metadata,
    highwire_fields,
    render_coins,
)

# The fields that Zotero's translator for embedded metadata reads, and two that only search engines do.
READ = {
    "title", "author", "publication_date", "journal_title", "journal_abbrev", "book_title", "volume", "issue",
    "conference_title", "dissertation_institution", "technical_report_institution", "technical_report_number",
    "publisher", "isbn", "doi", "language", "firstpage", "lastpage", "issn", "pmid",
    "author_orcid", "arxiv_id",
}  # fmt: skip
WORKS: dict[str, dict[str, Any]] = {
    "article": {
        "title": 'Red & "blue" & 100 %; lakes',
        "authors": ["Wren, Ida M.", "van der Graaf, Aaron", "King, Jr., Martin"],
        "journal": {"title": "Annals of Pigments", "short": "Ann. Pigm."}, "year": "2013-03-07",
        "volume": "B7", "issue": "1-2", "pages": "17-24", "doi": "10.1000/red.7", "issn": "0317-8471",
    },
    "body": {
        "title": "A search for red", "authors": [{"literal": "Lamp Collaboration"}, "others"],
        "journal": "Ann. Pigm.", "year": "2014", "pages": "eabc0417",
    },
    "thesis": {
        "type": "thesis", "title": "On ochre", "authors": ["Holm, B."], "publisher": "U Red", "year": "2001",
    },
    "chapter": {
        "type": "chapter", "title": "Lakes", "authors": ["Holm, B."], "container": "The Book of Red",
        "publisher": "Red Press", "year": "2002", "pages": "xi-xvi", "isbn": "978-0-306-40615-7",
    },
    "conference": {
        "type": "paper-conference", "title": "Rust", "authors": ["Holm, B."], "year": "2003",
        "container": "Proceedings of Red",
    },
    "report": {
        "type": "report", "title": "Soot", "authors": ["Holm, B."], "publisher": "Soot Institute",
        "document_number": "S-7", "year": "2004",
    },
    "preprint": {
        "type": "preprint", "title": "Ash", "authors": ["Holm, B."], "arxiv": "2101.01234", "year": "2021",
    },
    "dataset": {"type": "dataset", "title": "All reds", "authors": ["Holm, B."], "year": "no date"},
}  # fmt: skip


def make_work(name: str) -> Work:
    return Work.model_validate(WORKS[name])


def read_coins(work: Work) -> dict[str, list[str]]:
    """A context object read back by another parser than wrote it."""
    found: dict[str, list[str]] = {}
    for key, value in parse_qsl(render_coins(work), strict_parsing=True):
        found.setdefault(key, []).append(value)
    return found


@pytest.mark.parametrize("name", WORKS)
def test_every_highwire_field_is_one_that_is_read(name: str):
    fields = [field.removeprefix("citation_") for field, _ in highwire_fields(make_work(name))]
    assert set(fields) <= READ
    assert "pdf_url" not in fields
    assert [field for field in set(fields) - {"author"} if fields.count(field) > 1] == []


def test_the_highwire_fields_of_an_article_are_its_record():
    assert list(highwire_fields(make_work("article"))) == [
        ("citation_title", 'Red & "blue" & 100 %; lakes'),
        ("citation_author", "Wren, Ida M."),
        ("citation_author", "van der Graaf, Aaron"),
        ("citation_author", "King, Martin, Jr."),
        ("citation_journal_title", "Annals of Pigments"),
        ("citation_journal_abbrev", "Ann. Pigm."),
        ("citation_publication_date", "2013/03/07"),
        ("citation_volume", "B7"),
        ("citation_issue", "1-2"),
        ("citation_firstpage", "17"),
        ("citation_lastpage", "24"),
        ("citation_doi", "10.1000/red.7"),
        ("citation_issn", "0317-8471"),
    ]


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("thesis", ("citation_dissertation_institution", "U Red")),
        ("chapter", ("citation_book_title", "The Book of Red")),
        ("conference", ("citation_conference_title", "Proceedings of Red")),
        ("report", ("citation_technical_report_institution", "Soot Institute")),
        ("preprint", ("citation_arxiv_id", "2101.01234")),
        ("body", ("citation_author", "Lamp Collaboration")),
        ("body", ("citation_firstpage", "eabc0417")),
    ],
)
def test_the_kind_of_a_work_is_told_by_its_fields(name: str, field: tuple[str, str]):
    assert field in list(highwire_fields(make_work(name)))


def find_creators(fields: list[tuple[str, str]]) -> list[str]:
    """The authors as Zotero's translator for embedded metadata divides them."""
    found: list[str] = []
    values = [value for field, value in fields if field == "citation_author"]
    for value in values:
        names = re.split(r"\s*;\s*", value)
        if len(names) == len(values) == 1:
            parts = re.split(r"\s*,\s*", value)
            names = parts if len(parts) > 1 and " " in parts[0] and " " in parts[1] else names
        found += filter(None, names)
    return found


@pytest.mark.parametrize(
    "authors",
    [
        ["van der Graaf, Aaron B."],
        ["Holm, B."],
        ["King, Martin Luther, Jr."],
        [{"literal": "Society of Dyers, Painters and Kilns"}],
        ["van der Graaf, Aaron B.", "Ibn Sina, Abu Ali"],
    ],
)
def test_zotero_finds_as_many_authors_as_there_are(authors: list[Any]):
    work = Work.model_validate({**WORKS["article"], "authors": authors})
    assert find_creators(list(highwire_fields(work))) == [name.romanized for name in work.authors]


def test_coins_hold_the_record_of_an_article():
    assert read_coins(make_work("article")) == {
        "ctx_ver": ["Z39.88-2004"], "rft_val_fmt": ["info:ofi/fmt:kev:mtx:journal"],
        "rfr_id": ["info:sid/virtualissue"], "rft.genre": ["article"],
        "rft.atitle": ['Red & "blue" & 100 %; lakes'],
        "rft.jtitle": ["Annals of Pigments"], "rft.stitle": ["Ann. Pigm."], "rft.date": ["2013-03-07"],
        "rft.volume": ["B7"], "rft.issue": ["1-2"], "rft.pages": ["17-24"], "rft.issn": ["0317-8471"],
        "rft.au": ["Wren, Ida M.", "van der Graaf, Aaron", "King, Martin, Jr."],
        "rft_id": ["info:doi/10.1000/red.7"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("body", {"rft.aucorp": ["Lamp Collaboration"], "rft.genre": ["article"]}),
        ("chapter", {"rft.genre": ["bookitem"], "rft.atitle": ["Lakes"], "rft.btitle": ["The Book of Red"]}),
        ("conference", {"rft.genre": ["proceeding"], "rft.atitle": ["Rust"]}),
        ("thesis", {"rft_val_fmt": ["info:ofi/fmt:kev:mtx:dissertation"], "rft.title": ["On ochre"]}),
        ("report", {"rft.genre": ["report"], "rft.btitle": ["Soot"], "rft.pub": ["Soot Institute"]}),
        ("preprint", {"rft.genre": ["preprint"], "rft_id": ["https://arxiv.org/abs/2101.01234"]}),
        ("dataset", {"rft_val_fmt": ["info:ofi/fmt:kev:mtx:dc"], "rft.type": ["dataset"]}),
    ],
)
def test_coins_name_the_kind_of_a_work(name: str, fields: dict[str, list[str]]):
    assert fields.items() <= read_coins(make_work(name)).items()


# --- JSON-LD ---------------------------------------------------------------------------------------------


def load_context(url: str, _options: object) -> dict[str, object]:
    """Schema.org's context without a network: all terms are its own."""
    assert url == "https://schema.org"
    context = {"@context": {"@vocab": "https://schema.org/"}}
    return {"contextUrl": None, "documentUrl": url, "document": context}


def expand(graph: object) -> list[Any]:
    options = {"documentLoader": load_context, "base": "https://red.example/"}
    expanded: list[Any] = jsonld.expand(graph, options)
    return expanded


@pytest.mark.parametrize("name", WORKS)
def test_a_work_in_json_ld_keeps_everything(name: str):
    described = describe_work(make_work(name))
    (node,) = expand({"@context": "https://schema.org", **described})
    kept = {key.removeprefix("https://schema.org/") for key in node}
    assert kept == set(described)
    assert node["https://schema.org/name"] == [{"@value": WORKS[name]["title"]}]


def find_nodes(graph: object) -> Iterator[dict[str, Any]]:
    """All nodes of a graph that have a class."""
    if isinstance(graph, list):
        for part in graph:
            yield from find_nodes(part)
    elif isinstance(graph, dict):
        if "@type" in graph:
            yield graph
        yield from find_nodes(list(graph.values()))


def assert_known(graph: object) -> None:
    for node in find_nodes(graph):
        known = read_classes()[node["@type"]]
        assert {name for name in node if not name.startswith("@")} <= known, node


@pytest.mark.slow
def test_every_class_of_schema_org_exists_and_has_the_properties_that_it_is_given():
    classes = read_classes()
    assert {"pagination", "name", "author"} <= classes["ScholarlyArticle"]
    assert "pagination" not in classes["Dataset"]
    for page in toy_pages():
        assert_known(page.metadata.graph)
    for kind in WorkType:
        assert_known(describe_work(make({"type": str(kind), **EVERYTHING})))


def graph_of(kind: str) -> Any:
    page = next(page for page in toy_pages() if page.plan.kind == kind)
    return expand(page.metadata.graph)[0]


def types_of(nodes: list[Any]) -> list[str]:
    return [node["@type"][0].removeprefix("https://schema.org/") for node in nodes]


def test_the_issue_is_a_collection_of_its_articles_its_data_and_its_course():
    node = graph_of("home")
    assert types_of([node]) == ["Collection"]
    parts = types_of(node["https://schema.org/hasPart"])
    assert parts == [*["WebPage"] * len(read_toy().articles), "Dataset", "LearningResource"]


def test_the_page_of_an_article_is_apart_from_the_article():
    node = graph_of("article")
    (work,) = node["https://schema.org/mainEntity"]
    assert types_of([node, work]) == ["WebPage", "ScholarlyArticle"]
    assert node["@id"] != work.get("@id")
    assert "https://schema.org/author" not in node


def test_the_facts_are_a_dataset_that_can_be_had():
    files = graph_of("facts")["https://schema.org/distribution"]
    addresses = [file["https://schema.org/contentUrl"][0]["@value"] for file in files]
    assert "https://pigments.example/data/facts.csv" in addresses


# --- on pages --------------------------------------------------------------------------------------------


def test_a_page_has_one_record_or_a_list_of_them_never_both():
    for page in toy_pages():
        spans = re.findall(r'<span class="Z3988" title="([^"]+)"', page.body)
        titles = [dict(parse_qsl(unescape(span)))["rft.atitle"] for span in spans]
        assert len(titles) == len(set(titles)), page.address
        assert not (page.metadata.fields and spans), page.address
        assert bool(page.metadata.fields) == (page.plan.kind == "article"), page.address
    lists = {page.address for page in toy_pages() if 'class="Z3988"' in page.body}
    assert {"articles.html", "references.html", "families/reds.html", "themes/fading.html"} <= lists


def test_every_list_of_works_has_the_record_of_each_and_a_box_to_select_it():
    """Where a page lists no works, its references are the list."""
    kinds = set()
    for page in toy_pages():
        listed = re.findall(r'<li ([^>]*)>\s*<a class="vi-article"', page.body)
        cited = re.findall(r'<li (id="ref-[^>]*data-work[^>]*)>', page.body)
        assert all("data-work=" in line for line in listed), page.address
        slugs = {re.findall('data-work="([^"]+)"', line)[0] for line in listed or cited}
        titles = {read_toy().articles[slug].title.text for slug in slugs}
        spans = re.findall(r'<span class="Z3988" title="([^"]+)"', page.body)
        if page.plan.kind != "article" and slugs:
            assert titles <= {dict(parse_qsl(unescape(span)))["rft.atitle"] for span in spans}, page.address
            kinds.add(page.plan.kind)
    assert {"technique", "letter", "family", "theme", "material", "story", "facts"} <= kinds


def test_what_stands_in_the_head_is_data_and_never_code():
    text = "</script><script>alert(1)</script>"
    graph = {"@context": "https://schema.org", "name": text}
    html = PageMetadata((("citation_title", f'"{text}'),), f'https://a.example/"{text}', graph).html
    assert html.count("<script") == 1
    assert f'"{text}' not in html
    inside = re.search(r'ld\+json">(.*)</script>$', html, re.DOTALL)
    assert inside
    assert json.loads(inside[1]) == graph


def test_the_article_is_cited_by_its_doi():
    article = next(article for article in read_toy().articles.values() if article.doi)
    metadata = find_metadata(read_toy(), "article", article, f"articles/{article.slug}.html")
    assert f'<link rel="cite-as" href="https://doi.org/{article.doi}">' in metadata.html
