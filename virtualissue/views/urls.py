"""Where everything lives on the site: permanent addresses, made of kinds and slugs alone."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import urlencode

from virtualissue.model.author import Author
from virtualissue.model.chart import Chart
from virtualissue.model.course import Course
from virtualissue.model.entities import Family, Material, Person, StandingPage, Technique
from virtualissue.model.entity import Entity
from virtualissue.model.front_matter import FrontMatter
from virtualissue.model.issue import Issue
from virtualissue.model.kinds import KIND_OF, KINDS, KINDS_BY_COLLECTION, KINDS_BY_NAME
from virtualissue.model.structure import Structure
from virtualissue.text.titles import Title, word_title


class StandingPlace(NamedTuple):
    """A page that stands alone: its name, its entry in the menu if that is not its own, and the word for it.

    Without a word here, it is called what the issue calls its collection, or as its text in pages/ says.
    """

    slug: str
    menu: str = ""
    title: str = ""

    @property
    def address(self) -> str:
        """Where it lives, from the root of the site."""
        return f"{'index' if self.slug == 'home' else self.slug}.html"


# every page that stands alone, in reading order; the pages of a collection follow the page that lists it
STANDING_PLACES = (
    StandingPlace("home"),
    StandingPlace("story", title="the_story"),
    *(StandingPlace(kind.collection) for kind in KINDS if kind.has_pages),
    StandingPlace("course"),
    StandingPlace("facts", "reference"),
    StandingPlace("data", "reference", "data"),
    StandingPlace("numbers", "reference"),
    StandingPlace("references", "reference", "references"),
    StandingPlace("people", "reference"),
    StandingPlace("glossary", "reference", "glossary"),
    StandingPlace("errata", "reference"),
    StandingPlace("cite", "reference", "how_to_cite"),
    StandingPlace("about", "reference"),
)
PLACES_BY_SLUG: Mapping[str, StandingPlace] = {place.slug: place for place in STANDING_PLACES}
# the pages that have a text of their own -> the word by which they are called without one
TEXTS = {"home": "home", "course": "course", "numbers": "numbers_page", "about": "about"}
# their addresses by the name that prose links to them with (`page:errata`)
STANDING: Mapping[str, str] = {place.slug: place.address for place in STANDING_PLACES}
# what a link in prose may begin with: a kind with an address, or `page`
LINK_KINDS = (*(kind.name for kind in KINDS if kind.address), "page")


def find_standing(issue: Issue) -> Mapping[str, str]:
    """The pages that stand alone, but for those on which nothing would be."""
    return {slug: address for slug, address in STANDING.items() if _has_content(issue, slug)}


def _has_content(issue: Issue, slug: str) -> bool:
    """Whether something is on a page that stands alone; its text in pages/ is enough."""
    shown: Mapping[str, tuple[object, ...]] = {
        "home": (issue.front,),
        "about": (issue.front,),
        "data": (issue.front,),
        "cite": (issue.front,),
        "story": (issue.story,),
        "course": (issue.course, issue.plans, issue.guides, issue.questions, issue.problems),
        "facts": (issue.facts, issue.quantities),
        "numbers": (issue.regions,),
        "references": (issue.articles, issue.front.editorial),
        "people": (issue.authors,),
        "glossary": (issue.terms, *(named.aliases for named in _find_named(issue))),
        "errata": (issue.errata,),
    }
    things = shown[slug] if slug in shown else (issue.of_kind(KINDS_BY_COLLECTION[slug].name),)
    return any(things) or (slug in TEXTS and slug in issue.pages)


def _find_named(issue: Issue) -> tuple[Material | Technique, ...]:
    """The entities whose other names the glossary explains."""
    return *issue.materials.values(), *issue.techniques.values()


def find_page_title(issue: Issue, slug: str) -> Title:
    """What a page that stands alone is called."""
    about = issue.course if slug == "course" else issue.pages.get(slug)
    name = PLACES_BY_SLUG[slug].title or ("" if slug in TEXTS else slug)
    if name:
        return word_title(issue.words, name)
    if about:
        return about.label
    return issue.front.title if slug == "home" else word_title(issue.words, TEXTS[slug])


def address_of(kind: str, slug: str) -> str:
    """The address of an entity or a standing page from the root of the site."""
    return STANDING[slug] if kind == "page" else KINDS_BY_NAME[kind].address.format(slug)


def find_address(issue: Issue, entity: Entity) -> str:
    """Where an entity is, also one whose kind has no places of its own; empty where it is on no page.

    A structure is with its family, a chart on the page with most room for it, and a person in the lists.
    """
    if isinstance(entity, Structure):
        return f"{address_of(Family.kind, entity.family)}#structure-{entity.slug}"
    if isinstance(entity, Chart):
        pages = [place.partition("#")[0] for place in entity.pages]
        page = next((page for page in pages if page != "home"), "home")
        return f"{STANDING[page]}#chart-{entity.slug}"
    if isinstance(entity, Person):
        return author_address(issue.authors_by_slug[entity.slug])
    if isinstance(entity, FrontMatter | Course | StandingPage):
        return STANDING.get({"issue": "home", "course": "course"}.get(entity.kind, entity.slug), "")
    return KIND_OF[type(entity)].address.format(entity.slug) if type(entity) in KIND_OF else ""


def articles_address(choices: Iterable[tuple[str, str]]) -> str:
    """The list of articles, filtered: pairs of a filter and a key that it is to have."""
    return f"{STANDING['articles']}?{urlencode(list(choices))}"


def author_address(author: Author) -> str:
    """One page an initial, one anchor a person."""
    return f"people/{author.initial}.html#{author.slug}"


def relative(target: str, page: str) -> str:
    """The address of `target` as a link on `page`: relative, so that it also works from a folder."""
    path, hash_, fragment = target.partition("#")
    if path == page and hash_:
        return f"#{fragment}"
    return _relative(path, page.rpartition("/")[0]) + hash_ + fragment


def _relative(path: str, folder: str) -> str:
    here, there = folder.split("/") if folder else [], path.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    return "../" * (len(here) - shared) + "/".join(there[shared:])


def home_of(entity: Entity) -> str:
    """The address of the page on which an entity's sentences are."""
    return address_of(entity.kind, entity.slug).partition("#")[0]
