"""Figures of guides: drawn as they are declared, and described in words."""

import math
from collections.abc import Iterable
from typing import Any

import pytest
from playwright.sync_api import Page
from pydantic import ValidationError

from tests.charts.drawings import Point, points_of, read_svg, words_of
from tests.charts.test_charts import COLLISIONS
from tests.conftest import NewPage
from tests.toy import read_toy
from virtualissue.charts.canvas import BODY
from virtualissue.charts.figure import WIDTH, draw_figure
from virtualissue.charts.text_lines import width_of
from virtualissue.model.course import Guide, Problem
from virtualissue.model.figure import Axis, Curve, Figure, FigureLabel, Shape, find_faults
from virtualissue.text.parser import Vocabulary
from virtualissue.words import WORDS, Words


def make(words: Words = WORDS, **changes: Any) -> Figure:
    fields = {
        "x": {"label": "*x*", "from": "0", "to": "10", "ticks": ["0", "5", "10"]},
        "y": {"label": "*y* / m", "from": "-1", "to": "1", "ticks": ["-1", "0", "1"]},
        "curves": [{"points": [["0", "0"], ["10", "1"]]}],
        "alt": "A line.",
        "caption": "A line.",
    }
    return Figure.model_validate({**fields, **changes}, context=Vocabulary(words=words))


class Plane:
    """The drawing of a figure, read back: its ticks tell where the axes stand."""

    def __init__(self, figure: Figure) -> None:
        self.root = read_svg(draw_figure(figure))
        self.figure = figure
        marks = [path for path in self.root.iter("path") if path.get("stroke") == "var(--vi-muted)"]
        axes = next(path for path in marks if len(points_of(path)) == 3)
        (self.left, self.top), (_, self.base), (self.right, _) = points_of(axes)

    def read(self, point: Point) -> Point:
        """A point of the drawing in the units of the axes."""
        x, y = self.figure.x, self.figure.y
        across = (point[0] - self.left) / (self.right - self.left)
        up = (self.base - point[1]) / (self.base - self.top)
        return (
            float(x.start) + across * float(x.end - x.start),
            float(y.start) + up * float(y.end - y.start),
        )

    def curves(self) -> list[list[Point]]:
        """The solid curves, in pixels."""
        paths = [path for path in self.root.iter("path") if path.get("stroke-width") == "2"]
        return [points_of(path) for path in paths]


# --- drawing ---------------------------------------------------------------------------------------------


def test_a_point_stands_where_the_axes_say():
    plane = Plane(make())
    (curve,) = plane.curves()
    assert [plane.read(point) for point in curve] == [
        pytest.approx((0, 0), abs=0.02), pytest.approx((10, 1), abs=0.02),
    ]  # fmt: skip


def test_ticks_stand_at_their_values_with_the_figures_that_were_typed():
    figure = make(x={"label": "*x*", "from": "0", "to": "10", "ticks": ["2.50", "7.5"]})
    plane = Plane(figure)
    labels = {line.text: float(line.attrib["x"]) for line in plane.root.iter("text") if line.text}
    for tick in ("2.50", "7.5"):
        x, _ = plane.read((labels[tick], 0))
        assert x == pytest.approx(float(tick), abs=0.02)
    assert "−1" in words_of(plane.root)


@pytest.mark.parametrize("ends", [("2", "2"), ("6", "2"), ("1", "8")])
def test_equal_axes_have_one_unit(ends: tuple[str, str]):
    x, y = ({"label": "a", "from": "0", "to": end} for end in ends)
    circle = {"x": "1/2 + cos(t)/2", "y": "1/2 + sin(t)/2", "over": ["0", "6.2832"]}
    (curve,) = Plane(make(x=x, y=y, equal=True, curves=[circle])).curves()
    across, down = ([point[axis] for point in curve] for axis in (0, 1))
    assert max(across) - min(across) == pytest.approx(max(down) - min(down), abs=0.3)


def test_a_curve_follows_its_expressions():
    plane = Plane(make(curves=[{"x": "10*t", "y": "sin(pi * t)", "over": ["0", "1"]}]))
    (curve,) = plane.curves()
    assert len(curve) > 100
    for x, y in map(plane.read, curve):
        assert y == pytest.approx(math.sin(math.pi * x / 10), abs=0.02)


def test_a_curve_passes_a_point_at_which_alone_it_has_no_value():
    shape = Shape.model_validate({"y": "t / t", "over": ["-1", "1"]})
    assert {round(y, 6) for _, y in shape.trace} == {1}


def test_what_helps_to_read_is_dashed_and_regions_are_shaded():
    square = [["1", "0"], ["2", "0"], ["2", "1"]]
    dashed = {"points": [["0", "0"], ["9", "0"]], "line": "dashed"}
    root = read_svg(draw_figure(make(curves=[dashed], regions=[{"points": square}], dots=[["9", "0"]])))
    (line,) = [path for path in root.iter("path") if path.get("stroke-dasharray")]
    (region,) = [path for path in root.iter("path") if path.get("opacity") == ".1"]
    assert len(points_of(line)) == 2
    assert len(points_of(region)) == 3
    assert len(list(root.iter("circle"))) == 1


def test_the_grid_stops_before_words_and_goes_on_below_curves():
    labels = [{"text": "two words", "at": ["5", "0"], "side": "right"}]
    root = read_svg(draw_figure(make(labels=labels, grid=True)))
    shapes = list(root.iter())
    (ground,) = root.iter("rect")
    (words,) = (one for one in root.iter("text") if "".join(one.itertext()) == "two words")
    left, width = float(ground.attrib["x"]), float(ground.attrib["width"])
    assert left == float(words.attrib["x"])
    assert width == pytest.approx(width_of(make(labels=labels).labels[0].text.runs, BODY), abs=0.1)
    (curve,) = (one for one in root.iter("path") if one.get("stroke-width") == "2")
    last_of_grid = max(n for n, one in enumerate(shapes) if one.get("stroke") == "var(--vi-rule)")
    assert last_of_grid < shapes.index(ground) < shapes.index(curve)
    assert list(read_svg(draw_figure(make(labels=labels))).iter("rect")) == []


def test_variables_slant_and_indices_are_lowered():
    (label,) = [
        line
        for line in read_svg(draw_figure(make(labels=[{"text": "*R*_1", "at": ["1", "0"]}]))).iter("text")
        if "".join(line.itertext()) == "R1"
    ]
    variable, index = label
    assert variable.get("font-style") == "italic"
    assert float(index.attrib["font-size"]) < float(label.attrib["font-size"])
    assert float(index.attrib["dy"]) > 0


def test_the_figure_is_an_image_that_tells_what_its_editor_wrote():
    root = read_svg(draw_figure(make(alt="Two \n lines & a <dot>.")))
    assert (root.get("role"), root.get("aria-label")) == ("img", "Two lines & a <dot>.")


def test_words_stay_in_the_drawing(new_page: NewPage):
    long = "words that are longer than the figure is wide, whatever it shows, and so are wrapped"
    sides = ("left", "right", "above", "below", "middle")
    places = [["1", "0.8"], ["9", "0.4"], ["0", "0"], ["10", "-0.5"], ["5", "-0.7"]]
    page = new_page()
    for side, place in zip(sides, places, strict=True):
        figure = make(labels=[{"text": long, "at": place, "side": side}])
        page.set_content(f"<style>svg {{ width: {WIDTH}px }}</style>{draw_figure(figure).render()}")
        words = page.evaluate(
            "() => { const frame = document.querySelector('svg').getBoundingClientRect();"
            "return [...document.querySelectorAll('g > text')].map(text => text.getBoundingClientRect())"
            ".filter(box => box.left < frame.left - 1 || box.right > frame.right + 1).length }"
        )
        assert words == 0, side


@pytest.mark.parametrize("slug", read_toy().guides)
def test_the_words_of_the_figures_do_not_touch(new_page: NewPage, slug: str):
    assert_words_apart(new_page(), read_toy().guides[slug])


def assert_words_apart(page: Page, shown: Guide | Problem) -> None:
    """No words in the figure of a guide or a problem touch others or leave the figure."""
    assert shown.figure
    drawn = draw_figure(shown.figure).render()
    page.set_content(f"<style>svg {{ width: {WIDTH}px; margin: 30px }}</style>{drawn}")
    assert page.locator("text").count() > 5
    assert page.evaluate(COLLISIONS) == []


def test_type_is_large_enough_on_a_phone_and_on_paper():
    assert_type_large_enough(read_toy().guides.values())


def assert_type_large_enough(shown: Iterable[Guide | Problem]) -> None:
    """No type in the figures of guides and problems is smaller than a phone or a sheet of A4 allows."""
    figures = [one.figure for one in shown if one.figure]
    assert figures
    for figure in figures:
        sizes = [float(line.attrib["font-size"]) for line in read_svg(draw_figure(figure)).iter("text")]
        assert min(sizes) * 328 / WIDTH >= 11  # a phone of 360 pixels less its margins
        assert min(sizes) * 0.84 * 340 / WIDTH >= 8  # points; the line of an A4 canvas is 340 wide


# --- what is declared ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [Figure, Axis, Shape, Curve, FigureLabel, Guide])
def test_every_field_is_described(kind: Any):
    own = {
        name: field
        for name, field in kind.model_fields.items()
        if name not in ("slug", "file", "line", "state")
    }
    assert [name for name, field in own.items() if not (field.description or "").endswith(".")] == []


def test_a_figure_may_be_left_out():
    guide = Guide.model_validate({"slug": "a", "file": "", "title": "A", "text": "B."})
    assert guide.figure is None
    assert guide.steps == ()


@pytest.mark.parametrize(
    ("changes", "at", "message"),
    [
        ({"dots": [["11", "0"]]}, ("dots", 0), "the point (11, 0) lies outside the axes"),
        ({"labels": [{"text": "a", "at": ["0", "2"]}]}, ("labels", 0, "at"), "the point (0, 2) lies"),
        ({"regions": [{"points": [["0", "0"], ["0", "5"]]}]}, ("regions", 0), "the point (0, 5) lies"),
        ({"curves": [{"y": "1/t", "over": ["0", "0"]}]}, ("curves", 0, "y"), "at t = 0: a division by zero"),
        ({"curves": [{"x": "q", "y": "t", "over": ["0", "1"]}]}, ("curves", 0, "x"), "at t = 0: no value q"),
    ],
)
def test_what_cannot_be_drawn_is_told_with_its_place(changes: Any, at: tuple[object, ...], message: str):
    (fault,) = find_faults(make(**changes))
    assert fault[0] == at
    assert fault[1].startswith(message)


def test_an_alternative_text_has_an_end():
    with pytest.raises(ValidationError, match="too long to listen to"):
        make(alt="word " * 1000)


def test_ticks_have_the_decimal_sign_of_the_language():
    axis = {"label": "*x*", "from": "-1", "to": "1", "ticks": ["-0.5", "0.5"]}
    figure = make(Words("de"), x=axis, curves=[{"points": [["-1", "0"], ["1", "0"]]}])
    drawn = words_of(read_svg(draw_figure(figure)))
    assert {"−0,5", "0,5"} < set(drawn)
