"""A thing -> the address that opens a prefilled report of an error in it."""

from urllib.parse import urlencode

from virtualissue.record import Thing


def report_address(desk: str, page: str, thing: Thing | None, title: str) -> str:
    """`desk` is where reports are opened, `page` where the error was seen.

    Without a thing the page alone is named. GitHub reads both fields.
    """
    where = [f"Id: {thing.kind}/{thing.slug}", f"File: {thing.file}, line 1"] if thing else []
    body = "\n".join([f"Page: {page}", *where, "", "What is wrong, and what should it say instead?", ""])
    fields = urlencode({"title": f"Error in {title}", "body": body})
    return f"{desk}{'&' if '?' in desk else '?'}{fields}"
