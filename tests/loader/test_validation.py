"""What pydantic refuses is told in plain words: whatever is put into whatever field."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, get_args

import pytest
import yaml
from pydantic import StringConstraints, ValidationError

from tests.toy import CONTENT, find_mistakes
from virtualissue.bibliography import identifiers, work
from virtualissue.loader.reader import read_content, read_issue
from virtualissue.loader.validation import SHAPES, find_messages
from virtualissue.model import chart, course, entities, fact, issue
from virtualissue.model.kinds import KINDS_BY_FOLDER, SINGLES
from virtualissue.text import fields

# words of pydantic, which are for programmers
RAW = re.compile(
    r"Input should|should be a valid|String should|Datetimes|at least \d|unable to|pydantic|instance of|Error"
    r"|cannot be read here",
    re.IGNORECASE,
)
# what people put where something else is expected
ODD: tuple[Any, ...] = (
    "", "x", " ", "-1", "99999999999999999999", "2015", "20150228", "2015-02-28T12:00", "1.5", "true", "NaN",
    "Infinity", "1e99999", "~", "A", "x" * 300, "a\nb", "https://a.example", "light:#fff", [], ["x"], [[]],
    {}, {"x": "y"}, {"T₁": {}}, {"str": "x"}, [{"x": "y"}], ["x"] * 9,
)  # fmt: skip


@pytest.mark.parametrize("module", [chart, course, entities, fact, fields, identifiers, issue, work])
def test_every_shape_of_text_has_its_words(module):
    known = {pattern for shape, _ in SHAPES for pattern in find_patterns(shape)}
    assert {pattern for value in vars(module).values() for pattern in find_patterns(value)} <= known


def find_patterns(shape: object) -> set[str]:
    """The patterns that texts of a shape must match."""
    parts = get_args(shape) if type(shape) is type(Annotated[str, ""]) else ()
    return {str(part.pattern) for part in parts if isinstance(part, StringConstraints) and part.pattern}


def places(data: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in the data of a file, of lists only the first."""
    inner = data.items() if isinstance(data, dict) else enumerate(data[:1]) if isinstance(data, list) else ()
    for step, value in inner:
        yield (*at, step)
        yield from places(value, (*at, step))


def put(data: Any, at: tuple[Any, ...], value: Any) -> Any:
    if not at:
        return value
    if isinstance(data, dict):
        return {key: put(inner, at[1:], value) if key == at[0] else inner for key, inner in data.items()}
    return [put(inner, at[1:], value) if number == at[0] else inner for number, inner in enumerate(data)]


@pytest.fixture(scope="module")
def first_files() -> dict[str, dict[str, Any]]:
    """The file of each kind that says most."""
    folders = [CONTENT / folder for folder in KINDS_BY_FOLDER]
    files = [max(folder.glob("*.yml"), key=lambda path: path.stat().st_size) for folder in folders]
    files += [CONTENT / f"{name}.yml" for name in SINGLES]
    return {
        path.relative_to(CONTENT).as_posix(): yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
        for path in files
    }


@pytest.mark.slow
@pytest.mark.parametrize("name", [*KINDS_BY_FOLDER, *SINGLES])
def test_whatever_is_put_into_a_field_is_told_in_plain_words(name: str, first_files):
    kind = KINDS_BY_FOLDER[name].entity if name in KINDS_BY_FOLDER else SINGLES[name]
    data = next(data for file, data in first_files.items() if file.startswith((f"{name}/", f"{name}.yml")))
    wrong = []
    for at in places(data):
        for odd in ODD:
            fields_of_it = {**put(data, at, odd), "slug": "x", "file": "x"}
            try:
                kind.model_validate(fields_of_it)
            except ValidationError as error:
                messages = [message.message for message in find_messages(kind, error)]
                assert messages
                wrong += [
                    (at, odd, message) for message in messages if RAW.search(message) or len(message) > 400
                ]
    assert wrong[:5] == []


def test_an_error_that_nobody_foresaw_is_told_at_its_field(monkeypatch):
    text = (CONTENT / "people/carberry-josiah-s.yml").read_text(encoding="utf-8")
    kind = KINDS_BY_FOLDER["people"].entity

    def validate(data: Any, **options: Any) -> Any:
        if "orcid" in data:
            raise ZeroDivisionError("never seen before")
        return kind.__pydantic_validator__.validate_python(data, **options)

    monkeypatch.setattr(kind, "model_validate", validate)
    line = text[: text.index("orcid")].count("\n") + 1
    where = f"content/people/carberry-josiah-s.yml:{line}:8: orcid"
    told = f"{where}: this cannot be read (ZeroDivisionError: never seen before)"
    assert [*map(str, read_content(CONTENT).diagnostics)] == [told]


@pytest.mark.slow
def test_thousands_of_unknown_fields_are_told_soon(toy_copy: Path):
    with (toy_copy / "glossary/binder.yml").open("a", encoding="utf-8") as file:
        file.writelines(f"field-{number}: x\n" for number in range(3000))
    read_issue(CONTENT)
    started = time.process_time()
    told = find_mistakes(toy_copy).splitlines()
    assert time.process_time() - started < 1.5
    assert told[0].startswith("content/glossary/binder.yml:5:1: no field field-0 here")
    assert told[-1].endswith("(and 2,980 more mistakes in this file)")
    assert len(told) == 20
