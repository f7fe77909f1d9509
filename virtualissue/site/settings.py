"""The settings of the engine beyond mkdocs.yml: names and the menu."""

from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any

from markupsafe import Markup, escape

from virtualissue.model.issue import Issue
from virtualissue.site.pages import PagePlan, by_menu
from virtualissue.views.moment import render_version
from virtualissue.views.urls import find_page_title, find_standing
from virtualissue.words import ENGLISH, find_base

ALONE = ("home", "course")  # entries of the menu with a shorter name than their page
# the modes of colors in mkdocs.yml, in their order, by the word for the switch
MODES = ("switch_to_light", "switch_to_dark", "switch_to_system")

# the pages to which each page links in its frame: where readers look things up
QUICK = ("glossary", "people", "references", "data")

# the words of templates/theme
THEMED = (
    "page_not_found", "not_found_lead", "home", "about", "cite", "all_articles",
    "elsewhere", "search", "search_example", "close", "show_only", "search_hint", "results", "show_more",
    "to_choose", "to_open", "to_close", "contents",
)  # fmt: skip


def find_settings(issue: Issue, plans: Iterable[PagePlan], site_url: str = "") -> dict[str, object]:
    """The settings of MkDocs that follow from the issue."""
    return {
        "site_name": str(escape(issue.front.title.text)),  # the theme writes it unescaped
        "site_description": issue.front.description,
        "site_url": site_url,
        "copyright": str(_render_imprint(issue)),
        "nav": _find_menu(issue, plans),
    }


def find_extra(issue: Issue) -> dict[str, object]:
    """What templates/theme finds in `config.extra`: its words, as HTML and as text, and names of pages.

    `mark` holds the attribute for an element that has such a text in another one, and none of its own.
    """
    words, standing = issue.words, find_standing_names(issue)
    return {
        "standing": standing,
        "quick": [[slug, name] for slug, name in standing.items() if slug in QUICK],
        "language": words.language,
        "words": {name: str(words(name)) for name in THEMED},
        "said": {name: str(escape(words[name])) for name in THEMED},
        "mark": {name: str(words.mark_if_english(name)) for name in (*THEMED, *MODES)},
    }


def find_theme(issue: Issue, theme: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of the theme that depend on the language, made of those in mkdocs.yml."""
    palette = [
        {**mode, "toggle": {**mode["toggle"], "name": issue.words[name], "word": name}}
        for mode, name in zip(theme["palette"], MODES, strict=True)
    ]
    return {"language": find_theme_language(issue.words.language), "palette": palette}


def find_theme_language(language: str) -> str:
    """The language of the theme that is nearest to a language; English where it has no such."""
    folder = files("material") / "templates" / "partials" / "languages"
    known = (name for name in (language, find_base(language)) if (folder / f"{name}.html").is_file())
    return next(known, ENGLISH)


def find_standing_names(issue: Issue) -> dict[str, str]:
    """The pages that stand alone, by the names of their addresses: what each is called, as HTML."""
    return {slug: str(find_page_title(issue, slug).markup) for slug in find_standing(issue)}


def _render_imprint(issue: Issue) -> Markup:
    """Version, date and license, for the foot of each page."""
    license = issue.front.license
    line = Markup('{} · <a class="vi-outward" href="{}">{}</a>, {}')
    to = issue.words("attribution_line", names=issue.front.attribution)
    return line.format(render_version(issue), license.path, license.short, to)


def _find_menu(issue: Issue, plans: Iterable[PagePlan]) -> list[object]:
    """Pages that stand alone as they are; collections and the reference pages as sections."""
    menu: list[object] = []
    for entry, members in by_menu(plans).items():
        paths = [plan.address.removesuffix(".html") + ".md" for plan in members]
        if entry in ALONE:
            menu.append({str(issue.words(entry)): paths[0]})
        elif entry == "reference":
            menu.append({str(issue.words.reference): paths})
        elif len(paths) == 1:
            menu.append(paths[0])
        else:
            menu.append({str(members[0].title.markup): [{str(issue.words.overview): paths[0]}, *paths[1:]]})
    return menu
