"""A file that is no YAML, or says as YAML what its author cannot mean -> the slip that was made, and where.

A parser stops where it can read no further. That is often lines below the slip: a quote that is never closed
swallows all that follows, and a colon without a space makes the field above it swallow the next.
"""

import re
from collections.abc import Iterator, Mapping

import yaml

from virtualissue.loader.scalars import slice_source
from virtualissue.loader.yaml_tree import PLAIN, LineColumn, Node, find_texts, yaml_loader

Slip = tuple[LineColumn, str]  # where, and what is wrong

FIELD = re.compile(r"([ \t]*)(?:- +)*[A-Za-z_][\w-]*:(?=\s|$)")
UNSPACED = re.compile(r"[ \t]*(?:- +)*([A-Za-z_][\w-]*:)(?!//)(?=[^ \t\n:])")
BRACKETS: Mapping[type[yaml.Token], tuple[str, str]] = {
    yaml.FlowSequenceStartToken: ("[", "]"),
    yaml.FlowMappingStartToken: ("{", "}"),
}
CONFLICT = re.compile("^(<{7}|>{7}) ", re.MULTILINE)
CLOSING = (yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken)
COMMENT = (
    "` #` begins a comment, and the text ends before it (quote the text, or put two spaces before a comment)"
)
IN_DOUBLE_QUOTES = "in double quotes, a backslash is written as two (in single quotes, as one)"
# in the source of a text in double quotes: a dollar sign as a character, an escape, a mark of mathematics
ESCAPES = re.compile(r"\\\\\$|\\(?P<letter>[A-Za-z_])|\\.|(?P<dollar>\$)", re.DOTALL)
# a part of what libyaml or PyYAML says -> what an author has most likely done
LIKELY: Mapping[str, str] = {
    "mapping values are not allowed": "text with a colon and a space in it needs quotes",
    "alphabetic or numeric character": "text that begins with * or & needs quotes",
    "could not find expected ':'": "text over several lines must be indented under its field",
    "expected key": "the fields of a mapping must start in the same column",
    "expected <block end>": "the fields of a mapping must start in the same column",
    "expected '-' indicator": "the items of a list must start in the same column",
    "unknown escape character": IN_DOUBLE_QUOTES,
    "hexdecimal": IN_DOUBLE_QUOTES,  # as libyaml spells it
    "hexadecimal": IN_DOUBLE_QUOTES,
    "escape": "in double quotes, a backslash starts the code of a character",
    "comment or line break": "the text must start on the line after | or >",
    "chomping or indentation": "the text must start on the line after | or >",
    "tab character": "indent with spaces, not with tabs",
    "<document start>": "nothing may follow a line of three dots",
    "non-alphabetical character": "text that begins with % needs quotes",
}


def find_slip(text: str, error: yaml.YAMLError) -> Slip:
    """What is wrong with a text that a parser refused, at the place where it went wrong."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return (0, 0), str(error)
    if conflict := CONFLICT.search(text):
        line = text.count("\n", 0, conflict.start())
        return (line, 0), "Git has left two versions here: keep one of them"
    refusal = _Refusal(text, error, (error.problem_mark.line, error.problem_mark.column))
    return (
        refusal.unclosed_quote()
        or refusal.unclosed_bracket()
        or refusal.colon_without_space()
        or refusal.comment_before()
        or refusal.text_behind_closing()
        or refusal.where_it_stopped()
    )


def find_cut_texts(text: str, tree: Node) -> Iterator[Slip]:
    """Texts without quotes that end before a `#`; two spaces before it say that it is a comment."""
    if " #" in text:
        lines = text.split("\n")
        for node in find_texts(tree):
            line, column = node.end
            if node.style == PLAIN and lines[line][column:].startswith(" #"):
                yield (line, column + 1), COMMENT


def find_escaped_mathematics(text: str, node: Node) -> Slip | None:
    r"""Where mathematics in double quotes has lost a command to an escape: `\tau` is a tab and `au`."""
    characters, is_mathematics = slice_source(text.split("\n"), node), False
    for found in ESCAPES.finditer("".join(sign for sign, _ in characters)):
        is_mathematics ^= bool(found["dollar"])
        if found["letter"] and is_mathematics:
            return characters[found.start()][1], IN_DOUBLE_QUOTES
    return None


def find_unspaced(line: str) -> str:
    """The name before a colon that has no space behind it, at the beginning of a line; else nothing."""
    found = UNSPACED.match(line)
    return found[1].removesuffix(":") if found else ""


class _Refusal:
    """Where a parser stopped, what it was reading, and what it had read before."""

    def __init__(self, text: str, error: yaml.MarkedYAMLError, stop: LineColumn) -> None:
        self.lines = text.split("\n")
        self.problem, self.context = error.problem or "", error.context or ""
        mark = error.context_mark
        self.begun = (mark.line, mark.column) if mark else stop
        self.stop = stop
        self.tokens = list(_scan(text, stop))

    def unclosed_quote(self) -> Slip | None:
        if "quoted scalar" in self.context and "end of stream" in self.problem:
            return self.begun, "the quote that opens here is never closed"
        for token in reversed(self.tokens):
            (first, _), (last, _) = _ends(token)
            if last < self.stop[0]:
                break
            quoted = isinstance(token, yaml.ScalarToken) and token.style in ("'", '"')
            if quoted and any(FIELD.match(line) for line in self.lines[first + 1 : last + 1]):
                message = f"the quote that opens here is closed on line {last + 1}, after other fields"
                return _ends(token)[0], message
        return None

    def unclosed_bracket(self) -> Slip | None:
        opened: list[yaml.Token] = []
        for token in self.tokens:
            if type(token) in BRACKETS:
                opened.append(token)
            elif isinstance(token, CLOSING) and opened:
                opened.pop()
        if not opened:
            return None
        opening, closing = BRACKETS[type(opened[-1])]
        line, column = _ends(opened[-1])[0]
        if self._holds_fields(line) or "stream end" in self.problem or self._is_at_the_end():
            return (line, column), f"the {opening} that opens here is never closed"
        if self.context.startswith("while parsing a flow"):
            return self.stop, f"a comma or the closing {closing} is missing here"
        return None

    def _holds_fields(self, first: int) -> bool:
        """Whether a field as far left as this line begins between it and the end."""
        indent = len(self.lines[first]) - len(self.lines[first].lstrip())
        fields = (FIELD.match(line) for line in self.lines[first + 1 : self.stop[0] + 1])
        return any(found and len(found[1]) <= indent for found in fields)

    def _is_at_the_end(self) -> bool:
        return not "".join(self.lines[self.stop[0] :])[self.stop[1] :].strip()

    def colon_without_space(self) -> Slip | None:
        last = self.begun[0] if "expected ':'" in self.problem else self.stop[0] - 1
        if "mapping values" not in self.problem and "expected ':'" not in self.problem:
            return None
        for number in range(last, -1, -1):
            if found := UNSPACED.match(self.lines[number]):
                return (number, found.end()), f"a space is missing after {found[1]}"
            if not self.lines[number].strip() or FIELD.match(self.lines[number]):
                break
        return None

    def comment_before(self) -> Slip | None:
        line = self.lines[self.stop[0] - 1] if self.stop[0] else ""
        if line.startswith("#") and self._is_indented(self.stop[0]) and self._is_indented(self.stop[0] - 2):
            return (self.stop[0] - 1, 0), "a comment ends the text above it (indent this line, or delete it)"
        is_text = FIELD.match(line) or (
            self._is_indented(self.stop[0]) and self._is_indented(self.stop[0] - 1)
        )
        if is_text and " #" in line and not re.search("[\"'|>]", line.partition(" #")[0]):
            return (self.stop[0] - 1, line.index(" #") + 1), COMMENT
        return None

    def _is_indented(self, number: int) -> bool:
        """Whether there is text behind white space in a line that is no field."""
        line = self.lines[number] if 0 <= number < len(self.lines) else ""
        return line[:1].isspace() and bool(line.strip()) and not FIELD.match(line)

    def text_behind_closing(self) -> Slip | None:
        line, column = self.stop
        before = self.lines[line][:column].rstrip() if line < len(self.lines) else ""
        if "key" not in self.problem and "block end" not in self.problem:
            return None
        if before.endswith(('"', "'")):
            return self.stop, "text continues after its closing quote"
        if before.endswith(("]", "}")) and self.lines[line][column : column + 1] not in "]}":
            message = f"text continues after the closing {before[-1]} (quote it if it begins with a bracket)"
            return self.stop, message
        return None

    def where_it_stopped(self) -> Slip:
        line, column = self.stop
        sign = self.lines[line][column : column + 1] if line < len(self.lines) else ""
        if "cannot start any token" in self.problem:
            tab = sign == "\t" or self.lines[line][: column + 1].isspace()
            return self.stop, LIKELY["tab character"] if tab else f"text that begins with {sign} needs quotes"
        if sign and sign in "]}":
            return self.stop, f"this {sign} was never opened"
        if sign == "?" and "mapping keys" in self.problem:
            return self.stop, "text that begins with ? needs quotes"
        field = FIELD.match(self.lines[line]) if line < len(self.lines) else None
        if field and field.end() - 1 == column and "mapping values" in self.problem:
            return (line, len(field[1])), LIKELY["expected key"]
        message = next((likely for part, likely in LIKELY.items() if part in self.problem), self.problem)
        return (self.begun if "expected ':'" in self.problem else self.stop), message


def _scan(text: str, stop: LineColumn) -> Iterator[yaml.Token]:
    """The tokens of a text that end before a place."""
    try:
        for token in yaml.scan(text, Loader=yaml_loader()):
            if _ends(token)[1] > stop:
                return
            yield token
    except yaml.YAMLError:
        return


def _ends(token: yaml.Token) -> tuple[LineColumn, LineColumn]:
    first, last = token.start_mark, token.end_mark
    return (first.line, first.column), (last.line, last.column)
