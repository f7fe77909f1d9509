"""References that are taken along: copied, saved, and selected in lists; from a server and from disk."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Download, Page, expect

from tests.browser.axe import find_violations
from tests.browser.watch import at_peace
from tests.conftest import NewPage, Screen, Serve
from tests.toy import read_toy
from virtualissue.exports.records import find_record_files

ARTICLE = "articles/lacka-2011.html"
BOTH = pytest.mark.parametrize("base", ["server", "disk"], indirect=True)


@pytest.fixture
def base(request: pytest.FixtureRequest, serve: Serve, toy_site: Path) -> str:
    """Where the site of the toy is: on a server, unless a test asks for the disk."""
    return toy_site.as_uri() if getattr(request, "param", "") == "disk" else serve(toy_site)


def read_clipboard(page: Page) -> str:
    """What was copied, pasted into a field of its own."""
    field = "const t = document.createElement('textarea'); document.body.append(t); t.focus();"
    page.evaluate(f"() => {{ {field} }}")
    page.keyboard.press("Control+V")
    text: str = page.evaluate("() => document.activeElement.value")
    page.evaluate("() => document.activeElement.remove()")
    return text


def read_download(download: Download) -> str:
    return Path(download.path()).read_text(encoding="utf-8")


@BOTH
@pytest.mark.parametrize("address", [ARTICLE, "articles/wren-2013.html"])  # whose title has fixed spaces
def test_a_record_is_copied_as_it_is(new_page: NewPage, base: str, address: str):
    page = new_page()
    page.goto(f"{base}/{address}")
    for file in find_record_files(read_toy())[address]:
        page.locator(".vi-record-file summary", has_text=file.form.name).click()
        page.get_by_role("button", name=f"Copy {file.form.name}").click()
        expect(page.locator(".vi-copy-status")).to_have_text(f"Copied {file.form.name}")
        assert read_clipboard(page).rstrip() == file.text.rstrip()


def test_a_reference_is_copied_with_its_formulas(new_page: NewPage, base: str):
    page = new_page()
    page.goto(f"{base}/{ARTICLE}")
    page.get_by_role("button", name="Copy the reference in APA Style 7th edition").click()
    expect(page.get_by_role("status").filter(has_text="Copied the reference in APA")).to_be_visible()
    assert read_clipboard(page).startswith(
        "Łącka, Z., & Brandt, I. M. (2011). Grain Size and Shade of Azurite, Cu₃(CO₃)₂(OH)₂, in Egg Tempera."
    )


@BOTH
@pytest.mark.parametrize("address", ["families/reds.html", "references.html"])
def test_the_records_of_a_list_are_copied_as_its_files_have_them(new_page: NewPage, base: str, address: str):
    page = new_page()
    page.goto(f"{base}/{address}")
    for file in find_record_files(read_toy())[address]:
        page.get_by_role("button", name=f"Copy {file.form.name}").click()
        expect(page.locator(".vi-save").get_by_role("status")).to_have_text(f"Copied {file.form.name}")
        assert read_clipboard(page).rstrip() == file.text.rstrip()


@BOTH
def test_a_file_is_saved_by_a_link(new_page: NewPage, base: str):
    page = new_page(java_script_enabled=False)
    page.goto(f"{base}/{ARTICLE}")
    for file in find_record_files(read_toy())[ARTICLE]:
        link = page.locator(".vi-save").get_by_role("link", name=file.form.name)
        assert link.get_attribute("download") is not None
        assert link.get_attribute("href") == file.name


def test_without_script_there_is_nothing_dead(new_page: NewPage, base: str):
    page = new_page(java_script_enabled=False)
    page.goto(f"{base}/{ARTICLE}")
    expect(page.locator(".vi-cite-panel")).to_be_visible()
    expect(page.locator(".vi-cite-panel :is(button, input):visible")).to_have_count(0)
    page.locator(".vi-record-file summary").first.click()  # which the browser opens by itself
    expect(page.locator("#cite-bib")).to_contain_text("@article{lacka-2011,")
    page.goto(f"{base}/articles.html")
    expect(page.locator(".vi-select")).to_have_count(0)


@BOTH
def test_a_selection_is_kept_over_pages_and_saved(new_page: NewPage, base: str):
    page = new_page()
    page.goto(f"{base}/families/reds.html")
    expect(page.locator(".vi-selection")).to_be_hidden()
    page.get_by_label("Select Under the Lamp").check()
    page.goto(f"{base}/articles.html")
    page.get_by_label("Select From Yellow to Red").check()
    bar = page.get_by_role("region", name="Selected references")
    expect(bar.get_by_role("status")).to_have_text("2 selected")
    for name, keys in (("BibTeX", "@article{{{},"), ("RIS", "ID  - {}"), ("CSL-JSON", '"id": "{}"')):
        with page.expect_download() as saving:
            bar.get_by_role("button", name=f"Save the selected references as {name}").click()
        text = read_download(saving.value)
        assert [keys.format(slug) in text for slug in read_toy().articles] == [
            slug in ("holm-2014", "sorby-2012") for slug in read_toy().articles
        ]
        expect(bar.get_by_role("status")).to_have_text(f"Saved {saving.value.suggested_filename}")
    assert [item["id"] for item in json.loads(text)] == ["sorby-2012", "holm-2014"]
    bar.get_by_role("button", name="Clear").click()
    expect(bar).to_be_hidden()
    page.goto(f"{base}/references.html")
    expect(page.locator(".vi-select input:checked")).to_have_count(0)


def test_selected_references_are_copied_in_their_order(new_page: NewPage, base: str):
    page = new_page()
    page.goto(f"{base}/references.html")
    for label in ("Select Under the Lamp", "Select Grain Size and Shade"):
        page.get_by_label(label).check()
    page.get_by_role("button", name="Copy the selected references").click()
    expect(page.locator(".vi-selection").get_by_role("status")).to_have_text("Copied 2 references")
    first, second = filter(None, read_clipboard(page).splitlines())
    assert first.startswith("Łącka, Z.; Brandt, I. M. Grain Size and Shade of Azurite, Cu₃(CO₃)₂(OH)₂")
    assert second.startswith("Holm, B.; Łukasik, E.")


def test_a_selection_works_by_keyboard_and_gives_the_focus_back(new_page: NewPage, base: str):
    page = new_page()
    page.goto(f"{base}/references.html")
    box = page.get_by_label("Select Grain Size and Shade")
    box.focus()
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    page.get_by_role("button", name="Clear the selection").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".vi-selection")).to_be_hidden()
    expect(box).to_be_focused()


def test_what_is_stored_may_be_anything(new_page: NewPage, base: str):
    page = new_page()
    page.goto(f"{base}/references.html")
    for stored in ("null", "{", '"wren-2013"', '{"a": 1}', '["gone-2001", "wren-2013"]'):
        page.evaluate("text => localStorage.setItem('pigments.selection', text)", stored)
        page.reload()
        expected = ["wren-2013"] if stored.startswith("[") else []
        found = page.locator(".vi-select input:checked").evaluate_all("boxes => boxes.map(b => b.value)")
        assert found == expected, stored


def test_a_selection_needs_no_storage(new_page: NewPage, base: str):
    page = new_page()
    closed = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('closed'); } });"
    with page.add_init_script(closed):  # the next test that borrows the page has its storage again
        page.goto(f"{base}/references.html")
        page.get_by_label("Select Grain Size and Shade").check()
        expect(page.locator(".vi-selection").get_by_role("status")).to_have_text("1 selected")


@pytest.mark.parametrize("screen", ["desktop", "phone"])
def test_panel_and_bar_are_accessible(new_page: NewPage, base: str, screen: Screen):
    page = new_page(screen)
    with at_peace(page, base):
        page.goto(f"{base}/{ARTICLE}")
        page.get_by_label("Select this reference").check()
        for summary in page.locator(".vi-record-file summary").all():
            summary.click()
        page.evaluate("scrollTo(0, 0)")
        assert find_violations(page) == []
        window, bar = page.viewport_size, page.locator(".vi-selection").bounding_box()
        assert window
        assert bar
        assert 0 <= bar["x"] <= bar["x"] + bar["width"] <= window["width"]
        page.goto(f"{base}/articles.html")
        assert find_violations(page) == []
