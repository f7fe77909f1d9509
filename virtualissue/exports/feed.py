"""Issue -> feed.xml: the articles of the issue as an Atom feed (RFC 4287).

A feed needs addresses, so a site without one has none. Ids do not depend on the address: a site that moves
keeps them, and readers do not see its articles twice.
"""

from collections.abc import Iterator
from uuid import NAMESPACE_URL, UUID, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from markupsafe import Markup

from virtualissue.exports.linked_html import LinkedRenderer
from virtualissue.model.entities import Article
from virtualissue.model.entity import Entity
from virtualissue.model.issue import Issue
from virtualissue.views.moment import moment_of
from virtualissue.views.plain_text import TextRenderer
from virtualissue.views.references import format_works
from virtualissue.views.urls import address_of

NAME = "feed.xml"
ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"


def render_feed(issue: Issue) -> bytes:
    """The feed as XML in UTF-8; raises `ValueError` for a site without an address."""
    if not issue.front.site_url:
        raise ValueError("a feed needs the address of the site")
    return FeedWriter(issue).write()


class FeedWriter:
    """Makes the elements of the feed of one issue."""

    def __init__(self, issue: Issue) -> None:
        self.issue = issue
        self.base = issue.front.home
        self.updated = moment_of(issue).strftime("%Y-%m-%dT%H:%M:%SZ")
        editorial = issue.front.editorial
        self.namespace = uuid5(NAMESPACE_URL, (editorial and editorial.link) or issue.front.name)
        self.html = LinkedRenderer(issue, self.base)

    def write(self) -> bytes:
        """The whole feed."""
        register_namespace("", ATOM)
        front = self.issue.front
        feed = Element(_tag("feed"), {"{http://www.w3.org/XML/1998/namespace}lang": front.language})
        self._add_text(feed, "id", self._id_of(self.namespace, front.name))
        self._add_html(feed, "title", front.title.html)
        if front.subtitle:
            self._add_text(feed, "subtitle", front.subtitle)
        self._add_text(feed, "updated", self.updated)
        for name in self._find_authors():
            self._add_text(SubElement(feed, _tag("author")), "name", name)
        self._add_text(feed, "rights", f"{front.license.title} ({front.license.path})")
        self._add_link(feed, "self", f"{self.base}{NAME}", MEDIA_TYPE)
        self._add_link(feed, "alternate", self.base, "text/html")
        self._add_link(feed, "license", front.license.path)
        for article in self.issue.articles.values():
            self._add_entry(feed, article)
        indent(feed)
        return bytes(tostring(feed, encoding="utf-8", xml_declaration=True)) + b"\n"

    def _find_authors(self) -> Iterator[str]:
        """Who wrote the pages; Atom wants somebody, so without any name the site itself stands for them."""
        named = [name.natural for name in self.issue.front.retold_by if not name.is_others]
        yield from named or [self.issue.front.title.text]

    def _add_entry(self, feed: Element, article: Article) -> None:
        """The page of an article: who wrote the article itself is told in its reference."""
        entry = SubElement(feed, _tag("entry"))
        self._add_text(entry, "id", self._id_of(self.namespace, f"{article.kind}/{article.slug}"))
        self._add_html(entry, "title", article.title.html)
        self._add_text(entry, "updated", self.updated)
        self._add_link(entry, "alternate", self.base + address_of("article", article.slug), "text/html")
        if article.link:
            self._add_link(entry, "related", article.link)
        for entity in self._find_subjects(article):
            categories = {"term": f"{entity.kind}/{entity.slug}", "label": entity.plain}
            SubElement(entry, _tag("category"), categories)
        if article.finding:
            self._add_text(entry, "summary", TextRenderer(self.issue).line(article.finding))
        self._add_html(entry, "content", self._write_content(article))

    def _find_subjects(self, article: Article) -> Iterator[Entity]:
        yield from (self.issue.families[slug] for slug in article.families)
        yield from (self.issue.themes[slug] for slug in article.themes)

    def _write_content(self, article: Article) -> Markup:
        """The finding, the summary, and the reference."""
        formatted = format_works(self.issue)[article.slug]
        link = Markup(' <a href="{0}">{0}</a>').format(article.link) if article.link else Markup("")
        reference = Markup("<p>{}{}</p>").format(formatted.html, "" if formatted.has_link else link)
        told = [self.html.prose(prose) for prose in (article.finding, article.summary) if prose]
        return Markup("\n").join([*told, reference])

    def _add_text(self, parent: Element, name: str, text: str) -> None:
        SubElement(parent, _tag(name)).text = text

    def _add_html(self, parent: Element, name: str, html: str) -> None:
        SubElement(parent, _tag(name), {"type": "html"}).text = str(html)

    def _add_link(self, parent: Element, relation: str, address: str, media_type: str = "") -> None:
        kind = {"type": media_type} if media_type else {}
        SubElement(parent, _tag("link"), {"rel": relation, "href": address, **kind})

    def _id_of(self, namespace: UUID, name: str) -> str:
        return uuid5(namespace, name).urn


def _tag(name: str) -> str:
    return f"{{{ATOM}}}{name}"
