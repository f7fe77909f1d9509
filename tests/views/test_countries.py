"""The outlines of countries: each under its code, the smallest as points."""

import re

from tests.toy import read_toy
from virtualissue.views.countries import find_codes, read_world


def test_each_country_has_a_code_and_stands_in_one_place():
    shapes = [
        shape["id"]
        for name in ("countries", "places")
        for shape in read_world()["objects"][name]["geometries"]
        if "id" in shape
    ]
    assert len(shapes) == len(set(shapes)) == len(find_codes()) > 190
    assert [code for code in shapes if not re.fullmatch("[A-Z]{2}", code)] == []


def test_large_countries_have_an_outline_and_the_smallest_a_point():
    assert {find_codes()[code] for code in ("NO", "PL", "IT", "US", "CN")} == {"countries"}
    assert find_codes()["SG"] == "places"


def test_every_place_of_the_toy_is_known():
    regions = read_toy().regions
    assert regions
    assert {place.code for tier in regions.tiers for place in tier.places} <= find_codes().keys()
