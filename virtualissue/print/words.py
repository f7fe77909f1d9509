"""The fixed words of the issue's language -> plain data from which the templates for print take them."""

import re

from virtualissue.model.issue import Issue
from virtualissue.print.inline import PrintData, mark_word
from virtualissue.quantities.typesetting import FIRM
from virtualissue.words import ENGLISH, find_placeholders, read_words

# the words of the site that are printed too
SHARED = (
    "family", "families", "themes", "articles", "materials", "techniques", "structure", "appeal", "limits",
    "the_story", "glossary", "references", "course", "reading_plans", "guides_title", "problems",
    "discussion", "read_first", "neighbors", "open_questions", "value", "background_not_from_issue",
    "drawn_after", "editorial",
)  # fmt: skip
PREFIX = "print_"
BEFORE_NUMBER = re.compile(r" (?=\{(?:number|page)\})")


def set_words(issue: Issue) -> PrintData:
    """Each word as a text in which `{name}` stands for what the template puts in, and which are in English.

    No line breaks before a number: Figure 3, (p. 26). Only printed words are included, so that changing any
    other word does not rebuild the PDFs.
    """
    words = issue.words
    english = read_words(ENGLISH)
    names = (*SHARED, *(name for name in english if name.startswith(PREFIX)))

    def write(name: str) -> str:
        own = {key: f"{{{key}}}" for key in find_placeholders(english[name])}
        return BEFORE_NUMBER.sub(FIRM, words.text(name, **own))

    return {
        "words": {name: write(name) for name in names},
        "left_over": [name for name in words.missing if name in names],
        "spoken_in_english": bool(words.find_language("ten_to_the")),
        "family_in_sentence": mark_word(words, "family", words.in_sentence("family")),
    }
