"""Where everything lives on the site: permanent addresses, made of kinds and slugs alone."""

from functools import lru_cache
from posixpath import relpath

from virtualissue.model.author import Author
from virtualissue.model.entity import Entity

# kind of thing -> its address; things without a page of their own are an anchor on a shared one
ADDRESSES = {
    "article": "articles/{}.html",
    "family": "families/{}.html",
    "material": "materials/{}.html",
    "technique": "techniques/{}.html",
    "theme": "themes/{}.html",
    "story": "story.html#{}",
    "term": "glossary.html#{}",
    "fact": "facts.html#{}",
    "erratum": "errata.html#{}",
    "quantity": "facts.html#quantity-{}",
}
# pages that stand alone, by the name that prose links to them with (`page:errata`)
STANDING = {
    "home": "index.html",
    "story": "story.html",
    "families": "families.html",
    "themes": "themes.html",
    "materials": "materials.html",
    "techniques": "techniques.html",
    "articles": "articles.html",
    "course": "course.html",
    "references": "references.html",
    "people": "people.html",
    "facts": "facts.html",
    "numbers": "numbers.html",
    "glossary": "glossary.html",
    "errata": "errata.html",
    "about": "about.html",
}
EDITORIAL = "editorial"  # the slug by which prose cites the editorial itself


def address_of(kind: str, slug: str) -> str:
    """The address of a thing from the root of the site."""
    return STANDING[slug] if kind == "page" else ADDRESSES[kind].format(slug)


def author_address(author: Author) -> str:
    """One page an initial, one anchor a person."""
    return f"people/{author.initial}.html#{author.slug}"


def relative(target: str, page: str) -> str:
    """The address of `target` as a link on `page`: relative, so that it also works from a folder."""
    path, hash_, fragment = target.partition("#")
    if path == page and hash_:
        return f"#{fragment}"
    return _relative(path, page.rpartition("/")[0]) + hash_ + fragment


@lru_cache(maxsize=65536)
def _relative(path: str, folder: str) -> str:
    return relpath(path, folder or ".")


def home_of(thing: Entity) -> str:
    """The address of the page on which a thing's sentences stand."""
    return address_of(thing.kind, thing.slug).partition("#")[0]
