"""A value as its author wrote it in YAML -> Amount."""

import re
from decimal import Context, Decimal

from virtualissue.quantities.amount import LARGEST, Amount
from virtualissue.quantities.typesetting import SIGNS, Relation
from virtualissue.quantities.units import MINUS, AmountError

NUMBER = rf"[-+{MINUS}]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+{MINUS}]?[0-9]+)?"
_NUMBER = re.compile(NUMBER)
# what stands in a text that is no number -> where it belongs, or how it is written
_HINTS = (
    (re.compile(r"±|\+/-"), "give what follows ± as its uncertainty"),
    (re.compile(r"^\s*[<>≤≥~≈∼]"), "give the sign before it as its relation: under, over, about ..."),
    (re.compile(r"[0-9]\s*(-|–|to)\s*[0-9]"), "a range as a list: [1, 4]"),
    (
        re.compile(r"^[-+−]?[1-9][0-9]{0,2}([,' \u00a0\u202f][0-9]{3})+$"),
        "thousands are not separated, as in 1200, and the decimal sign is a point, as in 0.5",
    ),
    (re.compile(r"^\S*[0-9],[0-9]+$"), "the decimal sign is a point, as in 0.5"),
    (re.compile(rf"^{NUMBER} *[^\W\d_]+"), "give its unit in the field unit"),
    (re.compile(""), "write it as 12, 0.5 or 4.0e-3"),
)
_SEVERAL = re.compile(r"[0-9][\s,/;]+[-+−]?[0-9.]")
_LONGEST = 60  # characters of a number
_QUOTIENT = Context(prec=12)  # figures of what a ratio amounts to


def parse_amount(
    value: object,
    *,
    relation: str = "equal",
    unit: str = "",
    uncertainty: object = None,
    reference: str | None = None,
    symbol: str | None = None,
) -> Amount:
    """A number, a ratio, or a list of the two ends of a range, as YAML gives it -> Amount.

    Strings keep their figures; an uncertainty may be a list of two, with their signs. None stands for no
    number, where an order of magnitude is stated by its unit alone. Whether the unit exists is not asked
    here, but by `is_unit`. Raises AmountError.
    """
    if relation not in SIGNS:
        raise AmountError(f"there is no relation '{relation}' (there are: {', '.join(Relation)})")
    if value is None and relation != Relation.ORDER:
        raise AmountError(
            f"the value is missing (it may be left out only with the relation {Relation.ORDER})"
        )
    written = value if isinstance(value, list | tuple) else ("1" if value is None else value, None)
    if len(written) != 2:
        raise AmountError(f"a range has two ends (this list has {len(written)})")
    parts = _read_ratio(str(written[0])) if written is not value else None
    above, below = _read_uncertainty(uncertainty)
    return Amount(
        low=_QUOTIENT.divide(*parts) if parts else _read_number(written[0]),
        high=None if written is not value and written[1] is None else _read_number(written[1]),
        relation=Relation(relation),
        uncertainty=above,
        uncertainty_below=below,
        parts=parts,
        unit=unit,
        reference=reference,
        symbol=symbol,
        scientific=any("e" in str(end).lower() for end in written if end is not None),
        unstated=value is None,
    )


def _read_ratio(written: str) -> tuple[Decimal, Decimal] | None:
    """The two parts of a ratio such as 1:3; None where there is no colon."""
    if ":" not in written:
        return None
    first, *others = written.split(":")
    if len(others) != 1:
        raise AmountError(f"'{written}' is not a ratio of two numbers (write it as \"1:3\")")
    parts = _read_number(first), _read_number(others[0])
    if min(parts) <= 0:
        raise AmountError(f"both parts of the ratio {written} must be above zero")
    return parts


def _read_uncertainty(value: object) -> tuple[Decimal | None, Decimal | None]:
    """What stands after ±, or the two parts above and below where these differ."""
    if value is None:
        return None, None
    if not isinstance(value, list | tuple) and not _SEVERAL.search(str(value)):
        return _read_number(value), None
    numbers = sorted(map(_read_number, value)) if isinstance(value, list | tuple) else []
    if len(numbers) != 2 or not numbers[0] < 0 < numbers[1]:
        raise AmountError(
            "an uncertainty of two parts has a plus and a minus (write it as [+0.3, -0.2])", "uncertainty"
        )
    return numbers[1], -numbers[0]


def _read_number(value: object) -> Decimal:
    written = str(value).strip().replace(MINUS, "-")
    if isinstance(value, bool) or not _NUMBER.fullmatch(written):
        hint = next(hint for pattern, hint in _HINTS if pattern.search(written))
        raise AmountError(f"'{value}' is not a number ({hint})")
    if len(written) > _LONGEST:
        raise AmountError(f"'{written[:12]}...' is too long (a number has at most {_LONGEST} characters)")
    number = Decimal(written)
    if abs(number.adjusted()) > LARGEST:
        raise AmountError(f"'{value}' cannot be compared (numbers go from 1e-{LARGEST} to 1e{LARGEST})")
    return number
