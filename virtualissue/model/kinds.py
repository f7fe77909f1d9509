"""The one table of kinds: what there is to know about each kind of entity is in its row.

The folders of content/, the references between entities, the links of prose, addresses, pages, the menu,
back-links, and the order of search results follow from this table. The order of the rows is that of the
pages and of the passages that are listed as back-links.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from virtualissue.model.chart import Chart
from virtualissue.model.course import Course, Guide, Problem, Question, ReadingPlan
from virtualissue.model.entities import (
    Article,
    Erratum,
    Facet,
    Family,
    Material,
    Person,
    Section,
    StandingPage,
    Table,
    Technique,
    Term,
    Theme,
)
from virtualissue.model.entity import Entity
from virtualissue.model.fact import Fact, Quantity
from virtualissue.model.front_matter import FrontMatter, Regions
from virtualissue.model.structure import Structure


@dataclass(frozen=True)
class Kind:
    """One kind of entity.

    `entity` is its class, whose `kind` is the name by which references and links call it. `collection` is the
    name of its collection in the `Issue`, and of its folder in content/ unless `folder` says otherwise.
    What the site calls one and all of them stands in virtualissue/words/, under its name and its collection.

    `address` is where an entity lives on the site, from its root, with {} for its slug: a page of its own, an
    anchor on a shared page, or empty where it has no place. `menu` says whether its own pages are in the
    menu or are reached by links alone. `order` is who orders it: the list of its slugs in issue.yml or
    course.yml, the numbers of the articles, the names, or the names of its files. Without a list in issue.yml
    or course.yml, the names of the files order its kind, too.

    `has_passages` says that its sentences make back-links, `has_names` that prose knows its entities by
    name, and `search_rank` where it stands among equally good search results (0 first; None is not found).
    """

    entity: type[Entity]
    collection: str
    folder: str = ""
    address: str = ""
    menu: bool = True
    order: Literal["issue", "course", "number", "name", "file"] = "file"
    has_passages: bool = False
    has_names: bool = False
    search_rank: int | None = None

    @property
    def name(self) -> str:
        """What references and links call it."""
        return self.entity.kind

    @property
    def path(self) -> str:
        """Its folder inside content/."""
        return self.folder or self.collection

    @property
    def has_pages(self) -> bool:
        """Whether each of its entities has a page of its own."""
        return bool(self.address) and "#" not in self.address


KINDS: tuple[Kind, ...] = (
    Kind(
        Section, "story",
        address="story.html#{}", order="issue", has_passages=True, search_rank=7,
    ),
    Kind(
        Family, "families",
        address="families/{}.html", order="issue", has_passages=True, search_rank=1,
    ),
    Kind(
        Theme, "themes",
        address="themes/{}.html", order="issue", has_passages=True, search_rank=3,
    ),
    Kind(
        Material, "materials",
        address="materials/{}.html", order="name", has_passages=True, has_names=True, search_rank=0,
    ),
    Kind(
        Technique, "techniques",
        address="techniques/{}.html", order="name", has_passages=True, has_names=True, search_rank=2,
    ),
    Kind(
        Article, "articles",
        address="articles/{}.html", menu=False, order="number", search_rank=5,
    ),
    Kind(
        Term, "terms", folder="glossary",
        address="glossary.html#{}", order="name", has_names=True, search_rank=6,
    ),
    Kind(Fact, "facts", address="facts.html#{}", search_rank=8),
    Kind(Quantity, "quantities", address="facts.html#quantity-{}"),
    Kind(Erratum, "errata", address="errata.html#{}", search_rank=9),
    Kind(Person, "people", search_rank=4),
    Kind(StandingPage, "pages", search_rank=10),
    Kind(Facet, "facets"),
    Kind(Table, "tables"),
    Kind(Chart, "charts", order="issue", search_rank=14),
    Kind(Structure, "structures", search_rank=15),
    Kind(
        ReadingPlan, "plans", folder="course/plans",
        address="course.html#plan-{}", order="course", search_rank=13,
    ),
    Kind(
        Guide, "guides", folder="course/guides",
        address="course.html#guide-{}", order="course", search_rank=11,
    ),
    Kind(
        Question, "questions", folder="course/questions", order="course",
    ),
    Kind(
        Problem, "problems", folder="course/problems",
        address="course.html#problem-{}", order="course", search_rank=12,
    ),
)  # fmt: skip

KIND_OF: Mapping[type[Entity], Kind] = {kind.entity: kind for kind in KINDS}
KINDS_BY_NAME: Mapping[str, Kind] = {kind.name: kind for kind in KINDS}
# folder of content/ -> what each file in it is
KINDS_BY_FOLDER: Mapping[str, Kind] = {kind.path: kind for kind in KINDS}
# file of content/ itself -> what it is
SINGLES: Mapping[str, type[Entity]] = {"issue": FrontMatter, "regions": Regions, "course": Course}
KINDS_BY_COLLECTION: Mapping[str, Kind] = {kind.collection: kind for kind in KINDS}
