"""Page -> Markdown file text: headings as Markdown, so that every engine finds them, all else as HTML."""

import json
import re
from functools import lru_cache

from markupsafe import Markup

from virtualissue.site.pages import Page

# begins with a line's end as it is, which is looked for ten times as fast as `^`
HEADING = re.compile(r'\n<h([1-6]) id="([^"]+)"(?: class="([^"]+)")?>(.*)</h\1>(?=\n|$)')
SPECIAL = re.compile(r"(<[^>]*>|&#?\w+;)|([\\`*_{}\[\]#+!|~^:$.-])")


def render_markdown(page: Page) -> str:
    """Front matter, then the body, in which blank lines part headings from blocks of HTML."""
    front = {"title": page.plan.title, "plain": page.plan.title.striptags(), "description": page.description}
    lines = "".join(f"{key}: {json.dumps(str(value), ensure_ascii=False)}\n" for key, value in front.items())
    body = HEADING.sub(_heading, f"\n{page.body}")
    return f"---\n{lines}---\n{body}\n"


def _heading(match: re.Match[str]) -> str:
    level, anchor, classes, title = match.groups()
    marks = f"#{anchor}" + "".join(f" .{name}" for name in (classes or "").split())
    return f"\n\n{'#' * int(level)} {escape_markdown(Markup(title))} {{ {marks} }}\n"


@lru_cache(maxsize=65536)
def escape_markdown(html: Markup) -> str:
    """HTML whose text means nothing to Markdown: its special characters as numeric entities, its own kept."""
    return SPECIAL.sub(lambda m: m[1] or f"&#{ord(m[2])};", html)
