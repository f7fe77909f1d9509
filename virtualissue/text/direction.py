"""Text -> HTML in which what is written from right to left moves nothing around it."""

import re

from markupsafe import Markup, escape

LEFTWARD = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
# such a run, with the spaces, signs and digits inside of it
LEFTWARD_RUN = re.compile(rf"{LEFTWARD}(?:[\W\d_]*{LEFTWARD})*")


def isolate(text: str) -> Markup:
    """Escaped text with each such run in a `bdi`: or browsers show a year behind it in front of it."""
    return Markup(LEFTWARD_RUN.sub(r"<bdi>\g<0></bdi>", str(escape(text))))


def is_leftward(text: str) -> bool:
    """Whether any of a text is written from right to left."""
    return LEFTWARD_RUN.search(text) is not None
