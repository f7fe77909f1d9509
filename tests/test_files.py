import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from virtualissue.files import (
    OutputError,
    fill_folder,
    is_passed_over,
    list_files,
    read_record,
    refuse_foreign,
    replacing,
    settle_folder,
    swap_folders,
    write_files,
    write_record,
    write_whole,
)

NEW, OLD = "site.new", "site"


def fill(folder: Path, **files: str) -> Path:
    """A folder with a file for each name, an underscore in it for a slash."""
    for name, text in files.items():
        path = folder / name.replace("_", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def built(folder: Path, **files: str) -> Path:
    """A folder that a build filled."""
    write_record(fill(folder, **files), {name.replace("_", "/") for name in files})
    return folder


def texts(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in list_files(folder)}


# --- files -----------------------------------------------------------------------------------------------


def test_only_what_a_build_wrote_is_deleted(tmp_path: Path):
    lecturer = fill(tmp_path / "lecturer", exam="mine", old_notes="mine too")
    assert write_files({Path("answers.pdf"): b"1", Path("inner/more.pdf"): b"2"}, lecturer) == 2
    assert write_files({Path("answers.pdf"): b"3"}, lecturer) == 2
    assert texts(lecturer) == {"exam": "mine", "old/notes": "mine too", "answers.pdf": "3"}
    assert not (lecturer / "inner").exists()


def test_a_file_of_somebody_else_is_never_replaced(tmp_path: Path):
    folder = fill(tmp_path / "handout", exam="mine")
    with pytest.raises(OutputError, match="exam was not written by a build, but has the name of a file"):
        write_files({Path("exam"): b"ours", Path("more"): b""}, folder)
    assert texts(folder) == {"exam": "mine"}
    assert write_files({Path("exam"): b"mine"}, folder) == 0  # the very same bytes: nobody loses anything


def test_a_run_that_was_stopped_leaves_nothing_foreign(tmp_path: Path, monkeypatch):
    folder = tmp_path / "pages"

    def stop(path: Path, target: Path) -> Path:
        if target.name == "b":
            raise KeyboardInterrupt
        return replace(path, target)

    replace = Path.replace
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", stop)
        with pytest.raises(KeyboardInterrupt):
            write_files({Path("a"): b"1", Path("b"): b"2"}, folder, alone=True)
    assert write_files({Path("b"): b"3"}, folder, alone=True) == 2
    assert texts(folder) == {"b": "3"}


def test_what_systems_and_editors_leave_about_is_nobodys(tmp_path: Path):
    folder = fill(tmp_path / "pages", **{".DS": "", "Thumbs.db": "", "x.md~": "", ".git_HEAD": ""})
    assert write_files({Path("a"): b""}, folder, alone=True) == 1
    assert len(texts(folder)) == 5


@pytest.mark.parametrize(
    ("name", "passed"),
    [
        (".git", True), ("x.yml~", True), ("#x.yml#", True), ("x.yml.orig", True), ("4913", True),
        ("x.yml___jb_tmp___", True), ("Thumbs.db", True), ("desktop.ini", True), ("~$x.docx", True),
        ("x.yml", False), ("4914", False), ("thesis.tex", False), ("#x", False),
    ],
)  # fmt: skip
def test_whose_name_is_passed_over(name: str, passed: bool):
    assert is_passed_over(name) is passed


@pytest.mark.parametrize(
    "told", ["", "no JSON", "[]", '{"names": 3, "state": ""}', '{"names": ["../../x", "/x"], "state": ""}']
)
def test_a_record_that_no_build_can_have_left_deletes_nothing(told: str, tmp_path: Path):
    folder = fill(tmp_path / "a" / "pages", x="mine")
    (tmp_path / "x").write_text("mine")
    (tmp_path / "a" / ".pages.files").write_text(told)
    assert read_record(folder) == frozenset()
    write_files({Path("y"): b""}, folder)
    assert (tmp_path / "x").exists()
    assert (folder / "x").exists()


def test_a_folder_that_is_none_is_refused(tmp_path: Path):
    (tmp_path / "pages").write_text("mine")
    (tmp_path / "handout").symlink_to("nowhere")
    for name, message in (("pages", "is not a folder"), ("handout", "a broken link")):
        with pytest.raises(OutputError, match=message):
            write_files({Path("a"): b""}, tmp_path / name)
        with pytest.raises(OutputError, match=message):
            refuse_foreign(tmp_path / name)


def test_a_file_that_fails_leaves_no_half_of_it(tmp_path: Path):
    (tmp_path / "a").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_whole(tmp_path / "a", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_file_that_is_replaced_is_one_that_a_build_wrote(tmp_path: Path):
    bundle, kind = tmp_path / "x-1.zip", tmp_path / "bundles"
    for text in ("1", "2"):
        with replacing(bundle, kind) as aside:
            aside.write_text(text)
    with pytest.raises(ZeroDivisionError), replacing(bundle, kind) as aside:
        aside.write_text(str(1 // 0))
    assert bundle.read_text() == "2"
    (tmp_path / "mine.zip").write_text("mine")
    with pytest.raises(OutputError), replacing(tmp_path / "mine.zip", kind):
        pass
    assert sorted(path.name for path in tmp_path.iterdir()) == [".bundles.files", "mine.zip", "x-1.zip"]


def test_files_of_linked_folders_are_found_and_loops_end(tmp_path: Path):
    fill(tmp_path / "a", x="")
    fill(tmp_path / "elsewhere", y="")
    (tmp_path / "a/linked").symlink_to("../elsewhere")
    (tmp_path / "a/loop").symlink_to(".")
    (tmp_path / "elsewhere/back").symlink_to("../a")
    assert sorted(texts(tmp_path / "a")) == ["linked/y", "x"]


# --- folders ---------------------------------------------------------------------------------------------


def test_a_whole_new_site_takes_the_place_of_the_old_one(tmp_path: Path):
    site = built(tmp_path / OLD, index="old", gone="old")
    swap_folders(fill(tmp_path / NEW, index="new"), site)
    assert texts(site) == {"index": "new"}
    assert sorted(path.name for path in tmp_path.iterdir()) == [".site.files", "site"]


def test_the_first_site_needs_no_old_one(tmp_path: Path):
    swap_folders(fill(tmp_path / NEW, index="new"), tmp_path / OLD)
    assert texts(tmp_path / OLD) == {"index": "new"}


def test_what_others_put_into_the_site_moves_with_it(tmp_path: Path):
    site = built(tmp_path / OLD, index="old", a_page="old")
    fill(site, CNAME="mine", a_note="mine", **{".git_refs_head": "mine"})
    (site / ".git/objects").mkdir()
    swap_folders(fill(tmp_path / NEW, index="new", b_page="new"), site)
    mine = {"CNAME": "mine", "a/note": "mine", ".git/refs/head": "mine"}
    assert texts(site) == {"index": "new", "b/page": "new", **mine}
    assert (site / ".git/objects").is_dir()
    assert not (tmp_path / ".site.old").exists()


def test_a_folder_of_somebody_else_is_no_place_for_a_site(tmp_path: Path):
    site = fill(tmp_path / OLD, mywork_thesis="mine")
    with pytest.raises(
        OutputError, match="contains files that were not written by a build, such as mywork/thesis"
    ):
        swap_folders(fill(tmp_path / NEW, index="new"), site)
    assert texts(site) == {"mywork/thesis": "mine"}


def test_a_file_of_somebody_else_in_the_way_of_the_site_is_refused(tmp_path: Path):
    site = built(tmp_path / OLD, index="old")
    fill(site, page="mine")
    with pytest.raises(OutputError, match="page was not written by a build"):
        swap_folders(fill(tmp_path / NEW, index="new", page="new"), site)
    assert texts(site) == {"index": "old", "page": "mine"}


@pytest.mark.parametrize("kind", ["link", "mount"])
def test_a_site_that_cannot_be_moved_is_changed_file_by_file(kind: str, tmp_path: Path, monkeypatch):
    root, site = tmp_path / "root", tmp_path / OLD
    if kind == "link":
        site.symlink_to(fill(root, **{".well-known": "mine"}))
    else:
        fill(site, **{".well-known": "mine"})
        rename = Path.rename

        def refuse(path: Path, target: Path) -> Path:
            if path == site:
                raise OSError(16, "Device or resource busy", str(path))
            return rename(path, target)

        monkeypatch.setattr(Path, "rename", refuse)
    for files in ({"index": "1", "a_page": "1"}, {"index": "2", "b": "2"}, {"index": "3"}):
        swap_folders(fill(tmp_path / NEW, **files), site)
        assert texts(site) == {name.replace("_", "/"): text for name, text in files.items()} | {
            ".well-known": "mine"
        }
    assert site.is_symlink() == (kind == "link")
    assert not (tmp_path / NEW).exists()


@pytest.mark.parametrize(
    ("left", "stays"),
    [
        ((), None),
        (("site",), "site"),
        (("site", ".site.new.17"), "site"),
        ((".site.new.17", ".site.old"), ".site.old"),
        (("site", ".site.old"), "site"),
        ((".site.new.17",), None),
    ],
)
def test_what_an_interruption_left_is_put_right(left: tuple[str, ...], stays: str | None, tmp_path: Path):
    for name in left:
        fill(tmp_path / name, index=name)
    write_record(tmp_path / "site", {"index"})
    settle_folder(tmp_path / "site")
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ([".site.files", "site"] if stays else [".site.files"])
    if stays:
        assert texts(tmp_path / "site") == {"index": stays}


def test_what_others_put_into_a_site_survives_an_interruption(tmp_path: Path):
    fill(tmp_path / "site", index="new")
    fill(tmp_path / ".site.old", index="old", a_note="mine")
    write_record(tmp_path / "site", {"index"})
    settle_folder(tmp_path / "site")
    assert texts(tmp_path / "site") == {"index": "new", "a/note": "mine"}


def test_time_stamps_of_what_did_not_change_stay(tmp_path: Path):
    write_files({Path("a"): b"1", Path("b"): b"1"}, tmp_path / "x")
    for name in "ab":
        os.utime(tmp_path / "x" / name, (1, 1))
    write_files({Path("a"): b"1", Path("b"): b"2"}, tmp_path / "x")
    assert [(tmp_path / "x" / name).stat().st_mtime == 1 for name in "ab"] == [True, False]


def test_each_file_is_written_before_the_next_one_is_made(tmp_path: Path):
    def make() -> Iterator[tuple[Path, bytes]]:
        yield Path("inner/first.html"), b"1"
        assert (tmp_path / "inner/first.html").read_bytes() == b"1"
        yield Path("second.html"), b"2"

    fill_folder(tmp_path, make())
    assert (tmp_path / "second.html").read_bytes() == b"2"
