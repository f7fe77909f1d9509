"""The result of an import -> what is printed about it."""

from collections.abc import Iterable, Iterator, Sequence

from virtualissue.bibliography.reading.record import Remark
from virtualissue.importing.articles import ImportResult


def render_report(result: ImportResult, into: str) -> str:
    """What was read and written, and all that an editor should look at, each with its file and line."""
    sections = [
        _summary(result, into),
        _section("Not well formed:", _of_kind(result.remarks, "syntax")),
        _section(
            "Not understood (the file of the work has what was read instead, or keeps it as a comment):",
            _of_kind(result.remarks, "not understood"),
        ),
        _section("Mended:", _of_kind(result.remarks, "mended")),
        _section("One work in several records:", result.merged),
        _section("Added to existing articles:", result.changed),
        _section("Different in an existing article, which is not changed:", result.kept),
        _section("Files of content that cannot be read; nothing was compared with them:", result.unread),
        _section(
            "Without a field, kept as a comment in the file:",
            _count_fields(result.remarks, "without a field"),
        ),
        _section(
            "Not kept, as the text usually belongs to the publisher:",
            _count_fields(result.remarks, "abstract"),
        ),
        _section("Left out, as only a program has a use for it:", _count_noise(result)),
    ]
    return "\n\n".join(filter(None, sections))


def _summary(result: ImportResult, into: str) -> str:
    parts = [
        f"{_count(result.read, 'record')} read",
        f"{_count(len(result.written), 'article')} written to {into}",
        f"{_count(len(result.changed), 'article')} completed" if result.changed else "",
        f"{result.unchanged:,} unchanged" if result.unchanged else "",
        f"{_count(len(result.merged), 'record')} merged with another" if result.merged else "",
    ]
    return ", ".join(filter(None, parts)) + "."


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _section(heading: str, lines: Iterable[str]) -> str:
    listed = [f"  {line}" for line in lines]
    return "\n".join([heading, *listed]) if listed else ""


def _of_kind(remarks: Sequence[Remark], kind: str) -> Iterator[str]:
    return (str(remark) for remark in remarks if remark.kind == kind)


def _count_fields(remarks: Sequence[Remark], kind: str) -> Iterator[str]:
    """Each field that has no place in the record of a work: how often it was met, and where first."""
    found: dict[str, list[Remark]] = {}
    for remark in remarks:
        if remark.kind == kind:
            found.setdefault(remark.field, []).append(remark)
    for name, met in sorted(found.items(), key=lambda item: -len(item[1])):
        if len(met) == 1:
            yield str(met[0]) if met[0].message else f"{name}: {met[0].file}:{met[0].line}"
        else:
            yield f"{name}: {len(met):,} times, first in {met[0].file}:{met[0].line}"


def _count_noise(result: ImportResult) -> list[str]:
    counts = ", ".join(f"{name} {count:,}" for name, count in result.noise.most_common())
    return [counts] if counts else []
