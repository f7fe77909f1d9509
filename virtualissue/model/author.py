"""People and bodies who signed articles: which bylines are one person, and where each is listed."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count

from virtualissue.bibliography.name_forms import is_latin, slug_of_name
from virtualissue.bibliography.names import Byline
from virtualissue.model.entities import Article, Person

BODIES = "groups"  # the list of all authors that are no persons


@dataclass(frozen=True)
class Author:
    """Someone who signed articles, or a body: declared as one person, or a byline that stands for itself."""

    slug: str
    name: Byline
    orcid: str | None
    articles: tuple[Article, ...]

    @property
    def letter(self) -> str:
        """The letter under which they are listed: that of their own script; all bodies stand together."""
        if self.name.is_body:
            return "Groups"
        first = next((sign for sign in unicodedata.normalize("NFD", self.name) if sign.isalpha()), "")
        return self.slug[0].upper() if not first or is_latin(first) else first.upper()

    @property
    def initial(self) -> str:
        """The same letter as an address names it."""
        if self.name.is_body:
            return BODIES
        return self.letter.lower() if self.letter.isascii() else f"u{ord(self.letter[0]):04x}"

    @property
    def sort_key(self) -> tuple[bool, bool, str, str]:
        """Where they stand: Latin letters first, then the other scripts, bodies last."""
        is_foreign = not self.letter.isascii()
        return self.name.is_body, is_foreign, self.letter if is_foreign else "", self.slug


@dataclass(frozen=True)
class AuthorGroup:
    """The authors who are listed under one letter."""

    initial: str
    letter: str
    authors: tuple[Author, ...]

    @property
    def is_of_bodies(self) -> bool:
        """Whether these are groups and institutions, which stand under no letter."""
        return self.initial == BODIES


def group_authors(authors: Iterable[Author]) -> tuple[AuthorGroup, ...]:
    """Authors by the letters under which they are listed, in their order."""
    groups: dict[str, list[Author]] = {}
    for author in authors:
        groups.setdefault(author.initial, []).append(author)
    return tuple(AuthorGroup(initial, found[0].letter, tuple(found)) for initial, found in groups.items())


# --- which bylines are one person ------------------------------------------------------------------------


Signature = tuple[str, int]  # the slug of an article, and the place of a byline in the list of its authors


def find_signatures(articles: Mapping[str, Article], people: Mapping[str, Person]) -> Mapping[Signature, str]:
    """Every byline of every article with the slug of who it is; `others` are nobody.

    Equal bylines are one person, unless people/ declares otherwise or their ORCIDs differ.
    """
    bylines = {
        (article.slug, number): name
        for article in articles.values()
        for number, name in enumerate(article.authors)
        if not name.is_others
    }
    declared = {place: slug for slug, person in people.items() for place in person.bylines.items()}
    by_orcid = {person.orcid: slug for slug, person in people.items() if person.orcid}
    owners = find_owners(people)
    orcids: dict[str, set[str]] = defaultdict(set)
    for name in bylines.values():
        orcids[name] |= {name.orcid} if name.orcid else set()

    def identify(article: str, name: Byline) -> str:
        """A name for who signed: the slug of a person, or else what no slug can be."""
        known, alone = owners.get(name, set()), orcids[name]
        slug = declared.get((article, name), "")
        if slug and not (name.orcid and people[slug].orcid not in (None, name.orcid)):
            return slug
        if slug := by_orcid.get(name.orcid or "", ""):
            return slug
        if len(known) == 1 and not (name.orcid and people[min(known)].orcid):
            return min(known)
        orcid = name.orcid or (min(alone) if len(alone) == 1 else "")
        return f"orcid:{orcid}" if orcid else f"name:{name}"

    slugs, taken = {slug: slug for slug in people}, set(people)
    found: dict[Signature, str] = {}
    for (article, number), name in bylines.items():
        identity = identify(article, name)
        if identity not in slugs:
            slugs[identity] = _free_slug(slug_of_name(name.romanized), taken)
        found[article, number] = slugs[identity]
    return found


def find_owners(people: Mapping[str, Person]) -> Mapping[str, set[str]]:
    """Each name with the slugs of the people who are called so, or declared to sign so on some article."""
    owners: dict[str, set[str]] = defaultdict(set)
    for slug, person in people.items():
        for name in (person.name, *person.bylines.values()):
            owners[name].add(slug)
    return owners


def _free_slug(slug: str, taken: set[str]) -> str:
    """The slug, with a number where another person has it already."""
    numbered = (f"{slug}-{number}" for number in count(2))
    free = slug if slug not in taken else next(one for one in numbered if one not in taken)
    taken.add(free)
    return free


def collect_authors(
    articles: Mapping[str, Article],
    people: Mapping[str, Person],
    signatures: Mapping[Signature, str],
) -> tuple[Author, ...]:
    """Everyone who signed an article or has a file in people/, in the order of the lists."""
    signed: dict[str, list[Article]] = defaultdict(list)
    names = {slug: (person.name, person.orcid) for slug, person in people.items()}
    for (article, number), slug in signatures.items():
        byline = articles[article].authors[number]
        signed[slug].append(articles[article])
        name, orcid = names.setdefault(slug, (byline, byline.orcid))
        names[slug] = (name, orcid or byline.orcid)
    found = (Author(slug, *names[slug], tuple(signed[slug])) for slug in names)
    return tuple(sorted(found, key=lambda author: author.sort_key))
