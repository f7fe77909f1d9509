"""What the engine is told of the issue: its names and its menu."""

from dataclasses import replace

from tests.site.test_pages import toy_pages
from tests.toy import read_toy
from virtualissue.site.settings import find_settings
from virtualissue.text.titles import parse_title


def test_the_menu_has_alone_pages_sections_and_the_reference_section():
    menu = find_settings(read_toy(), [page.plan for page in toy_pages()])["nav"]
    assert isinstance(menu, list)
    named = {name: files for entry in menu if isinstance(entry, dict) for name, files in entry.items()}
    assert menu[0] == {"Home": "index.md"}
    assert named["Palettes"] == [
        {"Overview": "families.md"},
        "families/blues.md",
        "families/reds.md",
        "families/lakes.md",
    ]
    assert "glossary.md" in named["Reference"]
    assert "articles/holm-2014.md" not in str(menu)


def test_the_name_of_the_site_is_escaped():
    issue = read_toy()
    titled = replace(issue, front=issue.front.model_copy(update={"title": parse_title("A <b> & C")}))
    assert find_settings(titled, ())["site_name"] == "A &lt;b&gt; &amp; C"
