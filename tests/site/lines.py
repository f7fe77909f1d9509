"""A page -> its text in short lines, so that a diff shows which block, sentence or link has changed."""

import re

BLOCKS = (
    "aside|button|dd|details|div|dl|dt|fieldset|figcaption|figure|form|g|label|legend|li|ol|p|path|section"
    "|summary|svg|table|tbody|td|text|th|thead|tr|ul"
)
END_OF_BLOCK = re.compile(rf"(</(?:{BLOCKS})>|<path [^>]*/>)(?=[^\n])")  # what follows begins a new line
SPACED = re.compile(r"(?= <(?:a|span) )")  # a line may end before a space, which then begins the next
GLUED = re.compile(r"(?=<sup |(?<=,)<a )")  # where no space may be, the line ends with a backslash
SIZE = re.compile(r"\b[\d.]+ (?:Bytes?|[kMG]B)\b")


def set_in_lines(page: str) -> str:
    """The page with more line breaks, and without the sizes of files, which change with any content."""
    blocks = END_OF_BLOCK.sub(r"\1\n", page)
    return SIZE.sub("(size)", GLUED.sub("\\\\\n", SPACED.sub("\n", blocks)))
