"""Whatever an author types comes out as text: no field puts HTML, Jinja or Markdown into a page."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
import yaml
from playwright.sync_api import Dialog, Page, expect
from pydantic import ValidationError

from build import main
from tests.browser.watch import at_peace
from tests.conftest import NewPage, Serve
from tests.sites import TOY, Sites, alone, pages_of
from tests.toy import find_mistakes
from virtualissue.loader.reader import read_vocabulary
from virtualissue.loader.yaml_source import Source
from virtualissue.model.kinds import KINDS_BY_FOLDER, SINGLES
from virtualissue.text.parser import Vocabulary

pytestmark = [pytest.mark.build, pytest.mark.xdist_group("hostile")]  # one worker makes the toy hostile

At = tuple[str | int, ...]
HIT = "window.hit=1"
HOSTILE = (
    f"# h <img src=x onerror={HIT}><script>{HIT}</script></title><script>{HIT}</script> {{{{ 7*7 }}}} "
    f"{{% raw %}} **x** [a](javascript:{HIT}) \"' &amp; --- `b` ~~c~~ :d:"
)
# What means something in prose is written there with a backslash; all else is the same.
IN_PROSE = re.sub(r"[{}\[\]*`#&~]", r"\\\g<0>", HOSTILE)
# The record of a work refuses HTML and the braces of LaTeX; the rest of it must come out as text there too.
IN_RECORD = f"# h 7*7 % raw % **x** [a](javascript:{HIT}) \"' --- `b` ~~c~~ :d:"
# what is typed -> what is read of it
IN_WORDS = HOSTILE.replace("`", "")  # in which they mark code
WISHES = {HOSTILE: HOSTILE, IN_PROSE: HOSTILE, IN_RECORD: IN_RECORD}
# How fields begin that tell nothing on the site, are computed with, or must agree with others to the letter.
UNSHOWN = (
    "issue.version", "issue.subject", "issue.language", "issue.further_styles", "issue.synonyms",
    "issue.placeholders.M", "issue.placeholders.X",
    "people.bylines", "glossary.forms", "techniques.forms", "facts.stated.source",
    "facts.unit", "quantities.unit", "quantities.conditions", "regions.tiers.places.code", "facts.note",
    "articles.typeset.words", "pages.gist", "structures.alt",
    *(f"course/guides.figure.{name}" for name in ("alt", "curves", "dots", "labels", "regions", "x", "y")),
    "course/plans.script", "course/questions.note", "course/problems.answers", "course/problems.equations",
    "course/problems.givens.bread.convert_to", "course/problems.givens.lambda.convert_to",
    "course/problems.givens.t.unit", "course/problems.constants",
    "course/problems.numbers",
    "course/problems.solution", "course/problems.scheme", "course/problems.note",
)  # fmt: skip
# Fields whose form leaves no room for it.
GRAMMARS = (
    "articles.doi", "articles.families", "articles.pages", "articles.typeset.formulas.MX", "errata.kind",
    "facts.of.composition", "facts.relation", "facts.uncertainty", "facts.value", "families.color.light",
    "families.formulas", "families.icon", "issue.name", "issue.period.first", "issue.report_url",
    "issue.site_url", "materials.formula", "materials.spellings", "pages.sections.slug", "people.orcid",
)  # fmt: skip
NO_TARGETS = (
    "javascript:alert", "javascript:alert(1)", "JavaScript:a", "data:text/html,a", "//a.example", "a.html",
)  # fmt: skip
# Fields that would take it, were there not another file that they must agree with: (file, a line of it).
REPEATED = (
    ("facts/lamp-exposure.yml", "unit: h"),
    ("quantities/exposure-time.yml", "unit: h"),
    ("facts/works-organic.yml", "stated: {source: editorial, page: 1}"),
)
# Where a page shows words to its readers, and to those who listen or search.
PLACES = {
    # with what a click opens; without charts, which wrap their labels, and records, which LaTeX reads
    "text": "document.querySelectorAll('details').forEach(e => (e.open = true)), "
    "document.querySelectorAll('svg, #cite-bibtex, .vi-record-file pre').forEach(e => e.remove()), "
    "document.body.innerText",
    "title": "document.title",
    "description": "document.querySelector('meta[name=description]')?.content ?? ''",
    # without calculations, in which signs are spoken as words
    "labels": "[...document.querySelectorAll('[aria-label]:not(.vi-working, .vi-note)')]"
    ".map(e => e.ariaLabel).join(' ')",
}


def leaves(data: Any, at: At = ()) -> Iterator[tuple[At, str]]:
    """Every text in the data of a file, with its place."""
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in pairs:
        yield from leaves(value, (*at, key))
    if isinstance(data, str):
        yield at, data


def put(data: Any, at: At, value: str) -> Any:
    """The data with another text at a place."""
    if not at:
        return value
    key, *rest = at
    if isinstance(data, dict):
        return {**data, key: put(data[key], tuple(rest), value)}
    return [put(item, tuple(rest), value) if number == key else item for number, item in enumerate(data)]


@cache
def read_sources() -> list[Source]:
    """The files of the toy."""
    paths = sorted(TOY.rglob("*.yml"))
    insides = [(path, path.relative_to(TOY)) for path in paths]
    return [
        Source(str(inside), inside.parent.as_posix().removeprefix("."), inside.stem, path.read_text("utf-8"))
        for path, inside in insides
    ]


def name_of(source: Source, at: At) -> str:
    """A field as it is called above: without slugs and numbers, those of its keys that are slugs too."""
    steps = [step for step in at if isinstance(step, str) and "-" not in step]
    return ".".join([source.folder or source.slug, *steps])


def takes(source: Source, at: At, value: str, vocabulary: Vocabulary) -> bool:
    """Whether a field may hold a text, by its form alone."""
    kind = KINDS_BY_FOLDER[source.folder].entity if source.folder else SINGLES[source.slug]
    fields = {**put(source.data, at, value), "slug": source.slug, "file": source.file}
    try:
        kind.model_validate(fields, context=vocabulary)
    except ValidationError:
        return False
    return True


def make_hostile(source: Source, words: Vocabulary, numbers: Iterator[int]) -> tuple[Any, dict[str, str]]:
    """The data of a file with hostile text before every text that takes it; field -> its text and a mark."""
    data, fields = {**source.data}, {}
    for at, text in leaves(source.data):
        if name_of(source, at).startswith(UNSHOWN):
            continue
        mark = f"n{next(numbers)}n"
        taken = (typed for typed in WISHES if takes(source, at, f"{typed} {mark} {text}", words))
        if typed := next(taken, None):
            data = put(data, at, f"{typed} {mark} {text}")
            read = IN_WORDS if source.file.endswith("issue.yml") and at[0] == "words" else WISHES[typed]
            fields[f"{source.file}: {'.'.join(map(str, at))}"] = f"{read} {mark}"
    return data, fields


def write_hostile(folder: Path) -> dict[str, str]:
    """A toy that is hostile wherever it can be; field -> what must be read of it somewhere on the site."""
    sources = sorted(read_sources(), key=lambda source: source.folder == "people")
    vocabulary, numbers = read_vocabulary(sources), count()
    fields: dict[str, str] = {}
    signed: dict[tuple[str, str], str] = {}
    for source in sources:
        data, made = make_hostile(source, vocabulary, numbers)
        fields |= made
        for old, new in zip(source.data.get("authors", ()), data.get("authors", ()), strict=True):
            signed[source.slug, old] = new
        if "bylines" in data:  # they repeat to the letter how an article is signed
            data["bylines"] = {slug: signed[slug, name] for slug, name in data["bylines"].items()}
        if (
            source.folder and KINDS_BY_FOLDER[source.folder].has_names
        ):  # prose should still have names to explain
            data["names"] = [*data.get("names", ()), source.data.get("term") or source.data["name"]]
        path = folder / source.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(data, allow_unicode=True, width=10_000), encoding="utf-8")
    return fields


@dataclass(frozen=True)
class Hostile:
    """The site of the hostile toy, and what must be read on it."""

    site: Path
    fields: Mapping[str, str]


@pytest.fixture(scope="session")
def hostile(sites: Sites) -> Hostile:
    folder = sites.folder / "hostile"
    with alone(sites.folder / "hostile.lock"):
        fields = write_hostile(folder / "content")
        return Hostile(sites(folder / "content"), fields)


# --- what may be typed -----------------------------------------------------------------------------------


def misread(text: str) -> int:
    """How many marks stand in a text without the hostile words before them; case is the style sheet's."""
    told = " ".join(text.split()).casefold()
    whole = "|".join(
        re.escape(hostile.casefold()) + r" n\d+n\b" for hostile in {HOSTILE, IN_RECORD, IN_WORDS}
    )
    return len(re.findall(r"\bn\d+n\b", told)) - len(re.findall(whole, told))


@pytest.fixture
def visit(hostile: Hostile, serve: Serve, new_page: NewPage) -> Iterator[Callable[[str], Page]]:
    """Opens pages of the hostile site; a dialog is a fault, as is an error or what the policy stops."""
    origin, page = serve(hostile.site), new_page()

    def refuse(dialog: Dialog) -> None:
        dialog.dismiss()
        pytest.fail(f"a dialog: {dialog.message}")

    page.on("dialog", refuse)

    def open_page(address: str) -> Page:
        page.goto(f"{origin}/{address}")
        return page

    with at_peace(page, origin):
        yield open_page
    page.remove_listener("dialog", refuse)


def test_everything_is_read_as_it_was_typed(hostile: Hostile, visit: Callable[[str], Page]) -> None:
    told, wrong = "", []
    for address in pages_of(hostile.site):
        page = visit(address)
        places = {name: page.evaluate(script) for name, script in PLACES.items()}
        told += " ".join(places["text"].split()).casefold()
        wrong += [f"{address}: {place}" for place, words in places.items() if misread(words)]
        wrong += [f"{address}: a script ran"] if page.evaluate("window.hit") else []
    assert wrong == []
    assert [field for field, text in hostile.fields.items() if text.casefold() not in told] == []


def test_the_first_page_is_called_as_it_was_typed(hostile: Hostile, visit: Callable[[str], Page]) -> None:
    page = visit("index.html")
    assert page.title() == f"{hostile.fields['issue.yml: title']} Pigments under the Lamp"


def test_what_explains_itself_runs_nothing(visit: Callable[[str], Page]) -> None:
    page = visit("story.html")
    links = page.locator("a[data-cite], a[data-term]")
    for number in range(links.count()):
        links.nth(number).focus()
        panel = page.locator("#vi-tooltip")
        expect(panel).to_be_visible()
        assert misread(panel.inner_text()) == 0
    assert links.count() > 5
    assert not page.evaluate("window.hit")


def test_what_search_finds_runs_nothing(visit: Callable[[str], Page]) -> None:
    page = visit("index.html")
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Search").press_sequentially("onerror")
    expect(page.locator(".vi-found").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert not page.evaluate("window.hit")
    assert page.locator(".vi-search :is(img, script)").count() == 0


# --- what may not ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", GRAMMARS)
def test_a_field_with_a_grammar_refuses_it(field: str) -> None:
    sources = read_sources()
    places = [(source, at) for source in sources for at, _ in leaves(source.data)]
    asked = [(source, at) for source, at in places if name_of(source, at) == field]
    assert asked
    assert not any(takes(*place, HOSTILE, read_vocabulary(sources)) for place in asked)


@pytest.mark.parametrize(("file", "old"), REPEATED)
def test_a_field_that_must_agree_with_another_refuses_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], file: str, old: str
) -> None:
    copytree(TOY, tmp_path / "content")
    text = (TOY / file).read_text(encoding="utf-8")
    assert old in text
    wrong = text.replace(old, f"{old.partition(':')[0]}: {json.dumps(HOSTILE)}")
    (tmp_path / "content" / file).write_text(wrong, encoding="utf-8")
    assert main(["check", "--content", str(tmp_path / "content")]) == 1
    assert f"content/{file}:" in capsys.readouterr().err


@pytest.mark.parametrize("target", NO_TARGETS)
def test_prose_links_only_to_entities_and_https(target: str, tmp_path: Path) -> None:
    content = copytree(TOY, tmp_path / "content")
    text = f"term: away\ndefinition: |\n  Read [a]({target}) now.\n"
    (content / "glossary" / "away.yml").write_text(text, encoding="utf-8")
    assert "content/glossary/away.yml:3:12: definition: no link to" in find_mistakes(content).replace(
        "away.yml:3:12: no link", "away.yml:3:12: definition: no link"
    )
