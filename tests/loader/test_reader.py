import re
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path
from unicodedata import normalize

import pytest

from tests import minimal
from tests.toy import CONTENT, copy_toy, find_mistakes, known_files, read_copy, read_toy
from virtualissue import words
from virtualissue.checks import check_content, check_issue
from virtualissue.diagnostics import ContentError
from virtualissue.loader.reader import ReadFiles, find_own, read_content, read_issue
from virtualissue.model.entities import Coverage
from virtualissue.model.kinds import KINDS, SINGLES


def write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_every_kind_of_file_is_read():
    issue = read_toy()
    assert [kind.name for kind in KINDS if not issue.of_kind(kind.name)] == []
    assert [name for name in SINGLES if not (CONTENT / f"{name}.yml").is_file()] == []
    assert issue.regions
    assert issue.course
    files = sorted(f"content/{path.relative_to(CONTENT).as_posix()}" for path in CONTENT.rglob("*.yml"))
    assert sorted(thing.file for thing in issue.entities()) == files


def test_collections_keep_the_order_of_the_editor_or_their_own():
    issue = read_toy()
    assert list(issue.families) == ["blues", "reds", "lakes"]
    assert list(issue.story) == ["the-palette", "at-the-mortar", "under-the-lamp"]
    assert [article.number for article in issue.articles.values()] == [1, 2, 3, 4, 5, 6]
    names = [technique.name for technique in issue.techniques.values()]
    assert names == sorted(names, key=str.casefold)


def test_fields_are_read_into_something_richer():
    issue = read_toy()
    article, fact = issue.articles["wren-2013"], issue.facts["azurite-grain-size"]
    assert article.coverage is Coverage.MENTIONED
    assert [type(piece).__name__ for piece in article.title.pieces].count("Formula") == 3
    assert (fact.amount.low, fact.amount.high) == (Decimal(15), Decimal(40))
    assert issue.front.day == date(2015, 2, 28)


def test_accents_apart_are_read_as_letters_that_have_them(tmp_path: Path):
    article = "title: {title}\nauthors:\n  - {name}\nyear: 2014\n"
    issues = []
    for number, (title, name) in enumerate(
        [
            ("Grün über Gelb", "Pérez-Łącka, Íñigo"),
            (normalize("NFD", "Grün über Gelb"), normalize("NFD", "Pérez-Łącka, Íñigo")),
            ('"Gru\\u0308n u\\u0308ber Gelb"', '"Pe\\u0301rez-Ła\\u0328cka, I\\u0301n\\u0303igo"'),
        ]
    ):
        content = shutil.copytree(minimal.CONTENT, tmp_path / str(number) / "content")
        write(content / "articles/perez-2014.yml", article.format(title=title, name=name))
        issues.append(read_issue(content))
    composed, *others = issues
    assert composed.articles["perez-2014"].title.source == "Grün über Gelb"
    assert "perez-lacka-inigo" in composed.authors_by_slug
    for issue in others:
        assert issue.articles == composed.articles
        assert [author.slug for author in issue.authors] == [author.slug for author in composed.authors]


@pytest.mark.parametrize("text", ["NO", "0.10", "2015-02-30", "4.0e-3", "12", "true", "1_000", "0x1F"])
def test_a_value_is_the_text_that_it_is_with_quotes_or_without(text: str, tmp_path: Path):
    content = shutil.copytree(minimal.CONTENT, tmp_path / "content")
    (content / "glossary").mkdir()
    for file, value in (("plain", text), ("quoted", f'"{text}"')):
        write(content / f"glossary/{file}.yml", f"term: {file}\nnames: [{value}]\ndefinition: |\n  A word.\n")
    terms = read_issue(content).terms
    assert terms["plain"].names[1:] == terms["quoted"].names[1:] == (text,)


@pytest.mark.parametrize(
    ("file", "old", "new", "again"),
    [
        ("facts/minium-firing.yml", '"820"', '"840"', {"facts/minium-firing.yml"}),
        ("articles/wren-2013.yml", "year: 2013", "year: 2014", {"articles/wren-2013.yml"}),
        # a name belongs to the vocabulary of all prose, which now has to link it
        (
            "glossary/binder.yml",
            "names: [",
            "names: [light, ",
            {"facts/minium-firing.yml", "story/the-palette.yml"},
        ),
    ],
)
def test_only_what_a_change_can_concern_is_read_again(
    file: str, old: str, new: str, again: set[str], toy_copy: Path
):
    known = known_files()
    before = {source.file.partition("/")[2]: entity for source, entity in known.entities.items()}
    text = (toy_copy / file).read_text(encoding="utf-8")
    write(toy_copy / file, text.replace(old, new))
    reading = read_content(toy_copy, known=known)
    after = {source.file.partition("/")[2]: entity for source, entity in known.entities.items()}
    fresh = {name for name, entity in after.items() if entity is not before[name]}
    assert again <= fresh
    assert len(fresh) in (1, len(after))
    assert reading.issue
    assert [*reading.issue.entities()] == [*read_issue(toy_copy).entities()]
    assert [*reading.issue.entities()] != [*read_toy().entities()]


def test_a_label_that_another_file_changes_is_not_remembered(toy_copy: Path):
    known = known_files()
    assert read_toy().articles["quill-2014"].plain.endswith("2014")
    text = (toy_copy / "articles/quill-2014.yml").read_text(encoding="utf-8")
    text = re.sub("^(number|doi|pmid):.*\n", "", text, flags=re.MULTILINE)
    write(toy_copy / "articles/quill-2014-2.yml", text)
    second = read_content(toy_copy, known=known).issue
    assert second
    labels = {second.articles[slug].plain[-5:] for slug in ("quill-2014", "quill-2014-2")}
    assert labels == {"2014a", "2014b"}


def test_changed_words_of_a_language_are_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = Path(shutil.copytree(words.FOLDER, tmp_path / "words"))
    monkeypatch.setattr(words, "FOLDER", folder)
    known = ReadFiles()
    read_content(CONTENT, known=known)
    before = {*map(id, known.entities.values())}
    assert known.vocabulary
    assert known.vocabulary.words.texts
    english = (folder / "en.yml").read_text(encoding="utf-8")
    write(folder / "en.yml", re.sub("^element_li:.*$", "element_li: lithion", english, flags=re.MULTILINE))
    read_content(CONTENT, known=known)
    assert known.vocabulary.words["element_li"] == "lithion"
    assert before.isdisjoint(map(id, known.entities.values()))


def test_every_mistake_of_form_is_told_at_once_in_the_order_of_files_and_lines(toy_copy: Path):
    write(toy_copy / "glossary/oil.yml", "term: [oil]\ndefinition: |\n  A `Zz3`\n  and `\n")
    write(toy_copy / "glossary/egg.yml", "term: egg: white\n")
    write(toy_copy / "themes/notes.txt", "")
    assert [line.partition(": ")[0] for line in find_mistakes(toy_copy).splitlines()] == [
        "content/glossary/egg.yml:1:10",
        "content/glossary/oil.yml:1:7",
        "content/glossary/oil.yml:3:6",
        "content/glossary/oil.yml:4:7",
        "content/themes/notes.txt:0:0",
    ]


def test_every_mistake_between_files_is_told_at_once(toy_copy: Path):
    (toy_copy / "articles/quill-2014.yml").unlink()
    (toy_copy / "facts/works-organic.yml").unlink()
    files = [line.partition(":")[0] for line in find_mistakes(toy_copy).splitlines()]
    assert set(files) >= {
        "content/story/under-the-lamp.yml",
        "content/story/the-palette.yml",
        "content/techniques/xrf.yml",
        "content/issue.yml",
    }


@pytest.mark.parametrize("page", ["home", "numbers", "about"])
def test_pages_that_are_made_of_a_text_need_it(page: str):
    issue = read_toy()
    others = {slug: text for slug, text in issue.pages.items() if slug != page}
    with pytest.raises(ContentError, match=rf"the page {page} has no text \(write pages/{page}.yml\)"):
        check_issue(issue.with_collections(pages=others), CONTENT)


def test_without_its_front_there_is_no_issue(toy_copy: Path, tmp_path: Path):
    (toy_copy / "issue.yml").unlink()
    assert find_mistakes(toy_copy) == "content/issue.yml:0:0: this file is missing\n"
    assert find_mistakes(tmp_path / "nowhere") == f"{tmp_path / 'nowhere'}:0:0: there is no such folder\n"


def test_labels_that_would_be_equal_have_letters(toy_copy: Path):
    for slug in ("quill-2014", "holm-2014", "brandt-2013"):
        path = toy_copy / f"articles/{slug}.yml"
        text = re.sub(r"authors:\n(  - .*\n)+", "authors: [Doe]\n", path.read_text(encoding="utf-8"))
        path.write_text(text, encoding="utf-8")
    articles = read_copy(toy_copy).articles
    labels = [articles[slug].plain for slug in ("brandt-2013", "holm-2014", "quill-2014", "lacka-2011")]
    assert labels == ["Doe, 2013", "Doe, 2014a", "Doe, 2014b", "Łącka and Brandt, 2011"]


OWN_PROBLEM = """\
title: A pot of our own
minutes: 5
ask: How many pots are there?
givens:
  n: {name: pots, symbol: n, value: "2"}
answers:
  p: {name: all pots, symbol: p, is: 2 * n}
solution: Double the number.
note: Ask who made the pots.
scheme:
  - {points: 1, for: "All: {answer:p}"}
"""


def add_own(folder: Path, **files: str) -> Path:
    """A folder `own` beside content/ with problems of a lecturer."""
    own = folder / "own"
    (own / "problems").mkdir(parents=True)
    for name, text in files.items():
        (own / "problems" / f"{name}.yml").write_text(text, encoding="utf-8")
    return own


def test_problems_of_a_lecturer_follow_those_of_the_issue(tmp_path):
    own, content = add_own(tmp_path, pots=OWN_PROBLEM), copy_toy(tmp_path)
    issue = check_content(content, own=own, known=known_files())
    assert list(issue.problems) == [*read_toy().problems, "pots"]
    assert find_own(content) == own
    assert find_own(CONTENT) is None


def test_problems_of_a_lecturer_follow_those_that_no_list_orders(tmp_path):
    own, content = add_own(tmp_path, pots=OWN_PROBLEM), copy_toy(tmp_path)
    course = content / "course.yml"
    lines = course.read_text(encoding="utf-8").splitlines(keepends=True)
    course.write_text("".join(line for line in lines if not line.startswith("problems:")), encoding="utf-8")
    issue = check_content(content, own=own, known=known_files())
    assert list(issue.problems) == [*read_copy(content).problems, "pots"]


def test_content_in_a_folder_named_own_is_nothing_that_a_lecturer_adds(tmp_path):
    content = copy_toy(tmp_path).rename(tmp_path / "own")
    assert find_own(content) is None
    course = content / "course.yml"
    course.write_text(course.read_text("utf-8").replace("[oven, ", "["), "utf-8")
    assert "oven is missing from the list of problems" in find_mistakes(content)


def test_what_is_wrong_with_files_of_a_lecturer_is_told(tmp_path):
    taken = next(iter(read_toy().problems))
    own = add_own(tmp_path, pots=OWN_PROBLEM.replace("minutes: 5", "minutes: 0"), **{taken: OWN_PROBLEM})
    (own / "essays").mkdir()
    (own / "essays" / "pots.yml").write_text("title: Pots\n", encoding="utf-8")
    with pytest.raises(ContentError) as wrong:
        check_content(CONTENT, own=own, known=known_files())
    told = {one.file: (one.line, one.message) for one in wrong.value.diagnostics}
    assert told == {
        "own/problems/pots.yml": (2, "minutes: 0 is too small (the smallest value is 1)"),
        f"own/problems/{taken}.yml": (
            0,
            "the issue has a file of this name in course/problems; give it another name",
        ),
        "own/essays/pots.yml": (
            0,
            "this is no .yml file in one of the folders guides, plans, problems, questions",
        ),
    }
