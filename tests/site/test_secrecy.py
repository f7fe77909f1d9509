"""What is meant for lecturers alone stands nowhere in the site or in the bundle, PDFs included."""

import re
from functools import cache
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

from tests.sites import TOY, Sites
from tests.toy import read_toy
from virtualissue.model.course import Problem
from virtualissue.model.issue import Issue
from virtualissue.text.prose import Text
from virtualissue.views.answers import solve


def find_secrets(problem: Problem) -> list[str]:
    """A stretch of plain words from the solution and from the note for teachers."""
    proses = filter(None, (problem.solution, problem.note))
    runs = [max((t.text for t in prose.tokens if isinstance(t, Text)), key=len) for prose in proses]
    return [" ".join(run.split())[:40] for run in runs]


def squeezed(text: str) -> str:
    """Without white space and hyphens: where lines break says nothing."""
    return re.sub(r"[\s\xad-]+", "", text)


def read_words(folder: Path) -> str:
    """All that the files of a folder say."""
    return "".join(squeezed(read_file(path)) for path in folder.rglob("*") if path.is_file())


def read_file(path: Path) -> str:
    """What a file says in words; of the papers a handout is printed on, one is enough."""
    if path.suffix == ".pdf":
        return read_print(path.read_bytes()) if "-a4" in path.name else ""
    return path.read_text(encoding="utf-8") if path.suffix not in {".png", ".gz", ".zip", ".ico"} else ""


@cache
def read_print(pdf: bytes) -> str:
    """The text of a PDF, read once for all places where the same one lies."""
    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def assert_secret(issue: Issue, answer: tuple[str, str], folders: list[Path]) -> None:
    """No folder says what is meant for lecturers alone, though each says what is asked.

    `answer` names a problem and one of its answers, of which no other text of the issue can speak.
    """
    problem, name = answer
    computed = solve(issue.problems[problem], issue).answers[name].text
    words = (secret for problem in issue.problems.values() for secret in find_secrets(problem))
    secrets = {squeezed(secret) for secret in (computed, *words)}
    asked = {squeezed(problem.ask.sentences[0].text) for problem in issue.problems.values()}
    assert len(secrets) > len(asked) > 0
    for folder in folders:
        public = read_words(folder)
        assert [question for question in asked if question in public], folder
        assert [secret for secret in secrets if secret in public] == [], folder
        assert not any("lecturer" in path.name for path in folder.rglob("*"))


def test_no_answer_leaves_the_lecturers_edition(sites: Sites, moved: Path) -> None:
    assert_secret(read_toy(), ("oven", "days"), [sites(TOY), sites.unpacked(moved)])
