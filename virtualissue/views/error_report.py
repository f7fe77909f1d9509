"""What is doubted and where it was seen -> the address that opens a prefilled report of an error."""

from dataclasses import dataclass
from urllib.parse import urlencode

from virtualissue.model.entity import Entity

# a page of many entities -> where their files are, unless in the folder that is called as the page is
FILES = {
    "references": "articles",
    "people": "articles",
    "course": "course.yml, line 1",
    "data": "issue.yml, line 1",
    "cite": "issue.yml, line 1",
}


@dataclass(frozen=True)
class ReportedItem:
    """What is doubted: its name, its id, and where it can be mended."""

    name: str
    id: str
    place: str


def report_entity(entity: Entity) -> ReportedItem:
    """An entity with its file and line."""
    return ReportedItem(entity.plain, f"{entity.kind}/{entity.slug}", f"{entity.file}, line {entity.line}")


def report_page(address: str, front: str) -> ReportedItem:
    """A page of many entities with the folder of their files, which lies beside the `front` of the issue."""
    page = address.removesuffix(".html")
    name, content = page.partition("/")[0], front.rpartition("/")[0]
    return ReportedItem(address, f"page/{page}", f"{content}/{FILES.get(name, name)}")


def report_address(tracker: str, page: str, suspect: ReportedItem) -> str:
    """`tracker` is where reports are opened, `page` where the error was seen. GitHub reads both fields."""
    where = f"Page: {page}\nId: {suspect.id}\nFile: {suspect.place}"
    body = f"{where}\n\nWhat is wrong, and what should it say instead?\n"
    fields = urlencode({"title": f"Error in {suspect.name}", "body": body})
    return f"{tracker}{'&' if '?' in tracker else '?'}{fields}"
