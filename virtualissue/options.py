"""The command line: the options of each command, by the names of its parameters."""

import argparse
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from inspect import signature
from pathlib import Path
from typing import Any

from virtualissue.importing.doi import RESOLVER
from virtualissue.print.choice import OMISSIONS, ChoiceError, PrintChoice, read_line, read_names, reader_of
from virtualissue.print.printouts import EDITIONS, PAPERS
from virtualissue.reports import FORMATS
from virtualissue.site.website import build_site, build_site_with_zensical

ROOT = Path(__file__).resolve().parents[1]
ENGINES = {"mkdocs": build_site, "zensical": build_site_with_zensical}
EXIT_CODES = "The exit code is 0 if all went well, 1 if something is wrong, 2 if the command was mistyped."
# the name of a command's parameter -> how it is typed, where that is not its name behind two dashes
FLAGS: Mapping[str, str] = {
    "field": "field",
    "files": "files",
    "directory": "directory",
    "sources": "--from",
    "dois": "--doi",
    "report": "--format",
}
# the name of a command's parameter -> the record whose fields are options
RECORDS: Mapping[str, type[PrintChoice]] = {"choice": PrintChoice}


def read_path(typed: str) -> Path:
    """A path from the root on, so that each folder in it has a name."""
    return Path(os.path.abspath(typed))  # noqa: PTH100 (a link keeps its own name)


def read_as(read: Callable[[str], Any]) -> Callable[[str], Any]:
    """The same function, whose refusals are those of an option."""

    def read_option(typed: str) -> Any:
        try:
            return read(typed)
        except ChoiceError as error:
            raise argparse.ArgumentTypeError(str(error)) from None

    return read_option


# the name of a command's parameter, or of a record's field -> the option that gives it; a field has a default
OPTIONS: Mapping[str, Mapping[str, Any]] = {
    "content": {"type": read_path, "default": ROOT / "content", "help": "the folder of the issue"},
    "templates": {"type": read_path, "default": ROOT / "templates", "help": "the folder of the templates"},
    "out": {"type": read_path, "default": ROOT / "out", "help": "the folder for everything that is built"},
    "into": {"type": read_path, "default": ROOT / "content", "help": "the folder of the issue"},
    "directory": {"type": read_path, "help": "the folder to make, or an empty one"},
    "sources": {
        "type": read_path,
        "nargs": "+",
        "default": [],
        "dest": "sources",
        "metavar": "FILE",
        "help": "files of bibliographies, whose works are the articles",
    },
    "families": {
        "choices": ("keywords", "groups", "none"),
        "default": "none",
        "help": "what makes the families: keywords that works share, groups of JabRef or BibDesk, or nothing",
    },
    "title": {"default": "", "help": "the title of the issue (without it, the name of the file or folder)"},
    "dois": {
        "nargs": "+",
        "default": [],
        "dest": "dois",
        "metavar": "DOI",
        "help": "DOIs of works to fetch from a resolver; this needs a network",
    },
    "resolver": {"default": RESOLVER, "help": f"the address that is asked for DOIs ({RESOLVER})"},
    "files": {"type": read_path, "nargs": "*", "help": "files in BibTeX, RIS, CSL-JSON, or PubMed format"},
    "field": {"nargs": "?", "default": "", "help": "a field or a kind of file (without it, all kinds)"},
    "report": {
        "dest": "report",
        "choices": FORMATS,
        "default": "text",
        "help": "the format in which mistakes are reported",
    },
    "engine": {"choices": tuple(ENGINES), "default": "mkdocs", "help": "the engine that themes the site"},
    "only": {
        "type": read_as(read_names),
        "metavar": "NAMES",
        "help": "print only these, with commas between: families by their slugs, booklet, slides, summaries",
    },
    "paper": {
        "type": read_as(reader_of(PAPERS)),
        "metavar": "PAPERS",
        "help": f"print only on these papers: {', '.join(PAPERS)}",
    },
    "edition": {
        "type": read_as(reader_of(EDITIONS)),
        "metavar": "EDITIONS",
        "help": f"print only these editions: {', '.join(EDITIONS)} (solutions only where the issue has them)",
    },
    "large_print": {"action": "store_true", "help": "print in type of 16 points and more"},
    "without": {
        "type": read_as(reader_of(OMISSIONS)),
        "metavar": "PARTS",
        "help": f"leave something out: {', '.join(OMISSIONS)} (to write on)",
    },
    "course": {
        "type": read_as(read_line),
        "help": "the course named on handouts (without it, a line to write on)",
    },
    "date": {
        "type": read_as(read_line),
        "help": "the date named on handouts (without it, a line to write on)",
    },
    "advice": {
        "action": "store_true",
        "help": "also list what a finished issue should have, and authors who may be one person, with lines "
        "to paste into content",
    },
    "strict": {
        "action": "store_true",
        "help": "what a finished issue should have is required, as with `strict: true` in issue.yml",
    },
    "port": {"type": int, "default": 8000, "help": "the port on which the site is served"},
}


def gather(command: Callable[..., object], options: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a command takes: options by their names, and those of a record as one."""
    records = {name: RECORDS[name] for name in signature(command).parameters if name in RECORDS}
    inner = {name: [field.name for field in fields(record)] for name, record in records.items()}
    gathered = {field for names in inner.values() for field in names}
    plain = {name: value for name, value in options.items() if name not in gathered}
    return plain | {
        name: record(**{field: options[field] for field in inner[name] if field in options})
        for name, record in records.items()
    }


def find_options(command: Callable[..., object]) -> Iterator[str]:
    """The names of all options of a command, those of a record one by one."""
    for name in signature(command).parameters:
        yield from (field.name for field in fields(RECORDS[name])) if name in RECORDS else [name]


def parse_arguments(
    commands: Mapping[str, Callable[..., object]], description: str | None, arguments: list[str] | None
) -> argparse.Namespace:
    """The command, and the options that its function takes; those of a record only where they are typed."""
    parser = argparse.ArgumentParser(prog="build.py", description=description, epilog=EXIT_CODES)
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="command")
    of_records = {field.name for record in RECORDS.values() for field in fields(record)}
    for name, command in commands.items():
        options = subparsers.add_parser(name, help=command.__doc__, description=command.__doc__)
        for option in find_options(command):
            flag = FLAGS.get(option, f"--{option.replace('_', '-')}")
            absent: Mapping[str, Any] = {"default": argparse.SUPPRESS} if option in of_records else {}
            options.add_argument(flag, **OPTIONS[option], **absent)
        options.add_argument("--debug", action="store_true", help="show the traceback of an error")
    return parser.parse_args(arguments)
