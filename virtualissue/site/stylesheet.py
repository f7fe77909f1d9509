"""Palette, family colors, and templates/assets -> the stylesheet of the site; the theme's own, trimmed."""

import re
from collections.abc import Mapping
from pathlib import Path

from virtualissue.model.issue import Issue
from virtualissue.views.moment import version_line
from virtualissue.views.palette import DARK, LIGHT, PRINT, name_colors

NAME = "site.css"  # the sheet that names all others, in order
IMPORT = re.compile(r'^@import "([a-z/-]+\.css)";$', re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# what would end a string of CSS, or look like a comment to us
SPECIAL = re.compile(r'["\\*\x00-\x1f\x7f]')

# Parts of the theme that our pages do not use: by the beginnings of their class names, by names
# that may go on with a hyphen, and by whole names.
UNUSED = re.compile(
    r"\.(?:-Color-|ace-|md-content--post|md-footer-|md-footer_|md-nav--integrated|md-sidebar--post|tabbed-"
    r"|(?:admonition|author|critic|footnote|giscus|headerlink|highlight|highlighttable|keys|linenodiv|linenos?|mermaid"
    r"|task-list|md-(?:annotation|author|banner|button|clipboard|code|consent|copyright|draft|feedback|input|meta"
    r"|pagination|path|pin|post|profile|progress|search|select|social|source|status|tags?|tooltip2?|version))(?![a-z])"
    r"|(?:abstract|arithmatex|bug|cards?|danger|emojione|example|failure|gemoji|grid|info|inline|katex|katex-html"
    r"|middle|note|question|quote|success|tip|twemoji|warning|lg|x{1,3}l)(?![\w-]))"
)
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
SELECTOR = re.compile(r"(?:[^,()]|\((?:[^()]|\([^()]*\))*\))+")
ARGUMENTS = re.compile(r"\((?:[^()]|\([^()]*\))*\)")
AT_RULE_OF_NOTHING = re.compile(r"@(?:media|supports)[^{}]*\{\}")
# a selector that ends in a list of others, and the pseudo-classes or the pseudo-element after the list
LISTED = re.compile(r"(.*?)(?<![\w\])-]):is\(((?:(?!::)[^()])*)\)((?:::?[\w-]+)*)", re.DOTALL)
PRELUDE = re.compile(r"^[^{}@;\s][^{}@;]*(?=\{)", re.MULTILINE)
CLASS, ELEMENT = re.compile(r"[.\[]|(?<!:):(?!:)"), re.compile(r"(?<![\w.:\[-])[a-z]")
# a combinator, an id, or the value of an attribute: a list with one of these is not written out
BEYOND_ONE_ELEMENT = re.compile(r"[\s>+~#=]")
PICTURE = re.compile(r"""(--[\w-]+):url\((["'])data:.*?\2\);?""")


class AssetError(Exception):
    """A stylesheet or a script that the site needs is not there; the message says where."""


def render_stylesheet(issue: Issue, assets: Path) -> str:
    """site.css with the sheets that it imports in the place of their names; `colors.css` is generated.

    Comments and indents stay behind. Raises `AssetError` where a sheet is missing.
    """
    sheets = {name: (assets / name).read_text(encoding="utf-8") for name in find_sheets(assets)}
    sheets["colors.css"] = render_accents(issue)

    def find(name: str, line: int) -> str:
        if name not in sheets:
            raise AssetError(f"{show_asset(assets, NAME)}:{line}: no stylesheet {name}")
        return sheets[name]

    text = (assets / NAME).read_text(encoding="utf-8")
    joined = IMPORT.sub(lambda found: find(found[1], text.count("\n", 0, found.start()) + 1), text)
    lines = (line.strip() for line in COMMENT.sub("", joined).splitlines())
    return PRELUDE.sub(_spread_lists, "".join(f"{line}\n" for line in lines if line))


def show_asset(assets: Path, name: str) -> str:
    """The path of a file of templates/assets as its designer is shown it: from the folder of templates on."""
    return (assets / name).relative_to(assets.parents[1]).as_posix()


def find_sheets(assets: Path) -> list[str]:
    """The files that go into the stylesheet and need not be published themselves."""
    imported = IMPORT.findall((assets / NAME).read_text(encoding="utf-8"))
    return [name for name in imported if (assets / name).is_file()]


def render_accents(issue: Issue) -> str:
    """The palette as properties `--vi-NAME`, for light, dark and paper, and classes for accents.

    `.vi-accent-SLUG` gives an element the accent of a family, `.vi-page-accent-SLUG` gives it to the page.
    `--vi-digits` is how many digits the largest number of an article has, `--vi-sheet-imprint` what each
    printed sheet says of the site: its title, version, date and license.
    """
    dark = _rule('[data-md-color-scheme="slate"]', name_colors(DARK, issue, "dark"))
    accents = [
        f".vi-accent-{slug}, body:has(.vi-page-accent-{slug}) {{ --vi-accent: var(--vi-family-{slug}); }}"
        for slug in issue.families
    ]
    digits = len(str(max((article.number for article in issue.articles.values()), default=0)))
    front = issue.front
    imprint = " · ".join((front.title.plain, version_line(issue), front.license.short))
    rules = [
        "/* Generated from the palette and from content/families. */",
        f":root {{ --vi-digits: {digits}; }}",
        f":root {{ --vi-sheet-imprint: {_quote(imprint)}; }}",
        _rule(":root", name_colors(LIGHT, issue)),
        f"@media screen {{ {dark} }}",
        f"@media print {{ {_rule(':root', name_colors(PRINT, issue))} }}",
        *accents,
    ]
    return "\n".join(rules) + "\n"


def _rule(selector: str, colors: Mapping[str, str]) -> str:
    properties = " ".join(f"--vi-{name}: {color};" for name, color in colors.items())
    return f"{selector} {{ {properties} }}"


def _spread_lists(prelude: re.Match[str]) -> str:
    """The selectors of a rule, those that end in a list written out: `.a :is(.b, .c)` as `.a .b, .a .c`.

    A browser finds the rules of an element by its classes and its name, but tries a rule that ends in a list
    on every element. A list whose members have different weights stays, because it gives each of them the
    weight of the heaviest. So does one with `.b .c`: in `.a :is(.b .c)`, `.b` need not be inside `.a`.
    """
    text = prelude[0]
    selectors = [one.strip() for one in SELECTOR.findall(text)]
    spread = [one for selector in selectors for one in _spread_list(selector)]
    return text if spread == selectors else ",\n".join(spread) + " "


def _spread_list(selector: str) -> list[str]:
    found = LISTED.fullmatch(selector)
    if not found:
        return [selector]
    before, members, after = found[1], [member.strip() for member in found[2].split(",")], found[3]
    if any(map(BEYOND_ONE_ELEMENT.search, members)):
        return [selector]
    weights = {(len(CLASS.findall(member)), len(ELEMENT.findall(member))) for member in members}
    return [f"{before}{member}{after}" for member in members] if len(weights) == 1 else [selector]


def _quote(text: str) -> str:
    """A text as a string of CSS."""
    return '"' + SPECIAL.sub(lambda found: f"\\{ord(found[0]):x} ", text) + '"'


# --- the theme -------------------------------------------------------------------------------------------


def put_into_layer(stylesheet: bytes) -> bytes:
    """A stylesheet of the theme in a layer below all of our selectors, without unused rules.

    Rules for parts of the theme that our pages lack are left out, and so are images that no remaining rule
    uses. What the script of the theme marks as focused by the keyboard, the browser knows by itself. The
    theme's look of tables without a class is given to `vi-plain`: because of a rule that asks whether there
    is a class, each change of a class makes the browser compute the styles of all that is in the element.
    """
    text = stylesheet.decode().removeprefix('@charset "UTF-8";').replace(".focus-visible", ":focus-visible")
    text = text.replace("table:not([class])", "table.vi-plain")
    text = RULE.sub(_keep_used, text)
    text = PICTURE.sub(lambda found: found[0] if f"var({found[1]})" in text else "", text)
    return f"@layer theme{{{AT_RULE_OF_NOTHING.sub('', text)}}}".encode()


def _keep_used(rule: re.Match[str]) -> str:
    """A rule with those of its selectors that can be meant for something on our pages."""
    used = [one for one in SELECTOR.findall(rule[1]) if not UNUSED.search(ARGUMENTS.sub("", one))]
    return f"{','.join(used)}{{{rule[2]}}}" if used else ""
