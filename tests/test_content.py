"""The one file of tests that reads content/: the issue on solid electrolytes, what it says, and its site.

Where content/ holds another issue, all of it is skipped. No other test reads that folder.
"""

import math
import re
import time
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import yaml
from playwright.sync_api import expect
from pypdf import PdfReader

from build import ENGINES
from tests.authoring.test_content_schemas import find_refusals
from tests.bench.weight import weigh_page
from tests.bibliography.formats.pandoc import fold, fold_names, read_with_pandoc
from tests.browser.typing import SearchBox, weigh
from tests.charts.drawings import Point
from tests.charts.test_charts import assert_named, assert_only_what_there_is_is_told, assert_rules_kept
from tests.charts.test_figure import assert_type_large_enough, assert_words_apart
from tests.charts.test_structures import (
    SIDES,
    assert_distances_are_certain,
    assert_nearest_is_last,
    assert_stays_in_its_frame,
    assert_symbols_are_there_once,
)
from tests.conftest import SCREENS, NewPage, Screen, Serve
from tests.print.teaching.test_slides import names_of, plan
from tests.print.typesetting.test_pdf import TEMPLATES
from tests.project.test_citation_file import CITATION
from tests.real import CONTENT, NAME, is_there
from tests.real.course import (
    BOLTZMANN,
    FACTS,
    barrier,
    charges_of_llzto,
    charges_of_nasicon,
    figures,
    total,
)
from tests.real.figures import MINUS, DrawnFigure, extent
from tests.real.questions import ABSENT, QUESTIONS
from tests.real.tasks import TASKS
from tests.samples import KINDS, Choose, example
from tests.search.queries import Question, find_questions
from tests.search.test_index import find_raw, read_shown
from tests.search.test_search_in_browser import (
    assert_answered,
    assert_answered_as_typed,
    assert_fetches_little,
    assert_materials_come_first,
    assert_set,
    assert_use_comes_first,
)
from tests.site.in_browser.test_accessibility import ONE_SCHEME, assert_accessible
from tests.site.in_browser.test_pages import (
    find_faults,
    find_hidden_prints,
    find_long_pages,
    find_printed_families,
)
from tests.site.in_browser.test_paper import print_page
from tests.site.pages.links import Site
from tests.site.pages.test_markup import assert_valid
from tests.site.test_csp import assert_secure
from tests.site.test_engines import assert_same_pages
from tests.site.test_offline import assert_pages_open
from tests.site.test_secrecy import assert_secret
from tests.sites import Sites, pages_of
from virtualissue.bibliography.csl import make_csl_item
from virtualissue.bibliography.formats import FORMATS
from virtualissue.bibliography.work import Work
from virtualissue.charts import Drawing, draw_charts
from virtualissue.charts.canvas import CANVASES, Canvas
from virtualissue.charts.figure import draw_figure
from virtualissue.checks import check_issue
from virtualissue.chemistry.reaction import Reaction
from virtualissue.crystals.vectors import Vector
from virtualissue.exports.records import WHOLE, list_record_files
from virtualissue.loader.reader import read_issue
from virtualissue.model.course import Guide, Problem
from virtualissue.model.issue import Issue
from virtualissue.print.choice import PrintChoice
from virtualissue.print.documents import find_handed_out
from virtualissue.print.planning import plan_documents
from virtualissue.print.typesetting.fonts import read_fonts
from virtualissue.print.typesetting.pdf import compile_pdfs
from virtualissue.search.documents import find_searchables, make_document
from virtualissue.search.index import find_places, make_entry, render_search
from virtualissue.text.folding import fold_whole
from virtualissue.views.answers import Solution, solve

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not is_there(), reason=f"content/ holds another issue than {NAME}"),
]

REFERENCES = Path(__file__).parent / "real" / "references.yml"
RECORD = ("title", "authors", "journal", "year", "volume", "issue", "pages", "doi")
PARTS = 2  # so that several workers can share the pages
KILOBYTE = 1000
MOST_KILOBYTES = 90  # over the wire, for a page with all that it loads
LARGEST_CHART = {"years": 20_000, "values": 9_500, "parts": 2_000, "matrix": 20_000, "map": 27_000}  # by form
LARGEST_BUNDLE = 4000 * KILOBYTE  # without its PDFs
LARGEST_SEARCH = 300 * KILOBYTE  # all that it may ever fetch


@cache
def read_real() -> Issue:
    return read_issue(CONTENT)


@pytest.fixture(scope="session")
def real_site(sites: Sites) -> Path:
    return sites(CONTENT)


@pytest.fixture(scope="session")
def real_bundle(sites: Sites) -> Path:
    """The bundle, unpacked."""
    return sites.unpacked(CONTENT)


# --- what the issue says ---------------------------------------------------------------------------------


def record_of(work: Work) -> dict[str, Any]:
    """What a bibliography says of a work, as plain as it says it."""
    fields = {name: getattr(work, name) for name in RECORD}
    fields |= {"title": work.title.text, "authors": list(work.authors), "year": str(work.year)}
    return {name: value for name, value in fields.items() if value is not None}


def test_the_content_has_no_mistakes():
    check_issue(read_real(), CONTENT)


def test_the_schemas_accept_every_file():
    assert list(find_refusals(CONTENT)) == []


def test_the_references_are_those_that_were_checked():
    ours = {article.number: record_of(article) for article in read_real().articles.values()}
    editorial = read_real().front.editorial
    assert editorial
    ours[0] = record_of(editorial)
    text = REFERENCES.read_text(encoding="utf-8")
    checked = {int(record.pop("number")): record for record in yaml.load(text, Loader=yaml.BaseLoader)}
    assert ours == checked


@pytest.mark.parametrize(("suffix", "form"), [("bib", "biblatex"), ("bib", "bibtex"), ("json", "csljson")])
def test_the_references_are_read_back_as_they_were_written(suffix: str, form: str):
    text = list_record_files(read_real())[f"{WHOLE}.{suffix}"].text
    read = {key.replace(f"{NAME}-", ""): item for key, item in read_with_pandoc(text, form).items()}
    assert list(read) == list(read_real().works)
    for slug, work in read_real().works.items():
        item, expected = read[slug], make_csl_item(work, slug)
        title = work.title.csl if suffix == "json" else work.title.csl.replace("4\u0305", r"$\overline{4}$")
        assert fold(item["title"]) == fold(title)
        assert fold_names(item["author"]) == fold_names(expected["author"])
        for field in ("container-title", "container-title-short", "volume", "issue", "page", "DOI", "issued"):
            assert fold(item.get(field)) == fold(expected.get(field)), (slug, field)


def test_each_article_has_its_files_and_its_reference_in_four_styles():
    files, styles = list_record_files(read_real()), [read_real().style, *read_real().further_styles]
    for slug in read_real().articles:
        assert all(f"articles/{slug}.{form.suffix}" in files for form in FORMATS)
    assert [style.name for style in styles] == ["american-chemical-society", "apa", "ieee", "nature"]


def test_the_collection_adds_up():
    collection, facts = read_real().front.collection, read_real().facts
    assert collection
    counts = [int(facts[slug].amount.low) for slug in collection.parts]
    assert sum(counts) == facts[collection.total].amount.low
    assert facts[collection.highlighted].amount.low == len(read_real().articles)


def test_version_and_authors_of_the_citation_file_are_those_of_the_issue():
    front = yaml.safe_load((CONTENT / "issue.yml").read_text(encoding="utf-8"))
    assert CITATION["version"] == front["version"]
    assert [author["name"] for author in CITATION["authors"]] == [
        body["literal"] for body in front["retold_by"]
    ]


# --- its charts ------------------------------------------------------------------------------------------


@cache
def draw_real() -> tuple[Drawing, ...]:
    return draw_charts(read_real())


def test_the_charts_are_light():
    sizes = {
        (drawing.chart.slug, width): (len(picture.render().encode()), LARGEST_CHART[drawing.chart.form])
        for drawing in draw_real()
        for width, picture in drawing.pictures.items()
    }
    assert sizes
    assert {name: size for name, (size, most) in sizes.items() if size > most} == {}


def test_the_charts_are_drawn_at_once():
    issue = read_real()
    started = time.process_time()
    draw_charts(issue)
    assert time.process_time() - started < 1


def test_the_charts_are_described_in_words():
    assert_named(draw_real())
    assert_only_what_there_is_is_told(draw_real())
    told = " ".join(drawing.alternative for drawing in draw_real())
    assert "ten to the minus 4 siemens per centimeter" in told
    assert "from ten to the minus 5 to ten to the minus 1" in told
    assert "sodium 3 phosphorus sulfur 4" in told
    assert not re.search("[⁰¹²³⁴-⁹₀-₉ₓ⁻]", told)


@pytest.mark.parametrize("canvas", CANVASES, ids=lambda canvas: canvas.name)
def test_the_charts_keep_the_rules_of_accessibility(new_page: NewPage, canvas: Canvas):
    assert_rules_kept(new_page(), canvas, draw_real())


# --- what its course teaches -----------------------------------------------------------------------------


def solved(slug: str) -> Solution:
    return solve(read_real().problems[slug], read_real())


def answers(slug: str) -> dict[str, str]:
    """The answers of a problem as they are printed, with plain spaces."""
    return {name: amount.text.replace("\u202f", " ") for name, amount in solved(slug).answers.items()}


def test_the_facts_are_those_that_are_calculated_with_here():
    stated = {
        slug: yaml.safe_load((CONTENT / "facts" / f"{slug}.yml").read_text(encoding="utf-8"))
        for slug in FACTS
    }
    assert {slug: (fact["value"], fact["unit"]) for slug, fact in stated.items()} == FACTS
    drawn = {given.fact for problem in read_real().problems.values() for given in problem.givens.values()}
    assert drawn - {None} == set(FACTS)


def test_problem_units():
    assert (figures(4.0e-3 * 100, 2), figures(4.0e-3 * 1000, 2)) == (Decimal("0.40"), Decimal("4.0"))
    assert answers("units") == {"m": "0.40 S/m", "c": "4.0 mS/cm"}


def test_problem_pellet():
    resistance = (1.0 / 10) / (4.0e-3 * 0.50)  # cm / (S/cm · cm²)
    thickness = 5.0 * 4.0e-3 * 10  # Ω cm² · S/cm in cm, in mm
    assert (figures(resistance, 2), figures(thickness, 2)) == (Decimal(50), Decimal("0.20"))
    assert answers("pellet") == {"R": "50 Ω", "t": "0.20 mm"}


def test_problem_ratio():
    ratio = (74 / 1000) / 4.0e-3
    assert (figures(ratio, 3), figures(ratio, 2)) == (Decimal("18.5"), Decimal(19))
    assert answers("ratio") == {"q": "about 19"}


def test_problem_barrier():
    exponent, product, conductivity = barrier(0.25)
    assert (figures(exponent, 3), figures(product, 2), figures(conductivity, 2)) == (
        Decimal("1.02"), Decimal("2.8"), Decimal("2.5"),
    )  # fmt: skip
    assert answers("barrier") == {"x": "about 1.02", "p": "about 2.8-fold", "s": "about 2.5-fold"}


def test_the_figures_of_the_barrier_are_those_that_its_last_place_leaves():
    low, high = barrier(0.245), barrier(0.255)
    for end in (low, high):  # two figures stand, the third does not
        assert abs(end[1] - 2.8) < 0.1
        assert abs(end[2] - 2.5) < 0.1
    assert high[1] - low[1] > 0.1
    spread = (high[1] - low[1]) / 2 / barrier(0.25)[1]
    assert spread == pytest.approx(0.02, abs=0.002)  # "by two percent"


def test_problem_transition():
    energy = BOLTZMANN * 311 * math.log(100)
    assert (figures(energy, 2), figures(energy / math.log(10), 2)) == (Decimal("0.12"), Decimal("0.054"))
    assert answers("transition") == {"E": "about 0.12 eV"}


@pytest.mark.parametrize("x", [Fraction(0), Fraction(1, 10), Fraction(1, 3), Fraction(1, 2), Fraction(1)])
def test_problem_neutral(x: Fraction):
    lithium, indium, zirconium, chlorine = 3 - x, 1 - x, x, 6
    assert lithium * 1 + indium * 3 + zirconium * 4 - chlorine * 1 == 0
    assert min(lithium, indium, zirconium) >= 0
    neutrality = read_real().problems["neutral"].neutrality
    assert neutrality
    assert (neutrality.formula.text, dict(neutrality.states)) == (
        "Li3-xIn1-xZrxCl6", {"Li": 1, "In": 3, "Zr": 4, "Cl": -1},
    )  # fmt: skip


def printed(reaction: Reaction) -> list[list[tuple[int, str]]]:
    return [
        [(species.coefficient, species.formula.text if species.formula else "e^-") for species in side]
        for side in (reaction.left, reaction.right)
    ]


def test_problem_hydrolysis():
    left = [(2, {"Li": 3, "In": 1, "Cl": 6}), (3, {"H": 2, "O": 1})]
    right = [(1, {"In": 2, "O": 3}), (6, {"Li": 1, "Cl": 1}), (6, {"H": 1, "Cl": 1})]
    assert total(left) == total(right)
    (reaction,) = solved("hydrolysis").reactions
    assert printed(reaction) == [
        [(2, "Li3InCl6"), (3, "H2O")],
        [(1, "In2O3"), (6, "LiCl"), (6, "HCl")],
    ]


def test_problem_reduction():
    left = [(2, {"P": 1, "S": 4, "charge": -3}), (2, {"charge": -1})]
    right = [(1, {"P": 2, "S": 6, "charge": -4}), (2, {"S": 1, "charge": -2})]
    assert total(left) == total(right)
    (reaction,) = solved("reduction").reactions
    assert printed(reaction) == [
        [(2, "PS4^3-"), (2, "e^-")],
        [(1, "P2S6^4-"), (2, "S^2-")],
    ]
    # sulfur at -2: phosphorus is at 5 in PS4^3- and at 4 in P2S6^4-
    assert (-3 - 4 * -2, (-4 - 6 * -2) / 2) == (5, 4)


def test_problem_spectrum():
    grains, boundaries = 2.0, 8.0 - 2.0  # kilohms
    conductivity = 0.10 / ((grains + boundaries) * 1000 * 0.50)
    assert figures(conductivity, 2) == Decimal("2.5e-5")
    assert answers("spectrum") == {"R1": "2 kΩ", "R2": "6 kΩ", "s": "2.5 × 10⁻⁵ S/cm"}
    figure = read_real().problems["spectrum"].figure
    assert figure
    drawn = DrawnFigure(draw_figure(figure))
    (line,) = drawn.lines
    points = [drawn.read(point) for point in line]
    near = [x for x, y in points if y < 0.05]
    assert min(abs(x - grains) for x in near) < 0.05
    assert min(abs(x - grains - boundaries) for x, y in points if y < 0.1) < 0.05


def test_problem_line():
    steepness = (1 + 3) / (3.4 - 2.6)
    assert figures(steepness * 1000 * BOLTZMANN, 2) == Decimal("0.43")
    assert answers("line") == {"m": "5", "E": "0.43 eV"}
    figure = read_real().problems["line"].figure
    assert figure
    drawn = DrawnFigure(draw_figure(figure))
    (line,) = drawn.lines
    assert energy_of([drawn.read(line[0]), drawn.read(line[-1])]) == pytest.approx(0.43, abs=0.005)


def test_problem_lever():
    assert answers("lever") == {"a": "0.2", "b": "0.8", "w": "0.75"}
    assert math.isclose(0.75 * 0.8 + 0.25 * 0.2, 0.65)
    for x in (0.2, 0.8):  # both ends are on the boundary
        assert 2 * (1 - 2 * x) / math.log((1 - x) / x) == pytest.approx(0.8656, abs=1e-4)


@pytest.mark.parametrize("x", [Fraction(0), Fraction(1, 2), Fraction(1)])
def test_problem_doping(x: Fraction):
    assert charges_of_llzto(x) == 0
    problem = read_real().problems["doping"]
    assert problem.neutrality
    assert (problem.neutrality.formula.text, dict(problem.neutrality.states)) == (
        "Li7-xLa3Zr2-xTaxO12", {"Li": 1, "La": 3, "Zr": 4, "Ta": 5, "O": -2},
    )  # fmt: skip
    half = Decimal("0.5")  # as the solution says
    assert f"Li{7 - half}La3Zr{2 - half}Ta{half}O12" in problem.ask.text
    assert "x is one half" in " ".join(problem.solution.text.split())


def test_the_example_of_a_conductivity_is_right():
    said = " ".join(said_in("conductivity"))
    assert figures(0.080 / (200 * 0.40) * 1000, 2) == Decimal("1.0")
    assert "1.0 × 10-3 S/cm = 0.10 S/m = 1.0 mS/cm" in said


def test_the_example_of_the_charges_is_right():
    counted, collected, _ = said_in("charges")
    assert "Na1+xZr2SixP3-xO12" in counted
    assert counted.endswith("(1 + x) + 2 × 4 + 4x + 5(3 - x) - 12 × 2")
    for x in (Fraction(0), Fraction(1, 2), Fraction(1), Fraction(3)):
        assert (1 + x) + 2 * 4 + 4 * x + 5 * (3 - x) - 12 * 2 == charges_of_nasicon(x) == 0
    assert collected.endswith("x + 4x - 5x = 0 and 1 + 8 + 15 - 24 = 0")
    assert (1 + 4 - 5, 1 + 8 + 15 - 24) == (0, 0)


def test_every_goal_and_every_highlighted_family_has_work():
    issue = read_real()
    assert issue.course
    tasks = [*issue.problems.values(), *issue.questions.values()]
    goals = set(range(1, len(issue.course.goals) + 1))
    assert {goal for problem in issue.problems.values() for goal in problem.goals} == goals
    assert [task.slug for task in tasks if not task.goals] == []
    counts = Counter(str(slug) for task in tasks for slug in task.families)
    assert [one.slug for one in issue.families.values() if one.highlighted and counts[one.slug] < 2] == []
    assert {problem.level for problem in issue.problems.values()} == {1, 2, 3}
    assert [problem.slug for problem in issue.problems.values() if not problem.guide] == []


def test_no_problem_is_left_out():
    told = {name.removeprefix("test_problem_") for name in globals() if name.startswith("test_problem_")}
    assert set(read_real().problems) <= told


def test_points_and_minutes_add_up():
    issue = read_real()
    assert sum(problem.points for problem in issue.problems.values()) == 60
    assert sum(problem.minutes for problem in issue.problems.values()) == 125
    assert {slug: plan.minutes for slug, plan in issue.plans.items()} == {
        "session": 90, "module": 540, "self-study": 365,
    }  # fmt: skip


def test_whatever_a_script_shows_has_a_slide():
    issue = read_real()
    scripts = [cue.show for reading in issue.plans.values() for cue in reading.script]
    names = names_of(plan(issue)[0].data["slides"])
    assert {pointer for shown in scripts for pointer in shown} <= set(names)


def test_every_problem_and_guide_is_named_by_a_plan():
    issue = read_real()
    read = {pointer for plan in issue.plans.values() for step in plan.steps for pointer in step.read}
    assert {f"problem:{slug}" for slug in issue.problems} <= read
    assert {f"guide:{slug}" for slug in issue.guides} <= read


# --- what its guides teach -------------------------------------------------------------------------------


def figure_of(slug: str) -> DrawnFigure:
    figure = read_real().guides[slug].figure
    assert figure
    return DrawnFigure(draw_figure(figure))


def said_in(slug: str) -> list[str]:
    """The steps of a guide with their working, in plain signs."""
    steps = read_real().guides[slug].steps
    said = (f"{step.do.text} {step.working.text if step.working else ''}" for step in steps)
    return [
        re.sub("[\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]", " ", text).replace(MINUS, "-")
        for text in said
    ]


def energy_of(line: list[Point]) -> float:
    """The activation energy in eV of a line that is drawn as ln(σT) over 1000 K/T."""
    (x1, y1), (x2, y2) = line
    return -(y2 - y1) / (x2 - x1) * 1000 * BOLTZMANN


def test_the_arrhenius_plot_has_the_axes_that_its_guide_reads():
    figure = read_real().guides["arrhenius"].figure
    assert figure
    assert (figure.x.label.text, figure.y.label.text) == ("1000 K / T", f"ln(σT / (S K cm{MINUS}1))")


def test_the_slopes_drawn_in_the_arrhenius_plot_give_the_energies_that_its_guide_states():
    drawn = figure_of("arrhenius")
    ends = [[drawn.read(line[0]), drawn.read(line[-1])] for line in drawn.lines]
    hot, cold = sorted(ends)
    assert energy_of(hot) == pytest.approx(0.30, abs=0.005)
    assert energy_of(cold) == pytest.approx(0.56, abs=0.005)
    for line, (start, end) in zip(sorted(drawn.lines), (hot, cold), strict=True):
        for x, y in map(drawn.read, line):  # each of the two is straight
            assert y == pytest.approx(
                start[1] + (end[1] - start[1]) * (x - start[0]) / (end[0] - start[0]), abs=0.05
            )
    figure = read_real().guides["arrhenius"].figure
    assert figure
    labels = " ".join(label.text.text for label in figure.labels)
    for words in (labels, " ".join(said_in("arrhenius"))):
        assert re.findall(r"E_?\d = (?:.* = )?([\d.]+) eV", words.replace("E2", "\nE2")) == ["0.30", "0.56"]


def test_the_steps_of_the_arrhenius_guide_are_right_with_the_figures_that_they_read():
    points = [[(2.2, 1.8), (3.0, -1.0)], [(3.0, -3.5), (3.6, -7.4)]]
    drawn = [(round(x, 1), round(y, 1)) for x, y in figure_of("arrhenius").dots]
    assert sorted(drawn) == sorted(points[0] + points[1])
    first, slope, hot, cold = said_in("arrhenius")
    assert "(2.2, 1.8) and (3.0, -1.0)" in first
    assert slope.endswith("slope = (-1.0 - 1.8) / (3.0 - 2.2) = -3.5")
    assert pytest.approx(-3.5) == (-1.0 - 1.8) / (3.0 - 2.2)
    assert hot.endswith("3.5 × 1000 K × 8.617 × 10-5 eV/K = 0.30 eV")
    assert figures(3.5 * 1000 * 8.617e-5, 2) == figures(energy_of(points[0]), 2) == Decimal("0.30")
    assert pytest.approx(-6.5) == (-7.4 + 3.5) / (3.6 - 3.0)
    assert "slope is -6.5" in cold
    assert cold.endswith("6.5 × 1000 K × 8.617 × 10-5 eV/K = 0.56 eV")
    assert figures(6.5 * 1000 * 8.617e-5, 2) == figures(energy_of(points[1]), 2) == Decimal("0.56")
    assert figures(BOLTZMANN, 4) == Decimal("8.617e-5")


def test_the_arrhenius_guide_gives_the_factor_of_the_logarithm_to_base_10():
    text = re.sub(r"\s+", " ", read_real().guides["arrhenius"].text.text)
    assert "smaller by a factor of ln 10 ≈ 2.303" in text
    assert round(math.log(10), 3) == 2.303


def test_a_unit_is_as_long_across_as_up_in_the_impedance_spectrum():
    across, up = figure_of("impedance").scales
    assert across == pytest.approx(up, rel=0.005)
    for arc in figure_of("impedance").semicircles():
        width, height = extent(arc)
        assert height == pytest.approx(width / 2, rel=0.03)


def test_the_resistances_of_the_impedance_guide_are_the_widths_of_its_arcs():
    drawn = figure_of("impedance")
    widths = [extent(arc)[0] / drawn.scales[0] for arc in drawn.semicircles()]
    assert widths == [pytest.approx(3, abs=0.03), pytest.approx(2, abs=0.03)]
    ends, first, second = said_in("impedance")
    assert "in kΩ: at 0, 3 and 5" in ends
    assert [round(x, 1) for x, _ in drawn.dots] == [0, 3, 5]
    assert first.endswith("R1 = (3 - 0) kΩ = 3 kΩ")
    assert second.endswith("R2 = (5 - 3) kΩ = 2 kΩ")


def test_the_spectrum_is_the_impedance_of_the_model_below_it():
    figure = read_real().guides["impedance"].figure
    assert figure
    assert figure.model[-1].text.replace("\N{NO-BREAK SPACE}", " ") == (
        "R1 = 3 kΩ, R2 = 2 kΩ, C2 = 1.5 × 105 × C1, C3 = 105 × C2"
    )
    (curve,) = figure.curves
    resistances, capacitances = (3.0, 2.0), (1.0, 1.5e5, 1.5e10)
    for t, (x, y) in zip((2.5 - 12.47 * n / 240 for n in range(241)), curve.trace, strict=True):
        w = 10**t / resistances[0]  # the angular frequency, where the first capacitance is one
        z = sum(r / (1 + 1j * w * r * c) for r, c in zip(resistances, capacitances, strict=False))
        z += 1 / (1j * w * capacitances[2])
        assert (x, y) == pytest.approx((z.real, -z.imag), rel=1e-6, abs=1e-9)


def test_the_arc_with_the_smaller_capacitance_lies_at_the_higher_frequencies():
    peaks = [
        1 / (r * c) for r, c in ((3.0, 1.0), (2.0, 1.5e5))
    ]  # of the angular frequency, from left to right
    assert peaks == sorted(peaks, reverse=True)


def test_the_phase_diagram_is_that_of_a_regular_solution():
    drawn = figure_of("phase-diagram")
    (boundary,) = drawn.lines
    for x, reduced in map(drawn.read, boundary):
        distance = 1 - 2 * x  # from the summit, where the quotient of the model tends to one
        expected = distance / math.atanh(distance) if abs(distance) > 0.01 else 1
        assert reduced == pytest.approx(expected, abs=0.02)


def test_the_lever_rule_of_the_guide_keeps_the_composition():
    drawn = figure_of("phase-diagram")
    (left, height), (sample, level), (right, other) = drawn.dots
    assert max(height, level, other) - min(height, level, other) < 0.005
    assert level == pytest.approx(2 * 0.8 / math.log(9), abs=0.005)
    share = (sample - left) / (right - left)
    assert share == pytest.approx(0.25, abs=0.01)
    assert (1 - share) * left + share * right == pytest.approx(sample)
    compositions, right_share, left_share = said_in("phase-diagram")
    assert "x = 0.3. Its tie line ends at 0.1 and at 0.9" in compositions
    assert right_share.endswith("(0.3 - 0.1) / (0.9 - 0.1) = 0.25")
    assert left_share.endswith("(0.9 - 0.3) / (0.9 - 0.1) = 0.75")


def test_the_words_of_the_figures_do_not_touch(new_page: NewPage):
    issue, page = read_real(), new_page()
    all_of_them: list[Guide | Problem] = [*issue.guides.values(), *issue.problems.values()]
    shown = [one for one in all_of_them if one.figure]
    known = {"arrhenius", "impedance", "phase-diagram", "lever", "line", "spectrum"}
    assert known <= {one.slug for one in shown}
    for one in shown:
        assert_words_apart(page, one)


def test_the_type_of_the_figures_is_large_enough():
    issue = read_real()
    assert_type_large_enough([*issue.guides.values(), *issue.problems.values()])


# --- its handouts ----------------------------------------------------------------------------------------


def test_with_an_address_a_booklet_has_32_pages_and_a_handout_three(tmp_path: Path) -> None:
    front = read_real().front.model_copy(update={"site_url": "https://example.org/solid-electrolytes/"})
    issue = replace(read_real(), front=front)
    names = ("booklet", *(family.slug for family in find_handed_out(issue)))
    choice = PrintChoice(only=names, paper=("a4",), edition=("students",))
    documents = [*plan_documents(issue, draw_charts(issue), choice.edition, choice)]
    pdfs, errors = compile_pdfs(issue, documents, TEMPLATES, tmp_path, read_fonts(), choice)
    assert errors == ()
    booklet, *handouts = (
        [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages] for pdf in pdfs.values()
    )
    assert len(booklet) <= 32
    assert "CC BY 4.0, attribution" in " ".join(booklet[0].split())  # and not on a page of its own
    assert max(map(len, handouts)) <= 3


# --- its site --------------------------------------------------------------------------------------------


@pytest.mark.early
@pytest.mark.parametrize("engine", ENGINES)
def test_every_page_bears_the_policy(sites: Sites, engine: str) -> None:
    assert_secure(sites(CONTENT, engine))


def test_pages_have_no_mistakes(real_site: Path) -> None:
    assert_valid(real_site)


@pytest.mark.parametrize("engine", ENGINES)
def test_every_link_leads_somewhere(sites: Sites, engine: str) -> None:
    assert list(Site(sites(CONTENT, engine), read_real().front.site_url).breaks()) == []


def test_both_engines_make_the_same_pages(sites: Sites) -> None:
    assert_same_pages(sites(CONTENT, "mkdocs"), sites(CONTENT, "zensical"))


def test_every_page_is_light(real_site: Path) -> None:
    pages = set(pages_of(real_site)) - {"404.html"}  # which finds its files from the root of a host
    weights = {page: weigh_page(real_site / page) for page in pages}
    assert {page: weight for page, weight in weights.items() if weight > MOST_KILOBYTES} == {}


def test_the_bundle_stays_small(real_bundle: Path) -> None:
    archive = next(real_bundle.parents[2].glob("*.zip"))
    with ZipFile(archive) as packed:
        sizes = {entry.filename: entry.compress_size for entry in packed.infolist()}
    printed = sum(size for name, size in sizes.items() if name.endswith(".pdf"))
    assert archive.stat().st_size - printed < LARGEST_BUNDLE


def test_no_answer_leaves_the_lecturers_edition(real_site: Path, real_bundle: Path) -> None:
    assert_secret(read_real(), ("pellet", "R"), [real_site, real_bundle])


@pytest.mark.parametrize("part", range(PARTS))
def test_pages_open_without_a_fault(
    real_site: Path, serve: Serve, new_page: NewPage, samples: Choose, part: int
) -> None:
    assert find_faults(new_page("phone"), serve(real_site), samples(real_site)[part::PARTS]) == []


def test_pages_of_the_bundle_open_without_network(
    real_bundle: Path, new_page: NewPage, examples: Choose
) -> None:
    # one of each kind: the same pages are opened from a server
    assert_pages_open(new_page(offline=True), real_bundle, examples(real_bundle))


def test_the_first_screen_of_a_family_on_a_phone_reaches_down_to_its_pdf(
    real_site: Path, serve: Serve, new_page: NewPage
) -> None:
    families = find_printed_families(real_site)
    assert len(families) > 5
    assert find_hidden_prints(new_page("phone"), serve(real_site), families) == {}


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_story_prints_on_seven_sheets(real_site: Path, new_page: NewPage, paper: str) -> None:
    page = new_page()
    page.goto((real_site / "story.html").as_uri())
    assert len(print_page(page, format=paper)) <= 7


def test_no_page_is_long_on_a_desktop(real_site: Path, serve: Serve, new_page: NewPage) -> None:
    kinds = [example(real_site, kind) for kind in KINDS]
    families = [f"families/{slug}.html" for slug in read_real().families]
    longest = ("materials/li7la3zr2o12.html", "articles/famprikis-2021.html", "people/s.html")
    addresses = [*kinds, *families, *longest]
    assert find_long_pages(new_page(), serve(real_site), addresses) == {}


@pytest.mark.parametrize("name", TASKS)
def test_what_readers_come_for_takes_three_clicks(
    name: str, real_site: Path, serve: Serve, new_page: NewPage
) -> None:
    page, task = new_page(), TASKS[name]
    assert len(task.clicks) <= 3
    page.goto(f"{serve(real_site)}/index.html")
    for target in task.clicks:
        page.locator(target).locator("visible=true").first.click()
    expect(page.locator(task.seen).locator("visible=true").first).to_contain_text(task.text)


# Each kind on one of the two screens, those of families on both; those of the toy are all looked at on both.
LOOKED_AT = [
    (kind, screen)
    for place, kind in enumerate(KINDS)
    for screen in (SCREENS if kind == "family" else [[*SCREENS][place % 2]])
]


@pytest.mark.parametrize(("kind", "screen"), LOOKED_AT)
def test_each_kind_of_page_is_accessible(
    real_site: Path, serve: Serve, new_page: NewPage, kind: str, screen: Screen
) -> None:
    page = new_page(screen, ONE_SCHEME[screen])
    page.goto(f"{serve(real_site)}/{example(real_site, kind)}")
    assert_accessible(page, kind, screen)


# --- its structures --------------------------------------------------------------------------------------


def test_structures_are_drawn_well() -> None:
    for structure in read_real().structures.values():
        assert_stays_in_its_frame(structure)
        assert_symbols_are_there_once(structure)
        assert_distances_are_certain(structure)


@pytest.mark.slow
@pytest.mark.parametrize("side", SIDES)
def test_what_is_drawn_last_of_a_structure_is_nearest_to_the_viewer(side: tuple[Vector, Vector]) -> None:
    for structure in read_real().structures.values():
        assert_nearest_is_last(structure, side)


def test_every_structure_says_what_it_was_drawn_after() -> None:
    for structure in read_real().structures.values():
        assert structure.source.text
        assert structure.source.doi or "ICSD" in structure.source.text


# --- its search ------------------------------------------------------------------------------------------


@pytest.fixture
def box(request: pytest.FixtureRequest, real_site: Path, serve: Serve, new_page: NewPage) -> SearchBox:
    """The search of the site: on a server, and from disk in the tests that ask for both."""
    from_disk = getattr(request, "param", "http") == "file"
    return SearchBox(new_page(), real_site.as_uri() if from_disk else serve(real_site))


def test_the_table_is_large_enough() -> None:
    questions = find_questions(read_real())
    typos = [question for question in questions if question.rule.endswith(" letter")]
    assert len(questions) >= 150
    assert len(typos) >= 40
    assert len({question.rule for question in typos}) == 4


@pytest.mark.parametrize("box", ["http", "file"], indirect=True)
def test_students_are_answered(box: SearchBox) -> None:
    """A right page is first for 95 of 100 questions in readers' words, among the first three for 99."""
    assert len(QUESTIONS) >= 100
    questions = [Question("student", query, frozenset(right)) for query, right in QUESTIONS.items()]
    assert_answered(box, questions)


def test_a_substance_that_the_issue_does_not_have_is_said_to_be_absent(box: SearchBox) -> None:
    """The nearest one is marked, and stands with its family or, as a cathode, with its names."""
    for query, near in ABSENT.items():
        best, *others = box.ask(query).lines
        expect(box.page.locator(".vi-search [role=status]")).to_contain_text(f"{query} is not in this issue.")
        assert "Nearest" in best.text, query
        assert best.page in near, query
        material = next(m for m in read_real().materials.values() if best.page.endswith(f"/{m.slug}.html"))
        families = [family.short_label.text for family in read_real().families_of(material)]
        assert all(name in best.text for name in families or material.other_names), query
        assert others == [], query


@pytest.mark.parametrize("query", ["Li", "li", "Na", "Cl", "In", "25 °C", "25°C"])
def test_an_element_or_a_unit_comes_before_names_of_people(query: str, box: SearchBox) -> None:
    (pages,) = box.find_pages([query])
    assert pages
    assert not [page for page in pages[:3] if page.startswith("people/")]


def test_all_synonyms_lead_somewhere() -> None:
    """What a synonym stands for is a word or a name of this issue."""
    issue = read_real()
    entries = [make_entry(make_document(item, issue)) for item in find_searchables(issue)]
    words = find_places(entries)
    assert [same for same in issue.front.synonyms.values() if fold_whole(same) not in words] == []


@pytest.mark.parametrize("box", ["http", "file"], indirect=True)
def test_the_table_is_answered(box: SearchBox) -> None:
    assert_answered(box, find_questions(read_real()))


def test_pages_for_use_come_first(box: SearchBox) -> None:
    assert_use_comes_first(box, read_real())


def test_the_table_is_answered_as_a_reader_is(box: SearchBox) -> None:
    queries = [question.query for question in find_questions(read_real())][::31]
    assert len(queries) > 20
    assert_answered_as_typed(box, queries)


def test_a_material_comes_first_then_its_family_then_its_articles(box: SearchBox) -> None:
    assert_materials_come_first(box, read_real())


@pytest.mark.parametrize("box", ["http", "file"], indirect=True)
def test_three_files_are_fetched_and_that_once(box: SearchBox) -> None:
    assert_fetches_little(box, read_real())


def test_nothing_is_shown_as_it_was_typed() -> None:
    shown = read_shown(render_search(read_real()))
    assert len(shown) > 1000
    assert find_raw(shown, read_real()) == []


SET_ANSWERS = {
    "oxidation potential": "about 4.3\u202fV vs Li/Li<sup>+</sup> (predicted)",
    "highest conductivity scandium": (
        "4.0\u202f×\u202f10<sup>−3</sup>\u202fS/cm (measured; room temperature)"
    ),
    "hydroxide content": "<i>x</i>&nbsp;&gt;&nbsp;0",
    "P2S6^4-": "P<sub>2</sub>S<sub>6</sub><sup>4−</sup>",
    "zinc suzuki": '<i>I</i><span class="vi-bar">4</span>',
    "LLZO": "Li<sub>7</sub>La<sub>3</sub>Zr<sub>2</sub>O<sub>12</sub>",
}


def test_answers_are_set(box: SearchBox) -> None:
    for query, html in SET_ANSWERS.items():
        assert_set(box, query, html, read_real())


def test_all_parts_of_the_search_together_stay_slim(real_site: Path) -> None:
    assert weigh(real_site) <= LARGEST_SEARCH
