"""Pages open in a browser: no error, no request elsewhere, no scrolling sideways."""

from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.watch import Watch, open_folds
from tests.conftest import SCREENS, NewPage, Screen, Serve
from tests.samples import KINDS, Choose, example
from tests.sites import pages_of

WIDTH = SCREENS["phone"]["viewport"]["width"]
# What a reader came for is on a few screens; those that may be longer have their sections or letters at hand.
MOST_SCREENS: dict[Screen, float] = {"desktop": 6, "phone": 12}
LONG = ("story.html", "glossary.html", "references.html")
PHONE = 640  # px, the height of a small phone's window


def find_faults(page: Page, origin: str, addresses: Sequence[str]) -> list[str]:
    """Opens page after page on a phone; returns what goes wrong on them."""
    large = []
    with Watch(page, origin) as watch:
        for address in addresses:
            page.goto(f"{origin}/{address}")
            if (screens := count_screens(page)) > MOST_SCREENS["phone"] and address not in LONG:
                large.append(f"{address}: {screens:.1f} screens")
            open_folds(page)
            if (width := page.evaluate("document.documentElement.scrollWidth")) > WIDTH:
                large.append(f"{address}: {width} px wide")
        page.wait_for_load_state("networkidle")
    return [*watch.errors, *watch.strays, *large]


def count_screens(page: Page) -> float:
    """How many screens high a page is."""
    screens: float = page.evaluate("document.documentElement.scrollHeight / innerHeight")
    return screens


def find_long_pages(page: Page, origin: str, addresses: Sequence[str]) -> dict[str, float]:
    """Pages that are too long for a desktop, and how many screens they have."""
    counts = {}
    for address in addresses:
        if address not in LONG:
            page.goto(f"{origin}/{address}")
            counts[address] = count_screens(page)
    return {address: screens for address, screens in counts.items() if screens > MOST_SCREENS["desktop"]}


def find_printed_families(site: Path) -> list[str]:
    """The families that have a handout."""
    (booklet,) = (site / "handout").glob("*-booklet-a4.pdf")
    stem = booklet.name.removesuffix("booklet-a4.pdf")
    families = sorted(path.stem for path in (site / "families").glob("*.html"))
    return [slug for slug in families if (site / "handout" / f"{stem}{slug}-a4.pdf").is_file()]


def find_hidden_prints(page: Page, origin: str, families: Sequence[str]) -> dict[str, float | None]:
    """Families whose PDF is not offered on the first screen -> where its link ends, if there is one."""
    ends = {}
    for slug in families:
        page.goto(f"{origin}/families/{slug}.html")
        box = page.locator(".vi-panel .vi-prints a").first.bounding_box()
        ends[slug] = box["y"] + box["height"] if box else None
    return {slug: end for slug, end in ends.items() if end is None or end > PHONE}


def test_pages_open_without_a_fault(toy_site: Path, serve: Serve, new_page: NewPage, samples: Choose) -> None:
    assert find_faults(new_page("phone"), serve(toy_site), samples(toy_site)) == []


def test_no_kind_of_page_is_long_on_a_desktop(toy_site: Path, serve: Serve, new_page: NewPage) -> None:
    addresses = [example(toy_site, kind) for kind in KINDS]
    assert find_long_pages(new_page(), serve(toy_site), addresses) == {}


def test_a_long_page_is_a_fault(tmp_path: Path, serve: Serve, new_page: NewPage) -> None:
    head = '<!doctype html><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
    for name, height in {"short": 5000, "long": 9000, "story": 9000}.items():
        (tmp_path / f"{name}.html").write_text(f"{head}<p style='height: {height}px'>Toy</p>")
    pages = pages_of(tmp_path)
    assert find_faults(new_page("phone"), serve(tmp_path), pages) == ["long.html: 12.2 screens"]
    assert [*find_long_pages(new_page(), serve(tmp_path), pages)] == ["long.html"]


def test_a_page_that_is_too_wide_is_a_fault(tmp_path: Path, serve: Serve, new_page: NewPage) -> None:
    head = '<!doctype html><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
    (tmp_path / "sound.html").write_text(f"{head}<p>Toy</p>", encoding="utf-8")
    (tmp_path / "wide.html").write_text(f"{head}<p style='width: 600px'>Toy</p>", encoding="utf-8")
    faults = find_faults(new_page("phone"), serve(tmp_path), pages_of(tmp_path))
    assert faults == ["wide.html: 608 px wide"]


def test_the_first_screen_of_a_family_on_a_phone_reaches_down_to_its_pdf(
    toy_site: Path, serve: Serve, new_page: NewPage
) -> None:
    families = find_printed_families(toy_site)
    assert families == ["blues", "reds"]
    assert find_hidden_prints(new_page("phone"), serve(toy_site), families) == {}


def test_on_a_phone_the_contents_are_at_hand_wherever_one_is(new_page: NewPage, toy_site: Path):
    page = new_page("phone")
    page.goto(f"{toy_site.as_uri()}/families/blues.html")
    contents = page.locator(".vi-contents")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(contents).to_be_in_viewport()
    contents.locator("summary").tap()
    link = contents.get_by_role("link").first
    target = (link.get_attribute("href") or "").lstrip("#")
    link.tap()
    expect(contents.get_by_role("link").first).to_be_hidden()
    below = contents.evaluate("contents => contents.getBoundingClientRect().bottom")
    heading = page.locator(f"[id='{target}']")
    expect(heading).to_be_in_viewport()
    assert heading.evaluate("heading => heading.getBoundingClientRect().top") >= below - 1


def test_beside_the_page_the_contents_stand_once(new_page: NewPage, toy_site: Path):
    page = new_page()
    page.goto(f"{toy_site.as_uri()}/families/blues.html")
    expect(page.locator(".vi-contents")).to_be_hidden()
