"""Mistakes and warnings -> text for a person, JSON for a program, or annotations of GitHub."""

import json
import os
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TextIO

from virtualissue.diagnostics import ContentError, Diagnostic, show_unseen
from virtualissue.loader.content_files import read_shown

FORMATS = ("text", "json", "github")
WIDEST = 100  # columns of a line that is quoted
BEFORE = 60  # of them, how many are before the place that is marked
INDENT = 4

# how each part looks on a terminal, in the codes of ECMA-48
STYLES: Mapping[str, str] = {"place": "1", "mistake": "31", "warning": "33", "advice": "36", "example": "2"}


def render_text(diagnostic: Diagnostic, line: str = "", *, colors: bool = False) -> str:
    """What is wrong, with its line, the place marked in it, and an example of the right shape."""

    def paint(text: str, style: str) -> str:
        return f"\x1b[{STYLES[style]}m{text}\x1b[0m" if colors else text

    place, message = str(diagnostic).partition(": ")[::2]
    told = [f"{paint(place + ':', 'place')} {paint(message, diagnostic.severity)}"]
    if line.strip() and diagnostic.column:
        quoted, mark = _quote(line, diagnostic.column)
        number = str(diagnostic.line)
        told.append(f"{' ' * INDENT}{number} | {quoted}")
        told.append(f"{' ' * (INDENT + len(number))} | {mark}{paint('^', diagnostic.severity)}")
    if diagnostic.example:
        example = f"\n{' ' * (INDENT + 2)}".join(diagnostic.example.splitlines())
        separator = f"\n{' ' * (INDENT + 2)}" if "\n" in example else " "
        told.append(paint(f"{' ' * INDENT}for example:{separator}{example}", "example"))
    return "\n".join(told)


def render_mistakes(
    diagnostics: Iterable[Diagnostic], content: Path, *, colors: bool = False
) -> Iterator[str]:
    """Each of them as text for a person, with its line from the file in the folder of content."""
    files: dict[str, list[str]] = {}
    for one in diagnostics:
        if one.file not in files:
            files[one.file] = _read_lines(one.file, content)
        yield render_text(one, _find_line(files[one.file], one.line), colors=colors)


def _quote(line: str, column: int) -> tuple[str, str]:
    """A line, or the part of it around a column (from 1), and the space before the mark under it."""
    start = max(0, column - 1 - BEFORE) if len(line) > WIDEST else 0
    end = start + WIDEST if len(line) > WIDEST else len(line)
    head = "… " if start else ""
    before = head + show_unseen(line[start : column - 1])
    behind = show_unseen(line[max(start, column - 1) : end]) + (" …" if end < len(line) else "")
    return before + behind, " " * sum(map(_width, before))


def _width(sign: str) -> int:
    """How many columns of a terminal a character takes."""
    if unicodedata.combining(sign):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def render_json(diagnostics: Iterable[Diagnostic]) -> str:
    """All of them as one JSON array of objects with the fields of a diagnostic."""
    return json.dumps([asdict(one) for one in diagnostics], ensure_ascii=False, indent=1)


def render_github(diagnostic: Diagnostic) -> str:
    """A command by which a workflow of GitHub annotates the file."""
    level = {"mistake": "error", "warning": "warning"}.get(diagnostic.severity, "notice")
    place = {"file": diagnostic.file, "line": diagnostic.line, "col": diagnostic.column}
    said = ",".join(f"{name}={_escape_property(str(value))}" for name, value in place.items() if value)
    return f"::{level} {said}".rstrip() + f"::{_escape(diagnostic.message)}"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")


@dataclass
class Report:
    """Tells what is wrong with the content of one folder, in one format, to two streams.

    Text goes to `errors`, the other formats to `output`; JSON is one document, written by `finish`.
    """

    form: str
    content: Path
    output: TextIO
    errors: TextIO
    told: list[Diagnostic] = field(default_factory=list)

    def tell(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Writes diagnostics, or keeps them for the document."""
        if self.form == "text":
            for text in render_mistakes(diagnostics, self.content, colors=takes_colors(self.errors)):
                print(text, file=self.errors, flush=True)
            return
        for one in diagnostics:
            if self.form == "github":
                print(render_github(self._from_here(one)), file=self.output, flush=True)
            else:
                self.told.append(self._from_here(one))

    def fail(self, message: str) -> None:
        """Reports why a command failed for a reason other than a mistake in the content."""
        print(message, file=self.errors, flush=True)
        if self.form != "text":
            self.tell([Diagnostic("", 0, 0, message)])

    def finish(self) -> None:
        """Ends what one run of a command tells."""
        if self.form == "json":
            print(render_json(self.told), file=self.output, flush=True)
            self.told.clear()

    def _from_here(self, diagnostic: Diagnostic) -> Diagnostic:
        """The same with the path of its file from the folder in which the command runs."""
        path = self.content.parent / diagnostic.file if diagnostic.file else Path()
        inside = path.is_relative_to(here := Path.cwd())
        return replace(
            diagnostic, file=os.path.relpath(path, here) if inside else diagnostic.file and str(path)
        )


def _read_lines(file: str, content: Path) -> list[str]:
    try:
        return read_shown(file, content).split("\n")
    except ContentError:
        return []


def _find_line(lines: list[str], number: int) -> str:
    return lines[number - 1] if 0 < number <= len(lines) else ""


def takes_colors(stream: TextIO) -> bool:
    """Whether a stream is a terminal whose user has not turned colors off (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
