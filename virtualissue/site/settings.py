"""The settings of the engine beyond mkdocs.yml: names and the menu."""

from collections.abc import Iterable

from markupsafe import Markup, escape

from virtualissue.model.issue import Issue
from virtualissue.site.pages import PagePlan, by_menu
from virtualissue.views.moment import version_line
from virtualissue.views.urls import find_page_title, find_standing

ALONE = {"home": "Home", "course": "Course"}  # entries of the menu with a shorter name than their page


def find_settings(issue: Issue, plans: Iterable[PagePlan], site_url: str = "") -> dict[str, object]:
    """The settings of MkDocs that follow from the issue."""
    return {
        "site_name": str(escape(issue.front.title.text)),  # the theme writes it unescaped
        "site_description": issue.front.description,
        "site_url": site_url,
        "copyright": str(_render_imprint(issue)),
        "nav": _find_menu(plans),
    }


def find_names(issue: Issue) -> dict[str, str]:
    """The pages that stand alone, by the names of their addresses: what each is called."""
    return {slug: find_page_title(issue, slug).text for slug in find_standing(issue)}


def _render_imprint(issue: Issue) -> Markup:
    """Version, date and license, for the foot of each page."""
    licence = issue.front.licence
    line = '{} · <a class="vi-outward" href="{}">{}</a>, attribution: {}'
    return Markup(line).format(version_line(issue), licence.path, licence.short, issue.front.attribution)


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
