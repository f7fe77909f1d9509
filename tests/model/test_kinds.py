"""The table of kinds: whole, and with nothing in it twice."""

from collections import Counter
from importlib import import_module
from pkgutil import iter_modules

import pytest

from virtualissue import model
from virtualissue.model.entity import Entity
from virtualissue.model.kinds import KIND_OF, KINDS

SINGLE = {"FrontMatter", "Course", "Regions"}  # each stands in one file, not in a folder


def test_every_class_of_entity_has_its_row():
    modules = [import_module(f"{model.__name__}.{module.name}") for module in iter_modules(model.__path__)]
    things = [thing for module in modules for thing in vars(module).values() if isinstance(thing, type)]
    named = {thing for thing in things if issubclass(thing, Entity) and "kind" in vars(thing)}
    assert {one.__name__ for one in named - KIND_OF.keys()} == SINGLE


@pytest.mark.parametrize("unique", ["name", "collection", "path"])
def test_no_two_kinds_share_what_they_are_found_by(unique: str):
    counts = Counter(getattr(kind, unique) for kind in KINDS)
    assert [value for value, count in counts.items() if count > 1] == []


def test_no_two_kinds_share_a_rank_or_an_address():
    for values in ([kind.search_rank for kind in KINDS], [kind.address for kind in KINDS]):
        given = [value for value in values if value not in ("", None)]
        assert len(given) == len(set(given)) > 5


def test_what_makes_back_links_has_an_address_for_them():
    assert [kind.name for kind in KINDS if (kind.has_passages or kind.has_names) and not kind.address] == []


def test_what_prose_knows_by_name_is_explained_in_the_glossaries():
    # `HtmlRenderer.glossary` and `PrintRenderer._name` list the other names of these kinds, and of no others
    assert [kind.name for kind in KINDS if kind.has_names] == ["material", "technique", "term"]
