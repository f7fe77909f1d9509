"""Orders of magnitude of a brewery: in the unit asked for, of both ends, open where the value is."""

from typing import Any

import pytest

from virtualissue.quantities.amount_parser import parse_amount
from virtualissue.quantities.magnitude import Magnitude, find_magnitude
from virtualissue.quantities.units import THIN, AmountError


def of(value: object, unit: str, wanted: str, **rest: Any) -> Magnitude:
    return find_magnitude(parse_amount(value, unit=unit, **rest), wanted)


@pytest.mark.parametrize(
    ("value", "rest", "text"),
    [
        ("4.0", {}, "10⁻³ L"),
        (1, {"relation": "order"}, "10⁻³ L"),
        (74, {"relation": "about"}, "10⁻² L"),
        ([1, 4], {}, "10⁻³ L"),
        (["0.02", 3], {"relation": "about"}, "10⁻⁵ to 10⁻³ L"),
        (["700", "90000"], {}, "10⁻¹ to 10 L"),
        (9, {"relation": "over"}, "10⁻³ L or more"),
        (9, {"relation": "at least"}, "10⁻³ L or more"),
        (9, {"relation": "under"}, "10⁻³ L or less"),
        ("9.9", {"uncertainty": "0.2"}, "10⁻³ to 10⁻² L"),
        (2500, {}, "1 L"),
        (12_000_000, {}, "10⁴ L"),
    ],
)
def test_it_is_that_of_all_that_is_meant_in_the_unit_asked_for(value: object, rest: Any, text: str) -> None:
    assert of(value, "mL", "L", **rest).text.replace(THIN, " ") == text


def test_it_is_set_with_raised_powers_and_said_in_words() -> None:
    beer = of(["0.02", 3], "mL", "L")
    assert beer.html.replace(THIN, " ") == "10<sup>−5</sup> to 10<sup>−3</sup> L"
    assert beer.spoken == "ten to the minus 5 to ten to the minus 3 liters"
    assert of(3, "L", "L", relation="at most").spoken == "1 liter or less"
    assert of(12, "", "", relation="over").spoken == "10 or more"


@pytest.mark.parametrize(("value", "rest"), [(0, {}), (-4, {}), ("0.1", {"uncertainty": "0.2"})])
def test_what_is_not_above_zero_has_none(value: object, rest: Any) -> None:
    with pytest.raises(AmountError, match="above zero"):
        of(value, "V", "V", **rest)
