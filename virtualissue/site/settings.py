"""The settings of the engine beyond mkdocs.yml: names and the menu."""

from collections.abc import Iterable

from markupsafe import escape

from virtualissue.model.issue import Issue
from virtualissue.site.pages import PagePlan, by_menu

ALONE = {"home": "Home", "course": "Course"}  # entries of the menu with a shorter name than their page


def find_settings(issue: Issue, plans: Iterable[PagePlan], site_url: str = "") -> dict[str, object]:
    """The settings of MkDocs that follow from the issue."""
    return {
        "site_name": str(escape(issue.front.title.text)),  # the theme writes it unescaped
        "site_description": issue.front.description,
        "site_url": site_url,
        "nav": _find_menu(plans),
    }


def _find_menu(plans: Iterable[PagePlan]) -> list[object]:
    """Pages that stand alone as they are; collections and the reference pages as sections."""
    menu: list[object] = []
    for entry, members in by_menu(plans).items():
        files = [plan.address.removesuffix(".html") + ".md" for plan in members]
        if entry in ALONE:
            menu.append({ALONE[entry]: files[0]})
        elif entry == "reference":
            menu.append({"Reference": files})
        elif len(files) == 1:
            menu.append(files[0])
        else:
            menu.append({str(members[0].title.markup): [{"Overview": files[0]}, *files[1:]]})
    return menu
