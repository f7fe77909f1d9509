"""Marks of Markdown, pandoc and HTML that are not ours, in prose -> how we write what is meant.

Without this, they would reach the reader as they are typed. A character that is meant as itself has a
backslash before it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from virtualissue.text.mathematics.symbols import FRACTIONS, STYLES

NearMiss = tuple[int, int, str]  # where it begins and ends in the text, and how it is written instead

# What stands in a text for each character of a mark that was read: the words in it stay as they are.
SET = "\ue002"  # all of a formula, a citation, a fact
BRACKET = "\ue003"  # around the words of a link
OPENING, CLOSING = "\ue004", "\ue005"  # the stars around emphasis
OWN = re.compile(f"[{SET}{BRACKET}{OPENING}{CLOSING}]+")

# What is not ours, and how it is written instead: {mark} is what was found, {word} the word in it. Of two
# that begin at one place, the first is told.
MARKS: Mapping[str, str] = {
    r"\[(?!@)[^\[\]\n]*?(?<![\w.])@(?P<word>[\w][\w:-]*)[^\[\]\n]*\]": (
        "a citation is written [@{word}], with all words outside its brackets"
    ),
    r"(?<![\w.@/])@(?P<word>[A-Za-z][\w:-]*)": "a citation is written [@{word}] (or write \\@)",
    r"\[(?P<word>[a-z][a-z-]*-[12][0-9]{3}[a-z]?(?:-[0-9]+)?)\]": "a citation is written [@{word}]",
    r"\[[0-9]{1,3}\]|(?<=[\w.,;)])\[[0-9]{1,3}(?:\s?[,;–-]\s?[0-9]{1,3})+\]": (
        "a citation is written with the slug of its work, as in [@doe-2011] (or write \\[)"
    ),
    r"\[\^[^\[\]]+\]": "there are no footnotes: write the note as a sentence, or cite its source",
    r"<!--.*?(?:-->|$)": "comments cannot be in text: delete {mark}",
    r"!\[(?P<word>[^\[\]\n]*)\](?:\([^()\n]*\))?": "pictures cannot be in text: remove {mark}",
    rf"!{BRACKET}[^{BRACKET}]*{BRACKET}": "pictures cannot be in text: write a chart, or link to an address",
    r"\[(?P<word>[^\[\]\n]+)\]\[[^\[\]\n]*\]": "a link is written [{word}](kind:slug)",
    r"(?m)^[ \t]*[-*+] \[[ xX]\](?=\s)": "a list has no boxes to tick: write - alone",
    r"(?m)^[ \t]*:[ \t]+(?=\S)": "definitions belong in glossary/: write a sentence here",
    r"(?<![=\w])==(?P<word>[^\s=](?:[^=\n]*[^\s=])?)==(?![=\w])": "emphasis is written *{word}*",
    r"(?<![+\w])\+\+(?P<word>[^\s+](?:[^+\n]*[^\s+])?)\+\+(?![+\w])": "emphasis is written *{word}*",
    r"\[\[(?P<word>[^\[\]]+)\]\]": "a link is written [{word}](kind:slug)",
    r"\[(?P<word>[^\[\]\n]+)\]\s+\((?=[a-z]+:)": "remove the space between [{word}] and its (target)",
    r"<?https?://[^\s<>]*[\w/]>?|(?<![\w./@])www\.[\w-]+\.[^\s<>]*[\w/]": (
        "an address is written as a link: [its name](https://...)"
    ),
    r"(?<![\w\\])__(?P<word>[^\s_](?:[^_\n]*[^\s_])?)__(?!\w)": "strong text is written **{word}**",
    r"(?<![\w\\_])_(?P<word>[^\s_](?:[^_\n]*[^\s_])?)_(?!\w)": "emphasis is written *{word}*",
    r"<(?:b|strong)>(?P<word>[^<>\n]*)</(?:b|strong)>": "strong text is written **{word}**",
    r"<(?:i|em)>(?P<word>[^<>\n]*)</(?:i|em)>": "emphasis is written *{word}*",
    r"<(su[bp])>[^<>\n]*</\1>": "{mark} is not read: write the formula in its marks, as in `H2O` or $x_2$",
    r"<br ?/?>": "a new paragraph begins after an empty line, and not with {mark}",
    r"</?(?:su[bp]|[ibuspq]|em|strong|small|code|mark|del|ins|tt|h[1-6]|li|ul|ol|hr)\b[^<>\n]*>": (
        "HTML is not allowed in text: remove {mark} (or write \\<)"
    ),
    r"&(?:[A-Za-z]+|\#[0-9]+|\#x[0-9A-Fa-f]+);": "write the character itself instead of {mark}",
    r"~~[^~\n]+~~": "text cannot be struck through: remove {mark}",
    r"(?<=\w)~[^~\s]+~": "~ does not lower text: write the formula in its marks, as in `H2O` or $x_2$",
    r"(?<=\w)\^[^\^\s]+\^(?![-−+\w])": (
        "^ does not raise text: write the formula in its marks, as in `K^+` or $x^2$"
    ),
    r"(?<![\w)])[\w)]+\^(?=[-−+]?[\w(])(?![^\^\s]+\^(?![-−+\w]))": (
        "^ does not raise text: write $x^2$, or the character itself, as in m²"
    ),
    rf"(?<=[\w{SET}{BRACKET}{CLOSING})”])-{{2,3}}(?=[\w{SET}{BRACKET}{OPENING}(“])|(?<=\S )-{{2,3}}(?= \S)": (
        "a dash is written – or — and not {mark}"
    ),
    r"\\(?=\n)": "a new paragraph begins after an empty line, and not with {mark}",
    r"\\(?P<word>[A-Za-z]{2,})": "a command of LaTeX is read only in mathematics, as in $\\alpha$: {mark}",
    rf"(?<=[\w{SET}]){OPENING}[^{CLOSING}]*{CLOSING}+(?=[\w{SET}])": (
        "the text between these stars becomes emphasis: write \\* or × for each"
    ),
    r"\*++(?!\s|$)|(?<=\S)\*++": "a lone {mark} (close it, or write \\* or ×)",
    r"(?m)^[ \t]*\#{1,6}[ \t]+(?P<word>\S[^\n]*)": "headings are not allowed in text: write **{word}**",
    r"(?m)^[ \t]*>[ \t]+\S": "a quotation is written in quotation marks, without >",
    r"(?m)^[ \t]*\|[^\n]*\|.*(?:\n[ \t]*\|.*)*": (
        "tables are not allowed in text: write a list or sentences"
    ),
    r"(?m)^[ \t]*:?-+:?(?:[ \t]*\|[ \t]*:?-+:?)+[ \t]*$": (
        "tables are not allowed in text: write a list or sentences"
    ),
    r"(?m)(?<=\S\n)[ \t]*={3,}[ \t]*$": "headings are not allowed in text: write them as **strong text**",
    r"(?m)^[ \t]*(?:-{3,}|={3,}|_{3,})[ \t]*$": "horizontal rules are not allowed in text: remove this line",
}
# What would be read as marks of ours if it were not recognized first: code, and marks of LaTeX.
FOREIGN = (
    r"```(?:.(?!```))*.?(?:```)?"
    r"|\$\$[^$]+\$\$"
    r"|``[^`'\n]+''"
    r"|\\\((?=[^()\n]*(?:[\^_=]|\\[A-Za-z]))[^()\n]*\\\)"
    r"|\\\[(?=[^\[\]\n]*(?:[\^_=]|\\[A-Za-z]))[^\[\]\n]*\\\]"
    r"|\\[A-Za-z]+\*?\{[^{}]*\}"
    r"|(?<![\w$\\])\w+(?:[\^_]\{[^{}\n:]*\})+"
)
COMMAND = re.compile(r"\\(?P<name>[A-Za-z]+)\*?\{(?P<word>[^{}]*)\}")
COMMANDS: Mapping[str, str] = {
    **dict.fromkeys(("emph", "textit", "textsl", "it"), "emphasis is written *{word}*"),
    **dict.fromkeys(("textbf", "bf", "strong"), "strong text is written **{word}**"),
    **dict.fromkeys(
        ("cite", "citep", "citet", "autocite", "parencite", "textcite"), "a citation is written [@{word}]"
    ),
    **dict.fromkeys(("ce", "chemfig"), "a formula is written `{word}`"),
    **dict.fromkeys(
        {"sqrt", *FRACTIONS, *STYLES}, "mathematics is written between dollar signs, as in $\\sqrt{{x}}$"
    ),
    "url": "an address is written as a link: [its name](https://...)",
}
PATTERNS = tuple((re.compile(pattern), message) for pattern, message in MARKS.items())
LINE = re.compile(r"(?m)^[^\S\n]*+(\S[^\n]*)")
ITEM = re.compile(r"(?P<mark>[-*+•‣▪●◦·–—]|(?P<number>[0-9]{1,9})[.)])[ \t]+\S")
LETTERED = re.compile(r"(?P<mark>\((?:[a-z]|[ivx]+|[0-9]{1,2})\)|(?:[a-z]|[ivx]+)\))[ \t]+\S")
BULLETS = ("*", "+", "•", "‣", "▪", "●", "◦", "·", "–", "—")
# what begins a list inside a paragraph
INTERRUPTING = ("-", "*", "+", "•", "‣", "▪", "●", "1.", "1)")
LONGEST_SHOWN = 40  # characters of a mark in a message


def say_foreign(mark: str) -> str:
    """How something is written that `FOREIGN` matches."""
    if mark.startswith("```"):
        return "blocks of code are not allowed in text: write sentences"
    if mark.startswith("``"):
        return f"quotation marks are typed as themselves: “{mark[2:-2][:LONGEST_SHOWN]}”"
    if command := COMMAND.fullmatch(mark):
        known = COMMANDS.get(command["name"], "commands of LaTeX are not read in text: remove \\{name}")
        return known.format(name=command["name"], word=command["word"][:LONGEST_SHOWN])
    if mark[0] not in "\\$":
        return f"mathematics is written ${mark[:LONGEST_SHOWN]}$"
    inner = mark[2:-2].strip()[:LONGEST_SHOWN]
    return f"mathematics is written ${inner}$"


def find_near_misses(text: str, paragraphs: Iterable[tuple[int, str]]) -> Iterator[NearMiss]:
    """Every mark that is not ours, of a text in which those that are ours were set aside.

    `paragraphs` are its paragraphs as they were typed, each with its offset. Of marks in one another, only
    the outer is told.
    """
    found = [miss for start, paragraph in paragraphs for miss in _find_items(start, paragraph)]
    end = 0
    for start, stop, message in sorted([*found, *_find_marks(text)], key=lambda miss: miss[0]):
        if start >= end:
            yield start, stop, message
            end = stop


def _find_marks(text: str) -> Iterator[NearMiss]:
    for pattern, message in PATTERNS:
        for found in pattern.finditer(text):
            indent = len(found[0]) - len(found[0].lstrip(" \t"))
            said = {"mark": found[0].strip(), "word": found.groupdict().get("word", "")}
            shown = {name: OWN.sub("…", words)[:LONGEST_SHOWN] for name, words in said.items()}
            yield found.start() + indent, found.end(), message.format(**shown)


def _find_items(start: int, paragraph: str) -> Iterator[NearMiss]:
    """Lines that look like list items but are not, or are list items but do not look like it."""
    yield from _find_lettered(start, paragraph)
    is_list, last = False, 0
    for line in LINE.finditer(paragraph):
        item = ITEM.match(line[1])
        if item is None or not (is_list or line.start() == 0 or item["mark"] in INTERRUPTING):
            continue
        if message := _find_fault(line, item, is_list or line.start() == 0, last):
            place = start + line.start(1)
            yield place, place + len(item["mark"]), message.format(**item.groupdict())
        is_list, last = True, int(item["number"] or 0)


def _find_lettered(start: int, paragraph: str) -> Iterator[NearMiss]:
    """Two lines or more that begin with (a), b) or (1), which no list has, at the start or behind a colon."""
    lines = [(line, LETTERED.match(line[1])) for line in LINE.finditer(paragraph)]
    marked = [(line, item) for line, item in lines if item]
    if len(marked) < 2:
        return
    line, item = marked[0]
    if line.start() == 0 or paragraph[: line.start()].rstrip().endswith(":"):
        place = start + line.start(1)
        told = f"an item of a list begins with - or 1. and not with {item['mark']}"
        yield place, place + len(item["mark"]), told


def _find_fault(line: re.Match[str], item: re.Match[str], is_list: bool, last: int) -> str:
    """What is wrong with a line that begins like an item of a list; nothing where it is one."""
    if item["mark"] in BULLETS:
        return "an item of a list begins with - and not with {mark}"
    if item["mark"].endswith(")"):
        return "an item of a list begins with {number}. and not with {mark}"
    if not is_list:
        return "a list needs an empty line before it"
    if line.start(1) > line.start():
        return "a list item begins at the left edge, and a list cannot contain another"
    if item["number"] and int(item["number"]) not in (1, last + 1):
        return "a line that begins with {mark} is an item of a list (write {number}\\. for the number itself)"
    return ""
