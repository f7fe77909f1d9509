"""What is doubted and where it was seen -> the address that opens a prefilled report of an error."""

from dataclasses import dataclass
from urllib.parse import urlencode

from virtualissue.model.entity import Entity

# a page of many things -> where their files are, unless in the folder that is called as the page is
FILES = {"references": "articles", "people": "articles", "course": "course.yml, line 1"}


@dataclass(frozen=True)
class ReportedItem:
    """What is doubted: its name, its id, and where it can be mended."""

    name: str
    id: str
    place: str


def report_entity(thing: Entity) -> ReportedItem:
    """A thing with its file and line."""
    return ReportedItem(thing.plain, f"{thing.kind}/{thing.slug}", f"{thing.file}, line {thing.line}")


def report_page(address: str, front: str) -> ReportedItem:
    """A page of many things with the folder of their files, which lies beside the `front` of the issue."""
    page = address.removesuffix(".html")
    name, content = page.partition("/")[0], front.rpartition("/")[0]
    return ReportedItem(address, f"page/{page}", f"{content}/{FILES.get(name, name)}")


def report_address(desk: str, page: str, suspect: ReportedItem) -> str:
    """`desk` is where reports are opened, `page` where the error was seen. GitHub reads both fields."""
    where = f"Page: {page}\nId: {suspect.id}\nFile: {suspect.place}"
    body = f"{where}\n\nWhat is wrong, and what should it say instead?\n"
    fields = urlencode({"title": f"Error in {suspect.name}", "body": body})
    return f"{desk}{'&' if '?' in desk else '?'}{fields}"
