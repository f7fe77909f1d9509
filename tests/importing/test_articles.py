"""Works that are imported into a folder of content: new files, merged records, editors' files that stay."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from virtualissue.authoring.content_schemas import modeline
from virtualissue.importing.command import import_files
from virtualissue.importing.files import ImportFileError

RED = "@article{holm14, title = {Red Lead}, author = {Holm, Bjørg}, year = 2014, doi = {10.5555/red}}"
BLUE = "@article{wren, title = {Blue}, author = {Wren, T.}, year = 2013, journal = {J. Red}}"


def run(folder: Path, *texts: str, suffix: str = ".bib") -> str:
    files = []
    for number, text in enumerate(texts):
        files.append(folder.parent / f"refs{number or ''}{suffix}")
        files[-1].write_text(text, encoding="utf-8")
    folder.mkdir(exist_ok=True)
    return import_files(files, folder, "content/articles")


def read_all(folder: Path) -> dict[str, str]:
    """The text of each article, without the line that names its schema."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted((folder / "articles").glob("*"))}
    return {slug: text.removeprefix(f"{modeline('article')}\n") for slug, text in texts.items()}


def section(report: str, heading: str) -> Sequence[str]:
    found = [part for part in report.split("\n\n") if part.startswith(heading)]
    return [line.strip() for line in found[0].split("\n")[1:]] if found else []


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return tmp_path / "content"


def test_each_work_has_a_file(content: Path):
    report = run(content, RED + BLUE)
    assert read_all(content) == {
        "holm-2014": "title: Red Lead\nauthors:\n  - Holm, Bjørg\nyear: 2014\ndoi: 10.5555/red\n"
        "citation_keys: [holm14]\n",
        "wren-2013": "title: Blue\nauthors:\n  - Wren, T.\njournal: J. Red\nyear: 2013\n"
        "citation_keys: [wren]\n",
    }
    assert report == "2 records read, 2 articles written to content/articles."
    text = (content / "articles" / "holm-2014.yml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../.schemas/article.json\ntitle: Red Lead\n")


def test_works_of_one_author_and_year_have_letters(content: Path):
    texts = [f"@article{{a{n}, title = {{Red {n}}}, author = {{Łącka, Z.}}, year = 2014}}" for n in range(3)]
    run(content, "\n".join(texts))
    assert list(read_all(content)) == ["lacka-2014", "lacka-2014b", "lacka-2014c"]


def test_what_has_no_field_stands_in_the_file_as_a_comment(content: Path):
    run(
        content,
        "@misc{a, title={R}, author={Holm, B.}, year=2014, url={http://a.b}, colour={red},\n pages={ASAP}}",
    )
    assert read_all(content)["holm-2014"].endswith(
        "citation_keys: [a]\n# Also in refs.bib, line 1:\n# colour: red\n# pages: ASAP\n"
    )


def test_importing_again_changes_nothing(content: Path):
    run(content, RED + BLUE)
    before = read_all(content)
    report = run(content, RED + BLUE)
    assert read_all(content) == before
    assert report == "2 records read, 0 articles written to content/articles, 2 unchanged."


EDITED = """\
# Bjørg's first paper
title: Red Lead, in Words of My Own  # ours
authors: [
  "Holm, Bjørg",
]
year: 2014
keep: this

# About it
summary: |
  It was good.

  Very good.
"""


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_an_editors_file_gets_what_it_lacks_and_is_else_as_it_was(content: Path, ending: str):
    path = content / "articles" / "my-name.yml"
    path.parent.mkdir(parents=True)
    path.write_bytes((EDITED + "citation_keys: [old, holm14]\n").replace("\n", ending).encode())
    report = run(content, RED.replace("year = 2014", "year = 2015, volume = 3"))
    expected = EDITED.replace("year: 2014\n", "year: 2014\nvolume: 3\ndoi: 10.5555/red\n")
    assert path.read_bytes() == (expected + "citation_keys: [old, holm14]\n").replace("\n", ending).encode()
    assert section(report, "Added") == ["content/articles/my-name.yml: volume, doi added from refs.bib:1"]
    assert section(report, "Different") == [
        "content/articles/my-name.yml:2: stays as it is; refs.bib:1 has title: Red Lead",
        "content/articles/my-name.yml:6: stays as it is; refs.bib:1 has year: 2015",
    ]


@pytest.mark.parametrize(
    "record",
    ["title: R\nauthors:\n  - Holm, B.\n  # and others\n\nyear: 2014  # y\n",
     "title: >-\n  R\n  S\n\nauthors: [{family: Holm, given: B.}]\nyear: 2014\n",
     "year: 2014\nauthors:\n  - family: Holm\n    given: B.\ntitle: |\n  R\n\n"],
)  # fmt: skip
def test_fields_are_added_behind_the_record_whatever_its_form(content: Path, record: str):
    path = content / "articles" / "holm14.yml"
    path.parent.mkdir(parents=True)
    path.write_text(f"{record}summary: Good.\n", encoding="utf-8")
    run(content, RED)
    text = path.read_text(encoding="utf-8")
    assert text.replace("doi: 10.5555/red\n", "") == f"{record}summary: Good.\n"
    lines = text.split("\n")
    assert lines[lines.index("doi: 10.5555/red") + 1 :][-2:] == ["summary: Good.", ""]


def test_a_key_that_is_new_joins_those_that_are_known(content: Path):
    run(content, RED)
    run(content, RED.replace("holm14", "Holm:2014"))
    assert "citation_keys: [holm14, Holm:2014]\n" in read_all(content)["holm-2014"]


@pytest.mark.parametrize(
    ("other", "by"),
    [
        ("title = {Another}, doi = {10.5555/RED}", "DOI"),
        ("title = {Red lead}, year = 2014", "title and year"),
        ("title = {Another}, eprint = {2101.01234v2}", "arXiv identifier"),
    ],
)
def test_a_work_met_twice_is_one(content: Path, other: str, by: str):
    first = RED.replace("year = 2014", "year = 2014, eprint = {2101.01234}")
    second = f"@article{{second, author = {{Holm, B.}}, {other}, volume = 7}}"
    report = run(content, first, second)
    (text,) = read_all(content).values()
    assert "volume: 7\n" in text
    assert "citation_keys: [holm14, second]\n" in text
    assert section(report, "One work")[0].startswith(
        f"refs1.bib:1 second is the work of refs.bib:1 holm14 (same {by})"
    )


def test_a_preprint_is_called_so(content: Path):
    run(
        content,
        "@misc{p, title={Red}, author={Holm, B.}, eprint={2101.01234}, archivePrefix={arXiv}, year=2013}",
    )
    assert "type: preprint\n" in read_all(content)["holm-2013"]
    assert "Different in" not in run(
        content, "@misc{p, title={Red}, author={Holm, B.}, eprint={2101.01234}, year=2013}"
    )


def test_the_published_version_of_a_preprint_gives_the_fields(content: Path):
    preprint = "@article{p, title={Red}, author={Holm, B.}, eprint={2101.01234}, year=2013}"
    report = run(
        content, preprint + preprint.replace("{p,", "{q, journal = {J. Red},").replace("2013", "2014")
    )
    (text,) = read_all(content).values()
    assert ("type:" in text, "year: 2014" in text, "citation_keys: [p, q]" in text) == (False, True, True)
    assert section(report, "One work")[0].endswith("of year, those of line 1 are taken")


def test_identifiers_that_differ_are_different_works(content: Path):
    run(content, RED + RED.replace("10.5555/red", "10.5555/erratum").replace("holm14", "again"))
    assert len(read_all(content)) == 2


def test_two_works_under_one_key_are_two(content: Path):
    report = run(content, RED + "\n" + BLUE.replace("wren", "holm14"))
    assert list(read_all(content)) == ["holm-2014", "wren-2013"]
    assert section(report, "Not well formed") == [
        "refs.bib:2: holm14: the key stands on line 1 as well; both entries are read"
    ]
    assert "2 unchanged" in run(content, RED + "\n" + BLUE.replace("wren", "holm14"))


def test_a_key_is_enough_only_where_something_else_agrees(content: Path):
    path = content / "articles" / "mine.yml"
    path.parent.mkdir(parents=True)
    fields = 'title: My Words\nauthors: ["Holm, B."]\nyear: 2014\ncitation_keys: [k]\n'
    path.write_text(fields, encoding="utf-8")
    run(content, "@misc{k, title={Red}, author={Holm, Bjørg}, year=2014, volume=3}")
    assert "volume: 3\n" in read_all(content)["mine"]
    run(content, "@misc{k, title={Blue}, author={Wren, T.}, year=2013}")
    assert list(read_all(content)) == ["mine", "wren-2013"]


def test_a_file_of_content_that_cannot_be_read_is_told_and_stays(content: Path):
    path = content / "articles" / "holm-2014.yml"
    path.parent.mkdir(parents=True)
    path.write_text("title: [\n", encoding="utf-8")
    report = run(content, RED)
    assert path.read_text(encoding="utf-8") == "title: [\n"
    assert list(read_all(content)) == ["holm-2014", "holm-2014b"]
    assert section(report, "Files of content")[0].startswith(
        "content/articles/holm-2014.yml:1:8: not valid YAML"
    )


def test_everything_that_is_told_has_its_section(content: Path):
    text = """@article{a, title = {Red}, author = {Holm, B.; Doe, J.}, year = {19uu},
      file = {x}, abstract = {L},
      this is no field
      volume = 3,
      note = {Mine}}"""
    report = run(content, text)
    assert section(report, "Not well formed") == [
        "refs.bib:3: a: this is not a field, so it is not read: this is no field"
    ]
    assert section(report, "Not understood") == ["refs.bib:1: date: 19uu: read as no date"]
    assert section(report, "Mended") == [
        "refs.bib:1: author: the names are divided by semicolons; each is read as a name"
    ]
    assert section(report, "Without a field") == ["refs.bib:5: note: Mine"]
    assert section(report, "Not kept") == ["abstract: refs.bib:2"]
    assert section(report, "Left out") == ["file 1"]


@pytest.mark.slow
def test_abstracts_are_told_once_and_not_kept(content: Path):
    entries = (
        f"@article{{a{year}, title = {{Red {year}}}, author = {{Holm, B.}}, year = {year}, abstract = {{L}}}}"
        for year in range(1900, 1950)
    )
    report = run(content, "\n".join(entries))
    assert section(report, "Not kept") == ["abstract: 50 times, first in refs.bib:1"]
    assert "Without a field" not in report
    texts = [path.read_text(encoding="utf-8") for path in (content / "articles").glob("*.yml")]
    assert not any("abstract" in text for text in texts)


@pytest.mark.parametrize(
    ("name", "content_of", "message"),
    [
        ("a.txt", b"hello", "a.txt is not in a known format: .bib, .bibtex, .ris, .nbib, .json"),
        ("gone.bib", None, "cannot be read: no such file or directory"),
    ],
)
def test_a_file_that_cannot_be_imported(tmp_path: Path, name: str, content_of: bytes | None, message: str):
    if content_of is not None:
        (tmp_path / name).write_bytes(content_of)
    with pytest.raises(ImportFileError, match=message):
        import_files([tmp_path / name], tmp_path, "articles")


def test_a_folder_that_is_none(tmp_path: Path):
    with pytest.raises(ImportFileError, match="begins one"):
        import_files([tmp_path / "a.bib"], tmp_path / "lost", "articles")
    with pytest.raises(ImportFileError, match="There is nothing to import"):
        import_files([], tmp_path, "articles")


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (RED.encode("utf-8-sig"), "utf-8 with a mark"), (RED.encode("utf-16"), "utf-16"),
        (RED.encode("latin-1"), "latin-1"), (RED.replace(" ", "\r\n").encode(), "line ends"),
        (RED.replace("Red Lead", "Re\xadd\u00a0Lead").encode(), "signs that are not seen"),
        (RED.replace("ø", "o\u0338").replace("o\u0338", "ø").encode(), "accents"),
    ],
)  # fmt: skip
def test_encodings(tmp_path: Path, raw: bytes, name: str):
    (tmp_path / "refs.txt").write_bytes(raw)
    report = import_files([tmp_path / "refs.txt"], tmp_path, "articles")
    assert read_all(tmp_path)["holm-2014"].startswith("title: Red Lead\nauthors:\n  - Holm, Bjørg\n")
    assert ("is not UTF-8 text" in report) == (name == "latin-1")


@pytest.mark.slow
def test_many_entries_are_imported_in_time_that_grows_with_their_number(tmp_path: Path):
    from time import process_time  # noqa: PLC0415 (only this test measures)

    def measure(count: int) -> float:
        folder = tmp_path / str(count)
        folder.mkdir()
        entry = (
            "@article{{k{0}, title = {{Shade {0} of $\\\\mu$ Red}}, author = {{Holm{1}, B. and Doe, Jane}}, "
            "year = {{{2}}}, journal = {{J. Red}}, doi = {{10.5555/{0}}}, pages = {{{0}--{0}9}}}}"
        )
        entries = "\n".join(entry.format(n, n % 97, 1950 + n % 70) for n in range(count))
        started = process_time()
        run(folder / "content", entries)
        assert len(read_all(folder / "content")) == count
        return process_time() - started

    assert measure(1200) < 12 * max(measure(300), 0.05)


@pytest.mark.parametrize(
    ("written", "completed"),
    [
        ("citation_keys: [old]\n", "citation_keys: [old, holm14]\n"),
        ("citation_keys:\n  [old,\n   older]\n", "citation_keys:\n  [old, older, holm14]\n"),
        ("citation_keys:\n  - old\n", "citation_keys:\n  - old\n  - holm14\n"),
        ("citation_keys:\n- old  # of Jane\n\n", "citation_keys:\n- old  # of Jane\n- holm14\n\n"),
    ],
)
def test_a_new_key_is_added_however_the_keys_are_listed(content: Path, written: str, completed: str):
    run(content, RED)
    record = "title: Red Lead\nauthors: ['Holm, Bjørg']\nyear: 2014\n"
    path = content / "articles" / "holm-2014.yml"
    path.write_text(f"{record}{written}finding: It is red.\n", encoding="utf-8")
    report = run(content, RED)
    expected = f"{record}doi: 10.5555/red\n{completed}finding: It is red.\n"
    assert path.read_text(encoding="utf-8") == expected
    assert section(report, "Added to") == [
        "content/articles/holm-2014.yml: doi, citation_keys added from refs.bib:1"
    ]
    assert "1 unchanged" in run(content, RED)
