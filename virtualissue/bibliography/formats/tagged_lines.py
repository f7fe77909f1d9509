"""Files of a tag on each line, such as RIS and the records of PubMed -> their lines, record by record."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class TaggedLine:
    """A tag, its value, in which continued lines are joined, and the line on which it begins."""

    tag: str
    value: str
    line: int


@dataclass
class TaggedRecord:
    """The lines of one record, and whether its end is marked."""

    line: int
    lines: list[TaggedLine] = field(default_factory=list)
    is_closed: bool = False

    def all(self, *tags: str) -> Iterator[TaggedLine]:
        """The lines with one of these tags, in the order of the record."""
        return (line for line in self.lines if line.tag in tags and line.value)

    def first(self, *tags: str) -> str:
        """The value of the first line with one of these tags, in the order of the tags."""
        return next((line.value for tag in tags for line in self.all(tag)), "")


@dataclass
class TaggedFile:
    """The records of a file, and the lines that belong to none."""

    records: list[TaggedRecord] = field(default_factory=list)
    strays: list[tuple[int, str]] = field(default_factory=list)


def split_records(text: str, pattern: re.Pattern[str], *, opening: str, closing: str = "") -> TaggedFile:
    """Divides a text into records, each of which begins with a tag.

    `pattern` finds a tag and its value in a line. A line without a tag continues the one before it. A record
    ends with the tag `closing`, or where the next begins.
    """
    file = TaggedFile()
    record: TaggedRecord | None = None
    for number, line in enumerate(text.split("\n"), 1):
        found = pattern.match(line)
        if found and found[1] == opening:
            record = TaggedRecord(number)
            file.records.append(record)
        if record is None or record.is_closed:
            if line.strip():
                file.strays.append((number, line.strip()))
        elif found and found[1] == closing:
            record.is_closed = True
        elif found:
            record.lines.append(TaggedLine(found[1], found[2].strip(), number))
        elif line.strip():
            _continue(record, line.strip())
    return file


def _continue(record: TaggedRecord, text: str) -> None:
    last = record.lines[-1]
    record.lines[-1] = TaggedLine(last.tag, f"{last.value} {text}".strip(), last.line)
