"""The closed set of members an output can be; a value is the index of one of them.

The text of each member is exact (decimal arithmetic), so that the longest possible envelope can be computed.
"""

from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache
from typing import Final

from privacy.contract import Choice, Count, Form, Number

OTHER: Final = "other"


def decimal(value: float) -> Decimal:
    """Give the number as it is written in the contract, not as the machine approximates it."""
    return Decimal(str(value))


@cache
def size(form: Form) -> int:
    """Give the number of members, "no value" not counted."""
    match form:
        case Number():
            return int((decimal(form.maximum) - decimal(form.minimum)) / decimal(form.step)) + 1
        case Count():
            return form.maximum + 1
        case Choice():
            return len(form.values)


def text(form: Form, index: int | None) -> str:
    """Give the JSON text of a member; "null" for "no value"."""
    if index is None:
        return "null"
    match form:
        case Number():
            return _plain(decimal(form.minimum) + index * decimal(form.step))
        case Count():
            return str(index)
        case Choice():
            return f'"{form.values[index]}"'


def _plain(value: Decimal) -> str:
    """Write without exponent; a number JSON and every reader take."""
    return f"{value.normalize() + 0:f}"


@cache
def longest(form: Form) -> int:
    """Give a bound in bytes on the text of any member or "no value"."""
    match form:
        case Number():
            # The longest stands at an end, but for the decimals that a step adds between them.
            return max(len("null"), _digits(form) + _decimals(form))
        case Count():
            return max(len("null"), len(str(form.maximum)))
        case Choice():
            return max(len("null"), *(len(f'"{value}"') for value in form.values))


def _digits(form: Number) -> int:
    return max(len(f"{int(decimal(bound))}") for bound in (form.minimum, form.maximum)) + 1  # and a sign: -0.5


def _decimals(form: Number) -> int:
    exponents = [decimal(value).normalize().as_tuple().exponent for value in (form.minimum, form.step)]
    places = max(-int(exponent) for exponent in exponents)
    return max(places, 0) + 1  # and the point


def index_of(form: Form, value: float | str | None) -> int | None:
    """Find the member a value is; None where it is none. Nothing is rounded or clamped here but a count's top."""
    match form:
        case Number():
            return _step_index(form, value)
        case Count():
            return min(int(value), form.maximum) if isinstance(value, int | float) and value >= 0 else None
        case Choice():
            return _choice_index(form, value)


def _step_index(form: Number, value: float | str | None) -> int | None:
    if not isinstance(value, int | float):
        return None
    steps = (decimal(value) - decimal(form.minimum)) / decimal(form.step)
    index = int(steps.to_integral_value(ROUND_HALF_EVEN))
    exact = abs(steps - index) < Decimal("1e-6")  # floating point came before
    return index if exact and 0 <= index < size(form) else None


def _choice_index(form: Choice, value: float | str | None) -> int | None:
    if not isinstance(value, str):
        return None
    if value in form.values:
        return form.values.index(value)
    return form.values.index(OTHER) if OTHER in form.values else None
