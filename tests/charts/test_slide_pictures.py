"""Charts on slides: in as few parts as their height allows, with every row in one of them."""

import pytest

from tests.toy import read_toy
from virtualissue.charts import draw_slides
from virtualissue.charts.canvas import SLIDE, SMALL, Canvas
from virtualissue.charts.values import find_groups


def test_type_is_large_enough_to_be_read_from_afar():
    width = 860  # points, of a slide without its margins
    assert SMALL * width / SLIDE.width >= 15


def test_parts_hold_each_row_once():
    rows = [*range(7)]
    parts = [Canvas("slide", 860, part=(number, 3)).keep(rows) for number in range(3)]
    assert parts == [(0, 1), (2, 3), (4, 5, 6)]
    assert SLIDE.keep(rows) == tuple(rows)


@pytest.mark.parametrize("slug", [slug for slug, one in read_toy().charts.items() if one.form == "values"])
def test_a_high_chart_of_values_is_drawn_in_parts_on_one_scale(slug: str):
    issue = read_toy()
    chart = issue.charts[slug]
    facts = [fact for found in find_groups(issue, chart).values() for fact in found]
    (whole,) = draw_slides(issue, chart, 10_000)
    parts = draw_slides(issue, chart, whole.height - 1)
    assert 1 < len(parts) <= len(facts)
    assert max(one.height for one in parts) < whole.height
    for fact in facts:
        held = [one for one in (whole, *parts) if f"{fact.slug}" in one.picture.render()]
        assert len(held) == 2


def test_a_chart_without_rows_is_one_picture_however_high():
    issue = read_toy()
    charts = [one for one in issue.charts.values() if one.form in ("parts", "map")]
    assert charts
    assert all(len(draw_slides(issue, chart, 1)) == 1 for chart in charts)
