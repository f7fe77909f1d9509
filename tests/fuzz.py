"""Makes random changes to an issue; each must soon lead to mistakes with file and line, or to a build.

    python -m tests.fuzz --count 2000 --seed 1 [--content content] [--through pages]

A seed and a number always give the same mutation: `--only NUMBER` makes that one again, in a folder that
stays, and prints its outcome. Copies are mutated. A process that hangs or is ended by a signal ends no other.
"""

import argparse
import json
import os
import re
import shutil
import signal
import string
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

import build
from tests.reading import read_once
from tests.toy import CONTENT
from virtualissue.checks import check_issue
from virtualissue.diagnostics import ContentError
from virtualissue.loader.reader import read_issue
from virtualissue.loader.yaml_tree import yaml_loader
from virtualissue.print.planning import plan_documents
from virtualissue.print.printouts import EDITIONS
from virtualissue.print.typesetting.fonts import read_fonts
from virtualissue.print.typesetting.glyphs import prepare_data, warn_of_characters
from virtualissue.site.pages import make_environment, render_pages

ROOT = Path(__file__).parents[1]
LONGEST = 10  # seconds that one mutation may take of a processor
MISTAKE = re.compile(r"[^\x00-\x1f\x7f]+?:\d+:\d+: [^\x00-\x20\x7f][^\x00-\x1f\x7f]*")

# characters that are pasted, typed by a slip, or that nobody sees
CHARACTERS = (
    "\u2028", "\u2029", "\x85", "\xa0", "\u200b", "\u200d", "\xad", "\ufeff", "\u202e", "\x00", "\x01",
    "\x1b", "\x7f",
    "\t", "\r", "\ufffd", "\ue000", "\U0001f525", "漢", "ليلى", "é", "e\u0301", "−", "“", "’", "\U000e0041",
)  # fmt: skip
MARKS = (
    "[", "]", "{", "}", "(", ")", '"', "'", "`", "*", "**", "&", "!", "|", ">", "%", "@", "#", " #", ":",
    ": ", "-", "- ",
    ",", "\\", "<", "[@", "[@]", "[@nobody]", "{fact:", "{fact:nothing}", "[x](y:z)", "[x](javascript:x)",
    "```", "~~~",
    "---\n", "...\n", "\n", "\n\n", "  ", "$x^2$", "$", "$\\\\frac{", "*x*", "<b>", "{{ x }}", "{% x %}",
)  # fmt: skip
# texts that somebody might write into a field
TEXTS = (
    "", " ", "~", "null", "true", "NO", "0", "-1", "1e999999999", "9" * 40, "9" * 5000, "0.1", "NaN",
    "Infinity", "1/0",
    "2015", "20150228", "2015-02-30", "2014-99", "1850-01-01", "9999-12-31", "a", "A",
    "x" * 300, "x" * 70_000,
    "editorial", "top", "index", "con", "../../x", "/etc/passwd", "a/b", "https://a.example", "http://a b",
    'https://a.example"><script>x</script>', "en-US", "klingon", "0^0", "0^-1", "z^-1", "exp(99999999)",
    "9^999999999",
    "(" * 500, "1" + "+1" * 3000, "ln(0)", "a b", "T₁", "Zz3", "H2O", "Li" * 2000, "((((((((((",
    "(" * 800 + ")" * 800,
    "S/cm", "m^99", "kg^-99999", "furlong", "1 2", "[1, 2]", "{a: b}", "<b>x</b>", "\\", "*x", "**x", "`x",
    "`" * 99,
    "[@x", "A. " * 20_000, "**a " * 15_000, "ليلى", "漢字", "\U0001f525", "a: b", "a #b", "#b", "- a", "? a",
    "|", ">", "%a",
    "0000-0002-1825-0098", "10.5555/a#b", "9-3", "A7-17", "#fff", "M0 0z", "story:x", "page:nowhere",
    "article:",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    [],
    {},
    [[]],
    [[[[]]]],
    ["x"],
    [{}],
    {"x": {}},
    {"": ""},
    ["x"] * 500,
    [["a", "b"], "c"],
)
STRAYS = (
    ".git/HEAD", ".vscode/settings.json", "x.yml~", "#x.yml#", "x.yml.orig", "Thumbs.db", "desktop.ini",
    "4913", "notes.txt",
    "glossary/x.yaml", "glossary/x.YML", "glossary/inner/x.yml", "glosary/x.yml", "glossary/x y.yml",
    "glossary/Ä.yml",
    "glossary/.yml", "glossary/-.yml", "README.md", "glossary/" + "x" * 200 + ".yml", "glossary/a\nb.yml",
)  # fmt: skip


@dataclass(frozen=True)
class Mutation:
    """A folder of content in which something was changed, and what."""

    content: Path
    what: str
    file: str


# --- what is changed -------------------------------------------------------------------------------------


def mutate(content: Path, random: Random) -> Mutation:
    """Makes one slip in a folder of content."""
    name, mutate_file = random.choice(MUTATIONS)
    path = random.choice(sorted(content.rglob("*.yml")))
    file = path.relative_to(content).as_posix()
    mutate_file(path, content, random)
    return Mutation(content, name, file)


def _change_text(change: Callable[[str, Random], str]) -> Callable[[Path, Path, Random], None]:
    def mutate_file(path: Path, _: Path, random: Random) -> None:
        text = change(path.read_text(encoding="utf-8"), random)
        path.write_bytes(text.encode("utf-8", errors="surrogatepass"))

    return mutate_file


def _insert(characters: tuple[str, ...]) -> Callable[[str, Random], str]:
    def change(text: str, random: Random) -> str:
        at = random.randrange(len(text) + 1)
        return text[:at] + random.choice(characters) + text[at:]

    return change


def _delete_character(text: str, random: Random) -> str:
    """Leaves out a character, one that means something to YAML where there is one."""
    places = [n for n, character in enumerate(text) if character in "\"'[]{}:|>,-&*"] or range(len(text))
    at = random.choice(places)
    return text[:at] + text[at + 1 :]


def _change_lines(change: Callable[[list[str], int, Random], None]) -> Callable[[str, Random], str]:
    def mutate_file(text: str, random: Random) -> str:
        lines = text.split("\n")
        change(lines, random.randrange(len(lines)), random)
        return "\n".join(lines)

    return mutate_file


def _indent(lines: list[str], at: int, random: Random) -> None:
    lines[at] = random.choice((" ", "  ", "\t", "\xa0", "    ")) + lines[at]


def _dedent(lines: list[str], at: int, _: Random) -> None:
    lines[at] = lines[at][1:]


def _leave_out(lines: list[str], at: int, _: Random) -> None:
    del lines[at]


def _double(lines: list[str], at: int, _: Random) -> None:
    lines.insert(at, lines[at])


def _swap(lines: list[str], at: int, random: Random) -> None:
    other = random.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]


def _unspace(text: str, random: Random) -> str:
    places = [found.end() for found in re.finditer(r"\w:(?= )", text)]
    at = random.choice(places) if places else 0
    return text[:at] + text[at + 1 :]


def _truncate(text: str, random: Random) -> str:
    return text[: random.randrange(len(text) + 1)]


def _misspell(text: str, random: Random) -> str:
    """Changes a letter of a word, as in a slug, a key or a name."""
    places = [n for n, character in enumerate(text) if character in string.ascii_lowercase]
    at = random.choice(places) if places else 0
    return text[:at] + random.choice(string.ascii_letters) + text[at + 1 :]


def _append(text: str, random: Random) -> str:
    return text + random.choice(APPENDED)


APPENDED = (
    "[1]: https://a.example\n", "{{ x }}\n", "? [a]\n: b\n", "- a\n", "a: b\n", "slug: x\n", "file: x\n",
    "str: x\n",
    "deep: " + "[" * 330 + "\n", "deep: " + "[" * 30_000 + "]" * 30_000 + "\n",
    "".join(f"field-{n}: x\n" for n in range(3000)),
    "a: &a [x,x,x,x,x,x,x,x,x]\n"
    + "".join(f"{n}: &{n} [{','.join([f'*{m}'] * 9)}]\n" for m, n in zip("abcdefgh", "bcdefghi",
    strict=True)),
    "<<: {a: b}\n", "a: !!python/object:os.system x\n", "a: &a [*a]\n", "title: again\n", "\x00",
    "# a comment\n",
)  # fmt: skip


def _put(values: tuple[Any, ...]) -> Callable[[Path, Path, Random], None]:
    """Puts a value into the place of another."""

    def mutate_file(path: Path, _: Path, random: Random) -> None:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml_loader())
        at = random.choice(list(_places(data)))
        changed = _replace(data, at, random.choice(values))
        path.write_text(yaml.dump(changed, allow_unicode=True, sort_keys=False), encoding="utf-8")

    return mutate_file


def _rename_key(path: Path, _: Path, random: Random) -> None:
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml_loader())
    at = random.choice([place for place in _places(data) if isinstance(place[-1], str)])
    holder = data
    for step in at[:-1]:
        holder = holder[step]
    holder[random.choice(TEXTS)] = holder.pop(at[-1])
    path.write_text(yaml.dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _drop_key(path: Path, _: Path, random: Random) -> None:
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml_loader())
    at = random.choice(list(_places(data)))
    holder = data
    for step in at[:-1]:
        holder = holder[step]
    del holder[at[-1]]
    path.write_text(yaml.dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _places(data: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in inner:
        yield (*at, step)
        yield from _places(value, (*at, step))


def _replace(data: Any, at: tuple[str | int, ...], value: Any) -> Any:
    if not at:
        return value
    data = data.copy()
    data[at[0]] = _replace(data[at[0]], at[1:], value)
    return data


def _remove(path: Path, _: Path, __: Random) -> None:
    path.unlink()


def _rename(path: Path, content: Path, random: Random) -> None:
    name = random.choice(
        ("editorial", "top", "index", "con", "x" * 90, "A", "a_b", "é", "a b", "s-01234567", "quantity-x")
    )
    path.rename(path.with_name(f"{name}.yml"))


def _copy(path: Path, content: Path, random: Random) -> None:
    folder = random.choice(sorted({other.parent for other in content.rglob("*.yml")}))
    shutil.copyfile(path, folder / f"{path.stem}-2.yml")


def _stray(path: Path, content: Path, random: Random) -> None:
    stray = content / random.choice(STRAYS)
    stray.parent.mkdir(parents=True, exist_ok=True)
    stray.write_bytes(random.choice((b"", b"x", b"a: b\n", b"\xff\xfe")))


def _odd_entry(path: Path, content: Path, random: Random) -> None:
    match random.randrange(6):
        case 0:
            path.with_name("lost.yml").symlink_to("nowhere")
        case 1:
            path.with_name("round.yml").symlink_to("round.yml")
        case 2:
            path.with_name("up").symlink_to("..")
        case 3:
            path.with_name("folder.yml").mkdir()
        case 4:
            os.mkfifo(path.with_name("pipe.yml"))
        case _:
            Path(os.fsdecode(os.fsencode(path.parent) + b"/\xff\xfe.yml")).write_text("a: b\n")


def _recode(path: Path, _: Path, random: Random) -> None:
    text = path.read_text(encoding="utf-8")
    coding = random.choice(("utf-16", "latin-1", "utf-8-sig", "cp1252"))
    path.write_bytes(
        text.encode(coding, errors="replace").replace(b"\n", random.choice((b"\n", b"\r\n", b"\r")))
    )


MUTATIONS: tuple[tuple[str, Callable[[Path, Path, Random], None]], ...] = (
    ("a hidden character", _change_text(_insert(CHARACTERS))),
    ("a mark", _change_text(_insert(MARKS))),
    ("a mark, again", _change_text(_insert(MARKS))),
    ("a character left out", _change_text(_delete_character)),
    ("a space left out", _change_text(_unspace)),
    ("a letter", _change_text(_misspell)),
    ("a line indented", _change_text(_change_lines(_indent))),
    ("a line dedented", _change_text(_change_lines(_dedent))),
    ("a line left out", _change_text(_change_lines(_leave_out))),
    ("a line twice", _change_text(_change_lines(_double))),
    ("two lines swapped", _change_text(_change_lines(_swap))),
    ("the end left out", _change_text(_truncate)),
    ("something appended", _change_text(_append)),
    ("a text", _put(TEXTS)),
    ("a text, again", _put(TEXTS)),
    ("a value", _put(VALUES)),
    ("a key", _rename_key),
    ("a key left out", _drop_key),
    ("a file left out", _remove),
    ("a file renamed", _rename),
    ("a file copied", _copy),
    ("a stray file", _stray),
    ("an odd entry", _odd_entry),
    ("another coding", _recode),
)


# --- the outcome -----------------------------------------------------------------------------------------


def find_outcome(content: Path, through: str) -> tuple[str, list[str]]:
    """The outcome for a folder of content in one word, and everything that is wrong with it."""
    try:
        issue = read_issue(content)
        check_issue(issue, content)
    except ContentError as error:
        lines = str(error).split("\n")
        return "refused", [f"no place: {line!r}" for line in lines if not has_place(line, content)]
    documents = tuple(plan_documents(issue, (), tuple(EDITIONS)))
    fonts = read_fonts(content)
    warnings = warn_of_characters(issue, (document.data for document in documents), fonts, content)
    faults = [f"no place: {str(line)!r}" for line in warnings if not has_place(str(line), content)]
    if through == "pages":
        tuple(render_pages(issue, make_environment(ROOT / "templates")))
        json.dumps([prepare_data(document.data, fonts) for document in documents])
    if through == "outputs":
        faults += refused_outputs(content)
    return "accepted", faults


def refused_outputs(content: Path) -> list[str]:
    """What `site`, `offline`, and `handout` say where they refuse content that `check` has accepted."""
    faults, said = [], StringIO()
    for command in ("site", "offline", "handout"):
        with redirect_stdout(said), redirect_stderr(said):
            failed = build.main([command, "--content", str(content), "--out", str(content.parent / "out")])
        if failed:
            faults.append(f"{command}: {said.getvalue()[-300:]!r}")
    return faults


def has_place(line: str, content: Path) -> bool:
    """Whether a mistake is one line with a file, a line and a column; 0 stands for a file as a whole."""
    if not MISTAKE.fullmatch(line) or len(line) > 1000:
        return False
    file, number = line.split(":")[:2]
    path = content.parent / file
    return number == "0" or not path.is_file() or int(number) <= path.read_bytes().count(b"\n") + 2


def run(source: Path, seed: int, number: int, through: str) -> Mapping[str, Any]:
    """Makes one mutation in a copy of a folder, and finds its outcome."""
    with tempfile.TemporaryDirectory() as aside:
        content = Path(shutil.copytree(source, Path(aside) / "content"))
        mutation = mutate(content, Random(f"{seed} {number}"))
        started = time.process_time()
        try:
            outcome, faults = find_outcome(content, through)
        except Exception as error:  # noqa: BLE001 (any of them is what this program looks for)
            place = error.__traceback__
            while place and place.tb_next:
                place = place.tb_next
            where = f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place else ""
            outcome, faults = "traceback", [f"{type(error).__name__}: {str(error)[:200]} ({where})"]
        seconds = time.process_time() - started
    if seconds > LONGEST:
        faults = [*faults, f"{seconds:.0f} seconds"]
    return {
        "number": number,
        "what": mutation.what,
        "file": mutation.file,
        "outcome": outcome,
        "faults": faults,
    }


def run_all(source: Path, seed: int, count: int, through: str) -> Iterator[Mapping[str, Any]]:
    """The outcomes of mutations 0 to `count`, found in another process, which is replaced when it ends."""
    number = 0
    while number < count:
        for result in _run_from(source, seed, number, count, through):
            yield result
            number = int(result["number"]) + 1


def _run_from(source: Path, seed: int, first: int, count: int, through: str) -> Iterator[Mapping[str, Any]]:
    """The outcomes from one process, from a number on, until it has finished or a mutation has ended it."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        with os.fdopen(writing, "w") as results, pytest.MonkeyPatch.context() as patch:
            read_once(patch)  # every mutation leaves nearly all files as they are
            for number in range(first, count):
                signal.alarm(20 * LONGEST)  # a busy machine is no fault of a mutation
                print(json.dumps(run(source, seed, number, through)), file=results, flush=True)
        os._exit(0)
    os.close(writing)
    number = first
    with os.fdopen(reading) as results:
        for line in results:
            number = int(json.loads(line)["number"]) + 1
            yield json.loads(line)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if number < count:
        kind = "hang" if ended == -signal.SIGALRM else f"signal {-ended}"
        yield {"number": number, "what": "?", "file": "?", "outcome": kind, "faults": [kind]}


def main() -> int:
    """Tries as many mutations as asked for; returns 1 if something is wrong with any of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--content", type=Path, default=CONTENT)
    parser.add_argument("--through", choices=("check", "pages", "outputs"), default="check")
    parser.add_argument("--only", type=int, help="the number of one mutation, made in a folder that stays")
    options = parser.parse_args()
    if options.only is not None:
        content = Path(shutil.copytree(options.content, Path(tempfile.mkdtemp()) / "content"))
        print(mutate(content, Random(f"{options.seed} {options.only}")))
        print(find_outcome(content, options.through))
        return 0
    outcomes = Counter[str]()
    wrong = 0
    for result in run_all(options.content, options.seed, options.count, options.through):
        outcomes[result["outcome"]] += 1
        if result["faults"]:
            wrong += 1
            print(
                f"{result['number']}: {result['what']} in {result['file']}: {'; '.join(result['faults'][:3])}"
            )
    told = ", ".join(f"{count} {outcome}" for outcome, count in outcomes.most_common())
    print(f"{options.count} mutations of {options.content}, seed {options.seed}: {told}; {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
